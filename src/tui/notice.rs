//! Notices: one line about what just happened, displayed in place of the footer until the next key.

use crate::sanitize;

/// The importance of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something was done, or is worth knowing.
    Info,
    /// Something was not done, and why.
    Warning,
    /// Something failed.
    Error,
}

/// A line about what just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its importance.
    pub level: Level,
    /// Its text, not yet sanitized.
    pub text: String,
}

impl Notice {
    /// A notice about what was done, or is worth knowing.
    pub fn info(text: impl Into<String>) -> Notice {
        Notice {
            level: Level::Info,
            text: text.into(),
        }
    }

    /// A notice about what was not done, and why.
    pub fn warning(text: impl Into<String>) -> Notice {
        Notice {
            level: Level::Warning,
            text: text.into(),
        }
    }

    /// A notice about what failed.
    pub fn error(text: impl Into<String>) -> Notice {
        Notice {
            level: Level::Error,
            text: text.into(),
        }
    }

    /// Both notices in one: the texts one after the other, with the higher level.
    #[must_use]
    pub fn then(self, next: &Notice) -> Notice {
        Notice {
            level: self.level.max(next.level),
            text: format!("{} {}", self.text, next.text),
        }
    }
}

/// An error's words as a sentence of their own.
pub(super) fn sentence(text: &str) -> String {
    format!("{}.", sanitize::capitalized(text).trim_end_matches('.'))
}
