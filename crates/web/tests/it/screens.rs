//! Every page of an empty journal, of one with a little in it and of one with much: it is whole, and nothing that was
//! written acts.

use engine::views::EntryFields;
use engine::worksheet::Target;
use engine::{JourneyChange, ShareRule, Vault};
use serde_json::json;
use testkit::World;

use crate::browser::Stand;
use crate::reader::{Reader, between};

/// The pages that have an address of their own.
const PAGES: [&str; 17] = [
    "/r/new",
    "/",
    "/t",
    "/c",
    "/c/2026",
    "/s",
    "/p",
    "/m",
    "/u",
    "/i",
    "/r",
    "/d",
    "/o",
    "/k",
    "/t/2026-11-01",
    "/i/2026-11-01/-",
    "/p/1/h",
];

/// What would act, hide or turn around what stands beside it.
const HOSTILE: &str =
    "<script>seen()</script>\"><img src=x onerror=seen()> javascript:seen() \u{202e}txt\u{2066}";

/// Two of each, of a hostile author.
fn fill(vault: &Vault, words: &str) {
    let fields = EntryFields {
        title: words.chars().take(400).collect(),
        body: format!("{words}\n\nShe made me do it. \u{0}{words}"),
        mood: Some(3),
        emotions: vec![words.chars().take(60).collect()],
        triggers: vec!["<b>song</b>".into()],
        tags: vec!["<i>tag</i>".into()],
        steps: vec![1],
        star: true,
        ..EntryFields::default()
    };
    vault.entries().create(fields).unwrap();
    vault.entries().create(EntryFields::text("a line")).unwrap();
    let sheets = vault.worksheets();
    let add = |step: u8, list: &str, item: serde_json::Value| {
        let target = Target::NewItem(list.into());
        sheets.fill_json(step, &target, &item).unwrap()[0]
    };
    let line: String = words
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect();
    add(
        1,
        "inventory",
        json!({ "what": words, "effect": words, "now": words }),
    );
    add(
        2,
        "urges",
        json!({ "trigger": line, "instead": words, "intensity": 9 }),
    );
    add(
        4,
        "moments",
        json!({ "when": line, "what": words, "i_did": "She made me do it." }),
    );
    add(
        9,
        "commitments",
        json!({ "promise": line, "cadence": "daily" }),
    );
    add(
        11,
        "support",
        json!({ "who": line, "how": line, "what_for": line }),
    );
    vault
        .programme()
        .check_in(&engine::CheckIn::now(line, true))
        .unwrap();
    let own = format!(
        "id = \"very-secret\"\nversion = 1\ntitle = {0}\nintro = {0}\n[[sections]]\nid = \"all\"\ntitle = {0}\n\
         [[sections.fields]]\nid = \"one\"\nkind = \"line\"\nlabel = {0}\nprompt = {0}\nhelp = {0}\n",
        toml_text(words),
    );
    sheets.import(&own).unwrap();
    sheets
        .fill("very-secret", &"one".parse().unwrap(), "b")
        .unwrap();
    vault
        .journeys()
        .change(None, JourneyChange::Name("A <b>name</b>".into()))
        .unwrap();
}

fn toml_text(words: &str) -> String {
    let visible: String = words.chars().filter(|c| c.is_ascii()).collect();
    format!("{:?}", visible)
}

/// What every page must be.
fn is_whole(path: &str, page: &str) {
    assert_eq!(page.matches("<h1").count(), 1, "{path}");
    assert_eq!(page.matches("<main").count(), 1, "{path}");
    assert!(page.contains("<title>Notes</title>"), "{path}");
    assert!(page.contains("href=\"#main\""), "{path}");
    for part in page.split('<').skip(1) {
        let tag = part.split('>').next().unwrap();
        let name = tag.split([' ', '/']).next().unwrap();
        assert!(!tag.contains(" style="), "{path}: {tag}");
        assert!(
            !matches!(
                name,
                "img" | "iframe" | "style" | "base" | "object" | "b" | "i " | "meta refresh"
            ),
            "{path}: {tag}"
        );
        if name == "script" {
            assert!(
                tag.starts_with("script type=\"module\" src=\"/a/"),
                "{path}: {tag}"
            );
        }
        if let Some(href) = tag.split_once(" href=\"").map(|(_, href)| href) {
            assert!(
                href.starts_with('/') || href.starts_with('#'),
                "{path}: {tag}"
            );
        }
        let typed = name == "textarea"
            || name == "input"
                && (tag.contains("type=\"text\"") || tag.contains("type=\"search\""));
        if typed {
            for own in [
                "autocomplete=\"off\"",
                "spellcheck=\"false\"",
                "writingsuggestions=\"false\"",
                "data-gramm=\"false\"",
            ] {
                assert!(tag.contains(own), "{path}: {tag}");
            }
        }
    }
    let acts = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    // What stands in a field is what will be saved; it is shown to nobody else.
    let shown: String = page
        .split("<textarea")
        .enumerate()
        .map(|(at, part)| match at {
            0 => part,
            _ => part.split_once("</textarea>").map_or("", |(_, rest)| rest),
        })
        .collect();
    assert!(!shown.contains(acts) || path.contains("/q/"), "{path}");
}

/// Every link of a page that leads to another page.
fn links(page: &str) -> Vec<String> {
    let hrefs = page.split(" href=\"").skip(1);
    let hrefs = hrefs.filter_map(|rest| rest.split('"').next());
    let pages = hrefs.filter(|href| href.starts_with('/') && !href.starts_with("/a/"));
    pages
        .map(|href| href.split('#').next().unwrap().to_owned())
        .collect()
}

