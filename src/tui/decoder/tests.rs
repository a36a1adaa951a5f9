//! Bytes and the events that they are, by name: keys as people write them, with `…` for what waits.

use std::fmt::Write;

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{Decoder, LONG, SHORT};

/// An event in words; every modifier counts.
fn name(event: &Event) -> String {
    let held = |modifiers: KeyModifiers| {
        let all = [
            (KeyModifiers::CONTROL, "c-"),
            (KeyModifiers::ALT, "a-"),
            (KeyModifiers::SHIFT, "s-"),
        ];
        all.iter()
            .filter(|(one, _)| modifiers.contains(*one))
            .map(|(_, name)| *name)
            .collect::<String>()
    };
    match event {
        Event::Key(KeyEvent {
            code,
            modifiers,
            kind,
            ..
        }) => {
            let code = match code {
                KeyCode::Char(' ') => "Space".to_owned(),
                KeyCode::Char(character) => character.to_string(),
                KeyCode::F(number) => format!("F{number}"),
                code => format!("{code:?}"),
            };
            let kind = if *kind == KeyEventKind::Press {
                String::new()
            } else {
                format!("/{kind:?}")
            };
            format!("{}{code}{kind}", held(*modifiers))
        }
        Event::Mouse(mouse) => {
            format!(
                "{}{:?}@{},{}",
                held(mouse.modifiers),
                mouse.kind,
                mouse.column,
                mouse.row
            )
        }
        Event::Paste(text) => format!("{text:?}"),
        other => format!("{other:?}"),
    }
}

fn drain(decoder: &mut Decoder, names: &mut Vec<String>) {
    while let Some(event) = decoder.next_event() {
        names.push(name(&event));
    }
}

/// What bytes are that come at once; then, behind `…`, what they are when nothing more comes in time.
fn read(bytes: &[u8]) -> String {
    let mut decoder = Decoder::default();
    decoder.feed(bytes);
    let mut names = Vec::new();
    drain(&mut decoder, &mut names);
    if decoder.patience().is_some() {
        names.push("…".to_owned());
    }
    for _ in 0..4 {
        if decoder.patience().is_some() {
            decoder.give_up();
            drain(&mut decoder, &mut names);
        }
    }
    names.join(" ")
}

