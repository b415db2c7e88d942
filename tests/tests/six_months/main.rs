//! Six months of one person on two devices, from the facade. The script says what happens (`script`), the devices live it
//! (`life`), and at every checkpoint both must agree on all they show and on what is counted from the script alone
//! (`count`, `reckon`) and what was worked out by hand (`spring`, `apart`, `sheets`, `flight`, `summer`, `letters`).

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

#[tokio::test]
async fn six_months_of_two_devices() {
    let mut ledger = check::Ledger::default();
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
    ledger.close();
}
