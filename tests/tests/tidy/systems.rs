//! What differs between operating systems stands in one crate.

use std::path::Path;

use crate::reading::{check, code, complain, files, is_test, production, root, words};

/// Where it may stand: the crate for it, and what only tests and measurements use.
const MAY_DIFFER: &[&str] = &[
    "crates/engine/benches",
    "crates/platform",
    "crates/testkit",
    "tests",
];

fn asks_which_system(source: &str) -> Vec<String> {
    let text = production(source);
    let code = code(text);
    let asks = ["cfg(", "cfg!(", "cfg_attr("].iter().any(|ask| {
        let mut asked = code.split(ask).skip(1);
        asked.any(|rest| {
            let rest = rest.split(']').next().unwrap_or_default();
            words(rest)
                .take(8)
                .any(|word| ["unix", "windows", "target_os", "target_family"].contains(&word))
        })
    });
    let names_one = ["os::unix", "os::fd", "os::linux", "os::windows", "unix::"]
        .iter()
        .any(|name| code.contains(name));
    let calls_one = words(&code).any(|word| ["rustix", "winapi_util", "libc"].contains(&word));
    let paths = ["\"/proc/", "\"/dev/", "\"/sys/"];
    let names_paths = paths.iter().any(|path| text.contains(path));
    complain(
        asks || names_one || calls_one || names_paths,
        "what holds on one operating system alone stands in `platform`",
    )
}

fn may_differ(path: &Path) -> bool {
    let place = path.strip_prefix(root()).unwrap_or(path);
    MAY_DIFFER.iter().any(|may| place.starts_with(may))
}

#[test]
fn only_one_crate_asks_which_system_it_runs_on() {
    let mut sources = files(".rs");
    sources.retain(|(path, _)| !is_test(path) && !may_differ(path));
    check(&sources, |_, source| asks_which_system(source));
}

#[test]
fn the_rule_for_systems_can_fail() {
    for bad in [
        "#[cfg(unix)]\nfn f() {}\n",
        "#[cfg(not(target_os = \"linux\"))]\nfn f() {}\n",
        "fn f() -> bool { cfg!(windows) }\n",
        "#[cfg_attr(windows, path = \"x.rs\")]\nmod x;\n",
        "use std::os::unix::fs::OpenOptionsExt;\n",
        "use rustix::fs::OFlags;\n",
        "use tokio::signal::unix::signal;\n",
        "fn f() { read(\"/proc/self/stat\") }\n",
    ] {
        assert!(!asks_which_system(bad).is_empty(), "{bad}");
    }
    for good in [
        "// cfg(unix) was here\n",
        "#[cfg(feature = \"async\")]\nfn f() {}\n",
        "fn f() { platform::files::sync_folder(path) }\n",
        "fn f() {}\n#[cfg(test)]\nmod tests { use std::os::unix::fs::symlink; }\n",
    ] {
        assert!(asks_which_system(good).is_empty(), "{good}");
    }
}
