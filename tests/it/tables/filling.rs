//! Empty places to fill: which of them a verdict names, which it counts, and which block, by default and by stricter rules.

use gonogo::checklist::{BlankId, Checklist, EntryId, Need};
use gonogo::progress::{Aspect, Correction, State};
use gonogo::workbook::{Blocker, Edit, Requirement, Requirements, Rules, Workbook};

use super::{apply, item, merged, set, stamp, workbook};

const AT: &str = "2026-11-21T21:04:00Z";
const LATER: &str = "2026-11-21T22:00:00Z";

/// What a verdict has by default, and what else it has where blanks or placeholders are required.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    /// The blockers, then what remains after the launch, as kinds with lines.
    default: String,
    /// The lines of ticked items that contradict themselves.
    named: String,
    /// Empty places, empty placeholders in ticked items, required places that are filled, and all of these.
    counted: [usize; 4],
    /// The blockers that `--require blanks` adds.
    blanks: String,
    /// The blockers that `--require placeholders` adds.
    placeholders: String,
}

fn lines(of: &[Blocker], workbook: &Workbook) -> Vec<String> {
    let told = |one: &Blocker| {
        let line = workbook.line_of(one);
        let line = line.map_or_else(|| "document".to_owned(), |line| line.to_string());
        format!("{}:{line}", one.reason.name())
    };
    of.iter().map(told).collect()
}

fn judged(workbook: &Workbook, require: &[Requirement]) -> Vec<String> {
    let rules = Rules {
        require: require.iter().copied().collect::<Requirements>(),
        ..Rules::default()
    };
    let verdict = workbook.verdict_by(rules);
    let mut all = lines(&verdict.blockers, workbook);
    let remaining = lines(&verdict.remaining, workbook).into_iter();
    let remaining = remaining.filter(|one| !one.starts_with("no-go-live"));
    all.extend(remaining.map(|one| format!("then {one}")));
    all
}

fn told(workbook: &Workbook) -> Told {
    let default = judged(workbook, &[]);
    let added = |kind| {
        let mut more = judged(workbook, &[kind]);
        for one in &default {
            let at = more.iter().position(|other| other == one);
            more.remove(at.expect("stricter rules forgive nothing"));
        }
        more.join(" ")
    };
    let (verdict, basis) = (workbook.verdict(), workbook.basis());
    let contradictions = verdict.contradictions.iter();
    let named: Vec<String> = contradictions
        .map(|one| workbook.line_of(one).unwrap().to_string())
        .collect();
    Told {
        blanks: added(Requirement::Blanks),
        placeholders: added(Requirement::Placeholders),
        default: default.join(" "),
        named: named.join(" "),
        counted: [
            basis.not_counted.blanks,
            basis.not_counted.placeholders,
            basis.required_blanks.filled,
            basis.required_blanks.total,
        ],
    }
}

/// A document in which nothing was done, with what is told of it: default, named, counted, blanks, placeholders.
type Row<'a> = (&'a str, &'a str, &'a str, [usize; 4], &'a str, &'a str);

fn expect(workbook: &Workbook, (document, default, named, counted, blanks, placeholders): Row) {
    let right = Told {
        default: default.to_owned(),
        named: named.to_owned(),
        counted,
        blanks: blanks.to_owned(),
        placeholders: placeholders.to_owned(),
    };
    assert_eq!(told(workbook), right, "{document}");
}

/// Documents of which the items before the launch are ticked in the document; the head of the file explains the format.
const DOCUMENTS: &str = include_str!("filling.txt");

#[test]
fn empty_places_are_named_counted_and_block_by_the_rules() {
    let (_, table) = DOCUMENTS.split_once("\n\n").unwrap();
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("// "));
    let lines: Vec<&str> = lines.collect();
    assert!(lines.len() > 80, "{}", lines.len());
    for row in lines.chunks(2) {
        let [document, right] = row else {
            panic!("{row:?} is no case");
        };
        let document = document.replace("\\n", "\n") + "\n";
        let right: Vec<&str> = right
            .split(';')
            .map(str::trim)
            .map(|text| if text == "-" { "" } else { text })
            .collect();
        let [default, named, counted, blanks, placeholders] = right[..] else {
            panic!("{right:?}: {document}");
        };
        let numbers: Vec<usize> = counted.split(' ').map(|one| one.parse().unwrap()).collect();
        let counted = numbers.try_into().expect(&document);
        let right = (
            document.as_str(),
            default,
            named,
            counted,
            blanks,
            placeholders,
        );
        expect(&workbook(&document), right);
    }
}

