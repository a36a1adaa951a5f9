//! The languages of code blocks, in one list: which have placeholders like `<name>`, and how values are written in them.

/// A family of languages of code blocks, by their syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeLanguage {
    /// None is given: a fence without a word, an indented block or a code span.
    Unlabeled,
    /// Text for people.
    Prose,
    /// Text that a program has written.
    Output,
    /// Commands of a Bourne shell.
    Shell,
    /// The same, with prompts and output.
    Session,
    /// Commands of fish.
    Fish,
    /// Commands of a shell with other rules, such as csh or Nushell.
    OtherShell,
    /// Commands of PowerShell.
    PowerShell,
    /// The command prompt of Windows.
    Batch,
    /// Lines of `NAME=value`, read by Docker, by libraries or by a shell.
    EnvFile,
    /// Instructions to build a container image.
    Dockerfile,
    /// JSON and its dialects.
    Json,
    /// YAML.
    Yaml,
    /// SQL.
    Sql,
    /// Settings and data in a format of their own.
    Config,
    /// Languages with tags, where `<name>` is syntax.
    Markup,
    /// Any other language, where `<name>` or `[name]` may be syntax.
    Other,
}

/// The words of info strings by family.
const WORDS: [(CodeLanguage, &[&str]); 15] = [
    (
        CodeLanguage::Prose,
        &[
            "text",
            "txt",
            "plain",
            "plaintext",
            "markdown",
            "md",
            "email",
            "none",
        ],
    ),
    (CodeLanguage::Output, &["log", "logs", "output"]),
    (
        CodeLanguage::Shell,
        &[
            "sh",
            "bash",
            "zsh",
            "shell",
            "ksh",
            "mksh",
            "ash",
            "dash",
            "shellscript",
            "shell-script",
        ],
    ),
    (
        CodeLanguage::Session,
        &[
            "console",
            "terminal",
            "session",
            "shell-session",
            "shellsession",
            "sh-session",
            "bash-session",
            "zsh-session",
        ],
    ),
    (CodeLanguage::Fish, &["fish"]),
    (
        CodeLanguage::OtherShell,
        &["csh", "tcsh", "nu", "nushell", "elvish", "xonsh"],
    ),
    (
        CodeLanguage::PowerShell,
        &["powershell", "pwsh", "ps1", "ps", "posh"],
    ),
    (
        CodeLanguage::Batch,
        &["cmd", "bat", "batch", "dos", "batchfile"],
    ),
    (CodeLanguage::EnvFile, &["env", "dotenv"]),
    (
        CodeLanguage::Dockerfile,
        &["dockerfile", "docker", "containerfile"],
    ),
    (
        CodeLanguage::Json,
        &["json", "jsonc", "json5", "jsonl", "ndjson"],
    ),
    (CodeLanguage::Yaml, &["yaml", "yml"]),
    (
        CodeLanguage::Sql,
        &[
            "sql",
            "psql",
            "pgsql",
            "mysql",
            "postgresql",
            "postgres",
            "plsql",
            "tsql",
            "sqlite",
        ],
    ),
    (
        CodeLanguage::Config,
        &[
            "ini",
            "toml",
            "conf",
            "cfg",
            "config",
            "properties",
            "nginx",
            "caddy",
            "caddyfile",
            "hcl",
            "terraform",
            "tf",
            "tfvars",
            "http",
            "make",
            "makefile",
            "systemd",
            "csv",
            "tsv",
        ],
    ),
    (
        CodeLanguage::Markup,
        &["xml", "html", "svg", "xhtml", "apache", "apacheconf", "vue"],
    ),
];

impl CodeLanguage {
    /// Returns the family of the language in an info string.
    pub fn of(info: &str) -> CodeLanguage {
        let word = language_word(info);
        if word.is_empty() {
            return CodeLanguage::Unlabeled;
        }
        let mut families = WORDS.iter();
        let family = families.find(|(_, words)| words.contains(&word.as_str()));
        family.map_or(CodeLanguage::Other, |(family, _)| *family)
    }

