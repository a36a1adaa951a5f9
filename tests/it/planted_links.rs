//! Planted links and paths: gonogo creates and replaces nothing where they lead.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use assert_cmd::cargo::cargo_bin;

use super::program::{BY, Folder, NOW, Ran};

const CHECKLIST: &str = "- [ ] one\n- [ ] two: ____\n";

/// A cloned repository `repo` with `a.md`, in a folder with more than that.
fn home() -> Folder {
    let home = Folder::new();
    fs::create_dir_all(home.path("repo/kept")).unwrap();
    home.write("repo/a.md", CHECKLIST);
    home.write("empty", "");
    home.write("profile", "export A=1\n");
    home
}

/// A path as the system calls it.
fn real(home: &Folder, name: &str) -> PathBuf {
    fs::canonicalize(home.path("")).unwrap().join(name)
}

fn refused(message: &str) -> Ran {
    Ran {
        status: 2,
        out: String::new(),
        err: format!("gonogo: {message}\n"),
    }
}

/// The name of a file or folder, its mode, where it leads, what it holds.
pub(crate) type Seen = (PathBuf, u32, Option<PathBuf>, Option<Vec<u8>>);

/// Everything in a folder and below.
pub(crate) fn tree(folder: &Path) -> Vec<Seen> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let file = fs::symlink_metadata(&path).unwrap();
            if file.is_dir() {
                folders.push(path.clone());
            }
            let bytes = file.is_file().then(|| fs::read(&path).unwrap());
            all.push((
                path.clone(),
                file.permissions().mode(),
                fs::read_link(&path).ok(),
                bytes,
            ));
        }
    }
    all.sort();
    all
}

/// Progress of `a.md` with one tick, as text.
fn progress() -> String {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    folder.read("a.gonogo.json")
}

#[test]
fn progress_is_never_written_through_a_planted_link() {
    let home = home();
    home.write("repo/kept/empty.json", "");
    home.write("other.json", progress());
    let none = "which doesn't exist, and no file is created through a link; remove the link, or use that file directly";
    let empty = "an empty file, which isn't progress; remove the link, or delete that file";
    let outside = "outside its folder, and isn't followed; remove the link, or pass the progress file with --progress PATH";
    let cases = [
        ("../.bash_profile", ".bash_profile", none),
        (".git/hooks/pre-commit", "repo/.git/hooks/pre-commit", none),
        ("kept/new.json", "repo/kept/new.json", none),
        ("kept/empty.json", "repo/kept/empty.json", empty),
        ("../empty", "empty", outside),
        ("../profile", "profile", outside),
        ("../other.json", "other.json", outside),
        ("..", "", outside),
    ];
    for (link, target, why) in cases {
        fs::create_dir_all(home.path("repo/.git/hooks")).unwrap();
        symlink(link, home.path("repo/a.gonogo.json")).unwrap();
        let before = tree(&home.path(""));
        let message = format!(
            "repo/a.gonogo.json: this is a link to {}, {why}",
            real(&home, target).to_str().unwrap()
        );
        let message = message.replace("/, outside", ", outside");
        for verb in [
            &["tick", "repo/a.md", "1"][..],
            &["fill", "repo/a.md", "2", "x"],
            &["note", "repo/a.md", "1", "$(x)"],
            &["status", "repo/a.md"],
        ] {
            assert_eq!(home.run(verb), refused(&message), "{link}: {verb:?}");
        }
        assert_eq!(tree(&home.path("")), before, "{link}");
        fs::remove_file(home.path("repo/a.gonogo.json")).unwrap();
    }
    // Inside the folder, with progress of this checklist and run, it is what a team may want.
    home.write("repo/kept/p.json", progress());
    symlink("kept/p.json", home.path("repo/a.gonogo.json")).unwrap();
    assert_eq!(home.change(&["fill", "repo/a.md", "2", "x"]), "two: x\n");
    assert!(
        home.path("repo/a.gonogo.json").is_symlink()
            && home.read("repo/kept/p.json").contains("\"x\"")
    );
    let status = home.run(&["status", "repo/a.md"]).out;
    let target = real(&home, "repo/kept/p.json");
    let line = format!(
        "Progress: repo/a.gonogo.json (a link to {})",
        target.to_str().unwrap()
    );
    assert_eq!(status.lines().last(), Some(line.as_str()));
}

