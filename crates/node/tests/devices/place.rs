//! Vaults in temporary folders whose devices reach each other over the loopback interface.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use engine::views::{EntryFields, Query};
use engine::{Confirmed, Env, Journal, OpenMode, OpenedKeys, Passphrase, Vault};
use jiff::{SignedDuration, Timestamp};
use node::{
    FirstExchange, InviteError, InviteEvent, Inviting, Joining, Node, NodeEvent, NodeStatus,
    Profile,
};
use tokio::time::timeout;

fn copy(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
}

/// Far longer than anything here takes; ends a test that would wait for ever.
pub(crate) const GIVE_UP_AFTER: Duration = Duration::from_secs(60);

/// One device: a vault in a folder of its own.
pub(crate) struct Device {
    pub(crate) vault: Vault,
    pub(crate) journal: Journal,
    name: &'static str,
    folder: tempfile::TempDir,
}

impl Device {
    /// The device that makes the journal.
    pub(crate) fn first(name: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault");
        let new = Vault::init(&path, &passphrase(), name, env()).unwrap();
        Self::of(new.vault, name, folder)
    }

    /// A device that is about to join.
    pub(crate) fn blank(name: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault");
        let (vault, beginning) = Vault::init_to_join(&path, &passphrase(), env()).unwrap();
        beginning.settle().unwrap();
        Self::of(vault, name, folder)
    }

    fn of(vault: Vault, name: &'static str, folder: tempfile::TempDir) -> Self {
        Self {
            journal: Journal::from(vault.clone()),
            vault,
            name,
            folder,
        }
    }

    /// Opens the same vault again, with its keys or without.
    pub(crate) fn reopened(self, unlocked: bool) -> Self {
        self.opened_anew(unlocked, env())
    }

    /// Opens the same vault again with a clock that is ahead of the others.
    pub(crate) fn ahead(self, by: SignedDuration) -> Self {
        self.opened_anew(true, env_ahead(by))
    }

    fn opened_anew(self, unlocked: bool, env: Env) -> Self {
        let keys = unlocked.then(|| self.keys());
        let path = self.folder.path().join("vault");
        let vault = Vault::open(&path, keys, OpenMode::Write, env).unwrap();
        Self::of(vault, self.name, self.folder)
    }

    /// Keeps the vault as it is now, as an image of a whole machine would.
    pub(crate) fn image(&self) -> tempfile::TempDir {
        let image = tempfile::tempdir().unwrap();
        copy(&self.folder.path().join("vault"), image.path());
        image
    }

    /// Sets the machine back to an image.
    pub(crate) fn set_back(self, image: &tempfile::TempDir) -> Self {
        let Self {
            vault,
            journal,
            name,
            folder,
        } = self;
        drop((vault, journal));
        copy(image.path(), &folder.path().join("vault"));
        let keys = Vault::unlock(&folder.path().join("vault"), &passphrase(), &env()).unwrap();
        let path = folder.path().join("vault");
        let vault = Vault::open(&path, Some(keys), OpenMode::Write, env()).unwrap();
        Self::of(vault, name, folder)
    }

