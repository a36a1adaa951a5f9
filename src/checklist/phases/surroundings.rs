//! The readings of all sections and lead lines of a document: what their words mean beside each other.

use std::collections::HashMap;

use super::acts::{self, Intent};
use super::heading::{self, Heading, Reference, RollbackSign, Sign};
use super::rollback::{self, Content};
use super::{Phase, PhaseReadings};
use crate::checklist::reading::Reading;
use crate::checklist::{Checklist, Directive, EntryId, Origin, Suggestion};

/// Reads the phases of a document.
pub(super) fn read(checklist: &Checklist) -> PhaseReadings {
    let mut reader = Reader::new(checklist);
    for id in checklist.ids() {
        reader.read(id);
    }
    reader.found
}

struct Reader<'a> {
    checklist: &'a Checklist,
    headings: Vec<Option<Heading>>,
    /// The lead lines that were read.
    leads: HashMap<usize, Option<Reading<Phase>>>,
    /// The phase of each entry so far, with what is inherited.
    phases: Vec<Phase>,
    /// The sign of a rollback that holds for what is under a section.
    rollbacks: Vec<Option<RollbackSign>>,
    /// True after a section for the launch or after it.
    has_launched: bool,
    /// True if a heading, or the title, names an event.
    names_event: bool,
    found: PhaseReadings,
}

