//! How fast the server answers: `/health` and `check`, as a line and as a report, over keep-alive connections on
//! loopback, in one run, for a bounded time. Bodies vary, and are also told apart from equal ones; nothing of `check` is kept by the server.
//!
//!     cargo bench --bench serve [-- SECONDS [CONNECTIONS]]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench that stops says what is wrong"
)]

use std::io::{BufRead as _, BufReader, ErrorKind};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::net::TcpStream;

/// So many different requests are sent.
const BODIES: usize = 4096;

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    fn start() -> (Self, String) {
        let begun = Instant::now();
        let program = env!("CARGO_BIN_EXE_comity");
        let mut child = Command::new(program).args(["serve", "--port", "0"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        errors.read_line(&mut line).unwrap();
        println!("start to listening: {} ms", begun.elapsed().as_millis());
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect(&line).to_owned();
        (Self(child), address)
    }

    /// Resident memory in MB, where the system tells.
    fn memory(&self) -> Option<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(line.split_whitespace().next()?.parse::<usize>().ok()? / 1024)
    }
}

fn message(address: &str, path: &str, body: Option<&str>) -> Vec<u8> {
    let (method, length) = match body {
        None => ("GET", String::new()),
        Some(body) => ("POST", format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len())),
    };
    format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\n{length}\r\n{}", body.unwrap_or_default()).into_bytes()
}

/// Requests that differ in who asks whom for what, where it lies, and on which day.
fn bodies() -> impl Iterator<Item = String> {
    let states = ["US", "GB", "DE", "FR", "CH", "CN", "JP", "IN", "BR", "CA", "AU", "SG", "KR", "IE", "NL", "IT"];
    let purposes = ["criminal", "civil", "national_security", "regulatory"];
    let categories = ["content", "traffic", "subscriber", "financial"];
    (0..BODIES).map(move |at| {
        let (asks, lies) = (states[at % 16], states[(at / 16 + at) % 16]);
        let (purpose, category) = (purposes[at / 64 % 4], categories[at / 256 % 4]);
        format!(
            r#"{{"id": "r{at}", "as_of": "2026-0{}-01", "authority": {{"jurisdiction": "{asks}", "purpose": "{purpose}", "process": "warrant"}},
  "provider": {{"seat": "US", "presence": ["US", "{lies}"], "kind": "cloud"}},
  "data": {{"location": ["{lies}"], "category": "{category}", "personal": {}}}, "subject": {{"residence": "{lies}"}}}}"#,
            at % 3 + 1,
            at % 2 == 0,
        )
    })
}

async fn write(stream: &TcpStream, mut bytes: &[u8]) {
    while !bytes.is_empty() {
        stream.writable().await.unwrap();
        match stream.try_write(bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock),
        }
    }
}

async fn read(stream: &TcpStream, into: &mut [u8]) -> usize {
    loop {
        stream.readable().await.unwrap();
        match stream.try_read(into) {
            Ok(read) => return read,
            Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock),
        }
    }
}

/// Reads one answer; gives how long its body is.
async fn answer(stream: &TcpStream, buffer: &mut Vec<u8>) -> usize {
    let mut filled = 0;
    loop {
        if filled == buffer.len() {
            buffer.resize(buffer.len() * 2, 0);
        }
        let more = read(stream, &mut buffer[filled..]).await;
        assert!(more > 0, "the server closed: {}", String::from_utf8_lossy(&buffer[..filled]));
        filled += more;
        let Some(end) = buffer[..filled].windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&buffer[..end]).unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{}", String::from_utf8_lossy(&buffer[..filled]));
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
        let length: usize = length.parse().unwrap();
        while filled < end + 4 + length {
            buffer.resize(buffer.len().max(end + 4 + length), 0);
            let more = read(stream, &mut buffer[filled..]).await;
            assert!(more > 0, "the server closed");
            filled += more;
        }
        return length;
    }
}

/// Asks over so many connections for so long; tells the rate, the time of answers and their length.
async fn run(name: &str, address: &str, messages: Vec<Vec<u8>>, time: Duration, connections: usize) -> f64 {
    let (messages, next) = (Arc::new(messages), Arc::new(AtomicUsize::new(0)));
    let begun = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let (messages, next, address) = (Arc::clone(&messages), Arc::clone(&next), address.to_owned());
            tokio::spawn(async move {
                let stream = TcpStream::connect(address).await.unwrap();
                stream.set_nodelay(true).unwrap();
                let (mut buffer, mut times, mut bytes) = (vec![0; 128 * 1024], Vec::new(), 0);
                while begun.elapsed() < time {
                    let message = &messages[next.fetch_add(1, Ordering::Relaxed) % messages.len()];
                    let asked = Instant::now();
                    write(&stream, message).await;
                    bytes += answer(&stream, &mut buffer).await;
                    times.push(asked.elapsed());
                }
                (times, bytes)
            })
        })
        .collect();
    let (mut times, mut bytes) = (Vec::new(), 0);
    for task in tasks {
        let (mine, length) = task.await.unwrap();
        times.extend(mine);
        bytes += length;
    }
    times.sort_unstable();
    let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    let (median, slow) = (at(0.5), at(0.99));
    println!(
        "{name:<22} {rate:>8.0} requests/s   p50 {:>7} µs   p99 {:>7} µs ({:.1} × p50)   {:>6} bytes on average",
        median.as_micros(),
        slow.as_micros(),
        slow.as_secs_f64() / median.as_secs_f64(),
        bytes / times.len(),
    );
    rate
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let time = Duration::from_secs(numbers.next().unwrap_or(5) as u64);
    let connections = numbers.next().unwrap_or(64);
    let (server, address) = Server::start();
    let path = "/api/v1/check";
    let health = || vec![message(&address, "/health", None)];
    let short = format!("{path}?answer=line");
    let varied = |path: &str| -> Vec<Vec<u8>> { bodies().map(|body| message(&address, path, Some(&body))).collect() };
    let same = vec![message(&address, path, bodies().nth(7).as_deref())];
    // Asked in one thread, so that the server has what is left of the machine.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        run("health, to warm up", &address, health(), time / 5, connections).await;
        run("check, to warm up", &address, varied(path), time / 5, connections).await;
        let before = server.memory();
        let bare = run("health", &address, health(), time, connections).await;
        let lines = run("check, varied, a line", &address, varied(&short), time, connections).await;
        let reports = run("check, varied", &address, varied(path), time, connections).await;
        run("check, always the same", &address, same, time, connections).await;
        let part = |rate: f64| rate / bare * 100.0;
        println!("of the rate of health: lines {:.1} %, reports {:.1} %", part(lines), part(reports));
        if let (Some(before), Some(after)) = (before, server.memory()) {
            println!("resident memory {before} MB before, {after} MB after");
        }
    });
}
