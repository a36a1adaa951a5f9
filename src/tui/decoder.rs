//! Decodes the bytes of a terminal into events. Complete keys come out at once; an incomplete key waits a short time.
//!
//! | incomplete | until | then |
//! | --- | --- | --- |
//! | ESC; ESC and `]`, `P` or `_` | [`SHORT`] | Esc, and the other as a key: somebody typed them |
//! | ESC and `[` or `O` | [`LONG`] | the same |
//! | a longer part of a sequence, of a character, of an answer | [`LONG`] | it is dropped |
//! | pasted text without its end | [`LONG`] | it is passed on so far, and what follows is still pasted text |
//!
//! Pasted text whose end never comes is left by ctrl-c, or by Esc twice. Sequences that mean no key are dropped, and so
//! are the answers of a terminal to what some program asked: attributes, positions, colors, versions. crossterm's own
//! reader waits for the rest of a sequence without an end, and takes answers for keys; other decoders give up a whole
//! buffer if one byte of it is wrong.

mod sequences;

use std::collections::VecDeque;
use std::time::Duration;

use memchr::memmem;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The time that ESC alone waits for the rest of a sequence.
pub const SHORT: Duration = Duration::from_millis(50);
/// The time that part of a sequence waits for the rest: longer than a retransmitted packet takes.
pub const LONG: Duration = Duration::from_millis(500);

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CTRL_C: u8 = 0x03;
/// The end mark of pasted text (bracketed paste, mode 2004).
const PASTE_END: &[u8] = b"\x1b[201~";
/// Pasted text is given in parts of about this size.
const PART: usize = 1 << 20;
/// No sequence of a key is longer.
const LONGEST_SEQUENCE: usize = 64;
/// No answer that is known is longer.
const LONGEST_ANSWER: usize = 1 << 16;

/// The first part of some bytes: its length and its meaning.
#[derive(Debug, PartialEq)]
enum DecodedPart {
    /// A key, a click; or something that means nothing.
    Whole(usize, Option<Event>),
    /// The begin of pasted text.
    Paste(usize),
    /// The beginning of something, which waits so long for the rest.
    Half(Duration),
}

/// Bytes that came in, and the events that they are.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Bytes of an incomplete sequence.
    rest: Vec<u8>,
    /// True if the incomplete bytes are pasted text.
    pastes: bool,
    /// The offset from which the end of the pasted text is searched.
    searched: usize,
    /// True if an answer was dropped before its end came.
    dropped_answer: bool,
    events: VecDeque<Event>,
}

