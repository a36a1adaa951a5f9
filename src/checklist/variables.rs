//! Variables: placeholders with a name, such as `{{version}}` or `<db-host>`, that mean the same wherever they stand.
//!
//! A variable is asked for once and fills all of its places. Names that differ only in case, spaces and signs are one
//! variable, unless their places stand in contrast. The places keep their source bytes, so that a report can write the value into each.

mod box_texts;
mod contrast;
mod scan;
mod spellings;

use std::collections::HashMap;
use std::ops::Range;

use super::notation::Notation;
use super::{BlankKind, Checklist, EntryId, blank_kind, keys, parse};
use scan::FoundPlace;

/// The most lines of one block that are looked through for the one around a place.
const MOST_NESTED: usize = 1000;

/// The index of a variable in its checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(pub usize);

/// A placeholder with a name, and all of its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// The name as a slug: equal for names that differ only in case, spaces and signs.
    pub slug: String,
    /// The name at its first place, without brackets: `version`.
    pub name: String,
    /// Its first place, as the document writes it: `{{version}}`.
    pub written: String,
    /// The kind of answer that its name asks for.
    pub kind: BlankKind,
    /// The indices of its places in [`Checklist::places`], in document order.
    pub places: Vec<usize>,
}

/// A place of a variable in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its variable.
    pub variable: VariableId,
    /// Its source bytes, which the value replaces.
    pub range: Range<usize>,
    /// Its line, counted from 1.
    pub line: usize,
    /// The entry in whose text or blocks it is; `None` before the first entry.
    pub entry: Option<EntryId>,
    /// Its bytes in the text of that entry, if it is there.
    pub span: Option<Range<usize>>,
    /// The way in which it is written.
    pub notation: Notation,
    /// What is around it.
    pub surroundings: Surroundings,
}

/// The text around a place, which decides how a value is written there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Surroundings {
    /// Markdown on a line.
    Text,
    /// A heading.
    Heading,
    /// A cell of a table.
    Cell,
    /// A code span.
    CodeSpan,
    /// A line of a code block, with the first word of its info string, such as `bash`; empty without one.
    Code {
        /// The language.
        language: String,
    },
}

/// The variables of a document and their places.
#[derive(Debug, Clone, Default)]
pub(super) struct VariableIndex {
    all: Vec<Variable>,
    /// In document order.
    places: Vec<Place>,
    by_slug: HashMap<String, VariableId>,
    /// The places in the text or blocks of each entry that has any.
    by_entry: HashMap<EntryId, Vec<usize>>,
    /// The variables by the entry that they are counted at.
    counted: HashMap<EntryId, Vec<VariableId>>,
    /// The places in the texts of boxes, with their bytes there.
    in_boxes: HashMap<EntryId, Vec<(usize, Range<usize>)>>,
    /// The offsets of the places that an annotation turned into text, in document order.
    removed: Vec<usize>,
}

impl Checklist {
    /// The variables, in the order of their first places.
    ///
    /// # Examples
    ///
    /// ```
    /// let checklist = gonogo::checklist::Checklist::parse("# Release {{version}}\n- [ ] Tag v{{ Version }}\n");
    /// let variable = &checklist.variables()[0];
    /// assert_eq!((variable.name.as_str(), variable.places.len()), ("version", 2));
    /// ```
    pub fn variables(&self) -> &[Variable] {
        &self.all_variables().all
    }

    /// The variable at `id`.
    ///
    /// # Panics
    ///
    /// If `id` was made for another checklist.
    pub fn variable(&self, id: VariableId) -> &Variable {
        &self.all_variables().all[id.0]
    }

    /// The variable with this slug.
    pub fn variable_called(&self, slug: &str) -> Option<VariableId> {
        self.all_variables().by_slug.get(slug).copied()
    }

    /// The places of all variables, in document order.
    pub fn places(&self) -> &[Place] {
        &self.all_variables().places
    }

    /// The places in these source bytes, in document order.
    pub fn places_in(&self, range: Range<usize>) -> &[Place] {
        let places = self.places();
        let first = places.partition_point(|place| place.range.start < range.start);
        let end = places.partition_point(|place| place.range.end <= range.end);
        &places[first..end.max(first)]
    }

    /// The places in the text of an entry and in the blocks under it, in document order.
    pub fn places_of(&self, id: EntryId) -> impl Iterator<Item = &Place> {
        let all = self.all_variables();
        let own = all.by_entry.get(&id).map_or(&[][..], Vec::as_slice);
        own.iter().map(|&at| &all.places[at])
    }

    /// The places in the text of an entry with their bytes there, in document order. The text of a box can have places
    /// that belong to another entry: to the first box of its row, or to the line that the row is.
    pub fn places_in_text(&self, id: EntryId) -> impl Iterator<Item = (&Place, Range<usize>)> {
        let all = self.all_variables();
        let of_box = all.in_boxes.get(&id).map_or(&[][..], Vec::as_slice);
        let of_box = of_box
            .iter()
            .map(|(at, span)| (&all.places[*at], span.clone()));
        let is_box = self.entry(id).is_box();
        let own = self.places_of(id).filter(move |_| !is_box);
        own.filter_map(|place| Some((place, place.span.clone()?)))
            .chain(of_box)
    }

