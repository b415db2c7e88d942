//! Why a text is no date or time that is meant here, and what to write instead.

use thiserror::Error;

/// What a date or time is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The moment of something that happened: the latest one that the words can mean.
    Moment,
    /// Until when something lasts: the next one that the words can mean.
    Deadline,
    /// One day, of several the latest.
    Day,
    /// A day that may be to come; of several the nearest.
    Plan,
    /// A day that is to come: of several the next.
    Ahead,
    /// One day, or all days of a week, month or year.
    Days,
}

impl Wanted {
    /// Whether of several the next one is meant.
    pub(super) fn looks_ahead(self) -> bool {
        matches!(self, Self::Deadline | Self::Ahead)
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Moment | Self::Deadline => "moment",
            Self::Day | Self::Plan | Self::Ahead | Self::Days => "day",
        }
    }

    /// Some ways to write it.
    pub fn examples(self) -> &'static str {
        match self {
            Self::Moment => {
                "“22:10”, “yesterday 10pm”, “last friday evening”, “2 hours ago”, “20 Nov 9:30”, \
                 “2026-11-20 22:10”"
            }
            Self::Deadline => "“2026-12-31”, “in 3 weeks”, “friday 18:00”, “31 December”",
            Self::Day => "“yesterday”, “monday”, “3 days ago”, “20 November”, “2026-11-20”",
            Self::Plan | Self::Ahead => {
                "“today”, “in 3 days”, “next friday”, “20 November”, “2026-11-20”"
            }
            Self::Days => {
                "“yesterday”, “2w”, “last month”, “november”, “20.11.2026”, “2026-11-20”, “2026-11”"
            }
        }
    }
}

/// Why a text cannot be read as a date or time.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WhenError {
    /// It has words that mean nothing here.
    #[error("“{given}” is no {} that is understood here{}", wanted.noun(), about(word))]
    NotUnderstood {
        /// The text.
        given: String,
        /// The first word that was not understood; empty if all were.
        word: String,
        /// What was wanted.
        wanted: Wanted,
    },
    /// It has two meanings.
    #[error("“{given}” can mean {} or {}; write {} or {}", readings[0], readings[1], instead[0], instead[1])]
    Ambiguous {
        /// The text.
        given: String,
        /// Both meanings in words.
        readings: [String; 2],
        /// Both, in a way that has one meaning.
        instead: [String; 2],
    },
    /// There is no such day or time.
    #[error("“{given}” cannot be: {why}")]
    Impossible {
        /// The text.
        given: String,
        /// What there is not.
        why: String,
    },
    /// It names a week, month or year.
    #[error("“{given}” names several days, and one is needed")]
    SeveralDays {
        /// The text.
        given: String,
        /// What was wanted.
        wanted: Wanted,
    },
}

impl WhenError {
    /// What is wrong, with some ways to write it where they are not said already.
    pub fn in_full(&self) -> String {
        match self.examples() {
            Some(examples) => format!("{self}; write it like {examples}"),
            None => self.to_string(),
        }
    }

    /// Some ways to write what was wanted, where the error itself does not say them.
    pub fn examples(&self) -> Option<&'static str> {
        match self {
            Self::NotUnderstood { wanted, .. } | Self::SeveralDays { wanted, .. } => {
                Some(wanted.examples())
            }
            Self::Ambiguous { .. } | Self::Impossible { .. } => None,
        }
    }
}

fn about(word: &str) -> String {
    if word.is_empty() {
        String::new()
    } else {
        format!(": not “{word}”")
    }
}

/// What is wrong, before it is known what was wanted and what stood around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    Word(String),
    Ambiguous {
        readings: [String; 2],
        instead: [String; 2],
    },
    Impossible(String),
    SeveralDays,
}

impl Wrong {
    pub(super) fn of(self, text: &str, wanted: Wanted) -> WhenError {
        let given = crate::definition::name::shown(text.trim());
        match self {
            Self::Word(word) => WhenError::NotUnderstood {
                word: if word == given {
                    String::new()
                } else {
                    crate::definition::name::shown(&word)
                },
                given,
                wanted,
            },
            Self::Ambiguous { readings, instead } => WhenError::Ambiguous {
                given,
                readings,
                instead,
            },
            Self::Impossible(why) => WhenError::Impossible { given, why },
            Self::SeveralDays => WhenError::SeveralDays { given, wanted },
        }
    }

    pub(super) fn impossible(why: impl Into<String>) -> Self {
        Self::Impossible(why.into())
    }
}
