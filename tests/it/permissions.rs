//! After a save, the same people as before can read and change a file, and nobody else.

use std::fs::{self, File, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use gonogo::store::{ProgressPaths, Store};
use rustix::fs::{XattrFlags, fgetxattr, fsetxattr};

use super::program::{Folder, NOW};
use super::saving::tick;

const CHECKLIST: &str = "- [ ] one\n- [ ] two\n";
const LIST: &str = "system.posix_acl_access";
const NOTE: &str = "user.note";

/// An access control list: its owner, user 4711 and everybody may do these things, and nobody more than `most`.
fn list(user: u16, group: u16, most: u16, everybody: u16) -> Vec<u8> {
    let entry = |tag: u16, rights: u16, id: u32| {
        [
            &tag.to_le_bytes()[..],
            &rights.to_le_bytes(),
            &id.to_le_bytes(),
        ]
        .concat()
    };
    let no_id = u32::MAX;
    let entries = [
        entry(1, 6, no_id),
        entry(2, user, 4711),
        entry(4, group, no_id),
        entry(16, most, no_id),
        entry(32, everybody, no_id),
    ];
    [2_u32.to_le_bytes().to_vec(), entries.concat()].concat()
}

/// Sets an attribute, where the file system has some.
fn set(path: &Path, name: &str, value: &[u8]) {
    let _ = fsetxattr(File::open(path).unwrap(), name, value, XattrFlags::empty());
}

/// Mode, owner and group of a file, its list and its note.
fn rights(path: &Path) -> (u32, u32, u32, Option<Vec<u8>>, Option<Vec<u8>>) {
    let file = File::open(path).unwrap();
    let get = |name: &str| {
        let mut value = [0; 200];
        let length = fgetxattr(&file, name, &mut value[..]).ok()?;
        Some(value[..length].to_vec())
    };
    let metadata = file.metadata().unwrap();
    (
        metadata.mode() & 0o7777,
        metadata.uid(),
        metadata.gid(),
        get(LIST),
        get(NOTE),
    )
}

#[test]
fn save_keeps_acls_and_attributes() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    folder.write("report.md", "mine");
    let save = |folder: &Folder, round: usize| {
        folder.change(&[["tick", "untick"][round % 2], "a.md", "2"]);
        folder.change(&["export", "a.md", "--force", "-o", "report.md"]);
    };
    for (round, (mode, list)) in [
        (0o660, Some(list(6, 0, 6, 0))),
        (0o644, Some(list(4, 4, 4, 4))),
        (0o640, None),
    ]
    .into_iter()
    .enumerate()
    {
        let files = ["a.gonogo.json", "report.md"].map(|name| folder.path(name));
        for file in &files {
            fs::set_permissions(file, Permissions::from_mode(mode)).unwrap();
            match &list {
                Some(list) => set(file, LIST, list),
                None => drop(rustix::fs::fremovexattr(File::open(file).unwrap(), LIST)),
            }
            fs::set_permissions(file, Permissions::from_mode(mode)).unwrap();
            set(file, NOTE, b"of the team");
        }
        let before = files.clone().map(|file| rights(&file));
        assert!(before.iter().all(|file| file.0 == mode), "{before:?}");
        save(&folder, round);
        assert_eq!(files.map(|file| rights(&file)), before, "{mode:o}");
    }
}

#[test]
fn default_acl_of_the_folder_changes_no_access() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1"]);
    let file = folder.path("a.gonogo.json");
    fs::set_permissions(&file, Permissions::from_mode(0o660)).unwrap();
    let before = rights(&file);
    // What is made in the folder from now on is given this.
    set(
        &folder.path(""),
        "system.posix_acl_default",
        &list(7, 7, 7, 0),
    );
    folder.change(&["tick", "a.md", "2"]);
    assert_eq!(rights(&file), before);
}

/// Runs the program as another user, who is in no group but this.
fn run_as(id: u32, folder: &Path, arguments: &[&str]) -> bool {
    // Their own copy: the folder where it was built may be closed to them.
    let program = folder.join("program");
    if !program.exists() {
        fs::copy(cargo_bin!("gonogo"), &program).unwrap();
        fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new(program);
    command.current_dir(folder).env_clear().envs([
        ("GONOGO_NOW", NOW),
        ("LANG", "C.UTF-8"),
        ("HOME", "/nowhere"),
    ]);
    command.uid(id).gid(id).args(arguments);
    loop {
        match command.output() {
            Ok(output) => return output.status.success(),
            // Another test is just starting a program, and holds the copy open until it has.
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => std::thread::yield_now(),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn other_group_gets_no_more_than_others_had() {
    if !rustix::process::geteuid().is_root() {
        // Only root can make a file somebody else's.
        return;
    }
    let folder = Folder::with(CHECKLIST);
    fs::set_permissions(folder.path(""), Permissions::from_mode(0o777)).unwrap();
    folder.change(&["tick", "a.md", "1"]);
    folder.write("report.md", "mine");
    let files: [PathBuf; 2] = ["a.gonogo.json", "report.md"].map(|name| folder.path(name));
    let given = |mode: u32, list: Option<&[u8]>| {
        for file in &files {
            chown(file, Some(4711), Some(4712)).unwrap();
            let _ = rustix::fs::fremovexattr(File::open(file).unwrap(), LIST);
            if let Some(list) = list {
                set(file, LIST, list);
            }
            fs::set_permissions(file, Permissions::from_mode(mode)).unwrap();
        }
        assert!(
            run_as(
                4711,
                &folder.path(""),
                &["note", "a.md", "1", &format!("{mode:o}")]
            ),
            "{mode:o}"
        );
        assert!(
            run_as(
                4711,
                &folder.path(""),
                &["export", "a.md", "--force", "-o", "report.md"]
            ),
            "{mode:o}"
        );
        files.clone().map(|file| rights(&file))
    };
    for (mode, expected) in [
        (0o660, 0o600),
        (0o664, 0o644),
        (0o640, 0o600),
        (0o606, 0o606),
        (0o2660, 0o600),
    ] {
        let expected = (expected, 4711, 4711, None, None);
        assert_eq!(given(mode, None), [expected.clone(), expected], "{mode:o}");
    }
    // Whom a list names keeps their rights; the group in it is another now.
    let [progress, report] = given(0o664, Some(&list(6, 6, 6, 4)));
    if progress.3.is_some() {
        let expected = (0o664, 4711, 4711, Some(list(6, 4, 6, 4)), None);
        assert_eq!([progress, report], [expected.clone(), expected]);
    }
}

#[test]
fn state_folder_is_private() {
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for is_there in [false, true] {
        let folder = Folder::with(CHECKLIST);
        let (path, state) = (folder.path("a.md"), folder.path("state/gonogo/progress"));
        let place = ProgressPaths::of(&path, None, None, Some(&state));
        let away = place.away().unwrap().to_owned();
        if is_there {
            fs::create_dir_all(&state).unwrap();
            fs::write(&away, "").unwrap();
            fs::set_permissions(&state, Permissions::from_mode(0o777)).unwrap();
            fs::set_permissions(&away, Permissions::from_mode(0o664)).unwrap();
        }
        let (mut workbook, mut store) = Store::open(&path, place).unwrap();
        for item in [0, 1] {
            tick(&mut workbook, item, "me");
            store.save_elsewhere(&mut workbook, &away).unwrap();
            assert_eq!((mode(&state), mode(&away)), (0o700, 0o600), "{is_there}");
        }
        let named = folder.path("elsewhere.json");
        store.save_elsewhere(&mut workbook, &named).unwrap();
        assert_eq!(mode(&named), 0o600, "the last resort is private too");
    }
}
