//! What can be copied of the selected row: its commands, its links, its text, its key. Nothing of it is ever run.

use pulldown_cmark::{Event, Tag};

use super::app::App;
use super::fragment::Fragment;
use super::markdown;
use crate::checklist::{Block, BlockKind, Checklist, EntryId};
use crate::sanitize::{self, exported};

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A code block.
    Command,
    /// A code span.
    Code,
    /// The target of a link.
    Link,
    /// The text of the row, as it reads.
    Text,
    /// The key of the entry.
    Key,
}

/// A text that can be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copyable {
    /// What it is.
    pub kind: Kind,
    /// The text; no control characters but newlines and tabs, and newlines in commands only.
    pub text: String,
}

impl Copyable {
    /// Whether all of it is to be seen on one row of so many columns.
    pub fn fits(&self, columns: usize) -> bool {
        matches!(exported::exact(&self.text).as_slice(), [line] if *line == self.text && sanitize::width(line) <= columns)
    }

    /// Its first line that is not blank, and how long it is where it has more.
    pub fn gist(&self, columns: usize, ellipsis: &str) -> String {
        let lines = self.text.lines().count();
        let count = if lines > 1 {
            format!("  ({lines} lines)")
        } else {
            String::new()
        };
        let first = exported::exact(&self.text)
            .into_iter()
            .next()
            .unwrap_or_default();
        let room = columns.saturating_sub(count.len());
        format!(
            "{}{count}",
            sanitize::fit(first.trim_start(), room, ellipsis)
        )
    }

    /// All of it, with everything in it to be seen, in rows of so many columns.
    pub fn rows(&self, columns: usize) -> Vec<String> {
        let mut rows = Vec::new();
        for line in exported::exact(&self.text) {
            let mut row = String::new();
            for character in line.chars() {
                if sanitize::width(&row) + sanitize::width(character.encode_utf8(&mut [0; 4]))
                    > columns.max(1)
                {
                    rows.push(std::mem::take(&mut row));
                }
                row.push(character);
            }
            rows.push(row);
        }
        rows
    }
}

impl Kind {
    /// Whether it is meant to be typed somewhere.
    pub fn is_code(self) -> bool {
        matches!(self, Kind::Command | Kind::Code)
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Command => "command",
            Kind::Code => "code",
            Kind::Link => "link",
            Kind::Text => "text",
            Kind::Key => "key",
        }
    }
}

/// What can be copied of the selected row, commands first.
pub fn copyables(app: &App) -> Vec<Copyable> {
    let mut found = Found::default();
    if let Some(id) = app.entry() {
        let checklist = app.checklist();
        pieces(checklist, id).for_each(|block| found.block(checklist, &block));
        found.add(Kind::Text, &app.model.workbook.reading(id));
        found.add(Kind::Key, &app.checklist().key(id));
    } else if let Some(what) = app.unmatched() {
        found.add(Kind::Text, &what.gist());
        found.add(Kind::Key, &what.unit.key);
    }
    found.0.sort_by_key(|copyable| copyable.kind as u8);
    found.0
}

/// Whether there is a command to be copied, which the footer then says.
pub fn has_command(app: &App) -> bool {
    let checklist = app.checklist();
    let is_code = |block: &Block| matches!(block.kind, BlockKind::Code { .. });
    app.entry().is_some_and(|id| {
        pieces(checklist, id).any(|block| {
            is_code(&block) || {
                let excerpt = Fragment::inline(checklist, block.range, block.quotes);
                markdown::events(checklist, excerpt.text(), false)
                    .any(|event| matches!(event, Event::Code(_)))
            }
        })
    })
}

/// What is shown of an entry, in the order of the document: what stands before the first, its own text and that of
/// its lines, and what stands under them.
fn pieces(checklist: &Checklist, id: EntryId) -> impl Iterator<Item = Block> + '_ {
    let before = checklist
        .preamble()
        .iter()
        .filter(move |_| id == EntryId(0))
        .cloned();
    let own = checklist.item_with_lines(id).flat_map(|id| {
        let entry = checklist.entry(id);
        let head = Block {
            kind: BlockKind::Text,
            range: entry.head.clone(),
            quotes: entry.quotes,
            level: 0,
        };
        std::iter::once(head).chain(entry.blocks.iter().cloned())
    });
    before.chain(own)
}

#[derive(Default)]
struct Found(Vec<Copyable>);

impl Found {
    fn add(&mut self, kind: Kind, text: &str) {
        let text = match kind {
            Kind::Command => exported::to_paste(text),
            // A newline in it, as an entity makes one, is none that anybody sees.
            Kind::Code | Kind::Link | Kind::Text | Kind::Key => {
                exported::to_paste_on_one_line(text)
            }
        };
        let copyable = Copyable { kind, text };
        let is_known = self.0.iter().any(|known| known.text == copyable.text);
        if !copyable.text.trim().is_empty() && !is_known {
            self.0.push(copyable);
        }
    }

    fn block(&mut self, checklist: &Checklist, block: &Block) {
        if let BlockKind::Code { lines, .. } = &block.kind {
            let code: String = lines
                .iter()
                .map(|line| &checklist.source()[line.clone()])
                .collect();
            self.add(Kind::Command, &code);
        } else {
            self.inline(
                checklist,
                &Fragment::inline(checklist, block.range.clone(), block.quotes),
            );
        }
    }

    fn inline(&mut self, checklist: &Checklist, excerpt: &Fragment) {
        for event in markdown::events(checklist, excerpt.text(), false) {
            match event {
                Event::Code(text) => self.add(Kind::Code, &excerpt.plain(&text)),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    self.add(
                        Kind::Link,
                        excerpt.plain(&dest_url).trim_start_matches("mailto:"),
                    );
                }
                Event::Text(text) => self.addresses(&excerpt.plain(&text)),
                _ => {}
            }
        }
    }

    /// Addresses that stand in the text as they are.
    fn addresses(&mut self, text: &str) {
        for word in
            text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"'))
        {
            if word.starts_with("https://") || word.starts_with("http://") {
                self.add(
                    Kind::Link,
                    word.trim_end_matches(['.', ',', ';', ':', '!', '?']),
                );
            }
        }
    }
}
