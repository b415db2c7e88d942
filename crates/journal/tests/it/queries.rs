//! The grammar of queries: what is read how, and what is refused with which words.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use jiff::Zoned;
use journal::{
    EntryFields, EntryRow, QUERY_DEPTH_MAX, QUERY_TERMS_MAX, Query, QueryError, snippet,
};
use proptest::prelude::*;

fn parse(asked: &str) -> Result<Query, QueryError> {
    let now: Zoned = "2026-11-23T22:10:00[UTC]".parse().unwrap();
    Query::parse(asked, &now.into())
}

fn finds(asked: &str, body: &str) -> bool {
    let row = EntryRow::from(EntryFields::text(body));
    let query = parse(asked).unwrap_or_else(|error| panic!("{asked:?}: {error}"));
    query.matches_row(&row, &mut String::new())
}

fn error(asked: &str) -> QueryError {
    parse(asked).expect_err(asked)
}

/// Which of `a`, `b`, `c` and their pairs a query finds.
fn found_of(asked: &str) -> Vec<&'static str> {
    let all = ["", "a", "b", "c", "a b", "a c", "b c", "a b c"];
    all.into_iter().filter(|body| finds(asked, body)).collect()
}

#[test]
fn or_separates_and_parentheses_group() {
    assert_eq!(found_of("a OR b c"), ["a", "a b", "a c", "b c", "a b c"]);
    assert_eq!(found_of("a b OR c"), found_of("(a b) OR c"));
    assert_eq!(found_of("(a OR b) c"), ["a c", "b c", "a b c"]);
    assert_eq!(found_of("c (a OR b)"), found_of("(a OR b) c"));
    assert_eq!(found_of("a AND b"), ["a b", "a b c"]);
    assert_eq!(found_of("a AND b"), found_of("a b"));
    assert_eq!(found_of("((a))"), found_of("a"));
    assert_eq!(found_of("a OR b OR c").len(), 7);
    assert_eq!(found_of("（a OR b） c"), found_of("(a OR b) c"));
}

#[test]
fn not_turns_one_thing_round() {
    assert_eq!(found_of("a -b"), ["a", "a c"]);
    for same in [
        "a NOT b",
        "a AND NOT b",
        "a –b",
        "a −b",
        "a -\"b\"",
        "a NOT NOT NOT b",
        "a -(b)",
    ] {
        assert_eq!(found_of(same), found_of("a -b"), "{same}");
    }
    assert_eq!(found_of("-(a OR b)"), ["", "c"]);
    assert_eq!(found_of("-(a b) c"), ["c", "a c", "b c"]);
    assert_eq!(found_of("-a OR b"), ["", "b", "c", "a b", "b c", "a b c"]);
    // What asks nothing is left out of what it stands in.
    assert_eq!(found_of("a OR \"\""), found_of("a"));
    assert_eq!(found_of("a -\"\" - ()"), found_of("a"));
    assert_eq!(found_of("\"\" OR ()").len(), 8);
}

#[test]
fn small_words_and_signs_inside_words_are_letters() {
    assert!(finds("or", "this or that"));
    assert!(finds("\"OR\"", "this or that"));
    assert!(finds("not and or", "not this and that or so"));
    assert!(finds("f(x)", "with f(x) drawn"));
    assert!(finds("\"(maybe)\"", "tomorrow (maybe)"));
    assert!(finds(":)", "good :)"));
    assert!(finds("rock\"n\"roll", "rock\"n\"roll"));
    assert!(finds("(rock\"n\"roll OR jazz)", "jazz"));
    assert!(finds(
        "https://example.org/a?b=c",
        "see https://example.org/a?b=c there"
    ));
    assert!(finds("why?", "but why?"));
    assert!(finds("(\"a long day\" OR night)", "it was a long day"));
    assert!(finds("(a (b OR f(x)))", "a f(x)"));
}

