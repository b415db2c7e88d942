//! From a seed to a plan. Each seed leaves out what it likes and weighs the rest as it likes, so that what is rare in one is
//! frequent in another.

use crate::dice::Dice;
use crate::disk::Stop;
use crate::flood::Flood;
use crate::genesis::SHAPES;
use crate::hostile::{WRONGS, Wrong};
use crate::link::Line;
use crate::plan::{Act, Plan, Step, VERSION};

/// Kinds of acts, with how often they come where a seed says nothing else.
const KINDS: &[(Kind, u64)] = &[
    (Kind::Write, 18),
    (Kind::Edit, 14),
    (Kind::Editor, 6),
    (Kind::Label, 6),
    (Kind::Item, 5),
    (Kind::Delete, 4),
    (Kind::Import, 2),
    (Kind::Meet, 16),
    (Kind::Live, 3),
    (Kind::Lock, 4),
    (Kind::Reopen, 3),
    (Kind::Stop, 6),
    (Kind::Fault, 1),
    (Kind::Full, 1),
    (Kind::Jump, 2),
    (Kind::Rebuild, 1),
    (Kind::Passphrase, 2),
    (Kind::Pair, 2),
    (Kind::Remove, 2),
    (Kind::Share, 2),
    (Kind::Back, 2),
    (Kind::Read, 2),
    (Kind::Chain, 3),
    (Kind::Flood, 1),
    (Kind::Hostile, 6),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Write,
    Edit,
    Editor,
    Label,
    Item,
    Delete,
    Import,
    Meet,
    Live,
    Lock,
    Reopen,
    Stop,
    Fault,
    Full,
    Jump,
    Rebuild,
    Passphrase,
    Pair,
    Remove,
    Share,
    Back,
    Read,
    Chain,
    Flood,
    Hostile,
}

/// What a seed is like.
struct Nature {
    weights: Vec<u64>,
    /// One connection in so many breaks.
    cuts: usize,
    /// Milliseconds that a frame takes, at most.
    latency: u32,
}

/// The plan of a seed.
pub fn plan(seed: u64) -> Plan {
    let mut dice = Dice::new(seed);
    let calm = dice.once_in(8);
    if !calm {
        // Nothing hangs on this number. Without it every other seed would mean another plan.
        dice.roll();
    }
    let length = match dice.below(100) {
        0..70 => dice.within(8, 16),
        70..95 => dice.within(17, 32),
        _ => dice.within(33, 70),
    };
    let hostile = !calm && dice.once_in(4);
    let nature = nature(&mut dice, calm, hostile);
    let mut steps = Vec::new();
    for at in 0..length {
        let (kind, _) = KINDS[dice.weighted(&nature.weights)];
        // Somebody turns in every plan that is meant for it.
        let kind = if hostile && at == length / 3 {
            Kind::Hostile
        } else {
            kind
        };
        for act in acts(&mut dice, &nature, kind) {
            steps.push(Step {
                act,
                sub: dice.roll(),
            });
        }
        if length > 20 && at == length / 2 {
            steps.push(Step {
                act: Act::Rest,
                sub: dice.roll(),
            });
        }
    }
    steps.push(Step {
        act: Act::Rest,
        sub: dice.roll(),
    });
    Plan {
        version: VERSION,
        seed,
        batch: [0, 0, 2_000, 600][dice.below(4)],
        shape: match hostile {
            true => [1, 1, 4, 2][dice.below(4)],
            false => u8::try_from(dice.below(SHAPES.into())).expect("small"),
        },
        steps,
    }
}

fn nature(dice: &mut Dice, calm: bool, hostile: bool) -> Nature {
    let faults = [Kind::Stop, Kind::Fault, Kind::Full, Kind::Back];
    let weights: Vec<u64> = KINDS
        .iter()
        .map(|(kind, weight)| match kind {
            // Written and met is in every plan.
            Kind::Write | Kind::Meet => weight * dice.within(1, 4),
            kind if calm && faults.contains(kind) => 0,
            Kind::Hostile if !hostile => 0,
            Kind::Hostile => *weight,
            // What was set back or copied, and who turned, would both have to be excused everywhere.
            Kind::Back if hostile => 0,
            _ if dice.once_in(3) => 0,
            _ => weight * dice.within(1, 6),
        })
        .collect();
    Nature {
        weights,
        cuts: if calm {
            usize::MAX
        } else {
            [2, 3, 5, 20][dice.below(4)]
        },
        latency: [0, 0, 50, 3000][dice.below(4)],
    }
}

