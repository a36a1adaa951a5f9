//! Arguments that somebody mistyped: named for what they are, with the nearest one that there is.

use super::program::{Folder, Ran};

const USAGE: &str = "\n\nUsage: gonogo [OPTIONS] [FILE]\n       gonogo [OPTIONS] <COMMAND>\n\nFor more information, try '--help'.\n";

fn wrong(err: String) -> Ran {
    Ran {
        status: 2,
        out: String::new(),
        err,
    }
}

#[test]
fn mistyped_words_suggest_the_nearest_match() {
    let folder = Folder::with("# T\n- [ ] one\n");
    for (arguments, told) in [
        (
            &["stauts", "a.md"][..],
            "unknown command “stauts”. Did you mean status?",
        ),
        (
            &["stauts"],
            "unknown command “stauts”. Did you mean status?",
        ),
        (
            &["--run", "r", "stauts", "a.md", "--json"],
            "unknown command “stauts”. Did you mean status?",
        ),
        (
            &["--read-only", "stauts", "a.md"],
            "unknown command “stauts”. Did you mean status?",
        ),
        (
            &["STATUS", "a.md"],
            "unknown command “STATUS”. Did you mean status?",
        ),
        (
            &["chekc", "a.md"],
            "unknown command “chekc”. Did you mean check?",
        ),
        (
            &["tikc", "a.md", "1", "2"],
            "unknown command “tikc”. Did you mean tick?",
        ),
        (
            &["verfiy", "nowhere.md"],
            "unknown command “verfiy”. Did you mean verify?",
        ),
        (
            &["frobnicate"],
            "unknown command “frobnicate”. See gonogo help",
        ),
        (
            &["frobnicate", "a.md"],
            "unknown command “frobnicate”. See gonogo help",
        ),
        (
            &["a.md", "status"],
            "put the file after the command: gonogo status a.md",
        ),
        (
            &["a.md", "list", "a.md"],
            "put the file after the command: gonogo list a.md",
        ),
        (
            &["a.md", "templates"],
            "put the file after the command: gonogo templates a.md",
        ),
        (
            &["--porgress", "x", "status", "a.md"],
            "unknown option --porgress. Did you mean --progress?",
        ),
        (
            &["--read-olny"],
            "unknown option --read-olny. Did you mean --read-only?",
        ),
    ] {
        assert_eq!(
            folder.run(arguments),
            wrong(format!("error: {told}{USAGE}")),
            "{arguments:?}"
        );
    }
    let ran = folder.run(&["status", "--jsno", "a.md"]);
    let told = "error: unexpected argument '--jsno' found\n\n  tip: a similar argument exists: '--json'\n\n\
                Usage: gonogo status --json <FILE>\n\nFor more information, try '--help'.\n";
    assert_eq!(ran, wrong(told.to_owned()));
}

#[test]
fn file_is_a_file_under_any_name() {
    let folder = Folder::with("# T\n- [ ] one\n");
    folder.write("stauts", "# T\n- [ ] one\n");
    let missing = |file: &str| {
        wrong(format!(
            "gonogo: {file}: can't read: no such file or directory; check the path\n"
        ))
    };
    for file in [
        "nowhere.md",
        "./stautsx",
        "docs/status",
        "status.md",
        "v2.3",
    ] {
        assert_eq!(folder.run(&["--plain", file]), missing(file), "{file}");
    }
    let told = "gonogo: can't read both the checklist (`-`) and your answers from standard input; use a file for the checklist\n";
    assert_eq!(
        folder.run_with("- [ ] a\n", &[], &["--plain", "-"]),
        wrong(told.to_owned()),
        "and it doesn't wait"
    );
    let opened = folder.run_with("quit\n", &[], &["--plain", "stauts"]);
    assert_eq!(
        (opened.status, opened.err.as_str()),
        (0, ""),
        "it is there, so it is opened"
    );
    let two = folder.run(&["stauts", "a.md"]);
    assert_eq!(
        two,
        wrong(format!("error: unexpected argument 'a.md' found{USAGE}")),
        "one file at a time"
    );
}

#[test]
fn help_command_matches_the_help_option() {
    let folder = Folder::new();
    for (command, option) in [
        (&["help"][..], &["--help"][..]),
        (&["help", "status"], &["status", "--help"]),
        (&["help", "git"], &["git", "--help"]),
        (&["help", "git", "install"], &["git", "install", "--help"]),
        (&["help", "help"], &["help", "--help"]),
    ] {
        assert_eq!(folder.out(command), folder.out(option), "{command:?}");
    }
    for (command, told) in [
        (
            &["help", "nope"][..],
            "unknown command “nope”. Did you mean note?",
        ),
        (
            &["help", "frobnicate"],
            "unknown command “frobnicate”. See gonogo help",
        ),
        (
            &["help", "git", "instal"],
            "unknown command “instal”. Did you mean install?",
        ),
        (
            &["help", "git", "frobnicate"],
            "unknown command “frobnicate”. See gonogo help git",
        ),
        (
            &["help", "status", "a.md"],
            "unknown command “a.md”. See gonogo help status",
        ),
        (
            &["man", "states"],
            "unknown command “states”. Did you mean status?",
        ),
    ] {
        assert_eq!(
            folder.run(command),
            wrong(format!("gonogo: {told}\n")),
            "{command:?}"
        );
    }
    folder.write("help", "# T\n- [ ] one\n");
    assert!(
        folder.out(&["help"]).starts_with("A terminal workbook"),
        "a file of that name is ./help"
    );
    let opened = folder.run_with("quit\n", &[], &["--plain", "./help"]);
    assert_eq!((opened.status, opened.err.as_str()), (0, ""));
}
