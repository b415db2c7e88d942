//! Handouts: what a rule shows, sealed once into a file that somebody opens with words, in a browser. Nothing of what it
//! shows is kept here, and it follows no later change; what is kept is the key to replies.

use std::collections::BTreeMap;

use jiff::Zoned;
use jiff::civil::Date;
use journal::{FieldValue, ITEM_FIELD, Row, ShareRule};
use programme::insight::{Figure, Insight, Point, RECORDS_MIN, Value};
use serde_json::{Value as Json, json};
use vault::Handout;

use crate::blocking::Shares;
use crate::error::{ReadError, WriteError};
use crate::replies::page::SealedPage;
use crate::share_items::item_name;
use crate::share_new::{ShareNames, check_name};
use crate::shares::Publication;
use crate::shares::words::SharedItem;
use crate::{Confirmed, Error, Vault};

/// The version of what is inside a handout.
const VERSION: u8 = 1;

/// A handout before it is sealed: exactly what will be read.
#[derive(Debug, Clone, PartialEq)]
pub struct HandoutDraft {
    /// Who is who.
    pub names: ShareNames,
    /// When it is made.
    pub made: Zoned,
    /// The last moment at which it is shown. A courtesy: whoever has file and words can read it later, too.
    pub ends: Option<Zoned>,
    /// Entries and worksheets, named as the handout names them.
    pub publication: Publication,
    /// What is drawn: the mood of these entries, or the figures of the whole journal if the rule says so.
    pub insights: Vec<Insight>,
    id: [u8; 16],
    items: [u8; 32],
}

impl Shares<'_> {
    /// What a handout under this rule would hold. Nothing is made.
    ///
    /// # Errors
    /// [`ReadError::Invalid`] for an empty rule, a name that is none, or an end in the past.
    pub fn draft_handout(
        &self,
        names: impl Into<ShareNames>,
        rule: &ShareRule,
        ends: Option<Zoned>,
    ) -> Result<HandoutDraft, ReadError> {
        let vault = self.vault;
        let names = names.into();
        if names.reader.trim().is_empty() {
            return Err(ReadError::Invalid("say whom it is for".into()));
        }
        check_name(&names.reader)?;
        check_name(&names.owner)?;
        if rule.is_empty() {
            return Err(ReadError::Invalid(
                "choose what to hand over: steps, tags, dates or entries".into(),
            ));
        }
        let made = vault.env().now();
        if ends.as_ref().is_some_and(|ends| *ends <= made) {
            return Err(ReadError::Invalid("the end is in the past".into()));
        }
        let rule = vault.of_present_journey(rule)?;
        let items = vault.env().random();
        let mut publication = vault.handed_out(&rule, &items)?;
        // They are drawn.
        let figures = &programme::definitions::shared_insights().id;
        publication
            .worksheets
            .retain(|row| row.definition != *figures);
        let insights = if rule.insights {
            vault.drawn_figures(&rule.journey)?
        } else {
            moods(&publication).into_iter().collect()
        };
        Ok(HandoutDraft {
            names,
            made,
            ends,
            publication,
            insights,
            id: vault.env().random(),
            items,
        })
    }

    /// Seals it to words that are drawn now. Takes about a second. `draw` makes of the insights what the page draws;
    /// this crate draws nothing. The key to replies is kept in the journal first.
    ///
    /// # Errors
    /// [`WriteError::Locked`], or what the disk says; then nothing is sealed.
    pub fn seal_handout(
        &self,
        draft: &HandoutDraft,
        draw: impl FnOnce(&[Insight]) -> Json,
        confirmed: &Confirmed,
    ) -> Result<Handout, WriteError> {
        let home = self.vault.own_space()?;
        let page = SealedPage::new(self.vault, draft.id, draft.items, &draft.names.reader);
        page.keep(self.vault, home)?;
        let content = draft.content(&draw(&draft.insights), &page).to_string();
        let content = zeroize::Zeroizing::new(content);
        Ok(self.vault.seal_handout(content.as_bytes(), confirmed))
    }
}

impl Vault {
    /// What the rule shows, each item named by a secret of this handout: two handouts of the same cannot be compared.
    fn handed_out(&self, rule: &ShareRule, secret: &[u8; 32]) -> Result<Publication, Error> {
        self.preview_of(rule, |shown| {
            let name = item_name(secret, shown.source.as_deref()?);
            if let Row::Sheet(row) = &mut shown.row {
                let value = FieldValue::Line(name.clone());
                row.fields.0.insert(ITEM_FIELD.to_owned(), value);
            }
            Some(name)
        })
    }

    /// The figures that a share may show, without the records behind them and without the person's own text.
    fn drawn_figures(&self, journey: &str) -> Result<Vec<Insight>, Error> {
        let figures = self.shared_figures(journey)?.into_iter();
        let stripped = figures.map(|(_, mut insight)| {
            let is_figure = |figure: &Figure| !matches!(figure.value, Value::Notes(_));
            insight.figures.retain(is_figure);
            insight
        });
        Ok(stripped.collect())
    }
}

