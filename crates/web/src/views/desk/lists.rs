//! Small parts that only desks have: big doors, goods to be counted, a way out.

use kernel::Words;

use crate::parts::{FormKey, Icon, Picture, Place, part};

/// One of a few big choices: a number and a word.
#[derive(Clone, Debug)]
pub struct Door {
    /// Where it opens.
    pub href: String,
    /// The number as it is shown: «2», «₹4,250».
    pub figure: String,
    /// What it counts.
    pub label: String,
    /// A drawing of it.
    pub icon: Icon,
    /// Whether something waits for the reader behind it.
    pub waits: bool,
}

/// The big choices of a desk: two beside each other on a phone.
#[derive(Clone, Debug, Default)]
pub struct Doors {
    /// In the order they are shown.
    pub doors: Vec<Door>,
}

part!(
    Doors as all,
    r#"<ul class="doors">{% for door in all.doors %}
<li><a href="{{ door.href }}"{% if door.waits %} class="waits"{% endif %}>{{ door.icon }}<b>{{ door.figure }}</b> {{ door.label }}</a></li>{% endfor %}
</ul>"#
);

/// One good to be made, packed or counted.
#[derive(Clone, Debug)]
pub struct Good {
    /// What it is called.
    pub name: Words,
    /// Its size or colour; empty if there is nothing to choose.
    pub variant: Words,
    /// How many.
    pub quantity: u32,
    /// Its picture, where there is one.
    pub picture: Option<Picture>,
}

impl Good {
    /// «2 × लाल लहठी».
    pub fn said(&self, t: &crate::text::Text) -> String {
        format!("{} × {}", self.quantity, t.pick(&self.name))
    }
}

/// What is in a parcel: how many in big digits, then what.
#[derive(Clone, Debug, Default)]
pub struct Goods {
    /// In the order they were bought.
    pub goods: Vec<Good>,
}

impl Goods {
    /// One line for a list: «2 × लाल लहठी» and how many kinds more.
    pub fn brief(&self, t: &crate::text::Text) -> String {
        let Some(first) = self.goods.first() else { return String::new() };
        let said = first.said(t);
        match self.goods.len() {
            1 => said,
            many => format!("{said} {}", t.say("and-more").set("count", many - 1)),
        }
    }
}

part!(
    Goods as all,
    r#"<ul class="goods">{% for good in all.goods %}
<li><b>{{ good.quantity }}</b>{% if let Some(picture) = good.picture %}{{ picture.html(t, Place::Stamp) }}{% endif %}<span>{{ t.words(good.name) }}{% if !good.variant.hi.is_empty() || !good.variant.en.is_empty() %} <small>{{ t.words(good.variant) }}</small>{% endif %}</span></li>{% endfor %}
</ul>"#
);

/// The way out, at the end of a desk's first page.
#[derive(Clone, Debug)]
pub struct SignOut {
    /// One-time key of the form.
    pub form_key: Option<String>,
}

part!(
    SignOut as out,
    r#"<form class="leave" action="{{ t.path("/sign-out") }}" method="post">{{ FormKey::from(out.form_key).html(t) }}<button type="submit" class="button quiet">{{ t.get("sign-out") }}</button></form>"#
);

/// A parcel's code in groups of three that can be read out and written down: `P7K3F9QXT` → `P7K 3F9 QXT`.
pub fn spaced(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters.chunks(3).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}
