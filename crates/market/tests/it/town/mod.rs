//! A tiny district to tell stories in: seven makers, two hubs, some buyers, a gateway and a bank that say what we make
//! them say. A vocabulary, not a framework: each word is one act of the market.
//!
//! | maker | makes | under GST | brings it to |
//! |---|---|---|---|
//! | Sunita | lac bangles, a lac box | enrolled: inside the State only | Deoghar |
//! | Ramesh | iron tawa | regular, 18 % | Deoghar |
//! | Phulmani | bamboo basket | unenrolled, through the federation, 5 % | Deoghar |
//! | Mohan | peda, keeps 12 days | composition | Deoghar |
//! | Karim | clay pot | regular, 5 % | Madhupur |
//! | Basanti | sohrai panel | unenrolled, alone | Deoghar |
//! | Lakhan | kurta | regular, 5 %, no bank account yet | Deoghar |

mod acts;
pub mod damage;
mod look;
pub mod sql;

use std::collections::HashMap;
use std::sync::Mutex;

use kernel::ids::{AggregatorId, CartId, HubId, MakerId, OrderId, PersonId, ProductId, VariantId};
use kernel::india::Mobile;
use kernel::{BasisPoints, Day, Paise};
use market::cases::Selling;
use market::delivery::load_tables;
use market::makers::TaxClass;
use market::orders::Placed;
use market::quotes::Books;
use store::{Db, DbError, chance, transaction};

/// A pincode of the district: its own runners go there.
pub const DEOGHAR: &str = "814112";
/// In the State, by post.
pub const RANCHI: &str = "834001";
/// In the next State, near.
pub const KOLKATA: &str = "700001";
/// As far as the post goes.
pub const KANYAKUMARI: &str = "629702";
/// Our account at the gateway.
pub const MERCHANT: &str = "acc_mart";

/// A maker of the town.
#[derive(Clone, Debug)]
pub struct Maker {
    pub id: MakerId,
    pub name: &'static str,
    pub mobile: Mobile,
    pub hub: HubId,
    pub craft: &'static str,
    pub class: TaxClass,
    pub licence_until: Option<Day>,
}

/// A good of the town and how many there are at first.
#[derive(Clone, Copy, Debug)]
pub struct Good {
    pub name: &'static str,
    pub maker: &'static str,
    pub price: Paise,
    pub weight_g: i64,
    pub keeps_days: Option<i64>,
    pub pieces: u32,
}

const fn good(name: &'static str, maker: &'static str, paise: i64, weight_g: i64, pieces: u32) -> Good {
    Good { name, maker, price: Paise(paise), weight_g, keeps_days: None, pieces }
}

pub const GOODS: [Good; 8] = [
    good("lac bangles", "Sunita", 250_00, 200, 20),
    good("lac box", "Sunita", 400_00, 300, 1),
    good("iron tawa", "Ramesh", 355_55, 1_200, 20),
    good("bamboo basket", "Phulmani", 149_99, 500, 20),
    Good { keeps_days: Some(12), ..good("peda", "Mohan", 220_00, 500, 20) },
    good("clay pot", "Karim", 99_00, 1_000, 50),
    good("sohrai panel", "Basanti", 900_00, 400, 5),
    good("kurta", "Lakhan", 799_00, 350, 10),
];

/// An order that was placed, and under which id the gateway knows it.
#[derive(Clone, Debug)]
pub struct Bought {
    pub id: OrderId,
    pub code: String,
    pub total: Paise,
    pub gateway_order: String,
}

impl Bought {
    pub fn of(placed: &Placed) -> Bought {
        let gateway_order = format!("order_{}", placed.id);
        Bought { id: placed.id, code: placed.code.clone(), total: placed.total, gateway_order }
    }
}

/// The district of one test.
#[derive(Debug)]
pub struct Town {
    pub db: Db,
    pub books: Books,
    pub deoghar_hub: HubId,
    pub madhupur_hub: HubId,
    pub federation: AggregatorId,
    makers: HashMap<&'static str, Maker>,
    goods: HashMap<&'static str, VariantId>,
    people: Mutex<HashMap<String, PersonId>>,
}

impl Town {
    /// Founds the district in a fresh database.
    pub async fn found(db: &Db) -> Town {
        Town::with_commission(db, BasisPoints(0)).await
    }

