//! Choosing one of a few: radios where all can be seen, a select where the list is long.

/// One thing that can be chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A word more under the label; may be empty.
    pub hint: String,
    /// Whether it is chosen now. Nothing that costs money is chosen beforehand.
    pub chosen: bool,
    /// Whether it can be chosen at all; the hint says why not.
    pub open: bool,
}

impl Choice {
    /// A choice that is open and not chosen.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), hint: String::new(), chosen: false, open: true }
    }
    /// The same with a word more.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Choice {
        self.hint = hint.into();
        self
    }
    /// The same, chosen if `value` is what was chosen.
    #[must_use]
    pub fn chosen_if(mut self, value: &str) -> Choice {
        self.chosen = self.value == value;
        self
    }
    /// The same, not to be chosen now.
    #[must_use]
    pub fn closed(mut self) -> Choice {
        self.open = false;
        self
    }
}

/// A question with all its answers in sight.
#[derive(Clone, Debug)]
pub struct Radios {
    /// The name that is sent; the first input has it as `id`.
    pub name: String,
    /// The question.
    pub label: String,
    /// What was wrong.
    pub error: Option<String>,
    /// The answers.
    pub choices: Vec<Choice>,
}

impl Radios {
    /// Whether answers are explained: then each has the whole line, or its words stand in a narrow tower.
    fn explains(&self) -> bool {
        self.choices.iter().any(|choice| !choice.hint.is_empty())
    }

    fn with_ids(&self) -> impl Iterator<Item = (String, &Choice)> {
        self.choices.iter().enumerate().map(|(i, choice)| {
            (if i == 0 { self.name.clone() } else { format!("{}-{}", self.name, i + 1) }, choice)
        })
    }
}

part!(
    Radios as radios,
    r#"<fieldset class="field{% if radios.error.is_some() %} bad{% endif %}"><legend>{{ radios.label }}</legend>
{%- if let Some(error) = radios.error %}<p class="error" id="{{ radios.name }}-error">{{ error }}</p>{% endif -%}
<div class="radios{% if radios.explains() %} tall{% endif %}">{% for (id, c) in radios.with_ids() %}
<div class="radio"><input type="radio" id="{{ id }}" name="{{ radios.name }}" value="{{ c.value }}"{% if c.chosen %} checked{% endif %}{% if !c.open %} disabled{% endif %}><label for="{{ id }}">{{ c.label }}{% if !c.hint.is_empty() %} <span class="hint">{{ c.hint }}</span>{% endif %}</label></div>{% endfor %}
</div></fieldset>"#
);

/// A question with a long list of answers.
#[derive(Clone, Debug)]
pub struct Select {
    /// The name that is sent and the `id`.
    pub name: String,
    /// The question.
    pub label: String,
    /// The answer that means «any»; `None` if one must be chosen.
    pub any: Option<String>,
    /// What was wrong.
    pub error: Option<String>,
    /// The answers.
    pub choices: Vec<Choice>,
}

part!(
    Select as select,
    r#"<div class="field{% if select.error.is_some() %} bad{% endif %}"><label for="{{ select.name }}">{{ select.label }}</label>
{%- if let Some(error) = select.error %}<p class="error" id="{{ select.name }}-error">{{ error }}</p>{% endif -%}
<select id="{{ select.name }}" name="{{ select.name }}"{% if select.error.is_some() %} aria-invalid="true" aria-describedby="{{ select.name }}-error"{% endif %}>
{%- if let Some(any) = select.any %}<option value="">{{ any }}</option>{% endif -%}
{%- for c in select.choices %}<option value="{{ c.value }}"{% if c.chosen %} selected{% endif %}{% if !c.open %} disabled{% endif %}>{{ c.label }}</option>{% endfor -%}
</select></div>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn nothing_is_chosen_beforehand() {
        let radios = Radios {
            name: "pay".into(),
            label: "भुगतान".into(),
            error: None,
            choices: vec![
                Choice::new("upi", "UPI"),
                Choice::new("cod", "नकद").hint("इस पिनकोड पर नहीं").closed(),
            ],
        };
        let html = radios.html(&Text::new(Lang::Hi)).to_string();
        assert!(
            !html.contains("checked")
                && html.contains("disabled")
                && html.contains("नकद <span class=\"hint\">इस पिनकोड पर नहीं"),
            "{html}"
        );
    }
}
