//! Divides the screen into rectangles. Pure arithmetic.

use ratatui::layout::{Rect, Size};

use super::outline::Scrolling;

/// From this width on, the detail is next to the outline.
const WIDE: u16 = 110;
/// From this height on, the detail is below the outline.
const TALL: u16 = 18;
/// Rows of a field of several lines, with its heading.
const LINES: u16 = 8;
/// Columns for the box of a step, with the space around it.
const BOX: u16 = 5;
/// Rows of a field of one line, with its heading.
const LINE: u16 = 2;
/// Rows for what a field offers, at the most.
const OFFERS: u16 = 4;

/// A narrower outline indents each level by one column only.
pub const ROOMY: u16 = 60;
/// Deeper levels are not indented further.
const DEEPEST: usize = 12;
/// Columns of the sign of a fold, with the space after it.
pub const FOLD: u16 = 2;

/// The column in which a row of the outline has the sign of its fold: after the mark of the selection and the
/// indentation.
pub fn fold_column(width: u16, depth: usize) -> u16 {
    let step = if width >= ROOMY { 2 } else { 1 };
    2 + u16::try_from(depth.min(DEEPEST)).unwrap_or(0) * step
}

/// The rectangles of the screen. Those that find no room are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// Title, progress, verdict, saved: one row.
    pub header: Rect,
    /// A line above the tree, where one is wanted.
    pub line: Rect,
    /// The tree.
    pub outline: Rect,
    /// The rule between outline and detail: a row, or a column where they are side by side.
    pub rule: Rect,
    /// The selected entry.
    pub detail: Rect,
    /// A text field with its heading.
    pub field: Rect,
    /// Hints or a message: one row.
    pub footer: Rect,
}

/// Lower than this, the tree gives no row away.
const LOW: u16 = 3;

impl Areas {
    /// The same with a line above the tree, where the tree is high enough.
    #[must_use]
    pub fn with_line_above(mut self) -> Areas {
        if self.outline.height >= LOW {
            self.line = Rect {
                height: 1,
                ..self.outline
            };
            self.outline = Rect {
                y: self.outline.y + 1,
                height: self.outline.height - 1,
                ..self.outline
            };
        }
        self
    }
}

impl Areas {
    /// Returns the way the outline scrolls. Terminals can only move rows over their whole width.
    pub fn scrolling(&self) -> Scrolling {
        let is_beside = self.detail.x > self.outline.x && self.detail.height > 0;
        if is_beside {
            Scrolling::ByHalf
        } else {
            Scrolling::ByRow
        }
    }

    /// Everything between header and footer, on a screen of this width: for sheets below the header.
    pub fn between_header_and_footer(&self, width: u16) -> Rect {
        Rect {
            x: 0,
            y: self.header.bottom(),
            width,
            height: self.footer.y.saturating_sub(self.header.bottom()),
        }
    }

    /// All between header and field: for what takes the place of outline and detail.
    pub fn body(&self) -> Rect {
        let height = self.field.y.saturating_sub(self.header.bottom());
        Rect {
            y: self.header.bottom(),
            height,
            ..self.header
        }
    }
}

/// The rectangles of walk mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WalkAreas {
    /// The position of the step: one row.
    pub place: Rect,
    /// The box of the step.
    pub tick: Rect,
    /// The step with all that belongs to it.
    pub step: Rect,
    /// The next steps.
    pub ahead: Rect,
}

/// Divides what walk mode has of the screen.
pub fn walk(body: Rect) -> WalkAreas {
    let roomy = body.height >= TALL - 4;
    let gap = u16::from(roomy);
    let place = Rect {
        height: body.height.min(1),
        ..body
    };
    let ahead_rows = (body.height / 4).min(3) + gap;
    let ahead = Rect {
        y: body.bottom() - ahead_rows,
        height: ahead_rows,
        ..body
    };
    let rows = body
        .height
        .saturating_sub(place.height + 2 * gap + ahead_rows);
    let middle = Rect {
        y: (place.bottom() + gap).min(ahead.y),
        height: rows,
        ..body
    };
    let tick = Rect {
        width: BOX.min(body.width),
        ..middle
    };
    let step = Rect {
        x: tick.right(),
        width: body.width.saturating_sub(BOX + 1),
        ..middle
    };
    WalkAreas {
        place,
        tick,
        step,
        ahead,
    }
}

