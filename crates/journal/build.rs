//! Checks the definitions of the programme while the program is built: one that does not hold stops the build with its
//! file and line. The reader is the very one that the program uses.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "these files are modules of the crate; only a part of them is needed here"
)]
#![allow(clippy::print_stdout, reason = "this is how a build script speaks")]

#[path = "src/definition.rs"]
mod definition;
#[path = "src/definition_parse.rs"]
mod definition_parse;
#[path = "src/definition_versions.rs"]
mod definition_versions;
#[path = "src/name.rs"]
mod name;

use std::path::{Path, PathBuf};

use definition::Definition;

fn main() {
    println!("cargo::rerun-if-changed=worksheets");
    println!("cargo::rerun-if-changed=src/definition_parse.rs");
    let mut wrong = false;
    for folder in ["worksheets", "worksheets/former"] {
        for file in definitions_in(Path::new(folder)) {
            let source = std::fs::read_to_string(&file).expect("a definition is a text");
            if let Err(error) = Definition::parse(&source) {
                wrong = true;
                println!("cargo::error={}: {error}", file.display());
            }
        }
    }
    // What was asked once is remembered: all versions of a step go together.
    if !wrong && Definition::builtins().count() != usize::from(definition::STEPS) {
        println!("cargo::error=worksheets: a step has no definition");
    }
}

fn definitions_in(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).expect("the definitions lie in this folder");
    let paths = listed.map(|file| file.expect("the folder can be listed").path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
        .collect();
    files.sort();
    files
}
