//! What the sheet of keys says: the keymap, context by context.

use super::keymap::{HEADINGS, bindings};

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// A heading.
    Heading(&'static str),
    /// Keys, and what they do.
    Keys(String, &'static str),
    /// Nothing.
    Gap,
}

/// The rows of the sheet.
pub fn rows() -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for (context, heading) in HEADINGS {
        if !rows.is_empty() {
            rows.push(HelpRow::Gap);
        }
        rows.push(HelpRow::Heading(heading));
        rows.extend(bindings(context).map(|binding| HelpRow::Keys(binding.keys.join(" "), binding.help)));
    }
    rows
}
