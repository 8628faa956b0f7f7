//! An institution asks, on the page or by telephone; the desk refuses with a reason or offers ([`super::offer`]).

use kernel::ids::{InstitutionEnquiryId, PersonId};
use kernel::india::{Mobile, Pin};
use kernel::{Day, Lang, Limit, Words};
use store::{Db, DbError, Read, Spot, Tx, chance, transaction};

use super::machine::{EnquiryEvent, EnquiryState};
use super::sql::{self, EnquiryRow, New, WishRow};
use super::{Channel, InstitutionError, InstitutionKind, rules};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::personal::{self, INSTITUTION_CONTACT, Recipient};
use crate::{catalogue, places};

/// Enquiries of a list.
const LIST: Limit = Limit::of(100);
/// So many may wait unanswered; beyond that nobody could answer, and a script would fill the disk.
const WAITING_MOST: i64 = 300;
/// Goods of one enquiry.
pub const WISHES_MOST: usize = 6;
/// Letters of a reason.
const REASON: std::ops::RangeInclusive<usize> = 3..=300;
/// The soonest day somebody may want many pieces for.
const SOONEST_DAYS: i64 = 5;

/// Who asks, and where it goes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// The institution, or the family.
    pub organisation: String,
    /// Who speaks for it.
    pub name: String,
    /// Her number: whoever signs in with it may accept.
    pub mobile: String,
    /// House and street.
    pub house: String,
    /// Village, ward or area.
    pub area: String,
    /// Its number under GST, if it has one.
    pub gstin: String,
    /// What else she said.
    pub words: String,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(contact)")
    }
}

impl Contact {
    fn text(&self) -> String {
        let Contact { organisation, name, mobile, house, area, gstin, words } = self;
        personal::lines([organisation, name, mobile, house, area, gstin, words])
    }

    fn read(text: &str) -> Option<Contact> {
        let [organisation, name, mobile, house, area, gstin, words] = personal::unlined(text)?;
        Some(Contact { organisation, name, mobile, house, area, gstin, words })
    }

    /// Who receives what is delivered.
    pub(super) fn recipient(&self) -> Option<Recipient> {
        Some(Recipient {
            name: format!("{}, {}", self.organisation, self.name),
            mobile: Mobile::typed(&self.mobile)?,
            house: self.house.clone(),
            area: self.area.clone(),
            landmark: String::new(),
        })
    }

    /// What was typed, without what is around it.
    ///
    /// # Errors
    /// [`InstitutionError::Typed`] with the field that does not read.
    fn checked(&self) -> Result<Contact, InstitutionError> {
        let plain = |text: &str, field: &'static str, letters: std::ops::RangeInclusive<usize>| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if letters.contains(&text.chars().count()) {
                Ok(text)
            } else {
                Err(InstitutionError::Typed(field))
            }
        };
        let mobile = Mobile::typed(&self.mobile).ok_or(InstitutionError::Typed("inst_mobile"))?;
        let gstin = plain(&self.gstin, "inst_gstin", 0..=20)?.to_ascii_uppercase();
        if !gstin.is_empty() && kernel::india::Gstin::typed(&gstin).is_none() {
            return Err(InstitutionError::Typed("inst_gstin"));
        }
        Ok(Contact {
            organisation: plain(&self.organisation, "inst_organisation", 2..=80)?,
            name: plain(&self.name, "inst_name", 2..=60)?,
            mobile: mobile.as_str().to_owned(),
            house: plain(&self.house, "inst_house", 2..=120)?,
            area: plain(&self.area, "inst_area", 2..=80)?,
            gstin,
            words: plain(&self.words, "inst_words", 0..=500)?,
        })
    }
}

/// So many pieces of a craft, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The craft.
    pub craft: String,
    /// What of it, as it was said.
    pub words: String,
    /// How many.
    pub pieces: u32,
}

