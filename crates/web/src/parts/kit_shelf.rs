//! Gift kits beside and below each other, as goods stand on a shelf.

use kernel::{Paise, Words};

use super::{Picture, Place, Price};

/// One kit on a shelf.
#[derive(Clone, Debug)]
pub struct KitCard {
    /// The last part of its address: `/kits/{slug}`.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// What is in it.
    pub goods: Vec<Words>,
    /// What one costs, all taxes included.
    pub price: Paise,
    /// What its parts cost more by themselves.
    pub saves: Paise,
    /// The picture of its first good.
    pub picture: Option<Picture>,
}

impl KitCard {
    fn price(&self) -> Price {
        Price { amount: self.price, and_up: false, unit: Words::default() }
    }
}

/// Kits in the order they are shown.
#[derive(Clone, Debug, Default)]
pub struct KitShelf {
    /// The kits.
    pub cards: Vec<KitCard>,
}

part!(
    KitShelf as shelf,
    r#"
<ul class="shelf">{% for card in shelf.cards %}
<li class="card">
<div class="photo">{% if let Some(picture) = card.picture %}{{ picture.html(t, Place::Card) }}{% endif %}<span class="tag">{{ t.get("kit-tag") }}</span></div>
<h3><a href="{{ t.path("/kits/") }}{{ card.slug }}">{{ t.words(card.name) }}</a></h3>
<p class="by">{% for good in card.goods %}{{ t.words(good) }}{% if !loop.last %} + {% endif %}{% endfor %}</p>
<p>{{ card.price().html(t) }}</p>{% if card.saves.0 > 0 %}
<p class="by">{{ t.say("kit-saves").set("off", card.saves) }}</p>{% endif %}
</li>{% endfor %}
</ul>"#
);
