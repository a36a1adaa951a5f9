//! Programs that read the text they get as code: shells, databases, languages, and what starts them.

/// Names of programs, builtins and subcommands whose arguments or input are run, evaluated or expanded once more. They are
/// looked for in every word of a command, since `sudo`, `docker exec` or `find -exec` come before them. Instructions of a Dockerfile, which reads quotes in its own way, are among them.
const RUNNERS: [&str; 203] = [
    ".",
    "[",
    "[[",
    "alias",
    "ansible",
    "ansible-playbook",
    "arg",
    "ash",
    "at",
    "autoload",
    "awk",
    "bash",
    "batch",
    "bc",
    "beeline",
    "bind",
    "bisect",
    "bq",
    "builtin",
    "bun",
    "busybox",
    "chroot",
    "clickhouse",
    "clickhouse-client",
    "clush",
    "cmd",
    "compgen",
    "complete",
    "config",
    "coproc",
    "copy",
    "cqlsh",
    "crontab",
    "cscript",
    "csh",
    "ctr",
    "cypher-shell",
    "dash",
    "dbshell",
    "dc",
    "declare",
    "deno",
    "duckdb",
    "ed",
    "elvish",
    "emacs",
    "enable",
    "entr",
    "entrypoint",
    "env",
    "eval",
    "ex",
    "exec",
    "expect",
    "export",
    "expr",
    "fab",
    "fakeroot",
    "fc",
    "filter-branch",
    "fish",
    "foreach",
    "from",
    "ftp",
    "function",
    "gawk",
    "gdb",
    "getopts",
    "gmake",
    "gojq",
    "gremlin",
    "groovy",
    "gsed",
    "healthcheck",
    "hive",
    "hyperfine",
    "influx",
    "invoke",
    "irb",
    "isql",
    "jq",
    "jshell",
    "julia",
    "just",
    "ksh",
    "label",
    "let",
    "lftp",
    "lldb",
    "local",
    "lua",
    "m4",
    "mail",
    "mailx",
    "make",
    "mapfile",
    "mariadb",
    "mawk",
    "mksh",
    "mongo",
    "mongosh",
    "mosh",
    "msbuild",
    "mycli",
    "nawk",
    "nc",
    "ncat",
    "netcat",
    "newgrp",
    "node",
    "nodejs",
    "npx",
    "nsenter",
    "nu",
    "nvim",
    "ocaml",
    "onbuild",
    "osascript",
    "parallel",
    "pdsh",
    "perl",
    "pgcli",
    "php",
    "plink",
    "presto",
    "print",
    "pry",
    "psql",
    "pssh",
    "pwsh",
    "python",
    "r",
    "rake",
    "read",
    "readarray",
    "readonly",
    "rebase",
    "redis-cli",
    "rexec",
    "rlogin",
    "rscript",
    "rsh",
    "rsync",
    "ruby",
    "run",
    "run-command",
    "run-script",
    "runuser",
    "salt",
    "scala",
    "sched",
    "scp",
    "screen",
    "script",
    "sed",
    "send-command",
    "send-keys",
    "set",
    "setsid",
    "sftp",
    "sg",
    "sh",
    "shell",
    "shopt",
    "snowsql",
    "socat",
    "source",
    "spark-sql",
    "spawn",
    "sqlcmd",
    "sqlite",
    "sqlplus",
    "sqsh",
    "ssh",
    "sshpass",
    "su",
    "submodule",
    "systemd-run",
    "tcl",
    "tclsh",
    "tcsh",
    "telnet",
    "test",
    "tmux",
    "trap",
    "trino",
    "ts-node",
    "tsx",
    "typeset",
    "unset",
    "unshare",
    "usql",
    "vared",
    "vi",
    "vim",
    "watch",
    "wscript",
    "wsl",
    "xargs",
    "yq",
    "zcompile",
    "zmodload",
    "zsh",
];
/// Parts of the names of options that take code.
const CODE_OPTIONS: [&str; 24] = [
    "cmd",
    "code",
    "command",
    "commands",
    "eval",
    "exec",
    "execdir",
    "execute",
    "expr",
    "expression",
    "filter",
    "format",
    "hook",
    "jq",
    "ok",
    "okdir",
    "program",
    "query",
    "rsh",
    "script",
    "scripts",
    "shell",
    "sql",
    "template",
];
/// Ends of the names of files that are run or read by a program.
const CODE_FILES: [&str; 27] = [
    ".sh",
    ".bash",
    ".zsh",
    ".ksh",
    ".fish",
    ".sql",
    ".py",
    ".pl",
    ".rb",
    ".js",
    ".ts",
    ".php",
    ".lua",
    ".ps1",
    ".bat",
    ".cmd",
    ".mk",
    ".awk",
    ".service",
    ".timer",
    ".env",
    ".envrc",
    "rc",
    "profile",
    "makefile",
    "dockerfile",
    "crontab",
];
/// Options whose argument is JSON.
const JSON_OPTIONS: [&str; 10] = [
    "-d",
    "--data",
    "--data-raw",
    "--data-binary",
    "--data-ascii",
    "--json",
    "--patch",
    "-p",
    "--payload",
    "--cli-input-json",
];

/// Returns whether a word of a command says that text is run, evaluated or expanded once more.
pub(super) fn runs_text(word: &str) -> bool {
    // `-e "ssh -i key"`: the program of a command in quotes.
    let first = word.split_whitespace().next().unwrap_or_default();
    if first.starts_with('-') {
        return takes_code(first);
    }
    let name = first.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".exe").unwrap_or(&name);
    let is_known = |name: &str| RUNNERS.binary_search(&name).is_ok();
    // `python3.11` is a Python.
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'));
    is_known(name)
        || !bare.is_empty() && is_known(bare)
        || ["sql", "shell", "query", "exec"]
            .iter()
            .any(|end| bare.ends_with(end))
}

/// Returns whether an option takes code: `-c`, `-lc`, `--eval=…`, `-exec`.
fn takes_code(option: &str) -> bool {
    let name = option.trim_start_matches('-');
    let name = name.split('=').next().unwrap_or_default();
    let is_cluster = !option.starts_with("--") && name.len() < 6 && name.ends_with('c');
    is_cluster || name.split('-').any(|part| CODE_OPTIONS.contains(&part))
}

/// Returns whether an option of `sudo` starts a shell.
pub(super) fn starts_shell(option: &str) -> bool {
    matches!(option, "--shell" | "--login")
        || option.starts_with('-') && !option.starts_with("--") && option.contains(['s', 'i'])
}

/// Returns whether a file is one that is run, or read by a shell.
pub(super) fn is_code_file(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    CODE_FILES.iter().any(|end| path.ends_with(end))
        || ["/cron", "hooks/", ".ssh/", "sudoers", "/bin/", "profile.d/"]
            .iter()
            .any(|part| path.contains(part))
}

/// Returns whether the argument of an option is JSON.
pub(super) fn takes_json(option: &str) -> bool {
    JSON_OPTIONS.contains(&option.trim_end_matches('='))
}

/// Returns whether the format of `printf` only writes its arguments; zsh calculates those of `%d`.
pub(super) fn writes_only(format: &str) -> bool {
    let mut rest = format.split('%');
    let begins = rest.next().unwrap_or_default();
    let mut is_escape = false;
    !begins.starts_with('-')
        && rest.all(|part| {
            if std::mem::take(&mut is_escape) {
                return true;
            }
            is_escape = part.is_empty();
            is_escape || part.starts_with('s')
        })
        && !is_escape
}
