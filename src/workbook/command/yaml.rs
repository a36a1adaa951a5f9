//! Values in YAML.

use super::data::json_string;
use super::languages::on_one_line;
use super::strings::{Quotes, around};
use super::{Fit, Hole, has_active};

/// A single-quoted or plain scalar has no escapes.
const NO_ESCAPE: &str = "a newline or control character needs double quotes in YAML";
/// A value that would end a plain scalar, in the middle of one.
const ENDS_SCALAR: &str =
    "the value has a meaning in YAML here; put quotes around the whole value in the document";

/// The text to write for each place that has a value.
pub(super) fn fit(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let quotes = around(text, holes, &["#"], true);
    let blocks = block_lines(text);
    let found = holes.iter().zip(quotes);
    found
        .map(|(hole, quotes)| {
            hole.value
                .map(|value| write(text, &blocks, hole, quotes, value))
        })
        .collect()
}

fn write(
    text: &str,
    blocks: &[std::ops::Range<usize>],
    hole: &Hole,
    quotes: Quotes,
    value: &str,
) -> Fit {
    let block = blocks.partition_point(|block| block.end <= hole.range.start);
    let in_block = blocks
        .get(block)
        .is_some_and(|block| block.contains(&hole.range.start));
    match quotes {
        _ if in_block && has_active(value) => Err(NO_ESCAPE),
        _ if in_block => Ok(value.to_owned()),
        Quotes::Comment => Ok(on_one_line(value)),
        Quotes::Double => Ok(json_string(value)),
        Quotes::Single if has_active(value) => Err(NO_ESCAPE),
        Quotes::Single => Ok(value.replace('\'', "''")),
        Quotes::None => plain(text, hole, value),
    }
}

/// Returns a value outside of quotes.
fn plain(text: &str, hole: &Hole, value: &str) -> Fit {
    let start = text[..hole.range.start].rfind('\n').map_or(0, |at| at + 1);
    let (before, after) = (&text[start..hole.range.start], &text[hole.range.end..]);
    let after = after.split('\n').next().unwrap_or_default();
    let lead = before.trim_end();
    let begins = lead.is_empty()
        || (lead.len() < before.len() && lead.ends_with([':', '-', '?']))
        || lead.ends_with(['[', ',', '{']);
    let rest = after.trim_start();
    let ends = rest.is_empty()
        || (rest.len() < after.len() && rest.starts_with('#'))
        || rest.starts_with([',', ']', '}'])
        || rest.starts_with(": ");
    let in_flow = before.contains(['[', '{']);
    let acts = has_active(value)
        || value.contains(": ")
        || value.contains(" #")
        || value.ends_with(':')
        || (in_flow && value.contains(['[', ']', '{', '}', ',']));
    let starts_scalar = value.starts_with(|c: char| "!&*-?|>@`%\"'#{}[],:=".contains(c));
    match (
        acts || (begins && starts_scalar && !is_negative(value)),
        begins && ends,
    ) {
        (false, _) => Ok(value.to_owned()),
        (true, true) => Ok(format!("\"{}\"", json_string(value))),
        (true, false) => Err(ENDS_SCALAR),
    }
}

/// Returns whether a value is a negative number or an option, which are plain scalars in spite of their dash.
fn is_negative(value: &str) -> bool {
    value.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') && value != "---"
    })
}

/// The bytes of literal and folded blocks: `key: |` and the lines under it.
fn block_lines(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_empty = line.trim().is_empty();
        if let Some((start, outer)) = open
            && !is_empty
            && indent <= outer
        {
            blocks.push(start..at);
            open = None;
        }
        let head = line
            .trim_end()
            .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        let opens = [": |", ": >", "- |", "- >"]
            .iter()
            .any(|end| head.ends_with(end));
        if open.is_none() && opens {
            open = Some((at + line.len(), indent));
        }
        at += line.len();
    }
    blocks.extend(open.map(|(start, _)| start..text.len()));
    blocks
}
