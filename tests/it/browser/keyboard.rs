//! Everything by keyboard, and always in sight where one is.

use serde_json::Value;

use super::driver::{Browser, ENTER, TAB};
use super::ground::{Scripts, browser};
use super::kinds::DEMAND;

/// Where the focus is, and what cannot be seen of it.
const FOCUS: &str = r#"
const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
const middle = document.elementFromPoint(Math.max(0, box.left + Math.min(box.width, innerWidth) / 2), box.top + Math.min(box.height, innerHeight) / 2);
const wrong = [];
if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no outline");
if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) wrong.push("out of sight");
else if (middle && !at.contains(middle) && !middle.contains(at) && box.height < innerHeight) wrong.push(`under ${middle.tagName}.${middle.className}`);
at.dataset.reached = "";
return [at.className || at.name || at.tagName, wrong.join(", "), at === document.body];
"#;

/// What can be reached by keyboard but was not.
const UNREACHED: &str = r#"
const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
return all.filter(one => one.checkVisibility() && one.tabIndex >= 0 && !one.disabled && !("reached" in one.dataset))
  .map(one => one.outerHTML.slice(0, 120));
"#;

fn walk(browser: &Browser, path: &str) {
    browser.go(path);
    let mut stops = 0;
    loop {
        browser.keys(TAB);
        let focus: Value = browser.script(FOCUS, &[]);
        if focus[2] == true || stops > 900 {
            break;
        }
        stops += 1;
        assert_eq!(focus[1], "", "{path}: {} at stop {stops}", focus[0]);
        if stops == 1 {
            assert_eq!(focus[0], "skip", "{path}");
        }
    }
    let unreached = browser.script(UNREACHED, &[]);
    assert_eq!(unreached, serde_json::json!([]), "{path}, {stops} stops");
}

#[test]
fn every_control_is_reached_and_seen_by_keyboard() {
    let Some(browser) = browser(Scripts::On) else { return };
    for width in [360, 1280] {
        browser.look(width, "light");
        for path in ["/en/pair", "/de/", "/de/pair/CH/NO", "/en/place/CH", &format!("/en/{DEMAND}")] {
            walk(&browser, path);
        }
    }
}

#[test]
fn two_states_are_compared_by_keyboard_alone() {
    let Some(browser) = browser(Scripts::Off) else { return };
    for lang in ["en", "de"] {
        browser.go(&format!("/{lang}/pair"));
        // The first stop leads past the navigation.
        browser.keys(TAB);
        browser.keys(ENTER);
        assert_eq!(browser.script("return location.hash", &[]), "#main");
        browser.keys(TAB);
        browser.keys("CH");
        browser.keys(TAB);
        browser.keys("NO");
        browser.keys(ENTER);
        browser.wait_for(&format!("/{lang}/pair/CH/NO"));
    }
}
