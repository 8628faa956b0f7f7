//! The statements that write invented makers and look goods up.

use kernel::Time;
use kernel::ids::{CaseId, HubId, MakerId, PersonId, ProductId, StockMovementId, VariantId};
use store::{params, sql};

use super::pen::Line;
use crate::accounts::DepartmentKey;
use crate::cases::{NextWhat, Source};

/// An invented maker.
#[derive(Clone, Debug)]
pub(super) struct Maker {
    pub id: MakerId,
    pub case: CaseId,
    pub number: i64,
    pub kind: &'static str,
    pub gender: &'static str,
    pub block: String,
    pub pincode: String,
    pub hub: HubId,
    pub craft: String,
    pub department: DepartmentKey,
    pub officer: Option<PersonId>,
    pub found: Time,
    pub listed: Time,
}

/// A maker; her number's hash (9) and the number itself (10) are known when it is written.
pub(super) fn maker(m: &Maker) -> Line {
    let (slug, name) = (format!("invented-{}", m.number), format!("कारीगर {}", m.number));
    (
        sql!(
            "insert into maker (id, slug, name_hi, name_en, kind, mobile_once, village_hi, village_en, block_code, pincode,
                                hub_id, craft_key, story_hi, story_en, tax_class, enrolment_no, lang, sample, joined_at_ms, mobile_hash,
                                mobile_sealed)
             values ($1, $2, $3, $2, $4, $1, 'देवघर', 'Deoghar', $5, $6, $7, $8, '', '', 'enrolled', $2, 'hi', 1, $11, $9, $10)"
        ),
        params![m.id, slug, name, m.kind, m.block, m.pincode, m.hub, m.craft, "", "", m.listed],
    )
}

/// Her account; holder and number (3) are known when it is written.
pub(super) fn account(m: &Maker) -> Line {
    (
        sql!(
            "insert into maker_bank (maker_id, since_ms, ifsc, account_sealed) values ($1, $2, 'IBKL063JS09', $3)"
        ),
        params![m.id, m.listed, ""],
    )
}

/// Her case, listed, with what is to be done next.
pub(super) fn case(m: &Maker, trail: &str) -> [Line; 4] {
    let name = format!("कारीगर {}", m.number);
    let step = |step: &str, at: Time| {
        (
            sql!(
                "insert into case_step (case_id, step, seq, at_ms, by_id, department, source, note)
                 values ($1, $2, 1, $3, 'mart', $4, $5, '')"
            ),
            params![m.case, step, at, m.department, Source::Register],
        )
    };
    [
        (
            sql!(
                "insert into maker_case (id, maker_id, kind, name_hi, name_en, kin_name, gender, village_hi, village_en,
                                         block_code, craft_key, group_name, lang, department, officer_id, source, sample,
                                         found_at_ms, state, version, trail)
                 values ($1, $2, $3, $4, '', '', $5, '', '', $6, $7, '', 'hi', $8, $9, $10, 1, $11, 'listed', 1, $12)"
            ),
            params![
                m.case,
                m.id,
                m.kind,
                name,
                m.gender,
                m.block,
                m.craft,
                m.department,
                m.officer,
                Source::Register,
                m.found,
                trail
            ],
        ),
        step("identified", m.found),
        step("listed", m.listed),
        (
            sql!(
                "insert into case_next (case_id, seq, what, note, department, person_id, due_day, set_by, set_at_ms)
                 values ($1, 1, $2, '', $3, $4, $5, 'mart', $6)"
            ),
            params![m.case, NextWhat::TakeOver, m.department, m.officer, m.listed.day().plus(400), m.listed],
        ),
    ]
}

/// A good a maker has for sale, in one size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Good {
    pub number: i64,
    pub product: ProductId,
    pub variant: VariantId,
    /// The place of its maker among all that are invented.
    pub maker: usize,
    pub price_paise: i64,
}

/// So many pieces came to the shelf as were sold of it.
pub(super) fn came(id: StockMovementId, good: &Good, sold: i64, at: Time) -> Line {
    (
        crate::catalogue::stock_sql::put_movement(),
        params![id, good.variant, sold, 0_i64, "received", "invented", at],
    )
}
