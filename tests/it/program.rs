//! The real program in a folder of its own: nothing of the user, the terminal or the clock gets in.

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use tempfile::TempDir;

use super::generated_docs;
use super::progress_schema::Watched;

/// The time of every change.
pub(crate) const NOW: &str = "2026-11-21T21:04:05.123Z";
/// Who makes every change.
pub(crate) const BY: &str = "tester@host";

/// A folder with a checklist in it, and the user's folders. In the end, every progress file that the program wrote
/// has to keep to the schema, and so has every JSON that it prints.
pub(crate) struct Folder(TempDir, Mutex<Watched>);

impl Drop for Folder {
    fn drop(&mut self) {
        self.1.lock().unwrap().look_again(self.0.path());
    }
}

/// How a run of the program ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap(), Mutex::default())
    }

    /// A folder with `a.md` in it.
    pub(crate) fn with(checklist: &str) -> Folder {
        let folder = Folder::new();
        folder.write("a.md", checklist);
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), &bytes).unwrap();
        self.1
            .lock()
            .unwrap()
            .wrote(self.path(name), bytes.as_ref());
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of everything in the folder with its bytes, sorted.
    pub(crate) fn all(&self) -> Vec<(String, Vec<u8>)> {
        let entries = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut all: Vec<_> = entries
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read(&path).unwrap_or_default())
            })
            .collect();
        all.sort();
        all
    }

    /// Runs the program in the folder, with nothing on its standard input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with("", &[], arguments)
    }

    /// Runs the program with this standard input and these variables.
    pub(crate) fn run_with(
        &self,
        input: &str,
        variables: &[(&str, &str)],
        arguments: &[&str],
    ) -> Ran {
        let output = cargo_bin_cmd!("gonogo")
            .current_dir(self.0.path())
            .env_clear()
            .envs([("GONOGO_NOW", NOW), ("LANG", "C.UTF-8")])
            .env("HOME", self.path("home"))
            .env("XDG_STATE_HOME", self.path("state"))
            .envs(variables.iter().copied())
            .args(["--by", BY])
            .args(arguments)
            .write_stdin(input)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let ran = Ran {
            status: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        generated_docs::assert_matches_its_schema(&ran.out);
        ran
    }

    /// The standard output of a run that has to end well and say nothing on standard error.
    pub(crate) fn out(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments:?}");
        ran.out
    }

    /// The message of a run that has to change something and print nothing.
    pub(crate) fn change(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(
            (ran.status, ran.out.as_str()),
            (0, ""),
            "{arguments:?}: {}",
            ran.err
        );
        ran.err
    }

    /// What `list --json` prints.
    pub(crate) fn list(&self, more: &[&str]) -> Value {
        serde_json::from_str(&self.out(&[&["list", "a.md", "--json"], more].concat())).unwrap()
    }
}
