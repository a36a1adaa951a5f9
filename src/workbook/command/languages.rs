//! The language of a code block, and the module that writes values into it.

use super::{Fit, Hole, batch, data, powershell, shell, sql, strings, yaml};
use crate::sanitize::exported;

/// First words of lines that people paste into a shell, for blocks without a language.
const COMMANDS: [&str; 76] = [
    "ansible",
    "ansible-playbook",
    "apt",
    "apt-get",
    "argocd",
    "aws",
    "az",
    "bash",
    "brew",
    "cat",
    "cd",
    "chmod",
    "chown",
    "cp",
    "curl",
    "dig",
    "docker",
    "docker-compose",
    "echo",
    "eksctl",
    "export",
    "fluxctl",
    "flyway",
    "gcloud",
    "gh",
    "git",
    "glab",
    "gpg",
    "grep",
    "gunzip",
    "helm",
    "helmfile",
    "host",
    "istioctl",
    "java",
    "journalctl",
    "k6",
    "kubectl",
    "kustomize",
    "ls",
    "make",
    "mkdir",
    "mv",
    "mvn",
    "mysql",
    "mysqldump",
    "nc",
    "node",
    "npm",
    "nslookup",
    "openssl",
    "pg_dump",
    "pg_restore",
    "ping",
    "pip",
    "pnpm",
    "podman",
    "psql",
    "python",
    "python3",
    "redis-cli",
    "rm",
    "rollout",
    "rsync",
    "scp",
    "sed",
    "service",
    "sh",
    "ssh",
    "sudo",
    "systemctl",
    "tar",
    "terraform",
    "vault",
    "wget",
    "yarn",
];

/// A way to write values into code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CodeSyntax {
    Shell,
    Fish,
    PowerShell,
    Batch,
    Json,
    Yaml,
    Sql,
    /// Text that isn't read by a program.
    Prose,
    /// Any other language.
    Strings,
}

/// The text to write for each place that has a value.
pub(super) fn fit(info: &str, text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    match syntax(info, text) {
        CodeSyntax::Shell => shell::fit(text, holes, is_session(&word(info))),
        CodeSyntax::Fish => strings::fit_fish(text, holes),
        CodeSyntax::PowerShell => powershell::fit(text, holes),
        CodeSyntax::Batch => batch::fit(text, holes),
        CodeSyntax::Json => data::fit_json(text, holes),
        CodeSyntax::Yaml => yaml::fit(text, holes),
        CodeSyntax::Sql => sql::fit(text, holes),
        CodeSyntax::Prose => each(holes, |value| Ok(on_one_line(value))),
        CodeSyntax::Strings => strings::fit(&word(info), text, holes),
    }
}

/// Writes every value the same way.
pub(super) fn each(holes: &[Hole], write: impl Fn(&str) -> Fit) -> Vec<Option<Fit>> {
    holes.iter().map(|hole| hole.value.map(&write)).collect()
}

/// Returns a value for text that no program reads: on one line, without characters that act.
pub(super) fn on_one_line(value: &str) -> String {
    let words = value.split_whitespace().collect::<Vec<_>>().join(" ");
    exported::contained(&words).replace(char::is_control, "\u{FFFD}")
}

fn syntax(info: &str, text: &str) -> CodeSyntax {
    match word(info).as_str() {
        "" if looks_like_commands(text) => CodeSyntax::Shell,
        "" | "text" | "txt" | "plain" | "plaintext" | "markdown" | "md" | "diff" | "patch"
        | "log" | "logs" | "output" | "mermaid" | "csv" | "email" | "none" => CodeSyntax::Prose,
        "sh" | "bash" | "zsh" | "shell" | "ksh" | "ash" | "dash" | "console" | "terminal"
        | "shell-session" | "shellsession" | "sh-session" | "bash-session" | "session"
        | "shellscript" | "shell-script" | "env" | "dotenv" | "dockerfile" | "docker" => {
            CodeSyntax::Shell
        }
        "fish" => CodeSyntax::Fish,
        "powershell" | "pwsh" | "ps1" | "ps" | "posh" => CodeSyntax::PowerShell,
        "cmd" | "bat" | "batch" | "dos" | "batchfile" => CodeSyntax::Batch,
        "json" | "jsonc" | "json5" | "jsonl" | "ndjson" => CodeSyntax::Json,
        "yaml" | "yml" => CodeSyntax::Yaml,
        "sql" | "psql" | "pgsql" | "mysql" | "postgresql" | "postgres" | "plsql" | "tsql"
        | "sqlite" => CodeSyntax::Sql,
        _ => CodeSyntax::Strings,
    }
}

/// The first word of an info string, in lower case: `bash` of `{.bash title="x"}`.
fn word(info: &str) -> String {
    let info = info.trim_start_matches(['{', '.', ' ']);
    let word = info
        .split([' ', ',', '{', '}', ':', '\t'])
        .next()
        .unwrap_or_default();
    word.to_ascii_lowercase()
}

/// Returns whether a block shows a session: prompts, and the output of commands.
fn is_session(language: &str) -> bool {
    matches!(
        language,
        "console"
            | "terminal"
            | "session"
            | "shell-session"
            | "shellsession"
            | "sh-session"
            | "bash-session"
    )
}

/// Returns whether a block without a language has commands: a prompt, a known command, or a path to a program.
fn looks_like_commands(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        let first = line.split([' ', '\t']).next().unwrap_or_default();
        let goes_on = line[first.len()..].contains(|c: char| !c.is_whitespace());
        let is_path = first.starts_with("./") || first.starts_with("~/") || first.starts_with('/');
        line.starts_with("$ ")
            || goes_on && (COMMANDS.contains(&first) || is_path)
            || line.contains(" && ")
            || is_assignment(first)
    })
}

/// Returns whether a word sets a variable of the shell: `HOST=…`.
fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        name.len() > 1
            && name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    })
}

#[cfg(test)]
mod tests {
    use super::{CodeSyntax, syntax};

    #[test]
    fn the_language_is_told_by_the_info_string_or_the_commands() {
        for (info, text, told) in [
            ("bash", "", CodeSyntax::Shell),
            ("Bash title=x", "", CodeSyntax::Shell),
            ("{.sh}", "", CodeSyntax::Shell),
            ("console", "", CodeSyntax::Shell),
            ("", "ssh <host>\n", CodeSyntax::Shell),
            ("", "$ deploy <host>\n", CodeSyntax::Shell),
            ("", "HOST=<host>\n", CodeSyntax::Shell),
            ("", "Deploy of <version> has begun.\n", CodeSyntax::Prose),
            ("", "host: <host>\n", CodeSyntax::Prose),
            ("text", "ssh <host>\n", CodeSyntax::Prose),
            ("pwsh", "", CodeSyntax::PowerShell),
            ("bat", "", CodeSyntax::Batch),
            ("yml", "", CodeSyntax::Yaml),
            ("sql", "", CodeSyntax::Sql),
            ("python", "", CodeSyntax::Strings),
        ] {
            assert_eq!(syntax(info, text), told, "{info:?} {text:?}");
        }
    }
}
