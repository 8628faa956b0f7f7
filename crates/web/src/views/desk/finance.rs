//! Finance: who is owed what, batches made, and where all money stands.

use kernel::{Day, Paise, Words};
use market::payouts::WhyReturned;

use super::{Desk, SignOut};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{
    Column, Deed, Empty, Figure, Figures, Notice, Row, Rows, Table, TableRow, Tone, Wrongs, button,
};
use crate::text::Text;

/// What one maker is owed.
#[derive(Clone, Debug)]
pub struct DueLine {
    /// Who.
    pub maker: Words,
    /// Her account: the last part of its address.
    pub account: String,
    /// For how many parcels.
    pub parcels: i64,
    /// How much.
    pub amount: Paise,
    /// What of it is paid ahead.
    pub ahead: Paise,
    /// The last day for it; none if all of it is paid ahead.
    pub by: Option<Day>,
    /// Whether the mart knows an account.
    pub has_account: bool,
    /// Her bank sent back what was paid last, and her account has to be mended first.
    pub held: Option<Held>,
}

/// What waits for an account to be mended.
#[derive(Clone, Debug)]
pub struct Held {
    /// Why the bank sent it back.
    pub why: WhyReturned,
    /// The payout that came back: the last part of its address.
    pub payout: String,
}

/// How the sweep runs.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// Whether it should have run since.
    pub is_late: bool,
    /// When it last ran.
    pub at: Option<String>,
}

impl DueLine {
    fn count(&self) -> usize {
        usize::try_from(self.parcels).unwrap_or(0)
    }
}

/// A batch in a list.
#[derive(Clone, Debug)]
pub struct BatchLine {
    /// The last part of its address.
    pub id: String,
    /// When it was made.
    pub made: String,
    /// Who made it.
    pub made_by: String,
    /// How many makers it pays.
    pub payouts: i64,
    /// How much in all.
    pub amount: Paise,
    /// How it stands: a key.
    pub stands: &'static str,
}

/// An account of the ledger.
#[derive(Clone, Debug)]
pub struct BalanceLine {
    /// The last part of its address.
    pub account: String,
    /// What it is called: a key.
    pub name: &'static str,
    /// Its balance; what the mart owes is negative.
    pub balance: Paise,
}

