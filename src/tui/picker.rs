//! The choice of a checklist: those of the repository, then the built-in templates. Files are opened and written elsewhere,
//! by a [`PickerRequest`].

use std::path::PathBuf;

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Size};

use super::action::{Action, FieldAction, SheetAction};
use super::field::{Field, FieldPurpose};
use super::key::Key;
use super::keymap::{Context, Keymap};
use super::layout::{self, Areas, FieldSize};
use super::theme::Theme;
use super::widgets::list::{ListState, Motion};
use crate::store::{FoundChecklist, SearchFolder};
use crate::templates::TEMPLATES;

/// The choice of a checklist.
#[derive(Debug)]
pub struct Picker {
    /// Colors and signs.
    pub theme: Theme,
    /// The keymap.
    pub keymap: Keymap,
    /// True if clicks and the wheel are taken.
    pub mouse: bool,
    root: SearchFolder,
    choices: Vec<PickerEntry>,
    list: ListState,
    top: usize,
    field: Option<Field>,
    /// True if the field was never on the screen: then a key that takes it was typed ahead.
    is_unseen: bool,
    message: Option<String>,
    size: Size,
}

/// The entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PickerEntry {
    /// A checklist of the repository.
    File {
        /// Its path from the root.
        path: PathBuf,
        /// Its items.
        items: usize,
        /// True if progress lies beside it.
        begun: bool,
    },
    /// A built-in template.
    Template {
        /// Its place in the list of templates.
        index: usize,
    },
}

/// A request of the picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PickerRequest {
    /// Open a checklist.
    Open(PathBuf),
    /// Copy a template to this path, and open that.
    Copy(usize, PathBuf),
    /// Redraw every cell.
    Redraw,
    /// Rest in the background.
    Suspend,
    /// Leave.
    Quit,
}

impl Picker {
    /// The choice between what was found below `root` and the templates.
    pub fn new(root: SearchFolder, found: Vec<FoundChecklist>, theme: Theme) -> Picker {
        let files = found.into_iter().map(|found| PickerEntry::File {
            path: found
                .path
                .strip_prefix(&root.folder)
                .unwrap_or(&found.path)
                .to_owned(),
            items: found.items,
            begun: found.begun,
        });
        let choices = files
            .chain((0..TEMPLATES.len()).map(|index| PickerEntry::Template { index }))
            .collect();
        Picker {
            theme,
            keymap: Keymap::default(),
            mouse: false,
            root,
            choices,
            list: ListState::default(),
            top: 0,
            field: None,
            is_unseen: false,
            message: None,
            size: Size::default(),
        }
    }

    /// The entries.
    pub fn choices(&self) -> &[PickerEntry] {
        &self.choices
    }

