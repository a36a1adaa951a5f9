//! The sections around the document on the page: counts, blockers, exceptions, conflicts, unmatched marks, variables,
//! sign-offs, people and the audit log.

use super::text::{escape, isolated, typed};
use super::{anchor, word};
use crate::checklist::EntryId;
use crate::progress::{RegisterKey, State};
use crate::report::appendix::{CONFLICTS, EXCEPTIONS, UNMATCHED, VARIABLES, WHOLE_DOCUMENT};
use crate::report::summary::{CONTRADICTIONS, Contributor, SignOffRow, Summary};
use crate::report::variables::VariableRow;
use crate::sanitize;
use crate::workbook::describe::{self, ATTESTATION};
use crate::workbook::{BlockerKind, Tally, Told, Unmatched, Workbook};

/// The largest number of blockers that are listed unfolded.
const FEW: usize = 12;

/// A section below the document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PageSection {
    Exceptions,
    Conflicts,
    Unmatched,
    Variables,
    SignOffs,
    People,
    AuditLog,
}

impl PageSection {
    /// All sections, in the order of the page.
    const ALL: [PageSection; 7] = [
        PageSection::Exceptions,
        PageSection::Conflicts,
        PageSection::Unmatched,
        PageSection::Variables,
        PageSection::SignOffs,
        PageSection::People,
        PageSection::AuditLog,
    ];

    /// The id in the page.
    pub(super) fn id(self) -> &'static str {
        match self {
            PageSection::Exceptions => "exceptions",
            PageSection::Conflicts => "conflicts",
            PageSection::Unmatched => "unmatched",
            PageSection::Variables => "variables",
            PageSection::SignOffs => "sign-offs",
            PageSection::People => "people",
            PageSection::AuditLog => "audit",
        }
    }

    /// The heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            PageSection::Exceptions => "Exceptions",
            PageSection::Conflicts => "Conflicts",
            PageSection::Unmatched => "Unmatched",
            PageSection::Variables => "Variables",
            PageSection::SignOffs => "Sign-offs",
            PageSection::People => "People",
            PageSection::AuditLog => "Audit log",
        }
    }

    /// The introduction; nothing if the heading says it all.
    fn introduction(self) -> Option<&'static str> {
        match self {
            PageSection::Exceptions => Some(EXCEPTIONS),
            PageSection::Conflicts => Some(CONFLICTS),
            PageSection::Unmatched => Some(UNMATCHED),
            PageSection::Variables => Some(VARIABLES),
            PageSection::SignOffs => Some(ATTESTATION),
            PageSection::People | PageSection::AuditLog => None,
        }
    }

    fn has_content(self, workbook: &Workbook, summary: &Summary) -> bool {
        match self {
            PageSection::Exceptions => !summary.exceptions.is_empty() || !summary.forced.is_empty(),
            PageSection::Conflicts => !summary.conflicts.is_empty(),
            PageSection::Unmatched => !workbook.unmatched().is_empty(),
            PageSection::Variables => !summary.is_unmarked && !summary.variables.is_empty(),
            PageSection::SignOffs => !summary.is_unmarked && !summary.signoffs.is_empty(),
            PageSection::People => !summary.people.is_empty(),
            PageSection::AuditLog => !summary.audit_log.is_empty(),
        }
    }

    fn content(self, workbook: &Workbook, summary: &Summary) -> String {
        match self {
            PageSection::Exceptions => exceptions(workbook, summary),
            PageSection::Conflicts => conflicts(workbook, summary),
            PageSection::Unmatched => workbook.unmatched().iter().map(unmatched).collect(),
            PageSection::Variables => variables(workbook, summary),
            PageSection::SignOffs => signoffs(workbook, summary),
            PageSection::People => people(summary),
            PageSection::AuditLog => audit_log(summary),
        }
    }
}

/// Returns the sections below the document that have content.
pub(super) fn with_content(
    workbook: &Workbook,
    summary: &Summary,
) -> impl Iterator<Item = PageSection> {
    PageSection::ALL
        .into_iter()
        .filter(|section| section.has_content(workbook, summary))
}

/// Returns the sections above the document: counts and blockers.
pub(super) fn above(workbook: &Workbook, summary: &Summary) -> String {
    if summary.is_unmarked {
        return String::new();
    }
    tallies(workbook, summary) + &blockers(workbook, summary) + &contradictions(workbook, summary)
}

