//! JSON without duplicate fields. Most parsers silently keep the last one; the content of the other one
//! would be lost with the next save.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The field in which `serde_json` returns a number as it was written.
const NUMBER: &str = "$serde_json::private::Number";

/// A value without duplicate fields, at any depth.
pub(super) struct Strict(pub(super) Value);

/// The error for a duplicate field.
fn twice(name: &str) -> String {
    format!("“{name}” appears twice")
}

/// Parses the value of a field, and adds it to the fields before it.
pub(super) fn add<'de, A: MapAccess<'de>>(
    fields: &mut Map<String, Value>,
    name: String,
    map: &mut A,
) -> Result<(), A::Error> {
    if fields.contains_key(&name) {
        return Err(A::Error::custom(twice(&name)));
    }
    let Strict(value) = map.next_value()?;
    fields.insert(name, value);
    Ok(())
}

/// Sets a field that may be repeated with the same value.
pub(super) fn set<T: PartialEq, E: Error>(
    field: &mut Option<T>,
    value: T,
    name: &str,
) -> Result<(), E> {
    if field.as_ref().is_some_and(|before| *before != value) {
        return Err(E::custom(twice(name)));
    }
    *field = Some(value);
    Ok(())
}

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Strict(value)) = seq.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if fields.is_empty() && name == NUMBER {
                let number: Number = map
                    .next_value::<String>()?
                    .parse()
                    .map_err(A::Error::custom)?;
                return Ok(Value::Number(number));
            }
            add(&mut fields, name, &mut map)?;
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::Strict;

    #[test]
    fn values_are_read_as_by_others() {
        for text in [
            "null",
            "true",
            "-7",
            "18446744073709551615",
            "123456789012345678901234567890.50",
            "1e400",
            r#""a\u0061\n""#,
            r#"[1,[],{"b":{},"a":[{"b":2}]}]"#,
        ] {
            let Strict(value) = serde_json::from_str(text).unwrap();
            assert_eq!(
                value,
                serde_json::from_str::<Value>(text).unwrap(),
                "{text}"
            );
            assert_eq!(
                value.to_string(),
                serde_json::from_str::<Value>(text).unwrap().to_string(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_field_that_stands_twice_is_an_error_at_any_depth() {
        for (text, expected) in [
            (r#"{"a":1,"a":1}"#, "“a” appears twice at line 1 column 10"),
            (
                "[{\"a\":[{\n\"b\":1,\n\"\\u0062\":2}]}]",
                "“b” appears twice at line 3 column 8",
            ),
        ] {
            let error = serde_json::from_str::<Strict>(text)
                .err()
                .map(|error| error.to_string());
            assert_eq!(error.as_deref(), Some(expected), "{text}");
        }
    }
}
