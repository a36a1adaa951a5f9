//! What the words of a heading say of when its section has its place.

use super::Phase;
use super::words::{
    AFTERWARDS, COUNTED, EVENTS, FILLERS, INFO, INFO_STARTS, MEASURED, OFTEN, PARTS, ROUTINES, STARTS, UPKEEP,
};

/// What a heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// It names its phase.
    Plain(Phase),
    /// It is called as the launch itself: `Deployment`.
    Moment,
    /// It counts time: `Week 1`.
    Counted,
}

/// What was read from a heading.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) sign: Option<Sign>,
    /// The row of the moment that it names.
    pub(super) event: Option<usize>,
}

impl Heading {
    pub(super) fn read(text: &str) -> Heading {
        let words = words(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Heading { sign: sign(&words), event: words.iter().find_map(|word| event(word)) }
    }

    /// Whether both name the same moment; going live is any.
    pub(super) fn is_same_event(&self, other: &Heading) -> bool {
        let is_live = |event: Option<usize>| event.is_some_and(|row| EVENTS[row].contains(&"golive"));
        self.event == other.event || is_live(self.event)
    }
}

/// The words of a heading in lower case, without its number; `Go-Live` is one word, and `Postdeployment` two.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace("go-live", "golive").replace("go live", "golive");
    let lower =
        lower.replace("going live", "golive").replace("roll-out", "rollout").replace("cut-over", "cutover");
    let mut words: Vec<String> = Vec::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let halves = ["pre", "post"].into_iter().find_map(|half| {
            word.strip_prefix(half).filter(|rest| event(rest).is_some()).map(|rest| [half, rest])
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
    if COUNTED.contains(first) && words.get(1).is_some_and(is_number) {
        return Some(Sign::Counted);
    }
    let is_filler = |word: &&str| FILLERS.contains(word);
    let names_event = words.iter().filter(|word| event(word).is_some()).count() == 1;
    let is_moment = names_event && words.iter().all(|word| event(word).is_some() || is_filler(word));
    is_moment.then_some(Sign::Moment)
}

/// The phase that words name: what says before beats the others, as it asks for the most.
fn when(words: &[&str], whole: &str) -> Option<Phase> {
    let beside =
        |one: &str| words.iter().enumerate().any(|(at, word)| *word == one && names_event(&words[at + 1..]));
    let first = words[0];
    let start = STARTS.iter().find(|(word, next, _)| {
        first == *word && (next.is_empty() || words.get(1).is_some_and(|word| word == next))
    });
    let part = PARTS.iter().find(|(part, _)| format!(" {whole} ").contains(part)).map(|&(_, phase)| phase);
    let day_of = words.windows(2).any(|pair| event(pair[0]).is_some() && pair[1] == "day")
        || words.windows(2).any(|pair| pair == ["day", "of"])
            && words.iter().any(|word| event(word).is_some());
    if beside("pre") || beside("before") {
        Some(Phase::Before)
    } else if let Some(&(_, _, phase)) = start {
        Some(phase)
    } else if beside("during") || day_of {
        Some(Phase::During)
    } else if beside("post") || beside("after") || MEASURED.contains(&whole) || AFTERWARDS.contains(&whole) {
        Some(Phase::After)
    } else {
        part
    }
}

/// Whether words go on with the name of the moment, fillers left out.
fn names_event(words: &[&str]) -> bool {
    words.iter().find(|word| !FILLERS.contains(word)).is_some_and(|word| event(word).is_some())
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
            ("Success Metrics", "after"),
            ("Hypercare", "after"),
            ("Ongoing Maintenance", "upkeep"),
            ("Weekly Reviews", "upkeep"),
            ("Quarterly", "upkeep"),
            ("Notes", "info"),
            ("Tools & Technologies", "info"),
            ("Troubleshooting Quick Reference", "info"),
            ("Deployment", "moment"),
            ("Deployment Process", "moment"),
            ("Go-Live Checklist", "moment"),
            ("Week 1: Foundation", "counted"),
            ("Vor dem Release", "before"),
            ("Après la mise en production", "after"),
            ("Production'a Geçmeden Önce Yapılacaklar", "before"),
            ("上线后检查", "after"),
            ("Wöchentlich", "upkeep"),
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
                None => "-",
            };
            assert_eq!(told, expected, "{heading}");
        }
    }
}
