//! The rows of an explanation: what each part of the document is read as.

use super::{Correctable, ReadingAspect, ReadingKind, ReadingRow, places};
use crate::checklist::{
    Directive, EntryId, FindingKind, Need, Origin, Overlooked, Phase, Reading, VariableId, lines,
};
use crate::progress::{Answer, AnyAnswer, AnyRegister, Aspect, Register, RegisterOf};
use crate::workbook::Workbook;
use crate::workbook::describe::readings;
use crate::workbook::weight::Weight;

/// All rows, by kind and then in document order.
pub(super) fn of(workbook: &Workbook) -> Vec<ReadingRow> {
    let mut page = ExplainPage {
        workbook,
        rows: Vec::new(),
    };
    for id in workbook.checklist().ids() {
        page.entry(id);
    }
    page.choices();
    page.adoptable();
    page.signoffs();
    places::add(&mut page);
    page.variable_needs();
    page.annotations();
    page.suggestions();
    page.findings();
    page.rows.sort_by_key(|row| (row.kind, row.line));
    page.rows
}

pub(super) struct ExplainPage<'a> {
    pub(super) workbook: &'a Workbook,
    rows: Vec<ReadingRow>,
}

impl ExplainPage<'_> {
    /// Adds the rows of an entry.
    fn entry(&mut self, id: EntryId) {
        let entry = self.workbook.checklist().entry(id);
        if entry.is_section() {
            self.section(id);
        }
        if entry.can_be_ticked() {
            self.item(id);
            self.thresholds(id);
            self.due(id);
            self.owners(id);
        }
        if entry.is_box() {
            let counts = self.workbook.counts(id);
            let value = readings::counting(&counts).to_owned();
            self.reading(ReadingKind::Box, id, value, &counts, Aspect::Counts);
        }
        self.corrections(id);
    }

    /// Adds a row about an entry, and returns it for what is particular to it.
    pub(super) fn row(&mut self, kind: ReadingKind, id: EntryId, value: String) -> &mut ReadingRow {
        let entry = self.workbook.checklist().entry(id);
        self.rows.push(ReadingRow {
            kind,
            line: entry.line,
            entry: Some(id),
            text: entry.legible().into_owned(),
            value,
            origin: None,
            words: String::new(),
            depth: 0,
            correctable: None,
        });
        let last = self.rows.len() - 1;
        &mut self.rows[last]
    }

    /// Adds a row about a reading that can be corrected on its entry.
    fn reading<T>(
        &mut self,
        kind: ReadingKind,
        id: EntryId,
        value: String,
        reading: &Reading<T>,
        aspect: Aspect<String>,
    ) -> &mut ReadingRow {
        let words = Self::words(reading, || self.correctors(id, &aspect));
        let row = self.row(kind, id, value);
        row.origin = Some(reading.origin);
        row.words = words;
        row.correctable = Some(Correctable::new(id, aspect));
        row
    }

    /// The words that a reading rests on; of one that a person corrected, who that was.
    fn words<T>(reading: &Reading<T>, who: impl Fn() -> String) -> String {
        if reading.origin == Origin::Person {
            who()
        } else {
            reading.words.clone()
        }
    }

    /// The people whose correction of an aspect holds on an entry.
    pub(super) fn correctors(&self, id: EntryId, aspect: &Aspect<String>) -> String {
        let register = self.workbook.marks(id).corrections.get(aspect);
        let answers = register.map(Register::standing);
        readings::people(answers.into_iter().flatten().map(Answer::who))
    }

    /// The people whose need of a variable holds.
    pub(super) fn correctors_of_variable(&self, id: VariableId) -> String {
        let register = self.workbook.variable_need_register(id);
        let answers = register.map(Register::standing);
        readings::people(answers.into_iter().flatten().map(Answer::who))
    }

    fn section(&mut self, id: EntryId) {
        let reading = self.workbook.phase_reading(id);
        let words = Self::words(reading, || {
            let answers = self.workbook.marks(id).phase.standing().iter();
            readings::people(answers.map(Answer::who))
        });
        let depth = self.workbook.checklist().entry(id).depth;
        let row = self.row(ReadingKind::Phase, id, reading.value.to_string());
        row.origin = Some(reading.origin);
        row.words = words;
        row.depth = depth;
        row.correctable = Some(Correctable {
            entry: id,
            aspect: ReadingAspect::Phase,
        });
    }

    /// Adds the row about whether an item counts; another box has one only if it counts.
    fn item(&mut self, id: EntryId) {
        let workbook = self.workbook;
        let need = workbook.need(id).clone();
        let kind = match (workbook.weight(id), workbook.phase(id)) {
            (Weight::Undecided | Weight::Ignored | Weight::Nothing, _) => return,
            (Weight::Optional, _) => ReadingKind::Optional,
            (Weight::Answered, _) => return self.answered(id),
            (Weight::OtherOption, _) => return self.spared_option(id),
            (Weight::Counts, Phase::Before) if need.value == Need::Conditional => {
                ReadingKind::Conditional
            }
            (Weight::Counts, Phase::Before) => ReadingKind::Required,
            (
                Weight::Counts,
                Phase::During | Phase::After | Phase::Upkeep | Phase::Rollback | Phase::Info,
            ) => return self.item_of_phase(id),
        };
        self.reading(kind, id, need.value.to_string(), &need, Aspect::Need);
    }

    /// Adds an item under one whose condition doesn't hold.
    fn answered(&mut self, id: EntryId) {
        let workbook = self.workbook;
        let mut above = workbook.checklist().ancestors(id);
        let answer = above.find(|&up| workbook.is_not_the_case(up));
        let words = answer.map(|up| workbook.checklist().entry(up).legible().into_owned());
        let row = self.row(ReadingKind::NotNeeded, id, readings::ANSWERED.to_owned());
        row.origin = Some(Origin::Inherited);
        row.words = words.unwrap_or_default();
        row.correctable = Some(Correctable::new(id, Aspect::Need));
    }

    /// Adds an option that needs no answer of its own: that of its group is enough.
    fn spared_option(&mut self, id: EntryId) {
        let workbook = self.workbook;
        let Some(group) = workbook.choice_of(id) else {
            return;
        };
        let question = workbook.checklist().entry(group.question).legible();
        let (words, what) = (
            question.into_owned(),
            Correctable::new(group.question, Aspect::Choice),
        );
        let row = self.row(ReadingKind::NotNeeded, id, readings::OPTION.to_owned());
        row.origin = Some(Origin::Inherited);
        row.words = words;
        row.correctable = Some(what);
    }

    /// Adds an item that GO doesn't need because of its phase. That is corrected on the section it comes from.
    fn item_of_phase(&mut self, id: EntryId) {
        let workbook = self.workbook;
        let reading = workbook.phase_reading(id);
        let section = workbook.phase_origin(id);
        let heading = section.map(|up| workbook.checklist().entry(up).legible().into_owned());
        let phase = section.and_then(|up| workbook.correctable_phase(up));
        let row = self.row(ReadingKind::NotNeeded, id, reading.value.to_string());
        row.origin = Some(Origin::Inherited);
        row.words = heading.unwrap_or_default();
        row.correctable = phase;
    }

    fn thresholds(&mut self, id: EntryId) {
        let workbook = self.workbook;
        for threshold in workbook.checklist().limits(id) {
            let sense = workbook.sense(id, &threshold.slug);
            let value = readings::threshold(threshold, &sense);
            let aspect = Aspect::Sense(threshold.slug.clone());
            self.reading(ReadingKind::Threshold, id, value, &sense, aspect);
        }
    }

    fn due(&mut self, id: EntryId) {
        if let Some(cadence) = self.workbook.checklist().cadence(id) {
            let words = self.workbook.checklist().traits(id).cadence;
            let row = self.row(ReadingKind::Due, id, readings::cadence(cadence));
            row.origin = Some(Origin::Pattern);
            row.words = words.unwrap_or_default();
        }
    }

    fn owners(&mut self, id: EntryId) {
        let mut owners = self.workbook.checklist().traits(id).owners;
        owners.dedup();
        if !owners.is_empty() {
            let row = self.row(ReadingKind::Owner, id, owners.join(" "));
            row.origin = Some(Origin::Pattern);
        }
    }

    /// Adds the groups of which one is chosen, and those of which somebody said that it isn't so.
    fn choices(&mut self) {
        let workbook = self.workbook;
        for group in workbook.checklist().possible_choices() {
            let reading = workbook.choice_reading(group);
            if reading.value || reading.origin != Origin::Default {
                let options = group.options.iter();
                let options = options.map(|&id| workbook.checklist().entry(id).legible());
                let value = readings::choice(reading.value, group.options.len());
                let options: Vec<_> = options.collect();
                let text = readings::options(
                    &workbook.checklist().entry(group.question).legible(),
                    &options,
                );
                let row = self.reading(
                    ReadingKind::Choice,
                    group.question,
                    value,
                    &reading,
                    Aspect::Choice,
                );
                row.text = text;
            }
        }
    }

    /// Adds what people corrected on an entry, with conflicts.
    fn corrections(&mut self, id: EntryId) {
        let marks = self.workbook.marks(id);
        let registers = marks
            .registers()
            .filter(|(_, register)| !register.is_silent());
        let corrected: Vec<(Correctable, String, String)> = registers
            .filter_map(|(key, register)| {
                let aspect = match key {
                    RegisterOf::Phase => ReadingAspect::Phase,
                    RegisterOf::Correction(aspect) => ReadingAspect::Of(aspect.to_owned()),
                    RegisterOf::State
                    | RegisterOf::Live
                    | RegisterOf::Signed(_)
                    | RegisterOf::Blank(_)
                    | RegisterOf::Measured(_)
                    | RegisterOf::Variable(_)
                    | RegisterOf::Link(_)
                    | RegisterOf::Note
                    | RegisterOf::Match
                    | RegisterOf::Unknown => return None,
                };
                let answers = register.answers();
                let what = Correctable { entry: id, aspect };
                let is_outdated = self.workbook.is_outdated(&what);
                let value = readings::correction(&what.aspect, &answers, is_outdated);
                let who = readings::people(answers.iter().map(AnyAnswer::who));
                Some((what, value, who))
            })
            .collect();
        for (what, value, who) in corrected {
            let row = self.row(ReadingKind::Correction, id, value);
            row.origin = Some(Origin::Person);
            row.words = who;
            row.correctable = Some(what);
        }
    }

    /// Adds what people corrected about variables, with conflicts.
    fn variable_needs(&mut self) {
        let workbook = self.workbook;
        for id in (0..workbook.checklist().variables().len()).map(VariableId) {
            let register = workbook.variable_need_register(id);
            let register = register.filter(|register| !register.is_silent());
            let (Some(register), Some(entry)) = (register, workbook.entry_of_variable(id)) else {
                continue;
            };
            let answers = AnyRegister::answers(register);
            let aspect = ReadingAspect::Variable(id);
            let value = readings::correction(&aspect, &answers, false);
            let words = readings::people(answers.iter().map(AnyAnswer::who));
            let line = workbook.variable_line(&workbook.checklist().variable(id).slug);
            let row = self.row(ReadingKind::Correction, entry, value);
            row.text.clone_from(&workbook.checklist().variable(id).name);
            row.line = line.unwrap_or(row.line);
            row.origin = Some(Origin::Person);
            row.words = words;
            row.correctable = Some(Correctable { entry, aspect });
        }
    }

    /// Adds the sections with states in tables and numbered steps that aren't boxes.
    fn adoptable(&mut self) {
        for &(section, count) in self.workbook.checklist().adoptable() {
            let what = Correctable::new(section, Aspect::Counts);
            if self.workbook.is_corrected(&what) {
                continue;
            }
            let text =
                readings::adoptable(&self.workbook.checklist().entry(section).legible(), count);
            let row = self.row(ReadingKind::Box, section, readings::UNDECIDED.to_owned());
            row.text = text;
            row.origin = Some(Origin::Default);
            row.correctable = Some(what);
        }
    }

    fn signoffs(&mut self) {
        let workbook = self.workbook;
        let checklist = workbook.checklist();
        for signoff in workbook.signoffs() {
            let blank = checklist.blank(signoff.who);
            let value = readings::signoff(signoff.when.is_some()).to_owned();
            let stated = self.workbook.signoff_correction(blank.entry);
            let reading = stated.unwrap_or_else(|| Reading {
                value: true,
                origin: Origin::Pattern,
                words: String::new(),
            });
            let role = workbook.role(signoff).to_owned();
            let row = self.reading(
                ReadingKind::SignOff,
                blank.entry,
                value,
                &reading,
                Aspect::SignOff,
            );
            (row.line, row.text) = (blank.line, role);
        }
    }

    fn annotations(&mut self) {
        let checklist = self.workbook.checklist();
        for annotation in checklist.annotations() {
            let line = lines::count(&checklist.source()[..annotation.range.start]) + 1;
            for word in &annotation.words {
                let Some(directive) = word.directive else {
                    continue;
                };
                let at = annotation.range.start;
                let is_need = matches!(directive, Directive::Need(_));
                let stated = checklist.need_stated_at(at.saturating_sub(1));
                if annotation.entries.is_empty() && is_need && stated.is_some() {
                    self.annotated_line(directive, at);
                }
                for &id in &annotation.entries {
                    let what = self.workbook.correctable(id, directive);
                    let row = self.row(ReadingKind::Annotation, id, directive.to_string());
                    row.line = line;
                    row.origin = Some(Origin::Annotation);
                    row.correctable = what;
                }
            }
        }
    }

    /// Adds an annotation of a line without an entry.
    fn annotated_line(&mut self, directive: Directive, at: usize) {
        let source = self.workbook.checklist().source();
        let text = source[lines::start(source, at)..at].trim().to_owned();
        self.rows.push(ReadingRow {
            kind: ReadingKind::Annotation,
            line: lines::count(&source[..at]) + 1,
            entry: None,
            text,
            value: directive.to_string(),
            origin: Some(Origin::Annotation),
            words: String::new(),
            depth: 0,
            correctable: None,
        });
    }

    fn suggestions(&mut self) {
        for suggestion in self.workbook.checklist().suggestions() {
            let what = self
                .workbook
                .correctable(suggestion.entry, suggestion.directive);
            if what
                .as_ref()
                .is_some_and(|what| self.workbook.is_corrected(what))
            {
                continue;
            }
            let value = readings::suggestion(suggestion.directive);
            let row = self.row(ReadingKind::Suggestion, suggestion.entry, value);
            row.words = suggestion.words;
            row.correctable = what;
        }
    }

    /// Adds the findings of `gonogo check` about lines that people may take for items, and about annotations without
    /// effect.
    fn findings(&mut self) {
        let checklist = self.workbook.checklist();
        for finding in checklist.findings() {
            let kind = match finding.kind.overlooked() {
                Some(Overlooked::LookAlike | Overlooked::Include | Overlooked::ConflictMarker) => {
                    ReadingKind::LookAlike
                }
                None if finding.kind == FindingKind::Annotation => ReadingKind::Annotation,
                None => continue,
            };
            let after = checklist
                .entries()
                .partition_point(|entry| entry.head.start <= finding.offset);
            self.rows.push(ReadingRow {
                kind,
                line: finding.line,
                entry: after.checked_sub(1).map(EntryId),
                text: finding.message.clone(),
                value: if kind == ReadingKind::Annotation {
                    readings::NO_EFFECT.to_owned()
                } else {
                    finding.kind.name().to_owned()
                },
                origin: None,
                words: String::new(),
                depth: 0,
                correctable: None,
            });
        }
    }
}
