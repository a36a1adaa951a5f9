//! What changes under an open sheet, or behind what was chosen: the document, the run, the size of the terminal.

use std::fs;

use gonogo::checklist::Checklist;
use gonogo::progress::{Progress, Stamp};
use gonogo::tui::app::App;
use gonogo::tui::key::Key;
use gonogo::tui::notice::Notice;
use gonogo::tui::theme::Theme;
use gonogo::tui::{Looks, draw};
use gonogo::workbook::Workbook;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use super::walk::{LAUNCH, Walk};

#[test]
fn reload_waits_for_the_choice_of_a_note() {
    let mut walk = Walk::open("- [ ] one\n- [ ] two\n- [ ] three\n", 80, 24);
    walk.keys("G a 'first' ctrl-s a 'second' ctrl-s e");
    fs::write(walk.document(), "- [ ] one\n").unwrap();
    walk.idle(1);
    assert!(
        walk.screen().contains("Notes on three"),
        "{}",
        walk.screen()
    );
    assert!(
        walk.screen().contains("it reloads when you close this."),
        "{}",
        walk.screen()
    );
    walk.keys("esc");
    walk.idle(1);
    assert!(!walk.screen().contains("[ ] three"), "{}", walk.screen());
}

#[test]
fn reload_waits_for_the_filters() {
    let mut walk = Walk::open("- [ ] one\n- [ ] two\n- [ ] three\n", 80, 24);
    walk.keys("G f o");
    fs::write(walk.document(), "- [ ] one\n").unwrap();
    walk.idle(1);
    walk.keys("a");
    assert!(walk.row("three").contains("[ ]"), "{}", walk.screen());
    walk.keys("esc");
    walk.idle(1);
    assert!(
        walk.row("one").contains("[ ]") && !walk.screen().contains("three"),
        "{}",
        walk.screen()
    );
}

#[test]
fn reload_forgets_the_copied_text() {
    let mut walk = Walk::open("- [ ] one `cmd-a`\n- [ ] two `cmd-b`\n", 80, 24);
    walk.keys("y");
    fs::write(walk.document(), "- [ ] two `cmd-b`\n- [ ] one `cmd-a`\n").unwrap();
    walk.idle(1);
    walk.keys("g Y");
    let folder = walk.document().with_file_name("state");
    let written: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|file| fs::read_to_string(file.unwrap().path()).ok())
        .collect();
    assert_eq!(
        written.concat().trim(),
        "cmd-b",
        "the command of the row that is selected"
    );
}

