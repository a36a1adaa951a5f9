//! `gonogo git install` changes what it has to, once, and says so.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::symlink;
use std::path::Path;

use assert_cmd::cargo::cargo_bin;

use super::CHECKLIST;
use super::team::{Team, told};

const LINE: &str = "*.gonogo.json merge=gonogo\n";

/// The driver, where the shell finds the program by this name.
fn driver_by(name: &str) -> String {
    format!(
        "if command -v {name} >/dev/null 2>&1; then {name} merge --driver %O %A %B %P; \
         else echo gonogo: not found, merging as text: %P >&2; \
         git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; fi"
    )
}

fn driver() -> String {
    driver_by(&cargo_bin!("gonogo").display().to_string())
}

#[test]
fn install_adds_missing_settings_only() {
    for (label, before, after) in [
        ("none", None, LINE.to_owned()),
        ("empty", Some(""), LINE.to_owned()),
        (
            "no final newline",
            Some("*.png binary"),
            format!("*.png binary\n{LINE}"),
        ),
        (
            "other line ends",
            Some("# a\r\n*.png binary\r\n"),
            "# a\r\n*.png binary\r\n*.gonogo.json merge=gonogo\r\n".to_owned(),
        ),
        (
            "there",
            Some("*.gonogo.json  text merge=gonogo\n*.md text"),
            "*.gonogo.json  text merge=gonogo\n*.md text".to_owned(),
        ),
    ] {
        let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
            return;
        };
        if let Some(before) = before {
            fs::write(team.path("ann/.gitattributes"), before).unwrap();
        }
        fs::create_dir(team.path("ann/docs")).unwrap();
        let first = team.gonogo("ann/docs", &["git", "install"]);
        assert_eq!(
            first.matches("set in this repository's config: ").count(),
            2,
            "{label}: {first}"
        );
        assert_eq!(
            first.contains("commit .gitattributes"),
            label != "there",
            "{label}: {first}"
        );
        let config = team.read("ann/.git/config");
        assert_eq!(
            team.git("ann", &["config", "merge.gonogo.driver"])
                .trim_end(),
            driver(),
            "{label}"
        );
        let again = team.gonogo("ann", &["git", "install"]);
        assert_eq!(
            again
                .lines()
                .filter(|line| line.starts_with("already in "))
                .count(),
            3,
            "{label}: {again}"
        );
        assert_eq!(team.read("ann/.gitattributes"), after, "{label}");
        assert_eq!(team.read("ann/.git/config"), config, "{label}");
        assert!(!team.path("ann/docs/.gitattributes").exists(), "{label}");
    }
}

#[test]
fn install_updates_an_older_driver() {
    let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
        return;
    };
    team.git(
        "ann",
        &[
            "config",
            "merge.gonogo.driver",
            "gonogo merge --driver %O %A %B %P",
        ],
    );
    let said = team.gonogo("ann", &["git", "install"]);
    let updated = format!(
        "updated in this repository's config: merge.gonogo.driver = {}\n",
        driver()
    );
    assert!(
        said.contains(&updated)
            && said.contains("set in this repository's config: merge.gonogo.name"),
        "{said}"
    );
    assert_eq!(
        team.git("ann", &["config", "merge.gonogo.driver"])
            .trim_end(),
        driver()
    );
}

#[test]
fn install_works_in_a_linked_worktree() {
    let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
        return;
    };
    team.git("ann", &["worktree", "add", "-q", "../linked"]);
    team.gonogo("linked", &["git", "install"]);
    assert_eq!(team.read("linked/.gitattributes"), LINE);
    assert_eq!(
        team.git("ann", &["config", "merge.gonogo.driver"])
            .trim_end(),
        driver()
    );
}

