//! The palette: every action by name, with its key. Actions that are available here come first; those of other contexts
//! are found too, so that users learn about them.
//!
//! Nothing is selected until it is clear what is meant: the name of an action, an alias (`names`), or a unique start. All
//! else has to be selected by hand.

mod names;

use std::cmp::Reverse;
use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::checklist::EntryId;
use crate::progress::State;
use crate::sanitize;
use crate::tui::action::{Action, SheetAction};
use crate::tui::effect::Effect;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::keymap::{Binding, BoundKeys, Context, HEADINGS, HintCondition, Keymap};
use crate::tui::model::Model;
use crate::tui::model::SaveState;
use crate::tui::notice::Notice;
use crate::tui::outcome::{Destination, SheetOutcome};
use crate::tui::theme::StyleRole;
use crate::tui::widgets::list::{self, Motion};
use crate::tui::widgets::row;
use crate::workbook::Words;
use names::ActionAlias;

/// Columns for the name.
const NAME: usize = 18;
/// Columns for the key.
const KEY: usize = 10;
/// Narrower than this, only the selected action is described, below the list.
const ROOMY: u16 = 60;

/// The palette, while it is open.
#[derive(Debug, Clone)]
pub struct PaletteSheet {
    /// The context in which it was opened.
    pub from: Context,
    /// The input field.
    pub field: Field,
    /// The row that was selected by hand.
    chosen: Option<usize>,
    /// The entry that was selected in the outline.
    entry: Option<EntryId>,
    /// The availability of each row of the keymap.
    reach: Vec<ActionReach>,
}

/// A row of the palette.
#[derive(Debug, Clone, Copy)]
pub struct PaletteRow<'a> {
    /// The action with its keys.
    pub bound: BoundKeys<'a>,
    /// Its availability.
    pub reach: ActionReach,
    /// The quality of the match.
    pub fit: NameMatch,
}

/// The quality of a match, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    /// It is its name, or another name for it.
    Named,
    /// Its name begins so.
    Begun,
    /// Each word begins one of its name.
    Words,
    /// Its name or description matches otherwise.
    Near,
}

/// The availability of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionReach {
    /// It applies to what is selected.
    Here,
    /// It can always be done here.
    Always,
    /// It belongs here, but there is nothing to do for it now.
    NotNow,
    /// It belongs to another place.
    Elsewhere,
}

impl PaletteRow<'_> {
    /// Returns the key of the action from where the palette was opened; of a filter with the key of
    /// its sheet.
    pub fn key(&self, model: &Model) -> String {
        let own = self.bound.first_key();
        let binding = self.bound.binding;
        if !is_filter(binding.action) {
            return own.unwrap_or_default();
        }
        let sheet = model.keymap.key(Context::Outline, Action::Filter);
        sheet
            .zip(own)
            .map(|(sheet, own)| format!("{sheet} {own}"))
            .unwrap_or_default()
    }
}

impl PaletteSheet {
    /// A palette in which nothing is typed, opened in a context in which some bindings apply.
    pub fn new(
        from: Context,
        entry: Option<EntryId>,
        keymap: &Keymap,
        applies: impl Fn(HintCondition) -> bool,
    ) -> PaletteSheet {
        let reach = |bound: BoundKeys| reach(from, bound.binding, &applies);
        PaletteSheet {
            from,
            field: Field::new(FieldPurpose::Command, "", "", false),
            chosen: None,
            entry,
            reach: keymap.rows().map(reach).collect(),
        }
    }

    /// Handles a key: selects or carries out an action.
    pub fn update(&mut self, action: SheetAction, model: &Model) -> SheetOutcome {
        match action {
            SheetAction::Move(Motion::Down) => self.move_by(1, model),
            SheetAction::Move(Motion::Up) => self.move_by(-1, model),
            SheetAction::Choose => return self.choose(model),
            SheetAction::Cancel => return SheetOutcome::close(),
            SheetAction::Move(Motion::PageDown | Motion::PageUp | Motion::First | Motion::Last)
            | SheetAction::Toggle
            | SheetAction::Show(_)
            | SheetAction::ShowAll
            | SheetAction::OnlyUnfilled
            | SheetAction::NewRun
            | SheetAction::Yes
            | SheetAction::No
            | SheetAction::Link
            | SheetAction::FillNow
            | SheetAction::CopyAnyway
            | SheetAction::WriteMine
            | SheetAction::TakeFile
            | SheetAction::Quit
            | SheetAction::DeleteNote
            | SheetAction::WriteCopy
            | SheetAction::Fold
            | SheetAction::Unfold
            | SheetAction::GoLive
            | SheetAction::SignOffs
            | SheetAction::GoTo
            | SheetAction::Undo => {}
        }
        SheetOutcome::stay()
    }

