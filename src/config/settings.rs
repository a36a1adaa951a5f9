//! The user's settings: the file `config.toml`, parsed and checked, with the positions that other modules need for
//! their own checks. It doesn't know which actions and keys exist.

mod parse;

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

pub use parse::parse;

use crate::sanitize;

/// The contents of `config.toml`; `None` for settings that aren't there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The color theme.
    pub theme: Option<ThemeChoice>,
    /// `true` to draw with ASCII characters only.
    pub ascii: Option<bool>,
    /// `true` to turn the mouse on.
    pub mouse: Option<bool>,
    /// `true` to open checklists in walk mode.
    pub walk: Option<bool>,
    /// The name recorded with changes.
    pub author: Option<String>,
    /// Changes of the default keys.
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

/// An action with other keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The context; `None` means every context that has the action.
    pub context: Option<Placed<String>>,
    /// The name of the action.
    pub action: Placed<String>,
    /// The names of its keys; empty to unbind it.
    pub keys: Vec<Placed<String>>,
}

/// A value with its position in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// The position.
    pub at: SettingPosition,
}

/// A position in the file, counted from 1; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SettingPosition {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A mistake in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The position; `None` if the file can't be read at all.
    pub at: Option<SettingPosition>,
    /// The mistake, and what to do about it.
    pub what: String,
}

/// The settings file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SettingsFile {
    /// Its path; `None` for a user without folders.
    pub path: Option<PathBuf>,
    /// `true` if the file exists.
    pub is_there: bool,
    /// The settings; the defaults if there are mistakes.
    pub settings: Settings,
    /// The mistakes.
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

    /// Returns the name in the file.
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
    /// Creates a mistake at a position.
    pub fn at(at: SettingPosition, what: impl Into<String>) -> Mistake {
        Mistake {
            at: Some(at),
            what: what.into(),
        }
    }
}

impl fmt::Display for SettingPosition {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

impl SettingsFile {
    /// Reads the file. A missing file has no settings and no mistakes.
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

    /// Adds mistakes, and resets all settings to their defaults.
    pub fn refuse(&mut self, mistakes: Vec<Mistake>) {
        self.settings = Settings::default();
        self.mistakes.extend(mistakes);
    }

    /// Returns each mistake with its position, as a sentence.
    pub fn messages(&self) -> impl Iterator<Item = String> + '_ {
        let file = self.path.as_deref().map(sanitize::path).unwrap_or_default();
        self.mistakes.iter().map(move |mistake| match mistake.at {
            Some(at) => format!("{file}, {at}: {}", mistake.what),
            None => format!("{file}: {}", mistake.what),
        })
    }

    /// Returns a summary: the first mistake, the number of others, and what applies instead.
    pub fn trouble(&self) -> Option<String> {
        let first = self.messages().next()?;
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

/// Returns the text of the file; `None` if it doesn't exist.
fn text_of(path: &Path) -> Result<Option<String>, String> {
    let is_missing = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
    let unread = |error: std::io::Error| {
        if is_missing(error.kind()) {
            return Ok(None);
        }
        Err(format!(
            "can't be read ({error}); fix its permissions or move it"
        ))
    };
    match fs::metadata(path) {
        // Opening a pipe would wait for a writer.
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
