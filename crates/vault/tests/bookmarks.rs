//! The store keeps documents that it knows nothing of: the example's bookmarks on two devices.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may panic; the example prints"
)]
#![allow(dead_code, reason = "the example's own main is not called")]

#[path = "../examples/bookmarks.rs"]
mod bookmarks;

use std::sync::Arc;

use bookmarks::{add, list, meet, rename, two_devices};
use vault::Env;

fn env() -> Env {
    let at = jiff::Timestamp::from_second(1_795_000_000).unwrap();
    Env::for_tests(
        Arc::new(move || at),
        Arc::new(|bytes| getrandom::fill(bytes).unwrap()),
        jiff::tz::TimeZone::UTC,
        None,
    )
}

fn titles(vault: &vault::Vault) -> Vec<String> {
    let mut titles: Vec<String> = list(vault)
        .unwrap()
        .into_iter()
        .map(|known| known.title)
        .collect();
    titles.sort_unstable();
    titles
}

#[tokio::test]
async fn bookmarks_written_apart_are_on_both_devices() {
    let folder = tempfile::tempdir().unwrap();
    let (laptop, phone) = two_devices(
        &folder.path().join("laptop"),
        &folder.path().join("phone"),
        &env(),
    )
    .await
    .unwrap();
    add(&laptop, "https://www.rust-lang.org", "Rust").unwrap();
    add(&phone, "https://automerge.org", "Automerge").unwrap();
    meet(&laptop, &phone).await.unwrap();
    assert_eq!(titles(&laptop), ["Automerge", "Rust"]);
    assert_eq!(list(&laptop).unwrap(), list(&phone).unwrap());

    let rust = list(&phone)
        .unwrap()
        .into_iter()
        .find(|known| known.title == "Rust")
        .unwrap();
    rename(&phone, &rust, "The language").unwrap();
    meet(&phone, &laptop).await.unwrap();
    assert_eq!(titles(&laptop), ["Automerge", "The language"]);
    assert_eq!(laptop.home_snapshot().unwrap().count(200), 2);
}

#[tokio::test]
async fn a_device_that_knows_no_bookmarks_keeps_and_passes_them_on() {
    struct Nothing;
    impl vault::Application for Nothing {
        fn kinds(&self) -> &[&'static dyn vault::StoredKind] {
            &[]
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let phone_folder = folder.path().join("phone");
    let (laptop, phone) = two_devices(&folder.path().join("laptop"), &phone_folder, &env())
        .await
        .unwrap();
    drop(phone);
    add(&laptop, "https://www.rust-lang.org", "Rust").unwrap();
    let passphrase = vault::Passphrase::new("correct horse battery staple".into());
    let open = |application: Arc<dyn vault::Application>| {
        let keys = vault::Vault::unlock(&phone_folder, &passphrase, &env()).unwrap();
        let mode = vault::OpenMode::Write;
        let opened = vault::Vault::open(&phone_folder, Some(keys), mode, env(), application);
        Arc::new(opened.unwrap())
    };
    let ignorant = open(Arc::new(Nothing));
    meet(&laptop, &ignorant).await.unwrap();
    assert_eq!(ignorant.home_snapshot().unwrap().count(200), 1);
    assert!(titles(&ignorant).is_empty());
}
