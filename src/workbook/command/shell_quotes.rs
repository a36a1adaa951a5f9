//! Quoting for the Bourne shells: sh, bash, zsh, ksh, dash.
//!
//! A newline or a control character becomes `$(printf '\012')`, because `$'\n'` is unknown to dash, which is sh on Debian,
//! and doesn't work in a here-document. POSIX describes both the escapes and the substitution.

use super::{Fit, data, has_active, is_active, is_plain_word};

/// A here-document ends at its delimiter, and a value that is the delimiter would end it.
const ENDS_HEREDOC: &str = "the value is the delimiter of the here-document";
/// Nothing can be escaped here.
const RAW_HEREDOC: &str =
    "a newline or control character can't be escaped in a here-document with a quoted delimiter";
/// A text that is run once more by another program.
const SECOND_SHELL: &str =
    "the text around it is run by a second shell or program, where the value would act";

/// What is around a place in a shell command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ShellContext {
    /// No quotes.
    Bare {
        /// True at the start of a word, where `~` is the home folder.
        starts_word: bool,
    },
    /// `"…"`.
    Double(Role),
    /// `'…'`.
    Single(Role),
    /// `$'…'`.
    Ansi,
    /// Backticks or `${…}`, where quotes nest in surprising ways.
    Nested {
        /// True inside `"…"`.
        is_quoted: bool,
    },
    /// A here-document.
    Heredoc {
        delimiter: String,
        /// True if its delimiter is quoted, so that nothing in it is special.
        is_raw: bool,
        role: Role,
    },
    /// A comment, or the output of a command.
    Prose,
}

/// The meaning of a quoted text to the command that gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Data.
    Plain,
    /// A script for another shell or program: `ssh host '…'`.
    Script,
    /// A JSON document, outside its strings.
    Json,
    /// A string in a JSON document.
    JsonString,
}

/// Returns a value for what is around it.
pub(super) fn write(around: &ShellContext, value: &str) -> Fit {
    match around {
        ShellContext::Bare { starts_word } => Ok(bare(value, *starts_word)),
        ShellContext::Double(role) => Ok(double(&for_role(*role, value)?)),
        ShellContext::Single(role) => Ok(single(&for_role(*role, value)?)),
        ShellContext::Ansi => Ok(ansi(value)),
        ShellContext::Nested { is_quoted } => Ok(nested(value, *is_quoted)),
        ShellContext::Heredoc { delimiter, .. } if value == delimiter => Err(ENDS_HEREDOC),
        ShellContext::Heredoc { is_raw, role, .. } => heredoc(&for_role(*role, value)?, *is_raw),
        ShellContext::Prose => Ok(super::languages::on_one_line(value)),
    }
}

fn for_role(role: Role, value: &str) -> Fit {
    match role {
        Role::Plain => Ok(value.to_owned()),
        Role::Script if is_plain_word(value) => Ok(value.to_owned()),
        Role::Script => Err(SECOND_SHELL),
        Role::Json => Ok(data::json_value(value)),
        Role::JsonString => Ok(data::json_string(value)),
    }
}

fn bare(value: &str, starts_word: bool) -> String {
    if is_plain_word(value) {
        return value.to_owned();
    }
    if has_active(value) {
        return format!("\"{}\"", substituted(value, false));
    }
    match value.strip_prefix("~/").filter(|_| starts_word) {
        Some("") => value.to_owned(),
        // In quotes it would be a folder named `~`.
        Some(rest) => format!("~/{}", bare(rest, false)),
        None => format!("'{}'", value.replace('\'', r"'\''")),
    }
}

fn double(value: &str) -> String {
    if has_active(value) {
        return substituted(value, false);
    }
    let mut quoted = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        match character {
            '"' | '\\' | '$' | '`' => quoted.extend(['\\', character]),
            // It recalls an earlier command, and a backslash before it would stay.
            '!' => quoted.push_str("\"'!'\""),
            _ => quoted.push(character),
        }
    }
    quoted
}

fn single(value: &str) -> String {
    if has_active(value) {
        format!("'\"{}\"'", substituted(value, false))
    } else {
        value.replace('\'', r"'\''")
    }
}

fn ansi(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        match character {
            '\'' | '\\' => quoted.extend(['\\', character]),
            _ if is_active(character) => quoted.push_str(&octal(character)),
            _ => quoted.push(character),
        }
    }
    quoted
}

fn nested(value: &str, is_quoted: bool) -> String {
    if is_plain_word(value) {
        return value.to_owned();
    }
    let text = substituted(value, true);
    if is_quoted {
        text
    } else {
        format!("\"{text}\"")
    }
}

fn heredoc(value: &str, is_raw: bool) -> Fit {
    if is_raw {
        return if has_active(value) {
            Err(RAW_HEREDOC)
        } else {
            Ok(value.to_owned())
        };
    }
    if has_active(value) {
        return Ok(substituted(value, false));
    }
    let escaped = value.chars().flat_map(|character| {
        let escape = matches!(character, '\\' | '$' | '`').then_some('\\');
        escape.into_iter().chain([character])
    });
    Ok(escaped.collect())
}

/// Returns a command substitution that prints a value. With `all`, every character that could mean something is written
/// as an escape.
fn substituted(value: &str, all: bool) -> String {
    let mut format = String::new();
    for character in value.chars() {
        match character {
            '\n' if !all => format.push_str(r"\n"),
            '\t' if !all => format.push_str(r"\t"),
            // A dash could begin an option; the others mean something to printf, the quotes or the history.
            '%' => format.push_str("%%"),
            '-' if format.is_empty() => format.push_str(&octal(character)),
            '\\' | '\'' | '!' => format.push_str(&octal(character)),
            _ if is_active(character)
                || (all && !is_plain_word(character.encode_utf8(&mut [0; 4]))) =>
            {
                format.push_str(&octal(character));
            }
            _ => format.push(character),
        }
    }
    format!("$(printf '{format}')")
}

/// Returns the bytes of a character as octal escapes.
fn octal(character: char) -> String {
    let mut escapes = String::new();
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        escapes.push_str(&format!("\\{byte:03o}"));
    }
    escapes
}
