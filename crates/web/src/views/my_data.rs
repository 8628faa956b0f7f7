//! What the mart knows of whoever is signed in: what it is for, what she has said yes to, who has seen her account number, a
//! copy of all of it, and the way to be erased.

use crate::page::{Site, View, Width, view};
use crate::parts::{Button, Deed, Facts, Notice, Tone};
use crate::text::Text;

/// How a wish to be erased stands.
#[derive(Clone, Debug)]
pub enum Wished {
    /// Nobody has asked.
    No,
    /// It is noted; something must end first.
    Waits,
    /// It is done on this day.
    Due(String),
}

/// A yes to being on the mart.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// The maker's id.
    pub maker: String,
    /// To what, when, how.
    pub told: String,
}

/// The page.
#[derive(Clone, Debug)]
pub struct MyData {
    /// What is known.
    pub facts: Facts,
    /// What she has said yes to as a maker.
    pub agreed: Vec<Agreed>,
    /// Whether she is a maker, who has a page of her listings.
    pub is_maker: bool,
    /// Who has seen an account number, a line each.
    pub seen: Vec<String>,
    /// Keys of what must end before she can be erased.
    pub hindrances: Vec<String>,
    /// How her wish stands.
    pub wished: Wished,
    /// One-time key of the forms.
    pub form_key: Option<String>,
}

impl MyData {
    fn deed(&self, t: &Text, action: &str, key: &str, with: &[(&str, &str)]) -> Deed {
        Deed {
            action: t.path(action),
            button: Button::second(t.get(key)),
            with: with.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            form_key: self.form_key.clone(),
        }
    }
    fn withdraw(&self, t: &Text, agreed: &Agreed) -> Deed {
        self.deed(t, "/my-data/consent-withdrawal", "mydata-withdraw", &[("maker", &agreed.maker)])
    }
    fn copy(&self, t: &Text) -> Button {
        Button::second(t.get("mydata-copy")).to(t.path("/my-data/copy"))
    }
    fn erase(&self, t: &Text) -> Deed {
        self.deed(t, "/my-data/erasure", "mydata-erase", &[])
    }
    fn keep(&self, t: &Text) -> Deed {
        self.deed(t, "/my-data/erasure-withdrawal", "mydata-keep", &[])
    }
    fn standing(&self, t: &Text) -> Option<Notice> {
        match &self.wished {
            Wished::No => None,
            Wished::Waits => Some(Notice::new(Tone::Care, t.get("mydata-waits"), t.get("mydata-waits.text"))),
            Wished::Due(day) => {
                let title = t.say("mydata-due").set("day", day.as_str()).to_string();
                Some(Notice::new(Tone::Care, title, t.get("mydata-due.text")))
            }
        }
    }
}

impl View for MyData {
    fn title(&self, t: &Text) -> String {
        t.get("mydata-title")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    MyData as d,
    r#"
<h1>{{ t.get("mydata-title") }}</h1>
{%- if let Some(notice) = d.standing(t) %}{{ notice.html(t) }}{{ d.keep(t).html(t) }}{% endif -%}
<p class="lead">{{ t.get("mydata-lead") }}</p>
{{ d.facts.html(t) }}
<p><a href="{{ t.path("/privacy") }}">{{ t.get("mydata-what-for") }}</a></p><p><a href="{{ t.path("/news") }}">{{ t.get("mydata-news") }}</a></p>
{%- if d.is_maker %}<h2>{{ t.get("mydata-agreed") }}</h2>
{%- for agreed in d.agreed %}<p>{{ agreed.told }}</p>{{ d.withdraw(t, agreed).html(t) }}{% endfor -%}
{%- if !d.agreed.is_empty() %}<p>{{ t.get("mydata-withdraw.text") }}</p>{% endif %}<p><a href="{{ t.path("/maker/consents") }}">{{ t.get("mydata-listings") }}</a></p>
<h2>{{ t.get("mydata-seen") }}</h2><p>{{ t.get("mydata-seen.text") }}</p>
{%- if d.seen.is_empty() %}<p>{{ t.get("mydata-seen-nobody") }}</p>{% else %}<ul>{% for line in d.seen %}<li>{{ line }}</li>{% endfor %}</ul>{% endif -%}
{%- endif -%}
<h2>{{ t.get("mydata-copy-title") }}</h2><p>{{ t.get("mydata-copy.text") }}</p><p>{{ d.copy(t).html(t) }}</p>
<h2>{{ t.get("mydata-erase-title") }}</h2><p>{{ t.get("mydata-erase.text") }}</p>
{%- if !d.hindrances.is_empty() %}<p>{{ t.get("mydata-first") }}</p><ul>{% for key in d.hindrances %}<li>{{ t.get(key) }}</li>{% endfor %}</ul>{% endif -%}
{%- if let Wished::No = d.wished %}{{ d.erase(t).html(t) }}{% endif -%}
<p>{{ t.get("mydata-erase-stays") }}</p>
"#
);
