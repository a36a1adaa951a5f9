//! Permissions of a file that is replaced by a new one: owner and group, mode, access control list and extended
//! attributes.
//!
//! What can't be kept never gives anyone more than before: a group that can't be kept loses its permissions, and
//! the new group gets at most what everyone had.

use std::fs::{File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

/// The mode bits of the group.
const GROUP: u32 = 0o070;
/// The setuid and setgid bits.
const LENDING: u32 = 0o6000;

/// Gives `new` the permissions of `before`, as far as this process may.
///
/// # Errors
///
/// If its mode can't be set.
pub(super) fn keep(before: &File, new: &File) -> io::Result<()> {
    let was = before.metadata()?;
    keep_owner(&was, new);
    let is = new.metadata()?;
    let is_group_kept = is.gid() == was.gid();
    let mut mode = was.mode() & 0o7777;
    if is.uid() != was.uid() || !is_group_kept {
        mode &= !LENDING;
    }
    match extended::copy(before, new, is_group_kept) {
        AccessList::None if is_group_kept => {}
        AccessList::None | AccessList::Lost => mode = without_group(mode),
        // The middle bits are the maximum for everyone; the list has the group's own permissions.
        AccessList::Kept => {}
    }
    new.set_permissions(Permissions::from_mode(mode))
}

/// Makes `new` private to its owner, who is the one of `before` if this process may give it away.
///
/// # Errors
///
/// If its mode can't be set.
pub(super) fn keep_private(before: &File, new: &File) -> io::Result<()> {
    keep_owner(&before.metadata()?, new);
    // A list inherited from the folder has no effect with this mode.
    new.set_permissions(Permissions::from_mode(0o600))
}

/// The fate of the access control list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AccessList {
    /// Neither the old file nor the new one has one.
    None,
    /// The new file has it, except for the permissions of a group that isn't kept.
    Kept,
    /// It couldn't be kept, or the new file inherited one from the folder that can't be removed.
    Lost,
}

fn keep_owner(was: &Metadata, new: &File) {
    // Only root may give a file away; others may give it to one of their groups, whose members share it.
    if fchown(new, Some(was.uid()), Some(was.gid())).is_err() {
        let _ = fchown(new, None, Some(was.gid()));
    }
}

