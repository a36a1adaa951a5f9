//! The meaning of the labels of blanks, as far as signing is concerned.

use crate::checklist::languages::{self, Term};
use crate::checklist::{BlankKind, blank_kind};

/// Labels that ask for a name, whoever's it is. In lower case, as all lists here.
const NAMES: &[&str] = &[
    "name",
    "names",
    "full name",
    "print name",
    "printed name",
    "name printed",
    "your name",
    "signer name",
    "approver name",
    "reviewer name",
    "signatory name",
    "name and title",
    "name title",
    "vorname",
    "nachname",
    "nom",
    "prénom",
    "nom et prénom",
    "nombre",
    "nombre completo",
    "nombre y apellidos",
    "nome",
    "nome completo",
    "nome e cognome",
    "ad soyad",
    "adı soyadı",
    "фио",
    "имя",
    "姓名",
    "氏名",
    "이름",
    "성명",
];
/// Labels that ask for a signature, whoever's it is.
const SIGNATURES: &[&str] = &[
    "signature",
    "signatures",
    "signed",
    "sign",
    "sign here",
    "initials",
    "initial",
    "signature x",
    "x",
    "digital signature",
    "authorized signature",
    "authorised signature",
    "unterschrift",
    "kürzel",
    "gezeichnet",
    "firma",
    "firmado",
    "assinatura",
    "rubrica",
    "visa",
    "imza",
    "imzası",
    "подпись",
    "签字",
    "簽字",
    "签名",
    "簽名",
    "签署",
    "署名",
    "サイン",
    "押印",
    "印",
    "서명",
    "날인",
];
/// Words that ask for facts, not for people, as labels in a list of approvals.
const FACTS: &[&str] = &[
    "version",
    "build",
    "ticket",
    "status",
    "note",
    "notes",
    "comment",
    "comments",
    "remark",
    "remarks",
    "reason",
    "condition",
    "conditions",
    "decision",
    "outcome",
    "environment",
    "url",
    "link",
    "id",
    "number",
    "no",
    "ref",
    "reference",
    "summary",
    "description",
    "scope",
    "application",
    "project",
    "department",
    "company",
    "organization",
    "organisation",
    "email",
    "mail",
    "phone",
    "tel",
    "slack",
    "location",
    "result",
    "results",
    "rating",
    "score",
    "risk",
    "risks",
    "issue",
    "issues",
    "exceptions",
    "duration",
    "window",
    "time",
    "go",
    "deployment",
    "release",
    "service",
    "server",
    "repository",
    "branch",
    "commit",
    "tag",
    "hash",
    "reviewed",
    "approved",
    "approval",
    "completed",
    "bemerkung",
    "kommentar",
];
/// Labels of what is told about the person who signs.
const TITLES: &[&str] = &[
    "title",
    "job title",
    "position",
    "role",
    "function",
    "team",
    "rolle",
    "funktion",
    "fonction",
    "rol",
    "cargo",
    "puesto",
    "papel",
    "ruolo",
    "görev",
    "роль",
    "должность",
    "職位",
    "职位",
    "직책",
];
/// Words that make an approval a fact about it: `Approval status`, `Signature algorithm`.
const NOT_SIGNED: &[&str] = &[
    "status",
    "ticket",
    "tickets",
    "link",
    "url",
    "key",
    "keys",
    "algorithm",
    "process",
    "workflow",
    "threshold",
    "number",
    "id",
    "ref",
    "reference",
    "count",
    "version",
    "type",
    "method",
    "criteria",
    "policy",
    "notes",
    "comments",
    "conditions",
    "level",
    "template",
    "form",
    "document",
    "file",
    "path",
    "location",
    "request",
    "pr",
    "commit",
    "hash",
    "verification",
    "required",
    "test",
    "tests",
    "testing",
    "rate",
    "deadline",
];
/// Things with a name, which isn't that of a person.
const THINGS: &[&str] = &[
    "project",
    "service",
    "application",
    "app",
    "system",
    "server",
    "host",
    "domain",
    "company",
    "product",
    "release",
    "file",
    "repository",
    "repo",
    "branch",
    "database",
    "db",
    "cluster",
    "environment",
    "component",
    "feature",
    "module",
    "table",
    "bucket",
    "user",
    "site",
    "model",
    "dataset",
    "pipeline",
    "package",
    "image",
    "tenant",
    "event",
    "document",
    "test",
    "report",
    "account",
    "organization",
    "organisation",
    "vendor",
    "namespace",
    "queue",
    "topic",
    "checklist",
];
/// Before "owner": things that somebody works on, not roles.
const WORKED_ON: &[&str] = &[
    "task", "action", "item", "issue", "risk", "ticket", "step", "follow", "up", "runbook",
    "rollback", "current", "new", "incident", "bug", "budget", "cost", "doc", "document", "repo",
    "code", "primary", "check", "file",
];
/// What is done by somebody who attests it: `Completed by`.
const ATTESTED: &[&str] = &[
    "completed",
    "verified",
    "checked",
    "tested",
    "reviewed",
    "validated",
    "confirmed",
    "inspected",
    "audited",
    "witnessed",
    "released",
    "authorised",
    "authorized",
    "endorsed",
];
/// What is done by somebody who attests it if there is a date.
const DONE: &[&str] = &[
    "prepared",
    "performed",
    "executed",
    "deployed",
    "conducted",
    "recorded",
    "submitted",
    "evaluated",
    "assessed",
    "signed",
];
/// Behind a name on the same line: `Signed off by ____ on ____`.
const ON: &[&str] = &["on", "dated", "am", "le", "el", "em", "il", "den"];
/// Words between others.
const FILLERS: &[&str] = &[
    "of", "the", "and", "by", "for", "on", "from", "a", "an", "to", "de", "der", "des", "du", "da",
    "do",
];

