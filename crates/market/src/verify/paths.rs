//! The legal ways of everything with a state, as the machines have them. Pure.

use std::str::FromStr;

use kernel::ids::{
    AnomalyId, BankChangeId, BookingId, BulkEditId, CardId, CaseId, CashCountId, ClaimId, ClipId,
    CollectionId, ComplaintId, CounterId, DispatchId, DoorPhotoId, ErasureId, ExportCaseId, ExportEnquiryId,
    FieldRecordId, FilingId, FoodBatchId, GapId, HitchId, JobRetryId, LedgerMonthId, LineId, MemberId,
    OfferId, OrderId, ParcelId, PaymentId, PaymentIntentId, PayoutBatchId, PayoutId, ProposalId,
    QualityPhotoId, RefundAtHubId, RefundId, RefundToUpiId, ReturnId, RoleGrantId, RoleRequestId,
    SecondFactorId, ShipmentId, StageId, StallId, StallSliceId, TargetId, TaskId,
};
use kernel::payment::{PaymentStatus, RefundStatus};

use super::institutions;
use crate::anomalies::{AnomalyEvent, AnomalyState};
use crate::bank_proof::{self, Change};
use crate::bookings;
use crate::bulk;
use crate::cases::{self, CaseState};
use crate::cash;
use crate::claims;
use crate::clips;
use crate::collections::{CollectionEvent, CollectionState};
use crate::complaints::{self, ComplaintState};
use crate::delivery::{self, Shipment};
use crate::dispatch;
use crate::doors::{DoorEvent, DoorState};
use crate::erasure::{self, Erasure};
use crate::export::{CaseEvent, CaseState as ExportState, EnquiryEvent, EnquiryState};
use crate::factors;
use crate::fieldwork::{self, Standing};
use crate::groups;
use crate::hand_sales::slices::{SliceEvent, SliceState};
use crate::launch::{Stage, StageEvent};
use crate::ledger;
use crate::meetings::{TaskEvent, TaskState};
use crate::offers::{OfferEvent, OfferState};
use crate::orders::{self, Order, Parcel, ParcelEvent};
use crate::payments::at_hub::{AtHub, AtHubEvent};
use crate::payments::to_upi::{ToUpi, ToUpiEvent};
use crate::payments::{Intent, PAID_AT_HUB, PAID_BY_UPI, Refund, SENT_BACK_BY_UPI, rules};
use crate::payouts::{self, BatchState, Payout};
use crate::pickups::{CounterEvent, CounterState};
use crate::proposals;
use crate::quality;
use crate::registers::{self, FilingState};
use crate::returns::{self, ReturnState};
use crate::roles;
use crate::search::wordlist;
use crate::stalls::{StallEvent, StallState};
use crate::tally::{GapEvent, GapState};
use crate::targets;
use crate::templates;

/// Whether what an entry tells can have happened to the row of this id: `act` took it from one state to another.
/// A row's first entry comes from nowhere.
pub fn is_legal(subject: &str, act: &str, from: &str, to: &str) -> bool {
    let kind = subject.split('_').next().unwrap_or("");
    of_orders(kind, act, from, to) || of_people(kind, act, from, to)
}

