//! Somebody abroad asks for a good; the desk answers with an order that waits to be paid, or says why not.
//!
//! Who is abroad has no Indian mobile, so she cannot sign in. The order stands in the name of whoever of the desk has offered it;
//! who receives it is the buyer. Whoever has its code may pay and follow it, as with every order.

use kernel::ids::{ExportEnquiryId, OrderId, PersonId, VariantId};
use kernel::india::Pin;
use kernel::{Lang, Limit, Paise, Words};
use store::keys::{self, Known, Once};
use store::{Db, DbError, Read, Spot, Tx, chance, transaction};

use super::book;
use super::enquiry_sql::{self as sql, EnquiryRow, New};
use super::machine::{EnquiryEvent, EnquiryState};
use super::ready::{self, Verdict};
use super::{ExportError, Lack};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::catalogue;
use crate::offers::Wanted;
use crate::orders::{self, Address, Order, OrderError};
use crate::personal::{self, EXPORT_BUYER};
use crate::quotes::{self, Abroad, Books, PaymentMethod, To};

/// Enquiries of a list.
const LIST: Limit = Limit::of(100);
/// So many may wait unanswered; beyond that nobody could answer, and a script would fill the disk.
const WAITING_MOST: i64 = 300;
/// The most freight an offer may have: beyond it somebody typed paise.
const FREIGHT_MOST: Paise = Paise::rupees(1_00_000);
/// Letters of a reason.
const REASON: std::ops::RangeInclusive<usize> = 3..=300;

/// Who is abroad and wants something, as it is printed on papers.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Buyer {
    /// Her name.
    pub name: String,
    /// Street and house.
    pub street: String,
    /// City.
    pub city: String,
    /// Region, state or province; may be empty.
    pub region: String,
    /// Postal code.
    pub postal: String,
    /// Telephone with its country: `+49…`.
    pub phone: String,
    /// Where she is written to; may be empty.
    pub email: String,
}

impl std::fmt::Debug for Buyer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(buyer)")
    }
}

impl Buyer {
    fn text(&self) -> String {
        let Buyer { name, street, city, region, postal, phone, email } = self;
        personal::lines([name, street, city, region, postal, phone, email])
    }

    fn read(text: &str) -> Option<Buyer> {
        let [name, street, city, region, postal, phone, email] = personal::unlined(text)?;
        Some(Buyer { name, street, city, region, postal, phone, email })
    }

    /// City, region and postal code in one line.
    pub fn town(&self) -> String {
        [&self.city, &self.region, &self.postal]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// What was typed, without what is around it; the field that does not read, if one does not.
    ///
    /// # Errors
    /// [`ExportError::Typed`].
    pub fn checked(&self) -> Result<Buyer, ExportError> {
        let plain = |text: &str, field: &'static str, letters: std::ops::RangeInclusive<usize>| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            // The post of another country reads Latin letters.
            let reads = letters.contains(&text.chars().count()) && text.chars().all(|c| c <= '\u{24f}');
            if reads { Ok(text) } else { Err(ExportError::Typed(field)) }
        };
        let phone: String = self
            .phone
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '(' | ')' | '.'))
            .collect();
        let digits = phone.strip_prefix('+').unwrap_or_default();
        if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ExportError::Typed("abroad_phone"));
        }
        let email = plain(&self.email, "abroad_email", 0..=120)?;
        let is_address = email.split_once('@').is_some_and(|(at, host)| !at.is_empty() && host.contains('.'));
        if !email.is_empty() && (!is_address || email.contains(' ')) {
            return Err(ExportError::Typed("abroad_email"));
        }
        Ok(Buyer {
            name: plain(&self.name, "abroad_name", 2..=80)?,
            street: plain(&self.street, "abroad_street", 3..=120)?,
            city: plain(&self.city, "abroad_city", 2..=60)?,
            region: plain(&self.region, "abroad_region", 0..=60)?,
            postal: plain(&self.postal, "abroad_postal", 2..=12)?,
            phone,
            email,
        })
    }
}

