//! Places to sign without a line to write on: `Approved by:` with nothing after it.

use std::ops::Range;

use super::Walk;
use crate::checklist::blanks::FoundBlank;
use crate::checklist::inline::{self, Inline};
use crate::checklist::legacy::ParseRules;
use crate::checklist::notation::Notation;
use crate::checklist::signoffs::labels::{self, Asks};
use crate::checklist::signoffs::places::{self, ApprovalContext};
use crate::checklist::{BlankKind, EntryId, Form, blank_kind, lines, list_marker, mojibake};

/// An empty place in the text of a line.
const PLACE: &str = "____";
/// The longest label, in words.
const LONGEST: usize = 6;
/// The longest line that is an answer to the one above, in words.
const LONGEST_ANSWER: usize = 8;

/// A line of labels with an empty place after each.
pub(super) struct EmptyPlaces {
    /// The text with places, white space folded.
    text: String,
    found: Vec<FoundBlank>,
    spans: Vec<Range<usize>>,
    /// True if earlier versions didn't know such places.
    pub(super) is_late: bool,
}

impl EmptyPlaces {
    /// The place behind a label that nobody signs.
    pub(super) fn late(label: &str, place: usize) -> EmptyPlaces {
        let label = inline::fold(label, &mut []);
        let text = format!("{label}: {PLACE}");
        let plain = text.len() - PLACE.len()..text.len();
        let label = mojibake::repaired(&label).into_owned();
        let found = FoundBlank {
            plain: plain.clone(),
            source: place..place,
            kind: blank_kind::of_label(&label),
            label,
            choices: Vec::new(),
            notation: Notation::Label,
            keyed: None,
            is_late: true,
        };
        EmptyPlaces {
            text,
            found: vec![found],
            spans: vec![plain],
            is_late: true,
        }
    }

    /// The offset of the first place in the source.
    pub(super) fn first(&self) -> usize {
        self.found.first().map_or(0, |found| found.source.start)
    }
}

impl Walk<'_> {
    /// The empty places of a line of plain text, which begins at `offset` of the inline content.
    pub(super) fn empty_places(
        &self,
        inline: &Inline,
        offset: usize,
        line: &str,
    ) -> Option<EmptyPlaces> {
        let is_read = self.rules == ParseRules::Present
            && line.trim_end().ends_with([':', '：'])
            && !line.contains('\n');
        if !is_read {
            return None;
        }
        let labels = labels_of(line)?;
        let asked: Vec<Asks> = labels.iter().map(|(label, _)| ask(label)).collect();
        let places: Vec<usize> = labels
            .iter()
            .map(|(_, colon)| self.place_behind(inline, offset + colon))
            .collect::<Option<_>>()?;
        let (first, last) = (*places.first()?, *places.last()?);
        let is_one = self.is_to_sign(&asked, first) && self.is_free_below(first, last, &asked);
        is_one.then(|| filled(&labels, places))
    }

    /// Sets the text of an entry with empty places.
    pub(super) fn fill_places(&mut self, id: EntryId, places: EmptyPlaces, form: &Form) {
        self.read_otherwise += 1;
        self.fill_with(id, places.text, places.found, places.spans, form);
    }

    /// The offset in the source behind the colon at `at`, and behind the end of bold words.
    pub(super) fn place_behind(&self, inline: &Inline, at: usize) -> Option<usize> {
        let colon = inline.offset(at)?;
        let length = self.source[colon..]
            .chars()
            .next()
            .map_or(1, char::len_utf8);
        let behind = &self.source[colon + length..];
        let marks = behind.len() - behind.trim_start_matches(['*', '_']).len();
        Some(colon + length + marks)
    }

    /// True if labels ask for a signature, by their words or by what is above.
    fn is_to_sign(&self, asked: &[Asks], place: usize) -> bool {
        let approves = |asks: &Asks| matches!(asks, Asks::Approval | Asks::Signature);
        if asked.iter().any(approves) {
            return true;
        }
        let is_dated = asked.first() == Some(&Asks::Date) && self.is_below_name(place);
        let names = |asks: &Asks| matches!(asks, Asks::Name | Asks::Role | Asks::Date);
        is_dated || (asked.iter().all(names) && self.is_among_approvals())
    }

    /// True if the line above ends with an empty place for a name.
    fn is_below_name(&self, place: usize) -> bool {
        let Some(above) = self.blanks.last().filter(|above| above.range.is_empty()) else {
            return false;
        };
        let start = lines::start(self.source, place);
        let between = self.source.get(above.range.end..start);
        let is_near = between.is_some_and(|between| {
            between
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '>' | '\\'))
        });
        is_near && ask(&above.label) != Asks::Date
    }

    /// True if the nearest heading that says something is one of approvals.
    fn is_among_approvals(&self) -> bool {
        let headings = self
            .sections
            .iter()
            .rev()
            .map(|&(_, id)| &self.entries[id.0]);
        let mut known = headings.map(|entry| places::of_heading(&entry.text));
        known.find(|context| *context != ApprovalContext::Plain) == Some(ApprovalContext::Approvals)
    }

    /// True if what follows isn't the answer: a list, a table, or a short line of text.
    fn is_free_below(&self, first: usize, last: usize, asked: &[Asks]) -> bool {
        let line_end = lines::end(self.source, last);
        let indent = |offset: usize| {
            let line = &self.source[lines::start(self.source, offset)..];
            line.len() - line.trim_start_matches([' ', '\t', '>']).len()
        };
        let rest = &self.source[line_end..];
        let skipped = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_whitespace() || c == '>')
                .len();
        let below = line_end + skipped;
        let is_apart = lines::count(&rest[..skipped]) > 2;
        let line = lines::of(&self.source[below..])
            .next()
            .unwrap_or_default()
            .trim();
        let own =
            self.source[lines::start(self.source, first)..].trim_start_matches([' ', '\t', '>']);
        let marker = |line: &str| {
            list_marker::list(line).is_some_and(|marker| line[marker.len()..].starts_with(' '))
        };
        let starts_quote = |offset: usize| {
            self.source[lines::start(self.source, offset)..]
                .trim_start()
                .starts_with('>')
        };
        if line.is_empty()
            || (starts_quote(first) && !starts_quote(below))
            || line.starts_with('#')
            || line.starts_with("<!--")
            || line.starts_with("---")
            || line.starts_with("***")
        {
            return true;
        }
        if marker(line) {
            return marker(own) && indent(below) <= indent(first);
        }
        if line.starts_with('|') || line.starts_with("```") || line.chars().all(|c| c == '_') {
            return false;
        }
        let plain = line.replace(['*', '\\'], "");
        if let Some((label, _)) = plain.split_once([':', '：']) {
            let is_next = ask(label) == Asks::Date || !plain.contains("__");
            return is_next || !asked.contains(&Asks::Approval);
        }
        is_apart && plain.split_whitespace().count() > LONGEST_ANSWER
    }
}

