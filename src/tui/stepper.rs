//! Walk mode: the outline as a procedure, one step at a time. A step is an item, another box, or a line with a blank; at
//! the end of a section the walk pauses. The current step is the selection.

use std::ops::Range;

use crate::checklist::{Checklist, EntryId};
use crate::progress::State;
use crate::workbook::{BlockerKind, Standing, Workbook};

/// A walk that is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stepper {
    /// The section at whose end the walk pauses; the step shown last is still selected.
    pub pause: Option<StepperPause>,
}

/// The end of a section, or of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepperPause {
    /// Of a section.
    Section(EntryId),
    /// Of the steps of one phase that ends within a section: those around this one, the last.
    Phase(EntryId),
    /// Of the document.
    Document,
}

/// A step that was left unfinished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemainingStep {
    /// The step.
    pub step: EntryId,
    /// The kind of blocker.
    pub why: BlockerKind,
}

/// Returns whether an entry is a step of a walk.
pub fn is_step(checklist: &Checklist, id: EntryId) -> bool {
    checklist.is_step(id)
}

/// The steps of a walk in order.
pub fn steps(checklist: &Checklist) -> impl DoubleEndedIterator<Item = EntryId> + '_ {
    checklist.steps()
}

/// Returns the unfinished steps after an entry; blocked ones wait for others and are skipped.
pub fn unfinished_after(workbook: &Workbook, here: EntryId) -> impl Iterator<Item = EntryId> + '_ {
    let after = steps(workbook.checklist()).filter(move |&id| id > here);
    after.filter(|&id| lack(workbook, id).is_some_and(|why| why != BlockerKind::Blocked))
}

/// The entries that a walk pauses at the end of.
pub fn within(workbook: &Workbook, pause: StepperPause) -> Range<EntryId> {
    let checklist = workbook.checklist();
    match pause {
        StepperPause::Section(section) => section..checklist.entry(section).end,
        StepperPause::Document => EntryId(0)..EntryId(checklist.entries().len()),
        StepperPause::Phase(last) => {
            let phase = workbook.phase(last);
            let other = steps(checklist)
                .take_while(|&id| id < last)
                .filter(|&id| workbook.phase(id) != phase);
            let first = other
                .last()
                .map_or(EntryId(0), |other| EntryId(other.0 + 1));
            first..EntryId(last.0 + 1)
        }
    }
}

/// Returns the first unfinished step after a pause.
pub fn first_unfinished_after(workbook: &Workbook, pause: StepperPause) -> Option<EntryId> {
    let end = within(workbook, pause).end;
    unfinished_after(workbook, EntryId(end.0.saturating_sub(1))).next()
}

/// Returns the number of blockers in the part that ends at a pause.
pub fn blockers(workbook: &Workbook, pause: StepperPause) -> usize {
    let within = within(workbook, pause);
    let is_here =
        |id: Option<EntryId>| id.map_or(pause == StepperPause::Document, |id| within.contains(&id));
    workbook
        .verdict()
        .blockers
        .iter()
        .filter(|blocker| is_here(blocker.entry))
        .count()
}

/// Returns the sections of a step without the title: all of them with `between`, then fewer of the
/// outer ones, at last the innermost.
pub fn sections(workbook: &Workbook, step: EntryId, between: &str) -> Vec<String> {
    let checklist = workbook.checklist();
    let within = |&up: &EntryId| checklist.entry(up).is_section() && checklist.title() != Some(up);
    let mut names: Vec<_> = checklist
        .ancestors(step)
        .filter(within)
        .map(|up| workbook.reading(up))
        .collect();
    names.reverse();
    (0..names.len())
        .map(|from| names[from..].join(&format!(" {between} ")))
        .collect()
}

/// Returns the number of a step, from 1, and the number of steps.
pub fn position(checklist: &Checklist, step: EntryId) -> (usize, usize) {
    (
        steps(checklist).take_while(|&id| id <= step).count(),
        steps(checklist).count(),
    )
}

/// Returns what is missing at a step; nothing where it can be skipped.
pub fn lack(workbook: &Workbook, step: EntryId) -> Option<BlockerKind> {
    let checklist = workbook.checklist();
    if checklist.entry(step).can_be_ticked() {
        match workbook.state(step) {
            _ if workbook.marks(step).state.is_conflict() => return Some(BlockerKind::Conflict),
            State::Open => return Some(BlockerKind::Open),
            State::Blocked => return Some(BlockerKind::Blocked),
            State::Na | State::Waived => return wanted(workbook, step),
            State::Done if workbook.needs_confirmation(step) => return Some(BlockerKind::Confirm),
            State::Done => {}
        }
    }
    if checklist
        .blanks_of(step)
        .any(|blank| !workbook.is_filled(blank))
    {
        return Some(BlockerKind::Empty);
    }
    let lines = || {
        checklist
            .item_with_lines(step)
            .flat_map(|line| workbook.signoffs_at(line))
    };
    if lines().any(|signoff| matches!(workbook.signature(signoff), Standing::Void(_))) {
        return Some(BlockerKind::Void);
    }
    if lines().any(|signoff| !workbook.is_signed(signoff)) {
        return Some(BlockerKind::Unsigned);
    }
    wanted(workbook, step)
}

/// Returns what the verdict requires of a step, which is never skipped.
fn wanted(workbook: &Workbook, step: EntryId) -> Option<BlockerKind> {
    if !workbook.checklist().entry(step).is_item() {
        return workbook
            .needs_confirmation(step)
            .then_some(BlockerKind::Confirm);
    }
    Some(workbook.wants(step).first()?.kind())
}

