//! The kind of answer that a blank asks for, inferred from the text around it.
//!
//! A kind is used for suggestions and hints, and never refuses what a person typed.

mod patterns;

use schemars::JsonSchema;
use serde::Serialize;

pub(super) use patterns::{DatePattern, read as date_pattern};

use super::languages::{self, Term, UnitKind};

/// The kind of answer that a blank asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BlankKind {
    /// An amount with a currency before it: `$____`.
    Money,
    /// A percentage: `____%`.
    Percent,
    /// A length of time: `____ ms`, an RTO.
    Duration,
    /// A count.
    Number,
    /// A day.
    Date,
    /// A time of day, with or without its day.
    Time,
    /// One of the choices that the document lists.
    Choice,
    /// A person's name: an owner, a role that signs.
    Person,
    /// An address: a URL or a domain.
    Url,
    /// Any text on one line.
    Text,
    /// Any text on several lines.
    Area,
}

impl BlankKind {
    /// The name of the kind, in JSON and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            BlankKind::Money => "money",
            BlankKind::Percent => "percent",
            BlankKind::Duration => "duration",
            BlankKind::Number => "number",
            BlankKind::Date => "date",
            BlankKind::Time => "time",
            BlankKind::Choice => "choice",
            BlankKind::Person => "person",
            BlankKind::Url => "url",
            BlankKind::Text => "text",
            BlankKind::Area => "area",
        }
    }
}

/// Symbols of units that may follow a blank, with the kind that they measure. The words of units are in the language files.
const UNITS: &[(&str, BlankKind)] = &[
    ("%", BlankKind::Percent),
    ("％", BlankKind::Percent),
    ("ms", BlankKind::Duration),
    ("s", BlankKind::Duration),
    ("sec", BlankKind::Duration),
    ("secs", BlankKind::Duration),
    ("m", BlankKind::Duration),
    ("min", BlankKind::Duration),
    ("mins", BlankKind::Duration),
    ("h", BlankKind::Duration),
    ("hr", BlankKind::Duration),
    ("hrs", BlankKind::Duration),
    ("d", BlankKind::Duration),
    ("天", BlankKind::Duration),
    ("x", BlankKind::Number),
    ("KB", BlankKind::Number),
    ("MB", BlankKind::Number),
    ("GB", BlankKind::Number),
    ("TB", BlankKind::Number),
    ("Mbps", BlankKind::Number),
    ("Gbps", BlankKind::Number),
    ("rps", BlankKind::Number),
    ("qps", BlankKind::Number),
    ("RPS", BlankKind::Number),
    ("QPS", BlankKind::Number),
    ("k", BlankKind::Number),
    ("M", BlankKind::Number),
    ("元", BlankKind::Money),
    ("个", BlankKind::Number),
];

/// The kind of the unit at the start of `after`. A unit is a whole word.
pub(super) fn unit(after: &str) -> Option<BlankKind> {
    let symbol = after.chars().next().filter(|c| matches!(c, '%' | '％'));
    let word: &str = match symbol {
        Some(symbol) => &after[..symbol.len_utf8()],
        None => after
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default(),
    };
    if word.is_empty() {
        return None;
    }
    let known = UNITS.iter().find(|(unit, _)| *unit == word);
    known.map(|&(_, kind)| kind).or_else(|| {
        let (kind, _) = languages::unit(&languages::lower(word))?;
        Some(match kind {
            UnitKind::Percent => BlankKind::Percent,
            UnitKind::Time => BlankKind::Duration,
            UnitKind::Count | UnitKind::Bytes | UnitKind::Bits | UnitKind::Times => {
                BlankKind::Number
            }
            UnitKind::Dollar | UnitKind::Euro | UnitKind::Pound | UnitKind::Yuan => {
                BlankKind::Money
            }
        })
    })
}

