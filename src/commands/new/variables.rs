//! The values for the variables of a template: given as options, or asked for on a terminal.

use std::io::{BufRead, Write};

use anyhow::{Context, Result, bail};

use crate::checklist::{Checklist, VariableId, slug};
use crate::sanitize;

/// The values for the variables of a template.
pub(super) struct TemplateValues<'a> {
    checklist: &'a Checklist,
    /// By variable; `None` leaves the placeholder.
    values: Vec<Option<String>>,
    /// The variables that were given, also those that were left open.
    given: Vec<bool>,
}

impl<'a> TemplateValues<'a> {
    /// The values given as `NAME=VALUE`.
    ///
    /// # Errors
    ///
    /// If there is no `=`, the template has no such variable, it is set twice, or the value isn't one line of text.
    pub(super) fn given(checklist: &'a Checklist, pairs: &[String]) -> Result<TemplateValues<'a>> {
        let count = checklist.variables().len();
        let mut values = TemplateValues {
            checklist,
            values: vec![None; count],
            given: vec![false; count],
        };
        for pair in pairs {
            let Some((name, value)) = pair.split_once('=') else {
                bail!("--set {pair}: no `=`; write NAME=VALUE, such as product=Shop");
            };
            let name = name.trim();
            let Some(id) = values.named(name) else {
                bail!(
                    "--set {pair}: no variable named “{name}”; {}",
                    values.names()
                );
            };
            if std::mem::replace(&mut values.given[id.0], true) {
                bail!("--set {pair}: “{name}” is already set; remove one of them");
            }
            if value.contains(['\n', '\r']) {
                bail!("--set {name}: the value has a newline; write it on one line");
            }
            if value.contains(char::is_control) {
                bail!("--set {name}: the value has a control character; remove it");
            }
            values.values[id.0] = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        }
        Ok(values)
    }

    /// The variable with a name, in any case and with any signs between its words.
    fn named(&self, name: &str) -> Option<VariableId> {
        self.checklist.variable_called(&slug(name))
    }

    /// The names that can be set, as a part of a sentence.
    fn names(&self) -> String {
        let variables = self.checklist.variables();
        let names: Vec<&str> = variables.iter().map(|it| it.name.as_str()).collect();
        match names.as_slice() {
            [] => "this template has none".to_owned(),
            names => format!("available: {}", names.join(", ")),
        }
    }

    /// Asks for each variable that wasn't given; an empty line leaves it open, and the end of input leaves the rest open.
    ///
    /// # Errors
    ///
    /// If the terminal can't be read or written.
    pub(super) fn ask(&mut self, input: &mut dyn BufRead, output: &mut dyn Write) -> Result<()> {
        let mut is_first = true;
        for (index, variable) in self.checklist.variables().iter().enumerate() {
            if self.given[index] {
                continue;
            }
            if std::mem::take(&mut is_first) {
                let help = "Values for the new checklist. Enter leaves one open to fill later, Ctrl-C creates nothing.";
                writeln!(output, "{help}").context("terminal: can't write")?;
            }
            let places = match variable.places.len() {
                1 => String::new(),
                count => format!(" ({count} places)"),
            };
            loop {
                let name = sanitize::one_line(&variable.name);
                write!(output, "{name}{places}: ").context("terminal: can't write")?;
                output.flush().context("terminal: can't write")?;
                let mut line = String::new();
                if input.read_line(&mut line).context("terminal: can't read")? == 0 {
                    writeln!(output).context("terminal: can't write")?;
                    return Ok(());
                }
                let value = line.trim();
                if value.contains(char::is_control) {
                    let again =
                        "This has a control character, such as an arrow key. Type it again.";
                    writeln!(output, "{again}").context("terminal: can't write")?;
                    continue;
                }
                self.values[index] = Some(value.to_owned()).filter(|value| !value.is_empty());
                break;
            }
        }
        Ok(())
    }

    /// The value of a variable; `None` leaves its placeholders.
    pub(super) fn of(&self, id: VariableId) -> Option<&str> {
        self.values.get(id.0)?.as_deref()
    }

    /// The names of the variables that are open.
    pub(super) fn open(&self) -> Vec<&str> {
        let variables = self.checklist.variables().iter().zip(&self.values);
        variables
            .filter(|(_, value)| value.is_none())
            .map(|(variable, _)| variable.name.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::TemplateValues;
    use crate::checklist::Checklist;

    const TEMPLATE: &str = "# {{product}}\n\n- [ ] {{product}} by {{team}} on {{go-live-date}}\n";

    #[test]
    fn values_are_asked_for_one_after_the_other() {
        for (given, typed, asked, values, open) in [
            (
                vec![],
                "Shop\n\n 2026-12-01 \n",
                "product (2 places): team: go-live-date: ",
                vec![Some("Shop"), None, Some("2026-12-01")],
                vec!["team"],
            ),
            (
                vec!["Product=Shop", "team="],
                "\u{1b}[A\nx\n",
                "go-live-date: This has a control character, such as an arrow key. Type it again.\ngo-live-date: ",
                vec![Some("Shop"), None, Some("x")],
                vec!["team"],
            ),
            (
                vec![],
                "Shop\n",
                "product (2 places): team: \n",
                vec![Some("Shop"), None, None],
                vec!["team", "go-live-date"],
            ),
            (
                vec!["product=a=b", "team=c", "go live date=d"],
                "",
                "",
                vec![Some("a=b"), Some("c"), Some("d")],
                vec![],
            ),
        ] {
            let checklist = Checklist::parse(TEMPLATE);
            let given: Vec<String> = given.into_iter().map(str::to_owned).collect();
            let mut it = TemplateValues::given(&checklist, &given).unwrap();
            let mut told = Vec::new();
            it.ask(&mut typed.as_bytes(), &mut told).unwrap();
            let told = String::from_utf8(told).unwrap();
            let told = told
                .split_once("nothing.\n")
                .map_or(told.as_str(), |(_, told)| told);
            assert_eq!(told, asked);
            let found: Vec<Option<&str>> = it.values.iter().map(Option::as_deref).collect();
            assert_eq!((found, it.open()), (values, open));
        }
    }

    #[test]
    fn wrong_options_are_refused_with_the_way_out() {
        for (given, error) in [
            (
                vec!["product"],
                "--set product: no `=`; write NAME=VALUE, such as product=Shop",
            ),
            (
                vec!["x=y"],
                "--set x=y: no variable named “x”; available: product, team, go-live-date",
            ),
            (
                vec!["team=a\nb"],
                "--set team: the value has a newline; write it on one line",
            ),
            (
                vec!["team=a\u{7}"],
                "--set team: the value has a control character; remove it",
            ),
            (
                vec!["team=a", "Team=b"],
                "--set Team=b: “Team” is already set; remove one of them",
            ),
        ] {
            let checklist = Checklist::parse(TEMPLATE);
            let given: Vec<String> = given.into_iter().map(str::to_owned).collect();
            let told = TemplateValues::given(&checklist, &given).err().unwrap();
            assert_eq!(told.to_string(), error);
        }
    }
}