    /// A folder for what one process tells others of this machine.
    pub(crate) fn runtime(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn keys(&self) -> OpenedKeys {
        Vault::unlock(&self.folder.path().join("vault"), &passphrase(), &env()).unwrap()
    }

    pub(crate) fn confirmed(&self) -> Confirmed {
        self.vault.confirm(&passphrase()).unwrap()
    }

    pub(crate) fn write(&self, body: &str) {
        let draft = EntryFields {
            body: body.to_owned(),
            ..EntryFields::default()
        };
        self.vault.entries().create(draft).unwrap();
    }

    /// What the entries say, in the order of the alphabet.
    pub(crate) fn bodies(&self) -> Vec<String> {
        let listed = self.vault.entries().list(&Query::default()).unwrap();
        let mut bodies: Vec<_> = listed
            .entries
            .into_iter()
            .map(|entry| entry.fields.body)
            .collect();
        bodies.sort();
        bodies
    }

    pub(crate) async fn invite(&self) -> Inviting {
        let confirmed = self.confirmed();
        Inviting::open(&self.vault, Profile::Manual, |addresses| {
            self.vault
                .devices()
                .invite(vec![loopback(&addresses)], &confirmed)
        })
        .await
        .unwrap()
    }

    /// Joins with a ticket, and hands over the words as soon as they are shown.
    pub(crate) async fn join(
        &self,
        ticket: &engine::Ticket,
        show: impl FnOnce(String),
    ) -> Result<FirstExchange, node::JoinError> {
        let joining = Joining::reach(&self.vault, Profile::Manual, ticket).await?;
        joining
            .join(self.name, |showing| show(showing.words.join(" ")))
            .await
    }

    /// Overwrites the pages of the journal, as a disk may.
    pub(crate) fn spoils_pages(&self) {
        let path = self.folder.path().join("vault");
        let keys = self.keys();
        let inside = testkit::Insider::with(&path, keys);
        inside.spoils_pages(inside.home().tag());
    }

    /// Stays connected, reaching nobody by itself that it has not met.
    pub(crate) async fn start(&self) -> Node {
        Node::start(&self.journal, Profile::Manual).await.unwrap()
    }

    /// Stays connected, and knows where `other` is.
    pub(crate) async fn start_beside(&self, other: &Self, there: &Node) -> Node {
        let address = loopback(&there.watch().borrow().addresses);
        self.vault
            .remember_addresses(other.vault.link_id(), &[address])
            .unwrap();
        self.start().await
    }
}

/// A laptop with a journal and a phone that has joined it.
pub(crate) async fn pair() -> (Device, Device) {
    let (laptop, phone) = (Device::first("laptop"), Device::blank("phone"));
    laptop.write("before");
    let mut inviting = laptop.invite().await;
    let ticket = inviting.ticket().clone();
    let (show, shown) = tokio::sync::oneshot::channel();
    let (newcomer, inviter) = tokio::join!(
        admit(&mut inviting, async { shown.await.ok() }),
        phone.join(&ticket, |words| show.send(words).unwrap())
    );
    let (newcomer, inviter) = (newcomer.unwrap(), inviter.unwrap());
    assert_eq!(newcomer.name(), "phone");
    let (sent, received) = tokio::join!(newcomer.exchange(None), inviter.exchange(None));
    assert!(sent.unwrap().in_step);
    assert!(received.unwrap().in_step);
    (laptop, phone)
}

/// Answers whoever asks with what `typed` gives.
pub(crate) async fn admit(
    inviting: &mut Inviting,
    typed: impl Future<Output = Option<String>>,
) -> Result<FirstExchange, InviteError> {
    let question = match inviting.next().await? {
        InviteEvent::Asks(question) => question,
        other => panic!("nobody asked: {other:?}"),
    };
    match typed.await {
        Some(typed) => question.answer(typed),
        None => question.refuse(),
    }
    match inviting.next().await? {
        InviteEvent::Admitted(newcomer) => Ok(newcomer),
        other => panic!("{other:?} after an answer"),
    }
}

/// Waits for an event. If it does not come, says what came instead.
pub(crate) async fn wait_for(
    events: &mut node::Events,
    mut is_it: impl FnMut(&NodeEvent) -> bool,
) -> NodeEvent {
    let mut others = Vec::new();
    loop {
        let event = timeout(GIVE_UP_AFTER, events.next())
            .await
            .unwrap_or_else(|_| panic!("only this came: {others:?}"))
            .expect("the node goes on");
        if is_it(&event) {
            return event;
        }
        others.push(event);
    }
}

/// Waits until both hold the same on a connection.
pub(crate) async fn in_step(events: &mut node::Events) -> NodeEvent {
    wait_for(events, |event| matches!(event, NodeEvent::InStep { .. })).await
}

/// Waits for a status.
pub(crate) async fn status_with(node: &Node, is_it: impl Fn(&NodeStatus) -> bool) -> NodeStatus {
    let mut status = node.watch();
    match timeout(GIVE_UP_AFTER, status.wait_for(|status| is_it(status))).await {
        Ok(found) => found.expect("the node goes on").clone(),
        Err(_) => panic!("it stays so: {:?}", node.watch().borrow()),
    }
}

/// Where to dial a device on this machine, whatever its networks.
pub(crate) fn loopback(addresses: &[SocketAddr]) -> SocketAddr {
    let port = addresses
        .first()
        .expect("this machine has a network")
        .port();
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

fn passphrase() -> Passphrase {
    Passphrase::new("correct horse battery staple".to_owned())
}

pub(crate) fn env() -> Env {
    env_ahead(SignedDuration::ZERO)
}

fn env_ahead(by: SignedDuration) -> Env {
    Env::for_tests(
        Arc::new(move || Timestamp::now() + by),
        Arc::new(|bytes| getrandom::fill(bytes).unwrap()),
        jiff::tz::TimeZone::UTC,
        None,
    )
}
