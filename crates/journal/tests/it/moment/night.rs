//! The night that still counts to the day before: two dates are today then.

use super::{at, shown};

#[test]
fn in_the_night_the_date_of_the_calendar_is_today_too() {
    let night = at("2026-11-28T03:10:00+01:00", "04:00");
    for text in ["28 Nov", "28.11.", "the 28th", "Sat 28 Nov", "2026-11-28"] {
        let found = night
            .moment(text)
            .unwrap_or_else(|why| panic!("{text}: {why}"));
        assert_eq!(shown(&found.at), "2026-11-28 03:10", "{text}");
        // This night counts to the day before.
        assert_eq!(night.day(text).unwrap().to_string(), "2026-11-27", "{text}");
    }
    for text in ["28 Nov 2:00", "the 28th 2:00", "2026-11-28 02:00"] {
        let found = night.moment(text).unwrap();
        assert_eq!(shown(&found.at), "2026-11-28 02:00", "{text}");
        assert_eq!(night.day(text).unwrap().to_string(), "2026-11-27", "{text}");
    }
    let day = |text: &str| night.days(text).unwrap().0.to_string();
    assert_eq!(
        ["27 Nov", "28 Nov", "29 Nov"].map(day),
        ["2026-11-27", "2026-11-28", "2025-11-29"]
    );
    assert_eq!(
        night.planned_day("28 Nov").unwrap().to_string(),
        "2026-11-28"
    );
}
