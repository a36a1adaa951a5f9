//! The screen.

use std::path::Path;

use anyhow::Result;

use crate::options::Common;

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    /// Whether to use colour.
    pub color: bool,
    /// Whether to draw with ASCII characters only.
    pub ascii: bool,
}

/// Opens the screen.
///
/// # Errors
///
/// Where there is no terminal.
pub fn run(_file: Option<&Path>, _common: &Common, _looks: Looks) -> Result<()> {
    anyhow::bail!("the screen is not here yet")
}
