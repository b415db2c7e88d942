//! Which bodies there are, and how much each may do.

use crate::{
    Body, Most, Seed, agent, changes, devices, imports, membership, own_disk, pairing, pictures,
    rows, sealed, session, texts, wire,
};

const fn body(name: &'static str, run: fn(&[u8]), seeds: fn() -> Vec<Seed>) -> Body {
    Body {
        name,
        run,
        seeds,
        cases: 8_000,
        most: Most {
            base: 64 << 10,
            per_byte: 64,
        },
    }
}

/// All of them.
pub const BODIES: &[Body] = &[
    body("agent", agent::agent, agent::seeds).most(512, 64),
    body("carried", wire::carried, wire::carried_files),
    body("certificate", wire::certificate, wire::certificates),
    body("control", wire::control, wire::controls),
    body("fork", session::fork, session::forks).most(64 << 10, 256),
    body("frame", wire::frame, wire::frames),
    body("have", wire::have, wire::haves),
    body("ids", wire::ids, wire::id_texts),
    body("record", wire::record, wire::records),
    body("run", wire::run, devices::choice_seeds)
        .taking(1_200)
        .most(1024, 4096),
    body("session", session::session, devices::choice_seeds)
        .taking(4_000)
        .most(64 << 10, 64 << 10),
    body("membership", membership::membership, devices::choice_seeds)
        .taking(240)
        .most(256 << 10, 1 << 20),
    body("change", changes::change, changes::changes)
        .taking(4_000)
        .most(256 << 10, 64 << 10),
    body("crafted", changes::crafted, devices::choice_seeds)
        .taking(2_400)
        .most(256 << 10, 1 << 20),
    body("order", changes::order, devices::choice_seeds)
        .taking(240)
        .most(256 << 10, 1 << 20),
    body("row", rows::row, rows::rows).most(1024, 1024),
    body("share", rows::share, rows::shares).most(1024, 1024),
    body("reply", rows::reply, rows::replies).most(4096, 4096),
    body("sheet_id", rows::sheet_id, rows::sheet_ids),
    body("definition", rows::definition, rows::definitions)
        .taking(2_000)
        .most(4096, 8192),
    body("fields", rows::fields, rows::filled).most(4096, 8192),
    body("dates", texts::dates, texts::date_texts).most(1024, 4096),
    body("escape", texts::escape, texts::texts),
    body("query", texts::query, texts::queries).most(1024, 4096),
    body("envelope", sealed::envelope, sealed::envelopes)
        .taking(1_600)
        .most(4096, 4096),
    body("device_file", sealed::device_file, sealed::device_files)
        .taking(800)
        .most(4096, 1024),
    body("keys", sealed::keys, sealed::key_texts).most(1024, 1024),
    body("packing", sealed::packing, sealed::packings).most(1024, 4096),
    body("pairing", pairing::message, pairing::messages).most(1024, 64),
    body("payload", own_disk::payload, own_disk::payloads),
    body("ticket", pairing::ticket, pairing::tickets),
    body("database", own_disk::database, own_disk::images)
        .taking(600)
        .most(64 << 10, 4096),
    body("high_water", own_disk::high_water, own_disk::high_waters),
    body("page", own_disk::page, own_disk::pages),
    body("settings", own_disk::settings, own_disk::settings_files).most(1024, 4096),
    body("picture", pictures::picture, pictures::pictures).most(1024, 64),
    body("import", imports::import, imports::files)
        .taking(4_000)
        .most(1024, 8192),
];
