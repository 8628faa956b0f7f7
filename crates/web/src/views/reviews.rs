//! What buyers say: the page of an order where they say it, and how it stands on the page of a good.

use kernel::Words;

use crate::page::{Site, View, Width, view};
use crate::parts::{Field, FormKey, PhotoAsk, Radios, Wrongs, part};
use crate::text::Text;

/// What was said of one line.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// The good.
    pub good: Words,
    /// Who made it.
    pub maker: Words,
    /// Stars and words.
    pub said: Option<(String, String)>,
}

/// The page where a buyer tells how it was.
#[derive(Clone, Debug)]
pub struct ToldReviews {
    /// The order's code.
    pub code: String,
    /// The line asked about: its id, the good, the stars, the words.
    pub ask: Option<(String, Words, Radios, Field)>,
    /// The question for a photo.
    pub photo: PhotoAsk,
    /// What was said before.
    pub spoken: Vec<Spoken>,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong with the form.
    pub wrongs: Wrongs,
}

impl View for ToldReviews {
    fn title(&self, t: &Text) -> String {
        t.get("quality-tell")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    ToldReviews as r,
    r#"
{{ r.wrongs.html(t) }}<h1>{{ t.get("quality-tell") }}</h1>
{%- match r.ask -%}
{%- when Some((line, good, stars, said)) %}<h2>{{ t.words(good) }}</h2><form class="tall" action="{{ t.path("/orders/") }}{{ r.code }}/reviews" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(r.form_key).html(t) }}<input type="hidden" name="line" value="{{ line }}">{{ stars.html(t) }}{{ said.html(t) }}{{ r.photo.html(t) }}<button type="submit" class="button">{{ t.get("quality-send") }}</button></form><p class="hint">{{ t.get("quality-shown") }}</p>
{%- when None %}<p>{{ t.get("quality-nothing") }}</p>
{%- endmatch -%}
{%- if !r.spoken.is_empty() %}<section><h2>{{ t.get("quality-said") }}</h2>{% for one in r.spoken %}<p><b>{{ t.words(one.good) }}</b>, {{ t.words(one.maker) }}<br>{% if let Some((stars, words)) = one.said %}{{ stars }}{% if !words.is_empty() %}<br>{{ words }}{% endif %}{% endif %}</p>{% endfor %}</section>{% endif -%}
<p><a href="{{ t.path("/orders/") }}{{ r.code }}">{{ t.get("quality-to-order") }}</a></p>
"#
);

/// One review on the page of a good.
#[derive(Clone, Debug)]
pub struct ReviewShown {
    /// Stars in signs and words.
    pub stars: String,
    /// What was said.
    pub words: String,
    /// When.
    pub when: String,
    /// The maker's answer; may be empty.
    pub reply: String,
    /// The address of a photo an officer has looked at.
    pub photo: Option<String>,
}

/// What is known of the quality of a good: its mark with the reason, and what buyers say.
#[derive(Clone, Debug, Default)]
pub struct Quality {
    /// Whether it has the mark.
    pub has_mark: bool,
    /// Why it has the mark, or why not.
    pub reason: String,
    /// How it stands with export grade, and why.
    pub grade: String,
    /// «4.3 of 5, 12 reviews»; empty without one.
    pub score: String,
    /// The same for machines: «4.3», and how many reviews.
    pub rated: Option<(String, i64)>,
    /// The newest.
    pub reviews: Vec<ReviewShown>,
}

part!(
    Quality as q,
    r#"<section class="about" id="quality"><h2>{{ t.get("quality-title") }}</h2><p>{% if q.has_mark %}<b>✓ {{ t.get("quality-mark") }}</b> {% endif %}{{ q.reason }}</p>{% if !q.grade.is_empty() %}<p><b>{{ t.get("quality-grade") }}</b> {{ q.grade }}</p>{% endif %}
{%- if !q.score.is_empty() %}<p><b>{{ q.score }}</b></p>{% for one in q.reviews %}<p>{% if let Some(photo) = one.photo %}<img class="beside" src="{{ photo }}" alt="{{ t.get("quality-moment-review") }}" width="96" height="96" loading="lazy">{% endif %}{{ one.stars }} <small>{{ one.when }}</small>{% if !one.words.is_empty() %}<br>{{ one.words }}{% endif %}{% if !one.reply.is_empty() %}<br><small>{{ t.get("quality-reply") }}</small> {{ one.reply }}{% endif %}</p>{% endfor %}{% endif -%}
</section>"#
);
