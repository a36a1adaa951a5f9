//! The app with its store and clock: it takes keys, and carries out effects. It knows neither the terminal nor the keymap.

use std::fmt;
use std::path::Path;

use chrono::{DateTime, Utc};
use ratatui::crossterm::event::MouseEvent;
use ratatui::layout::Size;

use super::action::Action;
use super::app::App;
use super::editor_session::EditorSession;
use super::effect::Effect;
use super::key::Key;
use super::notice::Notice;
use super::refresh::Refresh;
use super::restore::ViewStore;
use super::run_loader::RunLoader;
use super::save::PATIENCE;
use crate::progress::{Author, Stamp};
use crate::sanitize;
use crate::store::Store;

/// The app at work.
pub struct Runtime {
    pub(super) app: App,
    pub(super) store: Store,
    author: Author,
    clock: Box<dyn Fn() -> DateTime<Utc> + Send>,
    pub(super) run_loader: RunLoader,
    effects: Vec<Effect>,
    pub(super) refresh: Refresh,
    /// Takes the bytes to send to the terminal beside the frames.
    pub(super) outgoing: Option<String>,
    /// The text that is in the person's own editor at the moment.
    pub(super) editor_session: Option<EditorSession>,
    pub(super) view_store: ViewStore,
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Runtime")
            .field("app", &self.app)
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

impl Runtime {
    /// Puts the app to work for `author`.
    pub fn new(
        app: App,
        store: Store,
        author: Author,
        clock: impl Fn() -> DateTime<Utc> + Send + 'static,
        run_loader: RunLoader,
    ) -> Runtime {
        let mut runtime = Runtime {
            app,
            store,
            author,
            clock: Box::new(clock),
            run_loader,
            effects: Vec::new(),
            refresh: Refresh::default(),
            outgoing: None,
            editor_session: None,
            view_store: ViewStore::default(),
        };
        runtime.app.model.now = runtime.stamp().at;
        runtime.sync_with_store();
        let state = runtime.open_view_state();
        runtime.offer(&state);
        runtime.suggest();
        runtime
    }

    /// Tells the app that has just been opened what it has to know of the store and the person.
    pub(super) fn sync_with_store(&mut self) {
        self.store.set_patience(PATIENCE);
        self.app.model.read_only = self.store.read_only().map(|why| why.to_string());
        self.app.model.who = self.author.to_string();
        self.app.model.progress_file = self.store.path().map(|path| {
            let is_beside = self
                .run_loader
                .file
                .as_ref()
                .is_some_and(|file| file.parent() == path.parent());
            let name = path.file_name().filter(|_| is_beside).map(Path::new);
            sanitize::path(name.unwrap_or(path))
        });
        let closed = self.app.model.read_only.is_none() && self.store.is_closed();
        if closed && self.app.notice.is_none() {
            let look = self.app.model.key_of(Action::ReadOnly);
            self.app.warn(format!(
                "This folder isn't writable: changes are saved in your state folder ({look}: read-only)."
            ));
        }
        self.refresh = Refresh::default();
        if let Some(brought) = self.bring() {
            let greeting = self.app.notice.take();
            self.app.info(brought);
            if let Some(next) = greeting {
                self.app.append(next);
            }
        }
        self.notify_former_files();
    }

    /// Shows former files next to a link to this checklist, unless a save has already said so.
    fn notify_former_files(&mut self) {
        let Some(former) = self.store.former_notice() else {
            return;
        };
        let is_shown = |notice: &Notice| notice.text.contains(&former);
        if !self.app.notice.as_ref().is_some_and(is_shown) {
            self.app.append(Notice::warning(former));
        }
    }

    /// Begins in walk mode, also where it was left in the outline.
    pub fn walk(&mut self) {
        let stamp = self.stamp();
        if self.app.model.walk.is_none() {
            self.app.act(Action::Walk, &stamp);
        }
    }

    /// Shows an error in front of the first notice.
    pub fn show_first(&mut self, what: Option<&str>) {
        let others = self.app.notice.take();
        self.app.notice = what.map(Notice::error);
        if let Some(next) = others {
            self.app.append(next);
        }
    }

    /// Shows files next to the progress file that may belong to it. Comes last: a command is at its
    /// end.
    pub(super) fn suggest(&mut self) {
        let suggestions = self.store.suggestions(&self.app.model.workbook);
        if suggestions.is_empty() {
            return;
        }
        let text = sanitize::capitalized(&suggestions.join("; "));
        self.app.append(Notice::info(text));
    }

    /// Ends, as the person wanted before.
    pub(super) fn leave(&mut self) {
        self.effects.push(Effect::Quit);
    }

    /// The app.
    pub fn app(&self) -> &App {
        &self.app
    }

    pub(super) fn resize(&mut self, size: Size) {
        self.app.resize(size);
    }

    /// Takes a key.
    pub(super) fn key(&mut self, key: Key) {
        let stamp = self.stamp();
        self.effects.extend(self.app.key(key, &stamp));
    }

    /// Takes what the mouse did.
    pub(super) fn mouse(&mut self, event: MouseEvent) {
        let stamp = self.stamp();
        self.effects.extend(self.app.mouse(event, &stamp));
    }

    /// Saves what the field holds.
    pub(super) fn accept(&mut self) {
        let stamp = self.stamp();
        self.effects.extend(self.app.act(Action::Accept, &stamp));
        self.perform();
    }

    /// The person at the screen, now.
    pub(super) fn stamp(&self) -> Stamp {
        self.author.at((self.clock)())
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.app.paste(text);
    }

    /// Returns whether the user quits.
    pub fn is_over(&self) -> bool {
        self.effects.contains(&Effect::Quit)
    }

    pub(super) fn take_outgoing(&mut self) -> Option<String> {
        self.outgoing.take()
    }

    /// Returns whether there is a task to carry out.
    pub(super) fn has_task(&self) -> bool {
        self.effects.iter().any(Effect::is_task)
    }

    /// Takes what the event loop has to do with the terminal: redraw, or suspend.
    pub(super) fn take_terminal_effects(&mut self) -> Vec<Effect> {
        let is_of_terminal =
            |effect: &mut Effect| matches!(effect, Effect::Redraw | Effect::Suspend);
        self.effects.extract_if(.., is_of_terminal).collect()
    }

    /// Saves once, if needed, and carries out the last task. Returns whether that changed what is displayed.
    pub(super) fn perform(&mut self) -> bool {
        let (mut saves, mut task) = (false, None);
        for effect in std::mem::take(&mut self.effects) {
            match effect {
                Effect::Save => saves = true,
                Effect::Quit => self.effects.push(Effect::Quit),
                Effect::Redraw | Effect::Suspend => {}
                other => task = Some(other),
            }
        }
        if saves {
            self.save();
        }
        let is_task = task.is_some();
        if let Some(Err(error)) = task.map(|task| self.carry_out(task)) {
            self.app.error(error.to_string());
        }
        saves || is_task
    }
}
