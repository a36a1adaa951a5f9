//! The sheet of sign-offs, and signing: the form with name, date and, where something stands in the way, a reason.

use crate::progress::{Stamp, is_name};
use crate::screen::action::Action;
use crate::screen::asked::Asked;
use crate::screen::effects::Effects;
use crate::screen::field::{Field, Purpose};
use crate::screen::keymap::Context;
use crate::screen::overlay::Overlay;
use crate::screen::session::Session;
use crate::screen::signing::{SignPart, Signing};
use crate::screen::signoffs::{self, SignOffs, Stop};
use crate::screen::update::forms::Then;
use crate::screen::update::sentence;
use crate::workbook::describe::SIGNED_ALREADY;
use crate::workbook::{Edit, SignOff};

impl Session {
    /// Opens the sheet, on a sign-off of the selected entry, else on the first that is not signed.
    pub(super) fn open_signoffs(&mut self) {
        let signoffs: Vec<SignOff> = self.workbook.signoffs().collect();
        let is_open = |signoff: &SignOff| !self.workbook.is_signed(*signoff);
        let is_here = |signoff: &SignOff| {
            let entry = self.checklist().blank(signoff.0).entry;
            self.entry().is_some_and(|id| {
                self.checklist()
                    .item_with_lines(id)
                    .any(|line| line == entry)
            })
        };
        let at = |wanted: &dyn Fn(&SignOff) -> bool| signoffs.iter().position(wanted);
        let selected = at(&|signoff| is_here(signoff) && is_open(signoff)).or_else(|| at(&is_here));
        let selected = selected.or_else(|| at(&is_open)).unwrap_or_default();
        self.overlay = Some(Overlay::SignOffs(SignOffs { selected, top: 0 }));
    }

    pub(super) fn settle_signoffs(&mut self) {
        let area = self.overview_area();
        let Some(Overlay::SignOffs(mut sheet)) = self.overlay else {
            return;
        };
        sheet.settle(
            &signoffs::rows(self, sheet, area.width),
            usize::from(area.height),
        );
        self.overlay = Some(Overlay::SignOffs(sheet));
    }

    pub(super) fn act_on_signoffs(&mut self, action: Action, stamp: &Stamp) {
        let stops = signoffs::stops(&self.workbook);
        let page = self.page();
        let Some(Overlay::SignOffs(sheet)) = &mut self.overlay else {
            return;
        };
        let stop = stops.get(sheet.selected).cloned();
        match (action, stop) {
            (Action::Down, _) => sheet.move_by(1, stops.len()),
            (Action::Up, _) => sheet.move_by(-1, stops.len()),
            (Action::PageDown, _) => sheet.move_by(page, stops.len()),
            (Action::PageUp, _) => sheet.move_by(-page, stops.len()),
            (Action::First, _) => sheet.move_by(isize::MIN, stops.len()),
            (Action::Last, _) => sheet.move_by(isize::MAX, stops.len()),
            (Action::Choose, Some(Stop::SignOff(signoff))) => self.begin_signing(signoff, stamp),
            (Action::GoThere, Some(Stop::SignOff(signoff))) => {
                self.overlay = None;
                self.go_to(self.checklist().blank(signoff.0).entry);
            }
            (Action::Choose | Action::GoThere, _) => {
                self.message = Some("Only a sign-off can be signed, or gone to.".to_owned());
            }
            _ => self.overlay = None,
        }
    }

    /// Opens the form of a signature.
    fn begin_signing(&mut self, signoff: SignOff, stamp: &Stamp) {
        if self.refuse_change() {
            return;
        }
        if self.workbook.is_signed(signoff) {
            self.message = Some(sentence(SIGNED_ALREADY));
            return;
        }
        let mut signing = Signing::by(stamp);
        let mut is_draft = false;
        for part in SignPart::ALL {
            if let Some(text) = self.drafts.remove(&Purpose::Sign(signoff, part)) {
                signing.set(part, text);
                is_draft = true;
            }
        }
        self.signing = Some(signing);
        self.open_part(signoff, SignPart::Name);
        if is_draft {
            self.message = Some("This is your draft from before.".to_owned());
        }
    }

