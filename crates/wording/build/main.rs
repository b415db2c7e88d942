//! Makes tables of the rules while the program is built, so that none is read or made when it runs. A line of the rules
//! that does not hold stops the build with its file and line. How lines read is told at the top of each file.

#![allow(clippy::print_stdout, reason = "this is how a build script speaks")]

mod lines;
mod model;
mod patterns;
mod tables;
mod words;

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=build");
    let made = std::env::var_os("OUT_DIR").expect("cargo names a folder");
    let made = Path::new(&made);
    match tables::made_of(Path::new("rules"), made) {
        Ok(tables) => {
            std::fs::write(made.join("tables.rs"), tables)
                .expect("cargo's folder can be written to");
        }
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={fault}");
            }
        }
    }
}
