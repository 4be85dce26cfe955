//! A little HTTP: one exchange a connection, which is all that the server and the browser's driver need.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

/// So long may an answer take; pages that work much out are tested in a program that is not optimized.
const LONGEST: Duration = Duration::from_secs(120);

/// What came back.
pub(super) struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A line of the head.
    pub(super) fn head(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

pub(super) fn get(port: u16, path: &str) -> Answer {
    send(port, "GET", path, "").unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// One exchange with a server on this machine.
pub(super) fn send(port: u16, method: &str, path: &str, body: &str) -> io::Result<Answer> {
    send_to(port, &format!("localhost:{port}"), method, path, body)
}

/// The same under the name of some host.
pub(super) fn send_to(port: u16, host: &str, method: &str, path: &str, body: &str) -> io::Result<Answer> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(LONGEST))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}",
    )?;
    let mut all = Vec::new();
    let mut part = [0; 64 * 1024];
    loop {
        // The driver keeps connections open whatever it is told: its answer ends where the head says so.
        if let Some(answer) = whole(&all) {
            return Ok(answer);
        }
        match stream.read(&mut part)? {
            0 => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the answer is cut off")),
            read => all.extend_from_slice(&part[..read]),
        }
    }
}

/// The answer, once all of it is there.
fn whole(all: &[u8]) -> Option<Answer> {
    let end = all.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let mut answer = Answer { status, head, body: Vec::new() };
    let length: usize = answer.head("content-length").map_or(0, |length| length.parse().unwrap());
    answer.body = all.get(end + 4..end + 4 + length)?.to_vec();
    Some(answer)
}
