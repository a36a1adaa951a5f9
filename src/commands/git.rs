//! `gonogo git install`: sets up git to merge progress files with gonogo.

use std::env;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand};

use super::{CommandOutcome, say};
use crate::config;
use crate::context::Common;
use crate::sanitize;
use crate::store;

/// The files that git merges with gonogo.
const PATTERN: &str = "*.gonogo.json";
/// The attribute that selects the merge driver.
const ATTRIBUTE: &str = "merge=gonogo";
/// The name of the driver in git's messages.
const NAME: &str = "gonogo: merge checklist progress";

/// Arguments of `gonogo git`.
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct GitArgs {
    #[command(subcommand)]
    verb: GitVerb,
}

#[derive(Debug, Subcommand)]
enum GitVerb {
    /// Let git merge progress files with gonogo, in this repository
    ///
    /// Without this, git merges them as text and leaves conflict markers where two people added changes in the same
    /// place. Sets merge.gonogo.name and merge.gonogo.driver in the git config, which every clone needs, and adds
    /// `*.gonogo.json merge=gonogo` to .gitattributes, for you to commit.
    #[command(after_help = "Example: gonogo git install")]
    Install(GitInstallArgs),
}

/// Arguments of `gonogo git install`.
#[derive(Debug, Args)]
struct GitInstallArgs {
    /// For all your repositories, in your global git config and attributes
    #[arg(long)]
    global: bool,
}

impl GitArgs {
    /// Runs the subcommand.
    ///
    /// # Errors
    ///
    /// If there is no git, no repository, or something cannot be written.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        common.ensure_writable()?;
        match &self.verb {
            GitVerb::Install(install) => install.run(),
        }
    }
}

impl GitInstallArgs {
    fn run(&self) -> Result<CommandOutcome> {
        let driver = driver()?;
        let (scope, attributes) = if self.global {
            ("--global", global_attributes()?)
        } else {
            ("--local", local_attributes()?)
        };
        set(scope, "merge.gonogo.name", NAME)?;
        // From here on, one part is done. A driver without the attribute has no effect, and git merges as before.
        let rest = || -> Result<bool> {
            set(scope, "merge.gonogo.driver", &driver)?;
            add(&attributes, self.global)
        };
        let added = rest().context("stopped after the steps above; fix this and run it again")?;
        if !self.global {
            ensure_driver_applies(&attributes, &driver)?;
            if added {
                say(
                    "commit .gitattributes, and have everyone run `gonogo git install` once in their clone",
                );
            }
        }
        Ok(CommandOutcome::Done)
    }
}

/// Returns the command that git runs in the root of the working tree. Git passes it to a shell and replaces the percent
/// signs by file names, the last one quoted. If the shell can't find this program, git's own text merge is used, with
/// markers that gonogo reads later; otherwise git would keep only one side.
fn driver() -> Result<String> {
    let program = config::program().context("can't find the path of this program")?;
    let program = program.to_str().ok_or_else(|| {
        anyhow!(
            "{}: git can't use a path that isn't UTF-8; install gonogo elsewhere",
            sanitize::path(&program)
        )
    })?;
    let program = sanitize::exported::shell_word(program.as_bytes()).replace('%', "%%");
    Ok(format!(
        "if command -v {program} >/dev/null 2>&1; then {program} merge --driver %O %A %B %P; \
         else echo gonogo: not found, merging as text: %P >&2; \
         git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; fi"
    ))
}

/// Returns the root of the working tree.
fn root() -> Result<PathBuf> {
    let output = git(["rev-parse", "--show-toplevel"])?;
    if String::from_utf8_lossy(&output.stderr).contains("not a git repository") {
        bail!("not a git repository; run this inside one, or use --global");
    }
    Ok(path(&stdout_of(output)?))
}

