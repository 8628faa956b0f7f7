//! What was said on both sides, the oldest first, each with a photo if there is one.

/// One message.
#[derive(Clone, Debug)]
pub struct Said {
    /// Who: «you», «Deoghar Mart».
    pub who: String,
    /// Whether it is the mart that speaks.
    pub is_ours: bool,
    /// When.
    pub when: String,
    /// Its words; line breaks are kept. Empty if they were erased.
    pub words: String,
    /// The address of a photo.
    pub photo: Option<String>,
}

/// A conversation.
#[derive(Clone, Debug, Default)]
pub struct Talk {
    /// The oldest first.
    pub said: Vec<Said>,
}

part!(
    Talk as talk,
    r#"<ol class="talk">{% for one in talk.said %}
<li{% if one.is_ours %} class="ours"{% endif %}><b>{{ one.who }}</b> <small>{{ one.when }}</small>{% if !one.words.is_empty() %}<p>{{ one.words }}</p>{% endif %}{% if let Some(photo) = one.photo %}<a href="{{ photo }}"><img src="{{ photo }}" alt="{{ t.get("talk-photo") }}" width="160" height="160" loading="lazy"></a>{% endif %}</li>{% endfor %}
</ol>"#
);
