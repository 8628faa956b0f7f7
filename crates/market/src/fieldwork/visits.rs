//! A visit: to somebody whose case is known, or to somebody met for the first time, whose case begins with it.
//!
//! It counts when its text and photo are here. Whoever may be the same person is told beside it and never decided: the case
//! is begun, and the officer merges it on its page if it is hers. A case that rests or is another's sends the visit back, and
//! nothing of it is lost.

use kernel::digits::ascii_digits;
use kernel::ids::CaseId;
use kernel::india::Mobile;
use kernel::{Day, Lang, Time, Words};
use store::{DbError, Read, Tx};

use super::answers::Answers;
use super::machine::Event;
use super::read::RecordRow;
use super::rules::{Reader, forbidden};
use super::take::{Difference, Differences, Looked, facts_of, step, told};
use super::wrong::{Why, Wrong};
use super::{FieldworkError, Kind, Officer, apply_sql};
use crate::accounts::Blocks;
use crate::cases::{self, By, CaseError, Found, Seen, Source, Spot};
use crate::makers::MakerKind;
use crate::matching::{self, Gender, Traits};

/// A visit is noted within a year.
const DAYS_MOST: i64 = cases::rules::VISIT_NOTED_WITHIN_DAYS;

/// Whom an officer visited.
#[derive(Clone, Debug)]
pub enum CaseOf {
    /// Somebody whose case is known.
    Known(CaseId),
    /// Somebody met for the first time.
    New(Box<Found>),
}

/// A visit whose answers are all there.
#[derive(Clone, Debug)]
pub struct Visited {
    /// Whom.
    pub whom: CaseOf,
    /// What was seen.
    pub seen: Seen,
}

/// The visit behind the answers; `recorded_at` by the phone's clock is its day where none is told.
///
/// # Errors
/// Every answer that is missing or wrong.
pub fn visit(
    answers: &Answers,
    mobile: &str,
    blocks: &Blocks,
    recorded_at: Time,
    today: Day,
) -> Result<Visited, Vec<Wrong>> {
    let mut reader = Reader { answers, wrongs: Vec::new() };
    forbidden(&mut reader, Kind::Visit);
    let whom = if answers.get("case").is_empty() {
        found(&mut reader, mobile, blocks).map(|found| CaseOf::New(Box::new(found)))
    } else {
        reader.choice("case").map(CaseOf::Known)
    };
    let is_near = |day: &Day| *day <= today && *day >= today.plus(-DAYS_MOST);
    let day = match answers.get("visited") {
        // A phone whose clock is wrong has recorded it today, as far as anybody knows.
        "" => Some(recorded_at.day()).filter(is_near).or(Some(today)),
        typed => Day::from_iso(&ascii_digits(typed)).filter(is_near),
    };
    if day.is_none() {
        reader.wrongs.push(Wrong { key: "visited", why: Why::NotPast });
    }
    let text = |key: &str| answers.get(key).chars().take(cases::rules::NOTE_MOST).collect::<String>();
    let seen = Seen {
        day: day.unwrap_or(today),
        place: text("place"),
        spot: spot(answers),
        tools: text("tools"),
        sample_seen: text("sample_seen"),
        crafts: text("crafts"),
        years: number_or_none(&mut reader, "years", 100),
        capacity_per_week: number_or_none(&mut reader, "per_week", 1_000_000),
        raw_material: text("raw_material"),
        who_makes: text("who_makes"),
        note: text("visit_note"),
        once_key: None,
    };
    match whom {
        Some(whom) if reader.wrongs.is_empty() => Ok(Visited { whom, seen }),
        _ => Err(reader.wrongs),
    }
}

