//! The one-time key of a form: a double tap, a reload or a retry does the thing once.

/// The hidden field `form_key`. A form without a key (a GET form) has none.
#[derive(Clone, Debug, Default)]
pub struct FormKey(pub Option<String>);

impl From<&Option<String>> for FormKey {
    fn from(key: &Option<String>) -> FormKey {
        FormKey(key.clone())
    }
}

part!(
    FormKey as key,
    r#"{% if let Some(key) = key.0 %}<input type="hidden" name="form_key" value="{{ key }}">{% endif %}"#
);
