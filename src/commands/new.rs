//! `gonogo new`.

mod variables;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::{CommandOutcome, on_terminal, print, say};
use crate::checklist::Checklist;
use crate::context::Common;
use crate::report;
use crate::sanitize;
use crate::sanitize::exported::shell_word;
use crate::store;
use crate::templates::{self, TEMPLATES};
use variables::TemplateValues;

/// Arguments of `gonogo new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// Template name, from `gonogo templates`
    pub template: String,
    /// File to write, or `-` for standard output [default: TEMPLATE.md in this folder]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Value of a variable of the template, such as `product=Shop`; repeatable. On a terminal, new asks for the others
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
}

impl NewArgs {
    /// Writes a copy of the template with its values. Existing files aren't overwritten.
    ///
    /// # Errors
    ///
    /// If the template doesn't exist or has no such variable, the file exists or cannot be written, or changes aren't
    /// allowed.
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
        let is_printed = path == Path::new("-");
        let checklist = Checklist::parse(template.text);
        let mut values = TemplateValues::given(&checklist, &self.set)?;
        if !is_printed {
            common.ensure_writable()?;
        }
        let is_taken = !is_printed && path.symlink_metadata().is_ok();
        // Answers would be lost if the file can't be written.
        if !is_taken {
            on_terminal(|input, output| values.ask(input, output))?;
        }
        let (text, refused) = report::with_values(&checklist, |id| values.of(id));
        if is_printed {
            print(&text)?;
        } else {
            store::write_new(&path, &text, "choose another name with -o")?;
            let bytes = path.as_os_str().as_encoded_bytes();
            let is_option = bytes.starts_with(b"-");
            let word = shell_word(&[if is_option { b"./" } else { &b""[..] }, bytes].concat());
            say(&format!(
                "wrote {}; open it with `gonogo {word}`",
                sanitize::path(&path)
            ));
        }
        for (line, reason) in refused {
            say(&format!("line {line}: placeholder left in place: {reason}"));
        }
        let open = values.open();
        if !open.is_empty() && !is_printed {
            say(&format!("still empty: {}", open.join(", ")));
        }
        Ok(CommandOutcome::Done)
    }
}
