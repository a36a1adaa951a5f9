//! Choosing a checklist: those of the repository, then the built-in templates. Pure, as the app is: what is
//! to be written or opened goes out as a [`PickerRequest`].

use std::path::PathBuf;

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Size};

use super::action::Action;
use super::field::{Field, Purpose};
use super::key::Key;
use super::keymap::{Context, Keymap};
use super::layout::{self, Areas, FieldSize};
use super::theme::Theme;
use crate::store::{FoundChecklist, SearchFolder};
use crate::templates::TEMPLATES;

/// The choice of a checklist.
#[derive(Debug)]
pub struct Picker {
    /// How it looks.
    pub theme: Theme,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Whether clicks and the wheel are taken.
    pub mouse: bool,
    root: SearchFolder,
    choices: Vec<Choice>,
    selected: usize,
    top: usize,
    field: Option<Field>,
    /// Whether the field was never on the screen: then a key that takes it was typed ahead.
    is_unseen: bool,
    message: Option<String>,
    size: Size,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A checklist of the repository.
    File {
        /// Its path from the root.
        path: PathBuf,
        /// Its items.
        items: usize,
        /// Whether progress lies beside it.
        begun: bool,
    },
    /// A built-in template.
    Template {
        /// Its place in the list of templates.
        index: usize,
    },
}

/// What the person wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PickerRequest {
    /// Open a checklist.
    Open(PathBuf),
    /// Copy a template to this path, and open that.
    Copy(usize, PathBuf),
    /// Draw every cell anew.
    Redraw,
    /// Rest in the background.
    Rest,
    /// Leave.
    Quit,
}

impl Picker {
    /// The choice between what was found below `root` and the templates.
    pub fn new(root: SearchFolder, found: Vec<FoundChecklist>, theme: Theme) -> Picker {
        let files = found.into_iter().map(|found| Choice::File {
            path: found
                .path
                .strip_prefix(&root.folder)
                .unwrap_or(&found.path)
                .to_owned(),
            items: found.items,
            begun: found.begun,
        });
        let choices = files
            .chain((0..TEMPLATES.len()).map(|index| Choice::Template { index }))
            .collect();
        Picker {
            theme,
            keymap: Keymap::default(),
            mouse: false,
            root,
            choices,
            selected: 0,
            top: 0,
            field: None,
            is_unseen: false,
            message: None,
            size: Size::default(),
        }
    }

    /// What can be chosen.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The choice that is selected.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The first line on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The field for the place of a copy.
    pub fn field(&self) -> Option<&Field> {
        self.field.as_ref()
    }

    /// A line to show until the next key.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Says something, for example what went wrong with a choice.
    pub fn say(&mut self, message: String) {
        self.message = Some(message);
    }

    /// The part of the keymap that holds now.
    pub fn context(&self) -> Context {
        if self.field.is_some() {
            Context::Line
        } else {
            Context::Picker
        }
    }

    /// Where everything is drawn.
    pub fn areas(&self) -> Areas {
        let field = if self.field.is_some() {
            FieldSize::Line
        } else {
            FieldSize::None
        };
        // There is no detail: turned off on a large screen, not asked for on a small one.
        let shown = layout::areas(self.size, false, field);
        if shown.detail.is_empty() {
            shown
        } else {
            layout::areas(self.size, true, field)
        }
    }

    /// The lines of the list: headings, and choices by index.
    pub fn lines(&self) -> Vec<(&'static str, Option<usize>)> {
        let files = self
            .choices
            .iter()
            .filter(|choice| matches!(choice, Choice::File { .. }))
            .count();
        let place = if self.root.is_repository {
            " In this repository"
        } else {
            " In this folder"
        };
        let mut lines = vec![(place, None)];
        if files == 0 {
            lines.push(("   no Markdown file with items", None));
        }
        lines.extend((0..files).map(|index| ("", Some(index))));
        lines.extend([("", None), (" Start from a template", None)]);
        lines.extend((files..self.choices.len()).map(|index| ("", Some(index))));
        lines
    }

    /// It was drawn.
    pub(super) fn note_drawn(&mut self) {
        self.is_unseen = false;
    }

