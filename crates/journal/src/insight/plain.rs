//! Insights as plain text, for those who get figures and not the journal they come from: no record is named.

use crate::insight::figure::day_words;
use crate::insight::{Figure, Insight, Value};

impl Insight {
    /// The figures as lines of text, without the records behind them. Parts that hold a person's own text (notes) are
    /// left out.
    pub fn plain(&self) -> String {
        let mut text = format!("{} to {}", day_words(self.from), day_words(self.to));
        for figure in &self.figures {
            for line in lines(figure) {
                text.push('\n');
                text.push_str(&line);
            }
        }
        text
    }
}

fn lines(figure: &Figure) -> Vec<String> {
    let label = &figure.label;
    match &figure.value {
        Value::Count { value, unit } => {
            vec![format!("{label}: {value} {unit}").trim_end().to_owned()]
        }
        Value::Mean(mean) => vec![format!("{label}: {mean:.1}")],
        Value::Share { of: 0, .. } => vec![format!("{label}: nothing yet")],
        Value::Share { part, of } => vec![format!("{label}: {part} of {of}")],
        Value::TooFew { have, need } => {
            vec![format!("{label}: {have} of {need} records needed")]
        }
        Value::Series(points) => points
            .last()
            .map(|last| {
                let days = points.len();
                let average = last
                    .average
                    .map_or(String::new(), |mean| format!(", average {mean:.1}"));
                format!("{label}: {days} days, last {:.1}{average}", last.value)
            })
            .into_iter()
            .collect(),
        Value::Bars(bars) => {
            let parts = bars.iter().map(|bar| match bar.mean {
                Some(mean) => format!("{} {} (mean {mean:.1})", bar.label, bar.count),
                None => format!("{} {}", bar.label, bar.count),
            });
            vec![format!("{label}: {}", parts.collect::<Vec<_>>().join(", "))]
        }
        Value::Calendar(days) => {
            let (kept, missed) = days.iter().fold((0, 0), |(kept, missed), day| {
                (kept + day.kept, missed + day.missed)
            });
            vec![format!("{label}: {kept} kept, {missed} missed")]
        }
        Value::Notes(_) => Vec::new(),
    }
}
