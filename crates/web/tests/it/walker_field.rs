//! What officers have recorded, for the walker: of her department, and of another's.

use kernel::ids::{FieldFileId, FieldRecordId, Id, MakerId, PersonId};
use kernel::india::Mobile;
use kernel::{BasisPoints, Paise, Time, Words};
use market::accounts::{Blocks, DepartmentKey, Post};
use market::audit::Part;
use market::bank_proof::{self, Proposal};
use market::bulk;
use market::clips;
use market::complaints::{self, Complainant, Filing};
use market::fieldwork::{self, Answers, Kind, Officer, Promised, Role, Sent};
use market::meetings::{self, Given};
use market::offers;
use market::proposals::{self, Field, Proposed, Proposer, Subject, Whose};
use market::reports::month_of;
use market::requests::{self, About};
use market::targets::{self, Setter, Way, What, Wish};
use store::{chance, params, sql};
use web::Thing;

use crate::api_town::Town;

/// Rows that an officer and the head of her department see, and rows of nobody else.
pub type Things = Vec<(Thing, String)>;

/// A listing whose photo is still on its way.
fn listing(block: &str) -> Sent {
    let given = [
        ("name_hi", "फूलो मुर्मू"),
        ("mobile", "9431077055"),
        ("block", block),
        ("village_hi", "सारठ"),
        ("pincode", "814149"),
        ("craft", "bamboo"),
        ("good_hi", "बाँस की डलिया"),
        ("length_cm", "7"),
        ("breadth_cm", "7"),
        ("height_cm", "2"),
        ("weight_g", "120"),
        ("making", "stock"),
        ("stock", "10"),
        ("material", "60"),
        ("hours", "1"),
        ("price", "250"),
    ];
    let photo = Promised {
        id: FieldFileId::new(Time(1), chance::bytes()),
        role: Role::Goods,
        position: 1,
        bytes: 9,
        sha256: "0".repeat(64),
    };
    let id = FieldRecordId::new(Time(1), chance::bytes());
    let answers = Answers::of(Kind::Listing, given);
    Sent { id, kind: Kind::Listing, recorded_at: Time(5), answers, files: vec![photo] }
}

/// Makers of a block, by their ids.
async fn makers(town: &Town, block: &str) -> Vec<(MakerId,)> {
    let mut read = town.db.read().await.expect("reads");
    let asked = sql!("select id from maker where block_code = $1 order by id limit 2");
    read.rows(asked, params![block]).await.expect("asks")
}

/// A listing with its file, an account asked for and a call for help: all of one block and one department.
pub async fn recorded(town: &Town, officer: PersonId, department: DepartmentKey, block: &str) -> Things {
    let post = Post { department, blocks: Blocks(vec![block.to_owned()]) };
    let by = Officer { person: officer, post };
    let sent = listing(block);
    fieldwork::take(&town.db, &by, &sent).await.expect("is taken");
    let (maker,) = makers(town, block).await[0];
    let said = Proposal {
        maker,
        ifsc: "SBIN0001234",
        account_no: "12345678901",
        again: "12345678901",
        holder: "Phulo Murmu",
    };
    let account = bank_proof::propose(&town.db, &by, &said).await.expect("is asked for");
    requests::ask_help(&town.db, officer, maker, About::Call).await.expect("asks");
    let mut read = town.db.read().await.expect("reads");
    let asked = sql!("select max(id) from help_request where maker_id = $1");
    let (help,): (String,) = read.one(asked, params![maker]).await.expect("asks");
    vec![
        (Thing::Record, sent.id.to_string()),
        (Thing::File, sent.files[0].id.to_string()),
        (Thing::BankChange, account.to_string()),
        (Thing::Request, help),
    ]
}

/// A batch of food of a maker of this block, or of another.
pub async fn batch(town: &Town, block: &str, here: bool) -> String {
    let mut read = town.db.read().await.expect("reads");
    let asked = sql!(
        "select min(b.id) from food_batch b join maker m on m.id = b.maker_id
          where case when m.block_code = $1 then 1 else 0 end = $2"
    );
    let (id,): (Option<String>,) = read.one(asked, params![block, i64::from(here)]).await.expect("asks");
    id.expect("a batch")
}

