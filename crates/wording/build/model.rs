//! What the model knows: senses of words, and weights of features.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::lines::{Fault, Source};
use super::words::forms;

/// The sections of `senses.txt`, in the order in which they are numbered.
const SECTIONS: [&str; 4] = ["joining", "subjects", "closed", "open"];

/// Senses that the program's source names.
const NAMED: [&str; 20] = [
    "they", "them", "their", "her", "your", "self", "it", "partner", "kin", "man", "outsider",
    "child", "be", "will", "not", "too", "just", "all", "ever", "even",
];

/// Bytes of a row: the last one of the feature's key, and the levels of both weights, four bits each.
const ROW: usize = 2;

/// How many buckets there are: rows whose keys share the first two bytes.
const BUCKETS: usize = 1 << 16;

/// Settings at the top of `weights.txt`, in thousandths.
const SETTINGS: [&str; 6] = [
    "shift_bias",
    "hurt_bias",
    "alone",
    "agreeing",
    "hurt",
    "tells",
];

/// The tables of both files. The weights go to a file of the folder `made`.
pub(crate) fn tables(
    folder: &Path,
    made: &Path,
    out: &mut String,
    faults: &mut Vec<Fault>,
) -> Result<(), Vec<Fault>> {
    senses(&Source::read(folder, "senses.txt")?, out, faults);
    weights(made, &Source::read(folder, "weights.txt")?, out, faults);
    Ok(())
}

fn senses(source: &Source, out: &mut String, faults: &mut Vec<Fault>) {
    let mut names = vec![String::new()];
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    let sections = source.sections(&SECTIONS, faults);
    for (section, lines) in &sections {
        for (number, text) in lines {
            let list = match text.split_once('=') {
                Some((name, list)) if !text.starts_with(' ') => {
                    let name = name.trim().to_owned();
                    if names.contains(&name) {
                        faults.push(source.fault(*number, format!("a second sense {name}")));
                    }
                    names.push(name);
                    list
                }
                _ => text,
            };
            for word in list.split_whitespace() {
                match forms(word) {
                    Ok(forms) => {
                        for (_, word) in forms {
                            words.entry(word).or_insert(names.len() - 1);
                        }
                    }
                    Err(what) => faults.push(source.fault(*number, what)),
                }
            }
        }
        let upper = section.to_uppercase();
        if section != "open" {
            writeln!(
                out,
                "pub(crate) const LAST_{upper}: u8 = {};",
                names.len() - 1
            )
            .ok();
        }
    }
    for name in NAMED {
        let upper = name.to_uppercase();
        match names.iter().position(|other| other == name) {
            Some(place) => {
                *out += &format!("pub(crate) const SENSE_{upper}: u8 = {place};\n");
            }
            None => faults.push(source.fault(0, format!("no sense {name}"))),
        }
    }
    writeln!(out, "pub(crate) static SENSES: &[&str] = &{names:?};").ok();
    let words: Vec<(&String, &usize)> = words.iter().collect();
    writeln!(
        out,
        "pub(crate) static SENSE_OF: &[(&str, u8)] = &{words:?};"
    )
    .ok();
}

fn weights(folder: &Path, source: &Source, out: &mut String, faults: &mut Vec<Fault>) {
    let (mut counts, mut rows): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
    for (section, lines) in source.sections(&["settings", "counts", "weights"], faults) {
        let bytes = match section.as_str() {
            "settings" => {
                settings(source, &lines, out, faults);
                continue;
            }
            "counts" => &mut counts,
            _ => &mut rows,
        };
        for (number, text) in &lines {
            let pair = |place| u8::from_str_radix(text.get(place..place + 2)?, 16).ok();
            let read: Option<Vec<u8>> = (0..text.len()).step_by(2).map(pair).collect();
            match read {
                Some(read) => bytes.extend(read),
                None => faults.push(source.fault(*number, "not hexadecimal digits, two a byte")),
            }
        }
    }
    let sum: usize = counts.iter().map(|count| usize::from(*count)).sum();
    if counts.len() != BUCKETS || rows.len() != sum * ROW {
        faults.push(source.fault(0, "the counts are not those of the rows"));
    }
    let mut left = rows.chunks(ROW);
    for count in &counts {
        let bucket: Vec<u8> = left
            .by_ref()
            .take(usize::from(*count))
            .map(|row| row[0])
            .collect();
        if !bucket.is_sorted_by(|one, next| one < next) {
            faults.push(source.fault(0, "the rows of a bucket are out of order"));
        }
    }
    counts.extend(rows);
    std::fs::write(folder.join("weights"), counts).expect("cargo's folder can be written to");
    *out += "pub(crate) static WEIGHTS: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/weights\"));\n";
}

fn settings(source: &Source, lines: &[(usize, String)], out: &mut String, faults: &mut Vec<Fault>) {
    let mut found: BTreeMap<&str, i32> = BTreeMap::new();
    for (number, text) in lines {
        let (name, value) = text.split_once(" = ").unwrap_or_default();
        match (SETTINGS.iter().find(|known| **known == name), value.parse()) {
            (Some(name), Ok(value)) => {
                found.insert(name, value);
            }
            _ => faults.push(source.fault(*number, "no such setting, or no number")),
        }
    }
    for name in SETTINGS {
        let value = found.get(name).copied().unwrap_or_else(|| {
            faults.push(source.fault(0, format!("the setting {name} is missing")));
            0
        });
        *out += &format!(
            "pub(crate) const WEIGHED_{}: i32 = {value};\n",
            name.to_uppercase()
        );
    }
}