#[test]
fn a_tag_is_found_as_lists_write_it() {
    let row = EntryRow::from(EntryFields {
        tags: vec!["walk".into(), "work/late".into()],
        emotions: vec!["down".into()],
        ..EntryFields::default()
    });
    let finds = |asked: &&str| {
        let query = parse(asked).unwrap();
        query.matches_row(&row, &mut String::new())
    };
    let yes = ["#Walk", "＃walk", "#work*", "#*late", "#*", "-#wal"];
    let no = ["#wal", "#down", "-#walk", "\"#walk\"", "#", "#walk #none"];
    assert_eq!(yes.iter().find(|asked| !finds(asked)), None);
    assert_eq!(no.iter().find(|asked| finds(asked)), None);
}

#[test]
fn labels_are_found_as_a_whole_or_by_their_words() {
    let row = EntryRow::from(EntryFields {
        tags: vec![
            "walk".into(),
            "work/late".into(),
            "größe".into(),
            "c*".into(),
        ],
        emotions: vec!["let down".into(), "unhappy".into()],
        triggers: vec!["an old song".into(), "don\u{2019}t know".into()],
        ..EntryFields::default()
    });
    let yes = [
        "tag:walk",
        "tag:#Walk",
        "tag:＃walk",
        "tag:work/late",
        "tag:work*",
        "tag:*late",
        "tag:*",
        "tag:GROSSE",
        "tag:\"c*\"",
        "trigger:song",
        "trigger:\"old song\"",
        "trigger:OLD",
        "trigger:son*",
        "trigger:\"don't know\"",
        "emotion:down",
        "emotion:\"let  down\"",
        "emotion:un*",
        "emotion:*happy",
        "emotion:*",
        "tag:walk OR tag:none",
        "(tag:walk trigger:song)",
        "-tag:none",
    ];
    let no = [
        "tag:wal",
        "tag:work",
        "tag:late",
        "tag:none*",
        "trigger:son",
        "trigger:\"song old\"",
        "trigger:\"old son\"",
        "emotion:happy",
        "emotion:walk",
        "-tag:walk",
        "tag:walk tag:none",
    ];
    let finds = |asked: &str| {
        let query = parse(asked).unwrap();
        query.matches_row(&row, &mut String::new())
    };
    for asked in yes {
        assert!(finds(asked), "{asked}");
    }
    for asked in no {
        assert!(!finds(asked), "{asked}");
    }
    assert_eq!(error("tag:"), QueryError::NoValue("tag".into()));
    assert_eq!(error("trigger:\"\""), QueryError::NoValue("trigger".into()));
}

#[test]
fn what_is_no_operator_here_is_named_with_those_that_are() {
    for word in [
        "&", "+", "|", "||", "a|b", "a||b", "&&", "XOR", "NEAR", "NEAR/5", "!rain", "walk~",
        "walk~2", "r*ver", "r?ver",
    ] {
        let asked = format!("lake {word} river");
        assert_eq!(error(&asked), QueryError::Operator(word.into()));
        let said = error(&asked).to_string();
        assert!(
            said.contains("OR, NOT or -") && said.contains("quotes"),
            "{said}"
        );
    }
    for (asked, operator) in [
        ("OR a", "OR"),
        ("a OR", "OR"),
        ("a OR OR b", "OR"),
        ("(a OR) b", "OR"),
        ("AND a", "AND"),
        ("a AND", "AND"),
        ("a AND OR b", "AND"),
        ("NOT", "NOT"),
        ("a NOT", "NOT"),
        ("a NOT OR b", "NOT"),
        ("(NOT) a", "NOT"),
    ] {
        assert_eq!(error(asked), QueryError::OneSided(operator), "{asked}");
    }
    for asked in [
        "(a",
        "a)",
        "(a OR b",
        "a) OR (b",
        "((a)",
        ")",
        "(\"a)\"",
        "tag:walk)",
    ] {
        assert_eq!(error(asked), QueryError::Parenthesis, "{asked}");
    }
    assert_eq!(
        error("colour:red"),
        QueryError::UnknownFilter("colour".into())
    );
    assert!(
        error("(colour:red)")
            .to_string()
            .contains("tag, emotion, trigger")
    );
}

