//! `gonogo explain --diff`: a unified diff that adds annotations, for `git apply`. Nothing is written.

use std::env;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::commands::{print, say};
use crate::context;
use crate::sanitize;
use crate::store;
use crate::workbook::explain::annotate::Annotated;
use crate::workbook::explain::unified_diff::unified;
use crate::workbook::{Workbook, describe};

/// The names of the document in a diff.
struct DiffNames {
    old: String,
    new: String,
    /// The folder in which `git apply` finds the document, if that isn't the current one.
    elsewhere: Option<PathBuf>,
}

/// Prints the diff, and on standard error what it adds and what it can't.
pub(super) fn run(file: &Path, workbook: &Workbook, suggests: bool) -> Result<()> {
    if context::has_no_place(file) {
        bail!("--diff needs a file: a diff names the file that it changes");
    }
    let names = DiffNames::of(file)?;
    let annotated = workbook.annotated(suggests);
    let source = workbook.checklist().source();
    print(&unified(
        source,
        &annotated.splices,
        (&names.old, &names.new),
    ))?;
    tell(&annotated, &names, workbook, suggests);
    Ok(())
}

fn tell(annotated: &Annotated, names: &DiffNames, workbook: &Workbook, suggests: bool) {
    for left in &annotated.left_out {
        say(&describe::readings::left_out(left, workbook.checklist()));
    }
    let count = annotated.added.len();
    if count == 0 {
        let more = if suggests {
            ""
        } else {
            "; --suggest adds what gonogo is unsure of"
        };
        say(&format!(
            "gonogo: no annotations to add: this run has no corrections that aren't stated{more}"
        ));
        return;
    }
    let place = names.elsewhere.as_ref().map_or_else(String::new, |folder| {
        format!(" in {}", sanitize::path(folder))
    });
    say(&format!(
        "gonogo: {}; nothing was written; pipe this to `git apply`{place}",
        describe::counted(count, "annotation")
    ));
}

impl DiffNames {
    /// The names of a file: relative to the current folder, or else to its repository. Links are followed, as git
    /// doesn't.
    fn of(file: &Path) -> Result<DiffNames> {
        let here = env::current_dir().context("can't determine the current folder")?;
        let real = file
            .canonicalize()
            .with_context(|| format!("{}: can't read", sanitize::path(file)))?;
        let here = here.canonicalize().unwrap_or(here);
        let (relative, elsewhere) = if let Ok(relative) = real.strip_prefix(&here) {
            (relative.to_owned(), None)
        } else {
            let parent = real.parent().unwrap_or(&real);
            let root = store::root(parent).folder;
            let relative = real.strip_prefix(&root).unwrap_or(&real).to_owned();
            (relative, Some(root))
        };
        Ok(DiffNames {
            old: name("a/", &relative),
            new: name("b/", &relative),
            elsewhere,
        })
    }
}

/// The name of a file in the header of a diff, as git reads it: in quotes if it has characters that would end it.
fn name(side: &str, path: &Path) -> String {
    let bytes = path.as_os_str().as_bytes();
    let text = std::str::from_utf8(bytes);
    let is_special = |c: char| c.is_control() || matches!(c, '"' | '\\');
    match text {
        // A tab ends a name with spaces.
        Ok(text) if !text.contains(is_special) => {
            let end = if text.contains(' ') { "\t" } else { "" };
            format!("{side}{text}{end}")
        }
        Ok(_) | Err(_) => {
            let mut quoted = format!("\"{side}");
            for &byte in bytes {
                match byte {
                    b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
                    b' '..=b'~' => quoted.push(char::from(byte)),
                    _ => quoted.push_str(&format!("\\{byte:03o}")),
                }
            }
            quoted.push('"');
            quoted
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;

    use super::name;

    #[test]
    fn names_are_as_git_reads_them() {
        for (path, expected) in [
            (&b"docs/GO_LIVE.md"[..], "a/docs/GO_LIVE.md"),
            (b"go live.md", "a/go live.md\t"),
            ("prüfung.md".as_bytes(), "a/prüfung.md"),
            (b"a\"b\\c.md", r#""a/a\"b\\c.md""#),
            (b"tab\there \xff.md", r#""a/tab\011here \377.md""#),
        ] {
            assert_eq!(name("a/", Path::new(OsStr::from_bytes(path))), expected);
        }
    }
}
