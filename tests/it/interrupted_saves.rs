//! A save that can't be finished leaves the old file and nothing else.

use std::fs::{self, File, FileTimes};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use assert_cmd::cargo::cargo_bin;
use gonogo::checklist::EntryId;

use super::program::{BY, Folder, NOW};
use super::saving::{names, open, tick};

const CHECKLIST: &str = "- [ ] one\n- [ ] two\n";

/// Makes a file as if it was written two hours ago.
pub(crate) fn age(file: &File) {
    let then = SystemTime::now() - Duration::from_secs(7200);
    file.set_times(FileTimes::new().set_modified(then)).unwrap();
}

/// The names of new files that never took the place of another.
pub(crate) fn leftovers(folder: &Folder) -> Vec<String> {
    names(folder)
        .into_iter()
        .filter(|name| name.starts_with(".gonogo-"))
        .collect()
}

#[test]
fn leftovers_of_killed_processes_are_removed() {
    let folder = Folder::with(CHECKLIST);
    let plant = |name: &str, is_old: bool| {
        folder.write(name, "half a fi");
        let file = File::options().write(true).open(folder.path(name)).unwrap();
        if is_old {
            age(&file);
        }
        file
    };
    plant(".gonogo-aB3dE6.tmp", true);
    plant(".gonogo-young1.tmp", false);
    let held = plant(".gonogo-living.tmp", true);
    held.lock().unwrap();
    for name in [
        ".gonogo-other.tmp",
        ".gonogo-aB3dE6.bak",
        "gonogo-aB3dE6.tmp",
        ".gonogo-a_3dE6.tmp",
    ] {
        plant(name, true);
    }
    symlink("a.md", folder.path(".gonogo-linked.tmp")).unwrap();
    fs::create_dir(folder.path(".gonogo-folder.tmp")).unwrap();
    let mut spared = names(&folder);
    spared.retain(|name| name != ".gonogo-aB3dE6.tmp");
    spared.push("a.gonogo.json".to_owned());
    spared.sort();

    let (mut workbook, mut store) = open(&folder);
    tick(&mut workbook, 0, "me");
    store.save(&mut workbook).unwrap();
    assert_eq!(names(&folder), spared);

    plant(".gonogo-again1.tmp", true);
    tick(&mut workbook, 1, "me");
    store.save(&mut workbook).unwrap();
    assert!(folder.path(".gonogo-again1.tmp").exists(), "it looks once");
    drop(held);
    see_that_it_is_free(&folder.path(".gonogo-living.tmp"));
    let (mut workbook, mut store) = open(&folder);
    store.save(&mut workbook).unwrap();
    for gone in [".gonogo-again1.tmp", ".gonogo-living.tmp"] {
        assert!(!folder.path(gone).exists(), "{gone}: who held it is gone");
    }
}

/// Waits until nobody holds the lock of a file: a process that another test starts has all open files for a moment.
pub(crate) fn see_that_it_is_free(path: &Path) {
    File::open(path).unwrap().lock().unwrap();
}

/// The text of a progress file with one note.
fn noted(checklist: &str, run: Option<&str>, note: &str) -> String {
    let run = run
        .map(|run| format!("\"run\":\"{run}\","))
        .unwrap_or_default();
    format!(
        "{{\"format\":\"gonogo/1\",\"checklist\":\"{checklist}\",{run}\"entries\":{{\"one\":[{{\"id\":\"{note}\",\"at\":\
         \"2026-01-01T00:00:00Z\",\"by\":\"a\",\"on\":\"one\",\"note\":\"{note}\"}}]}}}}\n"
    )
}

#[test]
fn file_moved_aside_by_a_killed_save_is_merged_before_removal() {
    let folder = Folder::with(CHECKLIST);
    folder.write("b.md", CHECKLIST);
    folder.write("b.gonogo.json", noted("b.md", None, "of-b"));
    for (name, text, _) in LEFT {
        folder.write(name, text());
        age(&File::options().write(true).open(folder.path(name)).unwrap());
    }
    let (mut workbook, mut store) = open(&folder);
    tick(&mut workbook, 1, "me");
    store.save(&mut workbook).unwrap();
    let kept = LEFT
        .iter()
        .filter(|(_, _, stays)| *stays)
        .map(|(name, ..)| (*name).to_owned());
    let mut expected: Vec<String> = kept.collect();
    expected.extend(["a.gonogo.json", "a.md", "b.gonogo.json", "b.md"].map(str::to_owned));
    assert_eq!(names(&folder), expected);
    let notes: Vec<&str> = workbook
        .marks(EntryId(0))
        .notes
        .iter()
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(notes, ["own"], "it is seen at once");
    let text = folder.read("a.gonogo.json");
    assert_eq!(
        (
            text.matches("\"own\"").count(),
            text.matches("of-b").count()
        ),
        (2, 0),
        "id and text: {text}"
    );
}

