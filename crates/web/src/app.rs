//! What all requests share: the journal, the session, the open pages, and the clock.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::{Env, Journal, PageSettings};
use maud::Markup;
use tokio::sync::{SetOnce, mpsc};
use zeroize::Zeroizing;

use crate::beginning::Beginning;
use crate::kept::Kept;
use crate::live::{Live, News};
use crate::look;
use crate::pairing::Pairing;
use crate::session::{Claim, Secret, Session};
use crate::uploads::Uploads;
use crate::writing::{KEY_LETTERS, Writing};

/// Letters of names and tokens. 32 of them, so that one byte of randomness makes one letter without a bias.
const LETTERS: &[u8; 32] = b"abcdefghijkmnopqrstuvwxyz2345678";
/// Letters of a token: 260 bits.
const TOKEN_LETTERS: usize = 52;
/// Letters of a name that says nothing.
const NAME_LETTERS: usize = 16;

/// Seconds since some beginning, the time in which the machine slept included.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// Something that whoever started the page may want to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Told {
    /// A browser came in.
    Entered,
    /// The entrance was used twice, so that somebody else knew it. The session was ended.
    EntranceUsedTwice,
    /// The journal was locked: by the page, or as nobody typed for a while.
    Locked,
    /// The journal was unlocked in the page.
    Unlocked,
    /// There is a journal now: [`Web::journal`](crate::Web::journal).
    Begun,
}

/// Has whatever holds the keys elsewhere let go of them; fails with the reason, as a sentence.
pub type LetGo = Arc<dyn Fn() -> Result<(), String> + Send + Sync>;

/// What all requests share. Clones are one and the same, but for whether somebody goes to a page with this one.
#[derive(Clone)]
pub(crate) struct App(Arc<Shared>, bool);

struct Shared {
    journal: SetOnce<Journal>,
    beginning: Beginning,
    env: Env,
    session: Session,
    live: Live,
    kept: Kept,
    pairing: Pairing,
    uploads: Uploads,
    writing: Writing,
    clock: Clock,
    host: String,
    idle: Duration,
    chosen: Mutex<PageSettings>,
    input_s: AtomicU64,
    told: mpsc::UnboundedSender<Told>,
    let_go: LetGo,
}

impl App {
    pub(crate) fn new(
        env: Env,
        beginning: Beginning,
        host: String,
        (idle, clock, let_go): (Duration, Clock, LetGo),
        told: mpsc::UnboundedSender<Told>,
    ) -> Self {
        let shared = Arc::new(Shared {
            journal: SetOnce::new(),
            beginning,
            env,
            session: Session::default(),
            live: Live::default(),
            kept: Kept::default(),
            pairing: Pairing::default(),
            uploads: Uploads::default(),
            writing: Writing::default(),
            input_s: AtomicU64::new(clock()),
            clock,
            host,
            idle,
            chosen: Mutex::default(),
            told,
            let_go,
        });
        Self(shared, false)
    }

    /// The same for a request with which somebody goes to a page, or does not: a page asks for itself, too, when something
    /// has changed.
    pub(crate) fn visited(&self, is_visit: bool) -> Self {
        Self(Arc::clone(&self.0), is_visit)
    }

    /// What was just done, to be said once: to somebody who goes to a page.
    pub(crate) fn news(&self) -> Markup {
        if self.1 {
            self.kept().news()
        } else {
            Markup::default()
        }
    }

    /// The journal. The gate lets nobody to a page that asks for it before there is one.
    pub(crate) fn journal(&self) -> &Journal {
        self.there().expect("the gate has let this through")
    }

    /// The journal, if there is one yet.
    pub(crate) fn there(&self) -> Option<&Journal> {
        self.0.journal.get()
    }

    /// Whether this device only reads what others share. Where that cannot be read it has a journal, as most do.
    pub(crate) fn only_reads(&self) -> bool {
        let has_home = self.there().map(|journal| journal.vault().has_home());
        matches!(has_home, Some(Ok(false)))
    }

    /// Whether there is a journal, and it is open.
    pub(crate) fn is_open(&self) -> bool {
        self.there().is_some_and(Journal::is_unlocked)
    }

    /// There is a journal from now on. Gives whether there was none.
    pub(crate) fn set(&self, journal: Journal) -> bool {
        // Settings that cannot be read are told where they are used; a page is shown all the same.
        if let Ok(settings) = journal.vault().settings() {
            self.choose(settings.page);
        }
        self.0.journal.set(journal).is_ok()
    }

