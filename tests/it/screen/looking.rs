//! What is looked at and handed on, and not changed: the detail of an entry, its history, the overview, copies.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::walk::{LAUNCH, Walk};

/// An item with all that a document can have under it.
const RICH: &str = "\
Read the [guide](https://example.com/guide) first.

# Launch

- [ ] **Roll out** with `kubectl`, see [the runbook](https://example.com/runbook)

  Only *after* the ~~first~~ second review:

  > Ask the **lead**: they hold the key.

  ```bash
  kubectl --context production apply -f deploy/manifest.yaml --record --timeout=5m --wait
  kubectl get pods
  ```

  | Step | Minutes | Who |
  |:-----|--------:|-----|
  | 数据库备份 | 10 | ____ |
  | Switch | 5 | ops |
- [ ] No command here
- [ ] `one command`
- [ ] Budget: $____
";

/// The text that a sequence puts on the clipboard.
pub(super) fn clipboard(sequence: &str) -> String {
    let base64 = sequence
        .strip_prefix("\u{1b}]52;c;")
        .and_then(|rest| rest.strip_suffix('\u{7}'))
        .unwrap_or_default();
    let digits = base64
        .bytes()
        .filter(|&digit| digit != b'=')
        .map(|digit| match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            _ => 63,
        });
    let bits: Vec<bool> = digits
        .flat_map(|digit| (0..6).rev().map(move |bit| digit >> bit & 1 == 1))
        .collect();
    let byte = |bits: &[bool]| bits.iter().fold(0, |byte, &bit| byte << 1 | u8::from(bit));
    String::from_utf8(bits.chunks_exact(8).map(byte).collect()).unwrap()
}

#[test]
fn detail_renders_the_document() {
    let mut walk = Walk::open(RICH, 80, 50);
    walk.keys("j");
    golden!(walk, "rich_80x50");
    let mut walk = Walk::open(RICH, 120, 40);
    walk.keys("j");
    golden!(walk, "rich_120x40");
    let mut walk = Walk::open_in_ascii(RICH, 40, 10);
    walk.burst("j d J J J J J J J J J J");
    golden!(walk, "rich_ascii_40x10");
    let walk = Walk::open(RICH, 80, 24);
    assert!(
        walk.screen().contains("Read the guide [1] first."),
        "what comes before the title: {}",
        walk.screen()
    );
}

#[test]
fn history_is_short_until_toggled() {
    let mut walk = Walk::open(LAUNCH, 120, 40);
    walk.keys("j j j space");
    assert!(
        !walk.screen().contains("History"),
        "the state says it already: {}",
        walk.screen()
    );
    walk.keys("space space space a 'agreed' ctrl-s space u");
    golden!(walk, "history_120x40");
    assert!(
        walk.screen().contains("2 earlier (t: show all)"),
        "{}",
        walk.screen()
    );
    walk.keys("t");
    assert!(!walk.screen().contains("t: show all"), "{}", walk.screen());
    assert_eq!(
        walk.screen().matches("State cleared").count(),
        3,
        "{}",
        walk.screen()
    );
}

#[test]
fn history_of_an_item_includes_its_blanks() {
    let mut walk = Walk::open(LAUNCH, 80, 40);
    walk.keys("/ 'cloud' enter enter 'AWS' enter 'eu-west-1' enter");
    assert!(
        walk.screen()
            .contains("• Region: eu-west-1  lead@bastion-1"),
        "{}",
        walk.screen()
    );
    assert!(
        walk.screen().contains("• Provider: AWS  lead@bastion-1"),
        "{}",
        walk.screen()
    );
}

#[test]
fn history_shows_moved_marks() {
    let done = r#"{"id":"1","at":"2026-11-20T21:00:00.000Z","by":"ann@b","on":"Old","replaces":[],"state":"done"}"#;
    let file =
        format!(r#"{{"format":"gonogo/1","checklist":"launch.md","entries":{{"old":[{done}]}}}}"#);
    let mut walk = Walk::open_with_progress("- [ ] Something else\n", &file, 120, 40);
    walk.keys("G p g p");
    let screen = walk.screen();
    let (put, before) = (
        screen.find("• Moved: to “Something else”  lead@bastion-1"),
        screen.find("• Done  ann@b"),
    );
    assert!(put.is_some() && put < before, "{screen}");
}

#[test]
fn multi_line_text_is_shown_before_copying() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j y");
    golden!(walk, "copying_80x24");
    assert_eq!(walk.sent(), "", "nothing is copied unseen");
    walk.keys("enter");
    assert_eq!(
        clipboard(walk.sent()),
        "cargo test --locked\n# Expected: ok",
        "no newline at its end runs it"
    );
    assert!(
        walk.screen()
            .contains("Sent to the clipboard: 2 lines. Nothing"),
        "{}",
        walk.screen()
    );
    walk.keys("y 3");
    assert_eq!(
        clipboard(walk.sent()),
        "before/quality/tests-pass-on-the-release-branch"
    );
    assert_eq!(walk.progress(), "", "copying changes nothing");
}

