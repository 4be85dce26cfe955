//! A browser through its driver: WebDriver is JSON over HTTP, so this is all it takes.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine as _;
use serde_json::{Value, json};

use super::ground::Scripts;
use super::http;

/// A browser that ends when it is dropped.
pub(super) struct Browser {
    driver: u16,
    site: u16,
    session: String,
}

/// Keys as WebDriver names them.
pub(super) const TAB: &str = "\u{e004}";
pub(super) const ENTER: &str = "\u{e007}";

/// So long is waited for something that a page does by itself.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether pressing something leads to another page; the page that is left is marked, so that the next one can be told.
const LEADS_ON: &str = r##"
const pressed = document.querySelector(arguments[0]), link = pressed?.closest("a[href]"), button = pressed?.closest("button");
document.documentElement.dataset.left = "";
return link ? !link.getAttribute("href").startsWith("#") && !link.hasAttribute("download")
  : Boolean(button?.form && button.type === "submit" && button.form.checkValidity());
"##;

/// Whether the page that was left is gone, and the next one is there as a whole.
const ARRIVED: &str =
    r#"return document.readyState === "complete" && !("left" in (document.documentElement?.dataset ?? {}));"#;

impl Browser {
    pub(super) fn open(driver: u16, program: &Path, scripts: Scripts, site: u16) -> Self {
        let scripts = if scripts == Scripts::On { 1 } else { 2 };
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {
                "binary": program,
                // No sandbox inside a sandbox; no GPU and no large shared memory on a build machine; no calls home.
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                    "--disable-background-networking", "--disable-component-update", "--no-first-run",
                    "--force-color-profile=srgb", "--window-size=1280,900", "--force-prefers-reduced-motion",
                ],
                "prefs": {"profile.managed_default_content_settings.javascript": scripts},
            },
        }}});
        let mut browser = Self { driver, site, session: String::new() };
        let opened = browser.call("POST", "/session", &wanted);
        browser.session = format!("/session/{}", opened["sessionId"].as_str().unwrap());
        browser
    }

    fn try_call(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let answer = http::send(self.driver, method, path, &body).map_err(|error| format!("{path}: {error}"))?;
        let mut value: Value = serde_json::from_slice(&answer.body).map_err(|error| format!("{path}: {error}"))?;
        if answer.status == 200 {
            Ok(value["value"].take())
        } else {
            Err(format!("{path}: {}", value["value"]["message"]))
        }
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        self.try_call(method, path, body).unwrap_or_else(|error| panic!("{error}"))
    }

    fn post(&self, command: &str, body: &Value) -> Value {
        self.call("POST", &format!("{}/{command}", self.session), body)
    }

    /// Goes to an address of the site.
    pub(super) fn go(&self, path: &str) {
        self.post("url", &json!({"url": format!("http://127.0.0.1:{}{path}", self.site)}));
    }

    /// Where the browser is, from the root of the site.
    pub(super) fn address(&self) -> String {
        let url = self.call("GET", &format!("{}/url", self.session), &Value::Null);
        let root = format!("http://127.0.0.1:{}", self.site);
        url.as_str().unwrap().strip_prefix(&root).unwrap_or_else(|| panic!("{url} is elsewhere")).to_owned()
    }

    /// What a script returns. Scripts of tests run where those of pages do not.
    pub(super) fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("execute/sync", &json!({"script": script, "args": arguments}))
    }

    /// The same for a script that calls back.
    pub(super) fn script_later(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("execute/async", &json!({"script": script, "args": arguments}))
    }

    /// The first element that a selector names.
    fn find(&self, css: &str) -> String {
        let found = self.post("element", &json!({"using": "css selector", "value": css}));
        found.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned()
    }

    /// The same on a page that may not be there yet: nothing but elements that are on screen can be pressed.
    fn on(&self, css: &str, command: &str, body: &Value) {
        let begun = Instant::now();
        loop {
            let done = self.try_call("POST", &format!("{}/element/{}/{command}", self.session, self.find(css)), body);
            match done {
                Ok(_) => return,
                Err(_) if begun.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(50)),
                Err(error) => panic!("{css}: {error}"),
            }
        }
    }

    /// Presses something.
    pub(super) fn click(&self, css: &str) {
        let leads_on = self.script(LEADS_ON, &[css.into()]) == true;
        self.on(css, "click", &json!({}));
        // On a busy machine it takes a while until the next page is there, and then it may be there in part only.
        let begun = Instant::now();
        while leads_on && self.script(ARRIVED, &[]) != true {
            assert!(begun.elapsed() < PATIENCE, "{css} leads nowhere from {}", self.address());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Types into a field, in place of what is in it.
    pub(super) fn fill(&self, css: &str, text: &str) {
        self.on(css, "clear", &json!({}));
        self.on(css, "value", &json!({"text": text}));
    }

    /// Chooses a value of a list as people do, by its label.
    pub(super) fn choose(&self, css: &str, value: &str) {
        self.click(&format!("{css} option[value=\"{value}\"]"));
    }

    /// Sets a field whose keys hang on the language of the browser, as the field for a date.
    pub(super) fn set(&self, css: &str, value: &str) {
        self.script("document.querySelector(arguments[0]).value = arguments[1]", &[css.into(), value.into()]);
    }

    /// Chooses a file.
    pub(super) fn upload(&self, css: &str, file: &Path) {
        self.on(css, "value", &json!({"text": file}));
    }

    /// Waits until the browser is at an address: whoever presses a key does not wait for what comes of it.
    pub(super) fn wait_for(&self, address: &str) {
        let begun = Instant::now();
        while self.address() != address {
            assert!(begun.elapsed() < PATIENCE, "{} and not {address}", self.address());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Presses keys, wherever the focus is.
    pub(super) fn keys(&self, keys: &str) {
        let actions = keys.chars().flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key})));
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": actions.collect::<Vec<_>>()});
        self.post("actions", &json!({"actions": [keyboard]}));
    }

    /// The text on screen of the first element that a selector names.
    pub(super) fn text(&self, css: &str) -> String {
        self.script("return document.querySelector(arguments[0])?.innerText ?? ''", &[css.into()])
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// How many elements a selector names.
    pub(super) fn count(&self, css: &str) -> u64 {
        self.script("return document.querySelectorAll(arguments[0]).length", &[css.into()]).as_u64().unwrap()
    }

    /// The attribute or property of the first element that a selector names.
    pub(super) fn property(&self, css: &str, name: &str) -> String {
        let found = self
            .script("return document.querySelector(arguments[0])?.[arguments[1]] ?? ''", &[css.into(), name.into()]);
        found.as_str().unwrap().to_owned()
    }

    /// What the browser had to say since it was last asked: errors of scripts, of loading, of the content policy.
    pub(super) fn log(&self) -> Vec<String> {
        let entries = self.post("se/log", &json!({"type": "browser"}));
        entries.as_array().unwrap().iter().map(|entry| format!("{} {}", entry["level"], entry["message"])).collect()
    }

    /// Something that only the protocol beneath the driver can.
    pub(super) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// The width of the page, and which of the two colour schemes is preferred.
    pub(super) fn look(&self, width: u32, scheme: &str) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", &size);
        let scheme = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", &scheme);
    }

    /// A picture of the whole page, not longer than `most`.
    pub(super) fn picture(&self, width: u32, most: u64) -> Vec<u8> {
        let height = self.script("return document.documentElement.scrollHeight", &[]).as_u64().unwrap().min(most);
        let clip = json!({"x": 0, "y": 0, "width": width, "height": height, "scale": 1});
        let taken = self.devtools(
            "Page.captureScreenshot",
            &json!({"captureBeyondViewport": true, "clip": clip, "optimizeForSpeed": true}),
        );
        decoded(&taken["data"])
    }

    /// The page as a PDF.
    pub(super) fn print(&self) -> Vec<u8> {
        decoded(&self.devtools("Page.printToPDF", &json!({"preferCSSPageSize": true}))["data"])
    }

    /// Every failure of a page as one text, each line with what the page is called.
    pub(super) fn complaints(page: &str, all: &[String]) -> String {
        all.iter().fold(String::new(), |mut told, one| {
            let _ = writeln!(told, "{page}: {one}");
            told
        })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // Where the driver is gone the browser is too.
            let _ = self.try_call("DELETE", &self.session, &Value::Null);
        }
    }
}

fn decoded(text: &Value) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(text.as_str().unwrap()).unwrap()
}
