//! The phase that the words of a heading name.

use super::Phase;
use super::tokens::{HeadingText, Segment, Token};
use crate::checklist::languages::{Term, lower, words};

/// The statement of a heading about its phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::checklist) enum Sign {
    /// It names its phase.
    Plain(Phase),
    /// It is named like the launch itself, `Deployment`; true if it names steps, `Deployment steps`.
    Moment(bool),
    /// It counts time: `Week 1`, `24 hours`.
    Counted,
    /// It names the first time after an event: `First 24 hours`.
    First,
    /// It names measurements after going live: `Success Metrics`.
    Measured,
    /// It names tests right after the deployment: `Smoke tests`.
    Smoke,
    /// It is about a rollback or an emergency, or about what triggers one.
    Rollback(RollbackSign),
}

/// The kind of a heading about a rollback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::checklist) struct RollbackSign {
    /// It names the conditions for a rollback.
    pub(super) is_trigger: bool,
    /// It names something else, too: `Monitoring & Rollback`.
    pub(super) is_joined: bool,
}

/// The result of reading a heading.
#[derive(Debug, Clone)]
pub(in crate::checklist) struct Heading {
    pub(super) sign: Option<Sign>,
    /// The phase that it only may name: `Post-deployment plan`.
    pub(super) likely: Option<Phase>,
    /// The events that it names, as bits in the order of [`Term::EVENTS`].
    pub(super) events: u32,
    /// True if it names a rehearsal environment: `Staging`.
    pub(super) is_rehearsal: bool,
    /// The kind of reference that it names.
    pub(super) reference: Option<Reference>,
    /// True if it names upkeep without saying how often: `Maintenance`.
    pub(super) is_upkeep: bool,
    /// True if it names triggers, criteria or conditions.
    pub(super) is_trigger: bool,
}

/// A kind of section that people look things up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::checklist) enum Reference {
    /// Nobody expects tasks under it: `Legend`.
    Legend,
    /// Its instructions are for those who have the problem, also in its subsections.
    Troubleshooting,
    /// It informs, with its subsections, unless it gives instructions.
    Appendix,
}

impl Reference {
    fn read(whole: &str) -> Option<Reference> {
        if words(Term::HeadingLegend).is(whole) {
            return Some(Reference::Legend);
        }
        let starts = |term: Term| words(term).start(whole).is_some();
        if starts(Term::StartsInfo) {
            return Some(Reference::Troubleshooting);
        }
        starts(Term::StartsAppendix).then_some(Reference::Appendix)
    }
}

impl Heading {
    pub(super) fn read(text: &str) -> Heading {
        let text = HeadingText::new(text);
        let segments = text.segments();
        let is_rehearsal = segments.iter().any(|segment| segment.has(Term::Rehearsal));
        let is_claim = segments.iter().any(is_claim);
        let mut likely = None;
        let main = segments
            .iter()
            .position(|segment| !is_number(segment) && counted(segment).is_none())
            .unwrap_or(0);
        let signs = segments
            .iter()
            .enumerate()
            .filter_map(|(at, segment)| Some((at, sign(segment, at == main, at == 0)?)));
        let mut signs: Vec<(usize, Sign)> = signs.collect();
        if is_claim || is_rehearsal {
            signs.retain(|(_, sign)| {
                let stays = !is_later(*sign);
                if !stays
                    && !is_rehearsal
                    && let Sign::Plain(phase) = sign
                {
                    likely = Some(*phase);
                }
                stays
            });
        }
        let whole = segments.first().map(Segment::whole).unwrap_or_default();
        Heading {
            sign: strongest(&signs),
            likely,
            events: segments
                .iter()
                .fold(0, |all, segment| all | segment.events()),
            is_rehearsal,
            reference: Reference::read(&whole),
            is_upkeep: words(Term::HeadingUpkeep).is(&whole),
            is_trigger: segments.iter().any(|segment| segment.has(Term::Trigger)),
        }
    }

    /// True if both name the same event; going live is the same as any.
    pub(super) fn is_same_event(&self, other: &Heading) -> bool {
        // The launch is the second of the events.
        let launch = 1 << 1;
        self.events & other.events != 0 || self.events & launch != 0
    }
}

/// True if a text asks for action, or for action before the launch: `Appendix: must do`.
pub(super) fn asks(text: &str) -> bool {
    words(Term::Must).is_in(&lower(text))
        || matches!(Heading::read(text).sign, Some(Sign::Plain(Phase::Before)))
}

