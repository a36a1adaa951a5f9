//! A private file for a text that is edited with another program.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::decode;

/// The file's name reveals nothing about its content.
const NAME: &str = "text.md";

/// A text in a private file, alone in a private folder: files that an editor leaves next to it
/// are private too, and are removed with it.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// Writes the text into a new file.
    ///
    /// # Errors
    ///
    /// If the folder for temporary files isn't writable.
    pub fn new(text: &str) -> io::Result<Scratch> {
        let private = Permissions::from_mode(0o700);
        let folder = Builder::new()
            .prefix("gonogo-")
            .permissions(private)
            .tempdir()?;
        let scratch = Scratch { folder };
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(scratch.path())?;
        file.write_all(text.as_bytes())?;
        // Editors expect a newline at the end.
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n")?;
        }
        Ok(scratch)
    }

    /// Returns its path.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join(NAME)
    }

    /// Returns the edited text without newlines at its end; those inside are `\n`.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or isn't UTF-8.
    pub fn read(&self) -> io::Result<String> {
        read(&self.path())
    }

    /// Keeps the file, for the person to find.
    pub fn keep(self) -> PathBuf {
        self.folder.keep().join(NAME)
    }
}

fn read(path: &Path) -> io::Result<String> {
    let text = decode(fs::read(path)?, Some(path)).map_err(io::Error::other)?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(text.trim_end_matches('\n').to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::Scratch;

    #[test]
    fn only_its_owner_reads_it_and_nothing_is_left_behind() {
        let scratch = Scratch::new("one\ntwo").unwrap();
        let (file, folder) = (scratch.path(), scratch.path().parent().unwrap().to_owned());
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(&folder)), (0o600, 0o700));
        assert_eq!(fs::read_to_string(&file).unwrap(), "one\ntwo\n");
        fs::write(&file, "one\r\n\r\nthree\r\n\r\n").unwrap();
        assert_eq!(scratch.read().unwrap(), "one\n\nthree");
        fs::write(folder.join("text.md~"), "what an editor leaves").unwrap();
        drop(scratch);
        assert!(!folder.exists());
    }

    #[test]
    fn what_is_kept_stays() {
        let kept = Scratch::new("").unwrap().keep();
        assert_eq!(fs::read_to_string(&kept).unwrap(), "");
        fs::remove_dir_all(kept.parent().unwrap()).unwrap();
    }
}
