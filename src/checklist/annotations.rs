//! Annotations: HTML comments by which the owner of a document states how gonogo reads it, such as
//! `<!-- gonogo: phase=after -->`.
//!
//! GitHub doesn't show them. One after a heading, on its line or alone on the next line, holds for the section; one at
//! the end of a line holds for the entries of that line. Annotations aren't part of the text: the parser gets spaces in
//! their place, so that adding one changes no key, no text and no mark.

mod directive;
mod find;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

pub use directive::Directive;
pub(super) use directive::{POSSIBLE, nearest};
use find::FoundComment;
pub(super) use find::is_alone;

use super::{Checklist, Entry, EntryId, Kind, Need, lines};

/// The limit for entries of one line that an annotation is about.
const MOST_ON_LINE: usize = 64;
/// The limit for the distance of an annotation from its heading, in bytes.
const FARTHEST: usize = 4096;

/// A comment for gonogo in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Its source bytes, from `<!--` to `-->`.
    pub range: Range<usize>,
    /// Its words, in order.
    pub words: Vec<AnnotationWord>,
    /// The entries that it is about: a section, or the entries of its line. Empty if it is misplaced.
    pub entries: Vec<EntryId>,
    /// The mistake in its form, if it has one; such an annotation states nothing.
    pub(super) flaw: Option<AnnotationFlaw>,
}

/// A word of an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotationWord {
    /// Its source bytes.
    pub range: Range<usize>,
    /// Its meaning; `None` if it is misspelt.
    pub directive: Option<Directive>,
}

/// A mistake in the form of an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnnotationFlaw {
    /// It doesn't begin with `gonogo:`.
    Name,
    /// It has no `-->`.
    Unclosed,
    /// It is inside an HTML block, or text follows on its line, where Markdown has ended.
    InHtml,
}

/// The annotations of a document, and the directives that hold for its entries.
#[derive(Debug, Clone, Default)]
pub(super) struct Annotations {
    list: Vec<Annotation>,
    /// All directives of an entry, with those that contradict each other.
    stated: HashMap<EntryId, Vec<Directive>>,
    /// The needs that annotations state for lines without an entry, by the bytes of the line, in document order.
    lines: Vec<(Range<usize>, Need)>,
}

/// The source with spaces in place of its annotations.
pub(super) fn without(source: &str, start: usize) -> Cow<'_, str> {
    let found = find::find(source, start);
    if found.iter().all(|found| found.flaw.is_some()) {
        return Cow::Borrowed(source);
    }
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for FoundComment { range, .. } in found.iter().filter(|found| found.flaw.is_none()) {
        text.push_str(&source[at..range.start]);
        // Line ends stay, so that lines have the same numbers.
        let blank = |byte: u8| match byte {
            b'\n' => '\n',
            b'\r' => '\r',
            _ => ' ',
        };
        text.extend(source[range.clone()].bytes().map(blank));
        at = range.end;
    }
    text.push_str(&source[at..]);
    Cow::Owned(text)
}

impl Annotations {
    /// Reads the annotations of a document.
    pub(super) fn of(checklist: &Checklist) -> Annotations {
        let source = checklist.source();
        let mut annotations = Annotations::default();
        for FoundComment { range, words, flaw } in find::find(source, checklist.body_start()) {
            let entries = if flaw.is_none() {
                entries_at(checklist, &range)
            } else {
                Vec::new()
            };
            let words: Vec<AnnotationWord> = split(source, words);
            for &id in &entries {
                let stated = annotations.stated.entry(id).or_default();
                for directive in words.iter().filter_map(|word| word.directive) {
                    if !stated.contains(&directive) {
                        stated.push(directive);
                    }
                }
            }
            if entries.is_empty() && flaw.is_none() {
                let line = lines::start(source, range.start)..range.start;
                let need = need_of(&words).map(|need| (line, need));
                annotations.lines.extend(need);
            }
            annotations.list.push(Annotation {
                range,
                words,
                entries,
                flaw,
            });
        }
        annotations
    }

    /// True if an annotation of an entry states the opposite of a directive.
    pub(super) fn contradict(&self, id: EntryId, directive: Directive) -> bool {
        let stated = self.stated.get(&id).map(Vec::as_slice).unwrap_or_default();
        stated.iter().any(|other| other.contradicts(directive))
    }
}

impl Checklist {
    /// The annotations of the document, in document order.
    pub fn annotations(&self) -> &[Annotation] {
        &self.all_annotations().list
    }

