//! What stands around the document on the page: counts, what is in the way, exceptions, conflicts, what found no
//! place, sign-offs, people and the audit.

use super::text::{escape, isolated, typed};
use super::{anchor, word};
use crate::checklist::EntryId;
use crate::progress::{RegisterKey, State};
use crate::report::appendix::{CONFLICTS, EXCEPTIONS, UNMATCHED, WHOLE};
use crate::report::summary::{Facts, SignOff, Worker};
use crate::sanitize;
use crate::workbook::describe::{self, ATTESTATION};
use crate::workbook::{BlockerKind, Tally, Told, Unmatched, Workbook};

/// So many blockers are listed without being asked for.
const FEW: usize = 12;

/// The chapters that there are, by their places in the page.
pub(super) fn names(workbook: &Workbook, facts: &Facts) -> Vec<(&'static str, &'static str)> {
    let chapters = [
        (
            "exceptions",
            "Exceptions",
            !facts.exceptions.is_empty() || !facts.forced.is_empty(),
        ),
        ("conflicts", "Conflicts", !facts.conflicts.is_empty()),
        ("unplaced", "Unplaced", !workbook.unmatched().is_empty()),
        (
            "sign-offs",
            "Sign-offs",
            !facts.is_unmarked && !facts.signoffs.is_empty(),
        ),
        ("people", "People", !facts.people.is_empty()),
        ("audit", "Audit", !facts.deeds.is_empty()),
    ];
    chapters
        .into_iter()
        .filter(|(.., is_there)| *is_there)
        .map(|(anchor, name, _)| (anchor, name))
        .collect()
}

/// What stands above the document: the tallies, and what is in the way.
pub(super) fn above(workbook: &Workbook, facts: &Facts) -> String {
    if facts.is_unmarked {
        return String::new();
    }
    tallies(workbook, facts) + &blockers(workbook, facts)
}

/// What stands below the document.
pub(super) fn below(workbook: &Workbook, facts: &Facts) -> String {
    let about = |anchor| match anchor {
        "exceptions" => EXCEPTIONS,
        "conflicts" => CONFLICTS,
        "unplaced" => UNMATCHED,
        "sign-offs" => ATTESTATION,
        _ => "",
    };
    let content = |anchor| match anchor {
        "exceptions" => exceptions(workbook, facts),
        "conflicts" => conflicts(workbook, facts),
        "unplaced" => workbook.unmatched().iter().map(unmatched).collect(),
        "sign-offs" => signoffs(workbook, facts),
        "people" => people(facts),
        _ => audit(facts),
    };
    let chapter = |(anchor, name)| {
        // The audit is long: it is there for who asks.
        let about = Some(about(anchor)).filter(|about| !about.is_empty());
        let about = about
            .map(|about| format!("<p>{about}</p>\n"))
            .unwrap_or_default();
        let open = if anchor == "audit" {
            ""
        } else {
            " open=\"open\""
        };
        format!(
            "<section class=\"chapter\" id=\"{anchor}\">\n<details{open}><summary><h2>{name}</h2></summary>\n\
             {about}{}</details>\n</section>\n",
            content(anchor)
        )
    };
    names(workbook, facts).into_iter().map(chapter).collect()
}

/// Counts of the phases, where there is more than one, and of the sections.
fn tallies(workbook: &Workbook, facts: &Facts) -> String {
    let heads = |what| {
        [
            what,
            "Items",
            "Done",
            "Open",
            "Blocked",
            "N/A",
            "Waived",
            "Blanks filled",
        ]
    };
    let phases = facts.phases.iter().filter(|_| facts.phases.len() > 1);
    let phases: String = phases
        .map(|(phase, tally)| tally_row(phase.name(), *tally))
        .collect();
    let phases = if phases.is_empty() {
        phases
    } else {
        table(&heads("Phase"), &phases, "counts")
    };
    let mut rows = String::new();
    for (id, tally) in &facts.sections {
        let name = typed(&sanitize::one_line(&workbook.reading(*id)));
        rows.push_str(&tally_row(
            &format!("<a href=\"#{}\">{name}</a>", anchor(*id)),
            *tally,
        ));
    }
    rows.push_str(&tally_row("<strong>All</strong>", facts.tally));
    let tables = phases + &table(&heads("Section"), &rows, "counts");
    if facts.tally.pre_ticked == 0 {
        return tables;
    }
    let pre_ticked = facts.tally.pre_ticked;
    format!(
        "{tables}<p>{pre_ticked} of those done are ticked by the document and confirmed by nobody here.</p>\n"
    )
}

