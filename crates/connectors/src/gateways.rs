//! The payment companies a mart has, each behind the same questions. Which one is asked stands in the payment's row.
//!
//! A closed table and no trait object: who asks a gateway matches on [`Gateway`], so a new company does not compile until
//! every question has its answer.

use std::collections::BTreeMap;

use kernel::payment::{Gateway, Money, PaymentReport, PayoutReport, RefundReport};
use kernel::proof::Authentic;
use kernel::{Paise, Time};

use crate::hyperswitch::Hyperswitch;
use crate::line::Refusal;
use crate::razorpay::{Razorpay, is_qr};

/// How a buyer is led to what is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// A page in her browser.
    Page,
    /// A code she scans where she stands.
    Code,
}

/// What is to be opened at a gateway.
#[derive(Clone, Debug)]
pub struct OpenAsk<'a> {
    /// Our own id for it.
    pub receipt: &'a str,
    /// What is to be paid.
    pub amount: Paise,
    /// The code the buyer knows.
    pub order_code: &'a str,
    /// Where the browser returns.
    pub return_url: &'a str,
    /// What our clock says.
    pub now: Time,
    /// For how many minutes the gateway's page works.
    pub minutes: i64,
    /// How she is led there.
    pub shows: Shows,
}

/// What a gateway has opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The gateway's id of it.
    pub gateway_order: String,
    /// What is to be paid.
    pub amount: Paise,
    /// The address of its page; nothing where a form leads there.
    pub page: Option<String>,
}

/// An event, in the kernel's words. A kind not known here has no reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its id, if the body says it; Razorpay says it in a header.
    pub event_id: String,
    /// The gateway's word, `payment.captured`.
    pub kind: String,
    /// Whose money it is about. Compare it with [`Gateways::merchant`].
    pub account: String,
    /// When the event was made at the gateway; deliveries may come much later.
    pub created_at: Time,
    /// The payment it is about or belongs to.
    pub payment: Option<PaymentReport>,
    /// The refund it is about.
    pub refund: Option<RefundReport>,
    /// The payout it is about.
    pub payout: Option<PayoutReport>,
    /// What in it could not be read: a new status word, a broken amount. Answer 2xx all the same, show it to a
    /// person, and ask the gateway for the payment.
    pub unread: Option<String>,
}

/// The gateways of a mart.
#[derive(Clone, Debug)]
pub struct Gateways {
    /// Razorpay, also for payouts and settlements.
    pub razorpay: Razorpay,
    /// Hyperswitch, where the mart has it.
    pub hyperswitch: Option<Hyperswitch>,
}

impl Gateways {
    /// Those the mart has.
    pub fn all(&self) -> Vec<Gateway> {
        Gateway::ALL.iter().copied().filter(|gateway| self.has(*gateway)).collect()
    }

    /// Those the mart has, with what its keys there move.
    pub fn keys(&self) -> Vec<(Gateway, Money)> {
        let switch = self.hyperswitch.as_ref().map(|switch| (Gateway::Hyperswitch, switch.money()));
        std::iter::once((Gateway::Razorpay, self.razorpay.money())).chain(switch).collect()
    }

    fn has(&self, gateway: Gateway) -> bool {
        match gateway {
            Gateway::Razorpay => true,
            Gateway::Hyperswitch => self.hyperswitch.is_some(),
        }
    }

    fn switch(&self) -> Result<&Hyperswitch, Refusal> {
        self.hyperswitch.as_ref().ok_or_else(|| Refusal::never_sent("gateway", "the mart has no Hyperswitch"))
    }

    /// Whom money must be paid to; empty, which fits nothing, where the mart does not have the gateway.
    pub fn merchant(&self, gateway: Gateway) -> String {
        match gateway {
            Gateway::Razorpay => self.razorpay.merchant().to_owned(),
            Gateway::Hyperswitch => self.hyperswitch.as_ref().map(Hyperswitch::merchant).unwrap_or_default(),
        }
    }

    /// Opens what a buyer will pay.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may exist; ask [`Gateways::find`] before trying again.
    pub async fn open(&self, gateway: Gateway, ask: &OpenAsk<'_>) -> Result<Opened, Refusal> {
        match gateway {
            Gateway::Razorpay if ask.shows == Shows::Code => {
                let names = (ask.receipt, ask.order_code);
                self.razorpay.create_qr(ask.amount, names, (ask.now, ask.minutes)).await
            }
            Gateway::Razorpay => {
                let notes = BTreeMap::from([("order".to_owned(), ask.order_code.to_owned())]);
                let order = self.razorpay.create_order(ask.amount, ask.receipt, &notes).await?;
                Ok(Opened { gateway_order: order.id, amount: order.amount, page: None })
            }
            Gateway::Hyperswitch => self.switch()?.open(ask).await,
        }
    }

