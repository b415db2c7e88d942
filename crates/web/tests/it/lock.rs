//! What pages are told, and what is left of them when the journal is locked.

use engine::EntryFields;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::browser::{Browser, Stand};

/// A page that listens.
pub(crate) struct Listener {
    stream: TcpStream,
    heard: String,
}

impl Listener {
    pub(crate) async fn new(browser: &Browser) -> Self {
        let mut stream = browser.connect().await;
        let ask = browser.asks("GET", "/live");
        stream.write_all(&ask.bytes()).await.unwrap();
        let heard = String::new();
        let mut listener = Self { stream, heard };
        listener.hears("text/event-stream").await;
        listener
    }

    /// Reads until something is said.
    pub(crate) async fn hears(&mut self, wanted: &str) {
        while !self.heard.contains(wanted) {
            assert!(
                self.reads().await,
                "{wanted} was never said: {}",
                self.heard
            );
        }
    }

    /// Reads what comes next; `false` at the end.
    async fn reads(&mut self) -> bool {
        let mut bytes = [0; 1024];
        let read = self.stream.read(&mut bytes).await.unwrap_or(0);
        self.heard
            .push_str(&String::from_utf8_lossy(&bytes[..read]));
        read > 0
    }

    async fn ends(&mut self) {
        while self.reads().await {}
    }
}

async fn is_closed(browser: &Browser) {
    let page = browser.tell(&browser.goes("/")).await;
    assert_eq!((page.status, page.header("location")), (303, Some("/x")));
    let part = browser.tell(&browser.asks("GET", "/")).await;
    assert_eq!((part.status, part.body.as_str()), (401, ""));
    let asked = browser.tell(&browser.goes("/x")).await;
    assert_eq!(asked.status, 200);
    assert!(asked.body.contains("type=\"password\"") && !asked.body.contains("laptop"));
}

fn typed(browser: &Browser, words: &str) -> crate::browser::Ask {
    let body = format!("passphrase={}", words.replace(' ', "+"));
    browser.sends("/x", "application/x-www-form-urlencoded", body)
}

#[tokio::test]
async fn pages_hear_what_changes_and_that_it_was_locked() {
    let stand = Stand::new(11).await;
    let browser = stand.entered().await;
    let mut listener = Listener::new(&browser).await;
    let entries = stand.journal.entries();
    entries
        .create(EntryFields::text("The lake was still."))
        .await
        .unwrap();
    listener.hears("event: changed").await;
    assert!(!listener.heard.contains("lake"));
    let answer = browser
        .tell(&browser.sends_json("/lock", &serde_json::json!({})))
        .await;
    assert_eq!(answer.status, 204);
    assert!(!stand.journal.is_unlocked());
    listener.hears("event: locked").await;
    is_closed(&browser).await;
    assert_eq!(
        browser
            .tell(&typed(&browser, "something else"))
            .await
            .status,
        403
    );
    is_closed(&browser).await;
    let opened = browser
        .tell(&typed(&browser, testkit::DESK_PASSPHRASE))
        .await;
    assert_eq!((opened.status, opened.header("location")), (303, Some("/")));
    listener.hears("event: unlocked").await;
    assert_eq!(browser.tell(&browser.goes("/")).await.status, 200);
}

#[tokio::test]
async fn it_locks_when_nobody_does_anything() {
    let stand = Stand::new(12).await;
    let browser = stand.entered().await;
    let mut listener = Listener::new(&browser).await;
    stand.advance(299);
    let awake = browser.sends_json("/awake", &serde_json::json!({}));
    assert_eq!(browser.tell(&awake).await.status, 204);
    stand.advance(299);
    // What pages ask for by themselves is nobody's doing.
    assert_eq!(browser.tell(&browser.asks("GET", "/")).await.status, 200);
    assert!(stand.journal.is_unlocked());
    stand.advance(1);
    listener.hears("event: locked").await;
    is_closed(&browser).await;
}

