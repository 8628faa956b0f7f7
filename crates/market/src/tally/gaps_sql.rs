//! Every statement on gaps, in life order.

use kernel::ids::{EntryId, GapId, PersonId};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::rules::Found;
use super::{GapKind, GapState};
use crate::audit::Trail;

store::row! {
    /// A gap as acts need it.
    pub struct GapRow {
        /// Its id.
        pub id: GapId,
        /// How the three differ.
        pub kind: GapKind,
        /// What it is about.
        pub about: String,
        /// What our books say.
        pub ours: Option<Paise>,
        /// What the gateway says.
        pub gateway: Option<Paise>,
        /// What the bank says.
        pub bank: Option<Paise>,
        /// How it stands.
        pub state: GapState,
        /// Who wants to book it.
        pub asked_by: Option<PersonId>,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

store::row! {
    /// A gap in a list.
    pub struct GapLine {
        /// Its id.
        pub id: GapId,
        /// How the three differ.
        pub kind: GapKind,
        /// As people know it.
        pub reference: String,
        /// What our books say.
        pub ours: Option<Paise>,
        /// What the gateway says.
        pub gateway: Option<Paise>,
        /// What the bank says.
        pub bank: Option<Paise>,
        /// The day of it.
        pub day: Day,
        /// How it stands.
        pub state: GapState,
    }
}

store::row! {
    /// A gap with all that is known of it.
    pub struct GapView {
        /// Its id.
        pub id: GapId,
        /// How the three differ.
        pub kind: GapKind,
        /// What it is about.
        pub about: String,
        /// As people know it.
        pub reference: String,
        /// What our books say.
        pub ours: Option<Paise>,
        /// What the gateway says.
        pub gateway: Option<Paise>,
        /// What the bank says.
        pub bank: Option<Paise>,
        /// The day of it.
        pub day: Day,
        /// When it was found.
        pub found_at: Time,
        /// How it stands.
        pub state: GapState,
        /// What was said of it.
        pub word: String,
        /// Who said so.
        pub asked_by: Option<PersonId>,
        /// By name.
        pub asked_by_name: Option<String>,
        /// Who decided, by name.
        pub decided_by_name: Option<String>,
        /// When it ended.
        pub ended_at: Option<Time>,
        /// The newest entry about it in the journal: its payment's, its line's, its own.
        pub entry: Option<EntryId>,
    }
}

/// A gap that was not known. `false`: it was.
pub(super) async fn insert(tx: &mut Tx, id: GapId, found: &Found, trail: &Trail) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into money_gap (id, kind, about, reference, ours_paise, gateway_paise, bank_paise, day, found_at_ms,
                                        state, word, version, trail)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', '', 1, $10) on conflict (kind, about) do nothing"
            ),
            params![
                id,
                found.kind,
                found.about,
                found.reference,
                found.ours,
                found.gateway,
                found.bank,
                found.day,
                now,
                trail.clone()
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Gaps that are known, whatever became of them, behind one: id, kind, what they are about, how they stand.
pub(super) async fn known(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<(GapId, GapKind, String, GapState)>, DbError> {
    read.rows(
        sql!("select id, kind, about, state from money_gap where id > $1 order by id limit $2"),
        params![after, limit],
    )
    .await
}

/// A gap as acts need it.
pub(super) async fn row(read: &mut Read, id: GapId) -> Result<Option<GapRow>, DbError> {
    read.row(
        sql!(
            "select id, kind, about, ours_paise, gateway_paise, bank_paise, state, asked_by, version, trail
               from money_gap where id = $1"
        ),
        params![id],
    )
    .await
}

/// What is written down when a gap moves.
pub(super) struct Said<'a> {
    pub to: GapState,
    /// What was said; none leaves what stands there.
    pub word: Option<&'a str>,
    pub asked_by: Option<PersonId>,
    pub decided_by: Option<PersonId>,
}

/// Moves a gap unless someone moved it since. `false`: they did.
pub(super) async fn move_gap(
    tx: &mut Tx,
    row: &GapRow,
    said: &Said<'_>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let ended = matches!(said.to, GapState::Explained | GapState::Booked | GapState::Gone).then_some(now);
    let asked = said.asked_by.map(|_| now);
    let changed = tx
        .exec(
            sql!(
                "update money_gap
                    set state = $3, word = coalesce($4, word), asked_by = coalesce($5, asked_by),
                        asked_at_ms = coalesce($6, asked_at_ms), decided_by = $7, ended_at_ms = $8, trail = $9, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![
                row.id,
                row.version,
                said.to,
                said.word,
                said.asked_by,
                asked,
                said.decided_by,
                ended,
                trail.clone()
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// What each side says of a gap that has come back.
pub(super) async fn say_anew(tx: &mut Tx, id: GapId, found: &Found) -> Result<(), DbError> {
    tx.put(
        sql!("update money_gap set ours_paise = $2, gateway_paise = $3, bank_paise = $4, day = $5 where id = $1"),
        params![id, found.ours, found.gateway, found.bank, found.day],
    )
    .await
}

/// How many gaps are open, by kind.
pub(super) async fn counts(read: &mut Read) -> Result<Vec<(GapKind, i64)>, DbError> {
    read.rows(
        sql!(
            "select kind, count(*) from money_gap where state in ('open', 'asked') group by kind order by kind limit 50"
        ),
        params![],
    )
    .await
}

/// Open gaps, the oldest first, or those that ended, the newest first.
pub(super) async fn open(read: &mut Read, limit: Limit) -> Result<Vec<GapLine>, DbError> {
    read.rows(
        sql!(
            "select id, kind, reference, ours_paise, gateway_paise, bank_paise, day, state
               from money_gap where state in ('open', 'asked') order by found_at_ms, id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Gaps that ended, the newest first.
pub(super) async fn ended(read: &mut Read, limit: Limit) -> Result<Vec<GapLine>, DbError> {
    read.rows(
        sql!(
            "select id, kind, reference, ours_paise, gateway_paise, bank_paise, day, state
               from money_gap where ended_at_ms is not null order by ended_at_ms desc, id desc limit $1"
        ),
        params![limit],
    )
    .await
}

/// A gap with all that is known of it.
pub(super) async fn view(read: &mut Read, id: GapId) -> Result<Option<GapView>, DbError> {
    read.row(
        sql!(
            "select g.id, g.kind, g.about, g.reference, g.ours_paise, g.gateway_paise, g.bank_paise, g.day, g.found_at_ms,
                    g.state, g.word, g.asked_by, a.name, d.name, g.ended_at_ms,
                    (select max(e.id) from journal_entry e
                      where e.source in (g.id, g.about)
                         or e.source in (select y.id from payment y where y.gateway_payment = g.reference)
                         or e.source in (select r.id from refund r where r.gateway_refund = g.reference))
               from money_gap g
               left join person a on a.id = g.asked_by
               left join person d on d.id = g.decided_by
              where g.id = $1"
        ),
        params![id],
    )
    .await
}
