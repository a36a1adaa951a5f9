//! What a tick stands for: whatever of substance is edited under it or above it, it does not count until somebody
//! confirms it, and whatever is edited in form alone, it stands. Ticks of 0.1.0 remember neither.

use gonogo::checklist::{Checklist, EntryId};
use gonogo::progress::{Progress, State};
use gonogo::workbook::{Edit, Workbook};
use proptest::collection::vec;
use proptest::prelude::*;

use super::config;
use crate::arbitrary::stamp;

/// What stands under an item, in two forms of the same substance.
const BODIES: [(&str, &str); 9] = [
    ("", "\n  <!-- nobody sees this -->\n"),
    (
        "\n  ```sh\n  migrate --dry-run\n  ```\n",
        "\n  ~~~\n  migrate   --dry-run\n\n  ~~~\n",
    ),
    (
        "\n  ```sh\n  migrate --drop-all\n  ```\n",
        "\n      migrate --drop-all\n",
    ),
    ("\n  host db-1\n", "\n  **Host**\n  DB-1 🎉\n"),
    ("\n  host db-2\n", "\n  > _host_ db-2 ✅\n"),
    (
        "\n  See [the runbook](/staging).\n",
        "\n  ⚠️ see **[the runbook](/staging)**.\n",
    ),
    (
        "\n  See [the runbook](/prod).\n",
        "\n  see [the\n  runbook](/prod).\n",
    ),
    (
        "  - with replicas\n  - without `-r`\n",
        "  1. With *replicas*\n  2. without `-r`\n",
    ),
    (
        "\n  | host | cpus |\n  | --- | --- |\n  | db-1 | 8 |\n",
        "\n  |Host|CPUs|\n  |:-:|-|\n  |db-1|**8**|\n",
    ),
];

/// What a heading says, in two forms.
const HEADINGS: [(&str, &str); 5] = [
    ("Staging", "🚀 STAGING"),
    ("Production", "**Production**"),
    ("Data bases", "Data   _bases_ ✅"),
    ("Phase 1", "❌ phase 1"),
    ("Phase 2", "PHASE 2"),
];

/// Two items have the same text.
const TEXTS: [&str; 3] = ["Restore backup", "Restore backup", "Smoke test passed"];

/// A document: by section its heading, and the body of each of its three items. Every part has its form.
#[derive(Debug, Clone, PartialEq)]
struct Document {
    title: Part,
    sections: Vec<(Part, [Part; 3])>,
}

/// Which of the texts, and in which form.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part {
    which: usize,
    form: bool,
}

impl Part {
    fn of(self, texts: &[(&'static str, &'static str)]) -> &'static str {
        let (one, other) = texts[self.which % texts.len()];
        if self.form { other } else { one }
    }
}

impl Document {
    fn text(&self) -> String {
        let mut text = format!("# {}\n", self.title.of(&HEADINGS));
        for (heading, bodies) in &self.sections {
            text.push_str(&format!("\n## {}\n\n", heading.of(&HEADINGS)));
            for (item, body) in TEXTS.iter().zip(bodies) {
                text.push_str(&format!("- [ ] {item}\n{}", body.of(&BODIES)));
            }
        }
        text
    }

    /// What an item means: the headings above it, its text, and its body.
    fn meaning(&self, section: usize, item: usize) -> (usize, usize, &'static str, usize) {
        let (heading, bodies) = &self.sections[section];
        let of = |part: Part, count: usize| part.which % count;
        let (heading, title) = (of(*heading, HEADINGS.len()), of(self.title, HEADINGS.len()));
        (title, heading, TEXTS[item], of(bodies[item], BODIES.len()))
    }

    fn meanings(&self) -> Vec<(usize, usize, &'static str, usize)> {
        let sections = 0..self.sections.len();
        sections
            .flat_map(|section| (0..3).map(move |item| self.meaning(section, item)))
            .collect()
    }

    /// The same with other forms.
    fn restyled(&self, forms: &[bool]) -> Document {
        let mut forms = forms.iter().copied().cycle();
        let mut restyle = |part: Part| Part {
            form: forms.next().unwrap_or_default(),
            ..part
        };
        Document {
            title: restyle(self.title),
            sections: self
                .sections
                .iter()
                .map(|(heading, bodies)| (restyle(*heading), bodies.map(&mut restyle)))
                .collect(),
        }
    }
}

fn part() -> impl Strategy<Value = Part> {
    (0..64_usize, any::<bool>()).prop_map(|(which, form)| Part { which, form })
}

fn document() -> impl Strategy<Value = Document> {
    let section = || (part(), [part(), part(), part()]);
    (part(), vec(section(), 1..4)).prop_map(|(title, sections)| Document { title, sections })
}

/// A workbook of this document in which these items are done or not applicable.
fn ticked(document: &Document, which: &[bool]) -> Workbook {
    let mut workbook = Workbook::new(
        Checklist::parse(document.text()),
        Progress::new("a.md", None),
    );
    let items: Vec<EntryId> = workbook.checklist().items().collect();
    for (index, entry) in items.into_iter().enumerate() {
        let edit = match (which[index % which.len()], index % 2) {
            (false, _) => continue,
            (true, 0) => Edit::State {
                entry,
                state: State::Done,
                reason: None,
            },
            (true, _) => Edit::State {
                entry,
                state: State::Na,
                reason: Some("why".to_owned()),
            },
        };
        workbook.apply(edit, &stamp("me", index)).unwrap();
    }
    workbook
}

