//! A note in the person's own editor: the terminal is lent, and what was typed comes back whatever happens.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rustix::process::Signal;
use tempfile::TempDir;

use super::folder;
use super::seat::Seat;

/// A folder with a checklist and an editor that does this with the file `$1`.
fn folder_with_editor(does: &str) -> (TempDir, String) {
    let folder = folder();
    let editor = folder.path().join("my editor");
    fs::write(&editor, format!("#!/bin/sh\n{does}\n")).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let command = format!("'{}' --wait", editor.display());
    (folder, command)
}

/// The program on `launch.md`, with the first item selected.
fn seat(folder: &Path, editor: &str) -> Seat {
    let mut seat = Seat::start_with(
        folder,
        &["launch.md"],
        &[("EDITOR", "false"), ("VISUAL", editor)],
    );
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat.type_keys("j");
    seat
}

/// The text of the only note.
fn note(seat: &Seat) -> String {
    let progress = seat.progress();
    let (_, text) = progress.split_once(r#""note":""#).unwrap_or_default();
    text.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn note_from_the_editor_is_saved_on_exit() {
    let (folder, editor) = folder_with_editor(
        "stty -a <&1 >tty; ls -l $2 >mode; echo $2 >path; printf 'one\\n\\ntwo\\n' >\"$2\"",
    );
    let mut seat = seat(folder.path(), &editor);
    seat.type_keys("E");
    seat.wait_until("the note", |screen| {
        screen.contains("1 note") && screen.contains("saved")
    });
    assert_eq!(note(&seat), "one\\n\\ntwo");
    assert!(
        seat.screen().alternate_screen()
            && seat.screen().bracketed_paste()
            && seat.screen().hide_cursor()
    );
    let tty = fs::read_to_string(folder.path().join("tty")).unwrap();
    assert!(
        tty.contains("isig icanon iexten echo "),
        "the editor had a terminal as a shell gives it: {tty}"
    );
    assert!(
        fs::read_to_string(folder.path().join("mode"))
            .unwrap()
            .starts_with("-rw-------")
    );
    let path = fs::read_to_string(folder.path().join("path")).unwrap();
    assert!(
        !Path::new(path.trim()).parent().unwrap().exists(),
        "nothing is left of it"
    );
    seat.type_keys("u j q");
    assert_eq!(seat.end(), 0);
    seat.assert_given_back();
}

#[test]
fn field_text_is_edited_in_the_editor() {
    let (folder, editor) = folder_with_editor("printf ' and more' >>\"$2\"");
    let mut seat = seat(folder.path(), &editor);
    seat.type_keys("abegun\x07");
    seat.wait_until("what the editor wrote", |screen| {
        screen.contains(" and more")
    });
    assert_eq!(seat.progress(), "", "it is saved when the person says so");
    seat.type_keys("!\x13");
    seat.wait_until("the note", |screen| {
        screen.contains("1 note") && screen.contains("saved")
    });
    assert_eq!(note(&seat), "begun\\n and more!");
}

#[test]
fn failing_editor_loses_nothing() {
    for (does, keys, told) in [
        ("echo typed >\"$2\"; exit 3", "E", "exited with status 3"),
        (
            "echo typed >\"$2\"; kill -TERM $$",
            "E",
            "exited with status 143",
        ),
        (
            "echo typed >\"$2\"; exit 3",
            "ax\x07",
            "exited with status 3",
        ),
    ] {
        let (folder, editor) = folder_with_editor(does);
        let mut seat = seat(folder.path(), &editor);
        seat.type_keys(keys);
        seat.wait_until("what went wrong", |screen| {
            screen.contains(told) && screen.contains("typed")
        });
        assert_eq!(seat.progress(), "", "{does}");
        seat.type_keys("\x13");
        seat.wait_until("the note", |screen| {
            screen.contains("1 note") && screen.contains("saved")
        });
        assert_eq!(note(&seat), "typed");
    }
    for (editor, told) in [
        ("no-such-editor", "Editor `no-such-editor` not found"),
        ("'", "exited with status"),
    ] {
        let folder = folder();
        let mut seat = seat(folder.path(), editor);
        seat.type_keys("abegun\x07");
        seat.wait_until("what went wrong", |screen| {
            screen.contains(told) && screen.contains("begun")
        });
        seat.type_keys("\x03qq");
        assert_eq!(seat.end(), 0);
        seat.assert_given_back();
    }
}

#[test]
fn empty_text_adds_no_note_and_unreadable_text_is_kept() {
    let (folder, editor) = folder_with_editor("exit 0");
    let mut seat = seat(folder.path(), &editor);
    seat.type_keys("E");
    seat.wait_until("that it is empty", |screen| screen.contains("Empty note"));
    let (folder, editor) = folder_with_editor("echo $2 >path; printf '\\377' >\"$2\"");
    let mut seat = self::seat(folder.path(), &editor);
    seat.type_keys("abegun\x07");
    seat.wait_until("where it is", |screen| {
        screen.contains("read the edited text in")
    });
    assert!(seat.screen().contents().contains("begun"));
    let path = fs::read_to_string(folder.path().join("path")).unwrap();
    let path = Path::new(path.trim());
    assert_eq!(fs::read(path).unwrap(), [255]);
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
}

#[test]
fn interrupt_reaches_only_the_editor() {
    let (folder, editor) =
        folder_with_editor("trap : INT; echo ready; read line; echo $line >\"$2\"");
    let mut seat = seat(folder.path(), &editor);
    seat.type_keys("E");
    seat.wait_until("the editor", |screen| screen.contains("ready"));
    assert!(
        !seat.screen().alternate_screen(),
        "the editor has the terminal as it was"
    );
    seat.signal(Signal::INT);
    seat.signal(Signal::QUIT);
    seat.type_keys("typed there\n");
    seat.wait_until("the note", |screen| {
        screen.contains("1 note") && screen.contains("saved")
    });
    assert_eq!(note(&seat), "typed there");
    seat.type_keys("j");
    seat.signal(Signal::INT);
    assert_eq!(seat.end(), 130, "afterwards it is for gonogo again");
}

#[test]
fn suspending_the_editor_suspends_gonogo() {
    let (folder, editor) =
        folder_with_editor("echo ready; read line; kill -TSTP 0; echo awake; echo $line >\"$2\"");
    let variables = [("VISUAL", editor.as_str())];
    let mut seat = Seat::start_as_job_with(folder.path(), &["launch.md"], &variables);
    seat.wait_until("the first screen", |screen| screen.contains("first thing"));
    seat.type_keys("jE");
    seat.wait_until("the editor", |screen| screen.contains("ready"));
    seat.type_keys("typed there\n");
    seat.wait_until("the shell", |screen| screen.contains("resting 1"));
    seat.type_keys("go\n");
    seat.wait_until("the note", |screen| {
        screen.contains("1 note") && screen.contains(" saved")
    });
    assert_eq!(note(&seat), "typed there");
    seat.type_keys("q");
    seat.wait_until("the shell's last word", |screen| screen.contains("over"));
    seat.end();
    seat.assert_given_back();
}
