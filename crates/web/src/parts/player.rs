//! A recording to be played, and what is said in it for who does not hear it. Nothing is loaded before it is asked for.

/// A recording.
#[derive(Clone, Debug)]
pub struct Player {
    /// Where its file is.
    pub file: String,
    /// Its media type.
    pub mime: &'static str,
    /// Whether something is to be seen, too.
    pub moves: bool,
    /// What is said.
    pub words: String,
}

part!(
    Player as p,
    r#"<figure class="player">{% if p.moves %}<video controls preload="none" playsinline><source src="{{ p.file }}" type="{{ p.mime }}"></video>
{%- else %}<audio controls preload="none"><source src="{{ p.file }}" type="{{ p.mime }}"></audio>{% endif -%}
<figcaption><details><summary>{{ t.get("clips-in-words") }}</summary><p>{{ p.words }}</p></details></figcaption></figure>"#
);

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::text::Text;

    #[test]
    fn what_is_said_stands_beside_it_and_nothing_is_loaded_unasked() {
        let file = "/clips/clp_1".to_owned();
        let voice = Player {
            file, mime: "audio/ogg", moves: false, words: "मैं पेड़ा बनाती हूँ".to_owned()
        };
        let html = voice.html(&Text::new(Lang::Hi)).to_string();
        assert!(html.contains(r#"<audio controls preload="none">"#) && html.contains("पेड़ा"), "{html}");
        let html = Player { moves: true, ..voice }.html(&Text::new(Lang::Hi)).to_string();
        assert!(html.contains("<video controls") && !html.contains("<audio"), "{html}");
    }
}
