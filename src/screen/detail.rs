//! What the detail says of the selected entry: its text, its state, its blanks, what stands under it, notes.

use ratatui::text::{Line, Span};

use super::rich::{self, Rich};
use super::session::Session;
use super::theme::Role;
use crate::checklist::{Block, BlockKind, EntryId, mojibake};
use crate::progress::State;
use crate::shown;
use crate::workbook::Piece;

/// How many of the entries above one are named.
const ABOVE: usize = 6;

/// The rows of the detail, wrapped to `width` columns.
pub fn rows(session: &Session, width: u16) -> Vec<Line<'static>> {
    let Some(id) = session.entry() else { return Vec::new() };
    let mut page = Page { session, width: usize::from(width), rows: Vec::new() };
    page.text(id);
    page.place(id);
    page.state(id);
    page.traits(id);
    page.blanks(id);
    page.conflicts(id);
    for block in &session.checklist().entry(id).blocks {
        page.block(block);
    }
    page.notes(id);
    page.rows
}

struct Page<'a> {
    session: &'a Session,
    width: usize,
    rows: Vec<Line<'static>>,
}

impl Page<'_> {
    fn put(&mut self, rich: &Rich, first: &Span<'static>, rest: &Span<'static>) {
        self.rows.extend(rich.wrap(self.width, first, rest));
    }

    fn put_plain(&mut self, rich: &Rich) {
        self.put(rich, &Span::raw(""), &Span::raw(""));
    }

    fn gap(&mut self) {
        if self.rows.last().is_some_and(|row| row.width() > 0) {
            self.rows.push(Line::default());
        }
    }

    fn styled(&self, text: &str, role: Role) -> Rich {
        let mut rich = Rich::default();
        rich.push(text, self.session.theme.style(role));
        rich
    }

    /// The text of the entry: as Markdown, or with the values of its blanks in their places.
    fn text(&mut self, id: EntryId) {
        let theme = &self.session.theme;
        let checklist = self.session.checklist();
        let entry = checklist.entry(id);
        let base = theme.style(if entry.is_section() { Role::Heading } else { Role::Text });
        let rich = if entry.blanks.is_empty() && !entry.is_box() {
            let source: Vec<&str> = checklist.unquoted(entry.head.clone(), entry.quotes).collect();
            rich::markdown(&source.join("\n"), base, theme)
        } else {
            let mut rich = Rich::default();
            for piece in self.session.workbook.pieces(id) {
                push_piece(&mut rich, piece, base, self.session);
            }
            rich
        };
        self.put_plain(&rich);
    }

    /// Where the entry stands: its line and what stands above it in the tree, the title apart.
    fn place(&mut self, id: EntryId) {
        let checklist = self.session.checklist();
        let mut place = format!("line {}", checklist.entry(id).line);
        let mut above: Vec<EntryId> =
            checklist.ancestors(id).filter(|&up| checklist.title() != Some(up)).take(ABOVE).collect();
        above.reverse();
        for up in above {
            let text = shown::one_line(&checklist.entry(up).legible()).into_owned();
            place.push_str(&format!(" {} {text}", self.session.theme.signs.dot));
        }
        let place = self.styled(&place, Role::Dim);
        self.put_plain(&place);
        if checklist.entry(id).is_garbled() {
            let lost = self.styled("Some characters of this text were lost by an editor.", Role::Waiting);
            self.put_plain(&lost);
        }
    }

    fn state(&mut self, id: EntryId) {
        let workbook = &self.session.workbook;
        let entry = self.session.checklist().entry(id);
        if entry.is_section() {
            let tally = workbook.tally_of(id);
            let mut text = format!("{} of {} items done", tally.of(State::Done), tally.total());
            if tally.blanks > 0 {
                text.push_str(&format!(", {} of {} blanks filled", tally.filled, tally.blanks));
            }
            if tally.boxes > 0 {
                text.push_str(&format!(", {} of {} other boxes ticked", tally.boxes_ticked, tally.boxes));
            }
            let rich = self.styled(&text, Role::Text);
            self.put_plain(&rich);
        }
        if entry.can_be_ticked() {
            let rich = self.item_state(id);
            self.put_plain(&rich);
        }
    }

    /// What the words of an item say about it.
    fn traits(&mut self, id: EntryId) {
        let checklist = self.session.checklist();
        if !checklist.entry(id).can_be_ticked() {
            return;
        }
        let traits = checklist.traits(id);
        let mut told: Vec<String> = Vec::new();
        told.extend(traits.optional.then(|| "optional".to_owned()));
        told.extend(traits.thresholds.iter().map(|threshold| format!("asks for {threshold}")));
        told.extend(traits.owners);
        told.extend(traits.cadence);
        told.extend(traits.priority);
        if !told.is_empty() {
            let separator = format!(" {} ", self.session.theme.signs.dot);
            let rich = self.styled(&told.join(&separator), Role::Waiting);
            self.put_plain(&rich);
        }
    }

    fn item_state(&self, id: EntryId) -> Rich {
        let (theme, workbook) = (&self.session.theme, &self.session.workbook);
        let register = &workbook.marks(id).state;
        let mut rich = Rich::default();
        if register.is_conflict() {
            rich.push("conflict: answers differ, and all stand", theme.style(Role::Bad));
            return rich;
        }
        let state = workbook.state(id);
        rich.push(state.name(), theme.style(state_role(state)));
        if let Some(answer) = register.answer().filter(|answer| answer.value.is_some()) {
            rich.push(&format!(" by {}, {}", answer.who(), shown::time(&answer.at)), theme.style(Role::Text));
        } else if state == State::Done {
            rich.push(" says the document; confirmed by nobody here", theme.style(Role::Waiting));
        }
        if let Some(reason) = register.value().and_then(|mark| mark.reason.as_deref()) {
            rich.push(&format!(": {reason}"), theme.style(Role::Text));
        }
        if workbook.wants_confirmation(id) {
            rich.push("; changed since, look again", theme.style(Role::Bad));
        }
        rich
    }

    /// The blanks with their values, and who filled them.
    fn blanks(&mut self, id: EntryId) {
        let checklist = self.session.checklist();
        for blank_id in checklist.blanks_of(id).collect::<Vec<_>>() {
            let (theme, workbook) = (&self.session.theme, &self.session.workbook);
            let blank = checklist.blank(blank_id);
            let mut rich = Rich::default();
            rich.push(&blank.label, theme.style(Role::Text));
            if !blank.choices.is_empty() {
                rich.push(&format!(" ({})", blank.choices.join(" / ")), theme.style(Role::Dim));
            }
            rich.push(": ", theme.style(Role::Text));
            let register = workbook.marks(blank.entry).blanks.get(&blank.slug);
            match (workbook.value(blank_id), register) {
                (Some(value), Some(register)) => {
                    rich.push(value, theme.style(Role::Value));
                    if let Some(answer) = register.answer() {
                        rich.push(
                            &format!("  {}, {}", answer.who(), shown::time(&answer.at)),
                            theme.style(Role::Dim),
                        );
                    }
                }
                (_, Some(register)) if register.is_conflict() => {
                    rich.push("conflict, see below", theme.style(Role::Bad));
                }
                _ => {
                    rich.push("to be filled", theme.style(Role::Empty));
                }
            }
            let bullet = Span::raw(format!("{} ", theme.signs.bullet));
            self.put(&rich, &bullet, &Span::raw("  "));
        }
    }

    /// Answers that differ, each with its author and time, until somebody settles them.
    fn conflicts(&mut self, id: EntryId) {
        let (session, theme) = (self.session, &self.session.theme);
        let entries = session.checklist().item_with_lines(id);
        for conflict in entries.flat_map(|id| session.workbook.conflicts_at(id)) {
            let (what, how) = match conflict.blank {
                Some(blank) => (session.checklist().blank(blank).label.as_str(), "enter settles it"),
                None => ("state", "answer to settle it"),
            };
            let head = self.styled(&format!("Answers differ, {what} ({how}):"), Role::Bad);
            self.put_plain(&head);
            for told in conflict.answers {
                let mut rich = Rich::default();
                rich.push(&told.answer, theme.style(Role::Value));
                rich.push(&format!("  {}, {}", told.who, shown::time(&told.at)), theme.style(Role::Dim));
                self.put(&rich, &Span::raw(format!("{} ", theme.signs.bullet)), &Span::raw("  "));
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let checklist = self.session.checklist();
        let theme = &self.session.theme;
        let lines = || checklist.unquoted(block.range.clone(), block.quotes);
        match &block.kind {
            BlockKind::Text => {
                let rich =
                    rich::markdown(&lines().collect::<Vec<_>>().join("\n"), theme.style(Role::Text), theme);
                self.gap();
                self.put_plain(&rich);
            }
            BlockKind::Point { marker, level } => {
                let rich =
                    rich::markdown(&lines().collect::<Vec<_>>().join("\n"), theme.style(Role::Text), theme);
                let marker = if marker.len() == 1 { theme.signs.bullet } else { marker };
                let first = Span::raw(format!("{}{marker} ", "  ".repeat(*level)));
                let rest = Span::raw(" ".repeat(first.width()));
                self.put(&rich, &first, &rest);
            }
            BlockKind::Code { lines, .. } => {
                let code: String = lines.iter().map(|line| &checklist.source()[line.clone()]).collect();
                for line in code.lines() {
                    self.literal(line, Role::Code);
                }
            }
            BlockKind::Html if lines().next().is_some_and(|line| line.starts_with("<!--")) => {}
            BlockKind::Table | BlockKind::Html => {
                for line in lines().map(str::to_owned).collect::<Vec<_>>() {
                    self.literal(&line, Role::Text);
                }
            }
        }
    }

    /// A line of code or of a table: as it is, behind a rule.
    fn literal(&mut self, line: &str, role: Role) {
        let theme = &self.session.theme;
        let margin = Span::styled(format!("{} ", theme.signs.down), theme.style(Role::Dim));
        let rich = self.styled(&mojibake::repaired(line), role);
        self.put(&rich, &margin, &margin);
    }

    fn notes(&mut self, id: EntryId) {
        let theme = self.session.theme;
        for note in &self.session.workbook.marks(id).notes {
            self.gap();
            let head = self.styled(&format!("Note by {}, {}", note.who(), shown::time(&note.at)), Role::Dim);
            self.put_plain(&head);
            for line in note.text.lines() {
                let rich = self.styled(line, Role::Value);
                let margin = Span::styled(format!("{} ", theme.signs.down), theme.style(Role::Dim));
                self.put(&rich, &margin, &margin);
            }
        }
    }
}

/// Adds a part of an entry's text: a value in its own style, an empty blank in another.
pub fn push_piece(rich: &mut Rich, piece: Piece, base: ratatui::style::Style, session: &Session) {
    let theme = &session.theme;
    match piece {
        Piece::Text(text) => rich.push(&text, base),
        Piece::Blank { value: Some(value), .. } => rich.push(value, theme.style(Role::Value)),
        Piece::Blank { empty, .. } => rich.push(empty, theme.style(Role::Empty)),
    };
}

/// The looks of a state.
pub fn state_role(state: State) -> Role {
    match state {
        State::Open => Role::Waiting,
        State::Done => Role::Good,
        State::Na | State::Waived => Role::Dim,
        State::Blocked => Role::Bad,
    }
}