/// Of what is sold, carried and paid.
fn of_orders(kind: &str, act: &str, from: &str, to: &str) -> bool {
    match kind {
        OrderId::PREFIX => begins(act, from, to, "order.place", "placed") || order(act, from, to),
        ParcelId::PREFIX => begins(act, from, to, "parcel.plan", "planned") || parcel(act, from, to),
        ShipmentId::PREFIX => begins(act, from, to, "shipment.plan", "planned") || shipment(act, from, to),
        PaymentIntentId::PREFIX => begins(act, from, to, "intent.open", "open") || intent(act, from, to),
        PaymentId::PREFIX => act == "payment.report" && payment(from, to),
        RefundId::PREFIX => {
            begins(act, from, to, "refund.ask", "asked")
                || (act == "refund.report" && refund(from, to))
                || (matches!(act, PAID_AT_HUB | PAID_BY_UPI)
                    && matches!((from, to), ("asked" | "failed", "processed")))
                || (act, from, to) == (SENT_BACK_BY_UPI, "processed", "failed")
        }
        PayoutBatchId::PREFIX => begins(act, from, to, "batch.draft", "drafted") || batch(act, from, to),
        BookingId::PREFIX => {
            begins(act, from, to, "booking.book", "booked")
                || begins(act, from, to, "booking.ask", "asked")
                || booking(act, from, to)
        }
        DispatchId::PREFIX => {
            begins(act, from, to, "dispatch.take", "done")
                || begins(act, from, to, "dispatch.take", "open")
                || dispatch_step(act, from, to)
        }
        DoorPhotoId::PREFIX => begins(act, from, to, "door.leave", "unsaid") || door(act, from, to),
        CounterId::PREFIX => begins(act, from, to, "counter.enter", "open") || counter(act, from, to),
        StallId::PREFIX => begins(act, from, to, "stall.enter", "open") || stall(act, from, to),
        StallSliceId::PREFIX => begins(act, from, to, "slice.open", "open") || slice(act, from, to),
        HitchId::PREFIX => {
            begins(act, from, to, "hitch.open", "open")
                || (act, from, to) == ("hitch.close", "open", "closed")
        }
        PayoutId::PREFIX => begins(act, from, to, "payout.draft", "drafted") || payout(act, from, to),
        RefundAtHubId::PREFIX => begins(act, from, to, "at_hub.ask", "asked") || at_hub(act, from, to),
        RefundToUpiId::PREFIX => begins(act, from, to, "upi.give", "given") || to_upi(act, from, to),
        GapId::PREFIX => begins(act, from, to, "gap.find", "open") || gap(act, from, to),
        CashCountId::PREFIX => {
            begins(act, from, to, "count.write", "right")
                || begins(act, from, to, "count.write", "asked")
                || cash_count(act, from, to)
        }
        ClaimId::PREFIX => begins(act, from, to, "claim.ask", "asked") || claim(act, from, to),
        ReturnId::PREFIX => begins(act, from, to, "return.ask", "asked") || goods_return(act, from, to),
        JobRetryId::PREFIX => begins(act, from, to, "job.retry", "asked"),
        ExportEnquiryId::PREFIX => begins(act, from, to, "enquiry.ask", "asked") || enquiry(act, from, to),
        ExportCaseId::PREFIX => begins(act, from, to, "export.open", "opened") || export(act, from, to),
        LedgerMonthId::PREFIX => begins(act, from, to, "month.ask", "asked") || month(act, from, to),
        _ => institutions::is_legal(kind, act, from, to),
    }
}

