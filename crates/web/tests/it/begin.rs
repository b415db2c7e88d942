//! A first run in the page alone: nothing is on the disk before the end, and then there is a journal.

use std::path::PathBuf;

use engine::views::Query;
use engine::{Journal, Passphrase, Settings};
use testkit::{DESK_PASSPHRASE, World};
use web::{Options, Told, Web};

use crate::browser::{Browser, Stand, address};
use crate::reader::{Read, Reader, between, read, sends};

struct Start {
    web: Web,
    browser: Browser,
    folder: PathBuf,
}

impl Start {
    async fn of(world: &World) -> Self {
        let folder = world.path("new");
        let env = world.env(Some(&world.path("high-water")));
        let web = web::serve_beginning(&folder, "desk", env, Options::default())
            .await
            .unwrap();
        let (host, token) = address(&web.entrance());
        let mut browser = Browser { host, cookie: None };
        assert_eq!(browser.enters(&token).await.status, 204);
        Self {
            web,
            browser,
            folder,
        }
    }

    async fn goes(&self, path: &str) -> Read {
        read(&self.browser.tell(&self.browser.goes(path)).await)
    }

    async fn page(&self, path: &str) -> String {
        let read = self.goes(path).await;
        assert_eq!(read.status, 200, "{path}: {}", read.on);
        read.body
    }

    async fn sends(&self, path: &str, form: &[(&str, &str)]) -> Read {
        sends(&self.browser, path, form).await
    }

    /// The words that are drawn.
    async fn drawn(&self) -> String {
        let page = self.page("/b/words").await;
        between(&page, "<p class=\"code gap-s\">", "<").to_owned()
    }

    /// Whether the journal that was made opens with these words.
    async fn opens(&self, words: String) -> bool {
        let journal = self.web.journal().unwrap();
        self.web.lock().await && journal.unlock(Passphrase::new(words)).await.is_ok()
    }

    /// The groups of the kit that are asked for, as a form.
    async fn groups(&self) -> Vec<(String, String)> {
        let page = self.page("/b/kit").await;
        let groups: Vec<&str> = page
            .split("</i>")
            .skip(1)
            .map(|rest| rest.split('<').next().unwrap())
            .collect();
        let asked = page.split(">Group ").skip(1).enumerate();
        let asked = asked.map(|(at, rest)| {
            let number: usize = rest.split('<').next().unwrap().parse().unwrap();
            (format!("g{at}"), groups[number - 1].to_owned())
        });
        asked.collect()
    }
}

#[tokio::test]
async fn a_journal_is_made_by_the_page_and_not_before_its_kit_was_typed_back() {
    let world = World::new(71);
    let start = Start::of(&world).await;
    for path in ["/", "/w", "/x"] {
        let read = start.goes(path).await;
        assert!(
            read.status == 303 && ["/b", "/"].contains(&read.on.as_str()),
            "{path}: {}",
            read.on
        );
    }
    let page = start.page("/b").await;
    assert!(
        page.contains("If somebody else uses this computer") && !page.contains("<nav"),
        "{page}"
    );
    let drawn = start.drawn().await;
    assert_eq!(drawn.split(' ').count(), 6, "{drawn}");
    start.sends("/b/words", &[("do", "others")]).await;
    let others = start.drawn().await;
    assert_ne!(drawn, others);
    assert_eq!(others, start.drawn().await);
    let wrong = start
        .sends(
            "/b/words",
            &[("do", "choose"), ("passphrase", &drawn), ("device", "")],
        )
        .await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body.contains("differs.") && wrong.body.contains("told apart"),
        "{}",
        wrong.body
    );
    assert_eq!(start.goes("/b/kit").await.on, "/b");
    let right = [
        ("do", "choose"),
        ("passphrase", others.as_str()),
        ("device", "<b>desk</b>"),
    ];
    assert_eq!(start.sends("/b/words", &right).await.on, "/b/kit");
    let groups = start.groups().await;
    let [(first, right), (second, _)] = groups.as_slice() else {
        panic!("{groups:?}");
    };
    let wrong = start
        .sends("/b/kit", &[(first, right), (second, "XXXXXX")])
        .await;
    assert_eq!(
        (
            wrong.status,
            wrong.body.matches("aria-invalid=\"true\"").count()
        ),
        (422, 1),
        "{}",
        wrong.body
    );
    assert!(!start.folder.exists());
    let typed: Vec<(&str, &str)> = groups
        .iter()
        .map(|(name, group)| (name.as_str(), group.as_str()))
        .collect();
    let made = start.sends("/b/kit", &typed).await;
    assert_eq!((made.status, made.on.as_str()), (303, "/"), "{}", made.body);
    assert!(start.page("/d").await.contains("&lt;b&gt;desk&lt;/b&gt;"));
    assert_eq!(start.goes("/b/kit").await.on, "/");
    assert_eq!(
        (start.web.next().await, start.web.next().await),
        (Told::Entered, Told::Begun)
    );
    assert!(start.opens(others).await);
}

