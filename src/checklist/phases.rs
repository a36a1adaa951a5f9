//! The phases of a launch, as the headings of a document name them: before going live, during,
//! after, recurring work, and sections that only inform.
//!
//! They are inferred from the words of the headings and can be wrong; a person can override them, which the workbook
//! keeps. Sections without such words, and doubtful ones, are before going live: a wrong guess may make people do more,
//! but must never remove an item from what a GO needs.

mod acts;
mod heading;
#[cfg(test)]
mod headings_tests;
mod rollback;
mod surroundings;
mod tokens;

use schemars::JsonSchema;
use serde::Serialize;

use super::languages::{Term, words};
use super::{Checklist, Reading, Suggestion};

/// Words for how often.
const OFTEN: [Term; 7] = [
    Term::Hourly,
    Term::Daily,
    Term::Weekly,
    Term::Biweekly,
    Term::Monthly,
    Term::Quarterly,
    Term::Yearly,
];

/// The phases that the document states, by the index of the entry.
#[derive(Debug, Clone, Default)]
pub(super) struct PhaseReadings {
    pub(super) readings: Vec<Option<Reading<Phase>>>,
    /// True for what may be part of a rollback procedure, and counts.
    pub(super) may_be_rollback: Vec<bool>,
    pub(super) suggestions: Vec<Suggestion>,
}

/// A phase of a launch.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Before going live: its items are needed for a GO.
    #[default]
    Before,
    /// While going live.
    During,
    /// After going live.
    After,
    /// Recurring work.
    Upkeep,
    /// Only if something goes wrong: its items never count.
    Rollback,
    /// Information only: its items never block.
    Info,
}

impl Phase {
    /// All phases, in the order of a launch.
    pub const ALL: [Phase; 6] = [
        Phase::Before,
        Phase::During,
        Phase::After,
        Phase::Upkeep,
        Phase::Rollback,
        Phase::Info,
    ];

    /// The name of the phase in JSON, on the command line and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Before => "before",
            Phase::During => "during",
            Phase::After => "after",
            Phase::Upkeep => "upkeep",
            Phase::Rollback => "rollback",
            Phase::Info => "info",
        }
    }

    /// The phase of this name.
    pub fn from_name(name: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| phase.name() == name)
    }
}

impl std::fmt::Display for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// True if words only name recurring work: `Reviews`, `Maintenance tasks`.
pub(super) fn is_routine(text: &str) -> bool {
    let text = text.to_lowercase();
    let words_of = text.split(|c: char| !c.is_alphanumeric());
    let mut all = words_of.filter(|word| !word.is_empty()).peekable();
    all.peek().is_some() && all.all(|word| words(Term::Routine).is(word))
}

/// The phases that the headings and lead lines of a document name. The title doesn't count, as it names the whole
/// document.
pub(super) fn read(checklist: &Checklist) -> PhaseReadings {
    surroundings::read(checklist)
}

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, EntryId};

    /// Every section with what its heading says.
    fn told(document: &str) -> String {
        let checklist = Checklist::parse(document);
        let sections = checklist
            .ids()
            .filter(|&id| checklist.entry(id).is_section());
        let line = |id: EntryId| {
            let reading = checklist.phase_reading(id);
            let phase = reading.map_or("-", |reading| reading.value.name());
            format!("{}: {phase}", checklist.entry(id).text)
        };
        sections.map(line).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn headings_are_read_in_their_surroundings() {
        for (document, expected) in [
            (
                "# T\n## Pre-Deployment\n## Deployment\n## Post-Deployment\n",
                "T: - | Pre-Deployment: before | Deployment: during | Post-Deployment: after",
            ),
            (
                "# T\n## Deployment\n## Pre-Launch Tasks\n",
                "T: - | Deployment: - | Pre-Launch Tasks: before",
            ),
            (
                "# T\n## Deployment\n## Pre-Deployment\n",
                "T: - | Deployment: - | Pre-Deployment: before",
            ),
            (
                "# T\n## Pre-Deployment\n## Deployment\n### Before Deployment\n",
                "T: - | Pre-Deployment: before | Deployment: - | Before Deployment: before",
            ),
            (
                "# T\n## Week 1: Foundation\n## Launch Day\n## Week 1\n",
                "T: - | Week 1: Foundation: - | Launch Day: during | Week 1: after",
            ),
            (
                "# T\n## Pre-Launch\n### Week 1\n",
                "T: - | Pre-Launch: before | Week 1: -",
            ),
            (
                "# T\n## Troubleshooting\n### Common Pre-Deployment Issues\n",
                "T: - | Troubleshooting: info | Common Pre-Deployment Issues: -",
            ),
            (
                "# T\n## Staging\n### Post-Deployment\n### Launch Day\n## Post-Deployment\n",
                "T: - | Staging: - | Post-Deployment: - | Launch Day: - | Post-Deployment: after",
            ),
            (
                "# T\n## Pre-Launch\n### Post-Launch\n",
                "T: - | Pre-Launch: before | Post-Launch: after",
            ),
            (
                "# T\n## Pre-Launch\n## Go-Live Checklist\n## Go-Live\n",
                "T: - | Pre-Launch: before | Go-Live Checklist: - | Go-Live: during",
            ),
            (
                "# T\n## Beta\n### Success Metrics\n## Success Metrics\n",
                "T: - | Beta: - | Success Metrics: - | Success Metrics: after",
            ),
            ("# T\n## Appendix\n- [ ] a\n", "T: - | Appendix: info"),
            (
                "# T\n## Appendix: must do\n- [ ] a\n",
                "T: - | Appendix: must do: -",
            ),
            (
                "# T\n## Appendix: must do\ntext\n",
                "T: - | Appendix: must do: info",
            ),
            (
                "# T\n## Appendix\n- [ ] a\n- [ ] b (required)\n",
                "T: - | Appendix: -",
            ),
            (
                "# T\n## Notes\n- [ ] Read them before the launch\n",
                "T: - | Notes: -",
            ),
            (
                "# T\n## Troubleshooting\n### It hangs\n- [ ] a\n",
                "T: - | Troubleshooting: info | It hangs: -",
            ),
            (
                "# T\n## Troubleshooting\n### Pre-Deployment\n- [ ] a\n",
                "T: - | Troubleshooting: - | Pre-Deployment: before",
            ),
            (
                "# T\n## Contents\n### Data\n- [ ] a\n",
                "T: - | Contents: - | Data: -",
            ),
            (
                "# T\n## Contents\n- [ ] a\n### Data\n",
                "T: - | Contents: info | Data: -",
            ),
            (
                "# Post-Deployment Checklist\n## Checks\n",
                "Post-Deployment Checklist: - | Checks: -",
            ),
        ] {
            assert_eq!(told(document), expected);
        }
    }
}
