//! Sign-offs in lines and items: a name, a signature and a date that are near each other, on one line or several.

use super::labels::{self, Asks};
use super::places::{self, ApprovalContext, ApprovalContexts};
use super::{PlaceToSign, SignOff, SignOffFit, roles};
use crate::checklist::languages::{self, Term};
use crate::checklist::{Blank, BlankId, BlankKind, Checklist, EntryId, Form, Kind, blank_kind};

/// The most line ends between two lines that belong together.
const NEAR: usize = 3;
/// The longest label of an item that may name any role, in words.
const SHORT_LABEL: usize = 3;

/// The sign-off that is being read, and the group of lines around it.
struct LineReader<'a> {
    checklist: &'a Checklist,
    contexts: &'a mut ApprovalContexts,
    found: Vec<PlaceToSign>,
    open: Option<OpenName>,
    /// A date without a name before it.
    date: Option<BlankId>,
    group: LineGroup,
}

/// Lines that belong together.
#[derive(Default)]
struct LineGroup {
    /// The line above, which introduces them.
    lead: Option<String>,
    /// True if they ask for facts, too, such as a version.
    has_facts: bool,
    /// Its names.
    closed: Vec<OpenName>,
}

/// A name that may become a sign-off.
#[derive(Clone, Copy)]
struct OpenName {
    who: BlankId,
    asks: Asks,
    beside: Option<BlankId>,
    when: Option<BlankId>,
    /// True if the date is on the same line.
    is_together: bool,
}

/// The sign-offs outside of tables, in document order.
pub(super) fn find(checklist: &Checklist, contexts: &mut ApprovalContexts) -> Vec<PlaceToSign> {
    let mut reader = LineReader {
        checklist,
        contexts,
        found: Vec::new(),
        open: None,
        date: None,
        group: LineGroup::default(),
    };
    let mut last: Option<BlankId> = None;
    for id in (0..checklist.blanks().len()).map(BlankId) {
        if !is_read(checklist, checklist.blank(id)) {
            continue;
        }
        if !last.is_some_and(|last| belong_together(checklist, last, id)) {
            reader.start_group(id);
        }
        reader.blank(id);
        last = Some(id);
    }
    reader.end_group();
    reader.found
}

fn is_read(checklist: &Checklist, blank: &Blank) -> bool {
    let is_place = match blank.form {
        Form::Inline | Form::FenceLine | Form::Lines => true,
        Form::Cell | Form::Fence { .. } => false,
    };
    is_place
        && matches!(
            checklist.entry(blank.entry).kind,
            Kind::Line | Kind::Item { .. }
        )
}

/// True if two blanks are on one line, or on neighboring lines of the same list or paragraph.
fn belong_together(checklist: &Checklist, one: BlankId, next: BlankId) -> bool {
    let (one, next) = (checklist.blank(one), checklist.blank(next));
    if one.entry == next.entry {
        // A form in a fence is one entry, with paragraphs of its own.
        let between = checklist.source().get(one.range.end..next.range.start);
        let lines = between.unwrap_or_default().matches('\n').count();
        return one.form != Form::FenceLine || lines <= NEAR;
    }
    let (above, below) = (checklist.entry(one.entry), checklist.entry(next.entry));
    let is_beside = above.parent == below.parent && !above.is_item();
    if below.is_item()
        || above.quotes != below.quotes
        || !(is_beside || below.parent == Some(one.entry))
    {
        return false;
    }
    let from = above.head.end.min(below.head.start);
    let between = &checklist.source()[from..below.head.start];
    between
        .chars()
        .all(|c| c.is_whitespace() || c.is_ascii_digit() || ">-*+\\.)".contains(c))
        && between.matches('\n').count() <= NEAR
        && !between.contains("--")
}

