//! A stream that breaks after a given number of bytes, as a network does: mid-frame, without a farewell.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf};

/// One end of an in-memory stream that lets `left` written bytes pass and then is gone.
#[derive(Debug)]
pub struct Frayed {
    inner: Option<DuplexStream>,
    left: usize,
}

impl Frayed {
    /// Breaks after `bytes` written bytes; `None` never does.
    pub fn new(inner: DuplexStream, bytes: Option<usize>) -> Self {
        Self {
            inner: Some(inner),
            left: bytes.unwrap_or(usize::MAX),
        }
    }

    fn gone() -> io::Error {
        io::ErrorKind::ConnectionReset.into()
    }
}

impl AsyncRead for Frayed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.inner {
            Some(inner) => Pin::new(inner).poll_read(cx, buf),
            None => Poll::Ready(Err(Self::gone())),
        }
    }
}

impl AsyncWrite for Frayed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let passing = bytes.len().min(self.left);
        if passing == 0 && !bytes.is_empty() {
            self.inner = None;
        }
        let Some(inner) = &mut self.inner else {
            return Poll::Ready(Err(Self::gone()));
        };
        let written = Pin::new(inner).poll_write(cx, &bytes[..passing]);
        if let Poll::Ready(Ok(written)) = &written {
            self.left -= written;
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.inner {
            Some(inner) => Pin::new(inner).poll_flush(cx),
            None => Poll::Ready(Err(Self::gone())),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.inner {
            Some(inner) => Pin::new(inner).poll_shutdown(cx),
            None => Poll::Ready(Ok(())),
        }
    }
}
