//! A file to be chosen, as a question of a form. The form it stands in is sent as `multipart/form-data`.

/// The question for one file.
#[derive(Clone, Debug)]
pub struct FileField {
    /// The name that is sent and the `id`.
    pub name: String,
    /// The question.
    pub label: String,
    /// What may be chosen, in words.
    pub hint: String,
    /// What the browser offers: `.xlsx,.csv`.
    pub accept: String,
    /// What was wrong.
    pub error: Option<String>,
}

part!(
    FileField as field,
    r#"<div class="field{% if field.error.is_some() %} bad{% endif %}"><label for="{{ field.name }}">{{ field.label }}</label><p class="hint" id="{{ field.name }}-hint">{{ field.hint }}</p>
{%- if let Some(error) = field.error %}<p class="error" id="{{ field.name }}-error">{{ error }}</p>{% endif -%}
<input id="{{ field.name }}" name="{{ field.name }}" type="file" accept="{{ field.accept }}" aria-describedby="{{ field.name }}-hint{% if field.error.is_some() %} {{ field.name }}-error{% endif %}"{% if field.error.is_some() %} aria-invalid="true"{% endif %}></div>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn what_was_wrong_stands_beside_the_file() {
        let field = FileField {
            name: "file".into(),
            label: "फ़ाइल".into(),
            hint: ".xlsx".into(),
            accept: ".xlsx".into(),
            error: Some("फ़ाइल नहीं आई।".into()),
        };
        let html = field.html(&Text::new(Lang::Hi)).to_string();
        assert!(html.contains(r#"aria-describedby="file-hint file-error" aria-invalid="true""#), "{html}");
    }
}
