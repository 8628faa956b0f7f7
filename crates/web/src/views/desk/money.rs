//! A maker's passbook: what each parcel brought, and when it went or will go to her bank. Never a chart.

use kernel::{Day, Paise, Words};
use market::payouts::WhyReturned;

use super::{Desk, spaced};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Empty, Field, Figure, Figures, Kind, Notice, Tone, Wrongs};
use crate::text::Text;

/// How the money of a parcel stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoneyStands {
    /// It will be sent.
    Due {
        /// The last day for it.
        by: Day,
    },
    /// It should have been sent.
    Late {
        /// The last day there was for it.
        by: Day,
    },
    /// The bank has it.
    OnWay,
    /// It is in her account.
    Paid {
        /// When.
        on: Day,
        /// The bank's reference.
        utr: String,
    },
}

impl MoneyStands {
    fn says(&self, t: &Text) -> String {
        match self {
            MoneyStands::Due { by } => t.say("money-due").set("day", t.day(by)).to_string(),
            MoneyStands::Late { by } => t.say("money-late").set("day", t.day(by)).to_string(),
            MoneyStands::OnWay => t.get("money-on-way"),
            MoneyStands::Paid { on, utr } => {
                t.say("money-paid").set("day", t.date(on)).set("utr", utr).to_string()
            }
        }
    }
    const fn word(&self) -> &'static str {
        match self {
            MoneyStands::Due { .. } | MoneyStands::OnWay => "care",
            MoneyStands::Late { .. } => "stop",
            MoneyStands::Paid { .. } => "good",
        }
    }
}

/// One delivered parcel.
#[derive(Clone, Debug)]
pub struct MoneyLine {
    /// When the buyer got it.
    pub day: Day,
    /// What was written on it.
    pub code: String,
    /// What the buyer paid for the goods.
    pub goods: Paise,
    /// What she gets of it in her bank.
    pub share: Paise,
    /// Tax inside the freight that is hers to hand on; in her share.
    pub freight_tax: Paise,
    /// What the law has kept back of her share.
    pub kept: Paise,
    /// What she had of it when her hub accepted it; not in her share.
    pub ahead: Paise,
    /// The payout whose slip can be printed.
    pub slip: Option<String>,
    /// How its money stands.
    pub stands: MoneyStands,
}

impl MoneyLine {
    /// Her share before freight's tax and what the law keeps.
    fn earned(&self) -> Paise {
        Paise(self.share.0 - self.freight_tax.0 + self.kept.0 + self.ahead.0)
    }
    /// Whether the amount needs a word more.
    fn is_more_than_the_price(&self) -> bool {
        self.goods != self.share || self.freight_tax != Paise::ZERO || self.kept != Paise::ZERO
    }
    /// Its code as it is written down.
    fn written(&self) -> String {
        spaced(&self.code)
    }
}

/// A part of a parcel that is hers since her hub has accepted it.
#[derive(Clone, Debug)]
pub struct AheadLine {
    /// When the hub accepted it.
    pub day: Day,
    /// What is written on it.
    pub code: String,
    /// How much.
    pub amount: Paise,
    /// How its money stands.
    pub stands: AheadStands,
}

/// How the money of a part paid ahead stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AheadStands {
    /// It goes with the next payout.
    Due,
    /// The bank has it.
    OnWay,
    /// It is in her account.
    Paid {
        /// When.
        on: Day,
        /// The bank's reference.
        utr: String,
    },
    /// The parcel came to nothing: it comes off.
    TakenBack,
    /// The fund was empty.
    NoRoom,
}

impl AheadLine {
    fn written(&self) -> String {
        spaced(&self.code)
    }
    fn says(&self, t: &Text) -> String {
        match &self.stands {
            AheadStands::Due => t.get("money-ahead-due"),
            AheadStands::OnWay => t.get("money-ahead-on-way"),
            AheadStands::Paid { on, utr } => {
                t.say("money-ahead-paid").set("day", t.date(on)).set("utr", utr).to_string()
            }
            AheadStands::TakenBack => t.get("money-ahead-taken_back"),
            AheadStands::NoRoom => t.get("money-ahead-no_room"),
        }
    }
    const fn word(&self) -> &'static str {
        match self.stands {
            AheadStands::Due | AheadStands::OnWay | AheadStands::NoRoom => "care",
            AheadStands::Paid { .. } => "good",
            AheadStands::TakenBack => "stop",
        }
    }
}

