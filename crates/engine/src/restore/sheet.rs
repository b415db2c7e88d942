//! The edits that make a worksheet, or a part of it, say what it said in an earlier row.

use std::collections::BTreeSet;

use journal::{
    COUNT_STEP_MAX, Definition, FieldValue, ItemId, ItemRow, Place, Scalar, SheetEdit, SheetRow,
};

use programme::BEFORE;

use crate::Error;
use crate::error::{NameKind, ResolveError};
use crate::views::WentBack;

/// Most steps of one count; it cannot be set.
const COUNT_STEPS_MAX: usize = 1_000;

/// The edits from `now` to `then`, and what they change; `only` names a field, a list, an item or one of its fields.
pub(super) fn go_back(
    definition: &Definition,
    then: &SheetRow,
    now: &SheetRow,
    only: Option<&str>,
) -> Result<(Vec<SheetEdit>, WentBack), Error> {
    let part = only.map(|only| part(only, definition, then, now));
    let mut going = Going {
        definition,
        then,
        now,
        edits: Vec::new(),
        back: WentBack::default(),
    };
    going.go(part.transpose()?.as_ref());
    Ok((going.edits, going.back))
}

/// The edits that make `now` have what somebody changed who made `after` of `before`; what they left alone stays as it is.
pub(crate) fn carry_over(
    definition: &Definition,
    before: &SheetRow,
    after: &SheetRow,
    now: &SheetRow,
) -> Vec<SheetEdit> {
    let mut going = Going {
        definition,
        then: after,
        now,
        edits: Vec::new(),
        back: WentBack::default(),
    };
    let mut places: Vec<Place> = Vec::new();
    let fields = after.fields.0.keys().chain(before.fields.0.keys());
    places.extend(fields.map(Place::field));
    let lists = after.lists.keys().chain(before.lists.keys());
    for list in lists.collect::<BTreeSet<_>>() {
        let items = after.items(list).iter().chain(before.items(list));
        for id in items.map(|item| item.id).collect::<BTreeSet<_>>() {
            let [was, then] = [before, after].map(|row| row.item(list, id));
            match (then, now.item(list, id)) {
                _ if was == then => {}
                (Some(then), Some(_)) => {
                    let known = was.into_iter().chain([then]);
                    let fields = known.flat_map(|item| item.fields.0.keys());
                    places.extend(fields.map(|field| Place::item(list, id, field)));
                }
                _ => going.item(list, id),
            }
        }
    }
    let mut done = BTreeSet::new();
    places.retain(|place| {
        done.insert(place.to_string()) && before.value(place) != after.value(place)
    });
    for place in places {
        going.carry(before, &place);
    }
    if before.done_by_hand != after.done_by_hand && now.done_by_hand != after.done_by_hand {
        going.edits.push(SheetEdit::MarkDone(after.done_by_hand));
    }
    let mut edits = going.edits;
    if !edits.is_empty() && (now.definition.is_empty() || now.version < after.version) {
        let define = SheetEdit::Define {
            definition: after.definition.clone(),
            version: after.version,
            journey: after.journey.clone(),
        };
        edits.insert(0, define);
    }
    edits
}

/// A part of a worksheet.
enum Part {
    Field(String),
    List(String),
    Item(String, ItemId),
    Of(String, ItemId, String),
}

fn part(
    text: &str,
    definition: &Definition,
    then: &SheetRow,
    now: &SheetRow,
) -> Result<Part, ResolveError> {
    let unknown = || ResolveError::missing(NameKind::Place, text);
    let item = |list: &str, prefix: &str| {
        let wanted = prefix.to_lowercase();
        let known = then.items(list).iter().chain(now.items(list));
        let mut fits: Vec<ItemId> = known
            .map(|item| item.id)
            .filter(|id| id.to_string().starts_with(&wanted))
            .collect();
        fits.sort_unstable();
        fits.dedup();
        match fits.as_slice() {
            [one] => Ok(*one),
            [] => Err(unknown()),
            several => {
                let ids = several.iter().map(ToString::to_string);
                Err(ResolveError::several(NameKind::Place, prefix, ids))
            }
        }
    };
    match text.trim().split('/').collect::<Vec<_>>().as_slice() {
        [list] if definition.list(list).is_some() || !then.items(list).is_empty() => {
            Ok(Part::List((*list).to_owned()))
        }
        [field] if definition.field(field).is_some() || then.fields.get(field).is_some() => {
            Ok(Part::Field((*field).to_owned()))
        }
        [list, prefix] => Ok(Part::Item((*list).to_owned(), item(list, prefix)?)),
        [list, prefix, field] => Ok(Part::Of(
            (*list).to_owned(),
            item(list, prefix)?,
            (*field).to_owned(),
        )),
        _ => Err(unknown()),
    }
}