#[test]
fn several_commands_open_a_choice_without_control_characters() {
    let mut walk = Walk::open(RICH, 40, 10);
    walk.keys("j y");
    golden!(walk, "copying_40x10");
    walk.keys("enter");
    let manifest =
        "kubectl --context production apply -f deploy/manifest.yaml --record --timeout=5m --wait";
    assert_eq!(
        clipboard(walk.sent()),
        format!("{manifest}\nkubectl get pods"),
        "in one piece"
    );
    walk.keys("G k y");
    assert_eq!(clipboard(walk.sent()), "one command");
    let mut walk = Walk::open(
        "- [ ] a\n\n  ```\n  rm\u{1b}]0;x\u{7}\u{202e} -r\n  \ttab\n  ```\n",
        80,
        24,
    );
    walk.keys("y");
    assert!(
        walk.screen().contains("\n rm]0;x -r\n <tab>tab\n"),
        "{}",
        walk.screen()
    );
    walk.keys("enter");
    assert_eq!(clipboard(walk.sent()), "rm]0;x -r\n\ttab");
}

#[test]
fn single_command_is_copied_at_once_and_the_choice_opens_next() {
    let mut walk = Walk::open("- [ ] Build it with `make all`\n", 80, 24);
    walk.keys("y");
    assert_eq!(clipboard(walk.sent()), "make all");
    assert!(
        walk.screen()
            .contains("Sent to the clipboard: “make all”. Nothing"),
        "{}",
        walk.screen()
    );
    walk.keys("y");
    let rows = " Copy to the clipboard\n► 1 code    make all\n  2 text    Build it with make all\n  \
                3 key     build-it-with-make-all\n 1 line, 8 characters\n make all\n";
    assert!(walk.screen().starts_with(rows), "{}", walk.screen());
}

#[test]
fn notice_shows_the_copied_text() {
    let far = " ".repeat(300);
    for (document, seen, copied) in [
        // A newline that an entity makes in a link.
        (
            "- [ ] [x](https://a.example/b&#10;rm)\n",
            " https://a.example/b rm\n",
            "https://a.example/b rm",
        ),
        // Blank lines around a command.
        (
            &format!("- [ ] a\n\n  ```\n{}  make x\n\n\n  ```\n", "\n".repeat(30)),
            " 1 line, 6 characters\n make x\n",
            "make x",
        ),
        // Blank lines within it, and a command far to the right.
        (
            &format!(
                "- [ ] a\n\n  ```\n  one\n{}  two{far}; rm -r /\n  ```\n",
                "\n".repeat(30)
            ),
            " 32 lines, 346 characters\n one\n <30 blank lines>\n two<300 spaces>; rm -r /\n",
            &format!("one\n{}two{far}; rm -r /", "\n".repeat(30)),
        ),
        // Characters that nobody sees: some stay behind, the others are spelled out.
        (
            "- [ ] `r\u{200b}m\u{2060} -r`\n",
            " 1 line, 5 characters\n rm -r\n",
            "rm -r",
        ),
        (
            "- [ ] `rm\u{200d}\u{a0}-r`\n",
            " 1 line, 6 characters\n rm<U+200D><U+00A0>-r\n",
            "rm\u{200d}\u{a0}-r",
        ),
        // A carriage return.
        (
            "- [ ] a\r\n\r\n  ```\r\n  one\r\n  two\r\n  ```\r\n",
            " 2 lines, 7 characters\n one\n two\n",
            "one\ntwo",
        ),
    ] {
        let mut walk = Walk::open(document, 80, 24);
        walk.keys("y");
        if walk.sent().is_empty() {
            assert!(
                walk.screen().contains(seen),
                "{document:?}\n{}",
                walk.screen()
            );
        } else {
            assert_eq!(clipboard(walk.sent()), copied, "{document:?}");
            assert!(
                walk.screen().contains(&format!("“{copied}”")),
                "{document:?}\n{}",
                walk.screen()
            );
            walk.keys("y");
            assert!(
                walk.screen().contains(seen),
                "{document:?}\n{}",
                walk.screen()
            );
        }
        walk.keys("enter");
        assert_eq!(clipboard(walk.sent()), copied, "{document:?}");
    }
}

