//! The phase that the words of a heading name.

use super::Phase;
use super::vocabulary::{
    AFTERWARDS, ASKING, BEFORE, CLAIMED_PARTS, CLAIMS, COUNTED, DEEDS, EVENTS, FILLERS,
    FOREIGN_EVENTS, INFO, INFO_STARTS, LATER, MEASURED, OFTEN, PARTICLES, PARTS, REHEARSALS,
    ROUTINES, UPKEEP,
};

/// The statement of a heading about its phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// It names its phase.
    Plain(Phase),
    /// It is named like the launch itself: `Deployment`.
    Moment,
    /// It counts time: `Week 1`.
    Counted,
    /// It names measurements after going live: `Success Metrics`.
    Measured,
}

/// The result of reading a heading.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) sign: Option<Sign>,
    /// The index of the event that it names.
    pub(super) event: Option<usize>,
    /// True if it names a rehearsal environment: `Staging`.
    pub(super) is_rehearsal: bool,
    /// True if its first word means that it informs, with everything under it: `Troubleshooting`.
    pub(super) informs_of_all: bool,
}

impl Heading {
    pub(super) fn read(text: &str) -> Heading {
        let words = words(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Heading {
            sign: sign(&words),
            event: words.iter().find_map(|word| event(word)),
            is_rehearsal: words.iter().any(|word| REHEARSALS.contains(word)),
            informs_of_all: words
                .first()
                .is_some_and(|first| INFO_STARTS.contains(first)),
        }
    }

    /// True if both name the same event; going live is the same as any.
    pub(super) fn is_same_event(&self, other: &Heading) -> bool {
        let is_live =
            |event: Option<usize>| event.is_some_and(|row| EVENTS[row].contains(&"golive"));
        self.event == other.event || is_live(self.event)
    }
}

/// True if a text asks for action, or for action before the launch: `Appendix: must do`.
pub(super) fn asks(text: &str) -> bool {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.iter().any(|word| ASKING.contains(word)) || is_before(&words)
}

/// The words of a heading in lower case, without its number; `Go-Live` is one word, and `Postdeployment` two.
fn words(text: &str) -> Vec<String> {
    let lower = text
        .to_lowercase()
        .replace("go-live", "golive")
        .replace("go live", "golive");
    let lower = lower
        .replace("going live", "golive")
        .replace("roll-out", "rollout")
        .replace("cut-over", "cutover");
    let mut words: Vec<String> = Vec::new();
    for word in lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let halves = ["pre", "post"].into_iter().find_map(|half| {
            word.strip_prefix(half)
                .filter(|rest| event(rest).is_some())
                .map(|rest| [half, rest])
        });
        match halves {
            Some(halves) => words.extend(halves.map(str::to_owned)),
            None => words.push(word.to_owned()),
        }
    }
    let is_number = |word: &&String| word.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = words.iter().take_while(is_number).count();
    words.drain(..numbers);
    words
}

fn event(word: &str) -> Option<usize> {
    EVENTS.iter().position(|row| row.contains(&word))
}

fn sign(words: &[&str]) -> Option<Sign> {
    let whole = words.join(" ");
    let first = words.first()?;
    if INFO.contains(&whole.as_str()) || INFO_STARTS.contains(first) {
        return Some(Sign::Plain(Phase::Info));
    }
    if let Some(phase) = when(words, &whole) {
        return Some(Sign::Plain(phase));
    }
    let is_routine = OFTEN.contains(first) && words[1..].iter().all(|word| ROUTINES.contains(word));
    if is_routine || UPKEEP.contains(&whole.as_str()) {
        return Some(Sign::Plain(Phase::Upkeep));
    }
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    if MEASURED.contains(&whole.as_str()) {
        return Some(Sign::Measured);
    }
    if COUNTED.contains(first) && words.get(1).is_some_and(is_number) && !is_claim(words) {
        return Some(Sign::Counted);
    }
    let is_filler = |word: &&str| FILLERS.contains(word);
    // A launch checklist may be what to check before the launch.
    let is_list = words
        .iter()
        .any(|word| matches!(*word, "checklist" | "checks" | "items"));
    let names_event = !is_list && words.iter().filter(|word| event(word).is_some()).count() == 1;
    let is_moment = names_event
        && words
            .iter()
            .all(|word| event(word).is_some() || is_filler(word));
    is_moment.then_some(Sign::Moment)
}

