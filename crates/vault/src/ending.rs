//! The end of a share. What is past its end date is over at once: not published, not served, not readable. Deleting the
//! reader's copy and closing the share for good wait until the end is certain, since a clock can be wrong.
//!
//! The end is certain when a record of an owner says so, or when it was seen a full day ago, counted by how long the
//! machine was up and not by the clock that may have jumped.

use jiff::Timestamp;
use replica::{MemberState, Purpose, Role, SpaceId, SpaceTag};
use store::Tables;

use crate::members::adoption::drop_spaces;
use crate::members::devices::short;
use crate::space::Space;
use crate::vault::{Meta, Vault};
use crate::{Error, timestamp};

/// How long an end must have been seen before it is believed, in seconds.
const CERTAIN_AFTER: i64 = 24 * 3600;
/// Seconds that are worth writing down; less is counted at the next look.
const STEP: i64 = 600;
/// Where the store keeps which shares are over.
const ENDED: &str = "ended";
/// How many of them are remembered.
const ENDED_MAX: usize = 32;

/// Since when the end of a share has been seen.
struct Sighting {
    /// The clock at the last look, in unix seconds.
    at: i64,
    /// The start of the machine then, or `-`, and how long it had been up.
    boot: String,
    up: i64,
    /// Seconds that have certainly passed since the first look.
    passed: i64,
}

impl Sighting {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let number = |part: Option<&str>| part?.parse().ok();
        Some(Self {
            at: number(parts.next())?,
            boot: parts.next()?.to_owned(),
            up: number(parts.next())?,
            passed: number(parts.next())?,
        })
    }

    fn to_text(&self) -> String {
        format!("{} {} {} {}", self.at, self.boot, self.up, self.passed)
    }

    /// The seconds that have certainly passed from this look to the next: never more than the clock says. Of another
    /// start of the machine only its own time counts.
    fn until(&self, next: &Self) -> i64 {
        let clock = next.at - self.at;
        let passed = match (self.boot.as_str(), next.boot.as_str()) {
            ("-", "-") => clock,
            ("-", _) | (_, "-") => 0,
            (before, now) if before == now => next.up - self.up,
            _ => next.up,
        };
        passed.min(clock).max(0)
    }
}

impl Vault {
    /// Whether the clock says that a share is past its end date.
    pub fn is_past(&self, space: &Space) -> bool {
        let ends_at = space.membership.ends_at();
        space.membership.purpose() == Some(Purpose::Share)
            && ends_at.is_some_and(|at| at <= self.env.unix())
    }

    /// Whether a share was stopped, or is past its end by this device's clock.
    pub fn is_over(&self, space: &Space) -> bool {
        space.membership.closed() || self.is_past(space)
    }

    /// Looks at the end of a share, and says whether it is certain; see the module. A clock that was set back takes the
    /// earlier looks back.
    ///
    /// # Errors
    /// What the disk says.
    pub fn end_is_certain(&self, space: &Space) -> Result<bool, Error> {
        let key = sighting_key(space.tag);
        let seen = self.store.read()?.meta(&key)?;
        if !self.is_past(space) {
            if seen.is_some() {
                let mut writer = self.store.write()?;
                writer.remove_meta(&key)?;
                writer.commit()?;
            }
            return Ok(false);
        }
        let (boot, up) = self.env.uptime().unwrap_or(("-".into(), 0));
        let boot = boot.replace(char::is_whitespace, "");
        let mut now = Sighting {
            at: self.env.unix(),
            boot,
            up,
            passed: 0,
        };
        let before = seen.and_then(|bytes| Sighting::read(&String::from_utf8(bytes).ok()?));
        if let Some(before) = &before {
            now.passed = before.passed + before.until(&now);
            if now.passed >= CERTAIN_AFTER {
                return Ok(true);
            }
            if now.boot == before.boot && now.passed < before.passed + STEP {
                return Ok(false);
            }
        }
        let mut writer = self.store.write()?;
        writer.set_meta(&key, now.to_text().as_bytes())?;
        writer.commit()?;
        Ok(false)
    }

    /// Drops the copies of shares that are certainly over for this reader.
    ///
    /// # Errors
    /// What the disk says.
    pub fn purge_ended(&self) -> Result<(), Error> {
        let view = self.store.read()?;
        let mut ended = Vec::new();
        for id in Meta::read(&view)?.spaces() {
            let space = self.space(&view, id)?;
            let members = &mut space.membership.members();
            let me = members.find(|member| member.certificate.device == self.device);
            let Some(me) = me.filter(|me| me.certificate.role == Role::Reader) else {
                continue;
            };
            let said = space.membership.closed() || me.state == MemberState::Removed;
            if said || self.end_is_certain(&space)? {
                ended.push(id);
            }
        }
        drop(view);
        if probe::planted!("ended_share_stays", ended.is_empty(), true) {
            return Ok(());
        }
        self.drop_readings(&ended)
    }

    fn drop_readings(&self, ended: &[SpaceId]) -> Result<(), Error> {
        let mut writer = self.store.write()?;
        let mut meta = Meta::read(&writer)?;
        let mut told = ended_lines(&writer)?;
        drop_spaces(&mut writer, &mut meta, ended)?;
        for id in ended {
            told.push((short(id.tag().as_bytes()), self.env.unix()));
        }
        let from = told.len().saturating_sub(ENDED_MAX);
        let lines = told[from..].iter().map(|(id, at)| format!("{id} {at}\n"));
        writer.set_meta(ENDED, lines.collect::<String>().as_bytes())?;
        Ok(writer.commit()?)
    }

    /// Shares that this device used to read and that are over: the beginning of their ids, and when the copy here was
    /// removed; the latest last.
    ///
    /// # Errors
    /// What the disk says.
    pub fn readings_ended(&self) -> Result<Vec<(String, Timestamp)>, Error> {
        self.purge_ended()?;
        let told = ended_lines(&self.store.read()?)?;
        Ok(told
            .into_iter()
            .map(|(id, at)| (id, timestamp(at)))
            .collect())
    }
}

fn sighting_key(tag: SpaceTag) -> String {
    format!("past/{tag}")
}

/// One line for each: id and seconds since 1970.
fn ended_lines(tables: &impl Tables) -> Result<Vec<(String, i64)>, Error> {
    let bytes = tables.meta(ENDED)?.unwrap_or_default();
    let line = |line: &str| {
        let (id, at) = line.split_once(' ')?;
        Some((id.to_owned(), at.parse().ok()?))
    };
    Ok(String::from_utf8_lossy(&bytes)
        .lines()
        .filter_map(line)
        .collect())
}
