//! The texts of the selected row that can be copied: commands, links, text, key. Nothing of it is ever run.

use pulldown_cmark::{Event, Tag};

use super::fragment::Fragment;
use super::markdown;
use super::model::Model;
use crate::checklist::{Block, BlockKind, Checklist, EntryId};
use crate::sanitize::{self, exported};

/// The kind of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyableKind {
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
    /// Its kind.
    pub kind: CopyableKind,
    /// The text; no control characters but newlines and tabs, and newlines in commands only.
    pub text: String,
}

impl Copyable {
    /// Returns whether all of it fits into one row of so many columns.
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

impl CopyableKind {
    /// Returns whether it is meant to be typed somewhere.
    pub fn is_code(self) -> bool {
        matches!(self, CopyableKind::Command | CopyableKind::Code)
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            CopyableKind::Command => "command",
            CopyableKind::Code => "code",
            CopyableKind::Link => "link",
            CopyableKind::Text => "text",
            CopyableKind::Key => "key",
        }
    }
}

/// Returns the texts of the selected row that can be copied, commands first.
pub fn copyables(model: &Model) -> Vec<Copyable> {
    let mut found = CopyableCollector::default();
    if let Some(id) = model.entry() {
        let checklist = model.checklist();
        pieces(checklist, id).for_each(|block| found.block(checklist, &block));
        found.add(CopyableKind::Text, &model.workbook.reading(id));
        found.add(CopyableKind::Key, &model.checklist().key(id));
    } else if let Some(what) = model.unmatched() {
        found.add(CopyableKind::Text, &what.gist());
        found.add(CopyableKind::Key, &what.unit.key);
    }
    found.0.sort_by_key(|copyable| copyable.kind as u8);
    found.0
}

/// Returns whether there is a command to copy, for the hint in the footer.
pub fn has_command(model: &Model) -> bool {
    let checklist = model.checklist();
    let is_code = |block: &Block| matches!(block.kind, BlockKind::Code { .. });
    model.entry().is_some_and(|id| {
        pieces(checklist, id).any(|block| {
            is_code(&block) || {
                let excerpt = Fragment::inline(checklist, block.range, block.quotes);
                markdown::events(checklist, excerpt.text(), false)
                    .any(|event| matches!(event, Event::Code(_)))
            }
        })
    })
}

/// Returns the blocks displayed for an entry, in the order of the document: those before the first
/// entry, its own text and that of its lines, and the blocks below them.
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
struct CopyableCollector(Vec<Copyable>);

impl CopyableCollector {
    fn add(&mut self, kind: CopyableKind, text: &str) {
        let text = match kind {
            CopyableKind::Command => exported::to_paste(text),
            // A newline in it, as an entity makes one, is none that anybody sees.
            CopyableKind::Code | CopyableKind::Link | CopyableKind::Text | CopyableKind::Key => {
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
            self.add(CopyableKind::Command, &code);
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
                Event::Code(text) => self.add(CopyableKind::Code, &excerpt.plain(&text)),
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    self.add(
                        CopyableKind::Link,
                        excerpt.plain(&dest_url).trim_start_matches("mailto:"),
                    );
                }
                Event::Text(text) => self.addresses(&excerpt.plain(&text)),
                _ => {}
            }
        }
    }

    /// Adds bare URLs in the text.
    fn addresses(&mut self, text: &str) {
        for word in
            text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"'))
        {
            if word.starts_with("https://") || word.starts_with("http://") {
                self.add(
                    CopyableKind::Link,
                    word.trim_end_matches(['.', ',', ';', ':', '!', '?']),
                );
            }
        }
    }
}
