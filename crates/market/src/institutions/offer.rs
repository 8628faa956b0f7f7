//! The desk's offer: who makes how many for which day and at which price, what is paid ahead, until when it stands.

use std::collections::BTreeMap;

use kernel::ids::{InstitutionEnquiryId, InstitutionOfferId, PersonId, VariantId};
use kernel::india::Mobile;
use kernel::{BasisPoints, Day, Paise, Words};
use store::{Db, DbError, Read, Tx, transaction};

use super::enquiry::{self, Enquiry};
use super::machine::{EnquiryEvent, OfferEvent, OfferState};
use super::offer_sql::{self as sql, LineRow, OfferRow, StageRow};
use super::rules::{self, Room};
use super::{InstitutionError, plan, sql as enquiry_sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::notices;
use crate::quotes::{self, Agreed, Books, LINES_MOST, To};

/// Freight of one stage: beyond it somebody typed paise.
const FREIGHT_MOST: Paise = Paise::rupees(2_00_000);
/// A price is at most so many times the maker's own.
const TIMES_MOST: i64 = 5;

/// One stage, as the desk offers it.
#[derive(Clone, Debug, Default)]
pub struct NewStage {
    /// By which day it is there.
    pub day: Day,
    /// What carrying it costs.
    pub freight: Paise,
    /// What, how many, and the price of one.
    pub lines: Vec<(VariantId, u32, Paise)>,
}

/// An offer, as the desk sends it.
#[derive(Clone, Debug)]
pub struct NewOffer {
    /// The share that is paid ahead.
    pub advance: BasisPoints,
    /// Its stages, by their days.
    pub stages: Vec<NewStage>,
}

/// A stage of an offer.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its day, freight and order.
    pub row: StageRow,
    /// What is in it.
    pub lines: Vec<LineRow>,
}

impl LineRow {
    /// The name of the good.
    pub fn name(&self) -> Words {
        Words::new(&self.name_hi, &self.name_en)
    }

    /// Who makes it.
    pub fn maker_name(&self) -> Words {
        Words::new(&self.maker_hi, &self.maker_en)
    }

    /// What all of it costs.
    pub fn sum(&self) -> Paise {
        self.unit.times(self.pieces).unwrap_or_default()
    }
}

impl Stage {
    /// Its goods.
    pub fn goods(&self) -> Paise {
        Paise::sum(self.lines.iter().map(LineRow::sum)).unwrap_or_default()
    }

    /// Its goods and freight.
    pub fn whole(&self) -> Paise {
        self.goods().plus(self.row.freight).unwrap_or_default()
    }

    /// How many pieces it has.
    pub fn pieces(&self) -> u32 {
        self.lines.iter().map(|line| line.pieces).fold(0, u32::saturating_add)
    }

    /// Where and when it goes, at which prices.
    pub(super) fn to(&self, enquiry: &enquiry::Enquiry) -> To {
        let prices = self.lines.iter().map(|line| (line.variant, line.unit)).collect();
        agreed(enquiry, self.row.day, self.row.freight, prices)
    }

    /// What is wanted of it.
    pub(super) fn wants(&self) -> Vec<(VariantId, u32)> {
        self.lines.iter().map(|line| (line.variant, line.pieces)).collect()
    }
}

fn agreed(enquiry: &Enquiry, day: Day, freight: Paise, prices: BTreeMap<VariantId, Paise>) -> To {
    To::Agreed(Agreed { pin: enquiry.row.pin.clone(), day, freight, prices })
}

/// An offer with its stages.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What is written of it.
    pub row: OfferRow,
    /// Its stages, by their days.
    pub stages: Vec<Stage>,
}

impl Offer {
    /// What all of it comes to, tax and freight included.
    pub fn whole(&self) -> Paise {
        Paise::sum(self.stages.iter().map(Stage::whole)).unwrap_or_default()
    }

    /// What is to be paid ahead.
    pub fn ahead(&self) -> Paise {
        rules::ahead(self.whole(), self.row.advance)
    }

    /// All pieces.
    pub fn pieces(&self) -> u32 {
        self.stages.iter().map(Stage::pieces).fold(0, u32::saturating_add)
    }
}

