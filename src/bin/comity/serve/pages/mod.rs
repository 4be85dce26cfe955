//! The pages: from an address to a report, and to a reply in the form that was asked for. One file a page.

mod api;
mod cases;
mod changes;
pub(super) mod footprint;
mod home;
mod law;
mod library;
mod map;
mod pair;
mod place;
mod principles;
mod request;

use comity::render::web::query;

use super::address::Address;
use super::desk::Desk;
use super::reply::{Refusal, Reply};

/// The answer to an address.
pub(super) fn answer(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    if address.has_empty {
        return Ok(Reply::elsewhere(written(address, &address.path)));
    }
    let parts: Vec<&str> = address.path.split('/').collect();
    match parts.as_slice() {
        [""] => home::start(desk, address),
        ["map"] => map::answer(desk, address),
        ["pair"] => home::pairs(desk, address),
        ["pair", a, b] => pair::answer(desk, address, [a, b], None),
        ["pair", a, b, finding] => pair::answer(desk, address, [a, b], Some(finding)),
        ["timeline", a, b] => pair::timeline(desk, address, [a, b]),
        ["request"] => request::answer(desk, address),
        ["place", code] => place::answer(desk, address, code),
        ["place", code, "mechanisms"] => place::mechanisms(desk, address, code),
        ["place", code, "principles"] => place::principles(desk, address, code),
        ["law"] => library::list(desk, address),
        ["compare", codes @ ..] => library::compare(desk, address, codes),
        ["search"] => library::search(desk, address),
        ["about"] => library::about(desk, address),
        ["principles"] => principles::answer(desk, address),
        ["cases"] => cases::list(desk, address),
        ["cases", id] => cases::one(desk, address, id),
        ["changes"] => changes::answer(desk, address),
        ["footprint"] => footprint::list(desk, address),
        ["footprint", id] => footprint::one(desk, address, id, false),
        ["footprint", id, "all"] => footprint::one(desk, address, id, true),
        ["api"] => api::answer(desk, address),
        ["law", id] => law::answer(desk, address, id),
        ["law", instrument, provision] => law::answer(desk, address, &format!("{instrument}#{provision}")),
        _ => Err(Refusal::nothing()),
    }
}

/// The address of a page with the questions of this one.
fn written(address: &Address, path: &str) -> String {
    let lang = address.lang.code();
    let query = query(&address.asked);
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/{lang}/{path}{mark}{query}")
}
