//! What the sheet of keys says: who sits here, what can be done with what is selected, then the whole keymap, context
//! by context. Texts are wrapped, so that nothing is cut on a narrow screen.

use super::app::App;
use super::keymap::{Bound, Context, HEADINGS, When};
use crate::sanitize;

/// Columns for the keys; on a narrow screen a third of it.
const KEYS: usize = 22;
/// Columns beside keys and help: a margin on each side of the keys, and one at the end.
const MARGINS: usize = 4;

/// The sheet, while it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    /// Where it was opened.
    pub from: Context,
    /// The first row shown.
    pub top: usize,
}

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// A heading.
    Heading(String),
    /// A piece of a sentence.
    Text(String),
    /// Keys, and what they do; one of them may go on from the row above.
    Keys(String, String),
    /// Nothing.
    Gap,
}

impl Help {
    /// The rows on a screen of this width. It begins with who sits at the screen: the header has no room for that
    /// everywhere.
    pub fn rows(&self, app: &App, width: u16) -> Vec<HelpRow> {
        let width = usize::from(width);
        let who = format!("You are {}.", sanitize::one_line(&app.model.who));
        let mut rows: Vec<HelpRow> = wrapped(&who, width.saturating_sub(2))
            .into_iter()
            .map(HelpRow::Text)
            .collect();
        rows.push(HelpRow::Gap);
        rows.push(HelpRow::Heading("Here and now".to_owned()));
        let here = app.model.keymap.bindings(self.from);
        let applying = here
            .filter(|bound| bound.binding.when != When::Quietly && app.applies(bound.binding.when));
        rows.extend(applying.flat_map(|bound| keys(&bound, width)));
        for &(context, heading) in HEADINGS {
            rows.push(HelpRow::Gap);
            rows.push(HelpRow::Heading(heading.to_owned()));
            rows.extend(
                app.model
                    .keymap
                    .bindings(context)
                    .flat_map(|bound| keys(&bound, width)),
            );
        }
        rows
    }
}

/// Columns that the keys take on a screen of this width.
pub fn keys_width(width: usize) -> usize {
    KEYS.min(width / 3)
}

/// The keys of a row of the keymap and what they do, on as many rows as it takes.
fn keys(bound: &Bound, width: usize) -> Vec<HelpRow> {
    let names = match bound.key_names().join(" ") {
        names if names.is_empty() => "(no key)".to_owned(),
        names => names,
    };
    let keys = wrapped(&names, keys_width(width));
    let help = wrapped(
        bound.binding.help,
        width.saturating_sub(keys_width(width) + MARGINS),
    );
    let piece = |pieces: &[String], row: usize| pieces.get(row).cloned().unwrap_or_default();
    (0..keys.len().max(help.len()))
        .map(|row| HelpRow::Keys(piece(&keys, row), piece(&help, row)))
        .collect()
}

/// A text on rows of at most `width` columns.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (end, next) = sanitize::break_at(rest, width.max(1));
        rows.push(rest[..end].to_owned());
        rest = &rest[next..];
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn texts_are_wrapped_and_nothing_is_lost() {
        for (text, width, rows) in [
            ("save, and go on", 9, vec!["save, and", "go on"]),
            ("ctrl-c", 4, vec!["ctrl", "-c"]),
            ("", 9, vec![]),
            ("ab", 0, vec!["a", "b"]),
        ] {
            assert_eq!(wrapped(text, width), rows, "{text} on {width}");
        }
    }
}