/// The mode of a file that got another group.
fn without_group(mode: u32) -> u32 {
    let everybody = (mode & 0o007) << 3;
    mode & (!GROUP | everybody)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
mod extended {
    use std::ffi::{CStr, CString};
    use std::fs::File;

    use rustix::fs::{
        XattrFlags, fgetxattr, fgetxattr_query, flistxattr, flistxattr_query, fremovexattr,
        fsetxattr,
    };
    use rustix::io::Errno;

    use super::AccessList;

    /// The access control list (`acl(5)`), as the system stores it.
    const LIST: &CStr = c"system.posix_acl_access";
    /// The version of that format, and the length of an entry after it: tag, permissions and number
    /// (`posix_acl_xattr.h`).
    const VERSION: usize = 4;
    const ENTRY: usize = 8;
    /// The tags of the entries for the file's group and for others.
    const GROUP: u16 = 0x04;
    const EVERYBODY: u16 = 0x20;

    /// Copies the attributes; those that the system refuses are skipped.
    pub(super) fn copy(before: &File, new: &File, is_group_kept: bool) -> AccessList {
        let mut list = if remove_list(new) && is_without_list(before) {
            AccessList::None
        } else {
            AccessList::Lost
        };
        for name in names(before) {
            let Some(mut value) = value(before, &name) else {
                continue;
            };
            if *name == *LIST {
                if !is_group_kept {
                    close_to_group(&mut value);
                }
                if fsetxattr(new, &*name, &value, XattrFlags::empty()).is_ok() {
                    list = AccessList::Kept;
                }
                continue;
            }
            let _ = fsetxattr(new, &*name, &value, XattrFlags::empty());
        }
        list
    }

    /// Returns the names of the attributes to copy: not those of the system, such as capabilities and checksums.
    fn names(file: &File) -> Vec<CString> {
        let Ok(length) = flistxattr_query(file) else {
            return Vec::new();
        };
        let mut list = vec![0; length];
        let Ok(length) = flistxattr(file, &mut list[..]) else {
            return Vec::new();
        };
        let names = list[..length].split_inclusive(|byte| *byte == 0);
        let is_copied = |name: &CStr| {
            let bytes = name.to_bytes();
            bytes.starts_with(b"user.") || name == LIST || bytes == b"security.selinux"
        };
        names
            .filter_map(|name| CStr::from_bytes_with_nul(name).ok())
            .filter(|name| is_copied(name))
            .map(CStr::to_owned)
            .collect()
    }

    fn value(file: &File, name: &CStr) -> Option<Vec<u8>> {
        let length = fgetxattr_query(file, name).ok()?;
        let mut value = vec![0; length];
        let length = fgetxattr(file, name, &mut value[..]).ok()?;
        value.truncate(length);
        Some(value)
    }

    fn is_without_list(file: &File) -> bool {
        matches!(
            fgetxattr_query(file, LIST),
            Err(Errno::NODATA | Errno::OPNOTSUPP | Errno::NOSYS)
        )
    }

    /// Removes a list that the new file inherited from the folder: it could let others in that the old file didn't.
    fn remove_list(file: &File) -> bool {
        matches!(
            fremovexattr(file, LIST),
            Ok(()) | Err(Errno::NODATA | Errno::OPNOTSUPP | Errno::NOSYS)
        )
    }

    /// Removes from the file's group what others don't have.
    fn close_to_group(list: &mut [u8]) {
        let entries = list.get_mut(VERSION..).unwrap_or_default();
        let tag = |entry: &[u8]| u16::from_le_bytes([entry[0], entry[1]]);
        let everybody = entries
            .chunks_exact(ENTRY)
            .find(|entry| tag(entry) == EVERYBODY)
            .map(|entry| entry[2]);
        for entry in entries
            .chunks_exact_mut(ENTRY)
            .filter(|entry| tag(entry) == GROUP)
        {
            entry[2] &= everybody.unwrap_or_default();
        }
    }

    #[cfg(test)]
    mod tests {
        use super::close_to_group;

        #[test]
        fn only_the_entry_of_the_group_loses_rights() {
            let entry = |tag: u16, rights: u16, id: u32| {
                [
                    &tag.to_le_bytes()[..],
                    &rights.to_le_bytes(),
                    &id.to_le_bytes(),
                ]
                .concat()
            };
            let list = |group: u16| {
                let entries = [
                    entry(1, 6, !0),
                    entry(2, 6, 7),
                    entry(4, group, !0),
                    entry(16, 6, !0),
                    entry(32, 4, !0),
                ];
                [&2_u32.to_le_bytes()[..], &entries.concat()].concat()
            };
            let mut own = list(6);
            close_to_group(&mut own);
            assert_eq!(own, list(4));
            close_to_group(&mut []);
            close_to_group(&mut [2, 0, 0, 0, 4]);
        }
    }
}

/// Other systems store access control lists in other ways.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
mod extended {
    use std::fs::File;

    use super::AccessList;

    pub(super) fn copy(_: &File, _: &File, _: bool) -> AccessList {
        AccessList::None
    }
}

#[cfg(test)]
mod tests {
    use super::without_group;

    #[test]
    fn another_group_gets_no_more_than_everybody_had() {
        for (mode, expected) in [
            (0o660, 0o600),
            (0o664, 0o644),
            (0o640, 0o600),
            (0o666, 0o666),
            (0o604, 0o604),
            (0o754, 0o744),
        ] {
            assert_eq!(without_group(mode), expected, "{mode:o}");
        }
    }
}
