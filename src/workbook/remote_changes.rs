//! What others changed: the events that came with a progress that was united with theirs.

use std::collections::HashSet;

use super::Workbook;
use crate::progress::{Change, Event, Home, Person, Progress, holding};
use crate::sanitize;

/// One change that somebody else made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Who, with the user whose rights they used.
    pub who: String,
    /// What they did, in words that follow the name: `set “Backups tested” to done`.
    pub deed: String,
}

impl Workbook {
    /// What others did since `before`, as a sentence; nothing where they did nothing.
    pub fn tell_news(&self, before: &Progress) -> Option<String> {
        let news = self.news(before);
        let news: Vec<&News> = news.iter().collect();
        let (last, others) = news.split_last()?;
        let mut told = format!("{} {}", last.who, last.deed);
        if !others.is_empty() {
            let count = others.len();
            let mut people: Vec<&str> = others.iter().map(|news| news.who.as_str()).collect();
            people.sort_unstable();
            let mut known = HashSet::new();
            people.retain(|who| known.insert(Person::named(who)));
            let changes = if count == 1 { "one change" } else { "changes" };
            let number = if count == 1 {
                String::new()
            } else {
                format!("{count} ")
            };
            told.push_str(&format!(
                ", after {number}{changes} by {}",
                people.join(", ")
            ));
        }
        Some(format!("{told}."))
    }

    /// What this progress holds that `before` did not, in order of time.
    pub fn news(&self, before: &Progress) -> Vec<News> {
        let mut new: Vec<&Event> = Vec::new();
        for (key, events) in &self.progress.entries {
            let known = before
                .entries
                .get(key)
                .map(Vec::as_slice)
                .unwrap_or_default();
            if events.len() != known.len() || events != known {
                let is_known = holding(known);
                new.extend(events.iter().filter(|event| !is_known(event)));
            }
        }
        new.sort_by_key(|event| event.order());
        new.into_iter().map(tell).collect()
    }
}

fn tell(event: &Event) -> News {
    News {
        who: event.who(),
        deed: deed(event),
    }
}

/// What an event did, in words that follow the name of who made it.
pub fn deed(event: &Event) -> String {
    let on = &event.on.text;
    match &event.change {
        Change::State {
            state: Some(state), ..
        } => format!("set “{on}” to {state}"),
        Change::State { state: None, .. } => format!("took back their answer on “{on}”"),
        Change::Blank {
            value: Some(value), ..
        } => format!("filled in “{value}” at “{on}”"),
        Change::Blank { value: None, .. } => format!("cleared a blank of “{on}”"),
        Change::Note { text: Some(_) } => format!("wrote a note on “{on}”"),
        Change::Note { text: None } => format!("took back a note on “{on}”"),
        Change::Place {
            home: Some(Home::Entry { on: other, .. }),
        } => {
            format!("put the marks of “{on}” on “{}”", other.text)
        }
        Change::Place {
            home: Some(Home::Nowhere),
        } => format!("dismissed the marks of “{on}”"),
        Change::Place { home: None } => format!("took back where the marks of “{on}” belong"),
        Change::Phase { phase: Some(phase) } => format!("put “{on}” into the phase {phase}"),
        Change::Phase { phase: None } => format!("left the phase of “{on}” to its heading"),
        Change::Live { at: Some(at) } => {
            format!("said that it goes live at {}", sanitize::time(at))
        }
        Change::Live { at: None } => "took back when it goes live".to_owned(),
        Change::Measured {
            value: Some(value), ..
        } => format!("measured “{value}” for “{on}”"),
        Change::Measured { value: None, .. } => format!("took back what was measured for “{on}”"),
        Change::Signed {
            role,
            signature: Some(signature),
        } => {
            let forced = signature
                .forced
                .as_ref()
                .map(|reason| format!(", forced: {reason}"));
            format!("signed as {role}{}", forced.unwrap_or_default())
        }
        Change::Signed {
            role,
            signature: None,
        } => format!("withdrew the signature as {role}"),
        Change::Unknown => format!("changed “{on}” in a way that only a later version knows"),
    }
}