/// The phase that words name; before has priority, as it is the strictest.
fn when(words: &[&str], whole: &str) -> Option<Phase> {
    if is_before(words) {
        return Some(Phase::Before);
    }
    if let Some(phase) = later(words) {
        return Some(phase);
    }
    if is_day_of(words) {
        return Some(Phase::During);
    }
    if AFTERWARDS.contains(&whole) {
        return Some(Phase::After);
    }
    let part = PARTS
        .iter()
        .find(|(part, _)| format!(" {whole} ").contains(part))
        .map(|&(_, phase)| phase);
    let is_pre_ticked = CLAIMED_PARTS.iter().any(|part| whole.contains(part));
    part.filter(|&phase| phase == Phase::Before || !is_pre_ticked)
}

/// True if words say that something is before the event.
fn is_before(words: &[&str]) -> bool {
    let begins = BEFORE.iter().any(|(word, next)| {
        words.first() == Some(word)
            && (next.is_empty() || words.get(1).is_some_and(|word| word == next))
    });
    let beside = |(at, word): (usize, &&str)| {
        matches!(*word, "pre" | "before") && names_event(&words[at + 1..])
    };
    begins || words.iter().enumerate().any(beside)
}

/// The phase that words name with a word such as *after* and the event, if all others only name tasks.
fn later(words: &[&str]) -> Option<Phase> {
    let leads = |word: &str| {
        LATER
            .iter()
            .find(|(lead, _)| *lead == word)
            .map(|&(_, phase)| phase)
    };
    let (at, phase) = words
        .iter()
        .enumerate()
        .find_map(|(at, word)| Some((at, leads(word)?)))?;
    let behind = &words[at + 1..];
    let moment = behind.iter().find(|word| !PARTICLES.contains(word))?;
    let is_mortem = words[at] == "post" && *moment == "mortem";
    let names = event(moment).is_some() || FOREIGN_EVENTS.contains(moment) || is_mortem;
    let others = behind
        .iter()
        .filter(|word| !(is_mortem && **word == "mortem"));
    (names && words[..at].iter().all(is_beside) && others.into_iter().all(is_beside))
        .then_some(phase)
}

/// True if words only name the day of the event and tasks on it.
fn is_day_of(words: &[&str]) -> bool {
    let is_event = |word: &&str| event(word).is_some();
    let is_day = words
        .windows(2)
        .any(|pair| is_event(&pair[0]) && pair[1] == "day")
        || words.windows(2).any(|pair| pair == ["day", "of"]) && words.iter().any(is_event);
    is_day && words.iter().all(is_beside)
}

/// True if a word beside the event doesn't change the meaning.
fn is_beside(word: &&str) -> bool {
    let counts = word
        .trim_end_matches(['h', 'd'])
        .bytes()
        .all(|byte| byte.is_ascii_digit());
    let is_letter = word.chars().count() == 1;
    event(word).is_some()
        || [&DEEDS[..], &PARTICLES, &FOREIGN_EVENTS]
            .iter()
            .any(|all| all.contains(word))
        || counts
        || is_letter
}

/// True if words state a result, or name a preparation: `Day 1 on-call staffed`.
fn is_claim(words: &[&str]) -> bool {
    let is_past = words
        .last()
        .is_some_and(|last| last.len() > 4 && last.ends_with("ed"));
    is_past || words.iter().any(|word| CLAIMS.contains(word))
}

/// True if words, without fillers, continue with the name of the event.
fn names_event(words: &[&str]) -> bool {
    words
        .iter()
        .find(|word| !FILLERS.contains(word))
        .is_some_and(|word| event(word).is_some())
}

#[cfg(test)]
mod tests {
    use super::{Heading, Sign};

    #[test]
    fn headings_say_when() {
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
            ("Deployment Process", "moment"),
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
            let told = match Heading::read(heading).sign {
                Some(Sign::Plain(phase)) => phase.name(),
                Some(Sign::Moment) => "moment",
                Some(Sign::Counted) => "counted",
                Some(Sign::Measured) => "measured",
                None => "-",
            };
            assert_eq!(told, expected, "{heading}");
        }
    }
}