/// Finance's first page.
#[derive(Clone, Debug)]
pub struct FinanceHome {
    /// Whose desk it is.
    pub whose: Words,
    /// The day it is.
    pub today: Day,
    /// How the sweep runs.
    pub sweep: Sweep,
    /// What no bank has yet: up to three days old, up to seven, older.
    pub ageing: [Paise; 3],
    /// Whether a month is to be closed or agreed to: a key.
    pub month: Option<&'static str>,
    /// How many claims wait for a second person.
    pub claims: usize,
    /// In how many places our books, the gateway and the bank differ.
    pub gaps: usize,
    /// What is owed, the longest waiting first.
    pub due: Vec<DueLine>,
    /// The newest batches.
    pub batches: Vec<BatchLine>,
    /// Where all money stands.
    pub balances: Vec<BalanceLine>,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl FinanceHome {
    fn payable(&self) -> (usize, Paise) {
        let lines = self.due.iter().filter(|line| line.has_account && line.held.is_none());
        (lines.clone().count(), Paise::sum(lines.map(|line| line.amount)).unwrap_or_default())
    }
    fn figures(&self, t: &Text) -> Figures {
        let (makers, amount) = self.payable();
        let stuck = self.due.len() - makers;
        let figure = |value: String, key: &str| Figure { value, label: t.get(key), href: None };
        Figures {
            figures: vec![
                figure(t.money(&amount), "fin-n-amount"),
                figure(makers.to_string(), "fin-n-makers"),
                figure(stuck.to_string(), "fin-n-stuck"),
            ],
        }
    }
    fn make(&self, t: &Text) -> Option<Deed> {
        let (makers, amount) = self.payable();
        let label = t.say("fin-make").set("amount", amount).to_string();
        (makers > 0).then(|| Deed {
            action: t.path("/finance/batches"),
            button: button::Button::main(label),
            with: vec![],
            form_key: self.form_key.clone(),
        })
    }
    fn is_late(&self, line: &DueLine) -> bool {
        line.by.is_some_and(|day| day < self.today)
    }
    /// How the money of one maker stands: the tone and the sentence.
    fn standing(&self, t: &Text, line: &DueLine) -> (&'static str, String) {
        if let Some(held) = &line.held {
            let why = t.get(&format!("returned-{}", held.why));
            return ("stop", t.say("fin-held-back").set("reason", why).to_string());
        }
        let Some(by) = line.by.filter(|_| line.has_account) else {
            let key = if line.has_account { "fin-ahead-only" } else { "fin-no-account" };
            return (if line.has_account { "care" } else { "stop" }, t.get(key));
        };
        match self.is_late(line) {
            true => ("stop", t.say("fin-late").set("day", t.day(&by)).to_string()),
            false => ("care", t.say("fin-by").set("day", t.day(&by)).to_string()),
        }
    }
    fn due<'a>(&'a self, t: &Text) -> Vec<(&'a DueLine, &'static str, String)> {
        let told = |line: &'a DueLine| {
            let (tone, says) = self.standing(t, line);
            (line, tone, says)
        };
        self.due.iter().map(told).collect()
    }
    fn batches(&self, t: &Text) -> Rows {
        let row = |line: &BatchLine| Row {
            href: t.path(&format!("/finance/batches/{}", line.id)),
            title: line.made.clone(),
            figure: t.money(&line.amount),
            note: t
                .say("fin-batch-note")
                .set("count", usize::try_from(line.payouts).unwrap_or(0))
                .set("by", &line.made_by)
                .to_string(),
            standing: t.get(line.stands),
        };
        Rows { rows: self.batches.iter().map(row).collect() }
    }
    fn balances(&self, t: &Text) -> Table {
        let column = |key: &str, figures| Column { label: t.get(key), figures };
        let row = |line: &BalanceLine| {
            let (held, owed) = if line.balance.0 >= 0 {
                (line.balance.to_string(), String::new())
            } else {
                (String::new(), line.balance.negated().to_string())
            };
            let href = Some(t.path(&format!("/finance/accounts/{}", line.account)));
            TableRow { href, cells: vec![t.get(line.name), held, owed] }
        };
        let side = |held: bool| {
            let of_side = self.balances.iter().map(|line| line.balance).filter(|b| (b.0 >= 0) == held);
            Paise::sum(of_side).unwrap_or_default()
        };
        let mut rows: Vec<TableRow> = self.balances.iter().map(row).collect();
        let sums = vec![t.get("fin-sum"), side(true).to_string(), side(false).negated().to_string()];
        rows.push(TableRow { href: None, cells: sums });
        Table {
            caption: t.get("fin-balances"),
            columns: vec![column("fin-account", false), column("fin-held", true), column("fin-owed", true)],
            rows,
        }
    }
    fn balanced(&self) -> bool {
        Paise::sum(self.balances.iter().map(|line| line.balance)) == Some(Paise::ZERO)
    }
    fn swept(&self, t: &Text) -> Notice {
        let at = self.sweep.at.clone().unwrap_or_default();
        match (self.sweep.is_late, self.sweep.at.is_some()) {
            (true, true) => Notice::new(
                Tone::Stop,
                t.get("fin-sweep-late"),
                t.say("fin-sweep-late.text").set("at", at).to_string(),
            ),
            (true, false) => Notice::new(Tone::Stop, t.get("fin-sweep-late"), t.get("fin-sweep-never")),
            (false, true) => {
                Notice::new(Tone::Plain, String::new(), t.say("fin-sweep-ran").set("at", at).to_string())
            }
            (false, false) => Notice::new(Tone::Plain, String::new(), t.get("fin-sweep-first")),
        }
    }
    fn ages(&self, t: &Text) -> Figures {
        let figure =
            |(amount, key): (&Paise, &str)| Figure { value: t.money(amount), label: t.get(key), href: None };
        let keys = ["fin-age-fresh", "fin-age-older", "fin-age-old"];
        Figures { figures: self.ageing.iter().zip(keys).map(figure).collect() }
    }
    fn tally(&self, t: &Text) -> Notice {
        let says = t.say("fin-tally-differs").set("count", self.gaps).to_string();
        Notice::new(Tone::Stop, says, t.get("fin-tally-differs.text"))
    }
    fn claims_wait(&self, t: &Text) -> String {
        t.say("fin-claims-wait").set("count", self.claims).to_string()
    }
    fn in_order(&self, t: &Text, line: &DueLine) -> Option<Deed> {
        line.held.as_ref().map(|held| Deed {
            action: t.path(&format!("/finance/payouts/{}/in-order", held.payout)),
            button: button::Button::second(t.get("fin-in-order")),
            with: vec![],
            form_key: self.form_key.clone(),
        })
    }
    fn nothing(&self, t: &Text) -> Empty {
        Empty { title: t.get("fin-nothing"), text: t.get("fin-nothing.text"), next: None }
    }
    fn out(&self) -> SignOut {
        SignOut { form_key: self.form_key.clone() }
    }
}

