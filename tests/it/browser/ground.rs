//! What the tests of the pages share: one server and one driver of browsers; each test has a browser of its own.
//!
//! Both programs end with the process of the tests, however that ends: a shell between them and us reads from a pipe
//! that nobody else holds, and ends its program when the pipe closes.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use super::super::support::root;
use super::driver::Browser;

/// A program on this machine's loopback, and what keeps it alive.
struct Kept {
    port: u16,
    _shell: Child,
}

/// The shell that ends its program when the pipe closes.
const KEEP: &str = r#""$@" & kept=$!; read -r _; kill "$kept" 2> /dev/null; wait "$kept""#;

fn kept(program: &[&str], says: &str) -> Kept {
    let mut shell = Command::new("sh");
    shell.args(["-c", KEEP, "sh"]).args(program).stdin(Stdio::piped());
    let mut shell = shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let streams: [Box<dyn Read + Send>; 2] =
        [Box::new(shell.stdout.take().unwrap()), Box::new(shell.stderr.take().unwrap())];
    let (tell, told) = std::sync::mpsc::channel();
    for stream in streams {
        let (tell, says) = (tell.clone(), says.to_owned());
        // Read to the end, so that the program never waits for us.
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                let rest = line.split_once(&says).map(|(_, rest)| rest.to_owned());
                let port = rest.and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok());
                let _ = tell.send(port.ok_or(line));
            }
        });
    }
    drop(tell);
    let mut lines = Vec::new();
    for line in told {
        match line {
            Ok(port) => return Kept { port, _shell: shell },
            Err(line) => lines.push(line),
        }
    }
    panic!("{program:?} does not serve:\n{}", lines.join("\n"));
}

/// The port of the server whose pages are tested.
pub(super) fn site() -> u16 {
    static SITE: OnceLock<Kept> = OnceLock::new();
    SITE.get_or_init(|| kept(&[env!("CARGO_BIN_EXE_comity"), "serve", "--port", "0"], "http://127.0.0.1:")).port
}

/// Whether the pages' own scripts run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scripts {
    On,
    Off,
}

/// A browser, for the time of a test; nothing where there is none, and then standard error says so. Where leaving tests out
/// is not allowed it is a failure.
pub(super) fn browser(scripts: Scripts) -> Option<Browser> {
    static DRIVER: OnceLock<Kept> = OnceLock::new();
    let (driver, program) =
        match (on_path(&["chromedriver"]), on_path(&["chromium", "chromium-browser", "google-chrome"])) {
            (Some(driver), Some(program)) => (driver, program),
            (None, _) => return left_out("there is no chromedriver on the path"),
            (_, None) => return left_out("there is no Chromium on the path"),
        };
    let driver = DRIVER.get_or_init(|| kept(&[driver.to_str().unwrap(), "--port=0"], "started successfully on port "));
    // A test that failed leaves nothing half done: its browser ends with it.
    Some(Browser::open(driver.port, &program, scripts, site()))
}

/// The text of axe-core; nothing where it is not installed, as above.
pub(super) fn axe() -> Option<String> {
    let path = root().join("target/web/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(path).ok().or_else(|| left_out("there is no axe-core; tests/web/install fetches it"))
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()))
}

fn left_out<T>(why: &str) -> Option<T> {
    let name = std::thread::current().name().unwrap_or("a test").to_owned();
    assert!(std::env::var("COMITY_BROWSER").as_deref() != Ok("required"), "{name} must not be left out, but {why}");
    // Not through `eprintln`, which is kept back of tests that pass.
    let _ = writeln!(std::io::stderr(), "left out: {name}: {why} (tests/web/install)");
    None
}
