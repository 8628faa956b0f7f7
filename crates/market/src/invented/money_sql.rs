//! The statements that write invented entries of the journal and payouts.

use kernel::Time;
use kernel::ids::{EntryId, MakerId, ParcelId, PayoutBatchId, PayoutId, PersonId};
use store::{params, sql};

use super::pen::Line;
use super::steps::Steps;

/// An entry of the journal from one account to another.
pub(super) fn entry(
    id: EntryId,
    (kind, source, at): (&str, &str, Time),
    (debit, credit): (&str, &str),
    paise: i64,
) -> [Line; 2] {
    [
        (
            sql!("insert into journal_entry (id, kind, source, at_ms) values ($1, $2, $3, $4)"),
            params![id, kind, source, at],
        ),
        (
            sql!(
                "insert into posting (entry_id, position, account, amount_paise) values ($1, 1, $2, $3), ($1, 2, $4, $5)"
            ),
            params![id, debit, paise, credit, -paise],
        ),
    ]
}

/// The batch of a day, drafted by one and approved by another.
pub(super) fn batch(id: PayoutBatchId, [drafts, approves]: [PersonId; 2], at: Time, steps: &Steps) -> Line {
    (
        sql!(
            "insert into payout_batch (id, state, made_by, made_at_ms, approved_by, approved_at_ms, version, trail)
             values ($1, $2, $3, $4, $5, $4, $6, $7)"
        ),
        params![id, steps.state, drafts, at, approves, steps.version, steps.trail],
    )
}

/// An invented payout.
#[derive(Clone, Debug)]
pub(super) struct Payout {
    pub id: PayoutId,
    pub batch: PayoutBatchId,
    pub maker: MakerId,
    pub number: i64,
    pub amount_paise: i64,
    pub at: Time,
    pub parcels: Vec<(ParcelId, i64)>,
}

/// A payout with the parcels it pays; one that came back has its reason.
pub(super) fn payout(p: &Payout, steps: &Steps) -> Vec<Line> {
    let came_back = steps.state == "returned";
    let utr = (!came_back).then(|| format!("INVENTED{}", p.number));
    let reason = if came_back { "bank_down" } else { "" };
    let mut lines = vec![(
        sql!(
            "insert into payout (id, batch_id, maker_id, amount_paise, state, gateway_payout, utr, reason, ended_at_ms, version,
                                 trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        ),
        params![
            p.id,
            p.batch,
            p.maker,
            p.amount_paise,
            steps.state,
            format!("pout_{}", p.id),
            utr,
            reason,
            p.at,
            steps.version,
            steps.trail
        ],
    )];
    let over = came_back.then_some(p.at);
    lines.extend(p.parcels.iter().map(|(parcel, paise)| {
        (
            sql!(
                "insert into payout_line (payout_id, parcel_id, amount_paise, ended_at_ms) values ($1, $2, $3, $4)"
            ),
            params![p.id, *parcel, *paise, over],
        )
    }));
    if came_back {
        lines.push((
            sql!(
                "insert into payout_return (payout_id, maker_id, why, needs_account, returned_at_ms)
                 values ($1, $2, 'bank_down', 0, $3)"
            ),
            params![p.id, p.maker, p.at],
        ));
    }
    lines
}
