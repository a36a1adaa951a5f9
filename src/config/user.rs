//! The user's name, from the local password file and the variables of the shell. Directory servers aren't queried,
//! since they can hang.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use crate::progress::Author;
use crate::sanitize;

/// The number of bytes read of a password file: more than any machine has that keeps its users there.
const MOST: u64 = 1 << 20;
/// The number of characters in a name; Linux allows fewer (`LOGIN_NAME_MAX`).
const LONGEST: usize = 256;

/// The variables of the shell that name the user.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variables {
    /// `USER`.
    pub user: Option<String>,
    /// `LOGNAME`.
    pub logname: Option<String>,
    /// `SUDO_USER`: the user who ran sudo.
    pub sudo_user: Option<String>,
    /// `DOAS_USER`: the user who ran doas.
    pub doas_user: Option<String>,
}

/// Returns the text of a password file; empty if it can't be read. A huge file is cut after its first lines.
pub fn password_file(path: &Path) -> String {
    let mut bytes = Vec::new();
    // Opening a pipe would wait for a writer.
    if fs::metadata(path).is_ok_and(|found| found.is_file())
        && let Ok(file) = File::open(path)
    {
        let _ = file.take(MOST).read_to_end(&mut bytes);
    }
    if bytes.len() as u64 == MOST {
        let whole = bytes
            .iter()
            .rposition(|&byte| byte == b'\n')
            .unwrap_or_default();
        bytes.truncate(whole);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns the person as `user@host`, with the acting user if that is another.
///
/// The system knows the acting user by number, `uid`, and the password file has its name. If a number has several
/// names, the one in the shell's variables is used. The shell is only trusted alone if the file has no name for the
/// number, as with users from a directory server.
///
/// Behind sudo and doas, the person is the one who ran them. Behind `su`, which keeps `USER` for root, it is that
/// user.
pub fn author(uid: u32, password_file: &str, variables: &Variables, host: &str) -> Author {
    let named: Vec<String> = [&variables.user, &variables.logname]
        .map(Option::as_ref)
        .into_iter()
        .filter_map(cleaned)
        .collect();
    let uid_of = |name: &str| {
        users(password_file)
            .find(|(user, _)| *user == name)
            .map(|(_, uid)| uid)
    };
    let own = named.iter().find(|name| uid_of(name) == Some(uid)).cloned();
    let listed = || {
        users(password_file)
            .filter(|(_, other)| *other == uid)
            .find_map(|(name, _)| clean(name))
    };
    // A name that belongs to another number isn't ours.
    let unlisted = || named.iter().find(|name| uid_of(name).is_none()).cloned();
    let acting = own
        .or_else(listed)
        .or_else(unlisted)
        .unwrap_or_else(|| format!("uid{uid}"));
    let caller = [&variables.sudo_user, &variables.doas_user]
        .map(Option::as_ref)
        .into_iter()
        .find_map(cleaned);
    let person = caller
        .or_else(|| named.into_iter().next())
        .unwrap_or_else(|| acting.clone());
    Author {
        by: format!("{person}@{host}"),
        acting: Some(acting).filter(|acting| *acting != person),
    }
}

/// Returns the users of a password file with their numbers (passwd(5)). Malformed lines are skipped.
fn users(password_file: &str) -> impl Iterator<Item = (&str, u32)> {
    password_file.lines().filter_map(|line| {
        let mut fields = line.split(':');
        let (name, _, uid) = (fields.next()?, fields.next()?, fields.next()?);
        Some((name, uid.parse().ok()?))
    })
}

fn cleaned(name: Option<&String>) -> Option<String> {
    name.and_then(|name| clean(name))
}

/// Returns a name without invisible characters and spaces; `None` if nothing is left.
fn clean(name: &str) -> Option<String> {
    let seen = name
        .chars()
        .filter(|&c| !c.is_whitespace() && !sanitize::is_unseen(c));
    Some(seen.take(LONGEST).collect::<String>()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{MOST, Variables, author, password_file};

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/bash\nann:x:1000:1000::/home/ann:/bin/sh\n\
                          toor:x:0:0::/root:/bin/sh\nbob:x:1001:1001::/home/bob:/bin/sh\n";

    /// `USER`, `LOGNAME`, `SUDO_USER` and `DOAS_USER`; an empty one is not set.
    fn variables([user, logname, sudo_user, doas_user]: [&str; 4]) -> Variables {
        let set = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Variables {
            user: set(user),
            logname: set(logname),
            sudo_user: set(sudo_user),
            doas_user: set(doas_user),
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    fn the_password_file_names_the_user_and_the_shell_who_that_is() {
        let long = "x".repeat(300);
        let cut = format!("{}@h", "x".repeat(256));
        for (label, uid, passwd, shell, expected) in [
            (
                "a container without variables",
                0,
                PASSWD,
                ["", "", "", ""],
                "root@h",
            ),
            ("a login", 1000, PASSWD, ["ann", "ann", "", ""], "ann@h"),
            ("LOGNAME alone", 1000, PASSWD, ["", "ann", "", ""], "ann@h"),
            ("no variables", 1000, PASSWD, ["", "", "", ""], "ann@h"),
            (
                "sudo",
                0,
                PASSWD,
                ["root", "root", "ann", ""],
                "ann@h as root",
            ),
            (
                "sudo to another",
                1001,
                PASSWD,
                ["bob", "bob", "ann", ""],
                "ann@h as bob",
            ),
            (
                "sudo that kept USER",
                0,
                PASSWD,
                ["ann", "ann", "ann", ""],
                "ann@h as root",
            ),
            (
                "sudo to oneself",
                1000,
                PASSWD,
                ["ann", "ann", "ann", ""],
                "ann@h",
            ),
            (
                "doas",
                0,
                PASSWD,
                ["root", "root", "", "ann"],
                "ann@h as root",
            ),
            (
                "su, which keeps USER for root",
                0,
                PASSWD,
                ["ann", "ann", "", ""],
                "ann@h as root",
            ),
            ("su -", 0, PASSWD, ["root", "root", "", ""], "root@h"),
            (
                "su in sudo",
                1001,
                PASSWD,
                ["bob", "bob", "ann", ""],
                "ann@h as bob",
            ),
            (
                "a second name of root",
                0,
                PASSWD,
                ["toor", "toor", "", ""],
                "toor@h",
            ),
            (
                "from a directory server",
                5000,
                PASSWD,
                ["dee", "dee", "", ""],
                "dee@h",
            ),
            (
                "from there, without variables",
                5000,
                PASSWD,
                ["", "", "", ""],
                "uid5000@h",
            ),
            (
                "a number without a name",
                4713,
                PASSWD,
                ["root", "root", "", ""],
                "root@h as uid4713",
            ),
            ("no file", 0, "", ["", "", "", ""], "uid0@h"),
            (
                "no file, with variables",
                0,
                "",
                ["ann", "", "", ""],
                "ann@h",
            ),
            (
                "no file, behind sudo",
                0,
                "",
                ["root", "root", "ann", ""],
                "ann@h as root",
            ),
            (
                "a broken file",
                7,
                "\0\u{fffd}\n:::\n#c\nx:7\na:b:c\n:x:7:\nsev:x:7",
                ["", "", "", ""],
                "sev@h",
            ),
            (
                "a file with Windows' line ends",
                7,
                "sev:x:7:7::/:/bin/sh\r\n",
                ["", "", "", ""],
                "sev@h",
            ),
            (
                "an empty variable",
                1000,
                PASSWD,
                [" ", "\u{200b}", "", ""],
                "ann@h",
            ),
            (
                "what nobody sees",
                0,
                "",
                ["a\u{200b}n\u{1b}n\n", "", "", ""],
                "ann@h",
            ),
            (
                "what nobody sees in the file",
                7,
                "s\u{202e}ev:x:7:7\n",
                ["", "", "", ""],
                "sev@h",
            ),
            (
                "a name without end",
                5000,
                PASSWD,
                [&long, "", "", ""],
                cut.as_str(),
            ),
        ] {
            assert_eq!(
                author(uid, passwd, &variables(shell), "h").to_string(),
                expected,
                "{label}"
            );
        }
    }

    #[test]
    fn a_password_file_is_read_without_waiting_and_as_far_as_it_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("passwd");
        assert_eq!(password_file(&path), "", "there is none");
        assert_eq!(password_file(folder.path()), "", "a folder");
        fs::write(&path, PASSWD).unwrap();
        assert_eq!(password_file(&path), PASSWD);
        fs::write(&path, b"a\xff:x:1:1\n").unwrap();
        assert_eq!(password_file(&path), "a\u{fffd}:x:1:1\n");
        let line = "user:x:12:12\n";
        fs::write(&path, line.repeat(200_000)).unwrap();
        let read = password_file(&path);
        let most = usize::try_from(MOST).unwrap();
        assert_eq!(
            read.len(),
            most / line.len() * line.len() - 1,
            "whole lines"
        );
        assert!(read.ends_with("\nuser:x:12:12"));
        let pipe = folder.path().join("pipe");
        let (place, mode) = (
            rustix::fs::CWD,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        );
        rustix::fs::mknodat(place, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        assert_eq!(password_file(&pipe), "", "a pipe is not waited for");
    }
}
