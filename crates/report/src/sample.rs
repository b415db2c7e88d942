//! Insights to draw in tests: an ordinary summary, one of everything empty, one of everything huge, and hostile text.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use programme::insight::{
    Bar, CalendarDay, DocId, Figure, Insight, ItemId, Note, Point, Record, Source, Value,
};

/// A figure without records of its own.
pub fn figure(label: &str, value: Value) -> Figure {
    Figure {
        id: label.to_lowercase().replace(' ', "_"),
        label: label.to_owned(),
        note: String::new(),
        value,
        axis: None,
        means: "mood",
        why: Vec::new(),
    }
}

/// An insight of these figures.
pub fn insight(title: &str, figures: Vec<Figure>) -> Insight {
    Insight {
        id: "sample",
        title: title.to_owned(),
        from: date(2026, 9, 27),
        to: date(2026, 11, 25),
        figures,
    }
}

/// The record of an entry.
pub fn entry(day: Date, number: u8) -> Record {
    Record {
        at: Some(day.at(21, 30, 0, 0)),
        source: Source::Entry(DocId::from_bytes([number; 16])),
    }
}

/// The record of an urge.
pub fn urge(day: Date, number: u8) -> Record {
    Record {
        at: Some(day.at(23, 5, 0, 0)),
        source: Source::Item {
            definition: "no-contact".to_owned(),
            list: "urges".to_owned(),
            item: ItemId::from_bytes([number; 8]),
        },
    }
}

fn count(value: i64, unit: &str) -> Value {
    Value::Count {
        value,
        unit: unit.to_owned(),
    }
}

fn days(from: Date, count: i64) -> impl Iterator<Item = (i64, Date)> {
    (0..count).map(move |day| (day, from.saturating_add(day.days())))
}

/// Moods that go up and down, on most days.
pub fn moods(from: Date, length: i64) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for (day, date) in days(from, length).filter(|(day, _)| day % 11 != 4) {
        let wave = (day as f64 / 9.0).sin() * 1.4 + day as f64 / length as f64 * 2.0;
        let noise = f64::from(((day * 7919) % 31) as i32) / 10.0 - 1.5;
        let recent: Vec<f64> = points.iter().rev().take(6).map(|p| p.value).collect();
        let value = (4.6 + wave + noise).clamp(1.0, 10.0).round();
        let average = (recent.len() == 6).then(|| (recent.iter().sum::<f64>() + value) / 7.0);
        points.push(Point {
            date,
            value,
            average,
            why: vec![entry(date, (day % 200) as u8)],
        });
    }
    points
}

/// Promises kept and missed.
pub fn promises(from: Date, length: i64) -> Vec<CalendarDay> {
    days(from, length)
        .filter(|(day, _)| day % 9 != 5)
        .map(|(day, date)| CalendarDay {
            date,
            kept: u32::from(day % 13 != 3) * 2,
            missed: u32::from(day % 13 == 3 || day % 6 == 1),
            unsaid: 0,
            why: vec![urge(date, (day % 200) as u8)],
        })
        .collect()
}

/// Bars with a mean.
pub fn bars(parts: &[(&str, u32, f64)]) -> Value {
    let bar = |(label, count, mean): &(&str, u32, f64)| Bar {
        label: (*label).to_owned(),
        count: *count,
        mean: Some(*mean),
        why: (0..*count)
            .map(|n| entry(date(2026, 11, 1), n as u8))
            .collect(),
    };
    Value::Bars(parts.iter().map(bar).collect())
}

/// A note with a date.
pub fn note(day: i8, head: &str, text: &str) -> Note {
    Note {
        date: Some(date(2026, 11, day)),
        head: head.to_owned(),
        text: text.to_owned(),
        why: vec![entry(date(2026, 11, day), day.unsigned_abs())],
    }
}

