//! The checks of targets and anomalies: a target is what its newest version says, an anomaly names whom it is about.

use store::{DbError, Read};

use super::targets_sql as sql;
use super::{Check, Found, each};

/// Targets beside their versions, anomalies beside their makers.
pub(super) async fn targets(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut wanted, mut named) = (Found::default(), Found::default());
    each(read, sql::targets, |row| {
        let says = if row.state == "dropped" { 0 } else { row.wanted };
        if row.versions != row.version || row.said != says {
            wanted.add(format!(
                "{}: {} wanted in version {}; of {} versions the newest says {}",
                row.id, row.wanted, row.version, row.versions, row.said
            ));
        }
    })
    .await?;
    each(read, sql::anomalies, |row| {
        if row.makers != row.named {
            named.add(format!("{}: about {} makers, {} of them named", row.id, row.makers, row.named));
        }
    })
    .await?;
    Ok([
        wanted.under("every target is what its newest version says"),
        named.under("every anomaly names whom it is about"),
    ])
}
