//! The palette: every action by its name, with its key. Those that can be done here and now come first; those of other
//! places are found too, so that one learns where they are.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::action::Action;
use super::field::{Field, Purpose};
use super::keymap::{Binding, Bound, Context, HEADINGS, When};
use super::session::Session;
use crate::workbook::Words;

/// The palette, while it is open.
#[derive(Debug, Clone)]
pub struct Palette {
    /// Where it was opened.
    pub from: Context,
    /// What is typed.
    pub field: Field,
    /// The row that is selected.
    pub selected: usize,
}

/// A row of the palette.
#[derive(Debug, Clone, Copy)]
pub struct Command<'a> {
    /// The action with its keys.
    pub bound: Bound<'a>,
    /// How far from here it is.
    pub reach: Reach,
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
    pub fn key(&self, session: &Session) -> String {
        let own = self.bound.first_key();
        let binding = self.bound.binding;
        if !is_filter(binding.action) {
            return own.unwrap_or_default();
        }
        let sheet = session.keymap.key(Context::Outline, Action::Filter);
        sheet.zip(own).map(|(sheet, own)| format!("{sheet} {own}")).unwrap_or_default()
    }
}

impl Palette {
    /// A palette in which nothing is typed.
    pub fn new(from: Context) -> Palette {
        Palette { from, field: Field::new(Purpose::Command, "", "", false), selected: 0 }
    }

    /// Moves the selection among so many rows, down, or up where `rows` is negative; after the last comes the first.
    pub fn move_by(&mut self, rows: isize, of: usize) {
        self.selected = match of {
            0 => 0,
            of => (self.selected.min(of - 1) + of).saturating_add_signed(rows) % of,
        };
    }

    /// The actions that fit what is typed, the nearest and best first. Those of other places only where asked for, and
    /// where they are not to be had here.
    pub fn commands<'a>(&self, session: &'a Session) -> Vec<Command<'a>> {
        let words = Words::of(&self.field.text());
        let mut fitting: Vec<(Reach, Reverse<i64>, Command)> = Vec::new();
        for bound in session.keymap.rows().filter(|bound| !is_trivial(bound.binding)) {
            let reach = self.reach(session, bound.binding);
            let score = score(&words, &bound);
            if let Some(score) = score.filter(|_| !words.is_empty() || reach != Reach::Elsewhere) {
                fitting.push((reach, Reverse(score), Command { bound, reach }));
            }
        }
        // The sort keeps the order of the table among equals.
        fitting.sort_by_key(|(reach, score, _)| {
            (*reach == Reach::Elsewhere, *reach == Reach::NotNow, *score, *reach)
        });
        let mut named = HashSet::new();
        let commands = fitting.into_iter().map(|(_, _, command)| command);
        commands.filter(|command| named.insert(command.bound.binding.action)).collect()
    }

    fn reach(&self, session: &Session, binding: &Binding) -> Reach {
        let is_filter = binding.context == Context::Filters && is_filter(binding.action);
        match binding.when {
            _ if is_filter => Reach::Always,
            _ if binding.context != self.from => Reach::Elsewhere,
            When::Quietly => Reach::Always,
            when if session.applies(when) => Reach::Here,
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
    let heading = HEADINGS.iter().find(|(other, _)| *other == context).map_or("", |(_, heading)| *heading);
    let mut letters = heading.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// How well an action fits the words: by its name, of two the shorter; else by what its help says, or by its key.
fn score(words: &Words, bound: &Bound) -> Option<i64> {
    if words.is_empty() {
        return Some(0);
    }
    let name = name(bound.binding.action);
    let by_name = words.score(&name).map(|score| score - i64::try_from(name.len()).unwrap_or_default());
    let all = || format!("{name} {} {}", bound.binding.help, bound.key_names().join(" "));
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
