//! How a document is read: a meaning that was found in its text, and the basis for it.
//!
//! A reading may add work for people; it removes none silently. So each one carries its origin, is listed by
//! `gonogo explain`, and can be corrected: by an annotation in the document, or by a person in a run.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// The basis of a reading, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A person corrected it in this run.
    Person,
    /// An annotation in the document states it.
    Annotation,
    /// Its words follow an unmistakable pattern.
    Pattern,
    /// An entry above it has it.
    Inherited,
    /// Nothing says otherwise.
    Default,
}

/// A meaning that was read, with its basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<T> {
    /// The meaning.
    pub value: T,
    /// The basis.
    pub origin: Origin,
    /// The words of the document that it rests on; empty by default.
    pub words: String,
}

/// Whether a GO needs an item.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// It has to be done, N/A or waived.
    #[default]
    Required,
    /// It never blocks.
    Optional,
    /// It applies only if something is the case: it counts until it is done or N/A, and its condition is reason enough
    /// for N/A.
    Conditional,
}

/// The direction of a threshold.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Sense {
    /// As it is written.
    #[default]
    On,
    /// The opposite of what is written.
    Inverted,
    /// It asks for no value.
    Off,
}

impl<T> Reading<T> {
    /// A reading by default.
    pub fn by_default(value: T) -> Reading<T> {
        Reading {
            value,
            origin: Origin::Default,
            words: String::new(),
        }
    }

    /// A reading that a person corrected.
    pub fn by_person(value: T) -> Reading<T> {
        Reading {
            value,
            origin: Origin::Person,
            words: String::new(),
        }
    }

    /// The same reading for an entry under this one.
    #[must_use]
    pub fn inherited(&self) -> Reading<T>
    where
        T: Clone,
    {
        let origin = if self.origin == Origin::Default {
            Origin::Default
        } else {
            Origin::Inherited
        };
        Reading {
            value: self.value.clone(),
            origin,
            words: self.words.clone(),
        }
    }
}

impl Origin {
    /// Returns whether the entry itself has it, not one above it.
    pub fn is_own(self) -> bool {
        match self {
            Origin::Person | Origin::Annotation | Origin::Pattern => true,
            Origin::Inherited | Origin::Default => false,
        }
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Person => "person",
            Origin::Annotation => "annotation",
            Origin::Pattern => "pattern",
            Origin::Inherited => "inherited",
            Origin::Default => "default",
        }
    }
}

impl Need {
    /// All values, the strictest first.
    pub const ALL: [Need; 3] = [Need::Required, Need::Conditional, Need::Optional];

    /// The name in JSON, in annotations and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Need::Required => "required",
            Need::Conditional => "conditional",
            Need::Optional => "optional",
        }
    }

    /// The value with this name.
    pub fn from_name(name: &str) -> Option<Need> {
        Need::ALL.into_iter().find(|need| need.name() == name)
    }
}

impl Sense {
    /// All values, the strictest first.
    pub const ALL: [Sense; 3] = [Sense::On, Sense::Inverted, Sense::Off];

    /// The name in JSON, in annotations and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Sense::On => "on",
            Sense::Inverted => "inverted",
            Sense::Off => "off",
        }
    }

    /// The value with this name; `none` is the word of annotations for off.
    pub fn from_name(name: &str) -> Option<Sense> {
        match name {
            "none" => Some(Sense::Off),
            name => Sense::ALL.into_iter().find(|sense| sense.name() == name),
        }
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Sense {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}
