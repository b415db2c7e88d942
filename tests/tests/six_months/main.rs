//! Six months of one person on two devices, from the facade. The script says what happens (`script`), the devices live it
//! (`life`), and at every checkpoint both must agree on all they show and on what is counted from the script alone
//! (`count`, `reckon`) and what was worked out by hand (`spring`, `flight`, `summer`, `sheets`).

#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(clippy::cast_precision_loss, reason = "small numbers")]
#![allow(
    clippy::needless_pass_by_value,
    reason = "right sides are written where they are compared"
)]

mod ahead;
mod check;
mod count;
mod flight;
mod life;
mod reckon;
mod script;
mod sheets;
mod spring;
mod summer;

#[tokio::test]
async fn six_months_of_two_devices() {
    let begun = std::time::Instant::now();
    let mut ledger = check::Ledger::default();
    let mut known = spring::Known::default();
    let mut life = life::Life::begins().await;
    spring::march(&mut life, &mut ledger).await;
    eprintln!("TIMING spring::march {:?}", begun.elapsed());
    spring::april(&mut life, &mut ledger, &mut known).await;
    eprintln!("TIMING spring::april {:?}", begun.elapsed());
    spring::may(&mut life, &mut ledger, &known).await;
    eprintln!("TIMING spring::may {:?}", begun.elapsed());
    flight::there_and_back(&mut life, &mut ledger).await;
    eprintln!("TIMING flight::there_and_back {:?}", begun.elapsed());
    flight::second_journey(&mut life, &mut ledger).await;
    eprintln!("TIMING flight::second_journey {:?}", begun.elapsed());
    summer::july(&mut life, &mut ledger).await;
    eprintln!("TIMING summer::july {:?}", begun.elapsed());
    summer::august(&mut life, &mut ledger).await;
    eprintln!("TIMING summer::august {:?}", begun.elapsed());
    summer::the_end(&mut life, &mut ledger).await;
    eprintln!("TIMING summer::the_end {:?}", begun.elapsed());
    ledger.close();
}
