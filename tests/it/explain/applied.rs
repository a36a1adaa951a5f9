//! The diff of `gonogo explain --diff`, applied by the real git.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::DateTime;
use gonogo::checklist::{Checklist, Directive, EntryId, Need, Phase, Sense};
use gonogo::progress::{Aspect, Correction, Progress, Stamp};
use gonogo::workbook::explain::annotate::{NotStated, UnstatedCorrection};
use gonogo::workbook::explain::unified_diff::{spliced, unified};
use gonogo::workbook::{Edit, ReadingAspect, Workbook};
use tempfile::TempDir;

use crate::program::Folder;

fn stamp() -> Stamp {
    Stamp {
        by: "ann@host".to_owned(),
        acting: None,
        at: DateTime::from_timestamp(1_795_294_800, 0).unwrap(),
    }
}

/// The entry with this text.
fn entry(checklist: &Checklist, text: &str) -> EntryId {
    let is_it = |id: &EntryId| checklist.entry(*id).text.starts_with(text);
    checklist
        .ids()
        .find(is_it)
        .unwrap_or_else(|| panic!("{text}"))
}

fn edit(entry: EntryId, directive: Directive) -> Edit {
    let correct = |aspect, value| Edit::Correct {
        entry,
        aspect,
        value: Some(value),
    };
    match directive {
        Directive::Phase(phase) => Edit::Phase {
            entry,
            phase: Some(phase),
        },
        Directive::Need(need) => correct(Aspect::Need, Correction::Need(need)),
        Directive::Sense(sense) => correct(Aspect::Sense(String::new()), Correction::Sense(sense)),
        Directive::SignOff(is) => correct(Aspect::SignOff, Correction::SignOff(is)),
        Directive::Counts(is) => correct(Aspect::Counts, Correction::Counts(is)),
        Directive::Choice(is) => correct(Aspect::Choice, Correction::Choice(is)),
        Directive::NoBlank => panic!("people can't correct this"),
    }
}

/// A workbook with corrections.
fn corrected(source: &str, corrections: &[(&str, Directive)]) -> Workbook {
    let mut workbook = Workbook::new(Checklist::parse(source), Progress::default());
    for &(text, directive) in corrections {
        let edit = edit(entry(workbook.checklist(), text), directive);
        workbook.apply(edit, &stamp()).unwrap();
    }
    workbook
}

fn git(folder: &Path, arguments: &[&str]) -> std::process::Output {
    Command::new("git")
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// A repository with `docs/go live.md` in it.
fn repository(source: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("docs")).unwrap();
    fs::write(folder.path().join("docs/go live.md"), source).unwrap();
    assert!(git(folder.path(), &["init", "-q"]).status.success());
    assert!(git(folder.path(), &["add", "."]).status.success());
    folder
}

/// The document after `git apply`.
fn applied(source: &str, diff: &str) -> String {
    let folder = repository(source);
    fs::write(folder.path().join("patch"), diff).unwrap();
    let ran = git(folder.path(), &["apply", "--whitespace=nowarn", "patch"]);
    assert!(
        ran.status.success(),
        "{}\n{diff}",
        String::from_utf8_lossy(&ran.stderr)
    );
    fs::read_to_string(folder.path().join("docs/go live.md")).unwrap()
}

/// Label, document, corrections by the text of their entry, and the document with its annotations.
type AppliedCase = (
    &'static str,
    &'static str,
    &'static [(&'static str, Directive)],
    &'static str,
);

