//! The language of a code block, and the module that writes values into it.

use super::{
    Fit, Hole, batch, data, dockerfile, env_file, powershell, shell, sql, strings, unlabeled, yaml,
};
use crate::checklist::{CodeLanguage, language_word};
use crate::sanitize::exported;

/// The text to write for each place that has a value.
pub(super) fn fit(info: &str, text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    match CodeLanguage::of(info) {
        CodeLanguage::Unlabeled => unlabeled::fit(text, holes),
        CodeLanguage::Prose | CodeLanguage::Output => each(holes, |value| Ok(on_one_line(value))),
        CodeLanguage::Shell => shell::fit(text, holes, false),
        CodeLanguage::Session => shell::fit(text, holes, true),
        CodeLanguage::Fish => strings::fit_fish(text, holes),
        CodeLanguage::OtherShell => strings::fit_word(holes),
        CodeLanguage::PowerShell => powershell::fit(text, holes),
        CodeLanguage::Batch => batch::fit(text, holes),
        CodeLanguage::EnvFile => env_file::fit(text, holes),
        CodeLanguage::Dockerfile => dockerfile::fit(text, holes),
        CodeLanguage::Json => data::fit_json(text, holes),
        CodeLanguage::Yaml => yaml::fit(text, holes),
        CodeLanguage::Sql => sql::fit(text, holes),
        CodeLanguage::Markup => strings::fit_words(holes),
        CodeLanguage::Config | CodeLanguage::Other => {
            strings::fit(&language_word(info), text, holes)
        }
    }
}

/// Writes every value the same way.
pub(super) fn each(holes: &[Hole], write: impl Fn(&str) -> Fit) -> Vec<Option<Fit>> {
    holes.iter().map(|hole| hole.value.map(&write)).collect()
}

/// Returns a value for text that no program reads: on one line, without characters that act.
pub(super) fn on_one_line(value: &str) -> String {
    let words = value.split_whitespace().collect::<Vec<_>>().join(" ");
    exported::contained(&words).replace(char::is_control, "\u{FFFD}")
}