/// What somebody abroad asks for.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// The good.
    pub variant: VariantId,
    /// How many.
    pub quantity: u32,
    /// Where to.
    pub country: &'a str,
    /// The language of the answer.
    pub lang: Lang,
    /// Who asks.
    pub buyer: &'a Buyer,
    /// Comes with the form: the same press twice is one enquiry.
    pub once: &'a str,
}

/// An enquiry as the desk and its buyer see it.
#[derive(Clone, Debug)]
pub struct Enquiry {
    /// What is written of it.
    pub row: EnquiryRow,
    /// Who asks.
    pub buyer: Buyer,
}

impl Enquiry {
    /// The name of the good.
    pub fn good(&self) -> Words {
        Words::new(&self.row.name_hi, &self.row.name_en)
    }

    /// Whether it can be offered: nobody has answered, or what was offered has run out.
    pub fn may_be_offered(&self) -> bool {
        match self.row.state {
            EnquiryState::Asked => true,
            EnquiryState::Offered => self.row.order_state == Some(Order::Expired),
            EnquiryState::Refused => false,
        }
    }
}

/// Takes an enquiry in and answers its code, which whoever has it may look at.
///
/// # Errors
/// [`ExportError::Typed`] with the field that does not read; [`ExportError::Stays`] if it may not go there;
/// [`ExportError::NotNow`] while too many wait.
pub async fn ask(db: &Db, ask: &Ask<'_>) -> Result<String, ExportError> {
    let buyer = ask.buyer.checked()?;
    if !(1..=50).contains(&ask.quantity) {
        return Err(ExportError::Typed("abroad_quantity"));
    }
    transaction!(db, tx => {
        if let Some(code) = sql::code_of(tx, ask.once).await? {
            return Ok(code);
        }
        if sql::open_count(tx).await? >= WAITING_MOST {
            return Err(ExportError::NotNow);
        }
        may_go(tx, ask.variant, ask.country).await?;
        let id: ExportEnquiryId = tx.new_id();
        let code = code();
        let spot = Spot { column: EXPORT_BUYER, row: &id.to_string() };
        let sealed = tx.seal_for_house(spot, &buyer.text())?;
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: Actor::Mart,
            act: "enquiry.ask",
            from: "",
            to: EnquiryState::Asked.as_str(),
            note: ask.country,
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        let (variant, quantity, country, lang) = (ask.variant, ask.quantity, ask.country, ask.lang);
        let new = New { id, code: &code, variant, quantity, country, lang, buyer: sealed, once: ask.once, trail };
        if sql::insert(tx, new).await? { Ok(code) } else { Err(ExportError::Raced) }
    })
}

/// Refuses what certainly stays here; what nobody can say yet may be asked for.
async fn may_go(tx: &mut Tx, variant: VariantId, country: &str) -> Result<(), ExportError> {
    book::country(tx, country).await?.ok_or(ExportError::Typed("abroad_country"))?;
    let good = catalogue::read::for_sale(tx, &[variant]).await?;
    let product = good.first().ok_or(ExportError::Missing)?.product;
    let ready = ready::of_product(tx, product).await?.ok_or(ExportError::Missing)?;
    let hs8 = ready.sheet.as_ref().map(|sheet| sheet.hs8.as_str());
    match ready::verdict(tx, hs8, country).await? {
        Verdict::Goes | Verdict::WithCertificate(_) | Verdict::Unknown => Ok(()),
        stays @ (Verdict::Stays(_) | Verdict::Stopped(..)) => Err(ExportError::Stays(stays)),
    }
}

/// `EX-7K3F-9QXT-M2PA-W6RC`: 80 bits of chance.
fn code() -> String {
    let letters = chance::letters(16).to_uppercase();
    let groups: Vec<&str> = (0..4).map(|group| &letters[group * 4..group * 4 + 4]).collect();
    format!("EX-{}", groups.join("-"))
}

