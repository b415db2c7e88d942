//! Connections between processes on Windows: none.

use std::convert::Infallible;
use std::io::{self, Read, Write};
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

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

/// Hears nobody; there is none.
#[derive(Debug)]
pub struct BlockingListener(Infallible);

/// There is none.
#[derive(Debug)]
pub struct BlockingStream(Infallible);

impl BlockingListener {
    /// None is made.
    ///
    /// # Errors
    /// `Unsupported`.
    pub fn bind(_: impl AsRef<Path>) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Not reached.
    ///
    /// # Errors
    /// None.
    pub fn set_nonblocking(&self, _: bool) -> io::Result<()> {
        match self.0 {}
    }

    /// Not reached.
    ///
    /// # Errors
    /// None.
    pub fn accept(&self) -> io::Result<(BlockingStream, ())> {
        match self.0 {}
    }
}

impl BlockingStream {
    /// Nobody listens.
    ///
    /// # Errors
    /// `Unsupported`.
    pub fn connect(_: impl AsRef<Path>) -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Not reached.
    ///
    /// # Errors
    /// None.
    pub fn set_nonblocking(&self, _: bool) -> io::Result<()> {
        match self.0 {}
    }

    /// Not reached.
    ///
    /// # Errors
    /// None.
    pub fn set_read_timeout(&self, _: Option<Duration>) -> io::Result<()> {
        match self.0 {}
    }

    /// Not reached.
    ///
    /// # Errors
    /// None.
    pub fn set_write_timeout(&self, _: Option<Duration>) -> io::Result<()> {
        match self.0 {}
    }
}

impl Read for BlockingStream {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        match self.0 {}
    }
}

impl Write for BlockingStream {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        match self.0 {}
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0 {}
    }
}

pub(crate) fn peer(stream: &BlockingStream) -> io::Result<(u32, Option<u32>)> {
    match stream.0 {}
}

pub(crate) fn wait(listener: &BlockingListener, _: Duration) -> io::Result<()> {
    match listener.0 {}
}
