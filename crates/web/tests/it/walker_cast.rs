//! Everybody the walker walks as, and the rows each of them owns or does not.

use std::collections::BTreeMap;

use kernel::ids::{HubId, Id, MakerId, PersonId};
use kernel::india::Mobile;
use kernel::totp::Key;
use kernel::{Lang, Words};
use market::accounts::{self, Blocks, DepartmentKey, Role, Scope};
use market::cases::{self, By, Found, Source};
use market::matching::Traits;
use market::registers::Sender;
use market::roles::{self, Wanted};
use market::{factors, registers};
use store::sessions::{self, Life, Opened};
use store::{DbError, params, sql, transaction};
use web::{Right, Thing};

use crate::api_town::Town;
use crate::pages::{MAKERS, anita_pays, maker};
use crate::papers;
use crate::walker_field;

/// Somebody who comes to an address.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who, in a word.
    pub name: &'static str,
    /// As whom she signs in; nobody for a visitor.
    pub id: Option<PersonId>,
    /// Whether she has proven a second factor.
    pub proven: bool,
    /// The rights that open to her.
    pub rights: Vec<Right>,
    /// Her own row of each kind, if she has one.
    pub own: BTreeMap<Thing, String>,
    /// Another's row of each kind.
    pub others: BTreeMap<Thing, String>,
    /// A row of each kind that was hers and is removed, ended or taken back.
    pub gone: BTreeMap<Thing, String>,
}

impl Person {
    /// A session of her own for one request, so that an act that ends it hurts no other; nobody's for a visitor.
    pub async fn session(&self, town: &Town) -> Option<Opened> {
        let person = self.id?;
        let opened: Result<Opened, DbError> = transaction!(town.db, tx => {
            let opened = sessions::sign_in(tx, None, person, Life::LONG).await?;
            if self.proven { sessions::prove(tx, &opened.session, person).await } else { Ok(opened) }
        });
        Some(opened.expect("signs in"))
    }
}

async fn gives(town: &Town, last: u32, role: Role, scope: Scope) -> PersonId {
    let mobile = Mobile::typed(&format!("63000001{last:02}")).expect("a number");
    let given = accounts::give_role(&town.db, &mobile, "Somebody", Lang::Hi, role, &scope).await;
    let person = given.expect("a role");
    factors::enrol(&town.db, person, &Key::new([3; 20])).await.expect("an app");
    person
}

fn person(name: &'static str, id: PersonId, rights: &[Right]) -> Person {
    let rights = [&[Right::Anybody, Right::SignedIn], rights].concat();
    let (own, others, gone) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    Person { name, id: Some(id), proven: true, rights, own, others, gone }
}

/// What there is in the town to come to.
struct Rows {
    parcel: String,
    parcel_code: String,
    product: String,
    shipment: String,
    hub: HubId,
    other_hub: HubId,
    order: String,
    buyer: PersonId,
}

async fn rows(town: &Town, parcel: &str) -> Rows {
    let mut read = town.db.read().await.expect("reads");
    let (parcel_code, shipment, hub, order, buyer): (String, String, HubId, String, PersonId) = read
        .one(
            sql!(
                "select p.code, p.shipment_id, p.hub_id, o.code, o.person_id
                   from parcel p join buyer_order o on o.id = p.order_id where p.id = $1"
            ),
            params![parcel],
        )
        .await
        .expect("asks");
    let (product,): (String,) = read
        .one(
            sql!(
                "select min(g.slug) from order_line l join product g on g.id = l.product_id where l.parcel_id = $1"
            ),
            params![parcel],
        )
        .await
        .expect("asks");
    let (other_hub,) =
        read.one(sql!("select min(id) from hub where id <> $1"), params![hub]).await.expect("asks");
    Rows { parcel: parcel.to_owned(), parcel_code, product, shipment, hub, other_hub, order, buyer }
}

