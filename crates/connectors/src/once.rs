//! JSON in which no object says the same key twice.
//!
//! Two readers of `{"amount":1,"amount":100}` may see two different sums, so what was signed is not what was
//! understood. Source: RFC 8259, section 4 (names within an object should be unique).

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Whether `raw` is one JSON value whose objects never repeat a key.
pub fn says_each_key_once(raw: &[u8]) -> bool {
    serde_json::from_slice::<Once>(raw).is_ok()
}

/// Reads any JSON value and keeps nothing of it.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Once, D::Error> {
        from.deserialize_any(Walk)
    }
}

struct Walk;

impl<'de> Visitor<'de> for Walk {
    type Value = Once;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Once, A::Error> {
        let mut seen = HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            map.next_value::<Once>()?;
            if !seen.insert(key) {
                return Err(A::Error::custom("a key is said twice"));
            }
        }
        Ok(Once)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Once, A::Error> {
        while items.next_element::<Once>()?.is_some() {}
        Ok(Once)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Once, E> {
        Ok(Once)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Once, E> {
        Ok(Once)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Once, E> {
        Ok(Once)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Once, E> {
        Ok(Once)
    }
    fn visit_str<E>(self, _: &str) -> Result<Once, E> {
        Ok(Once)
    }
    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(Once)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_key_is_found_at_any_depth_and_however_it_is_spelled() {
        for fine in
            ["{}", "[]", "null", "1.5", r#"{"a":1,"b":{"a":[1,-2,true,null,"x"]}}"#, r#"[{"a":1},{"a":2}]"#]
        {
            assert!(says_each_key_once(fine.as_bytes()), "{fine}");
        }
        for wrong in
            [r#"{"a":1,"a":1}"#, r#"[{"b":{"a":1,"a":2}}]"#, r#"{"a":1,"\u0061":2}"#, "{", "{} {}", ""]
        {
            assert!(!says_each_key_once(wrong.as_bytes()), "{wrong}");
        }
    }
}