/// True if a lead line introduces what triggers a rollback: `Initiate rollback if`.
pub(super) fn is_condition(lead: &str) -> bool {
    let lower = lower(lead);
    let text = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    words(Term::When).end(text).is_some() || words(Term::If).end(text).is_some()
}

/// True for signs that take entries out of what a GO needs, and that a claim contradicts.
fn is_later(sign: Sign) -> bool {
    match sign {
        Sign::Plain(phase) => !matches!(phase, Phase::Before | Phase::Info),
        Sign::Moment(_) | Sign::Counted | Sign::First | Sign::Smoke => true,
        Sign::Measured | Sign::Rollback(_) => false,
    }
}

/// The sign of a heading from those of its parts: the strictest phase, else the first that doesn't only count time.
fn strongest(signs: &[(usize, Sign)]) -> Option<Sign> {
    let all = || signs.iter().map(|(_, sign)| *sign);
    let before = Sign::Plain(Phase::Before);
    all()
        .find(|sign| *sign == before)
        .or_else(|| all().find(|sign| *sign != Sign::Counted))
        .or_else(|| all().next())
}

/// True if a part of a heading only numbers it: `Phase 2`, `Step 3`.
fn is_number(segment: &Segment) -> bool {
    let is_counter = |token: &Token| {
        token.is_number()
            || token.is_letter()
            || (token.is(Term::Deed) || token.is(Term::Step)) && !token.is(Term::Day)
    };
    segment.tokens.iter().all(is_counter)
        && segment
            .tokens
            .iter()
            .any(|token| token.is_number() || token.is_letter())
}

/// True if a part of a heading states a result, or names a preparation: `Day 1 on-call staffed`.
fn is_claim(segment: &Segment) -> bool {
    let whole = segment.whole();
    let is_name = [
        Term::HeadingDuring,
        Term::HeadingAfter,
        Term::HeadingUpkeep,
        Term::HeadingEmergency,
    ]
    .iter()
    .any(|&term| words(term).is(&whole));
    if is_name {
        return false;
    }
    let is_past = segment
        .tokens
        .last()
        .is_some_and(|last| last.is_participle());
    is_past || segment.has(Term::Claim) || segment.has(Term::Unrelated)
}

/// The sign of a part of a heading. Outside of the main part only plain words count.
fn sign(segment: &Segment, is_main: bool, is_first: bool) -> Option<Sign> {
    let whole = segment.whole();
    let whole = whole.as_str();
    let is = |term: Term| words(term).is(whole);
    if is_main
        && (is(Term::HeadingInfo)
            || is(Term::HeadingLegend)
            || words(Term::StartsInfo).start(whole).is_some()
            || words(Term::StartsAppendix).start(whole).is_some())
    {
        return Some(Sign::Plain(Phase::Info));
    }
    if is_before(segment) || is(Term::HeadingBefore) {
        return Some(Sign::Plain(Phase::Before));
    }
    if let Some(phase) = offset(segment.text) {
        return Some(Sign::Plain(phase));
    }
    if is(Term::HeadingEmergency) {
        return Some(Sign::Rollback(RollbackSign::default()));
    }
    if segment.has(Term::Rollback) {
        return rollback(segment, is_main);
    }
    if let Some(phase) = later(segment, is_main) {
        return Some(Sign::Plain(phase));
    }
    let is_execution = segment.tokens.iter().all(|token| token.is(Term::Step));
    if is_main && is_execution && is(Term::HeadingDuring) {
        return Some(Sign::Moment(true));
    }
    for (term, phase) in [
        (Term::HeadingDuring, Phase::During),
        (Term::HeadingAfter, Phase::After),
        (Term::HeadingUpkeep, Phase::Upkeep),
    ] {
        if is(term) || with_tasks(segment, whole, term) {
            return Some(Sign::Plain(phase));
        }
    }
    if is_recurring(segment, whole) {
        return Some(Sign::Plain(Phase::Upkeep));
    }
    if is_main && is(Term::HeadingMetrics) {
        return Some(Sign::Measured);
    }
    counted(segment)
        .filter(|sign| is_main || is_first || *sign == Sign::First)
        .or_else(|| moment(segment).filter(|_| is_main))
}