    /// What was opened under our id, if anything was.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway.
    pub async fn find(
        &self,
        gateway: Gateway,
        receipt: &str,
        shows: Shows,
    ) -> Result<Option<Opened>, Refusal> {
        match gateway {
            Gateway::Razorpay if shows == Shows::Code => self.razorpay.find_qr(receipt).await,
            Gateway::Razorpay => {
                let order = self.razorpay.find_order(receipt).await?;
                Ok(order.map(|order| Opened { gateway_order: order.id, amount: order.amount, page: None }))
            }
            Gateway::Hyperswitch => self.switch()?.find(receipt).await,
        }
    }

    /// Every payment made for something that was opened, also the failed ones.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway.
    pub async fn payments_of(
        &self,
        gateway: Gateway,
        gateway_order: &str,
    ) -> Result<Authentic<Vec<PaymentReport>>, Refusal> {
        match gateway {
            Gateway::Razorpay if is_qr(gateway_order) => self.razorpay.payments_of_qr(gateway_order).await,
            Gateway::Razorpay => self.razorpay.payments_of_order(gateway_order).await,
            Gateway::Hyperswitch => self.switch()?.payments_of(gateway_order).await,
        }
    }

    /// How one payment stands.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway.
    pub async fn payment(&self, gateway: Gateway, id: &str) -> Result<Authentic<PaymentReport>, Refusal> {
        match gateway {
            Gateway::Razorpay => self.razorpay.payment(id).await,
            Gateway::Hyperswitch => self.switch()?.payment(id).await,
        }
    }

    /// Takes money that the buyer's bank has set aside.
    ///
    /// # Errors
    /// [`Refusal::Refused`] also if it is captured already; [`Gateways::payment`] tells.
    pub async fn capture(
        &self,
        gateway: Gateway,
        id: &str,
        amount: Paise,
    ) -> Result<Authentic<PaymentReport>, Refusal> {
        match gateway {
            Gateway::Razorpay => self.razorpay.capture(id, amount).await,
            Gateway::Hyperswitch => self.switch()?.capture(id, amount).await,
        }
    }

    /// Gives back `amount` of a payment, by the way it came. `receipt` is our own id for this refund.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may be under way; ask [`Gateways::find_refund`] first.
    pub async fn refund(
        &self,
        gateway: Gateway,
        payment: &str,
        amount: Paise,
        receipt: &str,
    ) -> Result<Authentic<RefundReport>, Refusal> {
        match gateway {
            Gateway::Razorpay => self.razorpay.refund(payment, amount, receipt).await,
            Gateway::Hyperswitch => self.switch()?.refund(payment, amount, receipt).await,
        }
    }

    /// The refund under our id, if the gateway has it.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway.
    pub async fn find_refund(
        &self,
        gateway: Gateway,
        payment: &str,
        receipt: &str,
    ) -> Result<Option<Authentic<RefundReport>>, Refusal> {
        match gateway {
            Gateway::Razorpay => {
                let all = self.razorpay.refunds_of(payment).await?;
                Ok(all.read(|all| all.into_iter().find(|report| report.receipt == receipt).ok_or(())).ok())
            }
            Gateway::Hyperswitch => self.switch()?.find_refund(payment, receipt).await,
        }
    }

    /// Whether a gateway answers, asked about something that nobody has.
    ///
    /// # Errors
    /// [`Refusal`] if it does not.
    pub async fn ping(&self, gateway: Gateway) -> Result<(), Refusal> {
        match gateway {
            Gateway::Razorpay => self.razorpay.find_order("pin_nobody").await.map(drop),
            Gateway::Hyperswitch => self.switch()?.ping().await,
        }
    }

    /// The event in `raw`, if it is the gateway's.
    pub fn webhook(&self, gateway: Gateway, raw: &[u8], signature: &str) -> Option<Authentic<Webhook>> {
        match gateway {
            Gateway::Razorpay => self.razorpay.webhook(raw, signature),
            Gateway::Hyperswitch => self.hyperswitch.as_ref()?.webhook(raw, signature),
        }
    }
}
