//! The targets that a document gives to the labels of its links, wherever it does so.

use std::collections::HashMap;

use super::{Checklist, lines};

/// The longest label of a link, in characters (CommonMark section 4.7).
const LONGEST: usize = 999;

impl Checklist {
    /// The target that the document gives to a label: `[label]: target` on a line of its own. A footnote is none.
    pub fn link_target(&self, label: &str) -> Option<&str> {
        let targets = self.link_targets.get_or_init(|| targets(&self.source));
        targets.get(&label.to_lowercase()).map(|place| &self.source[place.clone()])
    }
}

/// Where the targets stand, by their labels in lower case. Of several for one label the first counts.
fn targets(source: &str) -> HashMap<String, std::ops::Range<usize>> {
    let mut targets = HashMap::new();
    let mut end = 0;
    for line in lines::with_ends(source) {
        end += line.len();
        let Some((label, after)) = definition(line) else { continue };
        // The target may stand on a line below.
        let from = end - after.len();
        let Some(target) = source[from..].split_whitespace().next() else { continue };
        let start = from + source[from..].find(|c: char| !c.is_whitespace()).unwrap_or_default();
        let bare = target.trim_start_matches(['<', '>']);
        let start = start + target.len() - bare.len();
        let bare = bare.trim_end_matches(['<', '>']);
        targets.entry(label.to_lowercase()).or_insert(start..start + bare.len());
    }
    targets
}

/// The label that a line defines, with what follows its colon.
fn definition(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start_matches([' ', '>']).strip_prefix('[')?;
    if rest.starts_with('^') {
        return None;
    }
    // The first bracket that no backslash makes text of ends the label.
    let mut is_escaped = false;
    let ends = |&(_, c): &(usize, char)| {
        let ends = c == ']' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    };
    let (end, _) = rest.char_indices().take(LONGEST + 1).find(ends)?;
    Some((&rest[..end], rest[end..].strip_prefix("]:")?))
}

#[cfg(test)]
mod tests {
    use crate::checklist::Checklist;

    #[test]
    fn the_target_of_a_label_is_found_wherever_it_is_defined() {
        let source = "see [a]: not there\n\n> [B c]: <https://example.com>\n[d]:x 'title'\n[^1]: note\n[D]: later\n\
                      [e]:\n  below\n[f\\]g]: escaped";
        let checklist = Checklist::parse(source);
        for (label, target) in [
            ("b C", Some("https://example.com")),
            ("d", Some("x")),
            ("a", None),
            ("^1", None),
            ("e", Some("below")),
            (r"f\]g", Some("escaped")),
        ] {
            assert_eq!(checklist.link_target(label), target, "{label}");
        }
    }
}
