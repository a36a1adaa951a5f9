//! A progress file that is removed or replaced while line mode is open.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use super::Talk;
use crate::program::Folder;

/// A walk with two ticks; then the file is as it was after the first.
fn replaced(folder: &Folder) -> Talk {
    let mut talk = Talk::start(folder, &["a.md"]);
    talk.hear("> ").say("x");
    let older = folder.read("a.gonogo.json");
    talk.say("next").say("x");
    folder.write("a.gonogo.json", older);
    talk.said.clear();
    talk
}

const ASKED: &str = "Write your marks to the file, take the file as is, or quit? ";

#[test]
fn replaced_file_is_asked_about_before_saving() {
    let folder = Folder::with("- [ ] one\n- [ ] two\n- [ ] three\n");
    let mut talk = replaced(&folder);
    let older = folder.read("a.gonogo.json");
    talk.say_and_hear("status", "quit? ")
        .say_and_hear("what?", "quit? ")
        .say("write");
    let asked = format!(
        "<status\nNO-GO: 3 required items: 2 ticked one by one, 1 open.\n2 of 3 items done, 1 open. 1 blocker; type todo for the next.\nPROGRESS FILE REPLACED: 1 change is missing in a.gonogo.json.\n\
         {ASKED}<what?\nType write, take or quit.\n{ASKED}<write\nYour marks were written to the file.\n> "
    );
    assert_eq!(talk.said, asked);
    assert_ne!(folder.read("a.gonogo.json"), older);
    assert_eq!(folder.read("a.gonogo.json").matches("\"done\"").count(), 2);
    talk.end();
}

/// The file that was put aside, and what it holds.
fn aside(folder: &Folder) -> (PathBuf, String) {
    let kept = fs::read_dir(folder.path("home/.local/state/gonogo/progress")).unwrap();
    let [path] = kept
        .map(|file| file.unwrap().path())
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

#[test]
fn replaced_file_is_accepted_and_the_session_continues() {
    let folder = Folder::with("- [ ] one\n- [ ] two\n- [ ] three\n");
    let mut talk = replaced(&folder);
    let older = folder.read("a.gonogo.json");
    talk.say_and_hear("na no clusters here", "quit? ")
        .say("take")
        .say("undo");
    let (path, text) = aside(&folder);
    assert_eq!(text.matches("\"state\"").count(), 3, "{text}");
    let (told, path) = (std::mem::take(&mut talk.said), path.display());
    assert_eq!(
        told.split_once(ASKED).unwrap().1,
        format!(
            "<take\nProgress reloaded.\nYour marks are in {path}; to merge them: gonogo merge a.gonogo.json {path} -o \
             a.gonogo.json\nItem 2 of 3, open: two.\n> <undo\nNothing to undo.\n> "
        )
    );
    assert_eq!(folder.read("a.gonogo.json"), older);
}

#[test]
fn leaving_without_an_answer_sets_marks_aside() {
    for quit in [true, false] {
        let folder = Folder::with("- [ ] one\n- [ ] two\n- [ ] three\n");
        let mut talk = replaced(&folder);
        fs::remove_file(folder.path("a.gonogo.json")).unwrap();
        talk.say_and_hear("status", "quit? ").said.clear();
        let line = if quit { "<quit\n" } else { "\n" };
        if quit {
            talk.said.push_str("<quit\n");
            writeln!(talk.input.as_ref().unwrap(), "quit").unwrap();
        }
        let (told, status) = talk.end();
        let (path, text) = aside(&folder);
        assert_eq!(text.matches("\"done\"").count(), 2, "{text}");
        let path = path.display();
        let expected = format!(
            "{line}Your marks are in {path}; to merge them: gonogo merge {path} -o a.gonogo.json\n"
        );
        assert_eq!((told, status), (expected, 0));
        assert!(!folder.path("a.gonogo.json").exists());
    }
}
