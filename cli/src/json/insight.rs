//! The JSON of insights.
//!
//! ```json
//! { "id": "mood", "title": "Mood", "from": "2026-09-27", "to": "2026-11-25", "figures": [ … ] }
//! ```
//!
//! Every figure has `id`, `label`, `note`, `kind` and `why`; the rest depends on `kind`:
//!
//! | kind | fields |
//! |---|---|
//! | `count` | `value`, `unit` |
//! | `mean`, `change` | `value` |
//! | `share` | `part`, `of`, `share` (0 to 1, null of nothing) |
//! | `series` | `points`: `date`, `value`, `average`, `why` |
//! | `bars` | `means`: what the means are of; `bars`: `label`, `count`, `mean`, `why` |
//! | `calendar` | `days`: `date`, `kept`, `missed`, `unsaid`, `why` |
//! | `notes` | `notes`: `date`, `head`, `text`, `why` |
//! | `too_few` | `have`, `need` |
//!
//! A record of `why` has `at` (a civil moment or null) and `kind`: `entry` with `id`, `item` with `definition`, `list`
//! and `item`, `field` with `definition` and `field`. Ids are written out in full.

use engine::insight::{Figure, Insight, Record, Source, Value};
use serde_json::{Value as Json, json};

/// The shape of `insight`.
pub(crate) fn shape(insight: &Insight) -> Json {
    json!({
        "id": insight.id,
        "title": insight.title,
        "from": insight.from.to_string(),
        "to": insight.to.to_string(),
        "figures": insight.figures.iter().map(figure).collect::<Vec<_>>(),
    })
}

fn figure(figure: &Figure) -> Json {
    let mut shape = value(&figure.value, figure.means);
    shape["id"] = json!(figure.id);
    shape["label"] = json!(figure.label);
    shape["note"] = json!(figure.note);
    shape["why"] = records(&figure.why);
    shape
}

/// The fields that depend on the kind, and the kind. Numbers that are none become null.
fn value(value: &Value, means: &str) -> Json {
    match value {
        Value::Count { value, unit } => json!({ "kind": "count", "value": value, "unit": unit }),
        Value::Mean(mean) => json!({ "kind": "mean", "value": mean }),
        Value::Change(change) => json!({ "kind": "change", "value": change }),
        Value::Share { part, of } => {
            let share = (*of > 0).then(|| f64::from(*part) / f64::from(*of));
            json!({ "kind": "share", "part": part, "of": of, "share": share })
        }
        Value::Series(points) => {
            let points = points.iter().map(|point| {
                json!({
                    "date": point.date.to_string(), "value": point.value,
                    "average": point.average, "why": records(&point.why),
                })
            });
            json!({ "kind": "series", "points": points.collect::<Vec<_>>() })
        }
        Value::Bars(bars) => {
            let bars = bars.iter().map(|bar| {
                json!({
                    "label": bar.label, "count": bar.count, "mean": bar.mean,
                    "why": records(&bar.why),
                })
            });
            json!({ "kind": "bars", "means": means, "bars": bars.collect::<Vec<_>>() })
        }
        Value::Calendar(days) => {
            let days = days.iter().map(|day| {
                json!({
                    "date": day.date.to_string(), "kept": day.kept, "missed": day.missed,
                    "unsaid": day.unsaid,
                    "why": records(&day.why),
                })
            });
            json!({ "kind": "calendar", "days": days.collect::<Vec<_>>() })
        }
        Value::Notes(notes) => {
            let notes = notes.iter().map(|note| {
                json!({
                    "date": note.date.map(|date| date.to_string()), "head": note.head,
                    "text": note.text, "why": records(&note.why),
                })
            });
            json!({ "kind": "notes", "notes": notes.collect::<Vec<_>>() })
        }
        Value::TooFew { have, need } => json!({ "kind": "too_few", "have": have, "need": need }),
    }
}

fn records(why: &[Record]) -> Json {
    Json::Array(why.iter().map(record).collect())
}

fn record(record: &Record) -> Json {
    let mut shape = match &record.source {
        Source::Entry(id) => json!({ "kind": "entry", "id": id.to_string() }),
        Source::Item {
            definition,
            list,
            item,
        } => json!({
            "kind": "item", "definition": definition, "list": list, "item": item.to_string(),
        }),
        Source::Field { definition, field } => {
            json!({ "kind": "field", "definition": definition, "field": field })
        }
    };
    shape["at"] = json!(record.at.map(|at| at.to_string()));
    shape
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use report::sample;

    #[test]
    fn figures_have_their_kind_and_fields() {
        let shape = shape(&sample::summary());
        assert_eq!(shape["from"], "2026-09-27");
        let figures = shape["figures"].as_array().unwrap();
        let kinds: Vec<_> = figures.iter().filter_map(|f| f["kind"].as_str()).collect();
        let expected = [
            "share", "mean", "count", "count", "count", "count", "share", "count", "series",
            "bars", "calendar", "too_few", "notes",
        ];
        assert_eq!(kinds, expected);
        for figure in figures {
            for field in ["id", "label", "note", "why"] {
                assert!(!figure[field].is_null(), "{field}");
            }
        }
        assert_eq!(figures[6]["note"], "A week counts as good from 80 % on.");
        assert_eq!(figures[9]["bars"][0]["why"].as_array().unwrap().len(), 23);
        assert_eq!(figures[11]["need"], 5);
    }

    #[test]
    fn records_are_named_in_full() {
        assert_eq!(
            record(&sample::urge(date(2026, 11, 3), 0)),
            json!({
                "at": "2026-11-03T23:05:00", "kind": "item", "definition": "no-contact",
                "list": "urges", "item": "aaaaaaaaaaaaa",
            })
        );
        assert_eq!(
            record(&sample::entry(date(2026, 11, 3), 0)),
            json!({
                "at": "2026-11-03T21:30:00", "kind": "entry", "id": "aaaaaaaaaaaaaaaaaaaaaaaaaa",
            })
        );
    }

    #[test]
    fn nothing_is_null_and_not_a_number_too() {
        let shape = shape(&sample::empty());
        assert_eq!(shape["figures"][1]["share"], Json::Null);
        assert_eq!(shape["figures"][2]["value"], Json::Null);
        assert_eq!(shape["figures"][3]["points"], json!([]));
    }
}
