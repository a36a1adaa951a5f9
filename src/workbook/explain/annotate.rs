//! Annotations for what people corrected, as replacements in the source of the document.
//!
//! The document is never written here: the caller prints a diff. Every annotation is tried on a copy that is parsed
//! again, so that what can't be expressed is left out and named, instead of changing how something else is read.

use std::collections::BTreeMap;
use std::ops::Range;

use super::corrections::directive_of;
use super::unified_diff::{Splice, spliced};
use super::{Correctable, ReadingAspect};
use crate::checklist::{Annotation, Checklist, Directive, EntryId, Kind, Sense, VariableId, lines};
use crate::progress::{Aspect, Progress, Register};
use crate::workbook::Workbook;

/// The most headings that are stated because of an annotation above them.
const SIDE_EFFECTS: usize = 32;

/// Annotations that state corrections.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotated {
    /// The replacements in the source, in order.
    pub splices: Vec<Splice>,
    /// The annotations that they add, in document order.
    pub added: Vec<(EntryId, Directive)>,
    /// What they don't state, in document order.
    pub left_out: Vec<UnstatedCorrection>,
}

/// A correction that no annotation states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnstatedCorrection {
    /// The entry.
    pub entry: EntryId,
    /// The corrected meaning.
    pub aspect: ReadingAspect,
    /// The reason.
    pub why: NotStated,
}

/// The reason why a correction has no annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotStated {
    /// People differ.
    Conflict,
    /// The entry changed since.
    Outdated,
    /// An annotation holds for all thresholds of a line, and they were corrected differently.
    OneOfSeveral,
    /// An annotation holds for a line, not for a variable.
    OfVariable,
    /// The document has no place for an annotation of this entry alone.
    NoPlace,
}

impl Workbook {
    /// The annotations for the corrections of this run. With `suggests` also those for what is only likely, where no
    /// person decided otherwise.
    pub fn annotated(&self, suggests: bool) -> Annotated {
        let mut result = Annotated::default();
        let mut wanted: BTreeMap<EntryId, Vec<Directive>> = BTreeMap::new();
        for id in self.checklist.ids() {
            self.corrected_directives(id, &mut wanted, &mut result.left_out);
        }
        result.left_out.extend(self.corrected_variables());
        if suggests {
            for suggestion in self.checklist.suggestions() {
                let (id, directive) = (suggestion.entry, suggestion.directive);
                let is_decided = ReadingAspect::of(directive)
                    .is_some_and(|aspect| self.is_corrected(&Correctable { entry: id, aspect }));
                let stated = wanted.entry(id).or_default();
                if !is_decided && !stated.iter().any(|other| other.contradicts(directive)) {
                    stated.push(directive);
                }
            }
        }
        let wanted: Vec<(EntryId, Directive)> = wanted
            .into_iter()
            .flat_map(|(id, directives)| directives.into_iter().map(move |one| (id, one)))
            .filter(|&(id, directive)| !is_stated(&self.checklist, id, directive))
            .collect();
        let is_complete = result.left_out.is_empty() && !suggests;
        self.state_all(wanted.clone(), &mut result);
        if is_complete && result.left_out.is_empty() {
            self.state_side_effects(wanted, &mut result);
        }
        result.left_out.sort_by_key(|left| left.entry);
        result
    }

    /// The corrections of variables, which no annotation states.
    fn corrected_variables(&self) -> impl Iterator<Item = UnstatedCorrection> {
        let ids = (0..self.checklist.variables().len()).map(VariableId);
        ids.filter_map(|id| {
            let register = self.variable_need_register(id)?;
            let why = if register.is_conflict() {
                NotStated::Conflict
            } else {
                NotStated::OfVariable
            };
            (!register.is_silent()).then_some(UnstatedCorrection {
                entry: self.entry_of_variable(id)?,
                aspect: ReadingAspect::Variable(id),
                why,
            })
        })
    }

    /// Adds the directives for what people corrected on an entry.
    fn corrected_directives(
        &self,
        id: EntryId,
        wanted: &mut BTreeMap<EntryId, Vec<Directive>>,
        left_out: &mut Vec<UnstatedCorrection>,
    ) {
        let marks = self.marks(id);
        let mut add = |aspect: ReadingAspect, directive: Result<Option<Directive>, NotStated>| {
            match directive {
                Ok(directive) => {
                    let stated = wanted.entry(id).or_default();
                    stated.extend(directive.filter(|one| !stated.contains(one)));
                }
                Err(why) => left_out.push(UnstatedCorrection {
                    entry: id,
                    aspect,
                    why,
                }),
            }
        };
        let phase = self
            .settled(id, &marks.phase)
            .map(|phase| phase.copied().map(Directive::Phase));
        add(ReadingAspect::Phase, phase);
        for (aspect, register) in &marks.corrections {
            let directive = self.settled(id, register).and_then(|value| {
                let directive = value.copied().map(directive_of);
                match aspect {
                    Aspect::Sense(slug) if directive.is_some() && !self.is_alone(id, slug) => {
                        Err(NotStated::OneOfSeveral)
                    }
                    Aspect::Sense(_)
                    | Aspect::Need
                    | Aspect::SignOff
                    | Aspect::Counts
                    | Aspect::Choice
                    | Aspect::Variable(_) => Ok(directive),
                }
            });
            add(ReadingAspect::Of(aspect.clone()), directive);
        }
    }

