//! One batch of payouts: whom it pays, how each stands, and who may approve it.

use kernel::{Paise, Words};
use market::payouts::WhyReturned;

use super::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Button, Deed, Facts, FormKey, Notice, Tone, Wrongs};
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
        /// Why, as we understand the bank.
        why: Option<WhyReturned>,
        /// In the bank's own words.
        said: String,
    },
    /// The batch was called off.
    Cancelled,
}

/// Why a payout came back and what happens now, in the reader's words and the bank's.
fn returned(t: &Text, why: Option<WhyReturned>, said: &str) -> String {
    let why = why.unwrap_or(WhyReturned::Unknown);
    let key = if why.needs_account() { "payout-returned-account" } else { "payout-returned" };
    let reason = t.get(&format!("returned-{why}"));
    let reason = if said.is_empty() { reason } else { format!("{reason} («{said}»)") };
    t.say(key).set("reason", reason).to_string()
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
            PayoutStands::Returned { why, said } => returned(t, *why, said),
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
    /// Her account: the last part of its address.
    pub account: String,
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
    /// The mart put it together: a first person must look it through.
    Look,
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
            Approval::Look => Notice::new(Tone::Care, t.get("batch-look"), t.get("batch-look.text")),
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
    fn deed(&self, act: &str, button: Button, t: &Text) -> Deed {
        let action = t.path(&format!("/finance/batches/{}/{act}", self.id));
        Deed { action, button, with: vec![], form_key: self.form_key.clone() }
    }
    /// What may be done with it now besides approving it.
    fn deeds(&self, t: &Text) -> Vec<Deed> {
        let off = || self.deed("cancellation", Button::second(t.get("batch-call-off")), t);
        match self.approval {
            Approval::Look => vec![self.deed("look", Button::main(t.get("batch-looked")), t), off()],
            Approval::Yours | Approval::Others => vec![off()],
            Approval::Given | Approval::Cancelled => vec![],
        }
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
<li><span><a href="{{ t.path("/finance/accounts/") }}{{ line.account }}">{{ t.words(line.maker) }}</a></span><b>{{ line.amount }}</b><p class="{{ line.stands.word() }}">{{ line.stands.says(t) }}</p><small>{{ t.say("batch-parcels").set("count", line.count()) }}</small></li>{% endfor %}
</ul>
{%- if b.approval == Approval::Yours -%}
<form action="{{ t.path("/finance/batches/") }}{{ b.id }}/approval" method="post" data-once>{{ FormKey::from(b.form_key).html(t) }}{{ b.approve(t).html(t) }}</form>
{%- endif -%}
{%- for deed in b.deeds(t) %}{{ deed.html(t) }}{% endfor -%}
{{ b.facts(t).html(t) }}
<p><a href="{{ t.path("/finance") }}">{{ t.get("fin-back") }}</a></p>
"#
);