/// The labels of a line, each with the offset of its colon: of all that are short, else of the last.
fn labels_of(line: &str) -> Option<Vec<(&str, usize)>> {
    let mut labels = Vec::new();
    let mut from = 0;
    for (at, colon) in line.match_indices([':', '：']) {
        labels.push((line[from..at].trim(), at));
        from = at + colon.len();
    }
    let is_short = |label: &str| (1..=LONGEST).contains(&label.split_whitespace().count());
    let is_list = labels
        .iter()
        .all(|(label, _)| is_short(label) && ask(label) != Asks::Other);
    if !is_list || labels.is_empty() {
        let &(_, colon) = labels.last()?;
        let label = line[..colon].trim();
        labels = vec![(label, colon)];
        return is_short(label).then_some(labels);
    }
    Some(labels)
}

fn ask(label: &str) -> Asks {
    labels::asks(label, blank_kind::of_label(label))
}

/// The text of a line with a place behind each label.
fn filled(labels: &[(&str, usize)], places: Vec<usize>) -> EmptyPlaces {
    let mut empty = EmptyPlaces {
        text: String::new(),
        found: Vec::new(),
        spans: Vec::new(),
        is_late: false,
    };
    for ((label, _), place) in labels.iter().zip(places) {
        let label = inline::fold(label, &mut []);
        if !empty.text.is_empty() {
            empty.text.push(' ');
        }
        empty.text.push_str(&format!("{label}: "));
        let start = empty.text.len();
        empty.text.push_str(PLACE);
        empty.spans.push(start..empty.text.len());
        let label = mojibake::repaired(&label).into_owned();
        empty.found.push(FoundBlank {
            plain: start..empty.text.len(),
            source: place..place,
            kind: kind(&label),
            label,
            choices: Vec::new(),
            notation: Notation::Label,
            keyed: None,
            is_late: false,
        });
    }
    empty
}

/// The kind of answer: a name, unless the label asks for something else.
fn kind(label: &str) -> BlankKind {
    match blank_kind::of_label(label) {
        BlankKind::Text => BlankKind::Person,
        kind => kind,
    }
}
