//! Line mode as exact transcripts, with `<` before the input.

mod lost_file;
mod sign_measure;
mod variables;

use std::fs;
use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::program::{BY, Folder, NOW};
use crate::terminal::seat::Seat;

const TEXT: &str = "\
# Launch

Two people walk.

## Before

- [ ] **Tests** pass
  ```bash
  cargo test
  ```
- [x] Image builds (optional)
- [ ] RTO defined: ________

## Sign-Off

Two names.

**Lead**: ____________ Date: ________
";

/// The program on plain lines, to be talked to line by line.
struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    said: String,
}

impl Talk {
    fn start(folder: &Folder, arguments: &[&str]) -> Talk {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gonogo"))
            .current_dir(folder.path(""))
            .env_clear()
            .envs([("GONOGO_NOW", NOW), ("LANG", "C.UTF-8")])
            .env("HOME", folder.path("home"))
            .args(["--by", BY])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (
            child.stdin.take(),
            BufReader::new(child.stdout.take().unwrap()),
        );
        Talk {
            child,
            input,
            output,
            said: String::new(),
        }
    }

    /// Reads on to the next question, which ends in `end`.
    fn hear(&mut self, end: &str) -> &mut Talk {
        let mut byte = [0];
        let mut heard = Vec::new();
        while !heard.ends_with(end.as_bytes()) {
            assert_eq!(
                self.output.read(&mut byte).unwrap(),
                1,
                "it ended: {}",
                String::from_utf8_lossy(&heard)
            );
            heard.push(byte[0]);
        }
        self.said.push_str(&String::from_utf8(heard).unwrap());
        self
    }

    /// Says a line, once it is asked for, and reads on to the next prompt.
    fn say(&mut self, line: &str) -> &mut Talk {
        self.say_and_hear(line, "> ")
    }

    fn say_and_hear(&mut self, line: &str, end: &str) -> &mut Talk {
        self.said.push_str(&format!("<{line}\n"));
        writeln!(self.input.as_ref().unwrap(), "{line}").unwrap();
        self.hear(end)
    }

    /// Ends the input, and returns all that was said, with the exit status.
    fn end(&mut self) -> (String, i32) {
        self.input = None;
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        self.said.push_str(&rest);
        (
            std::mem::take(&mut self.said),
            self.child.wait().unwrap().code().unwrap(),
        )
    }
}

#[test]
fn line_mode_session_as_transcript() {
    let folder = Folder::with(TEXT);
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ");
    for line in [
        "more", "x", "", "done", "n", "fill 4 h", "d", "where", "undo", "redo", "status",
    ] {
        talk.say(line);
    }
    talk.say("skip")
        .say_and_hear("fill", "empty: ")
        .say_and_hear("Ann", "empty: ")
        .say("");
    talk.say("note agreed by phone")
        .say("sign")
        .say("next")
        .say("list")
        .say("quit it");
    let (said, status) = talk.end();
    assert_eq!(said, WALK);
    assert_eq!(status, 0, "the end of input is a good end");
    let progress = folder.read("a.gonogo.json");
    for kept in [
        r#""on":"Tests pass","state":"done""#,
        r#""value":"4 h""#,
        r#""value":"Ann""#,
        "by phone",
    ] {
        assert!(progress.contains(kept), "{kept} in {progress}");
    }
}