    /// The choice that is selected.
    pub fn selected(&self) -> usize {
        self.list.selected()
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

    /// Returns the rectangles of the screen.
    pub fn areas(&self) -> Areas {
        let field = if self.field.is_some() {
            FieldSize::Line
        } else {
            FieldSize::None
        };
        // There is no detail: it is turned off on large screens, and off by default on small ones.
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
            .filter(|choice| matches!(choice, PickerEntry::File { .. }))
            .count();
        let place = if self.root.is_repository {
            " In this repository"
        } else {
            " In this folder"
        };
        let mut lines = vec![(place, None)];
        if files == 0 {
            lines.push(("   no Markdown files with items", None));
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

    /// Handles the mouse: a click selects, and opens the selected entry; the wheel moves through
    /// the list.
    pub fn click(&mut self, event: MouseEvent) -> Option<PickerRequest> {
        if self.field.is_some() {
            return None;
        }
        match event.kind {
            MouseEventKind::ScrollDown => self.go(Motion::Down),
            MouseEventKind::ScrollUp => self.go(Motion::Up),
            MouseEventKind::Down(MouseButton::Left) => {
                let area = self.areas().outline;
                let at = Position::new(event.column, event.row);
                let line = area
                    .contains(at)
                    .then(|| self.top + usize::from(at.y - area.y))?;
                let (_, choice) = *self.lines().get(line)?;
                match choice? {
                    choice if choice == self.selected() => return self.choose(),
                    choice => self.list.select(choice, self.choices.len()),
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
        match (&self.field, action) {
            (_, Action::Redraw) => Some(PickerRequest::Redraw),
            (_, Action::Suspend) => Some(PickerRequest::Suspend),
            (Some(_), action) => self.act_in_field(action.in_field()?),
            (None, action) => self.act_in_list(action.in_sheet()?),
        }
    }

    /// Carries out an action in the field for the path of a copy.
    fn act_in_field(&mut self, action: FieldAction) -> Option<PickerRequest> {
        match action {
            FieldAction::Accept | FieldAction::AcceptAndContinue | FieldAction::AcceptNext => {
                self.accept()
            }
            FieldAction::Cancel => {
                self.field = None;
                None
            }
            FieldAction::AcceptPrevious
            | FieldAction::NextAnswer
            | FieldAction::PreviousAnswer
            | FieldAction::OnlyHere
            | FieldAction::UseSuggestion
            | FieldAction::NextMatch
            | FieldAction::PreviousMatch
            | FieldAction::DeleteNote
            | FieldAction::Editor => None,
        }
    }

    /// Carries out an action in the list.
    fn act_in_list(&mut self, action: SheetAction) -> Option<PickerRequest> {
        match action {
            SheetAction::Move(motion) => {
                self.go(motion);
                None
            }
            SheetAction::Choose => self.choose(),
            SheetAction::Quit => Some(PickerRequest::Quit),
            SheetAction::Cancel
            | SheetAction::Toggle
            | SheetAction::Link
            | SheetAction::FillNow
            | SheetAction::CopyAnyway
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
            | SheetAction::NewRun
            | SheetAction::Yes
            | SheetAction::No
            | SheetAction::WriteMine
            | SheetAction::TakeFile
            | SheetAction::DeleteNote
            | SheetAction::WriteCopy
            | SheetAction::Fold
            | SheetAction::Unfold
            | SheetAction::GoLive
            | SheetAction::SignOffs
            | SheetAction::GoTo
            | SheetAction::Undo => None,
        }
    }

    fn go(&mut self, motion: Motion) {
        let page = usize::from(self.areas().outline.height).max(1);
        self.list.go(motion, self.choices.len(), page);
    }

    fn choose(&mut self) -> Option<PickerRequest> {
        match self.choices.get(self.selected())? {
            PickerEntry::File { path, .. } => {
                Some(PickerRequest::Open(self.root.folder.join(path)))
            }
            &PickerEntry::Template { index } => {
                let path = self.root.folder.join(TEMPLATES[index].file_name());
                let path = path.to_string_lossy();
                self.field = Some(Field::new(FieldPurpose::Copy(index), "", &path, false));
                self.is_unseen = true;
                None
            }
        }
    }

    /// Takes the path for a copy. The field stays until the copy is made.
    fn accept(&mut self) -> Option<PickerRequest> {
        let field = self.field.as_ref().filter(|_| !self.is_unseen)?;
        let FieldPurpose::Copy(index) = field.purpose else {
            return None;
        };
        let path = field.text();
        if path.trim().is_empty() {
            self.message = Some("Enter a path for the copy.".to_owned());
            return None;
        }
        Some(PickerRequest::Copy(index, PathBuf::from(path.trim())))
    }

    fn scroll(&mut self) {
        let height = usize::from(self.areas().outline.height);
        let lines = self.lines();
        let at = lines
            .iter()
            .position(|&(_, choice)| choice == Some(self.selected()))
            .unwrap_or_default();
        // The heading above the first choice comes into sight with it.
        let highest = if self.selected() == 0 { 0 } else { at };
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
    use crate::tui::key::Key;
    use crate::tui::theme::Looks;
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
