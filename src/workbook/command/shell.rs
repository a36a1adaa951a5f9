//! Reads commands of the Bourne shells and finds what is around each place, in one pass.
//!
//! A value may be more than a plain word only where the shell is sure to read it as text: as an argument of a simple
//! command, plain or in quotes, or in a here-document. Everything else is in doubt, and so is the rest of a block after
//! something that isn't understood. The whole block is read as it is pasted, with its prompts and its output.

use std::collections::{HashSet, VecDeque};

use super::shell_heredocs::{Heredoc, delimiters};
use super::shell_quotes::{Role, ShellContext, UNCLEAR, write};
use super::shell_words::{JsonScan, ShellStatement, ShellWord};
use super::{Fit, Hole};

/// Prompts of a user, with the space after them.
const PROMPTS: [&str; 4] = ["$ ", "% ", "❯ ", "➜ "];
/// The prompt of root, which is also the start of a comment.
const ROOT: &str = "# ";
/// The prompt of a shell that waits for the rest of a command.
const CONTINUATION: &str = "> ";

/// The text to write for each place that has a value. In a session, lines without a prompt are output.
pub(super) fn fit(text: &str, holes: &[Hole], is_session: bool) -> Vec<Option<Fit>> {
    let mut scan = ShellScan::of(text, holes, is_session);
    let is_read = scan.block().is_ok() && scan.statement.is_empty();
    scan.doubt_from(scan.statement.from, UNCLEAR, !is_read);
    scan.found.resize(holes.len(), ShellContext::Doubt(UNCLEAR));
    let delimiters = if is_read {
        HashSet::new()
    } else {
        delimiters(text)
    };
    let found = holes.iter().zip(&scan.found);
    found
        .map(|(hole, around)| {
            let begins = begins_word(text, hole.range.start);
            hole.value
                .map(|value| write(around, value, begins, &delimiters))
        })
        .collect()
}

/// Something that isn't understood, so that what follows is in doubt.
pub(super) struct Lost;

/// Returns after what was read, or that the rest is in doubt.
pub(super) type Read = Result<(), Lost>;

/// The quotes that are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OpenQuotes {
    None,
    Single,
    Double,
}