/// The desk offers: an order for it is placed, to be paid within three days by whoever has its code.
///
/// The order is placed under a key of the enquiry's version: a second press, and one after a crash, find the same order.
///
/// # Errors
/// [`ExportError::NotReady`] and [`ExportError::Stays`] with the reasons; [`ExportError::Order`] if it is sold out.
pub async fn offer(
    db: &Db,
    books: &Books,
    by: PersonId,
    id: ExportEnquiryId,
    freight: Paise,
) -> Result<String, ExportError> {
    if freight.is_negative() || freight > FREIGHT_MOST {
        return Err(ExportError::Typed("offer_freight"));
    }
    let (enquiry, to) = offered_to(db, id, freight).await?;
    let once = Once {
        actor: id.to_string(),
        route: "export.offer",
        key: enquiry.row.version.to_string(),
        body_sha256: id.to_string(),
    };
    let placed = place(db, books, by, (&enquiry, &to), &once).await;
    let code = match placed {
        Ok(code) => Some(code),
        Err(ExportError::Order(OrderError::KeyReused)) => None,
        Err(cause) => return Err(cause),
    };
    transaction!(db, tx => {
        let row = sql::one(tx, id).await?.ok_or(ExportError::Missing)?;
        if row.version != enquiry.row.version {
            return Err(ExportError::Raced);
        }
        let code = match (&code, keys::look_up(tx, &once).await?) {
            (Some(code), _) => code.clone(),
            (None, Known::Answered { answer, .. }) => answer,
            (None, Known::New | Known::Other) => return Err(ExportError::Raced),
        };
        let order = sql::order_by_code(tx, &code).await?.ok_or(ExportError::Raced)?;
        change(tx, by, &row, EnquiryEvent::Offers, (Some(order), &code)).await?;
        Ok(code)
    })
}

/// Everything an offer needs: the enquiry, and the way the goods will go.
async fn offered_to(db: &Db, id: ExportEnquiryId, freight: Paise) -> Result<(Enquiry, To), ExportError> {
    let mut read = db.read().await?;
    let enquiry = one(&mut read, id).await?.ok_or(ExportError::Missing)?;
    if !enquiry.may_be_offered() {
        return Err(ExportError::NotNow);
    }
    let ready = ready::of_slug(&mut read, &enquiry.row.slug).await?.ok_or(ExportError::Missing)?;
    let country = book::country(&mut read, &enquiry.row.country).await?.ok_or(ExportError::Missing)?;
    let hs8 = ready.sheet.as_ref().map(|sheet| sheet.hs8.as_str());
    let verdict = ready::verdict(&mut read, hs8, &country.code).await?;
    if !ready.lacks.is_empty() {
        return Err(ExportError::NotReady(ready.lacks));
    }
    if !verdict.goes() {
        return Err(ExportError::Stays(verdict));
    }
    let seller = ready.exporter.map(|(seller, _)| seller);
    let seller = seller.ok_or_else(|| ExportError::NotReady(vec![Lack::Exporter]))?;
    let abroad = Abroad { freight, days_from: country.days_from, days_to: country.days_to, seller };
    Ok((enquiry, To::Abroad(country.name_en, abroad)))
}

async fn place(
    db: &Db,
    books: &Books,
    by: PersonId,
    (enquiry, to): (&Enquiry, &To),
    once: &Once,
) -> Result<String, ExportError> {
    let lines = vec![(enquiry.row.variant, enquiry.row.quantity)];
    let ask = quotes::Ask {
        kits: Vec::new(),
        lines,
        to: to.clone(),
        method: PaymentMethod::Card,
        cart: None,
        stall: None,
        wanted: Wanted::default(),
    };
    let quote = quotes::make(db, books, &ask).await?;
    let (buyer, pin) = (&enquiry.buyer, quote.head.pin.clone());
    let ask = orders::Ask {
        quote: quote.head.id,
        person: by,
        address: address(buyer, &quote.head.district, pin),
        lang: enquiry.row.lang,
        once: Some(once.clone()),
    };
    let placed = orders::place(db, &ask, |placed| (201, placed.code.clone())).await?;
    Ok(placed.code)
}

