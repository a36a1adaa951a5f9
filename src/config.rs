//! What the surroundings say: who is at the keyboard, what time it is, what the terminal can show, where the user's
//! folders are, and what the person set. Everything else takes these as arguments.

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

/// Fixes the present time, for tests and pictures.
const NOW: &str = "GONOGO_NOW";
/// The users of this machine (passwd(5)).
const PASSWORD_FILE: &str = "/etc/passwd";

/// `GONOGO_NOW` holds no time.
#[derive(Debug, Error)]
#[error("{NOW} is “{0}”, which isn't a time; use one like 2026-11-21T21:04:05Z, or unset it")]
pub struct NowError(String);

/// The present time.
///
/// # Errors
///
/// Where `GONOGO_NOW` is set to something that is no time.
pub fn now() -> Result<DateTime<Utc>, NowError> {
    match env::var(NOW) {
        Ok(text) => DateTime::parse_from_rfc3339(&text)
            .map(|time| time.to_utc())
            .map_err(|_| NowError(text)),
        Err(_) => Ok(Utc::now()),
    }
}

/// The person at the keyboard, as `user@host`, with the user whose rights they use where that is another.
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

/// The folder for progress whose checklist lies where nothing can be written.
pub fn state_folder() -> Option<PathBuf> {
    Some(own_folder()?.join("progress"))
}

/// The folder where it is remembered where people were, and what they typed and did not save.
pub fn seats_folder() -> Option<PathBuf> {
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

/// The command that starts the person's editor: `VISUAL`, else `EDITOR`, else the one that every Unix has (POSIX,
/// `vi`).
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

/// The file with the person's settings, there or not.
pub fn settings_path() -> Option<PathBuf> {
    Some(
        ProjectDirs::from("", "", "gonogo")?
            .config_dir()
            .join("config.toml"),
    )
}

/// How a shell anywhere starts this very program: by its name where `PATH` leads to it, else by its whole path.
///
/// # Errors
///
/// Where the system does not say what program this is.
pub fn program() -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let name = Path::new(env!("CARGO_PKG_NAME"));
    let folders: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    // A shell takes the first; what stands in a relative folder is found from here only.
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

/// Where git looks for the user's own attributes, unless its config says otherwise (gitattributes, “Files”).
pub fn git_attributes() -> Option<PathBuf> {
    let folder = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let config = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(config.join("git/attributes"))
}

/// Whether the terminal can be expected to show more than ASCII: the locale speaks UTF-8, and it is none of the
/// terminals whose fonts hold a few hundred characters: the consoles of Linux and BSD, and those that VT stands for.
pub fn shows_unicode() -> bool {
    let term = env::var("TERM").unwrap_or_default();
    let family = term.split('-').next().unwrap_or_default();
    let is_vt = family
        .strip_prefix("vt")
        .is_some_and(|model| model.starts_with(|c: char| c.is_ascii_digit()));
    speaks_utf8() && !is_vt && !["linux", "ansi", "cons25", "pccon", "sun"].contains(&family)
}

/// Whether the surroundings say that the background is light: `COLORFGBG` ends in the number of its colour, and 7
/// and those above 8 are the light ones, as vim has it.
pub fn is_background_light() -> bool {
    let colors = env::var("COLORFGBG").unwrap_or_default();
    let back = colors
        .rsplit_once(';')
        .and_then(|(_, back)| back.parse().ok());
    matches!(back, Some(7 | 9..=15))
}

/// Whether the locale speaks UTF-8: the first of these variables that is set decides (POSIX, section 8.2).
fn speaks_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Whether GNU screen stands between the program and the terminal. tmux says so in its own way, and passes the
/// clipboard on by itself.
pub fn is_in_gnu_screen() -> bool {
    env::var_os("STY").is_some() && env::var_os("TMUX").is_none()
}

/// Whether the surroundings ask for no colour (no-color.org), or the terminal has none.
pub fn wants_no_color() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || is_dumb()
}

/// Whether the terminal can do no more than write one line after the other.
pub fn is_dumb() -> bool {
    env::var("TERM").is_ok_and(|term| term == "dumb")
}
