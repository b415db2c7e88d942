//! kill −9 in the middle of commits: every append that was acknowledged is there afterwards.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use replica::RecordId;
use store::{Access, Check, Store, Tables};

use crate::fixture::{Author, SPACE, check_log};

const PATH_VARIABLE: &str = "STORE_TEST_CRASH_PATH";
const ACKNOWLEDGED: &str = "acknowledged ";

/// Not a test by itself: the child that is killed. Appends without end and says what is durable.
#[test]
fn child_appends_until_killed() {
    let Some(path) = env::var_os(PATH_VARIABLE).map(PathBuf::from) else {
        return;
    };
    let store = Store::open(&path, Access::Write, Check::Quick).unwrap();
    let author = Author::new(1);
    loop {
        let mut writer = store.write().unwrap();
        let head = writer.head(SPACE, author.log).unwrap();
        let (number, prev) = head.map_or((0, RecordId::ZERO), |head| (head.number, head.id));
        writer
            .append(&author.record(SPACE, number + 1, prev))
            .unwrap();
        writer.commit().unwrap();
        println!("{ACKNOWLEDGED}{}", number + 1);
        std::io::stdout().flush().unwrap();
    }
}

fn start(path: &Path) -> Child {
    Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "crash::child_appends_until_killed",
            "--nocapture",
        ])
        .env(PATH_VARIABLE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the child acknowledge `count` appends, kills it, and gives the last number it acknowledged.
fn kill_after(mut child: Child, count: usize) -> u64 {
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let number = |line: String| Some(line.split_once(ACKNOWLEDGED)?.1.parse().unwrap());
    let mut last = lines.by_ref().filter_map(number).nth(count - 1).unwrap();
    child.kill().unwrap();
    // What it said while the signal was on its way counts too.
    for acknowledged in lines.filter_map(number) {
        last = acknowledged;
    }
    child.wait().unwrap();
    last
}

#[test]
fn what_was_acknowledged_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.redb");
    drop(Store::create(&path).unwrap());
    let author = Author::new(1);
    for round in 0..12 {
        let acknowledged = kill_after(start(&path), 1 + round * 5 % 17);
        // Alternately: a writer repairs, a reader has to.
        let access = if round % 2 == 0 {
            Access::Write
        } else {
            Access::Read
        };
        let check = if round % 3 == 0 {
            Check::Full
        } else {
            Check::Quick
        };
        let store = Store::open(&path, access, check).unwrap();
        check_log(&store, &author, acknowledged);
    }
}

#[test]
fn a_killed_writer_leaves_no_lock_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.redb");
    let store = Store::create(&path).unwrap();
    let author = Author::new(1);
    for round in 1..6 {
        let acknowledged = kill_after(start(&path), round);
        // This store was open all the while, and goes on.
        let number = check_log(&store, &author, acknowledged);
        let mut writer = store.write().unwrap();
        let head = writer.head(SPACE, author.log).unwrap().unwrap();
        writer
            .append(&author.record(SPACE, number + 1, head.id))
            .unwrap();
        writer.commit().unwrap();
        check_log(&store, &author, number + 1);
    }
}