/// A passkey in somebody's phone.
async fn passkey(town: &Town, owner: PersonId, name: &str) -> String {
    let id = kernel::ids::PasskeyId::new(town.db.now(), store::chance::bytes());
    let kept: Result<u64, DbError> = transaction!(town.db, tx => {
        tx.exec(
            sql!(
                "insert into passkey (id, person_id, credential, public_key, sign_count, added_at_ms)
                 values ($1, $2, $3, 'es256 04', 0, 0)"
            ),
            params![id, owner, name],
        )
        .await
    });
    kept.expect("kept");
    id.to_string()
}

/// A didi of a maker's group.
async fn member(town: &Town, maker: MakerId) -> String {
    let id = kernel::ids::MemberId::new(town.db.now(), store::chance::bytes());
    let kept: Result<u64, DbError> = transaction!(town.db, tx => {
        tx.exec(
            sql!(
                "insert into group_member
                        (id, maker_id, name, makes, capacity_per_week, turns_before, joined_at_ms, left_at_ms, version, trail)
                 values ($1, $2, 'Budhni', '', 5, 0, 0, null, 1, '')"
            ),
            params![id, maker],
        )
        .await
    });
    kept.expect("kept");
    id.to_string()
}

/// Everybody, with a paid order between them.
pub async fn cast(town: &Town) -> Vec<Person> {
    let (asked, parcel) = anita_pays(town).await;
    let rows = rows(town, &parcel.to_string()).await;
    let mut all = traders(town, asked, &rows).await;
    all.extend(staff(town, &rows).await);
    all
}

/// A visitor, two buyers, two makers.
async fn traders(town: &Town, asked: MakerId, rows: &Rows) -> Vec<Person> {
    let (mut own, mut rival) = (None, None);
    for number in MAKERS {
        let Some((mobile, id)) = maker(town, number).await else { continue };
        let mobile = Mobile::typed(&mobile).expect("a number");
        let scope = Scope { maker: Some(id), ..Scope::default() };
        let again = accounts::give_role(&town.db, &mobile, "Maker", Lang::Hi, Role::Maker, &scope).await;
        let who = again.expect("she has it already");
        let place = if id == asked { &mut own } else { &mut rival };
        place.get_or_insert(who);
    }
    let visitor = Person {
        name: "visitor",
        id: None,
        proven: false,
        rights: vec![Right::Anybody],
        own: BTreeMap::new(),
        others: BTreeMap::new(),
        gone: BTreeMap::new(),
    };
    let mut buyer = person("buyer", rows.buyer, &[]);
    let bill = papers::bill(town, &rows.parcel).await;
    let payout = papers::payout(town, asked, rows.buyer).await;
    buyer.own.insert(Thing::Order, rows.order.clone());
    buyer.own.insert(Thing::Bill, bill.clone());
    let sent_back = walker_field::goods_return(town, &rows.parcel, None).await;
    buyer.own.insert(Thing::Return, sent_back.clone());
    let complaint = walker_field::complaint(town, Some(rows.buyer), None).await;
    buyer.own.insert(Thing::Complaint, complaint.clone());
    let mut maker = person("maker", own.expect("her number"), &[Right::Maker]);
    maker.own.insert(Thing::Parcel, rows.parcel.clone());
    maker.own.insert(Thing::Product, rows.product.clone());
    maker.own.insert(Thing::Bill, bill.clone());
    maker.own.insert(Thing::Payout, payout.clone());
    let member = member(town, asked).await;
    maker.own.insert(Thing::Member, member.clone());
    let mut other = person("another maker", rival.expect("a number"), &[Right::Maker]);
    other.others.insert(Thing::Parcel, rows.parcel.clone());
    other.others.insert(Thing::Product, rows.product.clone());
    other.others.insert(Thing::Member, member);
    other.others.insert(Thing::Order, rows.order.clone());
    other.others.insert(Thing::Complaint, complaint);
    other.others.insert(Thing::Return, sent_back);
    other.others.insert(Thing::Bill, bill);
    other.others.insert(Thing::Payout, payout);
    let away = walker_field::away(town, own.expect("her number"), asked).await;
    let clip = walker_field::clip_of(town, rows.buyer, asked).await;
    maker.own.insert(Thing::Clip, clip.clone());
    other.others.insert(Thing::Clip, clip);
    let offer = walker_field::offer(town, rows.buyer, asked).await;
    maker.own.insert(Thing::Offer, offer.clone());
    other.others.insert(Thing::Offer, offer);
    maker.own.insert(Thing::Away, away.clone());
    other.others.insert(Thing::Away, away);
    vec![visitor, buyer, maker, other]
}

