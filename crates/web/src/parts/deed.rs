//! One deed as one button: a form with nothing to fill in, only its one-time key.

use super::{Button, FormKey};

/// «हाँ, बना दूँगी»: a POST form with one button.
#[derive(Clone, Debug)]
pub struct Deed {
    /// Where it is sent: `/maker/parcels/{id}/acceptance`.
    pub action: String,
    /// The button.
    pub button: Button,
    /// What is sent along, name and value.
    pub with: Vec<(String, String)>,
    /// One-time key of the form.
    pub form_key: Option<String>,
}

part!(
    Deed as deed,
    r#"<form class="deed" action="{{ deed.action }}" method="post">{{ FormKey::from(deed.form_key).html(t) }}
{%- for (name, value) in deed.with %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor %}{{ deed.button.html(t) }}</form>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn a_deed_is_a_post_with_its_key() {
        let deed = Deed {
            action: "/x".into(),
            button: Button::main("हाँ"),
            with: vec![],
            form_key: Some("k1".into()),
        };
        let html = deed.html(&Text::new(Lang::Hi)).to_string();
        assert!(
            html.contains(r#"method="post""#) && html.contains(r#"name="form_key" value="k1""#),
            "{html}"
        );
    }
}
