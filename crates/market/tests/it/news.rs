//! News by SMS: only who said yes gets it, one tap stops it, and nobody sends it alone.

use kernel::{Lang, Words};
use market::news::{self, A_MONTH, Decision, NewLetter, NewsError, SEND};
use store::{on_each_engine, testing::Fresh};

use crate::town::Town;

impl Town {
    async fn writes_news(&self, who: &str, once: &str) -> kernel::ids::NewsLetterId {
        let words = Words::new("राखी की थालियाँ आ गईं", "Rakhi trays are here");
        let new = NewLetter { words, path: "/collections/rakhi", once };
        news::write(&self.db, self.person(who).await, &new).await.expect("is written")
    }

    async fn sends_all(&self, id: kernel::ids::NewsLetterId) {
        while news::send_some(&self.db, id).await.expect("sends") {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_asked_hear_once_and_one_tap_stops_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, rahul) = (town.person("Anita").await, town.person("Rahul").await);
        news::agree(&town.db, anita, Lang::Hi).await.expect("says yes");
        news::agree(&town.db, anita, Lang::En).await.expect("twice is once");
        news::agree(&town.db, rahul, Lang::En).await.expect("says yes");
        let reader = news::reader(&mut town.read().await, rahul).await.expect("looks").expect("reads");
        news::stop(&town.db, &reader.code).await.expect("stops, without signing in");
        news::stop(&town.db, &reader.code).await.expect("twice is fine");
        assert!(matches!(news::stop(&town.db, "NOBODYSCODE0").await, Err(NewsError::Missing)));

        let letter = town.writes_news("Meena", "form-1").await;
        assert_eq!(letter, town.writes_news("Meena", "form-1").await, "the same press twice is one letter");
        assert!(town.messages(SEND).await.is_empty(), "nothing goes out unseen");
        let meena = town.person("Meena").await;
        let alone = news::decide(&town.db, meena, letter, Decision::Sends).await;
        assert!(matches!(alone, Err(NewsError::SamePerson)));
        let priya = town.person("Priya").await;
        news::decide(&town.db, priya, letter, Decision::Sends).await.expect("is sent");
        let again = news::decide(&town.db, priya, letter, Decision::Refuses).await;
        assert!(matches!(again, Err(NewsError::AlreadySo)));
        town.sends_all(letter).await;
        town.sends_all(letter).await;
        assert_eq!(town.told("sms-news").await, 1, "Anita hears once, Rahul not at all");
        let sent = news::letter(&mut town.read().await, letter).await.expect("looks").expect("a letter");
        assert_eq!((sent.sends, sent.sent), (Some(1), 1));

        news::stop_own(&town.db, anita).await.expect("stops on her page");
        assert_eq!(news::readers(&mut town.read().await).await.expect("counts"), 0);
        news::agree(&town.db, anita, Lang::Hi).await.expect("says yes again");
        let anew = news::reader(&mut town.read().await, anita).await.expect("looks").expect("reads");
        assert!(anew.ended_at.is_none());
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_has_two_letters_and_what_is_refused_does_not_count() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let priya = town.person("Priya").await;
        let decide = async |once: &str, decision| {
            let letter = town.writes_news("Meena", once).await;
            news::decide(&town.db, priya, letter, decision).await
        };
        decide("refused", Decision::Refuses).await.expect("is refused");
        for number in 0..A_MONTH {
            decide(&format!("sent {number}"), Decision::Sends).await.expect("is sent");
        }
        assert!(matches!(decide("one too many", Decision::Sends).await, Err(NewsError::Enough)));
        decide("refused again", Decision::Refuses).await.expect("refusing is always possible");
        town.minutes_pass(32 * 24 * 60);
        decide("next month", Decision::Sends).await.expect("is sent");
        let bad = NewLetter { words: Words::new("", "x"), path: "/x", once: "bad" };
        let bad = news::write(&town.db, priya, &bad).await;
        assert!(matches!(bad, Err(NewsError::Bad("news_hi"))));
    });
}
