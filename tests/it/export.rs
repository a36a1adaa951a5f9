//! Templates, `new` and `export`: what they write to files and pipes, and what they leave unchanged.

use std::fs;

use gonogo::checklist::Checklist;
use gonogo::templates::TEMPLATES;

use super::program::{Folder, Ran};

const CHECKLIST: &str = "# T\r\n\r\n- [ ] a: ____\r\n- [x] b";

#[test]
fn every_template_is_listed_and_copied() {
    let folder = Folder::new();
    let listed = folder.out(&["templates"]);
    assert_eq!(listed.lines().count(), TEMPLATES.len());
    for template in TEMPLATES {
        let items = Checklist::parse(template.text).items().count();
        let line = format!(
            "{:<20} {items:>4} items  {}\n",
            template.name, template.about
        );
        assert!(
            items > 0 && listed.contains(&line),
            "{line:?} is missing in\n{listed}"
        );
        let file = template.file_name();
        let told = folder.change(&["new", template.name]);
        let checklist = Checklist::parse(template.text);
        let names: Vec<&str> = checklist
            .variables()
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        assert!(names.len() >= 2, "{file}: {names:?}");
        let open = names.join(", ");
        assert_eq!(
            told,
            format!("wrote {file}; open it with `gonogo {file}`\nstill empty: {open}\n")
        );
        assert_eq!(folder.read(&file), template.text, "{file}");
        assert_eq!(
            folder.out(&["new", &file, "-o", "-"]),
            template.text,
            "with its ending, to a pipe"
        );
    }
}

#[test]
fn new_checklist_has_the_values_that_were_set() {
    let folder = Folder::new();
    let told = folder.change(&[
        "new",
        "go-live",
        "--set",
        "product=*Shop*",
        "--set",
        "Domain=shop.example.com",
        "--set=image=shop:1; id",
    ]);
    assert_eq!(
        told,
        "wrote go-live.md; open it with `gonogo go-live.md`\n\
         line 39: placeholder left in place: the text around it is run by a second shell or program, where the value \
         would act\n\
         line 45: placeholder left in place: the shell could run it here; only a value without spaces, quotes and signs \
         fits\n\
         still empty: service, team, go-live-date\n"
    );
    let text = folder.read("go-live.md");
    for line in [
        "**Product**: \\*Shop\\*",
        "**Service**: {{service}}",
        "  docker build -t {{image}} .",
        "  curl https://shop.example.com/health",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}");
    }
    let template = TEMPLATES.iter().find(|it| it.name == "go-live").unwrap();
    let (before, after) = (
        Checklist::parse(template.text),
        Checklist::parse(text.as_str()),
    );
    assert_eq!(after.items().count(), before.items().count());
    let before = folder.all();
    for (wrong, error) in [
        (
            "product",
            "gonogo: --set product: no `=`; write NAME=VALUE, such as product=Shop\n",
        ),
        (
            "x=y",
            "gonogo: --set x=y: no variable named “x”; available: product, service, team, go-live-date, image, domain\n",
        ),
        (
            "team=a\nb",
            "gonogo: --set team: the value has a newline; write it on one line\n",
        ),
    ] {
        let ran = folder.run(&["new", "go-live", "-o", "z.md", "--set", wrong]);
        assert_eq!((ran.status, ran.err.as_str()), (2, error));
    }
    assert_eq!(folder.all(), before, "nothing was created");
}

#[test]
fn new_checklist_replaces_no_file() {
    let folder = Folder::new();
    folder.change(&["new", "go-live", "-o", "x.md"]);
    folder.write("y.md", "mine");
    let before = folder.all();
    let ran = folder.run(&["new", "go-live", "--output", "y.md"]);
    assert_eq!(
        ran.err,
        "gonogo: y.md: this file already exists; choose another name with -o\n"
    );
    let unknown = folder.run(&["new", "nothing"]);
    assert!(
        unknown
            .err
            .starts_with("gonogo: no template named “nothing”; available: go-live, "),
        "{}",
        unknown.err
    );
    let nowhere = folder.run(&["new", "go-live", "-o", "missing/x.md"]);
    assert!(
        nowhere
            .err
            .starts_with("gonogo: missing/x.md: can't write: "),
        "{}",
        nowhere.err
    );
    assert_eq!([ran.status, unknown.status, nowhere.status], [2, 2, 2]);
    assert_eq!(folder.all(), before);
}

