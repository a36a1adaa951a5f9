//! The places of variables in the texts of boxes: the name of a row is part of the text of each box in it.

use std::collections::HashMap;
use std::ops::Range;

use super::Place;
use crate::checklist::{Checklist, EntryId};

/// The most boxes of one line whose texts are looked through.
const MOST_BOXES: usize = 100;

/// The places in the text of each box that has any: their indices in `places`, with their bytes in that text. `plain` has
/// the texts of the places.
pub(super) fn spans(
    checklist: &Checklist,
    places: &[Place],
    plain: &[String],
) -> HashMap<EntryId, Vec<(usize, Range<usize>)>> {
    let mut all = HashMap::new();
    let mut head = 0..0;
    let mut boxes = 0;
    for id in checklist.boxes() {
        let entry = checklist.entry(id);
        boxes = if entry.head == head { boxes + 1 } else { 1 };
        head.clone_from(&entry.head);
        if boxes > MOST_BOXES {
            continue;
        }
        let first = places.partition_point(|place| place.range.start < head.start);
        let end = places.partition_point(|place| place.range.start < head.end);
        let (mut found, mut from) = (Vec::new(), 0);
        for (at, text) in plain.iter().enumerate().take(end).skip(first) {
            let rest = entry.text.get(from..).unwrap_or_default();
            if let Some(start) = rest.find(text).filter(|_| !text.is_empty()) {
                let start = from + start;
                from = start + text.len();
                found.push((at, start..from));
            }
        }
        if !found.is_empty() {
            all.insert(id, found);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::checklist::Checklist;

    /// The boxes with the placeholders in their texts, and the entries that the places belong to.
    fn told(source: &str) -> Vec<String> {
        let checklist = Checklist::parse(source);
        let text = |id| {
            let text = checklist.entry(id).text.clone();
            let places = checklist.places_in_text(id).map(|(place, span)| {
                let owner = place.entry.map(|id| checklist.key(id));
                format!("{} of {}", &text[span], owner.unwrap_or_default())
            });
            let places: Vec<String> = places.collect();
            format!("{text}: {}", places.join(", "))
        };
        checklist.boxes().map(text).collect()
    }

    #[test]
    fn places_in_a_row_belong_to_its_first_box_or_its_line() {
        for (source, expected) in [
            (
                "# T\n\n| Step | Done | Seen |\n|-|-|-|\n| Check {{ver}} | [ ] | [ ] |\n",
                &[
                    "Check {{ver}} | Done: {{ver}} of check-ver-done",
                    "Check {{ver}} | Seen: {{ver}} of check-ver-done",
                ][..],
            ),
            (
                "# T\n\n| Step | Owner | Done |\n|-|-|-|\n| Check {{ver}} | ____ | [ ] |\n",
                &["Check {{ver}} | Done: {{ver}} of check-ver-owner"],
            ),
            (
                "# T\n\n| Step | Note | Done |\n|-|-|-|\n| Check it | {{ver}} | [ ] |\n",
                &["Check it | Done: "],
            ),
        ] {
            assert_eq!(told(source), expected, "{source}");
        }
    }
}
