//! Makers: who makes the goods, where, under which tax class, and the account her money goes to.
//!
//! Reads: `block`, `hub`, `craft`, `picture`. Writes: `maker`, `maker_bank`, `maker_closure`, `aggregator`.
//! Never: deletes a maker; a maker who stops is closed, with who, when and why.
//!
//! Start at [`read::page`] and [`act::close`].

pub mod act;
pub mod read;
pub(crate) mod sql;

use kernel::ids::{AggregatorId, HubId, MakerId, PersonId};
use kernel::india::{AccountNumber, Gstin, Ifsc, Mobile, Pin};
use kernel::{BadCell, Cell, Column, Day, Lang, Time, Words};
use store::{DbError, FromRow, Personal, Row};

use crate::catalogue::Picture;
use crate::catalogue::columns::Columns;
use crate::personal;

/// A telephone of a family stands for so many makers at most; more are a register copied wrongly.
pub const MAKERS_PER_TELEPHONE: u32 = 4;

kernel::codes! {
    /// What kind of maker.
    pub enum MakerKind {
        /// One person.
        Person = "person",
        /// A women's self-help group.
        Shg = "shg",
        /// A cooperative.
        Cooperative = "cooperative",
        /// A family workshop or shop.
        Workshop = "workshop",
        /// A company.
        Company = "company",
    }
}

kernel::codes! {
    /// A maker's class under GST; it decides where her goods may go.
    pub enum TaxClass {
        /// Registered with a GSTIN.
        Regular = "regular",
        /// Registered under the composition scheme.
        Composition = "composition",
        /// Not registered, with a PAN and a GST enrolment number.
        Enrolled = "enrolled",
        /// Not registered and not enrolled.
        Unenrolled = "unenrolled",
    }
}

impl TaxClass {
    /// Whether she may sell in her own name anywhere.
    pub const fn sells_herself(self) -> bool {
        match self {
            TaxClass::Regular | TaxClass::Composition | TaxClass::Enrolled => true,
            TaxClass::Unenrolled => false,
        }
    }
}

/// A maker as her page shows her.
#[derive(Clone, Debug)]
pub struct MakerPage {
    /// Her id.
    pub id: MakerId,
    /// The last part of her page's address.
    pub slug: String,
    /// Her name, or her group's.
    pub name: Words,
    /// What kind of maker.
    pub kind: MakerKind,
    /// Her village.
    pub village: Words,
    /// The block her village lies in.
    pub block: Words,
    /// What she mostly makes.
    pub craft_key: String,
    /// The craft's name.
    pub craft: Words,
    /// For how many years, if known.
    pub years: Option<i64>,
    /// Her story.
    pub story: Words,
    /// Her food licence or registration, if she makes food.
    pub fssai: Option<String>,
    /// Whether she is an invented maker of the trial.
    pub sample: bool,
    /// Since when she is with us.
    pub joined_at: Time,
    /// Whether she is closed now; her goods cannot be bought.
    pub closed: bool,
    /// Her picture.
    pub picture: Option<Picture>,
}

/// A maker in a list.
#[derive(Clone, Debug)]
pub struct MakerCard {
    /// Her id.
    pub id: MakerId,
    /// The last part of her page's address.
    pub slug: String,
    /// Her name, or her group's.
    pub name: Words,
    /// Her village.
    pub village: Words,
    /// What she mostly makes.
    pub craft: Words,
    /// How many goods of hers can be seen.
    pub goods: i64,
    /// Her picture.
    pub picture: Option<Picture>,
}

/// What orders, delivery and payouts need to know of a maker.
#[derive(Clone, Debug)]
pub struct MakerCore {
    /// Her id.
    pub id: MakerId,
    /// The last part of her page's address.
    pub slug: String,
    /// Who signs in for her, once she has.
    pub person: Option<PersonId>,
    /// Her name, or her group's.
    pub name: Words,
    /// The number she is called and sent messages on; others of her family may have the same.
    pub mobile: Mobile,
    /// Her village.
    pub village: Words,
    /// The block her village lies in.
    pub block_code: String,
    /// Her pincode.
    pub pincode: Pin,
    /// Where she brings parcels.
    pub hub: HubId,
    /// Her class under GST.
    pub tax_class: TaxClass,
    /// Her GSTIN, if registered.
    pub gstin: Option<Gstin>,
    /// Who sells for her where she may not sell herself.
    pub aggregator: Option<AggregatorId>,
    /// The language she reads.
    pub lang: Lang,
}

/// Which papers of a maker are on record; a bank account is told by [`read::bank_account`].
#[derive(Clone, Debug)]
pub struct Papers {
    /// Her class under GST: it decides which papers she needs.
    pub tax_class: TaxClass,
    /// Whether people eat what she mostly makes: she needs a food licence then.
    pub is_food: bool,
    /// Whether her PAN is known.
    pub pan: bool,
    /// Whether her GST enrolment number is known.
    pub enrolment: bool,
    /// Whether her GSTIN is known.
    pub gstin: bool,
    /// Whether her food licence is known.
    pub fssai: bool,
    /// The last day it holds.
    pub fssai_until: Option<Day>,
}

/// The account a maker's money goes to.
#[derive(Clone, Debug)]
pub struct BankAccount {
    /// The bank branch.
    pub ifsc: Ifsc,
    /// The account.
    pub account_no: AccountNumber,
    /// Whose name it is in.
    pub holder: String,
    /// Since when money goes there.
    pub since: Time,
}