/// A worksheet on its way back.
struct Going<'a> {
    definition: &'a Definition,
    then: &'a SheetRow,
    now: &'a SheetRow,
    edits: Vec<SheetEdit>,
    back: WentBack,
}

impl Going<'_> {
    fn go(&mut self, part: Option<&Part>) {
        let (then, now) = (self.then, self.now);
        match part {
            Some(Part::Field(field)) => self.answer(&Place::field(field)),
            Some(Part::List(list)) => self.list(list, true),
            Some(Part::Item(list, item)) => self.item(list, *item),
            Some(Part::Of(list, item, field)) => self.answer(&Place::item(list, *item, field)),
            None => {
                let fields = then.fields.0.keys().chain(now.fields.0.keys());
                for field in fields.collect::<BTreeSet<_>>() {
                    self.answer(&Place::field(field));
                }
                let lists = then.lists.keys().chain(now.lists.keys());
                for list in lists.collect::<BTreeSet<_>>() {
                    self.list(list, false);
                }
                if then.done_by_hand != now.done_by_hand {
                    self.edits.push(SheetEdit::MarkDone(then.done_by_hand));
                    self.changed("done");
                }
            }
        }
    }

    fn changed(&mut self, what: &str) {
        if !self.back.changed.iter().any(|known| known == what) {
            self.back.changed.push(what.to_owned());
        }
    }

    fn list(&mut self, list: &str, all: bool) {
        for item in self.then.items(list) {
            self.item(list, item.id);
        }
        for item in self.now.items(list) {
            if self.then.item(list, item.id).is_some() {
                continue;
            }
            if all {
                self.item(list, item.id);
            } else {
                self.back.stay += 1;
            }
        }
    }

    fn item(&mut self, list: &str, id: ItemId) {
        let before = self.edits.len();
        match (self.then.item(list, id), self.now.item(list, id)) {
            (None, None) => {}
            (None, Some(_)) => self.edits.push(SheetEdit::Remove {
                list: list.to_owned(),
                item: id,
            }),
            (Some(then), None) => {
                self.edits.push(SheetEdit::Add {
                    list: list.to_owned(),
                    item: id,
                    order: self.order(list, then),
                    at: then.at.clone(),
                });
                self.answers(list, id, [Some(then), None]);
            }
            (Some(then), Some(now)) => {
                let order =
                    (then.order != now.order && !then.order.is_empty()).then(|| then.order.clone());
                let at = then.at.clone().filter(|at| now.at.as_ref() != Some(at));
                if order.is_some() || at.is_some() {
                    self.edits.push(SheetEdit::Move {
                        list: list.to_owned(),
                        item: id,
                        order,
                        at,
                    });
                }
                self.answers(list, id, [Some(then), Some(now)]);
            }
        }
        if self.edits.len() > before {
            let label = self.definition.list(list).map(|list| list.label.clone());
            self.changed(&label.unwrap_or_else(|| list.to_owned()));
        }
    }

    fn order(&self, list: &str, item: &ItemRow) -> String {
        if item.order.is_empty() {
            return self.now.order_at_end(list);
        }
        item.order.clone()
    }

    fn answers(&mut self, list: &str, id: ItemId, items: [Option<&ItemRow>; 2]) {
        let items = items.into_iter().flatten();
        let fields = items.flat_map(|item| item.fields.0.keys());
        for field in fields.collect::<BTreeSet<_>>() {
            self.answer(&Place::item(list, id, field));
        }
    }

    /// Carries one answer over that was changed since `before`.
    fn carry(&mut self, before: &SheetRow, place: &Place) {
        match [before, self.then, self.now].map(|row| row.value(place)) {
            // Who counted here meanwhile counted other things.
            [
                Some(_),
                Some(FieldValue::Count(then)),
                Some(FieldValue::Count(is)),
            ] => {
                let more = then.saturating_sub(*is).max(0);
                self.edits.extend(steps(place, more));
            }
            [was, Some(FieldValue::Chosen(then)), is] => {
                let none = BTreeSet::new();
                let [was, is] = [was, is].map(|chosen| match chosen {
                    Some(FieldValue::Chosen(chosen)) => chosen,
                    _ => &none,
                });
                let changed = then.symmetric_difference(was);
                let changed = changed.filter(|one| is.contains(*one) != then.contains(*one));
                self.edits.extend(changed.map(|choice| SheetEdit::Choose {
                    place: place.clone(),
                    choice: choice.clone(),
                    on: then.contains(choice),
                }));
            }
            _ => self.answer(place),
        }
    }

    fn answer(&mut self, place: &Place) {
        let (then, now) = (self.then, self.now);
        let (Place::Field(field) | Place::Item { field, .. }) = place;
        if field == BEFORE && now.value(place).is_some() {
            return;
        }
        let [was, is] = [then, now].map(|row| row.value(place).cloned());
        let edits = value_edits(place, was.as_ref(), is.as_ref());
        if edits.is_empty() {
            return;
        }
        self.edits.extend(edits);
        let version = then.asked_by(&place.to_string());
        if was.is_some() && version != now.asked_by(&place.to_string()) {
            let place = place.clone();
            self.edits.push(SheetEdit::Asked { place, version });
        }
        let label = match place {
            Place::Field(field) => self
                .definition
                .field(field)
                .map_or(field, |known| &known.label),
            Place::Item { list, .. } => self
                .definition
                .list(list)
                .map_or(list, |known| &known.label),
        };
        let label = label.clone();
        self.changed(&label);
    }
}

