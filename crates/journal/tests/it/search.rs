//! Queries find what a reader would find, in whatever script the entry is written.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use jiff::Zoned;
use jiff::civil::date;
use journal::{
    DayEnds, EntryFields, EntryRow, Present, Query, QueryError, Searchable, fold, fold_into,
    snippet,
};
use proptest::prelude::*;

fn present() -> Present {
    let now: Zoned = "2026-11-23T22:10:00[UTC]".parse().unwrap();
    now.into()
}

fn query(text: &str) -> Query {
    Query::parse(text, &present()).unwrap()
}

fn finds(asked: &str, body: &str) -> bool {
    let row = EntryFields::text(body).into();
    query(asked).matches_row(&row, &mut String::new())
}

#[track_caller]
fn found(asked: &str, body: &str) {
    assert!(finds(asked, body), "{asked:?} should be found in {body:?}");
}

#[track_caller]
fn missed(asked: &str, body: &str) {
    assert!(
        !finds(asked, body),
        "{asked:?} should not be found in {body:?}"
    );
}

#[test]
fn words_and_parts_of_words_are_found_in_any_case() {
    found("walk", "I went WALKING today");
    found("WALK", "a walk");
    found("alk", "a walk");
    found("iver", "by the river");
    found("boot", "im Ruderbootverein");
    missed("walking", "a walk");
    found("walk today", "today I went for a walk");
    missed("walk yesterday", "today I went for a walk");
    found("don't", "I don\u{2019}t know");
    found("e-mail", "an e-mail came");
    found("12:30", "at 12:30 sharp");
    found("", "anything");
    found("🎉", "done🎉");
}

// One or two letters stand in nearly every text, if they may stand anywhere.
#[test]
fn short_words_are_found_at_the_beginning_of_words() {
    missed("al", "a walk");
    found("al", "a walk, alone");
    missed("i", "this");
    found("i", "this is it");
    found("회의", "주간회의");
    missed("ду", "иду");
}

#[test]
fn stars_say_where_a_word_begins_or_ends() {
    found("riv*", "by the River");
    missed("riv*", "he was driving");
    found("riv", "he was driving");
    found("*ver", "by the river");
    missed("*ver", "very");
    found("*al*", "a walk");
    missed("*riv*", "a walk");
    found("wa* riv*", "a walk by the river");
    found("*", "anything");
    found("“*bold*”", "this is *bold*, this is not");
    missed("\"*bold*\"", "this is bold");
    // A first place that does not count does not hide a later one.
    found("art*", "heart, start, art");
    found("\"art\"", "heart, start, art");
    missed("\"art\"", "heart, start");
}

#[test]
fn what_looks_the_same_is_found_the_same() {
    // Every sign on the left is found by every sign of the same line.
    for (letters, signs) in [
        (("don", "t"), "'’‘‛ʼ′´`＇\u{2BB}\u{1FBD}"),
        (("e", "mail"), "-‐‑‒–—―−﹣－\u{2011}"),
        (("5", "screen"), "\"“”„‟″＂〞"),
        (
            ("two", "words"),
            " \u{a0}\u{2002}\u{2003}\u{2009}\u{202f}\u{3000}\u{2028}\u{1680}",
        ),
        (("wait", ""), "…"),
        (("۱۲", "۵"), "٫"),
    ] {
        let word = |sign: char| format!("{}{sign}{}", letters.0, letters.1);
        for sign in signs.chars() {
            for other in signs.chars() {
                let (one, other) = (fold(&word(sign)), fold(&word(other)));
                assert_eq!(one, other);
            }
        }
    }
    found("wait...", "wait… and see");
    found("co-operate", "co\u{2011}operate");
    found("cooperate", "co\u{ad}operate and co\u{200b}operate");
    found("٣", "3 days");
    found("۳", "٣ أيام");
    found("2m", "2 m, 2ｍ");
    found("א\"ב", "א״ב");
    // Signs above letters of scripts that they make other letters of still count.
    missed("कि", "कु");
}

#[test]
fn accents_and_forms_of_letters_do_not_matter() {
    found("muller", "Bei Müllers");
    found("MÜLLER", "bei mullers");
    found("strasse", "auf der Straße");
    found("STRASSE", "auf der Straße");
    found("fusse", "Füße");
    found("cafe", "im Café");
    found("café", "im cafe\u{301}");
    found("smorgasbord", "smørgåsbord");
    found("lodz", "w Łodzi, Łódź");
    found("abc", "ＡＢＣ");
    found("fluss", "am Fluß");
    found("ﬁne", "fine");
}

