//! Every route with everything about a request wrong, one at a time.

use crate::browser::{Browser, Stand};

/// What a request must not be, and what it gets then.
type Wrong = (
    &'static str,
    fn(crate::browser::Ask, &str) -> crate::browser::Ask,
    u16,
);

const WRONG_FOR_ALL: &[Wrong] = &[
    ("no host", |ask, _| ask.with("host", None), 421),
    ("empty host", |ask, _| ask.with("host", Some("")), 421),
    (
        "another name",
        |ask, host| ask.with("host", Some(&host.replace(".localhost", ".evil.test"))),
        421,
    ),
    (
        "no name",
        |ask, host| ask.with("host", Some(&format!("localhost:{}", port(host)))),
        421,
    ),
    (
        "the address",
        |ask, host| ask.with("host", Some(&format!("127.0.0.1:{}", port(host)))),
        421,
    ),
    (
        "the other address",
        |ask, host| ask.with("host", Some(&format!("[::1]:{}", port(host)))),
        421,
    ),
    (
        "no port",
        |ask, host| ask.with("host", Some(host.split(':').next().unwrap())),
        421,
    ),
    (
        "a dot at the end",
        |ask, host| ask.with("host", Some(&host.replace("localhost:", "localhost.:"))),
        421,
    ),
    (
        "capitals",
        |ask, host| ask.with("host", Some(&host.to_uppercase())),
        421,
    ),
    ("two hosts", |ask, host| ask.also("host", host), 421),
    (
        "two different hosts",
        |ask, _| ask.also("host", "evil.test"),
        421,
    ),
    (
        "a whole address",
        |mut ask, host| {
            ask.line = ask.line.replacen(" /", &format!(" http://{host}/"), 1);
            ask
        },
        421,
    ),
    (
        "does not say who sent it",
        |ask, _| ask.with("sec-fetch-site", None),
        403,
    ),
    (
        "another port",
        |ask, _| ask.with("sec-fetch-site", Some("same-site")),
        403,
    ),
    (
        "another page",
        |ask, _| ask.with("sec-fetch-site", Some("cross-site")),
        403,
    ),
    (
        "says it twice",
        |ask, _| ask.also("sec-fetch-site", "same-origin"),
        403,
    ),
    (
        "from outside, not to a page",
        |ask, _| {
            ask.with("sec-fetch-site", Some("none"))
                .with("sec-fetch-dest", Some("empty"))
        },
        403,
    ),
    (
        "from outside, into a frame",
        |ask, _| {
            ask.with("sec-fetch-site", Some("none"))
                .with("sec-fetch-mode", Some("navigate"))
                .with("sec-fetch-dest", Some("iframe"))
        },
        403,
    ),
];

const WRONG_FOR_DEEDS: &[Wrong] = &[
    (
        "from outside",
        |ask, _| {
            ask.with("sec-fetch-site", Some("none"))
                .with("sec-fetch-mode", Some("navigate"))
                .with("sec-fetch-dest", Some("document"))
        },
        403,
    ),
    ("no origin", |ask, _| ask.with("origin", None), 403),
    (
        "origin null",
        |ask, _| ask.with("origin", Some("null")),
        403,
    ),
    (
        "another origin",
        |ask, _| ask.with("origin", Some("http://evil.test")),
        403,
    ),
    (
        "an origin that begins alike",
        |ask, host| ask.with("origin", Some(&format!("http://{host}.evil.test"))),
        403,
    ),
    (
        "an origin that ends alike",
        |ask, host| ask.with("origin", Some(&format!("http://evil.{host}"))),
        403,
    ),
    (
        "https",
        |ask, host| ask.with("origin", Some(&format!("https://{host}"))),
        403,
    ),
    (
        "another port's origin",
        |ask, _| ask.with("origin", Some("http://localhost:1")),
        403,
    ),
    (
        "two origins",
        |ask, host| ask.also("origin", &format!("http://{host}")),
        403,
    ),
    (
        "plain text",
        |ask, _| ask.with("content-type", Some("text/plain")),
        403,
    ),
    (
        "files",
        |ask, _| ask.with("content-type", Some("multipart/form-data; boundary=x")),
        403,
    ),
    ("no type", |ask, _| ask.with("content-type", None), 403),
];

fn port(host: &str) -> &str {
    host.rsplit(':').next().unwrap()
}

/// A path for a route.
fn path(pattern: &str) -> String {
    pattern
        .replace("{name}", "still.css")
        .replace("{id}", "abcdefgh")
}

async fn refused(browser: &Browser, ask: &crate::browser::Ask, status: u16, what: &str) {
    let answer = browser.tell(ask).await;
    assert_eq!(answer.status, status, "{what}: {}: {answer:?}", ask.line);
    assert_eq!(answer.body, "", "{what}: {}", ask.line);
    assert_eq!(answer.header("set-cookie"), None, "{what}: {}", ask.line);
}

#[tokio::test]
async fn every_route_refuses_whatever_is_wrong() {
    let stand = Stand::new(1).await;
    let browser = stand.entered().await;
    let mut routes = 0;
    let unknown = [("/nothing", true), ("/a/nothing", false), ("/X", true)];
    for (pattern, is_page) in web::routes().chain(unknown) {
        routes += 1;
        let path = path(pattern);
        let read = if is_page {
            browser.goes(&path)
        } else {
            browser.asks("GET", &path)
        };
        let deed = browser.sends_json(&path, &serde_json::json!({}));
        for (what, spoil, status) in WRONG_FOR_ALL {
            refused(&browser, &spoil(read.clone(), &browser.host), *status, what).await;
            refused(&browser, &spoil(deed.clone(), &browser.host), *status, what).await;
        }
        for (what, spoil, status) in WRONG_FOR_DEEDS {
            refused(&browser, &spoil(deed.clone(), &browser.host), *status, what).await;
        }
        if !is_page {
            let outside = read
                .with("sec-fetch-site", Some("none"))
                .with("sec-fetch-mode", Some("navigate"))
                .with("sec-fetch-dest", Some("document"));
            refused(&browser, &outside, 403, "from outside to a part").await;
        }
        for method in ["OPTIONS", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "BREW"] {
            refused(
                &browser,
                &browser.asks(method, &path),
                405,
                "another method",
            )
            .await;
        }
    }
    assert!(routes > 6, "{routes}");
    assert!(stand.journal.is_unlocked());
}

