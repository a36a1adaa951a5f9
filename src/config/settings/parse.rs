//! Parsing of `config.toml`. All mistakes are reported with their positions; only a syntax error hides others.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{KeyChange, Mistake, Placed, SettingPosition, Settings, ThemeChoice};
use crate::progress::is_name;

/// A key of the file with its value.
type SettingEntry<'a> = (&'a Spanned<Cow<'a, str>>, &'a Spanned<DeValue<'a>>);

/// Parses the text of a settings file.
///
/// # Errors
///
/// All mistakes, in order of their positions.
///
/// # Examples
///
/// ```
/// use gonogo::config::settings;
///
/// assert_eq!(settings::parse("mouse = true").unwrap().mouse, Some(true));
/// let mistakes = settings::parse("\n  mouse = 1").unwrap_err();
/// assert_eq!(mistakes[0].at, Some(settings::SettingPosition { line: 2, column: 11 }));
/// ```
pub fn parse(text: &str) -> Result<Settings, Vec<Mistake>> {
    // Windows editors start files with a byte order mark.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let said = error.message().lines().collect::<Vec<_>>().join(", ");
        let what = format!("not valid TOML ({said}); fix the line, or comment it out with #");
        vec![Mistake::at(spot(text, at), what)]
    })?;
    let mut reader = SettingsParser {
        text,
        settings: Settings::default(),
        mistakes: Vec::new(),
    };
    for line in table.get_ref() {
        reader.setting(line);
    }
    reader.mistakes.sort_by_key(|mistake| mistake.at);
    if reader.mistakes.is_empty() {
        // In the order of the file.
        reader.settings.keys.sort_by_key(|change| change.action.at);
        Ok(reader.settings)
    } else {
        Err(reader.mistakes)
    }
}

struct SettingsParser<'a> {
    text: &'a str,
    settings: Settings,
    mistakes: Vec<Mistake>,
}

impl SettingsParser<'_> {
    fn setting(&mut self, line: SettingEntry) {
        match line.0.get_ref().as_ref() {
            "theme" => self.settings.theme = self.theme(line),
            "ascii" => self.settings.ascii = self.truth(line),
            "mouse" => self.settings.mouse = self.truth(line),
            "walk" => self.settings.walk = self.truth(line),
            "author" => self.settings.author = self.author(line),
            "keys" => self.keys(line),
            other => {
                let what = format!(
                    "unknown setting “{other}”; use theme, ascii, mouse, walk, author or [keys]"
                );
                self.mistake(line.0.span(), what);
            }
        }
    }

    fn theme(&mut self, (_, value): SettingEntry) -> Option<ThemeChoice> {
        let named = |name: &str| {
            ThemeChoice::ALL
                .into_iter()
                .find(|choice| choice.name() == name)
        };
        let choice = value.get_ref().as_str().and_then(named);
        if choice.is_none() {
            let what = "“theme” must be \"auto\", \"dark\", \"light\" or \"none\"";
            self.mistake(value.span(), what.to_owned());
        }
        choice
    }

    fn truth(&mut self, (name, value): SettingEntry) -> Option<bool> {
        let truth = value.get_ref().as_bool();
        if truth.is_none() {
            let what = format!("“{}” must be true or false, without quotes", name.get_ref());
            self.mistake(value.span(), what);
        }
        truth
    }

    fn author(&mut self, (_, value): SettingEntry) -> Option<String> {
        let author = value
            .get_ref()
            .as_str()
            .map(str::trim)
            .filter(|author| is_name(author));
        if author.is_none() {
            let what =
                "“author” must be a name in quotes, such as \"ann@bastion-1\"; or leave it out";
            self.mistake(value.span(), what.to_owned());
        }
        author.map(str::to_owned)
    }

    /// Reads `[keys]`: actions with their keys, and tables of them for one context each.
    fn keys(&mut self, (_, value): SettingEntry) {
        let Some(table) = value.get_ref().as_table() else {
            let what = "“keys” must be a table: write [keys.outline], and below it lines such as undo = [\"u\"]";
            self.mistake(value.span(), what.to_owned());
            return;
        };
        for (name, value) in table {
            match value.get_ref().as_table() {
                None => self.key_change(None, (name, value)),
                Some(actions) => {
                    for line in actions {
                        self.key_change(Some(self.placed(name)), line);
                    }
                }
            }
        }
    }

    fn key_change(&mut self, context: Option<Placed<String>>, (action, value): SettingEntry) {
        // A single key needs no brackets.
        let named: Option<Vec<Placed<String>>> = match value.get_ref() {
            DeValue::String(key) => Some(vec![self.at(key, &value.span())]),
            DeValue::Array(keys) => keys
                .iter()
                .map(|key| {
                    key.get_ref()
                        .as_str()
                        .map(|name| self.at(name, &key.span()))
                })
                .collect(),
            _ => None,
        };
        if let Some(keys) = named {
            let change = KeyChange {
                context,
                action: self.placed(action),
                keys,
            };
            self.settings.keys.push(change);
        } else {
            let what = format!(
                "the keys of “{}” must be names in quotes, such as [\"x\", \"ctrl-r\"]",
                action.get_ref()
            );
            self.mistake(value.span(), what);
        }
    }

    fn placed(&self, name: &Spanned<Cow<str>>) -> Placed<String> {
        self.at(name.get_ref(), &name.span())
    }

    fn at(&self, value: &str, span: &Range<usize>) -> Placed<String> {
        Placed {
            value: value.to_owned(),
            at: spot(self.text, span.start),
        }
    }

    fn mistake(&mut self, span: Range<usize>, what: String) {
        self.mistakes
            .push(Mistake::at(spot(self.text, span.start), what));
    }
}

