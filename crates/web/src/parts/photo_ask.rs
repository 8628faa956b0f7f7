//! Asks for a photo or a voice from the phone: one file, taken on the spot or chosen. With script the photo is made small
//! before it is sent; without, the mart makes it small.

/// What is asked for.
#[derive(Clone, Debug)]
pub struct PhotoAsk {
    /// What it shows: the word that is sent with it.
    pub role: &'static str,
    /// The question.
    pub label: String,
    /// How to do it well; may be empty.
    pub hint: String,
    /// What was wrong.
    pub error: Option<String>,
}

impl PhotoAsk {
    fn is_voice(&self) -> bool {
        self.role == "voice"
    }
    fn accept(&self) -> &'static str {
        if self.is_voice() { "audio/*" } else { "image/jpeg,image/png,image/webp" }
    }
    fn camera(&self) -> &'static str {
        if self.is_voice() { "user" } else { "environment" }
    }
}

part!(
    PhotoAsk as ask,
    r#"<div class="field{% if ask.error.is_some() %} bad{% endif %}"><label for="file-{{ ask.role }}">{{ ask.label }}</label>
{%- if !ask.hint.is_empty() %}<p class="hint" id="file-{{ ask.role }}-hint">{{ ask.hint }}</p>{% endif -%}
{%- if let Some(error) = ask.error %}<p class="error" id="file-{{ ask.role }}-error">{{ error }}</p>{% endif -%}
<input id="file-{{ ask.role }}" name="file" type="file" accept="{{ ask.accept() }}" capture="{{ ask.camera() }}" data-role="{{ ask.role }}"{% if !ask.is_voice() %} data-shrink{% endif %}{% if !ask.hint.is_empty() %} aria-describedby="file-{{ ask.role }}-hint"{% endif %}{% if ask.error.is_some() %} aria-invalid="true"{% endif %}><p class="told" data-seen></p></div>"#
);
