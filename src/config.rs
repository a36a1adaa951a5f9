//! The environment: the user, the time, the capabilities of the terminal, the user's folders, and the settings.
//! Everything else takes these as arguments.

pub mod settings;
pub mod user;

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use directories::ProjectDirs;
use thiserror::Error;

use crate::progress::Author;
use user::Variables;

/// Fixes the current time, for tests and pictures.
const NOW: &str = "GONOGO_NOW";
/// The users of this machine (passwd(5)).
const PASSWORD_FILE: &str = "/etc/passwd";

/// The error for a `GONOGO_NOW` that isn't a time.
#[derive(Debug, Error)]
#[error("{NOW} is “{0}”, which isn't a time; use one like 2026-11-21T21:04:05Z, or unset it")]
pub struct NowError(String);

/// Returns the current time.
///
/// # Errors
///
/// If `GONOGO_NOW` is set to something that isn't a time.
pub fn now() -> Result<DateTime<Utc>, NowError> {
    match env::var(NOW) {
        Ok(text) => DateTime::parse_from_rfc3339(&text)
            .map(|time| time.to_utc())
            .map_err(|_| NowError(text)),
        Err(_) => Ok(Utc::now()),
    }
}

/// Returns the user as `user@host`, with the acting user if that is another.
pub fn author() -> Author {
    let named = |name| env::var(name).ok();
    let variables = Variables {
        user: named("USER"),
        logname: named("LOGNAME"),
        sudo_user: named("SUDO_USER"),
        doas_user: named("DOAS_USER"),
    };
    let uid = rustix::process::geteuid().as_raw();
    let host = rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned();
    user::author(
        uid,
        &user::password_file(Path::new(PASSWORD_FILE)),
        &variables,
        &host,
    )
}

/// Returns the folder for progress of checklists whose own folder isn't writable.
pub fn state_folder() -> Option<PathBuf> {
    Some(own_folder()?.join("progress"))
}

/// Returns the folder that remembers where people were, and their drafts.
pub fn view_state_folder() -> Option<PathBuf> {
    Some(own_folder()?.join("seats"))
}

fn own_folder() -> Option<PathBuf> {
    let folders = ProjectDirs::from("", "", "gonogo")?;
    Some(
        folders
            .state_dir()
            .unwrap_or(folders.data_local_dir())
            .to_owned(),
    )
}

/// Returns the command that starts the user's editor: `VISUAL`, else `EDITOR`, else `vi`, which every Unix has (POSIX).
pub fn editor() -> String {
    let named = |name| {
        env::var(name)
            .ok()
            .filter(|command| !command.trim().is_empty())
    };
    named("VISUAL")
        .or_else(|| named("EDITOR"))
        .unwrap_or_else(|| "vi".to_owned())
}

/// Returns the path of the settings file, which may not exist.
pub fn settings_path() -> Option<PathBuf> {
    Some(
        ProjectDirs::from("", "", "gonogo")?
            .config_dir()
            .join("config.toml"),
    )
}

/// Returns how a shell starts this program: by its name if `PATH` leads to it, else by its full path.
///
/// # Errors
///
/// If the system doesn't know the path of this program.
pub fn program() -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let name = Path::new(env!("CARGO_PKG_NAME"));
    let folders: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    // A shell uses the first match; a relative folder only works from here.
    let first = folders
        .iter()
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    let is_own = first.is_some_and(|first| {
        first.is_absolute()
            && matches!((first.canonicalize(), own.canonicalize()), (Ok(a), Ok(b)) if a == b)
    });
    Ok(if is_own { name.to_owned() } else { own })
}

/// Returns the user's own attributes file, unless git's config names another (gitattributes, “Files”).
pub fn git_attributes() -> Option<PathBuf> {
    let folder = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let config = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(config.join("git/attributes"))
}

/// Returns whether the terminal can show more than ASCII: the locale is UTF-8, and it isn't a terminal whose font has
/// only a few hundred characters: the consoles of Linux and BSD, and the VT family.
pub fn shows_unicode() -> bool {
    let term = env::var("TERM").unwrap_or_default();
    let family = term.split('-').next().unwrap_or_default();
    let is_vt = family
        .strip_prefix("vt")
        .is_some_and(|model| model.starts_with(|c: char| c.is_ascii_digit()));
    speaks_utf8() && !is_vt && !["linux", "ansi", "cons25", "pccon", "sun"].contains(&family)
}

/// Returns whether the background is light: `COLORFGBG` ends in the number of its color, and 7 and those above 8 are
/// the light ones, as in vim.
pub fn is_background_light() -> bool {
    let colors = env::var("COLORFGBG").unwrap_or_default();
    let back = colors
        .rsplit_once(';')
        .and_then(|(_, back)| back.parse().ok());
    matches!(back, Some(7 | 9..=15))
}

/// Returns whether the locale is UTF-8: the first of these variables that is set decides (POSIX, section 8.2).
fn speaks_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Returns whether the program runs in GNU screen. tmux sets its own variable, and passes the clipboard on by itself.
pub fn is_in_gnu_screen() -> bool {
    env::var_os("STY").is_some() && env::var_os("TMUX").is_none()
}

/// Returns whether color is disabled by the environment (no-color.org), or the terminal has none.
pub fn is_color_disabled() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || is_dumb()
}

/// Returns whether the terminal can only print lines.
pub fn is_dumb() -> bool {
    env::var("TERM").is_ok_and(|term| term == "dumb")
}