/// What was left: its name, its text, and whether it stays.
type Left = (&'static str, fn() -> String, bool);

const LEFT: [Left; 7] = [
    (
        ".gonogo-lost01.tmp",
        || noted("b.md", None, "nowhere-else"),
        true,
    ),
    (
        ".gonogo-lost02.tmp",
        || noted("a.md", Some("r"), "another-run"),
        true,
    ),
    (
        ".gonogo-newer1.tmp",
        || noted("a.md", None, "later").replace("gonogo/1", "gonogo/2"),
        true,
    ),
    (".gonogo-own001.tmp", || noted("a.md", None, "own"), false),
    (".gonogo-saved1.tmp", || noted("b.md", None, "of-b"), false),
    (
        ".gonogo-half01.tmp",
        || noted("a.md", None, "half")[..80].to_owned(),
        false,
    ),
    (".gonogo-empty1.tmp", String::new, false),
];

/// Attaches a note under a limit on the size of files.
fn note_with_limit(folder: &Folder, blocks: u32, text: &str) -> Output {
    run_with_limit(folder, blocks, &["note", "a.md", "1", text, "--by", BY])
}

/// Runs the program under a limit on the size of files, in blocks of 512 or 1024 bytes.
fn run_with_limit(folder: &Folder, blocks: u32, arguments: &[&str]) -> Output {
    Command::new("sh")
        .args(["-c", "ulimit -f \"$0\" && exec \"$@\"", &blocks.to_string()])
        .arg(cargo_bin!("gonogo"))
        .args(arguments)
        .current_dir(folder.path(""))
        .env_remove("XDG_STATE_HOME")
        .envs([("HOME", folder.path("home")), ("GONOGO_NOW", NOW.into())])
        .output()
        .unwrap()
}

#[test]
fn failed_growth_keeps_the_old_file() {
    let folder = Folder::with(CHECKLIST);
    let long = "x".repeat(4000);
    for (label, blocks) in [("no byte", 0), ("a part of it", 2)] {
        for begun in ["nothing", "an empty file", "a long file"] {
            match begun {
                "an empty file" => folder.write("a.gonogo.json", ""),
                "a long file" => {
                    drop(folder.change(&["note", "a.md", "2", &format!("{label}: {long}")]));
                }
                _ => {}
            }
            let before = folder.all();
            let ran = note_with_limit(&folder, blocks, &long);
            let told = String::from_utf8(ran.stderr).unwrap();
            assert_eq!(ran.status.code(), Some(2), "{label}, {begun}: {told}");
            let sentence =
                "can't save: file too large; raise the file size limit (ulimit -f) and try again\n";
            assert!(
                told.starts_with("gonogo: ") && told.ends_with(sentence),
                "{label}: {told}"
            );
            let now = names(&folder);
            assert!(
                folder.all() == before,
                "{label}, {begun}: a file changed, or one was left: {now:?}"
            );
        }
        let ran = note_with_limit(&folder, 1000, &format!("{label} {long}"));
        assert_eq!(ran.status.code(), Some(0), "{label}: with room it is saved");
        assert_eq!(folder.read("a.gonogo.json").matches(&long).count(), 2);
        fs::remove_file(folder.path("a.gonogo.json")).unwrap();
    }
}

#[test]
fn failed_growth_of_a_new_file_leaves_nothing() {
    let folder = Folder::with(CHECKLIST);
    for arguments in [
        ["new", "go-live", "-o", "b.md"],
        ["export", "a.md", "-o", "b.md"],
    ] {
        let ran = run_with_limit(&folder, 0, &arguments);
        let told = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{told}");
        assert_eq!(
            names(&folder),
            ["a.md"],
            "a second try is not told that the file exists: {told}"
        );
    }
}

#[test]
fn saving_keeps_the_group_of_the_file() {
    const GROUP: u32 = 4711;
    let folder = Folder::new();
    fs::create_dir(folder.path("shared")).unwrap();
    folder.write("shared/a.md", CHECKLIST);
    folder.write("shared/a.gonogo.json", "");
    let program = folder.path("gonogo");
    fs::copy(cargo_bin!("gonogo"), &program).unwrap();
    for (name, mode) in [
        ("", 0o755),
        ("shared", 0o775),
        ("shared/a.gonogo.json", 0o664),
    ] {
        let path = folder.path(name);
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        if !name.is_empty() && std::os::unix::fs::chown(&path, Some(4712), Some(GROUP)).is_err() {
            println!("nothing was tried: only root may give files away");
            return;
        }
    }
    // A member of the group, who is not the owner, and whose new files belong to another group.
    let mut member = Command::new("setpriv");
    member
        .args([
            "--reuid=4713",
            "--regid=4713",
            &format!("--groups={GROUP}"),
            "--",
        ])
        .arg(&program)
        .args(["tick", "a.md", "1", "--by", BY])
        .current_dir(folder.path("shared"))
        .env_remove("XDG_STATE_HOME")
        .env_remove("XDG_CONFIG_HOME")
        .env("HOME", folder.path("home"));
    let ran = loop {
        match member.output() {
            // Another test is just starting a program, and holds the copy open until it has.
            Ok(ran) if String::from_utf8_lossy(&ran.stderr).contains("Text file busy") => {
                std::thread::yield_now();
            }
            Ok(ran) => break ran,
            Err(error) => return println!("nothing was tried: setpriv: {error}"),
        }
    };
    assert_eq!(
        ran.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let file = fs::metadata(folder.path("shared/a.gonogo.json")).unwrap();
    assert_eq!(
        (file.uid(), file.gid(), file.mode() & 0o777),
        (4713, GROUP, 0o664)
    );
}

#[test]
fn save_recreates_a_file_removed_while_waiting() {
    for _ in 0..4 {
        let folder = &Folder::with(CHECKLIST);
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    assert_eq!(note_with_limit(folder, 0, "lost").status.code(), Some(2));
                });
            }
            scope
                .spawn(|| assert_eq!(note_with_limit(folder, 1000, "kept").status.code(), Some(0)));
        });
        assert!(folder.read("a.gonogo.json").contains("\"kept\""));
        assert_eq!(names(folder), ["a.gonogo.json", "a.md"]);
    }
}