impl LineReader<'_> {
    fn start_group(&mut self, first: BlankId) {
        self.end_group();
        let head = self
            .checklist
            .entry(self.checklist.blank(first).entry)
            .head
            .start;
        self.group = LineGroup {
            lead: places::lead_in(self.checklist, head),
            ..LineGroup::default()
        };
    }

    fn end_group(&mut self) {
        self.close();
        self.date = None;
        for open in std::mem::take(&mut self.group.closed) {
            let found = self.found(open);
            self.found.push(found);
        }
    }

    fn blank(&mut self, id: BlankId) {
        let blank = self.checklist.blank(id);
        let is_same_line = self
            .open
            .is_some_and(|open| self.checklist.blank(open.who).entry == blank.entry);
        match self.asks(id, is_same_line) {
            Asks::Date => self.date(id, is_same_line),
            asks @ (Asks::Name | Asks::Signature) if self.completes(asks) => {
                self.complete(id, asks);
            }
            asks @ (Asks::Name
            | Asks::Signature
            | Asks::Approval
            | Asks::Role
            | Asks::Assigned
            | Asks::Text) => {
                self.close();
                self.open = Some(OpenName {
                    who: id,
                    asks,
                    beside: None,
                    when: self.date.take(),
                    is_together: false,
                });
            }
            Asks::Other => {
                self.group.has_facts = true;
                if let Some(open) = self
                    .open
                    .as_mut()
                    .filter(|_| is_same_line && is_planned(blank))
                {
                    // `Reviewed by: ____ Due: ____` gives somebody a task.
                    open.asks = Asks::Assigned;
                }
            }
        }
    }

    /// What a blank asks for, by its label and by the words in brackets behind it.
    fn asks(&self, id: BlankId, is_same_line: bool) -> Asks {
        let blank = self.checklist.blank(id);
        if is_same_line && (is_day(blank) || labels::is_day_behind(&blank.label)) {
            return Asks::Date;
        }
        let text = &self.checklist.entry(blank.entry).text;
        let behind = text[blank.span.end..].trim_start().strip_prefix('(');
        let inside = behind
            .and_then(|behind| Some(behind.split_once(')')?.0))
            .filter(|inside| !inside.contains('_'));
        if inside.is_some_and(labels::is_day_behind) {
            return Asks::Date;
        }
        let is_item = self.checklist.entry(blank.entry).is_item();
        // Any text before a date is taken for a name, but not that of an item.
        let kind = if is_item && blank.kind == BlankKind::Person {
            blank_kind::of_label(&blank.label)
        } else {
            blank.kind
        };
        let asks = labels::asks(&blank.label, kind);
        let before = &text[..blank.span.start];
        let is_assigned = asks == Asks::Role
            && is_item
            && labels::asks(before, BlankKind::Text) == Asks::Assigned;
        if is_assigned { Asks::Assigned } else { asks }
    }

    /// Takes a date: of the name before it, else of the next.
    fn date(&mut self, id: BlankId, is_same_line: bool) {
        match &mut self.open {
            Some(open) if open.when.is_none() => {
                open.when = Some(id);
                open.is_together = is_same_line;
            }
            Some(_) | None => self.date = Some(id),
        }
    }

    /// True if a name or signature is of the person who is open.
    fn completes(&self, asks: Asks) -> bool {
        let Some(open) = self.open.filter(|open| open.beside.is_none()) else {
            return false;
        };
        match open.asks {
            Asks::Name => asks == Asks::Signature,
            Asks::Signature => asks == Asks::Name && open.when.is_none(),
            Asks::Approval | Asks::Role | Asks::Assigned | Asks::Text => {
                open.when.is_none() || asks == Asks::Signature
            }
            Asks::Date | Asks::Other => false,
        }
    }

    fn complete(&mut self, id: BlankId, asks: Asks) {
        let Some(open) = &mut self.open else { return };
        // A signature was made in the blank right before its date, and stays there.
        if open.when.is_none() {
            open.beside = Some(std::mem::replace(&mut open.who, id));
        } else {
            open.beside = Some(id);
        }
        if matches!(open.asks, Asks::Name | Asks::Text) && asks == Asks::Signature {
            open.asks = Asks::Signature;
        }
    }

    /// Ends the name that is open.
    fn close(&mut self) {
        self.group.closed.extend(self.open.take());
    }

    fn found(&mut self, open: OpenName) -> PlaceToSign {
        let entry = self.checklist.blank(open.who).entry;
        let context = self.context(entry);
        PlaceToSign {
            signoff: SignOff {
                who: open.who,
                when: open.when,
                beside: open.beside,
            },
            fit: self.fit(open, entry, context),
            role: roles::of_line(
                self.checklist,
                (open.who, open.asks),
                open.beside,
                self.group.lead.as_deref(),
            ),
        }
    }

    fn context(&mut self, entry: EntryId) -> ApprovalContext {
        let checklist = self.checklist;
        let item = checklist
            .ancestors(entry)
            .find(|&up| checklist.entry(up).is_item());
        let above = item.map(|item| checklist.entry(item).text.as_str());
        let lead = self.group.lead.as_deref();
        let says = |text: &str| places::of_heading(text) == ApprovalContext::Approvals;
        if above.into_iter().chain(lead).any(says) {
            return ApprovalContext::Approvals;
        }
        self.contexts.of(checklist, entry)
    }

    fn fit(&self, open: OpenName, entry: EntryId, around: ApprovalContext) -> SignOffFit {
        let is_item = self.checklist.entry(entry).is_item();
        let approves = around == ApprovalContext::Approvals;
        let is_dated = open.when.is_some();
        // A header such as Version, Release Manager, Date states facts.
        let is_in_header = self.group.has_facts && !open.is_together;
        let is_near_date = is_dated && !is_in_header && around == ApprovalContext::Plain;
        // `FAQ: [URL]` among approvals is a fact, and `Dear [Name],` a letter: a placeholder needs a date, too.
        let is_placeholder = self.checklist.blank(open.who).notation.is_placeholder();
        let approves = approves && (is_dated || !is_placeholder);
        let (signs, is_likely) = match open.asks {
            Asks::Approval | Asks::Signature => (true, true),
            Asks::Name => (approves, is_near_date),
            Asks::Role => (approves, open.is_together || is_near_date),
            Asks::Assigned => (approves && is_dated && !is_item, false),
            Asks::Text => (
                approves && (is_dated || !is_item || self.is_short(open.who)),
                open.is_together && !is_item,
            ),
            Asks::Date | Asks::Other => (false, false),
        };
        if signs {
            SignOffFit::Signs
        } else if is_likely {
            SignOffFit::Likely
        } else {
            SignOffFit::Names
        }
    }

    /// True if the label of a blank may name a role: `Backend Developer`, not `Rollback tested on`.
    fn is_short(&self, id: BlankId) -> bool {
        let label = &self.checklist.blank(id).label;
        let words: Vec<&str> = label.split_whitespace().collect();
        let last = words.last().copied().unwrap_or_default();
        let starts = label.starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
        starts
            && words.len() <= SHORT_LABEL
            && !matches!(last, "on" | "at" | "in" | "to" | "with" | "for")
    }
}

/// True if a blank asks for a planned day.
fn is_planned(blank: &Blank) -> bool {
    blank.kind == BlankKind::Date
        && languages::words(Term::Planned).is_in(&languages::lower(&blank.label))
}

/// True if a blank on the line of a name is a day, and not a planned one.
fn is_day(blank: &Blank) -> bool {
    blank.kind == BlankKind::Date && !is_planned(blank)
}
