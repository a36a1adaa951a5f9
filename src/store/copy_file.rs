//! A copied text in a file, for terminals without a clipboard.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::output::ensure_not_progress;
use super::{Store, StoreError, is_same_file, private_dir, temporary};

/// The name of the file in the person's own folder.
const NAME: &str = "copied.txt";

impl Store {
    /// Writes `text` to a private file, and returns its path: in `folder`, replacing what was copied
    /// before; or, if the checklist or progress is there, a new file in the folder for temporary files.
    ///
    /// # Errors
    ///
    /// If neither can be written.
    pub fn write_copied(&self, folder: Option<&Path>, text: &str) -> Result<PathBuf, StoreError> {
        let is_free = |folder: &&Path| {
            let path = folder.join(NAME);
            !self
                .document
                .iter()
                .map(PathBuf::as_path)
                .chain(self.paths())
                .any(|own| is_same_file(own, &path))
        };
        write_copied(folder.filter(is_free), text)
    }
}

fn write_copied(folder: Option<&Path>, text: &str) -> Result<PathBuf, StoreError> {
    if let Some(Ok(path)) = folder.map(|folder| write_in(folder, text)) {
        return Ok(path);
    }
    let folder = std::env::temp_dir();
    write_new(&folder, text).map_err(|error| StoreError::io("write to", &folder, error))
}

fn write_in(folder: &Path, text: &str) -> io::Result<PathBuf> {
    private_dir::make_folder(folder).map_err(io::Error::other)?;
    let path = folder.join(NAME);
    ensure_not_progress(&path).map_err(io::Error::other)?;
    let mut new = temporary::make_private(folder)?;
    new.write_all(text.as_bytes())?;
    new.persist(&path)?;
    Ok(path)
}

/// Creates a new file with an unpredictable name: others may write to that folder too.
fn write_new(folder: &Path, text: &str) -> io::Result<PathBuf> {
    let mut new = tempfile::Builder::new()
        .prefix("gonogo-copied-")
        .suffix(".txt")
        .tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    let (_, path) = new.keep()?;
    fs::canonicalize(path)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::write_copied;

    #[test]
    fn only_its_owner_can_read_it_and_the_last_copy_stays() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("state/gonogo");
        write_copied(Some(&own), "first").unwrap();
        let path = write_copied(Some(&own), "second\n\tline").unwrap();
        assert_eq!(
            (path.clone(), fs::read_to_string(&path).unwrap()),
            (own.join("copied.txt"), "second\n\tline".to_owned())
        );
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(&own).unwrap().count(), 1, "no litter");
    }
}
