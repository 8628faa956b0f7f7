//! The people behind the goods: a face or the craft's drawing, a name, a village.

use kernel::Words;

use super::{Picture, Place};

/// One maker.
#[derive(Clone, Debug)]
pub struct MakerCard {
    /// The last part of the address: `/makers/{slug}`.
    pub slug: String,
    /// The name of the person or group.
    pub name: Words,
    /// Village and block: «घोरमारा, मोहनपुर».
    pub place: Words,
    /// What the maker makes, in a word or two.
    pub craft: Words,
    /// A picture of the maker, or of the work.
    pub picture: Option<Picture>,
}

/// Makers beside each other.
#[derive(Clone, Debug, Default)]
pub struct MakerStrip {
    /// In the order they are shown.
    pub makers: Vec<MakerCard>,
}

part!(
    MakerStrip as strip,
    r#"
<ul class="makers">{% for maker in strip.makers %}
<li>{% if let Some(picture) = maker.picture %}{{ picture.html(t, Place::Stamp) }}{% endif %}<div><h3><a href="{{ t.path("/makers/") }}{{ maker.slug }}">{{ t.words(maker.name) }}</a></h3><p>{{ t.words(maker.craft) }} · {{ t.words(maker.place) }}</p></div></li>{% endfor %}
</ul>"#
);
