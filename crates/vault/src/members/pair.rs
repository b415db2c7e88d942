//! Pairing: how a new device, or a reader's device, is admitted. The existing device shows a ticket; the newcomer
//! dials it; both prove the ticket's secret on this very connection, commit to nonces, and show four words; the
//! person types the newcomer's words on the existing device; only then is anything signed.

use replica::{Control, DeviceCertificate, DeviceId, LinkId, RecordId, Role, SpaceId, SpaceTag};
use seal::DeviceKeys;
use store::Tables;
use tokio::io::{AsyncRead, AsyncWrite};

use crate::members::devices::awaited_key;
use crate::members::pair_wire::{
    Admission, Approval, Certificate, Hello, KeeperAdmission, Newcomer, Nonce, Welcome, protocol,
    prove, proves, receive, refused, send,
};
use crate::members::ticket::{TICKET_SECONDS, Ticket};
use crate::members::words::{self, ShownWords};
use crate::space::NAME_BYTES_MAX;
use crate::vault::{Confirmed, Meta, Vault};
use crate::{Error, ExchangeError};

const VERSION: u16 = 1;
/// Newcomers that may fail to prove the secret before a ticket is void.
const FAILURES_MAX: u32 = 5;

/// A ticket that is being shown, and what it is for. It dies with the process that shows it.
#[derive(Debug)]
pub struct Invitation {
    ticket: Ticket,
    /// The spaces the newcomer becomes a member of; the first is the home space or the share.
    spaces: Vec<SpaceId>,
    /// What the newcomer's screen calls this device, if not by its name.
    shown_as: Option<String>,
    failures: u32,
    spent: bool,
}

impl Invitation {
    /// The ticket to show.
    pub fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    /// Whether nobody can use it any more: used, refused, or tried too often.
    pub fn is_spent(&self) -> bool {
        self.spent
    }
}

/// Who is asking, for the person who decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The name the newcomer gives itself.
    pub name: String,
    /// The name it will have here: another one, if a device of the journal goes by its own already.
    pub will_be: String,
    /// What it will be.
    pub role: Role,
    /// What the newcomer shows, to look at what is typed before it is the answer.
    pub words: ShownWords,
}

/// What the newcomer's screen shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Showing {
    /// The name of the existing device.
    pub inviter: String,
    /// To be typed on the existing device.
    pub words: [&'static str; 4],
}

impl Vault {
    /// Makes an invitation for another device of this journal.
    ///
    /// # Errors
    /// [`Error::Locked`], [`Error::Refused`] if this device is not an owner.
    pub fn invite_device(
        &self,
        _: &Confirmed,
        addresses: Vec<std::net::SocketAddr>,
    ) -> Result<Invitation, Error> {
        let spaces = self.spaces_of_journal()?;
        Ok(self.invitation(Role::Owner, spaces, addresses, None))
    }

    /// Makes an invitation for a keeper, which carries what this journal and its shares hold and cannot read it. It is not
    /// told what this device is called.
    ///
    /// # Errors
    /// As [`Vault::invite_device`].
    pub fn invite_keeper(
        &self,
        _: &Confirmed,
        addresses: Vec<std::net::SocketAddr>,
    ) -> Result<Invitation, Error> {
        let spaces = self.spaces_of_journal()?;
        let shown_as = Some("the device that shows the ticket".to_owned());
        Ok(self.invitation(Role::Keeper, spaces, addresses, shown_as))
    }

    /// The home space, then the shares of this journal that go on.
    fn spaces_of_journal(&self) -> Result<Vec<SpaceId>, Error> {
        let view = self.store.read()?;
        let home = Self::home_id(&view)?;
        let mut spaces = vec![home];
        for id in Meta::read(&view)?.spaces() {
            let space = self.space(&view, id)?;
            let mine = space.membership.role(self.device) == Some(Role::Owner);
            if id != home && mine && !space.membership.closed() {
                spaces.push(id);
            }
        }
        Ok(spaces)
    }

    /// Makes an invitation for the reader of a space. A reader is not told what its owner calls the device, but
    /// `shown_as`.
    pub fn invite_reader(
        &self,
        _: &Confirmed,
        space: SpaceId,
        shown_as: String,
        addresses: Vec<std::net::SocketAddr>,
    ) -> Invitation {
        self.invitation(Role::Reader, vec![space], addresses, Some(shown_as))
    }

