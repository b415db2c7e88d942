//! An exchange with a peer that says anything in any order, while the caller answers in any order too.

use replica::{
    Branches, ChunkName, Class, Frame, Have, Head, History, Input, LogId, Output, PeerRole, Record,
    RecordId, Role, Session, SessionConfig, SpaceTag, SpaceView, Version, limits,
};

use sha2::{Digest, Sha256};

use crate::choices::Choices;
use crate::devices::{Device, log_of, space};
use crate::{Seed, named};

/// Rounds of one run.
const STEPS_MAX: usize = 400;

/// What the session asked for and has not been answered.
#[derive(Default)]
struct Asked {
    loads: Vec<(SpaceTag, LogId, u64)>,
    chunks: Vec<(SpaceTag, ChunkName)>,
    choices: Vec<SpaceTag>,
    appends: Vec<SpaceTag>,
}

pub fn session(bytes: &[u8]) {
    let choices = &mut Choices::new(bytes);
    let held = log_of(&Device::new(0), Class::Data, vec![vec![1; 20]; 4]);
    let spaces = (1..=choices.below(3) as u8)
        .map(|number| view(number, choices, &held))
        .collect();
    let version = [Version::One, Version::Two, Version::Three][choices.below(3)];
    let config = SessionConfig {
        binding: [7; 32],
        version,
        live: choices.one_in(2),
        initiator: choices.one_in(2),
        spaces,
    };
    let mut now = 0;
    let mut session = Session::new(config, now);
    let mut asked = Asked::default();
    drain(&mut session, &mut asked);
    if !choices.one_in(8) {
        session.handle(
            Input::Frame(Frame::Hello {
                version: version.number(),
            }),
            now,
        );
    }
    for _ in 0..STEPS_MAX {
        if choices.is_empty() {
            break;
        }
        now += u64::from(choices.byte()) * u64::from(choices.byte() / 64);
        let before = session.is_closed();
        let input = input(choices, &held, &mut asked);
        session.handle(input, now);
        let outputs = drain(&mut session, &mut asked);
        // One input makes a bounded answer, whatever it is.
        assert!(
            outputs <= 4 * limits::SPACES_PER_SESSION_MAX,
            "{outputs} outputs"
        );
        assert!(!before || outputs == 0, "it speaks after its end");
        assert!(asked.loads.len() <= 1, "one question at a time");
        assert!(asked.appends.len() <= limits::BATCHES_UNACKED_MAX);
        assert!(asked.chunks.len() <= 3 * limits::CHUNKS_WANTED_MAX);
    }
}

