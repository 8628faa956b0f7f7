//! What a record is held against: the template of its craft, in the version it names.

use kernel::Words;
use store::{DbError, Read};

use super::answers::Answers;
use super::rules::Reader;
use super::wrong::Why;
use crate::templates::{self, Answer, Eaten, Held, How, Question, Stamp};

kernel::codes! {
    /// What an officer finds at one check.
    pub enum Finding {
        /// It is as it should be.
        Right = "right",
        /// It must be mended; the good may be sold once it is.
        Mend = "mend",
        /// It must not be sold; a photo shows why.
        Stop = "stop",
    }
}

/// Whether the questions of the craft were asked: a phone that had not yet heard of them could not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// They were.
    Yes,
    /// The record comes from a page older than they are.
    NotYet,
}

/// What a record is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// The version, with the parts for its craft.
    pub held: Held,
    /// Whether its questions were asked.
    pub asked: Asked,
}

/// What a record of a good of this craft is held against: the version it names, though another holds now; the first one if
/// it names none. `None` for a version that never was, or of another craft.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn standard_of(
    read: &mut Read,
    craft: &str,
    answers: &Answers,
) -> Result<Option<Standard>, DbError> {
    let named = answers.get("template");
    if named.is_empty() {
        let Some(now) = templates::of_craft(read, craft).await? else { return Ok(None) };
        let first = Stamp { version: 1, ..now.stamp.clone() };
        let held = templates::of_stamp(read, &first, craft).await?.unwrap_or(now);
        return Ok(Some(Standard { held, asked: Asked::NotYet }));
    }
    let Ok(stamp) = named.parse::<Stamp>() else { return Ok(None) };
    let held = templates::of_stamp(read, &stamp, craft).await?;
    Ok(held.map(|held| Standard { held, asked: Asked::Yes }))
}

/// Whether the good is one people eat: of a family that makes nothing else, or because the officer says so.
pub fn is_eaten(eaten: Eaten, answers: &Answers) -> bool {
    match eaten {
        Eaten::Always => true,
        Eaten::Asked => matches!(answers.get("veg"), "yes" | "no"),
        Eaten::Never => false,
    }
}

/// The questions of a record that are a craft's own, in their order.
pub const fn question_keys() -> &'static [&'static str] {
    &["ask_1", "ask_2", "ask_3", "ask_4", "ask_5", "ask_6", "ask_7", "ask_8"]
}

/// The most a count can be.
const COUNT_MOST: u32 = 1_000_000;
/// Letters of an answer in words.
const LETTERS_MOST: usize = 120;

/// The answers to a craft's questions, in words that stay with the good.
pub(super) fn answered(reader: &mut Reader<'_>, standard: &Standard) -> Vec<Answer> {
    let questions = standard.held.template.asked();
    let mut all = Vec::new();
    for (key, question) in question_keys().iter().zip(&questions) {
        let typed = reader.answers.get(key);
        if typed.is_empty() {
            if question.needed && standard.asked == Asked::Yes {
                reader.wrong::<()>(key, Why::Missing);
            }
            continue;
        }
        match words_of(question, typed) {
            Ok(words) => {
                let (label, shown) = (question.words.clone(), question.shown);
                all.push(Answer { key: question.key.clone(), label, words, shown });
            }
            Err(why) => {
                reader.wrong::<()>(key, why);
            }
        }
    }
    all
}

/// An answer as people read it.
///
/// # Errors
/// Why it does not do.
pub fn words_of(question: &Question, typed: &str) -> Result<Words, Why> {
    match question.how {
        How::Choice => {
            let chosen = question.choices.iter().find(|choice| choice.key == typed);
            chosen.map(|choice| choice.words.clone()).ok_or(Why::NotAChoice)
        }
        How::Count => {
            let plain = kernel::digits::ascii_digits(typed).replace([',', ' '], "");
            let count: u32 = plain.parse().map_err(|_| Why::NotANumber)?;
            if !(1..=COUNT_MOST).contains(&count) {
                return Err(Why::NotANumber);
            }
            let said = |unit: &str| {
                format!("{} {unit}", kernel::digits::grouped(u64::from(count))).trim().to_owned()
            };
            Ok(Words::new(said(&question.unit.hi), said(&question.unit.en)))
        }
        How::Words if typed.chars().count() > LETTERS_MOST => Err(Why::NotAChoice),
        How::Words => Ok(Words::new(typed, "")),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::intake::files;

    /// What is shipped for a craft of a family, as its first version.
    pub(in crate::fieldwork) fn shipped(family: &str, craft: &str) -> Standard {
        let text = files::text(&format!("data/templates/{family}.toml"));
        let template = templates::read_text(family, &text).expect("reads").for_craft(craft);
        let stamp = Stamp { family: family.to_owned(), version: 1 };
        Standard { held: Held { stamp, template }, asked: Asked::Yes }
    }

    #[test]
    fn an_answer_is_kept_in_the_words_it_was_given_to() {
        let asked = shipped("lac", "lac").held.template.asked();
        let question = |key: &str| asked.iter().find(|q| q.key == key).expect("asked");
        assert_eq!(words_of(question("unit"), "pair"), Ok(Words::new("जोड़ी", "pair")));
        assert_eq!(words_of(question("unit"), "heap"), Err(Why::NotAChoice));
        assert_eq!(words_of(question("width"), "१२"), Ok(Words::new("12 मिलीमीटर", "12 mm")));
        assert_eq!(words_of(question("width"), "wide"), Err(Why::NotANumber));
    }
}
