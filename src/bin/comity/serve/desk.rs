//! The law, open on the desk: what every answer needs, and what was worked out before.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use comity::atlas::Atlas;
use comity::corpus::{Case, Corpus, Footprints};
use comity::law::{Day, Id as _, Lang, Profile};
use comity::lawbook::Lawbook;
use comity::render::web::{At, ICON, SCRIPT, STYLE, Site};
use comity::report::{Index, Options, Receipt};

use super::address::{Address, Form};
use super::pages;
use super::reply::{Refusal, Reply};
use crate::cli::Common;
use crate::exit::Stop;
use crate::input;

/// How many days' law is kept open.
const DAYS: usize = 6;
/// How many bytes of answers are kept.
const KEPT: usize = 64 * 1024 * 1024;

/// The law and all that is made of it once. It lives as long as the program.
pub(crate) struct Desk {
    pub corpus: &'static Corpus,
    pub atlas: &'static Atlas,
    pub cases: Vec<Case>,
    pub profiles: &'static [Profile],
    pub receipt: Receipt,
    pub site: Site,
    index: OnceLock<Index>,
    footprints: OnceLock<Footprints>,
    books: Mutex<Books>,
    kept: Mutex<Kept>,
}

/// The law of a day.
type Opened = Arc<Lawbook<'static>>;
/// Days whose law lies open or is being opened, the one asked for last in front.
type Books = Vec<(Day, Arc<OnceLock<Opened>>)>;

/// Answers that were given before, the oldest go first.
#[derive(Default)]
struct Kept {
    answers: BTreeMap<String, (u64, Arc<Reply>)>,
    bytes: usize,
    clock: u64,
}

impl Desk {
    /// Reads the law that the arguments name.
    pub(crate) fn open(common: &Common) -> Result<Self, Stop> {
        // The program ends when the server does: what lives as long as the program need not be counted.
        let corpus: &'static Corpus = Box::leak(Box::new(input::corpus(common)?));
        let atlas: &'static Atlas = Box::leak(Box::new(Atlas::new(corpus)));
        let cases = input::cases(corpus)?;
        let profiles: &'static [Profile] = input::profiles(corpus)?.leak();
        let site = Site::new().map_err(|error| Stop::message(format!("a template is wrong: {error}")))?;
        Ok(Self {
            receipt: Receipt::new(corpus),
            corpus,
            atlas,
            cases,
            profiles,
            site,
            index: OnceLock::new(),
            footprints: OnceLock::new(),
            books: Mutex::default(),
            kept: Mutex::default(),
        })
    }

