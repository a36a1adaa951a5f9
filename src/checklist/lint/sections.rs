//! Headings: empty sections, and skipped levels.

use super::{FindingKind, RawFinding, quoted};
use crate::checklist::{Checklist, Entry, EntryId, Kind, lines};

pub(super) fn find(checklist: &Checklist) -> Vec<RawFinding> {
    let mut found = Vec::new();
    let mut above: Option<u8> = None;
    for id in checklist.ids() {
        let entry = checklist.entry(id);
        let Kind::Section(level) = entry.kind else {
            continue;
        };
        let mut add = |kind, message| {
            found.push(RawFinding {
                also: Vec::new(),
                at: start(checklist, entry),
                kind,
                text: entry.text.clone(),
                message,
            });
        };
        if let Some(above) = above.filter(|&above| level > above + 1) {
            let name = quoted(&entry.legible());
            let message = format!(
                "“{name}” is a level-{level} heading under a level-{above} one: make it level {}",
                above + 1
            );
            add(FindingKind::HeadingLevel, message);
        }
        if is_empty(checklist, id) {
            let message = format!(
                "nothing under the heading “{}”: add content, or remove it",
                quoted(&entry.legible())
            );
            add(FindingKind::EmptySection, message);
        }
        above = Some(level);
    }
    found
}

/// The offset of a heading: of the `#`, if it has one.
fn start(checklist: &Checklist, entry: &Entry) -> usize {
    let before = checklist.source[..entry.head.start].trim_end_matches([' ', '\t']);
    let marks = before.len() - before.trim_end_matches('#').len();
    if marks > 0 {
        before.len() - marks
    } else {
        entry.head.start
    }
}

/// True if nothing is between a heading and the next one, or the end.
fn is_empty(checklist: &Checklist, id: EntryId) -> bool {
    let entry = checklist.entry(id);
    if entry.end.0 > id.0 + 1 || !entry.blocks.is_empty() {
        return false;
    }
    let source = checklist.unannotated();
    let from = lines::end(source, entry.head.end);
    // The next entry that isn't under it is a heading that isn't deeper.
    let to = checklist
        .entries
        .get(id.0 + 1)
        .map_or(source.len(), |next| start(checklist, next));
    lines::of(&source[from..to.max(from)]).all(is_rule)
}

/// True for a line without content: empty, a rule, or the underline of a heading.
fn is_rule(line: &str) -> bool {
    line.chars()
        .all(|c| c.is_whitespace() || matches!(c, '-' | '=' | '*' | '_'))
}
