//! What a link is opened with: key, network profile, port, and the groups it can be found by.

use std::fmt;

use replica::LinkId;
use thiserror::Error;

/// What a [`crate::Link`] is opened with.
pub struct LinkConfig {
    /// The transport key's secret half; its public half is the link's id.
    pub secret: [u8; 32],
    /// Which networks and servers may be touched.
    pub profile: Profile,
    /// The UDP port to listen on; any free one if `None` or if this one is taken.
    pub port: Option<u16>,
    /// The groups in which this link can be found on a local network.
    pub groups: Vec<Group>,
}

/// Which networks and servers a link may touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Remembered addresses and the local network; no relay, no DNS, no server.
    #[default]
    Lan,
    /// As `Lan`, and a relay that reaches devices elsewhere.
    Internet {
        /// Whose relay.
        relay: RelayChoice,
    },
    /// The addresses given when dialling, and nothing else: nothing is announced or looked for.
    Manual,
    /// No network at all: [`crate::Link::open`] refuses.
    Off,
}

/// Whose relay the `Internet` profile uses.
#[derive(Clone, PartialEq, Eq)]
pub enum RelayChoice {
    /// The public relays and lookup servers of the iroh project, which see addresses, ids and times of both ends.
    Public,
    /// A relay of one's own; all devices must use the same one, and no lookup server is asked.
    Own {
        /// Where it is: `https://host` or `https://host:port`.
        url: String,
        /// Bearer token that the relay asks for, if any.
        auth_token: Option<String>,
    },
}

/// Devices that share a secret and by it recognise each other on a local network.
pub struct Group {
    /// Keys the announced names; for nothing else, since names are public.
    pub secret: [u8; 32],
    /// The links to recognise; the own one is ignored.
    pub peers: Vec<LinkId>,
}

/// What a connection is for; each purpose has its own door (see [`crate::Link::set_allowed`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Exchanging records, for known links only.
    Exchange,
    /// Pairing, for anyone, but only while it is open.
    Pair,
}

/// Why a link could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The profile is [`Profile::Off`].
    #[error("the network is switched off by the profile")]
    Off,
    /// The relay's address cannot be read.
    #[error("the relay address {url:?} is not a URL")]
    Relay {
        /// The address as given.
        url: String,
    },
    /// No UDP socket could be had, or the endpoint could not start.
    #[error("no network socket could be opened")]
    Bind(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Profile {
    /// Whether the local network is searched and told of this link.
    pub(crate) fn looks_around(&self) -> bool {
        matches!(self, Self::Lan | Self::Internet { .. })
    }
}

impl Purpose {
    /// The protocol names, the newest first; readable on the wire, which is why they say nothing.
    pub(crate) const fn alpns(self) -> &'static [&'static [u8]] {
        match self {
            Self::Exchange => &[b"sx/3", b"sx/2", b"sx/1"],
            Self::Pair => &[b"sp/1"],
        }
    }

    pub(crate) fn from_alpn(alpn: &[u8]) -> Option<Self> {
        [Self::Exchange, Self::Pair]
            .into_iter()
            .find(|purpose| purpose.alpns().contains(&alpn))
    }
}

impl fmt::Debug for LinkConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkConfig")
            .field("secret", &"redacted")
            .field("profile", &self.profile)
            .field("port", &self.port)
            .field("groups", &self.groups)
            .finish()
    }
}

impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Group")
            .field("secret", &"redacted")
            .field("peers", &self.peers)
            .finish()
    }
}

impl fmt::Debug for RelayChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("Public"),
            Self::Own { url, .. } => f
                .debug_struct("Own")
                .field("url", url)
                .finish_non_exhaustive(),
        }
    }
}
