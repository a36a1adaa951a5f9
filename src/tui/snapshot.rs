//! The view that is kept across versions of a checklist, runs and sessions: selection, folds, drafts. Entries are found
//! again by key and text.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::app::App;
use super::field::{FieldPurpose, VariableScope};
use super::outline::{Outline, OutlineRow};
use super::overlay::Overlay;
use super::signing::SignaturePart;
use super::stepper::{self, Stepper};
use crate::checklist::{BlankId, Checklist, EntryId};
use crate::progress::State;
use crate::sanitize;
use crate::store::{Draft, DraftOf, Known, ViewState};
use crate::workbook::{Filter, Search, SignOff};

/// The view of the app.
pub(super) fn of(app: &App) -> ViewState {
    let checklist = app.model.checklist();
    let known = |id| known(checklist, id);
    // The first entry is where every walk begins.
    let to_selected = app
        .model
        .entry()
        .filter(|&id| id > EntryId(0))
        .map_or(0, |id| id.0 + 1);
    let folded = checklist
        .ids()
        .filter(|&id| app.model.outline.is_folded_by_hand(OutlineRow::Entry(id)));
    ViewState {
        selected: (0..to_selected)
            .rev()
            .map(|index| known(EntryId(index)))
            .collect(),
        folded: folded.map(known).collect(),
        walk: app.model.walk.is_some(),
        drafts: drafts(app),
    }
}

/// The drafts of the app, with what was typed in the field that is open.
pub(super) fn drafts(app: &App) -> Vec<Draft> {
    let checklist = app.model.checklist();
    let open = app
        .field()
        .and_then(|field| Some((&field.purpose, field.draft()?)));
    let kept = app
        .model
        .drafts
        .iter()
        .map(|(purpose, text)| (purpose, text.clone()));
    let signing = app.model.drafts_of_signing(app.field());
    let signing = signing
        .iter()
        .map(|(purpose, text)| (purpose, text.clone()));
    let drafts = kept
        .chain(signing)
        .chain(open)
        .filter_map(|(purpose, draft)| {
            let (entry, of) = match *purpose {
                FieldPurpose::Blank(id) => {
                    let blank = checklist.blank(id);
                    (blank.entry, DraftOf::Blank(blank.slug.clone()))
                }
                FieldPurpose::Variable(id, scope) => {
                    let slug = checklist.variable(id).slug.clone();
                    match scope {
                        // It belongs to the whole document.
                        VariableScope::All if checklist.entries().is_empty() => return None,
                        VariableScope::All => (EntryId(0), DraftOf::Variable(slug)),
                        VariableScope::Entry(entry) => (entry, DraftOf::VariableHere(slug)),
                    }
                }
                FieldPurpose::Measured(id, threshold) => {
                    let measurement = app.model.measurement(id, threshold)?;
                    (id, DraftOf::Measured(measurement.slug.to_owned()))
                }
                FieldPurpose::Sign(SignOff { who, .. }, part) => {
                    let blank = checklist.blank(who);
                    (
                        blank.entry,
                        DraftOf::Signature {
                            of: blank.slug.clone(),
                            part: part.name().to_owned(),
                        },
                    )
                }
                FieldPurpose::Note(id) => (id, DraftOf::Note),
                // It belongs to the whole document, so it is kept at its first entry.
                FieldPurpose::Live if !checklist.entries().is_empty() => {
                    (EntryId(0), DraftOf::Live)
                }
                FieldPurpose::EditNote(id, ref note) => (id, DraftOf::EditNote(note.clone())),
                FieldPurpose::Reason {
                    entry,
                    state,
                    whole,
                } => (
                    entry,
                    DraftOf::Reason {
                        state: state.name().to_owned(),
                        whole,
                    },
                ),
                FieldPurpose::Live
                | FieldPurpose::Find { .. }
                | FieldPurpose::Copy(_)
                | FieldPurpose::NewRun
                | FieldPurpose::Elsewhere
                | FieldPurpose::Since { .. }
                | FieldPurpose::Command => return None,
            };
            Some((
                entry,
                Draft {
                    entry: known(checklist, entry),
                    of,
                    draft,
                },
            ))
        });
    let mut drafts: Vec<(EntryId, Draft)> = drafts.collect();
    drafts.sort_by(|(a, one), (b, other)| (a, &one.of).cmp(&(b, &other.of)));
    drafts.into_iter().map(|(_, draft)| draft).collect()
}

