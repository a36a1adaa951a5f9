//! The language files: each one in the folder is known to the program.

use std::fs;
use std::path::Path;

use gonogo::checklist::languages::FILES;

#[test]
fn each_language_file_in_the_folder_is_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checklist/languages");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let texts = files.filter(|file| file.extension().is_some_and(|ending| ending == "txt"));
    let mut names: Vec<String> = texts
        .map(|file| file.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort_unstable();
    let mut known = FILES.map(|(name, _)| name);
    known.sort_unstable();
    assert_eq!(names, known);
}
