//! What is a box only where an annotation or a person says that it counts: states in the cells of a table, numbered
//! steps, and list items with a box that GitHub doesn't know.
//!
//! They never contain other entries, and their keys come after those of all others, so that nothing else changes.

use std::ops::Range;

use super::Walk;
use crate::checklist::inline::{self, Inline};
use crate::checklist::languages::{Term, lower, words};
use crate::checklist::{Kind, states};

impl Walk<'_> {
    /// True if what is at `offset` counts.
    pub(super) fn counts_at(&self, offset: usize) -> bool {
        let next = self.counting.partition_point(|&(start, _)| start <= offset);
        next.checked_sub(1)
            .is_some_and(|last| self.counting[last].1)
    }

    /// Adds the box of a plain list item that counts: a step of a numbered list, or a box with another state.
    pub(super) fn adopt_point(&mut self, inline: &Inline, range: &Range<usize>) {
        if !self.around().fresh || !self.counts_at(range.start) {
            return;
        }
        let line = inline.plain.split('\n').next().unwrap_or_default();
        let found = boxed(line).map(|length| (0..length, line[length..].trim()));
        let (mark, text) = match found {
            Some((plain, text)) => {
                let Some(mark) = inline.source_of(plain, self.source) else {
                    return;
                };
                (mark, text.to_owned())
            }
            None if self.is_in_ordered_list() => {
                let text = inline::fold(&inline.plain, &mut []);
                (range.start..range.start, text)
            }
            None => return,
        };
        // A line with boxes has some already.
        if text.is_empty() || text.contains(['☐', '☑', '☒']) {
            return;
        }
        let parent = self.owner();
        let id = self.add(
            Kind::Box {
                mark,
                ticked: false,
            },
            range.clone(),
            parent,
        );
        let entry = &mut self.entries[id.0];
        (entry.text, entry.is_adopted) = (text, true);
        entry.paragraph = range.clone();
    }

    fn is_in_ordered_list(&self) -> bool {
        self.containers.last().is_some_and(|item| item.is_numbered)
    }
}

/// The length of a box with another state at the start of a list item: `[-] text`, `[]text`.
fn boxed(line: &str) -> Option<usize> {
    let inside = line.strip_prefix('[')?.split(']').next()?;
    let length = inside.len() + 2;
    let rest = line.get(length..)?;
    let is_box = inside.trim().is_empty()
        || inside.trim().eq_ignore_ascii_case("x")
        || states::is_in_box(inside);
    // `[-](url)` is a link, `[-] = cancelled` a legend.
    let is_legend = rest
        .trim_start()
        .starts_with(['=', ':', '-', '–', '—', '→', '(', '[']);
    (is_box && !is_legend && !rest.trim().is_empty()).then_some(length)
}

/// Whether a cell is a state that counts, and means done. Its column has to be one of states: by its heading, or by a
/// box in another row.
pub(super) fn state(cell: &str, heading: &str, has_boxes: bool) -> Option<bool> {
    let heading = lower(heading.trim_matches(|c: char| !c.is_alphanumeric() && c != '?'));
    if !has_boxes && !words(Term::Status).is(&heading) {
        return None;
    }
    states::of_cell(cell)
}

#[cfg(test)]
mod tests {
    use crate::checklist::{Checklist, EntryId};

    /// The boxes with text and tick.
    fn boxes(checklist: &Checklist) -> Vec<(&str, bool)> {
        let entries = checklist.boxes().map(|id| checklist.entry(id));
        entries
            .map(|entry| (entry.text.as_str(), entry.is_source_ticked()))
            .collect()
    }

    #[test]
    fn states_steps_and_other_boxes_count_where_it_is_stated() {
        let table = "| Gate | Owner | Status |\n|---|---|---|\n| DNS | ann | ✅ Done |\n| TLS | bob | Pending |\n| WAF | eve | see wiki |\n";
        for (source, expected) in [
            (format!("# A <!-- gonogo: counts -->\n{table}"), vec![("DNS | Status", true), ("TLS | Status", false)]),
            (format!("# A\n{table}"), vec![]),
            (format!("# A <!-- gonogo: counts -->\n## B <!-- gonogo: ignored -->\n{table}"), vec![]),
            (table.replace("Pending |", "Pending | <!-- gonogo: counts -->"), vec![("TLS | Status", false)]),
            ("# A\n<!-- gonogo: counts -->\n\n| Gate | Dev | Prod |\n|---|---|---|\n| a | [x] | ☐ |\n| b | ❌ | NO |\n".to_owned(),
                vec![("a | Dev", true), ("a | Prod", false), ("b | Dev", false), ("b | Prod", false)]),
            ("# A <!-- gonogo: counts -->\n1. Stop traffic\n2. **Migrate** `db`\n   1. Dump\n   - note\n3. [ ] Item\n\n- point\n".to_owned(),
                vec![("Stop traffic", false), ("Migrate db", false), ("Dump", false)]),
            ("1. Stop traffic <!-- gonogo: counts -->\n2. Migrate\n".to_owned(), vec![("Stop traffic", false)]),
            ("# A <!-- gonogo: counts -->\n- [-] a\n- [ ]glued\n- []b\n- [/] c\n- [-] = cancelled\n- [P1] d\n- [-](url)\n".to_owned(),
                vec![("a", false), ("glued", false), ("b", false), ("c", false)]),
        ] {
            assert_eq!(boxes(&Checklist::parse(source.as_str())), expected, "{source}");
        }
    }

    #[test]
    fn adopted_boxes_change_no_other_entry() {
        let plain = "# A\n\n- [ ] Migrate\n\n1. Migrate\n   - [ ] Check\n2. Owner: ____\n\n| Item | Status |\n|---|---|\n| Migrate | Yes |\n| Mail | ____ |\n";
        let before = Checklist::parse(plain);
        let after = Checklist::parse(plain.replacen("# A", "# A <!-- gonogo: counts -->", 1));
        let same = |checklist: &Checklist| -> Vec<(String, String, String, usize)> {
            let own = checklist
                .ids()
                .filter(|&id| !checklist.entry(id).is_adopted);
            own.map(|id| {
                (
                    checklist.key(id),
                    checklist.name(id).into_owned(),
                    checklist.body(id).to_owned(),
                    checklist.namesakes(id),
                )
            })
            .collect()
        };
        assert_eq!(same(&after), same(&before));
        let adopted = after.boxes().map(|id| after.key(id)).collect::<Vec<_>>();
        assert_eq!(adopted, ["migrate#2", "owner#2", "migrate-status"]);
    }

    #[test]
    fn people_adopt_a_section_by_its_key() {
        let source = "# A\n\n- [ ] i\n\n## B\n\n1. Stop\n\n## C\n\n1. Start\n";
        let checklist = Checklist::parse(source).adopting(&[("b", true), ("gone", true)]);
        assert_eq!(boxes(&checklist), [("Stop", false)]);
        assert_eq!(checklist.source(), source);
        assert_eq!(checklist.entry(EntryId(3)).line, 7);
    }
}
