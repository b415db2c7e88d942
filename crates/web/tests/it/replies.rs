//! What is handed in as an answer to a sealed page: what is none is refused with a sentence, and nothing is kept.

use crate::browser::Stand;
use crate::reader::Reader;

#[tokio::test]
async fn a_file_that_is_no_answer_is_refused_with_a_sentence() {
    let reader = Reader::of(Stand::new(96).await).await;
    assert!(reader.page("/r").await.contains("href=\"/r/reply\""));
    assert!(reader.page("/r/reply").await.contains("type=\"file\""));
    // `hello`, in the letters in which a file is sent.
    for (file, said) in [
        ("", "Choose the file first."),
        (
            "aGVsbG8",
            "It is not taken: it is no reply, or it is damaged",
        ),
    ] {
        let read = reader.sends("/r/reply", &[("file", file)]).await;
        assert_eq!(read.status, 422, "{}", read.body);
        assert!(read.body.contains(said), "{}", read.body);
    }
    assert_eq!(reader.sends("/r/reply", &[("file", "*")]).await.status, 400);
    let large = "A".repeat(1_400_000);
    let read = reader.sends("/r/reply", &[("file", &large)]).await;
    assert!(read.body.contains("larger than 1 MiB"), "{}", read.status);
    let taken = reader
        .sends("/r/reply/take", &[("file", "aGVsbG8"), ("note", "0")])
        .await;
    assert_eq!(taken.status, 403);
    assert!(
        reader
            .page("/r/notes")
            .await
            .contains("There is no note yet.")
    );
    assert_eq!(
        reader.sends("/r/notes", &[("note", "zzzz")]).await.status,
        404
    );
}