/// The items that count as settled, with nothing left to confirm.
fn settled(workbook: &Workbook) -> Vec<bool> {
    let settles = |id| workbook.state(id) != State::Open && !workbook.needs_confirmation(id);
    workbook.checklist().items().map(settles).collect()
}

fn forgetful(workbook: &Workbook) -> Workbook {
    let mut progress = workbook.progress().clone();
    for event in progress.entries.values_mut().flatten() {
        (event.on.body, event.on.section) = (None, None);
    }
    Workbook::new(workbook.checklist().clone(), progress)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn reformatting_changes_nothing(
        document in document(), forms in vec(any::<bool>(), 1..20), which in vec(any::<bool>(), 1..9),
    ) {
        let mut workbook = ticked(&document, &which);
        let before = settled(&workbook);
        workbook.turn_to(Checklist::parse(document.restyled(&forms).text()));
        prop_assert_eq!(settled(&workbook), before, "{}", workbook.checklist().source());
        prop_assert_eq!(workbook.unmatched(), &[]);
    }

    #[test]
    fn changes_of_content_need_confirming(
        old in document(), changes in vec((0..16_usize, part()), 1..4), which in vec(any::<bool>(), 1..9),
    ) {
        let mut new = old.clone();
        for (at, part) in changes {
            let count = new.sections.len();
            let section = &mut new.sections[at / 4 % count];
            match (at, at % 4) {
                (15, _) => new.title = part,
                (_, 3) => section.0 = part,
                (_, item) => section.1[item] = part,
            }
        }
        let mut workbook = ticked(&old, &which);
        // As many of each meaning were settled.
        let was: Vec<_> = old.meanings().into_iter().zip(settled(&workbook)).collect();
        workbook.turn_to(Checklist::parse(new.text()));
        let now: Vec<_> = new.meanings().into_iter().zip(settled(&workbook)).collect();
        for (meaning, _) in now.iter().filter(|(_, settles)| *settles) {
            let count = |all: &[(_, bool)]| all.iter().filter(|it| **it == (*meaning, true)).count();
            prop_assert!(count(&was) >= count(&now), "{:?}\n{}\n{}", meaning, old.text(), new.text());
        }
        // Confirming all of it makes it count, and undoing that asks again.
        let (open, asked) = (settled(&workbook), workbook.clone());
        let edits: Vec<Edit> =
            workbook.checklist().ids().filter(|&id| workbook.checklist().entry(id).parent.is_none())
                .flat_map(|id| workbook.confirm_under(id)).collect();
        if let Some(step) = workbook.apply_all(edits, &stamp("me", 100)).unwrap() {
            let confirmed = settled(&workbook);
            let states: Vec<bool> =
                asked.checklist().items().map(|id| asked.state(id) != State::Open).collect();
            prop_assert_eq!(&confirmed, &states);
            workbook.turn_to(workbook.checklist().clone());
            prop_assert_eq!(settled(&workbook), confirmed, "opened anew");
            workbook.undo(&step, &stamp("me", 101)).unwrap();
            prop_assert_eq!(settled(&workbook), open);
        }
    }

    #[test]
    fn swapped_items_keep_their_ticks(
        document in document(), turn in 1..9_usize, which in vec(any::<bool>(), 1..9),
    ) {
        // In each section the two with the same text, of different bodies.
        let mut old = document;
        for (_, bodies) in &mut old.sections {
            if bodies[0].which % BODIES.len() == bodies[1].which % BODIES.len() {
                bodies[1].which = bodies[0].which + 1 + turn % (BODIES.len() - 1);
            }
        }
        // No two sections have the same heading.
        let first = old.sections[0].0.which;
        for (at, (heading, _)) in old.sections.iter_mut().enumerate() {
            heading.which = first + at;
        }
        let mut new = old.clone();
        for (_, bodies) in &mut new.sections {
            bodies.swap(0, 1);
        }
        let mut workbook = ticked(&old, &which);
        let was = settled(&workbook);
        workbook.turn_to(Checklist::parse(new.text()));
        let now = settled(&workbook);
        for section in 0..old.sections.len() {
            let at = 3 * section;
            // An item without a body can't be told by it: it asks.
            let has_bodies = old.sections[section].1[..2].iter().all(|it| it.which % BODIES.len() > 0);
            if has_bodies {
                prop_assert_eq!((now[at], now[at + 1]), (was[at + 1], was[at]), "{}", old.text());
            }
            prop_assert!(now[at] <= was[at + 1] && now[at + 1] <= was[at], "{}", old.text());
            prop_assert_eq!(now[at + 2], was[at + 2]);
        }
    }

    #[test]
    fn ticks_without_memory_stay_after_any_change_below(
        old in document(), bodies in vec(part(), 1..9), which in vec(any::<bool>(), 1..9),
    ) {
        let mut workbook = forgetful(&ticked(&old, &which));
        let before = settled(&workbook);
        let mut new = old.clone();
        for (at, (_, under)) in new.sections.iter_mut().enumerate() {
            *under = [0, 1, 2].map(|item| bodies[(3 * at + item) % bodies.len()]);
        }
        workbook.turn_to(Checklist::parse(new.text()));
        prop_assert_eq!(settled(&workbook), before);
        prop_assert!(workbook.progress().events().all(|(_, event)| event.on.body.is_none()));
    }
}

#[test]
fn different_content_always_differs() {
    let bodies = BODIES.map(|(body, _)| format!("- [ ] a\n{body}"));
    let mut fingerprints: Vec<String> = bodies
        .iter()
        .map(|text| Checklist::parse(text).body(EntryId(0)).to_owned())
        .collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), BODIES.len());
}
