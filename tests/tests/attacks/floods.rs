//! Somebody who may connect asks for more than anybody needs: what it costs the other side is bounded.

use engine::ExchangeError;
use replica::{Class, Frame, Have, LogId, Record, RecordId, limits};
use testkit::{Insider, Puppet, World, meet, payload};

use crate::doors::framed;
use crate::membership::owner_and_reader;

/// Bytes that a connection of these tests holds unread.
const PIPE_BYTES: usize = 1 << 16;

fn is_protocol_error(ended: &Result<engine::ExchangeReport, ExchangeError>) -> bool {
    matches!(ended, Err(ExchangeError::Connection(why)) if why.contains("protocol"))
}

// Seen to fail where every ping is answered.
#[tokio::test]
async fn a_reader_that_pings_and_does_not_read_costs_no_memory() {
    let world = World::new(140);
    let (laptop, reader, inside) = owner_and_reader(&world).await;
    let tag = inside.spaces[0].tag();
    let heads = inside.heads(tag);
    let link = reader.vault.link_id();
    let ((), ended) = Puppet::over(PIPE_BYTES, &laptop, link, async |puppet| {
        puppet.opens(tag, &heads).await;
        let ping = framed(&Frame::Ping.encode()).repeat(1_000);
        for _ in 0..100 {
            puppet.sends_bytes(&ping).await;
        }
        let heard = puppet.leaves().await;
        let pongs = heard.iter().filter(|frame| **frame == Frame::Pong).count();
        assert!((1..100_000).contains(&pongs), "{pongs}");
    })
    .await;
    let report = ended.expect("it is honest otherwise");
    assert!(report.queued_bytes < PIPE_BYTES as u64, "{report:?}");
    let (one, other) = meet(&reader, &laptop).await;
    assert!(one.in_step && other.in_step);
}

// Seen to fail where rounds may be opened anew without end.
#[tokio::test]
async fn a_reader_that_checks_again_and_again_is_left() {
    let world = World::new(141);
    let (laptop, reader, inside) = owner_and_reader(&world).await;
    let tag = inside.spaces[0].tag();
    let heads = inside.heads(tag);
    let link = reader.vault.link_id();
    let times = 4 * limits::ROUNDS_REOPENED_MAX;
    let (answers, ended) = Puppet::against(&laptop, link, async |puppet| {
        puppet.opens(tag, &heads).await;
        for at in 0..times {
            let mut digest = [7; 32];
            digest[..8].copy_from_slice(&(at as u64).to_be_bytes());
            let (space, heads) = (tag, Vec::new());
            puppet.sends(&Frame::Check { space, digest }).await;
            puppet.sends(&Frame::Heads { space, heads }).await;
        }
        let mut answers = 0;
        while let Some(frame) = puppet.hears().await {
            answers += usize::from(matches!(frame, Frame::Heads { .. }));
        }
        answers
    })
    .await;
    assert!(is_protocol_error(&ended), "{ended:?}");
    assert!(answers <= limits::ROUNDS_REOPENED_MAX + 1, "{answers}");
    let (one, other) = meet(&reader, &laptop).await;
    assert!(one.in_step && other.in_step);
}

// Seen to fail where acknowledgements may wait without end.
#[tokio::test]
async fn a_device_that_sends_and_takes_no_acknowledgement_is_left() {
    let world = World::new(142);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    phone.writes("once");
    meet(&phone, &laptop).await;
    let inside = Insider::of(&phone);
    let tag = inside.home().tag();
    let again = inside.record(tag, inside.log(Class::Data), 1);
    let records = vec![again.expect("it was written").encode()];
    let heads = inside.heads(tag);
    let ((), ended) = Puppet::over(1_024, &laptop, phone.vault.link_id(), async |puppet| {
        puppet.opens(tag, &heads).await;
        for _ in 0..200 {
            let (space, records) = (tag, records.clone());
            puppet.sends(&Frame::Records { space, records }).await;
        }
    })
    .await;
    assert!(is_protocol_error(&ended), "{ended:?}");
    let (one, other) = meet(&phone, &laptop).await;
    assert!(one.in_step && other.in_step);
}

// Seen to fail where the oldest rows go, whoever they are of, and where each refused batch has a row.
#[tokio::test]
async fn a_reader_that_floods_drives_no_trace_away() {
    let world = World::new(143);
    let (laptop, reader, inside) = owner_and_reader(&world).await;
    let phone = world.another(&laptop, "phone").await;
    // What nobody may send, from the journal's own device.
    let home = Insider::of(&phone).home().tag();
    let ((), _) = Puppet::against(&laptop, phone.vault.link_id(), async |puppet| {
        puppet.opens(home, &[]).await;
        assert!(puppet.delivers(home, vec![b"no record".to_vec()]).await);
    })
    .await;
    let tag = inside.spaces[0].tag();
    for _ in 0..17 {
        let link = reader.vault.link_id();
        let ((), _) = Puppet::against(&laptop, link, async |puppet| {
            puppet.opens(tag, &[]).await;
            for _ in 0..limits::BATCHES_REFUSED_MAX {
                let (space, records) = (tag, vec![vec![0; 100]]);
                puppet.sends(&Frame::Records { space, records }).await;
            }
            puppet.leaves().await;
        })
        .await;
    }
    let ward = laptop.vault.ward().expect("the ward can be listed");
    let of = |name: &str| {
        let rows = ward.refused.iter();
        rows.filter(|row| row.device.as_deref() == Some(name))
            .count()
    };
    assert_eq!((of("phone"), ward.refused.len()), (1, 2), "{ward:?}");
    let sent = 17 * limits::BATCHES_REFUSED_MAX as u64;
    assert_eq!(ward.refused_total, 1 + sent);
}

// Seen to fail where each run of a batch is judged anew.
#[tokio::test]
async fn who_belongs_here_is_worked_out_once_a_batch() {
    let world = World::new(144);
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    meet(&phone, &laptop).await;
    let inside = Insider::of(&phone);
    let (home, log) = (inside.home(), inside.log(Class::Data));
    let begin = |incarnation: u64| {
        let log = LogId { incarnation, ..log };
        let plain = payload(home, log, 1, &Have::default(), &[]);
        let body = inside.space_keys(home.tag()).seal(&plain);
        let key = inside.keys.signing();
        let record = Record::write(home.tag(), log, 1, RecordId::ZERO, body, key);
        record.expect("a record").encode()
    };
    let records: Vec<_> = (1..=limits::LOGS_PER_DEVICE_MAX as u64 + 20)
        .map(begin)
        .collect();
    let before = laptop.vault.memberships_evaluated();
    let ((), _) = Puppet::against(&laptop, phone.vault.link_id(), async |puppet| {
        puppet.opens(home.tag(), &inside.heads(home.tag())).await;
        assert!(puppet.delivers(home.tag(), records.clone()).await);
        puppet.leaves().await;
    })
    .await;
    let evaluated = laptop.vault.memberships_evaluated() - before;
    assert!(evaluated <= 2, "{evaluated}");
    // No device begins logs without end, and others begin theirs all the same.
    let heads = Insider::of(&laptop).heads(home.tag());
    let of_phone = heads
        .iter()
        .filter(|(known, _)| known.device == log.device && known.class == Class::Data);
    assert_eq!(of_phone.count(), limits::LOGS_PER_DEVICE_MAX);
    let tablet = world.another(&laptop, "tablet").await;
    tablet.writes("from a third");
    meet(&tablet, &laptop).await;
    assert_eq!(laptop.bodies(), ["from a third"]);
}
