//! Contrasts: `Old version: [version]` and `New version: [version]` read the same and ask for two values.
//!
//! One value for both would be a guess that spares people a question. So a place behind a label with a word of contrast,
//! the whole cells of one column, and the second of two in `from [host] to [host]` are variables of their own, named by what
//! sets them apart. Names in braces are not: who writes `{{version}}` means one value.

use std::collections::HashMap;

use super::Surroundings;
use super::scan::FoundPlace;
use crate::checklist::keys;
use crate::checklist::languages::{self, Term};
use crate::checklist::lines;
use crate::checklist::notation::Notation;

/// Names the places of their own by what sets them apart. They are in document order.
pub(super) fn set_apart(found: &mut [FoundPlace], source: &str) {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, place) in found.iter().enumerate() {
        let can_differ = matches!(
            place.notation,
            Notation::Brackets | Notation::Angles | Notation::Version
        );
        if can_differ {
            groups.entry(keys::slug(&place.name)).or_default().push(at);
        }
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        let mut apart: Vec<(usize, String)> = group
            .iter()
            .filter_map(|&at| Some((at, what_sets_apart(&found[at], source)?)))
            .collect();
        let is_one = apart
            .iter()
            .all(|(_, words)| keys::slug(words) == keys::slug(&apart[0].1));
        if is_one {
            apart.clear();
        }
        let pairs = group.windows(2).filter(|two| {
            let between = found[two[0]].range.end..found[two[1]].range.start;
            source.get(between).is_some_and(leads_to)
        });
        apart.extend(pairs.map(|two| (two[1], "new".to_owned())));
        for (at, words) in apart {
            let place = &mut found[at];
            place.name = named(&words, &place.name);
        }
    }
}

/// The words that set a place apart from others: the label before it, or the row that it is a cell of.
fn what_sets_apart(place: &FoundPlace, source: &str) -> Option<String> {
    let start = lines::start(source, place.range.start);
    let before = &source[start..place.range.start];
    let after = &source[place.range.end..lines::end(source, place.range.end)];
    match place.surroundings {
        Surroundings::Cell => {
            let is_whole = before.trim_end_matches([' ', '*', '_']).ends_with('|')
                && after.trim_start_matches([' ', '*', '_']).starts_with('|');
            let row = before
                .trim_start_matches([' ', '\t', '>'])
                .strip_prefix('|')?;
            let name = row.split('|').next()?.trim_matches([' ', '*', '_', '`']);
            (is_whole && !name.is_empty()).then(|| name.to_owned())
        }
        Surroundings::Text => {
            let lead = before.trim_end_matches([' ', '*', '_', '`', '"']);
            let label = lead
                .strip_suffix([':', '：'])?
                .trim_end_matches([' ', '*', '_']);
            let label = label.rsplit([':', '：', ',', ';', '.', '|', ']']).next()?;
            let label = label.trim_matches([' ', '\t', '-', '*', '+', '_', '>', '`']);
            is_contrast(label).then(|| label.to_owned())
        }
        Surroundings::Heading | Surroundings::CodeSpan | Surroundings::Code { .. } => None,
    }
}

/// True if a label has a word of contrast, or ends in a number.
fn is_contrast(label: &str) -> bool {
    let is_numbered = label.ends_with(|c: char| c.is_ascii_digit());
    is_numbered || languages::words(Term::Contrast).is_in(&languages::lower(label))
}

/// True for what is between two places if it leads from one to the other: `from [host] to [host]`.
fn leads_to(between: &str) -> bool {
    let word = between.trim_matches([' ', '`', '*', '_']);
    languages::words(Term::LeadsTo).is(&languages::lower(word))
}

/// The name of a place that stands apart: the words, with the old name if they don't hold it.
fn named(words: &str, name: &str) -> String {
    let last = name.split([' ', '-', '_']).next_back().unwrap_or(name);
    if languages::lower(words).contains(&languages::lower(last)) {
        words.to_owned()
    } else {
        format!("{words} {name}")
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::Checklist;

    fn names(source: &str) -> Vec<String> {
        let checklist = Checklist::parse(source);
        let all = checklist.variables().iter();
        all.map(|it| format!("{} {}", it.slug, it.places.len()))
            .collect()
    }

    #[test]
    fn places_that_stand_in_contrast_are_variables_of_their_own() {
        for (source, expected) in [
            (
                "- [ ] Old version: <version>\n- [ ] New version: <version>\n- [ ] Announce <version> to all\n",
                &["old-version 1", "new-version 1", "version 1"][..],
            ),
            (
                "- Source: <region>\n- Target: <region>\n",
                &["source-region 1", "target-region 1"],
            ),
            (
                "- Alter Server: <server>\n- Neuer Server: <server>\n",
                &["alter-server 1", "neuer-server 1"],
            ),
            (
                "- Backup 1: <backup-id>\n- Backup 2: <backup-id>\n",
                &["backup-1-backup-id 1", "backup-2-backup-id 1"],
            ),
            (
                "| | host |\n|-|-|\n| staging | <db-host> |\n| prod | <db-host> |\n",
                &["staging-db-host 1", "prod-db-host 1"],
            ),
            (
                "- [ ] Move from `<db-cluster>` to `<db-cluster>`\n",
                &["db-cluster 1", "new-db-cluster 1"],
            ),
        ] {
            assert_eq!(names(source), expected, "{source}");
        }
    }

    #[test]
    fn places_without_contrast_are_one_variable() {
        for (source, expected) in [
            (
                "- Server: <db-host>\n- Database: <db-host>\n",
                &["db-host 2"][..],
            ),
            (
                "- New version: <version>\n- Tag: <version>\n",
                &["version 2"],
            ),
            (
                "- Old version: {{version}}\n- New version: {{version}}\n",
                &["version 2"],
            ),
            (
                "| step | command |\n|-|-|\n| a | `ssh <db-host>` |\n| b | `scp <db-host>` |\n",
                &["db-host 2"],
            ),
            ("- [ ] Copy <db-host>:a to <db-host>:b\n", &["db-host 2"]),
        ] {
            assert_eq!(names(source), expected, "{source}");
        }
    }
}
