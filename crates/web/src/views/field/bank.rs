//! A maker's bank account: asked for by an officer, agreed to with a code, proven, decided by a second person.

use kernel::Words;
use market::bank_proof::Change;

use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{
    Button, Choice, Deed, Empty, Facts, Field, FormKey, Kind, Notice, Row, Rows, Select, Tone, Wrongs,
};
use crate::text::Text;
use crate::views::desk::Desk;

/// A change in a list.
#[derive(Clone, Debug)]
pub struct BankLine {
    /// Its id.
    pub id: String,
    /// Whose account.
    pub maker: Words,
    /// The account, masked.
    pub account: String,
    /// How it stands.
    pub state: Change,
    /// When it was asked for.
    pub when: String,
}

fn rows(t: &Text, lines: &[BankLine], base: &str) -> Rows {
    let row = |line: &BankLine| Row {
        href: t.path(&format!("{base}/{}", line.id)),
        title: t.pick(&line.maker).to_owned(),
        figure: line.account.clone(),
        note: line.when.clone(),
        standing: t.get(&format!("bank-{}", line.state)),
    };
    Rows { rows: lines.iter().map(row).collect() }
}

/// The officer's page: ask for an account, and what has come of others.
#[derive(Clone, Debug)]
pub struct BankAsk {
    /// Makers of her blocks: id, name, village.
    pub makers: Vec<(String, Words, Words)>,
    /// Who was chosen.
    pub maker: String,
    /// What was typed; the numbers are typed again.
    pub ifsc: String,
    /// In whose name.
    pub holder: String,
    /// What she has asked for before.
    pub lines: Vec<BankLine>,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl BankAsk {
    fn makers(&self, t: &Text) -> Select {
        let choice = |(id, name, village): &(String, Words, Words)| {
            Choice::new(id.as_str(), format!("{}, {}", t.pick(name), t.pick(village))).chosen_if(&self.maker)
        };
        Select {
            name: "maker".to_owned(),
            label: t.get("ask-maker"),
            any: Some(t.get("bank-choose")),
            error: self.wrongs.of("maker").map(str::to_owned),
            choices: self.makers.iter().map(choice).collect(),
        }
    }
    fn field(&self, t: &Text, key: &str, kind: Kind, value: &str) -> Field {
        super::ask(t, key, kind, value, &self.wrongs)
    }
    fn fields(&self, t: &Text) -> [Field; 4] {
        [
            self.field(t, "ifsc", Kind::Words, &self.ifsc),
            self.field(t, "account_no", Kind::Count, ""),
            self.field(t, "account_again", Kind::Count, ""),
            self.field(t, "holder", Kind::Words, &self.holder),
        ]
    }
    fn rows(&self, t: &Text) -> Rows {
        rows(t, &self.lines, "/officer/field/bank")
    }
}

/// One change, for the officer or the head.
#[derive(Clone, Debug)]
pub struct BankShown {
    /// For the head; else for the officer.
    pub for_head: Option<Words>,
    /// Its id.
    pub id: String,
    /// Whose account.
    pub maker: Words,
    /// How it stands.
    pub state: Change,
    /// What is known of it: label and value.
    pub facts: Vec<(String, String)>,
    /// How the names agree, in words, and how it is meant.
    pub names: Option<(Tone, String)>,
    /// Why it was refused.
    pub reason: String,
    /// Whether the head asked for it herself.
    pub is_own: bool,
    /// The reason typed just now.
    pub why: String,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl BankShown {
    fn standing(&self, t: &Text) -> Notice {
        let tone = match self.state {
            Change::Effective => Tone::Good,
            Change::Unproven | Change::Refused | Change::Stopped => Tone::Stop,
            Change::Asked | Change::Cooling => Tone::Care,
            Change::Proving | Change::Proven => Tone::Plain,
        };
        let key = format!("bank-{}", self.state);
        Notice::new(tone, t.get(&key), t.get(&format!("{key}.text")))
    }
    fn facts(&self) -> Facts {
        self.facts
            .iter()
            .fold(Facts::default(), |facts, (label, value)| facts.and(label.as_str(), value.as_str()))
    }
    fn names(&self) -> Option<Notice> {
        self.names.as_ref().map(|(tone, says)| Notice::new(*tone, "", says.as_str()))
    }
    fn address(&self, t: &Text) -> String {
        let base = if self.for_head.is_some() { "/head/banks" } else { "/officer/field/bank" };
        t.path(&format!("{base}/{}", self.id))
    }
    fn code(&self, t: &Text) -> Field {
        super::ask(t, "code", Kind::Code, "", &self.wrongs)
    }
    fn why(&self, t: &Text) -> Field {
        super::ask(t, "send_back", Kind::Lines, &self.why, &self.wrongs)
    }
    fn deed(&self, t: &Text, path: &str, button: Button) -> Deed {
        Deed {
            action: format!("{}/{path}", self.address(t)),
            button,
            with: Vec::new(),
            form_key: self.form_key.clone(),
        }
    }
    fn again(&self, t: &Text) -> Deed {
        self.deed(t, "codes", Button::second(t.get("bank-send-again")))
    }
    fn stop(&self, t: &Text) -> Deed {
        self.deed(t, "stop", Button::second(t.get("bank-stop-go")))
    }
    fn approve(&self, t: &Text) -> Deed {
        self.deed(t, "approval", Button::main(t.get("bank-approve")))
    }
    fn is_open(&self) -> bool {
        !matches!(self.state, Change::Effective | Change::Refused | Change::Stopped)
    }
    fn can_approve(&self) -> bool {
        self.for_head.is_some() && self.state == Change::Proven && !self.is_own
    }
    fn waits_again(&self) -> Option<u32> {
        (self.for_head.is_none() && self.state == Change::Proving).then_some(5)
    }
}

/// What waits for a head.
#[derive(Clone, Debug)]
pub struct HeadBanks {
    /// Which department.
    pub whose: Words,
    /// The oldest first.
    pub lines: Vec<BankLine>,
}

impl HeadBanks {
    fn rows(&self, t: &Text) -> Rows {
        rows(t, &self.lines, "/head/banks")
    }
    fn nothing(&self, t: &Text) -> Empty {
        Empty { title: t.get("review-nothing"), text: t.get("bank-nothing"), next: None }
    }
}

impl View for BankAsk {
    fn title(&self, t: &Text) -> String {
        t.get("room-bank")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Officer.navigation(t, &super::whose(t), "/officer/field/bank")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    BankAsk as b,
    r#"
{{ b.wrongs.html(t) }}<h1>{{ t.get("room-bank") }}</h1><p>{{ t.get("bank-how") }}</p>
<form class="tall" action="{{ t.path("/officer/field/bank") }}" method="post" autocomplete="off" data-once>{{ FormKey::from(b.form_key).html(t) }}{{ b.makers(t).html(t) }}
{%- for field in b.fields(t) %}{{ field.html(t).to_string()|safe }}{% endfor -%}
<button type="submit" class="button">{{ t.get("bank-ask") }}</button></form>
{%- if !b.lines.is_empty() %}<section><h2>{{ t.get("bank-before") }}</h2>{{ b.rows(t).html(t) }}</section>{% endif -%}
"#
);

impl View for BankShown {
    fn title(&self, t: &Text) -> String {
        format!("{}: {}", t.get("room-bank"), t.pick(&self.maker))
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn again_after_s(&self) -> Option<u32> {
        self.waits_again()
    }
    fn navigation(&self, t: &Text) -> Navigation {
        match &self.for_head {
            Some(whose) => Desk::Head.navigation(t, whose, "/head/banks"),
            None => Desk::Officer.navigation(t, &super::whose(t), "/officer/field/bank"),
        }
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    BankShown as b,
    r#"
{{ b.wrongs.html(t) }}<h1>{{ t.words(b.maker) }}</h1>{{ b.standing(t).html(t) }}
{%- if !b.reason.is_empty() %}<p class="error">{{ b.reason }}</p>{% endif -%}
{%- if let Some(names) = b.names() %}{{ names.html(t).to_string()|safe }}{% endif -%}
<section class="parcel"><h2>{{ t.get("bank-account") }}</h2>{{ b.facts().html(t) }}</section>
{%- if b.for_head.is_none() && b.state == Change::Asked -%}
<form class="tall" action="{{ b.address(t) }}/consent" method="post" data-once>{{ FormKey::from(b.form_key).html(t) }}{{ b.code(t).html(t) }}<button type="submit" class="button">{{ t.get("consent-agrees") }}</button></form>{{ b.again(t).html(t) }}
{%- endif -%}
{%- if b.for_head.is_none() && b.state == Change::Proving %}<p><a href="{{ b.address(t) }}">{{ t.get("bank-look-again") }}</a></p>{% endif -%}
{%- if b.is_own && b.for_head.is_some() %}<p class="error">{{ t.get("bank-own") }}</p>{% endif -%}
{%- if b.can_approve() %}{{ b.approve(t).html(t) }}{% endif -%}
{%- if b.for_head.is_some() && b.is_open() %}<details class="filter"{% if b.wrongs.of("send_back").is_some() %} open{% endif %}><summary>{{ t.get("bank-refuse") }}</summary><form action="{{ b.address(t) }}/refusal" method="post" data-once>{{ FormKey::from(b.form_key).html(t) }}{{ b.why(t).html(t) }}<button type="submit" class="button second">{{ t.get("bank-refuse-go") }}</button></form></details>{% endif -%}
{%- if b.for_head.is_none() && b.is_open() %}<details class="filter"><summary>{{ t.get("bank-stop") }}</summary>{{ b.stop(t).html(t) }}</details>{% endif -%}
"#
);

impl View for HeadBanks {
    fn title(&self, t: &Text) -> String {
        t.get("room-bank")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Head.navigation(t, &self.whose, "/head/banks")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    HeadBanks as h,
    r#"
<h1>{{ t.get("room-bank") }}</h1>{% if h.lines.is_empty() %}{{ h.nothing(t).html(t) }}{% else %}<p class="hint">{{ t.get("bank-two") }}</p>{{ h.rows(t).html(t) }}{% endif %}
"#
);
