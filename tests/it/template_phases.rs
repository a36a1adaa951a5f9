//! The five checklists that gonogo was made for, judged by hand: which sections belong to which phase of a launch, and
//! what stands in the way of a GO, opened afresh and with everything done that comes before.
//!
//! Held on the built-in checklists that were made from them, and on the documents themselves where there are some
//! (see `real_documents.rs`).

use std::collections::BTreeMap;

use gonogo::checklist::{BlankId, Checklist, Phase};
use gonogo::progress::{Progress, State};
use gonogo::templates;
use gonogo::workbook::{Blocker, Edit, Requirement, Rules, SignOff, Workbook};

use super::arbitrary::stamp;

/// What somebody who read the document says of it.
pub(crate) struct Judged {
    /// File name of the document, without its ending.
    pub(crate) document: &'static str,
    /// The built-in checklist that was made from it.
    template: &'static str,
    /// Sections that begin a phase, with all under them that does not begin another; what is before all comes before
    /// going live.
    phases: &'static [(&'static str, &'static str)],
    /// What stands in the way when it is opened afresh, by kind.
    fresh: &'static [(&'static str, usize)],
    /// What does if ticks that only the document holds do not count.
    strict: &'static [(&'static str, usize)],
    /// How many items of the built-in checklist say more plainly than those of the document that they are optional.
    plainer: usize,
    /// What is left to do while going live and after that, with everything done that comes before.
    remaining: usize,
}

pub(crate) const JUDGED: [Judged; 5] = [
    // Everything is ticked, and nobody here has confirmed it; its next steps are a numbered list and no items.
    Judged {
        document: "embedding-api",
        template: "embedding-api",
        phases: &[],
        fresh: &[],
        strict: &[("pre-ticked", 40)],
        plainer: 0,
        remaining: 0,
    },
    // 187 items come before: 174 of the long list and the 13 of “Before Deployment”. Of those, only a firewall that is
    // “optional but recommended” is optional. What is “(if applicable)” or “(recommended)” counts until it is answered.
    Judged {
        document: "go-live-assistant",
        template: "go-live",
        phases: &[
            ("During Deployment", "during"),
            ("After Deployment", "after"),
            ("Post-Deployment Tasks (Week 1)", "after"),
            ("Ongoing Maintenance", "upkeep"),
            ("Notes", "info"),
            ("Troubleshooting Quick Reference", "info"),
            ("Related Documentation", "info"),
        ],
        fresh: &[("open", 186), ("unsigned", 4)],
        strict: &[("open", 186), ("unsigned", 4)],
        plainer: 0,
        remaining: 35,
    },
    // “Critical for Production” says how much it matters, and that is before; of all 104, 10 are ticked.
    Judged {
        document: "llm-service-gaps",
        template: "llm-service-gaps",
        phases: &[
            ("Deployment", "during"),
            ("Post-Deployment", "after"),
            ("🔧 Recommended Tools", "info"),
        ],
        fresh: &[("open", 94)],
        strict: &[("open", 94), ("pre-ticked", 10)],
        plainer: 0,
        remaining: 16,
    },
    // “Deployment” stands among “Database” and “Documentation”: it is about how to deploy. The written status says that
    // all is ready, and 27 boxes say otherwise.
    Judged {
        document: "ml-web-app",
        template: "ml-web-app",
        phases: &[
            ("Launch Day", "during"),
            ("Post-Launch", "after"),
            ("📝 Notes", "info"),
        ],
        fresh: &[("open", 27)],
        strict: &[("open", 27), ("pre-ticked", 63)],
        plainer: 0,
        remaining: 11,
    },
    // Its phases are those of the project, all before the launch, also the weeks in their names; success is measured
    // after it. Of the 158 before, 3 are optional.
    Judged {
        document: "phased-api-rollout",
        template: "phased-api-rollout",
        phases: &[
            ("Post-Launch Monitoring", "after"),
            ("Success Metrics", "after"),
            ("Tools & Technologies", "info"),
            ("Notes", "info"),
        ],
        fresh: &[("open", 155)],
        strict: &[("open", 155)],
        plainer: 0,
        remaining: 29,
    },
];

/// The sections that begin a phase other than the one above them.
fn phases(workbook: &Workbook) -> Vec<(String, &'static str)> {
    let checklist = workbook.checklist();
    let begins = |id: &gonogo::checklist::EntryId| {
        let above = checklist
            .entry(*id)
            .parent
            .map_or(Phase::Before, |up| workbook.phase(up));
        checklist.entry(*id).is_section() && workbook.phase(*id) != above
    };
    let told = checklist.ids().filter(begins);
    told.map(|id| {
        (
            checklist.entry(id).legible().into_owned(),
            workbook.phase(id).name(),
        )
    })
    .collect()
}

