//! Progress of another checklist at the path of a checklist's own is never used for it.

use super::program::Folder;

const CHECKLIST: &str = "- [ ] one\n- [ ] two\n";

#[test]
fn documents_with_the_same_stem_share_nothing() {
    let folder = Folder::with(CHECKLIST);
    folder.write("a.txt", CHECKLIST);
    folder.change(&["tick", "a.md", "1", "2"]);
    let before = folder.all();
    for arguments in [
        &["status", "a.txt"][..],
        &["tick", "a.txt", "1"],
        &["list", "a.txt"],
        &["runs", "a.txt"],
    ] {
        let ran = folder.run(arguments);
        let told = "gonogo: a.gonogo.json: this is the progress of a.md, not of a.txt; pass the right file with --progress PATH\n";
        let expected = if arguments[0] == "runs" {
            (0, "a.txt: no runs yet\n")
        } else {
            (2, told)
        };
        assert_eq!((ran.status, ran.err.as_str()), expected, "{arguments:?}");
    }
    // Also where the other one is gone.
    std::fs::remove_file(folder.path("a.md")).unwrap();
    let told = "gonogo: a.gonogo.json: this is the progress of a.md, not of a.txt; if a.md was renamed, keep it: gonogo \
                merge --renamed a.gonogo.json -o a.gonogo.json\n";
    assert_eq!(folder.run(&["status", "a.txt"]).err, told);
    assert_eq!(folder.all()[0], before[0]);
}

#[test]
fn named_progress_file_of_another_checklist_fails() {
    let folder = Folder::with(CHECKLIST);
    folder.change(&["tick", "a.md", "1", "2"]);
    folder.write("b.md", CHECKLIST);
    std::fs::create_dir(folder.path("far")).unwrap();
    std::fs::rename(folder.path("a.gonogo.json"), folder.path("far/p.json")).unwrap();
    let ran = folder.run(&["status", "b.md", "--progress", "far/p.json"]);
    let told = "gonogo: far/p.json: this is the progress of a.md, not of b.md; if a.md was renamed, keep it: gonogo merge \
                --renamed far/p.json -o far/p.json\n";
    assert_eq!((ran.status, ran.err.as_str()), (2, told));
    assert_eq!(
        folder
            .run(&["status", "a.md", "--progress", "far/p.json"])
            .status,
        0
    );
}
