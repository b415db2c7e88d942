//! A browser of our own that says exactly what a test wants it to, and the page it asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use engine::Journal;
use testkit::{Desk, World};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use web::{Options, Web};

/// A journal whose page is served, and a clock that moves when told to.
pub(crate) struct Stand {
    pub(crate) web: Web,
    pub(crate) journal: Journal,
    pub(crate) desk: Desk,
    pub(crate) host: String,
    token: String,
    clock: Arc<AtomicU64>,
    looks: Arc<AtomicU64>,
    let_go: Arc<AtomicU64>,
}

impl Stand {
    /// A new journal, unlocked, of which nobody has come in to the page.
    #[track_caller]
    pub(crate) fn new(seed: u64) -> impl Future<Output = Self> {
        let desk = World::new(seed).first("laptop");
        Self::of(desk)
    }

    /// The page of this journal.
    pub(crate) async fn of(desk: Desk) -> Self {
        let journal = Journal::from(desk.vault.clone());
        let clock = Arc::new(AtomicU64::new(1000));
        let looks = Arc::new(AtomicU64::new(0));
        let (told, looked) = (Arc::clone(&clock), Arc::clone(&looks));
        let let_go = Arc::new(AtomicU64::new(0));
        let gone = Arc::clone(&let_go);
        let options = Options {
            idle: Duration::from_mins(5),
            clock: Arc::new(move || {
                looked.fetch_add(1, Ordering::Relaxed);
                told.load(Ordering::Relaxed)
            }),
            let_go: Arc::new(move || {
                gone.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }),
        };
        let web = web::serve(&journal, options).await.unwrap();
        let (host, token) = address(&web.entrance());
        Self {
            web,
            journal,
            desk,
            host,
            token,
            clock,
            looks,
            let_go,
        }
    }

    /// How often it was asked that the keys are let go of elsewhere.
    pub(crate) fn let_go(&self) -> u64 {
        self.let_go.load(Ordering::Relaxed)
    }

    /// Once it was looked twice how long nobody has done anything. Nothing may be asked meanwhile.
    pub(crate) async fn has_looked(&self) {
        let before = self.looks.load(Ordering::Relaxed);
        while self.looks.load(Ordering::Relaxed) < before + 2 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The folder of the journal.
    pub(crate) fn folder(&self) -> std::path::PathBuf {
        self.journal.folder()
    }

    /// Lets seconds pass.
    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// A new token, which replaces the one before.
    pub(crate) fn another_token(&mut self) -> &str {
        self.token = address(&self.web.entrance()).1;
        &self.token
    }

    /// The token that is good now.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// A browser that has not come in.
    pub(crate) fn browser(&self) -> Browser {
        Browser {
            host: self.host.clone(),
            cookie: None,
        }
    }

    /// A browser that came in.
    pub(crate) async fn entered(&self) -> Browser {
        let mut browser = self.browser();
        let answer = browser.enters(&self.token).await;
        assert_eq!(answer.status, 204, "{answer:?}");
        browser
    }
}

/// The host and the token of an address.
pub(crate) fn address(entrance: &str) -> (String, String) {
    let rest = entrance.strip_prefix("http://").unwrap();
    let (host, token) = rest.split_once("/enter#").unwrap();
    (host.to_owned(), token.to_owned())
}

/// What a browser remembers.
#[derive(Clone)]
pub(crate) struct Browser {
    pub(crate) host: String,
    pub(crate) cookie: Option<String>,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header, whose name is given in small letters as the page gives it.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines();
        let mut values = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        values.next()
    }
}

/// A request in the making.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Ask {
    /// Says a header otherwise, or not at all.
    pub(crate) fn with(mut self, name: &str, value: Option<&str>) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers
            .extend(value.map(|value| (name.to_owned(), value.to_owned())));
        self
    }

    /// Says a header once more.
    pub(crate) fn also(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut text = format!("{}\r\n", self.line);
        for (name, value) in &self.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        [text.as_bytes(), &self.body].concat()
    }
}

impl Browser {
    /// Somebody goes to a page.
    pub(crate) fn goes(&self, path: &str) -> Ask {
        self.asks("GET", path)
            .with("sec-fetch-mode", Some("navigate"))
            .with("sec-fetch-dest", Some("document"))
    }

    /// A page of ours asks for something.
    pub(crate) fn asks(&self, method: &str, path: &str) -> Ask {
        let ask = Ask {
            line: format!("{method} {path} HTTP/1.1"),
            headers: Vec::new(),
            body: Vec::new(),
        };
        let cookie = self.cookie.as_ref();
        ask.also("host", &self.host)
            .also("connection", "close")
            .also("sec-fetch-site", "same-origin")
            .also("sec-fetch-mode", "cors")
            .also("sec-fetch-dest", "empty")
            .with("cookie", cookie.map(String::as_str))
    }

    /// A page of ours sends something.
    pub(crate) fn sends(&self, path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Ask {
        let body = body.into();
        let ask = self
            .asks("POST", path)
            .also("origin", &format!("http://{}", self.host))
            .also("content-type", kind)
            .also("content-length", &body.len().to_string());
        Ask { body, ..ask }
    }

    /// A page of ours sends JSON.
    pub(crate) fn sends_json(&self, path: &str, body: &serde_json::Value) -> Ask {
        self.sends(path, "application/json", body.to_string())
    }

    /// The page of the entrance presents a token.
    pub(crate) async fn enters(&mut self, token: &str) -> Answer {
        let ask = self.sends_json("/enter", &serde_json::json!({ "token": token }));
        let answer = self.tell(&ask).await;
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        }
        answer
    }

    /// Sends a request and reads all that is answered.
    pub(crate) async fn tell(&self, ask: &Ask) -> Answer {
        let mut stream = self.connect().await;
        // An answer may come before all is sent.
        let _ = stream.write_all(&ask.bytes()).await;
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all).await;
        read(&all)
    }

    /// A connection to the page.
    pub(crate) async fn connect(&self) -> TcpStream {
        let port = self.host.rsplit(':').next().unwrap();
        let port: u16 = port.parse().unwrap();
        TcpStream::connect(("127.0.0.1", port)).await.unwrap()
    }
}

/// Takes an answer apart.
pub(crate) fn read(all: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(all);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    Answer {
        status: status.unwrap_or(0),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}
