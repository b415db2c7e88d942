//! Connections between processes on Windows: none.

use std::convert::Infallible;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Hears nobody.
#[derive(Debug)]
pub struct Listener(());

/// There is none.
#[derive(Debug)]
pub struct Stream(Infallible);

impl Listener {
    /// Makes no file.
    ///
    /// # Errors
    /// None.
    pub fn bind(_: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self(()))
    }

    /// Waits for good.
    ///
    /// # Errors
    /// None.
    pub async fn accept(&self) -> io::Result<(Stream, ())> {
        std::future::pending().await
    }
}

impl Stream {
    /// Nobody listens.
    ///
    /// # Errors
    /// `Unsupported`.
    #[expect(clippy::unused_async, reason = "elsewhere it waits")]
    pub async fn connect(_: impl AsRef<Path>) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.0 {}
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        match self.0 {}
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.0 {}
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.0 {}
    }
}

pub(crate) fn is_ours(stream: &Stream) -> bool {
    match stream.0 {}
}
