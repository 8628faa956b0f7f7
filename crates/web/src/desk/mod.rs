//! Desks: the rooms of those who work for the mart.

use market::accounts::{Role, Who};

/// Where somebody's work waits, if he or she has any here.
pub(crate) fn home_for(who: &Who) -> Option<&'static str> {
    if who.is(Role::Maker) {
        Some("/maker")
    } else if who.is(Role::HubKeeper) {
        Some("/hub")
    } else if who.is(Role::Finance) {
        Some("/finance")
    } else {
        None
    }
}
