//! The verbs of replies: keep a message, and digest it.

use kernel::ids::PersonId;
use kernel::india::Mobile;
use kernel::proof::hex;
use kernel::{Lang, Limit, aadhaar};
use sha2::{Digest, Sha256};
use store::{Db, DbError, Tx, jobs, transaction};

use super::answer::Answers;
use super::numbers::{brief, number_for, short};
use super::rules::{Command, Said, hear};
use super::sql::{self, Meant, Waiting};
use super::{KIND, ReplyError};
use crate::accounts::person_for;
use crate::audit::{Actor, Part};
use crate::makers::{self, MakerCore};
use crate::orders::{OrderError, Parcel, maker as desk};
use crate::requests::{self, About};
use crate::{ledger, notices, payouts, places};

/// The longest message that is kept, in characters: three joined parts.
const TEXT_MOST: usize = 480;
/// Messages of one number that are answered in a day. More is a machine, or a child with the telephone.
const ANSWERED_A_DAY: i64 = 60;
/// Who says yes without a day has it ready in so many.
const READY_IN_DAYS: i64 = 3;
/// Messages are kept so long for whoever asks what was written.
const KEPT_DAYS: i64 = 180;
/// Open parcels of one maker that are looked at.
const OPEN: Limit = Limit::of(50);
/// Orders that are named in one answer.
const NAMED: usize = 4;
/// What is kept instead of a text with a number shaped like an Aadhaar number.
const NOT_KEPT: &str = "#aadhaar";
/// Reasons a maker can give, by their place in the list.
const REASONS: std::ops::RangeInclusive<u8> = 1..=4;

/// The sentence of a reason in a language, by its place in the list from 1; the worker knows the words.
pub type ReasonText<'a> = &'a (dyn Fn(u8, Lang) -> Option<String> + Send + Sync);

/// Keeps a message as it came and has it digested. The operator may hand it in as often as it likes.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn take_in(db: &Db, id: &str, from: &Mobile, text: &str) -> Result<(), DbError> {
    let text: String = text.chars().filter(|c| *c != '\0').take(TEXT_MOST).collect();
    let text = if aadhaar::is_in(&text) { NOT_KEPT.to_owned() } else { text };
    let payload = serde_json::to_string(id).map_err(|cause| DbError::Failed(cause.to_string()))?;
    transaction!(db, tx => {
        if sql::insert_reply(tx, id, from, &text).await? {
            jobs::put(tx, KIND, id, &payload).await?;
        }
        Ok::<(), DbError>(())
    })
}

/// Does what a message asks for and leaves an answer, in one transaction. A message digested before changes nothing.
///
/// # Errors
/// [`ReplyError`] if it cannot be done now; nothing has changed then.
pub async fn digest(db: &Db, id: &str, reasons: ReasonText<'_>) -> Result<(), ReplyError> {
    transaction!(db, tx => {
        let Some(message) = sql::waiting(tx, id).await? else { return Ok(()) };
        let outcome = answer(tx, id, &message, reasons).await?;
        Ok(sql::close(tx, id, outcome).await?)
    })
}

/// Forgets messages digested long ago. Answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn forget_old(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => {
        let before = tx.now().plus_days(-KEPT_DAYS);
        sql::forget(tx, before).await
    })
}

/// Who wrote: the makers of the telephone and the person behind it.
struct Family {
    makers: Vec<MakerCore>,
    actor: Actor,
}

impl Family {
    fn of(&self, parcel: &Meant) -> Option<&MakerCore> {
        self.makers.iter().find(|maker| maker.id == parcel.maker)
    }
}

async fn answer(
    tx: &mut Tx,
    id: &str,
    message: &Waiting,
    reasons: ReasonText<'_>,
) -> Result<&'static str, ReplyError> {
    let makers = makers::read::by_mobile(tx, &message.from).await?;
    let Some(first) = makers.first() else { return stranger(tx, message).await };
    let yesterday = tx.now().plus_days(-1);
    if sql::came_since(tx, &message.from, yesterday).await? > ANSWERED_A_DAY {
        return Ok("too many today");
    }
    let lang = first.lang;
    let person: PersonId = person_for(tx, &message.from, "", lang).await?;
    let family = Family { makers, actor: Actor::Person(person, Part::Maker) };
    let mut answers = Answers::new(id, &message.from, lang);
    if message.text == NOT_KEPT {
        answers.say(tx, "sms-re-aadhaar", &[]).await?;
        return Ok("not kept");
    }
    let Some(command) = hear(&message.text) else {
        answers.say(tx, "sms-re-unclear", &[]).await?;
        return Ok("unclear");
    };
    match command.said {
        Said::Money => money(tx, &family, &mut answers).await,
        Said::Help => help(tx, &family, person, &mut answers).await,
        Said::Orders => orders(tx, &family, &command, &mut answers).await,
        Said::Yes { .. } | Said::No { .. } | Said::Packed => {
            let Some(parcel) = meant(tx, &family, &command, &mut answers).await? else {
                return Ok("no order");
            };
            act(tx, &family, command.said, &parcel, &mut answers, reasons).await
        }
    }
}

