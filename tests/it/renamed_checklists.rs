//! Progress under the old name of a renamed checklist is offered with the command that keeps it, and never used without
//! asking.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use super::program::{Folder, Ran};
use super::terminal::seat::Seat;

const CHECKLIST: &str = "# T\n- [ ] one\n- [ ] two\n- [ ] three\n- [ ] four\n";

/// `old.md` with progress, which is `new.md` by now.
fn renamed() -> Folder {
    let folder = Folder::new();
    folder.write("old.md", CHECKLIST);
    folder.change(&["tick", "old.md", "1", "2", "3"]);
    fs::rename(folder.path("old.md"), folder.path("new.md")).unwrap();
    folder
}

/// What `status` says of a file beside what it prints.
fn told(folder: &Folder, file: &str) -> String {
    folder.run(&["status", file]).err
}

fn run_in_shell(folder: &Folder, told: &str) {
    let command = told.trim_end().rsplit_once(": ").unwrap().1;
    let command = command.replace("gonogo merge", "\"$GONOGO\" merge");
    let mut shell = Command::new("sh");
    let shell = shell
        .args(["-c", &command])
        .env("GONOGO", env!("CARGO_BIN_EXE_gonogo"));
    assert!(
        shell
            .current_dir(folder.path(""))
            .output()
            .unwrap()
            .status
            .success(),
        "{command}"
    );
}

#[test]
fn progress_under_the_old_name_is_only_offered() {
    let folder = renamed();
    let offer = "gonogo: no progress for new.md yet; renamed from old.md (3 of 3 marks match)? Keep its progress: \
                 gonogo merge --renamed old.gonogo.json -o new.gonogo.json\n";
    let before = folder.all();
    let status = folder.run(&["status", "new.md"]);
    assert_eq!((status.status, status.err.as_str()), (1, offer));
    assert!(
        status
            .out
            .starts_with("NO-GO  T\n4 required items: 4 open.\n0 of 4 items done, 4 open\n"),
        "{}",
        status.out
    );
    let json: Value =
        serde_json::from_str(&folder.run(&["status", "new.md", "--json"]).out).unwrap();
    let renamed = json!({
        "checklist": "old.md", "marked": 3, "found": 3, "command": "gonogo merge --renamed old.gonogo.json -o new.gonogo.json"
    });
    assert_eq!(json["renamed"], renamed);
    let err = format!("new.md: no runs yet\n{offer}");
    assert_eq!(
        folder.run(&["runs", "new.md"]),
        Ran {
            status: 0,
            out: String::new(),
            err
        }
    );
    assert_eq!(folder.all(), before);

    run_in_shell(&folder, offer);
    assert_eq!(told(&folder, "new.md"), "");
    assert_eq!(
        folder
            .out(&["list", "new.md", "--state", "done"])
            .lines()
            .count(),
        3
    );
    folder.change(&["tick", "new.md", "4"]);
    assert!(
        folder
            .read("new.gonogo.json")
            .contains("\"checklist\": \"new.md\"")
    );
}

#[test]
fn all_runs_of_the_old_name_are_offered_together() {
    let folder = Folder::new();
    folder.write("old.md", CHECKLIST);
    folder.change(&["tick", "old.md", "1"]);
    folder.change(&["tick", "old.md", "2", "--run", "v2"]);
    fs::rename(folder.path("old.md"), folder.path("Go live!.md")).unwrap();
    fs::copy(
        folder.path("old.gonogo.json"),
        folder.path("old 2.gonogo.json"),
    )
    .unwrap();
    let offer = "gonogo: no progress for Go live!.md yet; renamed from old.md (2 of 2 marks match)? Keep its progress: \
                 gonogo merge --renamed old.gonogo.json -o 'Go live!.gonogo.json' && gonogo merge --renamed old.v2.gonogo.json -o 'Go live!.v2.gonogo.json'\n";
    assert_eq!(told(&folder, "Go live!.md"), offer);
    run_in_shell(&folder, offer);
    assert_eq!(folder.out(&["runs", "Go live!.md"]).lines().count(), 2);
}

#[test]
fn best_match_of_several_old_names_is_offered() {
    let folder = renamed();
    folder.write("older.md", CHECKLIST);
    folder.change(&["tick", "older.md", "1"]);
    fs::remove_file(folder.path("older.md")).unwrap();
    let offer = "gonogo: no progress for new.md yet; renamed from old.md (3 of 3 marks match)? Keep its progress: \
                 gonogo merge --renamed old.gonogo.json -o new.gonogo.json\n";
    assert_eq!(told(&folder, "new.md"), offer);
}

#[test]
fn half_matching_progress_is_offered_after_an_edit() {
    let folder = renamed();
    folder.write(
        "new.md",
        "# T\n- [ ] one\n- [ ] two\n- [ ] nothing of the kind\n",
    );
    let offer = "gonogo: no progress for new.md yet; renamed from old.md (2 of 3 marks match)? Keep its progress: \
                 gonogo merge --renamed old.gonogo.json -o new.gonogo.json\n";
    assert_eq!(told(&folder, "new.md"), offer);
}

#[test]
fn unrelated_progress_is_not_offered() {
    for (label, change) in [
        (
            "its checklist is still there",
            (|folder| folder.write("old.md", CHECKLIST)) as fn(&Folder),
        ),
        ("it has progress", |folder| {
            drop(folder.change(&["tick", "new.md", "4"]));
        }),
        ("another document", |folder| {
            folder.write("new.md", "# Other\n- [ ] alpha\n- [ ] beta\n- [ ] one\n");
        }),
        ("it is another's by its name", |folder| {
            folder.write("other.md", CHECKLIST);
            fs::rename(
                folder.path("old.gonogo.json"),
                folder.path("other.gonogo.json"),
            )
            .unwrap();
        }),
        ("damaged", |folder| {
            folder.write("old.gonogo.json", &folder.read("old.gonogo.json")[..200]);
        }),
        ("without marks", |folder| {
            folder.write(
                "old.gonogo.json",
                "{\"format\":\"gonogo/1\",\"checklist\":\"old.md\",\"entries\":{}}",
            );
        }),
    ] {
        let folder = renamed();
        change(&folder);
        assert_eq!(told(&folder, "new.md"), "", "{label}");
    }
    let folder = renamed();
    let ran = folder.run(&["status", "new.md", "--progress", "p.json"]);
    assert_eq!(ran.err, "", "who names a file means that one");
}

#[test]
fn tui_starts_with_the_offer() {
    let folder = renamed();
    let mut seat = Seat::start(&folder.path(""), &["new.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("[ ] four"));
    let rows: Vec<String> = seat.screen().rows(0, 80).collect();
    assert_eq!(
        rows[22..],
        [
            " No progress for new.md yet; renamed from old.md (3 of 3 marks match)? Keep its",
            " progress: gonogo merge --renamed old.gonogo.json -o new.gonogo.json",
        ]
    );
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    assert!(!folder.path("new.gonogo.json").exists());
}
