//! The frame of every page: head, bar, menu, main part. The title is the same on all of them, as browsers keep titles.

use maud::{DOCTYPE, Markup, html};

/// Which entry of the menu a page belongs to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// None of them.
    #[default]
    Elsewhere,
    /// The day at a glance.
    Today,
    /// Writing.
    Write,
    /// Entries by day.
    Timeline,
    /// Months and years.
    Calendar,
    /// Searching.
    Search,
    /// The eleven steps, and worksheets.
    Steps,
    /// Insights.
    Insights,
    /// What others may read.
    Sharing,
    /// Devices.
    Devices,
    /// Settings.
    Settings,
    /// People who answer.
    Help,
    /// The moment of an urge.
    Urge,
    /// What others let this device read.
    Reading,
}

/// The menu where somebody reads what others share.
const READING: &[&[(Place, &str, &str)]] = &[
    &[(Place::Reading, "/e", "Contents")],
    &[(Place::Settings, "/o", "Settings")],
    &[(Place::Help, "/k", "Help now")],
];

/// The menu: groups of pages, with their addresses and names.
const MENU: [&[(Place, &str, &str)]; 4] = [
    &[
        (Place::Today, "/", "Today"),
        (Place::Write, "/w", "Write"),
        (Place::Timeline, "/t", "Timeline"),
        (Place::Calendar, "/c", "Calendar"),
        (Place::Search, "/s", "Search"),
    ],
    &[
        (Place::Steps, "/p", "Steps"),
        (Place::Insights, "/i", "Insights"),
    ],
    &[
        (Place::Sharing, "/r", "Sharing"),
        (Place::Devices, "/d", "Devices"),
        (Place::Settings, "/o", "Settings"),
    ],
    &[(Place::Help, "/k", "Help now")],
];

/// How much stands around a page.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// The menu beside it where there is room.
    #[default]
    Full,
    /// The menu only when asked for: for writing, one question, an urge.
    Quiet,
    /// A page before the journal: no menu, no way into it.
    Bare,
    /// A page on which the journal is made: no menu either.
    Begin,
}

/// What the frame of a page has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shell {
    /// A page of a browser that came in: it follows what happens, and can be hidden.
    pub(crate) session: bool,
    /// How much stands around it.
    pub(crate) frame: Frame,
    /// Where it is in the menu.
    pub(crate) place: Place,
    /// Whether this device only reads what others share: it has another menu.
    pub(crate) reads: bool,
    /// Whether it is one column.
    pub(crate) one: bool,
    /// Whether the bar has a line that says how it stands with what is typed.
    pub(crate) state: bool,
    /// Scripts of this page beside those of every page, by their names in the table of assets.
    pub(crate) scripts: &'static [&'static str],
}

impl Default for Shell {
    fn default() -> Self {
        Self {
            session: true,
            frame: Frame::Full,
            place: Place::Elsewhere,
            reads: false,
            one: false,
            state: false,
            scripts: &[],
        }
    }
}

impl Shell {
    /// A page of the menu in one column.
    pub(crate) fn of(place: Place) -> Self {
        Self {
            place,
            one: true,
            ..Self::default()
        }
    }

    /// A page with something beside it.
    pub(crate) fn two(place: Place) -> Self {
        Self {
            place,
            ..Self::default()
        }
    }

    /// The same with the menu of a device that only reads, if it does.
    pub(crate) fn reading(self, reads: bool) -> Self {
        Self { reads, ..self }
    }

    /// A page with nothing around it but the bar.
    pub(crate) fn quiet(place: Place) -> Self {
        Self {
            place,
            frame: Frame::Quiet,
            ..Self::default()
        }
    }
}

/// A whole page. `body` has the one `h1`.
pub(crate) fn page(shell: &Shell, body: &Markup) -> Markup {
    let bare = matches!(shell.frame, Frame::Bare | Frame::Begin);
    let class = match shell.frame {
        Frame::Full => "full",
        Frame::Quiet if shell.place == Place::Write => "quiet writing",
        Frame::Quiet => "quiet",
        Frame::Bare => "bare",
        Frame::Begin => "quiet",
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Notes" }
                link rel="stylesheet" href="/a/still.css";
                @if shell.session {
                    script type="module" src="/a/live.js" {}
                    script type="module" src="/a/keys.js" {}
                }
                @for name in shell.scripts {
                    script type="module" src={ "/a/" (name) } {}
                }
            }
            body class=(class) {
                a.skip href="#main" { "Skip to the page" }
                (bar(shell, bare))
                @if !bare { (menu(shell)) }
                main #main tabindex="-1" class=[shell.one.then_some("one")] { (body) }
            }
        }
    }
}

fn bar(shell: &Shell, bare: bool) -> Markup {
    html! {
        header.bar {
            @if bare {
                span.name { "Notes" }
            } @else {
                button.b.plain.menu-b type="button" popovertarget="menu" { "Menu" }
                a.name href="/" { "Notes" }
            }
            @if shell.state { p.state #state role="status" {} }
            div.far {
                @if !bare && !shell.reads && shell.place != Place::Urge { a.b href="/u" { "Urge" } }
                @if shell.session { button.b.hide type="button" { "Hide" } }
            }
        }
    }
}

fn menu(shell: &Shell) -> Markup {
    let groups: &[&[(Place, &str, &str)]] = if shell.reads { READING } else { &MENU };
    html! {
        nav.rail #menu popover aria-label="Pages" {
            @for group in groups {
                ul {
                    @for (of, href, name) in group.iter() {
                        li { a href=(href) aria-current=[(*of == shell.place).then_some("page")] { (name) } }
                    }
                    @if group[0].0 == Place::Help { li { button.as-link type="button" data-lock { "Lock" } } }
                }
            }
            p.rail-foot { "Shift three times hides everything." }
        }
    }
}
