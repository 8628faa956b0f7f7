//! One question of a form: label, hint, what was wrong, the input. The label always stands above and never vanishes.

use super::Wrongs;
use crate::text::Text;

/// What is asked for: it decides the keyboard of a phone, what the browser may fill in, and how wide the box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of words.
    Words,
    /// A person's name.
    Name,
    /// House and street.
    House,
    /// Village or part of town.
    Area,
    /// An Indian mobile number.
    Mobile,
    /// A code sent by SMS.
    Code,
    /// A PIN of four digits; the screen hides it, and no browser keeps it as a password.
    Pin,
    /// A PIN code of six digits.
    Pincode,
    /// An amount in rupees.
    Rupees,
    /// A whole number.
    Count,
    /// A date, written dd-mm-yyyy or picked.
    Day,
    /// Several lines of words.
    Lines,
    /// A page of words.
    Minutes,
    /// A long text of many lines, as it is kept.
    Script,
}

impl Kind {
    const fn input_type(self) -> &'static str {
        match self {
            Kind::Mobile => "tel",
            Kind::Day => "date",
            _ => "text",
        }
    }
    const fn inputmode(self) -> &'static str {
        match self {
            Kind::Code | Kind::Pin | Kind::Pincode | Kind::Count => "numeric",
            Kind::Rupees => "decimal",
            Kind::Mobile => "tel",
            _ => "",
        }
    }
    const fn autocomplete(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::House => "address-line1",
            Kind::Area => "address-line2",
            Kind::Mobile => "tel",
            Kind::Code => "one-time-code",
            Kind::Pin => "off",
            Kind::Pincode => "postal-code",
            _ => "",
        }
    }
    /// Lines to be seen at once, where more than one is typed.
    const fn rows(self) -> Option<u32> {
        match self {
            Kind::Lines => Some(4),
            Kind::Minutes => Some(12),
            Kind::Script => Some(28),
            _ => None,
        }
    }
    const fn width(self) -> &'static str {
        match self {
            Kind::Code | Kind::Pincode | Kind::Count | Kind::Rupees => "short",
            Kind::Pin => "short pin",
            Kind::Mobile | Kind::Day => "half",
            _ => "",
        }
    }
    /// The longest answer that is not certainly a mistake; Devanagari digits and spaces are welcome. A picked date has none.
    const fn most(self) -> Option<u32> {
        match self {
            Kind::Day => None,
            Kind::Code | Kind::Pincode => Some(12),
            Kind::Pin => Some(4),
            Kind::Mobile => Some(20),
            Kind::Rupees | Kind::Count => Some(16),
            Kind::Lines => Some(1_000),
            Kind::Minutes => Some(4_000),
            Kind::Script => Some(20_000),
            _ => Some(120),
        }
    }
}

/// One question.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name that is sent and the `id`.
    pub name: String,
    /// The question.
    pub label: String,
    /// An example or the reason we ask; may be empty.
    pub hint: String,
    /// What was answered before.
    pub value: String,
    /// What was wrong.
    pub error: Option<String>,
    /// What is asked for.
    pub kind: Kind,
}

impl Field {
    /// The question whose words are `field-{name}` (and `field-{name}.hint`), with what was wrong with it.
    pub fn named(t: &Text, name: &str, kind: Kind, value: &str, wrongs: &Wrongs) -> Field {
        Field {
            name: name.to_owned(),
            label: t.get(&format!("field-{name}")),
            hint: t.maybe(&format!("field-{name}.hint")).unwrap_or_default(),
            value: value.to_owned(),
            error: wrongs.of(name).map(str::to_owned),
            kind,
        }
    }
    fn described(&self) -> String {
        match (self.hint.is_empty(), self.error.is_some()) {
            (true, false) => String::new(),
            (true, true) => format!("{}-error", self.name),
            (false, false) => format!("{}-hint", self.name),
            (false, true) => format!("{0}-hint {0}-error", self.name),
        }
    }
}

part!(
    Field as field,
    r#"<div class="field{% if field.error.is_some() %} bad{% endif %}"><label for="{{ field.name }}">{{ field.label }}</label>
{%- if !field.hint.is_empty() %}<p class="hint" id="{{ field.name }}-hint">{{ field.hint }}</p>{% endif -%}
{%- if let Some(error) = field.error %}<p class="error" id="{{ field.name }}-error">{{ error }}</p>{% endif -%}
{%- let described = field.described() -%}
{%- if let Some(rows) = field.kind.rows() -%}
<textarea id="{{ field.name }}" name="{{ field.name }}" rows="{{ rows }}"{% if let Some(most) = field.kind.most() %} maxlength="{{ most }}"{% endif %}{% if !described.is_empty() %} aria-describedby="{{ described }}"{% endif %}{% if field.error.is_some() %} aria-invalid="true"{% endif %}>{{ field.value }}</textarea>
{%- else -%}
<input id="{{ field.name }}" name="{{ field.name }}" type="{{ field.kind.input_type() }}" value="{{ field.value }}"{% if let Some(most) = field.kind.most() %} maxlength="{{ most }}"{% endif %}{% if !field.kind.width().is_empty() %} class="{{ field.kind.width() }}"{% endif %}{% if !field.kind.inputmode().is_empty() %} inputmode="{{ field.kind.inputmode() }}"{% endif %}{% if !field.kind.autocomplete().is_empty() %} autocomplete="{{ field.kind.autocomplete() }}"{% endif %}{% if !described.is_empty() %} aria-describedby="{{ described }}"{% endif %}{% if field.error.is_some() %} aria-invalid="true"{% endif %}>
{%- endif -%}
</div>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;

    #[test]
    fn a_wrong_answer_is_kept_and_explained() {
        let wrongs = Wrongs::none().and("mobile", "10 अंकों का मोबाइल नंबर लिखें।");
        let html = Field::named(&Text::new(Lang::Hi), "mobile", Kind::Mobile, "98<", &wrongs)
            .html(&Text::new(Lang::Hi))
            .to_string();
        assert!(html.contains(r#"value="98&#60;""#), "{html}");
        assert!(
            html.contains(r#"aria-describedby="mobile-hint mobile-error" aria-invalid="true""#),
            "{html}"
        );
        assert!(html.contains(r#"type="tel""#) && html.contains(r#"autocomplete="tel""#), "{html}");
    }
}