/// Returns the sections below the document.
pub(super) fn below(workbook: &Workbook, summary: &Summary) -> String {
    let section = |section: PageSection| {
        let introduction = section.introduction();
        let introduction = introduction.map(|text| format!("<p>{text}</p>\n"));
        // The audit log is long, so it starts folded.
        let open = if section == PageSection::AuditLog {
            ""
        } else {
            " open=\"open\""
        };
        format!(
            "<section class=\"chapter\" id=\"{}\">\n<details{open}><summary><h2>{}</h2></summary>\n\
             {}{}</details>\n</section>\n",
            section.id(),
            section.title(),
            introduction.unwrap_or_default(),
            section.content(workbook, summary)
        )
    };
    with_content(workbook, summary).map(section).collect()
}

/// Returns the ticked items with empty placeholders that don't block.
fn contradictions(workbook: &Workbook, summary: &Summary) -> String {
    let named = summary.contradictions(workbook);
    let lines: Vec<String> = named
        .iter()
        .map(|text| format!("<li>{}</li>\n", typed(text)))
        .collect();
    match named.len() {
        0 => String::new(),
        count => format!(
            "<details class=\"blockers\"{}><summary>{CONTRADICTIONS}: {count}</summary>\n<ol>\n{}</ol>\n</details>\n",
            if count > FEW { "" } else { " open=\"open\"" },
            lines.concat()
        ),
    }
}

