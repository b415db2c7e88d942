//! What somebody should look at soon: histories that differ, devices that removed each other, recovery pages that were made,
//! records that a removal cut off. Each in a sentence or two, with the command that helps.

use engine::KitStanding;
use engine::views::{CutOff, Status};
use engine::{KitUse, KitView};
use jiff::Zoned;

use crate::terminal::{counted, show_line};
use crate::time::ago;

/// How long a new recovery kit is spoken of, in seconds.
const NEW_KIT_FOR: i64 = 14 * 24 * 3600;

/// That there is another recovery kit, for as long as a new device is spoken of; and that there are two where one
/// was renewed twice, or one that a removed device made, until that is put right.
pub(crate) fn of_kits(kits: &[KitView], now: &Zoned) -> Vec<String> {
    let mut said = Vec::new();
    let counts = |standing| kits.iter().filter(move |kit| kit.standing == standing);
    if counts(KitStanding::First).next().is_none() && counts(KitStanding::Beside).count() > 1 {
        // Neither was made beside a lost one.
        return vec![
            "The recovery page was renewed twice, apart. Both pages open the journal, and neither decides against your devices. \
             `still kit renew --lost` makes one in the place of both. If one of the two was not you, somebody has a page of yours: \
             `still device list` shows whom it may have let in."
                .to_owned(),
        ];
    }
    said.extend(of_pages_left(kits, now));
    for kit in kits.iter().filter(|kit| !kit.first && !is_left(kit)) {
        let age = now.timestamp().as_second() - kit.made_at.as_second();
        let signed = match kit.standing {
            KitStanding::First => "signed with the page before, whose place it takes".to_owned(),
            KitStanding::Beside => {
                let by = show_line(&kit.made_by);
                format!("signed by {by}, beside the one before, which was lost")
            }
            _ => continue,
        };
        if !(0..NEW_KIT_FOR).contains(&age) {
            continue;
        }
        let when = ago(kit.made_at, now);
        said.push(format!(
            "A recovery page was made {when}, {signed}. If that was not you, `still kit renew` makes another one, \
             and `still device list` shows who can."
        ));
    }
    said
}

/// That pages still count which a device made that was removed since: who has it may have one, too.
pub(crate) fn of_pages_left(kits: &[KitView], now: &Zoned) -> Vec<String> {
    let said = kits.iter().filter(|kit| is_left(kit)).map(|kit| {
        let (by, when) = (show_line(&kit.made_by), ago(kit.made_at, now));
        format!(
            "A recovery page that {by} made {when} opens the journal still, though {by} was removed. If it is not in your hands \
             alone, `still kit renew` ends it."
        )
    });
    said.collect()
}

fn is_left(kit: &KitView) -> bool {
    kit.standing == KitStanding::Beside && kit.maker_removed
}

/// That somebody used a recovery page to make a device, until it is said that they are known.
pub(crate) fn of_kit_uses(uses: &[KitUse], now: &Zoned) -> Vec<String> {
    let said = uses.iter().map(|used| {
        let (name, when) = (show_line(&used.name), ago(used.at, now));
        format!(
            "A recovery page was used {when}, to make {name} a device of this journal. If that was you, `still kit used {name}` ends \
             this question. If not, somebody has your page: `still device remove {name}`, then `still kit renew`."
        )
    });
    said.collect()
}

/// Plainly that this device, or another, was set back, and what to do now.
pub(crate) fn of_histories(status: &Status) -> Vec<String> {
    let mut said = Vec::new();
    if status.set_back {
        let only_here = match status.only_here {
            0 => String::new(),
            1 => " 1 change of your journal is only here.".to_owned(),
            count => format!(" {count} changes of your journal are only here."),
        };
        let text = format!(
            "This device was set back to an earlier state, or copied unnoticed: another device holds other records of \
             it.{only_here} Where both run this version of the program, both are kept from their next meeting on. If \
             it stays so, `still export --json` keeps what is here; then let this device join the journal anew, in a \
             new folder."
        );
        said.push(text);
    }
    for split in &status.split {
        said.push(super::split::line(split));
    }
    if !status.waited_for.is_empty() {
        let names: Vec<_> = status
            .waited_for
            .iter()
            .map(|name| show_line(name))
            .collect();
        let text = format!(
            "As far as this device knows, an earlier program runs on {}, which keeps one of the two only: bring it up to \
             date there, and let it meet this device.",
            names.join(" and ")
        );
        said.push(text);
    }
    if !status.disputed.is_empty() {
        let names: Vec<_> = status.disputed.iter().map(|name| show_line(name)).collect();
        let names = names.join(" and ");
        let me = status.devices.iter().find(|device| device.this);
        let text = if me.is_some_and(|me| me.disputed) {
            format!(
                "{names} have removed each other, and one of them is this device. Until that is decided nothing can be written \
                 here. `still device remove NAME` on a third device of this journal decides: name the one that is lost or in \
                 wrong hands. If there is none, the recovery kit decides: `still recover`."
            )
        } else {
            format!(
                "{names} have removed each other. Until you decide, nothing that they write counts. `still device remove NAME` \
                 here decides: name the one that is lost or in wrong hands. The other one belongs to the journal again then. If \
                 neither is in good hands, name both, one after the other."
            )
        };
        said.push(text);
    }
    for name in &status.differing {
        let text = format!(
            "{} was set back to an earlier state, or copied unnoticed: it holds other records of itself than other \
             devices do. `still status` there says what to do.",
            show_line(name)
        );
        said.push(text);
    }
    said
}

/// Which records are held and not shown since their device was removed; without what can be done.
pub(crate) fn of_cut_off(cut: &CutOff) -> String {
    let late = cut.removed_by.as_ref().map_or_else(
        || "after what counts of it".to_owned(),
        |by| format!("after {} last saw it", show_line(by)),
    );
    let beside = "beside what it wrote after it was set back, or twice";
    let since = match cut.overruled {
        0 => format!("written {late}"),
        all if all == cut.records => format!("written {beside}"),
        _ => format!("written {late}, or {beside}"),
    };
    format!(
        "{} of {}, {since}, {} kept sealed and not shown",
        counted(cut.records, "record", "records"),
        show_line(&cut.device),
        if cut.records == 1 { "is" } else { "are" }
    )
}
