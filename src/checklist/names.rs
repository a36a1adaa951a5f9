//! The keys of entries and blanks in a progress file, and their names for people.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{BlankId, Checklist, EntryId, Notation, keys, mojibake};

impl Checklist {
    /// The key of an entry: the path of slugs that names it in a progress file. The title is not part
    /// of the keys of entries under it.
    pub fn key(&self, id: EntryId) -> String {
        let names = self.names.get_or_init(|| keys::names(self));
        let path = std::iter::successors(Some(id), |&at| names[at.0].path);
        let mut parts: Vec<&str> = path.map(|at| names[at.0].slug.as_str()).collect();
        parts.reverse();
        parts.join("/")
    }

    /// The entries by their keys.
    pub fn by_key(&self) -> &HashMap<String, EntryId> {
        self.by_key
            .get_or_init(|| self.ids().map(|id| (self.key(id), id)).collect())
    }

    /// The key of a blank: `ENTRY:label`.
    pub fn blank_key(&self, id: BlankId) -> String {
        let blank = self.blank(id);
        format!("{}:{}", self.key(blank.entry), blank.slug)
    }

    /// The text of an entry, mojibake repaired, without its blanks other than placeholders, white space
    /// folded: its key is made of it, and events record it.
    pub fn name(&self, id: EntryId) -> Cow<'_, str> {
        let entry = self.entry(id);
        if entry.blanks.is_empty() {
            return mojibake::repaired(&entry.text);
        }
        let mut name = String::new();
        let mut at = 0;
        let blanks = &self.blanks[entry.blanks.clone()];
        for blank in blanks.iter().filter(|it| !it.notation.is_placeholder()) {
            name.push_str(&mojibake::repaired(&entry.text[at..blank.span.start]));
            at = blank.span.end;
        }
        name.push_str(&mojibake::repaired(&entry.text[at..]));
        Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The text of an entry as in the document: without the gaps that stand behind labels such as `Ticket:`.
    pub fn text_as_written(&self, id: EntryId) -> Cow<'_, str> {
        let entry = self.entry(id);
        let mut gaps = entry
            .blanks
            .clone()
            .filter(|&at| self.is_gap(BlankId(at)))
            .peekable();
        if gaps.peek().is_none() {
            return Cow::Borrowed(&entry.text);
        }
        let mut written = String::with_capacity(entry.text.len());
        let mut at = 0;
        for gap in gaps {
            let span = &self.blanks[gap].span;
            written.push_str(entry.text[at..span.start].trim_end());
            at = span.end;
        }
        written.push_str(&entry.text[at..]);
        Cow::Owned(written)
    }

    /// True if the document has nothing where a blank is: the place is behind a label.
    pub fn is_gap(&self, id: BlankId) -> bool {
        let blank = self.blank(id);
        blank.notation == Notation::Label && blank.range.is_empty()
    }

    /// The name of a blank among those of other entries: its label, after the first words of its entry if
    /// those add something.
    pub fn name_of_blank(&self, id: BlankId) -> Cow<'_, str> {
        let (blank, label) = (self.blank(id), mojibake::repaired(&self.blank(id).label));
        let entry = self.entry(blank.entry);
        let first = &self.blanks[entry.blanks.start];
        let words = mojibake::repaired(&entry.text[..first.span.start]);
        let lead = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let lead =
            lead.trim_end_matches(|c: char| c == ' ' || c.is_ascii_punctuation() && c != ')');
        // A label is mostly the text before its blank, and isn't repeated.
        if lead.starts_with(&*label) || lead.is_empty() {
            label
        } else if lead.ends_with(&*label) {
            Cow::Owned(lead.to_owned())
        } else {
            Cow::Owned(format!("{lead}, {label}"))
        }
    }

    /// The number of entries with the name of this one, itself included. Adopted boxes and late lines don't count for others, whose marks
    /// they would else put in doubt.
    pub fn namesakes(&self, id: EntryId) -> usize {
        let counts = self.namesakes.get_or_init(|| {
            let names: Vec<Cow<str>> = self.ids().map(|id| self.name(id)).collect();
            let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
            for (name, entry) in names.iter().zip(&self.entries) {
                let (all, own) = counts.entry(name).or_default();
                *all += 1;
                *own += usize::from(!entry.is_adopted && !entry.is_late);
            }
            let counted = names.iter().zip(&self.entries).map(|(name, entry)| {
                let (all, own) = counts[name.as_ref()];
                if entry.is_adopted || entry.is_late {
                    all
                } else {
                    own
                }
            });
            counted.collect()
        });
        counts[id.0]
    }
}