#[tokio::test]
async fn words_of_ones_own_are_typed_twice_and_an_easy_one_is_asked_about() {
    let start = Start::of(&World::new(72)).await;
    let page = |form: Vec<(&'static str, &'static str)>| async {
        let form = [form, vec![("device", "desk")]].concat();
        start.sends("/b/own", &form).await
    };
    for (form, says) in [
        (
            vec![("passphrase", ""), ("again", "")],
            "It cannot be empty.",
        ),
        (
            vec![
                ("passphrase", "walnut harbour tiptoe glacier"),
                ("again", "other"),
            ],
            "The two differ.",
        ),
        (
            vec![("passphrase", "password"), ("again", "password")],
            "Use it all the same",
        ),
    ] {
        let read = page(form).await;
        assert!(
            read.status == 422 && read.body.contains(says),
            "{says}: {}",
            read.body
        );
        assert!(!read.body.contains("walnut"));
    }
    let anyway = page(vec![
        ("passphrase", "password"),
        ("again", "password"),
        ("anyway", "yes"),
    ])
    .await;
    assert_eq!(anyway.on, "/b/kit");
    // Hidden, all of it is forgotten.
    let hide = start
        .browser
        .sends_json("/hide", &serde_json::json!({ "words": [] }));
    assert_eq!(start.browser.tell(&hide).await.status, 204);
    let (_, token) = address(&start.web.entrance());
    let mut again = Browser {
        cookie: None,
        ..start.browser.clone()
    };
    again.enters(&token).await;
    let start = Start {
        browser: again,
        ..start
    };
    assert_eq!(start.goes("/b/kit").await.on, "/b");
    assert!(!start.folder.exists());
}

#[tokio::test]
async fn without_a_journal_no_route_does_anything_else() {
    let start = Start::of(&World::new(73)).await;
    for (pattern, is_page) in web::routes().filter(|(pattern, _)| *pattern != "/live") {
        let path = pattern.replace(['{', '}'], "");
        let asks = [
            if is_page {
                start.browser.goes(&path)
            } else {
                start.browser.asks("GET", &path)
            },
            start.browser.sends_json(&path, &serde_json::json!({})),
            start
                .browser
                .sends(&path, "application/x-www-form-urlencoded", ""),
        ];
        for ask in asks {
            let answer = start.browser.tell(&ask).await;
            assert!(
                answer.status != 0 && answer.status < 500,
                "{}: {answer:?}",
                ask.line
            );
            if pattern == "/hide" {
                break;
            }
        }
    }
    assert!(!start.folder.exists() && start.web.journal().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_joins_in_the_page() {
    let world = World::new(74);
    let laptop = world.first("laptop");
    laptop.writes("On the train.");
    let manual = Settings {
        network: engine::NetworkProfile::Manual,
        ..Settings::default()
    };
    laptop.vault.set_settings(&manual).unwrap();
    let reader = Reader::of(Stand::of(laptop).await).await;
    let begin = [("do", "begin"), ("passphrase", DESK_PASSPHRASE)];
    let (_, page) = reader.follows("/d/add", &begin).await;
    let ticket = between(&page, "id=\"ticket\">", "<");
    let start = Start::of(&world).await;
    let drawn = start.drawn().await;
    let form = [
        ("device", "phone"),
        ("passphrase", drawn.as_str()),
        ("again", drawn.as_str()),
    ];
    let wrong = start
        .sends("/b/join", &[&form[..], &[("ticket", "no ticket")]].concat())
        .await;
    assert!(
        wrong.status == 422 && wrong.body.contains("no ticket</textarea>"),
        "{}",
        wrong.body
    );
    let begun = start
        .sends("/b/join", &[&form[..], &[("ticket", ticket)]].concat())
        .await;
    assert_eq!(begun.on, "/b/joining", "{}", begun.body);
    let shown = loop {
        let page = start.page("/b/joining").await;
        assert!(!page.contains("It did not come to it."), "{page}");
        if page.contains("class=\"say\"") {
            break page;
        }
        tokio::task::yield_now().await;
    };
    let words: Vec<&str> = between(&shown, "class=\"say\">", "<").split(", ").collect();
    let fields = ["w1", "w2", "w3", "w4"].into_iter().zip(words);
    let typed: Vec<(&str, &str)> = fields.chain([("do", "words")]).collect();
    while !reader.page("/d/add").await.contains("asks to become") {
        tokio::task::yield_now().await;
    }
    assert_eq!(reader.sends("/d/add", &typed).await.status, 303);
    while start.web.next().await != Told::Begun {}
    let journal: &Journal = start.web.journal().unwrap();
    let entries = journal
        .entries()
        .list(Query::newest(5))
        .await
        .unwrap()
        .entries;
    assert_eq!(entries[0].body, "On the train.");
    assert!(start.page("/t").await.contains("On the train."));
}