    /// The directives that annotations state for exactly this entry, in document order. Of two that contradict each
    /// other neither holds.
    ///
    /// # Examples
    ///
    /// ```
    /// use gonogo::checklist::{Checklist, Directive, EntryId, Need};
    ///
    /// let checklist = Checklist::parse("- [ ] Tell the press <!-- gonogo: optional -->\n");
    /// let directives: Vec<Directive> = checklist.directives(EntryId(0)).collect();
    /// assert_eq!(directives, [Directive::Need(Need::Optional)]);
    /// ```
    pub fn directives(&self, id: EntryId) -> impl Iterator<Item = Directive> + '_ {
        let all = self.all_annotations();
        let stated = all.stated.get(&id).map(Vec::as_slice).unwrap_or_default();
        stated
            .iter()
            .copied()
            .filter(move |&directive| !all.contradict(id, directive))
    }

    /// The need that an annotation at the end of a line without an entry states for this offset in it: that of the places
    /// of variables in its prose.
    pub fn need_stated_at(&self, offset: usize) -> Option<Need> {
        let lines = &self.all_annotations().lines;
        let after = lines.partition_point(|(line, _)| line.start <= offset);
        let (line, need) = lines.get(after.checked_sub(1)?)?;
        line.contains(&offset).then_some(*need)
    }

    pub(super) fn all_annotations(&self) -> &Annotations {
        self.annotations.get_or_init(|| Annotations::of(self))
    }

    /// The source with spaces in place of annotations.
    pub(super) fn unannotated(&self) -> &str {
        self.unannotated.as_deref().unwrap_or(&self.source)
    }
}

