//! What is chosen for the pages of one device: how they look, and when they lock.

use testkit::World;

use crate::browser::{Stand, address};
use crate::lock::Listener;
use crate::reader::Reader;

const DARK: [(&str, &str); 3] = [("lock", "2"), ("theme", "dark"), ("letters", "larger")];

async fn style(reader: &Reader) -> String {
    reader.page("/a/still.css").await
}

#[tokio::test]
async fn pages_look_and_lock_as_it_was_chosen_on_this_device() {
    let reader = Reader::of(Stand::new(120).await).await;
    let page = reader.page("/o").await;
    assert!(page.contains("name=\"lock\" value=\"5\" autocomplete=\"off\" checked"));
    assert!(!style(&reader).await.contains("color-scheme: dark;"));
    let (_, page) = reader.follows("/o", &DARK).await;
    assert!(page.contains("Kept for this device."));
    for chosen in ["value=\"2\"", "value=\"dark\"", "value=\"larger\""] {
        assert!(page.contains(&format!("{chosen} autocomplete=\"off\" checked")));
    }
    let style = style(&reader).await;
    assert!(style.contains("color-scheme: dark; font-size: 118.75%;"));
    let mut listener = Listener::new(reader.browser()).await;
    reader.stand.advance(119);
    reader.stand.has_looked().await;
    assert!(reader.stand.journal.is_unlocked());
    reader.stand.advance(1);
    listener.hears("event: locked").await;
}

#[tokio::test]
async fn what_was_chosen_is_there_at_the_next_start_and_before_somebody_comes_in() {
    let desk = World::new(121).first("laptop");
    let reader = Reader::of(Stand::of(desk).await).await;
    reader.follows("/o", &DARK).await;
    let again = web::serve(&reader.stand.journal, web::Options::default());
    let again = again.await.unwrap();
    let mut outside = reader.stand.browser();
    outside.host = address(&again.entrance()).0;
    let answer = outside.tell(&outside.asks("GET", "/a/still.css")).await;
    assert!(answer.body.contains("color-scheme: dark;"));
}

#[tokio::test]
async fn what_was_not_offered_is_not_taken() {
    let reader = Reader::of(Stand::new(122).await).await;
    for form in [
        [("lock", "0"), ("theme", "dark"), ("letters", "larger")],
        [("lock", "61"), ("theme", "dark"), ("letters", "larger")],
        [("lock", "2"), ("theme", "} *{}"), ("letters", "larger")],
        [("lock", "2"), ("theme", "dark"), ("letters", "")],
    ] {
        assert_eq!(reader.sends("/o", &form).await.status, 404);
    }
    assert!(!style(&reader).await.contains("color-scheme: dark;"));
    assert_eq!(reader.sends("/o", &[("network", "all")]).await.status, 404);
    let (_, page) = reader.follows("/o", &[("network", "off")]).await;
    assert!(page.contains("Not at all. It holds"));
    let settings = reader.stand.journal.settings().await.unwrap();
    assert_eq!(settings.network, engine::NetworkProfile::Off);
}
