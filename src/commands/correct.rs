//! `gonogo correct`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{CommandOutcome, change, say};
use crate::checklist::{EntryId, Need, Phase, Sense, Threshold, VariableId};
use crate::context::Common;
use crate::progress::{Aspect, Correction};
use crate::sanitize;
use crate::workbook::{Corrigible, Edit, Workbook, describe};

/// The words, for the error about one that isn't among them.
const WORDS: &str = "required, optional, conditional, phase=…, threshold=on, threshold=none, threshold=inverted, signoff, \
                     no-signoff, counts, ignored, choice, no-choice, auto, or need=auto and so on";

/// Arguments of `gonogo correct`.
#[derive(Debug, Args)]
pub struct CorrectArgs {
    /// Checklist file
    pub file: PathBuf,
    /// Entry or variable, then how to read it: required, optional, conditional, phase=after, threshold=none, threshold=inverted,
    /// signoff, no-signoff, counts, ignored, choice, no-choice; auto or need=auto leave it to the document. An entry is a
    /// number from `list`, a key or the unique end of one, or text that matches only that entry; a variable is its name,
    /// and can be required or optional
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,
    /// A section and everything in it instead: part of its heading, its key, or the unique end of its key
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
    /// A variable instead, wherever its places are: its name or part of it
    #[arg(long, value_name = "NAME", conflicts_with = "section")]
    pub variable: Option<String>,
    /// Which threshold, if the entry has several: its label or part of it
    #[arg(long, value_name = "LABEL")]
    pub threshold: Option<String>,
}

/// A word of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Leave everything to the document.
    Auto,
    /// Set the phase of a section.
    Phase(Option<Phase>),
    /// Correct one aspect.
    Correct(Aspect<()>, Option<Correction>),
}

impl CorrectArgs {
    /// Corrects how the entry is read in this run.
    ///
    /// # Errors
    ///
    /// If a word has no meaning, the entry or threshold is not found, the correction makes no sense there, or the change
    /// cannot be saved.
    pub fn run(&self, common: &Common) -> Result<CommandOutcome> {
        let mut controller = common.open(&self.file)?;
        let workbook = controller.workbook();
        let (target, words) = if let Some(section) = &self.section {
            let section = workbook.find_section(section)?;
            (Corrigible::Entry(section), self.words.as_slice())
        } else if let Some(variable) = &self.variable {
            let variable = workbook.find_variable(variable)?;
            (Corrigible::Variable(variable), self.words.as_slice())
        } else {
            let (name, words) = self.words.split_first().context("specify an entry")?;
            (workbook.find_corrigible(name)?, words)
        };
        if words.is_empty() {
            bail!("specify how to read it: {WORDS}");
        }
        let mut edits = Vec::new();
        for text in words {
            let word = Word::parse(text)
                .with_context(|| format!("“{text}” isn't a reading; use one of {WORDS}"))?;
            edits.extend(match target {
                Corrigible::Entry(entry) => self.edits(workbook, entry, word)?,
                Corrigible::Variable(variable) => vec![edit_of_variable(variable, word)?],
            });
        }
        let changed = change(common, &mut controller, edits)?;
        let already = if changed { "" } else { "already " };
        let workbook = controller.workbook();
        let now = match target {
            Corrigible::Entry(entry) => workbook.reading(entry),
            Corrigible::Variable(id) => {
                let written = &workbook.checklist().variable(id).written;
                let reach = describe::variable_reach(workbook, id);
                format!("{} ({reach})", sanitize::one_line(written))
            }
        };
        say(&format!("{already}{}: {now}", words.join(", ")));
        Ok(CommandOutcome::Done)
    }

    fn edits(&self, workbook: &Workbook, entry: EntryId, word: Word) -> Result<Vec<Edit>> {
        let correct = |aspect, value| Edit::Correct {
            entry,
            aspect,
            value,
        };
        Ok(match word {
            Word::Phase(phase) => vec![Edit::Phase { entry, phase }],
            Word::Correct(aspect, value) => {
                let aspect = match aspect {
                    Aspect::Need => Aspect::Need,
                    Aspect::Sense(()) => Aspect::Sense(self.threshold(workbook, entry)?),
                    Aspect::SignOff => Aspect::SignOff,
                    Aspect::Counts => Aspect::Counts,
                    Aspect::Choice => Aspect::Choice,
                    Aspect::Variable(()) => bail!("specify a variable with --variable"),
                };
                vec![correct(aspect, value)]
            }
            Word::Auto => {
                let marks = workbook.marks(entry);
                let aspects = marks
                    .corrections
                    .iter()
                    .filter(|(_, register)| !register.is_silent());
                let phase =
                    (!marks.phase.is_silent()).then_some(Edit::Phase { entry, phase: None });
                aspects
                    .map(|(aspect, _)| correct(aspect.clone(), None))
                    .chain(phase)
                    .collect()
            }
        })
    }

