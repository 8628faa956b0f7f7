//! One batch of payouts: whom it pays, how each stands, and who may approve it.

use kernel::{Paise, Words};

use super::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Button, Facts, FormKey, Notice, Tone, Wrongs};
use crate::text::Text;

/// How one payout stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayoutStands {
    /// The batch waits for its second person.
    Drafted,
    /// It is about to be sent.
    Approved,
    /// The bank has it.
    Sent,
    /// It is in the maker's account.
    Settled {
        /// When.
        on: String,
        /// The bank's reference.
        utr: String,
    },
    /// The bank sent it back.
    Returned {
        /// Why.
        reason: String,
    },
    /// The batch was called off.
    Cancelled,
}

impl PayoutStands {
    fn says(&self, t: &Text) -> String {
        match self {
            PayoutStands::Drafted => t.get("payout-drafted"),
            PayoutStands::Approved => t.get("payout-approved"),
            PayoutStands::Sent => t.get("payout-sent"),
            PayoutStands::Settled { on, utr } => {
                t.say("payout-settled").set("day", on).set("utr", utr).to_string()
            }
            PayoutStands::Returned { reason } => t.say("payout-returned").set("reason", reason).to_string(),
            PayoutStands::Cancelled => t.get("payout-cancelled"),
        }
    }
    const fn word(&self) -> &'static str {
        match self {
            PayoutStands::Drafted | PayoutStands::Approved | PayoutStands::Sent => "care",
            PayoutStands::Settled { .. } => "good",
            PayoutStands::Returned { .. } | PayoutStands::Cancelled => "stop",
        }
    }
    /// Whether the bank may still change it.
    const fn moves(&self) -> bool {
        matches!(self, PayoutStands::Approved | PayoutStands::Sent)
    }
}

/// One payout.
#[derive(Clone, Debug)]
pub struct PayoutLine {
    /// Whom it pays.
    pub maker: Words,
    /// For how many parcels.
    pub parcels: i64,
    /// How much.
    pub amount: Paise,
    /// How it stands.
    pub stands: PayoutStands,
}

impl PayoutLine {
    fn count(&self) -> usize {
        usize::try_from(self.parcels).unwrap_or(0)
    }
}

/// Who may approve the batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// The reader may.
    Yours,
    /// The reader made it: somebody else must.
    Others,
    /// It has been approved.
    Given,
    /// It was called off.
    Cancelled,
}

/// One batch.
#[derive(Clone, Debug)]
pub struct BatchPage {
    /// Whose desk it is.
    pub whose: Words,
    /// The last part of its address.
    pub id: String,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: String,
    /// Who approved it; may be empty.
    pub approved_by: String,
    /// When it was approved; may be empty.
    pub approved_at: String,
    /// Who may approve it.
    pub approval: Approval,
    /// How much in all.
    pub amount: Paise,
    /// Whom it pays.
    pub payouts: Vec<PayoutLine>,
    /// Whether the reader has just pressed a button for something that was done before.
    pub already: bool,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl BatchPage {
    fn moving(&self) -> bool {
        self.payouts.iter().any(|line| line.stands.moves())
    }
    fn settled(&self) -> usize {
        self.payouts.iter().filter(|line| matches!(line.stands, PayoutStands::Settled { .. })).count()
    }
    fn standing(&self, t: &Text) -> Notice {
        match self.approval {
            Approval::Yours => Notice::new(Tone::Care, t.get("batch-yours"), t.get("batch-yours.text")),
            Approval::Others => Notice::new(Tone::Plain, t.get("batch-others"), t.get("batch-others.text")),
            Approval::Cancelled => Notice::new(Tone::Stop, t.get("batch-cancelled"), String::new()),
            Approval::Given => {
                let all = self.payouts.len();
                let done = t.say("batch-given.text").set("done", self.settled()).set("all", all).to_string();
                let tone = if self.settled() == all { Tone::Good } else { Tone::Plain };
                Notice::new(tone, t.get("batch-given"), done)
            }
        }
    }
    fn again(&self, t: &Text) -> Notice {
        Notice::new(Tone::Plain, t.get("desk-already"), t.get("desk-already.text"))
    }
    fn facts(&self, t: &Text) -> Facts {
        let who = |name: &str, at: &str| if at.is_empty() { String::new() } else { format!("{name}\n{at}") };
        Facts::default()
            .and(t.get("batch-made"), who(&self.made_by, &self.made_at))
            .and(t.get("batch-approved"), who(&self.approved_by, &self.approved_at))
    }
    fn approve(&self, t: &Text) -> Button {
        Button::main(t.say("batch-approve").set("amount", self.amount).to_string())
    }
}

impl View for BatchPage {
    fn title(&self, t: &Text) -> String {
        t.say("batch-title").set("at", &self.made_at).to_string()
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Finance.navigation(t, &self.whose, "/finance")
    }
    fn again_after_s(&self) -> Option<u32> {
        self.moving().then_some(20)
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    BatchPage as b,
    r#"
{{ b.wrongs.html(t) }}{% if b.already %}{{ b.again(t).html(t) }}{% endif %}
{%- let standing = b.standing(t) -%}
<div class="notice {{ standing.tone.word() }} standing"><h1>{{ standing.title }}</h1>{% if !standing.text.is_empty() %}<p>{{ standing.text }}</p>{% endif %}</div>
<p class="owed"><span>{{ t.say("batch-makers").set("count", b.payouts.len()) }}</span> <b>{{ b.amount }}</b></p>
<ul class="book">{% for line in b.payouts %}
<li><span>{{ t.words(line.maker) }}</span><b>{{ line.amount }}</b><p class="{{ line.stands.word() }}">{{ line.stands.says(t) }}</p><small>{{ t.say("batch-parcels").set("count", line.count()) }}</small></li>{% endfor %}
</ul>
{%- if b.approval == Approval::Yours -%}
<form action="{{ t.path("/finance/batches/") }}{{ b.id }}/approval" method="post" data-once>{{ FormKey::from(b.form_key).html(t) }}{{ b.approve(t).html(t) }}</form>
{%- endif -%}
{{ b.facts(t).html(t) }}
<p><a href="{{ t.path("/finance") }}">{{ t.get("fin-back") }}</a></p>
"#
);