fn variable(workbook: &Workbook, slug: &str) -> gonogo::checklist::VariableId {
    workbook.checklist().variable_called(slug).unwrap()
}

fn fill_variable(workbook: &mut Workbook, slug: &str, value: &str, by: &str) {
    let edit = Edit::SetVariable {
        variable: variable(workbook, slug),
        value: value.to_owned(),
    };
    apply(workbook, edit, by, AT);
}

fn fill(workbook: &mut Workbook, blank: usize, value: &str) {
    super::fill(workbook, blank, value, "ann", AT);
}

fn need(workbook: &mut Workbook, entry: usize, need: Option<Need>, by: &str) {
    let edit = Edit::Correct {
        entry: EntryId(entry),
        aspect: Aspect::Need,
        value: need.map(Correction::Need),
    };
    apply(workbook, edit, by, if by == "ann" { AT } else { LATER });
}

/// A document, what people did, and what is told of it then.
type Acted = (&'static str, fn(&mut Workbook), Row<'static>);

fn require(workbook: &mut Workbook, slug: &str, need: Option<Need>, by: &str) {
    let edit = Edit::CorrectVariable {
        variable: variable(workbook, slug),
        need,
    };
    apply(workbook, edit, by, if by == "ann" { AT } else { LATER });
}

/// Everything filled, or nothing to fill.
const NOTHING: [usize; 4] = [0, 0, 0, 0];

const OUTSIDE: &str = "# R {{version}}\n- [x] a\n\nRegion: ____\n\nUse {{version}}.\n";
const INSIDE: &str = "- [x] Tag {{version}} on YYYY-MM-DD\n";
const REQUIRED: &str = "- [x] a\n\nRegion: ____ {{host}} <!-- gonogo: required -->\n";
const TWICE: &str = "- [x] Tag {{version}}\n- [x] Ship {{version}}\n";
const LINKED: &str = "- [x] a\n\nDomain: ____\n\nOpen https://your-domain.com now.\n";

