//! The spaces of a session: what the peer offers, and what comes up while it goes on.

use super::shared::Shared;
use super::{CloseReason, Output, ProtocolError, Session, SpaceView};
use crate::have::Have;
use crate::ids::SpaceTag;
use crate::limits;
use crate::log::LogId;

impl Session {
    pub(super) fn offered(
        &mut self,
        space: SpaceTag,
        have: &[(LogId, u64)],
    ) -> Result<(), CloseReason> {
        self.offers += 1;
        if self.offers > limits::OFFERS_PER_SESSION_MAX {
            return Err(ProtocolError::TooManySpaces.into());
        }
        // The peer counts on another farewell, even if there is nothing to answer.
        self.sent_bye = false;
        let have: Have = have.iter().copied().collect();
        if let Some(shared) = self.spaces.get_mut(&space) {
            shared.offered(&have);
            self.tell_acked(space);
            return Ok(());
        }
        // What is more than an honest peer has to offer is left out: nothing is said of it on either side.
        self.strange.remove(&space);
        let logs: usize = self.strange.values().map(Have::len).sum();
        if self.spaces.len() + self.strange.len() < limits::SPACES_PER_SESSION_MAX
            && logs + have.len() <= limits::LOGS_STRANGE_MAX
        {
            self.strange.insert(space, have);
            self.outputs.push_back(Output::Offered { space });
        }
        Ok(())
    }

    pub(super) fn share(&mut self, view: SpaceView) {
        let space = view.space;
        if let Some(shared) = self.spaces.get_mut(&space) {
            shared.review(view);
        } else {
            let mut shared = Shared::new(view, self.version);
            if let Some(have) = self.strange.remove(&space) {
                shared.offered(&have);
            }
            self.spaces.insert(space, shared);
            self.tell_acked(space);
        }
        self.send_queue.drop_queue(space);
        let offer = self.spaces[&space].offer(space);
        self.send(offer);
        // Whatever the peer said goodbye to, it was not this.
        self.heard_bye = false;
    }

    pub(super) fn tell_acked(&mut self, space: SpaceTag) {
        if let Some(have) = self.spaces.get(&space).and_then(Shared::peer_holds) {
            self.outputs.push_back(Output::Acked { space, have });
        }
    }
}
