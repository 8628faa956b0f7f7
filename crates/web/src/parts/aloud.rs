//! A screen read aloud: the words are there for everybody, the button only where something can speak.

/// What a maker's screen says, for those who read little.
#[derive(Clone, Debug)]
pub struct Aloud {
    /// One or two sentences made for this screen.
    pub words: String,
    /// The address of a recording, if one ships; else the telephone's own voice says the words.
    pub clip: Option<String>,
}

part!(
    Aloud as aloud,
    r#"<div class="aloud" data-hear{% if let Some(clip) = aloud.clip %} data-clip="{{ clip }}"{% endif %}><p class="hidden">{{ aloud.words }}</p><button type="button" class="hear" hidden>🔊 {{ t.get("hear") }}</button></div>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn without_script_there_is_no_button_to_press_in_vain() {
        let aloud = Aloud { words: "दो नए ऑर्डर।".into(), clip: None };
        let html = aloud.html(&Text::new(Lang::Hi)).to_string();
        assert!(html.contains("hidden>🔊") && html.contains("दो नए ऑर्डर।") && !html.contains("data-clip"));
    }
}
