//! Files on their way into the journal: opened, sealed, and what was said beside a picture told.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use engine::pictures::{NotClean, Place, Told};
use engine::{AsItCame, CAPTION_CHARS_MAX, FileSource, TakenFile, Vault};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Progress, Tty, show_line, show_path};

/// With more than this, sealing is shown.
const SHOWN_BYTES: u64 = 2 << 20;
const MIB: u64 = 1 << 20;

/// How files are taken in.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Taking<'a> {
    /// What the only file is called here.
    pub(crate) name: Option<&'a str>,
    /// A line about each of them.
    pub(crate) caption: Option<&'a str>,
    /// Whether pictures keep what they say.
    pub(crate) keep_metadata: bool,
}

/// The line about files that was given; asked for where nothing was said with the option.
pub(crate) fn caption(given: Option<&str>) -> Result<Option<String>, Failure> {
    let words = match given {
        Some("") => {
            let mut tty = Tty::open().ok_or_else(|| {
                Failure::usage("which words? --caption is to be followed by a line about the file")
            })?;
            tty.ask("A line about it: ")?.unwrap_or_default()
        }
        Some(words) => words.to_owned(),
        None => return Ok(None),
    };
    if words.chars().count() > CAPTION_CHARS_MAX || words.contains(char::is_control) {
        return Err(Failure::usage(format!(
            "a caption is one line of at most {CAPTION_CHARS_MAX} characters"
        )));
    }
    Ok(Some(words))
}

/// Seals files, in the order given; `-` is standard input. Says what a picture tells.
pub(crate) fn take_in(
    app: &App,
    vault: &Vault,
    paths: &[PathBuf],
    taking: Taking<'_>,
) -> Result<Vec<TakenFile>, Failure> {
    // It is read to its end by the first.
    if paths.iter().filter(|path| is_input(path)).count() > 1 {
        return Err(Failure::usage("“-” is standard input, which is one file").help("name it once"));
    }
    // Nothing is sealed where one of them cannot be opened.
    let opened = paths.iter().map(|path| Opened::new(path));
    let opened: Vec<Opened> = opened.collect::<Result<_, _>>()?;
    let mut all = Vec::new();
    for mut source in opened {
        let bar = Progress::new("sealing", app.quiet());
        let total = source.bytes;
        let mut progress = |done: u64| match total {
            Some(total) if total > SHOWN_BYTES => bar.at(done.div_ceil(MIB), total.div_ceil(MIB)),
            None if done > SHOWN_BYTES => bar.count(done / MIB),
            _ => {}
        };
        let from = FileSource {
            name: taking.name.unwrap_or(&source.name),
            bytes: &mut source.reader,
            keep_metadata: taking.keep_metadata,
        };
        let taken = vault.files().take_in(from, &mut progress);
        drop(bar);
        // Nobody will name those before it.
        let mut taken = taken.inspect_err(|_| vault.files().discard(&all))?;
        tell(app, &taken);
        taken.file.caption = taking.caption.unwrap_or_default().to_owned();
        all.push(taken);
    }
    Ok(all)
}

fn is_input(path: &Path) -> bool {
    path == Path::new("-")
}

struct Opened {
    name: String,
    reader: Box<dyn Read>,
    /// How long it is, if that is known.
    bytes: Option<u64>,
}

impl Opened {
    fn new(path: &Path) -> Result<Self, Failure> {
        if is_input(path) {
            return Ok(Self {
                name: "file".to_owned(),
                reader: Box::new(io::stdin().lock()),
                bytes: None,
            });
        }
        let shown = show_path(path);
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => Failure::usage(format!("there is no file {shown}")),
            _ => Failure::io(&format!("reading {shown}"), error),
        };
        let file = File::open(path).map_err(failed)?;
        let meta = file.metadata().map_err(failed)?;
        if meta.is_dir() {
            return Err(Failure::usage(format!("{shown} is a folder"))
                .help("name the files in it, one by one"));
        }
        Ok(Self {
            name: path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes: meta.is_file().then_some(meta.len()),
            reader: Box::new(file),
        })
    }
}

/// The names of those that keep whatever they say of place, time and author.
pub(crate) fn as_they_came(all: &[TakenFile]) -> Vec<&str> {
    let kept = all.iter().filter(|taken| taken.as_it_came.is_some());
    kept.map(|taken| taken.file.name.as_str()).collect()
}

/// Says what a picture tells beside itself, and what became of that.
fn tell(app: &App, taken: &TakenFile) {
    let name = show_line(&taken.file.name);
    let said = words(&taken.told);
    if taken.file.bytes == 0 {
        app.notes.warn(format_args!("{name} is empty"));
    } else if taken.is_known {
        app.notes.note(format_args!(
            "{name} is in the journal already; its bytes are kept once."
        ));
    }
    match (taken.as_it_came, said.as_str()) {
        (None, "") => {}
        (None, said) => app.notes.note(format_args!(
            "{name} says: {said}. That is left out of what is kept; --keep-metadata keeps it."
        )),
        (Some(AsItCame::Wished), "") => {}
        (Some(AsItCame::Wished), said) => {
            app.notes
                .note(format_args!("{name} says: {said}. It is kept."));
        }
        (Some(AsItCame::NotClean(NotClean::Unknown)), _)
            if !taken.file.media_type.starts_with("image/") => app.notes.note(format_args!(
            "{name} is kept as it came. What it may say of place, time and author stays in it: only JPEG, PNG, WebP and GIF \
             are kept without."
        )),
        (Some(AsItCame::NotClean(why)), _) => app.notes.warn(format_args!(
            "{name} is kept as it came, with whatever it says of place, camera and time: {why}"
        )),
    }
}

/// What a picture tells, for people.
fn words(told: &Told) -> String {
    let place = told.place.map(|place| match place {
        Place::At(north, east) => format!("place {north:.4}, {east:.4}"),
        Place::Named => "a place".to_owned(),
    });
    let line = |what: &str, said: &Option<String>| {
        said.as_ref()
            .map(|said| format!("{what} {}", show_line(said)))
    };
    let all = [
        place,
        line("camera", &told.camera),
        line("number", &told.serial),
        line("owner", &told.owner),
        line("taken", &told.taken),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
