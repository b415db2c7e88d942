//! Somebody who reads pages and fills in their forms.

use crate::browser::{Answer, Browser, Stand};

/// A browser that came in, and what it reads.
pub(crate) struct Reader {
    pub(crate) stand: Stand,
    browser: Browser,
}

/// What was read: the status, where it goes on, and the page.
pub(crate) struct Read {
    pub(crate) status: u16,
    pub(crate) on: String,
    pub(crate) body: String,
}

impl Reader {
    pub(crate) async fn of(stand: Stand) -> Self {
        let browser = stand.entered().await;
        Self { stand, browser }
    }

    /// The browser itself.
    pub(crate) fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Goes to a page.
    pub(crate) async fn goes(&self, path: &str) -> Read {
        read(&self.browser.tell(&self.browser.goes(path)).await)
    }

    /// The page, which must be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let read = self.goes(path).await;
        assert_eq!(read.status, 200, "{path}");
        read.body
    }

    /// Sends a form.
    pub(crate) async fn sends(&self, path: &str, form: &[(&str, &str)]) -> Read {
        sends(&self.browser, path, form).await
    }

    /// Sends a form, and gives all that is answered.
    pub(crate) async fn answers(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        answers(&self.browser, path, form).await
    }

    /// Sends a form that is taken, and reads the page that it leads to.
    pub(crate) async fn follows(&self, path: &str, form: &[(&str, &str)]) -> (String, String) {
        let read = self.sends(path, form).await;
        assert_eq!(read.status, 303, "{path} {form:?}: {}", read.body);
        let body = self.page(&read.on).await;
        (read.on, body)
    }
}

/// Sends a form.
pub(crate) async fn sends(browser: &Browser, path: &str, form: &[(&str, &str)]) -> Read {
    read(&answers(browser, path, form).await)
}

async fn answers(browser: &Browser, path: &str, form: &[(&str, &str)]) -> Answer {
    let pairs = form
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    let body = pairs.collect::<Vec<_>>().join("&");
    let ask = browser.sends(path, "application/x-www-form-urlencoded", body);
    browser.tell(&ask).await
}

pub(crate) fn read(answer: &Answer) -> Read {
    Read {
        status: answer.status,
        on: answer.header("location").unwrap_or_default().to_owned(),
        body: answer.body.clone(),
    }
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// What stands between two pieces of a page.
pub(crate) fn between<'p>(page: &'p str, before: &str, after: &str) -> &'p str {
    let (_, rest) = page
        .split_once(before)
        .unwrap_or_else(|| panic!("{before} is not in {page}"));
    rest.split_once(after).map_or(rest, |(found, _)| found)
}

/// The value of a field that is not shown.
pub(crate) fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    between(page, &format!("name=\"{name}\" value=\""), "\"")
}