/// Of people, their goods and what is done about them.
fn of_people(kind: &str, act: &str, from: &str, to: &str) -> bool {
    match kind {
        RoleGrantId::PREFIX => {
            begins(act, from, to, "role.begin", "living")
                || (act, from, to) == ("role.end", "living", "ended")
        }
        RoleRequestId::PREFIX => begins(act, from, to, "role.ask", "asked") || role_request(act, from, to),
        SecondFactorId::PREFIX => begins(act, from, to, "factor.begin", "open") || factor(act, from, to),
        CaseId::PREFIX => {
            begins(act, from, to, "case.identify", "identified")
                || begins(act, from, to, "case.enrol", "listed")
                || case(act, from, to)
        }
        BankChangeId::PREFIX => begins(act, from, to, "bank.ask", "asked") || bank(act, from, to),
        FieldRecordId::PREFIX => {
            begins(act, from, to, "record.begin", "draft")
                || begins(act, from, to, "record.begin", "receiving")
                || record(act, from, to)
        }
        ErasureId::PREFIX => {
            begins(act, from, to, "erasure.ask", "waiting")
                || begins(act, from, to, "erasure.ask", "due")
                || erasure(act, from, to)
        }
        ComplaintId::PREFIX => begins(act, from, to, "complaint.file", "opened") || complaint(act, from, to),
        CardId::PREFIX => begins(act, from, to, "card.open", "open") || card(act, from, to),
        BulkEditId::PREFIX => begins(act, from, to, "bulk.draft", "drafted") || bulk_edit(act, from, to),
        ProposalId::PREFIX => {
            begins(act, from, to, "proposal.ask", "waiting")
                || begins(act, from, to, "proposal.translate", "approved")
                || proposal(act, from, to)
        }
        QualityPhotoId::PREFIX => {
            begins(act, from, to, "photo.keep", "kept")
                || begins(act, from, to, "photo.keep", "waiting")
                || photo(act, from, to)
        }
        ClipId::PREFIX => begins(act, from, to, "clip.put_up", "waiting") || clip(act, from, to),
        FoodBatchId::PREFIX => begins(act, from, to, "batch.recall", "recalled"),
        FilingId::PREFIX => begins(act, from, to, "filing.hand_in", "read") || filing(act, from, to),
        StageId::PREFIX => from.is_empty() && stage(act, to),
        TaskId::PREFIX => begins(act, from, to, "task.give", "open") || task(act, from, to),
        CollectionId::PREFIX => {
            begins(act, from, to, "collection.write", "draft") || collection(act, from, to)
        }
        OfferId::PREFIX => {
            begins(act, from, to, "offer.ask", "waits_maker")
                || begins(act, from, to, "offer.ask", "waits_second")
                || offer(act, from, to)
        }
        TargetId::PREFIX => begins(act, from, to, "target.set", "standing") || target(act, from, to),
        AnomalyId::PREFIX => begins(act, from, to, "anomaly.find", "open") || anomaly(act, from, to),
        MemberId::PREFIX | LineId::PREFIX => groups::is_legal(act, from, to),
        "tpl" => templates::is_legal(act, from, to),
        "syn" => wordlist::is_legal(act, from, to),
        _ => false,
    }
}

pub(super) fn begins(act: &str, from: &str, to: &str, first_act: &str, first_state: &str) -> bool {
    from.is_empty() && act == first_act && to == first_state
}

/// Two words as states of one machine; `None` if one of them is none.
pub(super) fn states<S: FromStr>(from: &str, to: &str) -> Option<(S, S)> {
    Some((from.parse().ok()?, to.parse().ok()?))
}

fn order(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<Order>(from, to) else { return false };
    orders::Event::ALL.iter().any(|event| event.act() == act && from.after(*event) == Ok(to))
}

fn parcel(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<Parcel>(from, to) else { return false };
    ParcelEvent::ALL.iter().any(|event| event.act() == act && from.after(*event) == Ok(to))
}

fn shipment(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<Shipment>(from, to) else { return false };
    delivery::Event::ALL.iter().any(|event| event.act() == act && from.after(*event) == Ok(to))
}

