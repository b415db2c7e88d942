//! An entry in a list, the days of a list, and the facts of an entry.

use engine::views::{EntryView, SnippetPart};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{glyph, words};

/// Characters of a text that a list shows; two lines of them are seen.
const BEGINNING_CHARS: usize = 240;
/// Characters of a first line that names an entry without a title.
const NAME_CHARS: usize = 60;

/// Where an entry is read.
pub(crate) fn path(entry: &EntryView) -> String {
    format!("/n/{}", entry.id)
}

/// The title, or the first words of the text.
pub(crate) fn name(entry: &EntryView) -> String {
    let title = entry.title.trim();
    if !title.is_empty() {
        return words::line(title);
    }
    match first_words(&entry.body) {
        ("", _) => match entry.mood {
            Some(mood) => format!("Mood {mood}"),
            None => "Without words".to_owned(),
        },
        (first, "") => words::line(first),
        (first, _) => words::line(&format!("{first} …")),
    }
}

/// The first line of a text, or as many of its words as make a name, and what comes after them.
fn first_words(text: &str) -> (&str, &str) {
    let text = text.trim();
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end();
    let Some((most, _)) = line.char_indices().nth(NAME_CHARS) else {
        return (line, rest.trim_start());
    };
    // A word that is longer than a name is cut.
    let cut = line[..most].rfind(char::is_whitespace).unwrap_or(most);
    (line[..cut].trim_end(), text[cut..].trim_start())
}

/// As many characters of a text, on one line.
fn beginning(text: &str, chars: usize) -> String {
    let flat: Vec<&str> = text.split_whitespace().collect();
    let flat = flat.join(" ");
    let mut kept: String = flat.chars().take(chars).collect();
    if kept.len() < flat.len() {
        kept.push('…');
    }
    words::line(&kept)
}

/// What a list shows of the text: what comes after the name.
fn rest(entry: &EntryView) -> String {
    let rest = if entry.title.trim().is_empty() {
        first_words(&entry.body).1
    } else {
        &entry.body
    };
    beginning(rest, BEGINNING_CHARS)
}

/// One entry of a list, after the moment that leads its line.
pub(crate) fn listed(entry: &EntryView, when: &str) -> Markup {
    let rest = rest(entry);
    let facts = facts(entry);
    of_list(
        entry,
        when,
        &html! { @if !rest.is_empty() { p.own dir="auto" { (rest) } } },
        &facts,
    )
}

/// One entry that was found, with the place where it was.
pub(crate) fn found(entry: &EntryView, snippet: &[SnippetPart], today: Date) -> Markup {
    let when = entry.moment();
    let place = html! {
        p.own dir="auto" {
            @for part in snippet {
                @if part.hit { mark { (words::line(&part.text)) } } @else { (words::line(&part.text)) }
            }
        }
    };
    let mut told = vec![when.strftime("%A %H:%M").to_string()];
    told.extend(facts(entry));
    of_list(entry, &words::short_day(when.date(), today), &place, &told)
}

fn of_list(entry: &EntryView, when: &str, text: &Markup, facts: &[String]) -> Markup {
    html! {
        li {
            article.entry {
                p.when { time { (when) } }
                div {
                    h3 {
                        a href=(path(entry)) { bdi { (name(entry)) } }
                        @if entry.letter { " " (glyph::letter()) }
                        @if entry.star { " " (glyph::star()) }
                    }
                    (text)
                    @if !facts.is_empty() {
                        p.facts { @for fact in facts { bdi { (fact) } } }
                    }
                }
            }
        }
    }
}

/// What is told of an entry beside its words.
pub(crate) fn facts(entry: &EntryView) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(mood) = entry.mood {
        facts.push(format!("mood {mood}"));
    }
    for labels in [&entry.emotions, &entry.triggers] {
        if !labels.is_empty() {
            facts.push(words::line(&labels.join(", ")));
        }
    }
    facts.extend(entry.tags.iter().map(|tag| words::line(&format!("#{tag}"))));
    facts.extend(entry.steps.iter().map(|step| format!("step {step}")));
    facts
}

/// Entries, newest first, under the days they count to. `heading` is the level of a day's heading: 2 or 3.
pub(crate) fn by_day(entries: &[(Date, &EntryView)], today: Date) -> Markup {
    html! {
        @for day in entries.chunk_by(|(one, _), (other, _)| one == other) {
            section.day {
                h2 { (words::long_day(day[0].0, today)) }
                ul.entries {
                    @for (_, entry) in day { (listed(entry, &entry.moment().strftime("%H:%M").to_string())) }
                }
            }
        }
    }
}

/// A text as it was written, with the sentences in it that are asked about underlined.
pub(crate) fn own(text: &str, asked: &[&str]) -> Markup {
    let text = words::text(text);
    let mut places: Vec<(usize, usize)> = Vec::new();
    for sentence in asked {
        let sentence = words::text(sentence);
        if let Some(at) = text
            .find(sentence.trim())
            .filter(|_| !sentence.trim().is_empty())
        {
            places.push((at, at + sentence.trim().len()));
        }
    }
    places.sort_unstable();
    let mut at = 0;
    let mut pieces = Vec::new();
    for (from, to) in places {
        if from >= at {
            pieces.push((&text[at..from], false));
            pieces.push((&text[from..to], true));
            at = to;
        }
    }
    pieces.push((&text[at..], false));
    html! {
        @for (piece, asked) in pieces {
            @if asked { mark.said { (piece) } } @else { (piece) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_underlined_where_they_stand() {
        let shown = own("A <b>. She did it. C.", &["She did it.", "not there"]).into_string();
        assert_eq!(
            shown,
            "A &lt;b&gt;. <mark class=\"said\">She did it.</mark> C."
        );
        // What overlaps is underlined once.
        let shown = own("one two three", &["one two", "two three"]).into_string();
        assert_eq!(shown, "<mark class=\"said\">one two</mark> three");
    }

    #[test]
    fn a_name_ends_between_words() {
        let (name, rest) = first_words(
            "  Lunch with Ines. We did not talk about it for two hours, not once.\nThen.",
        );
        assert_eq!(
            name,
            "Lunch with Ines. We did not talk about it for two hours,"
        );
        assert_eq!(rest, "not once.\nThen.");
        assert_eq!(first_words("a line\n\nmore"), ("a line", "more"));
        assert_eq!(first_words(&"ä".repeat(70)).0.chars().count(), NAME_CHARS);
        assert_eq!(first_words(" \n"), ("", ""));
    }

    #[test]
    fn beginnings_are_cut_between_characters() {
        assert_eq!(beginning("ä\n b  c", 3), "ä b…");
        assert_eq!(beginning("ab", 2), "ab");
    }
}