const WALK: &str = "\
Launch.
NO-GO: 2 required items: 2 open. Not counted: 1 optional.
1 of 3 items done, 2 open, 0 of 3 blanks filled. 3 blockers; type todo for the next.
Type help for commands.
Section: Before.
Item 1 of 3, open: Tests pass. Type “more” for details.
> <more
Commands:
cargo test
> <x
Item 1 of 3, done: Tests pass. Type “more” for details.
> <
Item 2 of 3, pre-ticked, needs confirming, optional: Image builds (optional).
> <done
Item 2 of 3, done, optional: Image builds (optional).
> <n
Item 3 of 3, open: RTO defined. Blank: RTO, empty.
> <fill 4 h
Item 3 of 3, open: RTO defined. Blank: RTO, 4 h.
> <d
Item 3 of 3, done: RTO defined. Blank: RTO, 4 h.
> <where
Line 12 of the document.
Two people walk.
Section: Before.
Item 3 of 3, done: RTO defined. Blank: RTO, 4 h.
> <undo
Item 3 of 3, open: RTO defined. Blank: RTO, 4 h.
> <redo
Item 3 of 3, done: RTO defined. Blank: RTO, 4 h.
> <status
NO-GO: 2 required items: 2 ticked one by one. Not counted: 1 optional.
3 of 3 items done, 1 of 3 blanks filled. 1 blocker; type todo for the next.
> <skip
Section: Sign-Off. Type “where” to read its text.
Fill in. 2 blanks: Lead, empty; Date, empty. Not signed.
> <fill
Enter each value; an empty line keeps it, a single - clears it.
Lead, empty: <Ann
Saved: Lead, Ann.
Date, empty: <
> <note agreed by phone
Fill in. 2 blanks: Lead, Ann; Date, empty. Filled in by hand (Ann), not signed. 1 note.
> <sign
Signed as Lead: tester@host, 2026-11-21.
Signed for 2 required items: 2 ticked one by one. Not counted: 1 optional.
Anyone who can write the progress file can sign, forge or restore it; this isn't proof of identity.
Fill in. 2 blanks: Lead, tester@host; Date, 2026-11-21. Signed by tester@host on 2026-11-21. 1 note.
> <next
That was the last step. Type todo for what is left, or quit.
GO: 2 required items: 2 ticked one by one. Not counted: 1 optional.
> <list
No items in this section.
> <quit it
Nothing changed: “quit” takes no text.
> 
Everything is saved. GO: 2 required items: 2 ticked one by one. Not counted: 1 optional.
3 of 3 items done, 3 of 3 blanks filled.
";

#[test]
fn undo_and_redo_go_change_by_change() {
    let folder = Folder::with("- [ ] one\n");
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ")
        .say("x")
        .say("na no data")
        .say("waived late");
    let states: Vec<String> = [
        "undo", "undo", "undo", "undo", "redo", "redo", "redo", "redo",
    ]
    .into_iter()
    .map(|command| {
        talk.said.clear();
        talk.say(command);
        talk.said.lines().nth(1).unwrap().to_owned()
    })
    .collect();
    assert_eq!(
        states,
        [
            "Item 1 of 1, not applicable (no data): one.",
            "Item 1 of 1, done: one.",
            "Item 1 of 1, open: one.",
            "Nothing to undo.",
            "Item 1 of 1, done: one.",
            "Item 1 of 1, not applicable (no data): one.",
            "Item 1 of 1, waived (late): one.",
            "Nothing to redo.",
        ]
    );
}

