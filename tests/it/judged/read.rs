//! How gonogo reads a document.

use gonogo::checklist::{EntryId, Need};
use gonogo::workbook::Workbook;

use super::judgement::{Facts, limit};

pub(super) fn facts(workbook: &Workbook) -> Facts {
    let checklist = workbook.checklist();
    let line = |id: EntryId| checklist.entry(id).line;
    let mut facts = Facts::default();
    for id in checklist.items() {
        facts
            .phases
            .insert(line(id), workbook.phase(id).name().to_owned());
        match workbook.need(id).value {
            Need::Required => {}
            Need::Optional => drop(facts.optional.insert(line(id))),
            Need::Conditional => drop(facts.conditional.insert(line(id))),
        }
        for threshold in workbook.thresholds(id) {
            let of_line = facts.thresholds.entry(threshold.line).or_default();
            of_line.push(limit(threshold.direction().name(), &threshold.value));
        }
    }
    for signoff in workbook.signoffs() {
        let line = checklist.blank(signoff.who).line;
        facts
            .signoffs
            .insert(line, workbook.role(signoff).to_owned());
    }
    for group in checklist.choice_groups() {
        let options = group.options.iter().map(|&id| line(id));
        facts.choices.insert(options.collect());
    }
    let struck = checklist.items().filter(|&id| checklist.is_struck(id));
    facts.struck.extend(struck.map(line));
    facts.boxes.extend(checklist.boxes().map(line));
    facts
}