/// What a blank asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::checklist) enum Asks {
    /// The day of a signature.
    Date,
    /// A name, whoever's it is.
    Name,
    /// A signature, whoever's it is.
    Signature,
    /// The name of somebody who approves: `Approved by`, `Security sign-off`.
    Approval,
    /// The name of somebody who can sign: `Tech Lead`, `Prepared by`.
    Role,
    /// The name of somebody who does the work: `Owner`, `Assignee`.
    Assigned,
    /// Any text; in a list of approvals a role: `Platform`.
    Text,
    /// Anything else.
    Other,
}

impl Asks {
    /// True if it asks for a person.
    pub(super) fn is_person(self) -> bool {
        match self {
            Asks::Name | Asks::Signature | Asks::Approval | Asks::Role => true,
            Asks::Date | Asks::Assigned | Asks::Text | Asks::Other => false,
        }
    }
}

/// The meaning of a label.
pub(in crate::checklist) fn asks(label: &str, kind: BlankKind) -> Asks {
    if matches!(
        kind,
        BlankKind::Choice | BlankKind::Percent | BlankKind::Money | BlankKind::Url
    ) {
        return Asks::Other;
    }
    let lower = languages::lower(label);
    // `Signature / Date` is one place for both.
    let parts = lower.split(['/', '&', ',', '+']).map(plain_words);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let persons = parts.iter().map(|part| asks_plainly(part, kind));
    let is_of_anybody = |asks| matches!(asks, Asks::Name | Asks::Signature | Asks::Date);
    let first = persons.clone().find(|asks| asks.is_person());
    let is_shared =
        persons.clone().any(|asks| asks == Asks::Date) || persons.clone().all(is_of_anybody);
    match first {
        Some(asks) if parts.len() > 1 && is_shared => asks,
        _ => asks_plainly(&plain_words(&lower), kind),
    }
}

