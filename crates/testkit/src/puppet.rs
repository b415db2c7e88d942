//! A peer that speaks the frames of an exchange by hand, so that it can say what no honest program would.

use replica::{Frame, Head, LinkId, LogId, SpaceTag, Version};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

use crate::{BINDING, Desk};

/// One end of a connection whose other end is an honest vault.
#[derive(Debug)]
pub struct Puppet {
    stream: DuplexStream,
    offers: u32,
    ready: bool,
}

impl Puppet {
    /// Runs `play` against `desk`, which takes the puppet for the device behind `link`. Returns what the play returns
    /// and how the exchange ended for the desk.
    pub async fn against<T>(
        desk: &Desk,
        link: LinkId,
        play: impl AsyncFnOnce(&mut Self) -> T,
    ) -> (T, Result<engine::ExchangeReport, engine::ExchangeError>) {
        Self::over(1 << 22, desk, link, play).await
    }

    /// The same over a connection that holds so many bytes each way until somebody reads them.
    pub async fn over<T>(
        pipe_bytes: usize,
        desk: &Desk,
        link: LinkId,
        play: impl AsyncFnOnce(&mut Self) -> T,
    ) -> (T, Result<engine::ExchangeReport, engine::ExchangeError>) {
        let (here, there) = tokio::io::duplex(pipe_bytes);
        let options = engine::ExchangeOptions {
            peer: link,
            version: engine::Version::Three,
            binding: BINDING,
            initiator: false,
            live: false,
            look: None,
        };
        let acting = async {
            let mut puppet = Self {
                stream: here,
                offers: 0,
                ready: false,
            };
            play(&mut puppet).await
        };
        tokio::join!(acting, desk.vault.exchange(there, options, None))
    }

    /// Sends raw bytes.
    pub async fn sends_bytes(&mut self, bytes: &[u8]) {
        // The desk may have hung up already, which some plays want to see.
        let _ = self.stream.write_all(bytes).await;
    }

    /// Sends a frame.
    pub async fn sends(&mut self, frame: &Frame) {
        let bytes = frame.encode();
        let length = u32::try_from(bytes.len()).expect("frames are small");
        self.sends_bytes(&[length.to_be_bytes().as_slice(), &bytes].concat())
            .await;
    }

    /// Says hello and offers one space with the given logs.
    pub async fn opens(&mut self, space: SpaceTag, have: &[(LogId, Head)]) {
        self.sends(&Frame::Hello {
            version: Version::Three.number(),
        })
        .await;
        let mut have: Vec<_> = have.iter().map(|(log, head)| (*log, head.number)).collect();
        have.sort_by_key(|(log, _)| *log);
        self.sends(&Frame::Offer { space, have }).await;
        self.sends(&Frame::Ready).await;
    }

    /// The next frame, or `None` once the desk has hung up.
    pub async fn hears(&mut self) -> Option<Frame> {
        let length = self.stream.read_u32().await.ok()?;
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        self.stream.read_exact(&mut bytes).await.ok()?;
        let frame = Frame::decode(&bytes).expect("an honest vault sends well-formed frames");
        self.offers += u32::from(matches!(frame, Frame::Offer { .. }));
        self.ready |= frame == Frame::Ready;
        Some(frame)
    }

    /// Sends one batch and waits for its acknowledgement; `false` if the desk hung up instead.
    pub async fn delivers(&mut self, space: SpaceTag, records: Vec<Vec<u8>>) -> bool {
        self.sends(&Frame::Records { space, records }).await;
        loop {
            match self.hears().await {
                Some(Frame::Ack { .. }) => return true,
                Some(_) => {}
                None => return false,
            }
        }
    }

    /// Everything the desk still says until it hangs up, once the puppet has heard its offers and said farewell.
    pub async fn leaves(&mut self) -> Vec<Frame> {
        let mut heard = Vec::new();
        while !self.ready {
            let Some(frame) = self.hears().await else {
                return heard;
            };
            heard.push(frame);
        }
        self.sends(&Frame::Bye {
            offers: self.offers,
        })
        .await;
        while let Some(frame) = self.hears().await {
            heard.push(frame);
        }
        heard
    }
}