    /// A district whose mart keeps a share.
    pub async fn with_commission(db: &Db, commission: BasisPoints) -> Town {
        load_tables(db).await.expect("the delivery tables load");
        market::cash::load_tables(db).await.expect("the rule of cash loads");
        market::gateways::load_tables(db).await.expect("the rules of gateways loads");
        market::templates::load_shipped(db).await.expect("the craft templates load");
        let now = db.now();
        let (deoghar_hub, madhupur_hub, federation) = (chance::id(now), chance::id(now), chance::id(now));
        let makers = cast(deoghar_hub, madhupur_hub, now.day());
        let goods: HashMap<_, _> =
            GOODS.iter().map(|good| (good.name, chance::id::<VariantId>(now))).collect();
        let founded: Result<(), DbError> = transaction!(db, tx => {
            places(tx, deoghar_hub, madhupur_hub).await?;
            sql::insert_aggregator(tx, federation, "federation", DEOGHAR).await?;
            for (position, (craft, rate)) in (1..).zip(RATES) {
                sql::insert_craft(tx, craft, position).await?;
                sql::insert_rate(tx, craft, BasisPoints(rate)).await?;
            }
            if commission.0 > 0 {
                sql::insert_commission(tx, now.day(), commission).await?;
            }
            for maker in makers.values() {
                sql::insert_maker(tx, maker, (maker.name == "Phulmani").then_some(federation)).await?;
                if maker.name != "Lakhan" {
                    sql::insert_account(tx, maker.id, maker.name).await?;
                }
                market::cases::enrol(tx, maker.id).await?;
            }
            for good in &GOODS {
                let product: ProductId = tx.new_id();
                sql::insert_product(tx, product, &makers[good.maker], good).await?;
                sql::insert_variant(tx, goods[good.name], product, good).await?;
                market::catalogue::stock::receive(tx, "the first sack", goods[good.name], good.pieces).await?;
            }
            Ok(())
        });
        founded.expect("the town is founded");
        let books = Books::open(&mut db.read().await.expect("reads")).await.expect("the books open");
        let people = Mutex::default();
        Town { db: db.clone(), books, deoghar_hub, madhupur_hub, federation, makers, goods, people }
    }

    pub fn maker(&self, name: &str) -> MakerId {
        self.makers.get(name).unwrap_or_else(|| panic!("{name} makes nothing here")).id
    }

    /// The number a maker is called on at first.
    pub fn mobile(&self, name: &str) -> Mobile {
        self.makers[name].mobile.clone()
    }

    pub fn good(&self, name: &str) -> VariantId {
        *self.goods.get(name).unwrap_or_else(|| panic!("nobody makes {name} here"))
    }

    /// The person of a name; somebody new if nobody of that name is known yet.
    pub async fn person(&self, name: &str) -> PersonId {
        let known = self.people.lock().expect("no test panics here").get(name).copied();
        if let Some(id) = known {
            return id;
        }
        let id: PersonId = chance::id(self.db.now());
        let number = u32::from_le_bytes(chance::bytes()) % 100_000_000;
        let mobile = Mobile::typed(&format!("70{number:08}")).expect("a number");
        let met: Result<(), DbError> =
            transaction!(self.db, tx => { sql::insert_person(tx, id, &mobile, name).await });
        met.expect("somebody new");
        self.people.lock().expect("no test panics here").insert(name.to_owned(), id);
        id
    }

    /// The federation sells for whoever may not.
    pub const fn federation_sells(&self) -> Selling {
        Selling { tax_class: TaxClass::Unenrolled, tax_number: None, aggregator: Some(self.federation) }
    }

    /// From now on a maker is registered: she may sell everywhere.
    pub async fn may_sell_everywhere(&self, maker: &str) {
        let done: Result<(), DbError> =
            transaction!(self.db, tx => { sql::register(tx, self.maker(maker)).await });
        done.expect("is registered");
    }

    /// From now on a good has another tax key.
    pub async fn taxed_as(&self, good: &str, key: &str) {
        let done: Result<(), DbError> =
            transaction!(self.db, tx => { sql::set_tax_key(tx, self.good(good), key).await });
        done.expect("is taxed otherwise");
    }

    /// From now on a good has another price.
    pub async fn priced(&self, good: &str, price: Paise) {
        let done: Result<(), DbError> =
            transaction!(self.db, tx => { sql::set_price(tx, self.good(good), price).await });
        done.expect("has another price");
    }

