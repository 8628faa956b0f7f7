//! The second factor: prove it, set it up, look after it. An app's code does everything without script.

use crate::page::{Site, View, Width, view};
use crate::parts::{Deed, Field, FormKey, Kind, Qr, Wrongs, button, part};
use crate::text::Text;

/// The form that asks the phone or computer for a key; it shows itself only where the script runs.
#[derive(Clone, Debug)]
pub struct PasskeyForm {
    /// `create` for a new key, `get` for a proof by a known one.
    pub ask: &'static str,
    /// Our question.
    pub challenge: String,
    /// The name of the mart, as the phone shows it.
    pub mart: String,
    /// Whose key it is, as the phone keeps it.
    pub user: String,
    /// Whose key it is, as the phone shows it.
    pub name: String,
    /// Keys known already, by their names for themselves, with spaces between.
    pub known: String,
    /// Where to go afterwards.
    pub next: String,
    /// One-time key of the form.
    pub form_key: Option<String>,
}

impl PasskeyForm {
    fn action(&self) -> &'static str {
        if self.is_new() { "/second-factor/passkeys" } else { "/second-factor/passkey-proof" }
    }
    fn is_new(&self) -> bool {
        self.ask == "create"
    }
}

part!(
    PasskeyForm as f,
    r#"<form class="deed" action="{{ t.path(f.action()) }}" method="post" data-passkey="{{ f.ask }}" data-challenge="{{ f.challenge }}" data-mart="{{ f.mart }}" data-user="{{ f.user }}" data-name="{{ f.name }}" data-known="{{ f.known }}" hidden>{{ FormKey::from(f.form_key).html(t) }}<input type="hidden" name="next" value="{{ f.next }}"><input type="hidden" name="client_data"><input type="hidden" name="authenticator_data">
{%- if !f.is_new() %}<input type="hidden" name="credential"><input type="hidden" name="signature">{% endif -%}
<p class="hint">{{ t.get("factor-passkey.text") }}</p><button type="submit" class="button second">{% if f.is_new() %}{{ t.get("factor-passkey-add") }}{% else %}{{ t.get("factor-passkey-use") }}{% endif %}</button><p class="error" role="alert" data-failed hidden>{{ t.get("factor-passkey-failed") }}</p></form>"#
);

/// The script of every page with a [`PasskeyForm`].
const SCRIPT: &str = "script/passkey.js";

