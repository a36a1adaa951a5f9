//! Two people with a clone each, real git, and nothing of the user's own git in it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with the clones `ann` and `bob`.
pub(super) struct Team(TempDir);

impl Team {
    /// A folder without any clone; nothing where there is no git.
    pub(super) fn without_clones() -> Option<Team> {
        let team = Team(tempfile::tempdir().unwrap());
        fs::create_dir(team.path("home")).unwrap();
        if team.command("git", "").arg("--version").output().is_err() {
            println!("nothing was tried: there is no git here");
            return None;
        }
        Some(team)
    }

    /// Two clones with these files, committed.
    pub(super) fn with(files: &[(&str, &str)]) -> Option<Team> {
        let team = Team::without_clones()?;
        fs::create_dir(team.path("ann")).unwrap();
        team.git("ann", &["init", "-q", "-b", "main"]);
        for (name, text) in files {
            fs::write(team.path("ann").join(name), text).unwrap();
        }
        team.commit("ann", "begin");
        team.git("", &["clone", "-q", "ann", "bob"]);
        Some(team)
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// A program in one of the folders, in surroundings that are the same everywhere.
    pub(super) fn command(&self, program: impl AsRef<Path>, folder: &str) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(self.path(folder)).env_clear();
        command
            .env("PATH", env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path("home"));
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.path("home/.gitconfig"));
        // Whatever lies above the temporary folder is no repository of this test.
        command.env("GIT_CEILING_DIRECTORIES", self.0.path());
        command.envs([("LC_ALL", "C.UTF-8"), ("GIT_EDITOR", "true")]);
        for role in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{role}_NAME"), "t")
                .env(format!("GIT_{role}_EMAIL"), "t@example.org");
        }
        command
    }

    /// Runs git, however it ends.
    pub(super) fn try_git(&self, folder: &str, arguments: &[&str]) -> (bool, String) {
        told(
            &self
                .command("git", folder)
                .args(arguments)
                .output()
                .unwrap(),
        )
    }

    /// Runs git, which has to end well; returns what it said.
    pub(super) fn git(&self, folder: &str, arguments: &[&str]) -> String {
        let (well, told) = self.try_git(folder, arguments);
        assert!(well, "git {arguments:?}: {told}");
        told
    }

    /// Commits everything in a clone.
    pub(super) fn commit(&self, who: &str, message: &str) {
        self.git(who, &["add", "-A"]);
        self.git(who, &["commit", "-q", "-m", message]);
    }

    /// Runs gonogo in a clone, in the name of its owner; it has to end well.
    pub(super) fn gonogo(&self, who: &str, arguments: &[&str]) -> String {
        let mut command = self.command(cargo_bin!("gonogo"), who);
        // Not both at the same time: answers stand in the order of time.
        command.env(
            "GONOGO_NOW",
            if who == "ann" {
                "2026-11-21T22:00:00Z"
            } else {
                "2026-11-21T23:00:00Z"
            },
        );
        let by = if who.is_empty() { "nobody" } else { who };
        let output = command.args(["--by", by]).args(arguments).output().unwrap();
        let (well, told) = told(&output);
        assert!(well, "gonogo {arguments:?}: {told}");
        told
    }

    /// What `list --json` says in a clone.
    pub(super) fn list(&self, who: &str) -> Value {
        serde_json::from_str(&self.gonogo(who, &["list", "a.md", "--json"])).unwrap()
    }
}

/// Whether a program ended well, and all that it said.
pub(super) fn told(output: &Output) -> (bool, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.success(),
        text(&output.stdout) + &text(&output.stderr),
    )
}
