//! In whose name a maker sells: what is asked, and what was answered.

use kernel::ids::AggregatorId;
use market::cases::{self, CaseView, Selling};
use market::makers::{self, TaxClass};
use store::{DbError, Read};

use super::{Typed, field, select};
use crate::parts::{Kind, Wrongs};
use crate::text::Text;
use crate::views::board::Ask;

/// What is asked.
pub(crate) async fn asks(
    read: &mut Read,
    t: &Text,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Vec<Ask>, DbError> {
    let classes = TaxClass::ALL.iter().map(|class| (class.to_string(), t.get(&format!("tax-class-{class}"))));
    let sellers = makers::read::aggregators(read).await?;
    let sellers = sellers.into_iter().map(|one| (one.id.to_string(), t.pick(&one.name).to_owned()));
    Ok(vec![
        select(t, "tax_class", typed, wrongs, classes),
        field(t, "tax_number", Kind::Words, typed, wrongs),
        select(t, "aggregator", typed, wrongs, sellers),
    ])
}

/// What was answered, or the question that has no answer.
pub(crate) fn typed(typed: &Typed) -> Result<Selling, &'static str> {
    let tax_class: TaxClass = typed.get("tax_class").parse().map_err(|_| "tax_class")?;
    let aggregator = match typed.get("aggregator") {
        "" => None,
        id => Some(id.parse::<AggregatorId>().map_err(|_| "aggregator")?),
    };
    let tax_number = Some(typed.get("tax_number").to_uppercase()).filter(|number| !number.is_empty());
    Ok(Selling { tax_class, tax_number, aggregator })
}

/// The form as it stands now, before anybody has typed.
pub(super) async fn as_it_is(read: &mut Read, view: &CaseView, typed: &Typed) -> Result<Typed, DbError> {
    let mut typed = typed.clone();
    if let Some(maker) = view.head.maker
        && let Some(now) = cases::selling_of(read, maker).await?
    {
        let mut given = |name: &str, value: String| {
            typed.0.entry(name.to_owned()).or_insert(value);
        };
        given("tax_class", now.tax_class.to_string());
        given("aggregator", now.aggregator.map(|id| id.to_string()).unwrap_or_default());
        given("tax_number", now.tax_number.unwrap_or_default());
    }
    Ok(typed)
}