/// The kinds by the terms of their words in labels; the first with a word of the label decides.
const WORDS: [(BlankKind, Term); 7] = [
    (BlankKind::Time, Term::KindTime),
    (BlankKind::Date, Term::KindDate),
    (BlankKind::Url, Term::KindUrl),
    (BlankKind::Duration, Term::KindDuration),
    (BlankKind::Number, Term::KindNumber),
    (BlankKind::Money, Term::KindMoney),
    (BlankKind::Person, Term::KindPerson),
];

/// The ends of addresses in examples.
const ADDRESS_ENDS: [&str; 9] = [
    "com", "org", "net", "io", "dev", "app", "cloud", "de", "example",
];

/// The kind that a label asks for.
pub(super) fn of_label(label: &str) -> BlankKind {
    if let Some(pattern) = date_pattern(label) {
        return of_pattern(pattern);
    }
    let lower = languages::lower(label);
    // "Recovery Time Objective" is no time of day, "response time" neither.
    if languages::words(Term::Lasting).is_in(&lower) {
        return BlankKind::Duration;
    }
    if is_address(&lower) {
        return BlankKind::Url;
    }
    let word = WORDS.iter().find(|(kind, _)| asks_for(*kind, &lower));
    word.map_or(BlankKind::Text, |&(kind, _)| kind)
}

/// The kind that a date or time in letters asks for.
pub(super) fn of_pattern(pattern: DatePattern) -> BlankKind {
    if pattern.has_time {
        BlankKind::Time
    } else {
        BlankKind::Date
    }
}

