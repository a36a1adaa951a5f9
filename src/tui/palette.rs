//! The palette: every action by its name, with its key. Those that can be done here and now come first; those of other
//! places are found too, so that one learns where they are.
//!
//! Nothing is selected before it is clear what is meant: by the name of an action, by another name that people know it
//! by (`names`), or where only one action begins so. All else has to be selected by hand.

mod names;

use std::cmp::Reverse;
use std::collections::HashSet;

use super::action::Action;
use super::app::App;
use super::field::{Field, Purpose};
use super::keymap::{Binding, Bound, Context, HEADINGS, When};
use crate::workbook::Words;
pub use names::Meaning;

/// The palette, while it is open.
#[derive(Debug, Clone)]
pub struct Palette {
    /// Where it was opened.
    pub from: Context,
    /// What is typed.
    pub field: Field,
    /// The row that was selected by hand.
    pub chosen: Option<usize>,
}

/// A row of the palette.
#[derive(Debug, Clone, Copy)]
pub struct Command<'a> {
    /// The action with its keys.
    pub bound: Bound<'a>,
    /// How far from here it is.
    pub reach: Reach,
    /// How well what is typed fits it.
    pub fit: Fit,
}

/// How well what is typed fits an action, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is its name, or another name for it.
    Named,
    /// Its name begins so.
    Begun,
    /// Each word begins one of its name.
    Words,
    /// Something else, in its name or in what is said of it.
    Near,
}

/// How far from here an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It says something about what is selected.
    Here,
    /// It can always be done here.
    Always,
    /// It belongs here, but there is nothing to do for it now.
    NotNow,
    /// It belongs to another place.
    Elsewhere,
}

impl Command<'_> {
    /// The key that does it, from where the palette was opened; of a filter with the one that opens their sheet.
    pub fn key(&self, app: &App) -> String {
        let own = self.bound.first_key();
        let binding = self.bound.binding;
        if !is_filter(binding.action) {
            return own.unwrap_or_default();
        }
        let sheet = app.model.keymap.key(Context::Outline, Action::Filter);
        sheet
            .zip(own)
            .map(|(sheet, own)| format!("{sheet} {own}"))
            .unwrap_or_default()
    }
}

impl Palette {
    /// A palette in which nothing is typed.
    pub fn new(from: Context) -> Palette {
        Palette {
            from,
            field: Field::new(Purpose::Command, "", "", false),
            chosen: None,
        }
    }

    /// The row that is selected: the one that was chosen by hand, else the one that is meant for sure.
    pub fn selected(&self, commands: &[Command]) -> Option<usize> {
        if self.chosen.is_some() || self.field.text().trim().is_empty() {
            return self.chosen;
        }
        let fits = |fit: Fit| {
            commands
                .iter()
                .filter(move |command| command.fit <= fit)
                .count()
        };
        (fits(Fit::Named) > 0 || fits(Fit::Words) == 1).then_some(0)
    }

    /// Moves the selection among the rows, down, or up where `rows` is negative; after the last comes the first.
    pub fn move_by(&mut self, rows: isize, commands: &[Command]) {
        let of = commands.len();
        self.chosen = match (of, self.selected(commands)) {
            (0, _) => None,
            (_, None) => Some(if rows > 0 { 0 } else { of - 1 }),
            (_, Some(at)) => Some((at.min(of - 1) + of).saturating_add_signed(rows) % of),
        };
    }

    /// What is typed, as a name.
    fn typed(&self) -> String {
        let text = self.field.text().to_lowercase();
        let words: Vec<&str> = text
            .trim_start_matches([':', ' '])
            .split_whitespace()
            .collect();
        words.join(" ")
    }

    /// What is typed, where it is a name that people bring with them.
    pub fn meaning(&self) -> Option<Meaning> {
        Meaning::of(&self.typed().replace('-', " "))
    }

    /// The actions that fit what is typed, the best and nearest first. Those of other places only where asked for, and
    /// where they are not to be had here. None where what is typed is the name of something that is no action here.
    pub fn commands<'a>(&self, app: &'a App) -> Vec<Command<'a>> {
        let typed = self.typed();
        let meaning = self.meaning();
        let is_own = app
            .model
            .keymap
            .rows()
            .any(|bound| name(bound.binding.action) == typed);
        if meaning.is_some_and(|meaning| meaning.action().is_none()) && !is_own {
            return Vec::new();
        }
        let words = Words::of(&typed);
        let meant = meaning.and_then(Meaning::action).filter(|_| !is_own);
        let mut fitting: Vec<(Reverse<i64>, Command)> = Vec::new();
        for bound in app
            .model
            .keymap
            .rows()
            .filter(|bound| !is_trivial(bound.binding))
        {
            let reach = self.reach(app, bound.binding);
            let is_meant = meant == Some(bound.binding.action);
            let fit = if is_meant {
                Fit::Named
            } else {
                fit(&typed, &name(bound.binding.action))
            };
            let score = if fit == Fit::Near {
                score(&words, &bound)
            } else {
                Some(0)
            };
            if let Some(score) = score.filter(|_| !words.is_empty() || reach != Reach::Elsewhere) {
                fitting.push((Reverse(score), Command { bound, reach, fit }));
            }
        }
        // The sort keeps the order of the table among equals.
        fitting.sort_by_key(|(score, Command { reach, fit, .. })| {
            (
                *fit,
                *reach == Reach::Elsewhere,
                *reach == Reach::NotNow,
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

    fn reach(&self, app: &App, binding: &Binding) -> Reach {
        let is_filter = binding.context == Context::Filters && is_filter(binding.action);
        match binding.when {
            _ if is_filter => Reach::Always,
            _ if binding.context != self.from => Reach::Elsewhere,
            When::Quietly => Reach::Always,
            when if app.applies(when) => Reach::Here,
            _ => Reach::NotNow,
        }
    }
}

/// The name of an action in words: `next open`.
pub fn name(action: Action) -> String {
    action.name().replace('-', " ")
}

/// Where a context is, in words: `in a field`.
pub fn place(context: Context) -> String {
    let heading = HEADINGS
        .iter()
        .find(|(other, _)| *other == context)
        .map_or("", |(_, heading)| *heading);
    let mut letters = heading.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

/// How well a name is typed.
fn fit(typed: &str, name: &str) -> Fit {
    // As in the settings, where words of a name are joined.
    let typed = typed.replace('-', " ");
    let begins = |word: &str| name.split(' ').any(|own| own.starts_with(word));
    match typed.as_str() {
        "" => Fit::Near,
        typed if typed == name => Fit::Named,
        typed if name.starts_with(typed) => Fit::Begun,
        typed if typed.split_whitespace().all(begins) => Fit::Words,
        _ => Fit::Near,
    }
}

/// How well an action fits the words: by its name, of two the shorter; else by what its help says, or by its key.
fn score(words: &Words, bound: &Bound) -> Option<i64> {
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

/// Filters can be switched from anywhere.
fn is_filter(action: Action) -> bool {
    super::filters::want(action).is_some() || action == Action::ShowAll
}

/// What nobody looks for here: the palette itself, and leaving what is not open.
fn is_trivial(binding: &Binding) -> bool {
    binding.context == Context::Palette || binding.action == Action::Palette
}
