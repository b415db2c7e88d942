//! Devices with real endpoints on this machine's loopback.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use engine::{
    Confirmed, Env, ExchangeOptions, ExchangeReport, OpenMode, OpenedKeys, Passphrase, Vault,
};
use link::{Channel, Link, LinkConfig, Profile, Purpose};

/// Why measuring ended early.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The passphrase of every vault made here.
pub const PASSPHRASE: &str = "ten thousand entries on one quiet afternoon";

/// A device with its vault open and an endpoint that listens.
#[derive(Debug)]
pub struct Device {
    /// Its vault, unlocked.
    pub vault: Vault,
    folder: PathBuf,
    env: Env,
    link: Link,
    /// The device keys, as the agent would hand them out.
    held: Vec<u8>,
}

/// [`PASSPHRASE`] as the engine takes it.
pub fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE.to_owned())
}

/// The system's clock and randomness; passphrases that cost little, since not they are measured.
fn env(stage: &Path) -> Env {
    Env::for_tests(
        std::sync::Arc::new(jiff::Timestamp::now),
        std::sync::Arc::new(|bytes| {
            getrandom::fill(bytes).expect("the system has a random source");
        }),
        jiff::tz::TimeZone::UTC,
        Some(stage.join("high-water")),
    )
}

impl Device {
    /// Makes a journal in the folder `first` of `stage`.
    pub async fn first(stage: &Path) -> Result<Self, Failure> {
        let folder = stage.join("first");
        let env = env(stage);
        let vault = Vault::init(&folder, &passphrase(), "first", env.clone())?.vault;
        Self::open(folder, env, vault).await
    }

    /// A device in the folder `second` of `stage` that has not joined anything yet.
    pub async fn blank(stage: &Path) -> Result<Self, Failure> {
        let folder = stage.join("second");
        let env = env(stage);
        let (vault, beginning) = Vault::init_to_join(&folder, &passphrase(), env.clone())?;
        beginning.settle()?;
        Self::open(folder, env, vault).await
    }

    async fn open(folder: PathBuf, env: Env, vault: Vault) -> Result<Self, Failure> {
        let config = LinkConfig {
            secret: vault.link_secret()?,
            profile: Profile::Manual,
            port: None,
            groups: Vec::new(),
        };
        let link = Link::open(config).await?;
        let held = Vault::unlock(&folder, &passphrase(), &env)?
            .to_agent()
            .as_bytes()
            .to_vec();
        Ok(Self {
            vault,
            folder,
            env,
            link,
            held,
        })
    }

    /// The same vault once more, as another process would open it with the agent's keys.
    pub fn again(&self, mode: OpenMode) -> Result<Vault, Failure> {
        let keys = OpenedKeys::from_agent(&self.held)?;
        Ok(Vault::open(
            &self.folder,
            Some(keys),
            mode,
            self.env.clone(),
        )?)
    }

    /// The passphrase, given again.
    pub fn confirmed(&self) -> Result<Confirmed, Failure> {
        Ok(self.vault.confirm(&passphrase())?)
    }

    /// Bytes of the vault's folder.
    pub fn bytes_on_disk(&self) -> Result<u64, Failure> {
        let mut bytes = 0;
        for entry in std::fs::read_dir(&self.folder)? {
            bytes += entry?.metadata()?.len();
        }
        Ok(bytes)
    }

    /// Pairs with `other`, an owner, and exchanges everything.
    pub async fn join(&self, other: &Self) -> Result<ExchangeReport, Failure> {
        let mut invitation = other
            .vault
            .devices()
            .invite(Vec::new(), &other.confirmed()?)?;
        let ticket = invitation.ticket().to_text().parse()?;
        other.link.set_pairing(true);
        let (mut here, mut there) = connect(self, other, Purpose::Pair).await?;
        other.link.set_pairing(false);
        let (show, shown) = tokio::sync::oneshot::channel();
        let label = "still/v1/pair";
        let (bind_here, bind_there) = (here.binding(label), there.binding(label));
        let welcome = other.vault.welcome(
            &mut invitation,
            &mut there,
            self.vault.link_id(),
            bind_there,
            async |_| shown.await.ok(),
        );
        let join = self
            .vault
            .join(&ticket, "second", &mut here, bind_here, |showing| {
                let _ = show.send(showing.words.join(" "));
            });
        let (welcomed, joined) = tokio::join!(welcome, join);
        welcomed?;
        joined?;
        self.talk(other, here, there, false).await
    }

    /// One exchange over a new connection, to the end.
    pub async fn meet(&self, other: &Self) -> Result<ExchangeReport, Failure> {
        let (here, there) = connect(self, other, Purpose::Exchange).await?;
        self.talk(other, here, there, false).await
    }

    /// One exchange over both ends of a connection; with `live` until one of them ends it.
    pub async fn talk(
        &self,
        other: &Self,
        mut here: Channel,
        mut there: Channel,
        live: bool,
    ) -> Result<ExchangeReport, Failure> {
        let options = |channel: &Channel, initiator| ExchangeOptions {
            peer: channel.peer(),
            version: channel.version(),
            binding: channel.binding("still/v1/exchange"),
            initiator,
            live,
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
}

/// Both ends of a new connection.
pub async fn connect(
    from: &Device,
    to: &Device,
    purpose: Purpose,
) -> Result<(Channel, Channel), Failure> {
    from.link.set_allowed(from.vault.allowed_links()?);
    to.link.set_allowed(to.vault.allowed_links()?);
    let port = to
        .link
        .addresses()
        .first()
        .map(SocketAddr::port)
        .ok_or("no port to listen on")?;
    let hints = [SocketAddr::from((Ipv4Addr::LOCALHOST, port))];
    let (dialled, accepted) = tokio::join!(
        from.link.dial(to.vault.link_id(), &hints, purpose),
        to.link.accept()
    );
    Ok((dialled?, accepted.ok_or("the endpoint closed")?.channel))
}
