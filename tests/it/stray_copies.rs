//! Copies of a progress file that sync programs, editors and people leave beside it: they are listed with the command
//! that merges them, and never taken for other runs.

use std::fs;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};

use super::program::{Folder, Ran};
use super::terminal::seat::Seat;

const CHECKLIST: &str = "# T\n- [ ] one\n- [ ] two\n- [ ] three\n";

/// A checklist with its first item ticked, and a copy under this name in which the second is ticked too.
fn folder_with_copy(name: &str) -> Folder {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    copy_with(&folder, "a.gonogo.json", name, &["2"]);
    folder
}

/// Copies a progress file of `a.md`, and ticks items in the copy.
fn copy_with(folder: &Folder, from: &str, to: &str, items: &[&str]) {
    let (file, copy) = (folder.path(from), folder.path(to));
    let before = fs::read(&file).unwrap();
    let run = from
        .strip_prefix("a.")
        .and_then(|name| name.strip_suffix(".gonogo.json"));
    let run: Vec<&str> = run.iter().flat_map(|run| ["--run", run]).collect();
    if !items.is_empty() {
        folder.change(&[&["tick", "a.md"], items, &run].concat());
    }
    fs::rename(&file, &copy).unwrap();
    fs::write(&file, before).unwrap();
}

/// Runs what was told after the last `: ` as a shell does.
fn run_in_shell(folder: &Folder, told: &str) {
    let command = told.rsplit_once(": ").unwrap().1;
    let programs = cargo_bin!("gonogo").parent().unwrap().display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let ran = Command::new("bash")
        .args(["-c", command])
        .env("PATH", path)
        .current_dir(folder.path(""))
        .output();
    let ran = ran.unwrap();
    assert!(
        ran.status.success(),
        "{command}: {}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

fn ticked(folder: &Folder) -> usize {
    folder
        .out(&["list", "a.md", "--state", "done"])
        .lines()
        .count()
}

#[test]
fn copy_with_changes_is_listed_with_its_merge_command() {
    for (name, quoted) in [
        (
            "a.gonogo (conflicted copy 2026-11-27 220103).json",
            "'a.gonogo (conflicted copy 2026-11-27 220103).json'",
        ),
        (
            "a (Ann's conflicted copy 2026-11-27).gonogo.json",
            r"'a (Ann'\''s conflicted copy 2026-11-27).gonogo.json'",
        ),
        (
            "a.sync-conflict-20261127-220103-ABCDEF7.gonogo.json",
            "a.sync-conflict-20261127-220103-ABCDEF7.gonogo.json",
        ),
        (
            "a.gonogo.sync-conflict-20261127-220103-ABCDEF7.json",
            "a.gonogo.sync-conflict-20261127-220103-ABCDEF7.json",
        ),
        (
            "a.gonogo_conflict-20261127-220103.json",
            "a.gonogo_conflict-20261127-220103.json",
        ),
        ("a.gonogo-BASTION1.json", "a.gonogo-BASTION1.json"),
        ("a.gonogo 2.json", "'a.gonogo 2.json'"),
        ("a.gonogo (1).json", "'a.gonogo (1).json'"),
        ("Copy of a.gonogo.json", "'Copy of a.gonogo.json'"),
        ("a.gonogo.json~", "'a.gonogo.json~'"),
        ("a.gonogo.json.orig", "a.gonogo.json.orig"),
        ("a.gonogo.json.bak", "a.gonogo.json.bak"),
        ("#a.gonogo.json#", "'#a.gonogo.json#'"),
        ("a.gonogo\n\u{1b}[31m.json", r"$'a.gonogo\012\033[31m.json'"),
    ] {
        let folder = folder_with_copy(name);
        let command = format!("gonogo merge a.gonogo.json {quoted} -o a.gonogo.json");
        let told = format!(
            "gonogo: a copy has 1 change that isn't in a.gonogo.json; merge them: {command}\n"
        );
        let status = folder.run(&["status", "a.md"]);
        assert_eq!(
            (status.status, status.err.as_str()),
            (1, told.as_str()),
            "{name:?}"
        );
        assert!(
            status
                .out
                .starts_with("NO-GO  T\n3 required items: 1 ticked one by one, 2 open.\n1 of 3 items done, 2 open\n"),
            "{name:?}: {}",
            status.out
        );
        let json: Value =
            serde_json::from_str(&folder.run(&["status", "a.md", "--json"]).out).unwrap();
        let copies =
            json!({"command": command, "files": [{"path": name, "changes": 1, "error": null}]});
        assert_eq!(json["copies"], copies, "{name:?}");
        let runs = folder.run(&["runs", "a.md"]);
        let line = "(default)  NO-GO  1/3 items  0/0 blanks  started 2026-11-21 21:04 UTC by tester@host  \
                    last change 2026-11-21 21:04 UTC by tester@host\n";
        assert_eq!(
            runs,
            Ran {
                status: 0,
                out: line.to_owned(),
                err: told.clone()
            },
            "{name:?}"
        );
        let runs: Value =
            serde_json::from_str(&folder.run(&["runs", "a.md", "--json"]).out).unwrap();
        assert_eq!(
            (
                runs["runs"].as_array().unwrap().len(),
                &runs["runs"][0]["copies"]
            ),
            (1, &copies),
            "{name:?}"
        );

        run_in_shell(&folder, told.trim_end());
        assert_eq!(ticked(&folder), 2, "{name:?}");
        let status = folder.run(&["status", "a.md"]);
        assert_eq!(
            (status.status, status.err.as_str()),
            (1, ""),
            "{name:?}: it holds nothing new any more"
        );
        let json: Value =
            serde_json::from_str(&folder.run(&["status", "a.md", "--json"]).out).unwrap();
        let copies =
            json!({"command": null, "files": [{"path": name, "changes": 0, "error": null}]});
        assert_eq!(json["copies"], copies, "{name:?}");
    }
}

#[test]
fn several_copies_are_merged_at_once() {
    let folder = folder_with_copy("a.gonogo 2.json");
    copy_with(&folder, "a.gonogo.json", "a.gonogo.json~", &["2", "3"]);
    copy_with(&folder, "a.gonogo.json", "a.gonogo.json.orig", &[]);
    let told = "gonogo: 2 copies have changes that aren't in a.gonogo.json; merge them: \
                gonogo merge a.gonogo.json 'a.gonogo 2.json' 'a.gonogo.json~' -o a.gonogo.json\n";
    assert_eq!(folder.run(&["status", "a.md"]).err, told);
    run_in_shell(&folder, told.trim_end());
    assert_eq!(
        (
            ticked(&folder),
            folder.run(&["status", "a.md"]).err.as_str()
        ),
        (3, "")
    );
}

#[test]
fn copies_restore_a_missing_file() {
    let folder = folder_with_copy("a.gonogo (1).json");
    fs::remove_file(folder.path("a.gonogo.json")).unwrap();
    let told = "gonogo: a.gonogo.json is missing, but there is a copy; restore it: mv 'a.gonogo (1).json' a.gonogo.json\n";
    assert_eq!(folder.run(&["status", "a.md"]).err, told);
    fs::copy(
        folder.path("a.gonogo (1).json"),
        folder.path("a.gonogo.json~"),
    )
    .unwrap();
    let several = "gonogo: a.gonogo.json is missing, but there are 2 copies; merge them: \
                   gonogo merge 'a.gonogo (1).json' 'a.gonogo.json~' -o a.gonogo.json\n";
    assert_eq!(folder.run(&["status", "a.md"]).err, several);
    run_in_shell(&folder, told.trim_end());
    assert_eq!(
        (
            ticked(&folder),
            folder.run(&["status", "a.md"]).err.as_str()
        ),
        (2, "")
    );
}

#[test]
fn copies_in_another_folder_are_listed_with_their_path() {
    let folder = Folder::new();
    fs::create_dir(folder.path("-docs")).unwrap();
    folder.write("-docs/a.md", CHECKLIST);
    folder.change(&["tick", "./-docs/a.md", "1"]);
    let own = folder.read("-docs/a.gonogo.json");
    folder.change(&["tick", "./-docs/a.md", "2"]);
    fs::rename(
        folder.path("-docs/a.gonogo.json"),
        folder.path("-docs/a.gonogo 2.json"),
    )
    .unwrap();
    folder.write("-docs/a.gonogo.json", own);
    let told = "gonogo: a copy has 1 change that isn't in ./-docs/a.gonogo.json; merge them: \
                gonogo merge ./-docs/a.gonogo.json './-docs/a.gonogo 2.json' -o ./-docs/a.gonogo.json\n";
    assert_eq!(folder.run(&["status", "./-docs/a.md"]).err, told);
    run_in_shell(&folder, told.trim_end());
    assert_eq!(folder.run(&["status", "./-docs/a.md"]).err, "");
}

#[test]
fn each_run_has_its_own_copies() {
    let folder = folder_with_copy("a.gonogo 2.json");
    folder.change(&["tick", "a.md", "1", "--run", "v2"]);
    copy_with(
        &folder,
        "a.v2.gonogo.json",
        "a.v2.sync-conflict-20261127-220103-ABCDEF7.gonogo.json",
        &["3"],
    );
    let own = "gonogo: a copy has 1 change that isn't in a.gonogo.json; merge them: \
               gonogo merge a.gonogo.json 'a.gonogo 2.json' -o a.gonogo.json\n";
    let of_run = "gonogo: a copy has 1 change that isn't in a.v2.gonogo.json; merge them: gonogo merge a.v2.gonogo.json \
                  a.v2.sync-conflict-20261127-220103-ABCDEF7.gonogo.json -o a.v2.gonogo.json\n";
    assert_eq!(folder.run(&["status", "a.md"]).err, own);
    assert_eq!(folder.run(&["status", "a.md", "--run", "v2"]).err, of_run);
    let runs = folder.run(&["runs", "a.md"]);
    assert_eq!(
        (runs.status, runs.out.lines().count(), runs.err),
        (0, 2, format!("{own}{of_run}"))
    );
}

#[test]
fn unreadable_copies_are_listed_and_other_files_are_not() {
    let folder = folder_with_copy("a.gonogo 2.json");
    let text = folder.read("a.gonogo 2.json");
    folder.write("a.gonogo 2.json", &text[..text.len() - 30]);
    folder.write("a.gonogo 3.json", text.replace("gonogo/1", "gonogo/7"));
    // Of another checklist, of another run, and no progress at all.
    folder.write("a.gonogo 4.json", text.replace("\"a.md\"", "\"b.md\""));
    folder.write(
        "a.gonogo 5.json",
        text.replace("\"a.md\",", "\"a.md\",\n  \"run\": \"v3\","),
    );
    folder.write("a.gonogo 6.json", "{\"checklist\": \"a.md\"}");
    folder.write("a.gonogo 7.json", "");
    fs::create_dir(folder.path("a.gonogo 8.json")).unwrap();
    let (place, mode) = (rustix::fs::CWD, rustix::fs::Mode::RUSR);
    rustix::fs::mknodat(
        place,
        folder.path("a.gonogo 9.json"),
        rustix::fs::FileType::Fifo,
        mode,
        0,
    )
    .unwrap();
    std::os::unix::fs::symlink("a.gonogo.json", folder.path("a.gonogo.json~")).unwrap();
    let status = folder.run(&["status", "a.md"]);
    let told: Vec<&str> = status.err.lines().collect();
    assert_eq!(told.len(), 2, "{}", status.err);
    let damaged = "gonogo: a copy of a.gonogo.json can't be read: a.gonogo 2.json, line ";
    assert!(
        told[0].starts_with(damaged) && told[0].ends_with("with `gonogo merge`"),
        "{}",
        told[0]
    );
    assert_eq!(
        told[1],
        "gonogo: a copy of a.gonogo.json can't be read: a.gonogo 3.json: written by a newer gonogo (gonogo/7): \
         it can be read, but not changed; update gonogo"
    );
}

#[test]
fn named_progress_file_has_copies_but_the_default_file_is_not_one() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1", "2"]);
    folder.change(&["tick", "a.md", "1", "--progress", "a.json"]);
    let own = folder.read("a.json");
    folder.change(&["tick", "a.md", "3", "--progress", "a.json"]);
    fs::rename(
        folder.path("a.json"),
        folder.path("a (conflicted copy).json"),
    )
    .unwrap();
    folder.write("a.json", own);
    let told = "gonogo: a copy has 1 change that isn't in a.json; merge them: \
                gonogo merge a.json 'a (conflicted copy).json' -o a.json\n";
    assert_eq!(
        folder.run(&["status", "a.md", "--progress", "a.json"]).err,
        told
    );
    assert_eq!(folder.run(&["status", "a.md"]).err, "");
}

#[test]
fn tui_and_line_mode_start_with_the_notice() {
    let folder = folder_with_copy("a.gonogo 2.json");
    let plain = folder.run_with("quit\n", &[], &["a.md", "--plain"]);
    let told = "A copy has 1 change that isn't in a.gonogo.json; merge them: \
                gonogo merge a.gonogo.json 'a.gonogo 2.json' -o a.gonogo.json";
    let lines: Vec<&str> = plain.out.lines().collect();
    assert_eq!(lines[3], told, "{}", plain.out);

    let mut seat = Seat::start(&folder.path(""), &["a.md"]);
    seat.wait_until("the first screen", |screen| screen.contains("[x] one"));
    let rows: Vec<String> = seat.screen().rows(0, 80).collect();
    assert_eq!(
        rows[22..],
        [
            " A copy has 1 change that isn't in a.gonogo.json; merge them: gonogo merge",
            " a.gonogo.json 'a.gonogo 2.json' -o a.gonogo.json",
        ]
    );
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
}
