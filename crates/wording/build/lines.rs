//! What all files of rules have in common: comments, sections, and faults that name the line.

use std::fmt;
use std::path::{Path, PathBuf};

/// A line that does not hold.
#[derive(Debug)]
pub(crate) struct Fault {
    file: PathBuf,
    line: usize,
    what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file.display(), self.line, self.what)
    }
}

/// A file of rules, without blank lines and comments; lines count from one.
pub(crate) struct Source {
    file: PathBuf,
    pub(crate) lines: Vec<(usize, String)>,
}

impl Source {
    /// Reads a file of the folder.
    pub(crate) fn read(folder: &Path, name: &str) -> Result<Self, Vec<Fault>> {
        let file = folder.join(name);
        match std::fs::read_to_string(&file) {
            Ok(text) => Ok(Self::new(file, &text)),
            Err(error) => Err(vec![Fault {
                file,
                line: 0,
                what: error.to_string(),
            }]),
        }
    }

    fn new(file: PathBuf, text: &str) -> Self {
        let numbered = text.lines().map(str::trim_end).enumerate();
        let lines = numbered
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(place, line)| (place + 1, line.to_owned()))
            .collect();
        Self { file, lines }
    }

    /// The fault of a line.
    pub(crate) fn fault(&self, line: usize, what: impl Into<String>) -> Fault {
        Fault {
            file: self.file.clone(),
            line,
            what: what.into(),
        }
    }

    /// The lines of each section, in the order of the file. Every section must be there once, and no other.
    pub(crate) fn sections(
        &self,
        names: &[&str],
        faults: &mut Vec<Fault>,
    ) -> Vec<(String, Vec<(usize, String)>)> {
        let mut found: Vec<(String, Vec<(usize, String)>)> = Vec::new();
        for (number, line) in &self.lines {
            let name = line
                .strip_prefix('[')
                .and_then(|line| line.strip_suffix(']'));
            let again = found.iter().any(|(other, _)| Some(&**other) == name);
            match (name, found.last_mut()) {
                (Some(name), _) if !names.contains(&name) => {
                    let known = names.join(", ");
                    faults
                        .push(self.fault(*number, format!("no section [{name}]: one of {known}")));
                }
                (Some(name), _) if again => {
                    faults.push(self.fault(*number, format!("a second section [{name}]")));
                }
                (Some(name), _) => found.push((name.to_owned(), Vec::new())),
                (None, Some((_, lines))) => lines.push((*number, line.clone())),
                (None, None) => {
                    faults.push(self.fault(*number, "a line before the first [section]"));
                }
            }
        }
        for name in names {
            if !found
                .iter()
                .any(|(other, lines)| other == name && !lines.is_empty())
            {
                faults.push(self.fault(0, format!("the section [{name}] is missing or empty")));
            }
        }
        found
    }
}