/// Somebody who is no maker here is told so, once a day at most, and never who is.
async fn stranger(tx: &mut Tx, message: &Waiting) -> Result<&'static str, ReplyError> {
    let print = hex(&Sha256::digest(message.from.as_str().as_bytes()));
    let about = format!("{} {}", message.came_at.day().iso(), &print[..16]);
    notices::tell(tx, &message.from, Lang::Hi, "sms-re-stranger", &about, &[]).await?;
    Ok("stranger")
}

async fn money(tx: &mut Tx, family: &Family, answers: &mut Answers<'_>) -> Result<&'static str, ReplyError> {
    for maker in &family.makers {
        let owed = ledger::owed_to(tx, maker.id).await?.to_string();
        let paid = payouts::paid(tx, maker.id).await?.settled.to_string();
        let name = short(maker.name.pick(answers.lang()));
        let words = [("name", name.as_str()), ("owed", owed.as_str()), ("paid", paid.as_str())];
        answers.say(tx, "sms-re-money", &words).await?;
    }
    Ok("money")
}

/// The officer of her block is asked to call her.
async fn help(
    tx: &mut Tx,
    family: &Family,
    person: PersonId,
    answers: &mut Answers<'_>,
) -> Result<&'static str, ReplyError> {
    for maker in &family.makers {
        requests::ask_help_in(tx, person, maker.id, About::Call).await?;
    }
    answers.say(tx, "sms-re-help", &[]).await?;
    Ok("help")
}

/// What is in one order, or which are open.
async fn orders(
    tx: &mut Tx,
    family: &Family,
    command: &Command,
    answers: &mut Answers<'_>,
) -> Result<&'static str, ReplyError> {
    if command.about.is_none() {
        let open = open_of(tx, family).await?;
        which(tx, &open, answers).await?;
        return Ok("orders");
    }
    let Some(parcel) = meant(tx, family, command, answers).await? else { return Ok("no order") };
    let number = name_of(&parcel).to_owned();
    for line in desk::lines(tx, parcel.maker, parcel.id).await? {
        let goods = brief(&line, answers.lang());
        answers.say(tx, "sms-order-line", &[("number", &number), ("goods", &goods)]).await?;
    }
    Ok("order")
}

/// The parcels she can do something about, each with its number.
async fn open_of(tx: &mut Tx, family: &Family) -> Result<Vec<Meant>, ReplyError> {
    let mut all = Vec::new();
    for maker in &family.makers {
        for mut parcel in sql::open(tx, maker.id, OPEN).await? {
            if parcel.number.is_none() {
                parcel.number = Some(number_for(tx, maker, parcel.id).await?);
            }
            all.push(parcel);
        }
    }
    Ok(all)
}

/// The parcel that is meant: by its number or code, or the only one of which this could be said. Without it, she is asked.
async fn meant(
    tx: &mut Tx,
    family: &Family,
    command: &Command,
    answers: &mut Answers<'_>,
) -> Result<Option<Meant>, ReplyError> {
    let mut fits = Vec::new();
    if let Some(name) = &command.about {
        for maker in &family.makers {
            fits.extend(sql::by_name(tx, maker.id, name).await?);
        }
    } else {
        let can = |state: Parcel| match command.said {
            Said::Yes { .. } => state == Parcel::Asked,
            Said::Packed => state == Parcel::Accepted,
            _ => matches!(state, Parcel::Asked | Parcel::Accepted),
        };
        fits = open_of(tx, family).await?;
        fits.retain(|parcel| can(parcel.state));
    }
    if fits.len() == 1 {
        return Ok(fits.pop());
    }
    let open = open_of(tx, family).await?;
    which(tx, &open, answers).await?;
    Ok(None)
}