/// A photo on a card of a maker of this block, or of another.
pub async fn photo(town: &Town, block: &str, here: bool) -> String {
    let (id, card) =
        (kernel::ids::QualityPhotoId::new(Time(1), chance::bytes()), card(town, block, here).await);
    let kept: Result<u64, store::DbError> = store::transaction!(town.db, tx => {
        tx.exec(
            sql!(
                "insert into quality_photo
                        (id, picture_id, moment, card_id, maker_id, state, added_by, added_at_ms, version, trail)
                 select $1, 'none', 'hub', k.id, k.maker_id, 'kept', 'mart', 1, 1, ''
                   from improvement_card k where k.id = $2"
            ),
            params![id, card],
        )
        .await
    });
    kept.expect("is kept");
    id.to_string()
}

/// A voice of a maker of this block, or of another, that waits.
pub async fn clip(town: &Town, by: PersonId, block: &str, here: bool) -> String {
    let mut read = town.db.read().await.expect("reads");
    let asked = sql!("select min(id) from maker where case when block_code = $1 then 1 else 0 end = $2");
    let (maker,): (MakerId,) = read.one(asked, params![block, i64::from(here)]).await.expect("a maker");
    drop(read);
    clip_of(town, by, maker).await
}

/// A voice of this maker that waits; it has no file.
pub async fn clip_of(town: &Town, by: PersonId, maker: MakerId) -> String {
    let new = clips::New {
        id: chance::id(town.db.now()),
        about: clips::About::Voice(maker),
        medium: clips::Medium::Ogg,
        bytes: 1,
        words: kernel::Words::new("मैं", "I"),
    };
    let mut read = town.db.read().await.expect("reads");
    let asked = sql!("select block_code from maker where id = $1");
    let (block,): (String,) = read.one(asked, params![maker]).await.expect("a maker");
    drop(read);
    let there = clips::Side::Officer(Blocks(vec![block]));
    clips::put_up(&town.db, (by, &there), &new).await.expect("is put up");
    new.id.to_string()
}

/// Something that went wrong with a good of a maker of this block, or of another.
pub async fn card(town: &Town, block: &str, here: bool) -> String {
    let id = kernel::ids::CardId::new(Time(1), chance::bytes());
    let opened: Result<u64, store::DbError> = store::transaction!(town.db, tx => {
        tx.exec(
            sql!(
                "insert into improvement_card
                        (id, maker_id, source, source_id, defect, advice, trainer, state, opened_at_ms, end_note, version, trail)
                 select $1, min(m.id), 'hub', $1, 'a crack', '', '', 'open', 1, '', 1, ''
                   from maker m where case when m.block_code = $2 then 1 else 0 end = $3"
            ),
            params![id, block, i64::from(here)],
        )
        .await
    });
    opened.expect("is opened");
    id.to_string()
}

/// A piece of a parcel that its buyer sends back; in the name of a maker of a block or of another, if it matters.
pub async fn goods_return(town: &Town, parcel: &str, of: Option<(&str, bool)>) -> String {
    let id = kernel::ids::ReturnId::new(Time(1), chance::bytes());
    let (block, here) = of.unwrap_or(("", false));
    let asked: Result<u64, store::DbError> = store::transaction!(town.db, tx => {
        tx.exec(
            sql!(
                "insert into goods_return
                        (id, order_id, parcel_id, line_id, maker_id, hub_id, person_id, quantity, reason, words, way, state, why,
                         disposal, asked_at_ms, version, trail)
                 select $1, p.order_id, p.id, (select min(l.id) from order_line l where l.parcel_id = p.id),
                        (select min(m.id) from maker m where case when m.block_code = $3 then 1 else 0 end = $4), p.hub_id,
                        o.person_id, 1, 'poor', '', 'back', 'asked', '', '', 1, 1, ''
                   from parcel p join buyer_order o on o.id = p.order_id where p.id = $2"
            ),
            params![id, parcel, block, i64::from(here)],
        )
        .await
    });
    asked.expect("is asked");
    id.to_string()
}