impl View for FinanceHome {
    fn title(&self, t: &Text) -> String {
        t.get("room-payouts")
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
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    FinanceHome as f,
    r#"
{{ f.wrongs.html(t) }}<h1>{{ t.get("room-payouts") }}</h1>
{{ f.swept(t).html(t) }}
{%- if f.gaps > 0 %}{{ f.tally(t).html(t) }}<p><a href="{{ t.path("/finance/tally") }}">{{ t.get("fin-tally-differs.link") }}</a></p>{% endif -%}
{%- if let Some(month) = f.month %}<p><a href="{{ t.path("/finance/months") }}">{{ t.get(month) }}</a></p>{% endif -%}
{%- if f.claims > 0 %}<p><a href="{{ t.path("/finance/claims") }}">{{ f.claims_wait(t) }}</a></p>{% endif -%}
<section><h2>{{ t.get("fin-ages") }}</h2>{{ f.ages(t).html(t) }}</section>
{%- if f.due.is_empty() %}{{ f.nothing(t).html(t) }}{% else -%}
{{ f.figures(t).html(t) }}
{%- if let Some(deed) = f.make(t) %}{{ deed.html(t) }}<p class="hint">{{ t.get("fin-two") }}</p>{% endif -%}
<section><h2>{{ t.get("fin-due") }}</h2><ul class="book">{% for (line, tone, says) in f.due(t) %}
<li><span><a href="{{ t.path("/finance/accounts/") }}{{ line.account }}">{{ t.words(line.maker) }}</a></span><b>{{ line.amount }}</b><p class="{{ tone }}">{{ says }}</p><small>{{ t.say("batch-parcels").set("count", line.count()) }}{% if line.ahead.0 > 0 %} {{ t.say("fin-ahead").set("amount", line.ahead) }}{% endif %}</small>{% if let Some(deed) = f.in_order(t, line) %}{{ deed.html(t) }}{% endif %}</li>{% endfor %}
</ul></section>{% endif -%}
{%- if !f.batches.is_empty() %}<section><h2>{{ t.get("fin-batches") }}</h2>{{ f.batches(t).html(t) }}</section>{% endif -%}
<section><h2>{{ t.get("fin-ledger") }}</h2>{{ f.balances(t).html(t) }}<p class="{% if f.balanced() %}hint{% else %}error{% endif %}">{% if f.balanced() %}{{ t.get("fin-balanced") }}{% else %}{{ t.get("fin-unbalanced") }}{% endif %}</p></section>
{{ f.out().html(t) }}
"#
);
