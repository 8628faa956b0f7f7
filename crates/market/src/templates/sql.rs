//! Every statement on templates, in life order.

use kernel::ids::{HubId, ParcelId, PersonId, ProductId};
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::{Answer, Stamp};
use crate::audit::Trail;

store::row! {
    /// A version as it is stored.
    pub struct VersionRow {
        /// The family.
        pub family: String,
        /// Which version.
        pub version: i64,
        /// Its text.
        pub words: String,
    }
}

store::row! {
    /// A version in the history of its family.
    pub struct Past {
        /// Which version.
        pub version: i64,
        /// Who made it; empty if it was shipped.
        pub made_by: String,
        /// When.
        pub made_at: Time,
        /// Why.
        pub why: String,
    }
}

/// The version that holds of every family.
pub(super) async fn all_current(read: &mut Read) -> Result<Vec<VersionRow>, DbError> {
    read.rows(
        sql!(
            "select t.family, t.version, t.words from craft_template t
              where t.version = (select max(x.version) from craft_template x where x.family = t.family)
              order by t.family limit 100"
        ),
        params![],
    )
    .await
}

/// The version that holds of one family.
pub(super) async fn current(read: &mut Read, family: &str) -> Result<Option<VersionRow>, DbError> {
    read.row(
        sql!(
            "select family, version, words from craft_template where family = $1
              order by version desc limit 1"
        ),
        params![family],
    )
    .await
}

/// The version that holds for a craft: of the family that names it, else of the family of all others.
pub(super) async fn current_for(read: &mut Read, craft: &str) -> Result<Option<VersionRow>, DbError> {
    read.row(
        sql!(
            "select t.family, t.version, t.words from craft_template t
              where t.version = (select max(x.version) from craft_template x where x.family = t.family)
                and (t.crafts like '%;' || $1 || ';%' or t.family = 'other')
              order by case when t.crafts like '%;' || $1 || ';%' then 0 else 1 end, t.family limit 1"
        ),
        params![craft],
    )
    .await
}

/// One version, whether it holds or not.
pub(super) async fn version(read: &mut Read, stamp: &Stamp) -> Result<Option<VersionRow>, DbError> {
    read.row(
        sql!("select family, version, words from craft_template where family = $1 and version = $2"),
        params![stamp.family, stamp.version],
    )
    .await
}

/// All versions of a family, the newest first.
pub(super) async fn history(read: &mut Read, family: &str, limit: Limit) -> Result<Vec<Past>, DbError> {
    read.rows(
        sql!(
            "select t.version, coalesce(p.name, ''), t.made_at_ms, t.why
               from craft_template t left join person p on p.id = t.made_by
              where t.family = $1 order by t.version desc limit $2"
        ),
        params![family, limit],
    )
    .await
}

/// Whether the version that holds was made by somebody here, rather than shipped.
pub(super) async fn is_ours(read: &mut Read, stamp: &Stamp) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from craft_template
                  where family = $1 and version = $2 and made_by is not null"
            ),
            params![stamp.family, stamp.version],
        )
        .await?;
    Ok(count == 1)
}

/// Which crafts of these the mart knows, as `;lac;peda;`.
pub(super) async fn knows_craft(read: &mut Read, craft: &str) -> Result<bool, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from craft where craft_key = $1"), params![craft]).await?;
    Ok(count == 1)
}

/// Whether there is a tax rate of this key.
pub(super) async fn knows_rate(read: &mut Read, key: &str) -> Result<bool, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from hsn_rate where hsn_key = $1"), params![key]).await?;
    Ok(count > 0)
}

/// A version that is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct New<'a> {
    /// Which.
    pub stamp: &'a Stamp,
    /// Its text.
    pub words: &'a str,
    /// The crafts it is for, fenced.
    pub crafts: &'a str,
    /// Who; nobody if it is shipped.
    pub by: Option<PersonId>,
    /// Why.
    pub why: &'a str,
}

/// A new version. `false`: somebody was faster.
pub(super) async fn insert_version(tx: &mut Tx, new: New<'_>, trail: Trail) -> Result<bool, DbError> {
    let (id, now) = (format!("tpl_{}", new.stamp), tx.now());
    let values =
        params![id, new.stamp.family, new.stamp.version, new.words, new.crafts, new.by, now, new.why, trail];
    let count = tx
        .exec(
            sql!(
                "insert into craft_template (id, family, version, words, crafts, made_by, made_at_ms, why, trail)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (family, version) do nothing"
            ),
            values,
        )
        .await?;
    Ok(count == 1)
}