    /// One more piece of a good comes to the shelf, once per reason.
    pub async fn restocks(&self, good: &str, reason: &str) {
        let done: Result<(), DbError> = transaction!(self.db, tx => { market::catalogue::stock::receive(tx, reason, self.good(good), 1).await });
        done.expect("lies on the shelf");
    }

    /// The bank of these four letters is one of those we know.
    pub async fn knows_bank(&self, prefix: &str) {
        let done: Result<(), DbError> = transaction!(self.db, tx => { sql::insert_bank(tx, prefix).await });
        done.expect("is known");
    }

    /// A maker has a bank account from now on.
    pub async fn opens_account(&self, maker: &'static str) {
        let done: Result<(), DbError> =
            transaction!(self.db, tx => { sql::insert_account(tx, self.maker(maker), maker).await });
        done.expect("has an account");
    }

    /// So many makers, each with an account, have each delivered one parcel of one order; only finance needs to know.
    pub async fn many_makers_have_delivered(&self, makers: u32) {
        let bought = self.buys("Anita", &[("clay pot", 1)], DEOGHAR).await;
        let (karims, hub) = (self.parcel(&bought, "Karim").await.id, self.deoghar_hub);
        let done: Result<(), DbError> = transaction!(self.db, tx => {
            for number in 0..makers {
                let id: MakerId = tx.new_id();
                sql::insert_maker_like(tx, id, number, self.maker("Karim"), hub).await?;
                sql::insert_account(tx, id, "somebody").await?;
                market::cases::enrol(tx, id).await?;
                let parcel = tx.new_id();
                sql::insert_delivered_parcel(tx, parcel, number, id, karims).await?;
            }
            Ok(())
        });
        done.expect("all have delivered");
    }

    /// Puts so many kinds of goods into a basket.
    pub async fn fill_basket(&self, cart: CartId, kinds: u32) {
        let done: Result<(), DbError> = transaction!(self.db, tx => {
            for _ in 0..kinds {
                let kind = tx.new_id();
                sql::insert_cart_line(tx, cart, kind).await?;
            }
            Ok(())
        });
        done.expect("is filled");
    }
}

const RATES: [(&str, u32); 7] = [
    ("bangle", 300),
    ("iron", 1_800),
    ("bamboo", 500),
    ("peda", 500),
    ("pottery", 500),
    ("sohrai", 1_200),
    ("cloth", 500),
];

fn cast(deoghar: HubId, madhupur: HubId, today: Day) -> HashMap<&'static str, Maker> {
    use TaxClass::{Composition, Enrolled, Regular, Unenrolled};
    let all = [
        ("Sunita", deoghar, "bangle", Enrolled),
        ("Ramesh", deoghar, "iron", Regular),
        ("Phulmani", deoghar, "bamboo", Unenrolled),
        ("Mohan", deoghar, "peda", Composition),
        ("Karim", madhupur, "pottery", Regular),
        ("Basanti", deoghar, "sohrai", Unenrolled),
        ("Lakhan", deoghar, "cloth", Regular),
    ];
    let maker =
        |(number, (name, hub, craft, class)): (i64, (&'static str, HubId, &'static str, TaxClass))| {
            let mobile = Mobile::typed(&format!("98{number:08}")).expect("a number");
            let licence_until = (craft == "peda").then(|| today.plus(400));
            (name, Maker { id: chance::id(today.starts()), name, mobile, hub, craft, class, licence_until })
        };
    (1_i64..).zip(all).map(maker).collect()
}

async fn places(tx: &mut store::Tx, deoghar: HubId, madhupur: HubId) -> Result<(), DbError> {
    for (code, name) in [("20", "Jharkhand"), ("19", "West Bengal"), ("33", "Tamil Nadu")] {
        sql::insert_state(tx, code, name).await?;
    }
    for (pin, district, state, at) in [
        (DEOGHAR, "Deoghar", "20", (244_850, 867_000)),
        ("815353", "Deoghar", "20", (242_700, 866_500)),
        (RANCHI, "Ranchi", "20", (233_400, 853_100)),
        (KOLKATA, "Kolkata", "19", (225_726, 883_639)),
        (KANYAKUMARI, "Kanyakumari", "33", (80_883, 775_385)),
    ] {
        sql::insert_pin(tx, pin, district, state, at).await?;
    }
    sql::insert_block(tx, "2201", "Deoghar").await?;
    sql::insert_hub(tx, deoghar, "deoghar", "2201", DEOGHAR).await?;
    sql::insert_hub(tx, madhupur, "madhupur", "2201", "815353").await
}
