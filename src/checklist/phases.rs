//! The phases of a launch, as the headings of a document name them: before going live, during,
//! after, recurring work, and sections that only inform.
//!
//! They are inferred from the words of the headings and can be wrong; a person can override them, which the workbook
//! keeps. Sections without such words, and doubtful ones, are before going live: a wrong guess may make people do more,
//! but must never remove an item from what a GO needs.

mod heading;
mod vocabulary;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Checklist, EntryId};
use heading::{Heading, Sign};
use vocabulary::ROUTINES;

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
pub(super) fn is_routine(words: &str) -> bool {
    let words = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    !words.is_empty() && words.iter().all(|word| ROUTINES.contains(&word.as_str()))
}

/// The phase that the heading of each section names, by the index of the entry. The title doesn't count,
/// as it names the whole document.
pub(super) fn of_headings(checklist: &Checklist) -> Vec<Option<Phase>> {
    let headings: Vec<Option<Heading>> = checklist
        .ids()
        .map(|id| {
            let is_read = checklist.entry(id).is_section() && checklist.title() != Some(id);
            is_read.then(|| Heading::read(&checklist.entry(id).legible()))
        })
        .collect();
    let mut phases = vec![None; headings.len()];
    let mut launches = false;
    for id in checklist.ids() {
        let Some(heading) = &headings[id.0] else {
            continue;
        };
        let above = || checklist.ancestors(id).find_map(|up| phases[up.0]);
        let above = above();
        let phase = match heading.sign {
            // Everything under a section that informs is information, too: “Common Pre-Deployment Issues”.
            _ if above == Some(Phase::Info) => None,
            Some(Sign::Plain(Phase::Info)) => {
                informs(checklist, id, heading).then_some(Phase::Info)
            }
            Some(Sign::Plain(Phase::Before)) => Some(Phase::Before),
            // After the deployment to staging is still before the launch.
            _ if is_rehearsed(checklist, &headings, id) => None,
            Some(Sign::Plain(phase)) => Some(phase),
            Some(Sign::Moment) if is_between(checklist, &headings, id) => Some(Phase::During),
            // “Week 1” is a week of the project, unless a section about the launch comes before it.
            Some(Sign::Counted) if launches && above != Some(Phase::Before) => Some(Phase::After),
            // A part may have success metrics of its own.
            Some(Sign::Measured)
                if checklist
                    .entry(id)
                    .parent
                    .is_none_or(|up| checklist.title() == Some(up)) =>
            {
                Some(Phase::After)
            }
            Some(Sign::Moment | Sign::Counted | Sign::Measured) | None => None,
        };
        launches |= matches!(phase, Some(Phase::Before | Phase::During | Phase::After));
        phases[id.0] = phase;
    }
    phases
}

/// True if a section with a name such as `Appendix` only informs: nothing in it asks for action, and no section
/// under it has items, as those under a table of contents do.
fn informs(checklist: &Checklist, id: EntryId, heading: &Heading) -> bool {
    let within = || checklist.subtree(id);
    let items = || within().filter(|&under| checklist.entry(under).is_item());
    if items().next().is_none() {
        return true;
    }
    let asks = within().any(|under| heading::asks(&checklist.entry(under).legible()));
    let section_of = |item: EntryId| {
        checklist
            .ancestors(item)
            .find(|&up| checklist.entry(up).is_section())
    };
    !asks && (heading.informs_of_all || items().all(|item| section_of(item) == Some(id)))
}

/// True if a section or one above it, except for the title, is about a rehearsal environment.
fn is_rehearsed(checklist: &Checklist, headings: &[Option<Heading>], id: EntryId) -> bool {
    let mut here = std::iter::once(id).chain(checklist.ancestors(id));
    here.any(|up| {
        headings[up.0]
            .as_ref()
            .is_some_and(|heading| heading.is_rehearsal)
    })
}

/// True if a section named like the launch has a sibling for before or after that launch, and
/// none of its own subsections says so.
fn is_between(checklist: &Checklist, headings: &[Option<Heading>], id: EntryId) -> bool {
    let Some(own) = &headings[id.0] else {
        return false;
    };
    let says_when = |heading: &Heading| {
        matches!(
            heading.sign,
            Some(Sign::Plain(Phase::Before | Phase::During | Phase::After))
        )
    };
    let within = checklist
        .subtree(id)
        .skip(1)
        .filter_map(|under| headings[under.0].as_ref());
    if within.into_iter().any(says_when) {
        return false;
    }
    let parent = checklist.entry(id).parent;
    let around = parent.map_or(0..headings.len(), |parent| {
        parent.0..checklist.entry(parent).end.0
    });
    around.into_iter().map(EntryId).any(|sister| {
        let Some(other) = &headings[sister.0] else {
            return false;
        };
        let Some(Sign::Plain(phase @ (Phase::Before | Phase::After))) = other.sign else {
            return false;
        };
        let order = if phase == Phase::Before {
            sister < id
        } else {
            sister > id
        };
        checklist.entry(sister).parent == parent
            && order
            && other.event.is_some()
            && own.is_same_event(other)
    })
}

#[cfg(test)]
mod tests {
    use super::of_headings;
    use crate::checklist::{Checklist, EntryId};

    /// Every section with what its heading says.
    fn told(document: &str) -> String {
        let checklist = Checklist::parse(document);
        let phases = of_headings(&checklist);
        let sections = checklist
            .ids()
            .filter(|&id| checklist.entry(id).is_section());
        let line = |id: EntryId| {
            let phase = phases[id.0].map_or("-", super::Phase::name);
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