store::row! {
    /// What somebody has typed and not put in force.
    pub struct Draft {
        /// The version it was made of.
        pub of_version: i64,
        /// Its text.
        pub words: String,
        /// When.
        pub made_at: Time,
    }
}

/// What somebody has typed for a family.
pub(super) async fn draft(read: &mut Read, family: &str, by: PersonId) -> Result<Option<Draft>, DbError> {
    read.row(
        sql!(
            "select of_version, words, made_at_ms from craft_template_draft
              where family = $1 and made_by = $2"
        ),
        params![family, by],
    )
    .await
}

/// Keeps what somebody has typed; her last for this family goes.
pub(super) async fn put_draft(
    tx: &mut Tx,
    family: &str,
    by: PersonId,
    of_version: i64,
    words: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into craft_template_draft (family, made_by, of_version, words, made_at_ms)
             values ($1, $2, $3, $4, $5)
             on conflict (family, made_by) do update
                set of_version = excluded.of_version, words = excluded.words, made_at_ms = excluded.made_at_ms"
        ),
        params![family, by, of_version, words, now],
    )
    .await
}

/// Forgets what somebody has typed.
pub(super) async fn delete_draft(tx: &mut Tx, family: &str, by: PersonId) -> Result<(), DbError> {
    tx.put(sql!("delete from craft_template_draft where family = $1 and made_by = $2"), params![family, by])
        .await
}

/// The crafts of what is in a parcel.
pub(super) async fn crafts_of_parcel(read: &mut Read, parcel: ParcelId) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = read
        .rows(
            sql!(
                "select distinct p.craft_key from order_line l
                   join variant v on v.id = l.variant_id join product p on p.id = v.product_id
                  where l.parcel_id = $1 order by p.craft_key limit 20"
            ),
            params![parcel],
        )
        .await?;
    Ok(rows.into_iter().map(|(craft,)| craft).collect())
}

/// Of which crafts the goods are in the parcels that a hub expects.
pub(super) async fn crafts_expected(
    read: &mut Read,
    hub: HubId,
    limit: Limit,
) -> Result<Vec<(ParcelId, String)>, DbError> {
    read.rows(
        sql!(
            "select distinct l.parcel_id, g.craft_key
               from order_line l join parcel p on p.id = l.parcel_id
               join variant v on v.id = l.variant_id join product g on g.id = v.product_id
              where p.hub_id = $1 and p.state in ('accepted', 'packed')
              order by l.parcel_id, g.craft_key limit $2"
        ),
        params![hub, limit],
    )
    .await
}

/// With which version a good was listed.
pub(super) async fn put_product_template(
    tx: &mut Tx,
    product: ProductId,
    stamp: &Stamp,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into product_template (product_id, family, version) values ($1, $2, $3)
             on conflict (product_id) do nothing"
        ),
        params![product, stamp.family, stamp.version],
    )
    .await
}

/// What was answered of a good.
pub(super) async fn put_answer(
    tx: &mut Tx,
    product: ProductId,
    position: i64,
    answer: &Answer,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into product_answer
                    (product_id, position, question_key, label_hi, label_en, answer_hi, answer_en, shown)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (product_id, position) do nothing"
        ),
        params![
            product,
            position,
            answer.key,
            answer.label.hi,
            answer.label.en,
            answer.words.hi,
            answer.words.en,
            i64::from(answer.shown)
        ],
    )
    .await
}

store::row! {
    /// An answer as it is stored.
    pub struct AnswerRow {
        /// The question's word.
        pub key: String,
        /// The question in Hindi.
        pub label_hi: String,
        /// The question in English.
        pub label_en: String,
        /// The answer in Hindi.
        pub answer_hi: String,
        /// The answer in English.
        pub answer_en: String,
        /// Whether buyers read it.
        pub shown: i64,
    }
}

/// What was answered of a good, in the order it was asked.
pub(super) async fn answers(read: &mut Read, product: ProductId) -> Result<Vec<AnswerRow>, DbError> {
    read.rows(
        sql!(
            "select question_key, label_hi, label_en, answer_hi, answer_en, shown
               from product_answer where product_id = $1 order by position limit 20"
        ),
        params![product],
    )
    .await
}
