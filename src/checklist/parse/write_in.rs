//! Write-in areas: lines of underscores, and fenced blocks that contain nothing else.

use std::ops::Range;

use super::{Code, Walk, blocks};
use crate::checklist::inline::{self, Inline};
use crate::checklist::legacy::ParseRules;
use crate::checklist::notation::Notation;
use crate::checklist::placeholders::{self, TextKind};
use crate::checklist::{Blank, BlankKind, BlockKind, Form, Kind, blanks, keys, lines, list_marker};

/// A write-in area in the text of a line.
const AREA: &str = "________";
/// The limit for words in a line above a write-in area that is its label.
const LABEL_WORDS: usize = 4;
/// The languages of settings, in which a line in brackets is a heading.
const SETTINGS: [&str; 4] = ["ini", "toml", "conf", "properties"];
/// The most lines of a description in brackets.
const MOST_BRACKETED: usize = 5;

impl Walk<'_> {
    /// Adds a line of many underscores; neighbors make one area, also with
    /// empty lines between.
    pub(super) fn rule(&mut self, range: Range<usize>) {
        self.close_block();
        let line = self.source[range.clone()].trim();
        if !blanks::is_write_in(line) || self.is_text(range.start) {
            return;
        }
        let start = range.start + self.source[range.clone()].find('_').unwrap_or_default();
        let range = start..start + line.len();
        if self.continues_area(&range)
            && let Some(last) = self.blanks.last_mut()
        {
            last.range.end = range.end;
            let entry = &mut self.entries[last.entry.0];
            (entry.head.end, entry.paragraph.end) = (range.end, range.end);
            return;
        }
        self.add_area(range.clone(), range, Form::Lines);
    }

    /// True if only empty lines are between a write-in line and the last one, in the same containers.
    fn continues_area(&mut self, line: &Range<usize>) -> bool {
        let Some(last) = self.blanks.last().filter(|last| last.form == Form::Lines) else {
            return false;
        };
        let between = &self.source[last.range.end..line.start];
        let is_near = between.chars().all(|c| c.is_whitespace() || c == '>');
        let is_next = between.matches('\n').count() == 1;
        let entry = &self.entries[last.entry.0];
        let is_beside = entry.parent == self.owner() && entry.quotes == self.around().quotes;
        match self.rules {
            ParseRules::Earlier => is_near && is_next,
            ParseRules::Present => {
                self.read_otherwise += usize::from(is_near && is_next != is_beside);
                is_near && is_beside
            }
        }
    }

    pub(super) fn close_code(&mut self) {
        let Some(Code {
            range,
            info,
            fenced,
            lines,
        }) = self.code.take()
        else {
            return;
        };
        let code = lines.iter().map(|line| &self.source[line.clone()]);
        let only_lines = code
            .flat_map(str::chars)
            .all(|c| c == '_' || c.is_whitespace());
        let has_run = |line: &&Range<usize>| self.source[(*line).clone()].contains("___");
        match (lines.iter().find(has_run), lines.iter().rfind(has_run)) {
            (Some(first), Some(last)) if fenced && only_lines && !self.is_text(first.start) => {
                let start = first.start + self.source[first.clone()].find('_').unwrap_or_default();
                let end = last.start + self.source[last.clone()].trim_end().len();
                let form = self.fences(&range);
                self.add_area(range, start..end, form);
            }
            _ if fenced && (placeholders::is_form(&info) || self.is_to_replace(&info, &lines)) => {
                // Forms in Markdown and blocks to replace are new; a block that shows what a command prints is none.
                let is_replaced = self.is_to_replace(&info, &lines);
                let is_new = placeholders::is_markdown(&info) || !placeholders::is_form(&info);
                let shows_output = self.rules == ParseRules::Present
                    && !is_replaced
                    && placeholders::shows_output(self.source, range.start);
                if !(is_new && self.rules == ParseRules::Earlier) {
                    self.labeled_lines(&lines, &range, is_new, shows_output);
                }
                self.keep_block(BlockKind::Code { info, lines }, range);
            }
            _ => self.keep_block(BlockKind::Code { info, lines }, range),
        }
    }

    /// True for a block with nothing but comments and descriptions in brackets: `[Command here]`.
    fn is_to_replace(&self, info: &str, lines: &[Range<usize>]) -> bool {
        let text = lines
            .iter()
            .flat_map(|line| lines::of(&self.source[line.clone()]));
        let mut written = text
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("# "))
            .peekable();
        !SETTINGS.contains(&info)
            && written.peek().is_some()
            && written.all(placeholders::tells_to_replace)
    }

    /// Adds a form in a fenced block: each line with a label and underscores is a line.
    fn labeled_lines(
        &mut self,
        lines: &[Range<usize>],
        block: &Range<usize>,
        is_new: bool,
        shows_output: bool,
    ) {
        let parent = self.owner();
        let end = block.start + self.source[block.clone()].trim_end().len();
        let lines = &self.single_lines(lines, is_new);
        let mut past = 0;
        for (at, line) in lines.iter().enumerate() {
            if at < past {
                continue;
            }
            past = match self.rules {
                ParseRules::Present => self.end_of_brackets(lines, at),
                ParseRules::Earlier => at + 1,
            };
            let range = line.start..lines[past - 1].end;
            let mut inline = Inline::default();
            let text = self.source[range.clone()].trim_end();
            inline.text(text, &(range.start..range.start + text.len()));
            let mut found = self.blanks_in(&inline, TextKind::Form);
            found.retain(|found| !(shows_output && found.is_late));
            for blank in &mut found {
                blank.is_late |= is_new;
            }
            let head = range.start..range.start + text.len();
            if found.is_empty() {
                let is_read = self.rules == ParseRules::Present && !shows_output;
                let empty = is_read.then(|| self.label_in_form(lines, at)).flatten();
                if let Some(places) = empty.filter(|places| !self.is_text(places.first())) {
                    let id = self.add(Kind::Line, head, parent);
                    self.entries[id.0].paragraph = block.start..end;
                    self.entries[id.0].is_late = true;
                    self.fill_places(id, places, &Form::FenceLine);
                }
                continue;
            }
            let id = self.add(Kind::Line, head, parent);
            self.entries[id.0].paragraph = block.start..end;
            self.entries[id.0].is_late = blocks::is_late(&found);
            let mut spans: Vec<Range<usize>> =
                found.iter().map(|found| found.plain.clone()).collect();
            let text = inline::fold(&inline.plain, &mut spans.iter_mut().collect::<Vec<_>>());
            self.fill_with(id, text, found, spans, &Form::FenceLine);
        }
    }

    /// The lines of a form. The parser joins lines that aren't indented, and those with runs of underscores stay joined, as
    /// keys are made of them.
    fn single_lines(&self, joined: &[Range<usize>], is_new: bool) -> Vec<Range<usize>> {
        let is_old = |range: &Range<usize>| {
            self.rules == ParseRules::Earlier
                || !is_new && self.source[range.clone()].contains("___")
        };
        let mut single = Vec::with_capacity(joined.len());
        for range in joined {
            if is_old(range) {
                single.push(range.clone());
                continue;
            }
            let mut at = range.start;
            for line in lines::with_ends(&self.source[range.clone()]) {
                single.push(at..at + line.len());
                at += line.len();
            }
        }
        single
    }

    /// The line behind the one on which the brackets close that are open at the end of a line: a description may take
    /// several lines.
    fn end_of_brackets(&self, lines: &[Range<usize>], at: usize) -> usize {
        let mut depth = 0_usize;
        for (past, line) in lines.iter().enumerate().skip(at).take(MOST_BRACKETED) {
            let text = &self.source[line.clone()];
            if past > at
                && (text.trim().is_empty() || text.trim_start().starts_with(['-', '*', '#']))
            {
                break;
            }
            for byte in text.bytes() {
                match byte {
                    b'[' => depth += 1,
                    b']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            if depth == 0 {
                return past + 1;
            }
        }
        at + 1
    }

    /// The bytes of the fences of a code block.
    fn fences(&self, block: &Range<usize>) -> Form {
        let text = self.source[block.clone()].trim_end();
        let run = |text: &str| text.len() - text.trim_start_matches(['`', '~']).len();
        let open = block.start..block.start + run(text);
        let close_length = text.len() - text.trim_end_matches(['`', '~']).len();
        let close = (text.contains('\n') && close_length >= open.len())
            .then(|| block.start + text.len() - close_length..block.start + text.len());
        Form::Fence { open, close }
    }

    /// Adds a line for a write-in area.
    fn add_area(&mut self, head: Range<usize>, range: Range<usize>, form: Form) {
        let label = self.label_above(head.start);
        let text = format!("{label}: {AREA}");
        let head = head.start..head.start + self.source[head].trim_end().len();
        let parent = self.owner();
        let id = self.add(Kind::Line, head, parent);
        let blank = Blank {
            entry: id,
            slug: keys::slug(&label),
            kind: BlankKind::Area,
            choices: Vec::new(),
            span: text.len() - AREA.len()..text.len(),
            line: self.line_of(range.start),
            range,
            form,
            label,
            notation: Notation::WriteIn,
        };
        self.blanks.push(blank);
        let entry = &mut self.entries[id.0];
        entry.text = text;
        entry.blanks.end += 1;
    }

    /// The label from the short line with a colon right above `offset`, else from the heading.
    fn label_above(&self, offset: usize) -> String {
        let above = self.source[..offset]
            .trim_end_matches(['_', '>', ' ', '\t', '`', '~'])
            .trim_end();
        let line = match self.rules {
            ParseRules::Present => above.rsplit(lines::is_end).next().unwrap_or_default(),
            ParseRules::Earlier => above.lines().next_back().unwrap_or_default(),
        };
        let line = line.trim_start_matches(['#', '>', ' ', '\t']);
        let text = list_marker::list(line).map_or(line, |marker| line[marker.len()..].trim_start());
        let text = list_marker::sound_box(text).map_or(text, |sound| &text[sound.len()..]);
        let label = text.trim_matches(['*', '-', '+', ' ', '\t']);
        match label
            .strip_suffix(':')
            .map(|label| label.trim_matches(['*', ' ']))
        {
            Some(label) if !label.is_empty() && label.split_whitespace().count() <= LABEL_WORDS => {
                label.to_owned()
            }
            _ => self.heading_above(),
        }
    }
}