fn line(dice: &mut Dice, nature: &Nature) -> Line {
    let broken = nature.cuts != usize::MAX && dice.once_in(nature.cuts);
    let part = |dice: &mut Dice| [0, 100, dice.below(100) as u8][dice.below(3)];
    Line {
        cut: broken.then(|| (dice.below(24) as u32, part(dice))),
        latency: nature.latency,
        room: [1 << 16, 1 << 16, 512, 7][dice.below(4)],
    }
}

fn acts(dice: &mut Dice, nature: &Nature, kind: Kind) -> Vec<Act> {
    let byte = |dice: &mut Dice| dice.below(240) as u8;
    let many = |dice: &mut Dice| dice.below(60_000) as u16;
    let at = byte(dice);
    let one = match kind {
        Kind::Chain | Kind::Hostile => return together(dice, nature, kind, at),
        Kind::Flood => {
            let flood = [Flood::Pings, Flood::Checks, Flood::Records][dice.below(3)];
            let share = byte(dice);
            let times = dice.within(1, 3);
            let flood = |_| Act::Flood {
                share,
                flood,
                size: many(dice),
            };
            return (0..times).map(flood).collect();
        }
        Kind::Write => Act::Write {
            at,
            words: [3, 8, 30, 2000][dice.weighted(&[20, 20, 10, 1])],
            open: dice.once_in(3),
        },
        Kind::Edit => Act::Edit {
            at,
            entry: many(dice),
            without: dice.once_in(2),
        },
        Kind::Editor => {
            let entry = many(dice);
            if dice.once_in(2) {
                Act::Begin { at, entry }
            } else {
                return vec![
                    Act::Begin { at, entry },
                    Act::Edit {
                        at: byte(dice),
                        entry,
                        without: true,
                    },
                    Act::Meet {
                        a: at,
                        b: byte(dice),
                        line: Line::sound(),
                        twice: false,
                        kill: None,
                    },
                    Act::Save {
                        at,
                        without: dice.once_in(2),
                    },
                ];
            }
        }
        Kind::Label => Act::Label {
            at,
            entry: many(dice),
            what: byte(dice),
            on: dice.once_in(2),
        },
        Kind::Item => Act::Item { at },
        Kind::Delete => Act::Delete {
            at,
            entry: many(dice),
            back: dice.once_in(2),
        },
        Kind::Import => Act::Import {
            at,
            many: dice.within(3, 60) as u16,
        },
        Kind::Meet => Act::Meet {
            a: at,
            b: byte(dice),
            line: line(dice, nature),
            twice: dice.once_in(8),
            kill: (nature.cuts != usize::MAX && dice.once_in(10))
                .then(|| (dice.once_in(2), dice.below(60) as u16)),
        },
        Kind::Live => Act::Live {
            a: at,
            b: byte(dice),
            line: line(dice, nature),
        },
        Kind::Lock if dice.once_in(2) => Act::Lock { at },
        Kind::Lock => Act::Unlock { at },
        Kind::Reopen => Act::Reopen { at },
        Kind::Stop => {
            let how = if dice.once_in(3) {
                Stop::Kill
            } else {
                Stop::Power
            };
            Act::Stop {
                at,
                after: [12, 40, 120][dice.below(3)].min(dice.below(120) as u16),
                how,
            }
        }
        Kind::Fault => Act::Fault {
            at,
            after: dice.below(60) as u16,
        },
        Kind::Full => Act::Full {
            at,
            kib: dice.below(600) as u16,
        },
        Kind::Jump => {
            let size = [3600, 86_400 * 2, 86_400 * 400, 86_400 * 365 * 30][dice.below(4)];
            let size = dice.within(1, size) as i64;
            Act::Jump {
                at,
                seconds: if dice.once_in(2) { size } else { -size },
            }
        }
        Kind::Rebuild => Act::Rebuild { at },
        Kind::Passphrase => Act::Passphrase { at },
        Kind::Pair => Act::Pair {
            by: at,
            line: line(dice, nature),
        },
        Kind::Remove if dice.once_in(4) => Act::Mutual {
            a: at,
            b: byte(dice),
        },
        Kind::Remove => Act::Remove {
            by: at,
            whom: byte(dice),
        },
        Kind::Share if dice.once_in(3) => Act::StopShare { by: at },
        Kind::Share => Act::Share {
            by: at,
            line: line(dice, nature),
        },
        Kind::Back => match dice.below(3) {
            0 => Act::Keep { at },
            1 => Act::Copy { at },
            _ => {
                return vec![
                    Act::Keep { at },
                    Act::Write {
                        at,
                        words: 2,
                        open: false,
                    },
                    Act::Meet {
                        a: at,
                        b: byte(dice),
                        line: line(dice, nature),
                        twice: false,
                        kill: None,
                    },
                    Act::Back {
                        at,
                        machine: dice.once_in(2),
                    },
                    Act::Write {
                        at,
                        words: 2,
                        open: false,
                    },
                ];
            }
        },
        Kind::Read => Act::Read { at },
    };
    vec![one]
}