#[test]
fn russian_greek_and_turkish() {
    found("еще", "Ещё один день");
    found("ДЕНЬ", "один день");
    found("дн", "Все дни");
    found("ень", "один день");
    missed("\"ень\"", "один день");
    found("Σίσυφος", "ΣΊΣΥΦΟΣ");
    found("σισυφος", "ο Σίσυφος");
    found("αυριο", "Αύριο θα");
    found("istanbul", "İstanbul'da");
    found("İSTANBUL", "istanbul");
    found("ISPARTA", "Isparta ve ısparta");
    found("ısparta", "ISPARTA");
    found("calis", "çalışmak");
}

#[test]
fn arabic_and_hebrew_without_their_points() {
    found("محمد", "مُحَمَّد جاء");
    found("احمد", "أحمد هنا");
    found("سلام", "ســـلام");
    found("مدرسه", "المدرسة مدرسة");
    found("שלום", "שָׁלוֹם לך");
}

#[test]
fn scripts_without_spaces_are_found_anywhere() {
    found("会议", "今天的会议很长");
    found("很长", "今天的会议很长");
    missed("会场", "今天的会议很长");
    found("会議", "昨日の会議は長かった");
    found("meeting", "昨日のmeetingは長かった");
    found("カフェ", "駅前のｶﾌｪで");
    missed("か", "がんばる");
    found("เหนื่อย", "วันนี้ฉันเหนื่อยมาก");
    missed("เหนือ", "วันนี้ฉันเหนื่อยมาก");
    found("회의", "오늘 회의가 길었다");
    found("हिन्दी", "मैं हिन्दी बोलता हूँ");
    missed("हनद", "मैं हिन्दी बोलता हूँ");
}

#[test]
fn phrases_and_negation() {
    found("\"long day\"", "It was a long day.");
    found("\"long day\"", "It was a Long\n  Day");
    missed("\"long day\"", "the day was long");
    missed("\"long day\"", "long days");
    missed("\"long day\"", "long, day");
    found("\"he said: no\"", "And he said: no!");
    found("„langer Tag“", "ein langer Tag");
    found("「長い会議」", "とても長い会議だった");
    found("day -night", "a day");
    missed("day -night", "day and night");
    missed("-\"long day\"", "a long day");
    found("\"never closed", "it was never closed");
    found("-", "a dash alone asks nothing");
    found("5\"", "a 5\" screen");
}

fn entry() -> EntryRow {
    let fields = EntryFields {
        when: "2026-11-20T22:10:00+01:00[Europe/Berlin]".into(),
        title: "Büro".into(),
        body: "Nothing special.".into(),
        mood: Some(4),
        emotions: vec!["müde".into(), "let down".into()],
        triggers: vec!["meeting".into()],
        tags: vec!["Arbeit".into(), "ärger".into()],
        steps: vec![2],
        star: true,
        ..EntryFields::default()
    };
    fields.into()
}

#[test]
fn filters_that_say_yes_and_their_opposites() {
    let row = entry();
    let yes = |text: &str| {
        assert!(query(text).matches_row(&row, &mut String::new()), "{text}");
        let turned = format!("-{text}");
        assert!(
            !query(&turned).matches_row(&row, &mut String::new()),
            "{turned}"
        );
    };
    for text in [
        "buro",
        "tag:arbeit",
        "tag:ARBEIT",
        "tag:Arger",
        "tag:#arbeit",
        "emotion:mude",
        "emotion:\"let down\"",
        "trigger:meeting",
        "mood:4",
        "mood:<5",
        "mood:<=4",
        "mood:>3",
        "mood:>=4",
        "mood:3-5",
        "mood:4..4",
        "step:2",
        "star:yes",
        "after:2026-11-19",
        "before:2026-11-21",
        "on:2026-11-20",
        "on:2026-11",
        "on:2026",
        "before:today",
        "before:yesterday",
        "after:7d",
        "before:2d",
        "after:2026-10",
        "before:2026-12",
        "before:2027",
        "after:1w",
        "after:1m",
        "after:1y",
        "TAG:arbeit",
        "tag：arbeit",
    ] {
        yes(text);
    }
}

#[test]
fn filters_that_say_no() {
    let row = entry();
    let no = |text: &str| {
        assert!(!query(text).matches_row(&row, &mut String::new()), "{text}");
    };
    for text in [
        "tag:arb",
        "tag:meeting",
        "mood:<4",
        "mood:5-9",
        "step:3",
        "star:no",
        "after:2026-11-20",
        "before:2026-11-20",
        "before:2026-11",
        "after:2026-11",
        "on:today",
        "after:3d",
        "before:7d",
        "buro tag:home",
    ] {
        no(text);
    }
    let bare = EntryRow::default();
    assert!(!query("mood:>=1").matches_row(&bare, &mut String::new()));
    assert!(!query("after:2020").matches_row(&bare, &mut String::new()));
    assert!(query("star:no").matches_row(&bare, &mut String::new()));
}