    /// Takes the size of the screen.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.scroll();
    }

    /// Takes pasted text, where there is a field for it.
    pub fn paste(&mut self, text: &str) {
        if let Some(field) = &mut self.field {
            field.paste(text);
        }
    }

    /// Takes what the mouse did: a click selects, and opens what is selected; the wheel goes through the list.
    pub fn click(&mut self, event: MouseEvent) -> Option<PickerRequest> {
        if self.field.is_some() {
            return None;
        }
        match event.kind {
            MouseEventKind::ScrollDown => self.select(self.selected + 1),
            MouseEventKind::ScrollUp => self.select(self.selected.saturating_sub(1)),
            MouseEventKind::Down(MouseButton::Left) => {
                let area = self.areas().outline;
                let at = Position::new(event.column, event.row);
                let line = area
                    .contains(at)
                    .then(|| self.top + usize::from(at.y - area.y))?;
                let (_, choice) = *self.lines().get(line)?;
                match choice? {
                    choice if choice == self.selected => return self.choose(),
                    choice => self.select(choice),
                }
            }
            _ => {}
        }
        self.scroll();
        None
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Option<PickerRequest> {
        self.message = None;
        let bound = self.keymap.lookup(self.context(), key);
        if let (None, Some(behind)) = (bound, key.behind_esc()) {
            return self.key(Key::ESC).or_else(|| self.key(behind));
        }
        let wish = match (bound, &mut self.field) {
            (Some(action), Some(field)) => {
                let is_editing = field.act(action);
                if is_editing { None } else { self.act(action) }
            }
            (Some(action), None) => self.act(action),
            (None, Some(field)) => {
                field.type_key(key);
                None
            }
            (None, None) => None,
        };
        self.scroll();
        wish
    }

    fn act(&mut self, action: Action) -> Option<PickerRequest> {
        let page = usize::from(self.areas().outline.height).max(1);
        match action {
            Action::Down => self.select(self.selected + 1),
            Action::Up => self.select(self.selected.saturating_sub(1)),
            Action::PageDown => self.select(self.selected + page),
            Action::PageUp => self.select(self.selected.saturating_sub(page)),
            Action::First => self.select(0),
            Action::Last => self.select(usize::MAX),
            Action::Choose => return self.choose(),
            Action::AcceptOn | Action::Accept | Action::AcceptNext => return self.accept(),
            Action::Cancel => self.field = None,
            Action::Redraw => return Some(PickerRequest::Redraw),
            Action::Rest => return Some(PickerRequest::Rest),
            Action::Quit => return Some(PickerRequest::Quit),
            _ => {}
        }
        None
    }

    fn select(&mut self, index: usize) {
        self.selected = index.min(self.choices.len().saturating_sub(1));
    }

    fn choose(&mut self) -> Option<PickerRequest> {
        match self.choices.get(self.selected)? {
            Choice::File { path, .. } => Some(PickerRequest::Open(self.root.folder.join(path))),
            &Choice::Template { index } => {
                let path = self.root.folder.join(TEMPLATES[index].file_name());
                let path = path.to_string_lossy();
                self.field = Some(Field::new(Purpose::Copy(index), "", &path, false));
                self.is_unseen = true;
                None
            }
        }
    }

    /// Takes the path for a copy. The field stays until the copy is made.
    fn accept(&mut self) -> Option<PickerRequest> {
        let field = self.field.as_ref().filter(|_| !self.is_unseen)?;
        let Purpose::Copy(index) = field.purpose else {
            return None;
        };
        let path = field.text();
        if path.trim().is_empty() {
            self.message = Some("A path is needed for the copy.".to_owned());
            return None;
        }
        Some(PickerRequest::Copy(index, PathBuf::from(path.trim())))
    }

    fn scroll(&mut self) {
        let height = usize::from(self.areas().outline.height);
        let lines = self.lines();
        let at = lines
            .iter()
            .position(|&(_, choice)| choice == Some(self.selected))
            .unwrap_or_default();
        // The heading above the first choice comes into sight with it.
        let highest = if self.selected == 0 { 0 } else { at };
        self.top = self.top.max((at + 1).saturating_sub(height)).min(highest);
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use super::{Picker, PickerRequest};
    use crate::store::{FoundChecklist, SearchFolder};
    use crate::tui::Looks;
    use crate::tui::key::Key;
    use crate::tui::theme::Theme;

    #[test]
    fn a_file_whose_name_is_no_utf_8_is_opened_all_the_same() {
        let folder = Path::new("/repository");
        let path = folder.join(OsStr::from_bytes(b"caf\xe9.md"));
        let root = SearchFolder {
            folder: folder.to_owned(),
            is_repository: true,
        };
        let found = vec![FoundChecklist {
            path: path.clone(),
            items: 1,
            begun: false,
        }];
        let mut picker = Picker::new(root, found, Theme::new(Looks::default()));
        assert_eq!(
            picker.key(Key::named("enter").unwrap()),
            Some(PickerRequest::Open(path))
        );
    }
}
