//! Offers to link: after a blank was filled that could fill a variable, one question.

use crate::checklist::{BlankId, VariableId};
use crate::progress::Stamp;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::confirm::Confirmation;
use crate::workbook::Edit;

impl App {
    /// Asks whether a blank that was just filled fills a variable too, once nothing else is open: while a form is filled,
    /// the next keys are its answers.
    pub(super) fn offer_link(&mut self) {
        while self.overlay.is_none()
            && let Some(blank) = self.questions.first_filled()
        {
            match self.next_offer(blank) {
                Some(variable) => {
                    let question = Confirmation::Link(variable, blank);
                    self.overlay = Some(Overlay::Confirm(question));
                }
                None => self.questions.end_first(),
            }
        }
    }

    /// The next variable that this blank could fill and was never offered for.
    fn next_offer(&mut self, blank: BlankId) -> Option<VariableId> {
        let workbook = &self.model.workbook;
        if self.model.read_only.is_some() || !workbook.is_filled(blank) {
            return None;
        }
        let offers = workbook.link_offers(blank);
        let (checklist, questions) = (workbook.checklist(), &mut self.questions);
        offers
            .into_iter()
            .find(|&variable| questions.offer(checklist, blank, variable))
    }

    /// Links a variable to a blank, or unlinks it, and tells what that fills.
    pub(super) fn link(
        &mut self,
        variable: VariableId,
        blank: Option<BlankId>,
        stamp: &Stamp,
    ) -> Option<Effect> {
        let effect = self.apply(Edit::LinkVariable { variable, blank }, stamp)?;
        let written = &self.model.checklist().variable(variable).written;
        let undo = self.model.key_of(Action::Undo);
        let told = match blank {
            Some(_) => format!(
                "{written}: filled {} ({undo}: undo).",
                self.model.place_count(variable)
            ),
            None => format!("{written}: unlinked ({undo}: undo)."),
        };
        self.info(told);
        Some(effect)
    }
}
