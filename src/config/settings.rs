//! What the person wants of gonogo: the file `config.toml`, read and checked, with the place of everything in it
//! that others have to check. It does not know what actions and keys there are.

mod parse;

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

pub use parse::parse;

use crate::sanitize;

/// What `config.toml` says; nothing where it is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The color theme.
    pub theme: Option<ThemeChoice>,
    /// Whether to draw with ASCII characters only.
    pub ascii: Option<bool>,
    /// Whether the mouse is listened to.
    pub mouse: Option<bool>,
    /// Whether a checklist opens in walk mode.
    pub walk: Option<bool>,
    /// Who makes the changes.
    pub author: Option<String>,
    /// Keys that are not those of the table.
    pub keys: Vec<KeyChange>,
}

/// The color theme that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ThemeChoice {
    /// Dark or light, from COLORFGBG
    #[default]
    Auto,
    /// For a dark background
    Dark,
    /// For a light background
    Light,
    /// No color
    None,
}

/// An action that is to have other keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// Where; nothing means everywhere that the action exists.
    pub context: Option<Placed<String>>,
    /// The name of the action.
    pub action: Placed<String>,
    /// The names of its keys; none takes it off all keys.
    pub keys: Vec<Placed<String>>,
}

/// Something with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// What it is.
    pub value: T,
    /// Where it stands.
    pub at: Spot,
}

/// A place in the file, counted from 1; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Something in the file that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where; nowhere in particular where the file cannot be read at all.
    pub at: Option<Spot>,
    /// What is wrong, and what to do.
    pub what: String,
}

/// The file, as far as it is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SettingsFile {
    /// Where it lies, or would lie; nowhere for a person without folders.
    pub path: Option<PathBuf>,
    /// Whether it is there.
    pub is_there: bool,
    /// What it says. Where there are mistakes, nothing.
    pub settings: Settings,
    /// What in it cannot be followed.
    pub mistakes: Vec<Mistake>,
}

impl ThemeChoice {
    /// All of them.
    pub const ALL: [ThemeChoice; 4] = [
        ThemeChoice::Auto,
        ThemeChoice::Dark,
        ThemeChoice::Light,
        ThemeChoice::None,
    ];

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            ThemeChoice::Auto => "auto",
            ThemeChoice::Dark => "dark",
            ThemeChoice::Light => "light",
            ThemeChoice::None => "none",
        }
    }
}

impl Mistake {
    /// A mistake at a place.
    pub fn at(at: Spot, what: impl Into<String>) -> Mistake {
        Mistake {
            at: Some(at),
            what: what.into(),
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

impl SettingsFile {
    /// Reads the file. Where it is missing, nothing is set and nothing is wrong.
    pub fn read(path: Option<&Path>) -> SettingsFile {
        let Some(path) = path else {
            return SettingsFile::default();
        };
        let read = match text_of(path) {
            Ok(Some(text)) => parse(&text),
            Ok(None) => {
                return SettingsFile {
                    path: Some(path.to_owned()),
                    ..SettingsFile::default()
                };
            }
            Err(what) => Err(vec![Mistake { at: None, what }]),
        };
        let (settings, mistakes) = match read {
            Ok(settings) => (settings, Vec::new()),
            Err(mistakes) => (Settings::default(), mistakes),
        };
        SettingsFile {
            path: Some(path.to_owned()),
            is_there: true,
            settings,
            mistakes,
        }
    }

    /// Takes on what is wrong besides; then nothing of the file holds.
    pub fn refuse(&mut self, mistakes: Vec<Mistake>) {
        self.settings = Settings::default();
        self.mistakes.extend(mistakes);
    }

    /// Each mistake with its place, as a sentence for a person.
    pub fn told(&self) -> impl Iterator<Item = String> + '_ {
        let file = self.path.as_deref().map(sanitize::path).unwrap_or_default();
        self.mistakes.iter().map(move |mistake| match mistake.at {
            Some(at) => format!("{file}, {at}: {}", mistake.what),
            None => format!("{file}: {}", mistake.what),
        })
    }

    /// What a person is told who wants to get on: the first mistake, how many more there are, and what holds.
    pub fn trouble(&self) -> Option<String> {
        let first = self.told().next()?;
        let more = match self.mistakes.len() - 1 {
            0 => String::new(),
            1 => " 1 more mistake: see `gonogo config`.".to_owned(),
            more => format!(" {more} more mistakes: see `gonogo config`."),
        };
        Some(format!(
            "{first}. Until that's fixed, the default settings apply.{more}"
        ))
    }
}

/// The text of the file; nothing where there is none.
fn text_of(path: &Path) -> Result<Option<String>, String> {
    let is_missing = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
    let unread = |error: std::io::Error| {
        if is_missing(error.kind()) {
            return Ok(None);
        }
        Err(format!(
            "cannot be read ({error}); fix its permissions or move it"
        ))
    };
    match fs::metadata(path) {
        // Opening a pipe would wait for somebody to write into it.
        Ok(found) if !found.is_file() => Err("isn't a file; move it".to_owned()),
        Ok(_) => match fs::read(path) {
            Ok(bytes) => String::from_utf8(bytes)
                .map(Some)
                .map_err(|_| "isn't UTF-8 text; save it as UTF-8".to_owned()),
            Err(error) => unread(error),
        },
        Err(error) => unread(error),
    }
}
