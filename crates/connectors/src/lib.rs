//! Connectors: the languages of outside parties. Two payment gateways and an SMS operator, both ways, an agent of couriers, and
//! search engines.
//!
//! Reads: answers and signed messages from outside. Writes: requests to the outside.
//! Never: a database, a page, a decision. Each call is one question and one answer in the kernel's words,
//! with a time limit, and says plainly whether a question without an answer may have been carried out.
//!
//! Start at [`gateways::Gateways`], [`razorpay::Razorpay`], [`sms::Sms`], [`replies::Replies`], [`shiprocket::Shiprocket`] and [`indexnow::IndexNow`]; what can go wrong with any is [`Refusal`].

pub mod certificate;
pub mod gateways;
pub mod hyperswitch;
pub mod indexnow;
pub mod line;
pub mod once;
pub mod razorpay;
pub mod replies;
pub mod shiprocket;
pub mod sms;

pub use line::{NoLine, Refusal, Silence};
