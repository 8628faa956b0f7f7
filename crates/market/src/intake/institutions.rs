//! Two enquiries of the sample district that wait for the desk of bulk orders: a hotel's, typed on the page, and a wedding's, taken down
//! on the telephone. A second call changes nothing.

use kernel::Lang;
use kernel::ids::PersonId;
use kernel::india::Pin;
use store::Db;

use super::IntakeError;
use crate::accounts;
use crate::institutions::enquiry::{self, Ask, Contact, Wish};
use crate::institutions::{Channel, InstitutionError, InstitutionKind};

/// What is wrong with the sample is told under this name.
const SAMPLE: &str = "the sample of bulk orders";

/// Writes down what the sample's institutions ask for.
///
/// # Errors
/// [`IntakeError::Shipped`] if the sample does not fit its district; [`IntakeError::Db`].
pub async fn load(db: &Db) -> Result<(), IntakeError> {
    let contact = |organisation: &str, name: &str, mobile: &str, words: &str| Contact {
        organisation: organisation.to_owned(),
        name: name.to_owned(),
        mobile: mobile.to_owned(),
        house: "कास्टेयर टाउन".to_owned(),
        area: "देवघर".to_owned(),
        gstin: String::new(),
        words: words.to_owned(),
    };
    let hotel = contact("नमूना होटल", "राकेश", "9000099001", "हर कमरे के लिए");
    let wedding = contact("नमूना परिवार", "मीरा", "9000099002", "मेहमानों को देने के लिए");
    let wish =
        |craft: &str, words: &str, pieces| Wish { craft: craft.to_owned(), words: words.to_owned(), pieces };
    let rooms = [wish("bamboo", "टोकरी", 120)];
    let guests = [wish("lac", "लाख की चूड़ी", 200), wish("bamboo", "डलिया", 60)];
    asks(db, (InstitutionKind::Hotel, Channel::Web, 40), &hotel, &rooms).await?;
    asks(db, (InstitutionKind::Wedding, Channel::Phone, 55), &wedding, &guests).await
}

async fn asks(
    db: &Db,
    (kind, channel, days): (InstitutionKind, Channel, i64),
    contact: &Contact,
    wishes: &[Wish],
) -> Result<(), IntakeError> {
    let wrong = |what: String| IntakeError::Shipped { file: SAMPLE.to_owned(), what };
    let pin = Pin::typed("814112").ok_or_else(|| wrong("no pincode".to_owned()))?;
    let typed_by = if channel == Channel::Web { None } else { desk(db).await? };
    let ask = Ask {
        kind,
        channel,
        typed_by,
        lang: Lang::Hi,
        contact,
        pin: &pin,
        day: db.now().day().plus(days),
        wishes,
        once: &format!("sample {kind}"),
    };
    match enquiry::ask(db, &ask).await {
        Ok(_) => Ok(()),
        Err(InstitutionError::Db(cause)) => Err(cause.into()),
        Err(cause) => Err(wrong(cause.to_string())),
    }
}

/// Who of the DC's office took it down.
async fn desk(db: &Db) -> Result<Option<PersonId>, IntakeError> {
    let mut read = db.read().await?;
    for row in super::staff()? {
        if row.role == "dc_office" {
            return Ok(accounts::sql::person_of(&mut read, &row.mobile).await?);
        }
    }
    Ok(None)
}
