//! Values in every kind of code: what is pasted, and what is refused.

use super::{CommandPiece, Workbook};
use crate::checklist::{BlankId, BlockKind, Checklist};
use crate::progress::Progress;
use crate::workbook::Edit;
use crate::workbook::edit::stamp;

/// A workbook with one code block, whose `<the-host>` has a value.
fn workbook(language: &str, code: &str, value: &str) -> Workbook {
    let source = format!(
        "# A for <the-host>\n\n- [ ] one\n\n  ````{language}\n{}  ````\n",
        {
            let line = |line: &str| format!("  {line}\n");
            code.lines().map(line).collect::<String>()
        }
    );
    let mut workbook = Workbook::new(Checklist::parse(source), Progress::default());
    let variable = workbook.checklist().variable_called("the-host").unwrap();
    let edit = Edit::SetVariable {
        variable,
        value: value.to_owned(),
    };
    workbook.apply(edit, &stamp("Ada", 1)).unwrap();
    workbook
}

fn command(language: &str, code: &str, value: &str) -> super::Command {
    let workbook = workbook(language, code, value);
    let checklist = workbook.checklist();
    let mut blocks = checklist.entries().iter().flat_map(|entry| &entry.blocks);
    let lines = blocks.find_map(|block| match &block.kind {
        BlockKind::Code { lines, .. } => Some(lines.clone()),
        _ => None,
    });
    workbook.command(&lines.unwrap(), language)
}

/// The text that is pasted, and the reasons for values that aren't.
fn pasted(language: &str, code: &str, value: &str) -> String {
    let command = command(language, code, value);
    let unfit = command.unfit();
    if unfit.is_empty() {
        command.text()
    } else {
        let reasons: Vec<&str> = unfit.iter().map(|(_, reason)| *reason).collect();
        format!("{} !{}", command.text(), reasons.join("!"))
    }
}

#[test]
fn values_are_quoted_for_the_shell_around_them() {
    for (code, value, text) in [
        ("dig <the-host>", "db-1.example.com", "dig db-1.example.com"),
        ("dig <the-host>", "a b; rm -rf x", "dig 'a b; rm -rf x'"),
        ("dig root@<the-host>:22", "it's", r"dig root@'it'\''s':22"),
        ("cd <the-host>", "~/my files", "cd ~/'my files'"),
        ("cd x/<the-host>", "~/my", "cd x/'~/my'"),
        (
            "say \"to <the-host>.\"",
            "$5 \"now\"!",
            "say \"to \\$5 \\\"now\\\"\"'!'\".\"",
        ),
        ("say 'to <the-host>'", "it's", r"say 'to it'\''s'"),
        (
            "say <the-host>",
            "a\nb 100%",
            "say \"$(printf 'a\\nb 100%%')\"",
        ),
        (
            "say \"<the-host>\"",
            "a\n-'!",
            "say \"$(printf 'a\\n-\\047\\041')\"",
        ),
        ("say '<the-host>'", "a\tb", "say ''\"$(printf 'a\\tb')\"''"),
        (
            "say <the-host>",
            "\u{1b}[2J",
            "say \"$(printf '\\033[2J')\"",
        ),
        (
            "say <the-host>",
            "a\u{200b}b",
            "say \"$(printf 'a\\342\\200\\213b')\"",
        ),
        (
            "# ask <the-host>\nping <the-host>",
            "Ada Lovelace",
            "# ask Ada Lovelace\nping 'Ada Lovelace'",
        ),
        (
            "cat <<EOF\nto <the-host>\nEOF\ndig <the-host>",
            "a $b",
            "cat <<EOF\nto a \\$b\nEOF\ndig 'a $b'",
        ),
        (
            "cat <<'EOF'\nto <the-host>\nEOF\ndig <the-host>",
            "a $b",
            "cat <<'EOF'\nto a $b\nEOF\ndig 'a $b'",
        ),
        (
            "$ dig <the-host>\nconnected\n$ ping <the-host>",
            "a b",
            "$ dig 'a b'\nconnected\n$ ping 'a b'",
        ),
        (
            "curl -d '{\"text\": \"<the-host>\", \"n\": <the-host>}'",
            "it's \"5\"",
            r#"curl -d '{"text": "it'\''s \"5\"", "n": "it'\''s \"5\""}'"#,
        ),
    ] {
        assert_eq!(pasted("sh", code, value), text, "{code:?} {value:?}");
    }
}