/// The sign of a part about a rollback; none if it is about its readiness: `Rollback testing`.
fn rollback(segment: &Segment, is_main: bool) -> Option<Sign> {
    let is_ready = |token: &Token| {
        token.is(Term::Claim) && !token.is(Term::Plan)
            || token.is(Term::Smoke)
            || token.is(Term::Rehearsal)
            || token.is_participle()
            || token.text.starts_with("test")
    };
    if segment.tokens.iter().any(is_ready) || !is_main && segment.has(Term::Deed) {
        return None;
    }
    let joins = segment.text.contains(['&', '/', ',', '+'])
        || segment
            .tokens
            .iter()
            .any(|token| words(Term::Joining).is(token.text));
    let is_else = |token: &Token| {
        !token.is(Term::Rollback)
            && (token.is_other() || token.events() != 0 || token.is(Term::Deed))
            && !token.is(Term::Step)
            && !words(Term::Joining).is(token.text)
    };
    let is_joined = joins && segment.tokens.iter().any(is_else);
    Some(Sign::Rollback(RollbackSign {
        is_trigger: segment.has(Term::Trigger),
        is_joined,
    }))
}

/// True if words say that something is before the event, or begin with *before*.
fn is_before(segment: &Segment) -> bool {
    let tokens = &segment.tokens;
    let begins = tokens
        .iter()
        .find(|token| !token.is_number())
        .is_some_and(|first| first.is(Term::Before) && first.text != "pre");
    let ahead =
        |(at, token): (usize, &Token)| token.is(Term::Before) && names_event(&tokens[at + 1..]);
    begins
        || tokens.iter().enumerate().any(ahead)
        || (1..tokens.len())
            .any(|at| tokens[at].is(Term::BeforeBehind) && follows_event(&tokens[..at]))
}

/// The phase that words name with *after* or *during* and the event. At the start of a heading other words may follow
/// the event; elsewhere all others must only name tasks.
fn later(segment: &Segment, is_main: bool) -> Option<Phase> {
    let tokens = &segment.tokens;
    let first = tokens
        .iter()
        .take_while(|token| token.is_number() || token.is(Term::Step))
        .count();
    let ahead = |at: usize| {
        let phase = if tokens[at].is(Term::After) {
            Phase::After
        } else if tokens[at].is(Term::During) {
            Phase::During
        } else {
            return None;
        };
        names_event(&tokens[at + 1..]).then_some(phase)
    };
    let behind = |at: usize| {
        let phase = if tokens[at].is(Term::AfterBehind) {
            Phase::After
        } else if tokens[at].is(Term::DuringBehind) {
            Phase::During
        } else {
            return None;
        };
        follows_event(&tokens[..at]).then_some(phase)
    };
    let day = |at: usize| {
        let is_day = tokens[at].is(Term::Day) && words(Term::Day).is(tokens[at].text);
        let names = at
            .checked_sub(1)
            .is_some_and(|before| tokens[before].events() != 0)
            || tokens.get(at + 1).is_some_and(|of| of.text == "of")
                && names_event(&tokens[at + 2..]);
        (is_day && names).then_some(Phase::During)
    };
    let at_start = ahead(first.min(tokens.len().saturating_sub(1)))
        .or_else(|| (first..tokens.len()).take(4).find_map(behind))
        .or_else(|| (first..tokens.len()).take(2).find_map(day));
    if is_main && at_start.is_some() {
        return at_start;
    }
    let found =
        (0..tokens.len()).find_map(|at| ahead(at).or_else(|| behind(at)).or_else(|| day(at)))?;
    tokens.iter().all(is_beside).then_some(found)
}

/// The phase of `T-7`, `T-0`, `D+1` at the start of a text in lower case.
fn offset(text: &str) -> Option<Phase> {
    let rest = text.strip_prefix(['t', 'd', 'j'])?;
    let minus = [" minus ", "-", "–", "−", "‑"];
    let (is_minus, rest) = minus
        .iter()
        .find_map(|sign| Some((true, rest.strip_prefix(sign)?)))
        .or_else(|| {
            Some((
                false,
                rest.strip_prefix(" plus ")
                    .or_else(|| rest.strip_prefix('+'))?,
            ))
        })?;
    let digits = rest.trim_start();
    let end = digits.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = digits.get(..end)?.parse().ok()?;
    let unit = digits[end..].trim_start_matches(['h', 'd', 'w', 'm']);
    if unit.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(match (number, is_minus) {
        (0, _) => Phase::During,
        (_, true) => Phase::Before,
        (_, false) => Phase::After,
    })
}

