//! Who is at work: the makers of one telephone, each by picture and name; and the PIN that opens one of them.

use kernel::Words;

use super::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Field, FormKey, Kind, Notice, Picture, Place, Tone, Wrongs, part};
use crate::text::Text;

/// Somebody to be recognised.
#[derive(Clone, Debug)]
pub struct Face {
    /// Her id, as it is sent.
    pub id: String,
    /// Her name, or her group's.
    pub name: Words,
    /// Her village.
    pub village: Words,
    /// Her picture.
    pub picture: Option<Picture>,
}

/// What stands inside a large target: a picture and a name. The picture says nothing that the name does not say.
#[derive(Clone, Debug)]
pub struct FaceInside(pub Face);

part!(
    FaceInside as inside,
    r#"{% if let Some(picture) = inside.0.picture %}{{ picture.html(t, Place::Stamp) }}{% endif %}<span><b>{{ t.words(inside.0.name) }}</b><small>{{ t.words(inside.0.village) }}</small></span>"#
);

impl Face {
    /// Its picture and name.
    pub fn inside(&self) -> FaceInside {
        FaceInside(self.clone())
    }
}

/// Several makers, each one tap away.
#[derive(Clone, Debug, Default)]
pub struct Faces {
    /// The longest known first.
    pub faces: Vec<Face>,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    /// One-time key of the forms.
    pub form_key: Option<String>,
}

part!(
    Faces as all,
    r#"<ul class="who">{% for face in all.faces %}
<li><form action="{{ t.path("/maker/choice") }}" method="post">{{ FormKey::from(all.form_key).html(t) }}<input type="hidden" name="maker" value="{{ face.id }}"><input type="hidden" name="next" value="{{ all.next }}"><button type="submit" class="tap">{{ face.inside().html(t) }}</button></form></li>{% endfor %}
</ul>"#
);

/// «Which of you is it?», after a sign-in with a number that several makers have.
#[derive(Clone, Debug)]
pub struct WhichMaker {
    /// The makers.
    pub faces: Faces,
}

impl View for WhichMaker {
    fn title(&self, t: &Text) -> String {
        t.get("who-title")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    WhichMaker as w,
    r#"<h1>{{ t.get("who-title") }}</h1><p>{{ t.get("who-text") }}</p>{{ w.faces.html(t) }}"#
);

/// How it stands with a maker's PIN on this telephone.
#[derive(Clone, Debug)]
pub struct PinPage {
    /// Whose desk it is.
    pub maker: Words,
    /// Whether she has one here.
    pub has_one: bool,
    /// Whether it was set or forgotten just now.
    pub news: Option<&'static str>,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl PinPage {
    fn told(&self, t: &Text) -> Option<Notice> {
        self.news.map(|key| Notice::new(Tone::Good, t.get(key), ""))
    }
    fn field(&self, t: &Text, name: &str) -> Field {
        Field::named(t, name, Kind::Pin, "", &self.wrongs)
    }
}

impl View for PinPage {
    fn title(&self, t: &Text) -> String {
        t.get("pin-title")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Maker.navigation(t, &self.maker, "/maker/pin")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    PinPage as p,
    r#"
{{ p.wrongs.html(t) }}{% if let Some(news) = p.told(t) %}{{ news.html(t) }}{% endif %}
<h1>{{ t.get("pin-title") }}</h1><p>{% if p.has_one %}{{ t.get("pin-has") }}{% else %}{{ t.get("pin-text") }}{% endif %}</p>
<form action="{{ t.path("/maker/pin") }}" method="post">{{ FormKey::from(p.form_key).html(t) }}{{ p.field(t, "pin").html(t) }}{{ p.field(t, "pin_again").html(t) }}<button type="submit" class="button">{% if p.has_one %}{{ t.get("pin-change") }}{% else %}{{ t.get("pin-set") }}{% endif %}</button></form>
{%- if p.has_one -%}
<form class="leave" action="{{ t.path("/maker/pin/removal") }}" method="post">{{ FormKey::from(p.form_key).html(t) }}<button type="submit" class="button second">{{ t.get("pin-forget") }}</button></form>
{%- endif -%}
<p><a href="{{ t.path("/maker") }}">{{ t.get("room-today") }}</a></p>
"#
);

/// «Is this you?»: a maker who is known on this telephone gives her PIN.
#[derive(Clone, Debug)]
pub struct PinEntry {
    /// Who it may be.
    pub face: Face,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl PinEntry {
    fn field(&self, t: &Text) -> Field {
        Field::named(t, "pin", Kind::Pin, "", &self.wrongs)
    }
}

impl View for PinEntry {
    fn title(&self, t: &Text) -> String {
        t.get("pin-you")
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
    PinEntry as p,
    r#"
{{ p.wrongs.html(t) }}
<h1>{{ t.get("pin-you") }}</h1><div class="you">{{ p.face.inside().html(t) }}</div>
<form action="{{ t.path("/sign-in/pin") }}" method="post">{{ FormKey::from(p.form_key).html(t) }}<input type="hidden" name="maker" value="{{ p.face.id }}"><input type="hidden" name="next" value="{{ p.next }}">{{ p.field(t).html(t) }}<button type="submit" class="button">{{ t.get("pin-go") }}</button></form>
<p><a href="{{ t.path("/sign-in?with=code") }}">{{ t.get("pin-not-you") }}</a></p>
"#
);