#[tokio::test]
async fn to_hide_locks_and_ends_the_session() {
    let mut stand = Stand::new(13).await;
    let browser = stand.entered().await;
    let mut listener = Listener::new(&browser).await;
    let hide = browser.sends_json("/hide", &serde_json::json!({}));
    assert_eq!(browser.tell(&hide).await.status, 204);
    assert!(!stand.journal.is_unlocked());
    listener.hears("event: gone").await;
    listener.ends().await;
    assert_eq!(browser.tell(&browser.goes("/x")).await.status, 401);
    // The other pages of this browser hand in what they have, and only that.
    assert_eq!(browser.tell(&hide).await.status, 204);
    stand.advance(5);
    assert_eq!(browser.tell(&hide).await.status, 401);
    let token = stand.another_token().to_owned();
    let mut again = stand.browser();
    assert_eq!(again.enters(&token).await.status, 204);
    is_closed(&again).await;
}

#[tokio::test]
async fn at_the_end_pages_are_told_and_nothing_listens_any_more() {
    let stand = Stand::new(14).await;
    let browser = stand.entered().await;
    let mut listener = Listener::new(&browser).await;
    stand.web.stop().await;
    listener.hears("event: gone").await;
    listener.ends().await;
    let port: u16 = browser.host.rsplit(':').next().unwrap().parse().unwrap();
    assert!(TcpStream::connect(("127.0.0.1", port)).await.is_err());
    assert!(TcpStream::connect(("::1", port)).await.is_err());
}

#[tokio::test]
async fn a_browser_that_asks_for_more_streams_loses_the_oldest() {
    let stand = Stand::new(15).await;
    let browser = stand.entered().await;
    let mut first = Listener::new(&browser).await;
    let mut others = Vec::new();
    for _ in 0..4 {
        others.push(Listener::new(&browser).await);
    }
    first.ends().await;
    stand.web.lock().await;
    for listener in &mut others {
        listener.hears("event: locked").await;
    }
}

#[tokio::test]
async fn another_passphrase_ends_the_session_and_locks_here_and_elsewhere() {
    let reader = crate::reader::Reader::of(Stand::new(81).await).await;
    let fresh = "walnut harbour tiptoe glacier";
    for (old, new, again, says) in [
        ("another one", fresh, fresh, "This is not the passphrase"),
        (testkit::DESK_PASSPHRASE, fresh, "other", "The two differ."),
        (
            testkit::DESK_PASSPHRASE,
            "password",
            "password",
            "Use it all the same",
        ),
        (testkit::DESK_PASSPHRASE, "", "", "It cannot be empty."),
    ] {
        let form = [("old", old), ("fresh", new), ("again", again)];
        let read = reader.sends("/o/passphrase", &form).await;
        assert!(
            read.status == 422 && read.body.contains(says),
            "{says}: {}",
            read.body
        );
        assert!(!read.body.contains("walnut") && reader.stand.let_go() == 0);
    }
    let form = [
        ("old", testkit::DESK_PASSPHRASE),
        ("fresh", fresh),
        ("again", fresh),
    ];
    let read = reader.sends("/o/passphrase", &form).await;
    assert!(
        read.status == 200 && read.body.contains("The passphrase was changed"),
        "{}",
        read.body
    );
    assert_eq!(reader.stand.let_go(), 1);
    assert!(!reader.stand.journal.is_unlocked());
    assert_eq!(reader.goes("/").await.status, 401);
    let journal = &reader.stand.journal;
    let old = engine::Passphrase::new(testkit::DESK_PASSPHRASE.into());
    assert!(journal.unlock(old).await.is_err());
    journal
        .unlock(engine::Passphrase::new(fresh.into()))
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_locked_in_the_page_is_locked_elsewhere_too() {
    let stand = Stand::new(82).await;
    let browser = stand.entered().await;
    for (path, times) in [("/lock", 1), ("/hide", 2)] {
        let ask = browser.sends_json(path, &serde_json::json!({ "words": [] }));
        assert_eq!(browser.tell(&ask).await.status, 204);
        assert_eq!(stand.let_go(), times);
    }
}

#[tokio::test]
async fn an_address_with_something_behind_it_leads_nowhere() {
    let reader = crate::reader::Reader::of(Stand::new(83).await).await;
    for path in ["/i?from=bad", "/?x", "/t?day=1"] {
        let read = reader.goes(path).await;
        assert!(
            read.status == 404 && read.body.contains("There is nothing here."),
            "{path}"
        );
    }
}
