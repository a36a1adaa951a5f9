//! Reads control sequences: CSI (`ESC [ … x`) and SS3 (`ESC O x`), as xterm, rxvt, the Linux console, tmux and
//! terminals with keys in the form `CSI … u` send them.
//!
//! Sources: ECMA-48, 5.4; xterm's “ctlseqs”; “fixterms” by Paul Evans.

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::{DecodedPart, LONG, LONGEST_SEQUENCE, key};

/// Codes of keys in some keyboard protocol, not characters (a private area of Unicode).
const NO_CHARACTERS: std::ops::RangeInclusive<u32> = 0xe000..=0xf8ff;

/// Returns the sequence at the start of bytes that begin with `ESC [` or `ESC O`. A byte that can't
/// be part of it ends it; if it had not begun yet, it was Esc and a key.
pub(super) fn part(bytes: &[u8]) -> DecodedPart {
    let is_csi = bytes[1] == b'[';
    match (is_csi, bytes.get(2)) {
        (true, Some(b'[')) => return console(bytes),
        (true, Some(b'M')) => return plain_mouse(bytes),
        _ => {}
    }
    let mut at = 2;
    while bytes
        .get(at)
        .is_some_and(|byte| matches!(byte, 0x20..=0x3f))
    {
        at += 1;
        if at == LONGEST_SEQUENCE {
            return DecodedPart::Whole(at, None);
        }
    }
    match bytes.get(at) {
        None => DecodedPart::Half(LONG),
        Some(&last @ 0x40..=0x7e) => match std::str::from_utf8(&bytes[2..at]) {
            Ok("200") if is_csi && last == b'~' => DecodedPart::Paste(at + 1),
            Ok(parameters) if is_csi => DecodedPart::Whole(at + 1, csi(parameters, last)),
            Ok("") => DecodedPart::Whole(at + 1, ss3(last)),
            Ok(parameters) => DecodedPart::Whole(at + 1, lettered(parameters, last)),
            Err(_) => DecodedPart::Whole(at + 1, None),
        },
        Some(_) if at == 2 => DecodedPart::Whole(1, Some(key(KeyCode::Esc))),
        Some(_) => DecodedPart::Whole(at, None),
    }
}

/// F1 to F5 on the Linux console: `ESC [ [ A`.
fn console(bytes: &[u8]) -> DecodedPart {
    match bytes.get(3) {
        None => DecodedPart::Half(LONG),
        Some(&letter @ b'A'..=b'E') => {
            DecodedPart::Whole(4, Some(key(KeyCode::F(letter - b'A' + 1))))
        }
        Some(_) => DecodedPart::Whole(3, None),
    }
}

/// A click of a terminal that does not know of decimal numbers (mode 1000 without 1006): three bytes follow.
fn plain_mouse(bytes: &[u8]) -> DecodedPart {
    let [_, _, _, button, column, row, ..] = *bytes else {
        return DecodedPart::Half(LONG);
    };
    let place = |byte: u8| byte.checked_sub(33).map(u16::from);
    let event = button.checked_sub(32).zip(place(column).zip(place(row)));
    // The released button isn't reported.
    let event = event.and_then(|(button, place)| mouse(u16::from(button), place, button & 3 != 3));
    DecodedPart::Whole(6, event)
}

fn csi(parameters: &str, last: u8) -> Option<Event> {
    if let Some(numbers) = parameters.strip_prefix('<') {
        return decimal_mouse(numbers, last);
    }
    // Answers of the terminal begin so: `CSI ? 6 c`, `CSI > 0 ; 95 ; 0 c`.
    if parameters.starts_with(['?', '>', '=']) {
        return None;
    }
    match last {
        b'I' if parameters.is_empty() => Some(Event::FocusGained),
        b'O' if parameters.is_empty() => Some(Event::FocusLost),
        b'M' => rxvt_mouse(parameters),
        b'~' => numbered(parameters),
        b'u' => coded(parameters),
        _ => lettered(parameters, last),
    }
}

/// Reads `CSI 1 ; 5 A`: the letter is the key.
fn lettered(parameters: &str, last: u8) -> Option<Event> {
    let code = match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        // Anything else is a position of the cursor.
        b'R' if matches!(parameters.as_bytes(), [] | [b'1', b';', b'2'..=b'8']) => KeyCode::F(3),
        b'S' => KeyCode::F(4),
        b'Z' => KeyCode::BackTab,
        _ => return None,
    };
    // The modifiers come second; some terminals leave the first number out (`CSI 5 A`).
    let held = match parameters.split_once(';') {
        Some((_, held)) => held,
        None if parameters == "1" => "",
        None => parameters,
    };
    pressed(code, held)
}

/// Reads `CSI 3 ; 5 ~`: the number is the key.
fn numbered(parameters: &str) -> Option<Event> {
    let (number, held) = parameters.split_once(';').unwrap_or((parameters, ""));
    let code = match number.parse::<u8>().ok()? {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        number @ 11..=15 => KeyCode::F(number - 10),
        number @ 17..=21 => KeyCode::F(number - 11),
        number @ 23..=26 => KeyCode::F(number - 12),
        number @ 28..=29 => KeyCode::F(number - 15),
        number @ 31..=34 => KeyCode::F(number - 17),
        // `CSI 27 ; 5 ; 13 ~`: a character with modifiers (xterm's modifyOtherKeys).
        27 => {
            let (held, code) = held.split_once(';')?;
            return coded(&format!("{code};{held}"));
        }
        _ => return None,
    };
    pressed(code, held)
}