/// Everybody who works for the mart, one of them without the second factor.
async fn staff(town: &Town, rows: &Rows) -> Vec<Person> {
    let works = [Right::Staff, Right::Colleague];
    let of_hub = |hub| Scope { hub: Some(hub), ..Scope::default() };
    let of = |key| Scope { department: Some(key), blocks: Blocks(vec!["3088".into()]), ..Scope::default() };
    let keeper = gives(town, 1, Role::HubKeeper, of_hub(rows.hub)).await;
    let mut keeper = person("keeper", keeper, &[&works[..], &[Right::Keeper]].concat());
    let other = gives(town, 2, Role::HubKeeper, of_hub(rows.other_hub)).await;
    let mut other = person("another keeper", other, &[&works[..], &[Right::Keeper]].concat());
    let at_hub = walker_field::goods_return(town, &rows.parcel, None).await;
    let told = walker_field::complaint_of(town, keeper.id, &rows.order).await;
    for things in [&mut keeper.own, &mut other.others] {
        things.insert(Thing::Complaint, told.clone());
        things.insert(Thing::Parcel, rows.parcel_code.clone());
        things.insert(Thing::Shipment, rows.shipment.clone());
        things.insert(Thing::Return, at_hub.clone());
    }
    let officer = gives(town, 3, Role::Officer, of(DepartmentKey::Jslps)).await;
    let mut officer = person("officer", officer, &[&works[..], &[Right::Officer]].concat());
    let head = gives(town, 4, Role::DepartmentHead, of(DepartmentKey::Jslps)).await;
    let heads = [Right::Staff, Right::Colleague, Right::Head, Right::Giver];
    let mut head = person("head", head, &heads);
    let rival = gives(town, 5, Role::DepartmentHead, of(DepartmentKey::Industries)).await;
    let mut rival = person("another head", rival, &heads);
    let dc = gives(town, 6, Role::DcOffice, Scope::default()).await;
    let mut dc = person("dc", dc, &[Right::Staff, Right::Colleague, Right::DcOffice, Right::Giver]);
    let admin = gives(town, 7, Role::Administrator, Scope::default()).await;
    let admin =
        person("administrator", admin, &[Right::Staff, Right::Colleague, Right::Administrator, Right::Giver]);
    let clerk = gives(town, 8, Role::Finance, Scope::default()).await;
    let mut finance = person("finance", clerk, &[Right::Staff, Right::Colleague, Right::Finance]);
    let by_sms = Person {
        proven: false,
        rights: vec![Right::Anybody, Right::SignedIn, Right::Staff],
        ..finance.clone()
    };
    let by_sms = Person { name: "finance by SMS only", ..by_sms };
    let owner = officer.id.expect("somebody");
    finance.own.insert(Thing::Passkey, passkey(town, clerk, "finance").await);
    finance.others.insert(Thing::Passkey, passkey(town, owner, "officer").await);
    let removed = passkey(town, clerk, "lost").await;
    transaction!(town.db, tx => {
        tx.exec(sql!("update passkey set removed_at_ms = 1 where id = $1"), params![removed]).await
    })
    .map_err(|cause: DbError| cause)
    .expect("removed");
    finance.gone.insert(Thing::Passkey, removed);
    let elsewhere = Scope { blocks: Blocks(vec!["3082".into()]), ..of(DepartmentKey::Industries) };
    let stranger = gives(town, 9, Role::Officer, elsewhere).await;
    let theirs = walker_field::recorded(town, owner, DepartmentKey::Jslps, "3088").await;
    let strange = walker_field::recorded(town, stranger, DepartmentKey::Industries, "3082").await;
    for (who, own, others) in
        [(&mut officer, &theirs, &strange), (&mut head, &theirs, &strange), (&mut rival, &strange, &theirs)]
    {
        who.own.extend(own.iter().cloned());
        who.others.extend(others.iter().cloned());
    }
    officer.own.insert(Thing::Card, walker_field::card(town, "3088", true).await);
    officer.others.insert(Thing::Card, walker_field::card(town, "3088", false).await);
    goods(town, stranger, &mut officer, &mut head).await;
    officer.own.insert(Thing::BulkEdit, walker_field::bulk_edit(town, owner, "3088").await);
    officer.others.insert(Thing::BulkEdit, walker_field::bulk_edit(town, stranger, "3082").await);
    let by = head.id.expect("somebody");
    let target = walker_field::target(town, by, DepartmentKey::Jslps, "3088").await;
    let by = rival.id.expect("somebody");
    let theirs_too = walker_field::target(town, by, DepartmentKey::Industries, "3082").await;
    head.others.insert(Thing::Target, theirs_too.clone());
    rival.others.insert(Thing::Target, target.clone());
    head.own.insert(Thing::Target, target);
    rival.own.insert(Thing::Target, theirs_too);
    let task = walker_field::task(town, dc.id.expect("somebody"), owner).await;
    officer.own.insert(Thing::Task, task.clone());
    head.others.insert(Thing::Task, task);
    let (here, away) =
        (walker_field::good(town, "3088", true).await, walker_field::good(town, "3088", false).await);
    // A complaint of her own making is hers on both sides.
    let by_head = head.id.expect("somebody");
    let sent_back = |here| walker_field::goods_return(town, &rows.parcel, Some(("3088", here)));
    officer.own.insert(Thing::Return, sent_back(true).await);
    officer.others.insert(Thing::Return, sent_back(false).await);
    let late = |here| walker_field::late(town, &rows.parcel, "3088", here);
    officer.own.insert(Thing::Late, late(true).await);
    officer.others.insert(Thing::Late, late(false).await);
    let complaint = |by, good| walker_field::complaint(town, by, good);
    officer.own.insert(Thing::Complaint, complaint(Some(owner), Some(&*here)).await);
    officer.others.insert(Thing::Complaint, complaint(None, Some(&*away)).await);
    head.own.insert(Thing::Complaint, complaint(Some(by_head), Some(&*away)).await);
    head.others.insert(Thing::Complaint, complaint(None, None).await);
    head.own.insert(Thing::Card, walker_field::card(town, "3088", false).await);
    officer.own.insert(Thing::QualityPhoto, walker_field::photo(town, "3088", true).await);
    officer.others.insert(Thing::QualityPhoto, walker_field::photo(town, "3088", false).await);
    head.own.insert(Thing::QualityPhoto, walker_field::photo(town, "3088", false).await);
    officer.own.insert(Thing::Clip, walker_field::clip(town, owner, "3088", true).await);
    officer.others.insert(Thing::Clip, walker_field::clip(town, owner, "3088", false).await);
    let batch = |here| walker_field::batch(town, "3088", here);
    officer.own.insert(Thing::FoodBatch, batch(true).await);
    officer.others.insert(Thing::FoodBatch, batch(false).await);
    head.own.insert(Thing::FoodBatch, batch(false).await);
    let (grant, request) = asked_for(town, &head, owner).await;
    let ended = ended_role(town, stranger).await;
    dc.gone.insert(Thing::Role, ended);
    let hers = found(town, &head, DepartmentKey::Jslps, "3088").await;
    let anothers = found(town, &rival, DepartmentKey::Industries, "3082").await;
    for (own, others) in [(&mut officer, &hers), (&mut head, &hers)] {
        own.own.insert(Thing::Case, others.clone());
        own.others.insert(Thing::Case, anothers.clone());
    }
    rival.own.insert(Thing::Case, anothers);
    rival.others.insert(Thing::Case, hers);
    let filing = handed_in(town, &head, DepartmentKey::Jslps).await;
    head.own.insert(Thing::Filing, filing.clone());
    for things in [&mut officer.others, &mut rival.others] {
        things.insert(Thing::Filing, filing.clone());
    }
    for things in [&mut head.own, &mut rival.others, &mut dc.own] {
        things.insert(Thing::Role, grant.clone());
        things.insert(Thing::RoleRequest, request.clone());
    }
    vec![keeper, other, officer, head, rival, dc, admin, finance, by_sms]
}

