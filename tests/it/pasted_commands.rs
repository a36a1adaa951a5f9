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
                    let is_refused = value.starts_with('-')
                        || context.contains("<<")
                            && value.contains(['!', '\n', '\u{7}', '\u{200b}']);
                    assert!(is_refused, "{context} {value:?}");
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

/// Values that create the file `canary` where they are run.
const HOSTILE: [&str; 18] = [
    "x; touch canary",
    "x\ntouch canary",
    "$(touch canary)",
    "`touch canary`",
    "x' ; touch canary ; '",
    "x\" ; touch canary ; \"",
    "x'$(touch canary)'",
    "x\"$(touch canary)\"",
    "a[$(touch canary)]",
    "x && touch canary #",
    "x | touch canary",
    "EOF\ntouch canary\ncat <<EOF",
    "}; touch canary; {",
    "); touch canary; (",
    "x) touch canary;; y",
    "\\'; touch canary #",
    "x{touch,canary}",
    "--x=$(touch canary)",
];

/// Stands for programs that run what they get in a shell of their own.
const PROGRAMS: &str = r#"
shift_run() { while [ "$#" -gt 1 ]; do shift; done; bash -c "$1"; }
ssh() { shift; if [ "$#" -gt 0 ]; then bash -c "$*"; else bash; fi; }
psql() { if [ "$#" -gt 0 ]; then shift_run "$@"; else bash; fi; }
mongosh() { shift_run "$@"; }
watch() { bash -c "$*"; }
su() { shift_run "$@"; }
sudo() { "$@"; }
docker() { shift 2; "$@"; }
kubectl() { shift 3; "$@"; }
deploy() { :; }
shopt -s expand_aliases
"#;

/// Places where a value could be run, so that only a plain word fits.
const RUNNING: [&str; 112] = [
    "ssh u@host \\\n  \"echo <the-host>\"",
    "ssh u@host echo <the-host>",
    "ssh u@host 'echo <the-host>'",
    "ssh u@host <<EOF\necho <the-host>\nEOF",
    "ssh u@host <<'EOF'\necho <the-host>\nEOF",
    "sh -c '[ -f <the-host> ] || true'",
    "sh -c '{ echo <the-host>; }'",
    "bash -ce \"echo <the-host>\"",
    "/bin/bash -c \"echo <the-host>\"",
    "\"bash\" -c \"echo <the-host>\"",
    "b\\ash -c \"echo <the-host>\"",
    "X=1 bash -c \"echo <the-host>\"",
    "$BASH -c 'echo <the-host>'",
    "\"$BASH\" -c 'echo <the-host>'",
    "S=bash; $S -c 'echo <the-host>'",
    "eval echo <the-host>",
    "eval \"echo <the-host>\"",
    "watch echo <the-host>",
    "trap 'echo <the-host>' EXIT",
    "alias x='echo <the-host>'\nx",
    "mongosh --eval \"echo <the-host>\"",
    "psql -c \"echo <the-host>\"",
    "docker exec c sh -c 'echo <the-host>'",
    "kubectl exec p -- sh -c \"echo <the-host>\"",
    "echo 1 | xargs sh -c 'echo <the-host>'",
    "find . -maxdepth 0 -exec sh -c 'echo <the-host>' \\;",
    "su -c 'echo <the-host>'",
    "sudo bash -c 'echo <the-host>'",
    "awk 'BEGIN { system(\"echo <the-host>\") }'",
    "sed '1e echo <the-host>' /etc/hostname",
    "sed 's/a/<the-host>/e' /etc/hostname",
    "perl -e 'system(\"echo <the-host>\")'",
    "python3 -c 'import os; os.system(\"echo <the-host>\")'",
    "node -e 'x(\"<the-host>\")'",
    "jq '.<the-host>' x.json",
    "echo \"echo <the-host>\" | bash",
    "echo \"echo <the-host>\" |\n  bash",
    "echo \"echo <the-host>\" \\\n  | bash",
    "echo x | cat - <(echo <the-host>) | bash",
    "echo \"echo <the-host>\" | sudo bash",
    "echo \"echo <the-host>\" | ssh host",
    "echo \"echo <the-host>\" | psql",
    "echo \"echo <the-host>\" | tee >(bash)",
    "{ echo \"echo <the-host>\"; } | bash",
    "{\n  echo \"echo <the-host>\"\n} | bash",
    "( echo \"echo <the-host>\" ) | bash",
    "if true; then echo \"echo <the-host>\"; fi | bash",
    "for i in 1; do\n  echo \"echo <the-host>\"\ndone | bash",
    "cat <<'EOF' | bash\necho <the-host>\nEOF",
    "cat <<EOF | bash\necho <the-host>\nEOF",
    "cat <<EOF |\necho <the-host>\nEOF\nbash",
    "cat > x.sh <<EOF\necho <the-host>\nEOF\n. ./x.sh",
    "cat > x <<EOF\necho <the-host>\nEOF\nchmod +x x\n./x",
    "echo \"echo <the-host>\" > x.sh; bash x.sh",
    "echo \"echo <the-host>\" | tee x.sh; bash x.sh",
    "bash <<< \"echo <the-host>\"",
    "echo $<the-host>",
    "echo \"cost $<the-host>\"",
    "echo \\<the-host>",
    "echo \"\\<the-host>\"",
    "cat <<EOF\n$<the-host>\nEOF",
    "cat <<EOF\n\\<the-host>\nEOF",
    "cat <<EOF\n$(echo <the-host>)\nEOF",
    "cat <<EOF\n`echo <the-host>`\nEOF",
    "cat <<EOF\n$(\necho <the-host>\n)\nEOF",
    "cat <<EOF\n${x:-<the-host>}\nEOF",
    "echo $(( <the-host> * 60 ))",
    "echo \"$(( <the-host> * 60 ))\"",
    "[[ 3 -gt <the-host> ]]",
    "[[ -n x && 3 -gt <the-host> ]]",
    "(( <the-host> > 3 ))",
    "let \"x = <the-host>\"",
    "declare -i x=<the-host>",
    "test -v <the-host>",
    "printf -v <the-host> x",
    "unset <the-host>",
    "read <the-host> < /dev/null",
    "echo \"$(case x in x) deploy <the-host>;; esac)\"",
    "case x in x) deploy <the-host>;; esac",
    "echo \"$(echo <the-host>)\"",
    "echo `echo <the-host>`",
    "echo \"`echo \"<the-host>\"`\"",
    "a[<the-host>]=1",
    "echo \"${a[<the-host>]}\"",
    "x=abc; echo ${x:<the-host>}",
    "echo ${x:-<the-host>}",
    "echo \"${x:-'<the-host>'}\"",
    "echo x > <the-host>",
    "echo x >> '<the-host>'",
    "cat < <the-host>",
    "X=<the-host> deploy",
    "X='<the-host>'; eval \"$X\"",
    "PS4='<the-host>' bash -xc true",
    "X=(<the-host>)",
    "echo x*<the-host>",
    "echo {a,<the-host>}",
    "echo [<the-host>]",
    "<the-host>",
    "'<the-host>' x",
    "echo $'<the-host>'",
    "echo $\"<the-host>\"",
    "f() { echo <the-host>; }; f",
    "echo 5\" <the-host>",
    "echo it's <the-host>",
    "# don't\necho <the-host>",
    "echo x # <the-host>",
    "# ask $(echo <the-host>)",
    "# $(<the-host>); x",
    "$ echo x\nx; <the-host>\n$ echo x",
    "$ for i in 1; do\necho <the-host>\ndone",
    "$ echo x\nit's\n$ echo <the-host>",
    "# echo 'x\necho <the-host>",
];