fn known(checklist: &Checklist, id: EntryId) -> Known {
    Known {
        key: checklist.key(id),
        text: checklist.name(id).into_owned(),
    }
}

/// Returns the first draft without an entry in `checklist`.
fn first_without_entry<'a>(seat: &'a ViewState, checklist: &Checklist) -> Option<&'a Draft> {
    let places = EntryFinder::of(checklist);
    seat.drafts
        .iter()
        .find(|draft| places.purpose(draft).is_none())
}

/// Gives the app, which has just been opened, this view.
pub(super) fn give(seat: &ViewState, app: &mut App) {
    if seat.is_empty() {
        return;
    }
    let places = EntryFinder::of(app.model.workbook.checklist());
    let folded: Vec<EntryId> = seat
        .folded
        .iter()
        .filter_map(|known| places.find(known))
        .collect();
    let selected = seat.selected.iter().find_map(|known| places.find(known));
    for draft in &seat.drafts {
        take_up(&mut app.model.drafts, &places, draft);
    }
    app.move_orphaned_drafts();
    for id in folded {
        app.model
            .outline
            .set_folded(&app.model.workbook, OutlineRow::Entry(id), true);
    }
    if let Some(id) = selected {
        app.model
            .outline
            .go_to(&app.model.workbook, OutlineRow::Entry(id));
    }
    let is_step = app
        .model
        .entry()
        .is_some_and(|id| stepper::is_step(app.model.checklist(), id));
    if seat.walk {
        app.model.walk = is_step.then(Stepper::default);
    }
}

/// Takes up a draft. One whose place is gone, or where there is another, becomes part of the draft of a note:
/// there it is seen, and lost it is not.
fn take_up(drafts: &mut HashMap<FieldPurpose, String>, places: &EntryFinder, draft: &Draft) {
    let text = draft.draft.clone();
    let told = match places.purpose(draft) {
        Some(purpose) => match drafts.entry(purpose) {
            Slot::Vacant(place) => {
                place.insert(text);
                return;
            }
            Slot::Occupied(there) if *there.get() == text => return,
            Slot::Occupied(_) => text,
        },
        None => format!("{}: {text}", draft.entry.text),
    };
    let entry = places.find(&draft.entry).unwrap_or(EntryId(0));
    let note = drafts.entry(FieldPurpose::Note(entry)).or_default();
    if !note.is_empty() {
        note.push('\n');
    }
    note.push_str(&told);
}

/// An edited checklist that can't be displayed yet, and why.
pub(super) struct DeferredChecklist {
    pub(super) checklist: Checklist,
    pub(super) why: String,
}

impl App {
    /// Takes on the filter of the app that this one goes on from.
    pub(super) fn take_filter(&mut self, filter: Option<Filter>) {
        if let Some(filter) = filter {
            let here = self.model.outline.row();
            self.model
                .outline
                .set_filter(&self.model.workbook, filter, here);
        }
    }

    /// Displays an edited checklist. The view is kept as far as possible.
    pub(super) fn turn_to(&mut self, checklist: Checklist) -> Result<(), Box<DeferredChecklist>> {
        let waits_for = self.overlay.as_ref().and_then(Overlay::keeps_checklist);
        if let Some(when) = waits_for {
            let why = format!("The checklist was edited; it reloads {when}.");
            return Err(Box::new(DeferredChecklist { checklist, why }));
        }
        let view = of(self);
        if let Some(draft) = first_without_entry(&view, &checklist) {
            let why = format!(
                "The checklist was edited. It reloads when you save or clear your draft on “{}”, which is gone.",
                sanitize::one_line(&draft.entry.text)
            );
            return Err(Box::new(DeferredChecklist { checklist, why }));
        }
        let reworded = self.reworded(&view, &checklist);
        let filter = self.model.outline.filter().cloned();
        let void = self.model.workbook.void_roles();
        self.model.workbook.turn_to(checklist);
        self.model.outline = Outline::new(&self.model.workbook);
        self.search = Search::default();
        (self.model.moving_mark, self.copied) = (None, None);
        self.questions.forget_blanks();
        self.model.drafts.clear();
        give(&view, self);
        if let Some(id) = reworded {
            self.model
                .outline
                .go_to(&self.model.workbook, OutlineRow::Entry(id));
        }
        self.take_filter(filter);
        let greeting = self
            .model
            .workbook
            .greeting()
            .map(|greeting| format!(" {greeting}"))
            .unwrap_or_default();
        self.info(format!("Checklist reloaded.{greeting}"));
        self.notify_voided(&void);
        self.settle();
        Ok(())
    }

