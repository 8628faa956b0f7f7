//! Whether a good is ready to go abroad, and where it may go.

use kernel::ids::{AggregatorId, MakerId, ProductId, VariantId};
use kernel::{Day, Limit, Paise, Words};
use store::{DbError, Read};

use super::book::{Country, Exporter, Sheet, Stop, exchange_on, freight, stop_on};
use super::{Does, Lack, Service, book_sql, ready_sql as sql, rules};
use crate::accounts::Blocks;
use crate::catalogue;
use crate::makers::TaxClass;
use crate::quality::{self, Grade};
use crate::quotes::sellers::{self, Seller};
use crate::quotes::{Stands, obstacles};

/// Goods of a list.
const LIST: Limit = Limit::of(60);

store::row! {
    /// A good as the checklist sees it.
    pub struct Good {
        /// Its id.
        pub product: ProductId,
        /// Its page.
        pub slug: String,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// Who makes it.
        pub maker: MakerId,
        /// Her name in Hindi.
        pub maker_hi: String,
        /// Her name in English.
        pub maker_en: String,
        /// Her tax class.
        pub class: TaxClass,
        /// Who sells on her behalf.
        pub aggregator: Option<AggregatorId>,
        /// How many pictures show it.
        pub pictures: i64,
        /// Its first size.
        pub variant: Option<VariantId>,
    }
}

impl Good {
    /// Its name.
    pub fn name(&self) -> Words {
        Words::new(&self.name_hi, &self.name_en)
    }

    /// Its maker's name.
    pub fn maker_name(&self) -> Words {
        Words::new(&self.maker_hi, &self.maker_en)
    }
}

store::row! {
    /// What a country asks of goods under a code.
    pub struct Rule {
        /// Which country; empty means all.
        pub country: String,
        /// How the code begins.
        pub prefix: String,
        /// From when.
        pub from: Day,
        /// What it does.
        pub does: Does,
        /// Why, in Hindi.
        pub reason_hi: String,
        /// Why, in English.
        pub reason_en: String,
        /// How sure we are.
        pub verified: String,
    }
}

/// The checklist of a good.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The good.
    pub good: Good,
    /// What papers say of it.
    pub sheet: Option<Sheet>,
    /// How it stands with export grade.
    pub grade: Grade,
    /// In whose name it would leave.
    pub exporter: Option<(Seller, Exporter)>,
    /// What it lacks.
    pub lacks: Vec<Lack>,
}

/// Whether a good may go to a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Goes,
    /// It may, with a certificate; why.
    WithCertificate(Words),
    /// It stays here; why.
    Stays(Words),
    /// Nothing goes there since a day; why.
    Stopped(Day, String),
    /// Its code is not known, so nobody can say.
    Unknown,
}

impl Verdict {
    /// Whether it may go, with or without a certificate.
    pub const fn goes(&self) -> bool {
        matches!(self, Verdict::Goes | Verdict::WithCertificate(_))
    }
}

/// What rules say of a code in a country on a day: of each rule the newest row; what keeps a good here is stronger. Pure.
pub fn ruling(all: &[Rule], hs8: &str, stop: Option<&Stop>, today: Day) -> Verdict {
    if let Some(stop) = stop {
        return Verdict::Stopped(stop.from, stop.reason.clone());
    }
    let fits = |rule: &&Rule| hs8.starts_with(rule.prefix.as_str()) && rule.from <= today;
    let is_newest = |rule: &&Rule| {
        let same = |other: &Rule| other.country == rule.country && other.prefix == rule.prefix;
        !all.iter().any(|other| same(other) && other.from > rule.from && other.from <= today)
    };
    let in_force: Vec<&Rule> = all.iter().filter(fits).filter(is_newest).collect();
    let says = |does: Does| {
        let rule = in_force.iter().find(|rule| rule.does == does);
        rule.map(|rule| Words::new(&rule.reason_hi, &rule.reason_en))
    };
    match (says(Does::Stays), says(Does::Certificate)) {
        (Some(why), _) => Verdict::Stays(why),
        (None, Some(why)) => Verdict::WithCertificate(why),
        (None, None) => Verdict::Goes,
    }
}

