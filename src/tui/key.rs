//! A key by its name: `j`, `ctrl-r`, `space`, `pgdn`.

use std::fmt;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key that was pressed, with what was held down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key; a letter carries its own shift.
    pub code: KeyCode,
    /// True if Ctrl was held.
    pub ctrl: bool,
    /// True if Alt was held.
    pub alt: bool,
}

impl Key {
    /// Esc.
    pub const ESC: Key = Key {
        code: KeyCode::Esc,
        ctrl: false,
        alt: false,
    };
}

/// The keys that have a name, with their names.
const NAMED: [(KeyCode, &str); 16] = [
    (KeyCode::Enter, "enter"),
    (KeyCode::Esc, "esc"),
    (KeyCode::Tab, "tab"),
    (KeyCode::BackTab, "shift-tab"),
    (KeyCode::Backspace, "backspace"),
    (KeyCode::Delete, "del"),
    (KeyCode::Insert, "ins"),
    (KeyCode::Up, "up"),
    (KeyCode::Down, "down"),
    (KeyCode::Left, "left"),
    (KeyCode::Right, "right"),
    (KeyCode::Home, "home"),
    (KeyCode::End, "end"),
    (KeyCode::PageUp, "pgup"),
    (KeyCode::PageDown, "pgdn"),
    (KeyCode::Char(' '), "space"),
];

impl Key {
    /// Returns the key of a terminal event; nothing for a key release.
    pub fn pressed(event: KeyEvent) -> Option<Key> {
        let held = |modifier| event.modifiers.contains(modifier);
        // Enter, typed before the terminal was taken over, arrives as the line feed that it was made into.
        let is_line_feed = event.code == KeyCode::Char('j') && held(KeyModifiers::CONTROL);
        (event.kind != KeyEventKind::Release).then(|| Key {
            code: if is_line_feed {
                KeyCode::Enter
            } else {
                event.code
            },
            ctrl: held(KeyModifiers::CONTROL) && !is_line_feed,
            alt: held(KeyModifiers::ALT),
        })
    }

    /// Returns the key of a chord with Alt that may have been Esc and then this key.
    pub fn behind_esc(self) -> Option<Key> {
        self.alt.then_some(Key { alt: false, ..self })
    }

    /// The key of this name.
    pub fn named(name: &str) -> Option<Key> {
        let (ctrl, rest) = name
            .strip_prefix("ctrl-")
            .map_or((false, name), |rest| (true, rest));
        let (alt, rest) = rest
            .strip_prefix("alt-")
            .map_or((false, rest), |rest| (true, rest));
        let known = NAMED
            .iter()
            .find(|(_, known)| *known == rest)
            .map(|&(code, _)| code);
        let function = rest
            .strip_prefix('f')
            .and_then(|number| number.parse().ok());
        let function = function
            .filter(|number| (1..=12).contains(number))
            .map(KeyCode::F);
        let code = known.or(function).or_else(|| {
            let mut characters = rest.chars();
            let character = characters
                .next()
                .filter(|_| characters.as_str().is_empty())?;
            Some(KeyCode::Char(character))
        })?;
        Some(Key { code, ctrl, alt })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(if self.ctrl { "ctrl-" } else { "" })?;
        f.write_str(if self.alt { "alt-" } else { "" })?;
        match (NAMED.iter().find(|(code, _)| *code == self.code), self.code) {
            (Some((_, name)), _) => f.write_str(name),
            (None, KeyCode::Char(character)) => write!(f, "{character}"),
            (None, KeyCode::F(number)) => write!(f, "f{number}"),
            (None, code) => write!(f, "{code:?}"),
        }
    }
}
