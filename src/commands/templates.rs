//! `gonogo templates`.

use anyhow::Result;

use super::{CommandOutcome, print};
use crate::checklist::Checklist;
use crate::templates::TEMPLATES;

/// Lists the built-in templates, one per line.
///
/// # Errors
///
/// If standard output cannot be written.
pub fn run() -> Result<CommandOutcome> {
    for template in TEMPLATES {
        let items = Checklist::parse(template.text).items().count();
        print(&format!(
            "{:<20} {items:>4} items  {}\n",
            template.name, template.about
        ))?;
    }
    Ok(CommandOutcome::Done)
}