/// What an institution asks for.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// What it is.
    pub kind: InstitutionKind,
    /// How the enquiry came.
    pub channel: Channel,
    /// The officer who took it down, unless it was typed on the page.
    pub typed_by: Option<PersonId>,
    /// The language of the answer.
    pub lang: Lang,
    /// Who asks.
    pub contact: &'a Contact,
    /// Where to.
    pub pin: &'a Pin,
    /// For which day.
    pub day: Day,
    /// What.
    pub wishes: &'a [Wish],
    /// Comes with the form: the same press twice is one enquiry.
    pub once: &'a str,
}

/// An enquiry as the desk and its buyer see it.
#[derive(Clone, Debug)]
pub struct Enquiry {
    /// What is written of it.
    pub row: EnquiryRow,
    /// Who asks.
    pub contact: Contact,
    /// What.
    pub wishes: Vec<WishRow>,
}

impl Enquiry {
    /// All pieces together.
    pub fn pieces(&self) -> u32 {
        self.wishes.iter().map(|wish| wish.pieces).fold(0, u32::saturating_add)
    }

    /// Whether the desk may offer, or offer anew.
    pub const fn may_be_offered(&self) -> bool {
        matches!(self.row.state, EnquiryState::Asked | EnquiryState::Offered)
    }
}

impl WishRow {
    /// The craft it is of.
    pub fn craft(&self) -> Words {
        Words::new(&self.craft_hi, &self.craft_en)
    }
}

/// Takes an enquiry in and answers its code, which whoever has it may look at.
///
/// # Errors
/// [`InstitutionError::Typed`] with the field that does not read; [`InstitutionError::NotNow`] while too many wait.
pub async fn ask(db: &Db, ask: &Ask<'_>) -> Result<String, InstitutionError> {
    let contact = ask.contact.checked()?;
    let wishes = wishes(ask.wishes)?;
    transaction!(db, tx => {
        if let Some(code) = sql::code_of(tx, ask.once).await? {
            return Ok(code);
        }
        let today = tx.now().day();
        if ask.day < today.plus(SOONEST_DAYS) || ask.day > today.plus(rules::AHEAD_MOST_DAYS) {
            return Err(InstitutionError::Typed("inst_day"));
        }
        if sql::open_count(tx).await? >= WAITING_MOST {
            return Err(InstitutionError::NotNow);
        }
        if places::read::find_pin(tx, ask.pin).await?.is_none() {
            return Err(InstitutionError::Typed("inst_pin"));
        }
        let crafts = catalogue::read::craft_names(tx).await?;
        if wishes.iter().any(|wish| crafts.iter().all(|(key, _)| *key != wish.craft)) {
            return Err(InstitutionError::Typed("inst_craft"));
        }
        let id: InstitutionEnquiryId = tx.new_id();
        let code = code();
        let spot = Spot { column: INSTITUTION_CONTACT, row: &id.to_string() };
        let sealed = tx.seal_for_house(spot, &contact.text())?;
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: ask.typed_by.map_or(Actor::Mart, |person| Actor::Person(person, Part::DcOffice)),
            act: "institution.ask",
            from: "",
            to: EnquiryState::Asked.as_str(),
            note: ask.channel.as_str(),
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        let new = New { id, code: &code, ask, contact: sealed, trail };
        if !sql::insert(tx, new).await? {
            return Err(InstitutionError::Raced);
        }
        for (position, wish) in (1_i64..).zip(&wishes) {
            sql::insert_wish(tx, id, position, wish).await?;
        }
        Ok(code)
    })
}

fn wishes(typed: &[Wish]) -> Result<Vec<Wish>, InstitutionError> {
    if typed.is_empty() || typed.len() > WISHES_MOST {
        return Err(InstitutionError::Typed("inst_craft"));
    }
    let mut wishes = Vec::with_capacity(typed.len());
    for wish in typed {
        let words = wish.words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > 200 {
            return Err(InstitutionError::Typed("inst_what"));
        }
        if !(1..=rules::PIECES_MOST).contains(&wish.pieces) {
            return Err(InstitutionError::Typed("inst_pieces"));
        }
        wishes.push(Wish { craft: wish.craft.clone(), words, pieces: wish.pieces });
    }
    Ok(wishes)
}

