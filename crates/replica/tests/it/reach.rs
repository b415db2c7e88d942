//! Whose control records are kept: the same in every order, and never fewer.

use crate::fixture::{Device, Knowledge, space};
use replica::{Control, ControlRecord, Reach, Role, limits};

#[test]
fn who_is_reached_is_the_same_in_every_order() {
    let [a, b, c, d, stranger, kit] = [1, 2, 3, 4, 5, 50].map(Device::new);
    let mut all = Knowledge::found(space(1), &a, &kit);
    all.add(&a, &b, Role::Owner);
    all.add(&b, &c, Role::Owner);
    all.remove(&a, &b);
    all.add(&c, &d, Role::Reader);
    all.add(&stranger, &d, Role::Owner);
    let mut records = all.list();
    let of_all = Reach::of(None, &records);
    for _ in 0..records.len() {
        records.rotate_left(1);
        assert_eq!(Reach::of(None, &records), of_all);
        // One after the other, what nobody knows yet once more.
        let mut reach = Reach::of(None, &[]);
        let mut left: Vec<&ControlRecord> = records.iter().rev().collect();
        for _ in 0..records.len() {
            left.retain(|record| {
                let is_reached = reach.is_founded() && reach.has(record.log.device);
                let is_kept = is_reached || reach.is_founding(record);
                if is_kept {
                    reach.take(record);
                }
                !is_kept
            });
        }
        for device in [&a, &b, &c, &d, &stranger, &kit] {
            assert_eq!(reach.has(device.id), of_all.has(device.id));
        }
        assert_eq!(left.len(), 1);
    }
    let has = [&a, &b, &c, &d, &stranger, &kit].map(|device| of_all.has(device.id));
    // A removal takes nobody out: what was written before it may still come.
    assert_eq!(has, [true, true, true, false, false, true]);
}

#[test]
fn the_first_whom_a_device_adds_are_near_and_so_are_theirs() {
    let [a, kit] = [1, 50].map(Device::new);
    let mut all = Knowledge::found(space(1), &a, &kit);
    let added: Vec<_> = (60..60 + 20).map(Device::new).collect();
    for device in &added {
        all.add(&a, device, Role::Owner);
    }
    let [theirs, beyond, of_late] = [100, 101, 102].map(Device::new);
    all.add(&added[0], &theirs, Role::Owner);
    all.add(&theirs, &beyond, Role::Owner);
    all.add(&added[19], &of_late, Role::Owner);
    let records = all.list();
    let reach = Reach::of(None, &records);
    for (at, device) in added.iter().enumerate() {
        assert_eq!(reach.is_near(device.id), at < limits::NEAR_PER_DEVICE_MAX);
    }
    let near = [&a, &kit, &theirs, &beyond, &of_late].map(|device| reach.is_near(device.id));
    assert_eq!(near, [true, true, true, false, false]);
    assert!(reach.has(beyond.id) && reach.has(of_late.id));
}

#[test]
fn another_founding_reaches_nobody_where_one_is_believed() {
    let [a, b, kit] = [1, 2, 50].map(Device::new);
    let mut records = Knowledge::found(space(1), &a, &kit).list();
    let root = records[0].id;
    records.extend(Knowledge::found(space(1), &b, &kit).list());
    let of = |record: &ControlRecord| matches!(record.body.op, Control::Create { .. });
    assert!(records.iter().all(of));
    let reach = Reach::of(Some(root), &records);
    assert!(reach.has(a.id) && reach.has(kit.id) && !reach.has(b.id));
}
