//! `still network`: who may be spoken with, and who sees what.

use clap::{Args, ValueEnum};
use engine::{NetworkProfile, OpenMode, Settings};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, columns, show_line, wrap};

/// Show or set how devices find each other
///
/// `lan` looks on the local network, `manual` uses known addresses only, `internet` adds a relay for devices
/// elsewhere, `off` uses no network at all. Each says who sees what. A running `still run` must be started again.
#[derive(Args)]
pub(crate) struct NetworkArgs {
    /// The way to set; shown if left out
    profile: Option<Profile>,
    /// With `internet`: a relay of your own (https://…), used by all your devices
    #[arg(long, value_name = "URL")]
    relay: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Profile {
    Lan,
    Manual,
    Internet,
    Off,
}

impl From<Profile> for NetworkProfile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Lan => Self::Lan,
            Profile::Manual => Self::Manual,
            Profile::Internet => Self::Internet,
            Profile::Off => Self::Off,
        }
    }
}

/// Shows or sets.
pub(crate) fn run(app: &mut App, args: &NetworkArgs) -> Result<(), Failure> {
    let vault = app.open_locked(OpenMode::Read)?;
    let mut settings = vault.settings()?;
    let before = settings.clone();
    if let Some(profile) = args.profile {
        settings.network = profile.into();
        settings.relay = None;
    }
    if let Some(relay) = &args.relay {
        let usable = relay.starts_with("https://") && relay.len() > "https://".len();
        if !usable || relay.contains(char::is_whitespace) {
            return Err(Failure::usage("this is no address of a relay")
                .because("it begins with https://, then comes the name of the server"));
        }
        if settings.network != NetworkProfile::Internet {
            return Err(
                Failure::usage("a relay is used with the profile internet only")
                    .help("`still network internet --relay URL`"),
            );
        }
        settings.relay = Some(relay.clone());
    }
    if settings != before {
        vault.set_settings(&settings)?;
    }
    if app.json() {
        return app.print_json(&json!({
            "network": name(settings.network), "relay": settings.relay, "port": settings.port,
        }));
    }
    show(app, &settings)
}

fn name(profile: NetworkProfile) -> &'static str {
    match profile {
        NetworkProfile::Lan => "lan",
        NetworkProfile::Manual => "manual",
        NetworkProfile::Internet => "internet",
        NetworkProfile::Off => "off",
    }
}

fn show(app: &mut App, settings: &Settings) -> Result<(), Failure> {
    app.out.line(Paint::Strong.on(name(settings.network)))?;
    if let Some(relay) = &settings.relay {
        app.out.line(format!("relay: {}", show_line(relay)))?;
    }
    if let Some(port) = settings.port {
        app.out.line(format!("port: {port} (UDP)"))?;
    }
    app.out.line("")?;
    for line in wrap(&who_sees_what(settings), columns()) {
        app.out.line(line)?;
    }
    Ok(())
}

/// In every case what is written is sealed before it leaves; this is about the rest.
fn who_sees_what(settings: &Settings) -> String {
    let own = settings.relay.is_some();
    let text = match settings.network {
        NetworkProfile::Off => {
            "No network is used. Nobody sees anything, and nothing is exchanged."
        }
        NetworkProfile::Manual => {
            "Only addresses that are known from pairing and earlier meetings are used; nothing is announced. Whoever \
             runs the network can see that two of its addresses exchange encrypted packets, when and how much."
        }
        NetworkProfile::Lan => {
            "Devices look for each other on the local network, by names that change every hour and tell nothing to \
             others. Whoever is on that network can see that some program announces itself, and which addresses \
             exchange encrypted packets, when and how much. No server is asked, and nothing leaves the local network."
        }
        NetworkProfile::Internet if own => {
            "As lan, and through your relay for devices elsewhere. Whoever runs the relay sees the network addresses \
             and the connection keys of your devices, which of them meet, when and how much. All your devices must \
             name the same relay."
        }
        NetworkProfile::Internet => {
            "As lan, and through public relays and lookup servers of the iroh project for devices elsewhere. Their \
             operators see the network addresses and the connection keys of your devices, which of them meet, when \
             and how much; the router and the provider see that these servers are contacted. Whoever knows a \
             device's connection key can look up where it is online."
        }
    };
    format!("{text}\n\nNobody on the way can read what you write: it is sealed before it leaves.")
}
