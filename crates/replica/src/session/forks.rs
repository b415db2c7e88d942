//! What a session does where logs differ although all was sent: both sides describe their
//! histories, and each sends what the other lacks of them.

use super::{CloseReason, Output, ProtocolError, Session};
use crate::frame::{History, Version};
use crate::ids::SpaceTag;
use crate::log::LogId;

impl Session {
    /// Heads were compared and these logs differ.
    pub(super) fn differ(&mut self, space: SpaceTag, differing: Vec<LogId>) {
        let Some(shared) = self.spaces.get_mut(&space) else {
            return;
        };
        let logs = shared.describes(&differing);
        self.outputs.push_back(if logs.is_empty() {
            Output::Diverged {
                space,
                logs: differing,
            }
        } else {
            Output::Describe { space, logs }
        });
    }

    /// The peer describes its histories.
    pub(super) fn described(
        &mut self,
        space: SpaceTag,
        histories: Vec<History>,
    ) -> Result<(), CloseReason> {
        if self.version < Version::Two {
            return Err(ProtocolError::Unexpected.into());
        }
        if let Some(shared) = self.spaces.get(&space)
            && shared.takes_histories()
        {
            self.reopened += 1;
            if self.reopened > crate::limits::ROUNDS_REOPENED_MAX {
                return Err(ProtocolError::TooManyChecks.into());
            }
            self.outputs.push_back(Output::Compare { space, histories });
        }
        Ok(())
    }

    pub(super) fn compared(&mut self, space: SpaceTag, common: &[(LogId, u64)]) {
        if let Some(shared) = self.spaces.get_mut(&space) {
            shared.compared(common);
            self.send_queue.drop_queue(space);
        }
    }
}
