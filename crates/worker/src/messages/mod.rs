//! The kinds of message, one file each: take it outside, bring the answer in. Each is safe to run twice.

mod ask_payments;
mod capture_payment;
mod carry_filing;
mod couriers;
mod digest_event;
mod digest_reply;
mod expire_order;
mod follow_payout;
mod follow_refund;
mod forget_clip;
mod forget_picture;
mod match_money;
mod open_payment;
mod prove_account;
mod recall_batch;
mod send_news;
mod send_payout;
mod send_refund;
mod sms;
mod tell_search_engines;
mod upi_refund;

use kernel::Day;
use market::audit::Actor;
use market::couriers as boxes;
use market::payments::to_upi;
use market::sharing::engines;
use market::{
    anomalies, bank_proof, batches, clips, media, meetings, news, notices, orders, payments, payouts,
    registers, replies, tally,
};
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went, said_id};
use crate::{Worker, schedule};

/// Carries one message.
pub(crate) async fn carry(worker: &Worker, job: &Job) -> Went {
    match job.kind.as_str() {
        orders::OPEN_PAYMENT => open_payment::run(worker, job).await,
        orders::EXPIRE => expire_order::run(worker, job).await,
        payments::DIGEST => digest_event::run(worker, job).await,
        payments::CAPTURE => capture_payment::run(worker, job).await,
        payments::ASK_PAYMENTS => ask_payments::run(worker, job).await,
        payments::SEND_REFUND => send_refund::run(worker, job).await,
        payments::FOLLOW_REFUND => follow_refund::run(worker, job).await,
        to_upi::CHECK_UPI => upi_refund::check(worker, job).await,
        to_upi::FOLLOW_UPI_CHECK => upi_refund::follow_check(worker, job).await,
        to_upi::SEND_UPI_REFUND => upi_refund::send(worker, job).await,
        to_upi::FOLLOW_UPI_REFUND => upi_refund::follow(worker, job).await,
        payouts::SWEEP => {
            payouts::sweep(&worker.db).await?;
            Ok(Ended::Done)
        }
        tally::MATCH => match_money::run(worker, job).await,
        payouts::SEND_PAYOUT => send_payout::run(worker, job).await,
        payouts::FOLLOW_PAYOUT => follow_payout::run(worker, job).await,
        bank_proof::PROVE_ACCOUNT => prove_account::run(worker, job).await,
        bank_proof::FOLLOW_PROOF => prove_account::follow(worker, job).await,
        bank_proof::TAKES_EFFECT => {
            bank_proof::takes_effect(&worker.db, said_id(job)?).await?;
            Ok(Ended::Done)
        }
        boxes::ASK => couriers::ask(worker, job).await,
        boxes::BOOK => couriers::book(worker, job).await,
        boxes::LABEL => couriers::label(worker, job).await,
        boxes::FOLLOW => couriers::follow(worker, job).await,
        boxes::NUDGED => couriers::nudged(worker, job).await,
        boxes::CANCEL => couriers::cancel(worker, job).await,
        batches::RECALL => recall_batch::run(worker, job).await,
        clips::FORGET_CLIP => forget_clip::run(worker, job).await,
        media::FORGET_PICTURE => forget_picture::run(worker, job).await,
        registers::CARRY => carry_filing::run(worker, job).await,
        anomalies::FIND => {
            anomalies::find(&worker.db, Actor::Mart).await?;
            Ok(Ended::Done)
        }
        meetings::SUMMARY => {
            let monday =
                Day::from_iso(&job.key).ok_or_else(|| Stuck::Never(format!("«{}» is no day", job.key)))?;
            meetings::summarise(&worker.db, monday).await?;
            Ok(Ended::Done)
        }
        news::SEND => send_news::run(worker, job).await,
        notices::KIND => sms::run(worker, job).await,
        replies::KIND => digest_reply::run(worker, job).await,
        engines::TELL => tell_search_engines::run(worker, job).await,
        schedule::TIDY_UP => schedule::run(worker).await,
        other => Err(Stuck::Never(format!("nobody here carries {other}: a newer program put it"))),
    }
}
