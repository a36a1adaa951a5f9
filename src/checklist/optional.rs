//! Items that may be left undone, because their text says so.

/// What a bracket in the text of an optional item begins with, in lower case.
const BRACKETS: [&str; 7] =
    ["optional", "recommended", "nice to have", "if applicable", "if using", "if needed", "where applicable"];

/// Whether a text says that it is optional: in a bracket, or as its first word.
pub(super) fn is_optional(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bracket =
        lower.split('(').skip(1).any(|inside| BRACKETS.iter().any(|words| starts_with_words(inside, words)));
    bracket || starts_with_words(&lower, "optional")
}

fn starts_with_words(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::is_optional;

    #[test]
    fn only_the_text_says_so() {
        for (text, optional) in [
            ("WAF configured (optional but recommended)", true),
            ("Infrastructure as Code (recommended)", true),
            ("VPC created (if applicable)", true),
            ("Drain queues (if using RabbitMQ)", true),
            ("Optional: tune the kernel", true),
            ("Load balancer configured (if multi-instance)", false),
            ("Optionally typed fields are checked", false),
            ("Recommended settings applied", false),
        ] {
            assert_eq!(is_optional(text), optional, "{text}");
        }
    }
}
