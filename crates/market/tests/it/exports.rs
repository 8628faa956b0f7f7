//! What goes abroad: bamboo with its certificate, lac bangles in their maker's own name, peda that stays here.

use kernel::ids::{ExportCaseId, ExportEnquiryId, MakerId, PersonId, ProductId};
use kernel::{Lang, Paise};
use market::accounts::{Blocks, Role};
use market::export::book::{self, NewExporter, Sheet, Word};
use market::export::case::{self, Case, Money, Packed};
use market::export::enquiry::{self, Ask, Buyer, Enquiry};
use market::export::ready::{self, Verdict};
use market::export::{
    CaseState, EnquiryState, ExportError, Fault, Lack, Remittance, Scheme, load_tables, papers, rules,
};
use market::media::act::Kept;
use market::orders::Order;
use store::{DbError, on_each_engine, params, sql, testing::Fresh, transaction};

use crate::town::{Bought, Town, sql as rows};

pub const ABROAD: &str = "what goes abroad is on its papers as it was ordered, weighed, posted and paid";

fn hans() -> Buyer {
    Buyer {
        name: "Hans Müller".to_owned(),
        street: "Lindenallee 4".to_owned(),
        city: "Köln".to_owned(),
        region: String::new(),
        postal: "50667".to_owned(),
        phone: "+49 221 5550134".to_owned(),
        email: "hans@example.org".to_owned(),
    }
}

impl Town {
    /// A town that knows countries and today's rates of exchange.
    async fn with_countries(db: &store::Db) -> (Town, PersonId) {
        let town = Town::found(db).await;
        load_tables(db).await.expect("the tables of export load");
        let done: Result<(), DbError> =
            transaction!(db, tx => { rows::insert_state(tx, "96", "Other Countries").await });
        done.expect("is written");
        let desk = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let day = db.now().day().iso();
        let lines =
            format!("EUR,{day},98.5,RBI\nUSD,{day},84.25,RBI\nNPR,{day},0.625,RBI\nXDR,{day},112,IMF\n");
        assert_eq!(book::exchange_rates(db, desk, &lines).await.expect("four rates"), 4);
        (town, desk)
    }

    /// Everything a good needs for export: words, photo, three looks by two officers.
    async fn is_export_ready(&self, good: &str, hs8: &str, material: &str) -> ProductId {
        let product = self.product_of(good).await;
        let sheet = Sheet {
            hs8: hs8.to_owned(),
            describes: good.to_owned(),
            material: material.to_owned(),
            net_g: 450,
            gross_g: 550,
        };
        let kiran = self.person("Kiran").await;
        book::enter_sheet(&self.db, (kiran, &Blocks(vec!["2201".to_owned()])), product, &sheet)
            .await
            .expect("the papers know it");
        let bangles = self.product_of("lac bangles").await;
        for _ in 0..3 {
            self.inspects(bangles, "right").await;
            self.minutes_pass(1);
        }
        self.suffers(&[
            (sql!("update inspection set product_id = $1 where product_id = $2"), params![product, bangles]),
            (
                sql!(
                    "update inspection set officer_id = $1
                      where record_id = (select min(i.record_id) from inspection i where i.product_id = $2)"
                ),
                params![kiran, product],
            ),
            (
                sql!("insert into picture (id, kind, added_at_ms) values ($1, 'photo', 0)"),
                params![format!("picture of {good}")],
            ),
            (
                sql!(
                    "insert into product_picture (product_id, position, picture_id, alt_hi, alt_en) values ($1, 1, $2, '', '')"
                ),
                params![product, format!("picture of {good}")],
            ),
        ])
        .await;
        product
    }

    async fn exports_as(&self, desk: PersonId, seller: &str) {
        let lut_until = self.db.now().day().plus(200);
        let new = NewExporter {
            seller,
            iec: "AAAAA0000A",
            ad_code: "6390009",
            lut_number: "AD2004260012345",
            lut_until,
        };
        book::enter_exporter(&self.db, desk, &new).await.expect("may export");
    }

