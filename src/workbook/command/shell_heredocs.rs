//! Here-documents of the Bourne shells: their delimiters, and the values in their lines.

use std::collections::HashSet;

use super::Hole;
use super::shell::{Lost, Read, ShellScan};
use super::shell_quotes::{ShellContext, UNCLEAR};

/// A here-document that begins on the next line.
pub(super) struct Heredoc {
    delimiter: String,
    is_raw: bool,
    strips_tabs: bool,
}

impl ShellScan<'_> {
    /// Reads `<<EOF`.
    pub(super) fn start_heredoc(&mut self) -> Read {
        let rest = self.rest();
        let strips_tabs = rest.starts_with("<<-");
        let after = rest[2..].strip_prefix('-').unwrap_or(&rest[2..]);
        let after = after.trim_start_matches([' ', '\t']);
        let is_end = |c: char| c.is_whitespace() || matches!(c, ';' | '&' | '|' | '>' | '<');
        let word = &after[..after.find(is_end).unwrap_or(after.len())];
        let quote = word.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let inner = quote.map(|quote| word.strip_prefix(quote)?.strip_suffix(quote));
        let escaped = word.strip_prefix('\\');
        let delimiter = inner.unwrap_or(escaped.or(Some(word))).ok_or(Lost)?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        self.at = self.text.len() - after.len() + word.len();
        if delimiter.is_empty() || !delimiter.chars().all(is_plain) || self.hole().is_some() {
            return Err(Lost);
        }
        self.heredocs.push_back(Heredoc {
            delimiter: delimiter.to_owned(),
            is_raw: delimiter != word,
            strips_tabs,
        });
        self.statement.has_heredoc = true;
        Ok(())
    }

    /// Reads the lines of a here-document.
    pub(super) fn heredoc(&mut self, heredoc: &Heredoc) -> Read {
        let from = self.found.len();
        let mut has_code = self.rest().starts_with("#!");
        let is_data = self.rest().trim_start().starts_with(['{', '[']);
        let mut is_joined = false;
        loop {
            self.check_later_line()?;
            let end = self.rest().find('\n').map(|length| self.at + length);
            let line = &self.text[self.at..end.unwrap_or(self.text.len())];
            let line = line.trim_end_matches('\r');
            let line = if heredoc.strips_tabs {
                line.trim_start_matches('\t')
            } else {
                line
            };
            if line == heredoc.delimiter && self.hole().is_none() && !is_joined {
                self.at = end.map_or(self.text.len(), |end| end + 1);
                break;
            }
            let Some(end) = end else {
                return Err(Lost);
            };
            has_code |= self.heredoc_line(heredoc, line, end, is_joined, is_data)?;
            is_joined = !heredoc.is_raw && line.ends_with('\\');
            self.at = end + 1;
        }
        self.doubt_from(from, UNCLEAR, has_code);
        Ok(())
    }

    /// Reads a line of a here-document. Returns whether something in it is run or expanded.
    fn heredoc_line(
        &mut self,
        heredoc: &Heredoc,
        line: &str,
        end: usize,
        is_joined: bool,
        is_data: bool,
    ) -> Result<bool, Lost> {
        let delimiter = &heredoc.delimiter;
        let first = self.found.len();
        let holes = self.holes[first..].iter();
        let holes: Vec<&Hole> = holes.take_while(|hole| hole.range.start < end).collect();
        let (Some(begin), Some(last)) = (holes.first(), holes.last()) else {
            return Ok(!heredoc.is_raw && expands(line));
        };
        let start = self.at;
        let indent = if heredoc.strips_tabs { "\t" } else { "" };
        let before = self.text[start..begin.range.start].trim_start_matches(|c| indent.contains(c));
        let after = self.text.get(last.range.end..end).ok_or(Lost)?;
        let may_end = is_joined
            || delimiter.starts_with(before) && delimiter.ends_with(after.trim_end_matches('\r'));
        let mut has_code = false;
        for hole in holes {
            let before = &self.text[self.at..hole.range.start.max(self.at)];
            let is_unclear = is_joined || !heredoc.is_raw && is_open_ended(before);
            has_code |= !heredoc.is_raw && expands(before);
            let around = ShellContext::Heredoc {
                delimiter: may_end.then(|| delimiter.clone()),
                is_raw: heredoc.is_raw,
                is_data,
                is_unclear,
            };
            self.pass(hole, ShellContext::Doubt(UNCLEAR))
                .or_else(|lost| {
                    // Quotes mean nothing here.
                    if heredoc.is_raw { Ok(()) } else { Err(lost) }
                })?;
            if let Some(found) = self.found.last_mut() {
                *found = around;
            }
        }
        has_code |= !heredoc.is_raw && expands(&self.text[self.at..end.max(self.at)]);
        Ok(has_code)
    }
}

/// Returns whether a text of a here-document is run or expanded in a way that isn't plain.
fn expands(text: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_complex = |after: &str| match after.strip_prefix('{') {
        Some(name) => !name.trim_start_matches(is_name).starts_with('}'),
        None => after.starts_with('('),
    };
    text.contains('`') || text.split('$').skip(1).any(is_complex)
}

/// Returns whether what follows a text of a here-document belongs to it: after `$`, `\` or `$name`.
fn is_open_ended(text: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.trim_end_matches(is_name).ends_with('$') || text.ends_with('\\')
}

/// The delimiters of all here-documents in a text that isn't understood.
pub(super) fn delimiters(text: &str) -> HashSet<&str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.split("<<")
        .skip(1)
        .map(|after| {
            let after = after.trim_start_matches(['-', ' ', '\t', '\'', '"', '\\', '<']);
            &after[..after.find(|c| !is_part(c)).unwrap_or(after.len())]
        })
        .collect()
}
