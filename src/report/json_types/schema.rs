//! Generates JSON Schemas from the types that are written as JSON, so that both always agree.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

/// Returns the JSON Schema of an output, `gonogo-<name>/1`, with a newline at the end.
pub fn schema<T: JsonSchema>(name: &str) -> String {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(PlainSchema)
        .into_generator();
    let mut schema = generator.into_root_schema_for::<T>();
    let format = format!("gonogo-{name}/1");
    if let Some(field) = schema.pointer_mut("/properties/format") {
        field["const"] = json!(format);
    }
    schema.insert("$id".to_owned(), json!(format!("urn:gonogo:{name}:1")));
    schema.insert("title".to_owned(), json!(format));
    // Can't fail: all keys are text.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Removes details of Rust, such as the width of integers, and the null of fields that are left out instead.
#[derive(Debug, Clone)]
struct PlainSchema;

impl Transform for PlainSchema {
    fn transform(&mut self, schema: &mut Schema) {
        if schema.get("type") != Some(&json!("string")) {
            schema.remove("format");
        }
        if let Some(Value::String(text)) = schema.get_mut("description") {
            *text = text.replace('\n', " ");
        }
        let required = schema.get("required").cloned().unwrap_or_default();
        let is_required = |name: &str| {
            let names = required.as_array().into_iter().flatten();
            names.into_iter().any(|required| required == name)
        };
        if let Some(Value::Object(fields)) = schema.get_mut("properties") {
            let left_out = fields.iter_mut().filter(|(name, _)| !is_required(name));
            left_out.for_each(|(_, field)| remove_null(field));
        }
        transform_subschemas(self, schema);
    }
}

/// Lets a field hold no null: of a list of types and of alternatives, the other one stays.
fn remove_null(field: &mut Value) {
    if let Some(Value::Array(types)) = field.get_mut("type") {
        types.retain(|one| one != "null");
        if let [only] = types.as_slice() {
            field["type"] = only.clone();
        }
    }
    if let Some(Value::Array(any)) = field.get_mut("anyOf") {
        any.retain(|one| one.get("type") != Some(&json!("null")));
        if let [only] = any.as_slice()
            && let Some(reference) = only.get("$ref").cloned()
            && let Some(field) = field.as_object_mut()
        {
            field.remove("anyOf");
            field.insert("$ref".to_owned(), reference);
        }
    }
}
