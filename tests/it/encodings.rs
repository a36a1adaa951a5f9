//! Files that aren't UTF-8: the encoding is named if it is certain, with the command that converts them, and the position
//! of the first error.

use std::fs;
use std::process::Command;

use super::program::{Folder, Ran};

const CHECKLIST: &str = "# Launch\r\n\r\n- [ ] budget: ____\r\n- [ ] backup\r\n";

type Encode = fn(&str) -> Vec<u8>;

const WIDE: [(&str, Encode); 4] = [
    ("UTF-16LE", |text| {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }),
    ("UTF-16BE", |text| {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }),
    ("UTF-32LE", |text| {
        text.chars()
            .flat_map(|character| u32::from(character).to_le_bytes())
            .collect()
    }),
    ("UTF-32BE", |text| {
        text.chars()
            .flat_map(|character| u32::from(character).to_be_bytes())
            .collect()
    }),
];

fn fails(ran: &Ran, message: &str, label: &str) {
    let expected = Ran {
        status: 2,
        out: String::new(),
        err: format!("gonogo: {message}\n"),
    };
    assert_eq!(*ran, expected, "{label}");
}

/// The command at the end of a message does what it says.
fn run_in_shell(folder: &Folder, message: &str) {
    let command = message.rsplit_once(": ").unwrap().1;
    let ran = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder.path(""))
        .status()
        .unwrap();
    assert!(ran.success(), "{command}");
}

#[test]
fn wide_encodings_are_named_with_a_working_conversion_command() {
    for (name, encode) in WIDE {
        for mark in ["", "\u{feff}"] {
            let label = format!("{name} {mark:?}");
            let folder = Folder::with(CHECKLIST);
            folder.change(&["tick", "a.md", "2"]);
            let status = folder.run(&["status", "a.md"]);
            let convert = |file: &str| {
                format!(
                    "{file}: this is {name}, not UTF-8; convert it: iconv -f {name} -t UTF-8 {file} > {file}.utf8 && mv {file}.utf8 {file}"
                )
            };
            for file in ["a.gonogo.json", "a.md"] {
                fs::write(
                    folder.path(file),
                    encode(&format!("{mark}{}", folder.read(file))),
                )
                .unwrap();
                for verb in [
                    &["status", "a.md"][..],
                    &["tick", "a.md", "1"],
                    &["export", "a.md"],
                ] {
                    fails(&folder.run(verb), &convert(file), &label);
                }
            }
            let copy = folder.run(&["merge", "a.gonogo.json", "a.gonogo.json"]);
            fails(&copy, &convert("a.gonogo.json"), &label);
            run_in_shell(&folder, &convert("a.md"));
            run_in_shell(&folder, &convert("a.gonogo.json"));
            assert_eq!(folder.run(&["status", "a.md"]), status, "{label}");
            // Its byte order mark stays until the next change; the schema knows of none.
            folder.change(&["untick", "a.md", "2"]);
            assert!(folder.read("a.gonogo.json").starts_with('{'), "{label}");
        }
    }
}

#[test]
fn piped_input_and_other_files_are_named_too() {
    let folder = Folder::with(CHECKLIST);
    // ASCII as UTF-16 is UTF-8 with NUL bytes, so it is a text that the test can hand over.
    let wide = |text: &str| String::from_utf8(WIDE[0].1(text)).unwrap();
    let message =
        "standard input: this is UTF-16LE, not UTF-8; convert it: iconv -f UTF-16LE -t UTF-8";
    folder.change(&["tick", "a.md", "2"]);
    for (input, arguments) in [
        (CHECKLIST.to_owned(), &["list", "-"][..]),
        (
            folder.read("a.gonogo.json"),
            &["merge", "a.gonogo.json", "-"],
        ),
        ("budget=12\n".to_owned(), &["fill", "a.md", "--from", "-"]),
        ("a note\n".to_owned(), &["note", "a.md", "1", "-"]),
    ] {
        let ran = folder.run_with(&wide(&input), &[], arguments);
        fails(&ran, message, &format!("{arguments:?}"));
    }
    folder.write("values.env", wide("budget=12\n"));
    let message = "values.env: this is UTF-16LE, not UTF-8; convert it: \
                   iconv -f UTF-16LE -t UTF-8 values.env > values.env.utf8 && mv values.env.utf8 values.env";
    fails(
        &folder.run(&["fill", "a.md", "--from", "values.env"]),
        message,
        "a file of values",
    );
}

#[test]
fn byte_positions_are_right_for_all_line_endings() {
    for (label, end) in [("LF", "\n"), ("CRLF", "\r\n"), ("CR", "\r")] {
        let folder = Folder::new();
        let text = ["# T", "", "- [ ] café", ""].join(end);
        let bytes: Vec<u8> = text
            .chars()
            .map(|character| u8::try_from(character).unwrap())
            .collect();
        folder.write("Go live.md", bytes);
        let message = "Go live.md, line 3: not UTF-8 at byte 10; if it is WINDOWS-1252, convert it: iconv -f WINDOWS-1252 \
                       -t UTF-8 'Go live.md' > 'Go live.md.utf8' && mv 'Go live.md.utf8' 'Go live.md'";
        fails(&folder.run(&["list", "Go live.md"]), message, label);
        run_in_shell(&folder, message);
        assert_eq!(folder.read("Go live.md"), text, "{label}");
    }
    let folder = Folder::new();
    folder.write("a.md", b"# \xcf\xf0\xe8\xe2\xe5\xf2\n");
    let message = "a.md, line 1: not UTF-8 at byte 3; convert the file (for example with iconv) and try again";
    fails(&folder.run(&["list", "a.md"]), message, "Cyrillic");
}

#[test]
fn damaged_line_numbers_are_right_for_all_line_endings() {
    for (label, end) in [("LF", "\n"), ("CRLF", "\r\n"), ("CR", "\r")] {
        let folder = Folder::with("- [ ] a\n");
        let lines = [
            "{",
            "\"format\": \"gonogo/1\",",
            "\"checklist\": \"a.md\",",
            "\"entries\": oops",
            "}",
        ];
        folder.write("a.gonogo.json", lines.join(end));
        let message = "a.gonogo.json, line 4: not JSON (expected value); fix that line (`git log -p` shows how it was), or merge in a good copy with `gonogo merge`";
        fails(&folder.run(&["list", "a.md"]), message, label);
    }
}

#[test]
fn values_are_read_with_all_line_endings() {
    for end in ["\n", "\r\n", "\r"] {
        let folder = Folder::with("- [ ] a: ____\n- [ ] b: ____\n");
        folder.write("values.env", ["a=1", "", "b=2", ""].join(end));
        folder.change(&["fill", "a.md", "--from", "values.env"]);
        assert_eq!(
            folder.out(&["export", "a.md", "--filled"]),
            "- [ ] a: 1\n- [ ] b: 2\n",
            "{end:?}"
        );
        folder.write("values.env", ["a=1", "", "nothing", ""].join(end));
        let ran = folder.run(&["fill", "a.md", "--from", "values.env"]);
        assert!(ran.err.contains("line 3"), "{end:?}: {}", ran.err);
    }
}
