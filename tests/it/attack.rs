//! A repository made to attack whoever clones it and works in it: nothing outside of its folder changes.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, FileTimes};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use super::planted_links::{Seen, tree};
use super::program::{BY, NOW};
use super::terminal::seat::Seat;

/// Acts wherever a shell or a terminal takes a text of it for its own.
const HOSTILE: &str =
    "$(touch ../../pwned)`touch ../../pwned`;touch ../../pwned\u{1b}]52;c;ZXZpbA==\u{7}";
/// Where the attacker wants to write, as links in the repository: files that are not there, are empty, hold
/// something, or hold progress; and a folder.
const TARGETS: [&str; 6] = [
    "../.bash_profile",
    "../empty",
    "../.profile",
    "../progress.json",
    "..",
    "/dev/null",
];

fn checklist() -> String {
    format!(
        "# Launch {HOSTILE}\n\n- [ ] one {HOSTILE}\n- [ ] two: ____\n- [ ] p95 < 300 ms\n\n\
         Approved by lead: ____ Date: ____\n"
    )
}

fn progress(checklist: &str) -> String {
    format!(
        "{{\"format\":\"gonogo/1\",\"checklist\":\"{checklist}\",\"entries\":{{\"launch/one\":[{{\"id\":\"01\",\
         \"at\":\"2026-11-21T20:00:00Z\",\"by\":\"eve\",\"on\":\"one\",\"note\":\"$(touch pwned)\"}}]}}}}\n"
    )
}

/// A person's home with things in it that others must not touch, and the repository `evil` in it.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.path("rc.d")).unwrap();
        for (name, text) in [
            (".profile", "export A=1\n".to_owned()),
            ("empty", String::new()),
            ("progress.json", progress("3.md")),
            ("rc.d/alias.md", checklist()),
            ("rc.d/alias.gonogo.json", progress("alias.md")),
            ("template.md", "mine\n".to_owned()),
        ] {
            fs::write(home.path(name), text).unwrap();
        }
        home.build();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("home").join(name)
    }

    fn evil(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path("evil").join(name)
    }

    fn build(&self) {
        fs::create_dir_all(self.evil("kept")).unwrap();
        let link = |to: &str, name: &str| symlink(to, self.evil(name)).unwrap();
        for (index, target) in TARGETS.into_iter().enumerate() {
            fs::write(self.evil(format!("{index}.md")), checklist()).unwrap();
            link(target, &format!("{index}.gonogo.json"));
            link(target, &format!("plain.v{index}.gonogo.json"));
            link(target, &format!("plain.gonogo ({index}).json"));
            link(target, &format!("out{index}.md"));
            link(target, &format!(".gonogo-abcde{index}.tmp"));
        }
        for name in ["plain.md", "loop.md", "folder.md", "foreign.md", "moved.md"] {
            fs::write(self.evil(name), checklist()).unwrap();
        }
        for name in document_names() {
            fs::write(self.evil(name), checklist()).unwrap();
        }
        link("loop.gonogo.json", "loop.gonogo.json");
        fs::create_dir_all(self.evil("folder.gonogo.json")).unwrap();
        fs::write(self.evil("folder.gonogo.json/keep"), "").unwrap();
        fs::write(self.evil("foreign.gonogo.json"), progress("../.profile")).unwrap();
        fs::write(self.evil("gone.gonogo.json"), progress("../../.profile")).unwrap();
        // The checklist itself lies elsewhere, and beside the link there is what is to be taken over to there.
        link("../rc.d/alias.md", "alias.md");
        fs::write(self.evil("alias.gonogo.json"), progress("alias.md")).unwrap();
        link("../.gitattributes", ".gitattributes");
        link("../template.md", "GO_LIVE.md");
        link("../copied.txt", "copied.txt");
        for (name, text) in [
            ("config.toml", "author = \"eve\"\n"),
            (".gonogo.toml", "author = \"eve\"\n"),
            (".envrc", "touch ../pwned\n"),
        ] {
            fs::write(self.evil(name), text).unwrap();
        }
        // As if a save had been killed long ago.
        let left = self.evil(".gonogo-Abcdef.tmp");
        fs::write(&left, progress("plain.md")).unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        File::options()
            .write(true)
            .open(left)
            .unwrap()
            .set_times(FileTimes::new().set_modified(long_ago))
            .unwrap();
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.evil(""))
            .env_clear()
            .stdin(Stdio::null());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.envs([
            ("GONOGO_NOW", NOW),
            ("LANG", "C.UTF-8"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
        ]);
        command
            .env("HOME", self.path(""))
            .env("GIT_CONFIG_GLOBAL", self.path(".gitconfig"));
        command.env("XDG_STATE_HOME", self.0.path().join("state"));
        command.env("TMPDIR", self.0.path().join("tmp"));
        command.env("GIT_CEILING_DIRECTORIES", self.path(""));
        for role in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{role}_NAME"), "t")
                .env(format!("GIT_{role}_EMAIL"), "t@example.org");
        }
        command
    }

    /// Runs git in the repository; whether that went well.
    fn git(&self, arguments: &[&str]) -> bool {
        self.command(Path::new("git"))
            .args(arguments)
            .output()
            .is_ok_and(|output| output.status.success())
    }

    /// Lets the repository come through git: committed, and cloned into its place.
    fn clone(&self) -> bool {
        let committed = self.git(&["init", "-q"])
            && self.git(&["add", "-A"])
            && self.git(&["commit", "-q", "-m", "hostile"])
            && self.git(&["clone", "-q", ".", "../clone"]);
        if committed {
            fs::remove_dir_all(self.path("evil")).unwrap();
            fs::rename(self.path("clone"), self.path("evil")).unwrap();
        }
        committed
    }

    /// Everything of the person, without what lies in the repository.
    fn outside(&self) -> Vec<Seen> {
        let evil = self.path("evil");
        tree(&self.path(""))
            .into_iter()
            .filter(|(path, ..)| !path.starts_with(&evil) || *path == evil)
            .collect()
    }

    /// Runs the program with every verb on a document; how often it ended as it does where something is refused, and
    /// how often otherwise.
    fn use_all(&self, document: &OsStr) -> (usize, usize) {
        let mut ended = (0, 0);
        for (before, after) in verbs() {
            let mut command = self.command(cargo_bin!("gonogo"));
            command
                .args(["--by", BY])
                .args(&before)
                .arg(document)
                .args(&after);
            let status = command.output().unwrap().status.code();
            match status {
                Some(2) => ended.0 += 1,
                Some(0 | 1) => ended.1 += 1,
                other => panic!("{before:?} {} {after:?}: {other:?}", document.display()),
            }
        }
        ended
    }
}