/// Somebody met for the first time. Of her, a name, a kind and a place are needed; a number is good to have.
fn found(reader: &mut Reader<'_>, mobile: &str, blocks: &Blocks) -> Option<Found> {
    let most = cases::rules::NAME_MOST;
    let name = reader.words("name_hi", "name_en");
    let kind = if reader.answers.get("maker_kind").is_empty() {
        Some(MakerKind::Person)
    } else {
        reader.choice("maker_kind")
    };
    let mobile = match mobile {
        "" => None,
        typed => Some(Mobile::typed(typed).or_else(|| reader.wrong("mobile", Why::NotAMobile))?),
    };
    let block = reader.needed("block");
    if !block.is_empty() && !blocks.cover(&block) {
        reader.wrongs.push(Wrong { key: "block", why: Why::OtherBlock });
    }
    let village = reader.words("village_hi", "village_en");
    let kin = reader.answers.get("kin").to_owned();
    let texts = [&name.hi, &name.en, &village.hi, &village.en, &kin];
    if texts.iter().any(|text| text.chars().count() > most) {
        reader.wrongs.push(Wrong { key: "name_hi", why: Why::NotAChoice });
    }
    let craft = reader.answers.get("craft").to_owned();
    let traits = Traits {
        kind: kind?,
        gender: Gender::Unknown,
        name,
        kin,
        mobile,
        village,
        block,
        craft,
        papers: Vec::new(),
    };
    let (group_name, note) = (String::new(), String::new());
    Some(Found { traits, group_name, lang: Lang::Hi, source: Source::Officer, note })
}

fn number_or_none(reader: &mut Reader<'_>, key: &'static str, most: i64) -> Option<i64> {
    (!reader.answers.get(key).is_empty()).then(|| reader.number(key, 0, most))
}

/// Where the phone says it was; what it says is taken only whole.
fn spot(answers: &Answers) -> Option<Spot> {
    let millionths = |key: &str, most: i64| {
        let (whole, part) = answers.get(key).split_once('.')?;
        let part: String = part.chars().chain(std::iter::repeat('0')).take(6).collect();
        let sign = if whole.starts_with('-') { -1 } else { 1 };
        let degrees: i64 = whole.parse().ok()?;
        let e6 = degrees.checked_mul(1_000_000)?.checked_add(sign * part.parse::<i64>().ok()?)?;
        (-most * 1_000_000..=most * 1_000_000).contains(&e6).then_some(e6)
    };
    let accuracy_m =
        answers.get("accuracy_m").parse().ok().filter(|metres| (0..=1_000_000).contains(metres))?;
    Some(Spot { lat_e6: millionths("lat", 90)?, lon_e6: millionths("lon", 180)?, accuracy_m })
}

/// Looks at a visit with what the mart knows.
pub(super) async fn look(
    tx: &mut Tx,
    officer: &Officer,
    answers: &Answers,
    mobile: &str,
) -> Result<Looked, DbError> {
    let now = tx.now();
    let read = visit(answers, mobile, &officer.post.blocks, now, now.day());
    let block = answers.get("block").chars().take(10).collect();
    let mut looked =
        Looked { block, maker: None, product: None, wrongs: Vec::new(), differences: Differences::default() };
    match read {
        Err(wrongs) => looked.wrongs = wrongs,
        Ok(Visited { whom: CaseOf::New(found), .. }) => {
            let traits = &found.traits;
            if !traits.craft.is_empty() && !apply_sql::is_craft(tx, &traits.craft).await? {
                looked.wrongs.push(Wrong { key: "craft", why: Why::NotAChoice });
            }
            looked.differences = Differences(may_be(tx, traits).await?);
        }
        Ok(Visited { whom: CaseOf::Known(case), .. }) => {
            match cases::to_visit(tx, &by(officer).scope, case).await? {
                Some(met) => (looked.block, looked.maker) = (met.block, met.maker),
                None => looked.wrongs.push(Wrong { key: "case", why: Why::NoCase }),
            }
        }
    }
    Ok(looked)
}

/// Whoever may be the same, side by side with who was met: a maker by her id, anybody else by her case.
pub(super) async fn may_be(read: &mut Read, traits: &Traits) -> Result<Vec<Difference>, DbError> {
    let lang = Lang::Hi;
    let shown = |name: &Words, village: &Words| format!("{}, {}", name.pick(lang), village.pick(lang));
    let then = shown(&traits.name, &traits.village);
    let suggestions = matching::suggest(read, traits, None).await?;
    let difference = |one: matching::Suggestion| Difference {
        what: "met".to_owned(),
        then: then.clone(),
        now: shown(&one.name, &one.village),
        maker: one.maker.map(|maker| maker.to_string()).unwrap_or_default(),
        case: one.case.to_string(),
    };
    Ok(suggestions.into_iter().map(difference).collect())
}

fn by(officer: &Officer) -> By {
    By::officer(officer.person, officer.post.clone())
}

