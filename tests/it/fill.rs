//! `gonogo fill --from` and `gonogo note -`: answers of programs, as one save or not at all.

use super::program::{Folder, Ran};

const CHECKLIST: &str = "\
# Launch

Service: ____

- [ ] Restore tested: RTO ____ h
- [ ] Budget: $____ of ____ (A / B)

```
____________________
____________________
```
";

/// The values of the blanks, in order.
fn values(folder: &Folder) -> Vec<String> {
    let list = folder.list(&[]);
    let value = |blank: &serde_json::Value| blank["value"].as_str().unwrap_or("-").to_owned();
    list["blanks"]
        .as_array()
        .unwrap()
        .iter()
        .map(value)
        .collect()
}

#[test]
fn file_fills_many_blanks_in_one_change() {
    let folder = Folder::with(CHECKLIST);
    folder.write(
        "values.env",
        "# of the pipeline\nService = api\n\n1=4\nbudget=\"12,000\"\nrto-h:missing=\n",
    );
    let ran = folder.run(&["fill", "a.md", "--from", "values.env"]);
    let told = "gonogo: values.env, line 6: no blank matches “rto-h:missing”; use its number or key from \
                `gonogo list`, or part of its text\nnothing changed\n";
    assert_eq!(
        ran,
        Ran {
            status: 2,
            out: String::new(),
            err: told.to_owned()
        }
    );
    assert!(!folder.path("a.gonogo.json").exists(), "all or nothing");

    folder.write(
        "values.env",
        "# of the pipeline\nService = api\n\n1=4\nbudget=\"12,000\"\n",
    );
    let told = "Service: api\nRestore tested: RTO: 4\nBudget: 12,000\n";
    assert_eq!(
        folder.change(&["fill", "a.md", "--from", "values.env"]),
        told
    );
    assert_eq!(values(&folder)[..4], ["api", "4", "12,000", "-"]);
    let told = "Service: already api\nRestore tested: RTO: already 4\nBudget: already 12,000\n";
    assert_eq!(
        folder.change(&["fill", "a.md", "--from", "values.env"]),
        told
    );
}

#[test]
fn standard_input_fills_blanks_and_empty_values_clear_them() {
    let folder = Folder::with(CHECKLIST);
    let area = folder.list(&[])["blanks"][4]["key"]
        .as_str()
        .unwrap()
        .to_owned();
    let input = format!("Service=api\n{area}=one\\ntwo\n");
    assert_eq!(
        folder
            .run_with(&input, &[], &["fill", "a.md", "--from", "-", "--quiet"])
            .err,
        ""
    );
    assert_eq!(values(&folder), ["api", "-", "-", "-", "one\ntwo"]);
    let ran = folder.run_with("Service=\n", &[], &["fill", "a.md", "--from", "-"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, "Service: (empty)\n"));
    assert_eq!(values(&folder)[0], "-");
}

#[test]
fn all_errors_are_reported_at_once_with_their_lines() {
    let folder = Folder::with(CHECKLIST);
    let input = "Service=api\nwhat\n2=x\nservice=web\n";
    let ran = folder.run_with(input, &[], &["fill", "a.md", "--from", "-"]);
    let told = "gonogo: standard input, line 2: no `=` in “what”: write BLANK=VALUE, or # before a comment\n\
                standard input, line 3: “2” matches 2 blanks; choose one:\n  line 6: Budget (budget-of-a-b:budget)\n  \
                line 6: of (budget-of-a-b:of)\n\
                standard input, line 4: “service” is already filled on line 1; remove one of them\n\
                nothing changed\n";
    assert_eq!((ran.status, ran.err.as_str()), (2, told));
    assert!(!folder.path("a.gonogo.json").exists());
    for (arguments, input, told) in [
        (
            &["fill", "a.md", "--from", "-"][..],
            "# none\n",
            "nothing to fill: write one BLANK=VALUE per line\n",
        ),
        (
            &["fill", "-", "--from", "-"],
            "",
            "can't read both the checklist and the values from standard input; use a file for one of them\n",
        ),
        (
            &["fill", "a.md", "--from", "none.env"],
            "",
            "none.env: can't read: No such file or directory",
        ),
        (
            &["fill", "a.md", "--from", "-", "--read-only"],
            "1=2\n",
            "nothing changed: --read-only is set",
        ),
    ] {
        let ran = folder.run_with(input, &[], arguments);
        assert_eq!(ran.status, 2, "{arguments:?}");
        assert!(
            ran.err.starts_with(&format!("gonogo: {told}")),
            "{arguments:?}: {}",
            ran.err
        );
    }
    for arguments in [
        &["fill", "a.md", "Service"][..],
        &["fill", "a.md", "Service", "x", "--from", "-"],
    ] {
        assert_eq!(folder.run(arguments).status, 2, "{arguments:?}");
    }
}

#[test]
fn note_from_standard_input_or_a_file_is_kept_as_is() {
    for (input, note) in [
        ("one\n  two\n\n", "one\n  two\n"),
        ("no end", "no end"),
        ("dos\r\nlines\r\n", "dos\r\nlines"),
        ("- [ ] no item\n", "- [ ] no item"),
    ] {
        let folder = Folder::with(CHECKLIST);
        folder.write("log.txt", input);
        assert_eq!(
            folder
                .run_with(input, &[], &["note", "a.md", "1", "-"])
                .status,
            0
        );
        folder.change(&["note", "a.md", "1", "--from", "log.txt"]);
        assert_eq!(
            folder
                .run_with(input, &[], &["note", "a.md", "1", "--from", "-"])
                .status,
            0
        );
        let list = folder.list(&[]);
        let notes = list["items"][0]["notes"].as_array().unwrap();
        assert!(
            notes.len() == 3 && notes.iter().all(|kept| kept["text"] == note),
            "{input:?}: {notes:?}"
        );
    }
    let folder = Folder::with(CHECKLIST);
    let ran = folder.run(&["note", "a.md", "1", "-"]);
    assert_eq!(
        (ran.status, ran.err.as_str()),
        (2, "gonogo: empty note; nothing saved\n")
    );
}

#[test]
fn quiet_prints_only_errors() {
    let folder = Folder::with(CHECKLIST);
    for arguments in [
        &["tick", "a.md", "1", "--quiet"][..],
        &["-q", "fill", "a.md", "Service", "x"],
        &["note", "a.md", "1", "x", "-q"],
        &["mark", "a.md", "2", "na", "--reason", "x", "-q"],
        &["check", "a.md", "-q"],
        &["export", "a.md", "-o", "r.md", "-q"],
    ] {
        assert_eq!(folder.run(arguments).err, "", "{arguments:?}");
    }
    assert!(
        folder
            .run(&["tick", "a.md", "9", "-q"])
            .err
            .starts_with("gonogo: no item 9")
    );
}
