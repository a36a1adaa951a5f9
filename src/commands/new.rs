//! `gonogo new`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::{CommandOutcome, print, say};
use crate::context::Common;
use crate::sanitize;
use crate::store;
use crate::templates::{self, TEMPLATES};

/// Arguments of `gonogo new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Template name, from `gonogo templates`
    pub template: String,
    /// File to write, or `-` for standard output [default: TEMPLATE.md in this folder]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl NewArgs {
    /// Writes a copy of the template. Existing files aren't overwritten.
    ///
    /// # Errors
    ///
    /// If the template doesn't exist, the file exists or cannot be written, or changes aren't allowed.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let Some(template) = templates::find(&self.template) else {
            let names: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
            bail!(
                "no template named “{}”; available: {}",
                self.template,
                names.join(", ")
            );
        };
        let path = self
            .output
            .clone()
            .unwrap_or_else(|| PathBuf::from(template.file_name()));
        if path == Path::new("-") {
            print(template.text)?;
            return Ok(CommandOutcome::Done);
        }
        common.ensure_writable()?;
        store::write_new(&path, template.text, "choose another name with -o")?;
        say(&format!(
            "wrote {0}; open it with `gonogo {0}`",
            sanitize::path(&path)
        ));
        Ok(CommandOutcome::Done)
    }
}
