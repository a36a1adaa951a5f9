//! The words around a limit that decide its meaning: English, and common ones in other languages.

/// Words that reverse a comparison: `No requests > 10 s`.
pub(super) const NEGATIONS: [&str; 45] = [
    "no", "not", "never", "none", "nothing", "nobody", "zero", "0", "without", "cannot", "nor",
    "neither", "kein", "keine", "keiner", "keinen", "keinem", "keines", "nicht", "nie", "niemals",
    "ohne", "aucun", "aucune", "sans", "jamais", "pas", "ningún", "ninguna", "ninguno", "sin",
    "nunca", "jamás", "não", "nenhum", "nenhuma", "sem", "non", "nessun", "nessuna", "nessuno",
    "senza", "не", "нет", "без",
];
/// Words that join two statements: the second may or may not be negated with the first.
pub(super) const JOINING: [&str; 8] = ["and", "und", "et", "y", "e", "ve", "и", "while"];
/// Words right before a limit that make it a circumstance: `No errors for > 24 hours`.
pub(super) const CIRCUMSTANCES: [&str; 21] = [
    "for", "at", "with", "under", "in", "during", "after", "since", "within", "für", "bei", "seit",
    "mit", "pour", "pendant", "avec", "por", "durante", "con", "com", "per",
];
/// Words between a negation and a limit that don't name the measurement: `must not be > 5%`.
pub(super) const AUXILIARIES: [&str; 18] = [
    "must", "should", "shall", "may", "can", "could", "will", "would", "do", "does", "did", "is",
    "are", "be", "has", "have", "there", "ne",
];
/// Words that begin a clause which a negation before doesn't affect.
pub(super) const BREAKS: [&str; 6] = [" but ", " - ", " – ", " — ", ". ", " aber "];
/// Comparisons in words; true for *more*.
pub(super) const COMPARISONS: [(&str, bool); 40] = [
    ("more than", true),
    ("greater than", true),
    ("higher than", true),
    ("longer than", true),
    ("larger than", true),
    ("bigger than", true),
    ("slower than", true),
    ("over", true),
    ("above", true),
    ("exceed", true),
    ("exceeds", true),
    ("exceeding", true),
    ("less than", false),
    ("fewer than", false),
    ("lower than", false),
    ("smaller than", false),
    ("shorter than", false),
    ("below", false),
    ("under", false),
    ("mehr als", true),
    ("länger als", true),
    ("größer als", true),
    ("höher als", true),
    ("über", true),
    ("weniger als", false),
    ("unter", false),
    ("plus de", true),
    ("plus que", true),
    ("moins de", false),
    ("más de", true),
    ("mayor que", true),
    ("mayor a", true),
    ("menos de", false),
    ("menor que", false),
    ("mais de", true),
    ("maior que", true),
    ("acima de", true),
    ("più di", true),
    ("oltre", true),
    ("meno di", false),
];
/// Words of items whose limits are settings and aren't measured.
pub(super) const SETTINGS: [&str; 10] = [
    "alert",
    "alerts",
    "alarm",
    "alarms",
    "trigger",
    "triggers",
    "threshold",
    "thresholds",
    "upload",
    "rejects",
];
/// Measurements of alerts: `Alert Detection: < 30 seconds`.
pub(super) const OF_ALERTS: [&str; 12] = [
    "detection",
    "delivery",
    "response",
    "acknowledgement",
    "acknowledgment",
    "acknowledged",
    "latency",
    "delay",
    "time",
    "resolution",
    "noise",
    "accuracy",
];
/// Words that make a limit a condition.
pub(super) const CONDITIONS: [&str; 16] = [
    "if", "when", "whenever", "once", "unless", "wenn", "falls", "sobald", "si", "lorsque",
    "quand", "cuando", "se", "quando", "eğer", "если",
];
/// Reactions to a limit, anywhere in a text.
pub(super) const REACTIONS: [&str; 22] = [
    "roll back",
    "rolled back",
    "rolling back",
    "rollback",
    "roll-back",
    "rollbacks",
    "revert",
    "reverted",
    "abort",
    "aborted",
    "escalate",
    "escalated",
    "failover",
    "fail over",
    "back out",
    "backout",
    "zurückrollen",
    "abbrechen",
    "annuler",
    "revertir",
    "abortar",
    "reverter",
];
/// Reactions to a limit, as the first word of a clause: a `page` may also be one that loads.
pub(super) const CALLS: [&str; 16] = [
    "page", "alert", "notify", "warn", "stop", "halt", "pause", "scale", "trigger", "restart",
    "cancel", "kill", "disable", "throttle", "call", "switch",
];
/// Words before the first word of a clause.
pub(super) const LEADS: [&str; 12] = [
    "then",
    "and",
    "or",
    "to",
    "automatically",
    "auto",
    "automatic",
    "immediately",
    "initiate",
    "must",
    "will",
    "we",
];
/// Words right after a reaction that connect it to a limit: `Abort on error rate > 5%`.
pub(super) const BINDINGS: [&str; 6] = ["on", "at", "upon", "above", "over", "bei"];
/// Parts of headings that make all limits under them triggers.
pub(super) const TRIGGERS: [&str; 34] = [
    "trigger",
    "triggers",
    "rollback criteria",
    "rollback criterion",
    "rollback conditions",
    "rollback condition",
    "rollback thresholds",
    "when to roll back",
    "when to rollback",
    "when to abort",
    "when to revert",
    "when to stop",
    "when to escalate",
    "roll back if",
    "rollback if",
    "roll back when",
    "rollback when",
    "abort",
    "abort criteria",
    "abort conditions",
    "stop criteria",
    "kill criteria",
    "kill switch",
    "no go criteria",
    "escalation criteria",
    "escalation thresholds",
    "scaling rules",
    "scaling policy",
    "scaling policies",
    "autoscaling",
    "abbruchkriterien",
    "rollback kriterien",
    "critères de rollback",
    "criterios de rollback",
];
/// Words for a rollback in headings.
pub(super) const ROLLBACKS: [&str; 14] = [
    "rollback",
    "rollbacks",
    "roll back",
    "rolling back",
    "backout",
    "back out",
    "revert",
    "reverting",
    "zurückrollen",
    "retour arrière",
    "reversión",
    "reversão",
    "geri alma",
    "回滚",
];
/// Words in headings that make a rollback a preparation.
pub(super) const READY: [&str; 8] = [
    "tested",
    "testing",
    "test",
    "tests",
    "readiness",
    "ready",
    "validation",
    "drill",
];
/// Words of headings for definitions of alerts; with other words a heading is about more than alerts.
pub(super) const ALERTS: [&str; 6] = ["alert", "alerts", "alerting", "alarm", "alarms", "alarme"];
/// Other words in headings for definitions of alerts.
pub(super) const OF_RULES: [&str; 18] = [
    "rules",
    "rule",
    "thresholds",
    "threshold",
    "definitions",
    "definition",
    "conditions",
    "configuration",
    "config",
    "limits",
    "policies",
    "policy",
    "setup",
    "critical",
    "warning",
    "monitoring",
    "key",
    "the",
];