#[test]
fn every_change_is_saved_before_the_next_prompt() {
    let folder = Folder::with(TEXT);
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ").say("x");
    assert!(
        folder
            .read("a.gonogo.json")
            .contains(r#""on":"Tests pass","state":"done""#)
    );
    talk.say("u");
    assert!(folder.read("a.gonogo.json").contains(r#""state":null"#));
    talk.child.kill().unwrap();
    talk.child.wait().unwrap();
}

#[test]
fn states_that_need_a_reason_ask_for_it() {
    let folder = Folder::with("- [ ] one\n- [ ] two\n- [ ] three\n");
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ")
        .say_and_hear("na", "? ")
        .say("")
        .say("- no DNS here");
    talk.say("n")
        .say_and_hear("!", "? ")
        .say("waits for the CA")
        .say("3")
        .say("waived by the board")
        .say("b");
    let (said, _) = talk.end();
    let heard = said.split("Type help for commands.\n").nth(1).unwrap();
    let heard = heard.split("> \nEverything").next().unwrap();
    assert_eq!(
        heard,
        "\
Item 1 of 3, open: one.
> <na
Why not applicable? <
Nothing changed: a reason is required.
> <- no DNS here
Item 1 of 3, not applicable (no DNS here): one.
> <n
Item 2 of 3, open: two.
> <!
Why blocked? <waits for the CA
Item 2 of 3, blocked (waits for the CA): two.
> <3
Item 3 of 3, open: three.
> <waived by the board
Item 3 of 3, waived (by the board): three.
> <b
Item 2 of 3, blocked (waits for the CA): two.
"
    );
}

#[test]
fn going_by_number_text_and_next_blocker() {
    let folder =
        Folder::with("# T\n## A\n- [x] one\n  - Provider: ____\n- [ ] two\n## B\n- [ ] two more\n");
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ");
    for (line, heard) in [
        (
            "find two",
            "2 steps match; type find alone for the next.\nItem 2 of 3, open: two.\n> ",
        ),
        (
            "find",
            "2 steps match; type find alone for the next.\nSection: B.\nItem 3 of 3, open: two more.\n> ",
        ),
        (
            "/provider",
            "Section: A.\nItem 1 of 3, pre-ticked, needs confirming: one. Blank: Provider, empty.\n> ",
        ),
        ("todo", "Item 2 of 3, open: two.\n> "),
        ("t", "Section: B.\nItem 3 of 3, open: two more.\n> "),
        (
            "t",
            "Continuing from the top.\nSection: A.\nItem 1 of 3, pre-ticked, needs confirming: one. Blank: Provider, empty.\n> ",
        ),
        ("find zzz", "No match.\n> "),
        ("4", "No item 4; enter 1 to 3.\n> "),
        ("back", "This is the first step.\n> "),
        (
            "frobnicate",
            "Unknown command “frobnicate”. Type help for a list.\n> ",
        ),
        (
            "\u{1b}[31m",
            "Unknown command “^[[31m”. Type help for a list.\n> ",
        ),
    ] {
        talk.said.clear();
        talk.say(line);
        assert_eq!(talk.said, format!("<{line}\n{heard}"));
    }
}

#[test]
fn changes_by_others_are_shown_before_the_next_prompt() {
    let folder = Folder::with("- [ ] one: ____\n- [ ] two\n");
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ");
    let theirs = |arguments: &[&str]| {
        let status = Command::new(env!("CARGO_BIN_EXE_gonogo"))
            .current_dir(folder.path(""))
            .env_clear()
            .envs([("GONOGO_NOW", NOW), ("LANG", "C.UTF-8")])
            .env("HOME", folder.path("home"))
            .args(["--by", "dba@bastion-2"])
            .args(arguments)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
    };
    theirs(&["tick", "a.md", "2"]);
    talk.said.clear();
    talk.say("where");
    assert_eq!(
        talk.said,
        "<where\nLine 1 of the document.\nItem 1 of 2, open: one. Blank: one, empty.\ndba@bastion-2 set “two” to done.\n> "
    );
    talk.say_and_hear("fill", "empty: ");
    theirs(&["fill", "a.md", "1", "theirs"]);
    talk.said.clear();
    talk.say("mine");
    assert_eq!(
        talk.said,
        "<mine\ndba@bastion-2 filled “one:” with “theirs”.\nNot saved: someone else answered in the meantime.\nCurrent answer: one, theirs.\n> "
    );
    folder.write("a.md", "- [ ] zero\n- [ ] one: ____\n- [ ] two\n");
    talk.said.clear();
    talk.say("help me");
    assert_eq!(
        talk.said,
        "<help me\nNothing changed: “help” takes no text.\nChecklist reloaded.\n\
         Item 2 of 3, open: one. Blank: one, theirs.\n> "
    );
}

#[test]
fn document_edited_during_a_question_is_reloaded_after_the_answer() {
    let folder = Folder::with("- [ ] one: ____ and ____\n- [ ] two: ____\n");
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ").say_and_hear("fill", "empty: ");
    std::fs::write(folder.path("a.md"), "- [ ] two: ____\n").unwrap();
    talk.say_and_hear("A", "empty: ").say("B");
    let (said, status) = talk.end();
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("Checklist reloaded."), "{said}");
    assert!(
        said.contains("Saved: one, A.") && said.contains("Saved: one (2), B."),
        "{said}"
    );
    assert!(
        said.contains("Item 1 of 1, open: two. Blank: two, empty."),
        "{said}"
    );
}

#[test]
fn both_answers_of_a_conflict_are_read() {
    let folder = Folder::with("- [ ] one: ____\n");
    let event = |id: &str, by: &str, value: &str| {
        format!(
            r#"{{"id":"{id}","at":"2026-11-21T20:00:00.000Z","by":"{by}","on":"one:","replaces":[],"blank":"one","value":"{value}"}}"#
        )
    };
    let both = [event("1", "ann", "4 h"), event("2", "bob", "2 h")].join(",");
    folder.write(
        "a.gonogo.json",
        format!(r#"{{"format":"gonogo/1","checklist":"a.md","entries":{{"one":[{both}]}}}}"#),
    );
    let (said, _) = Talk::start(&folder, &["a.md"]).hear("> ").end();
    let told = "Item 1 of 1, open: one. Blank: one, conflict, 4 h by ann or 2 h by bob.";
    assert!(
        said.contains("1 conflict.") && said.contains(told),
        "{said}"
    );
}

#[test]
fn save_failure_is_reported_and_saved_elsewhere() {
    let folder = Folder::with("- [ ] one\n");
    let mut talk = Talk::start(&folder, &["--progress", "a.md/p.json", "a.md"]);
    talk.hear("> ").say("x");
    assert!(
        talk.said.contains("NOT SAVED: ") && talk.said.contains("Retrying before every prompt.")
    );
    let (said, status) = talk.end();
    assert!(
        said.contains("Everything was saved to ") && status == 0,
        "{said}"
    );
}

#[test]
fn read_only_changes_nothing() {
    let folder = Folder::with("- [ ] one\n");
    let mut talk = Talk::start(&folder, &["--read-only", "a.md"]);
    let (said, status) = talk.hear("> ").say("x").say("note x").end();
    assert_eq!(
        said.matches("Nothing changed: --read-only is set").count(),
        3,
        "{said}"
    );
    assert_eq!((status, folder.all().len()), (0, 1));
}

#[test]
fn line_mode_without_a_file_asks_which() {
    let folder = Folder::with("- [ ] one\n");
    folder.write("b.md", "- [ ] uno\n- [ ] due\n");
    fs::create_dir(folder.path(".git")).unwrap();
    let mut talk = Talk::start(&folder, &[]);
    talk.hear("quit: ").say_and_hear("3", "quit: ").say("2");
    let (said, status) = talk.end();
    let asked = "\
Checklists:
1. a.md: 1 items.
2. b.md: 2 items.
Number, or quit: <3
Enter a number from 1 to 2.
Number, or quit: <2
b.md.
NO-GO: 2 required items: 2 open.
0 of 2 items done, 2 open. 2 blockers; type todo for the next.
Type help for commands.
Item 1 of 2, open: uno.
> 
";
    assert!(said.starts_with(asked) && status == 0, "{said}");
    let ran = Folder::new().run(&[]);
    assert!(
        ran.status == 2 && ran.err.contains("gonogo new"),
        "{}",
        ran.err
    );
}

#[test]
fn control_characters_of_a_document_are_spelled_out() {
    let folder = Folder::with("# A\u{1b}[2J\n\n- [ ] one \u{202e}two\n\n  under \u{9b}2J\n");
    let (said, _) = Talk::start(&folder, &["a.md"]).hear("> ").say("more").end();
    assert!(
        said.contains("A^[[2J.") && said.contains("<U+202E>two") && said.contains("<U+009B>2J"),
        "{said}"
    );
    assert!(!said.contains(['\u{1b}', '\u{202e}', '\u{9b}']));
}

#[test]
fn plain_option_and_dumb_terminal_start_line_mode() {
    for (arguments, variables) in [(&["--plain"][..], &[][..]), (&[], &[("TERM", "dumb")])] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("launch.md"), "- [ ] one\n").unwrap();
        let mut seat = Seat::start_with(
            folder.path(),
            &[arguments, &["launch.md"]].concat(),
            variables,
        );
        seat.wait_until("the prompt", |screen| screen.contains("> "));
        seat.type_keys("x\r");
        seat.wait_until("the tick", |screen| {
            screen.contains("Item 1 of 1, done: one.")
        });
        seat.type_keys("\x04");
        assert_eq!(seat.end(), 0, "the end of input");
        let written = seat.written();
        assert!(!written.contains('\x1b'), "no code at all: {written:?}");
        assert!(seat.progress().contains(r#""state":"done""#));
    }
}

#[test]
fn closed_output_ends_line_mode() {
    let folder = Folder::with(TEXT);
    let mut talk = Talk::start(&folder, &["a.md"]);
    talk.hear("> ");
    drop(talk.output);
    // The next thing said finds nobody.
    let _ = writeln!(talk.input.as_ref().unwrap(), "x");
    let _ = writeln!(talk.input.as_ref().unwrap(), "status");
    talk.input = None;
    assert_eq!(
        talk.child.wait().unwrap().code(),
        Some(2),
        "what was still to be done was not"
    );
    assert!(
        folder.read("a.gonogo.json").contains(r#""state":"done""#),
        "saved before it was told"
    );
}