    /// What can be found; made when somebody first searches.
    pub(crate) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.corpus, &self.cases))
    }

    /// The law of a day; that of the last days asked for is kept. Of many who ask for a day at once one opens it.
    pub(crate) fn book(&self, day: Day) -> Opened {
        let place = {
            let mut books = lock(&self.books);
            in_front(&mut books, day).unwrap_or_else(|| {
                let place = Arc::default();
                books.insert(0, (day, Arc::clone(&place)));
                books.truncate(DAYS);
                place
            })
        };
        Arc::clone(place.get_or_init(|| Arc::new(Lawbook::new(self.corpus, self.atlas, day))))
    }

    /// The law of a day, if it lies open; whoever asks for many days shall not push out what others ask for.
    pub(crate) fn opened(&self, day: Day) -> Option<Opened> {
        in_front(&mut lock(&self.books), day)?.get().cloned()
    }

    /// The answer to an address, worked out.
    pub(crate) fn fresh(&self, address: &Address) -> Result<Reply, Refusal> {
        pages::answer(self, address)
    }

    /// The built-in footprints, read when first asked for.
    pub(crate) fn footprints(&self) -> Result<&Footprints, Refusal> {
        if let Some(known) = self.footprints.get() {
            return Ok(known);
        }
        let read = crate::footprint::load(self.corpus, None)?;
        Ok(self.footprints.get_or_init(|| read))
    }

    /// The answer to an address below a language; what was answered before is answered again.
    pub(crate) fn answer(&self, address: &Address) -> Arc<Reply> {
        // Whatever an answer hangs on is in its key: an address with empty questions is answered with another address.
        let key = format!("{address:?}");
        let reply = self.kept(key, || self.fresh(address));
        reply.unwrap_or_else(|refusal| Arc::new(self.refused(address, &refusal)))
    }

    /// An answer that was given before, or a new one that is kept. What is wrong is cheap to find again, and whoever
    /// sends much of it shall not push answers out.
    pub(crate) fn kept(
        &self,
        key: String,
        answer: impl FnOnce() -> Result<Reply, Refusal>,
    ) -> Result<Arc<Reply>, Refusal> {
        if let Some(reply) = self.find(&key) {
            return Ok(reply);
        }
        let reply = Arc::new(answer()?);
        lock(&self.kept).keep(key, &reply);
        Ok(reply)
    }

    /// An answer that was given before.
    pub(crate) fn find(&self, key: &str) -> Option<Arc<Reply>> {
        lock(&self.kept).find(key)
    }

    /// What is shared by all pages: name, media type, content.
    pub(crate) fn shared(name: &str) -> Option<Reply> {
        match name {
            "style.css" => Some(Reply::ok("text/css; charset=utf-8", STYLE.as_bytes().to_vec())),
            "script.js" => Some(Reply::ok("text/javascript; charset=utf-8", SCRIPT.as_bytes().to_vec())),
            "icon.svg" => Some(Reply::ok("image/svg+xml", ICON.as_bytes().to_vec())),
            _ => None,
        }
    }

    /// A refusal in the form that was asked for.
    pub(crate) fn refused(&self, address: &Address, refusal: &Refusal) -> Reply {
        let page = match address.form {
            Form::Html => self.site.error(&self.at(address), &refusal.trouble(address.lang)).ok().map(Reply::html),
            Form::Json | Form::Csv | Form::Markdown | Form::Svg | Form::Xlsx => None,
        };
        let reply = page.unwrap_or_else(|| problem(refusal, address.lang));
        Reply { status: refusal.status, ..reply }
    }

    /// Where a page stands.
    pub(crate) fn at<'a>(&'a self, address: &'a Address) -> At<'a> {
        At {
            links: address.links,
            lang: address.lang,
            path: &address.path,
            asked: &address.asked,
            as_of: address.day.to_string(),
            receipt: &self.receipt,
        }
    }

    /// Every jurisdiction: code and name.
    pub(crate) fn places(&self, lang: Lang) -> Vec<(String, String)> {
        let all = self.corpus.jurisdictions.iter();
        all.map(|(_, place)| (place.code.clone(), place.name.get(lang).to_owned())).collect()
    }

    /// The kinds of demand: id and name.
    pub(crate) fn profiles(&self, lang: Lang) -> Vec<(String, String)> {
        self.profiles.iter().map(|one| (one.name.clone(), one.title.get(lang).to_owned())).collect()
    }

    /// The jurisdictions with encoded law: code and name.
    pub(crate) fn encoded(&self, lang: Lang) -> Vec<(String, String)> {
        let mut owners: Vec<usize> = self.corpus.instruments.iter().map(|(_, law)| law.owner.index()).collect();
        owners.sort_unstable();
        owners.dedup();
        let all = self.corpus.jurisdictions.iter().filter(|(id, _)| owners.binary_search(&id.index()).is_ok());
        all.map(|(_, place)| (place.code.clone(), place.name.get(lang).to_owned())).collect()
    }
}

/// How reports of pages are made.
pub(crate) fn options(lang: Lang) -> Options {
    Options { lang, explain: false }
}

/// A refusal as a problem.
pub(crate) fn problem(refusal: &Refusal, lang: Lang) -> Reply {
    let body = comity::render::json(&refusal.problem(lang));
    Reply { status: refusal.status, ..Reply::ok("application/problem+json", body.into_bytes()) }
}

impl Kept {
    fn find(&mut self, key: &str) -> Option<Arc<Reply>> {
        self.clock += 1;
        let (used, reply) = self.answers.get_mut(key)?;
        *used = self.clock;
        Some(Arc::clone(reply))
    }

    fn keep(&mut self, key: String, reply: &Arc<Reply>) {
        self.clock += 1;
        self.bytes += key.len() + reply.body.len();
        if let Some((_, old)) = self.answers.insert(key.clone(), (self.clock, Arc::clone(reply))) {
            self.bytes -= key.len() + old.body.len();
        }
        while self.bytes > KEPT {
            let oldest = self.answers.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| key.clone());
            let Some((key, (_, reply))) = oldest.and_then(|key| self.answers.remove_entry(&key)) else { break };
            self.bytes -= key.len() + reply.body.len();
        }
    }
}

/// A day's place among the books, if it has one; it comes to the front.
fn in_front(books: &mut Books, day: Day) -> Option<Arc<OnceLock<Opened>>> {
    let at = books.iter().position(|(known, _)| *known == day)?;
    books.get_mut(..=at)?.rotate_right(1);
    books.first().map(|(_, place)| Arc::clone(place))
}

/// A lock whose holder cannot have left anything half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