/// Returns the line and column of a byte.
fn spot(text: &str, at: usize) -> SettingPosition {
    let at = (0..=at.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or_default();
    let before = &text[..at];
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    SettingPosition {
        line: before.matches('\n').count() + 1,
        column: before[line..].chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::config::settings::ThemeChoice;

    #[test]
    fn settings_are_read() {
        let text = "\u{feff}theme = 'light'\nascii = true\nmouse = false\nwalk = true\nauthor = ' ann '\r\n[keys]\n\
                    quit = 'Q'\n[keys.outline]\ntick = ['space', 'x']\nundo = []\n";
        let settings = parse(text).unwrap();
        assert_eq!(settings.theme, Some(ThemeChoice::Light));
        assert_eq!(
            (settings.ascii, settings.mouse, settings.walk),
            (Some(true), Some(false), Some(true))
        );
        assert_eq!(settings.author.as_deref(), Some("ann"));
        let keys: Vec<String> = settings
            .keys
            .iter()
            .map(|change| {
                let context = change
                    .context
                    .as_ref()
                    .map_or("everywhere", |context| &context.value);
                let keys: Vec<&str> = change.keys.iter().map(|key| key.value.as_str()).collect();
                format!(
                    "{context} {} {} at {}",
                    change.action.value,
                    keys.join(" "),
                    change.action.at
                )
            })
            .collect();
        assert_eq!(
            keys,
            [
                "everywhere quit Q at line 7, column 1",
                "outline tick space x at line 9, column 1",
                "outline undo  at line 10, column 1"
            ]
        );
        assert_eq!(parse("").unwrap(), super::Settings::default());
    }

    #[test]
    fn a_mistake_says_where_it_is_and_what_to_do() {
        for (text, at, what) in [
            ("theme = dark", "line 1, column 9", "not valid TOML"),
            (
                "mouse = true\nmouse = true",
                "line 2, column 1",
                "duplicate",
            ),
            ("[keys\n", "line 1, column 6", "not valid TOML"),
            ("x\u{0}", "line 1, column 3", "not valid TOML"),
            ("theme = 'blue'", "line 1, column 9", "\"auto\", \"dark\""),
            ("theme = 1", "line 1, column 9", "\"auto\", \"dark\""),
            (
                "\n\n  colour = 1",
                "line 3, column 3",
                "unknown setting “colour”",
            ),
            (
                "mouse = 'yes'",
                "line 1, column 9",
                "“mouse” must be true or false",
            ),
            ("author = ''", "line 1, column 10", "a name in quotes"),
            (
                "author = '\u{200b}'",
                "line 1, column 10",
                "a name in quotes",
            ),
            ("keys = 1", "line 1, column 8", "must be a table"),
            (
                "[keys.outline]\nundo = [1]",
                "line 2, column 8",
                "the keys of “undo”",
            ),
            (
                "['ä'.keys]\nundo = 1",
                "line 1, column 2",
                "unknown setting “ä”",
            ),
            ("mouse = 1\ntheme = 2\n", "line 1, column 9", "“mouse”"),
        ] {
            let mistakes = parse(text).unwrap_err();
            let (place, said) = (mistakes[0].at.unwrap().to_string(), &mistakes[0].what);
            assert!(
                place == at && said.contains(what),
                "{text}: {place}: {said}"
            );
            assert!(!said.contains('\n'), "{said}");
        }
        assert_eq!(parse("mouse = 1\ntheme = 2\n").unwrap_err().len(), 2);
    }
}