/// The meaning of a label in lower case without punctuation.
fn asks_plainly(lower: &str, kind: BlankKind) -> Asks {
    if is_date(lower) {
        return Asks::Date;
    }
    if NAMES.contains(&lower) {
        return Asks::Name;
    }
    if SIGNATURES.contains(&lower) {
        return Asks::Signature;
    }
    if is_approving(lower) {
        return Asks::Approval;
    }
    let words: Vec<&str> = lower.split(' ').collect();
    let by = words.iter().position(|word| *word == "by");
    if let Some(did) = by.and_then(|by| words.get(by.checked_sub(1)?)) {
        return match did {
            did if ATTESTED.contains(did) => Asks::Approval,
            did if DONE.contains(did) => Asks::Role,
            _ => Asks::Other,
        };
    }
    if is_assigned(lower, &words) {
        return Asks::Assigned;
    }
    if is_role(lower) {
        return Asks::Role;
    }
    let is_person = blank_kind::of_label(lower) == BlankKind::Person;
    if is_person && !is_thing(&words) && !languages::words(Term::Approval).is_in(lower) {
        return Asks::Role;
    }
    if TITLES.contains(&lower) || is_thing(&words) || words.iter().any(|word| FACTS.contains(word))
    {
        return Asks::Other;
    }
    match kind {
        BlankKind::Person => Asks::Role,
        _ if languages::words(Term::Person).is_in(lower) => Asks::Role,
        BlankKind::Text => Asks::Text,
        BlankKind::Money
        | BlankKind::Percent
        | BlankKind::Duration
        | BlankKind::Number
        | BlankKind::Date
        | BlankKind::Time
        | BlankKind::Choice
        | BlankKind::Url
        | BlankKind::Area => Asks::Other,
    }
}

/// True if a label in lower case asks for the day of a signature.
pub(super) fn is_date(lower: &str) -> bool {
    let date = languages::words(Term::Date);
    let is_short = lower.split(' ').count() <= 4;
    is_short
        && date.is_in(lower)
        && !languages::words(Term::Planned).is_in(lower)
        && rest_of(
            lower,
            &[Term::Date, Term::TimeOfDay, Term::Approval, Term::Person],
        )
        .is_empty()
}

/// True if the label of a blank behind a name on the same line asks for the day.
pub(super) fn is_day_behind(label: &str) -> bool {
    let lower = plain_words(&languages::lower(label));
    ON.contains(&lower.as_str()) || lower.ends_with(" on") || is_date(&lower)
}

/// True if words in lower case ask somebody to approve.
pub(super) fn is_approving(lower: &str) -> bool {
    languages::words(Term::Approval).is_in(lower)
        && !lower.split(' ').any(|word| NOT_SIGNED.contains(&word))
}

/// True if words in lower case name a role that can sign.
pub(super) fn is_role(lower: &str) -> bool {
    languages::words(Term::Role).is_in(lower)
        || lower.ends_with(" owner")
        || lower.ends_with(" lead")
        || lower.ends_with(" manager")
}

/// True for `Project name`, but not for `Client name`.
fn is_thing(words: &[&str]) -> bool {
    words.contains(&"name") && words.iter().any(|word| THINGS.contains(word))
}

/// True for people who do the work: `Owner`, `Task owner`, but not `Product owner`.
fn is_assigned(lower: &str, words: &[&str]) -> bool {
    let role = languages::words(Term::Role).find(lower);
    let mut assigned = languages::words(Term::Assigned).all(lower);
    assigned.any(|found| {
        let is_in_role = role
            .as_ref()
            .is_some_and(|role| role.start <= found.start && found.end <= role.end);
        let is_owner = lower[found.clone()] == *"owner"
            && words.len() > 1
            && !words.iter().any(|word| WORKED_ON.contains(word));
        !is_in_role && !is_owner
    })
}

/// The words that are left of a text in lower case without those of some terms.
pub(super) fn rest_of(lower: &str, terms: &[Term]) -> String {
    let mut rest = lower.to_owned();
    for &term in terms {
        let found: Vec<_> = languages::words(term).all(&rest).collect();
        for range in found.into_iter().rev() {
            rest.replace_range(range, " ");
        }
    }
    let words = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FILLERS.contains(word));
    words.collect::<Vec<_>>().join(" ")
}

/// The words of a text in lower case, without punctuation.
pub(super) fn plain_words(lower: &str) -> String {
    let words = lower
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
