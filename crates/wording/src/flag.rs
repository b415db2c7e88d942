//! The ways of shifting blame that the check knows, and what a flagged sentence is.

use std::ops::Range;

/// Which way of excusing or shifting blame a sentence shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlameRule {
    /// An admission that turns to the other: *I shouted, but you …*
    ButYou,
    /// It hung on what others did: *if they hadn't …*
    IfThey,
    /// Somebody or something made me.
    MadeMe,
    /// They did it as well.
    TheyToo,
    /// Everybody does it, anybody would have.
    Everyone,
    /// A cause that makes it small: *it was only because …*
    OnlyBecause,
    /// There was no other way, it just happened.
    NoChoice,
    /// It is theirs: they started it, asked for it, are to blame.
    TheirFault,
    /// It was little, and they make too much of it.
    Minimise,
    /// No turn of phrase that is known: the model finds that it reads like an excuse.
    Leaning,
}

impl BlameRule {
    /// Every rule.
    pub const ALL: [Self; 10] = [
        Self::ButYou,
        Self::IfThey,
        Self::MadeMe,
        Self::TheyToo,
        Self::Everyone,
        Self::OnlyBecause,
        Self::NoChoice,
        Self::TheirFault,
        Self::Minimise,
        Self::Leaning,
    ];

    /// The rule's name in commands and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::ButYou => "but_you",
            Self::IfThey => "if_they",
            Self::MadeMe => "made_me",
            Self::TheyToo => "they_too",
            Self::Everyone => "everyone",
            Self::OnlyBecause => "only_because",
            Self::NoChoice => "no_choice",
            Self::TheirFault => "their_fault",
            Self::Minimise => "minimise",
            Self::Leaning => "leaning",
        }
    }

    /// What the flag means and what one could write instead, for the person who wrote the sentence.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::ButYou => {
                "This sentence begins with you and ends with somebody else. \
                 Try to stop before the turn and see whether your half can stand alone."
            }
            Self::IfThey => {
                "Here what you did hangs on what somebody else did or left undone. \
                 Try it without the condition: what did you do, and what else was open to you?"
            }
            Self::MadeMe => {
                "This gives somebody or something else the hand that acted. \
                 You could name what you felt, and then what you did with it."
            }
            Self::TheyToo => {
                "This sets what they did beside what you did. \
                 Their part may be true and can have its own page; this one is for yours."
            }
            Self::Everyone => {
                "This hides one thing you did among what people do. \
                 You could write it about that one time and that one person."
            }
            Self::OnlyBecause => {
                "A reason can explain and still make the thing smaller than it was. \
                 Try to say what you did first, whole, and the reason in a sentence after it."
            }
            Self::NoChoice => {
                "It may have felt as if there was no other way. \
                 Is there a moment, even a short one, when you could have done something else?"
            }
            Self::TheirFault => {
                "This sentence is about what somebody else did wrong. \
                 You could turn it round: what was your part in it?"
            }
            Self::Minimise => {
                "This makes it small, and it may not have been small for them. \
                 Try the plain words for what happened, without a measure."
            }
            Self::Leaning => {
                "Sentences worded like this one often lean away from what one did. \
                 This one may not. Read it once as the person it happened to: is your own part plain in it?"
            }
        }
    }
}

/// One flagged sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlameFlag {
    /// What it shows.
    pub rule: BlameRule,
    /// The sentence: bytes in the text, without blanks and bullets around it.
    pub sentence: Range<usize>,
    /// The words that set it off: bytes in the text, inside the sentence.
    pub words: Range<usize>,
    /// The name under which it is remembered that the sentence was kept: [`crate::sentence_key`].
    pub key: String,
}
