//! A fleet that does anything comes to the same.

use super::*;

#[derive(Clone, Debug)]
enum Act {
    /// Puts a word of its own somewhere.
    Word(usize),
    /// Corrects one of the words that everybody finds wrong.
    Correct(usize),
    /// Takes words away.
    Cut(usize, usize),
    Empty,
    Star,
    Mood(u8),
    Delete,
    Hear(usize),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0..30usize).prop_map(Act::Word),
        5 => (0..6usize).prop_map(Act::Correct),
        2 => (0..30usize, 1..4usize).prop_map(|(at, count)| Act::Cut(at, count)),
        1 => (0..3u8).prop_map(|n| if n == 0 { Act::Empty } else { Act::Star }),
        1 => Just(Act::Star),
        1 => (1..10u8).prop_map(Act::Mood),
        1 => Just(Act::Delete),
        5 => (0..3usize).prop_map(Act::Hear),
    ]
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// Does one thing; tells what words it took away.
fn perform(device: &mut Device, act: &Act, nonce: usize) -> Vec<String> {
    let before = words(&device.body());
    let mut after = before.clone();
    let edit = match act {
        Act::Word(at) => {
            after.insert((*at).min(before.len()), format!("w{nonce}"));
            body(&after.join(" "))
        }
        Act::Correct(n) => {
            let (wrong, right) = (format!("teh{n}"), format!("the{n}"));
            for word in &mut after {
                if *word == wrong {
                    word.clone_from(&right);
                }
            }
            body(&after.join(" "))
        }
        Act::Cut(at, count) => {
            let at = (*at).min(after.len());
            let end = (at + count).min(after.len());
            after.drain(at..end);
            body(&after.join(" "))
        }
        Act::Empty => {
            after.clear();
            body("")
        }
        Act::Star => EntryEdit::Star(!device.entry().star),
        Act::Mood(mood) => EntryEdit::Mood(Some(*mood)),
        Act::Delete => EntryEdit::Delete,
        Act::Hear(_) => return Vec::new(),
    };
    let at = NOW + i64::try_from(nonce % 7).unwrap();
    device.write_at([edit], at);
    let corrected = |word: &String| after.contains(&word.replace("teh", "the"));
    before
        .into_iter()
        .filter(|word| !after.contains(word) && !corrected(word))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn a_fleet_comes_to_the_same_loses_no_word_and_doubles_no_correction(
        mut acts in prop::collection::vec((0..3usize, act()), 1..40),
        takes in any::<bool>(),
        order in prop::collection::vec(any::<u16>(), 64),
    ) {
        acts.retain(|(_, act)| takes || !matches!(act, Act::Empty | Act::Cut(..)));
        let start: Vec<String> = (0..6).map(|n| format!("teh{n} a{n} b{n}")).collect();
        let mut first = Device::new(Kind::Entry, &[0]);
        first.write(create("", &start.join(" ")));
        let mut fleet: Vec<Device> = (0..3u8).map(|n| Device::new(Kind::Entry, &[n])).collect();
        fleet[0] = first.clone();
        for device in &mut fleet[1..] {
            device.hear(&first);
        }
        let mut gone = BTreeSet::new();
        let mut typed = BTreeSet::new();
        for (nonce, (who, act)) in acts.iter().enumerate() {
            if let Act::Hear(other) = act {
                let other = fleet[*other].clone();
                fleet[*who].hear(&other);
                continue;
            }
            let before = words(&fleet[*who].body());
            gone.extend(perform(&mut fleet[*who], act, nonce));
            let after = words(&fleet[*who].body());
            typed.extend(after.into_iter().filter(|word| !before.contains(word)));
        }
        let heard = fleet.clone();
        for device in &mut fleet {
            for other in &heard {
                device.hear(other);
            }
        }
        let agreed = fleet[0].document.row();
        for device in &fleet {
            prop_assert_eq!(&device.document.row(), &agreed);
        }
        let read = words(&fleet[0].body());
        let taken = acts.iter().any(|(_, act)| matches!(act, Act::Empty | Act::Cut(..)));
        for word in &typed {
            let times = read.iter().filter(|read| *read == word).count();
            // What one side took away and others wrote into at once may stand twice; it is never lost.
            prop_assert!(times <= 1 || taken, "{word} stands {times} times in {read:?}");
            prop_assert!(times > 0 || gone.contains(word), "{word} is lost in {read:?}");
        }

        // Whoever hears of the changes in another order reads the same.
        let mut waiting: Vec<(u16, Vec<u8>)> =
            order.iter().copied().cycle().zip(fleet[0].changes.clone()).collect();
        waiting.sort();
        let mut newcomer = Document::new(Kind::Entry, Actor::derive(b"new", DocId::from_bytes([1; 16])));
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain(|(_, change)| newcomer.apply(&[change]).is_err());
            prop_assert!(waiting.len() < before);
        }
        prop_assert_eq!(&newcomer.row(), &agreed);

        // What is read is what the next edit makes the document hold.
        let read = fleet[0].body();
        fleet[0].write(EntryEdit::Title("after".into()));
        prop_assert_eq!(fleet[0].held("body"), read.clone());
        prop_assert_eq!(fleet[0].body(), read);
    }
}