/// Who signed in proves the second factor.
#[derive(Clone, Debug)]
pub struct FactorProve {
    /// Where to go afterwards: a path of this site.
    pub next: String,
    /// Whether an app is set up.
    pub has_app: bool,
    /// If a passkey is set up.
    pub passkey: Option<PasskeyForm>,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl FactorProve {
    fn app_code(&self, t: &Text) -> Field {
        Field::named(t, "app_code", Kind::Code, "", &self.wrongs)
    }
    fn recovery_code(&self, t: &Text) -> Field {
        Field::named(t, "recovery_code", Kind::Words, "", &self.wrongs)
    }
    fn paper_is_open(&self) -> bool {
        self.wrongs.of("recovery_code").is_some() || (!self.has_app && self.passkey.is_none())
    }
}

impl View for FactorProve {
    fn title(&self, t: &Text) -> String {
        t.get("factor-title")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn script(&self) -> Option<&'static str> {
        self.passkey.as_ref().map(|_| SCRIPT)
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    FactorProve as f,
    r#"
{{ f.wrongs.html(t) }}<h1>{{ t.get("factor-title") }}</h1><p>{{ t.get("factor-text") }}</p>
{%- if let Some(passkey) = f.passkey %}{{ passkey.html(t) }}{% endif -%}
{%- if f.has_app -%}
<form action="{{ t.path("/second-factor") }}" method="post">{{ FormKey::from(f.form_key).html(t) }}<input type="hidden" name="next" value="{{ f.next }}">{{ f.app_code(t).html(t) }}<button type="submit" class="button">{{ t.get("factor-go") }}</button></form>
{%- endif -%}
<details class="question"{% if f.paper_is_open() %} open{% endif %}><summary>{{ t.get("factor-lost") }}</summary><p>{{ t.get("factor-lost.text") }}</p>
<form action="{{ t.path("/second-factor") }}" method="post">{{ FormKey::from(f.form_key).html(t) }}<input type="hidden" name="next" value="{{ f.next }}">{{ f.recovery_code(t).html(t) }}<button type="submit" class="button second">{{ t.get("factor-recovery-go") }}</button></form>
<p>{{ t.get("factor-lost-all") }}</p></details>
"#
);

/// Nothing is set up yet: the first sign-in of somebody who works here leads to this page and nowhere else.
#[derive(Clone, Debug)]
pub struct FactorSecure {
    /// Where to go afterwards.
    pub next: String,
    /// For a new passkey.
    pub passkey: PasskeyForm,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl FactorSecure {
    fn begin(&self, t: &Text) -> Deed {
        Deed {
            action: t.path("/second-factor/app"),
            button: button::Button::main(t.get("factor-app-begin")),
            with: vec![("next".to_owned(), self.next.clone())],
            form_key: self.form_key.clone(),
        }
    }
}

impl View for FactorSecure {
    fn title(&self, t: &Text) -> String {
        t.get("factor-secure")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn script(&self) -> Option<&'static str> {
        Some(SCRIPT)
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    FactorSecure as f,
    r#"
{{ f.wrongs.html(t) }}<h1>{{ t.get("factor-secure") }}</h1><p>{{ t.get("factor-secure.text") }}</p>
<section><h2>{{ t.get("factor-app") }}</h2><p>{{ t.get("factor-app.text") }}</p>{{ f.begin(t).html(t) }}</section>
<section><h2>{{ t.get("factor-passkey") }}</h2>{{ f.passkey.html(t) }}<noscript><p>{{ t.get("factor-passkey-script") }}</p></noscript></section>
"#
);

/// The key of a new app, until its first code proves it.
#[derive(Clone, Debug)]
pub struct FactorApp {
    /// 32 letters.
    pub key: String,
    /// The name of the mart, as the app shows it.
    pub mart: String,
    /// Whose code it is, as the app shows it.
    pub name: String,
    /// Where to go afterwards.
    pub next: String,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl FactorApp {
    /// `GEZD GNBV …`, eight groups of four.
    fn groups(&self) -> String {
        let letters: Vec<char> = self.key.chars().collect();
        letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
    /// What the picture says. Source: Key Uri Format of the authenticator apps; the label must not hold other letters.
    fn address(&self) -> String {
        format!("otpauth://totp/DeogharMart:{}?secret={}&issuer=DeogharMart", self.name, self.key)
    }
    fn qr(&self, t: &Text) -> Qr {
        Qr::of(&self.address(), t.get("factor-qr"))
    }
    fn code(&self, t: &Text) -> Field {
        Field::named(t, "app_code", Kind::Code, "", &self.wrongs)
    }
}

impl View for FactorApp {
    fn title(&self, t: &Text) -> String {
        t.get("factor-app")
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
    FactorApp as f,
    r#"
{{ f.wrongs.html(t) }}<h1>{{ t.get("factor-app") }}</h1>
<ol class="plain"><li>{{ t.get("factor-step-1") }}</li><li>{{ t.get("factor-step-2") }}</li><li>{{ t.get("factor-step-3") }}</li></ol>
{{ f.qr(t).html(t) }}
<p class="hint">{{ t.get("factor-key") }}</p><p class="key"><code>{{ f.groups() }}</code></p>
<p><a href="{{ f.address() }}">{{ t.get("factor-same-phone") }}</a></p>
<form action="{{ t.path("/second-factor/app/proof") }}" method="post">{{ FormKey::from(f.form_key).html(t) }}<input type="hidden" name="next" value="{{ f.next }}">{{ f.code(t).html(t) }}<button type="submit" class="button">{{ t.get("factor-app-done") }}</button></form>
"#
);

/// Ten codes for paper.
#[derive(Clone, Debug)]
pub struct RecoveryCodes {
    /// As they are written down.
    pub codes: Vec<String>,
    /// Where to go afterwards.
    pub next: String,
    /// One-time key of the form.
    pub form_key: Option<String>,
}

impl RecoveryCodes {
    fn keep(&self, t: &Text) -> Deed {
        Deed {
            action: t.path("/second-factor/recovery-codes/receipt"),
            button: button::Button::main(t.get("factor-recovery-kept")),
            with: vec![("next".to_owned(), self.next.clone())],
            form_key: self.form_key.clone(),
        }
    }
}

impl View for RecoveryCodes {
    fn title(&self, t: &Text) -> String {
        t.get("factor-recovery")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    RecoveryCodes as r,
    r#"
<h1>{{ t.get("factor-recovery") }}</h1><p>{{ t.get("factor-recovery.text") }}</p>
<ol class="papers">{% for code in r.codes %}<li><code>{{ code }}</code></li>{% endfor %}</ol>
{{ r.keep(t).html(t) }}
"#
);

/// How the second factor stands, for whoever has just proven it.
#[derive(Clone, Debug)]
pub struct FactorHome {
    /// Whether an app is set up.
    pub has_app: bool,
    /// The passkeys: id and when each was added.
    pub passkeys: Vec<(String, String)>,
    /// Recovery codes left.
    pub recovery_left: usize,
    /// The desk of the role.
    pub desk: Option<&'static str>,
    /// For one more passkey.
    pub passkey: PasskeyForm,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl FactorHome {
    fn deed(&self, t: &Text, path: &str, key: &str) -> Deed {
        Deed {
            action: t.path(path),
            button: button::Button::second(t.get(key)),
            with: vec![],
            form_key: self.form_key.clone(),
        }
    }
    fn removal(&self, t: &Text, id: &str) -> Deed {
        self.deed(t, &format!("/second-factor/passkeys/{id}/removal"), "factor-passkey-remove")
    }
}

impl View for FactorHome {
    fn title(&self, t: &Text) -> String {
        t.get("factor-home")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn script(&self) -> Option<&'static str> {
        Some(SCRIPT)
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    FactorHome as f,
    r#"
{{ f.wrongs.html(t) }}<h1>{{ t.get("factor-home") }}</h1><p>{{ t.get("factor-home.text") }}</p>
{%- if let Some(desk) = f.desk %}<p><a class="button" href="{{ t.path(desk) }}">{{ t.get("factor-to-desk") }}</a></p>{% endif -%}
<section><h2>{{ t.get("factor-app") }}</h2><p>{% if f.has_app %}{{ t.get("factor-app-there") }}{% else %}{{ t.get("factor-app-none") }}{% endif %}</p>
{%- if f.has_app %}{{ f.deed(t, "/second-factor/app", "factor-app-again").html(t) }}{% else %}{{ f.deed(t, "/second-factor/app", "factor-app-begin").html(t) }}{% endif -%}
</section>
<section><h2>{{ t.get("factor-passkey") }}</h2>
{%- if !f.passkeys.is_empty() %}<ul>{% for (id, added) in f.passkeys %}<li><p>{{ t.say("factor-passkey-since").set("day", added.as_str()) }}</p>{{ f.removal(t, id).html(t) }}</li>{% endfor %}</ul>{% endif -%}
{{ f.passkey.html(t) }}<noscript><p>{{ t.get("factor-passkey-script") }}</p></noscript></section>
<section><h2>{{ t.get("factor-recovery") }}</h2><p>{{ t.say("factor-recovery-left").set("count", f.recovery_left) }}</p>{{ f.deed(t, "/second-factor/recovery-codes", "factor-recovery-new").html(t) }}</section>
<section><h2>{{ t.get("factor-everywhere") }}</h2><p>{{ t.get("factor-everywhere.text") }}</p>{{ f.deed(t, "/sign-out/everywhere", "factor-everywhere-go").html(t) }}</section>
"#
);
