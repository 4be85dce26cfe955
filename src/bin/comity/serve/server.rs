//! Sockets, heads and limits: everything between the network and the desk.
//!
//! The server listens on loopback unless it is told otherwise, answers only to hosts that it knows, lets pages load
//! nothing from elsewhere, and says what it did without saying what it was asked.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use comity::diagnostic::Said;
use comity::law::Lang;
use comity::render::web::Links;
use comity::said;
use comity::text::unmarked;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use super::address::{Address, Form};
use super::api::{self, Queue};
use super::desk::{Desk, problem};
use super::pages;
use super::reply::{Refusal, Reply};
use crate::exit::Stop;
use crate::input::today;

/// How the server is to run.
pub(super) struct Settings {
    /// Where it listens.
    pub address: SocketAddr,
    /// Names that it answers to beside those of this machine.
    pub hosts: Vec<String>,
    /// Whether each request is logged.
    pub requests: bool,
}

/// So many connections at once, and so many answers worked out at once; who comes later waits.
const CONNECTIONS: usize = 512;
const ANSWERS: usize = 64;
/// So long may a head take, a whole exchange, and the end.
const HEAD: Duration = Duration::from_secs(10);
const EXCHANGE: Duration = Duration::from_secs(60);
const END: Duration = Duration::from_secs(10);
/// So long is waited until one of the answers that are worked out is done.
const PATIENCE: Duration = Duration::from_secs(5);
/// So large may a body be; heads are bounded by hyper.
pub(super) const LARGEST_BODY: usize = 4 * 1024 * 1024;
/// So many fields of a form are looked at.
const MOST_FIELDS: usize = 16;
/// So long may a head be as a whole.
const LARGEST_HEAD: usize = 64 * 1024;

/// What every request handler knows.
#[derive(Clone)]
pub(super) struct Service {
    pub desk: Arc<Desk>,
    hosts: Arc<Vec<String>>,
    answers: Arc<Semaphore>,
    pub queue: Arc<Queue>,
    requests: bool,
}

/// Serves until somebody ends it.
pub(super) fn run(desk: Desk, settings: &Settings, tell: impl FnOnce(SocketAddr)) -> Result<(), Stop> {
    let log = tracing_subscriber::fmt().json().with_writer(std::io::stderr);
    // A second logger in one process would be a fault of ours, and no reason not to serve.
    let _ = log.with_max_level(tracing::Level::INFO).try_init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Stop::message(format!("cannot start the server: {error}")))?;
    runtime.block_on(serve(desk, settings, tell))
}

async fn serve(desk: Desk, settings: &Settings, tell: impl FnOnce(SocketAddr)) -> Result<(), Stop> {
    let cannot = |error: std::io::Error| Stop::message(format!("cannot listen on {}: {error}", settings.address));
    let listener = TcpListener::bind(settings.address).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    let service = Service {
        desk: Arc::new(desk),
        hosts: Arc::new(hosts(address.ip(), &settings.hosts)),
        answers: Arc::new(Semaphore::new(ANSWERS)),
        queue: Arc::default(),
        requests: settings.requests,
    };
    tell(address);
    accept(listener, router(service)).await;
    Ok(())
}

/// The hosts that a server answers to: those of this machine, the address that it listens on, and those that it was told.
fn hosts(listens: IpAddr, told: &[String]) -> Vec<String> {
    // As addresses write it: with brackets if it has colons.
    let own = match listens {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    let usual = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
    usual.into_iter().chain([own]).chain(told.iter().map(|host| host.to_lowercase())).collect()
}

/// Takes connections until a signal comes, then lets those that are open finish.
async fn accept(listener: TcpListener, router: Router) {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut end = std::pin::pin!(signal());
    loop {
        let Ok(permit) = Arc::clone(&connections).acquire_owned().await else { break };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Too many open files, or a peer that left: the next may fare better.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut end => break,
        };
        let service = TowerToHyperService::new(router.clone());
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LARGEST_HEAD);
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // What a peer does wrong ends its connection and nobody else's.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(END, graceful.shutdown()).await;
}

