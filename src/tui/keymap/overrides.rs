//! The user's keys in place of those of the table, and the mistakes in them.

use std::collections::HashMap;

use ratatui::crossterm::event::KeyCode;

use super::{Binding, Context, HEADINGS, KEYMAP, Keymap};
use crate::config::settings::{KeyChange, Mistake, Placed, SettingPosition};
use crate::tui::action::Action;
use crate::tui::key::Key;

impl Keymap {
    /// Returns the keys of the table with overrides. Those of one context take precedence over
    /// those of all.
    ///
    /// # Errors
    ///
    /// Every override that can't be applied, with its place.
    pub fn with(changes: &[KeyChange]) -> Result<Keymap, Vec<Mistake>> {
        let mut changing = Changing {
            keymap: Keymap::default(),
            changed: HashMap::new(),
            mistakes: Vec::new(),
        };
        let (everywhere, here): (Vec<_>, Vec<_>) =
            changes.iter().partition(|change| change.context.is_none());
        for change in everywhere.into_iter().chain(here) {
            changing.follow(change);
        }
        changing.check_way_out();
        changing.check_unique_keys();
        changing.mistakes.sort_by_key(|mistake| mistake.at);
        if changing.mistakes.is_empty() {
            Ok(changing.keymap)
        } else {
            Err(changing.mistakes)
        }
    }
}

/// Names of actions in settings of earlier versions, each with its current name.
const OLD_NAMES: [(&str, &str); 11] = [
    ("accept-on", "accept-and-continue"),
    ("dismiss", "drop-mark"),
    ("go-there", "go-to"),
    ("live", "go-live"),
    ("only-look", "read-only"),
    ("open", "reopen"),
    ("put", "move-mark"),
    ("rest", "suspend"),
    ("show-unplaced", "show-unmatched"),
    ("take-offer", "use-suggestion"),
    ("tick-and-go-on", "tick-and-continue"),
];

/// Returns the current name of an action, whatever version its name in the settings is from.
fn current_name(name: &str) -> &str {
    let old = OLD_NAMES.iter().find(|(old, _)| *old == name);
    old.map_or(name, |(_, current)| current)
}

/// A keymap that is being changed.
struct Changing {
    keymap: Keymap,
    /// The places of the overrides, by row.
    changed: HashMap<usize, Vec<SettingPosition>>,
    mistakes: Vec<Mistake>,
}

impl Changing {
    fn follow(&mut self, change: &KeyChange) {
        let context = match &change.context {
            None => None,
            Some(named) => match HEADINGS
                .iter()
                .find(|(context, _)| context.name() == named.value)
            {
                Some((context, _)) => Some(*context),
                None => return self.no_context(named),
            },
        };
        // What holds everywhere passes by the places where it would be typed into a text.
        let takes_letters = change
            .keys
            .iter()
            .filter_map(|key| Key::named(&key.value))
            .any(is_typed);
        let name = current_name(&change.action.value);
        let is_meant = |binding: &Binding| {
            binding.action.name() == name
                && match context {
                    Some(context) => context == binding.context,
                    None => !takes_letters || !binding.context.takes_text(),
                }
        };
        let rows: Vec<usize> = (0..KEYMAP.len())
            .filter(|&row| is_meant(&KEYMAP[row]))
            .collect();
        if rows.is_empty() {
            return self.no_action(change);
        }
        for row in rows {
            let mut keys: Vec<(Key, SettingPosition)> = Vec::new();
            for name in &change.keys {
                match key(name, &KEYMAP[row]) {
                    Ok(key) if keys.iter().any(|(other, _)| *other == key) => {}
                    Ok(key) => keys.push((key, name.at)),
                    Err(what) => self.mistake(name.at, what),
                }
            }
            self.keymap.keys[row] = keys.iter().map(|(key, _)| *key).collect();
            let places = if keys.is_empty() {
                vec![change.action.at]
            } else {
                keys.iter().map(|key| key.1).collect()
            };
            self.changed.insert(row, places);
        }
    }

    /// Adds a mistake, once for all contexts.
    fn mistake(&mut self, at: SettingPosition, what: String) {
        let mistake = Mistake::at(at, what);
        if !self.mistakes.contains(&mistake) {
            self.mistakes.push(mistake);
        }
    }

    fn no_context(&mut self, named: &Placed<String>) {
        let all: Vec<String> = HEADINGS.iter().map(|(context, _)| context.name()).collect();
        let (last, others) = all
            .split_last()
            .map_or(("", &[][..]), |(last, others)| (last, others));
        let what = format!(
            "unknown section [keys.{}]; use {} or {last}",
            named.value,
            others.join(", ")
        );
        self.mistake(named.at, what);
    }

    fn no_action(&mut self, change: &KeyChange) {
        let name = &change.action.value;
        let elsewhere: Vec<String> = KEYMAP
            .iter()
            .filter(|binding| binding.action.name() == *name)
            .map(|binding| format!("[keys.{}]", binding.context.name()))
            .collect();
        let what = match (&change.context, elsewhere.as_slice()) {
            (Some(context), [_, ..]) => {
                format!(
                    "[keys.{}] has no action “{name}”; it is in {}",
                    context.value,
                    elsewhere.join(", ")
                )
            }
            _ => format!("unknown action “{name}”; `gonogo config` lists all"),
        };
        self.mistake(change.action.at, what);
    }