#[test]
fn what_is_meant_as_an_operator_is_told_how_it_is_written() {
    for (asked, instead) in [
        ("lake or river", "write OR, in capitals"),
        ("(lake Or river) rain", "write OR, in capitals"),
        ("+lake", "so write lake"),
        ("rain ++lake", "so write lake"),
        ("lake - rain", "write -word, without a blank"),
    ] {
        let said = error(asked).to_string();
        assert!(said.contains(instead) && said.contains("quotes"), "{said}");
    }
    for asked in ["tag:(a OR b)", "(TAG:(a OR b))", "-step:(1 OR 2)"] {
        let said = error(asked).to_string();
        assert!(said.contains(":one OR "), "{said}");
    }
    for asked in ["mood:9-2", "mood:11", "mood:<1", "mood:>10", "mood:0"] {
        let said = error(asked).to_string();
        assert!(said.contains("no mood from 1 to 10"), "{said}");
    }
    // Words that people look for.
    for asked in [
        "\"lake or river\"",
        "or",
        "lake or",
        "+49",
        "- lake",
        "lake – rain",
        "C++",
    ] {
        assert!(parse(asked).is_ok(), "{asked}");
    }
    assert_eq!(
        parse("step:12 -step:200 mood:3").unwrap().steps(),
        [12, 200]
    );
}

#[test]
fn depth_and_size_are_bounded() {
    let deep = |depth: usize| "(".repeat(depth) + "a" + &")".repeat(depth);
    assert!(finds(&deep(QUERY_DEPTH_MAX), "a"));
    assert_eq!(error(&deep(QUERY_DEPTH_MAX + 1)), QueryError::TooDeep);
    assert_eq!(error(&"(".repeat(1_000)), QueryError::TooDeep);
    assert_eq!(
        error(&"a OR ".repeat(QUERY_TERMS_MAX + 1)),
        QueryError::TooLong
    );
    assert!(finds(&("-".repeat(998) + "a"), "a"));
}

/// A query and what it means, made together.
fn asked() -> impl Strategy<Value = (String, fn(u8) -> bool)> {
    prop_oneof![
        Just(("a".to_owned(), (|has: u8| has & 1 != 0) as fn(u8) -> bool)),
        Just(("b".to_owned(), (|has: u8| has & 2 != 0) as fn(u8) -> bool)),
        Just(("c".to_owned(), (|has: u8| has & 4 != 0) as fn(u8) -> bool)),
    ]
}

/// A tree of operators with what it means for each of the eight texts.
fn tree() -> impl Strategy<Value = (String, Vec<bool>)> {
    let leaf = asked().prop_map(|(text, holds)| (text, (0..8).map(holds).collect::<Vec<bool>>()));
    leaf.prop_recursive(4, 24, 3, |inner| {
        let both = (inner.clone(), inner.clone());
        prop_oneof![
            both.clone().prop_map(|((a, x), (b, y))| {
                let either = x.iter().zip(&y).map(|(x, y)| *x || *y);
                (format!("({a} OR {b})"), either.collect())
            }),
            both.prop_map(|((a, x), (b, y))| {
                let each = x.iter().zip(&y).map(|(x, y)| *x && *y);
                (format!("({a} {b})"), each.collect())
            }),
            inner.prop_map(|(a, x)| (format!("-({a})"), x.iter().map(|x| !x).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn a_tree_of_operators_means_what_it_says((asked, means) in tree()) {
        let texts = ["", "a", "b", "a b", "c", "a c", "b c", "a b c"];
        if let Ok(query) = parse(&asked) {
            for (text, means) in texts.into_iter().zip(means) {
                let row = EntryRow::from(EntryFields::text(text));
                prop_assert_eq!(query.matches_row(&row, &mut String::new()), means, "{} in {:?}", asked, text);
            }
        }
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(asked in "[ab()*:\"“”|&!~?#–\\-ORNAD ]{0,60}", body in "\\PC{0,80}") {
        if let Ok(query) = parse(&asked) {
            let row = EntryRow::from(EntryFields::text(&body).tag("a"));
            let found = query.matches_row(&row, &mut String::new());
            // A quote that is not closed, or a face like :), would take in the parenthesis that is added.
            let stays = !asked.contains(['"', '“', '”', ')']);
            let turned = parse(&format!("-({asked})"));
            if let Ok(turned) = turned && stays && !query.is_empty() {
                prop_assert_ne!(turned.matches_row(&row, &mut String::new()), found);
            }
            snippet(&body, &query, 40);
        }
    }
}