/// Acts that come to something only one after the other.
fn together(dice: &mut Dice, nature: &Nature, kind: Kind, at: u8) -> Vec<Act> {
    let next = |more: u8| at.wrapping_add(more);
    let meet = |a: u8, b: u8, line: Line| Act::Between { a, b, line };
    let write = Act::Write {
        at,
        words: 3,
        open: false,
    };
    let edit = |at: u8| Act::Edit {
        at,
        entry: 0,
        without: false,
    };
    let cut = Line {
        cut: Some((dice.within(4, 16) as u32, 100)),
        ..Line::sound()
    };
    let remove = Act::Remove {
        by: next(2),
        whom: at,
    };
    let meddle = |by: u8, with: u8| Act::Meddle {
        by,
        with,
        line: Line::sound(),
    };
    match kind {
        Kind::Chain => match dice.below(4) {
            // One builds on what another wrote, whom a third removes without having seen it.
            0 => vec![
                write,
                meet(at, next(1), line(dice, nature)),
                edit(next(1)),
                remove,
                meet(next(1), next(2), line(dice, nature)),
            ],
            // What was written after a removal is carried on by who has not heard of it.
            1 => vec![
                remove,
                Act::Late { number: 0 },
                meddle(dice.below(2) as u8, next(1)),
                meet(next(1), next(2), line(dice, nature)),
            ],
            // One builds on another, and part of it comes to a third.
            2 => vec![
                write,
                meet(at, next(1), Line::sound()),
                edit(next(1)),
                meet(next(1), next(2), cut),
            ],
            // What was written late is built upon.
            _ => vec![
                remove,
                Act::Late { number: 0 },
                meddle(dice.below(2) as u8, next(1)),
                edit(next(1)),
                meet(next(1), next(2), line(dice, nature)),
            ],
        },
        _ => {
            let wrong = WRONGS[dice.below(WRONGS.len())];
            let size = dice.below(60_000) as u16;
            let mut acts = vec![Act::Hostile { at, wrong, size }, meddle(0, next(1))];
            if wrong == Wrong::Unsaid {
                acts.extend([Act::Hostile { at, wrong, size }, meddle(0, next(1))]);
            }
            acts.push(meddle(1, next(2)));
            acts.push(meet(next(1), next(2), Line::sound()));
            if wrong == Wrong::Vouch || dice.once_in(3) {
                acts.push(Act::Expel { by: next(1) });
                acts.push(Act::Late { number: 0 });
                acts.push(meddle(dice.below(2) as u8, next(2)));
                if dice.once_in(2) {
                    acts.push(edit(next(2)));
                }
                acts.push(meet(next(1), next(2), line(dice, nature)));
            }
            acts
        }
    }
}
