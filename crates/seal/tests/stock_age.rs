//! Law: everything sealed is an ordinary age file. The system's own `age` command must open it to equal plaintext.
//! Without that command these tests say so and pass.

#![allow(clippy::unwrap_used, reason = "a failing test says where")]
#![allow(clippy::print_stdout, reason = "a skipped test must say so")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use seal::{Accept, DeviceKeys, Passphrase, RecoveryKit, SpaceKeys, WorkFactor};

fn available(command: &str) -> bool {
    let found = Command::new(command)
        .arg("--version")
        .output()
        .is_ok_and(|out| out.status.success());
    if !found {
        println!("SKIPPED: there is no `{command}` command on this machine");
    }
    found
}

/// Opens `sealed` with stock age and the given identity file.
fn age_decrypt(folder: &Path, identity: &[u8], sealed: &[u8]) -> Vec<u8> {
    fs::write(folder.join("identity"), identity).unwrap();
    fs::write(folder.join("sealed"), sealed).unwrap();
    let run = Command::new("age")
        .args(["-d", "-i", "identity", "sealed"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    run.stdout
}

#[test]
fn stock_age_goes_from_the_kit_to_a_record() {
    if !available("age") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (laptop, kit) = (
        DeviceKeys::generate([1; 32], [1; 32]),
        RecoveryKit::generate(),
    );
    let space = SpaceKeys::generate([49; 32]).rotate([50; 32]);
    let wrap = space.wrap(&[laptop.recipient(), kit.recipient()]).unwrap();

    let lines = age_decrypt(folder.path(), kit.secret_text().as_bytes(), &wrap);
    assert_eq!(lines, space.to_lines().as_bytes());
    assert_eq!(
        age_decrypt(folder.path(), laptop.to_agent().as_bytes(), &wrap),
        lines
    );

    let payload = b"what I wrote that day ".repeat(5_000);
    let packed = age_decrypt(folder.path(), &lines, &space.seal(&payload));
    let mut inflated = Vec::new();
    std::io::Read::read_to_end(
        &mut flate2::read::ZlibDecoder::new(&packed[..]),
        &mut inflated,
    )
    .unwrap();
    assert_eq!(inflated, payload);
}

#[test]
fn what_stock_age_sealed_opens_here() {
    if !available("age") {
        return;
    }
    let laptop = DeviceKeys::generate([1; 32], [1; 32]);
    let space = SpaceKeys::generate([76; 32]);
    let mut age = Command::new("age")
        .args(["-e", "-r", &laptop.recipient()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    age.stdin
        .take()
        .unwrap()
        .write_all(space.to_lines().as_bytes())
        .unwrap();
    let wrap = age.wait_with_output().unwrap().stdout;
    assert_eq!(
        SpaceKeys::unwrap(&wrap, &laptop).unwrap().epoch(),
        space.epoch()
    );
}

/// age reads passphrases from a terminal only, so `script` lends it one.
#[test]
fn stock_age_opens_the_device_file_with_the_passphrase() {
    if !available("age") || !available("script") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let keys = DeviceKeys::generate([1; 32], [1; 32]);
    let passphrase = || Passphrase::new("correct horse battery".to_owned());
    let file = keys.seal_file(&passphrase(), WorkFactor::for_tests());
    fs::write(folder.path().join("device.age"), &file).unwrap();
    let mut script = Command::new("script")
        .args([
            "--quiet",
            "--return",
            "--command",
            "age -d -o opened device.age",
            "/dev/null",
        ])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    script
        .stdin
        .take()
        .unwrap()
        .write_all(b"correct horse battery\n")
        .unwrap();
    assert!(script.wait().unwrap().success());
    let opened = fs::read(folder.path().join("opened")).unwrap();
    assert_eq!(opened, keys.to_agent().as_bytes());
    let (ours, _) = DeviceKeys::open_file(&file, &passphrase(), Accept::AnyCost).unwrap();
    assert_eq!(opened, ours.to_agent().as_bytes());
}
