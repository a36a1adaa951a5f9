//! Front matter: YAML at the start of a document, between two lines `---`.
//!
//! Each of its lines must look like YAML: a document may also begin with a rule and a heading, and
//! text below those must not be skipped.

use crate::checklist::{lines, list_marker};

/// The longest name of a field, in characters.
const LONGEST: usize = 60;

/// The length of the front matter of `text`, in bytes: a line `---`, fields, and a line `---` or `...`.
pub(super) fn length(text: &str) -> usize {
    let mut end = 0;
    let mut fields = Fields::default();
    for (index, line) in lines::with_ends(text).enumerate() {
        end += line.len();
        match (index, line.trim_end()) {
            (0, "---") => {}
            (0, _) | (1, "") => return 0,
            (_, "---" | "...") => {
                return if fields.any && !fields.is_open {
                    end
                } else {
                    0
                };
            }
            (_, line) => {
                if !fields.read_line(line) {
                    return 0;
                }
            }
        }
    }
    0
}

/// The length of the front matter by version 0.1.0: any text between two lines `---`.
pub(super) fn earlier_length(text: &str) -> usize {
    let mut end = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        match (index, line.trim_end()) {
            (0, "---") => {}
            (0, _) | (1, "") => return 0,
            (_, "---" | "...") => return end,
            _ => {}
        }
    }
    0
}

/// The state after the lines so far.
#[derive(Default)]
struct Fields {
    /// True after a field.
    any: bool,
    /// True after a line `# …` before the first field: a comment if a field follows, else a
    /// heading.
    is_open: bool,
    /// True if the last field contains a block of text: `name: |`.
    is_block: bool,
}

impl Fields {
    /// Reads the next line. Returns false if it isn't YAML.
    fn read_line(&mut self, line: &str) -> bool {
        if line.starts_with("# ") || line == "#" {
            if !self.any {
                self.is_open = true;
            }
            return true;
        }
        if is_field(line) {
            *self = Fields {
                any: true,
                is_open: false,
                is_block: opens_block(line),
            };
            return true;
        }
        match line.chars().next() {
            None => !self.is_open,
            Some(' ' | '\t') => {
                let is_yaml = self.any && (self.is_block || !list_marker::is_like_item(line));
                self.is_block |= opens_block(line);
                is_yaml
            }
            Some(']' | '}') => self.any,
            // An item of a list; task list items aren't YAML.
            Some('-') => self.any && line.starts_with("- ") && !list_marker::is_like_item(line),
            _ => false,
        }
    }
}

/// True if a line reads `name: value` or `name:`.
fn is_field(line: &str) -> bool {
    let Some((name, value)) = line.split_once(':') else {
        return false;
    };
    let name = name.trim_end().trim_matches(['"', '\'']);
    let is_sign =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/' | '$' | '@');
    name.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '@'))
        && name.chars().count() <= LONGEST
        && name.chars().all(is_sign)
        && (value.is_empty() || value.starts_with([' ', '\t']))
}

/// True if a line ends in `: |` or `: >`, so that text follows.
fn opens_block(line: &str) -> bool {
    let value = line.rsplit_once(": ").map_or("", |(_, value)| value.trim());
    value.starts_with(['|', '>']) && value.len() <= 3
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn front_matter_is_what_looks_like_yaml() {
        for (label, text) in [
            ("fields", "---\ntitle: Launch\ndraft: false\n---\n"),
            ("with CRLF", "---\r\ntitle: Launch\r\n---\r\n"),
            ("with CR", "---\rtitle: Launch\r---\r"),
            ("closed by dots", "---\ntitle: Launch\n...\n"),
            (
                "a list, and deeper fields",
                "---\ntags:\n- a\n- b\nowner:\n  name: ann\n\nteam: x\n---\n",
            ),
            ("comments", "---\n# About\ntitle: x\n# more\nteam: y\n---\n"),
            (
                "a block of text",
                "---\ndescription: |\n  # Title\n  - [ ] a\n---\n",
            ),
            (
                "a list in brackets",
                "---\ntags: [\n  a,\n]\n\"quoted name\": x\n---\n",
            ),
        ] {
            assert_eq!(length(text), text.len(), "{label}");
        }
        for (label, text) in [
            ("a rule and a heading", "---\n# Title\n- [ ] a\n---\n"),
            ("a heading of level 2", "---\n## Owner\nname: x\n---\n"),
            (
                "a heading apart from a field",
                "---\n# Title\n\nOwner: ann\n---\n",
            ),
            (
                "a heading below the fields",
                "---\nOwner: ann\n\n## Next\n---\n",
            ),
            ("nothing but a heading", "---\n# Title\n---\n"),
            ("an item among fields", "---\ntasks:\n- [ ] a\n---\n"),
            ("an item below a field", "---\nowner: ann\n  - [ ] a\n---\n"),
            ("prose", "---\nOwner: ann\nAsk her first.\n---\n"),
            ("a link", "---\nhttps://example.com\n---\n"),
            ("fields in bold", "---\n**Owner**: ann\n---\n"),
            ("a table", "---\na: b\n| c |\n---\n"),
            ("not closed", "---\ntitle: x\n"),
            ("an empty line first", "---\n\ntitle: x\n---\n"),
            ("a list alone", "---\n- a\n---\n"),
            ("no rule", "title: x\n---\n"),
        ] {
            assert_eq!(length(text), 0, "{label}");
        }
    }
}
