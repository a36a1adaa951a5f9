//! Matches in a text: they are underlined, so that they are visible without color, and a row that is too long is cut so
//! that the first one stays in sight.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::StyledText;
use crate::sanitize;

/// Narrower than this, there is no room for context before a match.
const NARROW: usize = 8;

impl StyledText {
    /// Lays a style over ranges of the text, which are in order and don't overlap.
    pub fn lay_over(&mut self, places: &[Range<usize>], style: Style) {
        let mut runs = Vec::with_capacity(self.runs.len() + places.len() * 2);
        let mut start = 0;
        for &(end, under) in &self.runs {
            let first = places.partition_point(|place| place.end <= start);
            for place in places[first..].iter().take_while(|place| place.start < end) {
                runs.push((place.start.max(start), under));
                runs.push((place.end.min(end), under.patch(style)));
            }
            runs.push((end, under));
            start = end;
        }
        self.runs = runs;
    }

    /// Returns one row like [`StyledText::row`] with a range of the text in sight: the text before
    /// it is cut if needed.
    pub fn row_around(&self, place: &Range<usize>, width: usize, ellipsis: &str) -> Line<'static> {
        let to_end = sanitize::width(&self.text[..place.end]);
        let all = sanitize::width(&self.text);
        if all <= width || to_end + sanitize::width(ellipsis) <= width || width < NARROW {
            return self.row(width, ellipsis);
        }
        // The context before the match is cut at its end: as much of its start as half of the row
        // takes.
        let before = StyledText {
            text: self.text[..place.start].trim_end().to_owned(),
            runs: self.runs.clone(),
        };
        let mut line = before.row((width / 2).saturating_sub(1), ellipsis);
        line.push_span(Span::raw(" "));
        let runs = self
            .runs
            .iter()
            .map(|&(end, style)| (end.saturating_sub(place.start), style))
            .collect();
        let after = StyledText {
            text: self.text[place.start..].to_owned(),
            runs,
        };
        line.spans.extend(
            after
                .row(width.saturating_sub(line.width()), ellipsis)
                .spans,
        );
        line
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Modifier, Style};

    use super::StyledText;

    #[test]
    fn a_place_stands_out_and_stays_in_sight() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let mut rich = StyledText::default();
        rich.push("Backups are ", Style::new())
            .push("restored ", bold)
            .push("every single week", Style::new());
        let place = rich.text().find("single").map(|at| at..at + 6).unwrap();
        let mark = Style::new().add_modifier(Modifier::UNDERLINED);
        rich.lay_over(&[3..10, 14..16, place.clone()], mark);
        let told = |line: ratatui::text::Line| -> String {
            let span = |span: &ratatui::text::Span| {
                let marked = span.style.add_modifier.contains(Modifier::UNDERLINED);
                if marked {
                    format!("[{}]", span.content)
                } else {
                    span.content.to_string()
                }
            };
            line.spans.iter().map(span).collect()
        };
        for (width, expected) in [
            (80, "Bac[kups ar]e re[st]ored every [single] week"),
            (36, "Bac[kups ar]e re[st]ored every [single]…"),
            (30, "Bac[kups ar]e… [single] week"),
            (19, "Bac[kups]… [single]…"),
            (8, "Ba… [sin]…"),
            (7, "Bac[kup]…"),
            (1, "…"),
            (0, ""),
        ] {
            assert_eq!(
                told(rich.row_around(&place, width, "…")),
                expected,
                "{width}"
            );
        }
    }
}
