//! Finds what is around each place in commands of the Bourne shells: quotes, here-documents, comments, prompts.

use super::shell_quotes::{Role, ShellContext, write};
use super::{Fit, Hole};

/// Programs that run the text they get, as an argument or as a here-document.
const RUNNERS: [&str; 14] = [
    "awk", "eval", "jq", "mysql", "node", "perl", "psql", "ruby", "sed", "sqlite3", "sqlplus",
    "ssh", "watch", "xargs",
];
/// Programs that run the text after `-c`, or a here-document.
const SHELLS: [&str; 9] = [
    "ash", "bash", "dash", "ksh", "python", "python3", "sh", "su", "zsh",
];
/// Prompts of a user, with the space after them.
const PROMPTS: [&str; 4] = ["$ ", "% ", "❯ ", "➜ "];
/// The prompt of root, which is also the start of a comment.
const ROOT: &str = "# ";

/// The text to write for each place that has a value. In a session, lines without a prompt are output.
pub(super) fn fit(text: &str, holes: &[Hole], is_session: bool) -> Vec<Option<Fit>> {
    let mut scan = ShellScan::of(text, holes, is_session);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        scan.line(start, start + line.len());
        start += line.len();
    }
    let found = holes.iter().zip(scan.found);
    found
        .map(|(hole, around)| hole.value.map(|value| write(&around, value)))
        .collect()
}

/// A construct that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpenShell {
    /// `'…'`, with the start of its content.
    Single(usize, bool),
    /// `$'…'`.
    Ansi,
    /// `"…"`, with the start of its content.
    Double(usize, bool),
    /// Parentheses, of a substitution or a group.
    Paren,
    /// `${…}`.
    Brace,
    /// Backticks.
    Backtick,
}

/// A here-document that begins on the next line, or that is open.
struct Heredoc {
    delimiter: String,
    is_raw: bool,
    strips_tabs: bool,
    role: Role,
}

struct ShellScan<'a> {
    text: &'a str,
    holes: &'a [Hole<'a>],
    /// What is around the places up to here.
    found: Vec<ShellContext>,
    open: Vec<OpenShell>,
    heredocs: std::collections::VecDeque<Heredoc>,
    in_heredoc: bool,
    /// The prompts of the block; without any, every line is a command.
    prompts: Vec<&'static str>,
    /// True if the last line was a command that goes on.
    goes_on: bool,
    /// The last single and double quote: one without another after it is an apostrophe or a sign of inches.
    last_quotes: [usize; 2],
    /// The quotes counted in the quoted text that is open: its start, the end of what was read, and their number.
    counted: (usize, usize, usize),
}

