//! Folders that carry, while a device stays connected.

use engine::carry::{self, Carried, CarryOptions, RealFolder};
use node::NodeEvent;

use crate::place::{Device, pair, wait_for};

fn carries(device: &Device, folder: &tempfile::TempDir) -> Carried {
    let place = RealFolder::open(folder.path()).unwrap();
    carry::carry(
        &device.vault,
        folder.path(),
        &place,
        &CarryOptions::default(),
    )
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_device_takes_what_lies_in_a_folder_and_brings_its_own() {
    let (laptop, phone) = pair().await;
    let stick = tempfile::tempdir().unwrap();
    carries(&laptop, &stick);
    phone.write("on the phone, far away");
    carries(&phone, &stick);
    laptop.write("on the laptop");

    let here = laptop.start().await;
    let mut events = here.events();
    let told = wait_for(&mut events, |event| matches!(event, NodeEvent::Carried(_))).await;
    let NodeEvent::Carried(carried) = told else {
        unreachable!()
    };
    assert!(carried.taken > 0 && carried.brought > 0, "{carried:?}");
    here.stop().await.unwrap();
    assert_eq!(
        laptop.bodies(),
        ["before", "on the laptop", "on the phone, far away"]
    );
    assert!(carries(&phone, &stick).taken > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_is_another_one_is_told_and_keeps_nothing_from_going_on() {
    let (laptop, _phone) = pair().await;
    let stick = tempfile::tempdir().unwrap();
    let name = carries(&laptop, &stick).name;
    for inside in std::fs::read_dir(stick.path()).unwrap() {
        std::fs::remove_dir_all(inside.unwrap().path()).unwrap();
    }
    let here = laptop.start().await;
    let mut events = here.events();
    let told = wait_for(&mut events, |event| {
        matches!(event, NodeEvent::NotCarried { .. })
    })
    .await;
    let NodeEvent::NotCarried { folder, why } = told else {
        unreachable!()
    };
    assert_eq!(folder, name);
    assert!(why.contains("not the folder that was here before"), "{why}");
    here.stop().await.unwrap();
}