/// What somebody complains of: a good with its maker, or nobody's.
pub async fn complaint(town: &Town, person: Option<PersonId>, good: Option<&str>) -> String {
    let mobile = Mobile::typed(&format!("6400{}", chance::six_digits())).expect("a number");
    let (once, words) = (chance::letters(20), "something is wrong");
    let who = Complainant { person, mobile: &mobile, lang: kernel::Lang::Hi, session: None };
    let filing = Filing { about: complaints::About::Good, order: None, line: None, good, words, once: &once };
    complaints::file(&town.db, who, &filing, None).await.expect("is taken")
}

/// What somebody complains of an order; answers its number.
pub async fn complaint_of(town: &Town, person: Option<PersonId>, order: &str) -> String {
    let mobile = Mobile::typed(&format!("6400{}", chance::six_digits())).expect("a number");
    let (once, words) = (chance::letters(20), "something is wrong");
    let who = Complainant { person, mobile: &mobile, lang: kernel::Lang::Hi, session: None };
    let (about, order) = (complaints::About::Order, Some(order));
    let filing = Filing { about, order, line: None, good: None, words, once: &once };
    complaints::file(&town.db, who, &filing, None).await.expect("is taken")
}

/// A good of a maker of this block, or of another.
pub async fn good(town: &Town, block: &str, here: bool) -> String {
    let mut read = town.db.read().await.expect("reads");
    let asked = sql!(
        "select min(p.slug) from product p join maker m on m.id = p.maker_id
          where case when m.block_code = $1 then 1 else 0 end = $2"
    );
    let (slug,): (Option<String>,) = read.one(asked, params![block, i64::from(here)]).await.expect("asks");
    slug.expect("a good")
}

/// A good of a maker whose case a department carries, or another.
pub async fn good_of(town: &Town, department: DepartmentKey, is_its: bool) -> String {
    let mut read = town.db.read().await.expect("reads");
    let asked = sql!(
        "select min(p.slug) from product p join maker_case k on k.maker_id = p.maker_id
          where case when k.department = $1 then 1 else 0 end = $2"
    );
    let values = params![department, i64::from(is_its)];
    let (slug,): (Option<String>,) = read.one(asked, values).await.expect("asks");
    slug.expect("a good")
}

/// A maker of this block, or of another, by the last part of the address of her page.
pub async fn maker_of(town: &Town, block: &str, here: bool) -> String {
    let mut read = town.db.read().await.expect("reads");
    let asked = sql!("select min(slug) from maker where case when block_code = $1 then 1 else 0 end = $2");
    let (slug,): (Option<String>,) = read.one(asked, params![block, i64::from(here)]).await.expect("asks");
    slug.expect("a maker")
}

/// Days on which a maker will be away, long after the walk.
pub async fn away(town: &Town, by: PersonId, maker: MakerId) -> String {
    let day = town.db.now().day().plus(100);
    market::away::say(&town.db, by, maker, (day, day.plus(2)), "").await.expect("is said").to_string()
}

/// An offer that waits for the yes of the maker who is to pay for it.
pub async fn offer(town: &Town, by: PersonId, maker: MakerId) -> String {
    let mut read = town.db.read().await.expect("reads");
    let core = market::makers::read::core(&mut read, maker).await.expect("asks").expect("a maker");
    drop(read);
    let today = town.db.now().day();
    let draft = offers::Draft {
        code: Some("WALK10".to_owned()),
        name: Words::new("छूट", "Offer"),
        kind: offers::Kind::Percent,
        percent: BasisPoints(1_000),
        most: Paise::rupees(100),
        funding: offers::Funding::Maker(core.slug),
        scope: (offers::Scope::All, String::new()),
        least: Paise::ZERO,
        window: (today, today.plus(7)),
        uses_most: 10,
        per_person_most: 1,
    };
    offers::ask(&town.db, (by, Part::DepartmentHead), &draft).await.expect("asked").to_string()
}