fn tally_row(name: &str, tally: Tally) -> String {
    let states = [
        State::Done,
        State::Open,
        State::Blocked,
        State::Na,
        State::Waived,
    ];
    let states: String = states
        .map(|state| format!("<td>{}</td>", tally.of(state)))
        .concat();
    format!(
        "<tr><th scope=\"row\">{name}</th><td>{}</td>{states}<td>{} of {}</td></tr>\n",
        tally.total(),
        tally.filled,
        tally.blanks
    )
}

fn table(heads: &[&str], rows: &str, class: &str) -> String {
    let heads: Vec<String> = heads
        .iter()
        .map(|head| format!("<th scope=\"col\">{head}</th>"))
        .collect();
    let heads = heads.concat();
    format!(
        "<div class=\"table\"><table class=\"{class}\"><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"
    )
}

fn blockers(workbook: &Workbook, facts: &Facts) -> String {
    let lines = facts.verdict.blockers.iter().map(|blocker| {
        let why = typed(&describe::blocker(workbook, blocker));
        let place = blocker.entry.zip(describe::blocker_name(workbook, blocker));
        let place = place.map(|(id, name)| format!(" {}", link_called(workbook, id, &name)));
        format!("<li><b>{why}</b>{}</li>\n", place.unwrap_or_default())
    });
    let lines: String = lines.collect();
    let mut remedies: Vec<(BlockerKind, &str)> = Vec::new();
    for blocker in &facts.verdict.blockers {
        let remedy = (blocker.reason.kind(), blocker.reason.remedy());
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    let remedy = |(kind, remedy): (BlockerKind, &str)| {
        format!(
            "<dt>{}</dt><dd>{}</dd>\n",
            typed(kind.label()),
            with_commands(remedy)
        )
    };
    let remedies: String = remedies.into_iter().map(remedy).collect();
    match facts.verdict.blockers.len() {
        0 => String::new(),
        count => format!(
            "<details class=\"obstacles\"{}><summary>In the way: {count}</summary>\n<ol>\n{lines}</ol>\n\
             <p>What removes it:</p>\n<dl>\n{remedies}</dl>\n</details>\n",
            if count <= FEW { " open=\"open\"" } else { "" }
        ),
    }
}

/// A sentence of ours with its commands, which stand in backticks, as code.
fn with_commands(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let html = |(index, part): (usize, &str)| match index % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", typed(part)),
    };
    parts.map(html).collect()
}

/// The name of an entry, leading to its place.
fn link(workbook: &Workbook, id: EntryId) -> String {
    link_called(workbook, id, &workbook.reading(id))
}

/// A name that leads to the place of an entry.
fn link_called(workbook: &Workbook, id: EntryId, name: &str) -> String {
    let checklist = workbook.checklist();
    let name = if name.trim().is_empty() {
        "(no text)"
    } else {
        name
    };
    let name = isolated(&sanitize::one_line(name));
    // Lines and boxes have no place of their own in the page: what they stand under has.
    let has_place =
        |up: &EntryId| checklist.entry(*up).is_item() || checklist.entry(*up).is_section();
    let place = std::iter::once(id)
        .chain(checklist.ancestors(id))
        .find(has_place);
    let place = place.filter(|&place| checklist.title() != Some(place));
    place.map_or_else(
        || name.clone(),
        |place| format!("<a href=\"#{}\">{name}</a>", anchor(place)),
    )
}

fn by(who: &str, at: &str) -> String {
    format!(
        "<span class=\"by\">{}, {}</span>",
        isolated(who),
        typed(&sanitize::time(at))
    )
}

fn list(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.map(|line| format!("<li>{line}</li>\n")).collect();
    format!("<ul>\n{}</ul>\n", lines.concat())
}

fn exceptions(workbook: &Workbook, facts: &Facts) -> String {
    let line = |class: &str, word: &str, what: &str, reason: &str, by: &str| {
        let reason = isolated(reason);
        format!(
            "<span class=\"chip {class}\">{word}</span> {what}: <span class=\"typed\">{reason}</span> {by}"
        )
    };
    let items = facts.exceptions.iter().map(|exception| {
        let reason = exception.reason.as_deref().unwrap_or("no reason given");
        let (what, by) = (
            link(workbook, exception.entry),
            by(&exception.who, &exception.at),
        );
        line(
            exception.state.name(),
            word(exception.state),
            &what,
            reason,
            &by,
        )
    });
    let forced = facts.forced.iter().map(|forced| {
        let by = by(&forced.who, &forced.at);
        line(
            "conflict",
            "forced signature",
            &isolated(&forced.role),
            &forced.reason,
            &by,
        )
    });
    list(items.chain(forced))
}

