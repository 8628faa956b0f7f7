//! Signing in with a mobile number and a code. There are no passwords.

use super::desk::Face;
use crate::error::encoded;
use crate::page::{Site, View, Width, view};
use crate::parts::{Field, FormKey, Kind, Notice, Wrongs};
use crate::text::Text;

/// First the number.
#[derive(Clone, Debug, Default)]
pub struct SignInMobile {
    /// What was typed.
    pub mobile: String,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
    /// Why one is asked to sign in, if one did not come by oneself.
    pub news: Option<Notice>,
    /// Makers who can sign in with a PIN on this telephone.
    pub known: Vec<Face>,
}

impl SignInMobile {
    fn field(&self, t: &Text) -> Field {
        Field::named(t, "mobile", Kind::Mobile, &self.mobile, &self.wrongs)
    }
    fn pin_of(&self, face: &Face) -> String {
        format!("/sign-in/pin?maker={}&next={}", face.id, encoded(&self.next))
    }
}

impl View for SignInMobile {
    fn title(&self, t: &Text) -> String {
        t.get("sign-in-title")
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
    SignInMobile as s,
    r#"
{{ s.wrongs.html(t) }}{% if let Some(news) = s.news %}{{ news.html(t) }}{% endif %}
<h1>{{ t.get("sign-in-title") }}</h1>
{%- if !s.known.is_empty() %}<p>{{ t.get("pin-who") }}</p><ul class="who">{% for face in s.known %}<li><a class="tap" href="{{ t.path(s.pin_of(face).as_str()) }}">{{ face.inside().html(t) }}</a></li>{% endfor %}</ul><h2>{{ t.get("pin-or-code") }}</h2>{% endif -%}
<p>{{ t.get("sign-in-text") }}</p>
<form action="{{ t.path("/sign-in") }}" method="post">{{ FormKey::from(s.form_key).html(t) }}<input type="hidden" name="next" value="{{ s.next }}">{{ s.field(t).html(t) }}<p class="hint">{{ t.get("checkout-mobile-use") }} <a href="{{ t.path("/privacy") }}">{{ t.get("footer-privacy") }}</a></p><button type="submit" class="button">{{ t.get("code-send") }}</button></form>
"#
);

/// Then the code.
#[derive(Clone, Debug, Default)]
pub struct SignInCode {
    /// The number the code went to.
    pub mobile: String,
    /// Where to go afterwards: a path of this site.
    pub next: String,
    /// Seconds until another code may be sent; 0: now.
    pub again_in_s: u32,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl SignInCode {
    fn field(&self, t: &Text) -> Field {
        Field::named(t, "code", Kind::Code, "", &self.wrongs)
    }
}

impl View for SignInCode {
    fn title(&self, t: &Text) -> String {
        t.get("code-title")
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
    SignInCode as s,
    r#"
{{ s.wrongs.html(t) }}
<h1>{{ t.get("code-title") }}</h1><p>{{ t.say("code-sent").set("mobile", s.mobile) }} <a href="{{ t.path("/sign-in") }}">{{ t.get("code-other-number") }}</a></p>
<form action="{{ t.path("/sign-in/code") }}" method="post">{{ FormKey::from(s.form_key).html(t) }}<input type="hidden" name="next" value="{{ s.next }}"><input type="hidden" name="mobile" value="{{ s.mobile }}">{{ s.field(t).html(t) }}<button type="submit" class="button">{{ t.get("sign-in-go") }}</button></form>
{%- if s.again_in_s > 0 %}<p class="hint">{{ t.say("code-wait").set("n", s.again_in_s) }}</p>{% else %}<form action="{{ t.path("/sign-in") }}" method="post" class="again">{{ FormKey::from(s.form_key).html(t) }}<input type="hidden" name="next" value="{{ s.next }}"><input type="hidden" name="mobile" value="{{ s.mobile }}"><p class="hint">{{ t.get("code-not-come") }}</p><button type="submit" class="button quiet">{{ t.get("code-again") }}</button></form>{% endif -%}
"#
);