    /// Opens the field of a part of the signature that is being made.
    fn open_part(&mut self, signoff: SignOff, part: SignPart) {
        let Some(signing) = &self.signing else { return };
        let field = Field::new(
            Purpose::Sign(signoff, part),
            signing.before(part),
            signing.text(part),
            false,
        );
        self.overlay = Some(Overlay::Field(Box::new(field)));
    }

    /// Takes what the field of a part holds, and goes on to the next; after the last it is signed.
    pub(super) fn leave_part(
        &mut self,
        signoff: SignOff,
        part: SignPart,
        then: Then,
        stamp: &Stamp,
    ) -> Effects {
        let text = self.field().map(Field::text).unwrap_or_default();
        if let Some(signing) = &mut self.signing {
            signing.set(part, text);
        }
        let rows = self.asked_to_sign(signoff, part);
        let at = rows
            .iter()
            .position(|&row| row == Asked::Sign(signoff, part))
            .unwrap_or_default();
        let step = match then {
            Then::Close => return self.sign(signoff, stamp),
            Then::Next => 1,
            Then::Field(step) | Then::Blank(step) => step,
        };
        match at.checked_add_signed(step).and_then(|to| rows.get(to)) {
            Some(&Asked::Sign(_, next)) => self.open_part(signoff, next),
            _ if then == Then::Next => return self.sign(signoff, stamp),
            _ => self.open_part(signoff, part),
        }
        Effects::default()
    }

    /// Signs, as the form says. Where a part is wanting, its field opens.
    fn sign(&mut self, signoff: SignOff, stamp: &Stamp) -> Effects {
        let Some(signing) = &self.signing else {
            return Effects::default();
        };
        if self.is_unseen() {
            let enter = self.keymap.key_in(Context::Signing, Action::AcceptOn);
            self.message = Some(format!(
                "Not signed yet: read it first, then {enter} signs."
            ));
            return Effects::default();
        }
        let text = |part| signing.text(part).trim().to_owned();
        let (name, date, reason) = (
            text(SignPart::Name),
            text(SignPart::Date),
            text(SignPart::Reason),
        );
        let count = self.workbook.blockers_to_sign(signoff);
        if count > 0 && reason.is_empty() {
            self.open_part(signoff, SignPart::Reason);
            let leave = self.keymap.key_in(Context::Signing, Action::Cancel);
            self.message = Some(format!(
                "Not signed: say why, or {leave} leaves it unsigned."
            ));
            return Effects::default();
        }
        let wanting = match (is_name(&name), date.is_empty()) {
            (false, _) => Some(SignPart::Name),
            (true, true) => Some(SignPart::Date),
            (true, false) => None,
        };
        let edit = Edit::Sign {
            signoff,
            name: name.clone(),
            date: date.clone(),
            forced: Some(reason).filter(|_| count > 0),
        };
        self.overlay = None;
        let effects = self.apply(edit, stamp);
        if let Some(part) = wanting {
            let message = self.message.take();
            self.open_part(signoff, part);
            self.message = message;
            return effects;
        }
        self.signing = None;
        self.back_to_sheet(signoff);
        if effects.save {
            let signed = format!("Signed as {}: {name}, {date}.", self.workbook.role(signoff));
            let twice = self
                .workbook
                .describe_signed_twice_here(signoff)
                .map(|told| sentence(&told));
            self.message = Some(
                std::iter::once(signed)
                    .chain(twice)
                    .collect::<Vec<_>>()
                    .join(" "),
            );
        }
        effects
    }

    /// The form was left: what was typed in it is kept as drafts.
    pub(super) fn leave_unsigned(&mut self, signoff: SignOff, part: SignPart, text: String) {
        let Some(mut signing) = self.signing.take() else {
            return;
        };
        signing.set(part, text);
        let typed = signing
            .typed()
            .map(|(part, text)| (Purpose::Sign(signoff, part), text.to_owned()));
        let before = self.drafts.len();
        self.drafts.extend(typed);
        let kept = if self.drafts.len() > before {
            " What you typed is kept as a draft."
        } else {
            ""
        };
        self.message = Some(format!("Not signed.{kept}"));
        self.back_to_sheet(signoff);
    }

    fn back_to_sheet(&mut self, signoff: SignOff) {
        let selected = self
            .workbook
            .signoffs()
            .position(|other| other == signoff)
            .unwrap_or_default();
        self.overlay = Some(Overlay::SignOffs(SignOffs { selected, top: 0 }));
    }
}
