//! Quoting for PowerShell, on Windows and elsewhere.

use super::languages::on_one_line;
use super::strings::Quotes;
use super::{Fit, Hole, has_active, is_active, is_plain};

/// Nothing is special between single quotes.
const LITERAL: &str = "a newline or control character can't be escaped between single quotes";
/// Text that PowerShell or another program runs.
const CODE: &str = "a command or expression in this block would run it; only a plain word fits";
/// A here-string ends at a quote at the start of a line.
const ENDS_STRING: &str = "a quote at the start of a line would end the here-string";
/// A value such as `-Force`.
const OPTION: &str = "the command would read the dash at its start as a parameter";
/// Commands and parameters that run the text that they get, and signs of expressions inside of strings.
const RUNNERS: [&str; 29] = [
    "$(",
    "--%",
    "${",
    "@(",
    "add-type",
    "bash",
    "cmd",
    "-command",
    "encodedcommand",
    "expandstring",
    "iex",
    "invoke-",
    "new-object",
    "perl",
    "powershell",
    "psql",
    "pwsh",
    "python",
    "register-",
    "scriptblock",
    "set-alias",
    "sqlcmd",
    "ssh",
    "start-",
    "wsl",
    "node",
    "mysql",
    "sh -c",
    "sql",
];
/// PowerShell takes typographic quotes for quotes.
const SINGLE_QUOTES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{201A}', '\u{201B}'];
const DOUBLE_QUOTES: [char; 4] = ['"', '\u{201C}', '\u{201D}', '\u{201E}'];

/// The text to write for each place that has a value.
pub(super) fn fit(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let mut scan = PowerShellScan::default();
    let lower = text.to_ascii_lowercase();
    let runs_text = RUNNERS.iter().any(|runner| lower.contains(runner));
    let mut found = Vec::with_capacity(holes.len());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        scan.start_line(line);
        let mut at = start;
        while at < end {
            if let Some(hole) = holes.get(found.len()).filter(|hole| hole.range.start <= at) {
                let after = text[hole.range.end..].chars().next();
                let before = text[..hole.range.start].chars().next_back();
                let is_first = text[start..hole.range.start].trim_start().is_empty();
                let is_unclear = runs_text
                    || is_first && scan.is_code()
                    || before.is_some_and(|c| {
                        matches!(c, '$' | '`' | '@' | '&' | '[' | '{' | '<' | '>')
                    });
                let fit = |value| {
                    if is_word(value) && !(value.starts_with('-') && scan.is_code()) {
                        Ok(value.to_owned())
                    } else if is_unclear {
                        Err(CODE)
                    } else {
                        scan.write(value, before, after)
                    }
                };
                found.push(hole.value.map(fit));
                scan.before = 'x';
                at = hole.range.end.max(at);
                continue;
            }
            at += scan.read(&text[at..end]);
        }
        start = end;
    }
    found
}

struct PowerShellScan {
    quotes: Quotes,
    /// The quote of the here-string that is open.
    here: Option<char>,
    in_block_comment: bool,
    before: char,
}

impl Default for PowerShellScan {
    fn default() -> Self {
        PowerShellScan {
            quotes: Quotes::None,
            here: None,
            in_block_comment: false,
            before: ' ',
        }
    }
}

impl PowerShellScan {
    fn start_line(&mut self, line: &str) {
        self.before = ' ';
        if self.quotes == Quotes::Comment {
            self.quotes = Quotes::None;
        }
        if self
            .here
            .is_some_and(|quote| line.starts_with(&format!("{quote}@")))
        {
            self.here = None;
        }
    }