impl<'a> Reader<'a> {
    fn new(checklist: &'a Checklist) -> Reader<'a> {
        let count = checklist.entries().len();
        let mut names_event = false;
        let headings = checklist.ids().map(|id| {
            let entry = checklist.entry(id);
            if !entry.is_section() {
                return None;
            }
            let heading = Heading::read(&entry.legible());
            names_event |= heading.events != 0;
            // The title names the whole document.
            (checklist.title() != Some(id)).then_some(heading)
        });
        Reader {
            headings: headings.collect(),
            checklist,
            leads: HashMap::new(),
            phases: Vec::with_capacity(count),
            rollbacks: Vec::with_capacity(count),
            has_launched: false,
            names_event,
            found: PhaseReadings {
                readings: vec![None; count],
                may_be_rollback: vec![false; count],
                suggestions: Vec::new(),
            },
        }
    }

    fn read(&mut self, id: EntryId) {
        let parent = self.checklist.entry(id).parent;
        let above = parent.map_or(Phase::Before, |up| self.phases[up.0]);
        let in_rollback = parent.and_then(|up| self.rollbacks[up.0]);
        self.rollbacks.push(in_rollback);
        self.phases.push(above);
        self.found.may_be_rollback[id.0] =
            parent.is_some_and(|up| self.found.may_be_rollback[up.0]);
        let stated = self
            .checklist
            .directives(id)
            .find_map(|directive| match directive {
                Directive::Phase(phase) => Some(phase),
                Directive::Need(_)
                | Directive::Sense(_)
                | Directive::SignOff(_)
                | Directive::Counts(_)
                | Directive::Choice(_)
                | Directive::NoBlank => None,
            });
        let reading = match stated {
            Some(value) => {
                self.rollbacks[id.0] = None;
                self.found.may_be_rollback[id.0] = false;
                Some(Reading {
                    value,
                    origin: Origin::Annotation,
                    words: Directive::Phase(value).to_string(),
                })
            }
            None if self.checklist.entry(id).is_section() => self.section(id, above),
            None => self.led(id, above),
        };
        if let Some(reading) = &reading {
            self.phases[id.0] = reading.value;
            let is_section = self.checklist.entry(id).is_section();
            self.has_launched |=
                is_section && matches!(reading.value, Phase::During | Phase::After);
        }
        self.found.readings[id.0] = reading;
    }

    fn pattern(&self, id: EntryId, phase: Phase) -> Reading<Phase> {
        Reading {
            value: phase,
            origin: Origin::Pattern,
            words: self.checklist.entry(id).legible().into_owned(),
        }
    }

    fn suggest(&mut self, id: EntryId, phase: Phase, words: &str) {
        self.found.suggestions.push(Suggestion {
            entry: id,
            directive: Directive::Phase(phase),
            words: words.to_owned(),
        });
    }

    /// The reading of a section by its heading, if it has one of its own.
    fn section(&mut self, id: EntryId, above: Phase) -> Option<Reading<Phase>> {
        let heading = self.headings[id.0].clone()?;
        if above == Phase::Info {
            // Everything under a section that informs is information, too: “Common Pre-Deployment Issues”.
            return None;
        }
        let phase = self.by_sign(id, &heading, above);
        if phase.is_none()
            && let Some(likely) = heading.likely
            && above == Phase::Before
            && self.has_items(id)
        {
            let words = self.checklist.entry(id).legible();
            self.suggest(id, likely, &words);
        }
        let phase = match phase {
            Some(phase) => phase,
            // What is done in staging is done before the launch, also if it is one of the steps.
            None if heading.is_rehearsal && above != Phase::Before && above != Phase::Rollback => {
                Phase::Before
            }
            None => return None,
        };
        Some(self.pattern(id, phase))
    }

    fn by_sign(&mut self, id: EntryId, heading: &Heading, above: Phase) -> Option<Phase> {
        let is_rehearsed = heading.is_rehearsal || self.above(id).any(|up| up.is_rehearsal);
        let sign = match (heading.sign, self.rollbacks[id.0]) {
            (Some(Sign::Plain(phase)), Some(_)) if matches!(phase, Phase::Before | Phase::Info) => {
                Sign::Plain(phase)
            }
            (Some(Sign::Rollback(sign)), _) => Sign::Rollback(sign),
            // A part of a rollback section: its triggers, its steps.
            (_, Some(around)) => Sign::Rollback(RollbackSign {
                is_trigger: heading.is_trigger,
                ..around
            }),
            (sign, None) => sign?,
        };
        match sign {
            Sign::Rollback(sign) => return self.rollback(id, sign, above),
            Sign::Plain(Phase::Info) => return self.informs(id, heading),
            Sign::Plain(Phase::Before) => return Some(Phase::Before),
            // After the deployment to staging is still before the launch.
            _ if is_rehearsed => return None,
            Sign::Plain(Phase::Upkeep) if self.is_stated_before(id) => return None,
            Sign::Plain(Phase::Upkeep) if heading.is_upkeep && self.has_claims(id) => {
                let words = self.checklist.entry(id).legible();
                self.suggest(id, Phase::Upkeep, &words);
                return None;
            }
            Sign::Plain(phase) => return Some(phase),
            Sign::Moment(_) | Sign::Counted | Sign::First | Sign::Measured | Sign::Smoke => {}
        }
        let phase = self.by_surroundings(id, heading, sign, above);
        if phase.is_none()
            && above == Phase::Before
            && !self.is_stated_before(id)
            && self.has_orders(id)
        {
            let likely = match sign {
                Sign::Moment(_) | Sign::Smoke => Phase::During,
                Sign::Counted
                | Sign::First
                | Sign::Measured
                | Sign::Plain(_)
                | Sign::Rollback(_) => Phase::After,
            };
            let words = self.checklist.entry(id).legible();
            if sign != Sign::Counted {
                self.suggest(id, likely, &words);
            }
        }
        phase
    }

    /// The phase of a sign that only holds in fitting surroundings.
    fn by_surroundings(
        &self,
        id: EntryId,
        heading: &Heading,
        sign: Sign,
        above: Phase,
    ) -> Option<Phase> {
        match sign {
            Sign::Moment(is_step) => self
                .is_launch(id, heading, is_step)
                .then_some(Phase::During),
            // “Week 1” is a week of the project, unless a section for the launch comes before it.
            Sign::Counted => {
                (self.has_launched && !self.is_stated_before(id) && above != Phase::Upkeep)
                    .then_some(Phase::After)
            }
            Sign::First => (self.names_event && !self.is_stated_before(id)).then_some(Phase::After),
            // A part may have success metrics of its own.
            Sign::Measured => {
                let parent = self.checklist.entry(id).parent;
                let is_top = parent.is_none_or(|up| self.checklist.title() == Some(up));
                (is_top && !self.has_claims(id)).then_some(Phase::After)
            }
            Sign::Smoke => {
                let before = self.siblings(id).take_while(|&other| other < id).last()?;
                (self.found.readings[before.0].as_ref()?.value == Phase::During)
                    .then_some(Phase::During)
            }
            Sign::Plain(_) | Sign::Rollback(_) => None,
        }
    }

    /// True if a section named like the launch is the launch: the document has a section for before or after it, and
    /// none of its own subsections says when.
    fn is_launch(&self, id: EntryId, heading: &Heading, is_step: bool) -> bool {
        let says_when = |heading: &Heading| {
            matches!(
                heading.sign,
                Some(Sign::Plain(Phase::Before | Phase::During | Phase::After))
            )
        };
        let within = self.checklist.subtree(id).skip(1);
        let mut within = within.filter_map(|under| self.headings[under.0].as_ref());
        if self.is_stated_before(id) || within.any(says_when) {
            return false;
        }
        let (mut is_after_one, mut is_before_one, mut is_same) = (false, false, false);
        for around in std::iter::once(id).chain(self.checklist.ancestors(id)) {
            for other in self.siblings(around).filter(|&other| other != around) {
                let Some(sibling) = &self.headings[other.0] else {
                    continue;
                };
                let is_earlier = other < around;
                let fits = match sibling.sign {
                    Some(Sign::Plain(Phase::Before)) => is_earlier,
                    Some(Sign::Plain(Phase::After) | Sign::First) => !is_earlier,
                    Some(Sign::Rollback(_)) => !is_earlier && is_step,
                    Some(
                        Sign::Plain(_)
                        | Sign::Moment(_)
                        | Sign::Counted
                        | Sign::Measured
                        | Sign::Smoke,
                    )
                    | None => is_earlier && sibling.is_rehearsal && heading.is_same_event(sibling),
                };
                if fits {
                    is_after_one |= is_earlier;
                    is_before_one |= !is_earlier;
                    // `Hypercare` and `First 24 Hours` follow any event.
                    is_same |= heading.is_same_event(sibling) || !is_earlier && sibling.events == 0;
                }
            }
        }
        match (is_after_one, is_before_one) {
            (true, true) => true,
            (false, false) => false,
            (true, false) | (false, true) => {
                let is_environment = heading.events == 1 << 3 && !is_step;
                (is_same || is_step) && !is_environment && !self.has_claims(id)
            }
        }
    }

    /// The phase of a section about a rollback, by what its items are.
    fn rollback(&mut self, id: EntryId, sign: RollbackSign, above: Phase) -> Option<Phase> {
        self.rollbacks[id.0] = Some(sign);
        let content = rollback::content(sign, self.texts(id).iter().map(String::as_str));
        let is_stated_before = self.is_stated_before(id);
        let phase = match content {
            Content::Procedure if !is_stated_before => Some(Phase::Rollback),
            Content::Procedure | Content::Unclear => {
                self.found.may_be_rollback[id.0] = true;
                None
            }
            Content::Readiness => {
                self.found.may_be_rollback[id.0] = false;
                None
            }
            Content::Empty => None,
        };
        if self.found.may_be_rollback[id.0] && content != Content::Empty && phase.is_none() {
            let words = self.checklist.entry(id).legible();
            self.suggest(id, Phase::Rollback, &words);
        }
        match phase {
            Some(phase) => {
                self.found.may_be_rollback[id.0] = false;
                Some(phase)
            }
            // What is under a procedure and isn't one is asked for before the launch.
            None if above == Phase::Rollback && content != Content::Empty => Some(Phase::Before),
            None => None,
        }
    }

    /// The phase of a section with a name such as `Appendix`: it informs if nothing in it asks for action. Instructions
    /// only inform under headings such as `Troubleshooting`.
    fn informs(&mut self, id: EntryId, heading: &Heading) -> Option<Phase> {
        let within = || self.checklist.subtree(id);
        let items = || within().filter(|&under| self.checklist.entry(under).is_item());
        if items().next().is_none() {
            return Some(Phase::Info);
        }
        let asks = within().any(|under| heading::asks(&self.checklist.entry(under).legible()));
        let section_of = |item: EntryId| {
            let mut above = self.checklist.ancestors(item);
            above.find(|&up| self.checklist.entry(up).is_section())
        };
        let is_own = items().all(|item| section_of(item) == Some(id));
        let informs_of_all = matches!(
            heading.reference,
            Some(Reference::Troubleshooting | Reference::Appendix)
        );
        if asks || !(informs_of_all || is_own) {
            return None;
        }
        // What an appendix claims has to be true: `Pen test passed`.
        let claims = matches!(heading.reference, Some(Reference::Appendix));
        let is_order = |act: &Intent| match act {
            Intent::Order | Intent::Revert | Intent::Preparation => true,
            Intent::Claim => claims,
            Intent::Unclear => false,
        };
        let is_legend = matches!(
            heading.reference,
            Some(Reference::Legend | Reference::Troubleshooting)
        );
        if is_legend || !self.acts(id).iter().any(is_order) {
            return Some(Phase::Info);
        }
        let words = self.checklist.entry(id).legible();
        self.suggest(id, Phase::Info, &words);
        None
    }

    /// The reading of an entry that a lead line is about.
    fn led(&mut self, id: EntryId, above: Phase) -> Option<Reading<Phase>> {
        let index = self.checklist.leads().index(id)?;
        if let Some(known) = self.leads.get(&index) {
            return known.clone();
        }
        let reading = self.by_lead(id, index, above);
        self.leads.insert(index, reading.clone());
        reading
    }

    fn by_lead(&mut self, id: EntryId, index: usize, above: Phase) -> Option<Reading<Phase>> {
        let leads = self.checklist.leads();
        let lead = &leads.list()[index];
        let heading = Heading::read(&lead.text);
        let is_rehearsed = heading.is_rehearsal || self.above(id).any(|up| up.is_rehearsal);
        let texts = || {
            let items = leads
                .led(index)
                .filter(|&led| self.checklist.entry(led).is_item());
            items
                .map(|led| self.checklist.entry(led).text.as_str())
                .collect::<Vec<_>>()
        };
        let phase = match heading.sign? {
            Sign::Plain(Phase::Before) => Phase::Before,
            _ if is_rehearsed || above == Phase::Info => return None,
            Sign::Plain(phase @ (Phase::During | Phase::After)) => phase,
            Sign::First if self.names_event && !self.is_stated_before(id) => Phase::After,
            Sign::Rollback(sign) if !self.is_stated_before(id) => {
                let sign = RollbackSign {
                    is_trigger: sign.is_trigger || heading::is_condition(&lead.text),
                    ..sign
                };
                match rollback::content(sign, texts().into_iter()) {
                    Content::Procedure => Phase::Rollback,
                    Content::Readiness | Content::Unclear | Content::Empty => return None,
                }
            }
            Sign::Counted if self.has_launched && above != Phase::Before => Phase::After,
            Sign::Plain(Phase::Upkeep) if above == Phase::After => Phase::Upkeep,
            Sign::Plain(_)
            | Sign::Moment(_)
            | Sign::Counted
            | Sign::First
            | Sign::Measured
            | Sign::Smoke
            | Sign::Rollback(_) => return None,
        };
        Some(Reading {
            value: phase,
            origin: Origin::Pattern,
            words: lead.text.clone(),
        })
    }

    /// The headings above an entry, without the title.
    fn above(&self, id: EntryId) -> impl Iterator<Item = &Heading> {
        self.checklist
            .ancestors(id)
            .filter_map(|up| self.headings[up.0].as_ref())
    }

    /// True if the nearest section above that states a phase is before the launch.
    fn is_stated_before(&self, id: EntryId) -> bool {
        let nearest = self
            .checklist
            .ancestors(id)
            .find_map(|up| self.found.readings[up.0].as_ref());
        nearest.is_some_and(|reading| reading.value == Phase::Before)
    }

    /// The sections with the same section above.
    fn siblings(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        let parent = self.checklist.entry(id).parent;
        let from = parent.map_or(0, |up| up.0 + 1);
        let end = parent.map_or(self.headings.len(), |up| self.checklist.entry(up).end.0);
        let mut next = from;
        std::iter::from_fn(move || {
            while next < end {
                let here = EntryId(next);
                next = self.checklist.entry(here).end.0.max(next + 1);
                if self.headings[here.0].is_some() {
                    return Some(here);
                }
            }
            None
        })
    }

    /// The texts of the items of a section that aren't in a subsection; those with items under them only name these.
    fn texts(&self, id: EntryId) -> Vec<String> {
        let own = self.checklist.subtree(id).skip(1);
        let own = own.take_while(|&under| !self.checklist.entry(under).is_section());
        let items = own.filter(|&under| self.checklist.entry(under).is_item());
        let names_others = |item: EntryId| {
            let mut under = self.checklist.subtree(item).skip(1);
            under.any(|under| self.checklist.entry(under).is_item())
                && acts::act(&self.checklist.entry(item).text) == Intent::Unclear
        };
        items
            .filter(|&item| !names_others(item))
            .map(|item| self.checklist.entry(item).legible().into_owned())
            .collect()
    }

    fn has_items(&self, id: EntryId) -> bool {
        self.checklist
            .subtree(id)
            .any(|under| self.checklist.entry(under).is_item())
    }

    /// True if at least half of the items under a section are claims.
    fn has_claims(&self, id: EntryId) -> bool {
        let acts = self.acts(id);
        let claims = acts.iter().filter(|act| **act == Intent::Claim).count();
        claims > 0 && claims * 2 >= acts.len()
    }

    /// True if more than half of the items under a section are instructions.
    fn has_orders(&self, id: EntryId) -> bool {
        let acts = self.acts(id);
        let orders = acts
            .iter()
            .filter(|act| matches!(act, Intent::Revert | Intent::Order | Intent::Preparation))
            .count();
        orders * 2 > acts.len()
    }

    fn acts(&self, id: EntryId) -> Vec<Intent> {
        let items = self
            .checklist
            .subtree(id)
            .filter(|&under| self.checklist.entry(under).is_item());
        items
            .map(|item| acts::act(&self.checklist.entry(item).legible()))
            .collect()
    }
}
