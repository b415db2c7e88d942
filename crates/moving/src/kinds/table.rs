//! Tables as text: commas, semicolons or tabs between fields, quotation marks around what has any of them in it.

use crate::limits::COLUMNS_MAX;

/// A row, and the line where it begins.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) fields: Vec<String>,
}

/// Reads all rows; says what is wrong and on which line.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, String> {
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut chars = text.chars().peekable();
    let (mut line, mut begins) = (1, 1);
    let mut fields: Vec<String> = Vec::new();
    let mut field = String::new();
    let mut opened = None;
    let mut was_quoted = false;
    while let Some(c) = chars.next() {
        if opened.is_some() {
            match c {
                '"' if chars.peek() == Some(&'"') => {
                    field.push('"');
                    chars.next();
                }
                '"' => {
                    opened = None;
                    was_quoted = true;
                }
                c => {
                    line += usize::from(c == '\n');
                    field.push(c);
                }
            }
            continue;
        }
        match c {
            '"' if field.is_empty() && !was_quoted => opened = Some(line),
            c if c == separator => {
                fields.push(ended(&mut field, &mut was_quoted));
                if fields.len() > COLUMNS_MAX {
                    return Err(format!(
                        "line {begins}: it has more than {COLUMNS_MAX} columns"
                    ));
                }
            }
            '\n' => {
                fields.push(ended(&mut field, &mut was_quoted));
                line += 1;
                end(&mut rows, &mut fields, begins);
                begins = line;
            }
            c => field.push(c),
        }
    }
    if let Some(at) = opened {
        return Err(format!(
            "line {at}: a quotation mark opens and is never closed"
        ));
    }
    fields.push(ended(&mut field, &mut was_quoted));
    end(&mut rows, &mut fields, begins);
    Ok(rows)
}

/// A field. Blanks around it are its own only between quotation marks.
fn ended(field: &mut String, was_quoted: &mut bool) -> String {
    let field = std::mem::take(field);
    match std::mem::take(was_quoted) {
        true => field,
        false => field.trim().to_owned(),
    }
}

fn end(rows: &mut Vec<Row>, fields: &mut Vec<String>, line: usize) {
    let fields = std::mem::take(fields);
    if fields.iter().any(|field| !field.trim().is_empty()) {
        rows.push(Row { line, fields });
    }
}

/// What stands between the names of the columns.
fn separator(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    let best = [',', ';', '\t']
        .into_iter()
        .rev()
        .max_by_key(|sign| count(*sign));
    best.unwrap_or(',')
}
