//! The REST API: the reports of the command line as JSON, under `/api/v1/`.
//!
//! [`registry`] lists the operations; routes and the description are both made from it. What an operation answers is
//! what the command of the same name prints with `--format json`.

mod asked;
mod describe;
mod law;
mod operation;
mod orders;
mod registry;
mod requests;
mod sites;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use comity::corpus::LARGEST_REQUEST;
use comity::law::Lang;
use comity::render;
use comity::said;
use comity::text::unmarked;
use tokio::sync::Semaphore;

use super::address::{LONGEST, decoded, too_long, unreadable};
use super::desk::{Desk, problem};
use super::reply::{Refusal, Reply};
use super::server::{Service, too_large, written};
use crate::input::today;
pub(super) use asked::lang;
use asked::{Asked, Sent};
pub(super) use describe::description;
use operation::{Body, Operation, Verb, Work};
use registry::OPERATIONS;

/// Where the API stands.
pub(super) const ROOT: &str = "/api/v1";
/// The description of the API below it.
const DESCRIPTION: &str = "openapi.json";
/// So long may a body take.
const BODY: Duration = Duration::from_secs(10);
/// So many may wait for answers that are much work.
const WAITING: usize = 16;

/// Answers that are much work are worked out one after the other: each uses all cores.
pub(super) struct Queue {
    waiting: Arc<Semaphore>,
    turn: Arc<Semaphore>,
}

impl Default for Queue {
    fn default() -> Self {
        Self { waiting: Arc::new(Semaphore::new(WAITING)), turn: Arc::new(Semaphore::new(1)) }
    }
}

/// Where the description in a language stands.
pub(super) fn address(lang: Lang) -> String {
    let query = match lang {
        Lang::En => "",
        Lang::De => "?lang=de",
    };
    format!("{ROOT}/{DESCRIPTION}{query}")
}

/// Answers everything under `/api`.
pub(super) async fn handle(State(service): State<Service>, request: Request) -> Response {
    let lang = asked::lang(request.uri().query().unwrap_or_default());
    match answered(&service, request).await {
        Ok(response) => response,
        Err(refusal) => {
            let busy = refusal.status == 503;
            let mut response = written(problem(&refusal, lang));
            if busy {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            response
        }
    }
}

async fn answered(service: &Service, request: Request) -> Result<Response, Refusal> {
    let (uri, method, today) = (request.uri().clone(), request.method().clone(), today());
    let query = uri.query().unwrap_or_default();
    let lang = asked::lang(query);
    let path = parts(&uri)?;
    if path.is_empty() {
        return Ok(written(Reply::elsewhere(format!("{ROOT}/{DESCRIPTION}"))));
    }
    let here: Vec<&Operation> = OPERATIONS.iter().filter(|operation| operation.places(&path).is_some()).collect();
    let reads = matches!(method, Method::GET | Method::HEAD);
    if path == [DESCRIPTION] {
        return if reads { Ok(told_description(service, lang).await) } else { Ok(other_method(&here, &method, lang)) };
    }
    if here.is_empty() {
        return Err(no_operation(&path));
    }
    let asked_for = |operation: &&Operation| match operation.verb {
        Verb::Get => reads,
        Verb::Post(_) => method == Method::POST,
    };
    let Some(operation) = here.iter().copied().find(asked_for) else {
        return Ok(other_method(&here, &method, lang));
    };
    let places = operation.places(&path).unwrap_or_default();
    let body = match operation.verb {
        Verb::Get => None,
        Verb::Post(body) => Some(sent(body, request).await?),
    };
    let asked = Asked::read(operation, service.desk.corpus, places, query, body, today)?;
    match operation.work {
        Work::Little if requests::is_little(&service.desk, &asked) => {
            (operation.answer)(&service.desk, &asked).map(written)
        }
        Work::Little | Work::Some => Ok(some(service, operation, asked).await),
        Work::Much => much(service, operation, asked).await,
    }
}

/// The parts of an address below the root of the API.
fn parts(uri: &Uri) -> Result<Vec<String>, Refusal> {
    if uri.path().len() + uri.query().map_or(0, str::len) > LONGEST {
        return Err(too_long());
    }
    let rest = uri.path().strip_prefix(ROOT).ok_or_else(|| no_operation(&[]))?;
    if rest.is_empty() || rest == "/" {
        return Ok(Vec::new());
    }
    let rest = rest.strip_prefix('/').ok_or_else(|| no_operation(&[]))?;
    let parts = rest.split('/').map(decoded).collect::<Option<Vec<String>>>();
    parts.ok_or_else(unreadable)
}

/// That there is no such operation, with the nearest one.
fn no_operation(path: &[String]) -> Refusal {
    let first = path.first().map_or("", String::as_str);
    let known = OPERATIONS.iter().filter_map(|operation| operation.path.split('/').next());
    let near = comity::diagnostic::nearest(first, known);
    let title = match near {
        Some(near) => said!(
            "There is nothing at this address. `{ROOT}/{near}` may be meant; `{ROOT}/{DESCRIPTION}` lists all.",
            "Unter dieser Adresse gibt es nichts. Gemeint ist vielleicht `{ROOT}/{near}`; `{ROOT}/{DESCRIPTION}` nennt alle."
        ),
        None => said!(
            "There is nothing at this address; `{ROOT}/{DESCRIPTION}` lists all there is.",
            "Unter dieser Adresse gibt es nichts; `{ROOT}/{DESCRIPTION}` nennt alle."
        ),
    };
    Refusal::new(404, title)
}

/// What can be done at an address, for whoever asks or tried something else.
fn other_method(here: &[&Operation], method: &Method, lang: Lang) -> Response {
    let posts = here.iter().any(|operation| operation.verb != Verb::Get);
    let reads = here.is_empty() || here.iter().any(|operation| operation.verb == Verb::Get);
    let allowed = match (reads, posts) {
        (true, true) => "GET, HEAD, OPTIONS, POST",
        (false, true) => "OPTIONS, POST",
        (_, false) => "GET, HEAD, OPTIONS",
    };
    let mut response = if method == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        let title = said!("This address answers to {allowed} alone.", "Diese Adresse antwortet nur auf {allowed}.");
        written(problem(&Refusal::new(405, title), lang))
    };
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    response
}

