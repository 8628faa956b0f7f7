//! The lines, each counted when it is asked for.

use std::collections::BTreeMap;

use kernel::{Limit, Time};
use store::{DbError, Read};

use super::{Certificate, LateShipment, Line, Message, OneLanguage, Room, Standing, What, When, rules, sql};
use crate::{backups, gateways, payouts, reports};

/// Cases are the district's once they are so late.
const CASE_LATE_DAYS: i64 = 7;
/// Messages looked at before those of one line are picked out, and rows of a list.
const LOOKED_AT: Limit = Limit::of(Limit::MOST);

/// All lines, in the order people read them. `room` is that of the disk the mart's files lie on, if they lie on one.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn look(read: &mut Read, room: Option<Room>) -> Result<Vec<Line>, DbError> {
    let now = read.now();
    let late = now.plus_minutes(-rules::LATE_MINUTES);
    let mut queues: BTreeMap<What, (i64, Option<Time>)> = BTreeMap::new();
    for (kind, count, since) in sql::late_messages(read, late).await? {
        let queue = queues.entry(rules::line_of(&kind)).or_default();
        queue.0 += count;
        queue.1 = [queue.1, since].into_iter().flatten().min();
    }
    let events = sql::undigested(read, late).await?;
    let queue = |what| queues.get(&what).copied().unwrap_or_default();
    let mut lines = vec![payouts_line(read, now).await?];
    // An event without its message is as undigested as one whose message failed.
    let webhooks = if events.0 >= queue(What::Webhooks).0 { events } else { queue(What::Webhooks) };
    lines.push(rules::stuck_if_any(What::Webhooks, webhooks.0, webhooks.1));
    let (parcels, day) = sql::past_their_day(read, now.day()).await?;
    lines.push(rules::stuck_if_any(What::Parcels, parcels, day.map(|day| day.plus(1).starts())));
    let (cases, day) = sql::overdue_cases(read, now.day().plus(-CASE_LATE_DAYS)).await?;
    lines.push(rules::stuck_if_any(What::Cases, cases, day.map(kernel::Day::starts)));
    lines.push(rules::stuck_if_any(What::Translations, sql::untranslated(read).await?, None));
    lines.push(backups_line(read, now).await?);
    lines.extend(room.map(rules::disk));
    for what in [What::Messages, What::Sms, What::Gateway] {
        let (count, since) = queue(what);
        lines.push(rules::stuck_if_any(what, count, since));
    }
    lines.push(companies_line(read).await?);
    lines.extend(certificate(read).await?.map(|last| rules::certificate(&last, now)));
    Ok(lines)
}

/// What was seen when the mart's own address was asked last; nothing where it was never asked, as on a machine without TLS.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn certificate(read: &mut Read) -> Result<Option<Certificate>, DbError> {
    sql::certificate(read).await
}

/// How many of the payment companies that the mart is set up for do not answer.
async fn companies_line(read: &mut Read) -> Result<Line, DbError> {
    let all = gateways::standings(read).await?;
    let down: Vec<_> = all.iter().filter(|one| one.is_here && !one.serves()).collect();
    let count = i64::try_from(down.len()).unwrap_or(i64::MAX);
    let since = down.iter().filter_map(|one| one.down_since).min();
    Ok(rules::stuck_if_any(What::Companies, count, since))
}

async fn payouts_line(read: &mut Read, now: Time) -> Result<Line, DbError> {
    let swept = payouts::swept(read, now).await?;
    let count = i64::try_from(payouts::due(read).await?.len()).unwrap_or(i64::MAX);
    Ok(rules::payouts(&swept, count, reports::unpaid_parcels(read).await?))
}

async fn backups_line(read: &mut Read, now: Time) -> Result<Line, DbError> {
    let how = backups::standing(read).await?;
    let alarm = backups::rules::alarm(&how, now);
    let standing = if alarm.is_some() { Standing::Stuck } else { Standing::Well };
    let count = i64::from(alarm.is_some());
    Ok(Line { what: What::Backups, standing, count, since: how.proven, when: When::Proven })
}

/// Shipments past the day they were promised for, who waits longest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn past_their_day(read: &mut Read) -> Result<Vec<LateShipment>, DbError> {
    let today = read.now().day();
    sql::late_shipments(read, today, LOOKED_AT).await
}

/// Goods that have a name or words in one language only.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one_language(read: &mut Read) -> Result<Vec<OneLanguage>, DbError> {
    sql::one_language(read, LOOKED_AT).await
}

/// The messages behind a line, what was put first at the head.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn messages(read: &mut Read, what: What) -> Result<Vec<Message>, DbError> {
    let late = read.now().plus_minutes(-rules::LATE_MINUTES);
    let mut all = sql::messages(read, late, LOOKED_AT).await?;
    all.retain(|message| rules::line_of(&message.kind) == what);
    Ok(all)
}

/// Who should act on a line, by name, who has done it longest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn people(read: &mut Read, what: What, limit: Limit) -> Result<Vec<String>, DbError> {
    sql::people(read, what.role(), limit).await
}