    async fn asks_from(&self, country: &str, good: &str, quantity: u32) -> Result<Enquiry, ExportError> {
        let once = format!("{country} {good} {quantity}");
        let buyer = hans();
        let ask =
            Ask { variant: self.good(good), quantity, country, lang: Lang::En, buyer: &buyer, once: &once };
        let code = enquiry::ask(&self.db, &ask).await?;
        assert_eq!(enquiry::ask(&self.db, &ask).await.expect("twice is once"), code);
        Ok(enquiry::by_code(&mut self.read().await, &code).await.expect("reads").expect("is there"))
    }

    async fn enquiry(&self, id: ExportEnquiryId) -> Enquiry {
        enquiry::one(&mut self.read().await, id).await.expect("reads").expect("is there")
    }

    async fn offers_abroad(
        &self,
        desk: PersonId,
        id: ExportEnquiryId,
        freight: Paise,
    ) -> Result<Bought, ExportError> {
        let code = enquiry::offer(&self.db, &self.books, desk, id, freight).await?;
        let row = self.enquiry(id).await.row;
        let (id, total) = (row.order.expect("an order"), row.total.expect("a total"));
        let placed = market::orders::Placed { id, code, total, answer: None };
        Ok(self.opens(&placed).await)
    }

    async fn case(&self, id: ExportCaseId) -> Case {
        case::one(&mut self.read().await, id).await.expect("reads").expect("is there")
    }

    async fn packs_box(&self, desk: PersonId, id: ExportCaseId, name: &str, gross_g: i64, certificate: &str) {
        let packed = Packed { box_name: name, gross_g, size_mm: [300, 300, 200], certificate };
        case::pack(&self.db, desk, id, &packed).await.expect("is written down");
    }

    async fn lacks(&self, good: &str) -> Vec<Lack> {
        let product = self.product_of(good).await;
        ready::of_product(&mut self.read().await, product).await.expect("reads").expect("a good").lacks
    }
}

fn photo() -> Kept {
    let files = market::media::sizes().map(|(width, format)| (width, width, format, 9)).collect();
    Kept { id: market::media::picture_id(b"a box"), files, look: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn bamboo_goes_to_germany_with_its_papers() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, desk) = Town::with_countries(&fresh.db).await;
        assert_eq!(
            town.lacks("bamboo basket").await,
            [Lack::Hs8, Lack::Words, Lack::Weights, Lack::Photos, Lack::Grade, Lack::Exporter]
        );
        let asked = town.asks_from("DE", "bamboo basket", 2).await.expect("may be asked for");
        let early = town.offers_abroad(desk, asked.row.id, Paise(2_000_00)).await;
        assert!(matches!(early, Err(ExportError::NotReady(_))), "{early:?}");
        town.is_export_ready("bamboo basket", "46021100", "bamboo, split and woven").await;
        assert_eq!(town.lacks("bamboo basket").await, [Lack::Exporter]);
        town.exports_as(desk, &town.federation.to_string()).await;
        assert_eq!(town.lacks("bamboo basket").await, []);

        let bought = town.offers_abroad(desk, asked.row.id, Paise(2_000_00)).await.expect("is offered");
        let order = town.view(&bought).await;
        assert_eq!((order.head.total, order.head.tax), (Paise(2_299_98), Paise::ZERO), "zero-rated");
        let again = town.offers_abroad(desk, asked.row.id, Paise(1)).await;
        assert!(matches!(again, Err(ExportError::NotNow)), "{again:?}");
        let unpaid = case::open(&town.db, desk, asked.row.id).await;
        assert!(matches!(unpaid, Err(ExportError::NotNow)), "{unpaid:?}");
        town.pays(&bought).await;
        town.brings_to_hub("Phulmani", &bought).await;

        let id = case::open(&town.db, desk, asked.row.id).await.expect("opens");
        assert_eq!(case::open(&town.db, desk, asked.row.id).await.expect("the same"), id);
        assert_eq!(town.case(id).await.faults, [Fault::Certificate, Fault::NotPacked, Fault::NoPhoto]);
        town.packs_box(desk, id, "Hans Miller", 850, "").await;
        assert_eq!(
            town.case(id).await.faults,
            [Fault::Certificate, Fault::Name, Fault::TooLight, Fault::NoPhoto]
        );
        let no = case::make_ready(&town.db, desk, id).await;
        assert!(matches!(no, Err(ExportError::Faulty(_))), "{no:?}");
        town.packs_box(desk, id, "hans müller", 1_300, "PSC/JH/26/117").await;
        case::add_photo(&town.db, desk, id, &photo()).await.expect("is kept");
        town.minutes_pass(7);
        case::make_ready(&town.db, desk, id).await.expect("papers agree");
        let ready = town.case(id).await;
        assert_eq!((ready.row.state, ready.minutes_to_ready()), (CaseState::Ready, Some(7)));
        assert_eq!(ready.form(), rules::Form::Cn22);
        let sheet = papers::pbe3(&ready, papers::Operator { url: "https://mart.example", gstin: "" });
        assert_eq!(
            (sheet.len(), sheet[0].len(), sheet[1].len()),
            (2, papers::COLUMNS.len(), papers::COLUMNS.len())
        );

        let early = case::hand_over(&town.db, desk, id).await;
        assert!(matches!(early, Err(ExportError::Typed("article"))), "{early:?}");
        town.leaves(ready.row.shipment).await.expect("leaves");
        case::hand_over(&town.db, desk, id).await.expect("the post has it");
        let posted = town.case(id).await;
        assert_eq!(posted.row.article, posted.row.posted_as);
        assert!(posted.bill.is_some(), "it has a tax invoice without tax");
        follow_the_money(&town, desk, &posted).await;
        town.is_sound().await;
        town.suffers(&[(sql!("update export_case set gross_g = 1"), vec![])]).await;
        let broken: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert_eq!(broken, [ABROAD]);
    });
}