    /// The typed text has changed: what was selected by hand no longer is.
    pub fn typed(&mut self) {
        self.chosen = None;
    }

    /// Carries out the selected action, where possible; else shows where it is available. Only an
    /// action that was clearly meant is carried out.
    fn choose(&self, model: &Model) -> SheetOutcome {
        let commands = self.commands(model);
        let meaning = self.meaning().filter(|_| self.chosen.is_none());
        let Some(command) = self.selected(&commands).and_then(|at| commands.get(at)) else {
            return self.choose_nothing(model);
        };
        let binding = command.bound.binding;
        if command.reach == ActionReach::Elsewhere {
            let key = command.key(model);
            let key = if key.is_empty() {
                key
            } else {
                format!(" ({key})")
            };
            let (name, place) = (name(binding.action), place(binding.context));
            let notice =
                Notice::warning(format!("“{name}” isn't available here; see {place}{key}."));
            return SheetOutcome::close().with_notice(notice);
        }
        let workbook = &model.workbook;
        let is_done = |id| workbook.state(id) == State::Done && workbook.confirm(id).is_empty();
        if meaning == Some(ActionAlias::Tick) && self.entry.is_some_and(is_done) {
            return SheetOutcome::close().with_notice(Notice::warning("Already done."));
        }
        SheetOutcome::open(Destination::Action(binding.action))
    }

    /// Nothing is selected: the typed text is a name of something else, or not clear yet.
    fn choose_nothing(&self, model: &Model) -> SheetOutcome {
        let told = self
            .meaning()
            .and_then(|meaning| Some((meaning, meaning.told(model)?)));
        if let Some((meaning, told)) = told {
            let saves = meaning == ActionAlias::Save && matches!(model.saved, SaveState::Failed(_));
            return SheetOutcome {
                effect: saves.then_some(Effect::Save),
                ..SheetOutcome::close().with_notice(Notice::info(told))
            };
        }
        let typed = self.field.text().trim().to_owned();
        if typed.is_empty() {
            return SheetOutcome::close();
        }
        if self.commands(model).is_empty() {
            return SheetOutcome::close().with_notice(Notice::warning("Unknown action."));
        }
        let next = model.keymap.key_in(Context::Palette, Action::Down);
        SheetOutcome::notice(Notice::warning(format!(
            "“{typed}” matches several actions: type more, or select one ({next})."
        )))
    }

    /// Returns the selected row: the one chosen by hand, else the one that is clearly meant.
    fn selected(&self, commands: &[PaletteRow]) -> Option<usize> {
        if self.chosen.is_some() || self.field.text().trim().is_empty() {
            return self.chosen;
        }
        let fits = |fit: NameMatch| {
            commands
                .iter()
                .filter(move |command| command.fit <= fit)
                .count()
        };
        (fits(NameMatch::Named) > 0 || fits(NameMatch::Words) == 1).then_some(0)
    }

    /// Moves the selection among the rows, down, or up where `rows` is negative; after the last comes the first.
    fn move_by(&mut self, rows: isize, model: &Model) {
        let commands = self.commands(model);
        let of = commands.len();
        self.chosen = match (of, self.selected(&commands)) {
            (0, _) => None,
            (_, None) => Some(if rows > 0 { 0 } else { of - 1 }),
            (_, Some(at)) => Some((at.min(of - 1) + of).saturating_add_signed(rows) % of),
        };
    }

