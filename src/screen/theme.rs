//! Colours and signs. Meaning never stands in colour alone: without colour there are bold, dim and words.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

use super::Looks;

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    color: bool,
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
    /// Where something was left out.
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
    /// Where rules cross.
    pub cross: &'static str,
    /// At the end of a row of code that goes on on the next one.
    pub goes_on: &'static str,
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
    goes_on: "→",
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
    goes_on: "->",
};

/// What a piece of text is, as far as its looks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// A heading.
    Heading,
    /// Text of less weight.
    Dim,
    /// A box or word of something done, or GO.
    Good,
    /// What stands in the way: NO-GO, blocked, a conflict, a failed save.
    Bad,
    /// What waits for somebody.
    Waiting,
    /// What a person filled in.
    Value,
    /// An empty blank.
    Empty,
    /// A command or code.
    Code,
    /// The name of a key.
    Key,
    /// The mark of the selected row.
    Selected,
    /// The verdict GO in the header.
    Go,
    /// The verdict NO-GO in the header.
    NoGo,
}

impl Theme {
    /// The theme for what the terminal can show.
    pub fn new(looks: Looks) -> Theme {
        Theme { color: looks.color, signs: if looks.ascii { &ASCII } else { &UNICODE } }
    }

    /// Whether anything has a colour.
    pub fn has_color(&self) -> bool {
        self.color
    }

    /// A sentence of our own in the characters that the terminal can show.
    pub fn words<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.signs == &UNICODE {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.replace(['“', '”'], "\"").replace('…', self.signs.ellipsis))
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        let plain = Style::new();
        let (color, modifier) = match role {
            Role::Text => (Color::Reset, Modifier::empty()),
            Role::Heading | Role::Key => (Color::Reset, Modifier::BOLD),
            Role::Dim => (Color::Reset, Modifier::DIM),
            Role::Good => (Color::Green, Modifier::empty()),
            Role::Bad => (Color::Red, Modifier::BOLD),
            Role::Waiting | Role::Empty => (Color::Yellow, Modifier::empty()),
            Role::Value => (Color::Cyan, Modifier::BOLD),
            Role::Code => (Color::Cyan, Modifier::empty()),
            Role::Selected => (Color::Yellow, Modifier::BOLD),
            Role::Go => (Color::Green, Modifier::BOLD.union(Modifier::REVERSED)),
            Role::NoGo => (Color::Red, Modifier::BOLD.union(Modifier::REVERSED)),
        };
        let style = plain.add_modifier(modifier);
        if self.color && color != Color::Reset { style.fg(color) } else { style }
    }
}
