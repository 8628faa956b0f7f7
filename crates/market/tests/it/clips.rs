//! A maker's voice and recorded lessons: heard once a second person has listened, gone without a trace when taken down.

use kernel::Words;
use kernel::ids::{ClipId, PersonId};
use market::accounts::Blocks;
use market::clips::{self, About, ClipError, ClipEvent, FORGET_CLIP, Medium, New, Side};
use store::{chance, on_each_engine, sql, testing::Fresh};

use crate::town::Town;

/// The block Sunita and Ramesh live in, and another.
fn officer(block: &str) -> Side {
    Side::Officer(Blocks(vec![block.to_owned()]))
}

struct Sent<'a> {
    who: &'a str,
    side: &'a Side,
    about: &'a About,
    says: &'a str,
}

impl Town {
    async fn puts_up(&self, sent: Sent<'_>) -> Result<ClipId, ClipError> {
        let new = New {
            id: chance::id(self.db.now()),
            about: sent.about.clone(),
            medium: Medium::Ogg,
            bytes: 40_000,
            words: Words::new(sent.says, ""),
        };
        clips::put_up(&self.db, (self.person(sent.who).await, sent.side), &new).await.map(|()| new.id)
    }

    async fn is_heard(&self, about: &About) -> Option<String> {
        let mut read = self.read().await;
        let heard = match about {
            About::Voice(maker) => clips::voice_of(&mut read, *maker).await.expect("asks"),
            About::Lesson(key) => clips::lessons_heard(&mut read).await.expect("asks").remove(key),
        };
        heard.map(|heard| heard.words.hi)
    }

    async fn may_be_heard(&self, who: PersonId, side: &Side, id: ClipId) -> Result<(), ClipError> {
        clips::decide(&self.db, (who, side), id, ClipEvent::Shows).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_an_officer_recorded_waits_for_the_makers_yes() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (sunita, anjali) = (town.person("Sunita").await, town.person("Anjali").await);
        let about = About::Voice(town.maker("Sunita"));
        let (hers, ours, others) = (Side::Maker(town.maker("Sunita")), officer("2201"), officer("3082"));
        let sent = |side, says| Sent { who: "Anjali", side, about: &about, says };

        let silent = town.puts_up(sent(&ours, " ")).await;
        assert!(matches!(silent, Err(ClipError::NoWords)), "who does not hear reads nothing: {silent:?}");
        let foreign = town.puts_up(sent(&others, "मैं पेड़ा बनाती हूँ")).await;
        assert!(matches!(foreign, Err(ClipError::Missing)), "{foreign:?}");
        let id = town.puts_up(sent(&ours, "मैं पेड़ा बनाती हूँ")).await.expect("put up");
        assert_eq!(town.is_heard(&about).await, None, "she has not said yes");
        assert_eq!(town.told("sms-voice").await, 1, "she is told");
        let herself = town.may_be_heard(anjali, &ours, id).await;
        assert!(matches!(herself, Err(ClipError::AnotherPerson)));
        let ramesh = Side::Maker(town.maker("Ramesh"));
        let stranger = town.may_be_heard(sunita, &ramesh, id).await;
        assert!(matches!(stranger, Err(ClipError::Missing)));

        town.may_be_heard(sunita, &hers, id).await.expect("she says yes");
        assert_eq!(town.is_heard(&about).await.as_deref(), Some("मैं पेड़ा बनाती हूँ"));
        let twice = town.may_be_heard(sunita, &hers, id).await;
        assert!(matches!(twice, Err(ClipError::NotNow(_))));
        clips::decide(&town.db, (sunita, &hers), id, ClipEvent::Goes).await.expect("taken down");
        assert_eq!(town.is_heard(&about).await, None);
        assert_eq!(town.messages(FORGET_CLIP).await.len(), 1, "its file goes too");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn her_own_recording_takes_an_officers_ear_and_replaces_the_last() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (sunita, anjali) = (town.person("Sunita").await, town.person("Anjali").await);
        let about = About::Voice(town.maker("Sunita"));
        let (hers, ours) = (Side::Maker(town.maker("Sunita")), officer("2201"));
        for says in ["पहली", "दूसरी"] {
            let id =
                town.puts_up(Sent { who: "Sunita", side: &hers, about: &about, says }).await.expect("put up");
            let herself = town.may_be_heard(sunita, &hers, id).await;
            assert!(matches!(herself, Err(ClipError::AnotherPerson)));
            let elsewhere = town.may_be_heard(anjali, &officer("3082"), id).await;
            assert!(matches!(elsewhere, Err(ClipError::Missing)));
            town.may_be_heard(anjali, &ours, id).await.expect("heard");
            assert_eq!(town.is_heard(&about).await.as_deref(), Some(says));
        }
        assert_eq!(town.messages(FORGET_CLIP).await.len(), 1, "the first is replaced");
        for says in ["क", "ख", "ग"] {
            town.puts_up(Sent { who: "Sunita", side: &hers, about: &about, says }).await.expect("put up");
        }
        let many = town.puts_up(Sent { who: "Sunita", side: &hers, about: &about, says: "घ" }).await;
        assert!(matches!(many, Err(ClipError::ManyWait)));
        town.is_sound().await;
        town.suffers(&[(sql!("update clip set version = version + 1 where state = 'shown'"), vec![])]).await;
        assert!(!town.breaches().await.is_empty(), "a change nobody noted is found");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lesson_is_heard_once_another_officer_has_listened() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let about = About::Lesson("loose-packing".to_owned());
        let (ours, hers) = (officer("2201"), Side::Maker(town.maker("Sunita")));
        let none = About::Lesson("dancing".to_owned());
        for (side, about) in [(&ours, &none), (&hers, &about)] {
            let refused = town.puts_up(Sent { who: "Anjali", side, about, says: "ऐसे" }).await;
            assert!(matches!(refused, Err(ClipError::Missing)), "{about:?}");
        }
        let id = town
            .puts_up(Sent {
                who: "Anjali", side: &ours, about: &about, says: "ऐसे पैक करें"
            })
            .await
            .expect("put up");
        let herself = town.may_be_heard(town.person("Anjali").await, &ours, id).await;
        assert!(matches!(herself, Err(ClipError::AnotherPerson)));
        town.may_be_heard(town.person("Vikas").await, &officer("3082"), id).await.expect("any officer may");
        assert_eq!(town.is_heard(&about).await.as_deref(), Some("ऐसे पैक करें"));
        town.is_sound().await;
    });
}
