//! Apple Journal: a page of HTML for each entry, named by its day. The pages are not well formed, and say no time of day.

use jiff::Zoned;

use super::markdown::without_date;
use crate::archive::Member;
use crate::html::{self, Piece, pieces};
use crate::refusal::Refusal;
use crate::taking::{Draft, Taking};
use crate::words;

/// Reads every page of entries.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        let name = member.name.as_str();
        let is_page = ["html", "htm"].contains(&member.ending().as_str());
        if archive.is_alone
            || is_page && (name.starts_with("Entries/") || name.contains("/Entries/"))
        {
            let text = taking.text(member)?;
            let place = member.base();
            let read = page(taking, &text, member, place);
            taking.take_or_refuse(place, read)?;
        }
    }
    Ok(())
}

/// What stands in the first element of a class.
fn element<'a>(text: &'a str, class: &str) -> Option<&'a str> {
    let at = ['"', '\'']
        .iter()
        .find_map(|quote| text.find(&format!("class={quote}{class}{quote}")))?;
    let (_, inner) = text[at..].split_once('>')?;
    Some(inner)
}

fn page(
    taking: &mut Taking<'_>,
    text: &str,
    member: &Member,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let until_end = |inner: &str| {
        inner
            .split("</div>")
            .next()
            .map(|inner| html::to_markdown(inner).text)
    };
    let header = element(text, "pageHeader")
        .and_then(until_end)
        .unwrap_or_default();
    let named = words::leading_date(member.stem()).map(|(date, _)| date);
    let date = named.or_else(|| words::date_in_words(&header));
    let date = date.ok_or("neither its name nor its heading is a date that can be read")?;
    let title = element(text, "title")
        .and_then(until_end)
        .unwrap_or_default();
    let body = match element(text, "bodyText") {
        Some(body) => html::to_markdown(body).text,
        None if header.is_empty() => html::to_markdown(text).text,
        None => String::new(),
    };
    let when = taking.day(date, place)?;
    let mut draft = Draft {
        id: member.stem().to_owned(),
        title: without_date(title, date),
        body,
        ..Draft::default()
    };
    assets(taking, text, &mut draft, place);
    Ok((when, draft))
}

/// Photographs, and states of mind as the words that stand on their picture.
fn assets(taking: &mut Taking<'_>, text: &str, draft: &mut Draft, place: &str) {
    let mut is_mind = false;
    let mut is_words = false;
    for piece in pieces(text) {
        match piece {
            Piece::Open(tag) => {
                if tag.has_class("gridItem") {
                    is_mind = tag.has_class("assetType_stateOfMind");
                }
                is_words = is_mind && tag.has_class("gridItemOverlayHeader");
                if tag.has_class("title") || tag.has_class("bodyText") {
                    is_mind = false;
                }
                let source = tag.get("src").filter(|_| {
                    tag.is("img") || tag.is("video") || tag.is("audio") || tag.is("source")
                });
                let Some(source) = source else { continue };
                let base = source.rsplit('/').next().unwrap_or(&source);
                if is_mind {
                    taking.leave("pictures of states of mind", &format!("{base} ({place})"));
                } else {
                    draft.has_files = true;
                    taking.file(taking.archive.by_base(base), base, place);
                }
            }
            Piece::Text(words) if is_words => {
                let words = html::unescape(words);
                draft
                    .emotions
                    .extend(words.split(',').map(|word| word.trim().to_owned()));
                is_words = false;
            }
            _ => {}
        }
    }
}
