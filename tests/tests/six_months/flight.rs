//! June: Berlin, Tokyo, Los Angeles, Tokyo, Berlin. On the way east over the date line a date comes twice, on the way
//! back one is left out; no count of days may go back, stand still for two days, or jump.

use engine::JourneyChange;
use engine::worksheet::ItemId;
use jiff::civil::{DateTime, date};
use serde_json::json;

use crate::check::{Ledger, Topic, agree, no_contact};
use crate::life::{Device, Life};
use crate::reckon::{Told, reckon};
use crate::script::{ANGELES, BERLIN, TOKYO, date_of};

const TOLD: Told<'static> = Told {
    slips: &[20, 45],
    counted: 2,
    necessary: 1,
};

/// The date, the day without contact, the day of the journey, the days in a row with an entry.
fn day(device: &Device) -> (jiff::civil::Date, u32, Option<u32>, u32) {
    let today = device.vault().programme().today().unwrap();
    let journey = device.vault().journeys().present().unwrap();
    (
        today.date,
        no_contact(device).day,
        journey.days,
        today.streak,
    )
}

/// Comes to a moment in a zone and has the devices meet; checks the numbers of the day on both.
async fn stops(life: &mut Life, ledger: &mut Ledger, civil: &str, zone: &str, n: i32, streak: u32) {
    let at: DateTime = civil.parse().unwrap();
    life.until_in(at, zone).await;
    life.meet().await;
    // Day 1 of this run is day 46, 15 April.
    let right = (
        date_of(n),
        u32::try_from(n - 45).unwrap(),
        Some(u32::try_from(n).unwrap()),
        streak,
    );
    ledger
        .on(Topic::Zones)
        .both(life, &format!("{civil} in {zone}"), day, right);
}

/// Everything is noted, the devices meet, and what both say is counted.
async fn reckoned(life: &mut Life, ledger: &mut Ledger, at: &str, today: i32) {
    life.settles().await;
    reckon(ledger, life, at, today, TOLD);
}

pub(crate) async fn there_and_back(life: &mut Life, ledger: &mut Ledger) {
    // The last gap is day 96: 8 June is day 100, so the fourth day in a row.
    stops(life, ledger, "2026-06-08T22:00", BERLIN, 100, 4).await;
    // The phone shows Tokyo's time on arrival, the laptop Berlin's until it is opened for the entry of the 9th.
    life.until_in(date(2026, 6, 9).at(10, 0, 0, 0), TOKYO).await;
    life.phone.travels(TOKYO);
    stops(life, ledger, "2026-06-09T22:00", TOKYO, 101, 5).await;
    // A few minutes after midnight in Tokyo there is an entry of the 16th; ten hours later it is the 15th.
    stops(life, ledger, "2026-06-16T00:30", TOKYO, 108, 12).await;
    life.until_in(date(2026, 6, 15).at(19, 0, 0, 0), ANGELES)
        .await;
    life.phone.travels(ANGELES);
    ledger.on(Topic::Zones).same(
        "landing: the phone",
        day(&life.phone),
        (date_of(108), 63, Some(108), 12),
    );
    // The laptop still shows Tokyo's time, where it is the 16th.
    stops(life, ledger, "2026-06-15T22:00", ANGELES, 108, 12).await;
    ledger
        .on(Topic::Zones)
        .same("the laptop's clock", life.laptop.now().date(), date_of(108));
    ledger
        .on(Topic::Zones)
        .same("the phone's clock", life.phone.now().date(), date_of(107));
    reckoned(life, ledger, "the evening of the 15th in Los Angeles", 108).await;
    life.both_travel(ANGELES);
    agree(ledger, life, "the evening of the 15th in Los Angeles");
    let open = |device: &Device| device.vault().programme().today().unwrap().open_urges.len();
    ledger
        .on(Topic::NoContact)
        .both(life, "the urge of the 15th, in Los Angeles", open, 1);
    stops(life, ledger, "2026-06-16T22:00", ANGELES, 108, 12).await;
    stops(life, ledger, "2026-06-17T22:00", ANGELES, 109, 13).await;
    stops(life, ledger, "2026-06-20T23:00", ANGELES, 112, 16).await;
    reckoned(life, ledger, "before the flight back", 112).await;
    // 21 June is not lived. Days are those of the calendar: the 22nd is day 114 - 45 = 69, as for whoever stayed at home,
    // and the row of days with an entry starts again.
    life.until_in(date(2026, 6, 22).at(5, 0, 0, 0), TOKYO).await;
    life.phone.travels(TOKYO);
    ledger.on(Topic::Zones).same(
        "landing: back in Tokyo",
        day(&life.phone),
        (date_of(114), 69, Some(114), 0),
    );
    // When 22 June began in Tokyo, it was 8 in the morning of the 21st in Los Angeles.
    let open = |device: &Device| device.vault().programme().today().unwrap().left_open.len();
    let topic = ledger.on(Topic::Promises);
    topic.same("what was not lived is not open", open(&life.phone), 0);
    stops(life, ledger, "2026-06-22T22:00", TOKYO, 114, 1).await;
    let topic = ledger.on(Topic::Promises);
    topic.same("nor in the evening", open(&life.phone), 0);
    life.both_travel(TOKYO);
    reckoned(life, ledger, "back in Tokyo", 114).await;
    stops(life, ledger, "2026-06-23T22:00", TOKYO, 115, 2).await;
    // Even the laptop, where it would be the 25th in Tokyo by now, is set to Berlin's time.
    life.until_in(date(2026, 6, 24).at(17, 0, 0, 0), BERLIN)
        .await;
    life.both_travel(BERLIN);
    stops(life, ledger, "2026-06-24T22:00", BERLIN, 116, 3).await;
    reckoned(life, ledger, "home again", 116).await;
    agree(ledger, life, "home again");
}

