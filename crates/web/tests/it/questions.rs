//! Worksheets, one question at a time: each kind of answer, the way on and back, items, what comes from elsewhere.

use engine::views::EntryFields;
use engine::worksheet::{FieldValue, Place, Target};
use serde_json::json;

use crate::browser::Stand;
use crate::reader::{Reader, between, hidden};

/// Answers the question of a page.
async fn answers(reader: &Reader, path: &str, answer: &[(&str, &str)]) -> (String, String) {
    let page = reader.page(path).await;
    let (field, base) = (
        hidden(&page, "field").to_owned(),
        hidden(&page, "base").to_owned(),
    );
    let mut form = vec![
        ("field", field.as_str()),
        ("base", base.as_str()),
        ("do", "save"),
    ];
    form.extend_from_slice(answer);
    reader.follows(path, &form).await
}

fn value(reader: &Reader, step: u8, field: &str) -> Option<FieldValue> {
    let sheet = reader.stand.journal.vault().worksheets().get(step).unwrap();
    sheet.row.fields.get(field).cloned()
}

#[tokio::test]
async fn each_kind_of_answer_is_taken_and_taken_back() {
    let reader = Reader::of(Stand::new(41).await).await;
    assert_eq!(reader.goes("/p/2/q").await.on, "/p/2/q/0");
    let (path, _) = answers(&reader, "/p/2/q/0", &[("answer", "1 nov")]).await;
    assert_eq!(path, "/p/2/q/1");
    assert_eq!(
        value(&reader, 2, "start"),
        Some(FieldValue::Line("2026-11-01".into()))
    );
    answers(&reader, "/p/2/q/1", &[("answer", "messy")]).await;
    // Fewer than thirty days bring one more question.
    let (path, page) = answers(&reader, "/p/2/q/3", &[("answer", "20")]).await;
    assert_eq!(path, "/p/2/q/4");
    assert!(page.contains("Why fewer than 30 days?"));
    let (_, page) = answers(&reader, &path, &[("answer", "We share\r\na child.")]).await;
    assert_eq!(
        value(&reader, 2, "target_reason"),
        Some(FieldValue::Text("We share\na child.".into()))
    );
    assert!(page.contains("type=\"checkbox\""));
    answers(
        &reader,
        "/p/2/q/5",
        &[("answer", "messages"), ("answer", "calls")],
    )
    .await;
    let chosen = value(&reader, 2, "closed_channels");
    assert_eq!(
        chosen,
        Some(FieldValue::Chosen(
            ["calls".into(), "messages".into()].into()
        ))
    );
    // None chosen takes them away; an emptied text is empty.
    answers(&reader, "/p/2/q/5", &[]).await;
    assert!(!value(&reader, 2, "closed_channels").is_some_and(|value| value.is_filled()));
    answers(&reader, "/p/2/q/4", &[("answer", "")]).await;
    assert!(!value(&reader, 2, "target_reason").is_some_and(|value| value.is_filled()));
    answers(&reader, "/p/2/q/1", &[("answer", "-")]).await;
    assert!(!value(&reader, 2, "ending").is_some_and(|value| value.is_filled()));
    let next = between(&reader.page("/p/2/q/3").await, "Save and go on", "Skip").to_owned();
    assert!(next.contains("href=\"/p/2/q/4\""), "{next}");
}

#[tokio::test]
async fn what_cannot_be_taken_stays_on_the_page_with_the_reason() {
    let reader = Reader::of(Stand::new(42).await).await;
    let page = reader.page("/p/2/q/0").await;
    let base = hidden(&page, "base").to_owned();
    let form = [
        ("field", "start"),
        ("base", base.as_str()),
        ("do", "save"),
        ("answer", "some <day>"),
    ];
    let again = reader.sends("/p/2/q/0", &form).await;
    assert_eq!(again.status, 422);
    assert!(
        again.body.contains("value=\"some &lt;day&gt;\"")
            && again.body.contains("id=\"answer-wrong\"")
    );
    assert!(between(&again.body, "answer-wrong", "</p>").contains("First day"));
    assert!(value(&reader, 2, "start").is_none());
    // A question that is another one by now is not answered by what was typed.
    let form = [
        ("field", "ending"),
        ("base", base.as_str()),
        ("do", "save"),
        ("answer", "messy"),
    ];
    let (_, page) = reader.follows("/p/2/q/0", &form).await;
    assert!(page.contains("Nothing was saved of the last answer."));
    assert!(value(&reader, 2, "ending").is_none());
}

