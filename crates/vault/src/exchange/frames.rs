//! Frames on a byte stream: a length (u32, big-endian), then the frame.

use replica::limits;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

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

/// Writes every frame of a queue, then ends the stream.
pub(super) async fn write_frames<W: AsyncWrite>(
    writer: W,
    mut queue: mpsc::UnboundedReceiver<Vec<u8>>,
) -> Result<(), Error> {
    let mut writer = std::pin::pin!(writer);
    let lost = |error: std::io::Error| Error::Connection(error.to_string());
    while let Some(bytes) = queue.recv().await {
        let length =
            u32::try_from(bytes.len()).expect("frames are limited to little more than 1 MiB");
        writer
            .write_all(&length.to_be_bytes())
            .await
            .map_err(lost)?;
        writer.write_all(&bytes).await.map_err(lost)?;
        writer.flush().await.map_err(lost)?;
    }
    writer.shutdown().await.map_err(lost)
}