/// The present journey's name and days, and whether its first urge is there.
fn journey(device: &Device) -> (String, Option<u32>, usize, Vec<String>) {
    let report = device.vault().journeys().present().unwrap();
    let all = device.vault().journeys().list().unwrap();
    (
        report.journey.name,
        report.days,
        device
            .vault()
            .worksheets()
            .get(2)
            .unwrap()
            .row
            .items("urges")
            .len(),
        all.into_iter().map(|known| known.name).collect(),
    )
}

/// 27 June: a second journey on the phone, seen on the laptop, and back on the laptop in the evening.
pub(crate) async fn second_journey(life: &mut Life, ledger: &mut Ledger) {
    life.until("2026-06-27T08:00").await;
    let both = ["Us", "New ground"].map(str::to_owned).to_vec();
    life.settles().await;
    let before = journey(&life.laptop);
    life.phone
        .vault()
        .journeys()
        .begin("New ground", date_of(119))
        .unwrap();
    ledger.on(Topic::Journeys).same(
        "apart, the laptop",
        journey(&life.laptop).0,
        "Us".to_owned(),
    );
    life.meet().await;
    let right = ("New ground".to_owned(), Some(1), 0, both.clone());
    ledger
        .on(Topic::Journeys)
        .both(life, "a second journey", journey, right);
    ledger.on(Topic::Journeys).both(
        life,
        "nothing in it yet",
        |device| {
            (
                device.vault().programme().today().unwrap().no_contact,
                device.vault().programme().promises().unwrap(),
            )
        },
        (None, Vec::new()),
    );
    life.phone
        .fills(2, &json!({"start": "2026-06-27", "ending": "ordinary"}));
    life.until("2026-06-27T12:00").await;
    let resisted = json!({"channel": "calls", "intensity": 2, "gave_in": false});
    let _: ItemId = life.laptop.adds(2, "urges", &resisted);
    life.meet().await;
    agree(ledger, life, "the second journey");
    ledger.on(Topic::Journeys).both(
        life,
        "its figures are its own",
        |device| {
            let figures = no_contact(device);
            (
                (
                    figures.day,
                    figures.target,
                    figures.urges_resisted,
                    figures.total_days,
                ),
                (figures.slips.len(), figures.days_journaled),
            )
        },
        ((1, Some(30), 1, 1), (0, 0)),
    );
    life.until("2026-06-27T19:00").await;
    life.laptop
        .vault()
        .journeys()
        .change(Some("us"), JourneyChange::Choose)
        .unwrap();
    life.settles().await;
    // The first journey is as it was, and one urge of June went to the second.
    let right = ("Us".to_owned(), Some(119), before.2, both);
    ledger
        .on(Topic::Journeys)
        .both(life, "back to the first", journey, right);
    reckon(ledger, life, "back to the first journey", 119, TOLD);
}