/// `IN-7K3F-9QXT-M2PA-W6RC`: 80 bits of chance.
fn code() -> String {
    let letters = chance::letters(16).to_uppercase();
    let groups: Vec<&str> = (0..4).map(|group| &letters[group * 4..group * 4 + 4]).collect();
    format!("IN-{}", groups.join("-"))
}

/// The desk says why it cannot be; an offer that waits is taken back with it.
///
/// # Errors
/// [`InstitutionError::Typed`] without a reason; [`InstitutionError::NotNow`] once it is agreed or refused.
pub async fn refuse(
    db: &Db,
    by: PersonId,
    id: InstitutionEnquiryId,
    reason: &str,
) -> Result<(), InstitutionError> {
    let reason = reason.trim();
    if !REASON.contains(&reason.chars().count()) {
        return Err(InstitutionError::Typed("inst_reason"));
    }
    transaction!(db, tx => {
        let row = sql::one(tx, id).await?.ok_or(InstitutionError::Missing)?;
        let actor = Actor::Person(by, Part::DcOffice);
        change(tx, actor, &row, EnquiryEvent::Refuses, reason).await?;
        super::offer::replace_sent(tx, actor, id).await
    })
}

/// Moves an enquiry, with its entry in the trail.
pub(super) async fn change(
    tx: &mut Tx,
    actor: Actor,
    row: &EnquiryRow,
    event: EnquiryEvent,
    reason: &str,
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
    if sql::change(tx, row, to, reason, &trail).await? { Ok(()) } else { Err(InstitutionError::Raced) }
}

async fn opened(read: &mut Read, row: EnquiryRow) -> Result<Enquiry, DbError> {
    let contact = contact(read, &row)?;
    let wishes = sql::wishes(read, row.id).await?;
    Ok(Enquiry { row, contact, wishes })
}

/// Who asks.
pub(super) fn contact(read: &Read, row: &EnquiryRow) -> Result<Contact, DbError> {
    let spot = Spot { column: INSTITUTION_CONTACT, row: &row.id.to_string() };
    let text = read.open_for_house(spot, &row.contact)?;
    Ok(Contact::read(&text).unwrap_or_default())
}

/// An enquiry by its id.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: InstitutionEnquiryId) -> Result<Option<Enquiry>, DbError> {
    match sql::one(read, id).await? {
        Some(row) => opened(read, row).await.map(Some),
        None => Ok(None),
    }
}

/// An enquiry by its code; whoever has that may look.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn by_code(read: &mut Read, code: &str) -> Result<Option<Enquiry>, DbError> {
    match sql::by_code(read, &code.trim().to_ascii_uppercase()).await? {
        Some(row) => opened(read, row).await.map(Some),
        None => Ok(None),
    }
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
    fn a_contact_is_read_or_says_which_part_does_not() {
        let hotel = Contact {
            organisation: " Hotel  Imperial ".to_owned(),
            name: "Rakesh Sinha".to_owned(),
            mobile: "98765 43210".to_owned(),
            house: "4, Castairs Town".to_owned(),
            area: "Deoghar".to_owned(),
            ..Contact::default()
        };
        let read = hotel.checked().expect("a contact");
        assert_eq!(read.organisation, "Hotel Imperial");
        assert_eq!(Contact::read(&read.text()), Some(read));
        let wrong = |change: fn(&mut Contact)| {
            let mut typed = hotel.clone();
            change(&mut typed);
            match typed.checked() {
                Err(InstitutionError::Typed(field)) => field,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(wrong(|c| c.mobile = "12".to_owned()), "inst_mobile");
        assert_eq!(wrong(|c| c.organisation.clear()), "inst_organisation");
        assert_eq!(wrong(|c| c.gstin = "20AAAAA".to_owned()), "inst_gstin");
    }
}