    /// Returns whether `<name>`, `[name]` and `{{name}}` are placeholders in it, as they aren't syntax.
    pub fn has_placeholders(self) -> bool {
        match self {
            CodeLanguage::Unlabeled
            | CodeLanguage::Prose
            | CodeLanguage::Shell
            | CodeLanguage::Session
            | CodeLanguage::Fish
            | CodeLanguage::OtherShell
            | CodeLanguage::PowerShell
            | CodeLanguage::Batch
            | CodeLanguage::EnvFile
            | CodeLanguage::Dockerfile
            | CodeLanguage::Json
            | CodeLanguage::Yaml
            | CodeLanguage::Sql
            | CodeLanguage::Config => true,
            CodeLanguage::Output | CodeLanguage::Markup | CodeLanguage::Other => false,
        }
    }
}

/// Returns the language in an info string, in lower case: `bash` of `Bash title="x"`, `{#id .bash}` and `bash{1,3}`.
pub fn language_word(info: &str) -> String {
    let info = info.trim();
    let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':');
    let word = match info.strip_prefix('{') {
        // Attributes of Pandoc: a class is the language. A directive of MyST has it behind the braces.
        Some(attributes) => {
            let (inside, after) = attributes.split_once('}').unwrap_or((attributes, ""));
            let class = inside
                .split_whitespace()
                .find_map(|word| word.strip_prefix('.'));
            let is_directive = matches!(inside.trim(), "code-block" | "code" | "sourcecode");
            match class {
                Some(class) => class,
                None if is_directive => after.trim_start(),
                // An id alone.
                None if inside.trim_start().starts_with('#') => "",
                None => inside.trim_start(),
            }
        }
        None => info,
    };
    let word = word.trim_start_matches('.');
    let word = word.split(is_end).next().unwrap_or_default();
    word.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{CodeLanguage, language_word};

    #[test]
    fn the_language_is_read_from_the_info_string() {
        for (info, word, family) in [
            ("", "", CodeLanguage::Unlabeled),
            ("  ", "", CodeLanguage::Unlabeled),
            ("{#id}", "", CodeLanguage::Unlabeled),
            ("bash", "bash", CodeLanguage::Shell),
            ("Bash title=x", "bash", CodeLanguage::Shell),
            ("bash{1,3}", "bash", CodeLanguage::Shell),
            ("sh:run.sh", "sh", CodeLanguage::Shell),
            (".sh", "sh", CodeLanguage::Shell),
            ("{.sh}", "sh", CodeLanguage::Shell),
            ("{ .sh .numberLines }", "sh", CodeLanguage::Shell),
            ("{#id .sh}", "sh", CodeLanguage::Shell),
            ("{code-block} sh", "sh", CodeLanguage::Shell),
            ("{r, echo=FALSE}", "r", CodeLanguage::Other),
            ("terminal", "terminal", CodeLanguage::Session),
            ("session", "session", CodeLanguage::Session),
            ("ksh", "ksh", CodeLanguage::Shell),
            ("dash", "dash", CodeLanguage::Shell),
            ("fish", "fish", CodeLanguage::Fish),
            ("pwsh", "pwsh", CodeLanguage::PowerShell),
            ("docker", "docker", CodeLanguage::Dockerfile),
            ("dotenv", "dotenv", CodeLanguage::EnvFile),
            ("nginx", "nginx", CodeLanguage::Config),
            ("html", "html", CodeLanguage::Markup),
            ("mermaid", "mermaid", CodeLanguage::Other),
            ("python", "python", CodeLanguage::Other),
        ] {
            assert_eq!(language_word(info), word, "{info}");
            assert_eq!(CodeLanguage::of(info), family, "{info}");
        }
    }

    #[test]
    fn languages_of_commands_and_settings_have_placeholders() {
        for info in [
            "", "text", "terminal", "pwsh", "fish", "ksh", "docker", "{.sh}", "nginx",
        ] {
            assert!(CodeLanguage::of(info).has_placeholders(), "{info}");
        }
        for info in ["log", "html", "mermaid", "python", "rust", "ts", "diff"] {
            assert!(!CodeLanguage::of(info).has_placeholders(), "{info}");
        }
    }
}