/// True for an address to replace: `yourcompany.com`, also with spaces for its dots.
fn is_address(lower: &str) -> bool {
    let words = || {
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let begins = words().next().unwrap_or_default();
    let ends = words().next_back().unwrap_or_default();
    words().nth(1).is_some()
        && (begins.starts_with("your") || begins.starts_with("my"))
        && ADDRESS_ENDS.contains(&ends)
        && !lower.contains(['@', ':'])
}

/// True if a label in lower case asks for the name of a person. `Name` does, `Name / Role` and `CTO name`; a name with
/// other words is that of a thing: `Service name`.
fn is_name(lower: &str) -> bool {
    let names = languages::words(Term::KindName);
    let segments = lower.split(['/', '(', ')', '&', ',', ';', ':', '|', '+']);
    let mut bare = segments.map(|segment| without_request(segment.trim()));
    bare.any(|segment| {
        let of_role = |start: usize| {
            let role = segment[..start].trim_end_matches([' ', '-', '_']);
            languages::words(Term::Role).is(role)
        };
        names.is(segment) || names.end(segment).is_some_and(of_role)
    })
}

/// True if a label asks for the name of something that isn't a person.
pub(super) fn names_a_thing(label: &str) -> bool {
    let lower = languages::lower(label);
    let ends = languages::words(Term::KindName).end(&lower);
    ends.is_some_and(|start| start > 0) && of_label(label) != BlankKind::Person
}

/// A label in lower case without the words ahead that ask for it: `enter your name`.
fn without_request(label: &str) -> &str {
    let mut rest = label;
    for _ in 0..3 {
        let asks = [Term::Determiner, Term::FillIn];
        let length = asks
            .iter()
            .find_map(|&term| languages::words(term).start(rest));
        match length {
            Some(length) if rest[length..].starts_with([' ', '-', '_']) => {
                rest = rest[length..].trim_start_matches([' ', '-', '_']);
            }
            Some(_) | None => return rest,
        }
    }
    rest
}

/// True if a label that asks for a time asks for its day too: `Date/Time`.
pub(super) fn asks_for_a_day(label: &str) -> bool {
    asks_for(BlankKind::Date, &languages::lower(label))
}

/// True if a label in lower case contains one of the words for a kind.
fn asks_for(kind: BlankKind, lower: &str) -> bool {
    let has_word = WORDS
        .iter()
        .any(|&(known, term)| known == kind && languages::words(term).is_in(lower));
    let is_day = || {
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        is_portuguese_day(&words)
    };
    match kind {
        BlankKind::Date => has_word || is_day(),
        BlankKind::Person => has_word || is_name(lower),
        BlankKind::Money
        | BlankKind::Percent
        | BlankKind::Duration
        | BlankKind::Number
        | BlankKind::Time
        | BlankKind::Choice
        | BlankKind::Url
        | BlankKind::Text
        | BlankKind::Area => has_word,
    }
}

/// `Data` alone and `Data de início` are days in Portuguese; `Data retention` is English, and no day.
fn is_portuguese_day(words: &[&str]) -> bool {
    let goes_on = ["de", "da", "do", "prevista", "limite", "final"];
    words == ["data"]
        || words
            .windows(2)
            .any(|pair| pair[0] == "data" && goes_on.contains(&pair[1]))
}

#[cfg(test)]
mod tests {
    use super::{BlankKind, of_label, unit};

    #[test]
    fn labels_tell_kinds() {
        for (label, kind) in [
            ("RTO (Recovery Time Objective)", BlankKind::Duration),
            ("Date", BlankKind::Date),
            ("Date/Time", BlankKind::Time),
            ("Registry URL", BlankKind::Url),
            ("Deployment Lead", BlankKind::Person),
            ("Minimum instances", BlankKind::Number),
            ("Monthly budget", BlankKind::Money),
            ("Response time", BlankKind::Duration),
            ("Region", BlankKind::Text),
            ("发布日期", BlankKind::Date),
            ("Data prevista", BlankKind::Date),
            ("Data centre", BlankKind::Text),
            ("Lead time", BlankKind::Duration),
            ("dd/mm/yyyy", BlankKind::Date),
            ("HH:MM", BlankKind::Time),
            ("YYYY-MM-DD HH:MM", BlankKind::Time),
        ] {
            assert_eq!(of_label(label), kind, "{label}");
        }
        for (label, is_day) in [
            ("Date/Time", true),
            ("Update time", false),
            ("Database start time", false),
        ] {
            assert_eq!(super::asks_for_a_day(label), is_day, "{label}");
        }
    }

    #[test]
    fn only_names_of_people_are_persons() {
        for (label, kind) in [
            ("Name", BlankKind::Person),
            ("Full name", BlankKind::Person),
            ("Lead name", BlankKind::Person),
            ("Approver name", BlankKind::Person),
            ("CTO Name", BlankKind::Person),
            ("Name / Role", BlankKind::Person),
            ("Name (printed)", BlankKind::Person),
            ("YOUR_NAME", BlankKind::Person),
            ("Enter your full name", BlankKind::Person),
            ("Service Name", BlankKind::Text),
            ("bucket-name", BlankKind::Text),
            ("pod name", BlankKind::Text),
            ("YOUR_ORG_NAME", BlankKind::Text),
            ("server name", BlankKind::Text),
            ("user name", BlankKind::Text),
            ("Domain name", BlankKind::Url),
            ("yourdomain com", BlankKind::Url),
            ("yourcompany.com", BlankKind::Url),
            ("your-domain.com", BlankKind::Url),
            ("Vorname", BlankKind::Person),
            ("Vor- und Nachname", BlankKind::Person),
            ("Name des Servers", BlankKind::Text),
            ("Nom et prénom", BlankKind::Person),
            ("Nom du responsable", BlankKind::Person),
            ("Nom du service", BlankKind::Text),
            ("Nom de domaine", BlankKind::Url),
            ("Nombre completo", BlankKind::Person),
            ("Nombre del servicio", BlankKind::Text),
            ("Nome completo", BlankKind::Person),
            ("Nome do serviço", BlankKind::Text),
            ("Cognome", BlankKind::Person),
            ("Nome del server", BlankKind::Text),
            ("Adı Soyadı", BlankKind::Person),
            ("Sunucu adı", BlankKind::Text),
            ("Alan adı", BlankKind::Url),
            ("Имя", BlankKind::Person),
            ("ФИО", BlankKind::Person),
            ("Имя сервера", BlankKind::Text),
            ("姓名", BlankKind::Person),
            ("服务名称", BlankKind::Text),
            ("名前", BlankKind::Person),
            ("サーバー名", BlankKind::Text),
            ("이름", BlankKind::Person),
            ("서버 이름", BlankKind::Text),
        ] {
            assert_eq!(of_label(label), kind, "{label}");
        }
    }

    #[test]
    fn labels_tell_kinds_in_all_languages() {
        for (label, kind) in [
            ("Uhrzeit", BlankKind::Time),
            ("Antwortzeit", BlankKind::Duration),
            ("Verantwortlicher", BlankKind::Person),
            ("Kosten", BlankKind::Money),
            ("Anzahl der Knoten", BlankKind::Number),
            ("Date", BlankKind::Date),
            ("Heure de début", BlankKind::Time),
            ("Temps de réponse", BlankKind::Duration),
            ("Responsable", BlankKind::Person),
            ("Coût mensuel", BlankKind::Money),
            ("Fecha", BlankKind::Date),
            ("Tiempo de recuperación", BlankKind::Duration),
            ("Nombre completo", BlankKind::Person),
            ("Enlace", BlankKind::Url),
            ("Data de início", BlankKind::Date),
            ("Responsável", BlankKind::Person),
            ("Durata", BlankKind::Duration),
            ("Scadenza", BlankKind::Date),
            ("Sorumlu", BlankKind::Person),
            ("Tarih", BlankKind::Date),
            ("Süre", BlankKind::Duration),
            ("Ответственный", BlankKind::Person),
            ("Дата", BlankKind::Date),
            ("Время ответа", BlankKind::Duration),
            ("负责人", BlankKind::Person),
            ("响应时间", BlankKind::Duration),
            ("预算", BlankKind::Money),
            ("担当者", BlankKind::Person),
            ("日付", BlankKind::Date),
            ("담당자", BlankKind::Person),
            ("날짜", BlankKind::Date),
        ] {
            assert_eq!(of_label(label), kind, "{label}");
        }
    }

    #[test]
    fn a_unit_is_a_whole_word() {
        for (after, kind) in [
            ("% of users", Some(BlankKind::Percent)),
            ("ms at p95", Some(BlankKind::Duration)),
            ("MB", Some(BlankKind::Number)),
            ("元", Some(BlankKind::Money)),
            ("minutos", Some(BlankKind::Duration)),
            ("Stunden", Some(BlankKind::Duration)),
            ("минут", Some(BlankKind::Duration)),
            ("metres", None),
            ("", None),
        ] {
            assert_eq!(unit(after), kind, "{after:?}");
        }
    }

    #[test]
    fn time_is_a_word_of_its_own_behind_what_lasts() {
        for (label, kind) in [
            ("Response time", BlankKind::Duration),
            ("Time to load", BlankKind::Time),
            ("Time of the build", BlankKind::Time),
            ("Start time", BlankKind::Time),
            ("Runtime of the build", BlankKind::Text),
            ("Sometimes under load", BlankKind::Text),
            ("Lifetime response", BlankKind::Text),
            ("Build", BlankKind::Text),
        ] {
            assert_eq!(of_label(label), kind, "{label}");
        }
    }

    #[test]
    fn the_first_kind_that_a_label_names_decides() {
        for (label, kind) in [
            ("Owner, date", BlankKind::Date),
            ("Owner's URL", BlankKind::Url),
            ("Number of owners", BlankKind::Number),
            ("Budget owner", BlankKind::Money),
            ("Timeout count", BlankKind::Duration),
            ("Updated by", BlankKind::Text),
            ("Data de início", BlankKind::Date),
        ] {
            assert_eq!(of_label(label), kind, "{label}");
        }
    }
}