/// Ctrl+C, or the signal with which services are ended.
async fn signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}

/// Every address, within the limits.
pub(super) fn router(service: Service) -> Router {
    Router::new()
        .route("/health", get(|| async { "ok\n" }))
        .route("/", get(start))
        .route("/static/{name}", get(shared))
        .route("/{lang}/footprint", get(page).post(upload))
        .route("/api", any(api::handle))
        .route("/api/{*rest}", any(api::handle))
        .fallback(page)
        .with_state(service.clone())
        .layer(CompressionLayer::new())
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, EXCHANGE))
        .layer(middleware::from_fn_with_state(service, guard))
}

/// Hosts, heads and the log.
async fn guard(State(service): State<Service>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let (method, area, lang) = (request.method().clone(), area(request.uri().path()), spoken(request.uri()));
    let mut response = if known_host(&service.hosts, request.uri(), request.headers()) {
        next.run(request).await
    } else {
        refused(
            421,
            said!("This server does not answer to that host.", "Dieser Server antwortet nicht auf diesen Hostnamen."),
            lang,
        )
    };
    // The limits around the answers refuse in few words, or none.
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE if !is_problem(&response) => {
            response = refused(413, too_large(), lang);
        }
        StatusCode::GATEWAY_TIMEOUT => {
            response = refused(504, said!("The answer took too long.", "Die Antwort hat zu lange gedauert."), lang);
        }
        _ => {}
    }
    secure(response.headers_mut());
    if service.requests {
        // Neither path nor query: they hold the facts of requests.
        let (status, micros) =
            (response.status().as_u16(), u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX));
        tracing::info!(method = %method, area, status, micros, "request");
    }
    response
}

/// The language in which an address asks.
fn spoken(uri: &Uri) -> Lang {
    language(uri.path()).map_or_else(|| api::lang(uri.query().unwrap_or_default()), |(lang, _)| lang)
}

/// A refusal as an answer.
fn refused(status: u16, title: Said, lang: Lang) -> Response {
    written(problem(&Refusal::new(status, title), lang))
}

pub(super) fn too_large() -> Said {
    said!("What was sent is too large.", "Was gesendet wurde, ist zu groß.")
}

fn is_problem(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json")
}

/// Which part of the site an address belongs to, for the log.
fn area(path: &str) -> &'static str {
    let mut parts = path.split('/').skip(1);
    let first = match parts.next() {
        Some(first) if Lang::named(first).is_some() => parts.next(),
        Some("api") => return "api",
        other => other,
    };
    let first = first.map(|part| part.split('.').next().unwrap_or_default());
    const AREAS: [&str; 15] = [
        "about",
        "cases",
        "changes",
        "compare",
        "footprint",
        "health",
        "law",
        "map",
        "pair",
        "place",
        "principles",
        "request",
        "search",
        "static",
        "timeline",
    ];
    AREAS.into_iter().find(|area| Some(*area) == first).unwrap_or("other")
}

/// Whether a request is meant for this server: a page elsewhere may have a name that leads here. Two hosts are none, and
/// one in the address counts as well.
fn known_host(hosts: &[String], uri: &Uri, headers: &HeaderMap) -> bool {
    let mut heads = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (heads.next(), heads.next()) else { return false };
    let in_address = uri.authority().is_none_or(|authority| known_name(hosts, authority.as_str()));
    in_address && host.to_str().is_ok_and(|host| known_name(hosts, host))
}

/// Whether a host, perhaps with a port, is one that this server answers to.
fn known_name(hosts: &[String], host: &str) -> bool {
    let host = host.to_lowercase();
    let name = match host.strip_suffix(|last: char| last.is_ascii_digit()) {
        Some(_) => host
            .rsplit_once(':')
            .filter(|(name, _)| !name.is_empty() && !host.ends_with(']'))
            .map_or(host.as_str(), |(name, _)| name),
        None => host.as_str(),
    };
    hosts.iter().any(|known| known == name || known == &host)
}