const CASES: &[AppliedCase] = &[
    (
        "below headings and at the end of items",
        "# L\n\n## Later\n\n- [ ] a\n- [ ] b\n  more of b\n",
        &[
            ("Later", Directive::Phase(Phase::After)),
            ("b more", Directive::Need(Need::Optional)),
        ],
        "# L\n\n## Later\n<!-- gonogo: phase=after -->\n\n- [ ] a\n- [ ] b\n  more of b <!-- gonogo: optional -->\n",
    ),
    (
        "underlined headings, and text right below",
        "L\n=\ntext\n\nLater\n-----\n- [ ] a\n",
        &[("Later", Directive::Phase(Phase::After))],
        "L\n=\ntext\n\nLater\n-----\n<!-- gonogo: phase=after -->\n- [ ] a\n",
    ),
    (
        "headings with closing marks",
        "# L\n\n## Later ##\n- [ ] a\n",
        &[("Later", Directive::Phase(Phase::After))],
        "# L\n\n## Later ##\n<!-- gonogo: phase=after -->\n- [ ] a\n",
    ),
    (
        "CRLF",
        "# L\r\n\r\n## Later\r\n\r\n- [ ] a\r\n",
        &[
            ("Later", Directive::Phase(Phase::After)),
            ("a", Directive::Need(Need::Conditional)),
        ],
        "# L\r\n\r\n## Later\r\n<!-- gonogo: phase=after -->\r\n\r\n- [ ] a <!-- gonogo: conditional -->\r\n",
    ),
    (
        "no newline at the end",
        "# L\n\n- [ ] a",
        &[("a", Directive::Need(Need::Optional))],
        "# L\n\n- [ ] a <!-- gonogo: optional -->",
    ),
    (
        "a heading at the end, without a newline",
        "# L\n\n- [ ] a\n\n## Later",
        &[("Later", Directive::Phase(Phase::After))],
        "# L\n\n- [ ] a\n\n## Later\n<!-- gonogo: phase=after -->",
    ),
    (
        "tabs, unicode, and spaces at the end",
        "\u{feff}# L\n\n-\t[ ] größer → 数据  \n-\t[ ] b\t\n",
        &[
            ("größer", Directive::Need(Need::Optional)),
            ("b", Directive::Need(Need::Optional)),
        ],
        "\u{feff}# L\n\n-\t[ ] größer → 数据 <!-- gonogo: optional -->  \n-\t[ ] b <!-- gonogo: optional -->\t\n",
    ),
    (
        "several hunks",
        "# L\n\n- [ ] first\n\n1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n- [ ] last\n\nend\n",
        &[
            ("first", Directive::Need(Need::Optional)),
            ("last", Directive::Need(Need::Optional)),
        ],
        "# L\n\n- [ ] first <!-- gonogo: optional -->\n\n1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n- [ ] last <!-- gonogo: optional -->\n\nend\n",
    ),
    (
        "annotations that state something else",
        "# L\n\n## Later <!-- gonogo: phase=before -->\n\n- [ ] a <!-- gonogo: optional, threshold=none -->\n- [ ] b <!-- gonogo: threshold=none -->\n- [ ] c <!-- gonogo: optional --> <!-- gonogo: conditional -->\n",
        &[
            ("Later", Directive::Phase(Phase::After)),
            ("a", Directive::Need(Need::Required)),
            ("b", Directive::Need(Need::Optional)),
            ("c", Directive::Need(Need::Required)),
        ],
        "# L\n\n## Later <!-- gonogo: phase=after -->\n\n- [ ] a <!-- gonogo: required, threshold=none -->\n- [ ] b <!-- gonogo: threshold=none optional -->\n- [ ] c <!-- gonogo: required --> <!-- gonogo:  -->\n",
    ),
    (
        "an annotation below the heading",
        "# L\n\n## Later\n<!-- gonogo: phase=before -->\n\n- [ ] a\n",
        &[("Later", Directive::Phase(Phase::After))],
        "# L\n\n## Later\n<!-- gonogo: phase=after -->\n\n- [ ] a\n",
    ),
    (
        "thresholds and several words",
        "# L\n\n- [ ] p95 < 5 s\n",
        &[
            ("p95", Directive::Sense(Sense::Off)),
            ("p95", Directive::Need(Need::Optional)),
        ],
        "# L\n\n- [ ] p95 < 5 s <!-- gonogo: optional threshold=none -->\n",
    ),
    (
        "boxes in the last cell of a table, and on a line",
        "# L\n\n| Gate | Done |\n|---|---|\n| Legal | [ ] |\n\n☐ Alone\n",
        &[
            ("Legal", Directive::Counts(true)),
            ("Alone", Directive::Counts(true)),
        ],
        "# L\n\n| Gate | Done |\n|---|---|\n| Legal | [ ] <!-- gonogo: counts --> |\n\n☐ Alone <!-- gonogo: counts -->\n",
    ),
];

#[test]
fn git_applies_the_annotations() {
    for (label, source, corrections, expected) in CASES {
        let workbook = corrected(source, corrections);
        let annotated = workbook.annotated(false);
        assert_eq!(annotated.left_out, [], "{label}");
        assert_eq!(spliced(source, &annotated.splices), *expected, "{label}");
        let names = ("a/docs/go live.md\t", "b/docs/go live.md\t");
        let diff = unified(source, &annotated.splices, names);
        assert_eq!(applied(source, &diff), *expected, "{label}");
    }
}