#[test]
fn full_disk_is_reported_and_saved_later() {
    let folder = Folder::new();
    let disk = folder.path("disk");
    fs::create_dir(&disk).unwrap();
    // A name space of its own: the small disk is gone with the process, whatever happens.
    let script = r#"
        mount -t tmpfs -o size=64k none "$1" || exit 77
        cd "$1" && printf -- '- [ ] one\n' > a.md && "$0" note a.md 1 first || exit 1
        cp a.gonogo.json before
        dd if=/dev/zero of=ballast bs=1k 2>/dev/null
        "$0" note a.md 1 second; echo "status $?"
        cmp a.gonogo.json before && echo "as it was"
        ls -A
        rm ballast && "$0" note a.md 1 second && grep -c '"note"' a.gonogo.json
    "#;
    let ran = Command::new("unshare")
        .args(["-rm", "sh", "-c", script])
        .arg(cargo_bin!("gonogo"))
        .arg(&disk)
        .env_remove("XDG_STATE_HOME")
        .env("HOME", folder.path("home"))
        .output();
    let Ok(ran) = ran else {
        return println!("nothing was tried: there is no unshare");
    };
    let told = String::from_utf8(ran.stderr).unwrap();
    if told.starts_with("unshare:") || ran.status.code() == Some(77) {
        return println!("nothing was tried: no disk may be mounted here: {told}");
    }
    let out = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(
        out, "status 2\nas it was\na.gonogo.json\na.md\nballast\nbefore\n2\n",
        "{told}"
    );
    let sentence = "can't save: no space left on device; free some disk space and try again\n";
    assert!(told.contains(sentence), "{told}");
}