impl Decoder {
    /// Takes bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        let bytes = if std::mem::take(&mut self.dropped_answer) {
            after_answer(bytes)
        } else {
            bytes
        };
        self.rest.extend_from_slice(bytes);
        self.decode();
    }

    /// The next event that is whole.
    pub fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Returns the time that an incomplete sequence waits for the rest; nothing where none does.
    pub fn patience(&self) -> Option<Duration> {
        if self.rest.is_empty() {
            return None;
        }
        match part(&self.rest) {
            DecodedPart::Half(patience) if !self.pastes => Some(patience),
            _ => Some(LONG),
        }
    }

    /// The rest did not come in time.
    pub fn give_up(&mut self) {
        if self.pastes {
            self.give_pasted();
            return;
        }
        match self.rest.as_slice() {
            [ESC] | [ESC, b'[' | b'O' | b']' | b'P' | b'_'] => {
                self.events.push_back(key(KeyCode::Esc));
                self.rest.remove(0);
                self.decode();
            }
            [ESC, b']' | b'P' | b'_', ..] => {
                self.dropped_answer = true;
                self.rest.clear();
            }
            // Alt and part of a character.
            [ESC, 0x80..=0xff, ..] => {
                self.events.push_back(key(KeyCode::Esc));
                self.rest.clear();
            }
            _ => self.rest.clear(),
        }
    }

    /// Nothing more will come: what was pasted so far is given, other things that are not whole are dropped.
    pub fn finish(&mut self) {
        if self.pastes {
            self.push_pasted(self.rest.len());
        }
        self.rest.clear();
    }

    fn decode(&mut self) {
        let mut at = 0;
        while at < self.rest.len() {
            if self.pastes {
                self.rest.drain(..at);
                at = match self.decode_pasted() {
                    Some(end) => end,
                    None => return,
                };
                continue;
            }
            match part(&self.rest[at..]) {
                DecodedPart::Whole(length, event) => {
                    at += length;
                    self.events.extend(event);
                }
                DecodedPart::Paste(length) => {
                    at += length;
                    (self.pastes, self.searched) = (true, 0);
                }
                DecodedPart::Half(_) => break,
            }
        }
        self.rest.drain(..at);
    }

    /// Looks for the end of the pasted text. Returns where that ends.
    fn decode_pasted(&mut self) -> Option<usize> {
        let found = memmem::find(&self.rest[self.searched..], PASTE_END);
        let Some(end) = found.map(|at| self.searched + at) else {
            self.searched = self.rest.len().saturating_sub(PASTE_END.len() - 1);
            if self.rest.len() >= PART {
                self.push_pasted(self.end_of_part());
            }
            return None;
        };
        self.pastes = false;
        self.events.push_back(Event::Paste(text(&self.rest[..end])));
        Some(end + PASTE_END.len())
    }

    /// Nothing was pasted for a while. What came so far is given; ctrl-c and Esc twice lead out.
    fn give_pasted(&mut self) {
        let way_out = match self.rest.as_slice() {
            [.., CTRL_C] => 1,
            [.., ESC, ESC] => 2,
            _ => 0,
        };
        if way_out == 0 {
            self.push_pasted(self.end_of_part());
            return;
        }
        self.push_pasted(self.rest.len() - way_out);
        self.pastes = false;
        self.decode();
    }

    /// Returns the offset at which pasted text can be split: not in a character, a line end or a
    /// possible end mark. Only the last line ends of a paste mean nothing, and only its end tells
    /// which these are.
    fn end_of_part(&self) -> usize {
        let bytes = &self.rest;
        let longest = (1..PASTE_END.len())
            .rev()
            .find(|&length| bytes.ends_with(&PASTE_END[..length]));
        let mut end = bytes.len() - longest.unwrap_or(0);
        let tail = end.saturating_sub(3);
        let lead = (tail..end).rev().find(|&at| bytes[at] >= 0xc0);
        if let Some(lead) = lead.filter(|&lead| is_half_character(&bytes[lead..end])) {
            end = lead;
        }
        while end > 0 && matches!(bytes[end - 1], b'\r' | b'\n') {
            end -= 1;
        }
        end
    }

    fn push_pasted(&mut self, end: usize) {
        if end > 0 {
            self.events.push_back(Event::Paste(text(&self.rest[..end])));
            self.rest.drain(..end);
        }
        self.searched = 0;
    }
}

/// Returns the first part of bytes that are not pasted text.
fn part(bytes: &[u8]) -> DecodedPart {
    match *bytes {
        [ESC, ESC, ..] => DecodedPart::Whole(1, Some(key(KeyCode::Esc))),
        [ESC, b'[' | b'O', ..] => sequences::part(bytes),
        [ESC] | [ESC, b']' | b'P' | b'_'] => DecodedPart::Half(SHORT),
        [ESC, kind, first, ..] if begins_answer(kind, first) => answer(bytes),
        [ESC, ..] => with_alt(&bytes[1..]),
        _ => character(bytes),
    }
}