/// Names that a shell, an option parser or a terminal takes for something else.
fn document_names() -> Vec<OsString> {
    let names: [&[u8]; 7] = [
        b"-rf.md",
        b"--force.md",
        b"$(touch pwned).md",
        b"a\nb.md",
        b"\x1b]52;c;ZXZpbA==\x07.md",
        b"a\xff.md",
        b"~.md",
    ];
    names
        .map(|name| OsStr::from_bytes(name).to_owned())
        .to_vec()
}

/// What comes before and after the document in a command line.
fn verbs() -> Vec<(Vec<String>, Vec<String>)> {
    let owned = |words: &str| {
        words
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<String>>()
    };
    let mut verbs: Vec<(Vec<String>, Vec<String>)> = [
        ("tick --", "1"),
        ("fill --", "2 $(x)"),
        ("untick --", "1"),
        ("mark --reason r --", "1 blocked"),
        ("mark --reason r --run v1 --", "1 na"),
        ("note --", "1 $(x)"),
        ("measure --", "3 4s"),
        ("role --", "1 after"),
        ("live --at now --", ""),
        ("sign --force r --", "lead"),
        ("status --", ""),
        ("status --json --", ""),
        ("list --", ""),
        ("next --", ""),
        ("runs --", ""),
        ("check --", ""),
        ("verify --", ""),
        ("export -o copied.txt --", ""),
        ("export -o copied.txt --force --", ""),
    ]
    .map(|(before, after)| (owned(before), owned(after)))
    .to_vec();
    for index in 0..TARGETS.len() {
        verbs.push((owned(&format!("export -o out{index}.md --")), Vec::new()));
        verbs.push((owned(&format!("tick --run v{index} --")), owned("1")));
        // A link that a person names is followed to progress of this very checklist.
        if index != 3 {
            verbs.push((
                owned(&format!("tick --progress out{index}.md --")),
                owned("1"),
            ));
        }
    }
    verbs
}