#[test]
fn long_text_is_paged_and_its_digit_selects_it_first() {
    let lines: Vec<String> = (1..=30).map(|number| format!("step {number}")).collect();
    let mut walk = Walk::open(
        &format!("- [ ] a `x`\n\n  ```\n  {}\n  ```\n", lines.join("\n  ")),
        40,
        10,
    );
    walk.keys("y 2");
    assert_eq!(clipboard(walk.sent()), "x", "it is seen whole on its row");
    walk.keys("y");
    for (keys, shown) in [
        (
            "",
            " 30 lines, 27 rows below (pgdn)\n step 1\n step 2\n step 3\n",
        ),
        (
            "pgdn",
            " 30 lines, 24 rows below (pgdn)\n step 4\n step 5\n step 6\n",
        ),
        (
            &"pgdn ".repeat(20),
            " 30 lines, 230 characters\n step 28\n step 29\n step 30\n",
        ),
        (
            "pgup",
            " 30 lines, 3 rows below (pgdn)\n step 25\n step 26\n step 27\n",
        ),
        (
            "j k",
            " 30 lines, 27 rows below (pgdn)\n step 1\n step 2\n step 3\n",
        ),
    ] {
        walk.keys(keys);
        assert!(walk.screen().contains(shown), "{keys}\n{}", walk.screen());
    }
    assert_eq!(walk.sent(), "");
    walk.keys("j 1");
    assert_eq!(
        walk.sent(),
        "",
        "a digit only shows what its row does not show whole"
    );
    walk.keys("1");
    assert_eq!(clipboard(walk.sent()), lines.join("\n"));
}

#[test]
fn text_too_long_for_the_clipboard_is_written_to_a_file() {
    let long = "x".repeat(80_000);
    let mut walk = Walk::open(&format!("- [ ] a `{long}`\n"), 80, 24);
    walk.keys("y enter");
    assert_eq!(walk.sent(), "");
    assert!(walk.screen().contains("80000 bytes"), "{}", walk.screen());
    walk.keys("Y");
    let path = walk.document().with_file_name("state").join("copied.txt");
    assert_eq!(fs::read_to_string(&path).unwrap(), long);
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(walk.screen().contains("Written to"), "{}", walk.screen());
}

#[test]
fn file_contains_the_last_copied_or_chosen_text() {
    let mut walk = Walk::open(RICH, 80, 24);
    let copied = |walk: &Walk| {
        fs::read_to_string(walk.document().with_file_name("state").join("copied.txt")).unwrap()
    };
    walk.keys("j y 2 Y");
    assert_eq!(copied(&walk), "kubectl");
    walk.keys("j j Y");
    assert!(
        walk.screen().contains("Write to a file"),
        "{}",
        walk.screen()
    );
    walk.keys("enter");
    assert_eq!(
        (copied(&walk).as_str(), walk.sent()),
        ("No command here", "")
    );
    walk.keys("G y Y");
    assert_eq!(copied(&walk), "Budget: $____");
}

#[test]
fn overview_shows_everything_and_leads_to_rows() {
    let mut walk = Walk::open(LAUNCH, 80, 24);
    walk.keys("j j j space j space / 'rto' enter space / 'lead' enter enter 'ann' tab '2026-11-21' enter v");
    golden!(walk, "overview_80x24");
    walk.keys("space");
    golden!(walk, "overview_unfolded_80x24");
    walk.keys("j enter");
    assert!(
        walk.selected().contains("Cloud account"),
        "{}",
        walk.screen()
    );
    walk.keys("v G enter");
    assert!(
        walk.selected().contains("Deployment Lead"),
        "where its last change was: {}",
        walk.screen()
    );
    walk.keys("g v j esc");
    assert!(walk.selected().contains("Launch of"), "{}", walk.screen());
    walk.resize(40, 10);
    walk.keys("v");
    golden!(walk, "overview_40x10");
    walk.keys("G");
    golden!(walk, "overview_end_40x10");
    walk.resize(120, 40);
    golden!(walk, "overview_120x40");
    for (width, height) in [(1, 1), (2, 3), (10, 2), (200, 60)] {
        walk.resize(width, height);
    }
}

#[test]
fn overview_of_a_small_document_is_short() {
    let mut walk = Walk::open_in_ascii("- [x] one\n", 80, 24);
    walk.keys("v");
    golden!(walk, "overview_go_ascii");
    let mut walk = Walk::open("", 40, 10);
    walk.keys("v j k space enter");
    assert!(
        walk.screen().contains("This document is empty"),
        "{}",
        walk.screen()
    );
}
