//! Making a vault: all of it or nothing, whoever stops it, and only in a folder that is nobody else's.

use std::fs;
#[cfg(unix)]
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use engine::{ErrorKind, Found, OpenError, OpenMode, ReadError, RecoveryKit, UnlockError, Vault};
use testkit::{Desk, World, copy_folder, passphrase};

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Whether another process is making a vault there just now.
fn is_in_work<T>(opened: &Result<T, OpenError>) -> bool {
    matches!(opened, Err(OpenError::Storage(why)) if why.kind() == ErrorKind::Busy)
}

#[test]
fn a_beginning_that_is_dropped_leaves_nothing_and_can_be_repeated() {
    let world = World::new(1);
    let Desk { env, .. } = world.first("laptop");
    let (path, high_water) = (world.path("other"), world.path("laptop-high-water"));
    let kit = RecoveryKit::generate();
    let begin = || Vault::init_with(&path, &passphrase(), "laptop", &kit, env.clone());
    let (vault, beginning) = begin().unwrap();
    assert_eq!(fs::read_dir(&high_water).unwrap().count(), 2);
    // Nobody takes it for a vault, and nobody begins there too.
    let opened = Vault::open(&path, None, OpenMode::Read, env.clone());
    assert!(is_in_work(&opened), "{opened:?}");
    assert!(is_in_work(&begin()));
    drop((vault, beginning));
    assert!(!path.exists());
    assert_eq!(fs::read_dir(&high_water).unwrap().count(), 1);

    let (vault, beginning) = begin().unwrap();
    beginning.settle().unwrap();
    drop(vault);
    assert_eq!(
        names(&path),
        ["device.age", "link.key", "settings.toml", "vault.redb"]
    );
    assert_eq!(Vault::look(&path, &env).unwrap(), Found::Vault);
}

#[test]
fn what_a_kill_left_is_taken_away_at_the_next_look() {
    let world = World::new(1);
    let Desk { env, .. } = world.first("laptop");
    let (path, left) = (world.path("other"), world.path("left"));
    let kit = RecoveryKit::generate();
    let (_vault, _beginning) =
        Vault::init_with(&path, &passphrase(), "laptop", &kit, env.clone()).unwrap();
    let all = names(&path);
    assert!(all.contains(&"unfinished".to_owned()));
    // Files are made in this order; the note is first and goes last.
    for made in 0..=4 {
        // What a kill leaves: the folder as it was at some moment, with nobody at work in it.
        copy_folder(&path, &left);
        for later in ["settings.toml", "link.key", "vault.redb", "device.age"]
            .iter()
            .skip(made)
        {
            fs::remove_file(left.join(later)).unwrap();
        }
        fs::write(left.join("device.age.1.new"), "half").unwrap();
        let opened = Vault::open(&left, None, OpenMode::Read, env.clone());
        assert!(matches!(opened, Err(OpenError::NoVault(_))), "{opened:?}");
        assert!(!left.exists(), "{made}: {:?}", names(&left));
    }
}

#[test]
fn a_backup_that_was_put_beside_a_broken_beginning_is_left_alone() {
    let world = World::new(1);
    let Desk {
        path: whole, env, ..
    } = world.first("laptop");
    let (path, left) = (world.path("other"), world.path("left"));
    let (_other, _beginning) = Vault::init_to_join(&path, &passphrase(), env.clone()).unwrap();
    copy_folder(&whole, &left);
    fs::copy(path.join("unfinished"), left.join("unfinished")).unwrap();
    assert_eq!(Vault::look(&left, &env).unwrap(), Found::Vault);
    assert_eq!(names(&left), names(&whole));
}

#[tokio::test]
async fn a_device_that_has_joined_is_one_whatever_stops_it_then() {
    let world = World::new(1);
    let laptop = world.first("laptop");
    let (path, left) = (world.path("phone"), world.path("left"));
    let env = world.env(Some(&world.path("high-water")));
    let (vault, beginning) = Vault::init_to_join(&path, &passphrase(), env.clone()).unwrap();
    let phone = Desk::with("phone", vault, &path, &env);
    let invitation = laptop
        .vault
        .devices()
        .invite(Vec::new(), &laptop.confirmed());
    phone.joins(&laptop, invitation.unwrap()).await;
    copy_folder(&path, &left);
    assert_eq!(Vault::look(&left, &env).unwrap(), Found::Vault);
    assert!(!names(&left).contains(&"unfinished".to_owned()));
    // Dropped without being settled, it stays all the same.
    drop((phone, beginning));
    assert_eq!(Vault::look(&path, &env).unwrap(), Found::Vault);
}

