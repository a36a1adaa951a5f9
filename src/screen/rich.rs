//! Text with styles: put together piece by piece, then cut to one row or wrapped to many. Also the inline
//! Markdown of a document, rendered into such text.
//!
//! Everything that goes in is made safe to show here, so nothing of a document reaches the terminal raw.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::theme::{Role, Theme};
use crate::checklist::mojibake;
use crate::shown;

/// Text in which each stretch has a style.
#[derive(Debug, Clone, Default)]
pub struct Rich {
    text: String,
    /// The end of each stretch, with its style.
    runs: Vec<(usize, Style)>,
}

impl Rich {
    /// Adds text; a line end in it becomes a space.
    pub fn push(&mut self, text: &str, style: Style) -> &mut Self {
        self.text.push_str(&shown::one_line(text));
        self.runs.push((self.text.len(), style));
        self
    }

    /// Adds a line end.
    fn break_line(&mut self) {
        self.text.push('\n');
        self.runs.push((self.text.len(), Style::new()));
    }

    /// One row of at most `width` columns, ending in `ellipsis` where something was left out.
    pub fn row(&self, width: usize, ellipsis: &str) -> Line<'static> {
        let fitted = shown::fit(&self.text, width, ellipsis);
        let kept =
            fitted.strip_suffix(ellipsis).filter(|_| fitted != self.text).map_or(fitted.len(), str::len);
        let mut line = self.slice(0..kept);
        if kept < fitted.len() {
            line.push_span(Span::raw(fitted[kept..].to_owned()));
        }
        line
    }

    /// One row like [`Rich::row`], but what is left out is left out before `kept_from`, where what comes after
    /// it is the point of the row and takes at most half of it.
    pub fn row_keeping(&self, kept_from: usize, width: usize, ellipsis: &str) -> Line<'static> {
        let point = shown::width(&self.text[kept_from..]);
        if shown::width(&self.text) <= width || point * 2 > width {
            return self.row(width, ellipsis);
        }
        let before = Rich { text: self.text[..kept_from].trim_end().to_owned(), runs: self.runs.clone() };
        let mut line = before.row(width.saturating_sub(point + 1), ellipsis);
        line.push_span(Span::raw(" "));
        line.spans.extend(self.slice(kept_from..self.text.len()).spans);
        line
    }

    /// How many bytes of text it holds so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it holds no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Rows of at most `width` columns; the first begins with `first`, the others with `rest`.
    pub fn wrap(&self, width: usize, first: &Span<'static>, rest: &Span<'static>) -> Vec<Line<'static>> {
        let mut rows: Vec<Line> = Vec::new();
        for line in lines(&self.text) {
            let mut at = line.start;
            loop {
                let prefix = if rows.is_empty() { first } else { rest };
                let room = width.saturating_sub(prefix.width()).max(1);
                let (end, next) = match &self.text[at..line.end] {
                    "" => (0, 0),
                    text => shown::break_at(text, room),
                };
                let mut row = self.slice(at..at + end);
                row.spans.insert(0, prefix.clone());
                rows.push(row);
                at += next;
                if at >= line.end {
                    break;
                }
            }
        }
        rows
    }

    /// A part of the text as a row.
    fn slice(&self, range: Range<usize>) -> Line<'static> {
        let mut spans = Vec::new();
        let mut start = 0;
        for &(end, style) in &self.runs {
            let (from, to) = (start.max(range.start), end.min(range.end));
            if from < to {
                spans.push(Span::styled(self.text[from..to].to_owned(), style));
            }
            start = end;
        }
        Line::from(spans)
    }
}

/// The byte ranges of the lines of a text.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}

/// Renders inline Markdown: emphasis, code, links with their targets. What is no inline Markdown is shown as
/// its text.
pub fn markdown(source: &str, base: Style, theme: &Theme) -> Rich {
    let mut rich = Rich::default();
    let mut styles = vec![base];
    let mut target: Option<String> = None;
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    for event in Parser::new_ext(&mojibake::repaired(source), options) {
        let style = styles.last().copied().unwrap_or(base);
        match event {
            Event::Text(text) => {
                rich.push(&text, style);
            }
            Event::Code(text) => {
                rich.push(&text, style.patch(theme.style(Role::Code)));
            }
            Event::InlineHtml(text) | Event::Html(text) if text.starts_with("<br") => {
                let _ = text;
                rich.break_line();
            }
            Event::InlineHtml(text) | Event::Html(text) => {
                rich.push(text.trim_end(), theme.style(Role::Dim));
            }
            Event::SoftBreak => {
                rich.push(" ", style);
            }
            Event::HardBreak => rich.break_line(),
            Event::Start(tag) => {
                if let Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } = &tag {
                    target = Some(dest_url.to_string());
                }
                styles.push(style.add_modifier(modifier(&tag)));
            }
            Event::End(tag) => {
                styles.pop();
                let ended = matches!(tag, TagEnd::Link | TagEnd::Image).then(|| target.take()).flatten();
                if let Some(target) =
                    ended.filter(|target| !rich.text.ends_with(target.trim_start_matches("mailto:")))
                {
                    rich.push(&format!(" <{target}>"), theme.style(Role::Dim));
                }
            }
            _ => {}
        }
    }
    rich
}

fn modifier(tag: &Tag) -> Modifier {
    match tag {
        Tag::Strong | Tag::Heading { .. } => Modifier::BOLD,
        Tag::Emphasis => Modifier::ITALIC,
        Tag::Strikethrough => Modifier::CROSSED_OUT,
        Tag::Link { .. } => Modifier::UNDERLINED,
        _ => Modifier::empty(),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;
    use ratatui::text::{Line, Span};

    use super::markdown;
    use crate::screen::theme::Theme;
    use crate::screen::{Looks, Palette};

    fn rows(source: &str, width: usize) -> Vec<String> {
        let theme = Theme::new(Looks { palette: Palette::None, ascii: true, mouse: false });
        let rich = markdown(source, Style::new(), &theme);
        rich.wrap(width, &Span::raw("* "), &Span::raw("  ")).iter().map(Line::to_string).collect()
    }

    #[test]
    fn markdown_is_read_not_shown() {
        for (source, expected) in [
            ("**Bold** and `code`", vec!["* Bold and code"]),
            ("see [the docs](https://example.com)", vec!["* see the docs", "  <https://example.com>"]),
            ("<https://example.com>", vec!["* https://example.com"]),
            ("one  \ntwo", vec!["* one", "  two"]),
            ("a\u{1b}[31mb", vec!["* a^[[31mb"]),
        ] {
            assert_eq!(rows(source, 24), expected, "{source}");
        }
    }
}
