//! What waits to be written to the other side. One that asks and does not read must not fill the memory: of each answer
//! that a newer one replaces only the newest waits, and above [`limits::OUTGOING_BYTES_MAX`] nothing more is read from it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use replica::{Frame, ProtocolError, SpaceTag, limits};
use tokio::sync::Notify;

/// What a frame costs beside its bytes.
const OVERHEAD_BYTES: usize = 64;

/// The queue, for the loop that fills it and for the writer that empties it.
#[derive(Debug, Clone, Default)]
pub(super) struct Outgoing(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    /// Something is to be written, or nothing will be any more.
    more: Notify,
    /// Something was written.
    less: Notify,
}

#[derive(Debug, Default)]
struct Waiting {
    frames: VecDeque<Next>,
    bytes: usize,
    bytes_most: usize,
    acks: usize,
    chunks: usize,
    over: bool,
}

/// A frame that waits.
#[derive(Debug)]
struct Next {
    bytes: Vec<u8>,
    /// The sort of answer it is, if a newer one replaces it.
    answer: Option<Answer>,
    ack: bool,
    chunk: bool,
}

/// Sorts of answers of which the newest says all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Pong,
    Check(SpaceTag),
    Heads(SpaceTag),
}

impl Answer {
    const fn of(frame: &Frame) -> Option<Self> {
        match frame {
            Frame::Pong => Some(Self::Pong),
            Frame::Check { space, .. } => Some(Self::Check(*space)),
            Frame::Heads { space, .. } => Some(Self::Heads(*space)),
            _ => None,
        }
    }
}

impl Outgoing {
    /// Adds a frame, which is counted before it is written. Nothing waits for a writer that has ended.
    pub(super) fn push(&self, frame: &Frame, bytes: Vec<u8>) {
        let mut waiting = self.lock();
        if waiting.over {
            return;
        }
        let answer = Answer::of(frame);
        if let Some(answer) = answer {
            probe::planted!(
                "answers_wait_without_end",
                waiting.drop_replaced(answer),
                ()
            );
        }
        let ack = matches!(frame, Frame::Ack { .. });
        let chunk = matches!(frame, Frame::Chunk { .. });
        waiting.acks += usize::from(ack);
        waiting.chunks += usize::from(chunk);
        waiting.bytes += bytes.len() + OVERHEAD_BYTES;
        waiting.frames.push_back(Next {
            bytes,
            answer,
            ack,
            chunk,
        });
        waiting.bytes_most = waiting.bytes_most.max(waiting.bytes);
        drop(waiting);
        self.0.more.notify_one();
    }

    /// Whether nothing more is to be read until something was written.
    pub(super) fn is_full(&self) -> bool {
        self.lock().bytes >= limits::OUTGOING_BYTES_MAX
    }

    /// Whether a frame asks for more than its sender may before it has the answers, of which some are not written yet.
    pub(super) fn too_much(&self, frame: &Frame) -> Option<ProtocolError> {
        let waiting = self.lock();
        match frame {
            Frame::Records { .. } if waiting.acks > limits::BATCHES_UNACKED_MAX => {
                Some(ProtocolError::TooManyBatches)
            }
            Frame::Want { names, .. }
                if waiting.chunks + names.len() > limits::CHUNKS_WANTED_MAX =>
            {
                Some(ProtocolError::TooManyWanted)
            }
            _ => None,
        }
    }

    /// The most bytes that ever waited at once.
    pub(super) fn bytes_most(&self) -> usize {
        self.lock().bytes_most
    }

    /// Resolves when something was written since the last time.
    pub(super) async fn drained(&self) {
        self.0.less.notified().await;
    }

    /// What is there is written, and nothing after it.
    pub(super) fn end(&self) {
        self.lock().over = true;
        self.0.more.notify_one();
    }

    /// The next frame to be written, or `None` at the end. It counts until [`Outgoing::written`].
    pub(super) async fn next(&self) -> Option<Vec<u8>> {
        loop {
            let more = self.0.more.notified();
            {
                let mut waiting = self.lock();
                if let Some(bytes) = waiting.pop() {
                    return Some(bytes);
                }
                if waiting.over {
                    return None;
                }
            }
            more.await;
        }
    }

    /// The frame that was given last is written.
    pub(super) fn written(&self, len: usize) {
        let mut waiting = self.lock();
        waiting.bytes -= len + OVERHEAD_BYTES;
        drop(waiting);
        self.0.less.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn pop(&mut self) -> Option<Vec<u8>> {
        let next = self.frames.pop_front()?;
        self.acks -= usize::from(next.ack);
        self.chunks -= usize::from(next.chunk);
        Some(next.bytes)
    }

    /// Takes out the answer that a newer one of its sort replaces. The queue is short: answers are two for each space.
    fn drop_replaced(&mut self, answer: Answer) {
        let mut frames = self.frames.iter();
        let place = frames.position(|next| next.answer == Some(answer));
        if let Some(replaced) = place.and_then(|place| self.frames.remove(place)) {
            self.bytes -= replaced.bytes.len() + OVERHEAD_BYTES;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(space: u8, digest: u8) -> Frame {
        Frame::Check {
            space: SpaceTag::from_bytes([space; 16]),
            digest: [digest; 32],
        }
    }

    fn push(queue: &Outgoing, frame: &Frame) {
        queue.push(frame, frame.encode());
    }

    fn all(queue: &Outgoing) -> Vec<Vec<u8>> {
        queue.end();
        std::iter::from_fn(|| queue.lock().pop()).collect()
    }

    // Seen to fail where replaced answers stay.
    #[test]
    fn of_each_answer_the_newest_waits_at_the_place_of_the_newest() {
        let queue = Outgoing::default();
        let offer = Frame::Offer {
            space: SpaceTag::from_bytes([1; 16]),
            have: Vec::new(),
        };
        for digest in 0..200 {
            push(&queue, &Frame::Pong);
            push(&queue, &check(1, digest));
            push(&queue, &check(2, digest));
        }
        push(&queue, &offer);
        push(&queue, &check(1, 200));
        assert!(
            queue.bytes_most() < 200 * OVERHEAD_BYTES,
            "{}",
            queue.bytes_most()
        );
        let kept = [Frame::Pong, check(2, 199), offer, check(1, 200)];
        let kept: Vec<_> = kept.iter().map(Frame::encode).collect();
        assert_eq!(all(&queue), kept);
    }

    #[test]
    fn it_is_full_until_something_was_written() {
        let queue = Outgoing::default();
        let records = Frame::Records {
            space: SpaceTag::from_bytes([1; 16]),
            records: vec![vec![0; 1 << 20]],
        };
        while !queue.is_full() {
            push(&queue, &records);
        }
        assert!(queue.bytes_most() < limits::OUTGOING_BYTES_MAX + (2 << 20));
        let bytes = queue.lock().pop().expect("something waits");
        assert!(queue.is_full(), "what is being written counts");
        queue.written(bytes.len());
        assert!(!queue.is_full());
    }
}
