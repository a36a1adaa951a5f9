//! Output paths never replace progress or a checklist, and other files only with `--force`.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Stdio};

use gonogo::store::{self, ProgressPaths, Store};

use super::program::{BY, Folder, NOW, Ran};
use super::terminal::seat::Seat;

const CHECKLIST: &str = "# T\n- [ ] one: ____\n- [ ] two\n";
const FORMATS: [&str; 5] = ["markdown", "html", "json", "csv", "junit"];

/// A checklist with progress of two runs, another checklist with its own, and files and links that lead to them.
fn folder() -> Folder {
    let folder = Folder::with(CHECKLIST);
    folder.write("b.md", "# Other\n- [ ] three\n");
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["tick", "a.md", "2", "--run", "v2"]);
    folder.change(&["tick", "b.md", "1"]);
    fs::create_dir(folder.path("kept")).unwrap();
    folder.change(&["tick", "a.md", "2", "--progress", "kept/p.json"]);
    let own = folder.read("a.gonogo.json");
    for (name, text) in [
        ("newer.json", own.replace("gonogo/1", "gonogo/9")),
        ("damaged.json", own[..own.len() - 20].to_owned()),
        (
            "marked.json",
            format!("<<<<<<< ours\n{own}=======\n{own}>>>>>>> theirs\n"),
        ),
        ("one-line.json", own.replace('\n', "")),
        ("copy of it.txt", own.clone()),
        ("empty.GONOGO.json", String::new()),
        ("wide.json", String::new()),
    ] {
        folder.write(name, text);
    }
    let wide: Vec<u8> = own.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path("wide.json"), wide).unwrap();
    symlink("a.gonogo.json", folder.path("link.json")).unwrap();
    symlink("link.json", folder.path("link-to-link.json")).unwrap();
    symlink("kept/p.json", folder.path("link-to-kept")).unwrap();
    symlink("new.gonogo.json", folder.path("link-to-nothing")).unwrap();
    fs::hard_link(folder.path("a.gonogo.json"), folder.path("hard.json")).unwrap();
    symlink("a.md", folder.path("link.md")).unwrap();
    fs::hard_link(folder.path("a.md"), folder.path("hard.md")).unwrap();
    folder
}

/// What lies in the folder and below, to see that nothing of it changed.
fn all(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let mut all = folder.all();
    all.push((
        "kept/p.json".to_owned(),
        fs::read(folder.path("kept/p.json")).unwrap(),
    ));
    all
}

#[test]
fn report_replaces_neither_progress_nor_checklist() {
    let folder = folder();
    let is_progress = "this is a progress file and is never overwritten; choose another file";
    let is_name =
        "names ending in .gonogo.json are reserved for progress files; choose another file";
    let is_document =
        "this is the checklist itself, which is never changed; choose another file with -o";
    let before = all(&folder);
    for (name, message) in [
        ("a.gonogo.json", is_progress),
        ("./a.gonogo.json", is_progress),
        ("a.v2.gonogo.json", is_progress),
        ("b.gonogo.json", is_progress),
        ("kept/p.json", is_progress),
        ("newer.json", is_progress),
        ("damaged.json", is_progress),
        ("marked.json", is_progress),
        ("one-line.json", is_progress),
        ("copy of it.txt", is_progress),
        ("wide.json", is_progress),
        ("empty.GONOGO.json", is_progress),
        ("link.json", is_progress),
        ("link-to-link.json", is_progress),
        ("link-to-kept", is_progress),
        ("hard.json", is_progress),
        ("new.gonogo.json", is_name),
        ("link-to-nothing", is_name),
        ("a.md", is_document),
        ("link.md", is_document),
        ("hard.md", is_document),
    ] {
        for (format, more) in FORMATS.into_iter().flat_map(|format| {
            [
                (format, &[][..]),
                (format, &["--force"]),
                (format, &["--force", "--read-only"]),
            ]
        }) {
            let arguments = [&["export", "a.md", "--format", format, "-o", name], more].concat();
            let message = format!("gonogo: {name}: {message}\n");
            let refused = Ran {
                status: 2,
                out: String::new(),
                err: message,
            };
            assert_eq!(folder.run(&arguments), refused, "{arguments:?}");
        }
    }
    let ran = folder.run(&["export", "a.md", "-o", "b.md", "--force"]);
    let message = "gonogo: b.md: this is a checklist with progress in b.gonogo.json, and is never changed; choose another file with -o\n";
    assert_eq!((ran.status, ran.err.as_str()), (2, message));
    assert_eq!(all(&folder), before);
}

