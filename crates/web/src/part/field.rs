//! Fields of forms. No screen writes one by hand: each text control must carry its own word to the browser that nothing
//! of it is kept, completed or sent to a spelling service; on the form alone only some browsers obey.

use maud::{Markup, html};

use super::{glyph, words};

/// What stands around a control.
#[derive(Clone, Copy, Default)]
pub(crate) struct Field<'a> {
    /// Its name in the form, and its id.
    pub(crate) name: &'a str,
    /// What it is called.
    pub(crate) label: &'a str,
    /// One more line; may be empty.
    pub(crate) help: &'a str,
    /// Why what was typed cannot be taken; may be empty.
    pub(crate) wrong: &'a str,
    /// What stands in it.
    pub(crate) value: &'a str,
}

impl<'a> Field<'a> {
    pub(crate) fn new(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            ..Self::default()
        }
    }

    fn described(&self) -> Option<String> {
        let ids = [
            (!self.help.is_empty()).then(|| format!("{}-help", self.name)),
            (!self.wrong.is_empty()).then(|| format!("{}-wrong", self.name)),
        ];
        let ids: Vec<String> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn around(&self, control: &Markup) -> Markup {
        html! {
            div.f {
                label for=(self.name) { (self.label) }
                (self.notes())
                (control)
            }
        }
    }

    /// Help and what is wrong, above the control.
    fn notes(&self) -> Markup {
        html! {
            @if !self.help.is_empty() { p.help id={ (self.name) "-help" } { (words::of_programme(self.help)) } }
            (wrong(self.name, self.wrong))
        }
    }

    fn invalid(&self) -> Option<&'static str> {
        (!self.wrong.is_empty()).then_some("true")
    }

    /// One line, as wide as there is room.
    pub(crate) fn line(&self) -> Markup {
        self.around(&input("text", self, ""))
    }

    /// One line of a few words.
    pub(crate) fn short(&self) -> Markup {
        self.around(&input("text", self, "short"))
    }

    /// A passphrase. A browser that knows what it is would offer to keep it, so it is called what nobody keeps.
    pub(crate) fn passphrase(&self) -> Markup {
        self.around(&html! {
            input.pass id=(self.name) name=(self.name) type="password" autocomplete="one-time-code"
                aria-describedby=[self.described()] aria-invalid=[self.invalid()];
        })
    }

    /// Several lines.
    pub(crate) fn text(&self) -> Markup {
        self.around(&area(self))
    }

    /// Several lines under a question that is the heading of the page, by the id of that heading.
    pub(crate) fn text_under(&self, heading: &str) -> Markup {
        html! {
            (self.notes())
            textarea id=(self.name) name=(self.name) aria-labelledby=(heading) dir="auto" autocomplete="off"
                spellcheck="false" writingsuggestions="false" data-gramm="false" aria-describedby=[self.described()]
                aria-invalid=[self.invalid()] { "\n" (self.value) }
        }
    }

    /// One line under such a heading.
    pub(crate) fn line_under(&self, heading: &str) -> Markup {
        html! {
            (self.notes())
            input id=(self.name) name=(self.name) type="text" aria-labelledby=(heading) dir="auto" value=(self.value)
                autocomplete="off" spellcheck="false" writingsuggestions="false" data-gramm="false"
                aria-describedby=[self.described()] aria-invalid=[self.invalid()];
        }
    }

    /// What is looked for, with the button that does it.
    pub(crate) fn search(&self, button: &str) -> Markup {
        html! {
            label.hush for=(self.name) { (self.label) }
            div.join {
                (input("search", self, ""))
                button.b type="submit" { (button) }
            }
            (self.notes())
        }
    }
}

fn input(kind: &str, field: &Field<'_>, class: &str) -> Markup {
    let class = (!class.is_empty()).then_some(class);
    html! {
        input id=(field.name) name=(field.name) type=(kind) class=[class] dir="auto" value=(field.value)
            autocomplete="off" spellcheck="false" writingsuggestions="false" data-gramm="false"
            aria-describedby=[field.described()] aria-invalid=[field.invalid()];
    }
}