    /// What was chosen for the pages of this device.
    pub(crate) fn chosen(&self) -> PageSettings {
        *self.0.chosen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pages follow this from now on.
    pub(crate) fn choose(&self, chosen: PageSettings) {
        *self.0.chosen.lock().unwrap_or_else(PoisonError::into_inner) = chosen;
    }

    /// After so long without somebody doing something the journal is locked.
    pub(crate) fn idle(&self) -> Duration {
        look::idle(self.chosen()).unwrap_or(self.0.idle)
    }

    /// The same, where the page made it.
    pub(crate) fn begin(&self, journal: Journal) {
        if self.set(journal) {
            self.beginning().forget();
            self.tell(Told::Begun);
            self.live().tell(News::Unlocked);
        }
    }

    /// Returns once there is a journal.
    pub(crate) async fn begun(&self) {
        self.0.journal.wait().await;
    }

    /// A journal that is being made.
    pub(crate) fn beginning(&self) -> &Beginning {
        &self.0.beginning
    }

    /// Time and randomness.
    pub(crate) fn env(&self) -> &Env {
        &self.0.env
    }

    /// The pages that are open.
    pub(crate) fn live(&self) -> &Live {
        &self.0.live
    }

    /// What is remembered until the journal is locked.
    pub(crate) fn kept(&self) -> &Kept {
        &self.0.kept
    }

    /// The ticket that is shown.
    pub(crate) fn pairing(&self) -> &Pairing {
        &self.0.pairing
    }

    /// Forgets what goes with the keys: what is remembered for the next page, and a ticket that is shown.
    pub(crate) fn forget(&self) {
        self.kept().forget();
        self.pairing().end();
        self.beginning().forget();
        self.uploads().forget();
    }

    /// The file that is coming in.
    pub(crate) fn uploads(&self) -> &Uploads {
        &self.0.uploads
    }

    /// A name that was not given before, and says nothing.
    pub(crate) fn name(&self) -> String {
        letters(&self.env().random::<NAME_LETTERS>())
    }

    /// The texts in work.
    pub(crate) fn writing(&self) -> &Writing {
        &self.0.writing
    }

    /// A name for a new text in work.
    pub(crate) fn key(&self) -> String {
        letters(&self.env().random::<KEY_LETTERS>())
    }

    /// What the one header `Host` must be.
    pub(crate) fn host(&self) -> &str {
        &self.0.host
    }

    /// Whether a cookie is that of the session.
    pub(crate) fn admits(&self, cookie: Option<&str>) -> bool {
        self.0.session.admits(cookie)
    }

    /// Whether a browser came in, and its session goes on.
    pub(crate) fn has_session(&self) -> bool {
        self.0.session.is_open()
    }

    /// Whether a cookie is that of the session, or of one that ended just now.
    pub(crate) fn admits_parting(&self, cookie: Option<&str>) -> bool {
        let now = (self.0.clock)();
        self.0.session.admits_parting(cookie, now)
    }

    /// An address that lets one browser in, once, for a minute. The one before is good no more.
    pub(crate) fn entrance(&self) -> String {
        let token = self.token();
        let address = format!("http://{}/enter#{}", self.0.host, *token);
        self.0.session.open(token, (self.0.clock)());
        address
    }

    /// Claims the entrance; where that began a session, its secret comes with it.
    pub(crate) fn claim(&self, token: &str, cookie: Option<&str>) -> (Claim, Secret) {
        let secret = self.token();
        let (session, now) = (&self.0.session, (self.0.clock)());
        let claim = session.claim(token, cookie, secret.clone(), now);
        match claim {
            Claim::Entered => {
                self.live().tell(News::Gone);
                self.saw_input();
                self.tell(Told::Entered);
            }
            Claim::Twice => {
                self.pairing().end();
                self.live().tell(News::Gone);
                self.tell(Told::EntranceUsedTwice);
            }
            Claim::Stayed | Claim::Wrong => {}
        }
        (claim, secret)
    }

    /// Locks the journal; the pages go blank first. Gives whether it was open.
    pub(crate) async fn lock(&self) -> bool {
        let was_open = self.is_open();
        self.forget();
        let Some(journal) = self.there() else {
            return false;
        };
        self.live().tell(News::Locked);
        journal.lock().await;
        if was_open {
            self.tell(Told::Locked);
        }
        was_open
    }

    /// Has whatever holds the keys elsewhere let go of them; why not, as a sentence.
    pub(crate) async fn let_go(&self) -> Result<(), String> {
        let let_go = Arc::clone(&self.0.let_go);
        let done = tokio::task::spawn_blocking(move || let_go()).await;
        done.unwrap_or_else(|error| Err(error.to_string()))
    }

    /// Ends the session: its browser has to come in again.
    pub(crate) fn end_session(&self) {
        self.pairing().end();
        self.beginning().forget();
        self.0.session.end((self.0.clock)());
        self.live().tell(News::Gone);
    }

    /// Somebody did something.
    pub(crate) fn saw_input(&self) {
        self.0.input_s.store((self.0.clock)(), Ordering::Relaxed);
    }

    /// For how many seconds nobody did anything.
    pub(crate) fn idle_s(&self) -> u64 {
        let seen = self.0.input_s.load(Ordering::Relaxed);
        (self.0.clock)().saturating_sub(seen)
    }

    /// Whether nobody did anything for so long that the journal is to be locked. While a ticket is shown, its owner is at
    /// the other device.
    pub(crate) fn is_idle(&self) -> bool {
        self.idle_s() >= self.idle().as_secs() && !self.pairing().waits()
    }

    pub(crate) fn tell(&self, told: Told) {
        // Whoever started the page need not listen.
        let _ = self.0.told.send(told);
    }

    fn token(&self) -> Secret {
        let bytes = self.env().random::<TOKEN_LETTERS>();
        Zeroizing::new(letters(&bytes))
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("App")
    }
}

/// A text of one letter for each byte.
pub(crate) fn letters(bytes: &[u8]) -> String {
    let letter = |byte: &u8| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]);
    bytes.iter().map(letter).collect()
}
