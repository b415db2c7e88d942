//! Texts that are kept as trees of JSON: Day One's rich text and Standard Notes' super notes.

use serde_json::Value;

/// The Markdown of Day One's rich text, which is a document of JSON within a text.
pub(super) fn text(raw: &str) -> String {
    let inner: String = serde_json::from_str(raw).unwrap_or_default();
    let Ok(Value::Object(document)) = serde_json::from_str(&inner) else {
        return String::new();
    };
    let mut found = String::new();
    let contents = document.get("contents").and_then(Value::as_array);
    let mut begins = true;
    for piece in contents.into_iter().flatten() {
        let Some(words) = piece["text"].as_str() else {
            continue;
        };
        let words = words.replace('\u{fffc}', "");
        let style = &piece["attributes"];
        if begins {
            found.push_str(&line_mark(&style["line"]));
        }
        let marks = match (style["bold"] == true, style["italic"] == true) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        found.push_str(&marked(&words, marks));
        begins = words.ends_with('\n');
    }
    // The same marks as in a text of Day One, so that they are taken off once.
    found.replace('\\', "\\\\")
}

fn marked(words: &str, mark: &str) -> String {
    let inner = words.trim();
    if mark.is_empty() || inner.is_empty() {
        return words.to_owned();
    }
    words.replacen(inner, &format!("{mark}{inner}{mark}"), 1)
}

fn line_mark(line: &Value) -> String {
    if let Some(level) = line["header"]
        .as_u64()
        .filter(|level| (1..=6).contains(level))
    {
        let level = usize::try_from(level).unwrap_or(1);
        return format!("{} ", "#".repeat(level));
    }
    let depth = line["indentLevel"].as_u64().unwrap_or(1).clamp(1, 16) - 1;
    let indent = "  ".repeat(usize::try_from(depth).unwrap_or(0));
    match line["listStyle"].as_str() {
        Some("bulleted") => format!("{indent}- "),
        Some("numbered") => format!("{indent}1. "),
        Some("checkbox") if line["checked"] == true => format!("{indent}- [x] "),
        Some("checkbox") => format!("{indent}- [ ] "),
        _ if line["quote"] == true => "> ".to_owned(),
        _ => String::new(),
    }
}

/// The Markdown of a super note, or `None` where the text is none.
pub(super) fn lexical(text: &str) -> Option<String> {
    let document: Value = serde_json::from_str(text).ok()?;
    let mut found = String::new();
    for block in document["root"]["children"].as_array()? {
        let said = block_text(block, 0);
        if !found.is_empty() {
            found.push_str("\n\n");
        }
        found.push_str(&said);
    }
    Some(found.trim().to_owned())
}

fn block_text(block: &Value, depth: usize) -> String {
    if block["type"] == "list" {
        let mut lines = Vec::new();
        for (at, item) in block["children"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate()
        {
            let nested = item["children"].as_array().into_iter().flatten();
            let nested: Vec<&Value> = nested.filter(|child| child["type"] == "list").collect();
            let words = inline(item);
            if !words.is_empty() {
                let mark = match block["listType"].as_str() {
                    Some("number") => format!("{}. ", at + 1),
                    Some("check") if item["checked"] == true => "- [x] ".to_owned(),
                    Some("check") => "- [ ] ".to_owned(),
                    _ => "- ".to_owned(),
                };
                lines.push(format!("{}{mark}{words}", "  ".repeat(depth.min(16))));
            }
            lines.extend(nested.into_iter().map(|list| block_text(list, depth + 1)));
        }
        return lines.join("\n");
    }
    let words = inline(block);
    match (block["type"].as_str(), block["tag"].as_str()) {
        (Some("heading"), Some(tag)) => {
            let level = tag
                .trim_start_matches('h')
                .parse()
                .unwrap_or(1_usize)
                .clamp(1, 6);
            format!("{} {words}", "#".repeat(level))
        }
        (Some("quote"), _) => format!("> {words}"),
        (Some("code"), _) => format!("```\n{words}\n```"),
        (Some("horizontalrule"), _) => "---".to_owned(),
        _ => words,
    }
}

/// The words of a block. `serde_json` refuses what is nested too deep, so this ends.
fn inline(block: &Value) -> String {
    let mut found = String::new();
    for child in block["children"].as_array().into_iter().flatten() {
        match child["type"].as_str() {
            Some("text" | "code-highlight") => {
                let words = child["text"].as_str().unwrap_or_default();
                let format = child["format"].as_u64().unwrap_or(0);
                let mark = match format & 3 {
                    1 => "**",
                    2 => "*",
                    3 => "***",
                    _ => "",
                };
                found.push_str(&marked(words, mark));
            }
            Some("linebreak") => found.push('\n'),
            Some("tab") => found.push('\t'),
            Some("list") => {}
            _ => found.push_str(&inline(child)),
        }
    }
    found
}