/// True if a heading begins with one of these, and else only names tasks: `Hypercare period`.
fn with_tasks(segment: &Segment, whole: &str, term: Term) -> bool {
    let Some(length) = words(term).start(whole) else {
        return false;
    };
    // `Después de las pruebas` is after the tests, whatever they are of.
    let is_preposition = |term: Term| words(term).start(whole).is_some();
    if is_preposition(Term::After) || is_preposition(Term::During) {
        return false;
    }
    let rest = HeadingText::new(&whole[length..]);
    let all = rest.segments();
    segment.tokens.len() > 1 && all.iter().all(|rest| rest.tokens.iter().all(is_beside))
}

/// True if words name recurring work: `Weekly reviews`, `Ongoing monitoring`.
fn is_recurring(segment: &Segment, whole: &str) -> bool {
    let start = super::OFTEN
        .iter()
        .filter_map(|&often| words(often).start(whole))
        .max();
    let is_routine = |rest: &str| rest.trim().is_empty() || super::is_routine(rest);
    if start.is_some_and(|length| is_routine(&whole[length..])) {
        return true;
    }
    let ongoing = segment
        .tokens
        .iter()
        .find(|token| !token.is_number())
        .is_some_and(|first| first.is(Term::Ongoing));
    let is_task = |token: &&Token| {
        token.is(Term::Ongoing) || is_beside(token) || words(Term::Routine).is(token.text)
    };
    ongoing && segment.tokens.len() > 1 && segment.tokens.iter().all(|token| is_task(&token))
}

/// The sign of `Week 1`, `First 24 hours`, `30 days`.
fn counted(segment: &Segment) -> Option<Sign> {
    // `2. Tag` is a number of a heading, also where a word for days follows.
    let behind = segment
        .text
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let has_mark = behind.len() < segment.text.len() && behind.starts_with(['.', ')', '、']);
    let is_numbered = match &segment.tokens[..] {
        [number, next, ..] => number.is_number() && (has_mark || !next.is(Term::Day)),
        _ => false,
    };
    let tokens = &segment.tokens[usize::from(is_numbered)..];
    let first = tokens.first()?;
    if first.is(Term::First)
        && tokens.iter().any(|token| token.is(Term::Day))
        && tokens.iter().all(is_beside)
    {
        return Some(Sign::First);
    }
    let pair = |at: usize| tokens.get(at).zip(tokens.get(at + 1));
    let counts = |(one, two): (&Token, &Token)| {
        one.is(Term::Day) && two.is_number() && two.text != "0"
            || one.is_number() && two.is(Term::Day)
    };
    let is_count = first.text.ends_with('h') && first.is_number() || pair(0).is_some_and(counts);
    is_count.then_some(Sign::Counted)
}

/// The sign of headings that are named like the launch, or like tests right after the deployment.
fn moment(segment: &Segment) -> Option<Sign> {
    let tokens = &segment.tokens;
    if segment.has(Term::Smoke)
        && tokens
            .iter()
            .all(|token| is_beside(token) || token.is(Term::Smoke))
    {
        return Some(Sign::Smoke);
    }
    // A launch checklist may be what to check before the launch.
    if segment.has(Term::List) || segment.events() == 0 {
        return None;
    }
    let fits = |token: &Token| {
        token.events() != 0
            || token.is(Term::Step)
            || token.is(Term::Particle)
            || token.is_number()
            || token.is_letter()
    };
    let names = tokens.iter().filter(|token| token.events() != 0).count();
    let is_step = tokens.iter().any(|token| token.is(Term::Step));
    tokens
        .iter()
        .all(fits)
        .then_some(Sign::Moment(is_step || names > 1))
}

/// True if words, without particles, continue with the name of the event.
fn names_event(tokens: &[Token]) -> bool {
    tokens
        .iter()
        .find(|token| !token.is(Term::Particle) || token.events() != 0)
        .is_some_and(|token| token.events() != 0)
}

/// True if words, without particles and single letters, end in the name of the event.
fn follows_event(tokens: &[Token]) -> bool {
    tokens
        .iter()
        .rev()
        .find(|token| token.events() != 0 || !(token.is(Term::Particle) || token.is_letter()))
        .is_some_and(|token| token.events() != 0)
}

