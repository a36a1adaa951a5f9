//! Placeholders and what only looks like one, form by form.