/// What is sealed of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose name it is in.
    pub holder: String,
    /// The account.
    pub account_no: AccountNumber,
}

impl Account {
    /// As it is sealed: holder and number, a line each.
    pub(crate) fn as_text(&self) -> String {
        personal::lines([&self.holder, self.account_no.as_str()])
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(account)")
    }
}

impl Column for Account {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.as_text())
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        let text = String::from_cell(cell)?;
        let wrong = || BadCell::new("an account", &Cell::Null);
        let [holder, account_no] = personal::unlined(&text).ok_or_else(wrong)?;
        let account_no = AccountNumber::typed(&account_no).ok_or_else(wrong)?;
        Ok(Account { holder, account_no })
    }
}

/// The row an account is sealed in.
pub(crate) fn account_row(maker: MakerId, since: Time) -> String {
    format!("{maker} {}", since.0)
}

/// A registered seller that sells on behalf of named makers by written mandate.
#[derive(Clone, Debug)]
pub struct Aggregator {
    /// Its id.
    pub id: AggregatorId,
    /// Its name.
    pub name: Words,
    /// Its name on invoices.
    pub legal_name: String,
    /// Its GSTIN.
    pub gstin: Gstin,
    /// Where it is.
    pub address: Words,
    /// Its pincode.
    pub pincode: Pin,
}

/// What can go wrong when someone acts on a maker.
#[derive(Debug, thiserror::Error)]
pub enum MakerError {
    /// There is no such maker.
    #[error("no maker {0}")]
    NoMaker(MakerId),
    /// She is closed already, or open already.
    #[error("the maker already stands so")]
    AlreadySo,
    /// Somebody else signs in for this maker.
    #[error("another person signs in for this maker")]
    TakenByAnother,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Days a food licence still holds on `day`; `None` if there is none.
pub fn licence_days_left(until: Option<Day>, day: Day) -> Option<i64> {
    until.map(|until| until.0 - day.0)
}

impl FromRow for MakerPage {
    fn from_row(row: Row) -> Result<MakerPage, BadCell> {
        let mut columns = Columns::of(row);
        Ok(MakerPage {
            id: columns.next()?,
            slug: columns.next()?,
            name: columns.words()?,
            kind: columns.next()?,
            village: columns.words()?,
            block: columns.words()?,
            craft_key: columns.next()?,
            craft: columns.words()?,
            years: columns.next()?,
            story: columns.words()?,
            fssai: columns.next()?,
            sample: columns.yes()?,
            joined_at: columns.next()?,
            closed: columns.yes()?,
            picture: Picture::from_columns(&mut columns)?,
        })
    }
}

impl FromRow for MakerCard {
    fn from_row(row: Row) -> Result<MakerCard, BadCell> {
        let mut columns = Columns::of(row);
        Ok(MakerCard {
            id: columns.next()?,
            slug: columns.next()?,
            name: columns.words()?,
            village: columns.words()?,
            craft: columns.words()?,
            goods: columns.next()?,
            picture: Picture::from_columns(&mut columns)?,
        })
    }
}

/// [`MakerCore`] as it is stored.
#[derive(Clone, Debug)]
pub(crate) struct MakerRow {
    pub id: MakerId,
    pub mobile: Personal<Mobile>,
    slug: String,
    person: Option<PersonId>,
    name: Words,
    village: Words,
    block_code: String,
    pincode: Pin,
    hub: HubId,
    tax_class: TaxClass,
    gstin: Option<Gstin>,
    aggregator: Option<AggregatorId>,
    lang: Lang,
}

impl MakerRow {
    /// The maker, if her number is opened.
    pub(crate) fn known(self) -> Option<MakerCore> {
        Some(MakerCore {
            mobile: self.mobile.into_known()?,
            id: self.id,
            slug: self.slug,
            person: self.person,
            name: self.name,
            village: self.village,
            block_code: self.block_code,
            pincode: self.pincode,
            hub: self.hub,
            tax_class: self.tax_class,
            gstin: self.gstin,
            aggregator: self.aggregator,
            lang: self.lang,
        })
    }
}

impl FromRow for MakerRow {
    fn from_row(row: Row) -> Result<MakerRow, BadCell> {
        let mut columns = Columns::of(row);
        Ok(MakerRow {
            id: columns.next()?,
            slug: columns.next()?,
            person: columns.next()?,
            name: columns.words()?,
            mobile: columns.next()?,
            village: columns.words()?,
            block_code: columns.next()?,
            pincode: columns.next()?,
            hub: columns.next()?,
            tax_class: columns.next()?,
            gstin: columns.next()?,
            aggregator: columns.next()?,
            lang: columns.next()?,
        })
    }
}

impl FromRow for Papers {
    fn from_row(row: Row) -> Result<Papers, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Papers {
            tax_class: columns.next()?,
            is_food: columns.yes()?,
            pan: columns.yes()?,
            enrolment: columns.yes()?,
            gstin: columns.yes()?,
            fssai: columns.yes()?,
            fssai_until: columns.next()?,
        })
    }
}

impl FromRow for Aggregator {
    fn from_row(row: Row) -> Result<Aggregator, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Aggregator {
            id: columns.next()?,
            name: columns.words()?,
            legal_name: columns.next()?,
            gstin: columns.next()?,
            address: columns.words()?,
            pincode: columns.next()?,
        })
    }
}
