//! Words and statements of the Bourne shells, and what they mean for the values in them.

use super::shell::Lost;
use super::shell_programs::{is_code_file, runs_text, starts_shell, takes_json, writes_only};
use super::shell_quotes::{CODE, Role, UNCLEAR};

/// A word that is being read.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the word"
)]
pub(super) struct ShellWord {
    pub(super) is_begun: bool,
    /// The number of its first place.
    pub(super) from: usize,
    /// Its text without quotes, with the values of its places.
    text: String,
    pub(super) is_quoted: bool,
    /// True if a part of it is known to the shell only.
    pub(super) is_dynamic: bool,
    /// True if its places could be more than text.
    pub(super) is_doubtful: bool,
    pub(super) has_place: bool,
    /// True if a quoted part of it is JSON.
    pub(super) has_json: bool,
}

impl ShellWord {
    /// Begins the word, if it isn't begun; `from` is the number of the next place.
    pub(super) fn begin(&mut self, from: usize) {
        if !self.is_begun {
            self.is_begun = true;
            self.from = from;
        }
    }

    pub(super) fn add(&mut self, character: char, from: usize) {
        self.begin(from);
        self.text.push(character);
    }

    /// Adds a place with its value.
    pub(super) fn add_value(&mut self, value: Option<&str>) {
        self.has_place = true;
        self.text.push_str(value.unwrap_or_default());
    }
}

/// Commands that end together: a pipeline, or a compound such as a loop.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the commands"
)]
pub(super) struct ShellStatement {
    /// The number of its first place.
    pub(super) from: usize,
    /// True if a value in it could be run.
    pub(super) is_doubtful: bool,
    /// True if the statement is the output of a command.
    pub(super) is_output: bool,
    /// True if the next word is a command.
    pub(super) at_command: bool,
    /// True if the next word is the file of a redirection.
    pub(super) is_target: bool,
    /// True if it writes to a file.
    pub(super) writes: bool,
    pub(super) has_heredoc: bool,
    /// True if a program in it runs text.
    runs_text: bool,
    is_piped: bool,
    in_test: bool,
    has_words: bool,
    has_code_file: bool,
    is_printf: bool,
    has_sudo: bool,
    /// True if the block makes files executable.
    makes_programs: bool,
    depth: usize,
    last: String,
}

impl ShellStatement {
    /// The first statement of a block.
    pub(super) fn new(from: usize, block: &str) -> Self {
        let makes_programs = block.contains("chmod") || block.contains("install ");
        ShellStatement {
            from,
            is_doubtful: false,
            is_output: false,
            at_command: true,
            is_target: false,
            writes: false,
            has_heredoc: false,
            runs_text: false,
            is_piped: false,
            in_test: false,
            has_words: false,
            has_code_file: false,
            is_printf: false,
            has_sudo: false,
            makes_programs,
            depth: 0,
            last: String::new(),
        }
    }

    /// The statement after this one.
    pub(super) fn next(&self, from: usize) -> Self {
        ShellStatement {
            makes_programs: self.makes_programs,
            ..ShellStatement::new(from, "")
        }
    }

    /// Returns whether nothing of it was read.
    pub(super) fn is_empty(&self) -> bool {
        !self.has_words && !self.goes_on() && !self.has_heredoc
    }

    /// Returns whether a compound or a test is open.
    pub(super) fn is_open(&self) -> bool {
        self.depth > 0 || self.in_test
    }

    /// Returns whether it goes on in the next line.
    pub(super) fn goes_on(&self) -> bool {
        self.is_open() || self.is_piped
    }

    /// Starts the next command of the statement.
    pub(super) fn start_command(&mut self, is_piped: bool) {
        self.is_piped = is_piped;
        self.at_command = !self.in_test;
        self.is_printf = false;
        self.is_target = false;
        self.last.clear();
    }

