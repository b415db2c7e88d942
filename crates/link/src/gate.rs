//! Who may connect. Answers from memory at once: a slow answer would leave a stranger, whose
//! handshake is already through, time to learn our local addresses.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use iroh::endpoint::{AfterHandshakeOutcome, Connection, EndpointHooks, Side, VarInt};
use replica::LinkId;

use crate::channel::Closing;
use crate::config::Purpose;

/// The doors of one link; clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate(Arc<RwLock<Doors>>);

#[derive(Debug, Default)]
struct Doors {
    allowed: BTreeSet<LinkId>,
    pairing: bool,
}

impl Gate {
    pub(crate) fn set_allowed(&self, allowed: BTreeSet<LinkId>) {
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .allowed = allowed;
    }

    pub(crate) fn set_pairing(&self, open: bool) {
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .pairing = open;
    }

    fn admits(&self, peer: LinkId, alpn: &[u8]) -> bool {
        let doors = self.0.read().unwrap_or_else(PoisonError::into_inner);
        match Purpose::from_alpn(alpn) {
            Some(Purpose::Exchange) => doors.allowed.contains(&peer),
            Some(Purpose::Pair) => doors.pairing,
            None => false,
        }
    }
}

impl EndpointHooks for Gate {
    async fn after_handshake<'a>(&'a self, conn: &'a Connection) -> AfterHandshakeOutcome {
        // Whom we dial is our own choice; TLS has proved that it is them.
        let ours = conn.side() == Side::Client;
        let peer = LinkId::from_bytes(*conn.remote_id().as_bytes());
        if ours || self.admits(peer, conn.alpn()) {
            AfterHandshakeOutcome::Accept
        } else {
            // Unknown and forbidden get the same answer.
            AfterHandshakeOutcome::Reject {
                error_code: VarInt::from_u32(Closing::Refused.code()),
                reason: Vec::new(),
            }
        }
    }
}