/// An address abroad in the places an address in India has.
fn address(buyer: &Buyer, country: &str, pin: Pin) -> Address {
    Address {
        name: buyer.name.clone(),
        mobile: None,
        house: buyer.street.clone(),
        area: buyer.town(),
        landmark: country.to_owned(),
        pin,
    }
}

/// The desk says why it cannot be.
///
/// # Errors
/// [`ExportError::Typed`] without a reason; [`ExportError::NotNow`] once it is answered.
pub async fn refuse(db: &Db, by: PersonId, id: ExportEnquiryId, reason: &str) -> Result<(), ExportError> {
    let reason = reason.trim();
    if !REASON.contains(&reason.chars().count()) {
        return Err(ExportError::Typed("refuse_reason"));
    }
    transaction!(db, tx => {
        let row = sql::one(tx, id).await?.ok_or(ExportError::Missing)?;
        change(tx, by, &row, EnquiryEvent::Refuses, (None, reason)).await
    })
}

async fn change(
    tx: &mut Tx,
    by: PersonId,
    row: &EnquiryRow,
    event: EnquiryEvent,
    (order, note): (Option<OrderId>, &str),
) -> Result<(), ExportError> {
    let to = row.state.after(event).ok_or(ExportError::NotNow)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor: Actor::Person(by, Part::DcOffice),
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note,
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    let reason = if event == EnquiryEvent::Refuses { note } else { "" };
    if sql::change(tx, row, to, (order, reason), &trail).await? { Ok(()) } else { Err(ExportError::Raced) }
}

fn opened(read: &Read, row: EnquiryRow) -> Result<Enquiry, DbError> {
    let spot = Spot { column: EXPORT_BUYER, row: &row.id.to_string() };
    let text = read.open_for_house(spot, &row.buyer)?;
    Ok(Enquiry { buyer: Buyer::read(&text).unwrap_or_default(), row })
}

/// An enquiry by its id.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: ExportEnquiryId) -> Result<Option<Enquiry>, DbError> {
    sql::one(read, id).await?.map(|row| opened(read, row)).transpose()
}

/// An enquiry by its code; whoever has that may look.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn by_code(read: &mut Read, code: &str) -> Result<Option<Enquiry>, DbError> {
    let code = code.trim().to_ascii_uppercase();
    sql::by_code(read, &code).await?.map(|row| opened(read, row)).transpose()
}

/// Enquiries: those that wait first, then the newest. Who asks is not opened.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn list(read: &mut Read) -> Result<Vec<EnquiryRow>, DbError> {
    sql::list(read, LIST).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_abroad_is_read_or_says_which_part_does_not() {
        let hans = Buyer {
            name: " Hans  Müller ".to_owned(),
            street: "Lindenallee 4".to_owned(),
            city: "Köln".to_owned(),
            region: String::new(),
            postal: "50667".to_owned(),
            phone: "+49 (221) 555-0134".to_owned(),
            email: "hans@example.org".to_owned(),
        };
        let read = hans.checked().expect("an address");
        assert_eq!((read.name.as_str(), read.phone.as_str()), ("Hans Müller", "+492215550134"));
        assert_eq!(read.town(), "Köln, 50667");
        assert_eq!(Buyer::read(&read.text()), Some(read));
        let wrong = |change: fn(&mut Buyer)| {
            let mut buyer = hans.clone();
            change(&mut buyer);
            match buyer.checked() {
                Err(ExportError::Typed(field)) => field,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(wrong(|b| b.phone = "9876543210".to_owned()), "abroad_phone");
        assert_eq!(wrong(|b| b.name = "हंस".to_owned()), "abroad_name");
        assert_eq!(wrong(|b| b.postal.clear()), "abroad_postal");
        assert_eq!(wrong(|b| b.email = "hans at example".to_owned()), "abroad_email");
    }
}
