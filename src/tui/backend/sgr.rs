//! The style of a cell, and the codes from one style to another (ECMA-48, section 8.3.117).

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The looks of a square.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Sgr {
    front: Option<u8>,
    back: Option<u8>,
    modifiers: Modifier,
}

/// The codes that turn a modifier on and off.
const MODIFIERS: [(Modifier, &str, &str); 6] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

impl Sgr {
    pub(super) fn of(cell: &Cell) -> Sgr {
        let known = MODIFIERS
            .iter()
            .fold(Modifier::empty(), |all, (modifier, ..)| all | *modifier);
        Sgr {
            front: number(cell.fg),
            back: number(cell.bg),
            modifiers: cell.modifier & known,
        }
    }

    /// Returns the shortest code from this style to another: the difference, or a reset and the
    /// whole style.
    pub(super) fn codes_to(self, to: Sgr) -> String {
        if self == to {
            return String::new();
        }
        let mut steps: Vec<String> = Vec::new();
        let gone = self.modifiers - to.modifiers;
        let mut left = self.modifiers - gone;
        for (modifier, _, off) in MODIFIERS
            .iter()
            .filter(|(modifier, ..)| gone.contains(*modifier))
        {
            if !steps.iter().any(|step| step == off) {
                steps.push((*off).to_owned());
            }
            // Bold and dim have one code that ends them.
            if matches!(*modifier, Modifier::BOLD | Modifier::DIM) {
                left -= Modifier::BOLD | Modifier::DIM;
            }
        }
        steps.extend(modifier_codes(to.modifiers - left));
        steps.extend((self.front != to.front).then(|| color_code(to.front, 30)));
        steps.extend((self.back != to.back).then(|| color_code(to.back, 40)));
        let mut anew = vec![String::new()];
        anew.extend(modifier_codes(to.modifiers));
        anew.extend(to.front.map(|front| color_code(Some(front), 30)));
        anew.extend(to.back.map(|back| color_code(Some(back), 40)));
        let (steps, anew) = (steps.join(";"), anew.join(";"));
        format!(
            "\x1b[{}m",
            if anew.len() <= steps.len() {
                anew
            } else {
                steps
            }
        )
    }
}

fn modifier_codes(modifiers: Modifier) -> impl Iterator<Item = String> {
    let on = MODIFIERS
        .iter()
        .filter(move |(modifier, ..)| modifiers.contains(*modifier));
    on.map(|(_, on, _)| (*on).to_owned())
}

/// `first` is 30 for the foreground, 40 for the background; the bright eight are 60 above.
fn color_code(color: Option<u8>, first: u8) -> String {
    match color {
        None => first + 9,
        Some(number @ 0..8) => first + number,
        Some(number) => first + 60 + number - 8,
    }
    .to_string()
}

/// The number of one of the sixteen colors. All others are the terminal's own: the theme has none of them.
fn number(color: Color) -> Option<u8> {
    let sixteen = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    (0..16)
        .zip(sixteen)
        .find(|&(_, named)| named == color)
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Cell;
    use ratatui::style::{Color, Style};

    use super::Sgr;

    fn ink(style: Style) -> Sgr {
        let mut cell = Cell::default();
        cell.set_style(style);
        Sgr::of(&cell)
    }

    #[test]
    fn sixteen_colors_have_their_own_codes_and_looks_change_by_what_differs() {
        let plain = Style::new();
        for (from, to, codes) in [
            (plain, plain, ""),
            (plain, plain.yellow().bold(), "\x1b[1;33m"),
            (plain.yellow().bold(), plain, "\x1b[m"),
            (plain.yellow().bold(), plain.yellow(), "\x1b[22m"),
            (plain.bold(), plain.dim(), "\x1b[;2m"),
            (
                plain.red().on_blue().reversed(),
                plain.green().on_blue().reversed(),
                "\x1b[32m",
            ),
            (
                plain.red().on_blue().reversed(),
                plain.on_blue().reversed(),
                "\x1b[39m",
            ),
            (
                plain.bold().dim().red().on_blue(),
                plain.bold().red().on_blue(),
                "\x1b[22;1m",
            ),
            (plain, plain.fg(Color::DarkGray), "\x1b[90m"),
            (
                plain,
                plain.fg(Color::White).bg(Color::LightRed),
                "\x1b[97;101m",
            ),
            (
                plain,
                plain.fg(Color::Indexed(200)).bg(Color::Rgb(1, 2, 3)),
                "",
            ),
        ] {
            assert_eq!(ink(from).codes_to(ink(to)), codes, "{from:?} to {to:?}");
        }
    }
}