/// The edits that make the value at a place the one that it was.
fn value_edits(
    place: &Place,
    then: Option<&FieldValue>,
    now: Option<&FieldValue>,
) -> Vec<SheetEdit> {
    if then == now {
        return Vec::new();
    }
    let place = || place.clone();
    let set = |value: Scalar| SheetEdit::Set {
        place: place(),
        value,
    };
    let text = |text: &str| SheetEdit::Text {
        place: place(),
        text: text.to_owned(),
    };
    let rank = |order: &[String]| SheetEdit::Rank {
        place: place(),
        order: order.to_vec(),
    };
    let kind = std::mem::discriminant::<FieldValue>;
    let mut edits = Vec::new();
    // A value of another kind than the present one lies under another key.
    if let Some(now) = now
        && then.is_none_or(|then| kind(then) != kind(now))
    {
        match now {
            FieldValue::Text(_) => edits.push(text("")),
            FieldValue::Line(_) | FieldValue::Number(_) | FieldValue::Check(_) => {
                edits.push(set(Scalar::Empty));
            }
            FieldValue::Chosen(chosen) => {
                edits.extend(chosen.iter().map(|choice| SheetEdit::Choose {
                    place: place(),
                    choice: choice.clone(),
                    on: false,
                }));
            }
            FieldValue::Count(count) => edits.extend(steps(&place(), count.saturating_neg())),
            FieldValue::Ranking(_) => edits.push(rank(&[])),
        }
    }
    match (then, now) {
        (None, _) => {}
        (Some(FieldValue::Text(then)), _) => edits.push(text(then)),
        (Some(FieldValue::Line(line)), _) => edits.push(set(Scalar::Line(line.clone()))),
        (Some(FieldValue::Number(number)), _) => edits.push(set(Scalar::Number(*number))),
        (Some(FieldValue::Check(on)), _) => edits.push(set(Scalar::Check(*on))),
        (Some(FieldValue::Chosen(then)), now) => {
            let none = BTreeSet::new();
            let now = match now {
                Some(FieldValue::Chosen(now)) => now,
                _ => &none,
            };
            edits.extend(
                then.symmetric_difference(now)
                    .map(|choice| SheetEdit::Choose {
                        place: place(),
                        choice: choice.clone(),
                        on: then.contains(choice),
                    }),
            );
        }
        (Some(FieldValue::Count(then)), now) => {
            let now = match now {
                Some(FieldValue::Count(now)) => *now,
                _ => 0,
            };
            edits.extend(steps(&place(), then.saturating_sub(now)));
        }
        (Some(FieldValue::Ranking(order)), _) => edits.push(rank(order)),
    }
    edits
}

/// A count in steps that one edit may take.
fn steps(place: &Place, by: i64) -> Vec<SheetEdit> {
    let mut left = by;
    let mut edits = Vec::new();
    while left != 0 && edits.len() < COUNT_STEPS_MAX {
        let by = left.clamp(-COUNT_STEP_MAX, COUNT_STEP_MAX);
        edits.push(SheetEdit::Count {
            place: place.clone(),
            by,
        });
        left -= by;
    }
    edits
}
