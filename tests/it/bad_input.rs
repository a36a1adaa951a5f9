//! What goes wrong is said in a clear sentence, ends with status 2, and leaves every file as it was.

use std::fs;

use gonogo::store;

use super::program::{Folder, Ran};

const CHECKLIST: &str = "# T\n- [ ] one: ____\n- [ ] two\n";
const PROGRESS: &str = r#"{"format":"gonogo/1","checklist":"a.md","entries":{}}"#;

/// Every verb that reads a checklist, and every verb that changes its progress.
const READS: [&[&str]; 3] = [&["status"], &["list"], &["export"]];
const CHANGES: [&[&str]; 4] = [
    &["tick", "1"],
    &["untick", "1"],
    &["fill", "1", "x"],
    &["note", "1", "x"],
];

/// The arguments of a verb with its file after the verb.
fn on<'a>(verb: &[&'a str], file: &'a str) -> Vec<&'a str> {
    [&verb[..1], &[file], &verb[1..]].concat()
}

/// Runs something that has to fail with this message and change nothing.
fn fails(
    label: &str,
    folder: &Folder,
    variables: &[(&str, &str)],
    arguments: &[&str],
    message: &str,
) {
    let before = folder.all();
    let ran = folder.run_with("", variables, arguments);
    let expected = Ran {
        status: 2,
        out: String::new(),
        err: format!("gonogo: {message}\n"),
    };
    assert_eq!(ran, expected, "{label}: {arguments:?}");
    assert_eq!(
        folder.all(),
        before,
        "{label}: {arguments:?} changed a file"
    );
}

#[test]
fn unreadable_documents_fail() {
    let folder = Folder::with(CHECKLIST);
    fs::create_dir(folder.path("docs")).unwrap();
    folder.write("latin1.md", b"# T\n- [ ] caf\xe9\n");
    for (label, file, message) in [
        (
            "missing",
            "b.md",
            "b.md: can't read: no such file or directory; check the path",
        ),
        (
            "folder",
            "docs",
            "docs: this is a folder; choose a Markdown file in it",
        ),
        (
            "below a file",
            "a.md/b.md",
            "a.md/b.md: can't read: not a directory",
        ),
        (
            "not UTF-8",
            "latin1.md",
            "latin1.md, line 2: not UTF-8 at byte 10; if it is WINDOWS-1252, convert it: \
             iconv -f WINDOWS-1252 -t UTF-8 latin1.md > latin1.md.utf8 && mv latin1.md.utf8 latin1.md",
        ),
    ] {
        for verb in READS.iter().chain(&CHANGES) {
            fails(label, &folder, &[], &on(verb, file), message);
        }
    }
}

#[test]
fn pipes_and_devices_neither_block_nor_are_replaced() {
    let folder = Folder::with(CHECKLIST);
    fs::create_dir(folder.path("pipes")).unwrap();
    let (place, mode) = (
        rustix::fs::CWD,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
    );
    rustix::fs::mknodat(
        place,
        folder.path("pipes/p"),
        rustix::fs::FileType::Fifo,
        mode,
        0,
    )
    .unwrap();
    let message = "pipes/p: not a regular file; choose another";
    for verb in READS.iter().chain(&CHANGES) {
        fails(
            "as the checklist",
            &folder,
            &[],
            &on(verb, "pipes/p"),
            message,
        );
        let arguments = [&on(verb, "a.md")[..], &["--progress", "pipes/p"]].concat();
        fails("as the progress", &folder, &[], &arguments, message);
    }
    fs::rename(folder.path("pipes/p"), folder.path("pipes/p.md")).unwrap();
    let root = store::SearchFolder {
        folder: folder.path(""),
        is_repository: true,
    };
    let found: Vec<_> = store::checklists(&root)
        .into_iter()
        .map(|found| found.path)
        .collect();
    assert_eq!(
        found,
        [folder.path("a.md")],
        "nor where checklists are looked for"
    );
    fs::rename(folder.path("pipes/p.md"), folder.path("pipes/p")).unwrap();
    let kept = std::os::unix::fs::FileTypeExt::is_fifo(
        &fs::metadata(folder.path("pipes/p")).unwrap().file_type(),
    );
    assert!(kept, "the pipe is still one");
}