fn attack(is_cloned: bool) {
    let home = Home::new();
    fs::create_dir_all(home.0.path().join("tmp")).unwrap();
    if is_cloned && !home.clone() {
        println!("nothing was tried: there is no git here");
        return;
    }
    // What a person names on the command line, and through a link of their own choice, may change: none of these do.
    let before = home.outside();
    for (index, target) in TARGETS.into_iter().enumerate() {
        home.use_all(OsStr::new(&format!("{index}.md")));
        assert_eq!(home.outside(), before, "{index}.md -> {target}");
    }
    for document in ["loop.md", "folder.md", "foreign.md", "moved.md", "alias.md"] {
        home.use_all(OsStr::new(document));
        assert_eq!(home.outside(), before, "{document}");
    }
    for document in document_names() {
        let (_, well) = home.use_all(&document);
        assert!(well > 0, "{}", document.display());
        assert_eq!(home.outside(), before, "{}", document.display());
    }
    let (_, well) = home.use_all(OsStr::new("plain.md"));
    assert!(
        well > 10 && home.evil("plain.gonogo.json").is_file(),
        "it works all the same: {well}"
    );
    for arguments in [
        &["new", "go-live"][..],
        &["new", "go-live", "-o", "out0.md"],
        &["new", "go-live", "-o", "GO_LIVE.md"],
        &[
            "merge",
            "plain.gonogo.json",
            "plain.gonogo.json",
            "-o",
            "out0.md",
        ],
        &[
            "merge",
            "plain.gonogo.json",
            "plain.gonogo.json",
            "-o",
            "out1.md",
        ],
        &[
            "merge",
            "plain.gonogo.json",
            "plain.gonogo (3).json",
            "-o",
            "3.gonogo.json",
        ],
        &["git", "install"],
    ] {
        home.command(cargo_bin!("gonogo"))
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(home.outside(), before, "{arguments:?}");
    }
    for (document, keys, told, status) in [
        ("plain.md", "j ", "[x] one", 0),
        ("alias.md", "j ", "one", 0),
        ("0.md", "", "", 2),
    ] {
        let (state, temporary) = (home.0.path().join("state"), home.0.path().join("tmp"));
        let own = [
            ("HOME", home.path("")),
            ("XDG_STATE_HOME", state),
            ("TMPDIR", temporary),
        ];
        let own: Vec<(&str, &str)> = own
            .iter()
            .map(|(name, path)| (*name, path.to_str().unwrap()))
            .collect();
        let mut seat = Seat::start_with(&home.evil(""), &[document], &own);
        if status == 0 {
            seat.wait_until("the checklist", |screen| screen.contains("Launch"));
        }
        seat.type_keys(keys);
        if status == 0 {
            seat.wait_until("what was done", |screen| screen.contains(told));
            seat.type_keys("q");
        }
        assert_eq!(seat.end(), status, "{document}");
        assert_eq!(home.outside(), before, "{document} on the screen");
    }
    assert!(!home.evil("pwned").exists() && !home.path("pwned").exists());
}

#[test]
fn a_hostile_repository_that_was_copied_changes_nothing_outside() {
    attack(false);
}

#[test]
fn a_hostile_repository_that_was_cloned_changes_nothing_outside() {
    attack(true);
}

#[test]
fn git_install_follows_neither_links_nor_the_config_out_of_the_repository() {
    let home = Home::new();
    if !home.git(&["init", "-q"]) {
        println!("nothing was tried: there is no git here");
        return;
    }
    let home_folder = fs::canonicalize(home.path("")).unwrap();
    let evil = home_folder.join("evil");
    let install = || {
        let output = home
            .command(cargo_bin!("gonogo"))
            .args(["git", "install"])
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let refused = |message: String| (Some(2), format!("gonogo: {message}\n"));
    let shown = |path: PathBuf| path.to_str().unwrap().to_owned();

    let before = (home.outside(), fs::read(home.evil(".git/config")).unwrap());
    let link = shown(evil.join(".gitattributes"));
    let target = shown(home_folder.join(".gitattributes"));
    assert_eq!(
        install(),
        refused(format!(
            "nothing changed: {link}: this is a link to {target}, which doesn't exist, and no file is created through a link; remove the link, or use that file directly"
        ))
    );
    fs::remove_file(home.evil(".gitattributes")).unwrap();
    symlink("../.profile", home.evil(".gitattributes")).unwrap();
    let target = shown(home_folder.join(".profile"));
    assert_eq!(
        install(),
        refused(format!(
            "nothing changed: {link}: this is a link to {target}, and isn't followed; put a file in its place"
        ))
    );
    assert_eq!(
        (home.outside(), fs::read(home.evil(".git/config")).unwrap()),
        before
    );
    fs::remove_file(home.evil(".gitattributes")).unwrap();

    // Its config is a link, as an archive may hold one.
    fs::rename(home.evil(".git/config"), home.path("config")).unwrap();
    symlink("../../config", home.evil(".git/config")).unwrap();
    let before = home.outside();
    let (status, told) = install();
    let target = shown(home_folder.join("config"));
    let end = format!(
        ".git/config: this is a link to {target}, and isn't followed; put a file in its place\n"
    );
    assert!(
        status == Some(2) && told.starts_with("gonogo: nothing changed: ") && told.ends_with(&end),
        "{told}"
    );
    assert_eq!(home.outside(), before);
    fs::remove_file(home.evil(".git/config")).unwrap();
    fs::rename(home.path("config"), home.evil(".git/config")).unwrap();

    // Its config says that the working tree lies elsewhere.
    assert!(home.git(&["config", "core.worktree", "../.."]));
    let before = (home.outside(), fs::read(home.evil(".git/config")).unwrap());
    assert_eq!(
        install(),
        refused(format!(
            "git uses {} as the root of this working tree, not {} (core.worktree in its config); nothing changed, fix that first",
            shown(home_folder.clone()),
            shown(evil.clone())
        ))
    );
    assert_eq!(
        (home.outside(), fs::read(home.evil(".git/config")).unwrap()),
        before
    );
    assert!(home.git(&["config", "--unset", "core.worktree"]));
    assert_eq!(install().0, Some(0));
    assert_eq!(
        fs::read_to_string(home.evil(".gitattributes")).unwrap(),
        "*.gonogo.json merge=gonogo\n"
    );
}