/// What every answer says to browsers.
fn secure(headers: &mut HeaderMap) {
    const HEADS: [(&str, &str); 6] = [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in HEADS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// The start page in the language that the browser prefers.
async fn start(headers: HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|all| all.to_str().ok()).unwrap_or_default();
    written(Reply::elsewhere(format!("/{}/", preferred(accepted).code())))
}

/// The first of our languages that is accepted with the highest weight.
fn preferred(accepted: &str) -> Lang {
    let wishes = accepted.split(',').filter_map(|wish| {
        let mut parts = wish.split(';');
        let language = parts.next()?.trim().to_lowercase();
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        let known = Lang::ALL.into_iter().find(|lang| language.starts_with(lang.code()))?;
        Some((known, weight))
    });
    let best = wishes.fold((Lang::En, 0.0), |best: (Lang, f32), wish| if wish.1 > best.1 { wish } else { best });
    best.0
}

async fn shared(axum::extract::Path(name): axum::extract::Path<String>) -> Response {
    let Some(reply) = Desk::shared(&name) else { return written(problem(&Refusal::nothing(), Lang::En)) };
    let mut response = written(reply);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    response
}

/// A page in some form.
async fn page(State(service): State<Service>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let title = said!("Pages can only be read.", "Seiten kann man nur lesen.");
        let mut response = refused(405, title, spoken(request.uri()));
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().unwrap_or_default().to_owned());
    let Some((lang, rest)) = language(&path) else {
        return written(problem(&Refusal::nothing(), Lang::En));
    };
    let today = today();
    let address = Address::read(lang, rest, &query, today);
    let address = match address {
        Ok(address) => address,
        Err(refusal) => {
            let (path, form) = Form::split(rest);
            let place = Address::plain(lang, path, form, today, Links::Served);
            return written(service.desk.refused(&place, &refusal));
        }
    };
    let desk = Arc::clone(&service.desk);
    service.work(lang, move || desk.answer(&address)).await
}

/// A footprint that was handed in as a form: read in memory, answered, forgotten.
async fn upload(State(service): State<Service>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let Some((lang, rest)) = language(&path) else {
        return written(problem(&Refusal::nothing(), Lang::En));
    };
    let form = match Multipart::from_request(request, &()).await {
        Ok(form) => read_form(form).await,
        Err(rejection) => Err(no_form(rejection.status().as_u16(), &rejection.body_text())),
    };
    let today = today();
    let desk = Arc::clone(&service.desk);
    let place = |asked| Address { asked, ..Address::plain(lang, rest, Form::Html, today, Links::Served) };
    let Handed { file, asked } = match form {
        Ok(form) => form,
        Err(refusal) => return written(desk.refused(&place(Vec::new()), &refusal)),
    };
    let address = place(asked);
    let answer = move || {
        let (name, text) = &file;
        let reply = pages::footprint::own(&desk, &address, (name, text));
        Arc::new(reply.unwrap_or_else(|refusal| desk.refused(&address, &refusal)))
    };
    service.work(lang, answer).await
}

/// What a form handed in: a file with its name, and the questions beside it.
struct Handed {
    file: (String, String),
    asked: Vec<(String, String)>,
}

/// That a form cannot be read, as the reader of forms says it.
fn no_form(status: u16, told: &str) -> Refusal {
    let title = if status == 413 { too_large() } else { said!("{told}", "Das Formular ist nicht zu lesen: {told}") };
    Refusal::new(status, title)
}