/// Bytes, and what they are.
const TABLE: &[(&[u8], &str)] = &[
    // Characters and control characters.
    (b"jx", "j x"),
    (b"J", "J"),
    (b"\r", "Enter"),
    (b"\n", "c-j"),
    (b"\t", "Tab"),
    (b"\x7f", "Backspace"),
    (b"\x08", "c-h"),
    (b"\0", "c-Space"),
    (b"\x01\x1a\x15", "c-a c-z c-u"),
    (b"\x1c\x1d\x1e\x1f", "c-\\ c-] c-^ c-_"),
    ("é数✅".as_bytes(), "é 数 ✅"),
    // Only invalid UTF-8 is dropped.
    (b"a\xe9j", "a j"),
    (b"\xffj\xc3\x28\x80", "j ("),
    (b"\xed\xa0\x80j", "j"),
    (b"\xc2\x9bj", "j"),
    // Esc, and Alt with a key.
    (b"\x1b", "… Esc"),
    (b"\x1b\x1b", "Esc … Esc"),
    (b"\x1bj", "a-j"),
    (b"\x1b\r", "a-Enter"),
    (b"\x1b\n", "c-a-j"),
    (b"\x1b\x7f\x1b\x08", "a-Backspace c-a-h"),
    (b"\x1b\x01", "c-a-a"),
    ("\x1bé".as_bytes(), "a-é"),
    (b"\x1b\x1b[A", "Esc Up"),
    (b"\x1b\xffj", "Esc j"),
    // Keys with letters.
    (b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F\x1b[Z", "Up Down Right Left Home End s-BackTab"),
    (b"\x1bOA\x1bOB\x1bOC\x1bOD\x1bOH\x1bOF", "Up Down Right Left Home End"),
    (b"\x1bOP\x1bOQ\x1bOR\x1bOS", "F1 F2 F3 F4"),
    (b"\x1b[P\x1b[Q\x1b[R\x1b[S", "F1 F2 F3 F4"),
    (b"\x1b[[A\x1b[[E", "F1 F5"),
    (b"\x1b[1;2A\x1b[1;3D\x1b[1;5C\x1b[1;8H", "s-Up a-Left c-Right c-a-s-Home"),
    (b"\x1b[5D\x1bO5C\x1b[1;5R\x1b[1A", "c-Left c-Right c-F3 Up"),
    (b"\x1b[1;1:3A\x1b[1;1:2B", "Up/Release Down/Repeat"),
    // Keys of the number pad in its application mode.
    (b"\x1bOM\x1bOq\x1bOj\x1bOo\x1bOX", "Enter 1 * / ="),
    // Keys with numbers.
    (b"\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~", "Home Insert Delete End PageUp PageDown Home End"),
    (b"\x1b[11~\x1b[15~\x1b[17~\x1b[21~\x1b[23~\x1b[24~\x1b[34~", "F1 F5 F6 F10 F11 F12 F17"),
    (b"\x1b[3;5~\x1b[5;3~", "c-Delete a-PageUp"),
    // Keys with codes.
    (b"\x1b[97u\x1b[97;5u\x1b[97;2u\x1b[97:65;2u", "a c-a s-A s-A"),
    (b"\x1b[13;5u\x1b[27u\x1b[9;2u\x1b[127;3u\x1b[57441u", "c-Enter Esc s-BackTab a-Backspace"),
    (b"\x1b[27;5;13~\x1b[27;6;82~", "c-Enter c-s-R"),
    // The mouse.
    (b"\x1b[<0;20;10M\x1b[<0;20;10m", "Down(Left)@19,9 Up(Left)@19,9"),
    (b"\x1b[<65;1;1M\x1b[<64;1;1M\x1b[<20;3;4M", "ScrollDown@0,0 ScrollUp@0,0 c-s-Down(Left)@2,3"),
    (b"\x1b[<2;3;4M\x1b[<32;3;4M\x1b[<35;3;4M", "Down(Right)@2,3 Drag(Left)@2,3 Moved@2,3"),
    (b"\x1b[M !!j\x1b[M#!!j", "Down(Left)@0,0 j Up(Left)@0,0 j"),
    (b"\x1b[32;3;4Mj", "Down(Left)@2,3 j"),
    (b"\x1b[<0;0;0Mj\x1b[<0;1Mj\x1b[<999999;1;1Mj", "j j j"),
    // Focus.
    (b"\x1b[I\x1b[O", "FocusGained FocusLost"),
    // Pasted text.
    (b"\x1b[200~one\r\ntwo\x1b[201~j", "\"one\\r\\ntwo\" j"),
    (b"\x1b[200~\x1b[201~", "\"\""),
    (b"\x1b[200~q\x1b[Aq\xff\xc3\xa9\x1b[201~", "\"q\\u{1b}[Aqé\""),
    (b"\x1b[201~j", "j"),
    // Answers of a terminal aren't typed.
    (b"j\x1b[?62;22cj\x1b[>0;95;0cj\x1b[24;80R\x1b[1;1R\x1b[1;80Rj\x1b[?1;2Rj\x1b[0nj\x1b[?2026;1$yj\x1b[8;24;80tj", "j j j j j j j j"),
    (b"\x1b]11;rgb:0000/0000/0000\x1b\\j\x1b]10;q\x07j", "j j"),
    (b"\x1bP>|tmux 3.3a\x1b\\j\x1bP1$r0m\x1b\\j\x1bP!|00000000\x1b\\j\x1b_Gi=31;OK\x1b\\j", "j j j j"),
    (b"\x1b]11;rgb\x1b[Aj", "Up j"),
    // Those keys, typed by a person behind Esc.
    (b"\x1b]j\x1bPj\x1b_j\x1bXj", "a-] j a-P j a-_ j a-X j"),
    // Sequences that mean nothing, or are broken off.
    (b"\x1b[99~j\x1b[5Xj\x1b[;;;j\x1b[1;xj", "j j j"),
    (b"\x1b[1;\x1b[A\x1b[1;\rj", "Up Enter j"),
    (b"\x1b[\r", "Esc [ Enter"),
    // Halves.
    (b"jx\x1b[", "j x … Esc ["),
    (b"jx\x1bO", "j x … Esc O"),
    (b"jx\x1bP", "j x … Esc P"),
    (b"jx\x1b[1;5", "j x …"),
    (b"jx\xe9", "j x …"),
    (b"jx\xf0\x9f\x98", "j x …"),
    (b"jx\x1b\xe9", "j x … Esc"),
    (b"jx\x1b]11;rgb", "j x …"),
    (b"jx\x1b[M !", "j x …"),
    (b"jx\x1b[<0;20", "j x …"),
    (b"jx\x1b[200~one", "j x … \"one\""),
];

#[test]
fn bytes_are_the_events_that_people_typed() {
    for (bytes, events) in TABLE {
        assert_eq!(read(bytes), *events, "{}", bytes.escape_ascii());
    }
}

#[test]
fn where_bytes_are_split_changes_nothing() {
    for (bytes, _) in TABLE {
        let mut whole = Decoder::default();
        whole.feed(bytes);
        let mut expected = Vec::new();
        drain(&mut whole, &mut expected);
        for at in 0..=bytes.len() {
            let mut decoder = Decoder::default();
            let mut names = Vec::new();
            decoder.feed(&bytes[..at]);
            drain(&mut decoder, &mut names);
            decoder.feed(&bytes[at..]);
            drain(&mut decoder, &mut names);
            assert_eq!(names, expected, "{} at {at}", bytes.escape_ascii());
        }
        let mut decoder = Decoder::default();
        let mut names = Vec::new();
        for byte in *bytes {
            decoder.feed(&[*byte]);
            drain(&mut decoder, &mut names);
        }
        assert_eq!(names, expected, "{} byte by byte", bytes.escape_ascii());
    }
}

#[test]
fn what_is_whole_never_waits() {
    for (bytes, patience) in [
        (&b"j"[..], None),
        (b"\x1b", Some(SHORT)),
        (b"\x1bP", Some(SHORT)),
        (b"j\x1b[", Some(LONG)),
        (b"\x1b[1;5", Some(LONG)),
        (b"\xe9", Some(LONG)),
        (b"\x1b[A", None),
        (b"\x1b[200~", None),
        (b"\x1b[200~a", Some(LONG)),
    ] {
        let mut decoder = Decoder::default();
        decoder.feed(bytes);
        assert_eq!(decoder.patience(), patience, "{}", bytes.escape_ascii());
    }
}

#[test]
fn the_rest_of_an_answer_that_came_late_is_no_key() {
    for (late, events) in [
        (&b"/0000\x1b\\j"[..], "j"),
        (b"/0000\x07j", "j"),
        (b"j", "j"),
        (b"\x1b[A", "Up"),
        (b"x\x1b[A", "x Up"),
    ] {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b]11;rgb:0000/0000");
        decoder.give_up();
        decoder.feed(late);
        let mut names = Vec::new();
        drain(&mut decoder, &mut names);
        assert_eq!(names.join(" "), events, "{}", late.escape_ascii());
    }
}

/// What was pasted, all parts together; nothing else came.
fn pasted(decoder: &mut Decoder) -> String {
    let mut text = String::new();
    while let Some(event) = decoder.next_event() {
        match event {
            Event::Paste(part) => text.push_str(&part),
            other => write!(text, "<{}>", name(&other)).unwrap(),
        }
    }
    text
}

#[test]
fn a_pasted_text_is_whole_wherever_it_was_held_up() {
    let text = "one é\r\n\r\nt数 ✅ \x1b[20 q\r\n";
    let bytes = format!("\x1b[200~{text}\x1b[201~j").into_bytes();
    for at in 6..bytes.len() - 1 {
        let mut decoder = Decoder::default();
        decoder.feed(&bytes[..at]);
        decoder.give_up();
        decoder.give_up();
        decoder.feed(&bytes[at..]);
        assert_eq!(pasted(&mut decoder), format!("{text}<j>"), "{at}");
    }
}

#[test]
fn a_huge_pasted_text_comes_in_parts_and_whole() {
    let text = "é\n".repeat(1_500_000);
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b[200~");
    for bytes in text.as_bytes().chunks(4095) {
        decoder.feed(bytes);
    }
    decoder.feed(b"\x1b[201~");
    assert!(pasted(&mut decoder) == text);
}

#[test]
fn a_pasted_text_without_an_end_loses_nothing_and_is_left() {
    for (way_out, key) in [("\x03", "<c-c>"), ("\x1b\x1b", "<Esc>")] {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b[200~one");
        decoder.give_up();
        decoder.feed(b"q");
        decoder.give_up();
        decoder.feed(way_out.as_bytes());
        decoder.give_up();
        decoder.feed(b"j");
        assert_eq!(
            pasted(&mut decoder),
            format!("oneq{key}<j>").replace("<Esc><j>", "<Esc><a-j>")
        );
    }
    let mut decoder = Decoder::default();
    decoder.feed(b"\x1b[200~one\x1b[20");
    decoder.finish();
    assert_eq!(
        pasted(&mut decoder),
        "one\u{1b}[20",
        "where the link is cut"
    );
}