impl<'a> ShellScan<'a> {
    fn of(text: &'a str, holes: &'a [Hole<'a>], is_session: bool) -> Self {
        let has = |prompt: &str| {
            text.lines()
                .any(|line| line.trim_start().starts_with(prompt))
        };
        let mut prompts: Vec<&str> = PROMPTS.into_iter().filter(|prompt| has(prompt)).collect();
        if prompts.is_empty() && is_session && has(ROOT) {
            prompts.push(ROOT);
        }
        ShellScan {
            text,
            holes,
            found: Vec::new(),
            open: Vec::new(),
            heredocs: std::collections::VecDeque::new(),
            in_heredoc: false,
            prompts,
            goes_on: false,
            last_quotes: ['\'', '"'].map(|quote| text.rfind(quote).unwrap_or_default()),
            counted: (0, 0, 0),
        }
    }

    fn line(&mut self, start: usize, end: usize) {
        if self.in_heredoc {
            return self.heredoc_line(start, end);
        }
        let line = &self.text[start..end];
        let indent = line.len() - line.trim_start().len();
        let mut at = start;
        if !self.prompts.is_empty() && self.open.is_empty() && !self.goes_on {
            let prompt = self
                .prompts
                .iter()
                .find(|prompt| line[indent..].starts_with(**prompt));
            match prompt {
                Some(prompt) => at = start + indent + prompt.len(),
                None => return self.rest(end, &ShellContext::Prose),
            }
        }
        self.command(at, start, end);
        self.goes_on = line.trim_end_matches(['\n', '\r']).ends_with('\\');
        self.in_heredoc = !self.heredocs.is_empty();
    }

    /// Gives the places up to `end` the same surroundings.
    fn rest(&mut self, end: usize, around: &ShellContext) {
        while self
            .holes
            .get(self.found.len())
            .is_some_and(|hole| hole.range.start < end)
        {
            self.found.push(around.clone());
        }
    }

    fn heredoc_line(&mut self, start: usize, end: usize) {
        let Some(heredoc) = self.heredocs.front() else {
            self.in_heredoc = false;
            return;
        };
        let line = self.text[start..end].trim_end_matches(['\n', '\r']);
        let line = if heredoc.strips_tabs {
            line.trim_start_matches('\t')
        } else {
            line
        };
        if line == heredoc.delimiter {
            self.heredocs.pop_front();
            self.in_heredoc = !self.heredocs.is_empty();
            return;
        }
        let around = ShellContext::Heredoc {
            delimiter: heredoc.delimiter.clone(),
            is_raw: heredoc.is_raw,
            role: heredoc.role,
        };
        self.rest(end, &around);
    }

    /// Reads a command from `at` to the end of the line that begins at `start`.
    fn command(&mut self, mut at: usize, start: usize, end: usize) {
        while at < end {
            if let Some(hole) = self
                .holes
                .get(self.found.len())
                .filter(|hole| hole.range.start <= at)
            {
                let around = self.around(hole.range.start);
                self.found.push(around);
                at = hole.range.end.max(at);
                continue;
            }
            let rest = &self.text[at..end];
            let character = rest.chars().next().unwrap_or_default();
            at += match self.open.last() {
                Some(OpenShell::Ansi) if character == '\\' => escaped(rest),
                Some(OpenShell::Single(..) | OpenShell::Ansi) => self.closes(character, '\''),
                Some(OpenShell::Double(..)) => self.in_double(rest, character),
                Some(OpenShell::Paren | OpenShell::Brace | OpenShell::Backtick) | None => {
                    if character == '#' && self.starts_comment(at) {
                        return self.rest(end, &ShellContext::Prose);
                    }
                    self.in_command(rest, character, at, start)
                }
            };
        }
    }

    /// Closes a quoted text at its quote. Returns the length of the character.
    fn closes(&mut self, character: char, quote: char) -> usize {
        if character == quote {
            self.open.pop();
        }
        character.len_utf8()
    }

    fn in_double(&mut self, rest: &str, character: char) -> usize {
        match character {
            '\\' => escaped(rest),
            '"' => self.closes(character, '"'),
            '$' | '`' => self.expansion(rest, character),
            _ => character.len_utf8(),
        }
    }

    /// Reads a character outside of quotes. Returns the number of bytes read.
    fn in_command(&mut self, rest: &str, character: char, at: usize, start: usize) -> usize {
        let runs = || runs(&self.text[start..at], false);
        let in_braced_quotes = self.open.last() == Some(&OpenShell::Brace) && self.is_quoted();
        match character {
            '\\' => return escaped(rest),
            '\'' if at < self.last_quotes[0] && !in_braced_quotes => {
                self.open.push(OpenShell::Single(at + 1, runs()));
            }
            '"' if at < self.last_quotes[1] => self.open.push(OpenShell::Double(at + 1, runs())),
            '$' | '`' => return self.expansion(rest, character),
            '(' => self.open.push(OpenShell::Paren),
            ')' if self.open.last() == Some(&OpenShell::Paren) => {
                self.open.pop();
            }
            '}' if self.open.last() == Some(&OpenShell::Brace) => {
                self.open.pop();
            }
            '<' if rest.starts_with("<<<") => return 3,
            '<' if rest.starts_with("<<") => return self.heredoc(rest, start, at),
            _ => {}
        }
        character.len_utf8()
    }

    /// Reads `$(`, `${`, `$'` or a backtick.
    fn expansion(&mut self, rest: &str, character: char) -> usize {
        let is_double = matches!(self.open.last(), Some(OpenShell::Double(..)));
        if character == '`' {
            match self
                .open
                .iter()
                .rposition(|open| *open == OpenShell::Backtick)
            {
                Some(begin) => self.open.truncate(begin),
                None => self.open.push(OpenShell::Backtick),
            }
            return 1;
        }
        let open = match rest[1..].chars().next() {
            Some('(') => OpenShell::Paren,
            Some('{') => OpenShell::Brace,
            Some('\'') if !is_double => OpenShell::Ansi,
            _ => return 1,
        };
        self.open.push(open);
        2
    }

    /// Reads `<<EOF`.
    fn heredoc(&mut self, rest: &str, start: usize, at: usize) -> usize {
        let strips_tabs = rest.starts_with("<<-");
        let after = rest.trim_start_matches(['<', '-']).trim_start_matches(' ');
        let is_end = |c: char| c.is_whitespace() || matches!(c, ';' | '&' | '|' | ')' | '>' | '<');
        let word = &after[..after.find(is_end).unwrap_or(after.len())];
        let delimiter = word.replace(['\'', '"', '\\'], "");
        // `1 << 2` is arithmetic.
        if delimiter.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            let is_script = runs(&self.text[start..at], true);
            self.heredocs.push_back(Heredoc {
                is_raw: delimiter != word,
                delimiter,
                strips_tabs,
                role: if is_script { Role::Script } else { Role::Plain },
            });
            return rest.len() - after.len() + word.len();
        }
        2
    }

