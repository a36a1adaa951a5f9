//! Colors and signs. The colors are the terminal's own sixteen, so that they fit the user's scheme; the terminal isn't
//! asked for them. Nothing is shown by color alone: without color there are bold, dim and words.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

/// The appearance: colors, characters, mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looks {
    /// The colors.
    pub palette: Palette,
    /// True to draw with ASCII characters only.
    pub ascii: bool,
    /// True to take clicks and the wheel from the start.
    pub mouse: bool,
}

/// The color scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// Those for a dark background.
    #[default]
    Dark,
    /// Those for a light one, on which yellow and cyan can hardly be read.
    Light,
    /// None.
    None,
}

/// Colors and signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    palette: Palette,
    /// The signs of our own chrome.
    pub signs: &'static Signs,
}

/// The signs that are drawn, apart from letters.
#[derive(Debug, PartialEq, Eq)]
pub struct Signs {
    /// Before the selected row.
    pub selected: &'static str,
    /// Before an entry that is unfolded.
    pub unfolded: &'static str,
    /// Before an entry that is folded.
    pub folded: &'static str,
    /// The ellipsis.
    pub ellipsis: &'static str,
    /// A rule across.
    pub across: &'static str,
    /// A rule down, and the margin of commands.
    pub down: &'static str,
    /// Between two things on a line.
    pub dot: &'static str,
    /// Before a point of a list.
    pub bullet: &'static str,
    /// Before the lines of a quote.
    pub quote: &'static str,
    /// The crossing of rules.
    pub cross: &'static str,
    /// At the end of a row of code that goes on on the next one.
    pub next_section_rows: &'static str,
}

const UNICODE: Signs = Signs {
    selected: "►",
    unfolded: "▾",
    folded: "▸",
    ellipsis: "…",
    across: "─",
    down: "│",
    dot: "·",
    bullet: "•",
    quote: "▌ ",
    cross: "┼",
    next_section_rows: "→",
};

const ASCII: Signs = Signs {
    selected: ">",
    unfolded: "-",
    folded: "+",
    ellipsis: "...",
    across: "-",
    down: "|",
    dot: "-",
    bullet: "*",
    quote: "> ",
    cross: "+",
    next_section_rows: "->",
};

/// The role of a text, which decides its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StyleRole {
    /// Ordinary text.
    Text,
    /// A heading.
    Heading,
    /// Text of less weight.
    Dim,
    /// A box or word of something done, or GO.
    Good,
    /// A problem: NO-GO, blocked, a conflict, a failed save.
    Bad,
    /// A text that needs attention.
    Waiting,
    /// A value that was filled in.
    Value,
    /// The value of a variable in the place of its name: underlined, so that it stands out in code too.
    Substituted,
    /// An empty blank.
    Empty,
    /// A command or code.
    Code,
    /// The name of a key.
    Key,
    /// A match of the search.
    Match,
    /// The mark of the selected row.
    Selected,
    /// The verdict GO in the header.
    Go,
    /// The verdict NO-GO in the header.
    NoGo,
    /// The verdict COMPLETE in the header.
    Complete,
}

impl Theme {
    /// The theme for what the terminal can show.
    pub fn new(looks: Looks) -> Theme {
        Theme {
            palette: looks.palette,
            signs: if looks.ascii { &ASCII } else { &UNICODE },
        }
    }

    /// Returns whether anything has a color.
    pub fn has_color(&self) -> bool {
        self.palette != Palette::None
    }

    /// A sentence of our own in the characters that the terminal can show.
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.signs == &UNICODE {
            return Cow::Borrowed(text);
        }
        Cow::Owned(
            text.replace(['“', '”'], "\"")
                .replace('…', self.signs.ellipsis),
        )
    }

    /// The style of a role.
    pub fn style(&self, role: StyleRole) -> Style {
        let modifier = match role {
            StyleRole::Text
            | StyleRole::Good
            | StyleRole::Waiting
            | StyleRole::Empty
            | StyleRole::Code => Modifier::empty(),
            StyleRole::Heading
            | StyleRole::Key
            | StyleRole::Bad
            | StyleRole::Value
            | StyleRole::Selected
            | StyleRole::Complete => Modifier::BOLD,
            StyleRole::Dim => Modifier::DIM,
            StyleRole::Match | StyleRole::Substituted => Modifier::BOLD.union(Modifier::UNDERLINED),
            StyleRole::Go | StyleRole::NoGo => Modifier::BOLD.union(Modifier::REVERSED),
        };
        let style = Style::new().add_modifier(modifier);
        self.color(role).map_or(style, |color| style.fg(color))
    }

    fn color(&self, role: StyleRole) -> Option<Color> {
        let (waiting, value) = match self.palette {
            Palette::Dark => (Color::Yellow, Color::Cyan),
            Palette::Light => (Color::Magenta, Color::Blue),
            Palette::None => return None,
        };
        match role {
            StyleRole::Text | StyleRole::Heading | StyleRole::Key | StyleRole::Dim => None,
            StyleRole::Good | StyleRole::Go | StyleRole::Complete => Some(Color::Green),
            StyleRole::Bad | StyleRole::NoGo => Some(Color::Red),
            StyleRole::Waiting | StyleRole::Empty | StyleRole::Selected | StyleRole::Match => {
                Some(waiting)
            }
            StyleRole::Value | StyleRole::Substituted | StyleRole::Code => Some(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};

    use super::{Looks, Palette, StyleRole, Theme};

    fn style(palette: Palette, role: StyleRole) -> Style {
        Theme::new(Looks {
            palette,
            ..Looks::default()
        })
        .style(role)
    }

    #[test]
    fn themes_differ_in_color_only() {
        for (role, dark, light) in [
            (StyleRole::Text, None, None),
            (StyleRole::Dim, None, None),
            (StyleRole::Bad, Some(Color::Red), Some(Color::Red)),
            (StyleRole::Go, Some(Color::Green), Some(Color::Green)),
            (StyleRole::Empty, Some(Color::Yellow), Some(Color::Magenta)),
            (StyleRole::Value, Some(Color::Cyan), Some(Color::Blue)),
        ] {
            let bare = style(Palette::None, role);
            assert_eq!(bare.fg, None, "{role:?}");
            assert_eq!(
                style(Palette::Dark, role),
                Style { fg: dark, ..bare },
                "{role:?}"
            );
            assert_eq!(
                style(Palette::Light, role),
                Style { fg: light, ..bare },
                "{role:?}"
            );
        }
    }
}