#[test]
fn unreadable_progress_fails() {
    let mend = "fix that line (`git log -p` shows how it was), or merge in a good copy with `gonogo merge`";
    let event = |fields: &str| {
        format!("{{\"format\":\"gonogo/1\",\"checklist\":\"a.md\",\n\"entries\":{{\"k\":[\n{{{fields}}}]}}}}")
            .into_bytes()
    };
    for (label, bytes, message) in [
        (
            "no JSON",
            b"{\n\"format\": oops\n}".to_vec(),
            format!(", line 2: not JSON (expected value); {mend}"),
        ),
        (
            "cut off",
            b"{\n\"format\": \"gonogo/1\",\n".to_vec(),
            format!(", line 3: not JSON (EOF while parsing a value); {mend}"),
        ),
        ("other JSON", b"{\"a\": 1}".to_vec(), format!(", line 1: this JSON isn't a progress file; {mend}")),
        (
            "other format",
            b"{\"format\": \"x/1\"}".to_vec(),
            format!(", line 1: “x/1” isn't a progress file format; {mend}"),
        ),
        (
            "format zero",
            b"{\"format\": \"gonogo/0\"}".to_vec(),
            format!(", line 1: “gonogo/0” isn't a progress file format; {mend}"),
        ),
        (
            "no id",
            event("\"at\":\"x\",\"by\":\"x\""),
            format!(", line 3: an event needs a string “id”; {mend}"),
        ),
        (
            "replaces no array",
            event("\"id\":\"a\",\"at\":\"x\",\"by\":\"x\",\"replaces\":\"b\",\"note\":\"n\""),
            format!(", line 3: “replaces” must be an array of ids; {mend}"),
        ),
        (
            "made on no text",
            event("\"id\":\"a\",\"at\":\"x\",\"by\":\"x\",\"on\":5,\"note\":\"n\""),
            format!(", line 3: “on” must be a string or null; {mend}"),
        ),
        (
            "a value that is no text",
            event("\"id\":\"a\",\"at\":\"x\",\"by\":\"x\",\"blank\":\"b\",\"value\":4"),
            format!(", line 3: “value” must be a string or null; {mend}"),
        ),
        (
            "not UTF-8",
            b"{\"format\":\n\"\xff\"}".to_vec(),
            ", line 2: not UTF-8 at byte 2; if it is WINDOWS-1252, convert it: iconv -f WINDOWS-1252 -t UTF-8 \
             a.gonogo.json > a.gonogo.json.utf8 && mv a.gonogo.json.utf8 a.gonogo.json"
                .to_owned(),
        ),
    ] {
        let folder = Folder::with(CHECKLIST);
        folder.write("a.gonogo.json", bytes);
        for verb in READS.iter().chain(&CHANGES) {
            fails(label, &folder, &[], &on(verb, "a.md"), &format!("a.gonogo.json{message}"));
        }
    }
}

#[test]
fn progress_of_another_format_fails() {
    let wrong = |belongs: &str, wanted: &str| {
        format!(
            "this is the progress of {belongs}, not of {wanted}; pass the right file with --progress PATH"
        )
    };
    let folder = Folder::with(CHECKLIST);
    folder.write("b.md", CHECKLIST);
    folder.write("a.gonogo.json", PROGRESS.replace("a.md", "b.md"));
    folder.write("a.r.gonogo.json", PROGRESS);
    for verb in READS.iter().chain(&CHANGES) {
        let message = format!("a.gonogo.json: {}", wrong("b.md", "a.md"));
        fails(
            "another checklist",
            &folder,
            &[],
            &on(verb, "a.md"),
            &message,
        );
        let message = format!("a.r.gonogo.json: {}", wrong("a.md", "a.md (run r)"));
        fails(
            "no run",
            &folder,
            &[],
            &[&on(verb, "a.md")[..], &["--run", "r"]].concat(),
            &message,
        );
    }
    fs::remove_file(folder.path("b.md")).unwrap();
    let told = "gonogo: a.gonogo.json: this is the progress of b.md, not of a.md; if b.md was renamed, keep it: gonogo merge \
                --renamed a.gonogo.json -o a.gonogo.json\n";
    let before = folder.all();
    for verb in READS.iter().chain(&CHANGES) {
        let ran = folder.run(&on(verb, "a.md"));
        assert_eq!((ran.status, ran.err.as_str()), (2, told), "{verb:?}");
    }
    assert_eq!(
        folder.all(),
        before,
        "it may be another's: nobody takes it unasked"
    );
    folder.change(&["merge", "--renamed", "a.gonogo.json", "-o", "a.gonogo.json"]);
    assert_eq!(folder.run(&["status", "a.md"]).status, 1);
    assert!(
        folder
            .read("a.gonogo.json")
            .contains("\"checklist\": \"a.md\"")
    );
}

