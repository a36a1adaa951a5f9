//! The built-in templates, embedded so that the program alone is enough on a bastion host.

/// A built-in template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// Its name.
    pub name: &'static str,
    /// A short description.
    pub about: &'static str,
    /// The document.
    pub text: &'static str,
}

/// All built-in templates.
pub const TEMPLATES: [Template; 5] = [
    Template {
        name: "go-live",
        about: "service launch: before, during, after, and upkeep",
        text: include_str!("../templates/go-live.md"),
    },
    Template {
        name: "embedding-api",
        about: "production readiness of an embedding or inference API",
        text: include_str!("../templates/embedding-api.md"),
    },
    Template {
        name: "llm-service-gaps",
        about: "production gaps of an LLM service",
        text: include_str!("../templates/llm-service-gaps.md"),
    },
    Template {
        name: "phased-api-rollout",
        about: "phased API rollout with success metrics",
        text: include_str!("../templates/phased-api-rollout.md"),
    },
    Template {
        name: "ml-web-app",
        about: "web application built on a machine learning model",
        text: include_str!("../templates/ml-web-app.md"),
    },
];

/// Returns the template of this name, with or without `.md`.
pub fn find(name: &str) -> Option<&'static Template> {
    let name = name.strip_suffix(".md").unwrap_or(name);
    TEMPLATES.iter().find(|template| template.name == name)
}

impl Template {
    /// Returns the default file name of a copy.
    pub fn file_name(&self) -> String {
        format!("{}.md", self.name)
    }
}
