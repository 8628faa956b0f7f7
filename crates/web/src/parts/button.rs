//! A button that sends its form, or a link that looks like one. One main button a screen.

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do on this screen: filled, full width on a phone.
    Main,
    /// Something else one may do: outlined.
    Second,
    /// Hardly ever wanted: looks like a link.
    Quiet,
}

/// A button. With `href` it is a link that looks like one; without, it submits the form it stands in.
#[derive(Clone, Debug)]
pub struct Button {
    /// What happens when it is pressed, in the reader's words: «₹612 का ऑर्डर करें».
    pub label: String,
    /// Where it leads; `None` in a form.
    pub href: Option<String>,
    /// How much it asks for attention.
    pub weight: Weight,
}

impl Button {
    /// The main button of a form.
    pub fn main(label: impl Into<String>) -> Button {
        Button { label: label.into(), href: None, weight: Weight::Main }
    }
    /// A lesser button of a form.
    pub fn second(label: impl Into<String>) -> Button {
        Button { label: label.into(), href: None, weight: Weight::Second }
    }
    /// The same as a link to `href`.
    #[must_use]
    pub fn to(mut self, href: impl Into<String>) -> Button {
        self.href = Some(href.into());
        self
    }
    fn class(&self) -> &'static str {
        match self.weight {
            Weight::Main => "button",
            Weight::Second => "button second",
            Weight::Quiet => "button quiet",
        }
    }
}

part!(
    Button as button,
    r#"
{%- if let Some(href) = button.href -%}
<a class="{{ button.class() }}" href="{{ href }}">{{ button.label }}</a>
{%- else -%}
<button type="submit" class="{{ button.class() }}">{{ button.label }}</button>
{%- endif -%}
"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn a_form_button_submits_and_a_link_leads() {
        let t = Text::new(Lang::Hi);
        assert_eq!(
            Button::main("आगे <बढ़ें>").html(&t).to_string(),
            r#"<button type="submit" class="button">आगे &#60;बढ़ें&#62;</button>"#
        );
        let link = Button::second("Cart").to("/en/cart?a=1&b=2").html(&t).to_string();
        assert_eq!(link, r#"<a class="button second" href="/en/cart?a=1&#38;b=2">Cart</a>"#);
    }
}
