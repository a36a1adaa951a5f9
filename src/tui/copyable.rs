//! The texts of the selected row that can be copied: commands, links, text, key. Nothing of it is ever run.

mod text;

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::fragment::{Fragment, FragmentPart, SourcePosition};
use super::markdown::{self, text_in};
use super::model::Model;
use crate::checklist::{Block, BlockKind, Checklist, EntryId};
use crate::workbook::{CodeSpot, Command, CommandPiece};
pub use text::{Copyable, CopyableKind, CopyableRow};

/// Returns the texts of the selected row that can be copied, commands first.
pub fn copyables(model: &Model) -> Vec<Copyable> {
    let mut found = CopyableCollector {
        model,
        found: Vec::new(),
    };
    if let Some(id) = model.entry() {
        pieces(model.checklist(), id).for_each(|block| found.block(&block));
        found.add(CopyableKind::Text, &model.workbook.reading(id));
        found.add(CopyableKind::Key, &model.checklist().key(id));
    } else if let Some(what) = model.unmatched() {
        found.add(CopyableKind::Text, &what.gist());
        found.add(CopyableKind::Key, &what.unit.key);
    }
    found.found.sort_by_key(|copyable| copyable.kind as u8);
    found.found
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

struct CopyableCollector<'a> {
    model: &'a Model,
    found: Vec<Copyable>,
}

impl CopyableCollector<'_> {
    fn add(&mut self, kind: CopyableKind, text: &str) {
        self.push(Copyable::plain(kind, text));
    }

    fn push(&mut self, copyable: Copyable) {
        let is_known = self.found.iter().any(|known| known.text == copyable.text);
        if !copyable.text.trim().is_empty() && !is_known {
            self.found.push(copyable);
        }
    }

    fn block(&mut self, block: &Block) {
        let model = self.model;
        if let BlockKind::Code { info, lines } = &block.kind {
            let command = model.workbook.command(lines, info);
            self.push(Copyable::code(CopyableKind::Command, &command));
        } else {
            let checklist = model.checklist();
            self.inline(&Fragment::inline(
                checklist,
                block.range.clone(),
                block.quotes,
            ));
        }
    }

    fn inline(&mut self, excerpt: &Fragment) {
        let model = self.model;
        let filled = |text: &str| -> String {
            excerpt
                .filled(text, |place| text_in(model, place))
                .into_owned()
        };
        for event in markdown::events(model.checklist(), excerpt.text(), false) {
            match event {
                Event::Code(text) => {
                    let command = match code_range(model.checklist(), excerpt, &text) {
                        Some(range) => model.workbook.command(&[range], ""),
                        None => in_pieces(model, excerpt, &text),
                    };
                    self.push(Copyable::code(CopyableKind::Code, &command));
                }
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    let target = filled(&dest_url);
                    self.add(CopyableKind::Link, target.trim_start_matches("mailto:"));
                }
                Event::Text(text) => self.addresses(&filled(&text)),
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

/// The text of a code span that isn't one range of the document, with the values of its places.
fn in_pieces(model: &Model, excerpt: &Fragment, text: &str) -> Command {
    let checklist = model.checklist();
    let source = checklist.source();
    let piece = |part: FragmentPart| match part {
        FragmentPart::Text(text) => CommandPiece::Text(text.to_owned()),
        FragmentPart::Place(SourcePosition::Variable(at)) => {
            let written = &source[checklist.places()[at].range.clone()];
            model.workbook.code_piece(CodeSpot::Place(at), written)
        }
        FragmentPart::Place(SourcePosition::Blank(id)) => {
            let written = &source[checklist.blank(id).range.clone()];
            model.workbook.code_piece(CodeSpot::Blank(id), written)
        }
        FragmentPart::Place(place @ SourcePosition::Box(_)) => {
            CommandPiece::Text(text_in(model, place).into_owned())
        }
    };
    Command {
        pieces: excerpt.parts(text).map(piece).collect(),
    }
}

/// The source bytes of a code span that has places of variables, so that their values are quoted as in a code block;
/// nothing without any, or if the span isn't written as it reads.
fn code_range(checklist: &Checklist, excerpt: &Fragment, text: &str) -> Option<Range<usize>> {
    let mut range: Option<Range<usize>> = None;
    let mut before = 0;
    for part in excerpt.parts(text) {
        match (part, &mut range) {
            (FragmentPart::Text(text), Some(range)) => range.end += text.len(),
            (FragmentPart::Text(text), None) => before += text.len(),
            (FragmentPart::Place(SourcePosition::Variable(at)), range) => {
                let place = checklist.places()[at].range.clone();
                match range {
                    Some(range) if range.end == place.start => range.end = place.end,
                    Some(_) => return None,
                    None => *range = Some(place.start.checked_sub(before)?..place.end),
                }
            }
            (FragmentPart::Place(SourcePosition::Blank(_) | SourcePosition::Box(_)), _) => {
                return None;
            }
        }
    }
    let range = range?;
    let written = checklist.source().get(range.clone())?;
    let read = excerpt.filled(text, |place| match place {
        SourcePosition::Variable(at) => {
            let place = checklist.places()[at].range.clone();
            checklist.source()[place].into()
        }
        SourcePosition::Blank(_) | SourcePosition::Box(_) => "".into(),
    });
    (written == read).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::in_pieces;
    use crate::checklist::Checklist;
    use crate::progress::{Progress, Stamp};
    use crate::tui::fragment::Fragment;
    use crate::tui::model::Model;
    use crate::tui::theme::{Looks, Theme};
    use crate::workbook::{Edit, Workbook};

    #[test]
    fn values_in_pieces_of_code_are_plain_words_only() {
        let source = "- [ ] {{version}} by <db-host>\n";
        for (value, text, unfit) in [
            (
                "1.2",
                "{{version}} by <db-host>".replace("{{version}}", "1.2"),
                0,
            ),
            ("1; rm -rf /", "{{version}} by <db-host>".to_owned(), 1),
        ] {
            let mut workbook = Workbook::new(Checklist::parse(source), Progress::default());
            let variable = workbook.checklist().variable_called("version").unwrap();
            let edit = Edit::SetVariable {
                variable,
                value: value.to_owned(),
            };
            let stamp = Stamp {
                by: "Ada".to_owned(),
                acting: None,
                at: chrono::DateTime::UNIX_EPOCH,
            };
            workbook.apply(edit, &stamp).unwrap();
            let model = Model::new(workbook, Theme::new(Looks::default()));
            let fragment = Fragment::inline(model.checklist(), 6..source.len() - 1, 0);
            let command = in_pieces(&model, &fragment, fragment.text());
            assert_eq!(command.text(), text);
            assert_eq!(
                (command.empty(), command.unfit().len()),
                (vec!["<db-host>"], unfit)
            );
        }
    }
}
