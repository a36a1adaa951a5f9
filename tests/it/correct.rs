//! `gonogo correct`: how an entry is read in this run; and reasons for what is ticked in bulk.

use super::program::Folder;

const CHECKLIST: &str = "\
# Launch

## Cluster

- [ ] Nodes sized
- [ ] p95 < 5 seconds, errors < 1%

## Party

- [ ] Cake ordered
- [ ] Music (optional)

Lead: ____ Date: ____
";

/// The verdict with the optional items: `NO-GO, optional: 4`.
fn optional(folder: &Folder) -> String {
    let list = folder.list(&["--optional"]);
    let items = list["items"].as_array().unwrap().iter();
    let numbers: Vec<String> = items.map(|item| item["number"].to_string()).collect();
    numbers.join(" ")
}

#[test]
fn words_correct_entries_and_sections() {
    for (words, told, expected) in [
        (&["3", "optional"][..], "optional: Cake ordered\n", "3 4"),
        (&["Music", "required"], "required: Music (optional)\n", ""),
        (&["4", "conditional"], "conditional: Music (optional)\n", ""),
        (
            &["optional", "--section", "Cluster"],
            "optional: Cluster\n",
            "1 2 4",
        ),
        (
            &["optional", "phase=after", "--section", "Party"],
            "optional, phase=after: Party\n",
            "3 4",
        ),
        (
            &["2", "threshold=none", "--threshold", "p95"],
            "threshold=none: p95 < 5 seconds, errors < 1%\n",
            "4",
        ),
        (&["4", "auto"], "already auto: Music (optional)\n", "4"),
    ] {
        let folder = Folder::with(CHECKLIST);
        let arguments = [&["correct", "a.md"], words].concat();
        assert_eq!(folder.change(&arguments), told, "{words:?}");
        assert_eq!(optional(&folder), expected, "{words:?}");
        let told = told.trim_start_matches("already ");
        assert_eq!(
            folder.change(&arguments),
            format!("already {told}"),
            "{words:?}"
        );
    }
}

#[test]
fn auto_leaves_it_to_the_document_again() {
    let folder = Folder::with(CHECKLIST);
    for (words, expected) in [
        (&["3", "optional"][..], "3 4"),
        (&["3", "need=auto"], "4"),
        (&["3", "optional"], "3 4"),
        (&["3", "auto"], "4"),
    ] {
        folder.change(&[&["correct", "a.md"], words].concat());
        assert_eq!(optional(&folder), expected, "{words:?}");
    }
}

#[test]
fn words_without_a_meaning_are_refused() {
    let folder = Folder::with(CHECKLIST);
    for (words, told) in [
        (
            &["3", "optinal"][..],
            "gonogo: “optinal” isn't a reading; use one of required, optional, conditional,",
        ),
        (
            &["3"],
            "gonogo: specify how to read it: required, optional, conditional,",
        ),
        (
            &["2", "threshold=none"],
            "gonogo: this item has several thresholds; choose one with --threshold: “p95”, “errors”\n",
        ),
        (
            &["3", "threshold=none"],
            "gonogo: line 10: “Cake ordered” has no threshold; nothing to correct\n",
        ),
        (
            &["3", "phase=after"],
            "gonogo: line 10: “Cake ordered” isn't a section; only headings have a phase\n",
        ),
        (
            &["3", "ignored"],
            "gonogo: line 10: “Cake ordered” is an item, which always counts; nothing to correct\n",
        ),
        (&["Pie", "optional"], "gonogo: no entry matches “Pie”; use"),
    ] {
        let ran = folder.run(&[&["correct", "a.md"], words].concat());
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{words:?}");
        assert!(ran.err.starts_with(told), "{words:?}: {}", ran.err);
    }
    assert!(!folder.path("a.gonogo.json").exists(), "nothing changed");
}

/// A section with so many items.
fn many(count: usize) -> String {
    let items = (1..=count)
        .map(|number| format!("- [ ] item {number}\n"))
        .collect::<Vec<_>>()
        .concat();
    format!("# Launch\n\n## Many\n\n{items}")
}

