//! What changes about goods only after a second person has looked at it: far prices, words, photos, sizes.

use kernel::ids::{Id, ProductId, ProposalId, VariantId};
use kernel::{Limit, Paise, Words};
use market::accounts::{Blocks, DepartmentKey};
use market::audit::Part;
use market::catalogue::own::{self, OwnError, Priced};
use market::catalogue::{own_photo, read as catalogue};
use market::proposals::{
    self, Event, Field, NotNow, Proposal, ProposalError, Proposed, Proposer, Reviewer, State, Subject, Topic,
    Unfit, Whose,
};
use market::quotes::QuoteError;
use store::{on_each_engine, params, sql, testing::Fresh, transaction};

use crate::town::{DEOGHAR, Town};

fn here() -> Blocks {
    Blocks(vec!["2201".to_owned()])
}

fn elsewhere() -> Blocks {
    Blocks(vec!["9999".to_owned()])
}

impl Town {
    async fn wants_price(&self, paise: i64) -> Result<Priced, OwnError> {
        let (person, variant) = (self.person("Sunita").await, self.good("lac bangles"));
        own::set_price(&self.db, person, self.maker("Sunita"), variant, Paise(paise)).await
    }

    async fn price_of(&self, good: &str) -> Paise {
        let found = catalogue::for_sale(&mut self.read().await, &[self.good(good)]).await.expect("asks");
        found[0].price
    }

    async fn reviewer(&self, who: &str) -> Reviewer {
        Reviewer::officer(self.person(who).await, here())
    }

    async fn to_look_at(&self) -> Vec<Proposal> {
        let reviewer = self.reviewer("Anjali").await;
        proposals::waiting(&mut self.read().await, &reviewer).await.expect("lists")
    }

    /// Sunita types into the form of her bangles.
    async fn sunita_writes(
        &self,
        subject: Subject,
        typed: &[(Field, &str)],
    ) -> Result<Proposed, ProposalError> {
        let by = Proposer { person: self.person("Sunita").await, part: Part::Maker };
        let typed: Vec<_> = typed.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        let whose = Whose::Maker(self.maker("Sunita"));
        proposals::propose(&self.db, by, whose, "lac-bangles", subject, &typed).await
    }

    /// An officer types into it for her.
    async fn officer_writes(
        &self,
        who: &str,
        subject: Subject,
        typed: &[(Field, &str)],
    ) -> Result<Proposed, ProposalError> {
        let by = Proposer { person: self.person(who).await, part: Part::Officer };
        let typed: Vec<_> = typed.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        proposals::propose(&self.db, by, Whose::Blocks(&here()), "lac-bangles", subject, &typed).await
    }

    async fn bangles_are_called(&self) -> Words {
        let page = catalogue::product_page(&mut self.read().await, "lac-bangles").await.expect("asks");
        page.expect("a page").facts.name
    }
}

