//! Crisis lines by region, known offline: each with the page it was taken from and the day it was last checked.

use std::sync::OnceLock;

use serde::Deserialize;

/// A region and who can be called there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpRegion {
    /// ISO 3166 code in lowercase; `int` for the whole world, `eu` for the European Union.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What to dial in danger.
    pub emergency: String,
    /// The lines.
    pub lines: Vec<HelpLine>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// Who answers.
    pub name: String,
    /// `crisis`, `violence` or `talk`.
    #[serde(rename = "for")]
    pub purpose: String,
    /// The number to call.
    pub call: Option<String>,
    /// How to write to them.
    pub text: Option<String>,
    /// Their page.
    pub web: Option<String>,
    /// When they answer.
    pub hours: String,
    /// What it costs, where that was said.
    pub cost: Option<String>,
    /// Which languages they speak, where that was said.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The page this was taken from.
    pub source: String,
    /// The day it was compared with a copy of that page.
    pub checked: jiff::civil::Date,
}

/// All regions, the whole world first.
pub fn help_regions() -> &'static [HelpRegion] {
    #[derive(Deserialize)]
    struct File {
        regions: Vec<HelpRegion>,
    }
    static PARSED: OnceLock<Vec<HelpRegion>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let file: File = toml::from_str(include_str!("../help-lines.toml"))
            .expect("the list of lines is tested");
        file.regions
    })
}
