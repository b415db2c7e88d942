//! Frames on a byte stream: a length (u32, big-endian), then the frame.

use std::time::Duration;

use replica::limits;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::outgoing::Outgoing;
use crate::Error;

/// Reads frames until the stream ends, and hands them on; no frame is longer than the protocol allows.
pub(super) async fn read_frames<R: AsyncRead>(
    reader: R,
    arrive: mpsc::Sender<Vec<u8>>,
) -> Result<(), Error> {
    let mut reader = std::pin::pin!(reader);
    loop {
        let mut length = [0; 4];
        if reader.read_exact(&mut length).await.is_err() {
            return Ok(());
        }
        let length = u32::from_be_bytes(length) as usize;
        if length > limits::FRAME_BYTES_MAX {
            return Err(Error::Connection(
                "the other side does not follow the protocol".into(),
            ));
        }
        // Grows with what really arrives, not with what was announced.
        let mut bytes = Vec::new();
        let read = (&mut reader)
            .take(length as u64)
            .read_to_end(&mut bytes)
            .await;
        if read.ok() != Some(length) || arrive.send(bytes).await.is_err() {
            return Ok(());
        }
    }
}

/// How the writing ended, if not well.
#[derive(Debug)]
pub(super) enum Unwritten {
    /// The connection is gone. What the other side said before may still be read.
    Gone,
    /// The other side takes nothing any more, and the connection stands.
    Stalled,
}

/// Writes every frame of a queue, then ends the stream.
pub(super) async fn write_frames<W: AsyncWrite>(
    writer: W,
    queue: Outgoing,
) -> Result<(), Unwritten> {
    let mut writer = std::pin::pin!(writer);
    let patience = Duration::from_millis(limits::STALL_MS_MAX);
    while let Some(bytes) = queue.next().await {
        let length =
            u32::try_from(bytes.len()).expect("frames are limited to little more than 1 MiB");
        for part in [&length.to_be_bytes()[..], &bytes] {
            let mut left = part;
            while !left.is_empty() {
                match timeout(patience, writer.write(left)).await {
                    Ok(Ok(written)) if written > 0 => left = &left[written..],
                    Ok(_) => return Err(Unwritten::Gone),
                    Err(_) => return Err(Unwritten::Stalled),
                }
            }
        }
        match timeout(patience, writer.flush()).await {
            Ok(Ok(())) => queue.written(bytes.len()),
            Ok(Err(_)) => return Err(Unwritten::Gone),
            Err(_) => return Err(Unwritten::Stalled),
        }
    }
    writer.shutdown().await.map_err(|_| Unwritten::Gone)
}