/// The passbook.
#[derive(Clone, Debug)]
pub struct Money {
    /// Whose desk it is.
    pub maker: Words,
    /// What the mart owes her now: the ledger's figure.
    pub owed: Paise,
    /// What the bank is carrying to her.
    pub on_way: Paise,
    /// What her bank has received so far.
    pub paid: Paise,
    /// What parcels will bring that are not with their buyers yet.
    pub coming: Paise,
    /// The end of her account number; `None` if the mart knows no account.
    pub account: Option<String>,
    /// Parts paid ahead of parcels, newest first.
    pub ahead: Vec<AheadLine>,
    /// Delivered parcels, newest first.
    pub lines: Vec<MoneyLine>,
    /// The present month, as its statement is asked for: `2026-11`.
    pub month: String,
    /// Why her bank sent money back that waits until her account is mended.
    pub held: Option<WhyReturned>,
    /// Whether a group shares it among its members.
    pub is_shared: bool,
}

impl Money {
    fn figures(&self, t: &Text) -> Figures {
        let figure =
            |amount: &Paise, key: &str| Figure { value: t.money(amount), label: t.get(key), href: None };
        Figures {
            figures: vec![figure(&self.on_way, "money-sum-on-way"), figure(&self.paid, "money-sum-paid")],
        }
    }
    fn month_field(&self, t: &Text) -> Field {
        Field::named(t, "month", Kind::Words, &self.month, &Wrongs::none())
    }
    fn no_account(&self, t: &Text) -> Notice {
        Notice::new(Tone::Stop, t.get("money-no-account"), t.get("money-no-account.text"))
    }
    fn came_back(&self, t: &Text) -> Option<Notice> {
        let why = self.held?;
        let title = t.say("money-held").set("reason", t.get(&format!("returned-{why}"))).to_string();
        Some(Notice::new(Tone::Stop, title, t.get(&format!("returned-{why}.next"))))
    }
    fn empty(&self, t: &Text) -> Empty {
        Empty { title: t.get("money-empty"), text: t.get("money-empty.text"), next: None }
    }
}

impl View for Money {
    fn title(&self, t: &Text) -> String {
        t.get("room-money")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Maker.navigation(t, &self.maker, "/maker/money")
    }
    fn aloud(&self, t: &Text) -> Option<(&'static str, String)> {
        Some(("money", t.say("aloud-money").set("owed", self.owed).set("paid", self.paid).to_string()))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Money as m,
    r#"
<h1>{{ t.get("room-money") }}</h1>
{%- if m.account.is_none() %}{{ m.no_account(t).html(t) }}{% endif -%}
{%- if let Some(back) = m.came_back(t) %}{{ back.html(t) }}{% endif -%}
<p class="owed"><span>{{ t.get("money-sum-owed") }}</span> <b>{{ m.owed }}</b></p>
{{ m.figures(t).html(t) }}
{%- if m.coming.0 > 0 %}<p>{{ t.say("money-coming").set("amount", m.coming) }}</p>{% endif -%}
{%- if let Some(account) = m.account %}<p class="hint">{{ t.say("money-account").set("account", account.as_str()) }}</p>{% endif -%}
{%- if m.is_shared %}<p><a class="button second" href="{{ t.path("/maker/members") }}">{{ t.get("group-didi-wise") }}</a></p>{% endif -%}
{%- if !m.ahead.is_empty() %}<section><h2>{{ t.get("money-ahead-book") }}</h2><ul class="book">{% for line in m.ahead %}
<li><span>{{ t.date(line.day) }} · {{ line.written() }}</span><b>{{ line.amount }}</b><p class="{{ line.word() }}">{{ line.says(t) }}</p></li>{% endfor %}
</ul></section>{% endif -%}
<section><h2>{{ t.get("money-book") }}</h2>
{%- if m.lines.is_empty() %}{{ m.empty(t).html(t) }}{% else -%}
<ul class="book">{% for line in m.lines %}
<li><span>{{ t.date(line.day) }} · {{ line.written() }}</span><b>{{ line.share }}</b><p class="{{ line.stands.word() }}">{{ line.stands.says(t) }}</p>{% if line.is_more_than_the_price() %}<small>{{ t.say("money-of").set("goods", line.goods).set("share", line.earned()) }}{% if line.freight_tax.0 > 0 %} {{ t.say("money-freight-tax").set("amount", line.freight_tax) }}{% endif %}{% if line.kept.0 > 0 %} {{ t.say("money-kept").set("amount", line.kept) }}{% endif %}{% if line.ahead.0 > 0 %} {{ t.say("money-ahead-says").set("amount", line.ahead) }}{% endif %}</small>{% endif %}{% if let Some(slip) = line.slip %} <a href="{{ t.path("/maker/payouts/") }}{{ slip }}/slip">{{ t.get("money-slip") }}</a>{% endif %}</li>{% endfor %}
</ul>{% endif -%}
<form action="{{ t.path("/maker/money/statement") }}" method="get">{{ m.month_field(t).html(t) }}<button type="submit" class="button second">{{ t.get("money-statement") }}</button></form>
<p><a href="{{ t.path("/maker/money/statement?as=xlsx&month=") }}{{ m.month }}">{{ t.get("money-statement-xlsx") }}</a></p>
</section>
"#
);
