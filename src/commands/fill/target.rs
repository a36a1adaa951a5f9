//! The blank or variable that `gonogo fill` fills: its edit, and the messages about it.

use std::path::Path;

use anyhow::{Result, bail};

use crate::checklist::{BlankId, EntryId, VariableId};
use crate::commands::link;
use crate::context::Common;
use crate::progress::Register;
use crate::sanitize;
use crate::workbook::{Edit, Fillable, FindError, Workbook, describe};

/// The columns for the text of an item in a message.
const TEXT: usize = 60;

/// A place to fill on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum FillTarget {
    /// A blank.
    Blank(BlankId),
    /// A variable in all of its places.
    Variable(VariableId),
    /// A variable at one entry only.
    VariableAt(VariableId, EntryId),
}

impl FillTarget {
    /// Finds a blank or variable by its name.
    pub(super) fn of(workbook: &Workbook, name: &str) -> Result<FillTarget, FindError> {
        Ok(match workbook.find_fillable(name)? {
            Fillable::Blank(id) => FillTarget::Blank(id),
            Fillable::Variable(id) => FillTarget::Variable(id),
        })
    }

    /// Finds a variable, and the item in which alone it is set.
    pub(super) fn only(workbook: &Workbook, name: &str, item: &str) -> Result<FillTarget> {
        let variable = match workbook.find_variable(name) {
            Ok(variable) => variable,
            Err(error) => match workbook.find_fillable(name) {
                Ok(Fillable::Blank(blank)) => {
                    let label = &workbook.checklist().blank(blank).label;
                    bail!(
                        "“{label}” is a blank, which has one place: fill it without --only {}",
                        sanitize::exported::shell_word(item.as_bytes())
                    );
                }
                Ok(Fillable::Variable(variable)) => variable,
                Err(_) => return Err(error.into()),
            },
        };
        let entry = workbook.find_entry(item)?;
        // A line under the item may be an entry of its own.
        let own = workbook.checklist().item_with_lines(entry);
        let has_it = |id: &EntryId| workbook.variables_of(*id).contains(&variable);
        let here = own.into_iter().find(has_it).unwrap_or(entry);
        Ok(FillTarget::VariableAt(variable, here))
    }

    /// The edit that fills it.
    pub(super) fn edit(self, value: String) -> Edit {
        match self {
            FillTarget::Blank(blank) => Edit::Fill { blank, value },
            FillTarget::Variable(variable) => Edit::SetVariable { variable, value },
            FillTarget::VariableAt(variable, entry) => Edit::SetVariableAt {
                variable,
                entry,
                value,
            },
        }
    }

    /// The ids of its current answers.
    pub(super) fn ids(self, workbook: &Workbook) -> Vec<String> {
        self.register(workbook)
            .map(Register::ids)
            .unwrap_or_default()
    }

    fn register(self, workbook: &Workbook) -> Option<&Register<String>> {
        match self {
            FillTarget::Blank(blank) => workbook.register(blank),
            FillTarget::Variable(variable) => workbook.variable_register(variable),
            FillTarget::VariableAt(variable, entry) => {
                workbook.variable_register_at(variable, entry)
            }
        }
    }

    /// Its present value as a line: `{{version}}: 2.3.0 (6 places)`.
    pub(super) fn done(self, workbook: &Workbook, is_same: bool) -> String {
        let already = if is_same { "already " } else { "" };
        let value = self.register(workbook).and_then(Register::value);
        let value = value.map_or("(empty)", String::as_str);
        match self {
            FillTarget::Blank(blank) => {
                let label = &workbook.checklist().blank(blank).label;
                format!("{label}: {already}{value}")
            }
            FillTarget::Variable(id) => {
                let written = &workbook.checklist().variable(id).written;
                let reach = describe::variable_reach(workbook, id);
                format!("{written}: {already}{value} ({reach})")
            }
            FillTarget::VariableAt(id, entry) => {
                let written = &workbook.checklist().variable(id).written;
                let text = workbook.checklist().entry(entry).legible();
                let text = sanitize::fit(&sanitize::one_line(&text), TEXT, "...");
                format!("{written} in “{text}” only: {already}{value}")
            }
        }
    }

    /// The lines after a blank was filled: the variables that have its value, and the commands that link others to it.
    pub(super) fn offers(self, workbook: &Workbook, file: &Path, common: &Common) -> Vec<String> {
        let FillTarget::Blank(blank) = self else {
            return Vec::new();
        };
        if workbook.value(blank).is_none() {
            return Vec::new();
        }
        let name = |id| {
            let written = &workbook.checklist().variable(id).written;
            format!("{written} ({})", describe::variable_reach(workbook, id))
        };
        let linked = workbook.linked_blanks().into_iter();
        let linked = linked.filter(|(to, id)| {
            *to == blank
                && workbook
                    .variable_register(*id)
                    .is_none_or(Register::is_silent)
        });
        let fills = linked.map(|(_, id)| format!("also fills {}", name(id)));
        let offers = workbook.link_offers(blank).into_iter().map(|id| {
            let command = link::command_line(workbook, file, common, id, blank);
            format!("to fill {} with it: {command}", name(id))
        });
        fills.chain(offers).collect()
    }
}