/// What a peer says of histories: the body of one frame, in a session that has just begun.
pub fn fork(bytes: &[u8]) {
    let held = log_of(&Device::new(0), Class::Data, vec![vec![1; 20]; 4]);
    let frame = [&fork_frame(Vec::new()).encode()[..FORK_PREFIX], bytes].concat();
    let Ok(decoded) = Frame::decode(&frame) else {
        return;
    };
    assert_eq!(decoded.encode(), frame);
    let Frame::Fork { histories, .. } = decoded else {
        panic!("it is another frame");
    };
    assert!(histories.len() <= limits::HISTORIES_PER_FRAME_MAX);
    for history in &histories {
        let numbers: Vec<_> = history.places.iter().map(|place| place.number).collect();
        assert!(numbers.len() <= limits::PLACES_PER_HISTORY_MAX && !numbers.contains(&0));
        assert!(numbers.is_sorted_by(|one, next| one > next));
    }
    let last = held.last().expect("it is not empty");
    let mut session = Session::new(
        SessionConfig {
            binding: [7; 32],
            version: Version::Two,
            live: false,
            initiator: true,
            spaces: vec![SpaceView {
                space: space(1),
                heads: vec![(last.log(), last.head())],
                branches: Branches::default(),
                peer: PeerRole::Owner,
                me: Role::Owner,
            }],
        },
        0,
    );
    let said = [
        Frame::Hello { version: 2 },
        Frame::Offer {
            space: space(1),
            have: Vec::new(),
        },
        fork_frame(histories.clone()),
    ];
    let mut compared = 0;
    for frame in said {
        session.handle(Input::Frame(frame), 0);
        while let Some(output) = session.poll() {
            if let Output::Compare {
                histories: told, ..
            } = output
            {
                assert_eq!(told, histories);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 1, "it is asked once, and the session goes on");
    assert!(!session.is_closed());
}

/// The tag of a frame and its space, which stand before its body.
const FORK_PREFIX: usize = 1 + 16;

fn fork_frame(histories: Vec<History>) -> Frame {
    Frame::Fork {
        space: space(1),
        histories,
    }
}

pub fn forks() -> Vec<Seed> {
    let device = Device::new(1);
    let records = log_of(&device, Class::Data, vec![vec![2; 20]; 8]);
    let other = log_of(&device, Class::Data, vec![vec![3; 20]; 8]);
    // As a device describes them: the last, and ever fewer of those before it.
    let history = |records: &[Record]| History {
        log: records[0].log(),
        places: [7, 6, 4, 0].map(|at| records[at].head()).to_vec(),
    };
    let empty = History {
        log: device.log(Class::Control),
        places: Vec::new(),
    };
    let longest = History {
        log: device.log(Class::Control),
        places: (1..=limits::PLACES_PER_HISTORY_MAX as u64)
            .rev()
            .map(|number| Head {
                number,
                id: RecordId::from_bytes([number as u8; 32]),
            })
            .collect(),
    };
    let body = |histories| fork_frame(histories).encode()[FORK_PREFIX..].to_vec();
    named([
        ("none", body(Vec::new())),
        ("one", body(vec![history(&records)])),
        (
            "two_of_a_log",
            body(vec![history(&records), history(&other)]),
        ),
        ("empty", body(vec![empty])),
        ("longest", body(vec![longest])),
    ])
}

fn view(number: u8, choices: &mut Choices<'_>, held: &[Record]) -> SpaceView {
    let last = choices.below(held.len() + 1);
    let heads = last
        .checked_sub(1)
        .map(|last| (held[last].log(), held[last].head()));
    SpaceView {
        space: space(number),
        heads: heads.into_iter().collect(),
        branches: branches(choices),
        peer: [
            PeerRole::Owner,
            PeerRole::Reader,
            PeerRole::Keeper,
            PeerRole::Former,
        ][choices.below(4)],
        me: [Role::Owner, Role::Reader, Role::Keeper][choices.below(3)],
    }
}

/// Hands on what is to be done; how many things that are.
fn drain(session: &mut Session, asked: &mut Asked) -> usize {
    let mut count = 0;
    while let Some(output) = session.poll() {
        count += 1;
        match output {
            Output::Send(frame) => {
                let sent = frame.encode();
                assert!(sent.len() <= limits::FRAME_BYTES_MAX);
                assert_eq!(
                    Frame::decode(&sent),
                    Ok(frame),
                    "it sends what it would refuse"
                );
            }
            Output::Load {
                space, log, from, ..
            } => asked.loads.push((space, log, from)),
            Output::Append { space, .. } => asked.appends.push(space),
            Output::LoadChunk { space, name } => asked.chunks.push((space, name)),
            Output::ChooseChunks { space, most } => {
                assert!((1..=limits::CHUNKS_WANTED_MAX).contains(&most));
                asked.choices.push(space);
            }
            Output::KeepChunk { name, sealed, .. } => {
                assert_eq!(name, chunk_name(&sealed), "it keeps something else");
            }
            _ => {}
        }
    }
    count
}

fn input(choices: &mut Choices<'_>, held: &[Record], asked: &mut Asked) -> Input {
    let tag = space(choices.below(4) as u8);
    match choices.below(28) {
        0..=11 => Input::Frame(frame(tag, choices, held)),
        12 | 13 => Input::Tick,
        14 | 15 if !asked.loads.is_empty() => {
            let (space, log, from) = asked.loads.remove(0);
            let records = held
                .iter()
                .filter(|record| record.log() == log && record.header.number >= from);
            let count = choices.below(held.len() + 1);
            Input::Loaded {
                space,
                log,
                records: records.take(count).map(Record::encode).collect(),
            }
        }
        16 | 17 if !asked.appends.is_empty() => Input::Appended {
            space: asked.appends.remove(0),
            have_heads: heads(choices),
            branches: branches(choices),
            filed: have(choices),
            refused: u32::from(choices.byte()),
        },
        18 => Input::Space(view(choices.below(4) as u8, choices, held)),
        19 => Input::Grew {
            space: tag,
            heads: heads(choices),
            branches: branches(choices),
        },
        21 if choices.one_in(2) => Input::Compared {
            space: tag,
            common: have(choices).iter().collect(),
        },
        20 if choices.one_in(8) => Input::Finish,
        22 => Input::ChunksNamed { space: tag },
        23 | 24 if !asked.choices.is_empty() => Input::ChunksChosen {
            space: asked.choices.remove(0),
            names: (0..choices.below(12))
                .map(|_| some_chunk(choices).0)
                .collect(),
        },
        25 | 26 if !asked.chunks.is_empty() => {
            let (space, name) = asked.chunks.remove(0);
            Input::ChunkLoaded {
                space,
                name,
                sealed: vec![7; choices.below(20)],
            }
        }
        _ => {
            // A frame as bytes: whatever decodes.
            let length = choices.below(200);
            Frame::decode(choices.bytes(length)).map_or(Input::Tick, Input::Frame)
        }
    }
}

/// One of a few chunks, by its name.
fn some_chunk(choices: &mut Choices<'_>) -> (ChunkName, Vec<u8>) {
    let sealed = vec![choices.byte() % 6; 3];
    (chunk_name(&sealed), sealed)
}

fn chunk_name(sealed: &[u8]) -> ChunkName {
    Sha256::digest(sealed).into()
}

fn log(choices: &mut Choices<'_>) -> LogId {
    let class = if choices.one_in(3) {
        Class::Control
    } else {
        Class::Data
    };
    let mut log = Device::new(choices.below(2) as u8).log(class);
    log.incarnation = 1 + choices.below(2) as u64;
    log
}

fn branches(choices: &mut Choices<'_>) -> Branches {
    let mut branches = Branches::default();
    if choices.one_in(3) {
        let of = log(choices);
        let branch = Branches::name(of, RecordId::from_bytes([choices.byte(); 32]));
        branches.insert(branch, of, 1 + choices.below(5) as u64);
    }
    branches
}

fn have(choices: &mut Choices<'_>) -> Have {
    (0..choices.below(5))
        .map(|_| (log(choices), choices.number()))
        .collect()
}

/// In order, each log once, as decoded heads are.
fn heads(choices: &mut Choices<'_>) -> Vec<(LogId, Head)> {
    let have = have(choices);
    let heads = have.iter().map(|(log, number)| {
        let id = RecordId::from_bytes([number as u8; 32]);
        (log, Head { number, id })
    });
    heads.collect()
}

/// The last record of a history, and some before it.
fn places(choices: &mut Choices<'_>, head: Head) -> Vec<Head> {
    let mut places = vec![head];
    while let Some(number) = places.last().and_then(|last| last.number.checked_sub(1))
        && number > 0
        && choices.one_in(2)
    {
        let id = RecordId::from_bytes([choices.byte(); 32]);
        places.push(Head { number, id });
    }
    places
}

fn frame(space: SpaceTag, choices: &mut Choices<'_>, held: &[Record]) -> Frame {
    match choices.below(16) {
        13 => Frame::Want {
            space,
            names: [some_chunk(choices).0].into(),
        },
        14 | 15 => {
            let (name, sealed) = some_chunk(choices);
            let other = choices.one_in(4);
            Frame::Chunk {
                space,
                name,
                sealed: if other {
                    vec![9; choices.below(3)]
                } else {
                    sealed
                },
            }
        }
        11 => Frame::Fork {
            space,
            histories: heads(choices)
                .into_iter()
                .map(|(log, head)| History {
                    log,
                    places: places(choices, head),
                })
                .collect(),
        },
        0 => Frame::Hello {
            version: u16::from(choices.byte()),
        },
        1 | 2 => Frame::Offer {
            space: if choices.one_in(3) {
                SpaceTag::from_bytes([choices.byte(); 16])
            } else {
                space
            },
            have: have(choices).iter().collect(),
        },
        3 => Frame::Ready,
        4 | 5 => Frame::Records {
            space,
            records: held[choices.below(held.len())..]
                .iter()
                .map(Record::encode)
                .collect(),
        },
        6 | 7 => Frame::Ack {
            space,
            have: have(choices),
        },
        8 => Frame::Check {
            space,
            digest: [choices.byte(); 32],
        },
        9 => Frame::Heads {
            space,
            heads: heads(choices),
        },
        10 => Frame::Bye {
            offers: u32::from(choices.byte() % 4),
        },
        _ => [Frame::Ping, Frame::Pong][choices.below(2)].clone(),
    }
}
