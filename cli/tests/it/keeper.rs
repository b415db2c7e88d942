//! A keeper as a process of its own, and two devices that are never on together.

use std::net::UdpSocket;

use testkit::{Journal, Place, joining};

use super::STAGED;

/// A port that nobody has just now.
fn free_port() -> String {
    let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    socket.local_addr().unwrap().port().to_string()
}

#[test]
fn two_devices_that_are_never_on_together_come_into_step_through_a_keeper() {
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let phone = Journal::named(&place, "phone");
    let server = Journal::named(&place, "server");
    let port = free_port();
    laptop.ok(&["write"], "from the laptop");
    let add = ["--passphrase-fd", "0", "keeper", "add"];
    let join = ["keeper", "join", "--name", "server", "--port", &port];
    let (admitted, joined) = joining(laptop.start(&add), || server.start(&join));
    assert_eq!((admitted.code, joined.code), (0, 0), "{admitted}{joined}");
    assert!(admitted.out.contains("reads nothing"), "{admitted}");
    // A device that joins now hears of the keeper with the journal.
    laptop.admits(&["device", "add"], &phone);
    phone.ok(&["write"], "from the phone");
    let mut serving = server.start(&["--json", "keeper", "run"]);
    serving.until("started", "may_connect", &1.into());
    let again = server.run(&["keeper", "run"], "");
    assert_eq!(again.code, 11, "{again}");
    // The keeper hears of the phone from the laptop, so that it comes first.
    for journal in [&laptop, &phone, &laptop] {
        let told = journal.ok(&["sync", "--wait", "2s"], "");
        assert!(
            told.contains("server: ") && told.contains("in step"),
            "{told}"
        );
        assert!(told.contains("Only on this device: nothing"), "{told}");
    }
    for journal in [&laptop, &phone] {
        assert_eq!(journal.bodies(), ["from the laptop", "from the phone"]);
        let told = journal.ok(&["status"], "");
        assert!(told.contains("keeper, last seen"), "{told}");
        assert!(told.contains(", has everything"), "{told}");
    }
    let status = server.json(&["keeper", "status"]);
    assert_eq!(status["journal"], true);
    assert_eq!(status["peers"].as_array().unwrap().len(), 2);
    serving.kill();
    let told = server.ok(&["keeper", "status"], "");
    assert!(told.contains("a journal and 0 shares, sealed"), "{told}");
    // Its folder is no journal, and it lets nobody in.
    let listed = server.run(&["list"], "");
    assert!(
        listed.code != 0 && listed.err.contains("keeper"),
        "{listed}"
    );
    let removed = ["device", "remove", "server", "--yes"];
    laptop.confirmed(&removed);
    let listed = laptop.json(&["device", "list"]);
    let devices = listed["devices"].as_array().unwrap();
    let server = devices.iter().find(|device| device["name"] == "server");
    assert_eq!(server.unwrap()["removed"], true);
}