    /// The value of a register that holds; `None` if it is left to the document.
    fn settled<'a, T: PartialEq>(
        &self,
        id: EntryId,
        register: &'a Register<T>,
    ) -> Result<Option<&'a T>, NotStated> {
        if register.is_conflict() {
            return Err(NotStated::Conflict);
        }
        match register.value() {
            Some(_) if !self.is_current(id, register) => Err(NotStated::Outdated),
            value => Ok(value),
        }
    }

    /// Returns whether a threshold is the only one of its entry, or all were corrected to the same.
    fn is_alone(&self, id: EntryId, slug: &str) -> bool {
        let sense = self.sense(id, slug).value;
        let mut thresholds = self.checklist.limits(id);
        thresholds.all(|other| self.sense(id, &other.slug).value == sense)
    }

    /// Adds annotations: all at once, or one after the other if that changes anything else.
    fn state_all(&self, wanted: Vec<(EntryId, Directive)>, result: &mut Annotated) {
        let splices = splices(&self.checklist, &wanted);
        if self.states(&splices, &wanted) {
            (result.splices, result.added) = (splices, wanted);
            return;
        }
        let mut added: Vec<(EntryId, Directive)> = Vec::new();
        for one in wanted {
            added.push(one);
            if !self.states(&self::splices(&self.checklist, &added), &added) {
                added.pop();
                if let Some(aspect) = ReadingAspect::of(one.1) {
                    result.left_out.push(UnstatedCorrection {
                        entry: one.0,
                        aspect,
                        why: NotStated::NoPlace,
                    });
                }
            }
        }
        result.splices = self::splices(&self.checklist, &added);
        result.added = added;
    }

    /// States what annotations would change elsewhere, the outermost first: the rest may follow from it.
    fn state_side_effects(&self, mut wanted: Vec<(EntryId, Directive)>, result: &mut Annotated) {
        for _ in 0..self.checklist.entries().len().min(SIDE_EFFECTS) {
            let Some(&first) = self.side_effects(result).first() else {
                return;
            };
            wanted.retain(|(id, old)| *id != first.0 || !old.contradicts(first.1));
            wanted.push(first);
            wanted.sort_by_key(|(id, _)| *id);
            self.state_all(wanted.clone(), result);
        }
    }

    /// Phases, needs and thresholds that annotations would change elsewhere: a heading can be read otherwise where one above it has
    /// another phase. They are to be stated, too.
    fn side_effects(&self, annotated: &Annotated) -> Vec<(EntryId, Directive)> {
        let source = spliced(self.checklist.source(), &annotated.splices);
        let fresh = Workbook::new(Checklist::parse(source), Progress::default());
        let mut changed = Vec::new();
        for id in self.checklist.ids() {
            let Some(&same) = fresh.checklist.by_key().get(&self.checklist.key(id)) else {
                continue;
            };
            let (phase, need) = (self.phase(id), self.need(id).value);
            if self.checklist.entry(id).is_section() && fresh.phase(same) != phase {
                changed.push((id, Directive::Phase(phase)));
            }
            if fresh.need(same).value != need {
                changed.push((id, Directive::Need(need)));
            }
            // An annotation holds for all limits of a line, so the strictest of them is stated.
            let senses = self.checklist.limits(id).map(|limit| {
                let sense = self.sense(id, &limit.slug).value;
                (sense, sense != fresh.sense(same, &limit.slug).value)
            });
            let senses: Vec<(Sense, bool)> = senses.collect();
            if senses.iter().any(|(_, is_changed)| *is_changed)
                && let Some((sense, _)) = senses.iter().min_by_key(|(sense, _)| *sense)
            {
                changed.push((id, Directive::Sense(*sense)));
            }
        }
        changed
    }

    /// Returns whether replacements state exactly these directives, and change nothing else of the document.
    fn states(&self, splices: &[Splice], wanted: &[(EntryId, Directive)]) -> bool {
        let before = &self.checklist;
        let after = Checklist::parse(spliced(before.source(), splices));
        // An annotation can turn rows and steps into boxes, which have keys of their own.
        let own = |checklist: &Checklist| {
            let entries = checklist.entries().iter();
            entries.filter(|entry| !entry.is_adopted).count()
        };
        own(before) == own(&after)
            && before.blanks().len() == after.blanks().len()
            && before.ids().all(|id| {
                let new = wanted.iter().filter(|(entry, _)| *entry == id);
                let new: Vec<Directive> = new.map(|&(_, directive)| directive).collect();
                match after.by_key().get(&before.key(id)) {
                    Some(&same) => {
                        before.entry(id).text == after.entry(same).text
                            && stated(&after, same) == expected(before, id, &new)
                    }
                    None => before.entry(id).is_adopted && new.is_empty(),
                }
            })
    }
}

