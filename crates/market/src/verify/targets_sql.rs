//! The statements of the checks of targets and anomalies.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A target beside its versions.
    pub struct TargetRow {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub state: String,
        /// How much is wanted.
        pub wanted: i64,
        /// How often it was set.
        pub version: i64,
        /// How many versions it has.
        pub versions: i64,
        /// What the newest says.
        pub said: i64,
    }
}

store::row! {
    /// An anomaly beside the makers it names.
    pub struct AnomalyRow {
        /// Its id.
        pub id: String,
        /// How many it says it is about.
        pub makers: i64,
        /// How many it names.
        pub named: i64,
    }
}

impl Keyed for TargetRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for AnomalyRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Targets with their versions.
pub(super) async fn targets(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<TargetRow>, DbError> {
    read.rows(
        sql!(
            "select t.id, t.state, t.wanted, t.version,
                    (select count(*) from target_version c where c.target_id = t.id),
                    coalesce((select v.wanted from target_version v where v.target_id = t.id and v.seq = t.version), -1)
               from target t where t.id > $1 order by t.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Anomalies with their makers.
pub(super) async fn anomalies(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<AnomalyRow>, DbError> {
    read.rows(
        sql!(
            "select a.id, a.makers, (select count(*) from anomaly_maker m where m.anomaly_id = a.id)
               from anomaly a where a.id > $1 order by a.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
