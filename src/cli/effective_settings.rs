//! What holds at present: the settings of the file under the options that were given and over what the surroundings
//! say, each with where it comes from; and the verb that shows them.

use std::fmt;

use toml::Value;

use super::{Cli, When};
use crate::config;
use crate::config::settings::{SettingsFile, ThemeChoice};
use crate::sanitize;
use crate::tui::keymap::{HEADINGS, Keymap};
use crate::tui::{Looks, Palette, Setup};

/// The column that comments begin in, where the settings before them leave room.
const COMMENT: usize = 36;

/// A setting as it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Setting<T> {
    value: T,
    from: Origin,
}

/// Where a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Default,
    File,
    Option(&'static str),
    Environment(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File => f.write_str("file"),
            Origin::Option(option) => write!(f, "option {option}"),
            Origin::Environment(what) => write!(f, "environment, {what}"),
        }
    }
}

/// All settings as they hold.
#[derive(Debug)]
pub(super) struct Present {
    file: SettingsFile,
    theme: Setting<ThemeChoice>,
    ascii: Setting<bool>,
    mouse: Setting<bool>,
    walk: Setting<bool>,
    author: Setting<String>,
    keymap: Keymap,
}

impl Present {
    /// Reads the file, and puts it between the options and the surroundings.
    pub(super) fn of(cli: &Cli) -> Present {
        let mut file = SettingsFile::read(config::settings_path().as_deref());
        let keymap = Keymap::with(&file.settings.keys).unwrap_or_else(|mistakes| {
            file.refuse(mistakes);
            Keymap::default()
        });
        let settings = &file.settings;
        let truth = |set: Option<bool>| match set {
            Some(value) => Setting {
                value,
                from: Origin::File,
            },
            None => Setting {
                value: false,
                from: Origin::Default,
            },
        };
        let by = cli.common.by.clone().filter(|by| !by.trim().is_empty());
        Present {
            theme: theme(cli, settings.theme),
            ascii: match (cli.ascii, settings.ascii) {
                (true, _) => Setting {
                    value: true,
                    from: Origin::Option("--ascii"),
                },
                (false, Some(value)) => Setting {
                    value,
                    from: Origin::File,
                },
                (false, None) => Setting {
                    value: !config::shows_unicode(),
                    from: Origin::Environment("LANG and TERM"),
                },
            },
            mouse: truth(settings.mouse),
            walk: truth(settings.walk),
            author: match (by, &settings.author) {
                (Some(value), _) => Setting {
                    value,
                    from: Origin::Option("--by"),
                },
                (None, Some(author)) => Setting {
                    value: author.clone(),
                    from: Origin::File,
                },
                (None, None) => {
                    let from = Origin::Environment("logged-in user");
                    Setting {
                        value: config::author().by,
                        from,
                    }
                }
            },
            keymap,
            file,
        }
    }

    /// The author that the file names, where no option names another.
    pub(super) fn author(&self) -> Option<String> {
        Some(self.author.value.clone()).filter(|_| self.author.from == Origin::File)
    }

    /// What in the file cannot be followed.
    pub(super) fn trouble(&self) -> Option<String> {
        self.file.trouble()
    }

    /// What of it the screen takes.
    pub(super) fn setup(&self) -> Setup {
        Setup {
            looks: Looks {
                palette: palette(self.theme.value),
                ascii: self.ascii.value,
                mouse: self.mouse.value,
            },
            keymap: self.keymap.clone(),
            walk: self.walk.value,
            trouble: self.trouble(),
        }
    }

    /// Every mistake in the file, as a sentence.
    pub(super) fn mistakes(&self) -> impl Iterator<Item = String> + '_ {
        self.file.told()
    }

    /// Everything, as it would stand in the file.
    pub(super) fn page(&self) -> String {
        let mut page = String::from(
            "# Current settings, and where each comes from. Copy a line into the file to change it.\n",
        );
        page.push_str(&match (&self.file.path, self.file.is_there) {
            (Some(path), true) => format!("# File: {}\n\n", sanitize::path(path)),
            (Some(path), false) => {
                format!("# File: {} (not created yet)\n\n", sanitize::path(path))
            }
            (None, _) => "# File: none (no home folder)\n\n".to_owned(),
        });
        let text = |text: &str| Value::String(text.to_owned());
        let theme = format!("{}; auto, dark, light or none", self.theme.from);
        line(&mut page, "theme", &text(self.theme.value.name()), &theme);
        for (name, setting, about) in [
            ("ascii", &self.ascii, "draw with ASCII characters only"),
            ("mouse", &self.mouse, "use the mouse"),
            ("walk", &self.walk, "open checklists in walk mode"),
        ] {
            line(
                &mut page,
                name,
                &Value::Boolean(setting.value),
                &format!("{}; {about}", setting.from),
            );
        }
        let author = format!("{}; recorded with each of your changes", self.author.from);
        line(&mut page, "author", &text(&self.author.value), &author);
        self.keys(&mut page);
        page
    }

    fn keys(&self, page: &mut String) {
        let usual = Keymap::default();
        for &(context, heading) in HEADINGS {
            page.push_str(&format!("\n[keys.{}]  # {heading}\n", context.name()));
            for (bound, usual) in self
                .keymap
                .own_bindings(context)
                .zip(usual.own_bindings(context))
            {
                let keys = bound.key_names().into_iter().map(Value::String).collect();
                let from = if bound.keys == usual.keys {
                    Origin::Default
                } else {
                    Origin::File
                };
                let about = format!("{from}; {}", bound.binding.help);
                line(
                    page,
                    &bound.binding.action.name(),
                    &Value::Array(keys),
                    &about,
                );
            }
        }
    }
}

/// A setting on a line, with a comment.
fn line(page: &mut String, name: &str, value: &Value, comment: &str) {
    let setting = format!("{name} = {value}");
    page.push_str(&format!("{setting:COMMENT$}  # {comment}\n"));
}

/// An option goes before the file, and the file before `NO_COLOR`, as no-color.org asks.
fn theme(cli: &Cli, file: Option<ThemeChoice>) -> Setting<ThemeChoice> {
    let by_option = cli.theme.map(|value| Setting {
        value,
        from: Origin::Option("--theme"),
    });
    let by_file = file.map(|value| Setting {
        value,
        from: Origin::File,
    });
    let chosen = by_option.or(by_file);
    let is_none = |setting: &Setting<ThemeChoice>| setting.value == ThemeChoice::None;
    let is_auto = |setting: &Setting<ThemeChoice>| setting.value == ThemeChoice::Auto;
    let default = Setting {
        value: ThemeChoice::Auto,
        from: Origin::Default,
    };
    match cli.color {
        When::Never => Setting {
            value: ThemeChoice::None,
            from: Origin::Option("--color"),
        },
        When::Always => match chosen {
            Some(setting) if is_none(&setting) => Setting {
                value: ThemeChoice::Auto,
                from: Origin::Option("--color"),
            },
            setting => setting.unwrap_or(default),
        },
        When::Auto => {
            let setting = chosen.unwrap_or(default);
            if is_auto(&setting) && config::wants_no_color() {
                let from = Origin::Environment("NO_COLOR or TERM");
                return Setting {
                    value: ThemeChoice::None,
                    from,
                };
            }
            setting
        }
    }
}

fn palette(theme: ThemeChoice) -> Palette {
    match theme {
        ThemeChoice::None => Palette::None,
        ThemeChoice::Light => Palette::Light,
        ThemeChoice::Auto if config::is_background_light() => Palette::Light,
        ThemeChoice::Auto | ThemeChoice::Dark => Palette::Dark,
    }
}