#[test]
fn report_never_replaces_the_future_progress_file() {
    let folder = Folder::with(CHECKLIST);
    let refused = |ran: Ran| {
        let message = "gonogo: p.json: this is a progress file and is never overwritten; choose another file\n";
        assert_eq!(
            ran,
            Ran {
                status: 2,
                out: String::new(),
                err: message.to_owned()
            }
        );
    };
    refused(folder.run(&["export", "a.md", "--progress", "p.json", "-o", "p.json"]));
    folder.write("p.json", "");
    refused(folder.run(&[
        "export",
        "a.md",
        "--progress",
        "p.json",
        "-o",
        "p.json",
        "--force",
    ]));
    assert_eq!(folder.read("p.json"), "");
}

#[test]
fn report_replaces_no_progress_in_the_state_folder() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    let state = folder.path("state/gonogo/progress");
    fs::create_dir_all(&state).unwrap();
    let document = folder.path("a.md");
    let away = ProgressPaths::of(&document, None, None, Some(&state))
        .away()
        .unwrap()
        .to_owned();
    fs::rename(folder.path("a.gonogo.json"), &away).unwrap();
    let before = fs::read(&away).unwrap();
    let name = away.display().to_string();
    let ran = folder.run(&["export", "a.md", "-o", &name, "--force"]);
    let message = format!(
        "gonogo: {name}: this is a progress file and is never overwritten; choose another file\n"
    );
    assert_eq!(
        ran,
        Ran {
            status: 2,
            out: String::new(),
            err: message
        }
    );
    assert_eq!(fs::read(&away).unwrap(), before);
}

#[test]
fn other_files_are_replaced_only_with_force_and_keep_their_mode() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    let filled = CHECKLIST.replacen("[ ]", "[x]", 1);
    fs::create_dir(folder.path("reports")).unwrap();
    folder.write("reports/1.md", "mine");
    fs::set_permissions(folder.path("reports/1.md"), Permissions::from_mode(0o640)).unwrap();
    symlink("reports/1.md", folder.path("last.md")).unwrap();
    let export =
        |more: &[&str]| folder.run(&[&["export", "a.md", "--filled", "-o"], more].concat());
    let told = |status, err: &str| Ran {
        status,
        out: String::new(),
        err: err.to_owned(),
    };
    for name in ["last.md", "reports/1.md"] {
        let message = format!(
            "gonogo: {name}: this file already exists; choose another name with -o, or overwrite it with --force\n"
        );
        assert_eq!(export(&[name]), told(2, &message));
        assert_eq!(folder.read("reports/1.md"), "mine");
    }
    assert_eq!(
        export(&["last.md", "--force"]),
        told(0, "replaced last.md\n")
    );
    assert_eq!(folder.read("reports/1.md"), filled);
    let mode = fs::metadata(folder.path("reports/1.md"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(
        fs::symlink_metadata(folder.path("last.md"))
            .unwrap()
            .is_symlink(),
        "the link stays"
    );
    // Where there is no file yet, nothing is replaced.
    assert_eq!(
        export(&["reports/2.md", "--force"]),
        told(0, "wrote reports/2.md\n")
    );
    assert_eq!(folder.read("reports/2.md"), filled);
    assert_eq!(export(&["last.md", "--force", "--quiet"]), told(0, ""));
    let left: Vec<_> = fs::read_dir(folder.path("reports"))
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "no litter: {left:?}");
    let alone = folder.run(&["export", "a.md", "--force"]);
    assert_eq!(
        (alone.status, alone.out.as_str()),
        (2, ""),
        "there is nothing to replace: {}",
        alone.err
    );
}

#[test]
fn failed_replacement_keeps_the_file() {
    let folder = Folder::with(CHECKLIST);
    folder.write("report.md", "mine");
    // Its folder takes no new file: what would be written there is too large.
    let gonogo = assert_cmd::cargo::cargo_bin!("gonogo");
    let script = format!(
        "ulimit -f 0; trap '' XFSZ; exec '{}' export a.md -o report.md --force",
        gonogo.display()
    );
    let ran = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path(""))
        .env("GONOGO_NOW", NOW)
        .output();
    let ran = ran.unwrap();
    assert_eq!(
        (
            ran.status.code(),
            String::from_utf8(ran.stderr).unwrap().as_str()
        ),
        (
            Some(2),
            "gonogo: report.md: can't write: file too large; raise the file size limit (ulimit -f) and try again\n"
        )
    );
    let names: Vec<String> = folder.all().into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        (folder.read("report.md").as_str(), names),
        ("mine", vec!["a.md".to_owned(), "report.md".to_owned()])
    );
}

