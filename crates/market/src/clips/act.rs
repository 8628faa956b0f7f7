//! The verbs of recordings, and what pages ask of them.

use std::collections::HashMap;

use kernel::ids::{ClipId, MakerId, PersonId};
use kernel::{Limit, Words};
use store::{Db, DbError, Read, Tx, jobs, transaction};

use super::{About, Clip, ClipError, ClipEvent, ClipState, Heard, Medium, Side, Sort, sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::{makers, notices, training};

/// The kind of outbox message that removes the file of a recording that is gone.
pub const FORGET_CLIP: &str = "forget_clip";
/// Letters of what is said.
const WORDS_MOST: usize = 2_000;
/// Recordings about one thing that nobody has listened to.
const WAIT_MOST: usize = 3;
/// Recordings of a list.
const LIST: Limit = Limit::of(100);

/// The name of a recording's file among the blobs.
pub fn file_name(id: ClipId, medium: Medium) -> String {
    format!("clips/{}.{medium}", id.to_string().replace('_', "-"))
}

/// A recording whose file is there already.
#[derive(Clone, Debug)]
pub struct New {
    /// Its id; its file is named after it.
    pub id: ClipId,
    /// What it is about.
    pub about: About,
    /// What it is.
    pub medium: Medium,
    /// How long its file is.
    pub bytes: usize,
    /// What is said; in one language at least.
    pub words: Words,
}

/// Somebody puts up a recording; a second person has yet to listen. A maker whose officer did so hears of it by SMS.
///
/// # Errors
/// [`ClipError::Missing`], [`ClipError::NoWords`], [`ClipError::ManyWait`].
pub async fn put_up(db: &Db, (person, side): (PersonId, &Side), new: &New) -> Result<(), ClipError> {
    let said = |words: &str| words.trim().chars().take(WORDS_MOST).collect::<String>();
    let words = Words { hi: said(&new.words.hi), en: said(&new.words.en) };
    if words.hi.is_empty() && words.en.is_empty() {
        return Err(ClipError::NoWords);
    }
    transaction!(db, tx => {
        let maker = match (&new.about, side) {
            (About::Voice(maker), Side::Maker(own)) if maker == own => Some(*maker),
            (About::Voice(maker), Side::Officer(blocks))
                if sql::is_in(tx, *maker, &blocks.fenced()).await? => Some(*maker),
            (About::Lesson(key), Side::Officer(_)) if training::has_lesson(key) => None,
            (About::Voice(_) | About::Lesson(_), Side::Maker(_) | Side::Officer(_)) => {
                return Err(ClipError::Missing);
            }
        };
        let about = match &new.about {
            About::Voice(maker) => maker.to_string(),
            About::Lesson(key) => key.clone(),
        };
        if sql::living(tx, &about, ClipState::Waiting, LIST).await?.len() >= WAIT_MOST {
            return Err(ClipError::ManyWait);
        }
        let to = ClipState::Waiting.as_str();
        let entry = Entry { subject: new.id.to_string(), seq: 1, actor: actor(person, side), act: "clip.put_up", from: "", to, note: "" };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        let row = sql::NewRow { about: &about, maker, words: &words, by_maker: matches!(side, Side::Maker(_)) };
        sql::insert(tx, new, &row, person, &trail).await?;
        if let (Some(maker), Side::Officer(_)) = (maker, side) {
            ask(tx, maker, new.id).await?;
        }
        Ok(())
    })
}

/// The maker hears that her voice waits for her yes.
async fn ask(tx: &mut Tx, maker: MakerId, id: ClipId) -> Result<(), DbError> {
    let Some(maker) = makers::read::core(tx, maker).await? else { return Ok(()) };
    notices::tell(tx, &maker.mobile, maker.lang, "sms-voice", &id.to_string(), &[]).await
}

fn actor(person: PersonId, side: &Side) -> Actor {
    Actor::Person(person, if matches!(side, Side::Maker(_)) { Part::Maker } else { Part::Officer })
}

/// Somebody has listened: everybody may hear it, in place of what was heard till now; or it goes.
///
/// # Errors
/// [`ClipError::Missing`], [`ClipError::AnotherPerson`], [`ClipError::NotNow`], [`ClipError::Raced`].
pub async fn decide(
    db: &Db,
    (person, side): (PersonId, &Side),
    id: ClipId,
    event: ClipEvent,
) -> Result<(), ClipError> {
    transaction!(db, tx => {
        let clip = of_side(tx, side, id).await?.ok_or(ClipError::Missing)?;
        let row = sql::row(tx, id).await?.ok_or(ClipError::Missing)?;
        row.state.after(event)?;
        if event == ClipEvent::Shows {
            if !clip.waits_for(&person.to_string(), side) {
                return Err(ClipError::AnotherPerson);
            }
            for older in sql::living(tx, &clip.about, ClipState::Shown, LIST).await? {
                move_by(tx, Actor::Mart, &older, ClipEvent::Goes, None).await?;
            }
        }
        let decided = (event == ClipEvent::Shows).then_some(person);
        move_by(tx, actor(person, side), &row, event, decided).await?;
        tx.catalogue_changed();
        Ok(())
    })
}

async fn move_by(
    tx: &mut Tx,
    actor: Actor,
    row: &sql::ClipRow,
    event: ClipEvent,
    decided_by: Option<PersonId>,
) -> Result<(), ClipError> {
    let next = row.state.after(event)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    let moved = match next {
        ClipState::Shown => sql::show(tx, row, decided_by, &trail).await?,
        ClipState::Gone | ClipState::Waiting => sql::silence(tx, row, &trail).await?,
    };
    if !moved {
        return Err(ClipError::Raced);
    }
    if next == ClipState::Gone {
        let name = file_name(row.id, row.medium);
        jobs::put(tx, FORGET_CLIP, &name, &format!("\"{name}\"")).await?;
    }
    Ok(())
}

/// A maker is erased: her voice goes.
///
/// # Errors
/// [`ClipError`] if somebody changed one meanwhile, or the database fails.
pub(crate) async fn forget_voices(tx: &mut Tx, maker: MakerId) -> Result<(), ClipError> {
    for state in [ClipState::Waiting, ClipState::Shown] {
        for row in sql::living(tx, &maker.to_string(), state, LIST).await? {
            move_by(tx, Actor::Mart, &row, ClipEvent::Goes, None).await?;
        }
    }
    Ok(())
}

/// Whose recordings somebody looks after, as statements take it: the maker's id or none, her blocks or none.
fn scope(side: &Side) -> (String, String) {
    match side {
        Side::Maker(maker) => (maker.to_string(), String::new()),
        Side::Officer(blocks) => (String::new(), blocks.fenced()),
    }
}

async fn of_side(read: &mut Read, side: &Side, id: ClipId) -> Result<Option<Clip>, DbError> {
    let (maker, fenced) = scope(side);
    sql::clip(read, (&maker, &fenced), id).await
}

/// What somebody looks after, those first that wait: a maker her own voice, an officer those of her blocks and all lessons.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn looked_after(read: &mut Read, side: &Side) -> Result<Vec<Clip>, DbError> {
    let (maker, fenced) = scope(side);
    sql::looked_after(read, (&maker, &fenced), LIST).await
}

/// What everybody may hear of a maker.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn voice_of(read: &mut Read, maker: MakerId) -> Result<Option<Heard>, DbError> {
    Ok(sql::heard(read, Sort::Voice, &maker.to_string(), LIST)
        .await?
        .into_iter()
        .next()
        .map(|(_, heard)| heard))
}

/// The lessons that can be heard or seen, by their keys.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lessons_heard(read: &mut Read) -> Result<HashMap<String, Heard>, DbError> {
    Ok(sql::heard(read, Sort::Lesson, "", LIST).await?.into_iter().collect())
}

/// The file of a recording: for everybody once it is shown, before that for those who look after it. `side` is `None` for everybody.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn file_for(read: &mut Read, side: Option<&Side>, id: ClipId) -> Result<Option<Medium>, DbError> {
    let Some(side) = side else {
        let row = sql::row(read, id).await?;
        return Ok(row.filter(|row| row.state == ClipState::Shown).map(|row| row.medium));
    };
    Ok(of_side(read, side, id).await?.map(|clip| clip.heard.medium))
}
