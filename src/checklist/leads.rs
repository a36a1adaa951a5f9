//! Lead lines: a line above a list, or a plain bullet above nested items, that says something about them, such as
//! `**Post-launch:**` or `If using S3:`.

use super::lines;
use super::{Block, BlockKind, Checklist, EntryId};

/// The limit for blocks between a lead line and an item that it is about.
const FARTHEST: usize = 64;
/// The limit for the length of a lead line, in bytes; longer ones are prose.
const LONGEST: usize = 160;

/// A lead line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LeadLine {
    /// Its text without markup, and without the colon at its end.
    pub(super) text: String,
    /// True if the whole line is bold: it leads all lists until the next such line.
    pub(super) is_bold: bool,
    /// The first entry that it leads.
    pub(super) first: EntryId,
}

/// The lead lines of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Leads {
    list: Vec<LeadLine>,
    /// The lead of each entry that has one, by the index of the entry.
    of: Vec<Option<usize>>,
}

impl Leads {
    pub(super) fn find(checklist: &Checklist) -> Leads {
        let mut leads = Leads {
            list: Vec::new(),
            of: vec![None; checklist.entries().len()],
        };
        // The block and the parent of the last lead: most entries have the same.
        let mut last: Option<(usize, usize)> = None;
        for id in checklist.ids() {
            let entry = checklist.entry(id);
            if entry.is_section() {
                continue;
            }
            // Without a heading above, blocks are kept before the first entry.
            let blocks = match entry.parent {
                Some(parent) => &checklist.entry(parent).blocks[..],
                None => checklist.preamble(),
            };
            let Some((block, is_bold)) = lead_block(checklist, blocks, id) else {
                continue;
            };
            let known = last.filter(|&(start, _)| start == block.range.start);
            let index = known.map_or_else(
                || {
                    leads.list.push(LeadLine {
                        text: text(checklist, block),
                        is_bold,
                        first: id,
                    });
                    leads.list.len() - 1
                },
                |(_, index)| index,
            );
            last = Some((block.range.start, index));
            leads.of[id.0] = Some(index);
        }
        leads
    }

    /// All leads, in document order.
    pub(super) fn list(&self) -> &[LeadLine] {
        &self.list
    }

    /// The index of the lead of an entry.
    pub(super) fn index(&self, id: EntryId) -> Option<usize> {
        self.of[id.0]
    }

    /// The entries that a lead is about: those right under it.
    pub(super) fn led(&self, index: usize) -> impl Iterator<Item = EntryId> + '_ {
        let first = self.list[index].first.0;
        let those = self.of[first..].iter().enumerate();
        those
            .filter(move |(_, lead)| **lead == Some(index))
            .map(move |(at, _)| EntryId(first + at))
    }
}

/// The block that leads an entry, and true if it is bold as a whole.
fn lead_block<'a>(
    checklist: &Checklist,
    blocks: &'a [Block],
    id: EntryId,
) -> Option<(&'a Block, bool)> {
    let start = checklist.entry(id).head.start;
    let end = blocks.partition_point(|block| block.range.end <= start);
    let indent = indent(checklist, start);
    let mut is_next = true;
    for index in (0..end).rev().take(FARTHEST) {
        let block = &blocks[index];
        match block.kind {
            BlockKind::Text if self::indent(checklist, block.range.start) <= indent => {
                let source = checklist.source()[block.range.clone()].trim();
                let is_line = source.len() <= LONGEST && !source.contains(['\n', '\r']);
                if is_line && is_bold(source) {
                    return Some((block, true));
                }
                if is_line && is_next && ends_in_colon(source) {
                    return Some((block, false));
                }
                is_next = false;
            }
            // A plain bullet with less indentation is above the item.
            BlockKind::Point { .. } if self::indent(checklist, block.range.start) < indent => {
                return Some((block, false));
            }
            BlockKind::Text
            | BlockKind::Point { .. }
            | BlockKind::Code { .. }
            | BlockKind::Table
            | BlockKind::Html => {}
        }
    }
    None
}

/// The indentation of the line of an offset, in bytes.
fn indent(checklist: &Checklist, offset: usize) -> usize {
    let source = checklist.source();
    let line = &source[lines::start(source, offset)..offset];
    line.len() - line.trim_start_matches([' ', '\t', '>']).len()
}

fn ends_in_colon(source: &str) -> bool {
    source
        .trim_end_matches(['*', '_', ' '])
        .ends_with([':', '：'])
}

/// True if a line is bold as a whole, or a single emphasis with a colon.
fn is_bold(source: &str) -> bool {
    let line = source.trim_end_matches([':', '：', ' ']);
    let inside = ["**", "__"]
        .into_iter()
        .find_map(|mark| line.strip_prefix(mark)?.strip_suffix(mark));
    inside.is_some_and(|inside| !inside.is_empty() && !inside.contains("**"))
}

/// The text of a lead without markup.
fn text(checklist: &Checklist, block: &Block) -> String {
    let source = &checklist.source()[block.range.clone()];
    let line = lines::of(source).next().unwrap_or_default();
    let text: String = line
        .chars()
        .filter(|c| !matches!(c, '*' | '`' | '\u{fe0f}'))
        .collect();
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '_' | '#' | '>' | '-' | '+'));
    text.trim_end_matches([':', '：', ' ']).to_owned()
}