/// The need that the words of an annotation state; of several different ones none.
fn need_of(words: &[AnnotationWord]) -> Option<Need> {
    let needs = words.iter().filter_map(|word| match word.directive {
        Some(Directive::Need(need)) => Some(need),
        Some(
            Directive::Phase(_)
            | Directive::Sense(_)
            | Directive::SignOff(_)
            | Directive::Counts(_)
            | Directive::Choice(_)
            | Directive::NoBlank,
        )
        | None => None,
    });
    let mut needs: Vec<Need> = needs.collect();
    needs.dedup();
    match needs.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The source bytes in which `no-blank` holds, in order: whole sections, the texts of other entries, and lines without
/// an entry.
pub(super) fn without_blanks(checklist: &Checklist) -> Vec<Range<usize>> {
    let annotated = checklist.annotations().iter();
    let ids = annotated.flat_map(|annotation| annotation.entries.iter().copied());
    let mut ranges: Vec<Range<usize>> = ids
        .filter(|&id| {
            checklist
                .directives(id)
                .any(|stated| stated == Directive::NoBlank)
        })
        .map(|id| reach(checklist, id))
        .collect();
    // The places of variables alone make no line an entry.
    let lines = checklist.annotations().iter().filter(|annotation| {
        let is_of_line = annotation.entries.is_empty() && annotation.flaw.is_none();
        let mut words = annotation.words.iter();
        is_of_line && words.any(|word| word.directive == Some(Directive::NoBlank))
    });
    ranges.extend(lines.map(|annotation| {
        let at = annotation.range.start;
        lines::start(checklist.source(), at)..at
    }));
    ranges.sort_by_key(|range| range.start);
    // Overlapping ranges become one, so that a binary search finds the right one.
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// From which offsets on other boxes count, or don't, as annotations and people state it about sections and lines. Empty
/// if nothing counts.
pub(super) fn counting(checklist: &Checklist, people: &[(EntryId, bool)]) -> Vec<(usize, bool)> {
    let counts = |directive| match directive {
        Directive::Counts(counts) => Some(counts),
        Directive::Phase(_)
        | Directive::Need(_)
        | Directive::Sense(_)
        | Directive::SignOff(_)
        | Directive::Choice(_)
        | Directive::NoBlank => None,
    };
    let mut stated: Vec<(Range<usize>, bool)> = Vec::new();
    for annotation in checklist.annotations() {
        let of_entries = annotation.entries.iter().filter_map(|&id| {
            Some((
                reach(checklist, id),
                checklist.directives(id).find_map(counts)?,
            ))
        });
        stated.extend(of_entries);
        // A row or a step is no entry before it counts.
        let is_of_line = annotation.entries.is_empty() && annotation.flaw.is_none();
        let mut words = annotation.words.iter().filter_map(|word| word.directive);
        if is_of_line && let Some(value) = words.find_map(counts) {
            let line = lines::start(&checklist.source, annotation.range.start);
            stated.push((line..annotation.range.start, value));
        }
    }
    // A person's word comes after an annotation of the same section, and holds.
    stated.extend(
        people
            .iter()
            .map(|&(id, value)| (reach(checklist, id), value)),
    );
    if !stated.iter().any(|&(_, value)| value) {
        return Vec::new();
    }
    stated.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    nested(&stated)
}

/// The value from each offset on; inner ranges follow outer ones, and hold inside of them.
fn nested(stated: &[(Range<usize>, bool)]) -> Vec<(usize, bool)> {
    let mut points: Vec<(usize, bool)> = Vec::new();
    let mut around: Vec<(usize, bool)> = Vec::new();
    let leave = |around: &mut Vec<(usize, bool)>, points: &mut Vec<(usize, bool)>, at: usize| {
        while let Some(&(end, _)) = around.last().filter(|(end, _)| *end <= at) {
            around.pop();
            points.push((end, around.last().is_some_and(|&(_, value)| value)));
        }
    };
    for (range, value) in stated {
        leave(&mut around, &mut points, range.start);
        points.push((range.start, *value));
        around.push((range.end, *value));
    }
    leave(&mut around, &mut points, usize::MAX);
    points
}

/// The source bytes for which an annotation of an entry holds: a section with all under it, or a text.
pub(super) fn reach(checklist: &Checklist, id: EntryId) -> Range<usize> {
    let (source, entry) = (checklist.source(), checklist.entry(id));
    let end = if entry.is_section() {
        let next = checklist.entries().get(entry.end.0);
        next.map_or(source.len(), |next| lines::start(source, next.head.start))
    } else {
        lines::end(source, entry.head.end)
    };
    entry.head.start..end
}

/// The words in these source bytes.
fn split(source: &str, words: Range<usize>) -> Vec<AnnotationWord> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    let text = &source[words.clone()];
    text.split(is_gap)
        .filter(|word| !word.is_empty())
        .map(|word| {
            let at = words.start + (word.as_ptr().addr() - text.as_ptr().addr());
            AnnotationWord {
                range: at..at + word.len(),
                directive: Directive::from_word(word),
            }
        })
        .collect()
}

/// The entries that an annotation at these bytes is about.
fn entries_at(checklist: &Checklist, range: &Range<usize>) -> Vec<EntryId> {
    let source = checklist.source();
    if is_alone(source, range) {
        return entry_above(checklist, range).into_iter().collect();
    }
    let line = lines::start(source, range.start);
    let holds = |entry: &Entry| {
        entry.head.start <= range.start && lines::end(source, entry.head.end) > range.start
    };
    // Entries are in the order of their heads. A paragraph with many lines ends long after it began, so the last
    // entry that began before is tried, too.
    let entries = checklist.entries();
    let end = entries.partition_point(|entry| entry.head.start <= range.start);
    let on_line = |at: &usize| entries[*at].head.start >= line;
    let first = (0..end).rev().take_while(on_line).last().unwrap_or(end);
    let mut found: Vec<EntryId> = (first..end)
        .filter(|&at| holds(&entries[at]))
        .take(MOST_ON_LINE)
        .map(EntryId)
        .collect();
    if found.is_empty()
        && let Some(last) = end.checked_sub(1).filter(|&last| holds(&entries[last]))
    {
        found.push(EntryId(last));
    }
    found
}

/// The section or item right above an annotation that is alone on its line.
fn entry_above(checklist: &Checklist, range: &Range<usize>) -> Option<EntryId> {
    let source = checklist.source();
    let entries = checklist.entries();
    let end = entries.partition_point(|entry| entry.head.start <= range.start);
    let last = end.checked_sub(1)?;
    let entry = &entries[last];
    let between = checklist.unannotated().get(entry.head.end..range.start)?;
    if between.len() > FARTHEST {
        return None;
    }
    let column = |offset: usize| offset - lines::start(source, offset);
    let is_right_above = match &entry.kind {
        Kind::Section(_) => true,
        // Inside the item, not after it.
        Kind::Item { mark, .. } => column(mark.start) <= column(range.start),
        Kind::Box { .. } | Kind::Line => false,
    };
    let mut rest = between.to_owned();
    while let Some(open) = rest.find("<!--") {
        let close = rest[open..].find("-->")? + open + 3;
        rest.replace_range(open..close, "");
    }
    // The underline of a heading, and the marks that close one.
    let is_empty = |line: &str| {
        line.chars()
            .all(|c| c.is_whitespace() || matches!(c, '>' | '=' | '-' | '#'))
    };
    (is_right_above && lines::of(&rest).all(is_empty)).then_some(EntryId(last))
}

#[cfg(test)]
mod tests;
