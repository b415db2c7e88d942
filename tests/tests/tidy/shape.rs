//! The shape of each crate: how many lines it has, how many of its files call each other in a circle, and that the page
//! for whoever changes the code says so. With `UPDATE=1` the numbers in the tree are written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::reading::{code, files, production, root, words};

/// Lines of a crate's `src`, tests left out. More is two crates.
const CRATE_LINES_MAX: usize = 6_500;
/// What is more today, and is raised by hand alone: crate, lines, files in circles.
const CEILINGS: &str = "tests/tests/tidy/ceilings.txt";
/// Ceilings of lines are multiples of this.
const CEILING_STEP: usize = 500;
/// The page whose table says how many lines each crate has, in hundreds.
const PAGE: &str = "docs/ARCHITECTURE.md";
/// How far the page may be from the truth, in lines.
const PAGE_LINES_OFF: usize = 400;

/// A crate's files by module path, such as `insight::days`; the root is empty.
type Modules = BTreeMap<String, String>;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Shape {
    lines: usize,
    circled: usize,
}

fn shape_of(modules: &Modules) -> Shape {
    Shape {
        lines: modules
            .values()
            .map(|source| production(source).lines().count())
            .sum(),
        circled: in_circles(modules).len(),
    }
}

/// The files that come back to themselves by what they name.
fn in_circles(modules: &Modules) -> BTreeSet<&str> {
    let named: BTreeMap<&str, BTreeSet<&str>> = modules
        .iter()
        .map(|(module, source)| (module.as_str(), named_by(module, source, modules)))
        .collect();
    let comes_back = |start: &&str| {
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<&str> = named[*start].iter().copied().collect();
        while let Some(next) = ahead.pop() {
            if next == *start {
                return true;
            }
            if seen.insert(next) {
                ahead.extend(&named[next]);
            }
        }
        false
    };
    named.keys().copied().filter(comes_back).collect()
}

/// Which other files a file names in its code, its crate's root left out: that is a page of contents.
fn named_by<'m>(module: &str, source: &str, modules: &'m Modules) -> BTreeSet<&'m str> {
    let code = code(production(source));
    let mut found = BTreeSet::new();
    for path in paths(&code) {
        let Some(path) = whole(module, &path, modules) else {
            continue;
        };
        let file = (1..=path.len())
            .rev()
            .find_map(|end| modules.get_key_value(&path[..end].join("::")));
        found.extend(file.map(|(file, _)| file.as_str()));
    }
    found.remove("");
    found.remove(module);
    found
}

/// A path from the root of the crate, where it names something of the crate. Names that the root passes on are looked
/// up there.
fn whole(module: &str, path: &[String], modules: &Modules) -> Option<Vec<String>> {
    let own: Vec<String> = module.split("::").map(str::to_owned).collect();
    let (first, rest) = path.split_first()?;
    let child = format!("{module}::{first}");
    match first.as_str() {
        "crate" => {
            let passed_on = rest.len() == 1 && !modules.contains_key(&rest[0]);
            if passed_on {
                let root = code(modules.get("")?);
                return paths(&root)
                    .into_iter()
                    .filter(|path| path.len() > 1)
                    .find(|path| path.last() == rest.last());
            }
            Some(rest.to_vec())
        }
        "self" => Some(own.into_iter().chain(rest.iter().cloned()).collect()),
        "super" => {
            let (_, above) = own.split_last()?;
            Some(above.iter().chain(rest).cloned().collect())
        }
        _ if modules.contains_key(&child) => Some(own.into_iter().chain(path.to_vec()).collect()),
        _ => None,
    }
}

/// Every path with `::` in a source, with what its braces hold spelt out.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("::") {
        let begin = rest[..at]
            .rfind(|c: char| !c.is_alphanumeric() && c != '_')
            .map_or(0, |before| before + 1);
        let path = &rest[begin..];
        let length = spell_out(path, &mut Vec::new(), &mut found);
        rest = &path[length.max(at - begin + 2)..];
    }
    found
}