#[test]
fn more_than_ten_items_at_once_need_a_reason() {
    let numbers: Vec<String> = (1..=11).map(|number| number.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let refused = "gonogo: ticking 11 items at once needs a reason: give one with --reason TEXT, or tick them one by one; nothing changed\n";
    let section = ["mark", "a.md", "done", "--section", "Many"];
    let named = [&["tick", "a.md"], numbers.as_slice()].concat();
    let marked = [&["mark", "a.md"], numbers.as_slice(), &["done"]].concat();
    for arguments in [section.as_slice(), &named, &marked] {
        let folder = Folder::with(&many(11));
        let ran = folder.run(arguments);
        assert_eq!(
            (ran.status, ran.err.as_str()),
            (2, refused),
            "{arguments:?}"
        );
        let ran = folder.run(&[arguments, &["--reason", " "]].concat());
        assert_eq!(
            (ran.status, ran.err.as_str()),
            (2, refused),
            "{arguments:?}"
        );
        folder.change(&[arguments, &["--reason", "dry run"]].concat());
        let list = folder.list(&[]);
        for item in list["items"].as_array().unwrap() {
            assert_eq!(
                (&item["state"], &item["reason"]),
                (&"done".into(), &"dry run".into())
            );
        }
        let events = folder.read("a.gonogo.json");
        assert_eq!(events.matches("\"act\":").count(), 11, "{events}");
    }
    let folder = Folder::with(&many(10));
    folder.change(&section);
    let report = folder.out(&["export", "a.md", "--audit", "full"]);
    assert_eq!(
        report.matches("(in bulk: 10 items)").count(),
        10,
        "{report}"
    );
}

#[test]
fn untick_and_single_ticks_are_no_act() {
    let folder = Folder::with(&many(12));
    for number in 1..=12 {
        folder.change(&["tick", "a.md", &number.to_string()]);
    }
    let events = folder.read("a.gonogo.json");
    assert!(!events.contains("\"act\":"), "{events}");
    let all: Vec<String> = (1..=12).map(|number| number.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    folder.change(&[&["untick", "a.md"], all.as_slice()].concat());
}

#[test]
fn condition_is_the_reason_of_na() {
    let folder = Folder::with(CHECKLIST);
    let ran = folder.run(&["mark", "a.md", "3", "na"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (
            2,
            "gonogo: not applicable needs a reason: give one with --reason TEXT\n"
        )
    );
    folder.change(&["correct", "a.md", "3", "conditional"]);
    folder.change(&["mark", "a.md", "3", "na"]);
    let list = folder.list(&[]);
    let item = &list["items"][2];
    assert_eq!(
        (&item["state"], &item["reason"]),
        (&"na".into(), &"conditional".into())
    );
    let ran = folder.run(&["mark", "a.md", "3", "4", "na"]);
    assert_eq!(ran.status, 2, "the other has no condition");
}

#[test]
fn variable_is_required_by_its_name_or_its_line() {
    const VERSION: &str = "# Release\n\n- [x] Build\n- [x] Bump version numbers\n\nVersion: {{version}}\n\nUse {{host}} and {{user}}.\n";
    for (words, told, blockers) in [
        (
            &["version", "required"][..],
            "required: {{version}} (1 place)\n",
            1,
        ),
        (
            &["{{ Version }}", "need=required"],
            "need=required: {{version}} (1 place)\n",
            1,
        ),
        (
            &["Version: {{version}}", "required"],
            "required: {{version}} (1 place)\n",
            1,
        ),
        (
            &["version:", "required"],
            "required: {{version}} (1 place)\n",
            1,
        ),
        (
            &["required", "--variable", "vers"],
            "required: {{version}} (1 place)\n",
            1,
        ),
        (
            &["version", "optional"],
            "optional: {{version}} (1 place)\n",
            0,
        ),
        (
            &["version", "required", "auto"],
            "required, auto: {{version}} (1 place)\n",
            0,
        ),
        // An entry by its own text or number.
        (
            &["Bump version numbers", "required"],
            "required: Bump version numbers\n",
            0,
        ),
        (&["2", "required"], "required: Bump version numbers\n", 0),
    ] {
        let folder = Folder::with(VERSION);
        assert_eq!(
            folder.change(&[&["correct", "a.md"], words].concat()),
            told,
            "{words:?}"
        );
        let status = folder.run(&["status", "a.md"]).out;
        let found = status.matches("empty variable: {{version}}").count();
        assert_eq!(found, blockers, "{words:?}: {status}");
    }
    let folder = Folder::with(VERSION);
    for (words, told) in [
        (
            &["version", "phase=after"][..],
            "gonogo: a variable can be required, optional or auto; name",
        ),
        (
            &["version", "conditional"],
            "gonogo: a variable can be required, optional or auto; name",
        ),
        (
            &["and {{user}}.", "required"],
            "gonogo: “and {{user}}.” matches 2 variables; choose one:",
        ),
        (
            &["Use", "required"],
            "gonogo: “Use” matches 2 variables; choose one:",
        ),
    ] {
        let ran = folder.run(&[&["correct", "a.md"], words].concat());
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{words:?}");
        assert!(ran.err.starts_with(told), "{words:?}: {}", ran.err);
    }
    assert!(!folder.path("a.gonogo.json").exists(), "nothing changed");
}
