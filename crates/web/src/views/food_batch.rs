//! The page of a batch of food, for whoever holds the pack.

use kernel::Day;
use market::batches::BatchPage;

use crate::page::{Site, View, Width, view};
use crate::parts::{Button, Crumb, Crumbs, Facts, Notice, Tone};
use crate::text::Text;

/// The page of a batch.
#[derive(Clone, Debug)]
pub struct FoodBatchPage {
    /// The batch.
    pub batch: BatchPage,
    /// The day it is read on.
    pub today: Day,
}

impl FoodBatchPage {
    fn crumbs(&self, t: &Text) -> Crumbs {
        Crumbs { way: vec![Crumb { label: t.get("crumbs-home"), href: t.path("/") }] }
    }
    fn news(&self, t: &Text) -> Notice {
        let line = &self.batch.line;
        match line.recalled_at {
            Some(at) => {
                let text = t.say("food-recalled.text").set("when", t.day(&at.day())).set("why", &line.why);
                Notice::new(Tone::Stop, t.get("food-recalled"), text.to_string())
            }
            None if line.best_before < self.today => {
                let text = t.say("food-past.text").set("when", t.day(&line.best_before));
                Notice::new(Tone::Care, t.get("food-past"), text.to_string())
            }
            None => Notice::new(Tone::Good, t.get("food-good"), t.get("food-good.text")),
        }
    }
    fn facts(&self, t: &Text) -> Facts {
        let (batch, line) = (&self.batch, &self.batch.line);
        Facts::default()
            .and(t.get("food-code"), line.code.as_str())
            .and(t.get("food-made"), line.made.written())
            .and(t.get("food-best-before"), line.best_before.written())
            .and(t.get("food-maker"), format!("{}, {}", t.pick(&line.maker), t.pick(&batch.village)))
            .and("FSSAI", batch.fssai.as_str())
            .and(t.get("food-lab"), batch.lab_slip.as_str())
    }
    fn to_good(&self, t: &Text) -> Button {
        let href = t.path(&format!("/products/{}", self.batch.slug));
        Button::second(t.get("food-to-good")).to(href)
    }
    fn to_label(&self, t: &Text) -> Button {
        let href = t.path(&format!("/batches/{}/label", self.batch.line.code));
        Button::second(t.get("pack-print")).to(href)
    }
    fn to_maker(&self, t: &Text) -> Button {
        let href = t.path(&format!("/makers/{}", self.batch.maker_slug));
        Button::second(t.get("food-to-maker")).to(href)
    }
}

impl View for FoodBatchPage {
    fn title(&self, t: &Text) -> String {
        let line = &self.batch.line;
        t.say("food-title").set("good", t.pick(&line.good)).set("code", &line.code).to_string()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    FoodBatchPage as b,
    r#"
{{ b.crumbs(t).html(t) }}<h1>{{ t.words(b.batch.line.good) }}</h1>{{ b.news(t).html(t) }}{{ b.facts(t).html(t) }}
<p>{{ b.to_maker(t).html(t) }}</p><p>{{ b.to_label(t).html(t) }}</p><p>{{ b.to_good(t).html(t) }}</p>
{%- if b.batch.line.recalled_at.is_some() %}<p>{{ t.get("help-call") }} <a href="tel:{{ site.district.phone }}">{{ site.district.phone }}</a></p>{% endif -%}
"#
);