impl HandoutDraft {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.publication.is_empty() && self.insights.is_empty()
    }

    /// What is sealed, as FORMAT.md says.
    fn content(&self, figures: &Json, page: &SealedPage) -> Json {
        let items: Vec<Json> = self.publication.items().iter().map(item).collect();
        let moment = |at: &Zoned, words: &str| json!({ "at": at.timestamp().as_second(), "words": at.strftime(words).to_string() });
        json!({
            "v": VERSION,
            "page": page.page,
            "reply_to": page.key.recipient(),
            "reply_secret": data_encoding::HEXLOWER.encode(&page.secret),
            "for": self.names.reader.trim(),
            "by": self.names.owner.trim(),
            "made": moment(&self.made, "%-d %B %Y, %H:%M"),
            "ends": self.ends.as_ref().map(|at| moment(at, "%-d %B %Y")),
            "summary": self.summary(),
            "figures": figures,
            "items": items,
        })
    }

    /// The first lines: what is in it, and the first figure of each insight.
    fn summary(&self) -> Vec<[String; 2]> {
        let mut lines = Vec::new();
        let mut line = |name: &str, words: String| lines.push([name.to_owned(), words]);
        let days = self.publication.entries.iter();
        let days: Vec<Date> = days.map(|entry| entry.moment().date()).collect();
        if let (Some(from), Some(to)) = (days.iter().min(), days.iter().max()) {
            let day = |date: &Date| date.strftime("%-d %B %Y").to_string();
            let entries = match days.len() {
                1 => "1 entry".to_owned(),
                many => format!("{many} entries"),
            };
            let period = if from == to {
                format!("{entries}, {}", day(from))
            } else {
                format!("{entries}, {} to {}", day(from), day(to))
            };
            line("Entries", period);
        }
        let sheets = self.publication.worksheets.iter();
        let sheets = sheets.filter_map(|row| self.publication.definition(row));
        let titles: Vec<String> = sheets
            .map(|definition| match definition.step {
                Some(step) => format!("step {step}, {}", definition.title),
                None => definition.title.clone(),
            })
            .collect();
        if !titles.is_empty() {
            line("Worksheets", titles.join("; "));
        }
        for insight in &self.insights {
            let mut figures = insight.figures.iter();
            let first = figures.find_map(|figure| Some((figure, figure.value.one_line()?)));
            if let Some((figure, words)) = first {
                line(&insight.title, format!("{}: {words}", figure.label));
            }
        }
        lines
    }
}

fn item(item: &SharedItem) -> Json {
    let kind = if item.at.is_some() {
        "entry"
    } else {
        "worksheet"
    };
    let answers = item.answers.iter().map(|answer| {
        let date = answer
            .date
            .map(|date| date.strftime("%-d %B %Y").to_string());
        json!({ "question": answer.question, "date": date, "text": answer.text })
    });
    let when = item.at.as_ref();
    let when = when.map(|at| at.strftime("%A, %-d %B %Y, %H:%M %Z").to_string());
    json!({
        "id": item.id,
        "kind": kind,
        "title": item.title,
        "when": when,
        "facts": item.facts,
        "text": item.text,
        "note": item.note,
        "answers": answers.collect::<Vec<_>>(),
    })
}

/// The mood of the entries that are shown, day by day; `None` where none of them has one.
fn moods(publication: &Publication) -> Option<Insight> {
    let mut by_day: BTreeMap<Date, Vec<f64>> = BTreeMap::new();
    for entry in &publication.entries {
        if let Some(mood) = entry.mood {
            let day = by_day.entry(entry.moment().date()).or_default();
            day.push(f64::from(mood));
        }
    }
    let mean = |moods: &[f64]| moods.iter().sum::<f64>() / moods.len() as f64;
    let (from, to) = (*by_day.keys().next()?, *by_day.keys().next_back()?);
    let have = u32::try_from(by_day.len()).unwrap_or(u32::MAX);
    let enough = have >= RECORDS_MIN;
    let figure = |id: &str, label: &str, value| Figure {
        id: id.to_owned(),
        label: label.to_owned(),
        note: String::new(),
        value,
        axis: Some((1, 10)),
        means: "mood",
        why: Vec::new(),
    };
    let mut figures = Vec::new();
    if enough {
        let all: Vec<f64> = by_day.values().flatten().copied().collect();
        figures.push(figure("mean", "On average", Value::Mean(mean(&all))));
    }
    let points = by_day.iter().map(|(date, moods)| Point {
        date: *date,
        value: mean(moods),
        average: None,
        why: Vec::new(),
    });
    let daily = if enough {
        Value::Series(points.collect())
    } else {
        let need = RECORDS_MIN;
        Value::TooFew { have, need }
    };
    figures.push(figure("daily", "Day by day", daily));
    Some(Insight {
        id: "mood",
        title: "Mood of these entries".to_owned(),
        from,
        to,
        figures,
    })
}
