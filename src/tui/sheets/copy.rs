//! The choice of what to copy: what there is, and below it the selected text, exactly as it is copied.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::sanitize;
use crate::tui::action::{Action, SheetAction};
use crate::tui::copyable::Copyable;
use crate::tui::effect::Effect;
use crate::tui::key::Key;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::notice::Notice;
use crate::tui::outcome::{Destination, SheetOutcome};
use crate::tui::outline::OutlineRow;
use crate::tui::theme::{StyleRole, Theme};
use crate::tui::widgets::list::{self, ListState, Motion};
use crate::tui::widgets::{row, title};
use crate::workbook::UNCONFIRMED;

/// The target of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyTarget {
    /// To the clipboard of the terminal.
    Clipboard,
    /// Into a file.
    File,
}

/// The choice of what to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopySheet {
    /// The texts.
    pub texts: Vec<Copyable>,
    list: ListState,
    /// The target.
    pub goal: CopyTarget,
    /// The number of rows of the selected text are scrolled away.
    top: usize,
}

/// The rows of the sheet: what there is to choose from, and below it the selected text as it is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyRows {
    /// For the texts, one on each.
    pub list: usize,
    /// For the selected text, without the row with its length.
    pub text: usize,
}

/// The most empty places that a message names.
const NAMED: usize = 4;
/// Columns for the kind of a text.
const KIND: usize = 8;
/// Columns before a text in the list.
pub const BEFORE_TEXT: usize = 12;

/// The last copied text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The row that it was copied from.
    pub row: Option<OutlineRow>,
    /// The copied text.
    pub text: String,
}

impl CopyTarget {
    /// The effect that takes a text there.
    pub fn effect(self, text: String) -> Effect {
        match self {
            CopyTarget::Clipboard => Effect::Copy(text),
            CopyTarget::File => Effect::WriteCopy(text),
        }
    }
}

/// Returns the columns for a text in the list, and in the notice about it.
pub fn room(model: &Model) -> usize {
    usize::from(model.size.width).saturating_sub(BEFORE_TEXT)
}

impl CopySheet {
    /// The choice between these texts.
    pub fn new(texts: Vec<Copyable>, goal: CopyTarget) -> CopySheet {
        CopySheet {
            texts,
            list: ListState::default(),
            goal,
            top: 0,
        }
    }

    /// Handles a key: selects, scrolls or copies a text.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Move(motion @ (Motion::PageDown | Motion::PageUp)) => {
                // Heading and footer have a row each, and the text a margin.
                let columns = usize::from(model.size.width).saturating_sub(1);
                let rows = usize::from(model.size.height).saturating_sub(2);
                self.turn(motion == Motion::PageDown, columns, rows);
                SheetOutcome::stay()
            }
            SheetAction::Move(motion) => {
                self.list.go(motion, self.texts.len(), model.page);
                self.top = 0;
                SheetOutcome::stay()
            }
            SheetAction::Choose => self.choose(self.list.selected(), self.goal, model),
            SheetAction::WriteCopy => self.choose(self.list.selected(), CopyTarget::File, model),
            SheetAction::CopyAnyway => self.copy(self.list.selected(), self.goal),
            SheetAction::FillNow => {
                let text = self.texts.get(self.list.selected());
                let text = text.filter(|text| !text.is_ready());
                text.map_or_else(SheetOutcome::stay, |text| {
                    SheetOutcome::open(Destination::FillEmpty(text.empty.clone()))
                })
            }
            SheetAction::Cancel => SheetOutcome::close(),
            SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
            | SheetAction::NewRun
            | SheetAction::Yes
            | SheetAction::No
            | SheetAction::Link
            | SheetAction::WriteMine
            | SheetAction::TakeFile
            | SheetAction::Quit
            | SheetAction::DeleteNote
            | SheetAction::Fold
            | SheetAction::Unfold
            | SheetAction::GoLive
            | SheetAction::SignOffs
            | SheetAction::GoTo
            | SheetAction::Undo => SheetOutcome::stay(),
        }
    }

    /// Handles the digit before a text. A text that its row doesn't show completely is selected first.
    pub fn pick(&mut self, key: Key, model: &Model) -> SheetOutcome {
        let KeyCode::Char(digit @ '1'..='9') = key.code else {
            return SheetOutcome::stay();
        };
        let at = digit as usize - '1' as usize;
        match self.texts.get(at) {
            Some(text) if !key.ctrl && !key.alt => {
                if text.fits(room(model)) || at == self.list.selected() {
                    self.list.select(at, self.texts.len());
                    return self.choose(at, self.goal, model);
                }
                self.list.select(at, self.texts.len());
                self.top = 0;
            }
            _ => {}
        }
        SheetOutcome::stay()
    }

    /// Returns whether something is empty in the selected text, or can't be filled in.
    pub fn has_empty(&self) -> bool {
        let text = self.texts.get(self.list.selected());
        text.is_some_and(|text| !text.is_ready())
    }

    /// Selects the first command, and points out what is empty in it.
    #[must_use]
    pub fn at_first_command(mut self) -> CopySheet {
        let at = self.texts.iter().position(|text| text.kind.is_code());
        self.list.select(at.unwrap_or_default(), self.texts.len());
        self
    }

    /// Copies a text; one in which something is empty only by the key for that.
    fn choose(&self, at: usize, goal: CopyTarget, model: &Model) -> SheetOutcome {
        match self.texts.get(at).filter(|text| !text.is_ready()) {
            Some(text) => SheetOutcome::notice(Notice::warning(not_ready(text, model))),
            None => self.copy(at, goal),
        }
    }

    fn copy(&self, at: usize, goal: CopyTarget) -> SheetOutcome {
        self.texts
            .get(at)
            .map_or_else(SheetOutcome::stay, |chosen| SheetOutcome {
                open: Some(Destination::Copied(chosen.text.clone())),
                ..SheetOutcome::effect(goal.effect(chosen.text.clone()))
            })
    }

    /// Divides the rows below the heading: at least half of them are for the text.
    pub fn divide(&self, rows: usize) -> CopyRows {
        let list = self.texts.len().min(rows / 2).max(1);
        CopyRows {
            list,
            text: rows.saturating_sub(list + 1),
        }
    }

    /// Scrolls the selected text by a page, on a sheet of so many columns and rows, its heading left out.
    pub fn turn(&mut self, down: bool, columns: usize, rows: usize) {
        let page = self.divide(rows).text.max(1);
        let all = self
            .texts
            .get(self.list.selected())
            .map_or(0, |text| text.rows(columns).len());
        let most = all.saturating_sub(page);
        self.top = if down {
            (self.top + page).min(most)
        } else {
            self.top.saturating_sub(page)
        };
    }

    /// Draws the sheet.
    pub fn draw(&self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let heading = match self.goal {
            CopyTarget::Clipboard => " Copy to the clipboard",
            CopyTarget::File => " Write to a file",
        };
        let body = title::draw(heading, theme, area, buffer);
        let rows = self.divide(usize::from(body.height));
        let below = u16::try_from(rows.list).unwrap_or(body.height);
        let list = Rect {
            height: below.min(body.height),
            ..body
        };
        self.list
            .draw(self.texts.len(), list, buffer, |index, is_selected| {
                entry(&self.texts[index], index, is_selected, theme, body.width)
            });
        if let Some(text) = self.texts.get(self.list.selected()) {
            self.draw_text(text, rows, model, body, buffer);
        }
    }

    /// Draws the selected text, exactly as it is copied.
    fn draw_text(
        &self,
        text: &Copyable,
        rows: CopyRows,
        model: &Model,
        body: Rect,
        buffer: &mut Buffer,
    ) {
        let theme = &model.theme;
        let all = text.rows(usize::from(body.width).saturating_sub(1));
        let below = u16::try_from(rows.list).unwrap_or(body.height);
        let from = self.top.min(all.len().saturating_sub(1));
        let more = all.len().saturating_sub(from + rows.text);
        let page = model.key_of(Action::PageDown);
        let measure = measure(text, more, &page, usize::from(body.width));
        row(
            &Line::styled(measure, theme.style(StyleRole::Dim)),
            body,
            below,
            buffer,
        );
        let code = theme.style(if text.kind.is_code() {
            StyleRole::Code
        } else {
            StyleRole::Text
        });
        for (y, parts) in (below.saturating_add(1)..body.height).zip(&all[from..]) {
            let mut line = Line::from(Span::raw(" "));
            for (part, role) in parts {
                let style = role.map_or(code, |role| theme.style(role));
                let part = sanitize::one_line(part).into_owned();
                line.push_span(Span::styled(part, style));
            }
            row(&line, body, y, buffer);
        }
    }
}

