//! A message above or inside a page. Its tone is told by words and shape, not by colour alone.

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Worth knowing.
    Plain,
    /// Something went well.
    Good,
    /// Something needs care or patience.
    Care,
    /// Something stopped.
    Stop,
}

impl Tone {
    /// The word that styles and tests see.
    pub const fn word(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Good => "good",
            Tone::Care => "care",
            Tone::Stop => "stop",
        }
    }
}

/// A message.
#[derive(Clone, Debug)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The news in a few words; may be empty.
    pub title: String,
    /// A sentence or two; may be empty.
    pub text: String,
}

impl Notice {
    /// A message with a title and a text.
    pub fn new(tone: Tone, title: impl Into<String>, text: impl Into<String>) -> Notice {
        Notice { tone, title: title.into(), text: text.into() }
    }
}

part!(
    Notice as notice,
    r#"<div class="notice {{ notice.tone.word() }}" role="status">{% if !notice.title.is_empty() %}<p><strong>{{ notice.title }}</strong></p>{% endif %}{% if !notice.text.is_empty() %}<p>{{ notice.text }}</p>{% endif %}</div>"#
);
