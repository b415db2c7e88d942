//! The journals that are known, by name.

macro_rules! kinds {
    ($($variant:ident $name:literal $title:literal;)*) => {
        /// A journal that is known.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $title] $variant,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// What it is called in commands and in the ids of what was taken in; never changed.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// What people call it.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }
        }
    };
}

kinds! {
    Own "still" "our own lines";
    Jrnl "jrnl" "jrnl";
    DayOne "dayone" "Day One";
    DayOneClassic "dayone-classic" "Day One Classic";
    Joplin "joplin" "Joplin";
    Markdown "markdown" "Markdown files";
    Csv "csv" "a table (CSV)";
    Daylio "daylio" "Daylio";
    Journey "journey" "Journey";
    Diarium "diarium" "Diarium";
    StandardNotes "standard-notes" "Standard Notes";
    Keep "keep" "Google Keep";
    Evernote "evernote" "Evernote";
    Logseq "logseq" "Logseq";
    Org "org" "org-journal";
    RedNotebook "rednotebook" "RedNotebook";
    Apple "apple" "Apple Journal";
    Momento "momento" "Momento";
    Words750 "750words" "750words";
    Diaro "diaro" "Diaro";
}

impl Kind {
    /// The kind of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}
