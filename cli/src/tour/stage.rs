//! What stands on the tour's stage: devices, each a vault in a folder of its own with an endpoint of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use engine::{Confirmed, Env, ExchangeOptions, ExchangeReport, Invitation, Passphrase, Vault};
use link::{Channel, Link, LinkConfig, Profile, Purpose};

use crate::failure::{Failure, Kind};

/// The passphrase of all vaults of the tour, so that whoever takes it can look into them afterwards.
pub(super) const PASSPHRASE: &str = "look around as long as you like";

/// Binds an exchange to its connection; pairing has a label of its own.
const EXCHANGE_LABEL: &str = "still/v1/exchange";
const PAIR_LABEL: &str = "still/v1/pair";

/// One device of the tour.
pub(super) struct Device {
    pub(super) name: &'static str,
    pub(super) folder: PathBuf,
    pub(super) vault: Vault,
    link: Link,
}

/// What an exchange took.
pub(super) struct Met {
    pub(super) report: ExchangeReport,
    /// From before dialling to the last farewell.
    pub(super) all: Duration,
    /// Of that, until the connection stood.
    pub(super) connecting: Duration,
}

impl Device {
    /// The first device: makes the journal.
    pub(super) async fn first(stage: &Path, name: &'static str) -> Result<Self, Failure> {
        let folder = stage.join(name);
        let vault = Vault::init(&folder, &passphrase(), name, env(stage))?.vault;
        Self::open(name, folder, vault).await
    }

    /// Another device: an empty vault that is about to join.
    pub(super) async fn blank(stage: &Path, name: &'static str) -> Result<Self, Failure> {
        let folder = stage.join(name);
        let (vault, beginning) = Vault::init_to_join(&folder, &passphrase(), env(stage))?;
        beginning.settle()?;
        Self::open(name, folder, vault).await
    }

    async fn open(name: &'static str, folder: PathBuf, vault: Vault) -> Result<Self, Failure> {
        let config = LinkConfig {
            secret: vault.link_secret()?,
            profile: Profile::Manual,
            port: None,
            groups: Vec::new(),
        };
        let link = Link::open(config).await.map_err(network)?;
        Ok(Self {
            name,
            folder,
            vault,
            link,
        })
    }

    /// Proof of the passphrase, for what asks for it.
    pub(super) fn confirmed(&self) -> Result<Confirmed, Failure> {
        Ok(self.vault.confirm(&passphrase())?)
    }

    /// Where this device listens, on this machine only.
    fn address(&self) -> Result<SocketAddr, Failure> {
        let port = self.link.addresses().first().map(SocketAddr::port);
        let port = port
            .ok_or_else(|| Failure::new(Kind::Unexpected, "the tour has no port to listen on"))?;
        Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
    }

    /// Joins with an invitation of another device; returns the words that both screens showed.
    pub(super) async fn join(
        &self,
        inviter: &Self,
        invitation: &mut Invitation,
    ) -> Result<(String, Met), Failure> {
        let begun = Instant::now();
        let ticket = invitation
            .ticket()
            .to_text()
            .parse()
            .map_err(|error: engine::StoreError| Failure::from(error))?;
        inviter.link.set_pairing(true);
        let (mut here, mut there) = self.channels(inviter, Purpose::Pair).await?;
        let connecting = begun.elapsed();
        inviter.link.set_pairing(false);
        let (bind_here, bind_there) = (here.binding(PAIR_LABEL), there.binding(PAIR_LABEL));
        let (show, shown) = tokio::sync::oneshot::channel();
        let mut words = String::new();
        let (welcomed, joined) = tokio::join!(
            inviter.vault.welcome(
                invitation,
                &mut there,
                self.vault.link_id(),
                bind_there,
                async |_| {
                    // The person reads the words on one screen and types them on the other.
                    shown.await.ok()
                }
            ),
            self.vault
                .join(&ticket, self.name, &mut here, bind_here, |showing| {
                    words = showing.words.join(" ");
                    let _ = show.send(words.clone());
                }),
        );
        welcomed?;
        joined?;
        let report = self.talk(inviter, here, there).await?;
        Ok((
            words,
            Met {
                report,
                all: begun.elapsed(),
                connecting,
            },
        ))
    }

    /// One exchange, to the end.
    pub(super) async fn meet(&self, other: &Self) -> Result<Met, Failure> {
        self.link.set_allowed(self.vault.allowed_links()?);
        other.link.set_allowed(other.vault.allowed_links()?);
        let begun = Instant::now();
        let (here, there) = self.channels(other, Purpose::Exchange).await?;
        let connecting = begun.elapsed();
        let report = self.talk(other, here, there).await?;
        Ok(Met {
            report,
            all: begun.elapsed(),
            connecting,
        })
    }

    async fn channels(
        &self,
        other: &Self,
        purpose: Purpose,
    ) -> Result<(Channel, Channel), Failure> {
        let hints = [other.address()?];
        let (dialled, accepted) = tokio::join!(
            self.link.dial(other.vault.link_id(), &hints, purpose),
            other.link.accept()
        );
        let accepted =
            accepted.ok_or_else(|| Failure::new(Kind::Unexpected, "the tour's endpoint closed"))?;
        Ok((dialled.map_err(network)?, accepted.channel))
    }

    async fn talk(
        &self,
        other: &Self,
        mut here: Channel,
        mut there: Channel,
    ) -> Result<ExchangeReport, Failure> {
        let options = |channel: &Channel, initiator| ExchangeOptions {
            peer: channel.peer(),
            version: channel.version(),
            binding: channel.binding(EXCHANGE_LABEL),
            initiator,
            live: false,
            look: None,
        };
        let (mine, theirs) = (options(&here, true), options(&there, false));
        let (report, answer) = tokio::join!(
            self.vault.exchange(&mut here, mine, None),
            other.vault.exchange(&mut there, theirs, None),
        );
        answer?;
        let report = report?;
        tokio::join!(here.finish(), there.finish());
        Ok(report)
    }

    /// Ends the device's endpoint.
    pub(super) async fn leave(self) {
        self.link.close().await;
    }
}

fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE.to_owned())
}

/// The real clock and the real cost of a passphrase; high-water files stay inside the tour's folder.
fn env(stage: &Path) -> Env {
    Env::system(Some(stage.join("high-water")))
}

fn network(error: impl std::error::Error) -> Failure {
    Failure::new(Kind::Unexpected, "the tour's devices could not meet").because(error)
}