/// A key that came behind ESC.
fn with_alt(bytes: &[u8]) -> DecodedPart {
    match character(bytes) {
        DecodedPart::Whole(length, Some(Event::Key(mut key))) => {
            key.modifiers |= KeyModifiers::ALT;
            DecodedPart::Whole(length + 1, Some(Event::Key(key)))
        }
        DecodedPart::Half(patience) => DecodedPart::Half(patience),
        DecodedPart::Whole(..) | DecodedPart::Paste(_) => {
            DecodedPart::Whole(1, Some(key(KeyCode::Esc)))
        }
    }
}

/// Returns a character, or a key that is sent as a control character. Invalid UTF-8 is dropped.
fn character(bytes: &[u8]) -> DecodedPart {
    let Some(&first) = bytes.first() else {
        return DecodedPart::Half(LONG);
    };
    let ctrl = |letter: u8| {
        Event::Key(KeyEvent::new(
            KeyCode::Char(char::from(letter)),
            KeyModifiers::CONTROL,
        ))
    };
    let event = match first {
        0 => ctrl(b' '),
        b'\r' => key(KeyCode::Enter),
        b'\t' => key(KeyCode::Tab),
        0x7f => key(KeyCode::Backspace),
        0x01..=0x1a => ctrl(first | 0x60),
        // ctrl-\ ctrl-] ctrl-^ ctrl-_
        0x1b..=0x1f => ctrl(first | 0x40),
        0x20..=0x7e => key(KeyCode::Char(char::from(first))),
        0x80.. => return wide(bytes),
    };
    DecodedPart::Whole(1, Some(event))
}

/// A character of several bytes.
fn wide(bytes: &[u8]) -> DecodedPart {
    let head = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(error) => {
            return error.error_len().map_or(DecodedPart::Half(LONG), |length| {
                DecodedPart::Whole(length, None)
            });
        }
    };
    let Some(character) = valid.chars().next() else {
        return DecodedPart::Whole(1, None);
    };
    // C1 controls are never typed.
    let event = (!character.is_control()).then(|| key(KeyCode::Char(character)));
    DecodedPart::Whole(character.len_utf8(), event)
}

/// Returns whether bytes are the beginning of one character.
fn is_half_character(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
}

/// Returns whether a terminal answers so: OSC with a number, DCS with the start of such answers,
/// APC of kitty's graphics. Esc and one of these keys, typed by a person, continues differently.
fn begins_answer(kind: u8, first: u8) -> bool {
    match kind {
        b']' => first.is_ascii_digit(),
        b'P' => matches!(first, b'0'..=b'9' | b'>' | b'!' | b'|' | b'$' | b'+' | b'='),
        b'_' => first == b'G',
        _ => false,
    }
}

/// An answer: it ends with ESC `\` or BEL, and another ESC breaks it off.
fn answer(bytes: &[u8]) -> DecodedPart {
    let end = bytes
        .iter()
        .skip(2)
        .position(|byte| matches!(*byte, ESC | BEL))
        .map(|at| at + 2);
    match end.map(|end| (end, bytes[end], bytes.get(end + 1))) {
        Some((end, BEL, _)) => DecodedPart::Whole(end + 1, None),
        Some((end, _, Some(b'\\'))) => DecodedPart::Whole(end + 2, None),
        Some((end, _, Some(_))) => DecodedPart::Whole(end, None),
        None if bytes.len() > LONGEST_ANSWER => DecodedPart::Whole(bytes.len(), None),
        Some(_) | None => DecodedPart::Half(LONG),
    }
}

/// Returns the rest after the end of an answer whose start was dropped, if its end is among these
/// bytes.
fn after_answer(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| matches!(*byte, ESC | BEL));
    match end.map(|end| &bytes[end..]) {
        Some([BEL, rest @ ..] | [ESC, b'\\', rest @ ..]) => rest,
        _ => bytes,
    }
}

/// Returns the text of bytes, without invalid UTF-8.
fn text(bytes: &[u8]) -> String {
    bytes.utf8_chunks().map(|chunk| chunk.valid()).collect()
}

fn key(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

#[cfg(test)]
mod tests;
