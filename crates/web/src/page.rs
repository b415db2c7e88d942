//! The frame of every page: head, bar, menu, main part.

use maud::{DOCTYPE, Markup, html};

/// What the frame of a page has to know.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shell {
    /// A page before the journal: no menu, no way into it.
    pub(crate) bare: bool,
    /// Scripts of this page beside those of every page, by their names in the table of assets.
    pub(crate) scripts: &'static [&'static str],
}

/// A whole page. `body` begins with the one `h1`.
pub(crate) fn page(shell: &Shell, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Notes" }
                link rel="stylesheet" href="/a/still.css";
                @for name in shell.scripts {
                    script type="module" src={ "/a/" (name) } {}
                }
            }
            body class=(if shell.bare { "bare" } else { "full" }) {
                a.skip href="#main" { "Skip to the page" }
                header.bar {
                    @if !shell.bare {
                        a.name href="/" { "Notes" }
                    }
                }
                main #main tabindex="-1" { (body) }
            }
        }
    }
}
