//! Quoting for the command prompt of Windows, which can't quote everything.

use super::languages::on_one_line;
use super::{Fit, Hole, has_active, is_plain};

/// The command prompt expands `%` in quotes, too, and has no way to quote a quote for every program.
const NO_QUOTING: &str =
    "the Windows command prompt can't quote \", %, a newline or a control character";

/// The text to write for each place that has a value.
pub(super) fn fit(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let mut found = Vec::with_capacity(holes.len());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let is_remark = is_remark(line);
        let (mut at, mut is_quoted) = (start, false);
        while let Some(hole) = holes.get(found.len()).filter(|hole| hole.range.start < end) {
            let quotes = text[at..hole.range.start].matches('"').count();
            is_quoted ^= quotes % 2 == 1;
            at = hole.range.end;
            found.push(hole.value.map(|value| write(value, is_quoted, is_remark)));
        }
        start = end;
    }
    found
}

fn is_remark(line: &str) -> bool {
    let line = line
        .trim_start()
        .trim_start_matches('@')
        .to_ascii_lowercase();
    line.starts_with("rem ") || line.starts_with("::")
}

fn write(value: &str, is_quoted: bool, is_remark: bool) -> Fit {
    let is_part = |c: char| is_plain(c) || "\\@=".contains(c);
    if is_remark {
        Ok(on_one_line(value))
    } else if value.contains(['"', '%']) || has_active(value) {
        Err(NO_QUOTING)
    } else if is_quoted || value.chars().all(is_part) {
        Ok(value.to_owned())
    } else {
        Ok(format!("\"{value}\""))
    }
}