/// A browser takes the first line break of a text away, so one is given to it.
fn area(field: &Field<'_>) -> Markup {
    html! {
        textarea id=(field.name) name=(field.name) dir="auto" autocomplete="off" spellcheck="false"
            writingsuggestions="false" data-gramm="false" aria-describedby=[field.described()]
            aria-invalid=[field.invalid()] { "\n" (field.value) }
    }
}

/// One word of several in a row.
pub(crate) fn word(name: &str, label: &str, value: &str, wrong: Option<&str>) -> Markup {
    html! {
        div {
            label for=(name) { (label) }
            input id=(name) name=(name) type="text" value=(value) autocomplete="off" autocapitalize="none" spellcheck="false"
                writingsuggestions="false" data-gramm="false" aria-describedby=[wrong] aria-invalid=[wrong.map(|_| "true")];
        }
    }
}

/// What is wrong with a field, in words, with its sign.
pub(crate) fn wrong(name: &str, why: &str) -> Markup {
    html! {
        @if !why.is_empty() {
            p.wrong id={ (name) "-wrong" } { (glyph::wrong()) span { (words::line(why)) } }
        }
    }
}

/// A value that goes with a form and is not shown.
pub(crate) fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// A number from 1 to 10 by one tap, with words for its ends.
pub(crate) fn scale(name: &str, legend: &str, value: Option<i64>, ends: (&str, &str)) -> Markup {
    html! {
        fieldset.f {
            legend { (legend) }
            (scale_alone(name, (1, 10), value, ends))
        }
    }
}

/// The same with other ends, under a legend that is there already.
pub(crate) fn scale_alone(
    name: &str,
    (low, high): (i64, i64),
    value: Option<i64>,
    ends: (&str, &str),
) -> Markup {
    html! {
        div.scale {
            @for number in low..=high {
                label { input type="radio" name=(name) value=(number) checked[value == Some(number)]; (number) }
            }
        }
        @if !ends.0.is_empty() {
            p.ends { span { (ends.0) } span { (ends.1) } }
        }
    }
}

/// One thing that can be chosen.
pub(crate) struct Offer<'a> {
    /// What the form says.
    pub(crate) value: &'a str,
    /// What is read.
    pub(crate) label: &'a str,
    /// Whether it is chosen now.
    pub(crate) chosen: bool,
}

/// A word that can be chosen, among others in a row. Without a name it is for a script.
pub(crate) fn chip(name: Option<&str>, word: &str, chosen: bool) -> Markup {
    html! {
        label.chip {
            input type="checkbox" name=[name] value=(word) autocomplete="off" checked[chosen];
            (glyph::tick())
            bdi { (words::line(word)) }
        }
    }
}

/// One of a few, chosen by one tap, in a row.
pub(crate) fn picks<'a>(name: &str, options: impl IntoIterator<Item = Offer<'a>>) -> Markup {
    html! {
        div.chips {
            @for option in options {
                label.chip {
                    input type="radio" name=(name) value=(option.value) autocomplete="off" checked[option.chosen];
                    (glyph::tick())
                    span { (option.label) }
                }
            }
        }
    }
}

/// A file, for a script that puts it into the form as text under `name`.
pub(crate) fn file(name: &str, label: &str, accept: &str, wrong_with_it: &str) -> Markup {
    html! {
        div.f {
            label for="picked" { (label) }
            (wrong(name, wrong_with_it))
            input #picked type="file" accept=(accept) autocomplete="off"
                aria-describedby=[(!wrong_with_it.is_empty()).then(|| format!("{name}-wrong"))];
            (hidden(name, ""))
        }
    }
}

/// One of several or any of them, one to a line.
pub(crate) fn ticks<'a>(
    kind: &str,
    name: &str,
    options: impl IntoIterator<Item = Offer<'a>>,
) -> Markup {
    html! {
        @for option in options {
            label.tick {
                input type=(kind) name=(name) value=(option.value) autocomplete="off" checked[option.chosen];
                bdi { (words::line(option.label)) }
            }
        }
    }
}
