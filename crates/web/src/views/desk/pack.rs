//! What is stuck on a pack: the picture that leads to its page, and for food what the law wants told.
//!
//! Sources: FSS (Labelling and Display) Regulations 2020; Legal Metrology (Packaged Commodities) Rules 2011, rule 6.

use kernel::Words;
use market::batches::PackLabel;

use super::Paper;
use crate::page::{Site, view};
use crate::parts::Qr;
use crate::text::Text;

/// The label of a batch of food.
#[derive(Clone, Debug)]
pub struct PackPaper {
    /// What stands on it.
    pub label: PackLabel,
}

/// The card that lies beside any other good: who made it, and where her page is.
#[derive(Clone, Debug)]
pub struct MakerPaper {
    /// The last part of her page's address.
    pub slug: String,
    /// Her name.
    pub name: Words,
    /// Village and block.
    pub place: Words,
    /// What she makes.
    pub craft: Words,
}

impl PackPaper {
    /// The sheet.
    ///
    /// # Errors
    /// Only if a template is broken.
    pub fn paper(&self, t: &Text, site: &Site) -> askama::Result<Paper> {
        let mut sheet = String::new();
        self.write_main(t, site, &mut sheet)?;
        let back = format!("/batches/{}", self.label.code);
        let title = t.say("pack-title").set("code", &self.label.code).to_string();
        Ok(Paper { title, here: format!("{back}/label"), back, sheet })
    }
    fn qr(&self, t: &Text, site: &Site) -> Qr {
        let page = t.path(&format!("/batches/{}", self.label.code));
        Qr::of(&format!("{}{page}", site.url), t.get("pack-qr"))
    }
    /// What is known, name and value, in the order of the law.
    fn facts(&self, t: &Text) -> Vec<(String, String)> {
        let l = &self.label;
        let words = |words: &Words| t.pick(words).to_owned();
        let all = [
            (t.get("fact-ingredients"), words(&l.ingredients)),
            (t.get("fact-allergens"), words(&l.allergens)),
            (t.get("fact-net-quantity"), words(&l.net_quantity)),
            (t.get("fact-mrp"), t.say("fact-mrp-value").set("mrp", l.mrp).to_string()),
            (t.get("food-code"), l.code.clone()),
            (t.get("food-made"), l.made.written()),
            (t.get("food-best-before"), l.best_before.written()),
            (t.get("fact-storage"), words(&l.storage)),
            (t.get("food-maker"), format!("{}, {}", t.pick(&l.maker), t.pick(&l.village))),
            ("FSSAI".to_owned(), l.fssai.clone()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

impl MakerPaper {
    /// The sheet.
    ///
    /// # Errors
    /// Only if a template is broken.
    pub fn paper(&self, t: &Text, site: &Site) -> askama::Result<Paper> {
        let mut sheet = String::new();
        self.write_main(t, site, &mut sheet)?;
        let back = format!("/makers/{}", self.slug);
        let title = t.say("pack-of").set("maker", t.pick(&self.name)).to_string();
        Ok(Paper { title, here: format!("{back}/label"), back, sheet })
    }
    fn qr(&self, t: &Text, site: &Site) -> Qr {
        let page = t.path(&format!("/makers/{}", self.slug));
        Qr::of(&format!("{}{page}", site.url), t.get("pack-qr-maker"))
    }
}

view!(
    PackPaper as p,
    r#"
<article class="stub pack"><header><b>{{ t.get("label-mart") }}</b><span class="diet{% if !p.label.vegetarian %} non{% endif %}" role="img" aria-label="{% if p.label.vegetarian %}{{ t.get("vegetarian") }}{% else %}{{ t.get("non-vegetarian") }}{% endif %}"></span></header>
<h1>{{ t.words(p.label.good) }}</h1>{{ p.qr(t, site).html(t) }}
<dl>{% for (name, value) in p.facts(t) %}<div><dt>{{ name }}</dt><dd>{{ value }}</dd></div>{% endfor %}</dl>
<footer>{{ t.get("pack-scan") }} · ☎ {{ site.district.phone }}</footer></article>
"#
);

view!(
    MakerPaper as p,
    r#"
<article class="stub pack"><header><b>{{ t.get("label-mart") }}</b><span>{{ t.words(p.craft) }}</span></header>
<h1>{{ t.words(p.name) }}</h1>{{ p.qr(t, site).html(t) }}<p class="address">{{ t.words(p.place) }}</p>
<footer>{{ t.get("pack-scan-maker") }} · ☎ {{ site.district.phone }}</footer></article>
"#
);
