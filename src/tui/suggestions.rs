//! Suggestions of a field, to be used instead of typing.

/// Texts to be taken into a field, and what was typed before one of them was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suggestions {
    texts: Vec<String>,
    typed: String,
}

impl Suggestions {
    /// These texts, the best first.
    pub fn new(texts: Vec<String>) -> Suggestions {
        Suggestions {
            texts,
            typed: String::new(),
        }
    }

    /// The texts, the best first.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Returns the text typed before a suggestion was used.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Returns the index of a suggestion.
    pub fn place_of(&self, text: &str) -> Option<usize> {
        self.texts.iter().position(|offer| offer == text)
    }

    /// Returns the suggestion after or before `text`: the typed text is between the last and the
    /// first.
    pub fn beside(&mut self, text: &str, step: isize) -> &str {
        let place = self.place_of(text);
        if place.is_none() {
            text.clone_into(&mut self.typed);
        }
        let places = self.texts.len() + 1;
        let now = place.map_or(0, |at| at + 1);
        let next = (now + places).saturating_add_signed(step) % places;
        next.checked_sub(1)
            .map_or(self.typed.as_str(), |at| self.texts[at].as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Suggestions;

    #[test]
    fn what_was_typed_comes_back_after_the_last_offer_and_before_the_first() {
        for (step, seen) in [
            (1, ["no cloud", "4711", "ty", "no cloud"]),
            (-1, ["4711", "no cloud", "ty", "4711"]),
        ] {
            let mut offers = Suggestions::new(vec!["no cloud".to_owned(), "4711".to_owned()]);
            let mut text = "ty".to_owned();
            for expected in seen {
                text = offers.beside(&text, step).to_owned();
                assert_eq!(text, expected);
            }
        }
        assert_eq!(Suggestions::default().beside("ty", 1), "ty");
    }
}
