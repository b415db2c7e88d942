//! Two devices that meet once, and from then on only through a folder.

use testkit::{Journal, Place};

use super::STAGED;

#[test]
fn two_devices_come_into_step_through_a_folder() {
    let place = Place::new(STAGED);
    let laptop = Journal::first(&place, "laptop");
    let phone = Journal::named(&place, "phone");
    laptop.admits(&["device", "add"], &phone);
    let stick = place.path("stick");
    let dir = stick.to_str().unwrap();
    let missing = laptop.run(&["carry", dir], "");
    assert_eq!(missing.code, 6, "{missing}");
    std::fs::create_dir(&stick).unwrap();
    laptop.ok(&["write"], "from the laptop");
    phone.ok(&["write"], "from the phone");
    let told = laptop.ok(&["carry", dir, "--name", "the stick"], "");
    assert!(
        told.contains("the stick") && told.contains("You can take it out now."),
        "{told}"
    );
    // Locked, it is taken all the same, and shown later.
    phone.ok(&["lock"], "");
    let told = phone.ok(&["carry", dir], "");
    assert!(
        told.contains("shown once the journal is unlocked"),
        "{told}"
    );
    phone.confirmed(&["unlock"]);
    let told = laptop.ok(&["carry", dir], "");
    assert!(told.contains("Taken: 1 change."), "{told}");
    for journal in [&laptop, &phone] {
        assert_eq!(journal.bodies(), ["from the laptop", "from the phone"]);
    }
    let status = laptop.json(&["status"]);
    assert_eq!(status["only_here"], 0);
    assert_eq!(status["folders"][0]["name"], "the stick");
    assert_eq!(status["folders"][0]["lacks"], 0);
    assert!(
        status["devices"]
            .as_array()
            .unwrap()
            .iter()
            .any(|device| device["said_at"].is_string())
    );
    phone.ok(&["carry", dir], "");
    assert_eq!(phone.json(&["status"])["only_here"], 0);
    let nothing = phone.json(&["carry", dir]);
    assert_eq!(
        (&nothing["taken"], &nothing["brought"]),
        (&0.into(), &0.into())
    );
    // A file stays behind, and nothing calls it safe.
    let photograph = place.path("lake.bin");
    std::fs::write(&photograph, [7; 900]).unwrap();
    laptop.ok(&["attach", "@1", photograph.to_str().unwrap()], "");
    for journal in [&laptop, &phone, &laptop] {
        journal.ok(&["carry", dir], "");
    }
    assert_eq!(laptop.json(&["status"])["only_here"], 0);
    let told = laptop.ok(&["status"], "");
    assert!(told.contains("only here: no change"), "{told}");
    assert!(
        told.contains("whether other devices have fetched"),
        "{told}"
    );
    assert!(told.contains("no file of an entry"), "{told}");
    let told = laptop.ok(&["carry", dir], "");
    assert!(told.contains("Files of entries are not in it"), "{told}");
}
