//! Signing: opens the sign-offs and the form of a signature, and signs.

use crate::progress::{Stamp, is_name};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::form_row::FormRow;
use crate::tui::keymap::Context;
use crate::tui::notice::sentence;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::signoffs::SignOffsSheet;
use crate::tui::signing::{SignatureForm, SignaturePart};
use crate::tui::update::forms::FieldExit;
use crate::workbook::{Edit, SignOff};

impl App {
    /// Opens the sheet, on a sign-off of the selected entry, else on the first that is not signed.
    pub(super) fn open_signoffs(&mut self) {
        let signoffs: Vec<SignOff> = self.model.workbook.signoffs().collect();
        let is_open = |signoff: &SignOff| !self.model.workbook.is_signed(*signoff);
        let is_here = |signoff: &SignOff| {
            let entry = self.model.checklist().blank(signoff.who).entry;
            self.model.entry().is_some_and(|id| {
                self.model
                    .checklist()
                    .item_with_lines(id)
                    .any(|line| line == entry)
            })
        };
        let at = |wanted: &dyn Fn(&SignOff) -> bool| signoffs.iter().position(wanted);
        let selected = at(&|signoff| is_here(signoff) && is_open(signoff)).or_else(|| at(&is_here));
        let selected = selected.or_else(|| at(&is_open)).unwrap_or_default();
        self.overlay = Some(Overlay::SignOffs(SignOffsSheet::at(selected)));
    }

    /// Opens the form of a signature.
    pub(super) fn begin_signing(&mut self, signoff: SignOff, stamp: &Stamp) {
        let mut signing = SignatureForm::by(stamp);
        let mut is_draft = false;
        for part in SignaturePart::ALL {
            if let Some(text) = self.model.drafts.remove(&FieldPurpose::Sign(signoff, part)) {
                signing.set(part, text);
                is_draft = true;
            }
        }
        self.model.signing = Some(signing);
        self.open_part(signoff, SignaturePart::Name);
        if is_draft {
            self.info("Draft restored.");
        }
    }

    /// Opens the field of a part of the signature that is being made.
    fn open_part(&mut self, signoff: SignOff, part: SignaturePart) {
        let Some(signing) = &self.model.signing else {
            return;
        };
        let field = Field::new(
            FieldPurpose::Sign(signoff, part),
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
        part: SignaturePart,
        then: FieldExit,
        stamp: &Stamp,
    ) -> Option<Effect> {
        let text = self.field().map(Field::text).unwrap_or_default();
        if let Some(signing) = &mut self.model.signing {
            signing.set(part, text);
        }
        let rows = self.model.signature_rows(signoff, part);
        let at = rows
            .iter()
            .position(|&row| row == FormRow::Sign(signoff, part))
            .unwrap_or_default();
        let step = match then {
            FieldExit::Close => return self.sign(signoff, stamp),
            FieldExit::Next => 1,
            FieldExit::Field(step) | FieldExit::Blank(step) => step,
        };
        match at.checked_add_signed(step).and_then(|to| rows.get(to)) {
            Some(&FormRow::Sign(_, next)) => self.open_part(signoff, next),
            _ if then == FieldExit::Next => return self.sign(signoff, stamp),
            _ => self.open_part(signoff, part),
        }
        None
    }

    /// Signs with the form. Where a part is missing, its field opens.
    fn sign(&mut self, signoff: SignOff, stamp: &Stamp) -> Option<Effect> {
        let Some(signing) = &self.model.signing else {
            return None;
        };
        if self.is_unseen() {
            let enter = self
                .model
                .keymap
                .key_in(Context::Signing, Action::AcceptAndContinue);
            self.warn(format!("Not signed yet: review it, then press {enter}."));
            return None;
        }
        let text = |part| signing.text(part).trim().to_owned();
        let (name, date, reason) = (
            text(SignaturePart::Name),
            text(SignaturePart::Date),
            text(SignaturePart::Reason),
        );
        let count = self.model.workbook.blockers_to_sign(signoff);
        if count > 0 && reason.is_empty() {
            self.open_part(signoff, SignaturePart::Reason);
            let leave = self.model.keymap.key_in(Context::Signing, Action::Cancel);
            self.warn(format!("Not signed: enter a reason ({leave}: cancel)."));
            return None;
        }
        let wanting = match (is_name(&name), date.is_empty()) {
            (false, _) => Some(SignaturePart::Name),
            (true, true) => Some(SignaturePart::Date),
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
            let notice = self.notice.take();
            self.open_part(signoff, part);
            self.notice = notice;
            return effects;
        }
        self.model.signing = None;
        self.back_to_sheet(signoff);
        if effects.is_some() {
            let signed = format!(
                "Signed as {}: {name}, {date}.",
                self.model.workbook.role(signoff)
            );
            let twice = self
                .model
                .workbook
                .describe_signed_twice_here(signoff)
                .map(|told| sentence(&told));
            self.info(
                std::iter::once(signed)
                    .chain(twice)
                    .collect::<Vec<_>>()
                    .join(" "),
            );
        }
        effects
    }

    /// The form was left: what was typed in it is kept as drafts.
    pub(super) fn cancel_signing(&mut self, signoff: SignOff, part: SignaturePart, text: String) {
        let Some(mut signing) = self.model.signing.take() else {
            return;
        };
        signing.set(part, text);
        let typed = signing
            .typed()
            .map(|(part, text)| (FieldPurpose::Sign(signoff, part), text.to_owned()));
        let before = self.model.drafts.len();
        self.model.drafts.extend(typed);
        let kept = if self.model.drafts.len() > before {
            " Kept as a draft."
        } else {
            ""
        };
        self.warn(format!("Not signed.{kept}"));
        self.back_to_sheet(signoff);
    }

    fn back_to_sheet(&mut self, signoff: SignOff) {
        let selected = self
            .model
            .workbook
            .signoffs()
            .position(|other| other == signoff)
            .unwrap_or_default();
        self.overlay = Some(Overlay::SignOffs(SignOffsSheet::at(selected)));
    }
}