    /// Returns the slug of the threshold that is meant; empty for all thresholds under an entry without its own.
    fn threshold(&self, workbook: &Workbook, entry: EntryId) -> Result<String> {
        let all: Vec<&Threshold> = workbook.checklist().limits(entry).collect();
        let name = self.threshold.as_deref().unwrap_or_default().to_lowercase();
        let mut fitting = all.iter().filter(|threshold| {
            threshold.slug.contains(&name) || threshold.label.to_lowercase().contains(&name)
        });
        match (all.as_slice(), fitting.next(), fitting.next()) {
            // One without thresholds at all is reported by the edit.
            ([], ..) => Ok(name),
            (_, Some(only), None) => Ok(only.slug.clone()),
            _ => {
                let all: Vec<String> = all
                    .iter()
                    .map(|threshold| format!("“{}”", threshold.slug))
                    .collect();
                bail!(
                    "this item has several thresholds; choose one with --threshold: {}",
                    all.join(", ")
                )
            }
        }
    }
}

/// The edit for a word about a variable: only its need can be corrected.
fn edit_of_variable(variable: VariableId, word: Word) -> Result<Edit> {
    let need = match word {
        Word::Auto | Word::Correct(Aspect::Need, None) => None,
        Word::Correct(Aspect::Need, Some(Correction::Need(need))) if need != Need::Conditional => {
            Some(need)
        }
        Word::Phase(_) | Word::Correct(..) => {
            bail!("a variable can be required, optional or auto; name an entry for anything else")
        }
    };
    Ok(Edit::CorrectVariable { variable, need })
}

impl Word {
    fn parse(text: &str) -> Option<Word> {
        let flag = |aspect: Aspect<()>, value| Some(Word::Correct(aspect, Some(value)));
        match text {
            "auto" => return Some(Word::Auto),
            "signoff" => return flag(Aspect::SignOff, Correction::SignOff(true)),
            "no-signoff" => return flag(Aspect::SignOff, Correction::SignOff(false)),
            "counts" => return flag(Aspect::Counts, Correction::Counts(true)),
            "ignored" => return flag(Aspect::Counts, Correction::Counts(false)),
            "choice" => return flag(Aspect::Choice, Correction::Choice(true)),
            "no-choice" => return flag(Aspect::Choice, Correction::Choice(false)),
            _ => {}
        }
        let (name, value) = text.split_once('=').unwrap_or(("need", text));
        let is_auto = value == "auto";
        let need = |need| Word::Correct(Aspect::Need, Some(Correction::Need(need)));
        let sense = |sense| Word::Correct(Aspect::Sense(()), Some(Correction::Sense(sense)));
        match name {
            "phase" if is_auto => Some(Word::Phase(None)),
            "phase" => Phase::from_name(value).map(|phase| Word::Phase(Some(phase))),
            "need" if is_auto => Some(Word::Correct(Aspect::Need, None)),
            "need" => Need::from_name(value).map(need),
            "threshold" if is_auto => Some(Word::Correct(Aspect::Sense(()), None)),
            "threshold" => Sense::from_name(value).map(sense),
            "signoff" if is_auto => Some(Word::Correct(Aspect::SignOff, None)),
            "counts" if is_auto => Some(Word::Correct(Aspect::Counts, None)),
            "choice" if is_auto => Some(Word::Correct(Aspect::Choice, None)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Word;
    use crate::checklist::{Need, Phase, Sense};
    use crate::progress::{Aspect, Correction};

    #[test]
    fn words_are_those_of_annotations() {
        let correct = |aspect, value| Some(Word::Correct(aspect, Some(value)));
        let need = |need| correct(Aspect::Need, Correction::Need(need));
        let sense = |sense| correct(Aspect::Sense(()), Correction::Sense(sense));
        let auto = |aspect| Some(Word::Correct(aspect, None));
        for (text, word) in [
            ("required", need(Need::Required)),
            ("optional", need(Need::Optional)),
            ("need=conditional", need(Need::Conditional)),
            ("need=auto", auto(Aspect::Need)),
            ("threshold=none", sense(Sense::Off)),
            ("threshold=off", sense(Sense::Off)),
            ("threshold=inverted", sense(Sense::Inverted)),
            ("threshold=on", sense(Sense::On)),
            ("threshold=auto", auto(Aspect::Sense(()))),
            (
                "signoff",
                correct(Aspect::SignOff, Correction::SignOff(true)),
            ),
            (
                "no-signoff",
                correct(Aspect::SignOff, Correction::SignOff(false)),
            ),
            ("signoff=auto", auto(Aspect::SignOff)),
            ("counts", correct(Aspect::Counts, Correction::Counts(true))),
            (
                "ignored",
                correct(Aspect::Counts, Correction::Counts(false)),
            ),
            ("counts=auto", auto(Aspect::Counts)),
            ("choice", correct(Aspect::Choice, Correction::Choice(true))),
            (
                "no-choice",
                correct(Aspect::Choice, Correction::Choice(false)),
            ),
            ("choice=auto", auto(Aspect::Choice)),
            ("phase=rollback", Some(Word::Phase(Some(Phase::Rollback)))),
            ("phase=auto", Some(Word::Phase(None))),
            ("auto", Some(Word::Auto)),
            ("Optional", None),
            ("optinal", None),
            ("", None),
            ("phase", None),
            ("phase=", None),
            ("threshold", None),
            ("counts=yes", None),
            ("signoff=no", None),
            ("need=", None),
        ] {
            assert_eq!(Word::parse(text), word, "{text}");
        }
    }
}
