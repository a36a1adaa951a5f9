//! Measured values and sign-offs in the detail.

use ratatui::text::Span;

use super::DetailPage;
use crate::checklist::EntryId;
use crate::progress::Register;
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::form_row::outcome_role;
use crate::tui::signing::{causes, standing_role};
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::workbook::{Blocks, Measurement, SignOff};

impl DetailPage<'_> {
    /// Adds the measured values, with their outcomes and authors.
    pub(super) fn measurements(&mut self, id: EntryId) {
        let model = self.model;
        for measurement in model.workbook.measurements(id) {
            let rich = self.measurement(&measurement);
            self.put_point(&rich);
        }
        if model.workbook.missed(id).is_some() {
            let blocks = model.workbook.blocked_by_measured(id);
            let (measure, waive) = (model.key_of(Action::Measure), model.key_of(Action::Waived));
            let told = format!(
                "{} ({measure}: measure again, {waive}: waive)",
                blocks.words()
            );
            let role = if blocks == Blocks::Nothing {
                StyleRole::Dim
            } else {
                StyleRole::Bad
            };
            let rich = self.styled(&told, role);
            self.put(&rich, &Span::raw("  "), &Span::raw("  "));
        }
    }

    fn measurement(&self, of: &Measurement) -> StyledText {
        let theme = &self.model.theme;
        let mut rich = StyledText::default();
        rich.push(of.label(), theme.style(StyleRole::Text));
        if let Some(threshold) = of.threshold {
            rich.push(&format!(" {threshold}"), theme.style(StyleRole::Dim));
        }
        rich.push(": ", theme.style(StyleRole::Text));
        let measure = self.model.key_of(Action::Measure);
        let (Some(value), Some(answer)) = (of.value(), of.register.and_then(Register::answer))
        else {
            let (told, role) = if of.is_split() {
                (
                    format!(
                        "conflict: {} ({measure}: resolve)",
                        of.describe_conflict(|value, who| format!("{value} ({who})"))
                    ),
                    StyleRole::Bad,
                )
            } else {
                (format!("not measured ({measure})"), StyleRole::Empty)
            };
            rich.push(&told, theme.style(role));
            return rich;
        };
        rich.push(value, theme.style(StyleRole::Value));
        match of.outcome {
            Some(outcome) => rich.push(
                &format!(" {}", outcome.word()),
                theme.style(outcome_role(outcome)),
            ),
            None => rich.push(", no longer required", theme.style(StyleRole::Waiting)),
        };
        if of.is_doubtful && of.threshold.is_some() {
            let on = format!(
                "  measured for “{}”, needs confirming ({measure})",
                answer.on.text
            );
            rich.push(&on, theme.style(StyleRole::Waiting));
        } else {
            let who = format!("  {}, {}", answer.who(), sanitize::time(&answer.at));
            rich.push(&who, theme.style(StyleRole::Dim));
        }
        rich
    }

    /// Adds the sign-offs with their status, and the causes of void signatures.
    pub(super) fn signoffs(&mut self, id: EntryId) {
        let model = self.model;
        let workbook = &model.workbook;
        let lines = model.checklist().item_with_lines(id);
        let signoffs: Vec<SignOff> = lines.flat_map(|line| workbook.signoffs_at(line)).collect();
        for &signoff in &signoffs {
            let what = if signoffs.len() > 1 {
                workbook.role(signoff)
            } else {
                "Sign-off"
            };
            let role = standing_role(workbook.signature(signoff));
            let sign = if workbook.is_signed(signoff) {
                String::new()
            } else {
                format!(" ({}: sign)", model.key_of(Action::SignOffs))
            };
            let rich = self.styled(
                &format!("{what}: {}{sign}", workbook.describe_signoff(signoff)),
                role,
            );
            self.put_point(&rich);
            for cause in causes(workbook, signoff) {
                let rich = self.styled(&cause, StyleRole::Text);
                self.put(&rich, &Span::raw("  "), &Span::raw("  "));
            }
        }
    }

    fn put_point(&mut self, rich: &StyledText) {
        let bullet = Span::raw(format!("{} ", self.model.theme.signs.bullet));
        self.put(rich, &bullet, &Span::raw("  "));
    }
}