#[test]
fn export_prints_the_completed_document() {
    let folder = Folder::with(CHECKLIST);
    for copy in [&["export", "a.md", "--filled"][..], &["export", "a.md"]] {
        assert_eq!(folder.out(copy), CHECKLIST, "nothing was marked");
    }
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["fill", "a.md", "1", "4 h"]);
    folder.change(&["note", "a.md", "2", "seen"]);
    let filled = CHECKLIST.replace("[ ]", "[x]").replace("____", "4 h");
    assert_eq!(folder.out(&["export", "a.md", "--filled"]), filled);
    let report = folder.out(&["export", "a.md", "--audit", "none"]);
    assert!(
        report.starts_with("**gonogo report: GO** for T (a.md)\r\n"),
        "{report}"
    );
    let end = format!(
        "---\r\n\r\n{filled}\r\n\r\n  > **Note** (tester@host, 2026-11-21 21:04 UTC): seen\r\n\r\n"
    );
    assert!(report.ends_with(&end), "{report:?}");
    assert_eq!(
        report.matches('\n').count(),
        report.matches("\r\n").count(),
        "one kind of line end"
    );
    assert_eq!(
        folder.read("a.md"),
        CHECKLIST,
        "the document is never changed"
    );
}

#[test]
fn export_writes_files_but_never_the_checklist() {
    let folder = Folder::with(CHECKLIST);
    assert_eq!(
        folder.change(&["export", "a.md", "--filled", "-o", "out.md"]),
        "wrote out.md\n"
    );
    assert_eq!(folder.read("out.md"), CHECKLIST);
    folder.write("out.md", "old");
    let forced = folder.change(&["export", "a.md", "--filled", "-o", "out.md", "--force"]);
    assert_eq!(forced, "replaced out.md\n");
    assert_eq!(
        folder.read("out.md"),
        CHECKLIST,
        "a report takes the place of an older one"
    );
    assert_eq!(
        folder.out(&["export", "a.md", "--filled", "-o", "-"]),
        CHECKLIST
    );
    std::os::unix::fs::symlink("a.md", folder.path("link.md")).unwrap();
    let before = folder.all();
    for name in ["a.md", "./a.md", "link.md"] {
        let ran = folder.run(&["export", "a.md", "-o", name]);
        let message = format!(
            "gonogo: {name}: this is the checklist itself, which is never changed; choose another file with -o\n"
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
    assert_eq!(folder.all(), before);
}

#[test]
fn piped_checklist_is_read_only() {
    let folder = Folder::new();
    let piped = |arguments: &[&str]| folder.run_with(CHECKLIST, &[], arguments);
    assert_eq!(
        piped(&["list", "-"]).out,
        "    1  [ ] a: ____\n    2  [x] b\n"
    );
    assert_eq!(piped(&["export", "-", "--filled"]).out, CHECKLIST);
    assert_eq!(piped(&["status", "-"]).status, 1);
    for arguments in [
        &["tick", "-", "1"][..],
        &["fill", "-", "1", "x"],
        &["note", "-", "1", "x"],
    ] {
        let message =
            "gonogo: a checklist from standard input can't have progress; use a file instead\n";
        let refused = Ran {
            status: 2,
            out: String::new(),
            err: message.to_owned(),
        };
        assert_eq!(piped(arguments), refused, "{arguments:?}");
    }
    assert_eq!(folder.all(), [], "and no file was made");
}

#[test]
fn each_run_has_its_own_file() {
    let folder = Folder::with("- [ ] a\n");
    folder.change(&["tick", "a.md", "1", "--run", "v2.3-prod"]);
    assert!(
        folder
            .read("a.v2.3-prod.gonogo.json")
            .contains("\"run\": \"v2.3-prod\"")
    );
    assert!(!folder.path("a.gonogo.json").exists());
    let go = |arguments: &[&str]| {
        folder
            .run(&[&["status", "a.md"], arguments].concat())
            .status
            == 0
    };
    assert!(go(&["--run", "v2.3-prod"]) && !go(&[]) && !go(&["--run", "other"]));
}

#[test]
fn progress_option_sets_the_file() {
    let folder = Folder::with("- [ ] a\n");
    fs::create_dir(folder.path("kept")).unwrap();
    folder.change(&["tick", "a.md", "1", "--progress", "kept/p.json"]);
    assert!(
        folder
            .read("kept/p.json")
            .contains("\"checklist\": \"a.md\"")
    );
    assert!(!folder.path("a.gonogo.json").exists());
    assert_eq!(
        folder
            .run(&["status", "a.md", "--progress", "kept/p.json"])
            .status,
        0
    );
    assert_eq!(folder.run(&["status", "a.md"]).status, 1);
}

#[test]
fn progress_file_matches_the_documented_format() {
    let folder = Folder::with("# T\n## S\n- [ ] RTO defined: ____\n");
    folder.change(&["tick", "a.md", "1"]);
    folder.change(&["fill", "a.md", "1", "4 h"]);
    let text = folder.read("a.gonogo.json");
    let mut lines = text.lines();
    for expected in [
        "{",
        "  \"format\": \"gonogo/1\",",
        "  \"checklist\": \"a.md\",",
        "  \"entries\": {",
        "    \"s/rto-defined\": [",
    ] {
        assert_eq!(lines.next(), Some(expected), "{text}");
    }
    let mut events: Vec<serde_json::Value> = Vec::new();
    for line in lines.by_ref().take(2) {
        events.push(
            serde_json::from_str(line.trim().trim_end_matches(',')).expect("one event a line"),
        );
    }
    events.sort_by_key(|event| event["blank"].is_string());
    let id = |index: usize| events[index]["id"].as_str().unwrap().to_owned();
    let common = r#""at":"2026-11-21T21:04:05.123Z","by":"tester@host","on":"RTO defined:""#;
    for (index, rest) in [r#""state":"done""#, r#""blank":"rto","value":"4 h""#]
        .into_iter()
        .enumerate()
    {
        let line = format!(
            "      {{\"id\":\"{}\",{common},{rest},\"body\":\"\",\"section\":\"T > S\"}}",
            id(index)
        );
        assert!(text.contains(&line), "{line}\nis missing in\n{text}");
    }
    assert_eq!(lines.collect::<Vec<_>>(), ["    ]", "  }", "}"]);
    assert!(text.ends_with("}\n") && !text.contains('\r'));
    folder.change(&["fill", "a.md", "1", "2 h"]);
    let replaced = format!(
        r#"{common},"replaces":["{}"],"blank":"rto","value":"2 h""#,
        id(1)
    );
    assert!(
        folder.read("a.gonogo.json").contains(&replaced),
        "what it replaces stands before what it sets"
    );
}

#[test]
fn mojibake_is_kept_without_the_repair_option() {
    let folder = Folder::with("# âœ… Checks\n- [ ] âŒ lost\n");
    assert_eq!(
        folder.run(&["export", "a.md", "--filled"]).out,
        "# âœ… Checks\n- [ ] âŒ lost\n"
    );
    assert_eq!(
        folder.run(&["export", "a.md", "--filled", "--repair"]).out,
        "# ✅ Checks\n- [ ] âŒ lost\n"
    );
    assert_eq!(
        folder.read("a.md"),
        "# âœ… Checks\n- [ ] âŒ lost\n",
        "the document stays as it is"
    );
}