    /// Draws the sheet.
    pub fn draw(&self, model: &Model, area: Rect, buffer: &mut Buffer) {
        let theme = &model.theme;
        let prompt = Rect {
            height: area.height.min(1),
            ..area
        };
        row(
            &Line::styled(" :", theme.style(StyleRole::Key)),
            prompt,
            0,
            buffer,
        );
        let typed = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(3),
            ..prompt
        };
        self.field
            .editor()
            .render(typed.intersection(buffer.area), buffer);
        let below = u16::from(area.width < ROOMY && area.height > 3);
        let list = Rect {
            y: area.y + prompt.height,
            height: area.height - prompt.height - below,
            ..area
        };
        let commands = self.commands(model);
        if commands.is_empty() {
            let told = self.meaning().and_then(|meaning| meaning.told(model));
            let told = told.as_deref().unwrap_or("No matching action.");
            let told = sanitize::fit(
                told,
                usize::from(list.width).saturating_sub(3),
                theme.signs.ellipsis,
            );
            let nothing = Line::styled(format!("  {told}"), theme.style(StyleRole::Dim));
            row(&nothing, list, 0, buffer);
        }
        let selected = self.selected(&commands);
        // The selected row is the last in sight, where there are more than fit.
        let top = selected
            .map_or(0, |at| at + 1)
            .saturating_sub(usize::from(list.height));
        for (y, (index, command)) in (0..list.height).zip(commands.iter().enumerate().skip(top)) {
            row(
                &line(model, command, selected == Some(index), list.width),
                list,
                y,
                buffer,
            );
        }
        if let Some(command) = selected
            .and_then(|at| commands.get(at))
            .filter(|_| below > 0)
        {
            let about = about(command);
            let about = sanitize::fit(
                &about,
                usize::from(area.width).saturating_sub(2),
                theme.signs.ellipsis,
            );
            let line = Line::styled(format!(" {about}"), theme.style(StyleRole::Dim));
            row(&line, area, area.height - 1, buffer);
        }
    }

    /// Returns the typed text as a name.
    fn query(&self) -> String {
        let text = self.field.text().to_lowercase();
        let words: Vec<&str> = text
            .trim_start_matches([':', ' '])
            .split_whitespace()
            .collect();
        words.join(" ")
    }

    /// Returns the alias that was typed, if it is one.
    fn meaning(&self) -> Option<ActionAlias> {
        ActionAlias::of(&self.query().replace('-', " "))
    }

    /// Returns the matching actions, the best and nearest first. Those of other contexts only if
    /// they match and aren't available here. None where the text is an alias of something that
    /// isn't an action.
    fn commands<'a>(&self, model: &'a Model) -> Vec<PaletteRow<'a>> {
        let typed = self.query();
        let meaning = self.meaning();
        let is_own = model
            .keymap
            .rows()
            .any(|bound| name(bound.binding.action) == typed);
        if meaning.is_some_and(|meaning| meaning.action().is_none()) && !is_own {
            return Vec::new();
        }
        let words = Words::of(&typed);
        let meant = meaning.and_then(ActionAlias::action).filter(|_| !is_own);
        let mut fitting: Vec<(Reverse<i64>, PaletteRow)> = Vec::new();
        let rows = model.keymap.rows().zip(&self.reach);
        for (bound, &reach) in rows.filter(|(bound, _)| !is_trivial(bound.binding)) {
            let is_meant = meant == Some(bound.binding.action);
            let fit = if is_meant {
                NameMatch::Named
            } else {
                fit(&typed, &name(bound.binding.action))
            };
            let score = if fit == NameMatch::Near {
                score(&words, &bound)
            } else {
                Some(0)
            };
            if let Some(score) =
                score.filter(|_| !words.is_empty() || reach != ActionReach::Elsewhere)
            {
                fitting.push((Reverse(score), PaletteRow { bound, reach, fit }));
            }
        }
        // The sort keeps the order of the table among equals.
        fitting.sort_by_key(|(score, PaletteRow { reach, fit, .. })| {
            (
                *fit,
                *reach == ActionReach::Elsewhere,
                *reach == ActionReach::NotNow,
                *score,
                *reach,
            )
        });
        let mut named = HashSet::new();
        let commands = fitting.into_iter().map(|(_, command)| command);
        commands
            .filter(|command| named.insert(command.bound.binding.action))
            .collect()
    }
}

