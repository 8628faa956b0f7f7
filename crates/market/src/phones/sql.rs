//! Every statement on devices, PINs and who works for whom.

use kernel::ids::{DeviceId, MakerId, PersonId, SessionId};
use kernel::{BadCell, Limit, Time};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::{Face, ShownBy};
use crate::accounts::Role;
use crate::catalogue::Picture;
use crate::catalogue::columns::Columns;

/// Makers one device or person is asked about; far above what a family has.
const FACES: Limit = Limit::of(20);

impl FromRow for Face {
    fn from_row(row: Row) -> Result<Face, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Face {
            maker: columns.next()?,
            name: columns.words()?,
            village: columns.words()?,
            picture: Picture::from_columns(&mut columns)?,
        })
    }
}

/// The makers a person speaks for.
pub(super) async fn faces(read: &mut Read, person: PersonId) -> Result<Vec<Face>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.name_hi, m.name_en, m.village_hi, m.village_en,
                    coalesce(p.picture_id, ''), coalesce(p.alt_hi, ''), coalesce(p.alt_en, '')
               from role_grant g
               join maker m on m.id = g.maker_id
               left join maker_picture p on p.maker_id = m.id and p.position = 1
              where g.person_id = $1 and g.role = 'maker' and g.ended_at_ms is null
              order by m.joined_at_ms, m.id limit $2"
        ),
        params![person, FACES],
    )
    .await
}

/// The makers with a PIN that can still be tried on a device, whose person speaks for them.
pub(super) async fn known_here(read: &mut Read, token_hash: &str) -> Result<Vec<Face>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.name_hi, m.name_en, m.village_hi, m.village_en,
                    coalesce(p.picture_id, ''), coalesce(p.alt_hi, ''), coalesce(p.alt_en, '')
               from device d
               join device_pin k on k.device_id = d.id and k.ended_at_ms is null and k.tries_left > 0
               join role_grant g on g.person_id = k.person_id and g.maker_id = k.maker_id
                                and g.role = 'maker' and g.ended_at_ms is null
               join maker m on m.id = k.maker_id
               left join maker_picture p on p.maker_id = m.id and p.position = 1
              where d.token_hash = $1
              order by m.joined_at_ms, m.id limit $2"
        ),
        params![token_hash, FACES],
    )
    .await
}

/// Whether a person speaks for a maker now.
pub(super) async fn speaks_for(read: &mut Read, person: PersonId, maker: MakerId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from role_grant
                  where person_id = $1 and maker_id = $2 and role = $3 and ended_at_ms is null"
            ),
            params![person, maker, Role::Maker],
        )
        .await?;
    Ok(count > 0)
}

/// Whom a session works for, and how she had shown who she is.
pub(super) async fn at_work(
    read: &mut Read,
    session: SessionId,
) -> Result<Option<(MakerId, ShownBy)>, DbError> {
    read.row(sql!("select maker_id, shown_by from session_maker where session_id = $1"), params![session])
        .await
}

/// From now on a session works for a maker.
pub(super) async fn put_at_work(
    tx: &mut Tx,
    session: SessionId,
    maker: MakerId,
    shown_by: ShownBy,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into session_maker (session_id, maker_id, shown_by, chosen_at_ms) values ($1, $2, $3, $4)
             on conflict (session_id) do update
                set maker_id = excluded.maker_id, shown_by = excluded.shown_by, chosen_at_ms = excluded.chosen_at_ms"
        ),
        params![session, maker, shown_by, now],
    )
    .await
}

/// Forgets choices of sessions that are gone.
pub(super) async fn forget_choices(tx: &mut Tx) -> Result<u64, DbError> {
    tx.exec(
        sql!(
            "delete from session_maker
              where not exists (select 1 from session s where s.id = session_maker.session_id)"
        ),
        params![],
    )
    .await
}

/// The device behind a token.
pub(super) async fn device_of(read: &mut Read, token_hash: &str) -> Result<Option<DeviceId>, DbError> {
    let row = read.row(sql!("select id from device where token_hash = $1"), params![token_hash]).await?;
    Ok(row.map(|(id,)| id))
}

/// A device nobody has seen before.
pub(super) async fn insert_device(tx: &mut Tx, id: DeviceId, token_hash: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("insert into device (id, token_hash, made_at_ms) values ($1, $2, $3)"),
        params![id, token_hash, now],
    )
    .await
}

/// Ends the PIN of a maker on a device, if there is one. Answers whether there was.
pub(super) async fn end_pin(
    tx: &mut Tx,
    device: DeviceId,
    maker: MakerId,
    why: &'static str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update device_pin set ended_at_ms = $3, why_ended = $4
                  where device_id = $1 and maker_id = $2 and ended_at_ms is null"
            ),
            params![device, maker, now, why],
        )
        .await?;
    Ok(changed > 0)
}

/// Ends every PIN that opens in a person's name.
pub(super) async fn end_pins_of(tx: &mut Tx, person: PersonId, why: &'static str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update device_pin set ended_at_ms = $2, why_ended = $3 where person_id = $1 and ended_at_ms is null"
        ),
        params![person, now, why],
    )
    .await
}

/// A new PIN of a maker on a device.
pub(super) async fn insert_pin(
    tx: &mut Tx,
    device: DeviceId,
    person: PersonId,
    maker: MakerId,
    pin_hash: &str,
    tries: i64,
) -> Result<(), DbError> {
    let now = tx.now();
    let id: kernel::ids::DevicePinId = tx.new_id();
    tx.put(
        sql!(
            "insert into device_pin (id, device_id, person_id, maker_id, pin_hash, tries_left, set_at_ms, why_ended)
             values ($1, $2, $3, $4, $5, $6, $7, '')"
        ),
        params![id, device, person, maker, pin_hash, tries, now],
    )
    .await
}

/// Takes one try from a living PIN; answers whose it is, its hash and how many tries are left. `None` if none was.
pub(super) async fn spend_try(
    tx: &mut Tx,
    device: DeviceId,
    maker: MakerId,
) -> Result<Option<(PersonId, String, i64)>, DbError> {
    tx.row(
        sql!(
            "update device_pin set tries_left = tries_left - 1
              where device_id = $1 and maker_id = $2 and ended_at_ms is null and tries_left > 0
             returning person_id, pin_hash, tries_left"
        ),
        params![device, maker],
    )
    .await
}

/// A right PIN has all its tries again.
pub(super) async fn restore_tries(
    tx: &mut Tx,
    device: DeviceId,
    maker: MakerId,
    tries: i64,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update device_pin set tries_left = $3
              where device_id = $1 and maker_id = $2 and ended_at_ms is null"
        ),
        params![device, maker, tries],
    )
    .await
}

/// Forgets PINs that ended before a moment.
pub(super) async fn forget_pins(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(sql!("delete from device_pin where ended_at_ms < $1"), params![before]).await
}

/// Forgets devices on which no PIN is kept any more.
pub(super) async fn forget_devices(tx: &mut Tx) -> Result<u64, DbError> {
    tx.exec(
        sql!(
            "delete from device where not exists (select 1 from device_pin k where k.device_id = device.id)"
        ),
        params![],
    )
    .await
}
