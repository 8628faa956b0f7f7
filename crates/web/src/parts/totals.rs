//! What it comes to: every charge on its own line, the sum in large figures, the tax that is already in it.

use kernel::Paise;

/// One charge.
#[derive(Clone, Debug)]
pub struct TotalLine {
    /// What is charged for.
    pub label: String,
    /// How much.
    pub amount: Paise,
}

/// All charges and their sum.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Goods, freight, and whatever else is really charged.
    pub lines: Vec<TotalLine>,
    /// The sum, computed by the market, never here.
    pub total: Paise,
    /// Tax already contained in the sum.
    pub tax: Option<Paise>,
    /// What the sum still lacks: «डाक ख़र्च पिनकोड डालने पर»; `None` if it is complete.
    pub lacking: Option<String>,
}

part!(
    Totals as totals,
    r#"<table class="totals"><caption class="hidden">{{ t.get("totals-caption") }}</caption><tbody>
{%- for line in totals.lines %}<tr><th scope="row">{{ line.label }}</th><td>{% if line.amount.0 == 0 %}{{ t.get("totals-free") }}{% else %}{{ line.amount }}{% endif %}</td></tr>{% endfor -%}
</tbody><tfoot><tr><th scope="row">{{ t.get("totals-total") }}</th><td>{{ totals.total }}</td></tr></tfoot></table>
{%- if let Some(tax) = totals.tax %}<p class="hint">{{ t.say("totals-tax").set("tax", *tax) }}</p>{% endif -%}
{%- if let Some(lacking) = totals.lacking %}<p class="hint">{{ lacking }}</p>{% endif -%}
"#
);
