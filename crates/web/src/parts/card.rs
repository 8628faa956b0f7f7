//! A good on a shelf, and the shelf. Readable without the picture, 320 px wide first.

use kernel::{Paise, Words};

use super::{Picture, Place, Price, Stock};

/// One good on a shelf.
#[derive(Clone, Debug)]
pub struct Card {
    /// The last part of its address: `/products/{slug}`.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// Who makes it.
    pub maker: Words,
    /// The maker's village.
    pub village: Words,
    /// The price of the cheapest variant, all taxes included.
    pub price: Paise,
    /// Whether other variants cost more.
    pub and_up: bool,
    /// What one gets for it.
    pub unit: Words,
    /// How soon it can be had.
    pub stock: Stock,
    /// Whether it was made today; shown only if a batch says so.
    pub made_today: bool,
    /// Its picture; without one the name stands alone.
    pub picture: Option<Picture>,
    /// By which day and for how much it reaches the pincode that was asked for, or why not; empty if none was.
    pub reaches: String,
}

impl Card {
    fn price(&self) -> Price {
        Price { amount: self.price, and_up: self.and_up, unit: self.unit.clone() }
    }
}

/// Goods beside and below each other: two columns on a phone, four on a desk.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// In the order they are shown.
    pub cards: Vec<Card>,
    /// Whether the page begins with it: its first two pictures are then fetched at once.
    pub in_sight: bool,
}

impl Shelf {
    /// The same shelf where a page begins with it.
    #[must_use]
    pub fn seen_first(self) -> Shelf {
        Shelf { in_sight: true, ..self }
    }
    /// Pictures in sight are fetched at once, the others when scrolled near.
    fn placed(&self) -> impl Iterator<Item = (Place, &Card)> {
        self.cards
            .iter()
            .enumerate()
            .map(|(i, card)| (if self.in_sight && i < 2 { Place::CardInSight } else { Place::Card }, card))
    }
}

part!(
    Shelf as shelf,
    r#"
<ul class="shelf">{% for (place, card) in shelf.placed() %}
<li class="card">
<div class="photo">{% if let Some(picture) = card.picture %}{{ picture.html(t, *place) }}{% endif %}{% if card.made_today %}<span class="tag">{{ t.get("made-today") }}</span>{% endif %}</div>
<h3><a href="{{ t.path("/products/") }}{{ card.slug }}">{{ t.words(card.name) }}</a></h3>
<p class="by">{{ t.words(card.maker) }}, {{ t.words(card.village) }}</p>
<p>{{ card.price().html(t) }}</p>
<p>{{ card.stock.html(t) }}</p>{% if !card.reaches.is_empty() %}
<p class="by">{{ card.reaches }}</p>{% endif %}
</li>{% endfor %}
</ul>"#
);

/// Shows only that the reader's language reaches the shelf; used by tests of other parts too.
#[cfg(test)]
pub(crate) fn on_a_shelf(card: Card, t: &crate::text::Text) -> String {
    Shelf { cards: vec![card], in_sight: false }.html(t).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn a_card_says_all_without_its_picture() {
        let card = Card {
            slug: "safed-peda".into(),
            name: Words::new("सफ़ेद पेड़ा", "White peda"),
            maker: Words::new("गणेश साव", ""),
            village: Words::new("घोरमारा", "Ghormara"),
            price: Paise::rupees(1_250),
            and_up: true,
            unit: Words::new("प्रति किलो", "per kg"),
            stock: Stock::ToOrder { days: 2 },
            made_today: false,
            picture: None,
            reaches: "By 2 December".into(),
        };
        let html = on_a_shelf(card, &Text::new(Lang::En));
        for said in [
            "/en/products/safed-peda",
            "White peda",
            "Ghormara",
            "₹1,250",
            "per kg",
            "By 2 December",
            "<span lang=\"hi\">गणेश साव</span>",
        ] {
            assert!(html.contains(said), "{said} in {html}");
        }
    }
}
