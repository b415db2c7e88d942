//! The same of journals with several devices, pages and readers.

use std::collections::BTreeSet;

use engine::{Recovery, RecoveryKit, ShareRule, Vault};
use testkit::{Desk, copy_folder, draft, meet, passphrase};

use super::{DAY, Told};

fn runtime() -> tokio::runtime::Runtime {
    let built = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    built.expect("a runtime can be made")
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, state by state")]
fn several_devices_reached_or_not() {
    runtime().block_on(async {
        let mut told = Told::of(4);
        let laptop = told.world.first("laptop");
        laptop.writes("one");
        let phone = told.world.another(&laptop, "phone").await;
        told.is(
            &laptop.vault,
            &["only here: nothing", "phone: has everything"],
        );
        told.is_locked(&laptop, &["only here: nothing", "another: has everything"]);
        told.world.advance(DAY);
        laptop.writes("two");
        laptop.writes("three");
        told.world.advance(DAY);
        told.is(
            &laptop.vault,
            &[
                "only here: 2 entries, the oldest written yesterday afternoon",
                "phone: has everything from before yesterday afternoon, lacks 2 newer entries",
            ],
        );
        let tablet = told.world.another(&laptop, "tablet").await;
        told.is(
            &laptop.vault,
            &[
                "only here: nothing",
                "phone: has everything from before yesterday afternoon, lacks 2 newer entries",
                "tablet: has everything",
            ],
        );
        told.world.advance(30 * DAY);
        told.is(
            &laptop.vault,
            &[
                "only here: nothing",
                "phone: has everything from before 19 November, lacks 2 newer entries",
                "tablet: had everything then",
            ],
        );
        meet(&phone, &laptop).await;
        told.is(
            &phone.vault,
            &[
                "only here: nothing",
                "laptop: has everything",
                "tablet: never met from here: what it has is not known",
            ],
        );
        // What the phone wrote is only here once it does not belong here any more.
        phone.writes("by the phone");
        meet(&phone, &laptop).await;
        let confirmed = laptop.confirmed();
        laptop
            .vault
            .devices()
            .remove("phone", &confirmed)
            .expect("an owner removes");
        told.is(
            &laptop.vault,
            &[
                "only here: 1 entry, written today 12:06",
                "tablet: has everything from before today 12:06, lacks 1 newer entry",
            ],
        );
        phone.writes("late");
        meet(&phone, &tablet).await;
        meet(&tablet, &laptop).await;
        told.is(
            &laptop.vault,
            &[
                "only here: nothing",
                "tablet: has everything",
                "1 record of phone, written after laptop last saw it, is kept sealed and not shown",
            ],
        );
        told.ends(8);
    });
}

#[test]
fn devices_that_were_set_back_or_removed() {
    runtime().block_on(async {
        let mut told = Told::of(5);
        let laptop = told.world.first("laptop");
        let phone = told.world.another(&laptop, "phone").await;
        let tablet = told.world.another(&laptop, "tablet").await;
        meet(&phone, &laptop).await;
        meet(&phone, &tablet).await;
        let image = told.world.path("image");
        copy_folder(&phone.path, &image);
        phone.writes("on the phone, and gone with it");
        meet(&phone, &laptop).await;
        drop(phone);
        let phone = Desk::at("phone", &image, &told.world.env(None));
        phone.writes("on the phone again");
        told.is(&phone.vault, &[
        "only here: 1 entry, written today 12:06",
        "laptop: has everything from before today 12:06, lacks 1 newer entry",
        "tablet: has everything from before today 12:06, lacks 1 newer entry",
    ]);
        meet(&phone, &laptop).await;
        told.is(&phone.vault, &[
        "only here: nothing",
        "laptop: has everything",
        "tablet: has everything from before today 12:06, lacks 2 newer entries",
        "This device was set back to an earlier state, or exists twice. It goes on in a log of its own. \
         What it had written before comes back from your other devices, and what was written here since \
         stands beside it. If a copy of its folder is in use, go on with one of the two only.",
    ]);
        told.is(&laptop.vault, &[
        "only here: nothing",
        "phone: has everything",
        "tablet: has everything from before today 12:06, lacks 2 newer entries",
        "phone was set back to an earlier state, or exists twice. What was written on both sides of that \
         is kept here.",
    ]);
        for (one, other) in [(&laptop, "phone"), (&phone, "laptop")] {
            let confirmed = one.confirmed();
            one.vault
                .devices()
                .remove(other, &confirmed)
                .expect("an owner removes");
        }
        meet(&laptop, &tablet).await;
        told.is(&tablet.vault, &[
        "only here: nothing",
        "laptop: has everything",
        "phone was set back to an earlier state, or exists twice. What was written on both sides of that \
         is kept here.",
    ]);
        told.ends(4);
    });
}

#[test]
fn recovery_pages_and_readers() {
    runtime().block_on(async {
        let mut told = Told::of(6);
        let laptop = told.world.first("laptop");
        let phone = told.world.another(&laptop, "phone").await;
        let renews = |desk: &Desk, old: Option<&RecoveryKit>| {
            let new = RecoveryKit::generate();
            let renewed = desk.vault.renew_kit(&desk.confirmed(), &new, old);
            renewed.expect("it can be renewed");
            new
        };
        let first = laptop.kit.as_ref().expect("it has one");
        let second = renews(&laptop, Some(first));
        told.is(&laptop.vault, &[
        "only here: nothing",
        "phone: has everything",
        "A recovery page was made just now, signed with the page before, whose place it takes. If that \
         was not you, `still kit renew` makes another one, and `still device list` shows who can.",
    ]);
        renews(&phone, Some(first));
        meet(&phone, &laptop).await;
        told.is(&laptop.vault, &[
        "only here: nothing",
        "phone: has everything",
        "The recovery page was renewed twice, apart. Both pages open the journal, and neither decides \
         against your devices. `still kit renew --lost` makes one in the place of both. If one of the \
         two was not you, somebody has a page of yours: `still device list` shows whom it may have let \
         in.",
    ]);
        drop(second);
        renews(&laptop, None);
        told.is(&laptop.vault, &[
        "only here: nothing",
        "phone: has everything",
        "A recovery page was made just now, signed by laptop, beside the one before, which was lost. If \
         that was not you, `still kit renew` makes another one, and `still device list` shows who can.",
    ]);
        told.world.advance(15 * DAY);
        told.is(&laptop.vault, &[
        "only here: nothing",
        "phone: had everything then",
    ]);
        let rule = ShareRule {
            tags: ["told".to_owned()].into(),
            ..ShareRule::default()
        };
        let shares = laptop.vault.shares();
        let share = shares
            .create("Dr Weber", &rule, None, &laptop.confirmed())
            .expect("an owner shares");
        told.world.reader(&laptop, &share.short, "practice").await;
        let mut fields = draft("for the session");
        fields.tags = ["told".to_owned()].into();
        laptop
            .vault
            .entries()
            .create(fields)
            .expect("it is written");
        told.is(&laptop.vault, &[
        "only here: 1 entry, written today 12:06",
        "phone: has everything from before today 12:06, lacks 1 newer entry",
        "practice: ",
    ]);
        told.ends(5);
    });
}

#[test]
fn a_device_that_a_recovery_page_made() {
    runtime().block_on(async {
        let mut told = Told::of(7);
        let (laptop, tablet) = told.world.pair().await;
        laptop.writes("one");
        meet(&laptop, &tablet).await;
        let copy = told.world.path("copy");
        copy_folder(&tablet.path, &copy);
        let kit = laptop.kit.as_ref().expect("it has one").secret_text();
        let kit = RecoveryKit::from_text(kit).expect("a kit reads what it shows");
        let env = told.world.env(None);
        let copy = Recovery::open(&copy, kit, &env).expect("the kit opens it");
        let path = told.world.path("new");
        let gone = BTreeSet::new();
        let made = Vault::recover(&path, &passphrase(), "new", &copy, &gone, env.clone());
        let (vault, beginning, _) = made.expect("it is made");
        beginning.settle().expect("it is made");
        let new = Desk::with("new", vault, &path, &env);
        told.is(&new.vault, &[
        "only here: 1 entry, written today 12:06",
        "laptop: never met from here: what it has is not known",
        "phone: never met from here: what it has is not known",
    ]);
        let invitation = tablet
            .vault
            .devices()
            .invite(Vec::new(), &tablet.confirmed());
        new.joins(&tablet, invitation.expect("an owner invites"))
            .await;
        told.is(&tablet.vault, &[
        "only here: nothing",
        "laptop: has everything",
        "new: has everything",
        "A recovery page was used just now, to make new a device of this journal. If that was you, \
         `still kit used new` ends this question. If not, somebody has your page: `still device remove \
         new`, then `still kit renew`.",
    ]);
        meet(&tablet, &laptop).await;
        told.is(&laptop.vault, &[
        "only here: nothing",
        "new: never met from here: what it has is not known",
        "phone: has everything",
        "A recovery page was used just now, to make new a device of this journal. If that was you, \
         `still kit used new` ends this question. If not, somebody has your page: `still device remove \
         new`, then `still kit renew`.",
    ]);
        let device = laptop.vault.kit_uses().expect("it reads")[0].device;
        laptop
            .vault
            .answer_for_kit_use(&laptop.confirmed(), device)
            .expect("it is kept");
        told.is(&laptop.vault, &[
        "only here: nothing",
        "new: never met from here: what it has is not known",
        "phone: has everything",
    ]);
        told.ends(4);
    });
}

#[test]
fn what_a_journal_was_recovered_from_is_not_nothing() {
    let mut told = Told::of(8);
    let laptop = told.world.first("laptop");
    laptop.writes("one");
    let copy = told.world.path("copy");
    copy_folder(&laptop.path, &copy);
    let env = told.world.env(None);
    let copy = Recovery::open(&copy, laptop.typed_kit(), &env).expect("the kit opens it");
    let device = laptop.vault.devices().list().expect("it reads")[0].device;
    let path = told.world.path("new");
    let gone = BTreeSet::from([device]);
    let made = Vault::recover(&path, &passphrase(), "new", &copy, &gone, env);
    let (vault, beginning, _) = made.expect("it is made");
    beginning.settle().expect("it is made");
    told.is(&vault, &[
        "only here: 1 entry, written today 12:06",
        "backup: none. No other device has this journal. What it was recovered from, if that is still there, lacks what was \
         written since. `still backup DIR` makes one",
    ]);
    told.ends(1);
}
