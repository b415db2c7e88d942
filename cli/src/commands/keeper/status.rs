//! `still keeper status`.

use engine::views::Role;
use engine::{KeeperPeer, OpenMode};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::json::role_name;
use crate::terminal::{Paint, counted, pad, show_line, show_path};
use crate::time::ago;
use crate::view;

pub(super) fn run(app: &mut App) -> Result<(), Failure> {
    let keeper = app.open_keeper(OpenMode::Read)?;
    let status = keeper.status()?;
    let folder = show_path(app.folder());
    if app.json() {
        let peer = |peer: &KeeperPeer| {
            json!({
                "short": peer.short, "role": role_name(peer.role),
                "last_seen": peer.last_seen.map(|at| at.to_string()),
            })
        };
        return app.print_json(&json!({
            "folder": folder, "journal": status.joined, "shares": status.shares,
            "records": status.records, "bytes": status.bytes, "refused": status.refused,
            "peers": status.peers.iter().map(peer).collect::<Vec<_>>(),
        }));
    }
    let now = keeper.env().now();
    let mut fact = |name: &str, value: &str| {
        app.out
            .line(format!("{} {value}", pad(&format!("{name}:"), 10)))
    };
    fact("keeper", &folder)?;
    if !status.joined {
        return fact("carries", "nothing: it has joined no journal");
    }
    let shares = counted(status.shares as u64, "share", "shares");
    fact("carries", &format!("a journal and {shares}, sealed"))?;
    let size = view::files::size(status.bytes);
    fact("records", &format!("{}, {size}", status.records))?;
    if status.refused > 0 {
        fact("refused", &status.refused.to_string())?;
    }
    for peer in &status.peers {
        let what = match peer.role {
            Role::Owner => "device",
            Role::Reader => "reader",
            Role::Keeper => "keeper",
        };
        let seen = peer
            .last_seen
            .map_or_else(|| "never".to_owned(), |at| ago(at, &now));
        let short = Paint::Strong.on(show_line(&peer.short));
        app.out.line(format!("{short}  {what}, last seen {seen}"))?;
    }
    Ok(())
}
