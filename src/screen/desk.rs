//! A session with the store and the clock that it needs: the place where effects are performed.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::crossterm::event::MouseEvent;
use ratatui::layout::Size;

use super::action::Action;
use super::door::Door;
use super::editing::Editing;
use super::effects::{Ask, Effects};
use super::key::Key;
use super::seating::Seating;
use super::session::{Saved, Session};
use crate::checklist::Checklist;
use crate::progress::{Author, Stamp};
use crate::store::Store;

/// How long a save at the screen waits for another's: a person is waiting too.
const PATIENCE: Duration = Duration::from_secs(2);
/// A save that failed is tried again after so many looks around.
const RETRY: u32 = 5;
/// What is said when marks that only one person saw are where everybody sees them.
const BROUGHT: &str = "Marks that were kept in your state folder are saved beside the checklist now.";
/// What is said when the file had lost what is on the screen.
const ANEW: &str = "The progress file was taken away or older than this; it is written anew.";

/// A session at work.
pub struct Desk {
    pub(super) session: Session,
    pub(super) store: Store,
    author: Author,
    clock: Box<dyn Fn() -> DateTime<Utc> + Send>,
    pub(super) door: Door,
    effects: Effects,
    /// How often it was looked around since a save failed.
    looks_since_failure: u32,
    /// What was last told of others, so that it is told once.
    heard: Option<String>,
    /// The document as somebody has edited it, while it waits to be shown.
    edited: Option<Checklist>,
    /// What was last told of the edited document.
    trouble: Option<String>,
    /// What is to be sent to the terminal beside the frames.
    pub(super) outgoing: Option<String>,
    /// The text that is in the person's own editor at the moment.
    pub(super) editing: Option<Editing>,
    pub(super) seating: Seating,
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
        session: Session,
        store: Store,
        author: Author,
        clock: impl Fn() -> DateTime<Utc> + Send + 'static,
        door: Door,
    ) -> Desk {
        let mut desk = Desk {
            session,
            store,
            author,
            clock: Box::new(clock),
            door,
            effects: Effects::default(),
            looks_since_failure: 0,
            heard: None,
            edited: None,
            trouble: None,
            outgoing: None,
            editing: None,
            seating: Seating::default(),
        };
        desk.session.now = desk.stamp().at;
        desk.sit_down();
        let seat = desk.take_seat();
        desk.offer(&seat);
        desk
    }

    /// Tells a session that has just been opened what it has to know of the store and the person.
    pub(super) fn sit_down(&mut self) {
        self.store.set_patience(PATIENCE);
        self.session.read_only = self.store.read_only().map(|why| why.to_string());
        self.session.who = self.author.to_string();
        self.session.kept_in = self.store.path().map(|path| {
            let is_beside = self.door.file.as_ref().is_some_and(|file| file.parent() == path.parent());
            let name = path.file_name().filter(|_| is_beside).map(Path::new);
            name.unwrap_or(path).display().to_string()
        });
        let closed = self.session.read_only.is_none() && self.store.is_closed();
        if closed && self.session.message.is_none() {
            let look = self.session.key_of(Action::OnlyLook);
            self.session.message = Some(format!(
                "Nothing can be written beside this checklist: changes go to your state folder; {look} only looks."
            ));
        }
        (self.looks_since_failure, self.heard, self.edited, self.trouble) = (0, None, None, None);
        if let Some(brought) = self.bring() {
            let greeting = self.session.message.take().map(|greeting| format!(" {greeting}"));
            self.session.message = Some(brought + &greeting.unwrap_or_default());
        }
    }

    /// Saves beside the checklist what only the state folder holds, where that can be; what is to be told of it.
    fn bring(&mut self) -> Option<String> {
        if !self.store.is_apart() || self.session.read_only.is_some() || self.store.is_closed() {
            return None;
        }
        self.save();
        (self.is_all_kept() && !self.store.is_apart()).then(|| BROUGHT.to_owned())
    }

    /// Begins in walk mode, also where it was left in the outline.
    pub fn walk(&mut self) {
        let stamp = self.stamp();
        if self.session.walk.is_none() {
            self.session.act(Action::Walk, &stamp);
        }
    }

    /// Says something before all that there is to say at the start.
    pub fn say_first(&mut self, what: Option<&str>) {
        let parts = [what.map(str::to_owned), self.session.message.take()];
        let said: Vec<String> = parts.into_iter().flatten().collect();
        self.session.message = (!said.is_empty()).then(|| said.join(" "));
    }

    /// Ends, as the person wanted before.
    pub(super) fn leave(&mut self) {
        self.effects.quit = true;
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn resize(&mut self, size: Size) {
        self.session.resize(size);
    }

    /// Takes a key.
    pub(super) fn key(&mut self, key: Key) -> Option<Ask> {
        let stamp = self.stamp();
        let effects = self.session.key(key, &stamp);
        let asked = effects.ask;
        self.effects = std::mem::take(&mut self.effects).and(effects);
        asked
    }

    /// Takes what the mouse did.
    pub(super) fn mouse(&mut self, event: MouseEvent) {
        let stamp = self.stamp();
        let effects = self.session.mouse(event, &stamp);
        self.effects = std::mem::take(&mut self.effects).and(effects);
    }

    /// Saves what the field holds.
    pub(super) fn accept(&mut self) {
        let stamp = self.stamp();
        let effects = self.session.act(Action::Accept, &stamp);
        self.effects = std::mem::take(&mut self.effects).and(effects);
        self.perform();
    }

    /// The person at the screen, now.
    pub(super) fn stamp(&self) -> Stamp {
        self.author.at((self.clock)())
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.session.paste(text);
    }

    /// Whether the person wants to leave.
    pub fn is_over(&self) -> bool {
        self.effects.quit
    }

    pub(super) fn take_outgoing(&mut self) -> Option<String> {
        self.outgoing.take()
    }

    /// Whether there is an errand to run.
    pub(super) fn has_errand(&self) -> bool {
        self.effects.errand.is_some()
    }

    /// Saves, if something is to be saved, and runs the errand. Returns whether that changed what is to be seen.
    pub(super) fn perform(&mut self) -> bool {
        self.effects.ask = None;
        let wanted = std::mem::take(&mut self.effects.save);
        if wanted {
            self.save();
        }
        let errand = self.effects.errand.take();
        let is_errand = errand.is_some();
        if let Some(Err(trouble)) = errand.map(|errand| self.run(errand)) {
            self.session.message = Some(trouble.to_string());
        }
        wanted || is_errand
    }

    /// Saves what is not saved yet, if need be in the place of last resort, and keeps place and drafts; what a
    /// person should know of it.
    pub(super) fn save_now(&mut self) -> Option<String> {
        self.keep_edited();
        let told = self.save_last();
        let drafts = self.keep_place();
        if drafts.is_empty() {
            return told;
        }
        let lost = format!("a draft could not be kept, this is its text:\n{}", drafts.join("\n"));
        Some(told.map_or(lost.clone(), |told| format!("{told}\n{lost}")))
    }

    fn save_last(&mut self) -> Option<String> {
        if self.session.saved != Saved::All {
            self.save();
        } else if self.store.others_saved() {
            self.hear();
        }
        let Saved::Failed(why) = &self.session.saved else {
            return self.store.elsewhere().map(|path| format!("progress is kept in {}", path.display()));
        };
        let path = self.store.last_resort()?;
        let why = why.clone();
        Some(match self.store.save_elsewhere(&mut self.session.workbook, &path) {
            Ok(()) => {
                self.session.saved = Saved::All;
                format!("{why}: everything is kept in {} instead", path.display())
            }
            Err(error) => format!("not everything is saved: {why}; nor could it be saved elsewhere: {error}"),
        })
    }

    /// Whether all that was done is on disk somewhere.
    pub(super) fn is_all_kept(&self) -> bool {
        self.session.saved == Saved::All
    }

    /// Looks whether others saved or the document was edited, and tries a save that failed once more. Returns whether that changed what is
    /// to be seen.
    pub(super) fn look_around(&mut self) -> bool {
        let now = self.stamp().at;
        let reread = self.session.turn_clock(now) | self.turn_to_edited() | self.keep_drafts();
        let heard = reread | (self.store.others_saved() && self.hear());
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

    /// Takes on what the document has become, if it was edited. While somebody types it waits, and it waits for a
    /// draft that would have no place. Returns whether there was anything to tell.
    fn turn_to_edited(&mut self) -> bool {
        let mut told = None;
        if self.store.document_changed() {
            match self.store.reread_document() {
                Ok(checklist) => self.edited = Some(checklist),
                Err(error) => told = Some(error.to_string()),
            }
        }
        if let Some(checklist) = self.edited.take() {
            match self.session.turn_to(checklist) {
                Ok(()) => {
                    self.trouble = None;
                    return true;
                }
                Err(waiting) => {
                    self.edited = Some(waiting.checklist);
                    told = Some(waiting.why.to_owned());
                }
            }
        }
        let is_new = told.is_some() && told != self.trouble;
        if is_new {
            self.session.message.clone_from(&told);
        }
        let alarm = self.store.is_document_gone().then_some("CHECKLIST GONE");
        let before = std::mem::replace(&mut self.session.alarm, alarm);
        self.trouble = told;
        is_new || before != alarm
    }

    /// Takes on what others saved, and saves again what the files have lost. Returns whether that changed what is to
    /// be seen.
    fn hear(&mut self) -> bool {
        let before = (self.session.workbook.progress().clone(), self.session.saved.clone());
        let is_behind = match self.session.change(|workbook| self.store.refresh(workbook)) {
            Ok(is_behind) => is_behind,
            Err(error) => return self.cannot_hear(error.to_string()),
        };
        self.heard = None;
        let mut told = self.session.workbook.tell_news(&before.0);
        if is_behind && self.session.read_only.is_none() {
            self.save();
            let is_anew = before.1 == Saved::All && self.is_all_kept() && !self.store.is_apart();
            told = is_anew.then(|| ANEW.to_owned());
        } else if self.session.saved != Saved::All {
            // It could not be read, and can be now.
            self.note_saved();
        } else if let Some(brought) = self.bring() {
            told = Some(brought);
        }
        let is_new = told.is_some();
        if is_new {
            self.session.message = told;
        }
        is_new || is_behind || self.session.saved != before.1
    }

    /// The files cannot be read: nobody can say that all is saved. As long as that is so it is read every time, and
    /// told once.
    fn cannot_hear(&mut self, why: String) -> bool {
        let is_new = self.heard.as_ref() != Some(&why);
        if is_new {
            self.session.message = Some(why.clone());
            if self.session.read_only.is_none() {
                self.note_failure(why.clone());
            }
        }
        self.heard = Some(why);
        is_new
    }

    pub(super) fn save(&mut self) {
        let (notice, before) = (self.store.notice(), self.session.workbook.progress().clone());
        match self.session.change(|workbook| self.store.save(workbook)) {
            Ok(()) => {
                self.note_saved();
                let news = self.session.workbook.tell_news(&before);
                let new_notice = self.store.notice().filter(|new| notice.as_ref() != Some(new));
                self.session.message = new_notice.or(news).or(self.session.message.take());
            }
            Err(error) => self.note_failure(error.to_string()),
        }
    }

    fn note_saved(&mut self) {
        if matches!(self.session.saved, Saved::Failed(_)) {
            self.session.message = Some("All is saved now.".to_owned());
            self.session.asked_to_leave = false;
        }
        self.session.saved = Saved::All;
        self.looks_since_failure = 0;
    }

    fn note_failure(&mut self, why: String) {
        self.session.saved = Saved::Failed(why);
        self.session.last_resort = self.store.last_resort().map(|path| path.display().to_string());
    }
}
