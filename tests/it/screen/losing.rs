//! A progress file that is gone or replaced under the open screen: nothing is written until the person has decided.

use std::fs;

use super::walk::Walk;
use crate::arbitrary::with_their_ids;

const TEXT: &str = "# Launch\n- [ ] one\n- [ ] two\n- [ ] three\n";

/// A walk with two ticks, and the file as it was after the first.
fn ticked() -> (Walk, String) {
    let mut walk = Walk::open(TEXT, 80, 24);
    walk.keys("j space");
    let older = walk.progress();
    walk.keys("j space");
    (walk, older)
}

/// What is said at the bottom of the screen, as one line.
fn said(walk: &Walk) -> String {
    let screen = walk.screen();
    let mut lines: Vec<&str> = screen
        .lines()
        .rev()
        .take_while(|line| !line.is_empty())
        .collect();
    lines.reverse();
    lines
        .iter()
        .map(|line| line.trim())
        .collect::<Vec<_>>()
        .join(" ")
}

fn header(walk: &Walk) -> String {
    walk.screen()
        .lines()
        .next()
        .unwrap()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn remove(walk: &Walk) {
    fs::remove_file(walk.document().with_file_name("launch.gonogo.json")).unwrap();
}

const GONE: &str = "launch.gonogo.json is gone. Write your marks to it (W), continue without it and set yours \
                    aside (F), quit (q), or decide later (esc)?";
const REPLACED: &str = "launch.gonogo.json was replaced: 1 change is missing. Write your marks to it (W), use \
                        the file as is and set yours aside (F), quit (q), or decide later (esc)?";

#[test]
fn missing_file_asks_and_is_not_written() {
    let (mut walk, _) = ticked();
    remove(&walk);
    walk.idle(1);
    golden!(walk, "lost_80x24");
    assert_eq!(said(&walk), GONE);
    assert_eq!(
        header(&walk),
        "NO-GO 1 Launch 2/3 done lead@bastion-1 PROGRESS FILE GONE"
    );
    walk.idle(20);
    assert_eq!(
        (walk.progress(), walk.draws()),
        (String::new(), 1),
        "no look writes it, and it is asked once"
    );
    walk.resize(40, 10);
    golden!(walk, "lost_40x10");
}

#[test]
fn replaced_file_asks_and_is_not_written() {
    let (mut walk, older) = ticked();
    walk.others_save(&older);
    assert_eq!(said(&walk), REPLACED);
    assert_eq!(
        header(&walk),
        "NO-GO 1 Launch 2/3 done lead@bastion-1 PROGRESS FILE REPLACED"
    );
    walk.idle(20);
    assert_eq!(walk.progress(), older);
}

#[test]
fn change_with_a_missing_file_is_kept_in_memory() {
    for is_seen in [false, true] {
        let (mut walk, older) = ticked();
        fs::write(walk.document().with_file_name("launch.gonogo.json"), &older).unwrap();
        if is_seen {
            walk.idle(1);
            walk.keys("esc");
            assert_eq!(said(&walk), "Nothing is saved until you decide (q).");
        }
        walk.keys("j space");
        assert_eq!(said(&walk), REPLACED, "{is_seen}");
        assert!(
            walk.row("three").contains("[x]") && walk.progress() == older,
            "{is_seen}: {}",
            walk.screen()
        );
        walk.keys("W");
        assert_eq!(
            said(&walk),
            "Your marks were written to launch.gonogo.json.",
            "{is_seen}"
        );
        assert_eq!(
            walk.progress().matches(r#""state":"done""#).count(),
            3,
            "{is_seen}"
        );
        assert_eq!(
            header(&walk),
            "GO Launch 3/3 done lead@bastion-1 saved",
            "{is_seen}"
        );
        assert_eq!(walk.aside(), []);
        walk.keys("u");
        assert!(
            walk.row("three").contains("[ ]"),
            "what was done can be undone: {}",
            walk.screen()
        );
    }
}

#[test]
fn file_is_used_as_is_and_marks_are_set_aside() {
    let (mut walk, older) = ticked();
    let newer = walk.progress();
    walk.others_save(&older);
    walk.keys("F");
    let [(path, aside)] = walk.aside().try_into().unwrap();
    assert_eq!((walk.progress(), aside), (older, newer));
    assert!(
        walk.row("one").contains("[x]") && walk.row("two").contains("[ ]"),
        "{}",
        walk.screen()
    );
    assert_eq!(
        header(&walk),
        "NO-GO 2 Launch 1/3 done lead@bastion-1 saved"
    );
    let own = walk.document().with_file_name("launch.gonogo.json");
    let (path, own) = (path.display(), own.display());
    let told =
        format!("Progress reloaded. To merge your marks later: gonogo merge {own} {path} -o {own}");
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    assert!(
        squeezed(&walk.screen()).ends_with(&squeezed(&told)),
        "{told}\n{}",
        walk.screen()
    );
    walk.keys("u");
    assert_eq!(said(&walk), "Nothing to undo.");
}

#[test]
fn missing_file_can_stay_missing() {
    let (mut walk, _) = ticked();
    let newer = walk.progress();
    remove(&walk);
    walk.idle(1);
    walk.keys("F");
    assert_eq!(
        (walk.progress(), walk.aside().len(), &walk.aside()[0].1),
        (String::new(), 1, &newer)
    );
    assert_eq!(
        header(&walk),
        "NO-GO 3 Launch 0/3 done lead@bastion-1 saved"
    );
    walk.idle(10);
    assert_eq!(walk.progress(), "");
    walk.keys("g j space");
    assert_eq!(
        walk.progress().matches(r#""state":"done""#).count(),
        1,
        "a new file has what was done since"
    );
}

#[test]
fn quit_without_an_answer_sets_marks_aside() {
    for keys in ["q", "esc q q", ""] {
        let (mut walk, older) = ticked();
        let newer = walk.progress();
        fs::write(walk.document().with_file_name("launch.gonogo.json"), &older).unwrap();
        // Without a key it ends before anybody has looked, as at a signal.
        if !keys.is_empty() {
            walk.idle(1);
            walk.keys(keys);
            assert!(walk.is_over(), "{keys}");
        }
        let told = walk.save_now().unwrap();
        let [(path, aside)] = walk.aside().try_into().unwrap();
        assert_eq!((walk.progress(), aside), (older, newer), "{keys}");
        let own = walk.document().with_file_name("launch.gonogo.json");
        let (path, own) = (path.display(), own.display());
        let expected = format!(
            "launch.gonogo.json was replaced: 1 change is missing. Your marks are in {path}; to merge them: \
             gonogo merge {own} {path} -o {own}"
        );
        assert_eq!(told, expected, "{keys}");
    }
}

#[test]
fn checkout_of_another_branch_reports_the_checklist_too() {
    for is_slow in [false, true] {
        let (mut walk, older) = ticked();
        fs::write(walk.document(), "# Launch\n- [ ] one\n- [ ] two\n").unwrap();
        if is_slow {
            walk.idle(1);
        }
        walk.others_save(&older);
        let asked = REPLACED.replace("missing.", "missing. The checklist changed too.");
        assert_eq!(said(&walk), asked, "{is_slow}");
        assert_eq!(
            header(&walk),
            "GO Launch 2/2 done lead@bastion-1 PROGRESS FILE REPLACED"
        );
        assert_eq!(
            walk.progress(),
            older,
            "the verdict of before is not written"
        );
    }
    let (mut walk, _) = ticked();
    remove(&walk);
    fs::remove_file(walk.document()).unwrap();
    walk.idle(1);
    assert_eq!(
        said(&walk),
        GONE.replace("is gone.", "is gone. The checklist is gone too.")
    );
    walk.idle(10);
    assert!(
        !walk
            .document()
            .with_file_name("launch.gonogo.json")
            .exists()
    );
}

#[test]
fn file_that_comes_back_closes_the_question() {
    let (mut walk, older) = ticked();
    let newer = walk.progress();
    walk.others_save(&older);
    walk.others_save(&newer);
    assert_eq!(said(&walk), "The progress file is back.");
    assert_eq!(
        header(&walk),
        "NO-GO 1 Launch 2/3 done lead@bastion-1 saved"
    );
}

#[test]
fn question_waits_for_the_open_field() {
    let (mut walk, older) = ticked();
    walk.keys("a 'half'");
    walk.others_save(&older);
    assert!(
        walk.screen().contains("half") && header(&walk).ends_with("PROGRESS FILE REPLACED"),
        "{}",
        walk.screen()
    );
    walk.keys("esc");
    walk.idle(1);
    assert_eq!(said(&walk), REPLACED);
    walk.keys("W a");
    assert!(
        walk.screen().contains("half"),
        "the draft is there: {}",
        walk.screen()
    );
}

#[test]
fn saves_of_others_ask_nothing() {
    let (mut walk, older) = ticked();
    let newer = walk.progress();
    let theirs = newer.replacen(
        "\"entries\": {",
        "\"entries\": {\n    \"launch/three\": [\n      {\"id\":\"x\",\"at\":\"2026-11-21T21:00:00.000Z\",\"by\":\"ann@b\",\"on\":\"three\",\"state\":\"done\"}\n    ],",
        1,
    );
    walk.others_save(&with_their_ids(&theirs));
    assert_eq!(header(&walk), "GO Launch 3/3 done lead@bastion-1 saved");
    assert_ne!(older, theirs);
}

#[test]
fn read_only_mode_uses_the_file_as_is() {
    let (mut walk, older) = ticked();
    walk.keys("R y");
    walk.others_save(&older);
    assert_eq!(said(&walk), REPLACED);
    walk.keys("W");
    assert_eq!(said(&walk), "Read-only mode is on (R to turn it off).");
    assert_eq!(walk.save_now(), None);
    assert_eq!((walk.progress(), walk.aside()), (older, vec![]));
}
