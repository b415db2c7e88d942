//! A connection between two devices: frames take their time, and it may break before, within or after any of them.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf};
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep_until};

use crate::dice::Dice;
use crate::trace;

/// How a connection behaves.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Line {
    /// It breaks at this frame, counted over both directions, after so many per cent of it. 100 is after it.
    pub cut: Option<(u32, u8)>,
    /// Milliseconds that a frame takes, at most.
    pub latency: u32,
    /// Bytes that fit into the connection.
    pub room: u32,
}

impl Line {
    /// One that holds and takes no time.
    pub fn sound() -> Self {
        Self {
            cut: None,
            latency: 0,
            room: 1 << 16,
        }
    }
}

/// Longest frame that is carried whole; longer ones only a hostile device sends.
const FRAME_MAX: usize = 17 << 20;

/// Counts frames, and says when the connection breaks.
struct State {
    frames: std::cell::Cell<u32>,
    broken: Notify,
}

/// Carries bytes between the far ends of two streams until both are closed or the line breaks.
pub async fn carry(line: Line, one: DuplexStream, other: DuplexStream, mut dice: Dice) {
    let state = State {
        frames: std::cell::Cell::new(0),
        broken: Notify::new(),
    };
    let (one_read, one_write) = tokio::io::split(one);
    let (other_read, other_write) = tokio::io::split(other);
    let there = one_way(&line, &state, one_read, other_write, dice.fork());
    let back = one_way(&line, &state, other_read, one_write, dice.fork());
    tokio::select! {
        biased;
        () = state.broken.notified() => {}
        _ = async { tokio::join!(there, back) } => {}
    }
}

async fn one_way(
    line: &Line,
    state: &State,
    mut from: ReadHalf<DuplexStream>,
    mut to: WriteHalf<DuplexStream>,
    mut dice: Dice,
) {
    let (queue, mut queued) = mpsc::unbounded_channel::<(Instant, Vec<u8>, Option<usize>)>();
    let reading = async {
        let mut last = Instant::now();
        while let Some(frame) = read_frame(&mut from).await {
            let number = state.frames.get();
            state.frames.set(number + 1);
            trace::note_bytes(&frame);
            let takes = if line.latency == 0 {
                0
            } else {
                dice.within(0, line.latency.into())
            };
            // In order, within one connection.
            last = last.max(Instant::now() + Duration::from_millis(takes));
            let cut = line.cut.filter(|(at, _)| *at == number);
            let cut = cut.map(|(_, part)| frame.len() * usize::from(part.min(100)) / 100);
            let over = cut.is_some();
            if queue.send((last, frame, cut)).is_err() || over {
                break;
            }
        }
        drop(queue);
    };
    let writing = async {
        while let Some((at, frame, cut)) = queued.recv().await {
            if line.latency > 0 {
                sleep_until(at).await;
            }
            let bytes = &frame[..cut.unwrap_or(frame.len())];
            let sent = to.write_all(bytes).await;
            if cut.is_some() {
                state.broken.notify_one();
                return;
            }
            if sent.is_err() {
                return;
            }
        }
        let _ = to.shutdown().await;
    };
    tokio::join!(reading, writing);
}

/// A frame with its length in front; what is no frame comes as it is.
async fn read_frame(from: &mut ReadHalf<DuplexStream>) -> Option<Vec<u8>> {
    let mut bytes = vec![0; 4];
    from.read_exact(&mut bytes).await.ok()?;
    let length = u32::from_be_bytes(bytes[..4].try_into().ok()?) as usize;
    let mut rest = Vec::new();
    let read = from
        .take(length.min(FRAME_MAX) as u64)
        .read_to_end(&mut rest)
        .await;
    read.ok()?;
    bytes.extend_from_slice(&rest);
    Some(bytes)
}