#[test]
fn named_link_is_followed_only_to_progress() {
    let home = home();
    home.write("p.json", progress());
    for (link, target) in [
        ("full", "p.json"),
        ("nothing", "new.json"),
        ("void", "empty"),
        ("foreign", "profile"),
    ] {
        symlink(home.path(target), home.path(&format!("repo/{link}"))).unwrap();
    }
    let before = tree(&home.path(""));
    let tick = |name: &str| {
        home.run(&[
            "tick",
            "repo/a.md",
            "2",
            "--progress",
            &format!("repo/{name}"),
        ])
    };
    let of = |name: &str| real(&home, name).to_str().unwrap().to_owned();
    assert_eq!(
        tick("nothing"),
        refused(&format!(
            "repo/nothing: this is a link to {}, which doesn't exist, and no file is created through a link; remove the link, or use that file directly",
            of("new.json")
        ))
    );
    assert_eq!(
        tick("void"),
        refused(&format!(
            "repo/void: this is a link to {}, an empty file, which isn't progress; remove the link, or delete that file",
            of("empty")
        ))
    );
    assert_eq!(tick("foreign").status, 2);
    assert_eq!(tree(&home.path("")), before);
    assert_eq!(
        tick("full"),
        Ran {
            status: 0,
            out: String::new(),
            err: "done: two: ____\n".to_owned()
        }
    );
    assert_eq!(home.read("p.json").matches("\"state\":\"done\"").count(), 2);
}

#[test]
fn document_outside_the_repository_is_read_only() {
    let home = home();
    fs::create_dir(home.path("rc.d")).unwrap();
    home.write("rc.d/alias.md", CHECKLIST);
    symlink("../rc.d/alias.md", home.path("repo/b.md")).unwrap();
    home.write(
        "repo/b.gonogo.json",
        progress().replace("\"a.md\"", "\"b.md\""),
    );
    let before = tree(&home.path(""));
    assert_eq!(
        home.run(&["list", "repo/b.md"]).out,
        "    1  [x] one\n    2  [ ] two: ____\n"
    );
    let message = format!(
        "repo/b.md: this is a link to {}, outside its repository, so nothing is saved there; open that \
         file directly, or pass the progress file with --progress PATH",
        real(&home, "rc.d/alias.md").to_str().unwrap()
    );
    assert_eq!(home.run(&["tick", "repo/b.md", "2"]), refused(&message));
    assert_eq!(tree(&home.path("")), before);
    assert_eq!(
        home.change(&["tick", "repo/b.md", "2", "--progress", "repo/b.json"]),
        "done: two: ____\n"
    );
    assert_eq!(
        home.change(&["tick", "rc.d/alias.md", "2"]),
        "done: two: ____\n"
    );
    // A repository may have links between its folders.
    fs::create_dir_all(home.path("repo/docs")).unwrap();
    fs::create_dir_all(home.path("repo/.git")).unwrap();
    symlink("../a.md", home.path("repo/docs/now.md")).unwrap();
    assert_eq!(
        home.change(&["tick", "repo/docs/now.md", "1"]),
        "done: one\n"
    );
    assert!(home.path("repo/a.gonogo.json").is_file());
}

#[test]
fn named_output_path_never_follows_an_unseen_link() {
    let home = home();
    home.write("repo/a.gonogo.json", progress());
    symlink("../.bash_profile", home.path("repo/report.md")).unwrap();
    symlink("../profile", home.path("repo/out.md")).unwrap();
    let dangling = |name: &str| {
        refused(&format!(
            "{name}: this is a link to {}, which doesn't exist, and no file is created through a link; remove the link, or use that file directly",
            real(&home, ".bash_profile").to_str().unwrap()
        ))
    };
    let profile = real(&home, "profile");
    let profile = profile.to_str().unwrap();
    let before = tree(&home.path(""));
    for verb in [
        &["export", "repo/a.md", "-o", "repo/report.md"][..],
        &["export", "repo/a.md", "--force", "-o", "repo/report.md"],
        &["new", "go-live", "-o", "repo/report.md"],
        &[
            "merge",
            "repo/a.gonogo.json",
            "repo/a.gonogo.json",
            "-o",
            "repo/report.md",
        ],
    ] {
        let mut ran = home.run(verb);
        ran.err = ran.err.replace("nothing was written: ", "");
        assert_eq!(ran, dangling("repo/report.md"), "{verb:?}");
    }
    let left = |advice: &str| {
        refused(&format!(
            "repo/out.md: this is a link to {profile}, which already exists; {advice}"
        ))
    };
    assert_eq!(
        home.run(&["export", "repo/a.md", "-o", "repo/out.md"]),
        left("choose another name with -o, or overwrite it with --force")
    );
    assert_eq!(
        home.run(&["new", "go-live", "-o", "repo/out.md"]),
        left("choose another name with -o")
    );
    assert_eq!(
        home.run(&[
            "merge",
            "repo/a.gonogo.json",
            "repo/a.gonogo.json",
            "-o",
            "repo/out.md"
        ]),
        refused(&format!(
            "nothing was written: repo/out.md: this is a link to {profile}, outside its folder, and isn't followed; \
             use that file directly"
        ))
    );
    assert_eq!(tree(&home.path("")), before);
    let forced = home.change(&[
        "export",
        "repo/a.md",
        "--filled",
        "--force",
        "-o",
        "repo/out.md",
    ]);
    assert_eq!(
        forced,
        format!("replaced {profile}, which repo/out.md links to\n")
    );
    assert_eq!(home.read("profile"), CHECKLIST.replacen("[ ]", "[x]", 1));
}

