//! The effective settings: options over the settings file over the environment, each with its origin; and the verb
//! `config`, which shows them.

use std::fmt;

use toml::Value;

use super::{Cli, ColorChoice};
use crate::config;
use crate::config::settings::{SettingsFile, ThemeChoice};
use crate::sanitize;
use crate::tui::keymap::{HEADINGS, Keymap};
use crate::tui::{Looks, Palette, Setup};

/// The column where comments start, unless the setting before is longer.
const COMMENT: usize = 36;

/// The effective value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Setting<T> {
    value: T,
    from: SettingOrigin,
}

/// The origin of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SettingOrigin {
    Default,
    File,
    Option(&'static str),
    Environment(&'static str),
}

impl fmt::Display for SettingOrigin {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            SettingOrigin::Default => f.write_str("default"),
            SettingOrigin::File => f.write_str("file"),
            SettingOrigin::Option(option) => write!(f, "option {option}"),
            SettingOrigin::Environment(what) => write!(f, "environment, {what}"),
        }
    }
}

/// All effective settings.
#[derive(Debug)]
pub(super) struct EffectiveSettings {
    file: SettingsFile,
    theme: Setting<ThemeChoice>,
    ascii: Setting<bool>,
    mouse: Setting<bool>,
    walk: Setting<bool>,
    author: Setting<String>,
    keymap: Keymap,
}

impl EffectiveSettings {
    /// Reads the settings file, and combines it with options and environment.
    pub(super) fn of(cli: &Cli) -> EffectiveSettings {
        let mut file = SettingsFile::read(config::settings_path().as_deref());
        let keymap = Keymap::with(&file.settings.keys).unwrap_or_else(|mistakes| {
            file.refuse(mistakes);
            Keymap::default()
        });
        let settings = &file.settings;
        let truth = |set: Option<bool>| match set {
            Some(value) => Setting {
                value,
                from: SettingOrigin::File,
            },
            None => Setting {
                value: false,
                from: SettingOrigin::Default,
            },
        };
        let by = cli.common.by.clone().filter(|by| !by.trim().is_empty());
        EffectiveSettings {
            theme: theme(cli, settings.theme),
            ascii: match (cli.ascii, settings.ascii) {
                (true, _) => Setting {
                    value: true,
                    from: SettingOrigin::Option("--ascii"),
                },
                (false, Some(value)) => Setting {
                    value,
                    from: SettingOrigin::File,
                },
                (false, None) => Setting {
                    value: !config::shows_unicode(),
                    from: SettingOrigin::Environment("LANG and TERM"),
                },
            },
            mouse: truth(settings.mouse),
            walk: truth(settings.walk),
            author: match (by, &settings.author) {
                (Some(value), _) => Setting {
                    value,
                    from: SettingOrigin::Option("--by"),
                },
                (None, Some(author)) => Setting {
                    value: author.clone(),
                    from: SettingOrigin::File,
                },
                (None, None) => {
                    let from = SettingOrigin::Environment("logged-in user");
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

    /// Returns the author named in the file, unless an option overrides it.
    pub(super) fn author(&self) -> Option<String> {
        Some(self.author.value.clone()).filter(|_| self.author.from == SettingOrigin::File)
    }

    /// Returns a summary of the mistakes in the file.
    pub(super) fn trouble(&self) -> Option<String> {
        self.file.trouble()
    }

    /// Returns the settings that the screen needs.
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

    /// Returns every mistake in the file, as a sentence.
    pub(super) fn mistakes(&self) -> impl Iterator<Item = String> + '_ {
        self.file.messages()
    }

    /// Returns all settings, in the format of the file.
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
                    SettingOrigin::Default
                } else {
                    SettingOrigin::File
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

/// Appends a setting on a line, with a comment.
fn line(page: &mut String, name: &str, value: &Value, comment: &str) {
    let setting = format!("{name} = {value}");
    page.push_str(&format!("{setting:COMMENT$}  # {comment}\n"));
}

/// Returns the theme: the option overrides the file, and the file overrides `NO_COLOR`, as no-color.org asks.
fn theme(cli: &Cli, file: Option<ThemeChoice>) -> Setting<ThemeChoice> {
    let by_option = cli.theme.map(|value| Setting {
        value,
        from: SettingOrigin::Option("--theme"),
    });
    let by_file = file.map(|value| Setting {
        value,
        from: SettingOrigin::File,
    });
    let chosen = by_option.or(by_file);
    let is_none = |setting: &Setting<ThemeChoice>| setting.value == ThemeChoice::None;
    let is_auto = |setting: &Setting<ThemeChoice>| setting.value == ThemeChoice::Auto;
    let default = Setting {
        value: ThemeChoice::Auto,
        from: SettingOrigin::Default,
    };
    match cli.color {
        ColorChoice::Never => Setting {
            value: ThemeChoice::None,
            from: SettingOrigin::Option("--color"),
        },
        ColorChoice::Always => match chosen {
            Some(setting) if is_none(&setting) => Setting {
                value: ThemeChoice::Auto,
                from: SettingOrigin::Option("--color"),
            },
            setting => setting.unwrap_or(default),
        },
        ColorChoice::Auto => {
            let setting = chosen.unwrap_or(default);
            if is_auto(&setting) && config::is_color_disabled() {
                let from = SettingOrigin::Environment("NO_COLOR or TERM");
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
