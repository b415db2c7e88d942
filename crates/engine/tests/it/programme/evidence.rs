//! Evidence, named as people name it.

use super::*;

#[test]
fn evidence_can_be_named_by_its_day() {
    let device = World::new(1).first("laptop");
    let root = add(&device, 3, "roots", &json!({ "issue": "jealousy" }));
    let place = Place::item("roots", root, "evidence");
    let fill = |text: &str| device.vault.worksheets().fill(3, &place, text);
    let chosen = || {
        let sheet = device.vault.worksheets().get(3).unwrap();
        sheet.row.items("roots")[0]
            .fields
            .chosen("evidence")
            .count()
    };
    let today = device.vault.present().unwrap().today();
    let named = today.strftime("%-d %B %Y").to_string();
    let none = fill(&named).unwrap_err().to_string();
    assert!(none.contains(&format!("entry of {named}")), "{none}");
    let one = write(&device, "A quiet evening.");
    fill(&named).unwrap();
    assert_eq!(chosen(), 1);
    // Of several the ids are named, and one of them is the answer.
    let two = write(&device, "A walk.");
    let several = fill(&named).unwrap_err().to_string();
    for entry in [&one, &two] {
        assert!(several.contains(&entry.short), "{several}");
    }
    fill(&format!("{}, {}", two.short, one.short)).unwrap();
    assert_eq!(chosen(), 2);
    // What is neither is refused as a link.
    assert!(matches!(fill("zzzzz"), Err(WriteError::Resolve(_))));
}