/// The words of all directives of an entry, sorted.
fn stated(checklist: &Checklist, id: EntryId) -> Vec<String> {
    sorted(checklist.directives(id))
}

/// The words of the directives that an entry has once new ones are stated, sorted.
fn expected(checklist: &Checklist, id: EntryId, new: &[Directive]) -> Vec<String> {
    let kept = checklist
        .directives(id)
        .filter(|old| !new.iter().any(|new| new == old || new.contradicts(*old)));
    sorted(kept.chain(new.iter().copied()))
}

fn sorted(directives: impl Iterator<Item = Directive>) -> Vec<String> {
    let mut words: Vec<String> = directives.map(|one| one.to_string()).collect();
    words.sort_unstable();
    words
}

/// Returns whether the document states a directive already.
fn is_stated(checklist: &Checklist, id: EntryId, directive: Directive) -> bool {
    checklist.directives(id).any(|stated| stated == directive)
}

/// The replacements that state directives, in order.
fn splices(checklist: &Checklist, wanted: &[(EntryId, Directive)]) -> Vec<Splice> {
    let mut splices: Vec<Splice> = Vec::new();
    let mut rest = wanted;
    while let Some(&(id, _)) = rest.first() {
        let count = rest.iter().take_while(|(other, _)| *other == id).count();
        let (those, later) = rest.split_at(count);
        let directives: Vec<Directive> = those.iter().map(|&(_, directive)| directive).collect();
        splices.extend(of_entry(checklist, id, &directives));
        rest = later;
    }
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    splices
}

/// The replacements for one entry: words of its annotations that state the opposite are replaced, and the rest goes into
/// its first annotation, or into a new one.
fn of_entry(checklist: &Checklist, id: EntryId, directives: &[Directive]) -> Vec<Splice> {
    let own = |annotation: &&Annotation| annotation.entries == [id];
    let annotations: Vec<&Annotation> = checklist.annotations().iter().filter(own).collect();
    let mut splices = Vec::new();
    let mut missing = directives.to_vec();
    for word in annotations.iter().flat_map(|annotation| &annotation.words) {
        let Some(old) = word.directive else { continue };
        let Some(&new) = directives.iter().find(|new| new.contradicts(old)) else {
            continue;
        };
        // Of two words that contradict each other, one goes.
        let is_first = missing.contains(&new);
        missing.retain(|directive| *directive != new);
        splices.push(Splice {
            range: word.range.clone(),
            text: if is_first {
                new.to_string()
            } else {
                String::new()
            },
        });
    }
    if missing.is_empty() {
        return splices;
    }
    let words: Vec<String> = missing.iter().map(Directive::to_string).collect();
    let words = words.join(" ");
    let last_word = annotations
        .first()
        .and_then(|annotation| annotation.words.last());
    splices.push(match last_word {
        Some(last) => Splice {
            range: last.range.end..last.range.end,
            text: format!(" {words}"),
        },
        None => new_annotation(checklist, id, &words),
    });
    splices
}

/// A new annotation: below the heading of a section, so that links to the heading stay valid, or at the end of a line.
fn new_annotation(checklist: &Checklist, id: EntryId, words: &str) -> Splice {
    let (source, entry) = (checklist.source(), checklist.entry(id));
    let comment = format!("<!-- gonogo: {words} -->");
    let newline = checklist.newline();
    let below = matches!(entry.kind, Kind::Section(_)).then(|| end_of_heading(source, &entry.head));
    if let Some(at) = below.flatten() {
        let text = if source[..at].ends_with(lines::is_end) {
            format!("{comment}{newline}")
        } else {
            format!("{newline}{comment}")
        };
        return Splice {
            range: at..at,
            text,
        };
    }
    let at = end_of_text(source, &entry.head);
    Splice {
        range: at..at,
        text: format!(" {comment}"),
    }
}

/// The offset after the lines of a heading that begins at the left margin; `None` for one in a list or a quote.
fn end_of_heading(source: &str, head: &Range<usize>) -> Option<usize> {
    let before = &source[lines::start(source, head.start)..head.start];
    let end = lines::end(source, head.end);
    if before.trim_start_matches(['\u{feff}']).is_empty() {
        // The next line underlines it.
        return Some(lines::end(source, end));
    }
    let signs = before.trim_start_matches(['\u{feff}', '#']);
    (signs.len() < before.len() && signs.trim().is_empty()).then_some(end)
}

/// The offset after the text of a line: before white space, a backslash that breaks the line, and the last bar of a
/// table row.
fn end_of_text(source: &str, head: &Range<usize>) -> usize {
    let text = source[head.clone()].trim_end();
    let is_escaped = |text: &str| {
        let slashes = text.len() - text.trim_end_matches('\\').len();
        slashes % 2 == 1
    };
    let text = match text.strip_suffix('|') {
        Some(cells) if !is_escaped(cells) => cells.trim_end(),
        Some(_) | None => text,
    };
    let text = if is_escaped(text) {
        &text[..text.len() - 1]
    } else {
        text
    };
    head.start + text.trim_end().len()
}
