//! `/k`: people who answer, by region. It needs no network and not the journal.

use engine::worksheet::{HelpLine, HelpRegion, help_regions};
use maud::{Markup, html};

use crate::app::App;
use crate::page::{Frame, Place, Shell, page};
use crate::part::words;

/// The page. Where the journal is locked it has no way into it.
pub(crate) fn show(app: &App) -> Markup {
    let frame = if app.is_open() {
        Frame::Full
    } else {
        Frame::Bare
    };
    let shell = Shell {
        frame,
        ..Shell::of(Place::Help).reading(app.only_reads())
    };
    let regions = help_regions();
    let (world, others): (Vec<&HelpRegion>, Vec<&HelpRegion>) =
        regions.iter().partition(|region| region.code == "int");
    let body = html! {
        div.head {
            h1 { "People who answer" }
            p { "This page works offline, and while the journal is locked." }
        }
        @for region in world { h2 { (region.name) } (shown(region)) }
        section aria-labelledby="where" {
            h2 #where { "Where you are" }
            @for region in others { details { summary { (region.name) } (shown(region)) } }
        }
        p.help.gap-s { "Numbers change. If one does not answer, dial the emergency number on top." }
    };
    page(&shell, &body)
}

fn shown(region: &HelpRegion) -> Markup {
    html! {
        div {
            p.urgent { "In danger: " (region.emergency) }
            ul.lines { @for line in &region.lines { li { (one(line)) } } }
        }
    }
}

fn one(line: &HelpLine) -> Markup {
    let purpose = match line.purpose.as_str() {
        "crisis" => "when you cannot go on",
        "violence" => "when somebody is a danger to you",
        "harm" => "when you are afraid of hurting somebody",
        "talk" => "somebody to listen",
        other => other,
    };
    html! {
        h3 { (line.name) }
        p.soft { (purpose) }
        @if let Some(number) = &line.call { p.tel { (number) } }
        @if let Some(text) = &line.text { p { (text) } }
        @if let Some(web) = &line.web { p { (web) } }
        p.soft.small {
            (line.hours)
            @if let Some(cost) = &line.cost { ", " (cost) }
            @if !line.languages.is_empty() { "; " (line.languages.join(", ")) }
            ". From " (line.source) ", checked on " (words::dated(line.checked)) "."
        }
    }
}
