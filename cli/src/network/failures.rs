//! What the network's errors mean to people.

use node::{InviteError, JoinError, MeetError, NodeError, OpenError, StartError};

use crate::failure::{Failure, Kind};

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Vault(error) => error.into(),
            StartError::Link(OpenError::Off) => {
                Self::refused("the network is switched off for this journal")
                    .help("`still network lan` switches it on for the local network")
            }
            StartError::Link(error @ OpenError::Relay { .. }) => {
                Self::usage(error.to_string()).help("`still network internet --relay URL` sets it")
            }
            StartError::Link(OpenError::Bind(why)) => {
                Self::new(Kind::Unexpected, "no network socket could be opened").because(why)
            }
            error => Self::new(Kind::Unexpected, error.to_string()),
        }
    }
}

impl From<MeetError> for Failure {
    fn from(error: MeetError) -> Self {
        match error {
            MeetError::Start(error) => error.into(),
            MeetError::Vault(error) => error.into(),
            error => Self::new(Kind::Unexpected, error.to_string()),
        }
    }
}

impl From<NodeError> for Failure {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::Vault(error) => error.into(),
            NodeError::Replaced => Self::new(Kind::NoVault, "the journal was replaced or put away")
                .because("`vault.redb` is not the file any more that was open here")
                .help("start `still run` again: it opens the one that is there now"),
            error => Self::new(Kind::Unexpected, error.to_string()),
        }
    }
}

impl From<InviteError> for Failure {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::Start(error) => error.into(),
            InviteError::Vault(error) => error.into(),
            InviteError::Spent(error) => Self::from(error).help("make a new ticket and try again"),
            InviteError::Expired => Self::new(Kind::Unreachable, "nobody came with the ticket")
                .because("its time is up")
                .help(
                    "make a new ticket; both devices must be on the same network at the same time",
                ),
            InviteError::Silent => Self::new(Kind::Unreachable, "the other device went silent")
                .help("make a new ticket and try again"),
            error => Self::new(Kind::Unexpected, error.to_string()),
        }
    }
}

impl From<JoinError> for Failure {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::Start(error) => error.into(),
            JoinError::Pairing(error) => error.into(),
            JoinError::NotReached(why) => Self::new(
                Kind::Unreachable,
                "the device that shows the ticket was not reached",
            )
            .because(why)
            .help("both devices must be on the same network, and the ticket must still be shown"),
            error => Self::new(Kind::Unexpected, error.to_string()),
        }
    }
}
