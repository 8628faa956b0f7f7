//! A question with any number of answers: who came, which of them. Each box has a name of its own.

/// Boxes below each other.
#[derive(Clone, Debug)]
pub struct Checks {
    /// What a fault of it is noted under.
    pub name: String,
    /// The question.
    pub label: String,
    /// What was wrong.
    pub error: Option<String>,
    /// The name that is sent, what is read, whether it is ticked.
    pub boxes: Vec<(String, String, bool)>,
}

part!(
    Checks as checks,
    r#"<fieldset{% if checks.error.is_some() %} class="bad"{% endif %}><legend>{{ checks.label }}</legend>
{%- if let Some(error) = checks.error %}<p class="error">{{ error }}</p>{% endif -%}
{%- for (name, label, ticked) in checks.boxes %}<div class="check"><input type="checkbox" id="{{ name }}" name="{{ name }}" value="1"{% if *ticked %} checked{% endif %}><label for="{{ name }}">{{ label }}</label></div>{% endfor -%}
</fieldset>"#
);