/// What a summary since the last session looks like.
pub fn summary() -> Insight {
    let mut commitments = figure("Promises kept", Value::Share { part: 178, of: 203 });
    commitments.note = "A week counts as good from 80 % on.".to_owned();
    let mood = Figure {
        note: "How the days were rated, 1 to 10.".to_owned(),
        axis: Some((1, 10)),
        ..figure("Mood", Value::Series(moods(date(2026, 9, 27), 60)))
    };
    let kept = promises(date(2026, 8, 6), 112);
    let words = Value::Notes(vec![
        note(
            19,
            "A walk along the river",
            "I noticed that I stopped rehearsing what I would say to her. For about twenty minutes I was only \
             there: the cold, the dog that wanted my glove, the light.\n\nThen it came back, \u{201c}she would have \
             liked this\u{201d}, and I let it be a sentence and not an order. 🙂",
        ),
        note(
            21,
            "Gespräch mit Jürgen",
            "Er fragte, ob ich immer noch „alles erklären“ müsse. Größer als die Frage war, dass ich nicht \
             beleidigt war. Früher hätte ich das Wochenende damit verbracht, mich zu rechtfertigen.",
        ),
        note(
            22,
            "Письмо, которое я не отправлю",
            "Я написал его и положил в ящик. Καλημέρα, ἀρχὴ ἥμισυ παντός — the beginning is half of everything.",
        ),
        note(
            24,
            "What I would like to talk about",
            "The envelope that came back.",
        ),
    ]);
    insight(
        "Since the last session",
        vec![
            figure("Days with an entry", Value::Share { part: 52, of: 60 }),
            figure("Mean mood", Value::Mean(5.83)),
            figure("No contact, current run", count(41, "days")),
            figure("No contact, longest run", count(41, "days")),
            figure("Urges resisted", count(17, "urges")),
            figure("Slips", count(1, "slips")),
            commitments,
            figure("Good weeks in a row", count(6, "weeks")),
            mood,
            figure(
                "Emotions",
                bars(&[
                    ("longing", 23, 4.2),
                    ("calm", 19, 7.1),
                    ("shame, the quiet kind that comes after dinner", 11, 3.9),
                    ("Hoffnung", 8, 6.8),
                    ("anger", 4, 4.0),
                    ("pride", 2, 8.0),
                ]),
            ),
            figure("Follow-through", Value::Calendar(kept)),
            figure("Pairs that recur", Value::TooFew { have: 3, need: 5 }),
            figure("Entries shared", words),
        ],
    )
}

/// Every kind of figure with nothing in it.
pub fn empty() -> Insight {
    insight(
        "Empty",
        vec![
            figure("Count", count(0, "days")),
            figure("Share", Value::Share { part: 0, of: 0 }),
            figure("Mean", Value::Mean(f64::NAN)),
            figure("Series", Value::Series(Vec::new())),
            figure("Bars", Value::Bars(Vec::new())),
            figure("Calendar", Value::Calendar(Vec::new())),
            figure("Notes", Value::Notes(Vec::new())),
            figure("Few", Value::TooFew { have: 0, need: 5 }),
        ],
    )
}

/// Three years of days, many bars, and a note of about a megabyte.
pub fn huge() -> Insight {
    let names: Vec<String> = (0..300).map(|n| format!("emotion {n}")).collect();
    let parts: Vec<(&str, u32, f64)> = names.iter().map(|name| (&**name, 3, 5.0)).collect();
    let text = "Ein Satz, der nicht aufhört, mit Übung und Geduld. ".repeat(20_000);
    insight(
        "Huge",
        vec![
            figure("Series", Value::Series(moods(date(2023, 11, 25), 1100))),
            figure(
                "Calendar",
                Value::Calendar(promises(date(2023, 11, 25), 1100)),
            ),
            figure("Bars", bars(&parts)),
            figure("Notes", Value::Notes(vec![note(1, "Long", &text)])),
        ],
    )
}

/// Text that tries to be markup, an order to a terminal, a link, or to hide.
pub const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> </style></svg>]]> \
    \u{1b}[2J\u{1b}]0;t\u{7}\u{9b}31m\r\u{202e}evil\u{2066}\u{e0041}\0 &amp; (\\) /JS שלום 日本語 👩‍👧";

/// Hostile text wherever foreign text goes.
pub fn hostile() -> Insight {
    let mut figures = vec![
        figure(HOSTILE, count(1, HOSTILE)),
        figure(
            HOSTILE,
            bars(&[(HOSTILE, 3, 5.0), ("plain", 1, f64::INFINITY)]),
        ),
        figure(HOSTILE, Value::Notes(vec![note(1, HOSTILE, HOSTILE)])),
        figure(HOSTILE, Value::TooFew { have: 7, need: 5 }),
        figure(HOSTILE, Value::Series(moods(date(2026, 11, 1), 3))),
        figure(HOSTILE, Value::Calendar(promises(date(2026, 11, 1), 3))),
    ];
    for figure in &mut figures {
        figure.note = HOSTILE.to_owned();
        figure.why = vec![
            Record {
                at: None,
                source: Source::Item {
                    definition: HOSTILE.to_owned(),
                    list: HOSTILE.to_owned(),
                    item: ItemId::from_bytes([1; 8]),
                },
            },
            Record {
                at: None,
                source: Source::Field {
                    definition: HOSTILE.to_owned(),
                    field: HOSTILE.to_owned(),
                },
            },
        ];
    }
    insight(HOSTILE, figures)
}

/// A JPEG of 40 columns and 30 lines with so many parts of colour, turned as Exif numbers it. There is nothing to see.
pub fn jpeg(parts: u8, turned: u8) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1, 0, 34];
    bytes.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01");
    bytes.extend([0, turned, 0, 0, 0, 0, 0, 0]);
    bytes.extend([0xff, 0xc0, 0, 11, 8, 0, 30, 0, 40, parts, 1, 0x11, 0]);
    bytes.extend([0xff, 0xda, 0, 2, 0xff, 0xd9]);
    bytes
}