    /// The selected entry in a checklist where it has other words: where nothing was added or taken away, entries have
    /// the same numbers.
    fn reworded(&self, view: &ViewState, checklist: &Checklist) -> Option<EntryId> {
        let is_gone = EntryFinder::of(checklist)
            .find(view.selected.first()?)
            .is_none();
        let as_many = self.model.checklist().entries().len() == checklist.entries().len();
        self.model.entry().filter(|_| is_gone && as_many)
    }
}

/// Finds entries of another version of the checklist.
struct EntryFinder<'a> {
    checklist: &'a Checklist,
    by_key: &'a HashMap<String, EntryId>,
    /// The entries by text; nothing where several share it.
    by_text: HashMap<String, Option<EntryId>>,
}

impl<'a> EntryFinder<'a> {
    fn of(checklist: &'a Checklist) -> EntryFinder<'a> {
        let mut by_text: HashMap<String, Option<EntryId>> = HashMap::new();
        for id in checklist.ids() {
            by_text
                .entry(checklist.name(id).into_owned())
                .and_modify(|only| *only = None)
                .or_insert(Some(id));
        }
        EntryFinder {
            checklist,
            by_key: checklist.by_key(),
            by_text,
        }
    }

    /// The entry with key and text as they were, else the only one with that text, else the one with that key.
    fn find(&self, known: &Known) -> Option<EntryId> {
        let earlier = || self.checklist.earlier()?.by_key(&known.key);
        let same_key = self.by_key.get(&known.key).copied().or_else(earlier);
        let is_same = |&id: &EntryId| self.checklist.name(id) == known.text;
        same_key
            .filter(is_same)
            .or_else(|| self.by_text.get(&known.text).copied().flatten())
            .or(same_key)
    }

    fn purpose(&self, draft: &Draft) -> Option<FieldPurpose> {
        let entry = self.find(&draft.entry)?;
        Some(match &draft.of {
            DraftOf::Note => FieldPurpose::Note(entry),
            DraftOf::Live => FieldPurpose::Live,
            DraftOf::EditNote(note) => FieldPurpose::EditNote(entry, note.clone()),
            DraftOf::Reason { state, whole } => FieldPurpose::Reason {
                entry,
                state: State::from_name(state)?,
                whole: *whole,
            },
            DraftOf::Blank(slug) => FieldPurpose::Blank(self.blank(entry, slug)?),
            DraftOf::Variable(slug) => {
                FieldPurpose::Variable(self.checklist.variable_called(slug)?, VariableScope::All)
            }
            DraftOf::VariableHere(slug) => {
                let variable = self.checklist.variable_called(slug)?;
                let mut places = self.checklist.places_of(entry);
                places.find(|place| place.variable == variable)?;
                FieldPurpose::Variable(variable, VariableScope::Entry(entry))
            }
            DraftOf::Measured(slug) => {
                let mut thresholds = self.checklist.thresholds(entry).iter();
                FieldPurpose::Measured(
                    entry,
                    thresholds.position(|threshold| threshold.slug == *slug)?,
                )
            }
            DraftOf::Signature { of, part } => {
                let signoff = self.checklist.possible_signoff_of(self.blank(entry, of)?)?;
                FieldPurpose::Sign(signoff, SignaturePart::from_name(part)?)
            }
        })
    }

    fn blank(&self, entry: EntryId, slug: &str) -> Option<BlankId> {
        self.checklist.blank_called(entry, slug)
    }
}