/// Customs, the bank, what the State gives back.
async fn follow_the_money(town: &Town, desk: PersonId, posted: &Case) {
    let (id, today) = (posted.row.id, town.db.now().day());
    let money = |amount, charges| Money {
        kind: Remittance::Firc,
        number: "FIRC/26/0917",
        day: today,
        amount: Paise(amount),
        charges: Paise(charges),
    };
    let early = case::remit(&town.db, desk, id, &money(2_299_98, 0)).await;
    assert!(matches!(early, Err(ExportError::NotNow)), "it has not left: {early:?}");
    case::prove(&town.db, desk, id, ("PBE-III/26/00071", today, "INKOL1")).await.expect("customs let it out");
    let other = case::remit(&town.db, desk, id, &money(2_299_00, 0)).await;
    assert!(matches!(other, Err(ExportError::OtherMoney(Paise(2_299_98)))), "{other:?}");
    case::remit(&town.db, desk, id, &money(2_200_00, 99_98)).await.expect("the ledger says the same");
    case::claim(&town.db, desk, id, (Scheme::Rodtep, "RD/26/5", Paise(12_00)))
        .await
        .expect("is written down");
    case::close(&town.db, desk, id).await.expect("is done");
    let done = town.case(id).await;
    assert_eq!((done.row.state, done.row.scheme), (CaseState::Closed, Scheme::Rodtep));
    assert!(matches!(case::cancel(&town.db, desk, id, "too late").await, Err(ExportError::NotNow)));
}