#[tokio::test]
async fn an_item_is_begun_with_its_first_answer() {
    let reader = Reader::of(Stand::new(43).await).await;
    let items = || {
        reader
            .stand
            .journal
            .vault()
            .worksheets()
            .get(4)
            .unwrap()
            .row
            .items("moments")
            .to_vec()
    };
    assert!(
        reader
            .page("/p/4/q/0")
            .await
            .contains("Which moment do you keep coming back to?")
    );
    let (path, _) = answers(&reader, "/p/4/q/0/new/0", &[("answer", " ")]).await;
    assert_eq!(path, "/p/4/q/0/new/1");
    assert!(items().is_empty());
    let (path, page) = answers(&reader, &path, &[("answer", "The heating failed.")]).await;
    let id = items()[0].id.to_string();
    assert_eq!(path, format!("/p/4/q/0/{id}/2"));
    assert!(page.contains("So far") && page.contains("The heating failed."));
    // A sentence that is asked about is shown once, and nothing has to be done about it.
    let (path, page) = answers(&reader, &path, &[("answer", "She made me do it.")]).await;
    assert_eq!(path, format!("/p/4/q/0/{id}/2"));
    assert!(page.contains("class=\"asks\"") && page.contains("One sentence is marked"));
    let (next, _) = answers(&reader, &path, &[("answer", "She made me do it.")]).await;
    assert_eq!(next, format!("/p/4/q/0/{id}/3"));
    let key = hidden(&reader.page(&path).await, "sentence").to_owned();
    let (_, page) = reader
        .follows(&path, &[("do", "keep"), ("sentence", &key)])
        .await;
    assert!(!page.contains("class=\"asks\""));
    // The last question leads back to the list.
    let (path, page) = answers(
        &reader,
        &format!("/p/4/q/0/{id}/4"),
        &[("answer", "Speak.")],
    )
    .await;
    assert_eq!(path, "/p/4/q/0");
    assert!(page.contains("Add another"));
}

#[tokio::test]
async fn items_are_moved_by_buttons_and_taken_out() {
    let reader = Reader::of(Stand::new(44).await).await;
    let sheets = reader.stand.journal.vault().clone();
    let add = |when: &str| {
        let item = json!({ "when": when });
        sheets
            .worksheets()
            .fill_json(4, &Target::NewItem("moments".into()), &item)
            .unwrap()[0]
            .to_string()
    };
    let (_, second) = (add("first one"), add("second one"));
    let order = |page: &str| page.find("<h3><bdi>second one") < page.find("<h3><bdi>first one");
    assert!(!order(&reader.page("/p/4").await));
    let form = |verb| [("list", "moments"), ("item", second.as_str()), ("do", verb)];
    let (_, page) = reader.follows("/p/4", &form("up")).await;
    assert!(order(&page));
    let (_, page) = reader.follows("/p/4", &form("down")).await;
    assert!(!order(&page));
    let (_, page) = reader.follows("/p/4", &form("remove")).await;
    assert!(
        page.contains("It can be brought back from the earlier versions.")
            && !page.contains("<h3><bdi>second one")
    );
    let history = reader.page("/p/4/h").await;
    assert!(history.contains("second one") && history.contains("Taken out."));
    let (_, page) = reader.follows("/p/4", &[("do", "done")]).await;
    assert!(page.contains("Done, by your own word."));
}

#[tokio::test]
async fn an_answer_is_merged_with_what_came_meanwhile() {
    let reader = Reader::of(Stand::new(45).await).await;
    let vault = reader.stand.journal.vault();
    let place = Place::field("letter");
    vault.worksheets().fill(11, &place, "One.\n\nTwo.").unwrap();
    let at = vault
        .worksheets()
        .get(11)
        .unwrap()
        .definition
        .fields()
        .position(|field| field.id == "letter")
        .unwrap();
    let path = format!("/p/11/q/{at}");
    let page = reader.page(&path).await;
    let base = hidden(&page, "base").to_owned();
    // Another tab adds at the end while this one is open.
    vault
        .worksheets()
        .fill(11, &place, "One.\n\nTwo.\n\nThree.")
        .unwrap();
    let form = [
        ("field", "letter"),
        ("base", base.as_str()),
        ("do", "save"),
        ("answer", "Zero.\r\n\r\nOne.\r\n\r\nTwo."),
    ];
    reader.follows(&path, &form).await;
    assert_eq!(
        value(&reader, 11, "letter"),
        Some(FieldValue::Text("Zero.\n\nOne.\n\nTwo.\n\nThree.".into()))
    );
}