/// What people did, and what is told then.
const ACTED: &[Acted] = &[
    (
        OUTSIDE,
        |of| fill(of, 0, "eu"),
        ("", "", "", [1, 0, 0, 0], "unfilled:1", ""),
    ),
    (
        OUTSIDE,
        |of| fill_variable(of, "version", "2", "ann"),
        ("", "", "", [1, 0, 0, 0], "unfilled:4", ""),
    ),
    // A value that is a placeholder itself is none.
    (
        OUTSIDE,
        |of| fill(of, 0, "TBD"),
        ("", "", "", [2, 0, 0, 0], "unfilled:1 unfilled:4", ""),
    ),
    (
        OUTSIDE,
        |of| fill_variable(of, "version", "{{version}}", "ann"),
        ("", "", "", [2, 0, 0, 0], "unfilled:1 unfilled:4", ""),
    ),
    (
        INSIDE,
        |of| fill_variable(of, "version", "2", "ann"),
        ("", "", "1", [0, 1, 0, 0], "", "unreplaced:1"),
    ),
    (
        INSIDE,
        |of| {
            fill_variable(of, "version", "2", "ann");
            fill(of, 0, "2026-11-21");
        },
        ("", "", "", NOTHING, "", ""),
    ),
    // Somebody who answers with a placeholder says that the item isn't done.
    (
        INSIDE,
        |of| {
            fill_variable(of, "version", "2", "ann");
            fill(of, 0, "TBD");
        },
        ("", "placeholder:1", "", NOTHING, "", ""),
    ),
    (
        INSIDE,
        |of| set(of, 1, State::Na, "ann", AT),
        ("", "", "", NOTHING, "", ""),
    ),
    (
        INSIDE,
        |of| set(of, 1, State::Waived, "ann", AT),
        ("", "", "", NOTHING, "", ""),
    ),
    (
        REQUIRED,
        |of| fill(of, 0, "eu"),
        ("", "unfilled:3", "", [0, 0, 1, 2], "", ""),
    ),
    (
        REQUIRED,
        |of| {
            fill(of, 0, "eu");
            fill_variable(of, "host", "db 1; rm", "ann");
        },
        ("", "", "", [0, 0, 2, 2], "", ""),
    ),
    // A value for one entry fills its place only.
    (
        TWICE,
        |of| {
            let edit = Edit::SetVariableAt {
                variable: variable(of, "version"),
                entry: item(of, 1),
                value: "2".to_owned(),
            };
            apply(of, edit, "ann", AT);
        },
        ("", "", "2", [0, 1, 0, 0], "", "unreplaced:2"),
    ),
    // One answer is asked for once, and fills the variable that is linked to its blank.
    (
        LINKED,
        |of| link(of, 0),
        ("", "", "", [1, 0, 0, 0], "unfilled:3", ""),
    ),
    (
        LINKED,
        |of| {
            link(of, 0);
            fill(of, 0, "a.com");
        },
        ("", "", "", NOTHING, "", ""),
    ),
    // People: required, optional, and neither again.
    (
        OUTSIDE,
        |of| need(of, 2, Some(Need::Required), "ann"),
        ("", "unfilled:4", "", [1, 0, 0, 1], "unfilled:1", ""),
    ),
    (
        OUTSIDE,
        |of| need(of, 2, Some(Need::Optional), "ann"),
        ("", "", "", [1, 0, 0, 0], "unfilled:1", ""),
    ),
    (
        OUTSIDE,
        |of| need(of, 0, Some(Need::Required), "ann"),
        ("", "unfilled:1 unfilled:4", "", [0, 0, 0, 2], "", ""),
    ),
    // A person says so of a variable: wherever its places are, on a line that is no entry, in an item, in its commands.
    (
        OUTSIDE,
        |of| require(of, "version", Some(Need::Required), "ann"),
        ("", "unfilled:1", "", [1, 0, 0, 1], "unfilled:4", ""),
    ),
    (
        OUTSIDE,
        |of| {
            require(of, "version", Some(Need::Required), "ann");
            fill_variable(of, "version", "2", "ann");
        },
        ("", "", "", [1, 0, 1, 1], "unfilled:4", ""),
    ),
    (
        OUTSIDE,
        |of| require(of, "version", Some(Need::Optional), "ann"),
        ("", "", "", [1, 0, 0, 0], "unfilled:4", ""),
    ),
    (
        OUTSIDE,
        |of| {
            require(of, "version", Some(Need::Required), "ann");
            require(of, "version", None, "ann");
        },
        ("", "", "", [2, 0, 0, 0], "unfilled:1 unfilled:4", ""),
    ),
    (
        INSIDE,
        |of| require(of, "version", Some(Need::Required), "ann"),
        (
            "",
            "unfilled:1",
            "1 1",
            [0, 2, 0, 1],
            "",
            "unreplaced:1 unreplaced:1",
        ),
    ),
    (
        INSIDE,
        |of| require(of, "version", Some(Need::Optional), "ann"),
        ("", "", "1", [0, 1, 0, 0], "", "unreplaced:1"),
    ),
    (
        LINKED,
        |of| {
            require(of, "your-domain-com", Some(Need::Required), "ann");
            link(of, 0);
        },
        ("", "unfilled:5", "", [1, 0, 0, 1], "unfilled:3", ""),
    ),
    (
        REQUIRED,
        |of| require(of, "host", Some(Need::Optional), "ann"),
        ("", "unfilled:3", "", [0, 0, 0, 1], "", ""),
    ),
    (
        REQUIRED,
        |of| need(of, 1, Some(Need::Optional), "ann"),
        ("", "", "", NOTHING, "", ""),
    ),
];

#[test]
fn values_fill_places_unless_they_do_not_hold() {
    for (document, act, row) in ACTED {
        let mut of = workbook(document);
        act(&mut of);
        expect(&of, (document, row.1, row.2, row.3, row.4, row.5));
    }
}

fn link(workbook: &mut Workbook, blank: usize) {
    let slug = workbook.checklist().variables()[0].slug.clone();
    let edit = Edit::LinkVariable {
        variable: variable(workbook, &slug),
        blank: Some(BlankId(blank)),
    };
    apply(workbook, edit, "ann", AT);
}

#[test]
fn values_in_conflict_block_and_fill_nothing() {
    let document = "# R {{version}}\n- [x] Tag {{version}}\n\nRegion: ____\n";
    let (mut ann, mut bob) = (workbook(document), workbook(document));
    fill_variable(&mut ann, "version", "2", "ann");
    fill_variable(&mut bob, "version", "3", "bob");
    let both = merged(&ann, &bob);
    expect(
        &both,
        (
            document,
            "conflict:1",
            "2",
            [2, 1, 0, 0],
            "unfilled:4",
            "unreplaced:2",
        ),
    );
    fill(&mut ann, 0, "eu");
    super::fill(&mut bob, 0, "us", "bob", LATER);
    let both = merged(&ann, &bob);
    // The blank is a blocker of its own, and isn't listed as empty, too.
    expect(
        &both,
        (
            document,
            "conflict:1 conflict:4",
            "2",
            [2, 1, 0, 0],
            "",
            "unreplaced:2",
        ),
    );
}