    /// Reads a character, and returns the number of bytes.
    fn read(&mut self, rest: &str) -> usize {
        let character = rest.chars().next().unwrap_or_default();
        let length = character.len_utf8();
        let before = std::mem::replace(&mut self.before, character);
        if self.in_block_comment {
            self.in_block_comment = !rest.starts_with("#>");
            return length;
        }
        if self.here.is_some() {
            return length;
        }
        let line = rest.trim_end_matches(['\n', '\r']);
        match self.quotes {
            Quotes::Single if SINGLE_QUOTES.contains(&character) => self.quotes = Quotes::None,
            Quotes::Double if DOUBLE_QUOTES.contains(&character) => self.quotes = Quotes::None,
            Quotes::Double | Quotes::None if character == '`' => {
                return length + rest[length..].chars().next().map_or(0, char::len_utf8);
            }
            Quotes::None if rest.starts_with("<#") => self.in_block_comment = true,
            Quotes::None if character == '#' && before.is_whitespace() => {
                self.quotes = Quotes::Comment;
            }
            Quotes::None if matches!(line, "@'" | "@\"") => {
                self.here = line.chars().nth(1);
                return line.len();
            }
            Quotes::None if SINGLE_QUOTES.contains(&character) => self.quotes = Quotes::Single,
            Quotes::None if DOUBLE_QUOTES.contains(&character) => self.quotes = Quotes::Double,
            Quotes::None | Quotes::Single | Quotes::Double | Quotes::Comment => {}
        }
        length
    }

    /// Returns whether it is outside of strings and comments.
    fn is_code(&self) -> bool {
        !self.in_block_comment && self.here.is_none() && self.quotes == Quotes::None
    }

    /// Returns a value for what is around it: `before` and `after` are the characters next to it.
    fn write(&self, value: &str, before: Option<char>, after: Option<char>) -> Fit {
        let is_start = before.is_none_or(char::is_whitespace);
        if self.is_code() && is_start && value.starts_with('-') {
            return Err(OPTION);
        }
        if self.in_block_comment || self.quotes == Quotes::Comment {
            return Ok(on_one_line(value).replace("#>", "# >"));
        }
        match (self.here, self.quotes) {
            (Some('\''), _) | (None, Quotes::Single) if has_active(value) => Err(LITERAL),
            (Some('\''), _) if value.starts_with(SINGLE_QUOTES) => Err(ENDS_STRING),
            (Some('\''), _) => Ok(value.to_owned()),
            (Some(_), _) | (None, Quotes::Double) => Ok(double(value)),
            (None, Quotes::Single) => Ok(doubled(value)),
            (None, Quotes::None | Quotes::Comment) => Ok(bare(value, after)),
        }
    }
}

/// Returns whether a value is one word, wherever it is.
fn is_word(value: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_.,:/=+-".contains(c);
    value.chars().all(is_part)
}

fn bare(value: &str, after: Option<char>) -> String {
    let is_part = |c: char| is_plain(c) || "%=\\".contains(c);
    if value.chars().all(is_part) && !value.starts_with('%') {
        return value.to_owned();
    }
    if has_active(value) {
        return format!("\"{}\"", double(value));
    }
    // A quoted text at the start of a word ends the argument, so what follows would be another one.
    let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ';' | ',' | '|' | '}'));
    if ends {
        return format!("'{}'", doubled(value));
    }
    value
        .chars()
        .flat_map(|c| (!is_part(c)).then_some('`').into_iter().chain([c]))
        .collect()
}

/// Returns a value for a single-quoted string.
fn doubled(value: &str) -> String {
    let double = |c| SINGLE_QUOTES.contains(&c).then_some(c);
    value
        .chars()
        .flat_map(|c| double(c).into_iter().chain([c]))
        .collect()
}

/// Returns a value for a double-quoted string.
fn double(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        match character {
            '\n' => quoted.push_str("`n"),
            '\t' => quoted.push_str("`t"),
            '\r' => quoted.push_str("`r"),
            '`' | '$' => quoted.extend(['`', character]),
            _ if DOUBLE_QUOTES.contains(&character) => quoted.extend(['`', character]),
            _ if is_active(character) => {
                quoted.push_str(&format!("$([char]{})", u32::from(character)));
            }
            _ => quoted.push(character),
        }
    }
    quoted
}
