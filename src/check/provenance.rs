//! Every provision and mechanism names a source that was read and that can be found, and says how sure it is.

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Confidence, Source};
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut found = Vec::new();
    let url = [Step::Key("url".into())];
    for (id, instrument) in review.instruments() {
        found.extend(bad_address(review, Subject::Instrument(id), &instrument.url, &url));
    }
    for (id, provision) in review.provisions() {
        let own = provision.url.as_deref();
        found.extend(own.and_then(|own| bad_address(review, Subject::Provision(id), own, &url)));
        let name = corpus.provision_name(id);
        found.extend(lacks(review, Subject::Provision(id), name, &provision.sources, provision.confidence));
    }
    for (id, mechanism) in review.mechanisms() {
        found.extend(bad_address(review, Subject::Mechanism(id), &mechanism.url, &url));
        let (sources, confidence) = (&mechanism.sources, mechanism.confidence);
        found.extend(lacks(review, Subject::Mechanism(id), &mechanism.name, sources, confidence));
    }
    found
}

fn lacks(
    review: &Review<'_>,
    subject: Subject,
    name: &str,
    sources: &[Source],
    confidence: Option<Confidence>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let at_id = || review.corpus.place(subject, &[Step::Key("id".into())]);
    if sources.is_empty() {
        let fault = Diagnostic::new(Code::NoSource, format!("`{name}` names no source"));
        found.push(fault.help("add `sources` with the address that was read and the day").at(at_id()));
    }
    if confidence.is_none() {
        let fault = Diagnostic::new(Code::NoConfidence, format!("`{name}` does not say how sure it is"));
        found.push(fault.help("add `\"confidence\": \"high\"`, `\"medium\"` or `\"low\"`").at(at_id()));
    }
    if !sources.is_empty() && sources.iter().all(is_unread) && confidence.is_some_and(|sure| sure != Confidence::Low) {
        let fault = Diagnostic::new(Code::UnreadSource, format!("of the sources of `{name}` none was read"));
        let help = "read one and note what, or write `\"confidence\": \"low\"`";
        found.push(fault.help(help).at(review.corpus.place(subject, &[Step::Key("confidence".into())])));
    }
    for (at, source) in sources.iter().enumerate() {
        let path = [Step::Key("sources".into()), Step::Index(at), Step::Key("url".into())];
        found.extend(bad_address(review, subject, &source.url, &path));
    }
    found
}

/// Whether a source says itself that nobody read it.
fn is_unread(source: &Source) -> bool {
    let note = source.note.as_deref().unwrap_or_default().to_lowercase();
    ["not read", "from general knowledge", "general knowledge"].iter().any(|start| note.starts_with(start))
}

fn bad_address(review: &Review<'_>, subject: Subject, address: &str, path: &[Step]) -> Option<Diagnostic> {
    let leads = ["https://", "http://"].iter().any(|start| {
        let rest = address.strip_prefix(start);
        rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
    });
    let fault = || Diagnostic::new(Code::BadAddress, format!("`{address}` is no address that a page could lead to"));
    (!leads).then(|| fault().help("write it whole, with `https://`").at(review.corpus.place(subject, path)))
}
