//! Requests that are too large, too slow, or too many.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::browser::{Stand, read};

const FORM: &str = "application/x-www-form-urlencoded";

/// Sends bytes and reads until the other end closes.
async fn raw(stand: &Stand, bytes: &[u8]) -> Vec<u8> {
    let mut stream = stand.browser().connect().await;
    // It may close before all is sent.
    let _ = stream.write_all(bytes).await;
    let mut all = Vec::new();
    let _ = stream.read_to_end(&mut all).await;
    all
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_read() {
    let stand = Stand::new(21).await;
    let browser = stand.entered().await;
    for length in ["2097153", "2147483648", "9223372036854775807"] {
        let ask = browser
            .sends("/x", FORM, "x")
            .with("content-length", Some(length));
        let answer = browser.tell(&ask).await;
        assert_eq!(answer.status, 413, "{answer:?}");
    }
    // In pieces, without saying how long.
    let ask = browser.sends("/x", FORM, "").with("content-length", None);
    let mut bytes = ask.also("transfer-encoding", "chunked").bytes();
    let piece = [b"100000\r\n".as_slice(), &[b'x'; 0x10_0000], b"\r\n"].concat();
    for _ in 0..3 {
        bytes.extend(&piece);
    }
    let answer = read(&raw(&stand, &bytes).await);
    assert_eq!(answer.status, 413, "{answer:?}");
    // What is allowed is read to its end.
    let most = browser.sends("/x", FORM, vec![b'x'; 2 * 1024 * 1024]);
    assert_eq!(browser.tell(&most).await.status, 400);
}

#[tokio::test]
async fn a_head_that_is_too_large_or_makes_no_sense_is_refused() {
    let stand = Stand::new(22).await;
    let browser = stand.entered().await;
    let long = browser.goes("/").also("x-long", &"x".repeat(16 * 1024));
    assert_eq!(browser.tell(&long).await.status, 431);
    let mut many = browser.goes("/");
    for _ in 0..200 {
        many = many.also("x", "y");
    }
    assert_eq!(browser.tell(&many).await.status, 431);
    for nonsense in [
        "GET\r\n\r\n",
        "\u{1}\u{2}\u{3}\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let answer = raw(&stand, nonsense.as_bytes()).await;
        assert!(
            !String::from_utf8_lossy(&answer).contains("Notes"),
            "{nonsense}"
        );
    }
    let twice = browser.sends("/x", FORM, "x").also("content-length", "9");
    assert_eq!(browser.tell(&twice).await.status, 400);
}

#[tokio::test]
async fn a_head_that_never_ends_is_not_waited_for() {
    let stand = Stand::new(23).await;
    let mut stream = stand.browser().connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nx: ").await.unwrap();
    // Whoever only connects is not waited for, either.
    let mut silent = stand.browser().connect().await;
    let mut rest = Vec::new();
    let drip = async {
        loop {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            if stream.write_all(b"y").await.is_err() {
                break;
            }
        }
    };
    drip.await;
    let _ = silent.read_to_end(&mut rest).await;
    assert_eq!(rest, b"");
}

#[tokio::test]
async fn a_hundred_connections_at_once_are_all_answered() {
    let stand = Stand::new(24).await;
    let browser = stand.entered().await;
    let asked = (0..100).map(|_| {
        let browser = browser.clone();
        tokio::spawn(async move { browser.tell(&browser.goes("/")).await.status })
    });
    for asked in asked.collect::<Vec<_>>() {
        assert_eq!(asked.await.unwrap(), 200);
    }
}
