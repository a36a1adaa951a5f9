//! Rollback sections: procedures that are only for emergencies, and claims that a rollback is ready.
//!
//! What is done in a rollback never counts, so only an unmistakable procedure is read as one: its items are
//! instructions, and none is a claim or a preparation. What triggers a rollback is one too.

use super::acts::{self, Intent};
use super::heading::RollbackSign;
use crate::checklist::languages::{Term, lower, words};

/// The content of a section about a rollback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::checklist) enum Content {
    /// Instructions or triggers for an emergency.
    Procedure,
    /// Claims and preparations: part of what a GO needs.
    Readiness,
    /// Both, or neither for certain.
    Unclear,
    /// No items.
    Empty,
}

/// The content of items under a heading or lead with this sign.
pub(in crate::checklist) fn content<'t>(
    sign: RollbackSign,
    texts: impl Iterator<Item = &'t str>,
) -> Content {
    let texts: Vec<&str> = texts.collect();
    if texts.is_empty() {
        return Content::Empty;
    }
    let acts: Vec<Intent> = texts.iter().map(|text| acts::act(text)).collect();
    let count = |those: &[Intent]| acts.iter().filter(|act| those.contains(act)).count();
    let (reverts, unclear) = (count(&[Intent::Revert]), count(&[Intent::Unclear]));
    let prepares = count(&[Intent::Preparation, Intent::Claim]);
    if sign.is_trigger {
        // `Rollback criteria approved by the CTO` is about triggers, and none.
        let is_about_triggers = |text: &&str| words(Term::Trigger).is_in(&lower(text));
        let is_ready = texts
            .iter()
            .any(|text| acts::is_ready(text) || is_about_triggers(text));
        let prepares = count(&[Intent::Preparation]) > 0;
        return match (is_ready, prepares) {
            (false, false) => Content::Procedure,
            (true, _) | (_, true) => Content::Unclear,
        };
    }
    let few = if sign.is_joined {
        unclear == 0
    } else {
        unclear < reverts
    };
    if reverts > 0 && prepares == 0 && few {
        return Content::Procedure;
    }
    if reverts == 0 && prepares > 0 && prepares + unclear == acts.len() && prepares > unclear {
        return Content::Readiness;
    }
    Content::Unclear
}
