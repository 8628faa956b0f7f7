//! The connectors talk to the simulators over loopback: every call, and what goes wrong on purpose.
//!
//! No test sleeps: webhooks are held back and carried when the test says «flush»; the bank finishes on «settle».

mod books;
mod checkout;
mod codes;
mod orders;
mod payments;
mod payouts;
mod settlements;
mod sms;
mod town;
mod webhooks;
