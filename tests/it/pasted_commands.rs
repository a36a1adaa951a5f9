//! What real shells make of commands with values.

use std::process::Command as Process;

use gonogo::checklist::{BlockKind, Checklist};
use gonogo::progress::Progress;
use gonogo::workbook::{Command, Edit, Workbook};

use super::arbitrary::stamp;

/// The first code block of a document, with a value for `<the-host>`.
fn command(language: &str, code: &str, value: &str) -> Command {
    let source = format!("# A for <the-host>\n\n````{language}\n{code}\n````\n");
    let mut workbook = Workbook::new(Checklist::parse(source), Progress::default());
    let variable = workbook.checklist().variable_called("the-host").unwrap();
    let edit = Edit::SetVariable {
        variable,
        value: value.to_owned(),
    };
    workbook.apply(edit, &stamp("Ada", 1)).unwrap();
    let mut blocks = workbook
        .checklist()
        .entries()
        .iter()
        .flat_map(|entry| &entry.blocks);
    let lines = blocks.find_map(|block| match &block.kind {
        BlockKind::Code { lines, .. } => Some(lines),
        _ => None,
    });
    workbook.command(lines.unwrap(), language)
}

#[test]
fn real_shells_get_exactly_the_value() {
    let values = [
        "plain",
        "a b",
        "it's",
        "\"q\"",
        "$HOME",
        "`id`",
        "a;b|c&d",
        "*",
        "a\nb",
        "\ttab\u{7}",
        "!x",
        "\\",
        "\\n",
        "%s",
        "-n",
        "a'b\"c\n$d`e",
        "~/x y",
        "x{a,b}",
        "#no",
        "=ls",
        "é ü",
        "$(id)",
        "<x>",
        "a\\\n'b",
        "a\u{200b}",
        "}",
        "{",
    ];
    let contexts = [
        "printf %s <the-host>",
        "printf %s \"<the-host>\"",
        "printf %s '<the-host>'",
        "printf %s ''<the-host>",
        "printf %s \"$(printf %s <the-host>)\"",
        "x=`printf %s \"<the-host>\"`; printf %s \"$x\"",
        "printf %s \"`printf %s <the-host>`\"",
        "printf %s \"${none:-<the-host>}\"",
        "(printf %s <the-host>) # don't <the-host>",
        "cat <<EOF\n<the-host>\nEOF",
        "cat <<-'END'\n<the-host>\nEND",
    ];
    for shell in ["sh", "bash"] {
        if Process::new(shell).arg("-c").arg("true").status().is_err() {
            continue;
        }
        for context in contexts {
            for value in values {
                let command = command(shell, context, value);
                if !command.unfit().is_empty() {
                    assert!(
                        context.contains('\'') && context.contains("<<"),
                        "{context}"
                    );
                    continue;
                }
                let script = command.text();
                assert!(!script.contains(['\t', '\u{7}', '\u{200b}']), "{script:?}");
                let output = Process::new(shell)
                    .arg("-c")
                    .arg(&script)
                    .env("HOME", "~")
                    .output()
                    .unwrap();
                let told = String::from_utf8(output.stdout).unwrap();
                let expected = value.trim();
                let is_home = expected.starts_with("~/") && context.contains("%s <");
                assert!(
                    told.trim_end() == expected || is_home,
                    "{shell}: {context:?} {value:?}\n{script}\n{told:?} {}",
                    String::from_utf8_lossy(&output.stderr)
                );
            }
        }
    }
}
