//! A session with the store and the clock that it needs: the place where effects are performed.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::layout::Size;

use super::key::Key;
use super::session::{Effects, Saved, Session};
use crate::merge;
use crate::progress::{Author, Progress};
use crate::store::Store;
use crate::workbook::News;

/// How long a save at the screen waits for another's: a person is waiting too.
const PATIENCE: Duration = Duration::from_secs(2);
/// A save that failed is tried again after so many looks around.
const RETRY: u32 = 5;

/// A session at work.
pub struct Desk {
    session: Session,
    store: Store,
    author: Author,
    clock: Box<dyn Fn() -> DateTime<Utc> + Send>,
    effects: Effects,
    /// How often it was looked around since a save failed.
    looks_since_failure: u32,
    /// What was last told of others, so that it is told once.
    heard: Option<String>,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Desk")
            .field("session", &self.session)
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

impl Desk {
    /// Puts a session to work for `author`.
    pub fn new(
        mut session: Session,
        mut store: Store,
        author: Author,
        clock: impl Fn() -> DateTime<Utc> + Send + 'static,
    ) -> Desk {
        session.who = author.to_string();
        session.read_only = store.read_only().map(|why| why.to_string());
        store.set_patience(PATIENCE);
        Desk {
            session,
            store,
            author,
            clock: Box::new(clock),
            effects: Effects::default(),
            looks_since_failure: 0,
            heard: None,
        }
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn resize(&mut self, size: Size) {
        self.session.resize(size);
    }

    /// Takes a key. Returns whether all has to be drawn anew.
    pub(super) fn key(&mut self, key: Key) -> bool {
        let stamp = self.author.at((self.clock)());
        let effects = self.session.key(key, &stamp);
        self.effects = self.effects.and(effects);
        effects.redraw
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.session.paste(text);
    }

    /// Whether the person wants to leave.
    pub fn is_over(&self) -> bool {
        self.effects.quit
    }

    /// Saves, if something is to be saved. Returns whether that changed what is to be seen.
    pub(super) fn perform(&mut self) -> bool {
        self.effects.redraw = false;
        let wanted = std::mem::take(&mut self.effects.save);
        if wanted {
            self.save();
        }
        wanted
    }

    /// Saves what is not saved yet; what went wrong, if something did.
    pub(super) fn save_now(&mut self) -> Option<String> {
        if self.session.saved != Saved::All {
            self.save();
        }
        match &self.session.saved {
            Saved::Failed(why) => Some(why.clone()),
            _ => None,
        }
    }

    /// Looks whether others saved, and tries a save that failed once more. Returns whether that changed what is
    /// to be seen.
    pub(super) fn look_around(&mut self) -> bool {
        let heard = self.store.others_saved() && self.hear();
        let is_due = matches!(self.session.saved, Saved::Failed(_)) && {
            self.looks_since_failure += 1;
            self.looks_since_failure.is_multiple_of(RETRY)
        };
        if is_due {
            let before = self.session.saved.clone();
            self.store.set_patience(Duration::ZERO);
            self.save();
            self.store.set_patience(PATIENCE);
            return heard || self.session.saved != before;
        }
        heard
    }

    /// Takes on what others saved. Returns whether there was anything to tell.
    fn hear(&mut self) -> bool {
        let told = match self.store.load() {
            Ok(progress) => {
                let before = self.session.workbook.progress().clone();
                let united = merge::unite(before.clone(), progress);
                self.session.change(|workbook| workbook.absorb(united));
                self.tell_news(&before)
            }
            // As long as the file is damaged, it is read every time, and told once.
            Err(error) => Some(error.to_string()),
        };
        let is_new = told.is_some() && told != self.heard;
        if is_new {
            self.session.message.clone_from(&told);
        }
        self.heard = told;
        is_new
    }

    /// What others did since `before`, as a sentence; nothing where they did nothing.
    fn tell_news(&self, before: &Progress) -> Option<String> {
        let news = self.session.workbook.news(before);
        let news: Vec<&News> = news.iter().collect();
        let (last, others) = news.split_last()?;
        let mut told = format!("{} {}", last.who, last.deed);
        if !others.is_empty() {
            let count = others.len();
            let mut people: Vec<&str> = others.iter().map(|news| news.who.as_str()).collect();
            people.sort_unstable();
            people.dedup();
            let changes = if count == 1 { "one change" } else { "changes" };
            let number = if count == 1 { String::new() } else { format!("{count} ") };
            told.push_str(&format!(", after {number}{changes} by {}", people.join(", ")));
        }
        Some(format!("{told}."))
    }

    fn save(&mut self) {
        let (notice, before) = (self.store.notice(), self.session.workbook.progress().clone());
        match self.session.change(|workbook| self.store.save(workbook)) {
            Ok(()) => {
                if matches!(self.session.saved, Saved::Failed(_)) {
                    self.session.message = Some("All is saved now.".to_owned());
                    self.session.asked_to_leave = false;
                }
                self.session.saved = Saved::All;
                self.looks_since_failure = 0;
                let news = self.tell_news(&before);
                let new_notice = self.store.notice().filter(|new| notice.as_ref() != Some(new));
                self.session.message = new_notice.or(news).or(self.session.message.take());
            }
            Err(error) => self.session.saved = Saved::Failed(error.to_string()),
        }
    }
}