#[test]
fn the_prepared_form_answers_the_same() {
    let row = entry();
    let mut buffer = String::new();
    let prepared = Searchable::of(&row, DayEnds::MIDNIGHT, &mut buffer);
    assert_eq!(prepared.when, Some(date(2026, 11, 20)));
    assert!(query("büro special mood:4 -night").matches(&prepared));
    assert!(!query("büro special mood:5").matches(&prepared));
    assert!(!query("büro -special").matches(&prepared));
}

#[test]
fn what_is_not_understood_is_said() {
    let error = |text: &str| Query::parse(text, &present()).unwrap_err();
    assert_eq!(
        error("color:red"),
        QueryError::UnknownFilter("color".into())
    );
    assert_eq!(error("tag:"), QueryError::NoValue("tag".into()));
    assert_eq!(error("mood:great"), QueryError::Mood("great".into()));
    assert_eq!(error("mood:11"), QueryError::Mood("11".into()));
    assert_eq!(error("step:two"), QueryError::Step("two".into()));
    assert_eq!(error("star:maybe"), QueryError::YesOrNo("maybe".into()));
    for date in [
        "2026-13-01",
        "2026-02-30",
        "soon",
        "12",
        "2026-01-01-01",
        "99999y",
        "+7d",
    ] {
        let error = error(&format!("before:{date}"));
        assert!(matches!(error, QueryError::Date(_)), "{date}: {error}");
        assert!(error.to_string().contains(date), "{error}");
    }
    assert_eq!(error(&"a ".repeat(80)), QueryError::TooLong);
    assert_eq!(error(&"a".repeat(1001)), QueryError::TooLong);
    assert!(error("color:red").to_string().contains("quotes"));
}

fn shown(body: &str, asked: &str, width: usize) -> String {
    let parts = snippet(body, &query(asked), width);
    let marked = parts.iter().map(|part| {
        if part.hit {
            format!("[{}]", part.text)
        } else {
            part.text.clone()
        }
    });
    marked.collect()
}

#[test]
fn snippets_show_the_original_around_the_hit() {
    assert_eq!(
        shown("Ich war Müde\nund still.", "mude", 40),
        "Ich war [Müde] und still."
    );
    let long = "word ".repeat(50) + "Straße in the rain " + &"more ".repeat(50);
    assert_eq!(
        shown(&long, "strasse", 30),
        "…word word [Straße] in the rain m…"
    );
    assert_eq!(shown("今天的会议很长，很累", "会议", 6), "…天的[会议]很长…");
    assert_eq!(
        shown("just the beginning of it", "tag:x", 10),
        "just the b…"
    );
    assert_eq!(shown("", "x", 10), "");
    assert_eq!(shown("day and day", "day -night", 40), "[day] and [day]");
    assert_eq!(shown("cafe\u{301} noir", "cafe", 40), "[cafe\u{301}] noir");
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn folding_appends_whatever_the_buffer_held(before in "[a-zäか]{0,5}", text in "\\PC{0,40}") {
        let mut buffer = before.clone();
        fold_into(&text, &mut buffer);
        prop_assert_eq!(buffer, before + &fold(&text));
    }

    #[test]
    fn nothing_typed_panics(text in "\\PC{0,80}", body in "\\PC{0,200}", width in 0..100usize) {
        if let Ok(query) = Query::parse(&text, &present()) {
            let row = EntryFields::text(&body).into();
            query.matches_row(&row, &mut String::new());
            let parts = snippet(&body, &query, width);
            let letters: usize = parts.iter().map(|part| part.text.chars().count()).sum();
            prop_assert!(letters <= width.max(1) + 2);
        }
    }

    #[test]
    fn every_word_of_a_text_is_found_in_it(body in "([a-zA-ZäöüßÅéØ会议がд]{1,8} ){1,12}") {
        for word in body.split_whitespace() {
            prop_assert!(finds(word, &body), "{word:?}");
            let quoted = format!("\"{word}\"");
            prop_assert!(finds(&quoted, &body), "{quoted:?}");
            let parts = snippet(&body, &query(word), 1000);
            prop_assert!(parts.iter().any(|part| part.hit), "{word:?}");
        }
    }
}