#[test]
fn hostile_values_are_never_run() {
    let folder = tempfile::tempdir().unwrap();
    for context in RUNNING {
        let language = if context.starts_with("$ ") {
            "console"
        } else {
            "bash"
        };
        let plain = command(language, context, "db-1.example.com");
        assert_eq!(plain.unfit(), [], "{context}");
        for value in HOSTILE {
            let command = command(language, context, value);
            // On one line, these are words of a comment.
            let is_words = value == "x\ntouch canary" && context == "echo x # <the-host>";
            assert!(
                !command.has_values() || is_words,
                "{context:?} {value:?}\n{}",
                command.text()
            );
        }
    }
    let writing = [
        "echo <the-host>",
        "echo \"<the-host>\"",
        "echo '<the-host>' && echo --x=<the-host>",
        "echo \"it's $HOME/<the-host>\"",
        "echo a \\\n  'b <the-host>' \\\n  <the-host>",
        "cat <<EOF\nit's \"$HOME\" <the-host>\nEOF",
        "cat <<'EOF' > x.txt\nit's $(x) <the-host>\nEOF\necho '<the-host>'",
        "echo -d '{\"it\": \"<the-host>\", \"n\": <the-host>}'",
        "echo -d \"{\\\"it\\\": \\\"<the-host>\\\"}\"",
        "echo \"a\n<the-host>\n\"",
        "echo $(date) '<the-host>'",
        "sudo echo '<the-host>' | cat | cat",
    ];
    for context in RUNNING.iter().chain(&writing) {
        for value in HOSTILE {
            let command = command("bash", context, value);
            if !command.has_values() {
                continue;
            }
            let script = format!("{PROGRAMS}\n{}", command.text());
            let output = Process::new("bash")
                .args(["-c", &script])
                .current_dir(&folder)
                .output()
                .unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(!folder.path().join("canary").exists(), "{script}\n{told}");
            assert!(output.status.success(), "{script}\n{told}");
        }
    }
    for context in writing {
        let command = command("bash", context, HOSTILE[0]);
        assert!(
            command.unfit().is_empty(),
            "{context}: {:?}",
            command.unfit()
        );
    }
}
