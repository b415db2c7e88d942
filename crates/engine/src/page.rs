//! Pages and the directory: the sealed cache that lists, search and reading work from. A page is a sorted run of
//! rows; the directory says which pages there are and which records they reflect. All of it can be rebuilt.

use journal::{DocId, EntryRow, Kind, Row, SheetRow};
use replica::{Have, LogId};
use serde::{Deserialize, Serialize};

/// Raw bytes of a full page. Sealed and compressed it stays below 32 KiB for ordinary prose, which fits redb's leaf.
pub(crate) const PAGE_BYTES: usize = 60 * 1024;
/// A page with one very long entry may exceed [`PAGE_BYTES`]; nothing opened as a page may exceed this.
pub(crate) const PAGE_BYTES_MAX: usize = 16 * 1024 * 1024;

/// The layout of pages and directory. Pages of another layout are made anew from the records. The first layout had no
/// such number; where it stood was the length of a `Have`, which is never below four. The second holds the same, with rows
/// in which other values counted where devices wrote apart; with the third nothing was noted of records that are only
/// about shares.
pub(crate) const PAGES_FORMAT: u8 = 4;

/// Where a change is kept: index into [`Directory::logs`], record number, place in the record.
pub(crate) type Ref = (u16, u64, u16);

/// What is known of one document.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) id: DocId,
    pub(crate) kind: Kind,
    pub(crate) heads: Vec<[u8; 32]>,
    /// Last sequence number of every actor.
    pub(crate) seqs: Vec<([u8; 16], u64)>,
    pub(crate) refs: Vec<Ref>,
    pub(crate) row: Row,
}

impl Item {
    pub(crate) fn new(id: DocId, kind: Kind) -> Self {
        let row = match kind {
            Kind::Entry => Row::Entry(EntryRow::default()),
            _ => Row::Sheet(SheetRow::default()),
        };
        Self {
            id,
            kind,
            heads: Vec::new(),
            seqs: Vec::new(),
            refs: Vec::new(),
            row,
        }
    }

    /// Entries are ordered by the moment they are about, everything else by id.
    pub(crate) fn key(&self) -> (i64, [u8; 16]) {
        let at = match &self.row {
            Row::Entry(row) => moment(&row.when),
            Row::Sheet(_) => 0,
        };
        (at, *self.id.as_bytes())
    }

    pub(crate) fn is_deleted(&self) -> bool {
        match &self.row {
            Row::Entry(row) => row.deleted.is_some(),
            Row::Sheet(row) => row.deleted.is_some(),
        }
    }

    pub(crate) fn seq(&self, actor: &[u8; 16]) -> u64 {
        self.seqs
            .iter()
            .find(|(known, _)| known == actor)
            .map_or(0, |(_, seq)| *seq)
    }

    pub(crate) fn set_seq(&mut self, actor: [u8; 16], seq: u64) {
        match self.seqs.iter_mut().find(|(known, _)| *known == actor) {
            Some(entry) => entry.1 = seq,
            None => self.seqs.push((actor, seq)),
        }
    }
}

/// Milliseconds since 1970 of a zoned moment as text; what cannot be read sorts first.
pub(crate) fn moment(when: &str) -> i64 {
    when.parse::<jiff::Zoned>()
        .map_or(i64::MIN, |zoned| zoned.timestamp().as_millisecond())
}

/// An item as it lies in an opened page, without copies.
#[derive(Serialize, Deserialize)]
pub(crate) struct PageItem<'a> {
    pub(crate) id: [u8; 16],
    pub(crate) kind: u8,
    pub(crate) at: i64,
    pub(crate) heads: Vec<[u8; 32]>,
    pub(crate) seqs: Vec<([u8; 16], u64)>,
    pub(crate) refs: Vec<Ref>,
    #[serde(borrow)]
    pub(crate) row: PageRow<'a>,
}

/// A row inside a page.
#[derive(Serialize, Deserialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all rows of a journal are entries; boxing them would only cost an allocation each"
)]
pub(crate) enum PageRow<'a> {
    /// An entry.
    #[serde(borrow)]
    Entry(PageEntry<'a>),
    /// Anything else, as JSON.
    Sheet(&'a str),
}

/// An entry inside a page.
#[derive(Serialize, Deserialize)]
pub(crate) struct PageEntry<'a> {
    pub(crate) when: &'a str,
    pub(crate) title: &'a str,
    pub(crate) body: &'a str,
    /// Title and body as search compares them; left out where the text is plain ASCII.
    pub(crate) folded: Option<&'a str>,
    pub(crate) mood: Option<u8>,
    pub(crate) emotions: Vec<String>,
    pub(crate) triggers: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) steps: Vec<u8>,
    pub(crate) star: bool,
    pub(crate) letter: bool,
    pub(crate) kept_sentences: Vec<String>,
    pub(crate) deleted: Option<i64>,
    pub(crate) journey: Option<&'a str>,
    /// Unknown fields as JSON, or empty.
    pub(crate) extra: &'a str,
}

impl PageEntry<'_> {
    pub(crate) fn to_row(&self) -> EntryRow {
        EntryRow {
            when: self.when.to_owned(),
            title: self.title.to_owned(),
            body: self.body.to_owned(),
            mood: self.mood,
            emotions: self.emotions.clone(),
            triggers: self.triggers.clone(),
            tags: self.tags.clone(),
            steps: self.steps.clone(),
            star: self.star,
            letter: self.letter,
            kept_sentences: self.kept_sentences.clone(),
            deleted: self.deleted,
            journey: self.journey.map(ToOwned::to_owned),
            extra: serde_json::from_str(self.extra).unwrap_or_default(),
        }
    }
}