#[test]
fn corrections_in_conflict_hold_on_their_safe_side() {
    let document = "- [x] a\n\nRegion: ____\n";
    let (mut ann, mut bob) = (workbook(document), workbook(document));
    need(&mut ann, 1, Some(Need::Optional), "ann");
    need(&mut bob, 1, Some(Need::Required), "bob");
    expect(
        &merged(&ann, &bob),
        (document, "conflict:3 unfilled:3", "", [0, 0, 0, 1], "", ""),
    );
}

#[test]
fn needs_of_variables_in_conflict_hold_on_their_safe_side() {
    let document = "- [x] a\n\nUse {{host}}.\n";
    let (mut ann, mut bob) = (workbook(document), workbook(document));
    require(&mut ann, "host", Some(Need::Optional), "ann");
    require(&mut bob, "host", Some(Need::Required), "bob");
    let mut both = merged(&ann, &bob);
    let row = (document, "conflict:3 unfilled:3", "", [0, 0, 0, 1], "", "");
    expect(&both, row);
    let conflicts: Vec<String> = both
        .conflicts()
        .iter()
        .map(gonogo::workbook::Conflict::describe)
        .collect();
    assert_eq!(
        conflicts,
        ["optional (ann, 2026-11-21 21:04 UTC) or required (bob, 2026-11-21 22:00 UTC)"]
    );
    require(&mut both, "host", Some(Need::Optional), "ann");
    expect(&both, (document, "", "", NOTHING, "", ""));
}

#[test]
fn need_of_a_variable_is_undone_compared_and_kept_where_the_variable_is_gone() {
    let document = "- [x] a\n\nUse {{host}}.\n";
    let before = workbook(document);
    let mut of = workbook(document);
    let edit = |of: &Workbook| Edit::CorrectVariable {
        variable: variable(of, "host"),
        need: Some(Need::Required),
    };
    let required = edit(&of);
    let step = of
        .apply(required.clone(), &stamp("ann", AT))
        .unwrap()
        .unwrap();
    assert_eq!(of.apply(required, &stamp("ann", AT)).unwrap(), None);
    assert_eq!(of.verdict().name(), "no-go");
    let changes = of.changed_from(&before);
    let told: Vec<_> = changes
        .iter()
        .map(|it| {
            let after = it.after.as_ref().and_then(|after| after.value.as_deref());
            (of.name_of(it.entry, &it.about), after)
        })
        .collect();
    assert_eq!(told, [("need of {{host}}".to_owned(), Some("required"))]);
    let row = of
        .explain()
        .into_iter()
        .find(|row| row.value == "need required");
    assert_eq!(
        row.map(|row| (row.line, row.text, row.words)),
        Some((3, "host".to_owned(), "ann".to_owned()))
    );
    let redo = of.undo(&step, &stamp("ann", AT)).unwrap();
    assert_eq!(of.verdict().name(), "go");
    of.undo(&redo, &stamp("ann", AT)).unwrap();
    assert_eq!(of.verdict().name(), "no-go");
    // Its variable has another name now: nothing is forgotten silently.
    of.turn_to(Checklist::parse("- [x] a\n\nUse {{server}}.\n"));
    assert_eq!(of.verdict().name(), "go");
    let unmatched = of.unmatched().to_vec();
    let gists: Vec<String> = unmatched
        .iter()
        .map(gonogo::workbook::Unmatched::gist)
        .collect();
    assert_eq!(gists, ["host: required"]);
    let mut dropped = of.clone();
    let put = Edit::PutInVariable {
        what: Box::new(unmatched[0].clone()),
        variable: variable(&of, "server"),
    };
    apply(&mut of, put, "ann", LATER);
    assert_eq!((of.verdict().name(), of.unmatched().len()), ("no-go", 0));
    let drop = Edit::Dismiss {
        what: Box::new(unmatched[0].clone()),
    };
    apply(&mut dropped, drop, "ann", LATER);
    assert_eq!(
        (dropped.verdict().name(), dropped.unmatched().len()),
        ("go", 0)
    );
}

