//! A session with the store and the clock that it needs: the place where effects are performed.

use std::fmt;

use chrono::{DateTime, Utc};
use ratatui::layout::Size;

use super::key::Key;
use super::session::{Effects, Saved, Session};
use crate::progress::Author;
use crate::store::Store;

/// A session at work.
pub struct Desk {
    session: Session,
    store: Store,
    author: Author,
    clock: Box<dyn Fn() -> DateTime<Utc> + Send>,
    effects: Effects,
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
        store: Store,
        author: Author,
        clock: impl Fn() -> DateTime<Utc> + Send + 'static,
    ) -> Desk {
        session.who = author.to_string();
        session.read_only = store.read_only().map(|why| why.to_string());
        Desk { session, store, author, clock: Box::new(clock), effects: Effects::default() }
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

    fn save(&mut self) {
        let before = self.store.notice();
        match self.session.change(|workbook| self.store.save(workbook)) {
            Ok(()) => {
                if matches!(self.session.saved, Saved::Failed(_)) {
                    self.session.message = Some("All is saved now.".to_owned());
                    self.session.asked_to_leave = false;
                }
                self.session.saved = Saved::All;
                let notice = self.store.notice().filter(|notice| before.as_ref() != Some(notice));
                self.session.message = notice.or(self.session.message.take());
            }
            Err(error) => self.session.saved = Saved::Failed(error.to_string()),
        }
    }
}
