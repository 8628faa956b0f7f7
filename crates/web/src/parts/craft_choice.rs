//! Choosing a craft by its drawing: tiles that are radios, to be found without reading much.

use kernel::Words;

use super::icon::CraftIcon;

/// All crafts, one to be chosen.
#[derive(Clone, Debug)]
pub struct CraftChoice {
    /// The question.
    pub label: String,
    /// Key and name, in the order they are shown.
    pub crafts: Vec<(String, Words)>,
    /// The key that is chosen; may be empty.
    pub chosen: String,
    /// What was wrong.
    pub error: Option<String>,
}

part!(
    CraftChoice as crafts,
    r#"<fieldset class="field{% if crafts.error.is_some() %} bad{% endif %}" id="craft"><legend>{{ crafts.label }}</legend>
{%- if let Some(error) = crafts.error %}<p class="error">{{ error }}</p>{% endif -%}
<div class="radios pick">{% for (key, name) in crafts.crafts %}
<div class="radio"><input type="radio" id="craft-{{ key }}" name="craft" value="{{ key }}"{% if *key == crafts.chosen %} checked{% endif %}><label for="craft-{{ key }}">{{ CraftIcon(key) }}{{ t.words(name) }}</label></div>{% endfor %}
</div></fieldset>"#
);
