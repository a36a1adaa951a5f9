//! Link reference definitions: the addresses of link labels.

use std::collections::HashMap;

use memchr::memmem;
use pulldown_cmark::Parser;

use super::legacy::ParseRules;
use super::{Checklist, parse};

impl Checklist {
    /// The address of a label: `[label]: address`.
    pub fn link_target(&self, label: &str) -> Option<&str> {
        self.references()
            .get(&label.to_lowercase())
            .map(String::as_str)
    }

    /// The addresses of link reference definitions, by their labels in lower case.
    fn references(&self) -> &HashMap<String, String> {
        self.references.get_or_init(|| {
            if memmem::find(self.source.as_bytes(), b"]:").is_none() {
                return HashMap::new();
            }
            let parser = Parser::new_ext(
                &self.source[self.body_start..],
                parse::options(ParseRules::Present),
            );
            let definitions = parser.reference_definitions().iter();
            definitions
                .map(|(label, it)| (label.to_lowercase(), it.dest.to_string()))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::checklist::Checklist;

    #[test]
    fn the_target_of_a_label_is_found_wherever_it_is_defined() {
        let source = "see [a]: not there\n\n> [B c]: <https://example.com>\n\n[d]:x 'title'\n[D]: later\n[e]:\n  below\n\n\
                      [^1]: note\n\n- [f\\]g]: escaped\n";
        let checklist = Checklist::parse(source);
        for (label, target) in [
            ("b C", Some("https://example.com")),
            ("d", Some("x")),
            ("a", None),
            ("^1", None),
            ("e", Some("below")),
            (r"f\]g", Some("escaped")),
        ] {
            assert_eq!(checklist.link_target(label), target, "{label}");
        }
    }
}