#[tokio::test]
async fn evidence_is_ticked() {
    let reader = Reader::of(Stand::new(46).await).await;
    let vault = reader.stand.journal.vault();
    let entry = vault
        .entries()
        .create(EntryFields::text("Called nobody."))
        .unwrap();
    let item = vault
        .worksheets()
        .fill_json(
            3,
            &Target::NewItem("roots".into()),
            &json!({ "issue": "Quiet" }),
        )
        .unwrap()[0];
    let list = vault
        .worksheets()
        .get(3)
        .unwrap()
        .definition
        .list("roots")
        .unwrap()
        .clone();
    let at = list
        .fields
        .iter()
        .position(|field| field.id == "evidence")
        .unwrap();
    let path = format!("/p/3/q/0/{item}/{at}");
    assert!(reader.page(&path).await.contains("Called nobody."));
    answers(&reader, &path, &[("answer", &entry.id)]).await;
    let named = || {
        vault.worksheets().get(3).unwrap().row.items("roots")[0]
            .fields
            .chosen("evidence")
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(named(), std::slice::from_ref(&entry.id));
    assert!(between(&reader.page(&path).await, &entry.id, ">").contains("checked"));
    answers(&reader, &path, &[]).await;
    assert!(named().is_empty());
}

#[tokio::test]
async fn a_ranking_needs_each_place_once() {
    let reader = Reader::of(Stand::new(47).await).await;
    let vault = reader.stand.journal.vault();
    let sheet = vault.worksheets().get(10).unwrap();
    let (at, ranking) = sheet
        .definition
        .fields()
        .enumerate()
        .find(|(_, field)| field.kind == engine::worksheet::FieldKind::Ranking)
        .unwrap();
    let path = format!("/p/10/q/{at}");
    let places: Vec<(String, String)> = (0..ranking.choices.len())
        .map(|index| {
            (
                format!("place-{index}"),
                (ranking.choices.len() - index).to_string(),
            )
        })
        .collect();
    let form: Vec<(&str, &str)> = places
        .iter()
        .map(|(name, place)| (name.as_str(), place.as_str()))
        .collect();
    answers(&reader, &path, &form).await;
    let reversed: Vec<String> = ranking
        .choices
        .iter()
        .rev()
        .map(|choice| choice.id.clone())
        .collect();
    assert_eq!(
        value(&reader, 10, &ranking.id),
        Some(FieldValue::Ranking(reversed))
    );
    let page = reader.page(&path).await;
    let base = hidden(&page, "base").to_owned();
    let mut twice = form.clone();
    twice[0].1 = "1";
    twice.extend([
        ("field", ranking.id.as_str()),
        ("base", base.as_str()),
        ("do", "save"),
    ]);
    let again = reader.sends(&path, &twice).await;
    assert_eq!(again.status, 422);
    assert!(again.body.contains("Each place can be given once"));
}

#[tokio::test]
async fn an_item_of_a_log_is_said_to_have_been_at_another_time() {
    let reader = Reader::of(Stand::new(48).await).await;
    let vault = reader.stand.journal.vault();
    let item = json!({ "trigger": "old song" });
    let target = Target::NewItem("urges".into());
    let id = vault.worksheets().fill_json(2, &target, &item).unwrap()[0];
    let sheet = vault.worksheets().get(2).unwrap();
    let mut fields = sheet.definition.fields();
    let at = fields.position(|field| field.id == "urges").unwrap();
    let path = format!("/p/2/q/{at}/{id}/0");
    let form = [("do", "when"), ("at", "yesterday 22:10")];
    let (_, page) = reader.follows(&path, &form).await;
    assert!(page.contains("It was on Tuesday, 17 November 2026, 22:10"));
    for wrong in ["someday", "tomorrow 9:00"] {
        let again = reader.sends(&path, &[("do", "when"), ("at", wrong)]).await;
        assert_eq!(again.status, 422, "{wrong}");
        assert!(again.body.contains("id=\"at-wrong\"") && again.body.contains(wrong));
    }
    // The beginning of its id leads to its first question.
    let short = format!("/p/2/i/{}", id.short());
    assert_eq!(reader.goes(&short).await.on, path);
}
