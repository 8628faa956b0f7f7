//! Signed callbacks: verify over the raw bytes, keep word for word, answer at once; the worker digests.

pub(crate) mod parcel;
pub(crate) mod razorpay;
pub(crate) mod sms;