/// The desk sends an offer; one that waits is replaced by it. Whoever asked hears it by SMS.
///
/// # Errors
/// [`InstitutionError::Short`] if a maker cannot make so many by then; [`InstitutionError::NotSold`] with the reasons;
/// [`InstitutionError::Typed`] with the field that cannot be.
pub async fn send(
    db: &Db,
    books: &Books,
    by: PersonId,
    id: InstitutionEnquiryId,
    new: &NewOffer,
) -> Result<InstitutionOfferId, InstitutionError> {
    let enquiry = {
        let mut read = db.read().await?;
        let enquiry = enquiry::one(&mut read, id).await?.ok_or(InstitutionError::Missing)?;
        if !enquiry.may_be_offered() {
            return Err(InstitutionError::NotNow);
        }
        may_be(&mut read, new).await?;
        enquiry
    };
    for stage in &new.stages {
        let wants: Vec<(VariantId, u32)> = stage.lines.iter().map(|(v, pieces, _)| (*v, *pieces)).collect();
        let prices = stage.lines.iter().map(|(variant, _, unit)| (*variant, *unit)).collect();
        let to = agreed(&enquiry, stage.day, stage.freight, prices);
        quotes::preview_to(db, books, &wants, &to).await?;
    }
    let mobile = Mobile::typed(&enquiry.contact.mobile).ok_or(InstitutionError::Typed("inst_mobile"))?;
    transaction!(db, tx => {
        let row = enquiry_sql::one(tx, id).await?.ok_or(InstitutionError::Missing)?;
        let actor = Actor::Person(by, Part::DcOffice);
        enquiry::change(tx, actor, &row, EnquiryEvent::Offers, "").await?;
        replace_sent(tx, actor, id).await?;
        let offer: InstitutionOfferId = tx.new_id();
        let no = sql::next_no(tx, id).await?;
        let valid_days = plan::rule(tx).await?.valid_days;
        let until = tx.now().day().plus(valid_days + 1).starts();
        let entry = Entry {
            subject: offer.to_string(),
            seq: 1,
            actor,
            act: "institution_offer.send",
            from: "",
            to: OfferState::Sent.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        sql::insert(tx, offer, (id, no), (new.advance, until), by, &trail).await?;
        for (stage_no, stage) in (1_i64..).zip(&new.stages) {
            sql::insert_stage(tx, (offer, stage_no), stage.day, stage.freight).await?;
            for line in &stage.lines {
                sql::insert_line(tx, (offer, stage_no), line).await?;
            }
        }
        let words = [("code", row.code.as_str())];
        notices::tell(tx, &mobile, row.lang, "sms-institution-offer", &offer.to_string(), &words).await?;
        Ok(offer)
    })
}

/// Whether an offer can be at all: its rule, its days, its prices, and room for every piece.
async fn may_be(read: &mut Read, new: &NewOffer) -> Result<(), InstitutionError> {
    let rule = plan::rule(read).await?;
    if new.advance < rule.advance || new.advance > BasisPoints(10_000) {
        return Err(InstitutionError::Typed("inst_advance"));
    }
    if new.stages.is_empty() || new.stages.len() > rules::STAGES_MOST {
        return Err(InstitutionError::Typed("inst_stages"));
    }
    let today = read.now().day();
    let mut before = today;
    let mut rooms: BTreeMap<VariantId, Room> = BTreeMap::new();
    for stage in &new.stages {
        if stage.day <= before || stage.day > today.plus(rules::AHEAD_MOST_DAYS) {
            return Err(InstitutionError::Typed("inst_stage_day"));
        }
        before = stage.day;
        if stage.freight.is_negative() || stage.freight > FREIGHT_MOST {
            return Err(InstitutionError::Typed("inst_freight"));
        }
        if stage.lines.is_empty() || stage.lines.len() > LINES_MOST {
            return Err(InstitutionError::Typed("inst_pieces"));
        }
        for (variant, pieces, unit) in &stage.lines {
            let (good, fresh) = plan::room_of(read, *variant).await?.ok_or(InstitutionError::Missing)?;
            // A maker's price is hers: an offer may be above it, never below.
            if *unit < good.price || unit.0 > good.price.0 * TIMES_MOST {
                return Err(InstitutionError::Typed("inst_unit"));
            }
            let room = rooms.entry(*variant).or_insert(fresh);
            if *pieces == 0 || room.take(today, stage.day, *pieces).is_none() {
                return Err(InstitutionError::Short(good.name()));
            }
        }
    }
    Ok(())
}

/// An offer that waits makes room for a newer one, or for a refusal.
pub(super) async fn replace_sent(
    tx: &mut Tx,
    actor: Actor,
    of: InstitutionEnquiryId,
) -> Result<(), InstitutionError> {
    if let Some(row) = sql::sent(tx, of).await? {
        change(tx, actor, &row, OfferEvent::Replaces).await?;
    }
    Ok(())
}

/// Moves an offer, with its entry in the trail.
pub(super) async fn change(
    tx: &mut Tx,
    actor: Actor,
    row: &OfferRow,
    event: OfferEvent,
) -> Result<(), InstitutionError> {
    let to = row.state.after(event).ok_or(InstitutionError::NotNow)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::change(tx, row, to, &trail).await? { Ok(()) } else { Err(InstitutionError::Raced) }
}

/// An offer with its stages.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: InstitutionOfferId) -> Result<Option<Offer>, DbError> {
    match sql::one(read, id).await? {
        Some(row) => with_stages(read, row).await.map(Some),
        None => Ok(None),
    }
}

/// The offer of an enquiry that counts: the newest that was not replaced.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn current(read: &mut Read, of: InstitutionEnquiryId) -> Result<Option<Offer>, DbError> {
    match sql::current(read, of).await? {
        Some(row) => with_stages(read, row).await.map(Some),
        None => Ok(None),
    }
}

async fn with_stages(read: &mut Read, row: OfferRow) -> Result<Offer, DbError> {
    let mut stages: Vec<Stage> =
        sql::stages(read, row.id).await?.into_iter().map(|row| Stage { row, lines: Vec::new() }).collect();
    for line in sql::lines(read, row.id).await? {
        if let Some(stage) = stages.iter_mut().find(|stage| stage.row.no == line.stage_no) {
            stage.lines.push(line);
        }
    }
    Ok(Offer { row, stages })
}