fn conflicts(workbook: &Workbook, facts: &Facts) -> String {
    list(facts.conflicts.iter().map(|conflict| {
        let beside = workbook.beside(conflict.entry, &conflict.about);
        let beside = beside
            .map(|beside| format!(", {}", isolated(&beside)))
            .unwrap_or_default();
        let name = conflict
            .entry
            .map_or_else(|| WHOLE.to_owned(), |id| link(workbook, id));
        format!("{name}{beside}\n{}", answers(&conflict.answers))
    }))
}

fn answers(answers: &[Told]) -> String {
    list(answers.iter().map(|told| {
        format!(
            "<span class=\"typed\">{}</span> {}",
            isolated(&told.answer),
            by(&told.who, &told.at)
        )
    }))
}

fn unmatched(unmatched: &Unmatched) -> String {
    let told = |(place, told): (RegisterKey, Vec<Told>)| {
        format!(
            "<p>{}</p>{}",
            typed(&describe::register_label(place)),
            answers(&told)
        )
    };
    let mut lines: String = unmatched.told().map(told).collect();
    for note in &unmatched.marks.notes {
        lines.push_str(&format!(
            "<p class=\"typed\">{} {}</p>",
            isolated(&note.text),
            by(&note.who(), &note.at)
        ));
    }
    let (name, key) = (isolated(unmatched.name()), isolated(&unmatched.unit.key));
    format!("<div class=\"unplaced\"><p><b>{name}</b> <code>{key}</code></p>\n{lines}</div>\n")
        .replace("<ul>\n</ul>\n", "")
}

fn signoffs(workbook: &Workbook, facts: &Facts) -> String {
    let row = |signoff: &SignOff| {
        let value = |blank| typed(workbook.value(blank).unwrap_or_default());
        let signed = signoff
            .signed
            .as_ref()
            .map(|(who, at)| by(who, at))
            .unwrap_or_default();
        format!(
            "<tr class=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td class=\"standing\">{}</td>\
             <td>{signed}</td><td class=\"digest\">{}</td></tr>\n",
            signoff.standing,
            typed(&signoff.role),
            value(signoff.person),
            value(signoff.date),
            signoff.in_words(),
            typed(signoff.digest.as_deref().unwrap_or_default())
        )
    };
    let rows: String = facts.signoffs.iter().map(row).collect();
    let twice = workbook.signed_twice().into_iter().map(|(name, signoffs)| {
        let roles: Vec<String> = signoffs
            .iter()
            .map(|&signoff| isolated(workbook.role(signoff)))
            .collect();
        format!(
            "<p>One person in several roles: {} as {}.</p>\n",
            isolated(&name),
            roles.join(", ")
        )
    });
    let heads = ["Role", "Name", "Date", "Is", "Signed by", "Digest"];
    table(&heads, &rows, "signoffs") + &twice.collect::<String>()
}

fn people(facts: &Facts) -> String {
    let row = |person: &Worker| {
        let times = [&person.first, &person.last]
            .map(|at| format!("<td>{}</td>", typed(&sanitize::time(at))));
        let who = typed(&person.who);
        format!(
            "<tr><th scope=\"row\">{who}</th><td>{}</td>{}</tr>\n",
            person.changes,
            times.concat()
        )
    };
    let rows: String = facts.people.iter().map(row).collect();
    table(&["Who", "Changes", "First", "Last"], &rows, "people")
}

fn audit(facts: &Facts) -> String {
    let mut rows = String::new();
    for deed in &facts.deeds {
        let to = if deed.to.is_empty() {
            String::new()
        } else {
            format!(": {}", isolated(&deed.to))
        };
        rows.push_str(&format!(
            "<tr><td class=\"when\">{}</td><td class=\"who\">{}</td><td class=\"typed\"><b>{}</b>{to}</td>\
             <td class=\"where\">{}</td></tr>\n",
            typed(&sanitize::time(&deed.at)),
            typed(&deed.who),
            isolated(&deed.what),
            typed(&deed.on)
        ));
    }
    table(&["When", "Who", "What", "Where"], &rows, "audit")
}
