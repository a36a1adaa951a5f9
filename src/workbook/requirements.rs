//! What stricter rules require to be decided: each kind of thing that a verdict leaves out.

/// A kind of thing that a verdict leaves out by default, and that stricter rules turn into blockers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Requirement {
    /// Pre-ticked items are confirmed.
    PreTicked,
    /// Done items with a threshold have a measured value.
    Measured,
    /// Open boxes that aren't items are ticked, or somebody decided whether they count.
    Boxes,
    /// No line only looks like an item.
    LookAlikes,
    /// Blanks and variables outside of items are filled.
    Blanks,
    /// The text of done items has no empty placeholder.
    Placeholders,
    /// No part of the checklist is in another file.
    Includes,
    /// The document isn't in the middle of a merge.
    ConflictMarkers,
}

/// Several kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Requirements([bool; Requirement::ALL.len()]);

impl Requirement {
    /// All kinds.
    pub const ALL: [Requirement; 8] = [
        Requirement::PreTicked,
        Requirement::Measured,
        Requirement::Boxes,
        Requirement::LookAlikes,
        Requirement::Blanks,
        Requirement::Placeholders,
        Requirement::Includes,
        Requirement::ConflictMarkers,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Requirement::PreTicked => "pre-ticked",
            Requirement::Measured => "measured",
            Requirement::Boxes => "boxes",
            Requirement::LookAlikes => "look-alikes",
            Requirement::Blanks => "blanks",
            Requirement::Placeholders => "placeholders",
            Requirement::Includes => "includes",
            Requirement::ConflictMarkers => "conflict-markers",
        }
    }
}

impl Requirements {
    /// All kinds: the rules of `--strict`.
    pub const STRICT: Requirements = Requirements([true; Requirement::ALL.len()]);

    /// Returns whether a kind is among them.
    pub fn has(self, kind: Requirement) -> bool {
        self.0[kind as usize]
    }

    /// Returns whether there is none.
    pub fn is_empty(self) -> bool {
        self == Requirements::default()
    }
}

impl FromIterator<Requirement> for Requirements {
    fn from_iter<I: IntoIterator<Item = Requirement>>(kinds: I) -> Requirements {
        let mut requirements = Requirements::default();
        for kind in kinds {
            requirements.0[kind as usize] = true;
        }
        requirements
    }
}