fn kinds(blockers: &[Blocker]) -> Vec<(&'static str, usize)> {
    let mut kinds = BTreeMap::new();
    for blocker in blockers {
        *kinds.entry(blocker.reason.name()).or_insert(0) += 1;
    }
    kinds.into_iter().collect()
}

/// Does everything of some phases: ticks, fills, and signs.
fn complete(workbook: &mut Workbook, wanted: &[Phase]) {
    let ids: Vec<_> = workbook
        .checklist()
        .ids()
        .filter(|&id| wanted.contains(&workbook.phase(id)))
        .collect();
    for &id in &ids {
        let entry = workbook.checklist().entry(id);
        let tick = entry.can_be_ticked().then_some(Edit::State {
            entry: id,
            state: State::Done,
            reason: None,
        });
        let signed: Vec<BlankId> = workbook.signoffs_at(id).flat_map(SignOff::blanks).collect();
        let blanks = entry
            .blanks
            .clone()
            .map(BlankId)
            .filter(|blank| !signed.contains(blank));
        let fills = blanks.map(|blank| Edit::Fill {
            blank,
            value: "x".to_owned(),
        });
        for edit in tick.into_iter().chain(fills).collect::<Vec<_>>() {
            workbook.apply(edit, &stamp("me", 0)).unwrap();
        }
    }
    for id in ids {
        for signoff in workbook.signoffs_at(id).collect::<Vec<_>>() {
            let (name, date) = (format!("Ann {}", id.0), "2026-11-21".to_owned());
            let edit = Edit::Sign {
                signoff,
                name,
                date,
                forced: None,
            };
            workbook.apply(edit, &stamp("me", 1)).unwrap();
        }
    }
}

/// Fails where a document is judged otherwise than by hand.
pub(crate) fn is_as_judged(judged: &Judged, source: &str) {
    let name = judged.document;
    let mut workbook = Workbook::new(Checklist::parse(source), Progress::new("a.md", None));
    let told = phases(&workbook);
    let told: Vec<(&str, &str)> = told
        .iter()
        .map(|(section, phase)| (section.as_str(), *phase))
        .collect();
    assert_eq!(told, judged.phases, "{name}");
    let strict = Rules {
        require: std::iter::once(Requirement::PreTicked).collect(),
        ..Rules::default()
    };
    let found = (
        kinds(&workbook.verdict().blockers),
        kinds(&workbook.verdict_by(strict).blockers),
    );
    let is_ticked = workbook
        .checklist()
        .items()
        .any(|id| workbook.is_pre_ticked(id));
    if is_ticked || !judged.strict.iter().any(|(kind, _)| *kind == "pre-ticked") {
        assert_eq!(
            found,
            (judged.fresh.to_vec(), judged.strict.to_vec()),
            "{name}"
        );
    } else {
        // The built-in copy has no ticks: what was only claimed is open.
        let (signoffs, items): (Vec<_>, Vec<_>) = judged
            .strict
            .iter()
            .copied()
            .partition(|(kind, _)| *kind == "unsigned");
        let count = items.iter().map(|(_, count)| count).sum::<usize>() - judged.plainer;
        let open: Vec<_> = [("open", count)].into_iter().chain(signoffs).collect();
        assert_eq!(found, (open.clone(), open), "{name}, without its ticks");
    }

    let live = Edit::Live {
        at: Some("2026-11-22T08:00:00Z".parse().unwrap()),
    };
    workbook.apply(live, &stamp("me", 0)).unwrap();
    complete(&mut workbook, &[Phase::Before]);
    let verdict = workbook.verdict_by(strict);
    assert_eq!(
        verdict.blockers,
        [],
        "{name}: all is done that comes before"
    );
    assert_eq!(
        (verdict.word(), verdict.remaining.len()),
        ("GO", judged.remaining),
        "{name}"
    );
    complete(&mut workbook, &[Phase::During, Phase::After]);
    let word = if judged.remaining == 0 {
        "GO"
    } else {
        "COMPLETE"
    };
    assert_eq!(
        workbook.verdict().word(),
        word,
        "{name}: all is done but upkeep, which never ends"
    );
    assert_eq!(
        workbook.verify(),
        [],
        "{name}: what comes later voids no signature"
    );
}

#[test]
fn templates_match_the_manual_judgment() {
    for judged in JUDGED {
        is_as_judged(&judged, templates::find(judged.template).unwrap().text);
    }
}