/// Returns what is empty in a text or can't be filled in, and the keys that go on from there.
pub fn not_ready(text: &Copyable, model: &Model) -> String {
    let key = |action| model.keymap.key_in(Context::Copy, action);
    let anyway = key(Action::CopyAnyway);
    if text.empty.is_empty() {
        let unfit = text.unfit.join("; ");
        return format!("Can't fill in {unfit} ({anyway}: copy anyway)");
    }
    let shown = text.empty.len().min(NAMED);
    let name = |written: &String| {
        if text.unfit.contains(&format!("{written}: {UNCONFIRMED}")) {
            format!("{written} ({UNCONFIRMED})")
        } else {
            written.clone()
        }
    };
    let names: Vec<String> = text.empty[..shown].iter().map(name).collect();
    let mut names = names.join(", ");
    if shown < text.empty.len() {
        names.push_str(&format!(" and {} more", text.empty.len() - shown));
    }
    let fill = key(Action::FillNow);
    format!("Still empty: {names} ({fill}: fill now, {anyway}: copy anyway)")
}

fn entry(
    text: &Copyable,
    index: usize,
    selected: bool,
    theme: &Theme,
    width: u16,
) -> Line<'static> {
    let digit = if index < 9 {
        (index + 1).to_string()
    } else {
        " ".to_owned()
    };
    let role = if text.kind.is_code() {
        StyleRole::Code
    } else {
        StyleRole::Text
    };
    let mut line = Line::from(vec![
        list::mark(selected, theme),
        Span::styled(format!("{digit} "), theme.style(StyleRole::Key)),
        Span::styled(
            format!("{:KIND$}", text.kind.name()),
            theme.style(StyleRole::Dim),
        ),
    ]);
    let room = usize::from(width).saturating_sub(line.width());
    let gist = text.gist(room, theme.signs.ellipsis);
    line.push_span(Span::styled(
        sanitize::one_line(&gist).into_owned(),
        theme.style(role),
    ));
    line
}

/// Returns the length of a text and the number of rows below; with little room, without characters.
fn measure(text: &Copyable, more: usize, page: &str, columns: usize) -> String {
    let counted =
        |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let lines = counted(text.text.lines().count(), "line");
    let characters = counted(text.text.chars().count(), "character");
    let more = match more {
        0 => String::new(),
        more => format!(", {} below ({page})", counted(more, "row")),
    };
    let empty = match text.empty.len() {
        0 => String::new(),
        empty => format!(", {empty} empty"),
    };
    let all = format!(" {lines}, {characters}{empty}{more}");
    if sanitize::width(&all) <= columns {
        all
    } else {
        format!(" {lines}{empty}{more}")
    }
}
