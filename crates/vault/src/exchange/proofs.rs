//! What the frames of an exchange prove, and what is answered where histories differ.

use replica::{Frame, History, Input, LogId, PeerRole, Role, SpaceTag};

use super::branches::branches;
use super::{Drive, filing};
use crate::Error;

impl Drive<'_> {
    /// Notes what a frame proves. An owner that holds more of this device's log than this device knows it better.
    pub(super) fn heard(&mut self, frame: &Frame) -> Result<(), Error> {
        let (Frame::Offer { space, .. } | Frame::Ack { space, .. } | Frame::Heads { space, .. }) =
            frame
        else {
            return Ok(());
        };
        if let Frame::Offer { space, have } = frame {
            self.agreement.offered(*space, have);
            if !self.spaces.contains(space)
                && self.vault.take_up_offered(self.options.peer, *space)?
            {
                self.refresh_spaces()?;
            }
        }
        let roles = self.roles.get(space);
        let owner = matches!(roles, Some((PeerRole::Owner, _)));
        let view = self.vault.store.read()?;
        self.confirmed.heard(frame, &view, owner)?;
        drop(view);
        if let Frame::Offer { space, have } = frame
            && self.spaces.contains(space)
            && matches!(roles, Some((PeerRole::Owner, Role::Owner)))
        {
            let have = have.iter().copied().collect();
            self.vault.leave_log_if_set_back(*space, &have)?;
        }
        Ok(())
    }

    pub(super) fn describe(&mut self, space: SpaceTag, logs: &[LogId]) -> Result<(), Error> {
        let view = self.vault.store.read()?;
        let branches = branches(&view, space)?;
        let histories = filing::describe(&view, space, &branches, logs)?;
        self.input(Input::Described { space, histories });
        Ok(())
    }

    pub(super) fn compare(&mut self, space: SpaceTag, theirs: &[History]) -> Result<(), Error> {
        let view = self.vault.store.read()?;
        let branches = branches(&view, space)?;
        let common = filing::compare(&view, space, &branches, theirs)?;
        self.input(Input::Compared { space, common });
        Ok(())
    }
}