/// True if a word beside the event doesn't change the meaning.
fn is_beside(token: &Token) -> bool {
    let roles = [
        Term::Deed,
        Term::Step,
        Term::Particle,
        Term::Day,
        Term::First,
        Term::After,
        Term::During,
        Term::AfterBehind,
        Term::DuringBehind,
    ];
    token.events() != 0
        || token.is_number()
        || token.is_letter()
        || roles.iter().any(|&role| token.is(role)) && !token.is(Term::Claim)
}

#[cfg(test)]
mod tests {
    use crate::checklist::phases::headings_tests::told;

    #[test]
    fn headings_say_when() {
        let mut wrong = Vec::new();
        for (heading, expected) in [
            ("✅ Pre-Deployment Checklist", "before"),
            ("3. Prelaunch", "before"),
            ("Pre-Production Tasks", "before"),
            ("Before Deployment", "before"),
            ("Critical before launch", "before"),
            ("Prior to the release", "before"),
            ("During Deployment", "during"),
            ("Launch Day", "during"),
            ("Day of the release", "during"),
            ("Post-Deployment Tasks (Week 1)", "after"),
            ("Week 1 After Launch", "after"),
            ("After going live", "after"),
            ("Part 5 — Post-Incident Activity", "after"),
            ("Success Metrics", "measured"),
            ("Hypercare", "after"),
            ("Ongoing Maintenance", "upkeep"),
            ("Weekly Reviews", "upkeep"),
            ("Quarterly", "upkeep"),
            ("Notes", "info"),
            ("Tools & Technologies", "info"),
            ("Troubleshooting Quick Reference", "info"),
            ("Deployment", "moment"),
            ("Deployment Process", "steps"),
            ("Week 1: Foundation", "counted"),
            ("Vor dem Release", "before"),
            ("Après la mise en production", "after"),
            ("Production'a Geçmeden Önce Yapılacaklar", "before"),
            ("上线后检查", "after"),
            ("Wöchentlich", "upkeep"),
            ("Post-Launch", "after"),
            ("🚀 Post-Launch Monitoring & Support", "after"),
            ("Post-Deployment Verification (first 24h)", "after"),
            ("Nach dem Deployment", "after"),
            ("Nach der Veröffentlichung", "after"),
            ("Después del lanzamiento", "after"),
            ("Post-Mortem", "after"),
            ("Launch Day Checklist", "during"),
            // What is got ready before.
            ("Go-Live Checklist", "-"),
            ("Deployment Checks", "-"),
            ("After-hours on-call staffed", "-"),
            ("After Code Freeze", "-"),
            ("After the kickoff", "-"),
            ("Aftermarket parts", "-"),
            ("Post-mortem actions closed", "-"),
            ("Post-Mortem template agreed", "-"),
            ("Post-Deployment plan reviewed", "-"),
            ("Post-Deployment runbook ready", "-"),
            ("Post-Deployment checks defined", "-"),
            ("Post-Launch monitoring staffed", "-"),
            ("Post-Deployment to Staging", "-"),
            ("Plan for after the launch", "-"),
            ("Rollback rehearsed after deployment", "-"),
            ("During business hours", "-"),
            ("On-call during launch staffed", "-"),
            ("Launch Day Readiness", "-"),
            ("Launch day roster agreed", "-"),
            ("Day 1 on-call staffed", "-"),
            ("Week 1 plan", "-"),
            ("Success Criteria", "-"),
            ("Nach der Übergabe", "-"),
            ("Après le dîner", "-"),
            ("上线后计划已评审", "-"),
            ("Yayın sonrası planı hazır", "-"),
            // Subjects, not times.
            ("Monitoring & Logging", "-"),
            ("Monthly Budget", "-"),
            ("Daily backups", "-"),
            ("Maintenance Mode", "-"),
            ("Post-training quantization", "-"),
            ("Phase 1: Foundation (Weeks 1-2)", "-"),
            ("Kubernetes Deployment", "-"),
            ("Production Readiness", "-"),
            ("Sign-Off", "-"),
            ("Release Notes", "-"),
            ("Documentation", "-"),
            ("🚀", "-"),
        ] {
            let told = told(heading);
            if told != expected {
                wrong.push(format!("{heading}: {told}, not {expected}"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}
