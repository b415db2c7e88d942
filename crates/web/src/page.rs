//! The frame of every page: head, bar, menu, main part.

use maud::{DOCTYPE, Markup, html};

/// What the frame of a page has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shell {
    /// A page of a browser that came in: it follows what happens, and can be hidden.
    pub(crate) session: bool,
    /// A page before the journal: no menu, no way into it.
    pub(crate) bare: bool,
    /// Scripts of this page beside those of every page, by their names in the table of assets.
    pub(crate) scripts: &'static [&'static str],
}

impl Default for Shell {
    fn default() -> Self {
        Self {
            session: true,
            bare: false,
            scripts: &[],
        }
    }
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
                @if shell.session {
                    script type="module" src="/a/live.js" {}
                    script type="module" src="/a/keys.js" {}
                }
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
                    @if shell.session {
                        div.far { button.b.hide type="button" { "Hide" } }
                    }
                }
                main #main tabindex="-1" { (body) }
            }
        }
    }
}