async fn told_description(service: &Service, lang: Lang) -> Response {
    let desk = Arc::clone(&service.desk);
    let work = move || {
        let described = || Ok(Reply::json(render::json(&description(&desk, lang)?)));
        told(desk.kept(format!("api description {lang:?}"), described), lang)
    };
    service.work(lang, work).await
}

/// Works an answer out beside the sockets.
async fn some(service: &Service, operation: &'static Operation, asked: Asked) -> Response {
    let desk = Arc::clone(&service.desk);
    service.work(asked.lang, move || told(answer(&desk, operation, &asked), asked.lang)).await
}

/// Works an answer out when its turn comes.
async fn much(service: &Service, operation: &'static Operation, asked: Asked) -> Result<Response, Refusal> {
    if let Some(reply) = key(operation, &asked).and_then(|key| service.desk.find(&key)) {
        return Ok(written(Arc::unwrap_or_clone(reply)));
    }
    let Ok(_waiting) = Arc::clone(&service.queue.waiting).try_acquire_owned() else {
        return Err(busy());
    };
    let Ok(turn) = Arc::clone(&service.queue.turn).acquire_owned().await else { return Err(busy()) };
    let (desk, lang) = (Arc::clone(&service.desk), asked.lang);
    let worked = tokio::task::spawn_blocking(move || {
        let reply = answer(&desk, operation, &asked);
        drop(turn);
        reply
    });
    let reply = worked.await.map_err(|error| Refusal::ours(&error))?;
    Ok(written(Arc::unwrap_or_clone(told(reply, lang))))
}

/// That others are asking for too much at once.
pub(super) fn busy() -> Refusal {
    Refusal::new(
        503,
        said!(
            "Too many answers are being worked out. Try again soon.",
            "Es werden zu viele Antworten auf einmal berechnet. Bitte bald noch einmal versuchen."
        ),
    )
}

/// The answer, perhaps from before.
fn answer(desk: &Desk, operation: &Operation, asked: &Asked) -> Result<Arc<Reply>, Refusal> {
    match key(operation, asked) {
        Some(key) => desk.kept(key, || (operation.answer)(desk, asked)),
        None => (operation.answer)(desk, asked).map(Arc::new),
    }
}

/// Under which name an answer is kept; what was sent is kept nowhere.
fn key(operation: &Operation, asked: &Asked) -> Option<String> {
    let key = asked.key().filter(|_| operation.work != Work::Little)?;
    Some(format!("api {} {key}", operation.id))
}

fn told(reply: Result<Arc<Reply>, Refusal>, lang: Lang) -> Arc<Reply> {
    reply.unwrap_or_else(|refusal| Arc::new(problem(&refusal, lang)))
}

/// What was sent, if it is of a type and size that can be read.
async fn sent(body: Body, request: Request) -> Result<Sent, Refusal> {
    let is_table = is_table(body, request.headers())?;
    let read = tokio::time::timeout(BODY, Bytes::from_request(request, &())).await;
    let bytes = match read {
        Err(_) => {
            let late = said!("What was sent did not come in time.", "Was gesendet wurde, kam nicht rechtzeitig an.");
            return Err(Refusal::new(408, late));
        }
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Err(Refusal::new(413, too_large()));
        }
        Ok(Err(_)) => {
            return Err(Refusal::new(400, said!("What was sent broke off.", "Was gesendet wurde, brach ab.")));
        }
        Ok(Ok(bytes)) => bytes,
    };
    if body == Body::Request && bytes.len() as u64 > LARGEST_REQUEST {
        return Err(Refusal::new(413, too_large()));
    }
    let text = String::from_utf8(bytes.into())
        .map_err(|_| Refusal::new(400, said!("What was sent is not UTF-8.", "Was gesendet wurde, ist kein UTF-8.")))?;
    Ok(Sent { body, text: unmarked(text), is_table })
}

/// Whether a table was sent; refuses what can be neither read as JSON nor, where that is possible, as a table.
fn is_table(body: Body, headers: &HeaderMap) -> Result<bool, Refusal> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let media_type =
        text(header::CONTENT_TYPE).unwrap_or_default().split(';').next().unwrap_or_default().trim().to_lowercase();
    let packed = headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity");
    match (body, media_type.as_str()) {
        (_, "application/json") if !packed => Ok(false),
        (Body::Footprint, "text/csv") if !packed => Ok(true),
        (Body::Request, _) => Err(Refusal::new(
            415,
            said!(
                "Send a request as `application/json`, unpacked.",
                "Ein Verlangen wird als `application/json` gesendet, unkomprimiert."
            ),
        )),
        (Body::Footprint, _) => Err(Refusal::new(
            415,
            said!(
                "Send sites as `text/csv` or `application/json`, unpacked.",
                "Standorte werden als `text/csv` oder `application/json` gesendet, unkomprimiert."
            ),
        )),
    }
}
