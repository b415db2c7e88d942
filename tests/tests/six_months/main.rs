//! Six months of one person on two devices, from the facade. The script says what happens (`script`), the devices live it
//! (`life`), and at every checkpoint both must agree on all they show and on what is counted from the script alone
//! (`count`, `reckon`) and what was worked out by hand (`spring`, `apart`, `sheets`, `flight`, `summer`, `letters`). They are
//! lived once; each topic has a test (`cargo test --workspace --test six_months no_contact`).

#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::cast_precision_loss, reason = "small numbers")]
#![allow(
    clippy::needless_pass_by_value,
    reason = "right sides are written where they are compared"
)]

mod ahead;
mod apart;
mod check;
mod count;
mod flight;
mod letters;
mod life;
mod reckon;
mod script;
mod sheets;
mod spring;
mod summer;
mod topic;

use std::sync::LazyLock;

use check::Ledger;
use topic::Topic;

/// The six months, lived once for all tests. Every mismatch is under its topic, so that one wrong figure hides no other.
static LIVED: LazyLock<Ledger> = LazyLock::new(|| {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(six_months_of_two_devices())
});

async fn six_months_of_two_devices() -> Ledger {
    let mut ledger = Ledger::default();
    let mut known = apart::Known::default();
    let mut life = life::Life::begins().await;
    spring::march(&mut life, &mut ledger).await;
    apart::april(&mut life, &mut ledger, &mut known).await;
    apart::may(&mut life, &mut ledger, &known).await;
    flight::there_and_back(&mut life, &mut ledger).await;
    flight::second_journey(&mut life, &mut ledger).await;
    summer::july(&mut life, &mut ledger).await;
    summer::august(&mut life, &mut ledger).await;
    summer::the_end(&mut life, &mut ledger).await;
    ledger
}

/// One test for each topic.
macro_rules! tests {
    ($($topic:ident: $name:ident)*) => {
        $(
            #[test]
            fn $name() {
                LIVED.close_on(Topic::$topic);
            }
        )*

        /// Fails to compile where a topic has no test.
        const _: fn(Topic) = |topic| match topic {
            $(Topic::$topic => {})*
        };
    };
}

tests! {
    Agreement: both_devices_show_the_same
    Soundness: nothing_is_damaged_refused_or_deferred
    Days: days_with_an_entry
    Mood: moods
    Words: words
    Pairs: pairs_of_emotion_and_trigger
    Times: times_of_day
    NoContact: no_contact
    Promises: promises_and_habits
    OnThisDay: on_this_day
    Week: a_week
    Questions: answers_over_time
    Summary: summaries
    Today: today
    Zones: days_in_other_zones
    Journeys: journeys
    Steps: steps_that_are_done
    Flags: marked_sentences
    Worksheets: worksheets_of_two_versions
    Readiness: reasons_not_to_write
    Attempts: attempts_and_where_they_leave_off
    Shares: what_is_shared
}