#[test]
fn applied_annotations_state_the_corrections_and_nothing_else() {
    for (label, source, corrections, expected) in CASES {
        let workbook = corrected(source, corrections);
        let after = Checklist::parse(*expected);
        let texts = |checklist: &Checklist| -> Vec<String> {
            let entries = checklist.entries().iter();
            entries.map(|entry| entry.text.clone()).collect()
        };
        assert_eq!(texts(workbook.checklist()), texts(&after), "{label}");
        for (text, directive) in *corrections {
            let id = entry(&after, text);
            assert!(
                after.directives(id).any(|stated| stated == *directive),
                "{label}: {text}"
            );
        }
        let again = corrected(expected, corrections).annotated(false);
        assert_eq!((again.splices, again.added), (vec![], vec![]), "{label}");
    }
}

#[test]
fn what_no_annotation_can_state_is_left_out_and_named() {
    let source = "# L\n\n```\nName: ____\n```\n\n- [ ] p95 < 5 s, errors < 1%\n";
    let mut workbook = corrected(source, &[("Name", Directive::SignOff(true))]);
    let (code, item) = (
        entry(workbook.checklist(), "Name"),
        entry(workbook.checklist(), "p95"),
    );
    let first = workbook.checklist().thresholds(item)[0].slug.clone();
    let correct = Edit::Correct {
        entry: item,
        aspect: Aspect::Sense(first.clone()),
        value: Some(Correction::Sense(Sense::Off)),
    };
    workbook.apply(correct, &stamp()).unwrap();
    let annotated = workbook.annotated(false);
    assert_eq!((annotated.splices, annotated.added), (vec![], vec![]));
    assert_eq!(
        annotated.left_out,
        [
            UnstatedCorrection {
                entry: code,
                aspect: ReadingAspect::Of(Aspect::SignOff),
                why: NotStated::NoPlace,
            },
            UnstatedCorrection {
                entry: item,
                aspect: ReadingAspect::Of(Aspect::Sense(first)),
                why: NotStated::OneOfSeveral,
            },
        ]
    );
}

#[test]
fn the_rest_is_stated_where_one_correction_is_left_out() {
    let source = "# L\n\n```\nName: ____\n```\n\n- [ ] a\n";
    let workbook = corrected(
        source,
        &[
            ("Name", Directive::SignOff(true)),
            ("a", Directive::Need(Need::Optional)),
        ],
    );
    let annotated = workbook.annotated(false);
    assert_eq!(annotated.left_out.len(), 1);
    assert_eq!(
        spliced(source, &annotated.splices),
        "# L\n\n```\nName: ____\n```\n\n- [ ] a <!-- gonogo: optional -->\n"
    );
}

#[test]
fn program_prints_a_diff_for_git_from_any_folder() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("docs/deep")).unwrap();
    let source = "# L\n\n## Training\n\n- [ ] a\n";
    folder.write("docs/go.md", source);
    std::os::unix::fs::symlink("docs/go.md", folder.path("link.md")).unwrap();
    assert!(git(&folder.path(""), &["init", "-q"]).status.success());
    folder.change(&["phase", "docs/go.md", "Training", "after"]);
    for file in ["docs/go.md", "./docs/../docs/go.md", "link.md"] {
        let ran = folder.run(&["explain", file, "--diff"]);
        assert_eq!(
            (ran.status, ran.err.as_str()),
            (
                0,
                "gonogo: 1 annotation; nothing was written; pipe this to `git apply`\n"
            ),
            "{file}"
        );
        assert_eq!(
            ran.out,
            "--- a/docs/go.md\n+++ b/docs/go.md\n@@ -1,5 +1,6 @@\n # L\n \n ## Training\n\
             +<!-- gonogo: phase=after -->\n \n - [ ] a\n",
            "{file}"
        );
        folder.write("patch", &ran.out);
        let applied = git(&folder.path(""), &["apply", "patch"]);
        assert!(applied.status.success(), "{applied:?}");
        assert_eq!(
            folder.read("docs/go.md"),
            "# L\n\n## Training\n<!-- gonogo: phase=after -->\n\n- [ ] a\n"
        );
        folder.write("docs/go.md", source);
    }
}

#[test]
fn nothing_corrected_is_no_diff() {
    let folder = Folder::with("# L\n\n## Post-Launch\n\n- [ ] a\n");
    let ran = folder.run(&["explain", "a.md", "--diff"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, ""));
    assert!(
        ran.err.starts_with("gonogo: no annotations to add"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read("a.md"), "# L\n\n## Post-Launch\n\n- [ ] a\n");
}