/// Reads one path, with braces, and returns its length.
fn spell_out(text: &str, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> usize {
    let word: String = text
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    let mut length = word.len();
    before.push(word);
    match text[length..].strip_prefix("::") {
        Some(inner) if inner.starts_with('{') => {
            length += 3;
            loop {
                let skipped = text[length..]
                    .find(|c: char| !c.is_whitespace() && c != ',')
                    .unwrap_or(0);
                length += skipped;
                let next = text[length..].chars().next();
                if !next.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                    length += usize::from(next == Some('}'));
                    break;
                }
                length += spell_out(&text[length..], before, found);
                let renamed = words(&text[length..]).next() == Some("as");
                if renamed {
                    length += text[length..].find([',', '}']).unwrap_or(0);
                }
            }
        }
        Some(inner) if inner.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
            length += 2;
            length += spell_out(&text[length..], before, found);
        }
        _ => found.push(before.clone()),
    }
    before.pop();
    length
}

// ---- the tree ----------------------------------------------------------------------------------------------------

/// Every crate of the tree but those for tests: its name in the table and its modules.
fn crates() -> BTreeMap<String, Modules> {
    let mut crates: BTreeMap<String, Modules> = BTreeMap::new();
    for (path, text) in files(".rs") {
        let inside = path.strip_prefix(root()).expect("below the root");
        let parts: Vec<&str> = inside.iter().filter_map(|part| part.to_str()).collect();
        let (name, module) = match parts.as_slice() {
            ["crates", name, "src", module @ ..] => (format!("crates/{name}"), module),
            ["cli", "src", module @ ..] => ("cli".to_owned(), module),
            _ => continue,
        };
        let module = module.join("::");
        let module = module.trim_end_matches(".rs").trim_end_matches("::mod");
        let module = match module {
            "lib" | "main" => "",
            other => other,
        };
        crates
            .entry(name)
            .or_default()
            .insert(module.to_owned(), text);
    }
    crates.remove("crates/testkit");
    crates
}

/// A ceiling for a crate that has none yet: whatever it has today.
const ROOMLESS: Shape = Shape {
    lines: usize::MAX,
    circled: usize::MAX,
};

fn is_told_to_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

fn ceilings(text: &str) -> BTreeMap<String, Shape> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let parsed = lines.map(|line| {
        let mut words = line.split_whitespace();
        let name = words.next().expect("a crate").to_owned();
        let mut number = || words.next().expect("a number").parse().expect("a number");
        let (lines, circled) = (number(), number());
        (name, Shape { lines, circled })
    });
    parsed.collect()
}

/// What is over its ceiling. A crate without one has the common one, and no circle.
fn over(shapes: &BTreeMap<String, Shape>, ceilings: &BTreeMap<String, Shape>) -> Vec<String> {
    let common = Shape {
        lines: CRATE_LINES_MAX,
        circled: 0,
    };
    let mut found = Vec::new();
    for (name, shape) in shapes {
        let most = ceilings.get(name).unwrap_or(&common);
        if shape.lines > most.lines {
            found.push(format!(
                "{name} has {} lines, {} at most: what grows finds another place",
                shape.lines, most.lines
            ));
        }
        if shape.circled > most.circled {
            found.push(format!(
                "{} files of {name} name each other in circles, {} at most: none of them can be understood alone",
                shape.circled, most.circled
            ));
        }
    }
    found
}

#[test]
fn crates_stay_small_and_their_files_in_order() {
    let crates = crates();
    let shapes: BTreeMap<String, Shape> = crates
        .iter()
        .map(|(name, modules)| (name.clone(), shape_of(modules)))
        .collect();
    let path = root().join(CEILINGS);
    let text = fs::read_to_string(&path).expect("the ceilings can be read");
    let known = ceilings(&text);
    if is_told_to_update() {
        let head = text.lines().filter(|line| line.starts_with('#'));
        let mut lines: Vec<String> = head.map(str::to_owned).collect();
        for (name, shape) in &shapes {
            // A ceiling falls and never rises.
            let most = known.get(name).copied().unwrap_or(ROOMLESS);
            let lines_now = shape.lines.max(CRATE_LINES_MAX).div_ceil(CEILING_STEP) * CEILING_STEP;
            let most = (most.lines.min(lines_now), most.circled.min(shape.circled));
            if most.0 > CRATE_LINES_MAX || most.1 > 0 {
                lines.push(format!("{name} {} {}", most.0, most.1));
            }
        }
        fs::write(path, lines.join("\n") + "\n").expect("the ceilings can be written");
        return;
    }
    let complaints = over(&shapes, &known);
    if !complaints.is_empty() {
        let circles = crates.iter().map(|(name, modules)| {
            let circled = in_circles(modules).into_iter().collect::<Vec<_>>();
            format!("in circles in {name}: {}", circled.join(" "))
        });
        let circles: Vec<String> = circles.collect();
        panic!("\n{}\n{}\n", complaints.join("\n"), circles.join("\n"));
    }
}

