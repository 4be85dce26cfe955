//! Every kind of page, looked at in a browser: in both languages, at three widths, in both colour schemes.

use std::fs;

use serde_json::{Value, json};

use super::super::support::root;
use super::driver::Browser;
use super::ground::{Scripts, axe, browser};
use super::kinds::{Page, all};

const WIDTHS: [u32; 3] = [360, 1200, 2560];
const SCHEMES: [&str; 2] = ["light", "dark"];
/// Rules of axe-core whose answer can change with the colour scheme.
const COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];
/// Pictures show so much of a long page.
const LONGEST: u64 = 6000;

/// What keeps people out, as axe-core finds it: a line for each element.
const VIOLATIONS: &str = r#"
const [only, done] = arguments;
axe.run(document, {runOnly: {type: only.length ? "rule" : "tag", values: only.length ? only :
    ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}, resultTypes: ["violations"]})
  .then(found => done(found.violations.flatMap(rule => rule.nodes.slice(0, 5).map(node =>
    `${rule.id} (${rule.tags.find(tag => tag.startsWith("wcag") || tag === "best-practice")}): ${node.target.join(" ")}: ` +
    node.any.concat(node.all, node.none).map(check => check.message).join("; ")))),
    error => done([`axe-core: ${error}`]));
"#;

/// Elements that make the page wider than the window.
const TOO_WIDE: &str = r#"
const root = document.documentElement;
if (root.scrollWidth <= innerWidth) return [];
const inner = element => { for (let up = element.parentElement; up; up = up.parentElement)
  if (getComputedStyle(up).overflowX !== "visible") return true; return false; };
const wide = [...document.body.querySelectorAll("*")].filter(element =>
  element.getBoundingClientRect().right > innerWidth + 1 && !inner(element));
return [`the page is ${root.scrollWidth} wide in a window of ${innerWidth}`].concat(wide.slice(0, 5).map(element =>
  `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} reaches ${Math.round(element.getBoundingClientRect().right)}`));
"#;

/// Texts on colours that say something: chips, letters, words in pictures. Each needs 4.5 to 1 against what is under it,
/// hatching counted by both its colours.
const CONTRAST: &str = r#"
const canvas = document.createElement("canvas"); canvas.width = canvas.height = 1;
const context = canvas.getContext("2d", {willReadFrequently: true});
const channels = color => { context.clearRect(0, 0, 1, 1); context.fillStyle = color; context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data]; };
const light = color => { const [r, g, b] = channels(color).map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b; };
const ratio = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); };
const classes = ["clear", "resolvable", "reroutable", "discretionary", "deadlock", "unknown"];
const wrong = [];
for (const name of classes) for (const kind of ["chip", "letter"]) {
  const probe = document.createElement("span"); probe.className = `${kind} ${name}`; document.body.append(probe);
  const style = getComputedStyle(probe);
  const under = style.backgroundImage === "none" ? [style.backgroundColor] : style.backgroundImage.match(/(rgba?|color|oklab)\([^)]*\)/g);
  for (const ground of under) { const found = ratio(style.color, ground); if (found < 4.5) wrong.push(`${kind} ${name}: ${style.color} on ${ground} is ${found.toFixed(2)}`); }
  probe.remove();
}
return wrong;
"#;

/// What stands on a page twice though it must be there once, or is a name for nothing.
const NAMES: &str = r##"
const seen = new Map(), wrong = [];
for (const element of document.querySelectorAll("[id]")) seen.set(element.id, (seen.get(element.id) ?? 0) + 1);
for (const [id, count] of seen) if (count > 1) wrong.push(`#${id} is there ${count} times`);
for (const link of document.querySelectorAll('a[href^="#"]'))
  if (!document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)))) wrong.push(`${link.getAttribute("href")} leads nowhere`);
for (const attribute of ["aria-labelledby", "aria-describedby"]) for (const element of document.querySelectorAll(`[${attribute}]`))
  for (const id of element.getAttribute(attribute).split(/\s+/)) if (!document.getElementById(id)) wrong.push(`${attribute} ${id} is nothing`);
if (document.documentElement.lang.length !== 2) wrong.push("no language");
if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
for (const picture of document.querySelectorAll("svg:not([aria-hidden=true])"))
  if (!picture.querySelector(":scope > title")?.textContent.trim()) wrong.push("a picture without a title");
for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
  if (!field.labels.length && !field.ariaLabel) wrong.push(`no label: ${field.name}`);
return wrong;
"##;

fn texts(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// A page at every width and in every scheme; returned is what is wrong with it.
fn look(browser: &Browser, axe: &str, lang: &str, page: &Page) -> Vec<String> {
    browser.look(WIDTHS[1], SCHEMES[0]);
    browser.go(&format!("/{lang}/{}", page.path));
    let mut wrong: Vec<String> = browser.log();
    // A page that says that there is nothing is told to the browser as such.
    wrong.retain(|line| page.status == 200 || !line.contains(&format!("status of {}", page.status)));
    wrong.extend(texts(&browser.script(NAMES, &[])));
    browser.script(axe, &[]);
    let folder = root().join("target/screenshots");
    fs::create_dir_all(&folder).unwrap();
    for scheme in SCHEMES {
        for width in WIDTHS {
            browser.look(width, scheme);
            let at = |line: String| format!("{scheme} {width}: {line}");
            if scheme == "dark" && width != WIDTHS[1] {
                continue;
            }
            // Everything is asked at every width; in the other scheme what can hang on it.
            let only = if scheme == "light" { json!([]) } else { json!(COLOURS) };
            wrong.extend(texts(&browser.script_later(VIOLATIONS, &[only])).into_iter().map(at));
            wrong.extend(texts(&browser.script(TOO_WIDE, &[])).into_iter().map(at));
            if scheme == "light" || width == WIDTHS[1] {
                let dark = if scheme == "dark" { "-dark" } else { "" };
                let name = format!("{}-{lang}-{width}{dark}.png", page.name);
                fs::write(folder.join(name), browser.picture(width, LONGEST)).unwrap();
            }
        }
        wrong.extend(texts(&browser.script(CONTRAST, &[])));
    }
    wrong
}

fn tour(lang: &str) {
    let (Some(browser), Some(axe)) = (browser(Scripts::On), axe()) else { return };
    let mut wrong = String::new();
    for page in all() {
        wrong += &Browser::complaints(&format!("{lang} {}", page.name), &look(&browser, &axe, lang, &page));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn pages_look_right_and_keep_nobody_out() {
    tour("en");
}

#[test]
fn pages_look_right_and_keep_nobody_out_in_german() {
    tour("de");
}