    /// Returns the reason why the values in it are in doubt.
    pub(super) fn doubt(&self) -> Option<&'static str> {
        let writes_code = self.writes && (self.has_code_file || self.makes_programs);
        if self.runs_text || writes_code {
            Some(CODE)
        } else {
            (self.is_doubtful || self.is_output).then_some(UNCLEAR)
        }
    }

    /// Returns whether a quoted text in a word is JSON by the option before it.
    pub(super) fn takes_json(&self, word: &ShellWord) -> bool {
        if word.is_begun {
            word.text.ends_with('=') && takes_json(&word.text)
        } else {
            takes_json(&self.last)
        }
    }

    /// Adds a word. Returns whether its places are in doubt.
    pub(super) fn add_word(&mut self, word: &ShellWord) -> Result<bool, Lost> {
        self.is_piped = false;
        self.has_words = true;
        self.has_code_file |= is_code_file(&word.text);
        if std::mem::take(&mut self.is_target) {
            return Ok(true);
        }
        if self.in_test && word.text == "]]" {
            self.in_test = false;
        }
        self.runs_text |= runs_text(&word.text);
        if self.at_command {
            return self.add_first_word(word);
        }
        let is_option = word.text.starts_with('-');
        self.runs_text |= self.has_sudo && is_option && starts_shell(&word.text);
        if std::mem::take(&mut self.is_printf) {
            self.is_doubtful |= word.has_place || word.is_dynamic || !writes_only(&word.text);
        }
        self.writes |= writes_files(&word.text);
        self.last.clone_from(&word.text);
        Ok(word.is_doubtful)
    }

    /// Adds a word where a command is expected: an assignment, a keyword, or the command.
    fn add_first_word(&mut self, word: &ShellWord) -> Result<bool, Lost> {
        let name = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        let assigned = word.text.split_once('=').map(|(name, _)| name);
        if assigned.is_some_and(|assigned| name(assigned.trim_end_matches('+'))) {
            return Ok(true);
        }
        let keyword = if word.is_quoted || word.is_dynamic || word.has_place {
            ""
        } else {
            word.text.as_str()
        };
        match keyword {
            "if" | "while" | "until" | "for" | "select" | "{" => {
                self.is_doubtful = true;
                self.depth += 1;
                self.at_command = !matches!(keyword, "for" | "select");
            }
            "then" | "do" | "else" | "elif" | "!" | "time" => {}
            "fi" | "done" | "}" => {
                self.depth = self.depth.checked_sub(1).ok_or(Lost)?;
                self.at_command = false;
            }
            "case" | "esac" | "function" | "coproc" | "repeat" => return Err(Lost),
            _ => {
                self.in_test |= keyword == "[[";
                self.at_command = false;
                self.is_printf = word.text == "printf";
                self.has_sudo |= matches!(word.text.as_str(), "sudo" | "doas");
                self.writes |= writes_files(&word.text);
                self.is_doubtful |= word.is_dynamic || word.has_place || word.is_doubtful;
                self.last.clear();
                return Ok(true);
            }
        }
        Ok(true)
    }
}

/// Returns whether a program writes what it reads to a file.
fn writes_files(program: &str) -> bool {
    matches!(program, "tee" | "dd" | "sponge")
}

/// Reads the text of quotes, in case it is JSON.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the options"
)]
pub(super) struct JsonScan {
    /// True if the option before it takes JSON.
    is_expected: bool,
    is_begun: bool,
    is_json: bool,
    in_string: bool,
    is_escaped: bool,
}

impl JsonScan {
    pub(super) fn new(is_expected: bool) -> Self {
        JsonScan {
            is_expected,
            is_begun: false,
            is_json: false,
            in_string: false,
            is_escaped: false,
        }
    }

    pub(super) fn read(&mut self, character: char) {
        if !self.is_begun && !character.is_whitespace() {
            self.is_begun = true;
            self.is_json = matches!(character, '{' | '[');
        }
        let is_escaped = std::mem::take(&mut self.is_escaped);
        match character {
            '"' if !is_escaped => self.in_string = !self.in_string,
            '\\' if !is_escaped => self.is_escaped = true,
            _ => {}
        }
    }

    /// Returns whether the text looks like JSON.
    pub(super) fn is_json(&self) -> bool {
        self.is_json
    }

    /// Returns whether the text looks like JSON but isn't expected to be: a template, a test, a script.
    pub(super) fn is_unclear(&self) -> bool {
        self.is_json && !self.is_expected
    }

    /// Returns whether a backslash is before the next character.
    pub(super) fn is_escaped(&self) -> bool {
        self.is_escaped
    }

    pub(super) fn role(&self) -> Role {
        match (self.is_json, self.in_string) {
            (false, _) => Role::Plain,
            (true, false) => Role::Json,
            (true, true) => Role::JsonString,
        }
    }
}
