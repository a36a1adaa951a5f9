//! Signing a sign-off: the form with name and date, and with a reason where something stands in the way. Pure; nothing
//! is signed before the whole form is accepted.

use super::app::App;
use super::field::{Field, Purpose};
use super::form_row::Asked;
use super::model::Model;
use super::theme::Role;
use crate::progress::Stamp;
use crate::workbook::SignOff;
use crate::workbook::describe::{self, ATTESTATION};

/// A part of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignPart {
    /// Who signs.
    Name,
    /// The day.
    Date,
    /// Why it is signed although something stands in the way.
    Reason,
}

/// A signature that is being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// What each part began with.
    before: [String; 3],
    /// What each part holds now; the field holds what is being typed.
    texts: [String; 3],
}

impl SignPart {
    /// All of them, in the order in which they are asked for.
    pub const ALL: [SignPart; 3] = [SignPart::Name, SignPart::Date, SignPart::Reason];

    /// What is asked for.
    pub fn label(self) -> &'static str {
        match self {
            SignPart::Name => "Name",
            SignPart::Date => "Date",
            SignPart::Reason => "Forced, as",
        }
    }

    /// What kind of answer is expected.
    pub fn kind(self) -> &'static str {
        match self {
            SignPart::Name => "person",
            SignPart::Date => "date",
            SignPart::Reason => "reason",
        }
    }

    /// Its name among the drafts.
    pub fn name(self) -> &'static str {
        match self {
            SignPart::Name => "name",
            SignPart::Date => "date",
            SignPart::Reason => "reason",
        }
    }

    /// The part of this name.
    pub fn from_name(name: &str) -> Option<SignPart> {
        SignPart::ALL.into_iter().find(|part| part.name() == name)
    }
}

impl Signing {
    /// The signature of whoever sits there, today.
    pub fn by(stamp: &Stamp) -> Signing {
        let texts = [
            stamp.by.clone(),
            stamp.at.format("%Y-%m-%d").to_string(),
            String::new(),
        ];
        Signing {
            before: texts.clone(),
            texts,
        }
    }

    /// What a part holds.
    pub fn text(&self, part: SignPart) -> &str {
        &self.texts[part as usize]
    }

    /// What a part began with.
    pub fn before(&self, part: SignPart) -> &str {
        &self.before[part as usize]
    }

    /// Gives a part another text.
    pub fn set(&mut self, part: SignPart, text: String) {
        self.texts[part as usize] = text;
    }

    /// The parts that somebody typed something in, with that.
    pub fn typed(&self) -> impl Iterator<Item = (SignPart, &str)> {
        let is_typed = |part: &SignPart| self.text(*part) != self.before(*part);
        SignPart::ALL
            .into_iter()
            .filter(is_typed)
            .map(|part| (part, self.text(part)))
    }
}

impl App {
    /// The drafts of a signature that is being made, the part in the field apart.
    pub(super) fn drafts_of_signing(&self) -> Vec<(Purpose, String)> {
        let open = self.field().and_then(|field| Asked::of(&field.purpose));
        let (Some(Asked::Sign(signoff, open)), Some(signing)) = (open, &self.model.signing) else {
            return Vec::new();
        };
        let others = signing.typed().filter(|(part, _)| *part != open);
        others
            .map(|(part, text)| (Purpose::Sign(signoff, part), text.to_owned()))
            .collect()
    }
}

impl Model {
    /// What the form of a signature asks for: a reason only where something stands in the way, or as long as one is
    /// being typed.
    pub(super) fn asked_to_sign(&self, signoff: SignOff, open: SignPart) -> Vec<Asked> {
        let is_forced = open == SignPart::Reason || self.workbook.blockers_to_sign(signoff) > 0;
        let parts = SignPart::ALL
            .into_iter()
            .filter(|&part| is_forced || part != SignPart::Reason);
        parts.map(|part| Asked::Sign(signoff, part)).collect()
    }

    /// What there is to tell while a signature is being made.
    pub(super) fn told_of_signing(
        &self,
        field: &Field,
        signoff: SignOff,
        part: SignPart,
    ) -> Vec<(String, Role)> {
        let count = self.workbook.blockers_to_sign(signoff);
        let mut told = Vec::new();
        let date = (part == SignPart::Date).then(|| field.text());
        if let Some(expected) = date.and_then(|date| self.checklist().expected(signoff.1, &date)) {
            told.push((
                format!("Not quite {expected}; signed as typed."),
                Role::Waiting,
            ));
        }
        if count > 0 {
            let blockers = if part == SignPart::Reason {
                // Missing signatures hinder nobody to sign, so these may be fewer than the header counts.
                let all = self.workbook.verdict().blockers.len();
                let beside = if count < all { ", sign-offs apart" } else { "" };
                format!(
                    "{}{beside}: why sign all the same?",
                    describe::blockers(count)
                )
            } else {
                describe::blockers(count)
            };
            told.push((blockers, Role::Bad));
        }
        told.push((ATTESTATION.to_owned(), Role::Dim));
        told
    }
}
