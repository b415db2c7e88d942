//! Checks the definitions of the programme while the program is built: one that does not hold stops the build with its
//! file and line. The reader is the very one that the program uses.

#![allow(clippy::print_stdout, reason = "this is how a build script speaks")]

use std::path::{Path, PathBuf};

use journal::Definition;

fn main() {
    println!("cargo::rerun-if-changed=worksheets");
    for folder in ["worksheets", "worksheets/former"] {
        for file in definitions_in(Path::new(folder)) {
            let source = std::fs::read_to_string(&file).expect("a definition is a text");
            if let Err(error) = Definition::parse(&source) {
                println!("cargo::error={}: {error}", file.display());
            }
        }
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