/// `CSI 97 ; 5 u`: the code of a character, and behind a colon that of the same key with Shift.
fn coded(parameters: &str) -> Option<Event> {
    let mut parts = parameters.split(';');
    let (codes, held) = (parts.next()?, parts.next().unwrap_or(""));
    let mut codes = codes.split(':');
    let code: u32 = codes.next()?.parse().ok()?;
    let shifted = codes
        .next()
        .and_then(|code| code.parse().ok())
        .and_then(char::from_u32);
    let (modifiers, _) = modifiers(held)?;
    let has_shift = modifiers.contains(KeyModifiers::SHIFT);
    let code = match code {
        9 if has_shift => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        code if NO_CHARACTERS.contains(&code) => return None,
        code => {
            let character = char::from_u32(code).filter(|character| !character.is_control())?;
            let upper = character.to_uppercase().next().filter(|_| has_shift);
            KeyCode::Char(shifted.filter(|_| has_shift).or(upper).unwrap_or(character))
        }
    };
    pressed(code, held)
}

/// Keys in the application modes of a terminal, and its number pad.
fn ss3(last: u8) -> Option<Event> {
    match last {
        b'M' => Some(key(KeyCode::Enter)),
        b'I' => Some(key(KeyCode::Tab)),
        b'X' => Some(key(KeyCode::Char('='))),
        b'j'..=b'y' => Some(key(KeyCode::Char(char::from(last - b'j' + b'*')))),
        _ => lettered("", last),
    }
}

/// A key with modifiers as `5` or `5:1`: one more than the sum of Shift 1, Alt 2, Ctrl 4, and whether it was pressed.
fn pressed(code: KeyCode, held: &str) -> Option<Event> {
    let (mut modifiers, kind) = modifiers(held)?;
    if code == KeyCode::BackTab {
        modifiers |= KeyModifiers::SHIFT;
    }
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
}

fn modifiers(held: &str) -> Option<(KeyModifiers, KeyEventKind)> {
    if held.is_empty() {
        return Some((KeyModifiers::NONE, KeyEventKind::Press));
    }
    let (held, kind) = held.split_once(':').unwrap_or((held, "1"));
    let bits = held.parse::<u8>().ok()?.checked_sub(1)?;
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ] {
        modifiers.set(modifier, bits & bit != 0);
    }
    let kind = match kind {
        "2" => KeyEventKind::Repeat,
        "3" => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    Some((modifiers, kind))
}

/// Reads `CSI < 0 ; 20 ; 10 M`: a click with decimal numbers (mode 1006); `m` where the button was
/// released.
fn decimal_mouse(numbers: &str, last: u8) -> Option<Event> {
    let (button, place) = three(numbers)?;
    mouse(
        button,
        place,
        match last {
            b'M' => true,
            b'm' => false,
            _ => return None,
        },
    )
}

/// `CSI 32 ; 20 ; 10 M`: the same of rxvt (mode 1015).
fn rxvt_mouse(numbers: &str) -> Option<Event> {
    let (button, place) = three(numbers)?;
    let button = button.checked_sub(32)?;
    mouse(button, place, button & 3 != 3)
}

fn three(numbers: &str) -> Option<(u16, (u16, u16))> {
    let mut numbers = numbers.split(';').map(str::parse::<u16>);
    let mut next = || numbers.next().and_then(Result::ok);
    let (button, column, row) = (next()?, next()?, next()?);
    Some((button, (column.checked_sub(1)?, row.checked_sub(1)?)))
}

/// Reads the number of a button: buttons 0 to 2, the wheel from 64 on, 32 more for motion; 4, 8 and
/// 16 for Shift, Alt and Ctrl.
fn mouse(number: u16, (column, row): (u16, u16), down: bool) -> Option<Event> {
    let button = match number & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (number & !0b1_1100, button) {
        (0..=3, Some(button)) if down => MouseEventKind::Down(button),
        (0..=3, button) => MouseEventKind::Up(button.unwrap_or(MouseButton::Left)),
        (32..=35, Some(button)) => MouseEventKind::Drag(button),
        (32..=35, None) => MouseEventKind::Moved,
        (64, _) => MouseEventKind::ScrollUp,
        (65, _) => MouseEventKind::ScrollDown,
        (66, _) => MouseEventKind::ScrollLeft,
        (67, _) => MouseEventKind::ScrollRight,
        _ => return None,
    };
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (4, KeyModifiers::SHIFT),
        (8, KeyModifiers::ALT),
        (16, KeyModifiers::CONTROL),
    ] {
        modifiers.set(modifier, number & bit != 0);
    }
    Some(Event::Mouse(MouseEvent {
        kind,
        column,
        row,
        modifiers,
    }))
}