fn waits(proposed: Proposed) -> ProposalId {
    match proposed {
        Proposed::Waits(id) => id,
        Proposed::Live(id) => panic!("{id} is seen at once"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_rises_far_waits_for_an_officer_of_her_block() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert_eq!(town.wants_price(300_00).await.expect("taken"), Priced::Asked);
        assert_eq!(town.price_of("lac bangles").await, Paise(250_00), "the old one holds");
        let first = town.to_look_at().await.remove(0);
        assert_eq!(town.wants_price(320_00).await.expect("taken"), Priced::Asked, "the newer wish counts");
        let wait = town.to_look_at().await;
        let changes = proposals::changes(&mut town.read().await, wait[0].id).await.expect("asks");
        assert_eq!((wait.len(), changes[0].from.as_str(), changes[0].to.as_str()), (1, "25000", "32000"));

        let anjali = town.reviewer("Anjali").await;
        let stale = proposals::approve(&town.db, &anjali, first.id).await;
        assert!(matches!(stale, Err(ProposalError::Newer(id)) if id == wait[0].id), "{stale:?}");
        assert_eq!(town.price_of("lac bangles").await, Paise(250_00), "what nobody looked at is not seen");

        let strange = Reviewer::officer(anjali.person, elsewhere());
        let strange = proposals::approve(&town.db, &strange, wait[0].id).await;
        assert!(matches!(strange, Err(ProposalError::Missing)), "another block's officer: {strange:?}");
        let herself = town.reviewer("Sunita").await;
        let herself = proposals::approve(&town.db, &herself, wait[0].id).await;
        assert!(matches!(herself, Err(ProposalError::SamePerson)), "nobody decides her own: {herself:?}");

        proposals::approve(&town.db, &anjali, wait[0].id).await.expect("looked at");
        assert_eq!(town.price_of("lac bangles").await, Paise(320_00));
        assert_eq!(town.told("sms-price-approved").await, 1);
        let again = proposals::refuse(&town.db, &anjali, wait[0].id, "too late").await;
        let decided = NotNow { from: State::Approved, event: Event::Refuses };
        assert!(matches!(again, Err(ProposalError::NotNow(now)) if now == decided), "{again:?}");
        let more = town.wants_price(350_00).await.expect("taken");
        assert_eq!(more, Priced::Asked, "within a tenth, but above the MRP on the pack");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_is_refused_or_taken_back_changes_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.wants_price(300_00).await.expect("asked");
        assert_eq!(town.wants_price(250_00).await.expect("taken back"), Priced::Same);
        assert!(town.to_look_at().await.is_empty());
        town.minutes_pass(1);
        town.wants_price(300_00).await.expect("asked");
        let wait = town.to_look_at().await;
        let anjali = town.reviewer("Anjali").await;
        let wordless = proposals::refuse(&town.db, &anjali, wait[0].id, " ").await;
        assert!(matches!(wordless, Err(ProposalError::NoWords)));
        proposals::refuse(&town.db, &anjali, wait[0].id, "बाज़ार में 260 का है").await.expect("decides");
        assert_eq!(town.price_of("lac bangles").await, Paise(250_00));
        assert_eq!(town.told("sms-change-refused").await, 1);
        let product = town.product_of("lac bangles").await;
        let told = proposals::last_refused(&mut town.read().await, product).await.expect("asks");
        assert_eq!(told.expect("she reads why").reason, "बाज़ार में 260 का है");
        town.wants_price(240_00).await.expect("lower");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_sunita_writes_of_her_bangles_is_seen_once_the_head_has_read_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let before = town.bangles_are_called().await;
        let typed = [(Field::NameHi, "  लाल   लहठी "), (Field::WordsHi, "शुद्ध लाख की"), (Field::CareHi, "")];
        let id = waits(town.sunita_writes(Subject::Words, &typed).await.expect("taken"));
        assert_eq!(town.bangles_are_called().await, before, "buyers see the version that was looked at");
        let nothing = town.sunita_writes(Subject::Words, &[(Field::NameHi, &before.hi)]).await;
        assert!(matches!(nothing, Err(ProposalError::Nothing)));

        let person = town.person("Head").await;
        let strange = Reviewer::head(person, DepartmentKey::Industries);
        let strange = proposals::approve(&town.db, &strange, id).await;
        assert!(matches!(strange, Err(ProposalError::Missing)), "another department's maker");
        let (department,): (DepartmentKey,) = {
            let asked = sql!("select department from maker_case where maker_id = $1");
            town.read().await.one(asked, params![town.maker("Sunita")]).await.expect("asks")
        };
        let head = Reviewer::head(person, department);
        proposals::approve(&town.db, &head, id).await.expect("read");
        assert_eq!(town.bangles_are_called().await.hi, "लाल लहठी");
        assert_eq!(town.told("sms-change-approved").await, 1);
        let product = town.product_of("lac bangles").await;
        let history = proposals::history(&mut town.read().await, product).await.expect("lists");
        assert_eq!((history[0].becomes, history[0].asked_as), (Some(2), Part::Maker));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_never_publishes_what_was_not_looked_at() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let id = waits(
            town.officer_writes("Anjali", Subject::Words, &[(Field::NameHi, "लहठी")]).await.expect("taken"),
        );
        let own = proposals::approve(&town.db, &town.reviewer("Anjali").await, id).await;
        assert!(matches!(own, Err(ProposalError::SamePerson)), "an officer does not approve what she wrote");
        // Somebody with the keys of the database changes the name meanwhile.
        let product = town.product_of("lac bangles").await;
        town.suffers(&[(sql!("update product set name_hi = 'other' where id = $1"), params![product])]).await;
        let birsa = town.reviewer("Birsa").await;
        let changed = proposals::approve(&town.db, &birsa, id).await;
        assert!(matches!(changed, Err(ProposalError::Changed)), "{changed:?}");
        assert_eq!(town.bangles_are_called().await.hi, "other");
        for (typed, why) in
            [((Field::NameHi, ""), Unfit::Missing), ((Field::NameEn, "Call 2345 6789 0124"), Unfit::Aadhaar)]
        {
            let refused = town.officer_writes("Anjali", Subject::Words, &[typed, (Field::NameEn, "")]).await;
            assert!(
                matches!(&refused, Err(ProposalError::Unfit(all)) if all.iter().any(|(_, is)| *is == why)),
                "{refused:?}"
            );
        }
        let by = Proposer { person: town.person("Anjali").await, part: Part::Officer };
        let (words, there) = ([(Field::NameHi, "x y".to_owned())], elsewhere());
        let strange =
            proposals::propose(&town.db, by, Whose::Blocks(&there), "lac-bangles", Subject::Words, &words)
                .await;
        assert!(matches!(strange, Err(ProposalError::Missing)), "another block's officer");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_translation_is_seen_at_once_unless_somebody_may_be_harmed_by_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let product = town.product_of("lac bangles").await;
        let bare = sql!(
            "update product set name_en = '', ingredients_hi = 'लाख', ingredients_en = '' where id = $1"
        );
        town.suffers(&[(bare, params![product])]).await;
        let hers = town.sunita_writes(Subject::Words, &[(Field::NameEn, "Lac bangles of Deoghar")]).await;
        waits(hers.expect("a maker's own words are looked at"));
        let desk = async || {
            let (mut read, most) = (town.read().await, kernel::Limit::of(10));
            let lacks = proposals::untranslated(&mut read, &here(), "", most).await.expect("lists");
            (
                lacks[0].slug.clone(),
                lacks[0].lacks,
                proposals::translated(&mut read, &here(), "bangle").await.expect("counts"),
            )
        };
        let (slug, lacks, counts) = desk().await;
        assert_eq!((slug.as_str(), counts), ("lac-bangles", (2, 1)), "what lacks most comes first");
        let live = town.officer_writes("Anjali", Subject::Words, &[(Field::NameEn, "Lac bangles")]).await;
        assert_eq!(desk().await.1, lacks - 1, "one text less is missing");
        assert!(matches!(live, Ok(Proposed::Live(_))), "{live:?}");
        assert_eq!(town.bangles_are_called().await.en, "Lac bangles");
        let food = town.officer_writes("Anjali", Subject::Words, &[(Field::IngredientsEn, "Lac")]).await;
        waits(food.expect("taken"));
        town.is_sound().await;
        let forged = sql!(
            "update proposal_change set from_text = 'Milk' where field = 'name_en' and to_text = 'Lac bangles'"
        );
        town.suffers(&[(forged, params![])]).await;
        let breaches = town.breaches().await;
        assert!(
            breaches.iter().any(|check| check.name.starts_with("every version of a good")),
            "{breaches:#?}"
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_photo_is_seen_once_it_was_looked_at() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (person, sunita) = (town.person("Sunita").await, town.maker("Sunita"));
        let product = town.product_of("lac bangles").await;
        let kept: Result<(), store::DbError> = transaction!(town.db, tx => {
            tx.put(sql!("insert into picture (id, kind, added_at_ms) values ('one', 'photo', 1)"), params![]).await?;
            tx.put(
                sql!("insert into own_photo (product_id, picture_id, added_by, added_at_ms) values ($1, 'one', $2, 1)"),
                params![product, person],
            )
            .await
        });
        kept.expect("put up");
        let alt = Words::new("लाख की चूड़ी", "Lac bangles");
        own_photo::describe(&town.db, person, sunita, "lac-bangles", &alt).await.expect("described");
        let shown = async || {
            let page = catalogue::product_page(&mut town.read().await, "lac-bangles").await.expect("asks");
            page.expect("a page").pictures.into_iter().map(|picture| picture.id).collect::<Vec<_>>()
        };
        assert!(shown().await.is_empty());
        let wait = town.to_look_at().await;
        assert_eq!(wait[0].topic, Topic::Photo);
        proposals::approve(&town.db, &town.reviewer("Anjali").await, wait[0].id).await.expect("looked at");
        assert_eq!(shown().await, ["one"]);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_size_is_added_and_one_that_ends_stays_on_old_orders() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let product: ProductId = town.product_of("lac bangles").await;
        let size = [
            (Field::LabelHi, "2.6 इंच"),
            (Field::LabelEn, "2.6 inch"),
            (Field::Price, "275"),
            (Field::Mrp, "300"),
            (Field::Weight, "220"),
            (Field::Length, "9.5"),
            (Field::Breadth, "9.5"),
            (Field::Height, "4"),
            (Field::Making, "stock"),
            (Field::Pieces, "7"),
        ];
        let last = own::end_size(
            &town.db,
            Proposer { person: town.person("Sunita").await, part: Part::Maker },
            town.maker("Sunita"),
            town.good("lac bangles"),
        )
        .await;
        assert!(matches!(last, Err(OwnError::LastSize)), "a good has one size at least");
        let id = waits(town.sunita_writes(Subject::NewSize, &size).await.expect("taken"));
        let sizes = async || {
            catalogue::product_page(&mut town.read().await, "lac-bangles")
                .await
                .expect("asks")
                .expect("a page")
                .variants
        };
        assert_eq!(sizes().await.len(), 1, "nobody has looked at it");
        proposals::approve(&town.db, &town.reviewer("Anjali").await, id).await.expect("looked at");
        let new = sizes().await.remove(1);
        assert_eq!((new.free, new.price, new.length_mm, new.product), (7, Paise(275_00), 95, product));

        let above = town.sunita_writes(Subject::Size(new.id), &[(Field::Mrp, "270")]).await;
        assert!(matches!(above, Err(ProposalError::Unfit(_))), "below its own price: {above:?}");
        let nobodys = VariantId::new(kernel::Time(1), [7; 10]);
        let strange = town.sunita_writes(Subject::Size(nobodys), &[(Field::LabelHi, "x y")]).await;
        assert!(matches!(strange, Err(ProposalError::Missing)));

        let (by, sunita) =
            (Proposer { person: town.person("Sunita").await, part: Part::Maker }, town.maker("Sunita"));
        own::end_size(&town.db, by, sunita, town.good("lac bangles")).await.expect("ended");
        assert_eq!(sizes().await.len(), 1);
        let refused = town.quote(&[("lac bangles", 1)], DEOGHAR).await;
        assert!(matches!(refused, Err(QuoteError::NotSold(_))), "{refused:?}");
        assert_eq!(town.view(&bought).await.lines.len(), 1, "what was ordered stays ordered");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_rises_far_is_looked_at_by_the_head_who_carries_her_case() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        market::cases::open_missing(&town.db).await.expect("cases");
        let id = market::cases::of_maker(&mut town.read().await, town.maker("Sunita")).await;
        let id = id.expect("asks").expect("has one");
        let view = market::cases::case(&mut town.read().await, &market::cases::Scope::District, id).await;
        let department = view.expect("asks").expect("is there").head.department;
        let other = DepartmentKey::ALL.iter().copied().find(|key| *key != department).expect("several");
        assert_eq!(town.wants_price(290_00).await.expect("taken"), Priced::Asked);
        let meera = town.person("Meera").await;
        let strange = Reviewer::head(meera, other);
        assert!(proposals::waiting(&mut town.read().await, &strange).await.expect("lists").is_empty());
        let head = Reviewer::head(meera, department);
        let wait = proposals::waiting(&mut town.read().await, &head).await.expect("lists").remove(0);
        assert_eq!(wait.topic, Topic::Price);
        let refused = proposals::approve(&town.db, &strange, wait.id).await;
        assert!(matches!(refused, Err(ProposalError::Missing)), "another department's head: {refused:?}");
        assert_eq!(town.price_of("lac bangles").await, Paise(250_00), "nobody pays more before");
        proposals::approve(&town.db, &head, wait.id).await.expect("looked at");
        assert_eq!(town.price_of("lac bangles").await, Paise(290_00));
        assert_eq!(town.told("sms-price-approved").await, 1);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_turns_the_pages_of_her_goods_and_sees_each_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = proposals::goods_in(&mut town.read().await, &here(), ("", &after), Limit::of(3)).await;
            let Some(last) = page.as_ref().expect("lists").last() else { break };
            after = last.product.to_string();
            seen.extend(page.expect("lists").into_iter().map(|good| good.product));
        }
        let whole = proposals::goods_in(&mut town.read().await, &here(), ("", ""), Limit::of(100)).await;
        let whole: Vec<ProductId> = whole.expect("lists").into_iter().map(|good| good.product).collect();
        assert!(whole.len() > 6, "several pages");
        assert_eq!(seen, whole);
    });
}
