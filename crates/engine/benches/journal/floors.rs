//! What the machine itself needs for the same work, measured in the same run: nothing built on it can be faster.

use std::path::Path;
use std::time::{Duration, Instant};

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::median;
use testkit::loopback::{self, Device, Failure};

/// Bytes that are sealed at a time, as age does it.
const CHUNK_BYTES: usize = 64 * 1024;

/// One durable commit of a record's 1.2 KB, median.
pub(crate) fn commit(folder: &Path) -> Result<Duration, Failure> {
    const TABLE: redb::TableDefinition<u64, &[u8]> = redb::TableDefinition::new("floor");
    let database = redb::Database::create(folder.join("floor.redb"))?;
    let value = [7; 1_200];
    let mut took = Vec::new();
    for number in 0..200 {
        let begun = Instant::now();
        let transaction = database.begin_write()?;
        transaction
            .open_table(TABLE)?
            .insert(number, value.as_slice())?;
        transaction.commit()?;
        took.push(begun.elapsed());
    }
    Ok(median(&mut took))
}

/// Sealing the bytes with ChaCha20-Poly1305, and opening them again.
pub(crate) fn cipher(bytes: &[u8]) -> Result<(Duration, Duration), Failure> {
    let cipher = ChaCha20Poly1305::new(Key::from_slice(&[7; 32]));
    let nonce = Nonce::default();
    let broken = |_| Failure::from("the cipher failed");
    let begun = Instant::now();
    let mut sealed = Vec::new();
    for chunk in bytes.chunks(CHUNK_BYTES) {
        sealed.push(cipher.encrypt(&nonce, chunk).map_err(broken)?);
    }
    let sealing = begun.elapsed();
    let begun = Instant::now();
    for chunk in &sealed {
        cipher.decrypt(&nonce, chunk.as_slice()).map_err(broken)?;
    }
    Ok((sealing, begun.elapsed()))
}

/// Connecting over QUIC on loopback and sending the bytes one way, until the other side says that it has them.
pub(crate) async fn stream(from: &Device, to: &Device, bytes: &[u8]) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let (mut here, mut there) = loopback::connect(from, to, link::Purpose::Exchange).await?;
    let length = bytes.len() as u64;
    let sending = async {
        here.write_all(bytes).await?;
        here.read_u8().await
    };
    let receiving = async {
        let mut rest = Vec::new();
        (&mut there).take(length).read_to_end(&mut rest).await?;
        there.write_u8(1).await
    };
    tokio::try_join!(sending, receiving)?;
    let took = begun.elapsed();
    tokio::join!(here.finish(), there.finish());
    Ok(took)
}

/// One frame of 1.2 KB there and one byte back, median.
pub(crate) async fn round_trip(from: &Device, to: &Device) -> Result<Duration, Failure> {
    let (mut here, mut there) = loopback::connect(from, to, link::Purpose::Exchange).await?;
    let mut took = Vec::new();
    let mut frame = [7; 1_200];
    for _ in 0..200 {
        let begun = Instant::now();
        here.write_all(&[7; 1_200]).await?;
        there.read_exact(&mut frame).await?;
        there.write_u8(1).await?;
        here.read_u8().await?;
        took.push(begun.elapsed());
    }
    tokio::join!(here.finish(), there.finish());
    Ok(median(&mut took))
}