#[cfg(unix)]
#[test]
fn only_plain_files_of_one_s_own_in_a_folder_of_one_s_own_are_used() {
    let world = World::new(1);
    let Desk { path, env, .. } = world.first("laptop");
    let refused = |why: &str| {
        let unlocked = Vault::unlock(&path, &passphrase(), &env);
        let error = unlocked.unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    };
    let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o777);
    refused("others can write to it");
    mode(0o700);
    // An empty folder is made private instead.
    let empty = world.path("empty");
    fs::create_dir(&empty).unwrap();
    fs::set_permissions(&empty, fs::Permissions::from_mode(0o777)).unwrap();
    Vault::init(&empty, &passphrase(), "laptop", env.clone()).unwrap();
    assert_eq!(
        fs::metadata(&empty).unwrap().permissions().mode() & 0o777,
        0o700
    );

    let (keys, aside) = (path.join("device.age"), world.path("aside"));
    fs::rename(&keys, &aside).unwrap();
    symlink(&aside, &keys).unwrap();
    refused("device.age is not used: it is no plain file");
    fs::remove_file(&keys).unwrap();
    symlink("/dev/zero", &keys).unwrap();
    refused("it is no plain file");
    assert!(Vault::sealed_keys(&path).is_none());
    fs::remove_file(&keys).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(&keys)
        .status()
        .unwrap();
    assert!(made.success());
    refused("it is no plain file");
    assert!(Vault::sealed_keys(&path).is_none());
    fs::remove_file(&keys).unwrap();
    fs::rename(&aside, &keys).unwrap();

    // What is written goes to a new file, never through a link that lies in the way.
    let victim = world.path("victim");
    fs::write(&victim, "theirs").unwrap();
    for name in [
        "unlocked",
        "unlocked.new",
        &format!("unlocked.{}.new", std::process::id()),
    ] {
        let _ = fs::remove_file(path.join(name));
        symlink(&victim, path.join(name)).unwrap();
    }
    Vault::unlock(&path, &passphrase(), &env).unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "theirs");
    assert!(Vault::last_unlock(&path).is_some());
}

#[test]
fn a_passphrase_that_was_changed_meanwhile_is_not_changed_back() {
    let device = World::new(1).first("laptop");
    let (vault, env) = (&device.vault, &device.env);
    let path = vault.path().to_owned();
    let words = |text: &str| engine::Passphrase::new(text.into());
    let change = || Vault::change_passphrase(&path, &passphrase(), env).unwrap();
    let (first, second) = (change(), change());
    first.finish(&words("first"), env).unwrap();
    let late = second.finish(&words("second"), env);
    assert!(
        matches!(&late, Err(UnlockError::Storage(why)) if why.kind() == ErrorKind::Busy),
        "{late:?}"
    );
    assert!(Vault::unlock(&path, &words("first"), env).is_ok());
    assert!(Vault::unlock(&path, &words("second"), env).is_err());
}

/// Admits a device that is gone before it has heard of it, as far as this one can tell; or one that meets it then.
async fn admits(laptop: &Desk, phone: &Desk, name: &str, meets: bool) {
    let mut invitation = laptop
        .vault
        .devices()
        .invite(Vec::new(), &laptop.confirmed())
        .unwrap();
    let ticket = invitation.ticket().clone();
    let (mut here, mut there) = tokio::io::duplex(1 << 16);
    let (tell, told) = tokio::sync::oneshot::channel();
    let link = phone.vault.link_id();
    let welcome = laptop
        .vault
        .welcome(&mut invitation, &mut there, link, [9; 32], async |_| {
            told.await.ok()
        });
    let join = phone
        .vault
        .join(&ticket, name, &mut here, [9; 32], |showing| {
            tell.send(showing.words.join(" ")).unwrap();
        });
    let (welcomed, joined) = tokio::join!(welcome, join);
    welcomed.unwrap();
    joined.unwrap();
    if meets {
        phone.meets(laptop).await;
    }
}

fn others(device: &Desk) -> Vec<(String, bool)> {
    let mut devices = device.vault.devices().list().unwrap();
    devices.retain(|device| !device.this);
    devices
        .into_iter()
        .map(|device| (device.name, device.awaited))
        .collect()
}

#[tokio::test]
async fn an_admitted_device_is_awaited_until_it_is_heard_from() {
    let world = World::new(1);
    let (laptop, phone) = (world.first("laptop"), world.blank("phone"));
    admits(&laptop, &phone, "phone", false).await;
    assert_eq!(others(&laptop), [("phone".to_owned(), true)]);
    phone.meets(&laptop).await;
    assert_eq!(others(&laptop), [("phone".to_owned(), false)]);
}

#[tokio::test]
async fn devices_of_one_name_are_told_apart_and_named_before_they_are_removed() {
    let world = World::new(1);
    let laptop = world.first("laptop");
    let (one, two) = (world.blank("phone"), world.blank("reader"));
    admits(&laptop, &one, "Phone", true).await;
    admits(&laptop, &two, "phone", true).await;
    let names: Vec<_> = others(&laptop).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Phone", "phone 2"]);
    assert_eq!(
        two.vault.status().unwrap().device.as_deref(),
        Some("phone 2")
    );

    let target = |name: &str| laptop.vault.devices().removable(name);
    let second = target("phone 2").unwrap();
    assert_eq!(target(&second.short).unwrap().name, "phone 2");
    for unknown in ["phone", "", "phone 3"] {
        assert!(
            matches!(target(unknown), Err(ReadError::Resolve(_))),
            "{unknown}"
        );
    }
    assert!(matches!(target("laptop"), Err(ReadError::Refused(_))));
    laptop
        .vault
        .devices()
        .remove("phone 2", &laptop.confirmed())
        .unwrap();
    assert!(
        laptop
            .vault
            .is_gone(target("phone 2").unwrap().device)
            .unwrap()
    );
    // Another one may have its name then, and is the one that is meant.
    let three = world.blank("third");
    admits(&laptop, &three, "phone 2", true).await;
    assert_eq!(target("phone 2").unwrap().link, three.vault.link_id());
}