#[tokio::test]
async fn without_the_cookie_only_the_entrance_is_there() {
    let stand = Stand::new(2).await;
    let entered = stand.entered().await;
    let right = entered.cookie.clone().unwrap();
    let mut last = right.clone();
    last.pop();
    let wrong = [
        None,
        Some("__Host-s=".to_owned()),
        Some(right.to_uppercase()),
        Some(last),
        Some(format!("{right}a")),
        Some(right.replace("__Host-s", "s")),
        Some(format!("{right}; {right}")),
    ];
    for cookie in wrong {
        let browser = Browser {
            cookie: cookie.clone(),
            ..entered.clone()
        };
        for (pattern, is_page) in web::routes() {
            let path = pattern
                .replace("{name}", "nothing")
                .replace("{id}", "abcdefgh");
            for ask in [
                browser.asks("GET", &path),
                browser.sends_json(&path, &serde_json::json!({})),
            ] {
                let answer = browser.tell(&ask).await;
                if ["/enter", "/favicon.ico"].contains(&pattern) {
                    assert_ne!(answer.status, 401, "{}", ask.line);
                } else {
                    assert_eq!(
                        (answer.status, answer.body.as_str()),
                        (401, ""),
                        "{cookie:?} {}",
                        ask.line
                    );
                }
            }
            if is_page && pattern != "/enter" {
                let answer = browser.tell(&browser.goes(&path)).await;
                assert_eq!(answer.status, 401, "{cookie:?} {path}");
                assert!(
                    answer.body.contains("Open Notes from the menu"),
                    "{answer:?}"
                );
                assert!(
                    !answer.body.contains("<input") && !answer.body.contains("<form"),
                    "{answer:?}"
                );
            }
        }
        assert_eq!(
            browser
                .tell(&browser.asks("GET", "/a/still.css"))
                .await
                .status,
            200
        );
        assert_eq!(
            browser
                .tell(&browser.asks("GET", "/a/enter.js"))
                .await
                .status,
            200
        );
    }
}

#[tokio::test]
async fn every_answer_forbids_to_keep_it_and_to_load_anything_else() {
    let stand = Stand::new(3).await;
    let browser = stand.entered().await;
    let stranger = stand.browser();
    let mut asks = vec![
        (&browser, browser.goes("/nothing")),
        (&browser, browser.goes("/").with("host", Some("evil.test"))),
        (&browser, browser.goes("/").with("sec-fetch-site", None)),
        (&stranger, stranger.goes("/")),
        (&browser, browser.asks("OPTIONS", "/")),
    ];
    let pages = web::routes().filter(|(pattern, _)| *pattern != "/live");
    asks.extend(pages.map(|(pattern, _)| (&browser, browser.goes(&path(pattern)))));
    for (browser, ask) in asks {
        let answer = browser.tell(&ask).await;
        let header = |name| answer.header(name).unwrap_or_default().to_owned();
        assert_eq!(header("cache-control"), "no-store", "{}", ask.line);
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert!(header("permissions-policy").contains("camera=()"));
        let policy = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "trusted-types 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(
            !policy.contains("unsafe") && !policy.contains('*'),
            "{policy}"
        );
        assert!(!answer.head.contains("access-control-"), "{answer:?}");
        if answer.body.contains("<title>") {
            assert!(answer.body.contains("<title>Notes</title>"), "{answer:?}");
        }
    }
}

#[tokio::test]
async fn the_entrance_lets_in_once() {
    let mut stand = Stand::new(4).await;
    let mut first = stand.browser();
    for wrong in ["", "x", &stand.token()[1..]] {
        assert_eq!(first.enters(wrong).await.status, 410);
    }
    let token = stand.token().to_owned();
    let answer = first.enters(&token).await;
    assert_eq!(answer.status, 204);
    let cookie = answer.header("set-cookie").unwrap();
    for part in [
        "__Host-s=",
        "; HttpOnly",
        "; Secure",
        "; SameSite=Strict",
        "; Path=/",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Age") && !cookie.contains("Expires") && !cookie.contains("Domain"));
    assert_eq!(first.tell(&first.goes("/")).await.status, 200);
    // Another browser with a new address: the first one is out.
    let another = stand.another_token().to_owned();
    let mut second = stand.browser();
    assert_eq!(second.enters(&another).await.status, 204);
    assert_eq!(first.tell(&first.goes("/")).await.status, 401);
    assert_eq!(second.tell(&second.goes("/")).await.status, 200);
    // Somebody presents the used one: both are out, and it is told.
    assert_eq!(stand.browser().enters(&another).await.status, 410);
    assert_eq!(second.tell(&second.goes("/")).await.status, 401);
    let mut told = Vec::new();
    while told.last() != Some(&web::Told::EntranceUsedTwice) {
        told.push(stand.web.next().await);
    }
    assert_eq!(
        told,
        [
            web::Told::Entered,
            web::Told::Entered,
            web::Told::EntranceUsedTwice
        ]
    );
    // After a minute an address lets nobody in.
    let late = stand.another_token().to_owned();
    stand.advance(60);
    assert_eq!(stand.browser().enters(&late).await.status, 410);
}