    /// The variables that are counted at an entry: at the first that has a place of it, and nowhere else. Those before
    /// the first entry are counted there.
    pub fn variables_counted_at(&self, id: EntryId) -> &[VariableId] {
        let counted = self.all_variables().counted.get(&id);
        counted.map_or(&[], Vec::as_slice)
    }

    /// True if an annotation turned a place of a variable in these source bytes into text.
    pub(super) fn has_removed_places(&self, range: &Range<usize>) -> bool {
        let removed = &self.all_variables().removed;
        let first = removed.partition_point(|&at| at < range.start);
        removed.get(first).is_some_and(|&at| at < range.end)
    }

    fn all_variables(&self) -> &VariableIndex {
        self.variables.get_or_init(|| VariableIndex::of(self))
    }
}

impl VariableIndex {
    fn of(checklist: &Checklist) -> VariableIndex {
        let mut variables = VariableIndex::default();
        let owners = Owners::of(checklist);
        let mut spans = SpanFinder::default();
        let mut plain = Vec::new();
        let mut blanks: Vec<&Range<usize>> =
            checklist.blanks().iter().map(|it| &it.range).collect();
        blanks.sort_unstable_by_key(|range| range.start);
        for found in scan::read(checklist) {
            // What is around or inside of a blank is filled with it.
            let after = blanks.partition_point(|range| range.start < found.range.end);
            let before = after.checked_sub(1).map(|at| blanks[at]);
            if before.is_some_and(|blank| blank.end > found.range.start) {
                continue;
            }
            // Where `no-blank` holds, a name is text. It is part of the text of its entry all the same.
            if parse::is_within(&checklist.texts, found.range.start) {
                variables.removed.push(found.range.start);
                continue;
            }
            let id = variables.named(&found);
            let entry = owners.at(found.range.start);
            let span = entry.and_then(|entry| spans.next(checklist, entry, &found));
            plain.push(found.plain);
            let at = variables.places.len();
            variables.all[id.0].places.push(at);
            if let Some(entry) = entry {
                variables.by_entry.entry(entry).or_default().push(at);
            }
            variables.places.push(Place {
                variable: id,
                line: found.line,
                range: found.range,
                entry,
                span,
                notation: found.notation,
                surroundings: found.surroundings,
            });
        }
        variables.in_boxes = box_texts::spans(checklist, &variables.places, &plain);
        variables.count();
        variables
    }

    /// Finds the entry at which each variable is counted.
    fn count(&mut self) {
        for (at, variable) in self.all.iter().enumerate() {
            let mut places = variable.places.iter().map(|&place| &self.places[place]);
            let entry = places.find_map(|place| place.entry);
            let counted = self.counted.entry(entry.unwrap_or(EntryId(0)));
            counted.or_default().push(VariableId(at));
        }
    }

    /// The variable of a place; a new one for a new name.
    fn named(&mut self, found: &FoundPlace) -> VariableId {
        let slug = keys::slug(&found.name);
        if let Some(&id) = self.by_slug.get(&slug) {
            return id;
        }
        let id = VariableId(self.all.len());
        self.by_slug.insert(slug.clone(), id);
        self.all.push(Variable {
            slug,
            kind: blank_kind::of_label(&found.name.replace(['-', '_', '.'], " ")),
            name: found.name.clone(),
            written: found.written.clone(),
            places: Vec::new(),
        });
        id
    }
}

/// The source bytes of heads and blocks, in document order, with their entries.
struct Owners(Vec<(Range<usize>, EntryId)>);

impl Owners {
    fn of(checklist: &Checklist) -> Owners {
        let mut owners = Vec::new();
        for id in checklist.ids() {
            let entry = checklist.entry(id);
            // The text of a box in an item is part of that of the item.
            if entry.is_box() && checklist.item_of(id).is_some() {
                continue;
            }
            owners.push((entry.head.clone(), id));
            let blocks = entry.blocks.iter();
            owners.extend(blocks.map(|block| (block.range.clone(), id)));
        }
        // Of two that begin together the shorter is the inner one, and is found first from behind.
        owners.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        // Of a row with several boxes, or with a line for its blanks, the first has its places.
        owners.dedup_by(|other, first| other.0 == first.0);
        Owners(owners)
    }

    /// The entry whose head or block is the innermost around an offset.
    fn at(&self, offset: usize) -> Option<EntryId> {
        let after = self.0.partition_point(|(range, _)| range.start <= offset);
        // Ranges nest at most once: a line or a row in its block.
        let mut near = self.0[..after].iter().rev().take(MOST_NESTED);
        near.find(|(range, _)| range.contains(&offset))
            .map(|&(_, id)| id)
    }
}