    fn is_quoted(&self) -> bool {
        self.open
            .iter()
            .any(|open| matches!(open, OpenShell::Double(..)))
    }

    /// Returns whether a `#` at `at` starts a comment.
    fn starts_comment(&self, at: usize) -> bool {
        let is_apart = |c: char| c.is_whitespace() || matches!(c, ';' | '&' | '|' | '(');
        self.open.last() != Some(&OpenShell::Brace)
            && self.text[..at].chars().next_back().is_none_or(is_apart)
    }

    fn around(&mut self, at: usize) -> ShellContext {
        let is_nested = |open: &OpenShell| matches!(open, OpenShell::Backtick | OpenShell::Brace);
        if self.open.iter().any(is_nested) {
            let is_quoted = match self.open.last() {
                Some(OpenShell::Double(..)) => true,
                Some(OpenShell::Brace) => self.is_quoted(),
                Some(
                    OpenShell::Single(..)
                    | OpenShell::Ansi
                    | OpenShell::Paren
                    | OpenShell::Backtick,
                )
                | None => false,
            };
            return ShellContext::Nested { is_quoted };
        }
        match self.open.last().copied() {
            Some(OpenShell::Single(start, runs)) => {
                ShellContext::Single(self.role(start, at, runs))
            }
            Some(OpenShell::Double(start, runs)) => {
                ShellContext::Double(self.role(start, at, runs))
            }
            Some(OpenShell::Ansi) => ShellContext::Ansi,
            Some(OpenShell::Paren | OpenShell::Brace | OpenShell::Backtick) | None => {
                let before = self.text[..at].chars().next_back();
                let starts_word =
                    before.is_none_or(|c| c.is_whitespace() || matches!(c, '=' | ':'));
                ShellContext::Bare { starts_word }
            }
        }
    }

    /// The role of a quoted text that begins at `start`.
    fn role(&mut self, start: usize, at: usize, runs: bool) -> Role {
        let text = &self.text[start..at];
        if !text.trim_start().starts_with(['{', '[']) {
            return if runs { Role::Script } else { Role::Plain };
        }
        // A template such as `{{.State}}` is no JSON.
        let (from, counted) = match self.counted {
            (same, from, counted) if same == start && from <= at => (from, counted),
            _ => (start, 0),
        };
        let new = &self.text[from..at];
        let escaped = new.matches("\\\\\\\"").count();
        let quotes = counted + new.matches('"').count() - escaped;
        self.counted = (start, at, quotes);
        match (quotes, quotes % 2) {
            (0, _) => Role::Plain,
            (_, 0) => Role::Json,
            _ => Role::JsonString,
        }
    }
}

/// The length of a backslash and the character after it.
fn escaped(rest: &str) -> usize {
    1 + rest[1..].chars().next().map_or(0, char::len_utf8)
}

/// Returns whether the words before a text say that another shell or program runs it.
fn runs(before: &str, is_heredoc: bool) -> bool {
    let command = before.rsplit([';', '|', '&']).next().unwrap_or_default();
    let mut words = command.split_whitespace();
    let name = |word: &str| word.rsplit('/').next().unwrap_or_default().to_owned();
    let is_shell = words
        .clone()
        .any(|word| SHELLS.contains(&name(word).as_str()));
    let has_text = words
        .clone()
        .any(|word| word.starts_with('-') && word.ends_with('c'));
    is_shell && (has_text || is_heredoc) || words.any(|word| RUNNERS.contains(&name(word).as_str()))
}