#[test]
fn value_of_one_entry_that_does_not_hold_leaves_its_place_empty() {
    let document = "- [x] Tag {{version}}\n- [x] Ship {{version}}\n";
    let here = |of: &mut Workbook, value: &str, by: &str| {
        let edit = Edit::SetVariableAt {
            variable: variable(of, "version"),
            entry: item(of, 1),
            value: value.to_owned(),
        };
        apply(of, edit, by, AT);
    };
    let mut ann = workbook(document);
    fill_variable(&mut ann, "version", "2", "ann");
    let mut bob = ann.clone();
    here(&mut ann, "3", "ann");
    here(&mut bob, "4", "bob");
    let both = merged(&ann, &bob);
    let row = (
        document,
        "conflict:1",
        "1",
        [0, 1, 0, 0],
        "",
        "unreplaced:1",
    );
    expect(&both, row);
    let version = variable(&both, "version");
    assert!(!both.is_variable_filled(version));
    assert_eq!(
        (both.tally().filled, both.empty_variables(item(&both, 1))),
        (0, vec![version])
    );
    assert_eq!(both.empty_variables(item(&both, 2)), []);
    // The line has changed since.
    ann.turn_to(Checklist::parse(document.replace("Tag", "Tags")));
    assert_eq!(lines(&ann.verdict().contradictions, &ann), ["unreplaced:1"]);
    assert!(!ann.is_variable_filled(version));
}

#[test]
fn values_that_need_confirming_count_as_empty() {
    let document = "# R {{version}}\n- [x] a\n\nRegion: ____ <!-- gonogo: required -->\n";
    let mut before = workbook(document);
    fill(&mut before, 0, "eu");
    fill_variable(&mut before, "version", "2", "ann");
    expect(&before, (document, "", "", [0, 0, 1, 1], "", ""));
    // Copied from another run.
    let mut next = workbook(document);
    assert_eq!(next.carry_over(&before, &stamp("ann", LATER)), 2);
    expect(
        &next,
        (document, "unfilled:4", "", [1, 0, 0, 1], "unfilled:1", ""),
    );
    // The line has changed.
    let edited = document.replace("Region:", "Region of the database:");
    before.turn_to(Checklist::parse(edited));
    expect(&before, (document, "unfilled:4", "", [0, 0, 0, 1], "", ""));
    // The variable is gone from the document: nothing is left to fill.
    before.turn_to(Checklist::parse("# R\n- [x] a\n"));
    expect(&before, (document, "", "", NOTHING, "", ""));
}

#[test]
fn launch_is_complete_with_empty_blanks_that_nobody_requires() {
    let document = "- [x] a\n\nZone: ____\n## Launch Day\n- [x] b\n\nBridge: ____\n\nRoom: ____ <!-- gonogo: required -->\n";
    let mut of = workbook(document);
    let live = Edit::Live {
        at: Some(super::time(AT)),
    };
    apply(&mut of, live, "ann", AT);
    assert_eq!(
        (of.verdict().name(), of.verdict().remaining.len()),
        ("go", 1)
    );
    fill(&mut of, 2, "4");
    assert_eq!(of.verdict().name(), "complete");
    let told = "2 required items: 2 pre-ticked. Required blanks: 1 of 1 filled. Not counted: 2 blanks empty. \
                Corrected: 1 reading by annotations.";
    assert_eq!(of.basis().sentences().join(" "), told);
}

#[test]
fn many_places_of_one_variable_are_one() {
    let places = "- [x] Tag {{version}}\n\nUse {{ Version }}.\n\n".repeat(5000);
    let of = workbook(&format!("# R {{{{version}}}}\n\n{places}"));
    assert_eq!(of.verdict().contradictions.len(), 5000);
    let rules = Rules {
        require: Requirements::STRICT,
        ..Rules::default()
    };
    let verdict = of.verdict_by(rules);
    let unfilled = verdict.blockers.iter().map(|one| one.reason.name());
    assert_eq!(unfilled.filter(|name| *name == "unfilled").count(), 1);
    let basis = of.basis();
    assert_eq!(
        (basis.not_counted.blanks, basis.not_counted.placeholders),
        (1, 5000)
    );
    let tally = of.tally();
    assert_eq!((tally.filled, tally.blanks, tally.variables), (0, 1, 1));
}

#[test]
fn sections_count_a_variable_where_it_stands_first() {
    let of = workbook(
        "Use <zone>.\n\n# R {{version}}\n\n## A\n\nUse <db-host>: ____\n\n## B\n\nUse <db-host> {{version}} <own>: ____\n",
    );
    let checklist = of.checklist();
    let sections: Vec<[usize; 2]> = checklist
        .top_sections()
        .map(|id| of.tally_of(id))
        .map(|tally| [tally.blanks, tally.variables])
        .collect();
    let all = of.tally();
    assert_eq!(sections, [[2, 1], [2, 1]]);
    // The title and what is above it are the rest.
    assert_eq!([all.blanks, all.variables], [6, 4]);
}