/// Returns the availability of an action in the context in which the palette was opened.
fn reach(from: Context, binding: &Binding, applies: impl Fn(HintCondition) -> bool) -> ActionReach {
    let is_filter = binding.context == Context::Filters && is_filter(binding.action);
    match binding.when {
        _ if is_filter => ActionReach::Always,
        _ if binding.context != from => ActionReach::Elsewhere,
        HintCondition::Quietly => ActionReach::Always,
        when if applies(when) => ActionReach::Here,
        _ => ActionReach::NotNow,
    }
}

/// The name of an action in words: `next open`.
pub fn name(action: Action) -> String {
    action.name().replace('-', " ")
}

/// The heading of a context: `Walk mode`.
pub fn place(context: Context) -> &'static str {
    HEADINGS
        .iter()
        .find(|(other, _)| *other == context)
        .map_or("", |(_, heading)| *heading)
}

/// Returns how well a typed text matches a name.
fn fit(typed: &str, name: &str) -> NameMatch {
    // As in the settings, where words of a name are joined.
    let typed = typed.replace('-', " ");
    let begins = |word: &str| name.split(' ').any(|own| own.starts_with(word));
    match typed.as_str() {
        "" => NameMatch::Near,
        typed if typed == name => NameMatch::Named,
        typed if name.starts_with(typed) => NameMatch::Begun,
        typed if typed.split_whitespace().all(begins) => NameMatch::Words,
        _ => NameMatch::Near,
    }
}

/// Returns how well an action matches the words: by its name, of two the shorter; else by its
/// description or its key.
fn score(words: &Words, bound: &BoundKeys) -> Option<i64> {
    if words.is_empty() {
        return Some(0);
    }
    let name = name(bound.binding.action);
    let by_name = words
        .score(&name)
        .map(|score| score - i64::try_from(name.len()).unwrap_or_default());
    let all = || {
        format!(
            "{name} {} {}",
            bound.binding.help,
            bound.key_names().join(" ")
        )
    };
    by_name.or_else(|| words.stand_in(&all()).then_some(0))
}

/// Returns whether an action turns a filter on or off, which is possible from anywhere.
fn is_filter(action: Action) -> bool {
    super::filters::want(action).is_some() || action == Action::ShowAll
}

/// Returns whether a row is never listed: the palette itself, and its way out.
fn is_trivial(binding: &Binding) -> bool {
    binding.context == Context::Palette || binding.action == Action::Palette
}

/// Returns the description of an action, with its context if it is another one.
fn about(command: &PaletteRow) -> String {
    let binding = command.bound.binding;
    match command.reach {
        ActionReach::Elsewhere => format!("{}: {}", place(binding.context), binding.help),
        ActionReach::Here | ActionReach::Always | ActionReach::NotNow => binding.help.to_owned(),
    }
}

fn line(model: &Model, command: &PaletteRow, selected: bool, width: u16) -> Line<'static> {
    let theme = &model.theme;
    let binding = command.bound.binding;
    let is_near = command.reach < ActionReach::NotNow;
    let key = command.key(model);
    let about = if width < ROOMY {
        String::new()
    } else {
        about(command)
    };
    let column = |text: &str, width: usize| {
        let text = sanitize::fit(text, width, theme.signs.ellipsis);
        let pad = " ".repeat(width.saturating_sub(sanitize::width(&text)));
        format!("{text}{pad}")
    };
    let room = usize::from(width).saturating_sub(NAME + KEY + 4);
    let name_role = if is_near {
        StyleRole::Text
    } else {
        StyleRole::Dim
    };
    Line::from(vec![
        list::mark(selected, theme),
        Span::styled(column(&name(binding.action), NAME), theme.style(name_role)),
        Span::styled(
            format!(" {}", column(&key, KEY)),
            theme.style(StyleRole::Key),
        ),
        Span::styled(
            sanitize::fit(&about, room, theme.signs.ellipsis),
            theme.style(StyleRole::Dim),
        ),
    ])
}