/// The size of the open field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldSize {
    /// None.
    None,
    /// One line.
    Line,
    /// One line, with so many texts that it offers below it.
    Suggestions(usize),
    /// Several lines.
    Lines,
    /// A form, that takes so many rows.
    Form(u16),
}

/// Divides the screen. `toggled` turns the detail off where it would be shown, and on where not: on a small
/// screen it then takes the place of the outline.
pub fn areas(size: Size, toggled: bool, field: FieldSize) -> Areas {
    let Size { width, height } = size;
    let header_rows = u16::from(height >= 3);
    let footer_rows = u16::from(height >= 2);
    let middle = height - header_rows - footer_rows;
    let field_rows = match field {
        FieldSize::None => 0,
        FieldSize::Line => LINE.min(middle),
        FieldSize::Suggestions(offers) => {
            let offers = u16::try_from(offers).unwrap_or(OFFERS).min(OFFERS);
            LINE.min(middle) + offers.min(middle.saturating_sub(LINE) / 2)
        }
        FieldSize::Lines => LINES.min(middle.saturating_sub(2).max(LINE)).min(middle),
        FieldSize::Form(rows) => rows.min(middle.saturating_sub(2).max(LINE)).min(middle),
    };
    let body = Rect::new(0, header_rows, width, middle - field_rows);
    let (outline, rule, detail) = divide(body, width >= WIDE, height >= TALL, toggled);
    Areas {
        header: Rect::new(0, 0, width, header_rows),
        line: Rect::default(),
        outline,
        rule,
        detail,
        field: Rect::new(0, body.bottom(), width, field_rows),
        footer: Rect::new(0, height - footer_rows, width, footer_rows),
    }
}

/// Divides the body into outline, rule and detail.
fn divide(body: Rect, wide: bool, tall: bool, toggled: bool) -> (Rect, Rect, Rect) {
    let none = Rect::default();
    match (wide || tall, toggled) {
        (true, true) | (false, false) => (body, none, none),
        (false, true) => (none, none, body),
        (true, false) if wide => {
            let left = body.width * 11 / 20;
            (
                Rect {
                    width: left,
                    ..body
                },
                Rect {
                    x: left,
                    width: 1,
                    ..body
                },
                Rect {
                    x: left + 2,
                    width: body.width - left - 2,
                    ..body
                },
            )
        }
        (true, false) => {
            let rows = (body.height * 2 / 5).min(16);
            let top = body.height - rows - 1;
            (
                Rect {
                    height: top,
                    ..body
                },
                Rect {
                    y: body.y + top,
                    height: 1,
                    ..body
                },
                Rect {
                    y: body.y + top + 1,
                    height: rows,
                    ..body
                },
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::{FieldSize, areas};

    #[test]
    fn every_cell_belongs_to_one_rectangle_at_most_and_to_the_screen() {
        for width in [0, 1, 2, 20, 40, 80, 110, 200] {
            for height in 0..70 {
                for toggled in [false, true] {
                    let fields = [
                        FieldSize::None,
                        FieldSize::Line,
                        FieldSize::Suggestions(9),
                        FieldSize::Lines,
                        FieldSize::Form(height),
                    ];
                    for field in fields {
                        let a = areas(Size::new(width, height), toggled, field).with_line_above();
                        let all = [
                            a.header, a.line, a.outline, a.rule, a.detail, a.field, a.footer,
                        ];
                        let cells: u32 = all.iter().map(|rect| rect.area()).sum();
                        assert!(
                            cells <= u32::from(width) * u32::from(height),
                            "{width}x{height}: {a:?}"
                        );
                        for rect in all {
                            assert!(
                                rect.right() <= width && rect.bottom() <= height,
                                "{width}x{height}: {a:?}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_comfortable_screen_shows_outline_and_detail() {
        let at = |width, height| {
            let areas = areas(Size::new(width, height), false, FieldSize::None);
            (areas.outline.as_size(), areas.detail.as_size())
        };
        assert_eq!(at(80, 24), (Size::new(80, 13), Size::new(80, 8)));
        assert_eq!(at(40, 10), (Size::new(40, 8), Size::new(0, 0)));
        assert_eq!(at(200, 60), (Size::new(110, 58), Size::new(88, 58)));
    }
}