/// Finds the places in the texts of entries, one after the other.
#[derive(Default)]
struct SpanFinder {
    entry: Option<EntryId>,
    /// The end of the last place in the text of that entry.
    end: usize,
}

impl SpanFinder {
    fn next(
        &mut self,
        checklist: &Checklist,
        id: EntryId,
        found: &FoundPlace,
    ) -> Option<Range<usize>> {
        let entry = checklist.entry(id);
        if !entry.head.contains(&found.range.start) {
            return None;
        }
        if self.entry != Some(id) {
            (self.entry, self.end) = (Some(id), 0);
        }
        let start = self.end + entry.text.get(self.end..)?.find(&found.plain)?;
        self.end = start + found.plain.len();
        Some(start..self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::Surroundings;
    use crate::checklist::Checklist;

    /// The variables as `slug: line surroundings, …`.
    fn told(source: &str) -> Vec<String> {
        let checklist = Checklist::parse(source);
        let place = |&at: &usize| {
            let place = &checklist.places()[at];
            let around = match &place.surroundings {
                Surroundings::Text => "text".to_owned(),
                Surroundings::Heading => "heading".to_owned(),
                Surroundings::Cell => "cell".to_owned(),
                Surroundings::CodeSpan => "span".to_owned(),
                Surroundings::Code { language } => format!("code {language}"),
            };
            format!("{} {}", place.line, around.trim_end())
        };
        let all = checklist.variables().iter();
        all.map(|it| {
            let places: Vec<String> = it.places.iter().map(place).collect();
            format!("{}: {}", it.slug, places.join(", "))
        })
        .collect()
    }

    #[test]
    fn the_places_of_a_variable_are_found_in_every_position() {
        let source = "# Release {{version}}\n\n- [ ] Tag v{{ Version }} on <db-host>\n\n  ```sh\n  ssh <db-host> {{VERSION}}\n  ```\n\n\
                      | a | b |\n| - | - |\n| {{version}} | `<db-host>` |\n\n[notes of {{version}}](https://example.com/{{version}})\n";
        assert_eq!(
            told(source),
            [
                "version: 1 heading, 3 text, 6 code sh, 11 cell, 13 text",
                "db-host: 3 text, 6 code sh, 11 span",
            ]
        );
    }

    #[test]
    fn what_reads_like_a_place_is_one_wherever_it_stands() {
        for (source, expected) in [
            (
                "Server: [hostname]\n\n- [x] Restart [hostname]\n- [x] Run `ssh [hostname]`\n",
                &["hostname: 1 text, 3 text, 4 span"][..],
            ),
            ("- [ ] Restart [critical]\n", &[]),
            (
                "Version: <version>\n\n```xml\n<a><version>3</version></a>\n```\n",
                &["version: 1 text"],
            ),
            ("<version>3</version>: <version>\n", &[]),
            (
                "Server: [hostname]\n\nSee [hostname](https://example.com)\n",
                &["hostname: 1 text"],
            ),
        ] {
            assert_eq!(told(source), expected, "{source}");
        }
    }

    #[test]
    fn code_spans_are_read_as_they_stand_in_the_source() {
        for (source, expected) in [
            ("on `ssh\n<db-host> ls`\n", &["db-host: 2 span"][..]),
            ("run `ssh\r\n<db-host> ls`\r\n", &["db-host: 2 span"]),
            (
                "| a |\n|-|\n| `cat <app-log> \\| wc` |\n",
                &["app-log: 3 span"],
            ),
            ("run `` ssh <db-host> ` ``\n", &["db-host: 1 span"]),
        ] {
            assert_eq!(told(source), expected, "{source}");
        }
    }

    #[test]
    fn images_hold_no_places_and_end_where_they_end() {
        let source =
            "![alt [x](y) `<db-host>` <db-host>](img.png) for <db-host>\n\nand <db-host>\n";
        assert_eq!(told(source), ["db-host: 1 text, 3 text"]);
    }

    #[test]
    fn each_line_of_code_is_read_alone() {
        let source = "```sh\nbackup\nYYYY-MM-DD\n```\n";
        assert_eq!(told(source), [""; 0]);
    }

    #[test]
    fn places_belong_to_the_entry_whose_text_or_block_they_are_in() {
        let source = "# A {{v}}\n\ntext {{v}}\n\n- [ ] one {{v}}\n  - [ ] two\n\n  ```sh\n  run {{v}}\n  ```\n";
        let source = source.replace("{{v}}", "{{ver}}");
        let checklist = Checklist::parse(source);
        let told: Vec<(usize, Option<&str>)> = checklist
            .places()
            .iter()
            .map(|place| {
                let entry = place.entry.map(|id| checklist.entry(id));
                let text = entry
                    .zip(place.span.clone())
                    .map(|(it, span)| &it.text[span]);
                (place.entry.map_or(99, |id| id.0), text)
            })
            .collect();
        assert_eq!(
            told,
            [
                (0, Some("{{ver}}")),
                (0, None),
                (1, Some("{{ver}}")),
                (1, None),
            ]
        );
    }
}