    /// A screen that cannot be left would have to be killed.
    fn check_way_out(&mut self) {
        for (row, binding) in KEYMAP.iter().enumerate() {
            let is_shut =
                way_out(binding.context) == binding.action && self.keymap.keys[row].is_empty();
            if let Some(at) = self.spot(row, None).filter(|_| is_shut) {
                let what = format!(
                    "“{}” needs a key in [keys.{}]: it is the only way out",
                    binding.action.name(),
                    binding.context.name()
                );
                self.mistake(at, what);
            }
        }
    }

    fn check_unique_keys(&mut self) {
        let mut taken: HashMap<(Context, Key), usize> = HashMap::new();
        for (row, binding) in KEYMAP.iter().enumerate() {
            for key in self.keymap.keys[row].clone() {
                // The rows of lists come before those of the sheets that inherit them.
                let inherited = || {
                    let parent = binding.context.parent().filter(|&up| up == Context::List)?;
                    let other = *taken.get(&(parent, key))?;
                    (KEYMAP[other].action != binding.action).then_some(other)
                };
                let inherited = inherited();
                let Some(other) = taken.insert((binding.context, key), row).or(inherited) else {
                    continue;
                };
                // The overridden one is reported; of two, the later one.
                let at = self.spot(row, Some(key)).max(self.spot(other, Some(key)));
                let Some(at) = at else { continue };
                let what = format!(
                    "`{key}` is bound twice in [keys.{}]: to “{}” and to “{}”",
                    binding.context.name(),
                    KEYMAP[other].action.name(),
                    binding.action.name()
                );
                self.mistake(at, what);
            }
        }
    }

    /// Returns the place where a row got this key; else where the row was changed at all.
    fn spot(&self, row: usize, key: Option<Key>) -> Option<SettingPosition> {
        let places = self.changed.get(&row)?;
        let at = self.keymap.keys[row]
            .iter()
            .position(|other| Some(*other) == key)
            .unwrap_or_default();
        places.get(at).copied()
    }
}

/// Returns the action that leaves a context.
fn way_out(context: Context) -> Action {
    let quits = KEYMAP
        .iter()
        .any(|binding| binding.context == context && binding.action == Action::Quit);
    if quits { Action::Quit } else { Action::Cancel }
}

/// The key of this name, where a terminal can send it and it does not take a letter from a text.
fn key(name: &Placed<String>, binding: &Binding) -> Result<Key, String> {
    let name = &name.value;
    let key = Key::named(name).ok_or_else(|| {
        format!("unknown key “{name}”; examples: x, X, space, f2, pgdn, ctrl-r, alt-x")
    })?;
    if let (true, Some(same)) = (key.ctrl, sent_as(key.code)) {
        return Err(format!(
            "terminals send `{key}` as `{same}`; choose another key"
        ));
    }
    if is_typed(key) && binding.action.holds_everywhere() {
        let action = binding.action.name();
        return Err(format!(
            "“{action}” also applies in text fields, where `{key}` is typed; use a ctrl- key"
        ));
    }
    if key.alt && !binding.action.allows_alt() {
        let (action, own) = (binding.action.name(), Key { alt: false, ..key });
        return Err(format!(
            "esc followed quickly by `{own}` arrives as `{key}`, too risky for “{action}”; choose another key"
        ));
    }
    if is_typed(key) && binding.context.takes_text() {
        let context = binding.context.name();
        return Err(format!(
            "`{key}` is typed as text in [keys.{context}]; use a ctrl- key"
        ));
    }
    Ok(key)
}

/// Returns whether a key types a character.
fn is_typed(key: Key) -> bool {
    matches!(key.code, KeyCode::Char(_)) && !key.ctrl && !key.alt
}