    fn invitation(
        &self,
        role: Role,
        spaces: Vec<SpaceId>,
        addresses: Vec<std::net::SocketAddr>,
        shown_as: Option<String>,
    ) -> Invitation {
        let ticket = Ticket {
            inviter: self.link,
            role,
            expires_at: self.env.unix() + TICKET_SECONDS,
            addresses,
            invite: self.env.random(),
            secret: self.env.random(),
        };
        Invitation {
            ticket,
            spaces,
            shown_as,
            failures: 0,
            spent: false,
        }
    }

    /// Answers a newcomer on the existing device. `ask` shows who asks and returns the words the person typed, or
    /// `None` to refuse. Returns the newcomer's name, as it is called here, once it is a member.
    ///
    /// # Errors
    /// [`ExchangeError::Refused`] if the secret, the time or the words are wrong; [`ExchangeError::Connection`].
    pub async fn welcome<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        invitation: &mut Invitation,
        stream: &mut S,
        peer: LinkId,
        binding: [u8; 32],
        ask: impl AsyncFnOnce(Asking) -> Option<String>,
    ) -> Result<String, ExchangeError> {
        let answered = self.answer(invitation, stream, peer, binding, ask);
        Ok(answered.await?)
    }

    async fn answer<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        invitation: &mut Invitation,
        stream: &mut S,
        peer: LinkId,
        binding: [u8; 32],
        ask: impl AsyncFnOnce(Asking) -> Option<String>,
    ) -> Result<String, Error> {
        let hello: Hello = receive(stream).await?;
        let newcomer = self.check_hello(invitation, &hello, peer, &binding)?;
        // From here on nobody else can use the ticket, whatever becomes of this attempt.
        invitation.spent = true;
        let nonce: [u8; 32] = self.env.random();
        let mut transcript = [hello.newcomer.as_slice(), &binding, &nonce].concat();
        let welcome = Welcome {
            device: *self.device.as_bytes(),
            name: match &invitation.shown_as {
                Some(name) => name.clone(),
                None => {
                    let space = self.space(&self.store.read()?, invitation.spaces[0])?;
                    self.name_of(&space, self.device)
                }
            },
            nonce,
            proof: prove(&invitation.ticket.secret, "inviter", &transcript),
        };
        transcript.extend_from_slice(&welcome.device);
        send(stream, &welcome).await?;
        let Nonce(revealed) = receive(stream).await?;
        if replica::labelled_hash("still/v1/pair-nonce", &[&revealed]) != newcomer.commitment {
            return Err(refused("the other device changed its mind midway"));
        }
        transcript.extend_from_slice(&revealed);
        let words = words::four_words(&replica::labelled_hash(
            "still/v1/pair-words",
            &[&transcript],
        ));
        let asking = Asking {
            name: newcomer.name.clone(),
            will_be: self.free_name(invitation, &newcomer.name)?,
            role: invitation.ticket.role,
            words: ShownWords::new(words),
        };
        let name = asking.will_be.clone();
        let typed = ask(asking)
            .await
            .ok_or_else(|| refused("you did not admit the device"))?;
        if !words::typed_right(&words, &typed) {
            return Err(refused(
                "these are not the words that the other device shows",
            ));
        }
        if self.env.unix() > invitation.ticket.expires_at {
            return Err(refused("the ticket has expired"));
        }
        self.admit(invitation, &newcomer, &name, stream).await?;
        let nothing = crate::exchange::confirmed::Confirmed::default();
        self.remember_contact(peer, &nothing, replica::Version::One)?;
        Ok(name)
    }

    fn check_hello(
        &self,
        invitation: &mut Invitation,
        hello: &Hello,
        peer: LinkId,
        binding: &[u8; 32],
    ) -> Result<Newcomer, Error> {
        let wrong = || refused("somebody tried to use a ticket that is not this one");
        if invitation.spent || self.env.unix() > invitation.ticket.expires_at {
            return Err(refused("the ticket was used already or has expired"));
        }
        let transcript = [hello.newcomer.as_slice(), binding].concat();
        if !proves(
            &invitation.ticket.secret,
            "newcomer",
            &transcript,
            &hello.proof,
        ) {
            invitation.failures += 1;
            invitation.spent = invitation.failures >= FAILURES_MAX;
            return Err(wrong());
        }
        let newcomer: Newcomer = postcard::from_bytes(&hello.newcomer).map_err(|_| wrong())?;
        let fits = newcomer.version == VERSION
            && newcomer.invite == invitation.ticket.invite
            && newcomer.link == *peer.as_bytes()
            && newcomer.name.len() <= NAME_BYTES_MAX;
        if fits { Ok(newcomer) } else { Err(wrong()) }
    }

    /// Has the newcomer sign its certificates, then makes it a member of every space in one transaction.
    async fn admit<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        invitation: &Invitation,
        newcomer: &Newcomer,
        name: &str,
        stream: &mut S,
    ) -> Result<(), Error> {
        let name = {
            let space = self.space(&self.store.read()?, invitation.spaces[0])?;
            space.keys()?.seal(name.as_bytes())
        };
        let approval = Approval(name);
        send(stream, &approval).await?;
        let Certificate(certificate) = receive(stream).await?;
        let certificate = DeviceCertificate::decode(&certificate).map_err(|_| protocol())?;
        let as_agreed = certificate.device == DeviceId::from_bytes(newcomer.device)
            && certificate.link == LinkId::from_bytes(newcomer.link)
            && certificate.recipient == newcomer.recipient
            && certificate.role == invitation.ticket.role
            && certificate.name == approval.0
            && certificate.verify().is_ok();
        if !as_agreed {
            return Err(protocol());
        }
        let (mut writer, meta) = self.begin()?;
        let mut spaces = Vec::new();
        for id in &invitation.spaces {
            let space = self.space(&writer, *id)?;
            let op = Control::Add {
                certificate: certificate.clone(),
            };
            self.author_control(&mut writer, &meta, id.tag(), op)?;
            if certificate.role != Role::Keeper {
                let newcomers = std::slice::from_ref(&newcomer.recipient);
                self.rewrap(&mut writer, &meta, &space, newcomers)?;
            }
            let root = space
                .membership
                .root()
                .ok_or_else(|| Error::damaged("the journal"))?;
            spaces.push((*id, root));
        }
        // Until the newcomer has shown that it heard of it, nobody knows whether it did.
        writer.set_meta(&awaited_key(certificate.link), b"1")?;
        self.commit(writer, &meta)?;
        match certificate.role {
            Role::Keeper => send(stream, &KeeperAdmission::of(&spaces)).await,
            _ => send(stream, &Admission::of(&spaces)).await,
        }
    }

    /// The name for a newcomer: its own, with a number behind it where a device of the journal has that name.
    fn free_name(&self, invitation: &Invitation, name: &str) -> Result<String, Error> {
        if invitation.ticket.role == Role::Reader {
            return Ok(name.to_owned());
        }
        let taken: Vec<String> = self
            .devices()?
            .iter()
            .filter(|device| device.share.is_none() && !device.removed)
            .map(|device| device.name.to_lowercase())
            .collect();
        let numbered = |number: usize| {
            let number = format!(" {number}");
            let mut start = name.to_owned();
            while start.len() + number.len() > NAME_BYTES_MAX {
                start.pop();
            }
            start + &number
        };
        let mut names = std::iter::once(name.to_owned()).chain((2..).map(numbered));
        let free = names.find(|name| !taken.contains(&name.to_lowercase()));
        Ok(free.expect("there are more numbers than devices"))
    }

    /// Joins with a ticket on the new device. `show` puts the words on the screen. The records arrive in the exchange
    /// that should follow on the same connection.
    ///
    /// # Errors
    /// [`ExchangeError::Invalid`] for a name that is too long; [`ExchangeError::Refused`] if the ticket does not fit this
    /// vault or the other side refuses; [`ExchangeError::Connection`].
    pub async fn join<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        ticket: &Ticket,
        name: &str,
        stream: &mut S,
        binding: [u8; 32],
        show: impl FnOnce(&Showing),
    ) -> Result<(), ExchangeError> {
        let joined = self.ask_to_join(ticket, name, stream, binding, show);
        Ok(joined.await?)
    }

    async fn ask_to_join<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        ticket: &Ticket,
        name: &str,
        stream: &mut S,
        binding: [u8; 32],
        show: impl FnOnce(&Showing),
    ) -> Result<(), Error> {
        if name.is_empty() || name.len() > NAME_BYTES_MAX {
            return Err(Error::Invalid(format!(
                "a device's name has 1 to {NAME_BYTES_MAX} bytes"
            )));
        }
        if (ticket.role == Role::Keeper) != self.folder.is_of_keeper() {
            return Err(refused(match ticket.role {
                Role::Keeper => "this is a ticket for a keeper: `still keeper join` takes it",
                _ => "this is no ticket for a keeper: `still keeper add` shows one",
            }));
        }
        let meta = Meta::read(&self.store.read()?)?;
        // Who was let in by the kit alone is a stranger to the devices that were not there.
        if ticket.role == Role::Owner && meta.home().is_some() && !self.is_recovered()? {
            return Err(refused(
                "this folder already holds a journal; join with an empty one",
            ));
        }
        let keys = self.keys_to_join()?;
        let nonce: [u8; 32] = self.env.random();
        let newcomer = Newcomer {
            version: VERSION,
            invite: ticket.invite,
            device: *self.device.as_bytes(),
            link: *self.link.as_bytes(),
            recipient: keys.recipient(),
            name: name.to_owned(),
            commitment: replica::labelled_hash("still/v1/pair-nonce", &[&nonce]),
        };
        let newcomer = postcard::to_stdvec(&newcomer).expect("a newcomer always serialises");
        let mut transcript = [newcomer.as_slice(), &binding].concat();
        let proof = prove(&ticket.secret, "newcomer", &transcript);
        send(stream, &Hello { newcomer, proof }).await?;
        let welcome: Welcome = receive(stream).await.map_err(|_| {
            refused("the other device did not accept the ticket; ask for a new one")
        })?;
        transcript.extend_from_slice(&welcome.nonce);
        if !proves(&ticket.secret, "inviter", &transcript, &welcome.proof) {
            return Err(refused("this is not the device that showed the ticket"));
        }
        transcript.extend_from_slice(&welcome.device);
        transcript.extend_from_slice(&nonce);
        send(stream, &Nonce(nonce)).await?;
        let words = words::four_words(&replica::labelled_hash(
            "still/v1/pair-words",
            &[&transcript],
        ));
        show(&Showing {
            inviter: welcome.name,
            words,
        });
        self.be_admitted(ticket, &keys, stream).await
    }

    async fn be_admitted<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        ticket: &Ticket,
        keys: &DeviceKeys,
        stream: &mut S,
    ) -> Result<(), Error> {
        let declined = |_| refused("the other device did not admit this one");
        let Approval(name) = receive(stream).await.map_err(declined)?;
        let certificate = self.certificate(keys, ticket.role, name)?;
        send(stream, &Certificate(certificate.encode())).await?;
        if ticket.role == Role::Keeper {
            let admission: KeeperAdmission = receive(stream).await.map_err(declined)?;
            return self.begin_keeping(ticket, &admission);
        }
        let admission: Admission = receive(stream).await.map_err(declined)?;
        if admission.spaces.is_empty()
            || admission.spaces.len() > replica::limits::SPACES_PER_SESSION_MAX
        {
            return Err(protocol());
        }
        let mut writer = self.store.write()?;
        let mut meta = Meta::read(&writer)?;
        let own = meta.home().filter(|_| ticket.role == Role::Owner);
        if own.is_some_and(|own| *own.as_bytes() != admission.spaces[0].0) {
            return Err(refused(
                "that device belongs to another journal; remove this one there again",
            ));
        }
        for (at, (id, root)) in admission.spaces.iter().enumerate() {
            let id = SpaceId::from_bytes(*id);
            crate::space::pin_root(&mut writer, id.tag(), RecordId::from_bytes(*root))?;
            meta.add_space(id, at == 0 && ticket.role == Role::Owner);
            writer.set_meta(&inviter_key(id.tag()), ticket.inviter.as_bytes())?;
        }
        meta.write(&mut writer)?;
        writer.commit()?;
        self.remember_addresses(ticket.inviter, &ticket.addresses)
    }

    /// The device that brought this one into a space whose records have not arrived yet.
    pub(crate) fn inviter(
        &self,
        tables: &impl Tables,
        tag: SpaceTag,
    ) -> Result<Option<LinkId>, Error> {
        let bytes = tables.meta(&inviter_key(tag))?;
        Ok(bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map(LinkId::from_bytes))
    }
}

pub(crate) fn inviter_key(tag: SpaceTag) -> String {
    format!("sponsor/{tag}")
}