#[test]
fn progress_of_a_newer_format_is_read_only() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1", "2"]);
    folder.change(&["fill", "a.md", "1", "4 h"]);
    folder.write(
        "a.gonogo.json",
        folder.read("a.gonogo.json").replace("gonogo/1", "gonogo/2"),
    );
    let status = folder.run(&["status", "a.md"]);
    assert_eq!(
        (status.status, status.out.lines().next()),
        (0, Some("GO  T"))
    );
    assert!(folder.out(&["list", "a.md"]).contains("[x] one: 4 h\n"));
    let message = "a.gonogo.json: written by a newer gonogo (gonogo/2): it can be read, but not changed; update gonogo";
    for verb in CHANGES {
        fails("newer", &folder, &[], &on(verb, "a.md"), message);
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn invalid_names_times_and_arguments_fail() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "2"]);
    let hint = "use its number or key from `gonogo list`, or part of its text";
    let run = |name: &str| {
        format!(
            "invalid run name “{name}”: use letters, digits, `.`, `-` and `_`, not starting with `.` or `-`, at most 60"
        )
    };
    let time = |text: &str| {
        format!(
            "GONOGO_NOW is “{text}”, which isn't a time; use one like 2026-11-21T21:04:05Z, or unset it"
        )
    };
    let none = |what: &str, name: &str| format!("no {what} matches “{name}”; {hint}");
    for (label, variables, arguments, message) in [
        (
            "no such item",
            &[][..],
            &["tick", "a.md", "three"][..],
            none("item", "three"),
        ),
        (
            "item zero",
            &[],
            &["untick", "a.md", "0"],
            "no item 0; `gonogo list` shows numbers 1 to 2".to_owned(),
        ),
        (
            "a number that a text holds",
            &[],
            &["tick", "a.md", "458"],
            "no item 458; `gonogo list` shows numbers 1 to 2".to_owned(),
        ),
        (
            "an empty name",
            &[],
            &["tick", "a.md", ""],
            none("item", ""),
        ),
        (
            "no such blank",
            &[],
            &["fill", "a.md", "three", "x"],
            none("blank", "three"),
        ),
        (
            "an item without a blank",
            &[],
            &["fill", "a.md", "2", "x"],
            none("blank", "2"),
        ),
        (
            "no such entry",
            &[],
            &["note", "a.md", "three", "x"],
            none("entry", "three"),
        ),
        (
            "an empty note",
            &[],
            &["note", "a.md", "1", "\t"],
            "empty note; nothing saved".to_owned(),
        ),
        (
            "progress through a pipe",
            &[],
            &["tick", "a.md", "1", "--progress", "-"],
            {
                "`-` can't hold progress, which is read and written repeatedly; choose a file with --progress PATH"
                .to_owned()
            },
        ),
        (
            "a run in another folder",
            &[],
            &["list", "a.md", "--run", "../x"],
            run("../x"),
        ),
        (
            "a run without a name",
            &[],
            &["tick", "a.md", "1", "--run", ""],
            run(""),
        ),
        (
            "no time",
            &[("GONOGO_NOW", "soon")],
            &["tick", "a.md", "1"],
            time("soon"),
        ),
        (
            "no time of day",
            &[("GONOGO_NOW", "2026-11-21")],
            &["note", "a.md", "1", "x"],
            time("2026-11-21"),
        ),
        ("no section", &[], &["list", "a.md", "--section", "x"], {
            "no section with items matches “x”; give part of a heading".to_owned()
        }),
    ] {
        fails(label, &folder, variables, arguments, &message);
    }
    for arguments in [
        &["list", "a.md", "--state", "finished"][..],
        &["tick", "a.md"],
        &["status"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.starts_with("error: "), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn document_without_items_is_no_go() {
    for (label, text) in [
        ("empty", ""),
        ("white space", " \n\r\n"),
        ("prose", "# T\n\nNothing.\n\n- plain\n"),
    ] {
        let folder = Folder::with(text);
        let status = folder.run(&["status", "a.md"]);
        assert_eq!((status.status, status.err.as_str()), (1, ""), "{label}");
        assert!(status.out.starts_with("NO-GO"), "{label}: {}", status.out);
        assert!(
            status
                .out
                .contains("Blockers:\n  no items in this document\n"),
            "{label}: {}",
            status.out
        );
        assert_eq!(folder.out(&["list", "a.md"]), "", "{label}");
        assert_eq!(folder.out(&["export", "a.md", "--filled"]), text, "{label}");
    }
}