/// Reads a form.
async fn read_form(mut form: Multipart) -> Result<Handed, Refusal> {
    let told = |error: MultipartError| no_form(error.status().as_u16(), &error.body_text());
    let (mut file, mut asked) = (None, Vec::new());
    while let Some(field) = form.next_field().await.map_err(told)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let called = field.file_name().unwrap_or("footprint.csv").to_owned();
            let bytes = field.bytes().await.map_err(told)?;
            let text = String::from_utf8(bytes.to_vec())
                .map_err(|_| Refusal::new(400, said!("The file is not UTF-8.", "Die Datei ist kein UTF-8.")))?;
            file = Some((called, unmarked(text)));
        } else if asked.len() < MOST_FIELDS {
            let value = field.text().await.map_err(told)?;
            asked.extend((!value.trim().is_empty()).then_some((name, value)));
        }
    }
    let file =
        file.ok_or_else(|| Refusal::new(400, said!("Choose a file first.", "Wählen Sie zuerst eine Datei aus.")))?;
    Ok(Handed { file, asked })
}

/// The language that a path begins with, and what comes after it.
fn language(path: &str) -> Option<(Lang, &str)> {
    let path = path.strip_prefix('/')?;
    let (lang, rest) = path.split_once('/').unwrap_or((path, ""));
    Lang::named(lang).map(|lang| (lang, rest))
}

impl Service {
    /// Works an answer out beside the sockets; of too many at once those who have waited long are told to come again.
    pub(super) async fn work(&self, lang: Lang, answer: impl FnOnce() -> Arc<Reply> + Send + 'static) -> Response {
        let permit = tokio::time::timeout(PATIENCE, Arc::clone(&self.answers).acquire_owned()).await;
        let Ok(Ok(permit)) = permit else {
            let mut response = written(problem(&api::busy(), lang));
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            return response;
        };
        let worked = tokio::task::spawn_blocking(move || {
            let reply = answer();
            drop(permit);
            reply
        });
        match worked.await {
            Ok(reply) => written(Arc::unwrap_or_clone(reply)),
            Err(error) => written(problem(&Refusal::ours(&error), lang)),
        }
    }
}

/// A reply as a response.
pub(super) fn written(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Body::from(reply.body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(reply.media_type));
    let file = reply.file.map(|name| format!("attachment; filename=\"{name}\""));
    if let Some(file) = file.and_then(|file| HeaderValue::from_str(&file).ok()) {
        headers.insert(header::CONTENT_DISPOSITION, file);
    }
    if let Some(location) = reply.location.and_then(|location| HeaderValue::from_str(&location).ok()) {
        headers.insert(header::LOCATION, location);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_those_of_this_machine() {
        let hosts = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).to_vec();
        let known = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().expect("a head"));
            known_host(&hosts, &Uri::from_static("/"), &headers)
        };
        for host in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]:80", "[::1]", "LOCALHOST:5"] {
            assert!(known(host), "{host}");
        }
        for host in ["example.org", "localhost.example.org:80", "127.0.0.1.example.org", "evil:80", ""] {
            assert!(!known(host), "{host}");
        }
    }

    #[test]
    fn a_server_knows_the_address_that_it_listens_on() {
        for (listens, host) in [
            ("127.0.0.2", "127.0.0.2:7373"),
            ("192.0.2.7", "192.0.2.7"),
            ("::1", "[::1]:7373"),
            ("2001:db8::7", "[2001:db8::7]:7373"),
            ("2001:db8::7", "[2001:DB8::7]"),
        ] {
            let hosts = hosts(listens.parse().expect("an address"), &["Example.org".to_owned()]);
            for host in [host, "localhost:7373", "127.0.0.1", "example.org:80"] {
                assert!(known_name(&hosts, host), "{listens}: {host}");
            }
            for host in ["2001:db8::7", "127.0.0.3", "[2001:db8::8]:7373"] {
                assert!(!known_name(&hosts, host), "{listens}: {host}");
            }
        }
    }

    #[test]
    fn the_language_is_the_one_preferred() {
        assert_eq!(preferred("de-DE,de;q=0.9,en;q=0.8"), Lang::De);
        assert_eq!(preferred("fr, en;q=0.5, de;q=0.4"), Lang::En);
        assert_eq!(preferred(""), Lang::En);
    }
}