#[tokio::test(flavor = "multi_thread")]
async fn peda_stays_where_milk_is_not_let_in_and_nothing_goes_to_a_stopped_country() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, desk) = Town::with_countries(&fresh.db).await;
        town.is_export_ready("peda", "21069099", "milk, sugar").await;
        let milk = town.asks_from("DE", "peda", 1).await;
        let Err(ExportError::Stays(Verdict::Stays(why))) = milk else { panic!("{milk:?}") };
        assert!(why.en.contains("milk") && why.hi.contains("दूध"), "the reason is said in both languages");
        let of = async |country: &str| {
            ready::verdict(&mut town.read().await, Some("21069099"), country).await.expect("asks")
        };
        assert_eq!(of("NP").await, Verdict::Goes);
        assert!(matches!(of("US").await, Verdict::Stopped(..)), "it shipped stopped");

        // What would spoil on the way is no order, whatever a country says.
        let asked = town.asks_from("NP", "peda", 1).await.expect("may be asked for");
        let mohan = town.maker("Mohan");
        town.may_sell_everywhere("Mohan").await;
        town.exports_as(desk, &mohan.to_string()).await;
        let spoils = town.offers_abroad(desk, asked.row.id, Paise(900_00)).await;
        assert!(matches!(spoils, Err(ExportError::Quote(_))), "{spoils:?}");
        enquiry::refuse(&town.db, desk, asked.row.id, "it keeps twelve days and travels as long")
            .await
            .expect("said");
        assert_eq!(town.enquiry(asked.row.id).await.row.state, EnquiryState::Refused);
        let late = town.offers_abroad(desk, asked.row.id, Paise(900_00)).await;
        assert!(matches!(late, Err(ExportError::NotNow)), "{late:?}");

        let (head, today) = (town.person("Shanti").await, town.db.now().day());
        let none = book::say(&town.db, head, "NP", (Word::Stop, today), " ").await;
        assert!(matches!(none, Err(ExportError::Typed("stop_reason"))), "{none:?}");
        book::say(&town.db, head, "NP", (Word::Stop, today), "the border is shut").await.expect("said");
        assert_eq!(of("NP").await, Verdict::Stopped(today, "the border is shut".to_owned()));
        town.minutes_pass(1);
        book::say(&town.db, head, "NP", (Word::Open, today), "it is open again").await.expect("said");
        assert_eq!(of("NP").await, Verdict::Goes);
        book::say(&town.db, head, "US", (Word::Open, today), "the post takes goods again")
            .await
            .expect("said");
        assert!(matches!(of("US").await, Verdict::Stays(_)), "milk stays here all the same");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn bangles_leave_in_their_makers_own_name_and_an_unpaid_offer_is_made_anew() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, desk) = Town::with_countries(&fresh.db).await;
        town.is_export_ready("lac bangles", "71171910", "lac and glass").await;
        let asked = town.asks_from("GB", "lac bangles", 3).await.expect("may be asked for");
        let sunita: MakerId = town.maker("Sunita");
        assert_eq!(town.lacks("lac bangles").await, [Lack::Exporter], "she may sell inside the State only");
        town.may_sell_everywhere("Sunita").await;
        town.exports_as(desk, &sunita.to_string()).await;
        assert!(town.lacks("lac bangles").await.is_empty());

        let first = town.offers_abroad(desk, asked.row.id, Paise(1_500_00)).await.expect("is offered");
        assert_eq!(town.stock("lac bangles").await, (20, 3), "held for three days");
        town.minutes_pass(31);
        assert!(!town.expires(&first).await, "there is time where it is night now");
        town.minutes_pass(3 * 24 * 60);
        assert!(town.expires(&first).await);
        let bought = town.offers_abroad(desk, asked.row.id, Paise(1_500_00)).await.expect("is offered anew");
        assert_ne!(first.code, bought.code);
        town.pays(&bought).await;
        assert_eq!(town.state(&bought).await, Order::Confirmed);
        let view = town.view(&bought).await;
        assert_eq!(view.head.total, Paise(2_250_00));
        town.brings_to_hub("Sunita", &bought).await;
        let id = case::open(&town.db, desk, asked.row.id).await.expect("opens");
        town.packs_box(desk, id, "Hans Müller", 1_700, "").await;
        let no_rate = town.case(id).await;
        assert_eq!(no_rate.faults, [Fault::Rate, Fault::NoPhoto], "nobody has entered pounds");
        let day = town.db.now().day();
        let pounds = format!("GBP,{},106.2,RBI", day.iso());
        let tomorrow = format!("GBP,{},106.2,RBI", day.plus(1).iso());
        assert!(book::exchange_rates(&town.db, desk, &tomorrow).await.is_err(), "its day has not come");
        book::exchange_rates(&town.db, desk, &pounds).await.expect("is entered");
        town.packs_box(desk, id, "Hans Müller", 1_700, "").await;
        case::add_photo(&town.db, desk, id, &photo()).await.expect("is kept");
        case::make_ready(&town.db, desk, id).await.expect("papers agree");
        // Stopped between the papers and the post: it stays.
        book::say(&town.db, desk, "GB", (Word::Stop, day), "no flights").await.expect("said");
        town.leaves(view.shipments[0].id).await.expect("its hub does not know");
        let stopped = case::hand_over(&town.db, desk, id).await;
        assert!(matches!(&stopped, Err(ExportError::Faulty(why)) if why == &[Fault::Country]), "{stopped:?}");
        town.is_sound().await;
    });
}
