//! Remote changes: the events that others saved since.

use std::collections::HashSet;

use super::describe::counted;
use super::{EventSummary, Workbook};
use crate::progress::{Event, Person, Progress, holding};

impl Workbook {
    /// The changes by others since `before`, as a sentence; `None` without any.
    pub fn tell_news(&self, before: &Progress) -> Option<String> {
        let news = self.news(before);
        let news: Vec<&EventSummary> = news.iter().collect();
        let (last, others) = news.split_last()?;
        let mut told = format!("{} {}", last.who, last.change);
        if !others.is_empty() {
            let count = others.len();
            let mut people: Vec<&str> = others.iter().map(|news| news.who.as_str()).collect();
            people.sort_unstable();
            let mut known = HashSet::new();
            people.retain(|who| known.insert(Person::named(who)));
            told.push_str(&format!(
                ", after {} by {}",
                counted(count, "change"),
                people.join(", ")
            ));
        }
        Some(format!("{told}."))
    }

    /// The events that `before` did not have, in order of time.
    pub fn news(&self, before: &Progress) -> Vec<EventSummary> {
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
        new.into_iter()
            .map(|event| self.summary_of(event))
            .collect()
    }
}