pub(super) struct ShellScan<'a> {
    pub(super) text: &'a str,
    pub(super) holes: &'a [Hole<'a>],
    pub(super) at: usize,
    /// What is around the places up to here.
    pub(super) found: Vec<ShellContext>,
    quotes: OpenQuotes,
    /// True if a line ended inside of the quotes.
    is_later_line: bool,
    json: Option<JsonScan>,
    word: ShellWord,
    pub(super) statement: ShellStatement,
    pub(super) heredocs: VecDeque<Heredoc>,
    /// The prompts of the block; without any, every line is a command.
    prompts: Vec<&'static str>,
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
            at: 0,
            found: Vec::with_capacity(holes.len()),
            quotes: OpenQuotes::None,
            is_later_line: false,
            json: None,
            word: ShellWord::default(),
            statement: ShellStatement::new(0, text),
            heredocs: VecDeque::new(),
            prompts,
        }
    }

    fn block(&mut self) -> Read {
        self.start_line()?;
        while self.at < self.text.len() || self.hole().is_some() {
            match self.quotes {
                OpenQuotes::Single | OpenQuotes::Double => self.in_quotes()?,
                OpenQuotes::None => self.in_command()?,
            }
        }
        self.end_word()?;
        let is_open = self.quotes != OpenQuotes::None || self.statement.goes_on();
        if is_open || !self.heredocs.is_empty() {
            return Err(Lost);
        }
        self.end_statement();
        Ok(())
    }

    /// The place that begins here.
    pub(super) fn hole(&self) -> Option<&'a Hole<'a>> {
        let hole = self.holes.get(self.found.len());
        hole.filter(|hole| hole.range.start <= self.at)
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> char {
        self.rest().chars().next().unwrap_or_default()
    }

    /// Puts the places from the one with this number on in doubt.
    pub(super) fn doubt_from(&mut self, from: usize, reason: &'static str, is_doubtful: bool) {
        if is_doubtful {
            for around in self.found.iter_mut().skip(from) {
                *around = ShellContext::Doubt(reason);
            }
        }
    }

    /// Passes over the place that begins here.
    pub(super) fn pass(&mut self, hole: &Hole, around: ShellContext) -> Read {
        let written = self.text.get(hole.range.clone()).ok_or(Lost)?;
        self.found.push(around);
        self.at = hole.range.end.max(self.at);
        // It stays as it is written without a value, and would change what follows.
        let is_harmless =
            !written.contains(['\'', '"', '\\', '`', '(', ')', '#', ';', '&', '|', '\n']);
        is_harmless.then_some(()).ok_or(Lost)
    }

    /// Reads a prompt at the start of a line that isn't part of a quoted text.
    fn start_line(&mut self) -> Read {
        let line = self.rest().trim_start_matches([' ', '\t']);
        let prompt = self
            .prompts
            .iter()
            .find(|prompt| line.starts_with(**prompt));
        if !self.statement.is_empty() {
            return self.check_later_line();
        }
        match prompt {
            Some(prompt) => self.at = self.text.len() - line.len() + prompt.len(),
            None => self.statement.is_output = !self.prompts.is_empty(),
        }
        Ok(())
    }

    /// Checks a line that goes on with a command: a session mustn't be in the middle of something at a prompt, and the
    /// shell takes a command of root for a comment.
    pub(super) fn check_later_line(&self) -> Read {
        let line = self.rest().trim_start_matches([' ', '\t']);
        let mut prompts = self.prompts.iter().chain([&CONTINUATION, &ROOT]);
        let is_lost = !self.prompts.is_empty()
            && (prompts.any(|prompt| line.starts_with(*prompt)) || self.prompts == [ROOT]);
        (!is_lost).then_some(()).ok_or(Lost)
    }

    fn in_quotes(&mut self) -> Read {
        let is_double = self.quotes == OpenQuotes::Double;
        if let Some(hole) = self.hole() {
            let role = self.json.as_ref().map_or(Role::Plain, JsonScan::role);
            self.word.is_doubtful |= self.json.as_ref().is_some_and(JsonScan::is_escaped);
            let is_later_line = self.is_later_line;
            let around = if is_double {
                ShellContext::Double {
                    role,
                    is_later_line,
                }
            } else {
                ShellContext::Single {
                    role,
                    is_later_line,
                }
            };
            self.word.add_value(hole.value);
            return self.pass(hole, around);
        }
        let character = self.peek();
        match character {
            '\'' if !is_double => self.close_quotes(),
            '"' if is_double => self.close_quotes(),
            '\\' if is_double => return self.escape(),
            '$' | '`' if is_double => return self.expansion(),
            '\n' => {
                self.at += 1;
                self.is_later_line = true;
                self.add('\n');
                if !self.heredocs.is_empty() {
                    return Err(Lost);
                }
                return self.check_later_line();
            }
            _ => self.add(character),
        }
        self.at += character.len_utf8();
        Ok(())
    }

    fn open_quotes(&mut self, quotes: OpenQuotes) {
        self.quotes = quotes;
        self.is_later_line = false;
        let takes_json = self.statement.takes_json(&self.word);
        self.json = Some(JsonScan::new(takes_json));
        self.word.is_doubtful |= self.word.has_json;
        self.word.is_quoted = true;
        self.word.begin(self.found.len());
    }

    fn close_quotes(&mut self) {
        self.quotes = OpenQuotes::None;
        self.json = None;
    }

    /// Adds a character of a word.
    fn add(&mut self, character: char) {
        self.word.add(character, self.found.len());
        if let Some(json) = &mut self.json {
            json.read(character);
            self.word.has_json |= json.is_json();
            self.word.is_doubtful |= json.is_unclear();
        }
    }

    /// Reads a backslash and what it escapes.
    fn escape(&mut self) -> Read {
        self.at += 1;
        if self.hole().is_some() {
            self.word.begin(self.found.len());
            self.word.is_doubtful = true;
            return Ok(());
        }
        let rest = self.rest();
        if let Some(rest) = rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')) {
            self.at = self.text.len() - rest.len();
            self.is_later_line = true;
            return self.check_later_line();
        }
        let character = rest.chars().next().ok_or(Lost)?;
        self.add(character);
        self.at += character.len_utf8();
        Ok(())
    }

    /// Reads a character outside of quotes.
    fn in_command(&mut self) -> Read {
        if let Some(hole) = self.hole() {
            let starts_word = !self.word.is_begun;
            self.word.begin(self.found.len());
            self.word.has_place = true;
            self.word.add_value(hole.value);
            return self.pass(hole, ShellContext::Bare { starts_word });
        }
        let character = self.peek();
        match character {
            '\\' => return self.escape(),
            '$' | '`' => return self.expansion(),
            '\'' => self.open_quotes(OpenQuotes::Single),
            '"' => self.open_quotes(OpenQuotes::Double),
            '#' if !self.word.is_begun => return self.comment(),
            '\n' => return self.end_line(),
            ' ' | '\t' | '\r' => self.end_word()?,
            ';' | '&' | '|' => return self.operator(),
            '(' => return self.group(),
            ')' => return Err(Lost),
            '<' | '>' => return self.redirect(),
            '*' | '?' | '[' | ']' | '{' | '}' | '!' | '^' | '#' => {
                self.add(character);
                self.word.is_doubtful = true;
            }
            '~' => {
                self.word.is_doubtful |= self.word.is_begun || !self.rest().starts_with("~/");
                self.add(character);
            }
            _ => self.add(character),
        }
        self.at += character.len_utf8();
        Ok(())
    }

    fn end_line(&mut self) -> Read {
        self.end_word()?;
        self.at += 1;
        while let Some(heredoc) = self.heredocs.pop_front() {
            self.heredoc(&heredoc)?;
        }
        if !self.statement.goes_on() {
            self.end_statement();
        } else if self.statement.is_open() {
            self.statement.start_command(false);
        }
        self.start_line()
    }

    /// Reads `;`, `&`, `|` and those that begin with them.
    fn operator(&mut self) -> Read {
        self.end_word()?;
        let rest = self.rest();
        if rest.starts_with("&>") {
            self.at += 1;
            return Ok(());
        }
        // The end of a pattern of `case`.
        if rest.starts_with(";;") || rest.starts_with(";&") {
            return Err(Lost);
        }
        let is_pipe = rest.starts_with('|') && !rest.starts_with("||");
        let is_long = ["&&", "||", "|&"].iter().any(|long| rest.starts_with(long));
        self.at += if is_long { 2 } else { 1 };
        if is_pipe {
            self.statement.start_command(true);
        } else if self.statement.is_open() || !self.heredocs.is_empty() {
            self.statement.start_command(false);
        } else {
            let is_output = self.statement.is_output;
            self.end_statement();
            self.statement.is_output = is_output;
        }
        Ok(())
    }

    /// Ends a word, and puts its places in doubt where they could be more than text.
    fn end_word(&mut self) -> Read {
        if !self.word.is_begun {
            return Ok(());
        }
        let word = std::mem::take(&mut self.word);
        let is_doubtful = self.statement.add_word(&word)?;
        self.doubt_from(word.from, UNCLEAR, is_doubtful);
        Ok(())
    }

    fn end_statement(&mut self) {
        if let Some(reason) = self.statement.doubt() {
            self.doubt_from(self.statement.from, reason, true);
        }
        self.statement = self.statement.next(self.found.len());
    }

    /// Reads `$…` or backticks.
    fn expansion(&mut self) -> Read {
        self.word.begin(self.found.len());
        self.word.is_dynamic = true;
        let rest = self.rest();
        self.at += 1;
        if rest.starts_with('`') {
            self.word.is_doubtful = true;
            self.read_until('`', |c| !matches!(c, '\'' | '"' | '\\' | '$' | '#'))?;
            return Ok(());
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let next = self.peek();
        match next {
            _ if self.hole().is_some() => self.word.is_doubtful = true,
            '(' => {
                self.word.is_doubtful = true;
                return self.parentheses();
            }
            '{' => {
                self.at += 1;
                let begin = self.at;
                let before = self.found.len();
                self.read_until('}', |c| is_name(c) || ":=+?#%/.,@*^-! ".contains(c))?;
                let is_simple = self.text[begin..self.at - 1].chars().all(is_name);
                self.word.is_doubtful |= !is_simple || self.found.len() > before;
            }
            '\'' | '"' if self.quotes == OpenQuotes::None => return self.ansi(next),
            _ if is_name(next) => {
                let length = self.rest().find(|c| !is_name(c));
                let end = self.at + length.unwrap_or(self.rest().len());
                let hole = self.holes.get(self.found.len());
                self.at = hole.map_or(end, |hole| end.min(hole.range.start));
                self.word.is_doubtful |= self.hole().is_some();
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads `$'…'` or `$"…"`, which shells read differently.
    fn ansi(&mut self, quote: char) -> Read {
        self.word.is_doubtful = true;
        self.at += 1;
        self.read_until(quote, |c| c != '\\' && c != '`' && c != '$')
    }

    /// Reads up to an end, in which only some characters are understood.
    fn read_until(&mut self, end: char, is_understood: impl Fn(char) -> bool) -> Read {
        loop {
            if let Some(hole) = self.hole() {
                self.pass(hole, ShellContext::Doubt(UNCLEAR))?;
                continue;
            }
            let character = self.peek();
            if self.at >= self.text.len() || character == '\n' {
                return Err(Lost);
            }
            self.at += character.len_utf8();
            if character == end {
                return Ok(());
            }
            if !is_understood(character) {
                return Err(Lost);
            }
        }
    }

    /// Reads a group in parentheses, a function, or an array.
    fn group(&mut self) -> Read {
        self.statement.is_doubtful = true;
        self.word.is_doubtful = true;
        self.word.begin(self.found.len());
        self.parentheses()?;
        self.end_word()?;
        // The body of a function is a command.
        self.statement.at_command = true;
        Ok(())
    }

    /// Reads parentheses with all in them, whose places are in doubt.
    fn parentheses(&mut self) -> Read {
        let mut depth = 0_usize;
        let mut before = ' ';
        loop {
            if let Some(hole) = self.hole() {
                self.pass(hole, ShellContext::Doubt(UNCLEAR))?;
                before = 'x';
                continue;
            }
            let rest = self.rest();
            let character = rest.chars().next().ok_or(Lost)?;
            self.at += character.len_utf8();
            let starts_word = before.is_whitespace() || matches!(before, '(' | ';' | '&' | '|');
            before = character;
            match character {
                '(' => depth += 1,
                ')' if depth == 1 => return Ok(()),
                ')' => depth -= 1,
                '\'' => self.read_until('\'', |_| true)?,
                '"' => self.read_until('"', |c| !matches!(c, '`' | '\\' | '(' | '{'))?,
                '\\' if self.hole().is_none() => {
                    self.at += self.rest().chars().next().ok_or(Lost)?.len_utf8();
                }
                '`' | '\n' => return Err(Lost),
                '#' if starts_word => return Err(Lost),
                'c' if starts_word && rest.starts_with("case") => return Err(Lost),
                '$' if rest.starts_with("${") || rest.starts_with("$'") => return Err(Lost),
                '<' if rest.starts_with("<<") => return Err(Lost),
                _ => {}
            }
        }
    }

    /// Reads `<`, `>` and those that begin with them. The word after it is a file.
    fn redirect(&mut self) -> Read {
        let rest = self.rest();
        if rest.starts_with("<(") || rest.starts_with(">(") {
            self.at += 1;
            return self.group();
        }
        // A number before it isn't an argument.
        self.word.is_doubtful |= self.word.is_begun;
        self.end_word()?;
        if rest.starts_with("<<") && !rest.starts_with("<<<") {
            return self.start_heredoc();
        }
        let operator = rest.len() - rest.trim_start_matches(['<', '>', '&', '|']).len();
        if operator > 3 {
            return Err(Lost);
        }
        self.statement.writes |= rest.starts_with('>') || rest.starts_with("<>");
        self.at += operator;
        self.statement.is_target = true;
        Ok(())
    }

    /// Reads a comment. Interactive zsh reads it as a command.
    fn comment(&mut self) -> Read {
        let end = self
            .rest()
            .find('\n')
            .map_or(self.text.len(), |length| self.at + length);
        let mut is_harmless = true;
        let mut depth = 0_isize;
        let is_clean = !self.statement.goes_on() && self.heredocs.is_empty();
        if is_clean {
            self.end_statement();
        }
        let mut is_lost = !is_clean;
        while self.at < end {
            if let Some(hole) = self.hole() {
                let around = if is_harmless {
                    ShellContext::Comment
                } else {
                    ShellContext::Doubt(UNCLEAR)
                };
                is_lost |= self.pass(hole, around).is_err();
                continue;
            }
            let character = self.peek();
            is_harmless &= character.is_alphanumeric() || " #,.:/_-+".contains(character);
            is_lost |=
                matches!(character, '\'' | '"' | '`' | '\\') || self.rest().starts_with("<<");
            depth += match character {
                '(' | '{' | '[' => 1,
                ')' | '}' | ']' => -1,
                _ => 0,
            };
            is_lost |= depth < 0;
            self.at += character.len_utf8();
        }
        if is_clean {
            self.statement.from = self.found.len();
        }
        if is_lost || depth != 0 {
            Err(Lost)
        } else {
            Ok(())
        }
    }
}

/// Returns whether a place is the start of an argument, where a dash begins an option.
fn begins_word(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let quote = |c: &char| matches!(c, '\'' | '"');
    let first = before.next();
    let first = if first.as_ref().is_some_and(quote) {
        before.next()
    } else {
        first
    };
    first.is_none_or(|c| c.is_whitespace() || matches!(c, '\'' | '"' | ';' | '|' | '&' | '(' | '>'))
}
