//! The end of inline content, which becomes a section, the text of an item, or lines.

use std::ops::Range;

use super::empty_places::EmptyPlaces;
use super::labels::LabelPosition;
use super::{Container, InlineRole, Open, UNNAMED, Walk, is_within};
use crate::checklist::blanks::{self, FoundBlank};
use crate::checklist::inline::{self, Inline};
use crate::checklist::keys::{self, UsedSlugs};
use crate::checklist::legacy::ParseRules;
use crate::checklist::loose_boxes::{self, FoundBox};
use crate::checklist::placeholders::{self, TextKind};
use crate::checklist::{Blank, Block, BlockKind, Entry, EntryId, Form, Kind};

impl Walk<'_> {
    /// Ends the current inline content, if any.
    pub(super) fn close_block(&mut self) {
        let Some(Open {
            mut inline,
            mut range,
            role,
        }) = self.open.take()
        else {
            return;
        };
        if let (InlineRole::Heading { .. }, ParseRules::Present, Some(range)) =
            (role, self.rules, &mut range)
        {
            inline.cut_attributes(range, self.source);
        }
        let found = self.blanks_in(&inline, TextKind::Text);
        match role {
            InlineRole::Heading { level, end } if self.containers.is_empty() => {
                while self
                    .sections
                    .last()
                    .is_some_and(|&(above, _)| above >= level)
                {
                    self.sections.pop();
                }
                let parent = self.sections.last().map(|&(_, id)| id);
                let head = range.unwrap_or(end..end);
                let id = self.add(Kind::Section(level), head, parent);
                self.sections.push((level, id));
                self.fill_in(id, &inline.plain, 0, found);
            }
            InlineRole::Head(id) => {
                if let Some(range) = range {
                    self.entries[id.0].paragraph = range.clone();
                    self.entries[id.0].head = range;
                }
                let empty = found.is_empty().then(|| {
                    self.places_behind(&inline, 0, &inline.plain, LabelPosition::ListLine)
                });
                match empty.flatten() {
                    Some(places) => self.fill_places(id, places, &Form::Inline),
                    None => self.fill_in(id, &inline.plain, 0, found),
                }
                self.entries[id.0].title = inline.title();
                if self.has_boxes {
                    let boxes = loose_boxes::find(&inline, self.source, false);
                    let Entry {
                        head, paragraph, ..
                    } = &self.entries[id.0];
                    let (head, paragraph) = (head.clone(), paragraph.clone());
                    self.add_boxes(&inline.plain, 0, boxes, &head, &paragraph, Some(id));
                }
            }
            InlineRole::Heading { .. } | InlineRole::Prose => self.prose(&inline, range, found),
        }
        if let Some(container) = self.containers.last_mut() {
            container.fresh = false;
        }
        inline.clear();
        self.spare = inline;
    }

    /// The blanks in inline content.
    pub(super) fn blanks_in(&self, inline: &Inline, position: TextKind) -> Vec<FoundBlank> {
        let placeholders = match self.rules {
            ParseRules::Present => placeholders::find(&inline.plain, position, &self.facts),
            ParseRules::Earlier => Vec::new(),
        };
        let mut found = blanks::find(inline, self.source, self.rules, &placeholders);
        found.retain(|blank| !self.is_text(blank.source.start));
        found
    }

    /// True if an annotation states that underscores at `offset` are text.
    pub(super) fn is_text(&self, offset: usize) -> bool {
        is_within(&self.texts, offset)
    }

    /// The empty places of a line of plain text: those to sign, or the one behind another label.
    fn places_behind(
        &self,
        inline: &Inline,
        offset: usize,
        line: &str,
        position: LabelPosition,
    ) -> Option<EmptyPlaces> {
        if self.rules == ParseRules::Earlier || !line.trim_end().ends_with([':', '：']) {
            return None;
        }
        self.empty_places(inline, offset, line).or_else(|| {
            let places = self.label_place(inline, offset, line, position)?;
            (!self.is_text(places.first())).then_some(places)
        })
    }

    /// Sets the text and the blanks of an entry. `plain` is the part from `offset` of the text with the blanks.
    fn fill_in(&mut self, id: EntryId, plain: &str, offset: usize, found: Vec<FoundBlank>) {
        if found.is_empty() {
            self.entries[id.0].text = inline::fold(plain, &mut []);
            return;
        }
        let mut spans: Vec<Range<usize>> = found
            .iter()
            .map(|blank| blank.plain.start - offset..blank.plain.end - offset)
            .collect();
        let text = inline::fold(plain, &mut spans.iter_mut().collect::<Vec<_>>());
        self.fill_with(id, text, found, spans, &Form::Inline);
    }

    /// Sets the text of an entry, with blanks at these spans.
    pub(super) fn fill_with(
        &mut self,
        id: EntryId,
        text: String,
        found: Vec<FoundBlank>,
        spans: Vec<Range<usize>>,
        form: &Form,
    ) {
        let first = self.blanks.len();
        let slugs = slugs(&found, &self.heading_above());
        // Earlier versions took no asterisks, and no dates of several runs, for a blank.
        let is_new = |blank: &&FoundBlank| {
            let written = &self.source[blank.source.clone()];
            written.contains('*')
                || written.contains("__") && written.contains(['/', ':', '-', '.', 'h'])
        };
        self.read_otherwise += found.iter().filter(is_new).count();
        for ((found, span), slug) in found.into_iter().zip(spans).zip(slugs) {
            let label = if found.label.is_empty() {
                self.heading_above()
            } else {
                found.label
            };
            let line = self.line_of(found.source.start);
            self.blanks.push(Blank {
                entry: id,
                slug,
                label,
                kind: found.kind,
                choices: found.choices,
                range: found.source,
                span,
                form: form.clone(),
                notation: found.notation,
                line,
            });
        }
        let entry = &mut self.entries[id.0];
        entry.text = text;
        entry.blanks = first..self.blanks.len();
    }

    /// The label from the heading above, for a blank without text beside it.
    pub(super) fn heading_above(&self) -> String {
        let heading = self
            .sections
            .last()
            .map(|&(_, id)| self.entries[id.0].text.trim_end_matches([':', ' ']));
        heading
            .filter(|heading| !heading.is_empty())
            .unwrap_or(UNNAMED)
            .to_owned()
    }

    /// Adds an entry for each line with blanks of a paragraph or plain list item.
    fn prose(&mut self, inline: &Inline, range: Option<Range<usize>>, found: Vec<FoundBlank>) {
        let Some(range) = range else { return };
        self.adopt_point(inline, &range);
        let mut lines_without = 0;
        let mut offset = 0;
        let owner = self.owner();
        let mut found = found.into_iter().peekable();
        let boxes = if self.has_boxes {
            loose_boxes::find(inline, self.source, false)
        } else {
            Vec::new()
        };
        let mut boxes = boxes.into_iter().peekable();
        for line in inline.plain.split('\n') {
            let end = offset + line.len();
            let blanks: Vec<FoundBlank> =
                std::iter::from_fn(|| found.next_if(|blank| blank.plain.start < end)).collect();
            let boxes: Vec<FoundBox> =
                std::iter::from_fn(|| boxes.next_if(|found| found.plain.start < end)).collect();
            let places = blanks
                .iter()
                .map(|blank| blank.source.start)
                .chain(boxes.iter().map(|found| found.source.start));
            let Some(first) = places.min() else {
                let position = if self.around().fresh && offset == 0 && !inline.plain.contains('\n')
                {
                    LabelPosition::ListLine
                } else {
                    LabelPosition::Paragraph
                };
                if let Some(places) = self.places_behind(inline, offset, line, position) {
                    let first = places.first();
                    let head = self.line_head(&range, first);
                    let id = self.add(Kind::Line, head, owner);
                    self.entries[id.0].paragraph = range.clone();
                    self.entries[id.0].is_late = places.is_late;
                    lines_without += usize::from(places.is_late);
                    self.fill_places(id, places, &Form::Inline);
                } else {
                    self.loose_row(inline, offset, line, &range);
                    lines_without += 1;
                }
                offset = end + 1;
                continue;
            };
            let head = self.line_head(&range, first);
            let mut parent = owner;
            if !blanks.is_empty() {
                let id = self.add(Kind::Line, head.clone(), owner);
                self.entries[id.0].paragraph = range.clone();
                self.entries[id.0].is_late = is_late(&blanks);
                // The paragraph of a late line stays a block.
                lines_without += usize::from(is_late(&blanks));
                self.fill_in(id, line, offset, blanks);
                // A box keeps its key.
                if !self.entries[id.0].is_late {
                    parent = Some(id);
                }
            }
            self.add_boxes(line, offset, boxes, &head, &range, parent);
            offset += line.len() + 1;
        }
        if lines_without > 0 {
            let marker = self.marker_before(range.start);
            let kind = if self.around().fresh {
                BlockKind::Point { marker }
            } else {
                BlockKind::Text
            };
            self.keep_block(kind, range);
        }
    }

    /// Adds a block to its entry.
    pub(super) fn keep_block(&mut self, kind: BlockKind, range: Range<usize>) {
        let Container {
            quotes,
            list_items: level,
            ..
        } = self.around();
        let block = Block {
            kind,
            range,
            quotes,
            level,
        };
        match self.owner() {
            Some(owner) => self.entries[owner.0].blocks.push(block),
            None => self.preamble.push(block),
        }
    }

    /// Adds the boxes on a line. `plain` is the part from `offset` of the text with the boxes.
    fn add_boxes(
        &mut self,
        plain: &str,
        offset: usize,
        found: Vec<FoundBox>,
        head: &Range<usize>,
        paragraph: &Range<usize>,
        parent: Option<EntryId>,
    ) {
        let ranges: Vec<Range<usize>> = found
            .iter()
            .map(|found| found.plain.start - offset..found.plain.end - offset)
            .collect();
        for (text, found) in loose_boxes::labels(plain, &ranges).into_iter().zip(found) {
            let id = self.add(
                Kind::Box {
                    mark: found.source,
                    ticked: found.ticked,
                },
                head.clone(),
                parent,
            );
            let entry = &mut self.entries[id.0];
            (entry.paragraph, entry.text) = (paragraph.clone(), text);
        }
    }

    /// The part of a paragraph on the line of `offset`, without indentation and quote markers.
    fn line_head(&self, paragraph: &Range<usize>, offset: usize) -> Range<usize> {
        let line = self.line_of(offset);
        let start = self.lines[line - 1];
        let end = self
            .lines
            .get(line)
            .copied()
            .unwrap_or(self.source.len())
            .min(paragraph.end);
        let start = if start <= paragraph.start {
            paragraph.start
        } else {
            let prefix = self.source[start..offset].find(|c: char| !c.is_whitespace() && c != '>');
            start + prefix.unwrap_or(offset - start)
        };
        start..start + self.source[start..end].trim_end().len()
    }

    /// The list marker before `offset`: `-`, `*`, `3.`.
    fn marker_before(&self, offset: usize) -> String {
        let start = self.lines[self.line_of(offset) - 1];
        self.source[start..offset]
            .split_whitespace()
            .next_back()
            .unwrap_or("-")
            .to_owned()
    }
}

/// True if a line with these blanks is an entry only for its placeholders.
pub(super) fn is_late(found: &[FoundBlank]) -> bool {
    found.iter().all(|blank| blank.is_late)
}

/// The slugs of the blanks of an entry, unique in it. Placeholders come last, so that they change no other slug.
fn slugs(found: &[FoundBlank], heading: &str) -> Vec<String> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&at| found[at].is_late);
    let mut names = UsedSlugs::default();
    let mut slugs = vec![String::new(); found.len()];
    for at in order {
        let label = found[at].keyed.as_deref().unwrap_or(&found[at].label);
        let label = if label.is_empty() { heading } else { label };
        slugs[at] = names.unique(0, keys::slug(label));
    }
    slugs
}