#[test]
fn install_names_the_program_as_the_shell_finds_it() {
    let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
        return;
    };
    let names = |program: &Path, folder: &str| {
        let path = format!(
            "{}:{}",
            team.path(folder).display(),
            std::env::var("PATH").unwrap_or_default()
        );
        let mut command = team.command(program, "ann");
        command.env("PATH", path).args(["git", "install"]);
        let output = loop {
            match command.output() {
                // Another test is just starting a program, and holds the copy open until it has.
                Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                    std::thread::yield_now();
                }
                output => break output.unwrap(),
            }
        };
        let (well, said) = told(&output);
        assert!(well, "{said}");
        let driver = team.git("ann", &["config", "merge.gonogo.driver"]);
        driver.trim_end().to_owned()
    };
    let program = cargo_bin!("gonogo");
    for folder in ["bin", "other", "50% o'dd"] {
        fs::create_dir(team.path(folder)).unwrap();
    }
    symlink(program, team.path("bin/gonogo")).unwrap();
    assert_eq!(names(program, "bin"), driver_by("gonogo"));
    fs::write(team.path("other/gonogo"), "another program").unwrap();
    assert_eq!(names(program, "other"), driver());

    // A path that a shell and git would take apart.
    fs::hard_link(program, team.path("50% o'dd/gonogo"))
        .or_else(|_| fs::copy(program, team.path("50% o'dd/gonogo")).map(drop))
        .unwrap();
    let odd = names(&team.path("50% o'dd/gonogo"), "other");
    let expected = format!(
        "'{}/50%% o'\\''dd/gonogo'",
        fs::canonicalize(team.path("")).unwrap().display()
    );
    assert_eq!(odd, driver_by(&expected));
    team.gonogo("ann", &["tick", "a.md", "2"]);
    team.commit("ann", "two");
    team.gonogo("bob", &["tick", "a.md", "1"]);
    team.commit("bob", "one");
    team.git(
        "ann",
        &["pull", "-q", "--no-edit", "--no-rebase", "../bob", "main"],
    );
    let states: Vec<_> = (0..2)
        .map(|item| team.list("ann")["items"][item]["state"].clone())
        .collect();
    assert_eq!(states, ["done", "done"], "git runs it by that name");
}

#[test]
fn install_global_covers_all_repositories() {
    let Some(team) = Team::without_clones() else {
        return;
    };
    for (file, variables, config) in [
        ("home/.config/git/attributes", &[][..], None),
        ("xdg/git/attributes", &["xdg"], None),
        ("home/mine", &[], Some("~/mine")),
    ] {
        if let Some(config) = config {
            team.git(
                "home",
                &["config", "--global", "core.attributesFile", config],
            );
        }
        for time in ["first", "second"] {
            let mut command = team.command(cargo_bin!("gonogo"), "home");
            command.envs(
                variables
                    .iter()
                    .map(|name| ("XDG_CONFIG_HOME", team.path(name))),
            );
            let (well, said) = told(
                &command
                    .args(["git", "install", "--global"])
                    .output()
                    .unwrap(),
            );
            assert!(well, "{said}");
            let verb = if time == "first" {
                "added to"
            } else {
                "already in"
            };
            assert!(
                said.contains(&format!("{verb} {}: ", team.path(file).display())),
                "{file}, {time}: {said}"
            );
        }
        assert_eq!(team.read(file), LINE, "{file}");
        assert_eq!(
            team.git("home", &["config", "--global", "merge.gonogo.driver"])
                .trim_end(),
            driver()
        );
    }
}

#[test]
fn install_failures_are_one_sentence() {
    let Some(team) = Team::with(&[("a.md", CHECKLIST)]) else {
        return;
    };
    let fails = |folder: &str, path: Option<&str>, more: &[&str]| {
        let mut command = team.command(cargo_bin!("gonogo"), folder);
        path.map(|path| command.env("PATH", path));
        let output = command
            .args(["git", "install"])
            .args(more)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        told(&output).1
    };
    let outside = "gonogo: not a git repository; run this inside one, or use --global\n";
    assert_eq!(fails("home", None, &[]), outside);
    let no_git = "gonogo: git not found; install it, or add it to PATH\n";
    assert_eq!(fails("ann", Some("/nowhere"), &[]), no_git);
    let read_only = "gonogo: nothing changed: --read-only is set\n";
    assert_eq!(fails("ann", None, &["--read-only"]), read_only);
    assert_eq!(
        fails("ann/.git", None, &[]),
        "gonogo: git: this operation must be run in a work tree\n"
    );
    assert!(
        !team.path("ann/.gitattributes").exists()
            && !team.read("ann/.git/config").contains("gonogo")
    );

    fs::create_dir(team.path("ann/.gitattributes")).unwrap();
    let half = fails("ann", None, &[]);
    assert_eq!(
        half.matches("set in this repository's config: ").count(),
        2,
        "{half}"
    );
    assert!(
        half.contains("gonogo: stopped after the steps above; fix this and run it again: "),
        "{half}"
    );

    fs::remove_dir(team.path("ann/.gitattributes")).unwrap();
    fs::write(
        team.path("ann/.gitattributes"),
        format!("{LINE}*.json -merge\n"),
    )
    .unwrap();
    let overruled = fails("ann", None, &[]);
    assert!(
        overruled.contains(
            "git ignores the line “*.gonogo.json merge=gonogo”, or another overrides it; "
        ),
        "{overruled}"
    );
}