/// Goods of the officer's block and proposals about them, and about goods of the head's department.
async fn goods(town: &Town, asker: PersonId, officer: &mut Person, head: &mut Person) {
    let (own, other) =
        (walker_field::good(town, "3088", true).await, walker_field::good(town, "3088", false).await);
    officer.own.insert(Thing::Proposal, walker_field::proposal(town, asker, &own).await);
    officer.others.insert(Thing::Proposal, walker_field::proposal(town, asker, &other).await);
    officer.own.insert(Thing::Product, own);
    officer.own.insert(Thing::Maker, walker_field::maker_of(town, "3088", true).await);
    officer.others.insert(Thing::Maker, walker_field::maker_of(town, "3088", false).await);
    officer.others.insert(Thing::Product, other);
    let own = walker_field::good_of(town, DepartmentKey::Jslps, true).await;
    let other = walker_field::good_of(town, DepartmentKey::Jslps, false).await;
    head.own.insert(Thing::Proposal, walker_field::proposal(town, asker, &own).await);
    head.others.insert(Thing::Proposal, walker_field::proposal(town, asker, &other).await);
}

/// Somebody a head's department has found in a block.
async fn found(town: &Town, head: &Person, department: DepartmentKey, block: &str) -> String {
    let by = By::head(head.id.expect("somebody"), department);
    let traits = Traits {
        name: Words::new("फूलो मुर्मू", ""), block: block.to_owned(), ..Traits::default()
    };
    let (group_name, note) = (String::new(), String::new());
    let found = Found { traits, group_name, lang: Lang::Hi, source: Source::Officer, note };
    cases::identify(&town.db, &by, &found).await.expect("is written down").to_string()
}