/// Names the open orders, so that she can write the number.
async fn which(tx: &mut Tx, open: &[Meant], answers: &mut Answers<'_>) -> Result<(), ReplyError> {
    if open.is_empty() {
        answers.say(tx, "sms-re-none", &[]).await?;
        return Ok(());
    }
    let numbers: Vec<&str> = open.iter().take(NAMED).map(name_of).collect();
    answers.say(tx, "sms-re-which", &[("numbers", &numbers.join(", "))]).await?;
    Ok(())
}

/// The number of a parcel, or its code where it has none.
fn name_of(parcel: &Meant) -> &str {
    parcel.number.as_deref().unwrap_or(&parcel.code)
}

/// Does it, if it can be done now; what was done before is told again.
async fn act(
    tx: &mut Tx,
    family: &Family,
    said: Said,
    parcel: &Meant,
    answers: &mut Answers<'_>,
    reasons: ReasonText<'_>,
) -> Result<&'static str, ReplyError> {
    let today = tx.now().day();
    let (actor, maker, id) = (family.actor, parcel.maker, parcel.id);
    match (said, parcel.state) {
        (Said::Yes { days }, Parcel::Asked) => {
            let ready_by = today.plus(days.unwrap_or(READY_IN_DAYS));
            match desk::accept_in(tx, actor, maker, id, ready_by).await {
                Ok(()) => accepted(tx, parcel, ready_by, answers).await,
                Err(OrderError::BadDay) => {
                    answers.say(tx, "sms-re-day", &[("number", name_of(parcel))]).await?;
                    Ok("day")
                }
                Err(cause) => Err(cause.into()),
            }
        }
        (Said::Yes { .. }, Parcel::Accepted) => {
            accepted(tx, parcel, parcel.ready_by.unwrap_or(today), answers).await
        }
        (Said::No { reason }, Parcel::Asked | Parcel::Accepted) => {
            let place = reason.filter(|place| REASONS.contains(place));
            let Some(text) = place.and_then(|place| reasons(place, parcel.buyer_lang)) else {
                answers.say(tx, "sms-re-why", &[("number", name_of(parcel))]).await?;
                return Ok("why");
            };
            desk::decline_in(tx, actor, maker, id, &text).await?;
            declined(tx, parcel, answers).await
        }
        (Said::No { .. }, Parcel::Declined) => declined(tx, parcel, answers).await,
        (Said::Packed, Parcel::Asked) => {
            desk::accept_in(tx, actor, maker, id, today).await?;
            desk::pack_in(tx, actor, maker, id).await?;
            packed(tx, family, parcel, answers).await
        }
        (Said::Packed, Parcel::Accepted) => {
            desk::pack_in(tx, actor, maker, id).await?;
            packed(tx, family, parcel, answers).await
        }
        (Said::Packed | Said::Yes { .. }, Parcel::Packed) => packed(tx, family, parcel, answers).await,
        _ => {
            answers.say(tx, "sms-re-not-now", &[("number", name_of(parcel))]).await?;
            Ok("not now")
        }
    }
}

async fn accepted(
    tx: &mut Tx,
    parcel: &Meant,
    ready_by: kernel::Day,
    answers: &mut Answers<'_>,
) -> Result<&'static str, ReplyError> {
    let words = [("number", name_of(parcel)), ("day", &ready_by.written())];
    answers.say(tx, "sms-re-accepted", &words).await?;
    Ok("accepted")
}

async fn declined(
    tx: &mut Tx,
    parcel: &Meant,
    answers: &mut Answers<'_>,
) -> Result<&'static str, ReplyError> {
    answers.say(tx, "sms-re-declined", &[("number", name_of(parcel))]).await?;
    Ok("declined")
}

async fn packed(
    tx: &mut Tx,
    family: &Family,
    parcel: &Meant,
    answers: &mut Answers<'_>,
) -> Result<&'static str, ReplyError> {
    let hub = match family.of(parcel) {
        Some(maker) => places::read::hub(tx, maker.hub).await?,
        None => None,
    };
    let hub = hub.map_or_else(String::new, |hub| short(hub.name.pick(answers.lang())));
    let words = [("number", name_of(parcel)), ("parcel", parcel.code.as_str()), ("hub", hub.as_str())];
    answers.say(tx, "sms-re-packed", &words).await?;
    Ok("packed")
}
