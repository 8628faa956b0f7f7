//! What is done to everything that tells of somebody: what has states ends by its own machine, what is sealed loses its key,
//! what is plain is blanked.

use kernel::ids::{CaseId, FieldRecordId, MakerId, PersonId};
use store::{Tx, jobs, sessions};

use super::{ErasureError, wipe_sql as sql};
use crate::audit::Actor;
use crate::media::FORGET_PICTURE;
use crate::{
    bank_proof, cases, clips, complaints, doors, fieldwork, makers, matching, proposals, quality, returns,
    roles,
};

/// Why a shop, a case or a role ended.
const WHY: &str = "erased";

/// Erases a person with the maker she is and every case that is hers, in the transaction of the wish.
pub(super) async fn person(tx: &mut Tx, person: PersonId) -> Result<(), ErasureError> {
    let makers = sql::makers_of(tx, person).await?;
    for (maker,) in &makers {
        erase_maker(tx, *maker).await?;
    }
    // Before her number is forgotten it leads to those an officer has found and nobody has listed.
    for (case,) in sql::prospects_of(tx, person).await? {
        erase_case(tx, case).await?;
    }
    let records = sql::records_of_person(tx, person).await?;
    erase_records(tx, &records).await?;
    quality::forget_photos(tx, &person.to_string()).await.map_err(stuck)?;
    complaints::forget(tx, person).await?;
    returns::forget(tx, person).await?;
    doors::forget(tx, person).await?;
    roles::end_all(tx, person).await.map_err(stuck)?;
    sessions::end_all_of(tx, person).await?;
    tx.exec_all(sql::of_person(person)).await?;
    let now = tx.now();
    tx.destroy_key(&person, now).await?;
    Ok(())
}

async fn erase_maker(tx: &mut Tx, maker: MakerId) -> Result<(), ErasureError> {
    makers::act::close_in(tx, maker, "mart", WHY).await.map_err(stuck)?;
    bank_proof::stop_for_good(tx, maker).await.map_err(stuck)?;
    quality::drop_all(tx, maker, WHY).await?;
    proposals::take_back_all(tx, maker).await.map_err(stuck)?;
    quality::forget_photos(tx, &maker.to_string()).await.map_err(stuck)?;
    clips::forget_voices(tx, maker).await.map_err(stuck)?;
    let records = sql::records_of_maker(tx, maker).await?;
    erase_records(tx, &records).await?;
    for (case,) in sql::cases_of(tx, maker).await? {
        erase_case(tx, case).await?;
    }
    let pictures = sql::pictures_only_of(tx, maker).await?;
    // What buyers have ordered by stays to be seen; where it was photographed does not.
    for (photo,) in sql::photos_of_goods(tx, maker).await? {
        jobs::put(tx, FORGET_PICTURE, &format!("original {photo}"), &format!("\"{photo}\"")).await?;
    }
    tx.exec_all(sql::of_maker(maker)).await?;
    erase_pictures(tx, &pictures).await?;
    let now = tx.now();
    tx.destroy_key(&maker, now).await?;
    tx.catalogue_changed();
    Ok(())
}

async fn erase_case(tx: &mut Tx, case: CaseId) -> Result<(), ErasureError> {
    cases::rest_for_good(tx, case, WHY).await.map_err(stuck)?;
    matching::forget(tx, case).await?;
    let records = sql::records_of_case(tx, case).await?;
    erase_records(tx, &records).await?;
    tx.exec_all(sql::of_case(case)).await?;
    let now = tx.now();
    tx.destroy_key(&case, now).await?;
    Ok(())
}

async fn erase_records(tx: &mut Tx, records: &[(FieldRecordId,)]) -> Result<(), ErasureError> {
    for (record,) in records {
        fieldwork::drop_for_good(tx, *record, Actor::Mart).await.map_err(stuck)?;
        let faces = sql::faces_only_of(tx, *record).await?;
        erase_pictures(tx, &faces).await?;
        tx.exec_all(sql::of_record(*record)).await?;
        let now = tx.now();
        tx.destroy_key(record, now).await?;
    }
    Ok(())
}

/// Their rows go now, their files by a message.
async fn erase_pictures(tx: &mut Tx, pictures: &[(String,)]) -> Result<(), ErasureError> {
    for (picture,) in pictures {
        tx.exec_all(sql::of_picture(picture)).await?;
        jobs::put(tx, FORGET_PICTURE, picture, &format!("\"{picture}\"")).await?;
    }
    Ok(())
}

/// Something that hangs together with her did not end: the wish stands and is looked at again.
fn stuck(cause: impl std::fmt::Display) -> ErasureError {
    ErasureError::Stuck(cause.to_string())
}