#[test]
fn values_that_cannot_be_written_safely_leave_their_placeholder() {
    for (language, code, value, reason) in [
        ("sh", "ssh db 'ls <the-host>'", "a; b", "second shell"),
        ("sh", "bash -c \"ls <the-host>\"", "a b", "second shell"),
        (
            "sh",
            "ssh db <<EOF\nls <the-host>\nEOF",
            "a b",
            "second shell",
        ),
        ("sh", "cat <<EOF\n<the-host>\nEOF", "EOF", "delimiter"),
        (
            "sh",
            "cat <<'EOF'\n<the-host>\nEOF",
            "a\nb",
            "quoted delimiter",
        ),
        ("cmd", "ping <the-host>", "100%", "command prompt"),
        ("cmd", "ping <the-host>", "a\nb", "command prompt"),
        ("powershell", "ping '<the-host>'", "a\nb", "single quotes"),
        (
            "powershell",
            "say \"x $(Get-Item <the-host>)\"",
            "a; b",
            "plain word",
        ),
        ("powershell", "iex 'ls <the-host>'", "a; b", "plain word"),
        ("powershell", "say \"$<the-host>\"", "(b)", "plain word"),
        ("powershell", "ping <the-host>", "-n 1", "dash"),
        ("powershell", "@'\n<the-host>\n'@", "'@; b", "here-string"),
        ("yaml", "a: x/<the-host>", "b: c", "meaning in YAML"),
        ("yaml", "a: '<the-host>'", "b\nc", "double quotes"),
        ("yaml", "a: |\n  <the-host>", "b\nc", "double quotes"),
        (
            "sql",
            "DROP TABLE <the-host>;",
            "a; b",
            "quotes around the place",
        ),
        ("sql", "SELECT '<the-host>';", "\\", "backslash"),
        ("toml", "a = '<the-host>'", "it's", "single quote"),
        ("ini", "a = <the-host>", "a\nb", "plain word"),
        ("ini", "a = \"<the-host>\"", "a\u{7}b", "escaped"),
        ("nginx", "server_name <the-host>;", "x; evil;", "plain word"),
        ("nginx", "server_name \"<the-host>\";", "$host", "meaning"),
        ("python", "a = <the-host>", "1; import os", "plain word"),
        ("perl", "$a = \"<the-host>\"", "a@b.com", "meaning"),
        ("tcsh", "ssh <the-host>", "a; b", "plain word"),
        ("env", "A=<the-host>", "a b", "plain word"),
        ("dotenv", "A=<the-host>", "a\nb", "plain word"),
        ("env", "A=\"<the-host>\"", "$(id)", "read differently"),
        ("dockerfile", "FROM <the-host>", "a b", "plain word"),
        ("dockerfile", "RUN echo <the-host>", "a; b", "second shell"),
        ("dockerfile", "ENV A=<the-host>", "a\nb", "Dockerfile"),
        ("", "server_name <the-host>;", "x; evil;", "no language"),
        ("", "host: <the-host>", "x: $(id)", "no language"),
        ("", "{\"host\": \"<the-host>\"}", "$(id)", "no language"),
        ("", "a = \"<the-host>\"", "`id`", "no language"),
    ] {
        let text = pasted(language, code, value);
        let (left, told) = text.split_once('!').unwrap_or((&text, ""));
        assert!(
            left.trim_end() == code && told.contains(reason),
            "{code:?} {value:?}: {text}"
        );
    }
}

