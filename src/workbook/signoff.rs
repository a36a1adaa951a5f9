//! The signatures of the sign-offs, and whether these are still valid.
//!
//! A signature covers what its author saw: the document, and all answers before the launch. It is valid as long as both
//! give the digest that it records. It doesn't prove who made it: anyone with the file can write one.

use std::collections::HashMap;

use super::digest::Signer;
use super::edit::Refusal;
use super::placeholder::is_invisible;
use super::undo::StepEvent;
use super::{Blocker, BlockerReason};
use super::{Step, Unsound, Workbook};
use crate::checklist::{BlankId, EntryId, Origin, PlaceToSign, SignOff, SignOffFit};
use crate::progress::{Answer, Change, Person, Register, Signature, Stamp, State, standing};

/// The status of a sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Not signed, and nothing is filled in.
    Missing,
    /// Filled in by hand, not signed.
    Filled,
    /// Signed.
    Valid(&'a Answer<Signature>),
    /// Signed, but something that the signature covers changed.
    Void(&'a Answer<Signature>),
}

impl<'a> Standing<'a> {
    /// The signature, valid or not.
    pub fn given(self) -> Option<&'a Answer<Signature>> {
        match self {
            Standing::Valid(answer) | Standing::Void(answer) => Some(answer),
            Standing::Missing | Standing::Filled => None,
        }
    }

    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Missing => "missing",
            Standing::Filled => "filled",
            Standing::Valid(_) => "valid",
            Standing::Void(_) => "void",
        }
    }
}