#[test]
fn pipes_and_devices_are_written_to() {
    let folder = Folder::with(CHECKLIST);
    let (place, mode) = (
        rustix::fs::CWD,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
    );
    rustix::fs::mknodat(
        place,
        folder.path("pipe"),
        rustix::fs::FileType::Fifo,
        mode,
        0,
    )
    .unwrap();
    let reader = Command::new("cat")
        .arg(folder.path("pipe"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    assert_eq!(
        folder.change(&["export", "a.md", "--filled", "-o", "pipe"]),
        "wrote pipe\n"
    );
    assert_eq!(
        String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap(),
        CHECKLIST
    );
    assert_eq!(
        folder.out(&["export", "a.md", "--filled", "-o", "-"]),
        CHECKLIST
    );
    for (device, out) in [
        ("/dev/stdout", CHECKLIST),
        ("/dev/fd/1", CHECKLIST),
        ("/dev/null", ""),
    ] {
        let ran = folder.run(&["export", "a.md", "--filled", "-o", device]);
        assert_eq!(
            ran,
            Ran {
                status: 0,
                out: out.to_owned(),
                err: format!("wrote {device}\n")
            }
        );
    }
    // A shell that appends to a file keeps what is in it.
    let log = fs::File::options()
        .append(true)
        .create(true)
        .open(folder.path("log"))
        .unwrap();
    fs::write(folder.path("log"), "first\n").unwrap();
    let gonogo = Command::new(assert_cmd::cargo::cargo_bin!("gonogo"))
        .args([
            "export",
            "a.md",
            "--filled",
            "-o",
            "/dev/stdout",
            "--by",
            BY,
        ])
        .current_dir(folder.path(""))
        .stdout(log)
        .stderr(Stdio::null())
        .status();
    assert!(gonogo.unwrap().success());
    assert_eq!(folder.read("log"), format!("first\n{CHECKLIST}"));
}

#[test]
fn new_and_merge_replace_nothing() {
    let folder = folder();
    folder.write("report.md", "# Report\n");
    folder.write("blank.md", "");
    let before = all(&folder);
    let exists = "this file already exists; choose another name with -o";
    let is_progress = "this is a progress file and is never overwritten; choose another file";
    for (name, message) in [
        ("report.md", exists),
        ("link.md", exists),
        ("a.gonogo.json", is_progress),
        ("link-to-kept", is_progress),
        (
            "new.gonogo.json",
            "names ending in .gonogo.json are reserved for progress files; choose another file",
        ),
    ] {
        let ran = folder.run(&["new", "go-live", "-o", name]);
        assert_eq!(
            ran,
            Ran {
                status: 2,
                out: String::new(),
                err: format!("gonogo: {name}: {message}\n")
            }
        );
    }
    for name in ["report.md", "a.md", "link.md"] {
        let ran = folder.run(&["merge", "a.gonogo.json", "kept/p.json", "-o", name]);
        let message = format!(
            "gonogo: nothing was written: {name}: this isn't a progress file and was left alone; choose another\n"
        );
        assert_eq!(
            ran,
            Ran {
                status: 2,
                out: String::new(),
                err: message
            }
        );
    }
    for (name, owner) in [
        ("b.gonogo.json", "b.md"),
        ("a.v2.gonogo.json", "a.md (run v2)"),
    ] {
        let ran = folder.run(&["merge", "a.gonogo.json", "kept/p.json", "-o", name]);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{name}");
        let message = format!(
            "gonogo: {name}: this is the progress of {owner}, but a.gonogo.json is the progress of a.md; "
        );
        assert!(ran.err.starts_with(&message), "{}", ran.err);
    }
    assert_eq!(all(&folder), before);
    // Progress of the same run is merged, and nothing of it is lost.
    let held = |name: &str| store::read(&folder.read(name)).unwrap().unwrap().progress;
    let (own, kept) = (held("a.gonogo.json"), held("kept/p.json"));
    folder.change(&[
        "merge",
        "kept/p.json",
        "copy of it.txt",
        "-o",
        "a.gonogo.json",
    ]);
    assert!(held("a.gonogo.json").has_all_of(&own) && held("a.gonogo.json").has_all_of(&kept));
}

#[test]
fn file_created_during_a_merge_is_checked_again() {
    let folder = folder();
    let held = |name: &str| store::read(&folder.read(name)).unwrap().unwrap().progress;
    let before = all(&folder);
    let result = store::write_merged(
        &folder.path("b.gonogo.json"),
        held("a.gonogo.json"),
        false,
        store::PATIENCE,
    );
    let path = folder.path("b.gonogo.json").display().to_string();
    assert_eq!(
        result.unwrap_err().to_string(),
        format!(
            "{path}: this is the progress of b.md, not of a.md; pass the right file with --progress PATH"
        )
    );
    let run = store::write_merged(
        &folder.path("a.v2.gonogo.json"),
        held("a.gonogo.json"),
        true,
        store::PATIENCE,
    );
    assert!(run.is_err());
    assert_eq!(all(&folder), before);
}

#[test]
fn progress_is_never_saved_in_the_document() {
    let folder = Folder::with("");
    symlink("a.md", folder.path("link.json")).unwrap();
    fs::hard_link(folder.path("a.md"), folder.path("hard.json")).unwrap();
    for name in ["a.md", "link.json", "hard.json"] {
        let ran = folder.run(&["live", "a.md", "--progress", name]);
        let message = format!(
            "gonogo: {name}: this isn't a progress file and was left alone; choose another\n"
        );
        assert_eq!(
            ran,
            Ran {
                status: 2,
                out: String::new(),
                err: message
            }
        );
    }
    assert_eq!(folder.read("a.md"), "");
}

#[test]
fn copied_text_replaces_neither_document_nor_progress() {
    let folder = tempfile::tempdir().unwrap();
    let copied = folder.path().join("copied.txt");
    for (label, text) in [
        ("the document", CHECKLIST),
        (
            "progress",
            "{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\"entries\":{}}",
        ),
    ] {
        fs::write(&copied, text).unwrap();
        let (_, store) =
            Store::open(&copied, ProgressPaths::of(&copied, None, None, None)).unwrap();
        let written = store.write_copied(Some(folder.path()), "copy").unwrap();
        assert_eq!(
            (
                fs::read_to_string(&copied).unwrap().as_str(),
                fs::read_to_string(&written).unwrap().as_str()
            ),
            (text, "copy"),
            "{label}"
        );
        fs::remove_file(written).unwrap();
    }
    fs::write(&copied, "an earlier copy").unwrap();
    assert_eq!(
        Store::nowhere()
            .write_copied(Some(folder.path()), "copy")
            .unwrap(),
        copied
    );
    assert_eq!(fs::read_to_string(&copied).unwrap(), "copy");
}

#[test]
fn saving_elsewhere_replaces_nothing() {
    let folder = folder();
    folder.write("report.md", "# Report\n");
    let document = folder.path("a.md");
    let (mut workbook, mut store) =
        Store::open(&document, ProgressPaths::of(&document, None, None, None)).unwrap();
    let before = all(&folder);
    for name in [
        "a.md",
        "link.md",
        "hard.md",
        "b.md",
        "b.gonogo.json",
        "a.v2.gonogo.json",
        "report.md",
        "damaged.json",
        "wide.json",
    ] {
        assert!(
            store
                .save_elsewhere(&mut workbook, &folder.path(name))
                .is_err(),
            "{name}"
        );
        assert_eq!(all(&folder), before, "{name}");
    }
}

#[test]
fn no_line_is_added_to_a_progress_file() {
    let folder = folder();
    let before = all(&folder);
    for name in ["a.gonogo.json", "link-to-kept", "new.gonogo.json"] {
        assert!(
            store::add_line(
                &folder.path(name),
                false,
                "*.gonogo.json merge=gonogo",
                |_| false
            )
            .is_err(),
            "{name}"
        );
    }
    assert_eq!(all(&folder), before);
}

#[test]
fn template_from_the_picker_replaces_nothing() {
    let folder = Folder::new();
    folder.write(
        "b.json",
        "{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\"entries\":{}}",
    );
    folder.write("mine.md", "mine");
    let before = folder.all();
    let mut seat = Seat::start(&folder.path(""), &[]);
    seat.wait_until("the list", |screen| screen.contains("go-live"));
    seat.type_keys("\r");
    for (name, told) in [
        ("b.json", "b.json: this is a progress file"),
        (
            "a.gonogo.json",
            "a.gonogo.json: names ending in .gonogo.json are reserved for",
        ),
        (
            "mine.md",
            "mine.md: this file already exists; choose another name",
        ),
    ] {
        seat.type_keys(&"\x7f".repeat(200));
        seat.type_keys(name);
        // Enter takes what was to be seen.
        seat.wait_until("the name", |screen| screen.contains(&format!("\n {name} ")));
        seat.type_keys("\r");
        seat.wait_until(name, |screen| screen.contains(told));
    }
    seat.type_keys("\x1b");
    seat.wait_until("the list again", |screen| !screen.contains("left alone"));
    seat.type_keys("q");
    assert_eq!(seat.end(), 0);
    let now: Vec<_> = folder
        .all()
        .into_iter()
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    assert_eq!(now, before);
}