/// Returns the unfinished steps in the part that ends at a pause, without optional ones.
pub fn left(workbook: &Workbook, pause: StepperPause) -> Vec<RemainingStep> {
    let checklist = workbook.checklist();
    let within = within(workbook, pause);
    let steps = steps(checklist)
        .filter(|id| within.contains(id))
        .filter(|&id| !workbook.is_optional(id));
    steps
        .filter_map(|step| {
            Some(RemainingStep {
                step,
                why: lack(workbook, step)?,
            })
        })
        .collect()
}

/// Returns the largest section that contains `from` and not `next`, without the title. Where none
/// ends, a phase may: steps right under the title have no section of their own.
pub fn ended(workbook: &Workbook, from: EntryId, next: Option<EntryId>) -> Option<StepperPause> {
    let checklist = workbook.checklist();
    let Some(next) = next else {
        return Some(StepperPause::Document);
    };
    let ended = |&up: &EntryId| {
        let entry = checklist.entry(up);
        entry.is_section() && checklist.title() != Some(up) && next >= entry.end
    };
    let section = checklist
        .ancestors(from)
        .filter(ended)
        .last()
        .map(StepperPause::Section);
    section.or_else(|| {
        // Of steps that are passed by, the last of the same phase is the end.
        let phase = workbook.phase(from);
        let between = steps(checklist).filter(|&id| from <= id && id <= next);
        let last = between
            .take_while(|&id| workbook.phase(id) == phase)
            .last()?;
        (workbook.phase(next) != phase).then_some(StepperPause::Phase(last))
    })
}

#[cfg(test)]
mod tests {
    use super::{StepperPause, ended, left, position, steps};
    use crate::checklist::{Checklist, EntryId};
    use crate::progress::Progress;
    use crate::workbook::Workbook;

    /// 0 title, 1 A, 2 one, 3 under, 4 its line, 5 A1, 6 two, 7 B, 8 three, 9 sign-off line.
    const TEXT: &str = "# T\n## A\n- [ ] one\n  - [x] under\n\n    Region: ____\n### A1\n- [x] two (optional)\n## B\n- [ ] three: ____\n\n**Lead**: ________\n";

    #[test]
    fn steps_are_items_and_lines_of_their_own() {
        let checklist = Checklist::parse(TEXT);
        let found: Vec<usize> = steps(&checklist).map(|id| id.0).collect();
        assert_eq!(found, [2, 3, 6, 8, 9]);
        assert_eq!(position(&checklist, EntryId(6)), (3, 5));
    }

    #[test]
    fn a_walk_pauses_where_a_section_ends() {
        let workbook = Workbook::new(Checklist::parse(TEXT), Progress::new("a.md", None));
        for (from, next, pause) in [
            (2, Some(3), None),
            (3, Some(6), None),
            (6, Some(8), Some(StepperPause::Section(EntryId(1)))),
            (9, None, Some(StepperPause::Document)),
        ] {
            assert_eq!(
                ended(&workbook, EntryId(from), next.map(EntryId)),
                pause,
                "from {from}"
            );
        }
    }

    #[test]
    fn what_is_left_is_told_with_its_reason() {
        let workbook = Workbook::new(Checklist::parse(TEXT), Progress::new("a.md", None));
        let told = |pause| -> Vec<(usize, &str)> {
            left(&workbook, pause)
                .into_iter()
                .map(|left| (left.step.0, left.why.name()))
                .collect()
        };
        assert_eq!(
            told(StepperPause::Section(EntryId(1))),
            [(2, "open"), (3, "empty")]
        );
        assert_eq!(
            told(StepperPause::Section(EntryId(7))),
            [(8, "open"), (9, "empty")]
        );
        assert_eq!(told(StepperPause::Document).len(), 4);
    }

    #[test]
    fn a_walk_pauses_where_a_phase_ends_without_a_section() {
        let under_title = "# T\n- [ ] one\n- [ ] two\n## Launch Day\n- [ ] three\n";
        let without_title =
            "- [ ] one\n- [ ] two\n\n## Launch Day\n- [ ] three\n## After Launch\n- [ ] four\n";
        let nested =
            "# T\n## A\n- [ ] one\n- [ ] two\n### Launch Day\n- [ ] three\n### B\n- [ ] four\n";
        for (text, from, next, pause, within) in [
            (under_title, 1, 2, None, 0..0),
            (
                under_title,
                2,
                4,
                Some(StepperPause::Phase(EntryId(2))),
                0..3,
            ),
            (
                under_title,
                1,
                4,
                Some(StepperPause::Phase(EntryId(2))),
                0..3,
            ),
            (
                without_title,
                1,
                3,
                Some(StepperPause::Phase(EntryId(1))),
                0..2,
            ),
            (
                without_title,
                3,
                5,
                Some(StepperPause::Section(EntryId(2))),
                2..4,
            ),
            (nested, 3, 5, Some(StepperPause::Phase(EntryId(3))), 0..4),
            (nested, 5, 7, Some(StepperPause::Section(EntryId(4))), 4..6),
            ("- [ ] one\n- [ ] two\n", 0, 1, None, 0..0),
        ] {
            let workbook = Workbook::new(Checklist::parse(text), Progress::new("a.md", None));
            let found = ended(&workbook, EntryId(from), Some(EntryId(next)));
            assert_eq!(found, pause, "from {from} in {text}");
            let range = found.map_or(0..0, |pause| {
                let range = super::within(&workbook, pause);
                range.start.0..range.end.0
            });
            assert_eq!(range, within, "from {from} in {text}");
        }
    }
}