#[test]
fn links_of_others_in_shared_folders_are_not_followed() {
    if !rustix::process::geteuid().is_root() {
        // Only root can make a file somebody else's; for others the rule has nothing to be seen with.
        return;
    }
    let home = home();
    let shared = home.path("shared");
    fs::create_dir(&shared).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o1777)).unwrap();
    fs::create_dir(home.path("mine")).unwrap();
    home.write("mine/a.md", CHECKLIST);
    symlink("../mine", shared.join("way")).unwrap();
    symlink("../mine", shared.join("own")).unwrap();
    std::os::unix::fs::lchown(shared.join("way"), Some(4711), Some(4711)).unwrap();
    let before = tree(&home.path(""));
    let ran = home.run(&["tick", "mine/a.md", "1", "--progress", "shared/way/p.json"]);
    assert_eq!(
        ran,
        refused(&format!(
            "{}: this is a link to {} that someone else made in a folder anyone can write to, and isn't followed; choose another path",
            real(&home, "shared/way").to_str().unwrap(),
            real(&home, "mine").to_str().unwrap()
        ))
    );
    assert_eq!(tree(&home.path("")), before);
    assert_eq!(
        home.change(&["tick", "mine/a.md", "1", "--progress", "shared/own/p.json"]),
        "done: one\n"
    );
}

#[test]
fn state_folder_of_another_user_is_not_used() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let home = home();
    let shared = home.path("shared");
    fs::create_dir_all(shared.join("state")).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o1777)).unwrap();
    chown(shared.join("state"), Some(4711), Some(4711)).unwrap();
    let folder = shared.join("state/gonogo/progress");
    let path = home.path("repo/a.md");
    let place = gonogo::store::ProgressPaths::of(&path, None, None, Some(&folder));
    let (mut workbook, mut store) = gonogo::store::Store::open(&path, place.clone()).unwrap();
    super::saving::tick(&mut workbook, 0, "me");
    let away = place.away().unwrap();
    let error = store.save_elsewhere(&mut workbook, away).unwrap_err();
    let state = shared.join("state");
    assert_eq!(
        error.to_string(),
        format!(
            "{}: this folder belongs to someone else, so nothing private is kept there; check HOME and XDG_STATE_HOME",
            state.to_str().unwrap()
        )
    );
    assert!(!folder.exists());
}

#[test]
fn document_from_a_file_descriptor_has_no_progress() {
    let home = home();
    let before = tree(&home.path(""));
    symlink("/dev/stdin", home.path("piped.md")).unwrap();
    for file in [
        "/dev/stdin",
        "/dev/fd/0",
        "/proc/self/fd/0",
        "/dev/../dev/stdin",
        "piped.md",
    ] {
        for from_file in [true, false] {
            let run = |arguments: &[&str]| {
                let script = format!(
                    "\"$0\" {} {}",
                    arguments.join(" "),
                    if from_file { "< repo/a.md" } else { "" }
                );
                let script = if from_file {
                    script
                } else {
                    format!("cat repo/a.md | {script}")
                };
                let output = std::process::Command::new("sh")
                    .arg("-c")
                    .arg(script)
                    .arg(cargo_bin!("gonogo"))
                    .current_dir(home.path(""))
                    .env_clear()
                    .envs([
                        ("GONOGO_NOW", NOW),
                        ("LANG", "C.UTF-8"),
                        ("PATH", "/usr/bin:/bin"),
                    ])
                    .stdin(Stdio::null())
                    .output()
                    .unwrap();
                let text = |bytes| String::from_utf8(bytes).unwrap();
                Ran {
                    status: output.status.code().unwrap(),
                    out: text(output.stdout),
                    err: text(output.stderr),
                }
            };
            let list = run(&["list", file]);
            assert_eq!(
                (list.out.as_str(), list.err.as_str()),
                ("    1  [ ] one\n    2  [ ] two: ____\n", ""),
                "{file}"
            );
            let message = "a checklist from standard input can't have progress; use a file instead";
            assert_eq!(
                run(&["tick", file, "1", "--by", BY]),
                refused(message),
                "{file}"
            );
            let runs = "a checklist from standard input has no runs; use a file instead";
            assert_eq!(run(&["runs", file]), refused(runs), "{file}");
        }
    }
    fs::remove_file(home.path("piped.md")).unwrap();
    assert_eq!(tree(&home.path("")), before);
    assert!(!Path::new("/dev/stdin.gonogo.json").exists());
    let message = "`/dev/stdin` can't hold progress, which is read and written repeatedly; choose a file with --progress PATH";
    assert_eq!(
        home.run(&["tick", "repo/a.md", "1", "--progress", "/dev/stdin"]),
        refused(message)
    );
}