/// A bulk edit of an officer, before it is done.
pub async fn bulk_edit(town: &Town, officer: PersonId, block: &str) -> String {
    let blocks = Blocks(vec![block.to_owned()]);
    let goods = bulk::goods(&mut town.db.read().await.expect("reads"), &blocks, "").await.expect("lists");
    let wish =
        bulk::Wish { variant: goods[0].variant.to_string(), field: bulk::Field::Price, to: "9".into() };
    bulk::draft(&town.db, (officer, &blocks), "", &[wish]).await.expect("is shown").to_string()
}

/// What somebody has written of a good, before anybody has looked at it.
pub async fn proposal(town: &Town, by: PersonId, slug: &str) -> String {
    let mut read = town.db.read().await.expect("reads");
    let asked =
        sql!("select m.block_code from product p join maker m on m.id = p.maker_id where p.slug = $1");
    let (block,): (String,) = read.one(asked, params![slug]).await.expect("asks");
    drop(read);
    let (by, blocks) = (Proposer { person: by, part: Part::Officer }, Blocks(vec![block]));
    let typed = [(Field::WordsHi, format!("हाथ से बना, {}", store::chance::letters(4)))];
    let wish = proposals::propose(&town.db, by, Whose::Blocks(&blocks), slug, Subject::Words, &typed).await;
    match wish.expect("is proposed") {
        Proposed::Waits(id) | Proposed::Live(id) => id.to_string(),
    }
}

/// A call the dispatch clock asks for, about a parcel like another of a maker of this block, or of another.
pub async fn late(town: &Town, like: &str, block: &str, here: bool) -> String {
    let (id, parcel, at) = (
        kernel::ids::DispatchId::new(Time(1), chance::bytes()),
        kernel::ids::ParcelId::new(Time(1), chance::bytes()),
        i64::from(here),
    );
    let code = format!("P{}", chance::letters(8).to_uppercase());
    let asked: Result<u64, store::DbError> = store::transaction!(town.db, tx => {
        tx.exec(
            sql!(
                "insert into parcel
                        (id, code, order_id, shipment_id, maker_id, hub_id, is_food, state, goods_paise, maker_paise, reason,
                         version, trail)
                 select $1, $2, p.order_id, p.shipment_id,
                        (select min(m.id) from maker m where case when m.block_code = $4 then 1 else 0 end = $5), p.hub_id,
                        2 + $5, 'asked', 0, 0, '', 1, ''
                   from parcel p where p.id = $3"
            ),
            params![parcel, code, like, block, at],
        )
        .await?;
        tx.exec(
            sql!(
                "insert into dispatch_step (id, parcel_id, about, step, state, at_ms, note, version, trail)
                 values ($1, $2, 'asked', 'call', 'open', 1, '', 1, '')"
            ),
            params![id, parcel],
        )
        .await
    });
    asked.expect("is asked for");
    id.to_string()
}

/// A task that the DC's office has given somebody.
pub async fn task(town: &Town, office: PersonId, owner: PersonId) -> String {
    let due = town.db.now().day().plus(7);
    let given = Given { meeting: None, what: "packing material", owner, department: None, due, once: "t" };
    meetings::give(&town.db, office, &given).await.expect("is given").to_string()
}

/// What a department wants in a block this month.
pub async fn target(town: &Town, head: PersonId, department: DepartmentKey, block: &str) -> String {
    let first = month_of(town.db.now().day());
    let setter = Setter { person: head, part: Part::DepartmentHead, department: Some(department) };
    let wish = Wish { department, block: block.to_owned(), first, what: What::Paid, wanted: 5 };
    targets::set(&town.db, setter, Way::Page, &[wish]).await.expect("is set");
    let mut read = town.db.read().await.expect("reads");
    let all = targets::of_month(&mut read, Some(department), first).await.expect("lists");
    all.iter().find(|(target, _)| target.block == block).expect("stands").0.id.to_string()
}