/// Everything of a visit is here: it counts, once. If its case has come to rest meanwhile, the visit comes back instead.
pub(super) async fn settle(tx: &mut Tx, officer: &Officer, row: &RecordRow) -> Result<(), FieldworkError> {
    let looked = look(tx, officer, &row.answers, row.mobile()).await?;
    if !looked.wrongs.is_empty() {
        let reason = told(&looked.wrongs);
        let facts = super::sql::Facts { reason: &reason, ..facts_of(row) };
        return step(tx, officer, row, Event::SendsBack, row.state.after(Event::SendsBack)?, &facts).await;
    }
    let (by, today) = (by(officer), tx.now().day());
    let visited = visit(&row.answers, row.mobile(), &officer.post.blocks, row.recorded_at, today);
    let Visited { whom, seen } = visited.map_err(FieldworkError::Wrong)?;
    let case = match whom {
        CaseOf::New(found) => cases::identify_in(tx, &by, &found).await.map_err(refused)?,
        CaseOf::Known(case) => {
            let met = cases::to_visit(tx, &by.scope, case).await?;
            met.ok_or(FieldworkError::NoRecord)?.id
        }
    };
    let seen = Seen { once_key: Some(row.id.to_string()), ..seen };
    cases::visit_in(tx, &by, case, &seen).await.map_err(refused)?;
    step(tx, officer, row, Event::Counts, row.state.after(Event::Counts)?, &facts_of(row)).await
}

/// What the case says no to although it was looked at before.
pub(super) fn refused(cause: CaseError) -> FieldworkError {
    match cause {
        CaseError::Db(cause) => FieldworkError::Db(cause),
        CaseError::Raced => FieldworkError::Raced,
        _ => FieldworkError::Wrong(vec![Wrong { key: "case", why: Why::NoCase }]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sarath() -> Blocks {
        Blocks(vec!["3087".to_owned()])
    }

    fn read(given: &[(&str, &str)], mobile: &str) -> Result<Visited, Vec<Wrong>> {
        let answers = Answers::of(Kind::Visit, given.iter().copied());
        visit(&answers, mobile, &sarath(), Day(20_000).starts(), Day(20_000))
    }

    const MET: &[(&str, &str)] = &[("name_hi", "सुनीता देवी"), ("block", "3087"), ("village_hi", "सारठ")];

    #[test]
    fn somebody_met_needs_a_name_and_a_place_and_no_more() {
        let visited = read(MET, "").expect("whole");
        assert!(matches!(visited.whom, CaseOf::New(found) if found.traits.mobile.is_none()));
        assert_eq!((visited.seen.day, visited.seen.spot), (Day(20_000), None));
        let keys: Vec<_> = read(&[], "").expect_err("nothing is told").iter().map(|w| w.key).collect();
        assert_eq!(keys, ["name_hi", "block", "village_hi"]);
        assert_eq!(read(MET, "12").expect_err("no number"), [Wrong { key: "mobile", why: Why::NotAMobile }]);
    }

    #[test]
    fn a_visit_is_not_noted_for_tomorrow_nor_with_a_persons_number() {
        let with = |key, value| [MET, &[(key, value)]].concat();
        assert!(read(&with("visited", "2024-10-03"), "").is_ok());
        let wrongs = read(&with("visited", "2024-10-05"), "").expect_err("a day to come");
        assert_eq!(wrongs, [Wrong { key: "visited", why: Why::NotPast }]);
        let wrongs = read(&with("visit_note", "आधार 2341 2341 2346"), "").expect_err("refused");
        assert_eq!(wrongs, [Wrong { key: "visit_note", why: Why::Aadhaar }]);
    }

    #[test]
    fn where_the_phone_was_is_kept_in_millionths() {
        let place = [("lat", "24.2301"), ("lon", "-86.84025"), ("accuracy_m", "12")];
        let answers = Answers::of(Kind::Visit, place);
        assert_eq!(spot(&answers), Some(Spot { lat_e6: 24_230_100, lon_e6: -86_840_250, accuracy_m: 12 }));
        assert_eq!(
            spot(&Answers::of(Kind::Visit, [("lat", "91.0"), ("lon", "1.0"), ("accuracy_m", "1")])),
            None
        );
    }
}