impl PageItem<'_> {
    pub(crate) fn is_deleted(&self) -> bool {
        match &self.row {
            PageRow::Entry(entry) => entry.deleted.is_some(),
            PageRow::Sheet(json) => {
                serde_json::from_str::<SheetRow>(json).is_ok_and(|row| row.deleted.is_some())
            }
        }
    }

    pub(crate) fn to_item(&self) -> Item {
        let row = match &self.row {
            PageRow::Entry(entry) => Row::Entry(entry.to_row()),
            PageRow::Sheet(json) => Row::Sheet(serde_json::from_str(json).unwrap_or_default()),
        };
        Item {
            id: DocId::from_bytes(self.id),
            kind: Kind::from_byte(self.kind),
            heads: self.heads.clone(),
            seqs: self.seqs.clone(),
            refs: self.refs.clone(),
            row,
        }
    }
}

/// The bytes of one item in a page.
pub(crate) fn encode_item(item: &Item) -> Vec<u8> {
    let (folded, extra, json);
    let row = match &item.row {
        Row::Entry(row) => {
            folded = (!row.title.is_ascii() || !row.body.is_ascii())
                .then(|| journal::fold(&format!("{}\n{}", row.title, row.body)));
            extra = if row.extra.is_empty() {
                String::new()
            } else {
                serde_json::to_string(&row.extra).expect("JSON values always serialise")
            };
            PageRow::Entry(page_entry(row, folded.as_deref(), &extra))
        }
        Row::Sheet(row) => {
            json = serde_json::to_string(row).expect("a sheet's row always serialises");
            PageRow::Sheet(&json)
        }
    };
    let page_item = PageItem {
        id: *item.id.as_bytes(),
        kind: item.kind.to_byte(),
        at: item.key().0,
        heads: item.heads.clone(),
        seqs: item.seqs.clone(),
        refs: item.refs.clone(),
        row,
    };
    postcard::to_stdvec(&page_item).expect("a page's item always serialises")
}

fn page_entry<'a>(row: &'a EntryRow, folded: Option<&'a str>, extra: &'a str) -> PageEntry<'a> {
    PageEntry {
        when: &row.when,
        title: &row.title,
        body: &row.body,
        folded,
        mood: row.mood,
        emotions: row.emotions.clone(),
        triggers: row.triggers.clone(),
        tags: row.tags.clone(),
        steps: row.steps.clone(),
        star: row.star,
        letter: row.letter,
        kept_sentences: row.kept_sentences.clone(),
        deleted: row.deleted,
        journey: row.journey.as_deref(),
        extra,
    }
}

/// Opens the items of a page's plain bytes, in order.
pub(crate) fn decode_page(mut bytes: &[u8]) -> Result<Vec<PageItem<'_>>, postcard::Error> {
    let mut items = Vec::new();
    while !bytes.is_empty() {
        let (item, rest) = postcard::take_from_bytes(bytes)?;
        items.push(item);
        bytes = rest;
    }
    Ok(items)
}

/// One page in the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PageMeta {
    pub(crate) id: [u8; 16],
    /// Key of its first item.
    pub(crate) first: (i64, [u8; 16]),
    /// Documents in it that are not deleted.
    pub(crate) live: u32,
}

/// Which runs of pages there are and what they reflect.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Directory {
    /// [`PAGES_FORMAT`] of the program that wrote it.
    pub(crate) format: u8,
    /// Encoded [`Have`] of the records reflected in the pages.
    indexed: Vec<u8>,
    /// Encoded [`Have`] of everything that was held when the pages were written, control logs included.
    examined: Vec<u8>,
    /// Encoded [`Have`] of what devices that were never removed have built upon.
    vouched: Vec<u8>,
    /// Key epochs that were known when the pages were written.
    pub(crate) epochs: usize,
    /// Encoded log ids that [`Ref`]s point to.
    pub(crate) logs: Vec<Vec<u8>>,
    pub(crate) entries: Vec<PageMeta>,
    pub(crate) sheets: Vec<PageMeta>,
}

impl Directory {
    pub(crate) fn indexed(&self) -> Have {
        Have::decode(&self.indexed).unwrap_or_default()
    }

    pub(crate) fn set_indexed(&mut self, have: &Have) {
        self.indexed = have.encode();
    }

    pub(crate) fn examined(&self) -> Have {
        Have::decode(&self.examined).unwrap_or_default()
    }

    pub(crate) fn set_examined(&mut self, have: &Have) {
        self.examined = have.encode();
    }

    pub(crate) fn vouched(&self) -> Have {
        Have::decode(&self.vouched).unwrap_or_default()
    }

    pub(crate) fn set_vouched(&mut self, have: &Have) {
        self.vouched = have.encode();
    }

    /// The index that stands for `log` in a [`Ref`].
    pub(crate) fn log_index(&mut self, log: LogId) -> u16 {
        let bytes = log.encode().to_vec();
        let at = self
            .logs
            .iter()
            .position(|known| *known == bytes)
            .unwrap_or_else(|| {
                self.logs.push(bytes);
                self.logs.len() - 1
            });
        u16::try_from(at).expect("the logs of a space are limited to fewer than 65 536")
    }

    pub(crate) fn log(&self, index: u16) -> Option<LogId> {
        LogId::decode(self.logs.get(usize::from(index))?).ok()
    }
}
