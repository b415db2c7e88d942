//! What the agent and the commands say to each other. The command line is a program and no library, so its one file is read here.

#[path = "../../../cli/src/agent/wire.rs"]
#[allow(dead_code, reason = "only its decoders are asked for")]
mod wire;

/// Stands in for the key that names a socket: it comes from the parent process and not from outside.
mod place {
    #[derive(serde::Serialize, serde::Deserialize)]
    pub(super) struct VaultKey;
}

use crate::{Seed, named};

pub fn agent(bytes: &[u8]) {
    if let Ok(answer) = wire::receive(&mut &bytes[..]) {
        assert!(answer.len() <= wire::ANSWER_BYTES_MAX);
        let mut sent = Vec::new();
        assert!(wire::send(&mut sent, &answer).is_ok());
        assert!(bytes.starts_with(&sent));
        let _ = serde_json::from_slice::<wire::AgentStatus>(&answer);
        let _ = serde_json::from_slice::<wire::Terms>(&answer);
    }
    if let Some(request) = bytes
        .first()
        .and_then(|byte| wire::Request::from_byte(*byte))
    {
        assert_eq!(request.byte(), bytes[0]);
    }
}

pub fn seeds() -> Vec<Seed> {
    let status = wire::AgentStatus {
        idle_left_s: 60,
        life_left_s: 3_600,
        pid: 7,
    };
    let answers = [
        ("status", serde_json::to_vec(&status).unwrap_or_default()),
        ("keys", b"AGE-SECRET-KEY-1\nsigning\n".to_vec()),
    ];
    named(answers.map(|(name, answer)| {
        let mut bytes = Vec::new();
        assert!(wire::send(&mut bytes, &answer).is_ok());
        (name, bytes)
    }))
}
