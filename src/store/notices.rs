//! Notices about where and how progress is kept.

use super::error::holds;
use super::lock::Hold;
use super::{Kept, Store};
use crate::sanitize;

impl Store {
    /// Returns what a person should know about where and how progress is kept.
    pub fn notice(&self) -> Option<String> {
        let notices: Vec<String> = [
            self.place_notice(),
            self.former_notice(),
            self.lock_notice(),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!notices.is_empty()).then(|| notices.join("; "))
    }

    /// Returns what a person should know about former files next to a link to the checklist.
    pub fn former_notice(&self) -> Option<String> {
        if self.elsewhere.is_some() {
            return None;
        }
        let beside = sanitize::path(self.place.as_ref()?.beside());
        let state_folder = self
            .place
            .as_ref()?
            .in_state_folder()
            .and_then(|path| path.parent());
        let former = self
            .former
            .iter()
            .filter(|former| former.path.parent() != state_folder);
        let notices: Vec<String> = former
            .filter(|former| former.path.exists())
            .map(|former| match (sanitize::path(&former.path), former.is_adopted) {
                (path, true) => format!("{path}: everything in it is also in {beside}, so you can delete it"),
                (path, false) => {
                    format!(
                        "{path}: the progress next to the link is read too; the next save adds it to {beside}"
                    )
                }
            })
            .collect();
        (!notices.is_empty()).then(|| notices.join("; "))
    }

    fn place_notice(&self) -> Option<String> {
        if self.elsewhere.is_some() {
            let path = sanitize::path(self.path()?);
            return Some(format!(
                "progress is now kept in {path}; open it with --progress PATH"
            ));
        }
        let place = self.place.as_ref().filter(|_| self.kept != Kept::Beside)?;
        Some(format!(
            "can't write progress next to the checklist: it is kept in {}, visible only to you, until {} is writable",
            sanitize::path(place.away()?),
            sanitize::path(place.beside())
        ))
    }

    fn lock_notice(&self) -> Option<String> {
        let path = sanitize::path(self.path()?);
        match &self.hold {
            Hold::Lock => None,
            Hold::NoLocks => Some(format!(
                "{path}: this file system doesn't support locks; make sure only one person saves at a time"
            )),
            Hold::Around(holder) => Some(format!(
                "{path}: {} a lock on this file; saved without locking",
                holds(holder.as_ref())
            )),
        }
    }
}