/// Whether a code may go to a country today.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn verdict(read: &mut Read, hs8: Option<&str>, country: &str) -> Result<Verdict, DbError> {
    let today = read.now().day();
    let stop = stop_on(read, country, today).await?;
    let Some(hs8) = hs8 else {
        return Ok(stop.map_or(Verdict::Unknown, |stop| Verdict::Stopped(stop.from, stop.reason)));
    };
    let all = book_sql::rules(read, country).await?;
    Ok(ruling(&all, hs8, stop.as_ref(), today))
}

/// The checklist of a good of these blocks; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_blocks(read: &mut Read, blocks: &Blocks, slug: &str) -> Result<Option<Ready>, DbError> {
    let Some(product) = sql::product_of(read, slug).await? else { return Ok(None) };
    match sql::good(read, product, &blocks.fenced()).await? {
        Some(good) => check(read, good).await.map(Some),
        None => Ok(None),
    }
}

/// The checklist of any good that is on the site.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_slug(read: &mut Read, slug: &str) -> Result<Option<Ready>, DbError> {
    let Some(product) = sql::product_of(read, slug).await? else { return Ok(None) };
    of_product(read, product).await
}

/// The checklist of a good.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_product(read: &mut Read, product: ProductId) -> Result<Option<Ready>, DbError> {
    match sql::good(read, product, "").await? {
        Some(good) => check(read, good).await.map(Some),
        None => Ok(None),
    }
}

/// Checklists of goods of these blocks: those about which something is written first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn list(read: &mut Read, blocks: &Blocks) -> Result<Vec<Ready>, DbError> {
    let mut all = Vec::new();
    for (product,) in sql::products(read, &blocks.fenced(), LIST).await? {
        all.extend(of_product(read, product).await?);
    }
    Ok(all)
}

async fn check(read: &mut Read, good: Good) -> Result<Ready, DbError> {
    let today = read.now().day();
    let sheet = book_sql::sheet(read, good.product).await?;
    let grade = quality::grade_of(read, good.product).await?;
    let exporter = exporter_of(read, &good, today).await?;
    let mut lacks = Vec::new();
    let mut add = |is_so: bool, lack: Lack| {
        if is_so {
            lacks.push(lack);
        }
    };
    add(sheet.as_ref().is_none_or(|sheet| !rules::is_hs8(&sheet.hs8)), Lack::Hs8);
    add(sheet.as_ref().is_none_or(|sheet| sheet.material.is_empty()), Lack::Words);
    add(sheet.as_ref().is_none_or(|sheet| sheet.net_g <= 0), Lack::Weights);
    add(good.pictures == 0, Lack::Photos);
    add(!matches!(grade, Grade::Earned(_)), Lack::Grade);
    add(exporter.is_none(), Lack::Exporter);
    add(!is_sold(read, good.variant, today).await?, Lack::Sale);
    Ok(Ready { good, sheet, grade, exporter, lacks })
}

async fn is_sold(read: &mut Read, variant: Option<VariantId>, today: Day) -> Result<bool, DbError> {
    let Some(variant) = variant else { return Ok(false) };
    let found = catalogue::read::for_sale(read, &[variant]).await?;
    Ok(found.first().is_some_and(|good| obstacles(&Stands::of(good, true, today), 1, today).is_empty()))
}

async fn exporter_of(
    read: &mut Read,
    good: &Good,
    today: Day,
) -> Result<Option<(Seller, Exporter)>, DbError> {
    let standing = |found: Option<Exporter>| found.filter(|exporter| exporter.stands(today));
    let own = standing(book_sql::exporter(read, &good.maker.to_string()).await?);
    let behalf = match good.aggregator {
        Some(id) => standing(book_sql::exporter(read, &id.to_string()).await?),
        None => None,
    };
    let has_own = if own.is_some() { sellers::Exporter::Standing } else { sellers::Exporter::Missing };
    let aggregator = good.aggregator.filter(|_| behalf.is_some());
    Ok(match sellers::exporter_for(good.class, has_own, aggregator) {
        Some(Seller::Maker) => own.map(|exporter| (Seller::Maker, exporter)),
        Some(seller @ Seller::Aggregator(_)) => behalf.map(|exporter| (seller, exporter)),
        None => None,
    })
}