impl Workbook {
    /// The sign-offs, in document order: as people, annotations and the words of the document have it.
    pub fn signoffs(&self) -> impl Iterator<Item = SignOff> + '_ {
        self.known_signoffs().iter().copied()
    }

    /// The sign-offs whose name goes into a blank of this entry.
    pub fn signoffs_at(&self, id: EntryId) -> impl Iterator<Item = SignOff> + '_ {
        let all = self.known_signoffs();
        let blanks = &self.checklist.entry(id).blanks;
        let first = all.partition_point(|signoff| signoff.who.0 < blanks.start);
        let own = all[first..]
            .iter()
            .take_while(|signoff| signoff.who.0 < blanks.end);
        own.copied()
    }

    fn known_signoffs(&self) -> &[SignOff] {
        let is_corrected = || self.marks.iter().any(|marks| !marks.corrections.is_empty());
        self.signoffs.get_or_init(|| {
            if self.checklist.annotations().is_empty() && !is_corrected() {
                return self.checklist.signoffs().to_vec();
            }
            let places = self.checklist.places_to_sign().iter();
            let signs = |place: &&PlaceToSign| self.signs_at(place);
            places.filter(signs).map(|place| place.signoff).collect()
        })
    }

    /// Returns whether somebody signs at a place. What is stated of a whole section is about the names in it.
    fn signs_at(&self, place: &PlaceToSign) -> bool {
        let entry = self.checklist.blank(place.signoff.who).entry;
        let stated = self.signoff_correction(entry);
        match (stated, place.fit) {
            (None, fit) => fit.is_read(),
            (Some(stated), SignOffFit::Asks) => stated.value && stated.origin != Origin::Inherited,
            (Some(stated), SignOffFit::Signs | SignOffFit::Likely | SignOffFit::Names) => {
                stated.value
            }
        }
    }

    /// The sign-off with its name or date in a blank.
    pub(super) fn signoff_of(&self, blank: BlankId) -> Option<SignOff> {
        let possible = self.checklist.possible_signoff_of(blank)?;
        let known = self.known_signoffs();
        let at = known.binary_search_by_key(&possible.who, |signoff| signoff.who);
        at.is_ok().then_some(possible)
    }

    /// The role of a sign-off.
    pub fn role(&self, signoff: SignOff) -> &str {
        self.checklist.role(signoff.who)
    }

    /// The date of a sign-off: the one that is filled in or, if the document doesn't ask for one, that of the signature.
    pub fn signoff_date(&self, signoff: SignOff) -> Option<&str> {
        if let Some(when) = signoff.when {
            return self.value(when);
        }
        let signature = self.signature(signoff).given()?.value.as_ref()?;
        Some(&signature.date)
    }

    /// The status of a sign-off.
    pub fn signature(&self, signoff: SignOff) -> Standing<'_> {
        let signed = self
            .signatures(signoff.who)
            .map(Register::standing)
            .unwrap_or_default();
        let valid = self
            .valid
            .get_or_init(|| self.find_valid())
            .get(&signoff.who);
        if let Some(answer) = valid.and_then(|&at| signed.get(at)) {
            return Standing::Valid(answer);
        }
        match signed.iter().rfind(|answer| answer.value.is_some()) {
            Some(answer) => Standing::Void(answer),
            None if signoff.blanks().any(|blank| self.value(blank).is_some()) => Standing::Filled,
            None => Standing::Missing,
        }
    }

    /// The index of the valid signature of each sign-off.
    fn find_valid(&self) -> HashMap<BlankId, usize> {
        let valid = |signoff: SignOff| {
            let mut signed = self.signatures(signoff.who)?.standing().iter();
            let at = signed.position(|answer| {
                answer.value.as_ref().is_some_and(|signature| {
                    self.is_named(signoff, signature)
                        && self.is_as_signed(signoff, answer, signature)
                })
            })?;
            Some((signoff.who, at))
        };
        self.signoffs().filter_map(valid).collect()
    }

    /// Returns whether a sign-off has a valid signature.
    pub fn is_signed(&self, signoff: SignOff) -> bool {
        matches!(self.signature(signoff), Standing::Valid(_))
    }

    /// The roles with void signatures.
    pub fn void_roles(&self) -> Vec<String> {
        let is_void = |signoff: &SignOff| matches!(self.signature(*signoff), Standing::Void(_));
        self.signoffs()
            .filter(is_void)
            .map(|signoff| self.role(signoff).to_owned())
            .collect()
    }

    /// The people with more than one valid signature, with their sign-offs.
    pub fn signed_twice(&self) -> Vec<(String, Vec<SignOff>)> {
        let mut people: Vec<(String, Vec<SignOff>)> = Vec::new();
        let mut places: HashMap<Person, usize> = HashMap::new();
        for signoff in self.signoffs() {
            let Standing::Valid(answer) = self.signature(signoff) else {
                continue;
            };
            let name = answer
                .value
                .as_ref()
                .map(|signature| signature.name.trim())
                .unwrap_or_default();
            let place = *places.entry(Person::named(name)).or_insert(people.len());
            match people.get_mut(place) {
                Some((_, signoffs)) => signoffs.push(signoff),
                None => people.push((name.to_owned(), vec![signoff])),
            }
        }
        people.retain(|(_, signoffs)| signoffs.len() > 1);
        people
    }

    /// The blocker of a sign-off, if there is one.
    pub(super) fn lack_of_signature(&self, signoff: SignOff) -> Option<BlockerReason> {
        let is_split = |blank: BlankId| self.register(blank).is_some_and(Register::is_conflict);
        if let Some(split) = signoff.blanks().find(|&blank| is_split(blank)) {
            return Some(BlockerReason::Split(split));
        }
        if self.needs_no_signature(signoff) {
            return None;
        }
        match self.signature(signoff) {
            Standing::Valid(_) => None,
            Standing::Void(_) => Some(BlockerReason::Void(signoff.who)),
            Standing::Missing | Standing::Filled => Some(BlockerReason::Unsigned(signoff.who)),
        }
    }

    /// The signatures at a blank for a name.
    pub(super) fn signatures(&self, who: BlankId) -> Option<&Register<Signature>> {
        let blank = self.checklist.blank(who);
        self.marks(blank.entry).signatures.get(&blank.slug)
    }

    /// Returns whether a signature can be trusted, all events it saw are here, and what it covers is unchanged.
    fn is_as_signed(
        &self,
        signoff: SignOff,
        answer: &Answer<Signature>,
        signature: &Signature,
    ) -> bool {
        signature.document == self.checklist.digest()
            && self.unsound_signature(signoff, answer).is_none()
            && self.gone(signature) == 0
            && self.has_digest(signoff, Signer::of(answer), signature)
    }

    /// The reason why the event of a signature can't be trusted.
    pub(super) fn unsound_signature(
        &self,
        signoff: SignOff,
        answer: &Answer<Signature>,
    ) -> Option<Unsound> {
        self.unsound_answer(
            self.checklist.blank(signoff.who).entry,
            &answer.id,
            &answer.on.text,
        )
    }

    /// The number of events that a signature saw and that are missing.
    pub(super) fn gone(&self, signature: &Signature) -> usize {
        let ids = self.ids.get_or_init(|| {
            self.progress
                .events()
                .map(|(_, event)| event.id.clone())
                .collect()
        });
        signature
            .seen
            .iter()
            .filter(|id| !ids.contains(*id))
            .count()
    }

    /// Returns whether name and date are as signed.
    pub(super) fn is_named(&self, signoff: SignOff, signature: &Signature) -> bool {
        self.value(signoff.who) == Some(&signature.name)
            && signoff
                .when
                .is_none_or(|when| self.value(when) == Some(&signature.date))
    }

    /// The ids of all current events, sorted.
    pub(super) fn standing_ids(&self) -> Vec<String> {
        let all = self.progress.entries.values().flat_map(standing);
        let mut ids: Vec<String> = all.map(|event| event.id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The number of blockers that have to be resolved before signing: all but missing and void signatures.
    pub fn blockers_to_sign(&self, signoff: SignOff) -> usize {
        // Signing resolves conflicting names.
        let is_own = |blank: Option<BlankId>| signoff.blanks().any(|own| Some(own) == blank);
        let hinders =
            |blocker: &&Blocker| !blocker.reason.is_signature() && !is_own(blocker.reason.blank());
        self.verdict().blockers.iter().filter(hinders).count()
    }

    /// Returns whether a signature here ticks an open item: it is the last that the item asks for.
    fn is_last_signature(&self, signoff: SignOff) -> bool {
        let entry = self.checklist.blank(signoff.who).entry;
        let mut others = self.signoffs_at(entry).filter(|other| *other != signoff);
        self.checklist.entry(entry).can_be_ticked()
            && self.state(entry) == State::Open
            && others.all(|other| self.is_signed(other))
    }

    /// Returns whether an open item waits for a signature, which ticks it.
    pub(super) fn awaits_signature(&self, id: EntryId) -> bool {
        self.signoffs_at(id).any(|signoff| !self.is_signed(signoff))
    }

    /// Returns whether nobody has to sign here: the item is N/A, waived or optional.
    fn needs_no_signature(&self, signoff: SignOff) -> bool {
        let entry = self.checklist.blank(signoff.who).entry;
        let is_waived = |item| matches!(self.state(item), State::Na | State::Waived);
        self.is_spared(entry) || self.checklist.item_of(entry).is_some_and(is_waived)
    }

    /// Signs: fills in name and date, records what is covered, and ticks the item if this is one.
    pub(super) fn sign(
        &mut self,
        signoff: SignOff,
        (name, date): (String, String),
        forced: Option<String>,
        stamp: &Stamp,
    ) -> Result<Step, Refusal> {
        let blockers_to_sign = self.blockers_to_sign(signoff);
        let forced = forced.filter(|reason| !is_invisible(reason));
        if blockers_to_sign > 0 && forced.is_none() {
            return Err(Refusal::Blocked {
                count: blockers_to_sign,
            });
        }
        let entry = self.checklist.blank(signoff.who).entry;
        let mut parts: Vec<StepEvent> = Vec::new();
        let beside = signoff
            .beside
            .filter(|&beside| self.value(beside).is_none());
        let filled = [
            (Some(signoff.who), &name),
            (beside, &name),
            (signoff.when, &date),
        ];
        for (blank, value) in filled {
            let step = blank.and_then(|blank| self.fill(blank, value.clone(), stamp));
            parts.extend(step.into_iter().flat_map(|step| step.parts));
        }
        if self.is_last_signature(signoff) {
            let ticked = self.set_state(entry, State::Done, None, stamp)?;
            parts.extend(ticked.into_iter().flat_map(|step| step.parts));
        }
        let role = self.checklist.blank(signoff.who).slug.clone();
        let register = self.signatures(signoff.who);
        let replaces = register.map(Register::ids).unwrap_or_default();
        let is_split = register.is_some_and(Register::is_conflict);
        let said_of = register
            .and_then(Register::answer)
            .map_or_else(|| self.on(entry), |answer| answer.on.clone());
        // A signature restored by undo has another time, and so is void: it only shows the previous one.
        let before = register.and_then(Register::value).cloned().map(Box::new);
        let back = (!is_split).then(|| {
            (
                Change::Signed {
                    role: role.clone(),
                    signature: before,
                },
                said_of,
            )
        });
        let mut signature = Signature {
            name,
            date,
            document: self.checklist.digest().to_owned(),
            digest: String::new(),
            seen: self.standing_ids(),
            forced: forced.filter(|_| blockers_to_sign > 0),
        };
        let at = stamp.written();
        let signer = Signer {
            by: &stamp.by,
            acting: stamp.acting.as_deref(),
            at: &at,
        };
        signature.digest = self.digest_for(signoff, signer, &signature);
        let change = Change::Signed {
            role,
            signature: Some(Box::new(signature)),
        };
        parts.push(self.write(entry, change, replaces, back, stamp));
        Ok(self.step(entry, parts))
    }
}
