//! Corrections: how a person reads an entry, where the document is read otherwise.

use std::fmt;

use crate::checklist::{Need, Sense};

/// A meaning that a person can correct: of an entry, or of a variable in the whole document. `N` names a threshold or a
/// variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect<N> {
    /// Required, optional or conditional.
    Need,
    /// The direction of a threshold; without a name, of all under the entry.
    Sense(N),
    /// A sign-off or not.
    SignOff,
    /// Counts or not.
    Counts,
    /// One answer of several, or a box for each.
    Choice,
    /// A variable has to be filled or not, wherever its places are.
    Variable(N),
}

/// The meaning that a person gave an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Correction {
    /// Required, optional or conditional.
    Need(Need),
    /// The direction of a threshold.
    Sense(Sense),
    /// True for a sign-off.
    SignOff(bool),
    /// True if it counts.
    Counts(bool),
    /// True if its boxes are one answer.
    Choice(bool),
}

impl<N> Aspect<N> {
    /// The name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Aspect::Need => "need",
            Aspect::Sense(_) => "sense",
            Aspect::SignOff => "signoff",
            Aspect::Counts => "counts",
            Aspect::Choice => "choice",
            Aspect::Variable(_) => "variable",
        }
    }

    /// The word on the screen.
    pub fn word(&self) -> &'static str {
        match self {
            Aspect::Need | Aspect::Variable(_) => "need",
            Aspect::Sense(_) => "threshold",
            Aspect::SignOff => "sign-off",
            Aspect::Counts => "counting",
            Aspect::Choice => "choice",
        }
    }
}

impl Aspect<String> {
    /// The same, with a borrowed name.
    pub fn as_key(&self) -> Aspect<&str> {
        match self {
            Aspect::Need => Aspect::Need,
            Aspect::Sense(slug) => Aspect::Sense(slug),
            Aspect::SignOff => Aspect::SignOff,
            Aspect::Counts => Aspect::Counts,
            Aspect::Choice => Aspect::Choice,
            Aspect::Variable(slug) => Aspect::Variable(slug),
        }
    }

    /// The aspect with this name in JSON; `of` is the slug of the threshold or variable.
    pub fn from_name(name: &str, of: &str) -> Option<Aspect<String>> {
        let all = [
            Aspect::Need,
            Aspect::Sense(of.to_owned()),
            Aspect::SignOff,
            Aspect::Counts,
            Aspect::Choice,
            Aspect::Variable(of.to_owned()),
        ];
        all.into_iter().find(|aspect| aspect.name() == name)
    }

    /// The slug of the threshold, if it names one.
    pub fn threshold(&self) -> Option<&str> {
        self.as_key().threshold()
    }

    /// The slug of the variable, if it is about one.
    pub fn variable(&self) -> Option<&str> {
        self.as_key().variable()
    }
}

impl<'a> Aspect<&'a str> {
    /// The same, with a name of its own.
    pub fn to_owned(self) -> Aspect<String> {
        match self {
            Aspect::Need => Aspect::Need,
            Aspect::Sense(slug) => Aspect::Sense(slug.to_owned()),
            Aspect::SignOff => Aspect::SignOff,
            Aspect::Counts => Aspect::Counts,
            Aspect::Choice => Aspect::Choice,
            Aspect::Variable(slug) => Aspect::Variable(slug.to_owned()),
        }
    }

    /// The slug of the variable, if it is about one.
    pub fn variable(self) -> Option<&'a str> {
        match self {
            Aspect::Variable(slug) => Some(slug),
            Aspect::Need | Aspect::Sense(_) | Aspect::SignOff | Aspect::Counts | Aspect::Choice => {
                None
            }
        }
    }

    /// The slug of the threshold, if it names one.
    pub fn threshold(self) -> Option<&'a str> {
        match self {
            Aspect::Sense(slug) => Some(slug).filter(|slug| !slug.is_empty()),
            Aspect::Need
            | Aspect::SignOff
            | Aspect::Counts
            | Aspect::Choice
            | Aspect::Variable(_) => None,
        }
    }
}

impl Correction {
    /// The value in JSON and in event ids.
    pub fn name(self) -> &'static str {
        match self {
            Correction::Need(need) => need.name(),
            Correction::Sense(sense) => sense.name(),
            Correction::SignOff(is) | Correction::Counts(is) | Correction::Choice(is) => {
                if is {
                    "yes"
                } else {
                    "no"
                }
            }
        }
    }

    /// The value of an aspect with this name.
    pub fn from_name<N>(aspect: &Aspect<N>, name: &str) -> Option<Correction> {
        let flag = || match name {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        match aspect {
            Aspect::Need => Need::from_name(name).map(Correction::Need),
            Aspect::Sense(_) => {
                let mut all = Sense::ALL.into_iter();
                all.find(|sense| sense.name() == name)
                    .map(Correction::Sense)
            }
            Aspect::SignOff => flag().map(Correction::SignOff),
            Aspect::Counts => flag().map(Correction::Counts),
            Aspect::Choice => flag().map(Correction::Choice),
            Aspect::Variable(_) => {
                let need = Need::from_name(name).map(Correction::Need);
                need.filter(|need| need.is_of(aspect))
            }
        }
    }

    /// Returns whether it is a value of this aspect.
    pub fn is_of<N>(self, aspect: &Aspect<N>) -> bool {
        match (aspect, self) {
            (Aspect::Need, Correction::Need(_))
            | (Aspect::Sense(_), Correction::Sense(_))
            | (Aspect::SignOff, Correction::SignOff(_))
            | (Aspect::Counts, Correction::Counts(_))
            | (Aspect::Choice, Correction::Choice(_))
            // A variable has no condition.
            | (Aspect::Variable(_), Correction::Need(Need::Required | Need::Optional)) => true,
            (
                Aspect::Need
                | Aspect::Sense(_)
                | Aspect::SignOff
                | Aspect::Counts
                | Aspect::Choice
                | Aspect::Variable(_),
                _,
            ) => false,
        }
    }

    /// The value of an aspect that adds work: it holds while people differ.
    pub fn safe<N>(aspect: &Aspect<N>) -> Correction {
        match aspect {
            Aspect::Need | Aspect::Variable(_) => Correction::Need(Need::Required),
            Aspect::Sense(_) => Correction::Sense(Sense::On),
            Aspect::SignOff => Correction::SignOff(true),
            Aspect::Counts => Correction::Counts(true),
            Aspect::Choice => Correction::Choice(false),
        }
    }
}

impl fmt::Display for Correction {
    /// The word for people.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Correction::Need(need) => need.name(),
            Correction::Sense(sense) => sense.name(),
            Correction::SignOff(true) => "sign-off",
            Correction::SignOff(false) => "no sign-off",
            Correction::Counts(true) => "counts",
            Correction::Counts(false) => "ignored",
            Correction::Choice(true) => "one choice",
            Correction::Choice(false) => "separate boxes",
        })
    }
}