/// Goes through all pages, and whatever they lead to.
async fn walk(reader: &Reader) -> Vec<String> {
    let mut known: Vec<String> = PAGES.iter().map(ToString::to_string).collect();
    known.extend((1..=11).map(|step| format!("/p/{step}")));
    let mut at = 0;
    while let Some(path) = known.get(at).cloned() {
        at += 1;
        let read = reader.goes(&path).await;
        if read.status == 303 {
            known.extend((!known.contains(&read.on)).then_some(read.on));
            continue;
        }
        assert_eq!(read.status, 200, "{path}");
        is_whole(&path, &read.body);
        // The year before and the month before lead on for ever.
        let new = links(&read.body)
            .into_iter()
            .filter(|href| !href.starts_with("/c/") && !href.starts_with("/t/"));
        for href in new.collect::<Vec<_>>() {
            if !known.contains(&href) {
                known.push(href);
            }
        }
        assert!(known.len() < 600, "{known:?}");
    }
    known
}

#[tokio::test]
async fn an_empty_journal_says_what_will_stand_there() {
    let reader = Reader::of(Stand::new(11).await).await;
    walk(&reader).await;
    let timeline = reader.page("/t").await;
    assert!(timeline.contains("Your entries will stand here, newest first."));
    assert!(
        reader
            .page("/")
            .await
            .contains("Nothing is written yet, yesterday or today.")
    );
    assert!(
        reader
            .page("/i")
            .await
            .contains("are needed before anything is concluded")
    );
    assert!(reader.page("/r").await.contains("Nothing is shared."));
}

// Seen to fail with names that keep their bidi controls, and with a field that lets the browser check its spelling.
#[tokio::test]
async fn nothing_that_was_written_acts() {
    let desk = World::new(12).first("laptop");
    fill(&desk.vault, HOSTILE);
    let confirmed = desk.confirmed();
    let rule = ShareRule {
        steps: [1, 4].into(),
        starred: true,
        insights: true,
        ..ShareRule::default()
    };
    desk.vault
        .shares()
        .create("<u>Dr W</u>", &rule, None, &confirmed)
        .unwrap();
    let reader = Reader::of(Stand::of(desk).await).await;
    let known = walk(&reader).await;
    assert!(
        known.iter().any(|path| path.starts_with("/n/"))
            && known.iter().any(|path| path.starts_with("/r/"))
    );
    // No name of a worksheet, a tag or a title is in an address.
    for path in known {
        assert!(
            path.chars()
                .all(|c| c.is_ascii_alphanumeric() || "/-".contains(c)),
            "{path}"
        );
        assert!(!path.contains("secret"), "{path}");
    }
    let timeline = reader.page("/t").await;
    assert!(
        timeline.contains("&lt;script&gt;seen()&lt;/script&gt;") && timeline.contains("\\u{202e}")
    );
}

#[tokio::test]
async fn of_ten_thousand_entries_a_page_shows_a_few() {
    let desk = World::new(13).first("laptop");
    let now = desk.vault.env().now();
    let fields = (0..10_000_i64).map(|at| {
        let when = now.checked_sub(jiff::Span::new().hours(at / 3)).unwrap();
        EntryFields {
            when: when.into(),
            ..EntryFields::text(format!("entry {at} lake")).mood(5)
        }
    });
    desk.vault
        .entries()
        .create_all(fields.collect(), &mut |_| {})
        .unwrap();
    let reader = Reader::of(Stand::of(desk).await).await;
    let mut path = "/t".to_owned();
    let mut seen = 0;
    for _ in 0..20 {
        let page = reader.page(&path).await;
        is_whole(&path, &page);
        let entries = page.matches("<article").count();
        assert!((1..=120).contains(&entries), "{path}");
        // Each page goes on where the one before ended.
        assert!(page.contains(&format!(">entry {seen} lake<")), "{path}");
        seen += entries;
        let button = page.split("Earlier days").next().unwrap();
        path = button
            .rsplit("href=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
    }
    for path in ["/", "/c", "/i", "/p"] {
        is_whole(path, &reader.page(path).await);
    }
    let (_, found) = reader.follows("/s", &[("q", "lake")]).await;
    assert!(found.contains("10000 entries") && found.matches("<article").count() == 50);
}

#[tokio::test]
async fn a_table_says_what_a_drawing_shows() {
    let desk = World::new(14).first("laptop");
    let now = desk.vault.env().now();
    for (days, mood) in [(0, 7), (1, 3), (2, 5), (3, 5), (4, 6), (5, 6)] {
        let when = now.checked_sub(jiff::Span::new().days(days)).unwrap();
        let fields = EntryFields {
            when: when.into(),
            ..EntryFields::text("a").mood(mood)
        };
        desk.vault.entries().create(fields).unwrap();
    }
    let reader = Reader::of(Stand::of(desk).await).await;
    let page = reader.page("/i").await;
    let mood = between(&page, "id=\"mood\"", "<section");
    assert!(mood.contains("role=\"img\""), "{mood}");
    assert!(
        mood.contains("<th scope=\"row\">18 Nov 2026</th><td>7.0</td>"),
        "{mood}"
    );
    assert!(
        mood.contains("<th scope=\"row\">17 Nov 2026</th><td>3.0</td>"),
        "{mood}"
    );
    let month = reader.page("/c/2026-11").await;
    assert!(
        month.contains("Wednesday, 18 November 2026, 1 entry, mood 7"),
        "{month}"
    );
}
