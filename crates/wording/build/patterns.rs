//! Patterns of words: a row of steps. What each step means is told at the top of `rules/blame.txt`.

use super::words::Words;

/// The longest gap that a pattern may ask for.
const GAP_MAX: usize = 30;

/// A pattern as the program's source has it.
pub(crate) struct Pattern {
    /// `Step::One(SetId(3)), …`
    pub(crate) steps: String,
    /// The sets of the steps that must match, the rarest first.
    pub(crate) needs: Vec<usize>,
}

impl Pattern {
    /// Reads a pattern.
    pub(crate) fn read(text: &str, words: &mut Words) -> Result<Self, String> {
        let mut steps = Vec::new();
        let mut needs = Vec::new();
        for step in text.split_whitespace() {
            let (step, need) = read_step(step, words)?;
            steps.push(step);
            needs.extend(need);
        }
        if needs.is_empty() {
            return Err("a pattern needs one word that must be there".to_owned());
        }
        needs.sort_by_key(|set| words.frequency(*set));
        Ok(Self {
            steps: steps.join(", "),
            needs,
        })
    }
}

/// A step, and the set that must match for it.
fn read_step(step: &str, words: &mut Words) -> Result<(String, Option<usize>), String> {
    let gap = |most: &str, stop: &str| {
        let most: usize = most
            .parse()
            .ok()
            .filter(|most| (1..=GAP_MAX).contains(most))
            .ok_or_else(|| format!("`{step}` is no number from 1 to {GAP_MAX}"))?;
        Ok::<_, String>((
            format!("Step::Gap {{ most: {most}, stop: set::{stop} }}"),
            None,
        ))
    };
    let plain = match step {
        "^" => Some("Step::Start"),
        "$" => Some("Step::End"),
        _ => None,
    };
    if let Some(plain) = plain {
        return Ok((plain.to_owned(), None));
    }
    if let Some(most) = step.strip_prefix('~') {
        return gap(most, "STOPS");
    }
    if let Some(most) = step.strip_prefix('%') {
        return gap(most, "TURNS");
    }
    for (sign, kind) in [("!!", "NotAhead"), ("!", "NotNext"), ("<", "NotLast")] {
        if let Some(rest) = step.strip_prefix(sign) {
            return Ok((format!("Step::{kind}(SetId({}))", words.set(rest)?), None));
        }
    }
    for (sign, most) in [('?', 1), ('*', 3)] {
        if let Some(rest) = step.strip_suffix(sign) {
            let set = words.set(rest)?;
            return Ok((
                format!("Step::Some {{ set: SetId({set}), most: {most} }}"),
                None,
            ));
        }
    }
    let set = words.set(step)?;
    if step.split('|').any(|part| part == "$") {
        return Ok((format!("Step::OneOrEnd(SetId({set}))"), None));
    }
    Ok((format!("Step::One(SetId({set}))"), Some(set)))
}