/// What somebody abroad is told of a good.
#[derive(Clone, Debug)]
pub struct Abroad {
    /// The country.
    pub country: Country,
    /// Whether it may go there.
    pub verdict: Verdict,
    /// Its price in rupees, and the same in the country's money: hundredths, of which day, from where.
    pub price: Paise,
    /// In the country's money.
    pub reference: Option<Reference>,
    /// What the post takes, if that is known.
    pub freight: Option<(Service, Paise)>,
}

/// A price in another country's money, for orientation only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The money and the amount: `USD 4.10`.
    pub written: String,
    /// Rupees for one unit: `84.25`.
    pub rate: String,
    /// Of which day.
    pub day: Day,
    /// Where that rate is written.
    pub source: String,
}

/// An amount in a country's money by the newest rate; nothing if nobody has entered one.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn reference(
    read: &mut Read,
    country: &Country,
    amount: Paise,
) -> Result<Option<Reference>, DbError> {
    let today = read.now().day();
    let Some(found) = exchange_on(read, &country.currency, today).await? else { return Ok(None) };
    Ok(rules::in_hundredths(amount, found.rupees_e4).map(|hundredths| Reference {
        written: rules::written(&country.currency, hundredths),
        rate: rules::rate_written(found.rupees_e4),
        day: found.day,
        source: found.source,
    }))
}

/// What somebody abroad is told of so many pieces of a good.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn abroad(
    read: &mut Read,
    ready: &Ready,
    country: Country,
    (unit, quantity): (Paise, u32),
) -> Result<Abroad, DbError> {
    let price = unit.times(quantity).unwrap_or(unit);
    let hs8 = ready.sheet.as_ref().map(|sheet| sheet.hs8.as_str());
    let verdict = verdict(read, hs8, &country.code).await?;
    let reference = reference(read, &country, price).await?;
    let weight_g = ready.sheet.as_ref().map(|sheet| sheet.gross_g.saturating_mul(i64::from(quantity)));
    let freight = match weight_g {
        Some(weight_g) => freight(read, &country.code, weight_g).await?,
        None => None,
    };
    Ok(Abroad { country, verdict, price, reference, freight })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;

    fn rule(country: &str, prefix: &str, from: i64, does: Does) -> Rule {
        Rule {
            country: country.to_owned(),
            prefix: prefix.to_owned(),
            from: Day(from),
            does,
            reason_hi: "क्यों".to_owned(),
            reason_en: format!("{does} {prefix}"),
            verified: "memory".to_owned(),
        }
    }

    #[test]
    fn the_newest_row_of_a_rule_counts_and_what_keeps_a_good_here_is_stronger() {
        let all = [
            rule("", "4602", 10, Does::Certificate),
            rule("AU", "46", 10, Does::Stays),
            rule("AU", "46", 50, Does::Free),
            rule("AU", "210690", 10, Does::Stays),
        ];
        let why = |does: &str| Words::new("क्यों", does);
        let of = |hs8: &str, day: i64| ruling(&all, hs8, None, Day(day));
        assert_eq!(of("46021100", 9), Verdict::Goes);
        assert_eq!(of("46021100", 20), Verdict::Stays(why("stays 46")));
        assert_eq!(of("46021100", 50), Verdict::WithCertificate(why("certificate 4602")));
        assert_eq!(of("21069099", 20), Verdict::Stays(why("stays 210690")));
        assert_eq!(of("71171910", 20), Verdict::Goes);
        let stop = Stop {
            id: String::new(),
            country: "AU".to_owned(),
            does: "stop".to_owned(),
            from: Day(15),
            reason: "no flights".to_owned(),
            at: Time(0),
        };
        assert_eq!(
            ruling(&all, "71171910", Some(&stop), Day(20)),
            Verdict::Stopped(Day(15), "no flights".to_owned())
        );
    }
}
