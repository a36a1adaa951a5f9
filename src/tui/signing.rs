//! A signature in progress: name, date, and a reason if there are blockers. Nothing is signed before the whole form is
//! accepted.

use super::field::{Field, FieldPurpose};
use super::form_row::FormRow;
use super::model::Model;
use super::theme::StyleRole;
use crate::progress::Stamp;
use crate::workbook::describe::{self, ATTESTATION};
use crate::workbook::{Cause, SignOff, Standing, Workbook};

/// A part of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignaturePart {
    /// The signer.
    Name,
    /// The day.
    Date,
    /// The reason for signing despite blockers.
    Reason,
}

/// A signature that is being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureForm {
    /// The initial text of each part.
    before: [String; 3],
    /// The current text of each part; the focused one is in the field.
    texts: [String; 3],
}

impl SignaturePart {
    /// All parts, in the order of the form.
    pub const ALL: [SignaturePart; 3] = [
        SignaturePart::Name,
        SignaturePart::Date,
        SignaturePart::Reason,
    ];

    /// Returns the label.
    pub fn label(self) -> &'static str {
        match self {
            SignaturePart::Name => "Name",
            SignaturePart::Date => "Date",
            SignaturePart::Reason => "Reason",
        }
    }

    /// Returns the kind of answer.
    pub fn kind(self) -> &'static str {
        match self {
            SignaturePart::Name => "person",
            SignaturePart::Date => "date",
            SignaturePart::Reason => "reason",
        }
    }

    /// Its name among the drafts.
    pub fn name(self) -> &'static str {
        match self {
            SignaturePart::Name => "name",
            SignaturePart::Date => "date",
            SignaturePart::Reason => "reason",
        }
    }

    /// The part of this name.
    pub fn from_name(name: &str) -> Option<SignaturePart> {
        SignaturePart::ALL
            .into_iter()
            .find(|part| part.name() == name)
    }
}

impl SignatureForm {
    /// Creates a signature of the user, today.
    pub fn by(stamp: &Stamp) -> SignatureForm {
        let texts = [
            stamp.by.clone(),
            stamp.at.format("%Y-%m-%d").to_string(),
            String::new(),
        ];
        SignatureForm {
            before: texts.clone(),
            texts,
        }
    }

    /// Returns the text of a part.
    pub fn text(&self, part: SignaturePart) -> &str {
        &self.texts[part as usize]
    }

    /// Returns the initial text of a part.
    pub fn before(&self, part: SignaturePart) -> &str {
        &self.before[part as usize]
    }

    /// Gives a part another text.
    pub fn set(&mut self, part: SignaturePart, text: String) {
        self.texts[part as usize] = text;
    }

    /// Returns the edited parts with their texts.
    pub fn typed(&self) -> impl Iterator<Item = (SignaturePart, &str)> {
        let is_typed = |part: &SignaturePart| self.text(*part) != self.before(*part);
        SignaturePart::ALL
            .into_iter()
            .filter(is_typed)
            .map(|part| (part, self.text(part)))
    }
}

impl Model {
    /// The drafts of a signature that is being made, the part in the field apart.
    pub(super) fn drafts_of_signing(&self, field: Option<&Field>) -> Vec<(FieldPurpose, String)> {
        let open = field.and_then(|field| FormRow::of(&field.purpose));
        let (Some(FormRow::Sign(signoff, open)), Some(signing)) = (open, &self.signing) else {
            return Vec::new();
        };
        let others = signing.typed().filter(|(part, _)| *part != open);
        others
            .map(|(part, text)| (FieldPurpose::Sign(signoff, part), text.to_owned()))
            .collect()
    }

    /// Returns the rows of the form of a signature: with a reason if there are blockers, or one is
    /// being typed.
    pub(super) fn signature_rows(&self, signoff: SignOff, open: SignaturePart) -> Vec<FormRow> {
        let is_forced =
            open == SignaturePart::Reason || self.workbook.blockers_to_sign(signoff) > 0;
        let parts = SignaturePart::ALL
            .into_iter()
            .filter(|&part| is_forced || part != SignaturePart::Reason);
        parts.map(|part| FormRow::Sign(signoff, part)).collect()
    }

    /// Returns the details while a signature is made.
    pub(super) fn signature_details(
        &self,
        field: &Field,
        signoff: SignOff,
        part: SignaturePart,
    ) -> Vec<(String, StyleRole)> {
        let count = self.workbook.blockers_to_sign(signoff);
        let mut told = Vec::new();
        let date = (part == SignaturePart::Date).then(|| field.text());
        if let Some(expected) = signoff
            .when
            .zip(date)
            .and_then(|(when, date)| self.checklist().expected(when, &date))
        {
            told.push((
                format!("Doesn't look like {expected}; signed as typed."),
                StyleRole::Waiting,
            ));
        }
        if count > 0 {
            let blockers = if part == SignaturePart::Reason {
                // Missing signatures don't block signing, so these may be fewer than in the
                // header.
                let all = self.workbook.verdict().blockers.len();
                let beside = if count < all {
                    ", not counting sign-offs"
                } else {
                    ""
                };
                format!("{}{beside}. Why sign anyway?", describe::blockers(count))
            } else {
                describe::blockers(count)
            };
            told.push((blockers, StyleRole::Bad));
        }
        if let Some(named) = describe::contradictions(&self.workbook) {
            told.push((format!("{named}."), StyleRole::Waiting));
        }
        let basis = self.workbook.basis().signed_for();
        told.push((format!("You sign for {basis}"), StyleRole::Text));
        told.push((ATTESTATION.to_owned(), StyleRole::Dim));
        told
    }
}

/// Returns the reasons why a signature is void, one line each.
pub fn causes(workbook: &Workbook, signoff: SignOff) -> Vec<String> {
    workbook
        .causes(signoff)
        .iter()
        .flat_map(Cause::describe)
        .collect()
}

/// Returns the role of a sign-off's status.
pub fn standing_role(standing: Standing) -> StyleRole {
    match standing {
        Standing::Valid(_) => StyleRole::Good,
        Standing::Void(_) => StyleRole::Bad,
        Standing::Missing | Standing::Filled => StyleRole::Waiting,
    }
}
