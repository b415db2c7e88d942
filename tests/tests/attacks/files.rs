//! Files of a journal, and devices of it that send what they should not.

use engine::views::EntryFields;
use engine::{FileSource, WriteError};
use replica::{Frame, Head, LogId};
use store::Tables;
use testkit::{Desk, Puppet, World, meet};

/// An entry with a file of one chunk, which is named so.
fn entry_with_file(desk: &Desk) -> Result<[u8; 32], WriteError> {
    let mut bytes: &[u8] = &[5; 900];
    let source = FileSource {
        name: "lake.bin",
        bytes: &mut bytes,
        keep_metadata: false,
    };
    let file = desk.vault.files().take_in(source, &mut |_| {})?.file;
    let name = *file.chunks[0].as_bytes();
    desk.vault.entries().create(EntryFields {
        files: vec![file],
        ..EntryFields::text("by the lake")
    })?;
    Ok(name)
}

fn heads(desk: &Desk) -> Vec<(LogId, Head)> {
    let view = desk.vault.view().expect("it is there");
    let home = desk.vault.own_space().expect("it is there");
    view.heads(home.tag()).expect("it is there")
}

#[tokio::test]
async fn a_device_that_sends_other_bytes_or_what_nobody_asked_for_fills_nothing() {
    let world = World::new(171);
    let (laptop, phone) = world.pair().await;
    let name = entry_with_file(&laptop).unwrap();
    meet(&laptop, &phone).await;
    laptop.vault.remove_chunk(&name).unwrap();
    let home = laptop.vault.own_space().unwrap().tag();
    let link = phone.vault.link_id();
    let all = heads(&laptop);
    let other = phone.vault.chunk(&name).unwrap().unwrap();
    for (named, sealed) in [
        (name, b"something else".to_vec()),
        ([7; 32], b"nobody asked".to_vec()),
        (name, vec![0; 266_241]),
        (name, [other.as_slice(), b"more"].concat()),
    ] {
        let (asked, ended) = Puppet::against(&laptop, link, async |puppet| {
            puppet.opens(home, &all).await;
            let mut asked = 0;
            while let Some(frame) = puppet.hears().await {
                match frame {
                    Frame::Check { space, .. } => {
                        let digest = [0; 32];
                        puppet.sends(&Frame::Check { space, digest }).await;
                        let heads = all.clone();
                        puppet.sends(&Frame::Heads { space, heads }).await;
                    }
                    Frame::Fork { space, .. } => {
                        let histories = Vec::new();
                        puppet.sends(&Frame::Fork { space, histories }).await;
                    }
                    Frame::Want { space, names } => {
                        asked += 1;
                        assert_eq!(names, [name]);
                        let (name, sealed) = (named, sealed.clone());
                        let chunk = Frame::Chunk {
                            space,
                            name,
                            sealed,
                        };
                        puppet.sends(&chunk).await;
                    }
                    _ => {}
                }
            }
            asked
        })
        .await;
        assert_eq!(asked, 1);
        ended.unwrap_err();
        assert_eq!(laptop.vault.held_chunks().unwrap().count, 0);
    }
    meet(&laptop, &phone).await;
    assert!(laptop.vault.has_chunk(&name));
}