/// A register that a head has handed in.
async fn handed_in(town: &Town, head: &Person, department: DepartmentKey) -> String {
    let sender = Sender::Head(head.id.expect("somebody"), department);
    let sheet = "name,mobile\nPhulo Murmu,9431077001\n".as_bytes().to_vec();
    registers::hand_in(&town.db, &sender, "march.csv", sheet).await.expect("is read").to_string()
}

/// A role that has ended.
async fn ended_role(town: &Town, officer: PersonId) -> String {
    let mut read = town.db.read().await.expect("reads");
    let found = read.one(sql!("select id from role_grant where person_id = $1"), params![officer]).await;
    let (grant,): (String,) = found.expect("asks");
    drop(read);
    let ended = transaction!(town.db, tx => {
        let at = tx.now();
        tx.exec(sql!("update role_grant set ended_at_ms = $2 where id = $1"), params![grant, at]).await
    });
    ended.map_err(|cause: DbError| cause).expect("ended");
    grant
}

/// The officer's role, and a request for one more officer by her head.
async fn asked_for(town: &Town, head: &Person, officer: PersonId) -> (String, String) {
    let mut read = town.db.read().await.expect("reads");
    let found = read.one(sql!("select id from role_grant where person_id = $1"), params![officer]).await;
    let (grant,): (String,) = found.expect("asks");
    let who = accounts::who_is(&mut read, head.id.expect("somebody")).await.expect("asks").expect("is known");
    drop(read);
    let wanted = Wanted {
        mobile: Mobile::typed("6300000198").expect("a number"),
        name: "Asha".into(),
        lang: Lang::Hi,
        role: Role::Officer,
        scope: Scope {
            department: Some(DepartmentKey::Jslps),
            blocks: Blocks(vec!["3088".into()]),
            ..Scope::default()
        },
    };
    let request = roles::ask(&town.db, &who, &wanted, "one more").await.expect("asks");
    (grant, request.to_string())
}
