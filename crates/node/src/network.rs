//! Which networks a device may touch, and the link that is opened for it.

use engine::{DiscoveryKey, NetworkProfile, Settings};
use link::{Group, Link, LinkConfig, OpenError, Profile, RelayChoice};
use thiserror::Error;
use vault::{KeeperSettings, Vault};

/// Which networks a device may touch, and where it listens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// Which networks and servers.
    pub profile: Profile,
    /// The UDP port to listen on; any free one if `None` or if this one is taken.
    pub port: Option<u16>,
}

/// Why a device could not go on the network.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// No endpoint could be opened: the network is switched off, the relay has no address, or there is no socket.
    #[error(transparent)]
    Link(#[from] OpenError),
    /// The vault could not be read.
    #[error(transparent)]
    Vault(#[from] engine::StoreError),
}

impl From<Profile> for Network {
    fn from(profile: Profile) -> Self {
        Self {
            profile,
            port: None,
        }
    }
}

impl From<&Settings> for Network {
    fn from(settings: &Settings) -> Self {
        Self {
            profile: profile(settings.network, settings.relay.as_ref()),
            port: settings.port,
        }
    }
}

impl From<&KeeperSettings> for Network {
    fn from(settings: &KeeperSettings) -> Self {
        Self {
            profile: profile(settings.network, settings.relay.as_ref()),
            port: Some(settings.port),
        }
    }
}

/// The one place where the setting as it is stored becomes what the link needs.
fn profile(network: NetworkProfile, relay: Option<&String>) -> Profile {
    let own = |url: &String| RelayChoice::Own {
        url: url.clone(),
        auth_token: None,
    };
    match network {
        NetworkProfile::Lan => Profile::Lan,
        NetworkProfile::Manual => Profile::Manual,
        NetworkProfile::Off => Profile::Off,
        NetworkProfile::Internet => Profile::Internet {
            relay: relay.map_or(RelayChoice::Public, own),
        },
    }
}

impl Network {
    /// Opens a link for a vault. The other side of a ticket looks in the group `pairing`.
    pub(crate) async fn open(
        self,
        vault: &Vault,
        pairing: Option<Group>,
    ) -> Result<Link, StartError> {
        // A ticket comes first: only some groups are announced.
        let mut all: Vec<Group> = pairing.into_iter().collect();
        all.extend(groups(vault)?);
        let config = LinkConfig {
            secret: vault.link_secret()?,
            profile: self.profile,
            port: self.port,
            groups: all,
        };
        Ok(Link::open(config).await?)
    }
}

/// The groups in which a vault's devices recognise each other.
pub(crate) fn groups(vault: &Vault) -> Result<Vec<Group>, engine::StoreError> {
    let group = |DiscoveryKey { secret, peers }| Group { secret, peers };
    Ok(vault.discovery_keys()?.into_iter().map(group).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_relay_is_used_with_the_internet_profile_only() {
        let mut settings = Settings {
            network: NetworkProfile::Internet,
            port: Some(4711),
            relay: Some("https://relay.example".to_owned()),
            ..Settings::default()
        };
        let own = RelayChoice::Own {
            url: "https://relay.example".to_owned(),
            auth_token: None,
        };
        let network = Network::from(&settings);
        assert_eq!(network.profile, Profile::Internet { relay: own });
        assert_eq!(network.port, Some(4711));
        settings.relay = None;
        let public = Profile::Internet {
            relay: RelayChoice::Public,
        };
        assert_eq!(Network::from(&settings).profile, public);
        settings.network = NetworkProfile::Lan;
        settings.relay = Some("https://relay.example".to_owned());
        assert_eq!(Network::from(&settings).profile, Profile::Lan);
    }
}