/// Returns the attributes file of this repository. Before anything is changed, it is checked that nothing leads out of
/// the repository, which may come from anyone: git itself follows links to its config, and uses the working tree that
/// the config names.
fn local_attributes() -> Result<PathBuf> {
    let root = root()?;
    let here = env::current_dir().context("can't determine the current folder")?;
    let found = store::root(&here).folder;
    if !store::is_same_file(&found, &root) {
        bail!(
            "git uses {} as the root of this working tree, not {} (core.worktree in its config); nothing changed, fix that first",
            sanitize::path(&root),
            sanitize::path(&found)
        );
    }
    let config = here.join(path(&stdout_of(git([
        "rev-parse",
        "--git-path",
        "config",
    ])?)?));
    let attributes = root.join(".gitattributes");
    for file in [&config, &attributes] {
        store::ensure_not_link(file).context("nothing changed")?;
    }
    Ok(attributes)
}

/// Returns the user's own attributes file (gitattributes, “Files”).
fn global_attributes() -> Result<PathBuf> {
    for scope in ["--global", "--system"] {
        let output = git([
            "config",
            scope,
            "--type=path",
            "--get",
            "core.attributesFile",
        ])?;
        if output.status.success() && output.stdout.len() > 1 {
            return Ok(path(&output.stdout));
        }
    }
    config::git_attributes().ok_or_else(|| anyhow!("no home folder for git's attributes; set HOME"))
}

/// Sets a value in git's config.
fn set(scope: &str, name: &str, value: &str) -> Result<()> {
    let place = if scope == "--global" {
        "your git config"
    } else {
        "this repository's config"
    };
    let before = git(["config", scope, "--get-all", name])?;
    if before.status.success() && before.stdout == format!("{value}\n").as_bytes() {
        say(&format!("already in {place}: {name} = {value}"));
        return Ok(());
    }
    stdout_of(git(["config", scope, "--replace-all", name, value])?)?;
    let verb = if before.status.success() {
        "updated"
    } else {
        "set"
    };
    say(&format!("{verb} in {place}: {name} = {value}"));
    Ok(())
}

/// Adds the attribute; returns whether it was missing.
fn add(attributes: &Path, own: bool) -> Result<bool> {
    let is_there = |line: &str| {
        let mut words = line.split_ascii_whitespace();
        words.next() == Some(PATTERN) && words.any(|word| word == ATTRIBUTE)
    };
    let added = store::add_line(attributes, own, &format!("{PATTERN} {ATTRIBUTE}"), is_there)?;
    let what = if added { "added to" } else { "already in" };
    say(&format!(
        "{what} {}: {PATTERN} {ATTRIBUTE}",
        sanitize::path(attributes)
    ));
    Ok(added)
}

/// Asks git which driver applies: another attributes line, or the config of a linked working tree, may override ours.
fn ensure_driver_applies(attributes: &Path, driver: &str) -> Result<()> {
    let folder = attributes.parent().unwrap_or(Path::new(".")).as_os_str();
    let attribute = ["check-attr", "merge", "--", "a.gonogo.json"].map(OsStr::new);
    let attribute = stdout_of(git([OsStr::new("-C"), folder]
        .into_iter()
        .chain(attribute))?)?;
    if !attribute.ends_with(b": gonogo\n") {
        bail!(
            "{}: git ignores the line “{PATTERN} {ATTRIBUTE}”, or another overrides it; `git check-attr -a a.gonogo.json` shows what applies",
            sanitize::path(attributes)
        );
    }
    if stdout_of(git(["config", "--get", "merge.gonogo.driver"])?)?
        != format!("{driver}\n").as_bytes()
    {
        bail!(
            "another git config overrides this one; `git config --show-origin --get-all merge.gonogo.driver` shows which"
        );
    }
    Ok(())
}

fn git<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Result<Output> {
    // Git's messages are parsed, so they have to be in one language.
    let run = Command::new("git")
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output();
    run.map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            anyhow!("git not found; install it, or add it to PATH")
        }
        _ => anyhow!(error).context("can't start git"),
    })
}

/// Returns git's output, or an error with its message.
fn stdout_of(output: Output) -> Result<Vec<u8>> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    bail!(
        "git: {}",
        words
            .trim()
            .trim_start_matches("fatal: ")
            .trim_start_matches("error: ")
    )
}

fn path(line: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::from_bytes(line.strip_suffix(b"\n").unwrap_or(line)))
}
