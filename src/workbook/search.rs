//! Fuzzy search over the texts of the entries and the values in them.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::Workbook;
use crate::checklist::EntryId;

/// An entry that fits a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The entry.
    pub entry: EntryId,
    /// How well it fits; more is better.
    pub score: i64,
}

impl Workbook {
    /// The entries among `among` that every word of `query` fits, in the order of `among`. The words may come
    /// in any order; a query without words fits nothing. Where entries hold the words letter by letter, only
    /// those; else those that hold their letters in this order.
    pub fn search(&self, query: &str, among: impl IntoIterator<Item = EntryId>) -> Vec<Hit> {
        let matcher = SkimMatcherV2::default().ignore_case();
        let query = query.to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        if words.is_empty() {
            return Vec::new();
        }
        let score =
            |text: &str| words.iter().map(|word| matcher.fuzzy_match(text, word)).sum::<Option<i64>>();
        let mut whole = Vec::new();
        let hit = |entry| {
            let text = self.reading(entry).to_lowercase();
            let score = score(&text)?;
            whole.extend(words.iter().all(|word| text.contains(word)).then_some(Hit { entry, score }));
            Some(Hit { entry, score })
        };
        let fuzzy: Vec<Hit> = among.into_iter().filter_map(hit).collect();
        // Whoever types letters that stand somewhere as they are means those places.
        if whole.is_empty() { fuzzy } else { whole }
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::Checklist;
    use crate::progress::Progress;
    use crate::workbook::Workbook;

    #[test]
    fn words_fit_in_any_order_and_with_gaps() {
        let text = "- [ ] Backup restoration tested\n- [ ] Restore runbook\n- [ ] Alerts on backup\n";
        let workbook = Workbook::new(Checklist::parse(text), Progress::default());
        let hits = |query| {
            let hits = workbook.search(query, workbook.checklist().ids());
            hits.into_iter().map(|hit| hit.entry.0).collect::<Vec<_>>()
        };
        assert_eq!(hits("RESTOR"), [0, 1]);
        assert_eq!(hits("alerts"), [2], "not the letters a, l, e … of others");
        assert_eq!(hits("tested backup"), [0]);
        assert_eq!(hits("bkp"), [0, 2]);
        assert_eq!(hits("  "), [0; 0]);
        assert_eq!(hits("zzz"), [0; 0]);
    }
}