/// Returns the key that arrives for a Ctrl chord without a code of its own (ECMA-48, C0 controls).
fn sent_as(code: KeyCode) -> Option<String> {
    let KeyCode::Char(letter) = code else {
        return None;
    };
    match letter {
        'i' => Some("tab".to_owned()),
        'j' | 'm' => Some("enter".to_owned()),
        '[' | '3' => Some("esc".to_owned()),
        '2' | '@' => Some("ctrl-space".to_owned()),
        '4' => Some("ctrl-\\".to_owned()),
        '5' => Some("ctrl-]".to_owned()),
        '6' => Some("ctrl-^".to_owned()),
        '7' | '/' | '-' => Some("ctrl-_".to_owned()),
        '8' | '?' => Some("backspace".to_owned()),
        letter if letter.is_uppercase() => Some(format!("ctrl-{}", letter.to_lowercase())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Context, Keymap};
    use crate::config::settings::parse;

    fn keymap(text: &str) -> Result<Keymap, String> {
        let told = |mistakes: Vec<crate::config::settings::Mistake>| {
            mistakes
                .iter()
                .map(|mistake| format!("{}: {}", mistake.at.unwrap(), mistake.what))
                .collect::<Vec<_>>()
        };
        Keymap::with(&parse(text).unwrap().keys).map_err(|mistakes| told(mistakes).join("\n"))
    }

    #[test]
    fn old_names_of_actions_still_set_their_keys() {
        for (old, current) in super::OLD_NAMES {
            let set = |name: &str| keymap(&format!("[keys]\n{name} = 'f9'\n")).unwrap();
            assert_eq!(set(old), set(current), "{old}");
            assert_ne!(set(old), Keymap::default(), "{old}");
        }
    }

    #[test]
    fn keys_are_changed_in_one_context_or_in_all() {
        let keys = |keymap: &Keymap, context, action| {
            let bound = keymap
                .bindings(context)
                .find(|bound| bound.binding.action == action);
            bound.unwrap().key_names().join(" ")
        };
        let changed = keymap(
            "[keys]\ndown = ['n', 'ctrl-n']\n[keys.outline]\ndown = 's'\nundo = []\nquit = ['Q', 'Q', 'f10']\n",
        );
        assert!(
            changed
                .as_ref()
                .is_err_and(|told| told.contains("`n` is bound twice in [keys.runs]"))
        );
        let changed = keymap(
            "[keys]\ndown = ['D', 'ctrl-n']\n[keys.outline]\ndown = 's'\nundo = []\nquit = ['Q', 'Q', 'f10']\n",
        )
        .unwrap();
        for (context, action, expected) in [
            (Context::Outline, Action::Down, "s"),
            (Context::Picker, Action::Down, "D ctrl-n"),
            (Context::Palette, Action::Down, "down ctrl-n tab"),
            (Context::Outline, Action::Undo, ""),
            (Context::Outline, Action::Quit, "Q f10"),
            (Context::Picker, Action::Quit, "q esc ctrl-c"),
        ] {
            assert_eq!(
                keys(&changed, context, action),
                expected,
                "{context:?} {action:?}"
            );
        }
        assert_eq!(keymap(""), Ok(Keymap::default()));
        let harmless =
            keymap("[keys.outline]\nnext-open = 'alt-n'\n[keys.typing]\nundo-typing = 'alt-u'\n");
        assert_eq!(
            keys(&harmless.unwrap(), Context::Typing, Action::UndoTyping),
            "alt-u"
        );
    }

    #[test]
    fn a_mistake_in_the_keys_says_where_it_is_and_what_to_do() {
        for (text, told) in [
            (
                "[keys.nowhere]\nundo = 'u'",
                "line 1, column 7: unknown section [keys.nowhere]; use outline, ",
            ),
            (
                "[keys]\nfly = 'f'",
                "line 2, column 1: unknown action “fly”; `gonogo config` lists",
            ),
            (
                "[keys.find]\nundo = 'u'",
                "line 2, column 1: [keys.find] has no action “undo”; it is in [keys.outline]",
            ),
            (
                "[keys]\nundo = ['ctrl-u', 'control-u']",
                "line 2, column 19: unknown key “control-u”; examples:",
            ),
            (
                "[keys.outline]\nundo = ''",
                "line 2, column 8: unknown key “”",
            ),
            (
                "[keys.outline]\nundo = 'ctrl-i'",
                "line 2, column 8: terminals send `ctrl-i` as `tab`",
            ),
            ("[keys.outline]\nundo = 'ctrl-U'", "as `ctrl-u`"),
            (
                "[keys.outline]\nundo = 'ctrl-7'",
                "terminals send `ctrl-7` as `ctrl-_`",
            ),
            (
                "[keys.lines]\naccept = ['ctrl-s', 'alt-enter']",
                "line 2, column 21: esc followed quickly by `enter` arrives as `alt-enter`, too risky for “accept”; choose another key",
            ),
            (
                "[keys]\nquit = 'alt-q'",
                "line 2, column 8: esc followed quickly by `q` arrives as `alt-q`",
            ),
            ("[keys.outline]\ntoggle = 'alt-x'", "too risky for “toggle”"),
            (
                "[keys.line]\naccept = ['enter', 'x']",
                "line 2, column 20: `x` is typed as text in [keys.line]",
            ),
            (
                "[keys.outline]\nundo = ['u', 'j']",
                "line 2, column 14: `j` is bound twice in [keys.outline]: to “undo” and to “down”",
            ),
            (
                "[keys.outline]\ndown = 'y'\nup = 'y'",
                "line 3, column 6: `y` is bound twice",
            ),
            (
                "[keys]\nquit = []",
                "line 2, column 1: “quit” needs a key in [keys.outline]",
            ),
            (
                "[keys.help]\ncancel = []",
                "line 2, column 1: “cancel” needs a key in [keys.help]",
            ),
        ] {
            let said = keymap(text).unwrap_err();
            assert!(said.contains(told), "{text}: {said}");
        }
    }
}