/// The rows of the page's table that begin with a crate, and the number in each.
fn table(page: &str) -> BTreeMap<String, usize> {
    let rows = page.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split('|');
        let name = cells.next()?.trim().strip_suffix('`')?;
        let number = cells.next()?.trim().replace(' ', "").parse().ok()?;
        Some((name.to_owned(), number))
    });
    rows.collect()
}

#[test]
fn the_page_for_whoever_changes_the_code_knows_every_crate() {
    let path: PathBuf = root().join(Path::new(PAGE));
    let mut page = fs::read_to_string(&path).expect("the page can be read");
    let told = table(&page);
    let mut wrong = Vec::new();
    for (name, modules) in crates() {
        let lines = shape_of(&modules).lines;
        match told.get(&name) {
            Some(told) if is_told_to_update() => {
                let cells = |lines: usize| format!("| `{name}` | {} |", grouped(lines));
                page = page.replace(&cells(*told), &cells(lines.div_ceil(100) * 100));
            }
            Some(told) if told.abs_diff(lines) <= PAGE_LINES_OFF => {}
            Some(told) => wrong.push(format!("{name} has {lines} lines, not {told}")),
            None => wrong.push(format!("{name} is not in the table")),
        }
    }
    if is_told_to_update() {
        fs::write(path, page).expect("the page can be written");
    }
    assert!(
        wrong.is_empty(),
        "{PAGE}:\n{}\nUPDATE=1 cargo test --workspace --test tidy writes the numbers anew",
        wrong.join("\n")
    );
}

/// A number with a space between thousands.
fn grouped(number: usize) -> String {
    match number / 1000 {
        0 => number.to_string(),
        thousands => format!("{thousands} {:03}", number % 1000),
    }
}

// ---- each rule can fail ------------------------------------------------------------------------------------------

fn modules(files: &[(&str, &str)]) -> Modules {
    let files = files.iter();
    files
        .map(|(module, source)| ((*module).to_owned(), (*source).to_owned()))
        .collect()
}

#[test]
fn circles_are_found_through_every_way_of_naming() {
    let root = (
        "",
        "mod a;\nmod b;\nmod c;\npub use c::{Thing, inner::Other as More};\n",
    );
    let straight = [
        root,
        ("a", "use crate::b::B;\n"),
        ("b", "// crate::a\nuse std::fmt;\n"),
        ("c", "mod inner;\nuse inner::Other;\n"),
        ("c::inner", "use crate::a::A;\n"),
    ];
    assert!(in_circles(&modules(&straight)).is_empty());
    for back in [
        "use crate::{a::A, c::Thing};\n",
        "fn f() { crate::a::g() }\n",
        "use super::a;\nfn f() { super::a::g() }\n",
        "use crate::Thing;\n",
    ] {
        let mut circle = straight;
        circle[2] = ("b", back);
        let circle = modules(&circle);
        let found = in_circles(&circle);
        assert!(
            found.contains("a") && found.contains("b"),
            "{back}: {found:?}"
        );
    }
    let mut own = straight;
    own[4] = ("c::inner", "use super::Thing;\n");
    assert_eq!(in_circles(&modules(&own)).len(), 2);
}

#[test]
fn the_rules_for_shapes_can_fail() {
    let shape = |lines, circled| Shape { lines, circled };
    let shapes = |one| BTreeMap::from([("crates/a".to_owned(), one)]);
    assert!(over(&shapes(shape(CRATE_LINES_MAX, 0)), &BTreeMap::new()).is_empty());
    assert_eq!(
        over(&shapes(shape(CRATE_LINES_MAX + 1, 1)), &BTreeMap::new()).len(),
        2
    );
    let known = ceilings("# what is more\ncrates/a 9000 4\n");
    assert!(over(&shapes(shape(9_000, 4)), &known).is_empty());
    assert_eq!(over(&shapes(shape(9_001, 5)), &known).len(), 2);
    let page = "| crate | lines | holds |\n|---|---|---|\n| `crates/a` | 1 200 | things |\n";
    assert_eq!(
        table(page),
        BTreeMap::from([("crates/a".to_owned(), 1_200)])
    );
}
