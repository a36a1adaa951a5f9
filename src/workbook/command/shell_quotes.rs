//! Quoting for the Bourne shells: sh, bash, zsh, ksh, dash.
//!
//! A newline or a control character becomes `$(printf '\012')`, because `$'\n'` is unknown to dash, which is sh on Debian,
//! and doesn't work in a here-document. POSIX describes both the escapes and the substitution.

use std::collections::HashSet;

use super::{Fit, data, has_active, is_active};

/// A here-document ends at its delimiter, and a value that is the delimiter would end it.
const ENDS_HEREDOC: &str = "the value is the delimiter of the here-document";
/// Nothing can be escaped here.
const RAW_HEREDOC: &str =
    "a newline or control character can't be escaped in a here-document with a quoted delimiter";
/// JSON in a here-document has its own quotes.
const JSON_HEREDOC: &str = "a quote or backslash would change the JSON in the here-document";
/// A text that is run once more by another program.
pub(super) const CODE: &str =
    "the text around it is run by a second shell or program, where the value would act";
/// A place that the shell reads as more than text.
pub(super) const UNCLEAR: &str =
    "the shell could run it here; only a value without spaces, quotes and signs fits";
/// A value such as `-rf`.
const OPTION: &str = "the command would read the dash at its start as an option";
/// Shells recall earlier commands by these signs, in here-documents too.
const HISTORY: &str = "an interactive shell could read its ! or ^ as an earlier command";

/// What is around a place in a shell command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ShellContext {
    /// An argument without quotes.
    Bare {
        /// True at the start of a word, where `~` is the home folder.
        starts_word: bool,
    },
    /// An argument in `"…"`.
    Double {
        role: Role,
        /// True if the quotes began on an earlier line.
        is_later_line: bool,
    },
    /// An argument in `'…'`.
    Single { role: Role, is_later_line: bool },
    /// A here-document.
    Heredoc {
        /// The delimiter, if the line could become it.
        delimiter: Option<String>,
        /// True if its delimiter is quoted, so that nothing in it is special.
        is_raw: bool,
        /// True if it is JSON.
        is_data: bool,
        /// True after `$` or a backslash.
        is_unclear: bool,
    },
    /// A comment of words only. Interactive zsh reads it as a command.
    Comment,
    /// Anything else, with the reason for refusing a value that isn't a plain word.
    Doubt(&'static str),
}

/// The meaning of a quoted text to the command that gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Data.
    Plain,
    /// A JSON document, outside its strings.
    Json,
    /// A string in a JSON document.
    JsonString,
}

/// Returns a value for what is around it. `begins` is true at the start of an argument; `delimiters` are those of
/// here-documents that could be open.
pub(super) fn write(
    around: &ShellContext,
    value: &str,
    begins: bool,
    delimiters: &HashSet<&str>,
) -> Fit {
    let is_text = matches!(around, ShellContext::Heredoc { .. } | ShellContext::Comment);
    if begins && !is_text && value.starts_with('-') {
        return Err(OPTION);
    }
    match around {
        ShellContext::Bare { starts_word } => Ok(bare(value, *starts_word)),
        ShellContext::Double {
            role,
            is_later_line,
        } => {
            let text = for_role(*role, value);
            check_history(&text, *is_later_line)?;
            Ok(double(&text))
        }
        ShellContext::Single {
            role,
            is_later_line,
        } => {
            let text = for_role(*role, value);
            check_history(&text, *is_later_line)?;
            Ok(single(&text))
        }
        ShellContext::Heredoc { .. } => in_heredoc(around, value),
        ShellContext::Comment => {
            let words = value
                .split([' ', '\n', '\t'])
                .filter(|word| !word.is_empty());
            let words: Vec<&str> = words.collect();
            let is_safe = words.iter().all(|word| is_safe(word));
            is_safe.then(|| words.join(" ")).ok_or(UNCLEAR)
        }
        ShellContext::Doubt(_) if delimiters.contains(value) => Err(ENDS_HEREDOC),
        ShellContext::Doubt(_) if is_safe(value) => Ok(value.to_owned()),
        ShellContext::Doubt(reason) => Err(reason),
    }
}

fn check_history(value: &str, is_later_line: bool) -> Result<(), &'static str> {
    if is_later_line && value.contains(['!', '^']) {
        Err(HISTORY)
    } else {
        Ok(())
    }
}

fn for_role(role: Role, value: &str) -> String {
    match role {
        Role::Plain => value.to_owned(),
        Role::Json => data::json_value(value),
        Role::JsonString => data::json_string(value),
    }
}

/// Returns whether a value is one word to every shell, wherever it is.
fn is_safe(value: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+%,:@=".contains(c);
    value.chars().all(is_plain) && !value.starts_with('=')
}

fn bare(value: &str, starts_word: bool) -> String {
    if is_safe(value) {
        return value.to_owned();
    }
    if has_active(value) {
        return format!("\"{}\"", substituted(value));
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
        return substituted(value);
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
        format!("'\"{}\"'", substituted(value))
    } else {
        value.replace('\'', r"'\''")
    }
}

fn in_heredoc(around: &ShellContext, value: &str) -> Fit {
    let ShellContext::Heredoc {
        delimiter,
        is_raw,
        is_data,
        is_unclear,
    } = around
    else {
        return Err(UNCLEAR);
    };
    if delimiter.as_ref().is_some_and(|end| end.contains(value)) {
        return Err(ENDS_HEREDOC);
    }
    if is_safe(value) {
        return Ok(value.to_owned());
    }
    if *is_unclear {
        return Err(UNCLEAR);
    }
    if *is_data && (has_active(value) || value.contains(['"', '\\'])) {
        return Err(JSON_HEREDOC);
    }
    check_history(value, true)?;
    match (*is_raw, has_active(value)) {
        (true, true) => return Err(RAW_HEREDOC),
        (true, false) => return Ok(value.to_owned()),
        (false, true) => return Ok(substituted(value)),
        (false, false) => {}
    }
    let escaped = value.chars().flat_map(|character| {
        let escape = matches!(character, '\\' | '$' | '`').then_some('\\');
        escape.into_iter().chain([character])
    });
    Ok(escaped.collect())
}

/// Returns a command substitution that prints a value.
fn substituted(value: &str) -> String {
    let mut format = String::new();
    for character in value.chars() {
        match character {
            '\n' => format.push_str(r"\n"),
            '\t' => format.push_str(r"\t"),
            '%' => format.push_str("%%"),
            // It could begin an option.
            '-' if format.is_empty() => format.push_str(&octal(character)),
            // They mean something to printf, the quotes, the history or old shells.
            '\\' | '\'' | '"' | '!' | '^' | '$' | '`' | '(' | ')' | '#' => {
                format.push_str(&octal(character));
            }
            _ if is_active(character) => format.push_str(&octal(character)),
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