/// Returns the counts of the phases, if there is more than one, and of the sections.
fn tallies(workbook: &Workbook, summary: &Summary) -> String {
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
    let phases = summary.phases.iter().filter(|_| summary.phases.len() > 1);
    let phases: String = phases
        .map(|(phase, tally)| tally_row(phase.name(), *tally))
        .collect();
    let phases = if phases.is_empty() {
        phases
    } else {
        table(&heads("Phase"), &phases, "counts")
    };
    let mut rows = String::new();
    for (id, tally) in &summary.sections {
        let name = typed(&sanitize::one_line(&workbook.reading(*id)));
        rows.push_str(&tally_row(
            &format!("<a href=\"#{}\">{name}</a>", anchor(*id)),
            *tally,
        ));
    }
    rows.push_str(&tally_row("<strong>Total</strong>", summary.tally));
    let tables = phases + &table(&heads("Section"), &rows, "counts");
    let pre_ticked = summary.pre_ticked_text();
    let pre_ticked = pre_ticked.map(|text| format!("<p>{text}.</p>\n"));
    tables + &pre_ticked.unwrap_or_default()
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

fn blockers(workbook: &Workbook, summary: &Summary) -> String {
    let lines = summary.verdict.blockers.iter().map(|blocker| {
        let why = typed(&describe::blocker(workbook, blocker));
        let place = blocker.entry.zip(describe::blocker_name(workbook, blocker));
        let place = place.map(|(id, name)| format!(" {}", link_called(workbook, id, &name)));
        format!("<li><b>{why}</b>{}</li>\n", place.unwrap_or_default())
    });
    let lines: String = lines.collect();
    let mut remedies: Vec<(BlockerKind, &str)> = Vec::new();
    for blocker in &summary.verdict.blockers {
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
    match summary.verdict.blockers.len() {
        0 => String::new(),
        count => format!(
            "<details class=\"blockers\"{}><summary>Blockers: {count}</summary>\n<ol>\n{lines}</ol>\n\
             <p>How to fix:</p>\n<dl>\n{remedies}</dl>\n</details>\n",
            if count <= FEW { " open=\"open\"" } else { "" }
        ),
    }
}

/// Returns a sentence with its commands, which are in backticks, as code.
fn with_commands(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let html = |(index, part): (usize, &str)| match index % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", typed(part)),
    };
    parts.map(html).collect()
}

/// Returns the name of an entry as a link to it.
fn link(workbook: &Workbook, id: EntryId) -> String {
    link_called(workbook, id, &workbook.reading(id))
}

/// Returns a name as a link to an entry.
fn link_called(workbook: &Workbook, id: EntryId, name: &str) -> String {
    let checklist = workbook.checklist();
    let name = if name.trim().is_empty() {
        "(no text)"
    } else {
        name
    };
    let name = isolated(&sanitize::one_line(name));
    // Lines and boxes have no id in the page, so the link leads to the item or section around them.
    let has_id = |up: &EntryId| checklist.entry(*up).is_item() || checklist.entry(*up).is_section();
    let target = std::iter::once(id)
        .chain(checklist.ancestors(id))
        .find(has_id);
    let target = target.filter(|&target| checklist.title() != Some(target));
    target.map_or_else(
        || name.clone(),
        |target| format!("<a href=\"#{}\">{name}</a>", anchor(target)),
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

fn exceptions(workbook: &Workbook, summary: &Summary) -> String {
    let line = |class: &str, word: &str, what: &str, reason: &str, by: &str| {
        let reason = isolated(reason);
        format!(
            "<span class=\"chip {class}\">{word}</span> {what}: <span class=\"typed\">{reason}</span> {by}"
        )
    };
    let items = summary.exceptions.iter().map(|exception| {
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
    let forced = summary.forced.iter().map(|forced| {
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

fn conflicts(workbook: &Workbook, summary: &Summary) -> String {
    list(summary.conflicts.iter().map(|conflict| {
        let beside = workbook.beside(conflict.entry, &conflict.about);
        let beside = beside.map(|beside| isolated(&beside));
        let title = match (conflict.entry, beside) {
            (Some(id), Some(beside)) => format!("{}, {beside}", link(workbook, id)),
            (Some(id), None) => link(workbook, id),
            // A variable or its link.
            (None, Some(beside)) => beside.clone(),
            (None, None) => WHOLE_DOCUMENT.to_owned(),
        };
        format!("{title}\n{}", answers(&conflict.answers))
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
    format!("<div class=\"unmatched\"><p><b>{name}</b> <code>{key}</code></p>\n{lines}</div>\n")
        .replace("<ul>\n</ul>\n", "")
}

fn variables(workbook: &Workbook, summary: &Summary) -> String {
    let row = |row: &VariableRow| {
        let value = row.value.as_deref().map_or_else(
            || format!("<span class=\"by\">{}</span>", row.status.words()),
            |value| format!("<mark class=\"value\" dir=\"auto\">{}</mark>", typed(value)),
        );
        let by = row.who.as_deref().zip(row.at.as_deref());
        let by = by.map(|(who, at)| self::by(who, at)).unwrap_or_default();
        let remarks = row.all_remarks();
        let remarks = match row.entry {
            Some(entry) => link_called(workbook, entry, &remarks),
            None => typed(&sanitize::one_line(&remarks)),
        };
        format!(
            "<tr><th scope=\"row\"><code>{}</code></th><td class=\"typed\">{value}</td><td>{}</td><td>{by}</td><td>{remarks}</td></tr>\n",
            typed(&sanitize::one_line(&row.written)),
            row.places,
        )
    };
    let rows: String = summary.variables.iter().map(row).collect();
    table(
        &["Variable", "Value", "Places", "Set by", "Remarks"],
        &rows,
        "variables",
    )
}

fn signoffs(workbook: &Workbook, summary: &Summary) -> String {
    let row = |signoff: &SignOffRow| {
        let value = |blank| typed(workbook.value(blank).unwrap_or_default());
        let signed = signoff
            .signed
            .as_ref()
            .map(|(who, at)| by(who, at))
            .unwrap_or_default();
        format!(
            "<tr class=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td class=\"status\">{}</td>\
             <td>{signed}</td><td class=\"digest\">{}</td></tr>\n",
            signoff.status_name(),
            typed(&signoff.role),
            value(signoff.person),
            typed(signoff.date.as_deref().unwrap_or_default()),
            signoff.in_words(),
            typed(signoff.digest.as_deref().unwrap_or_default())
        )
    };
    let rows: String = summary.signoffs.iter().map(row).collect();
    let twice = workbook.signed_twice().into_iter().map(|(name, signoffs)| {
        let roles: Vec<String> = signoffs
            .iter()
            .map(|&signoff| isolated(workbook.role(signoff)))
            .collect();
        format!(
            "<p>Signed in several roles: {} ({}).</p>\n",
            isolated(&name),
            roles.join(", ")
        )
    });
    let heads = ["Role", "Name", "Date", "Status", "Signed by", "Digest"];
    table(&heads, &rows, "signoffs") + &twice.collect::<String>()
}

fn people(summary: &Summary) -> String {
    let row = |person: &Contributor| {
        let times = [&person.first, &person.last]
            .map(|at| format!("<td>{}</td>", typed(&sanitize::time(at))));
        let who = typed(&person.who);
        format!(
            "<tr><th scope=\"row\">{who}</th><td>{}</td>{}</tr>\n",
            person.changes,
            times.concat()
        )
    };
    let rows: String = summary.people.iter().map(row).collect();
    table(
        &["Person", "Changes", "First change", "Last change"],
        &rows,
        "people",
    )
}

fn audit_log(summary: &Summary) -> String {
    let mut rows = String::new();
    for entry in &summary.audit_log {
        let value = if entry.value.is_empty() {
            String::new()
        } else {
            format!(": {}", isolated(&entry.value))
        };
        rows.push_str(&format!(
            "<tr><td class=\"when\">{}</td><td class=\"who\">{}</td><td class=\"typed\"><b>{}</b>{value}</td>\
             <td class=\"where\">{}</td></tr>\n",
            typed(&sanitize::time(&entry.at)),
            typed(&entry.who),
            isolated(&entry.label),
            typed(&entry.on)
        ));
    }
    table(&["Time", "Person", "Change", "Entry"], &rows, "audit")
}
