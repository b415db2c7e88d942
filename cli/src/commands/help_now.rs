//! `still help-now`: who can be called, without any network and without the journal.

use clap::Args;
use engine::worksheet::{HelpLine, HelpRegion, help_regions};
use serde_json::json;

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::{Paint, columns, wrap};

/// Crisis lines by region; works offline, locked, and without a journal
///
/// Shows the region that your system's language names, and the world. Every line says where it was taken from and when
/// it was last checked. Numbers change: if one does not answer, dial the emergency number.
#[derive(Args)]
pub(crate) struct HelpNowArgs {
    /// A country code such as de or us, or a part of a region's name
    region: Option<String>,
    /// Show all regions
    #[arg(long)]
    all: bool,
}

/// Prints the lines.
pub(crate) fn run(app: &mut App, args: &HelpNowArgs) -> Result<(), Failure> {
    let regions = help_regions();
    let chosen: Vec<&HelpRegion> = match &args.region {
        _ if args.all => regions.iter().collect(),
        Some(wanted) => {
            let found = regions.iter().find(|region| fits(region, wanted));
            vec![found.ok_or_else(|| unknown(wanted, regions))?]
        }
        None => {
            let here =
                locale_country().and_then(|code| regions.iter().find(|region| region.code == code));
            let world = regions.iter().find(|region| region.code == "int");
            here.into_iter().chain(world).collect()
        }
    };
    if app.json() {
        let shapes: Vec<_> = chosen.iter().map(|region| shape(region)).collect();
        return app.print_json(&json!({ "regions": shapes }));
    }
    for region in &chosen {
        print(app, region)?;
    }
    if !args.all {
        let codes: Vec<&str> = regions.iter().map(|region| region.code.as_str()).collect();
        let other = format!(
            "Other regions: still help-now CODE, with one of {}.",
            codes.join(" ")
        );
        for line in wrap(&other, columns()) {
            app.out.line(Paint::Faint.on(line))?;
        }
    }
    Ok(())
}

fn fits(region: &HelpRegion, wanted: &str) -> bool {
    let wanted = match wanted.to_lowercase().as_str() {
        // The code that people know, beside the one of the standard.
        "uk" => "gb".to_owned(),
        other => other.to_owned(),
    };
    region.code == wanted || (wanted.len() > 2 && region.name.to_lowercase().contains(&wanted))
}

fn unknown(wanted: &str, regions: &[HelpRegion]) -> Failure {
    let codes: Vec<&str> = regions.iter().map(|region| region.code.as_str()).collect();
    Failure::new(
        Kind::NotFound,
        format!("there are no lines for “{wanted}” in the list"),
    )
    .because(format!("it has {}", codes.join(", ")))
    .help("`still help-now int` shows who helps anywhere")
}

/// The country in the system's language setting, as in `de_AT.UTF-8`.
fn locale_country() -> Option<String> {
    let setting = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))?;
    let country = setting.split(['.', '@']).next()?.split_once('_')?.1;
    Some(country.to_lowercase())
}

fn print(app: &mut App, region: &HelpRegion) -> Result<(), Failure> {
    app.out.line(Paint::Strong.on(&region.name))?;
    app.out.line(format!(
        "  In danger: {}",
        Paint::Strong.on(&region.emergency)
    ))?;
    for line in &region.lines {
        app.out.line("")?;
        app.out.line(format!(
            "  {} ({})",
            Paint::Strong.on(&line.name),
            purpose(line)
        ))?;
        let width = columns().map(|cells| cells.saturating_sub(4));
        for fact in facts(line) {
            for line in wrap(&fact, width) {
                app.out.line(format!("    {line}"))?;
            }
        }
        let from = format!("from {}, checked {}", line.source, line.checked);
        app.out.line(format!("    {}", Paint::Faint.on(from)))?;
    }
    app.out.line("")
}

fn purpose(line: &HelpLine) -> &str {
    match line.purpose.as_str() {
        "crisis" => "when you cannot go on",
        "violence" => "when somebody is a danger to you",
        "harm" => "when you are afraid of hurting somebody",
        "talk" => "somebody to listen",
        other => other,
    }
}

fn facts(line: &HelpLine) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(number) = &line.call {
        facts.push(format!("call {number}"));
    }
    facts.extend(line.text.clone());
    facts.extend(line.web.clone());
    let cost = line.cost.iter().map(|cost| format!(", {cost}"));
    facts.push(format!("{}{}", line.hours, cost.collect::<String>()));
    if !line.languages.is_empty() {
        facts.push(line.languages.join(", "));
    }
    facts
}

fn shape(region: &HelpRegion) -> serde_json::Value {
    let lines = region.lines.iter().map(|line| {
        json!({
            "name": line.name, "for": line.purpose, "call": line.call, "text": line.text,
            "web": line.web, "hours": line.hours, "cost": line.cost, "languages": line.languages,
            "source": line.source, "checked": line.checked,
        })
    });
    json!({
        "code": region.code, "name": region.name, "emergency": region.emergency,
        "lines": lines.collect::<Vec<_>>(),
    })
}