#[test]
fn read_only_mode_applies_to_other_runs() {
    let mut walk = Walk::open("- [ ] one\n- [ ] two\n", 80, 24);
    walk.keys("space r n 'v2' enter j space r j enter R y r k enter");
    assert!(
        walk.screen().contains("(v2)") && walk.screen().contains("read-only"),
        "{}",
        walk.screen()
    );
    walk.keys("g space");
    assert!(walk.row("one").contains("[ ]"), "{}", walk.screen());
    let v2 = fs::read_to_string(walk.document().with_file_name("launch.v2.gonogo.json")).unwrap();
    assert_eq!(v2.matches(r#""state":"done""#).count(), 1, "{v2}");
}

#[test]
fn read_only_mode_refuses_undo() {
    let mut walk = Walk::open("- [ ] one\n", 80, 24);
    walk.keys("space R y u");
    assert!(walk.row("one").contains("[x]"), "{}", walk.screen());
    assert!(
        walk.screen().contains("Read-only mode is on"),
        "{}",
        walk.screen()
    );
}

#[test]
fn unmatched_marks_end_a_walk() {
    let mut walk = Walk::open("- [ ] one\n- [ ] quite another thing\n", 80, 24);
    walk.keys("j space");
    fs::write(walk.document(), "- [ ] one\n").unwrap();
    walk.idle(1);
    walk.keys("g w v G enter");
    assert!(
        walk.selected().contains("quite another thing"),
        "{}",
        walk.screen()
    );
    walk.keys("g w / 'quite' enter");
    assert!(
        walk.screen().contains("Step 1 of 1"),
        "a walk finds steps: {}",
        walk.screen()
    );
}

#[test]
fn filter_without_matches_ends_a_walk() {
    let mut walk = Walk::open("- [ ] one\n", 80, 24);
    walk.keys("w : 'show conflicts' enter");
    assert!(
        walk.screen().contains("No rows match the filter."),
        "{}",
        walk.screen()
    );
}

#[test]
fn empty_document_has_no_walk() {
    for text in ["", "only prose\n"] {
        let mut walk = Walk::open(text, 80, 24);
        walk.keys("w");
        assert!(
            walk.screen().contains("Nothing to walk through"),
            "{}",
            walk.screen()
        );
    }
}

#[test]
fn draft_of_a_deleted_note_becomes_a_new_note() {
    let mut walk = Walk::open("- [ ] one\n", 80, 24);
    walk.keys("a 'first' ctrl-s a 'second' ctrl-s e enter ' and more' esc e x");
    walk.keys("a");
    assert!(
        walk.screen().contains("second and more"),
        "{}",
        walk.screen()
    );
    walk.keys("ctrl-s r");
    assert!(
        walk.screen().contains("(default run)"),
        "no draft hinders: {}",
        walk.screen()
    );
}

#[test]
fn reason_draft_of_a_finished_section_can_be_cleared() {
    let mut walk = Walk::open("# T\n## A\n- [ ] one\n", 80, 24);
    walk.keys("j - 'no cloud' esc j space k -");
    assert!(walk.screen().contains("no cloud"), "{}", walk.screen());
    walk.keys(
        "backspace backspace backspace backspace backspace backspace backspace backspace esc r",
    );
    assert!(
        walk.screen().contains("(default run)"),
        "no draft hinders: {}",
        walk.screen()
    );
}

#[test]
fn selection_stays_in_a_shorter_list_of_sign_offs() {
    let mut walk = Walk::open(
        "- [ ] one\n\n**Lead**: ____ Date: ____\n\n**CTO**: ____ Date: ____\n",
        80,
        24,
    );
    walk.keys("space S enter ctrl-s j enter ctrl-s G");
    assert!(
        walk.selected().contains("one person in 2 roles"),
        "{}",
        walk.screen()
    );
    walk.keys("u");
    assert!(walk.selected().contains("CTO"), "{}", walk.screen());
}

#[test]
fn smaller_terminal_than_expected_is_drawn() {
    let stamp = Stamp {
        by: "me".to_owned(),
        acting: None,
        at: chrono::DateTime::UNIX_EPOCH,
    };
    for keys in [
        "",
        "?",
        ":",
        "b",
        "f",
        "v",
        "S",
        "P",
        "T",
        "w",
        "enter",
        "/",
        "a",
        "-",
        "space",
        "C",
        "y",
        "z",
        "j j j -",
        "j j j a x ctrl-s a y ctrl-s e",
        "j j j T x enter",
        "T",
        "f s x enter",
    ] {
        let workbook = Workbook::new(Checklist::parse(LAUNCH), Progress::default());
        let mut session = App::new(workbook, Theme::new(Looks::default()));
        session.resize(Size::new(80, 24));
        for key in keys.split_whitespace() {
            session.key(Key::named(key).unwrap(), &stamp);
        }
        for (width, height) in [(80, 10), (40, 24), (40, 5), (2, 2), (1, 1), (100, 30)] {
            for message in [
                None,
                Some("Something to tell that takes more than one row. ".repeat(4)),
            ] {
                session.notice = message.map(Notice::info);
                let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
                terminal.draw(|frame| draw::app(&session, frame)).unwrap();
            }
        }
    }
}

#[test]
fn texts_name_overridden_keys() {
    let settings = "[keys.outline]\nreopen = \"9\"\nundo = \"8\"\nconfirm = \"7\"\nconfirm-all = \"6\"\nhistory = \"5\"\n\
                    write-copy = \"4\"\n[keys.reason]\naccept = \"ctrl-t\"\n";
    let text = "# T\n## A\n- [x] one `cmd`\n- [ ] two\n";
    let mut walk = Walk::open_with_keys(text, settings, 100, 30);
    let mut says = |keys: &str, words: &str| {
        walk.keys(keys);
        assert!(walk.screen().contains(words), "{words}: {}", walk.screen());
    };
    says(
        "j 9",
        "Select an item to reopen it (8: undo the last change).",
    );
    says(
        "7",
        "1 answer below needs confirming (6 here, or 7 on its row).",
    );
    says("6", "1 item confirmed (8: undo).");
    says("space y", "8: undo).");
    says("j y", "Write it to a file (4).");
    says("x x x x x x x", "3 earlier (5: show all)");
}