#[test]
fn values_are_escaped_for_other_languages() {
    for (language, code, value, text) in [
        ("fish", "ssh <the-host>", "it's a\\b", r"ssh 'it\'s a\\b'"),
        ("fish", "say \"<the-host>\"", "a\nb", r#"say ""a\nb"""#),
        (
            "powershell",
            "ping <the-host>",
            "it\u{2019}s",
            "ping 'it\u{2019}\u{2019}s'",
        ),
        ("powershell", "cd <the-host>/x", "a b", "cd a` b/x"),
        (
            "powershell",
            "say \"<the-host>\"",
            "$a\n\"",
            "say \"`$a`n`\"\"",
        ),
        (
            "powershell",
            "say <the-host> # <the-host>",
            "a\nb",
            "say \"a`nb\" # a b",
        ),
        ("cmd", "ping <the-host>", "a & b", "ping \"a & b\""),
        ("cmd", "ping \"<the-host>\"", "a & b", "ping \"a & b\""),
        ("cmd", "rem <the-host>", "100%", "rem 100%"),
        (
            "json",
            "{\"a\": \"<the-host>\", \"b\": <the-host>}",
            "x\"\n",
            r#"{"a": "x\"", "b": "x\""}"#,
        ),
        ("json", "{\"b\": <the-host>}", "a\nb", r#"{"b": "a\nb"}"#),
        ("json", "{\"b\": <the-host>}", "1.5", r#"{"b": 1.5}"#),
        ("json", "{\"b\": <the-host>}", "1.5.2", r#"{"b": "1.5.2"}"#),
        ("yaml", "a: <the-host>\nb: x", "c: d", "a: \"c: d\"\nb: x"),
        (
            "yaml",
            "a: <the-host> # <the-host>",
            "a b\nc",
            "a: \"a b\\nc\" # a b c",
        ),
        ("yaml", "a: x/<the-host>", "2.3.0", "a: x/2.3.0"),
        ("yaml", "a: '<the-host>'", "it's", "a: 'it''s'"),
        ("yaml", "a: -<the-host>", "1", "a: -1"),
        (
            "sql",
            "SELECT '<the-host>', \"<the-host>\";",
            "it's",
            "SELECT 'it''s', \"it's\";",
        ),
        (
            "sql",
            "WHERE h = <the-host> -- <the-host>",
            "it's",
            "WHERE h = 'it''s' -- it's",
        ),
        ("sql", "DROP TABLE <the-host>;", "a_b", "DROP TABLE a_b;"),
        ("toml", "a = \"<the-host>\"", "x\"\\", r#"a = "x\"\\""#),
        ("text", "to <the-host>", "a\nb; it's", "to a b; it's"),
        ("", "To <the-host>: hello", "it's", "To it's: hello"),
    ] {
        assert_eq!(
            pasted(language, code, value),
            text,
            "{language} {code:?} {value:?}"
        );
    }
}

#[test]
fn values_are_escaped_for_settings_and_images() {
    for (language, code, value, text) in [
        ("docker", "ENV A=<the-host>", "a b\"", "ENV A=\"a b\\\"\""),
        ("docker", "ENV A='<the-host>'", "it's", r"ENV A='it'\''s'"),
        (
            "dockerfile",
            "FROM x:<the-host>\nRUN echo <the-host> \\\n  \"<the-host>\"\nCMD [\"<the-host>\"] # <the-host>",
            "1.2",
            "FROM x:1.2\nRUN echo 1.2 \\\n  \"1.2\"\nCMD [\"1.2\"] # 1.2",
        ),
        (
            "dockerfile",
            "CMD [\"<the-host>\"]",
            "a \"b",
            r#"CMD ["a \"b"]"#,
        ),
        (
            "env",
            "A=\"<the-host>\" # <the-host>",
            "a b",
            "A=\"a b\" # a b",
        ),
        ("python", "a = \"<the-host>\"", "x\"\ny", r#"a = "x\"\ny""#),
        (
            "nginx",
            "server_name \"<the-host>\";",
            "x; y",
            "server_name \"x; y\";",
        ),
        ("", "ping <the-host>", "it's", r"ping 'it'\''s'"),
    ] {
        assert_eq!(
            pasted(language, code, value),
            text,
            "{language} {code:?} {value:?}"
        );
    }
}

#[test]
fn code_without_a_language_has_no_value_that_would_act() {
    let value = "1; rm -rf /";
    for (code, text) in [
        ("deployctl push <the-host>", "deployctl push '1; rm -rf /'"),
        ("oc login <the-host>", "oc login '1; rm -rf /'"),
        ("  certbot -d <the-host>", "  certbot -d '1; rm -rf /'"),
        (
            "Restart-Service <the-host>",
            "Restart-Service '1; rm -rf /'",
        ),
        ("Deploy <the-host>", "Deploy '1; rm -rf /'"),
        ("SELECT <the-host>.", "SELECT '1; rm -rf /'."),
        ("Build <the-host> .", "Build '1; rm -rf /' ."),
        ("<the-host> build x .", "'1; rm -rf /' build x ."),
        ("<the-host>", "'1; rm -rf /'"),
        (
            "Now run this:\ndeployctl push <the-host>\nIt takes long.",
            "Now run this:\ndeployctl push '1; rm -rf /'\nIt takes long.",
        ),
        (
            "deployctl say \"\nHello to <the-host>.\n\"",
            "deployctl say \"\nHello to 1; rm -rf /.\n\"",
        ),
        (
            "cat <<END\nHello to <the-host>.\nEND",
            "cat <<END\nHello to 1; rm -rf /.\nEND",
        ),
        (
            "Deploy of <the-host> has begun.",
            "Deploy of 1; rm -rf / has begun.",
        ),
        ("Version: <the-host>", "Version: 1; rm -rf /"),
        (
            "We have started the deployment of the release\n<the-host> to production.",
            "We have started the deployment of the release\n'1; rm -rf /' to production.",
        ),
        ("版本 <the-host> 已上线", "版本 1; rm -rf / 已上线"),
    ] {
        // A place that could be a command itself has no value.
        let written = pasted("", code, value);
        let is_refused = written.starts_with(&format!("{code} !"));
        assert!(written == text || is_refused, "{code:?}: {written:?}");
    }
    for (code, value, text) in [
        ("Deployed by <the-host>", "Ada King", "Deployed by Ada King"),
        ("<the-host>", "Ada King", "Ada King"),
        ("owner: <the-host>", "Ada King", "owner: Ada King"),
        ("deployctl push <the-host>", "a b", "deployctl push 'a b'"),
        ("server_name <the-host>;", "a.com", "server_name a.com;"),
        (
            "cat <<END\nHello to <the-host>.\nEND",
            "$(id)",
            "cat <<END\nHello to \\$(id).\nEND",
        ),
    ] {
        assert_eq!(pasted("", code, value), text, "{code:?} {value:?}");
    }
}

#[test]
fn empty_places_and_placeholders_are_pointed_out() {
    let empty = command("sh", "ssh <the-host> <the-user> <the-host>", "TBD");
    assert_eq!(empty.empty(), ["<the-host>", "<the-user>"]);
    assert_eq!(empty.text(), "ssh <the-host> <the-user> <the-host>");
    let half = command("sh", "dig <the-host> <the-user>", "a b");
    assert_eq!(
        half.pieces,
        [
            CommandPiece::Text("dig ".to_owned()),
            CommandPiece::Value {
                written: "<the-host>".to_owned(),
                value: "a b".to_owned(),
                pasted: "'a b'".to_owned(),
            },
            CommandPiece::Text(" ".to_owned()),
            CommandPiece::Empty {
                written: "<the-user>".to_owned()
            },
            CommandPiece::Text("\n".to_owned()),
        ]
    );
}

#[test]
fn blanks_of_code_have_their_values_too() {
    let source = "- [ ] one\n\n  ```\n  $ ssh root@host\n  Host: ____\n  ```\n";
    let mut workbook = Workbook::new(Checklist::parse(source), Progress::default());
    let edit = Edit::Fill {
        blank: BlankId(0),
        value: "a\n b".to_owned(),
    };
    workbook.apply(edit, &stamp("Ada", 1)).unwrap();
    let blank = workbook.checklist().blank(BlankId(0)).range.clone();
    let line = blank.start - 6..blank.end + 1;
    let command = workbook.command(std::slice::from_ref(&line), "");
    assert_eq!(command.text(), "Host: a b");
    assert!(command.has_values());
}

#[test]
fn many_places_in_one_command_are_read_once() {
    const COUNT: usize = 10_000;
    for (begin, part, end, written) in [
        ("say", " \"<x>\"", "\n", Some("a b")),
        ("say", " <x>", "\n", Some("'a b'")),
        ("say '{", "\"<x>\"", "'\n", None),
        ("ssh", " '<x>'", "\n", None),
        ("say \"", "<x>'", "\"\n", Some("a b")),
        ("cat <<EOF\n", "'<x>\"\n", "EOF\n", Some("a b")),
        ("cat <<EOF\n", "'<x>\"", "\n", None),
        ("say", " $(id '<x>'", "\n", None),
        ("# see", " <x>", "\n", None),
    ] {
        let text = format!("{begin}{}{end}", part.repeat(COUNT));
        let starts = text.match_indices("<x>");
        let holes: Vec<super::Hole> = starts
            .map(|(at, _)| super::Hole {
                range: at..at + 3,
                value: Some("a b"),
            })
            .collect();
        let fits = super::shell::fit(&text, &holes, false);
        let is_comment = begin.starts_with('#');
        for fit in fits.into_iter().map(Option::unwrap) {
            let expected = written.or(is_comment.then_some("a b"));
            assert_eq!(fit.ok().as_deref(), expected, "{begin:?} {part:?}");
        }
    }
}

#[test]
fn values_that_need_confirming_are_not_pasted() {
    let source = "- [ ] one\n\n  ```\n  $ ssh <the-host>\n  Host: ____\n  ```\n";
    let mut before = Workbook::new(Checklist::parse(source), Progress::default());
    let variable = before.checklist().variable_called("the-host").unwrap();
    let value = "db-1".to_owned();
    for edit in [
        Edit::SetVariable {
            variable,
            value: value.clone(),
        },
        Edit::Fill {
            blank: BlankId(0),
            value,
        },
    ] {
        before.apply(edit, &stamp("Ada", 1)).unwrap();
    }
    let mut next = Workbook::new(before.checklist().clone(), Progress::default());
    assert_eq!(next.carry_over(&before, &stamp("Ada", 2)), 2);
    let blocks = next.checklist().entries().iter().flat_map(|it| &it.blocks);
    let code = blocks.filter_map(|block| match &block.kind {
        BlockKind::Code { lines, .. } => Some(lines.clone()),
        _ => None,
    });
    let lines: Vec<_> = code.flatten().collect();
    let command = next.command(&lines, "");
    assert!(!command.has_values());
    let why = "needs confirming";
    assert_eq!(command.unfit(), [("<the-host>", why), ("____", why)]);
    assert_eq!(command.empty(), ["<the-host>", "____"]);
    assert!(before.command(&lines, "").has_values());
}