fn month(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<ledger::MonthState>(from, to) else { return false };
    ledger::MonthEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn counter(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<CounterState>(from, to) else { return false };
    CounterEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn door(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<DoorState>(from, to) else { return false };
    DoorEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn stall(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<StallState>(from, to) else { return false };
    StallEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn slice(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<SliceState>(from, to) else { return false };
    SliceEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn enquiry(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<EnquiryState>(from, to) else { return false };
    EnquiryEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn export(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<ExportState>(from, to) else { return false };
    CaseEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn booking(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<bookings::BookingState>(from, to) else { return false };
    bookings::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn dispatch_step(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<dispatch::StepState>(from, to) else { return false };
    dispatch::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn payout(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<Payout>(from, to) else { return false };
    payouts::Event::ALL.iter().any(|event| event.act() == act && from.after(*event) == Ok(to))
}

/// Each stage is a row of its own: it begins with what led to it, and stays as it is.
fn stage(act: &str, to: &str) -> bool {
    let Ok(to) = to.parse::<Stage>() else { return false };
    let led = |event: &StageEvent| Stage::ALL.iter().any(|from| from.after(*event) == Ok(to));
    StageEvent::ALL.iter().any(|event| event.as_str() == act && led(event))
}

fn task(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<TaskState>(from, to) else { return false };
    TaskEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn collection(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<CollectionState>(from, to) else { return false };
    CollectionEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn offer(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<OfferState>(from, to) else { return false };
    OfferEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn target(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<targets::State>(from, to) else { return false };
    targets::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn anomaly(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<AnomalyState>(from, to) else { return false };
    AnomalyEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn role_request(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<roles::State>(from, to) else { return false };
    roles::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn factor(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<factors::State>(from, to) else { return false };
    factors::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn filing(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<FilingState>(from, to) else { return false };
    registers::Event::ALL.iter().any(|event| event.act() == act && from.after(*event) == Ok(to))
}

fn bulk_edit(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<bulk::State>(from, to) else { return false };
    bulk::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

/// A proposal from before they had a trail begins where it is decided.
fn proposal(act: &str, from: &str, to: &str) -> bool {
    let from = if from.is_empty() { "waiting" } else { from };
    let Some((from, to)) = states::<proposals::State>(from, to) else { return false };
    proposals::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn card(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<quality::CardState>(from, to) else { return false };
    quality::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn cash_count(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<cash::CountState>(from, to) else { return false };
    cash::CountEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn gap(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<GapState>(from, to) else { return false };
    GapEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn at_hub(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<AtHub>(from, to) else { return false };
    AtHubEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn to_upi(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<ToUpi>(from, to) else { return false };
    ToUpiEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
}

fn claim(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<claims::ClaimState>(from, to) else { return false };
    claims::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn complaint(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<ComplaintState>(from, to) else { return false };
    complaints::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn goods_return(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<ReturnState>(from, to) else { return false };
    returns::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn photo(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<quality::PhotoState>(from, to) else { return false };
    quality::PhotoEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn clip(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<clips::ClipState>(from, to) else { return false };
    clips::ClipEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn case(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<CaseState>(from, to) else { return false };
    cases::Event::towards(to).iter().any(|event| event.act() == act && from.after(*event) == Ok(to))
}

fn bank(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<Change>(from, to) else { return false };
    bank_proof::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn erasure(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<Erasure>(from, to) else { return false };
    erasure::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn record(act: &str, from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<Standing>(from, to) else { return false };
    fieldwork::Event::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Ok(to))
}

fn intent(act: &str, from: &str, to: &str) -> bool {
    match (states::<Intent>(from, to), act) {
        (Some((Intent::Open, Intent::Paid)), "intent.pay")
        | (Some((Intent::Open, Intent::Closed)), "intent.close")
        | (Some((Intent::Open, Intent::Open)), "intent.reroute") => true,
        (Some((Intent::Open | Intent::Paid | Intent::Closed, _)) | None, _) => false,
    }
}

fn batch(act: &str, from: &str, to: &str) -> bool {
    match (states::<BatchState>(from, to), act) {
        (Some((BatchState::Drafted, BatchState::Approved)), "batch.approve")
        | (Some((BatchState::Drafted, BatchState::Drafted)), "batch.look")
        | (Some((BatchState::Drafted, BatchState::Cancelled)), "batch.call_off") => true,
        (Some((BatchState::Drafted | BatchState::Approved | BatchState::Cancelled, _)) | None, _) => false,
    }
}

/// The first thing we hear of a payment may be any of its states.
fn payment(from: &str, to: &str) -> bool {
    if from.is_empty() {
        return to.parse::<PaymentStatus>().is_ok();
    }
    states::<PaymentStatus>(from, to).is_some_and(|(from, to)| rules::goes_forward(from, to))
}

fn refund(from: &str, to: &str) -> bool {
    let Some((from, to)) = states::<Refund>(from, to) else { return false };
    RefundStatus::ALL.iter().any(|said| rules::refund_after(from, *said) == Some(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_needs_the_right_act_between_the_right_states() {
        for (subject, act, from, to) in [
            ("ord_1", "order.place", "", "placed"),
            ("ord_1", "order.pay", "placed", "confirmed"),
            ("pcl_1", "parcel.decline", "accepted", "declined"),
            ("shp_1", "shipment.hand_over", "planned", "shipped"),
            ("pin_1", "intent.close", "open", "closed"),
            ("pin_1", "intent.reroute", "open", "open"),
            ("pay_1", "payment.report", "", "captured"),
            ("pay_1", "payment.report", "failed", "captured"),
            ("rfd_1", "refund.report", "asked", "processed"),
            ("bat_1", "batch.approve", "drafted", "approved"),
            ("sef_1", "factor.reset", "secured", "open"),
            ("rqs_1", "role.approve", "asked", "approved"),
            ("rol_1", "role.end", "living", "ended"),
            ("pyt_1", "payout.return", "settled", "returned"),
            ("cas_1", "case.enrol", "", "listed"),
            ("cas_1", "case.reopen", "stopped", "consented"),
            ("cas_1", "case.join", "visited", "visited"),
            ("cas_1", "case.unmerge", "merged", "stopped"),
            ("fld_1", "record.begin", "", "receiving"),
            ("fld_1", "record.approve", "review", "done"),
            ("era_1", "erasure.ask", "", "due"),
            ("era_1", "erasure.erase", "due", "done"),
            ("reg_1", "filing.hand_in", "", "read"),
            ("reg_1", "filing.enter", "checked", "entering"),
            ("cmp_1", "complaint.file", "", "opened"),
            ("cmp_1", "complaint.climb", "reopened", "reopened"),
            ("ret_1", "return.pass", "awaited", "granted"),
            ("dsp_1", "dispatch.take", "", "open"),
            ("dsp_1", "dispatch.swap", "open", "swap"),
        ] {
            assert!(is_legal(subject, act, from, to), "{subject} {act} {from} {to}");
        }
        for (subject, act, from, to) in [
            ("ord_1", "order.pay", "", "confirmed"),
            ("ord_1", "order.expire", "placed", "confirmed"),
            ("ord_1", "order.pay", "expired", "confirmed"),
            ("ord_1", "parcel.ask", "planned", "asked"),
            ("pcl_1", "parcel.deliver", "packed", "delivered"),
            ("pcl_1", "parcel.deliver", "shipped", "gone"),
            ("pin_1", "intent.pay", "closed", "paid"),
            ("pin_1", "intent.reroute", "paid", "paid"),
            ("pay_1", "payment.report", "captured", "failed"),
            ("rfd_1", "refund.report", "processed", "failed"),
            ("bat_1", "batch.approve", "approved", "approved"),
            ("sef_1", "factor.remove", "open", "open"),
            ("rqs_1", "role.approve", "declined", "approved"),
            ("rol_1", "role.end", "", "ended"),
            ("mkr_1", "maker.close", "", "closed"),
            ("cas_1", "case.identify", "", "listed"),
            ("reg_1", "filing.enter", "read", "entering"),
            ("cas_1", "case.list", "consented", "listed"),
            ("cas_1", "case.join", "visited", "consented"),
            ("fld_1", "record.approve", "waiting", "done"),
            ("bch_1", "bank.approve", "unproven", "cooling"),
            ("era_1", "erasure.erase", "waiting", "done"),
        ] {
            assert!(!is_legal(subject, act, from, to), "{subject} {act} {from} {to}");
        }
    }
}
