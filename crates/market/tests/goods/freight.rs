//! Freight of baskets of several makers in the sample district, beside what each maker's parcel would cost alone.

use std::collections::BTreeMap;

use kernel::ids::{HubId, MakerId, VariantId};
use kernel::india::Pin;
use kernel::{Limit, Paise};
use market::quotes::{self, Ask, Books, PaymentMethod, QuoteError, To};
use store::{Db, Engine, Read, params, sql};

/// Where baskets of the sample go: the district, the State, the next one.
const TO: [(&str, &str); 4] =
    [("814112", "Deoghar"), ("834001", "Ranchi"), ("700001", "Kolkata"), ("110001", "Delhi")];
/// What is saved at least of what separate parcels would cost, in hundredths, by the heaviest good in the basket: the post charges
/// heavy goods by their weight whoever sends them, so joining saves only what every parcel begins with.
const SAVED_LEAST: [(i64, i64); 2] = [(500, 35), (10_000, 30)];

/// One good of each maker of a hub that is no food and not heavier than so much.
async fn goods(read: &mut Read, heaviest_g: i64) -> BTreeMap<HubId, Vec<(MakerId, VariantId)>> {
    let rows: Vec<(HubId, MakerId, VariantId)> = read
        .rows(
            sql!(
                "select m.hub_id, m.id, v.id
                   from maker m
                   join product p on p.maker_id = m.id
                   join variant v on v.product_id = p.id and v.position = (select min(n.position) from variant n where n.product_id = p.id)
                  where p.slug = (select min(q.slug)
                                    from product q
                                    join variant w on w.product_id = q.id and w.position = (select min(n.position) from variant n where n.product_id = q.id)
                                    join stock t on t.variant_id = w.id
                                   where q.maker_id = m.id and q.veg is null and w.making = 'stock' and w.weight_g <= $2
                                     and t.on_hand - t.held > 2)
                  order by m.slug limit $1"
            ),
            params![Limit::of(Limit::MOST), heaviest_g],
        )
        .await
        .expect("lists");
    let mut of_hub: BTreeMap<HubId, Vec<(MakerId, VariantId)>> = BTreeMap::new();
    for (hub, maker, variant) in rows {
        of_hub.entry(hub).or_default().push((maker, variant));
    }
    of_hub
}

#[tokio::test(flavor = "multi_thread")]
async fn baskets_of_several_makers_cost_less_than_separate_parcels() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    crate::district(&fresh).await;
    market::delivery::load_tables(&fresh.db).await.expect("the tables load");
    let books = Books::open(&mut fresh.db.read().await.expect("reads")).await.expect("the books open");
    for (heaviest_g, least) in SAVED_LEAST {
        let goods = goods(&mut fresh.db.read().await.expect("reads"), heaviest_g).await;
        let (mut baskets, mut joined, mut separate) = (0, 0, 0);
        for (pin, name) in TO {
            let (count, one, many) = compared(&fresh.db, &books, &goods, pin).await;
            if many > 0 {
                let saved = 100 - one * 100 / many;
                let (one, many) = (Paise(one), Paise(many));
                println!(
                    "{name}: {count} baskets of three makers, freight {one} instead of {many}, {saved} % less"
                );
            }
            (baskets, joined, separate) = (baskets + count, joined + one, separate + many);
        }
        let saved = 100 - joined * 100 / separate;
        println!("goods up to {heaviest_g} g: {baskets} baskets, {saved} % less freight");
        assert!(
            baskets >= 10 && saved >= least,
            "{baskets} baskets, {saved} % saved of goods up to {heaviest_g} g"
        );
    }
}

/// How many baskets can be sent to a place, their freight joined, and maker by maker.
async fn compared(
    db: &Db,
    books: &Books,
    goods: &BTreeMap<HubId, Vec<(MakerId, VariantId)>>,
    pin: &str,
) -> (i64, i64, i64) {
    let freight = async |lines: Vec<(VariantId, u32)>| -> Option<Paise> {
        let pin = Pin::typed(pin).expect("a pincode");
        let to = To::Pin(pin);
        let ask = Ask {
            kits: Vec::new(),
            lines,
            to,
            method: PaymentMethod::Upi,
            cart: None,
            stall: None,
            wanted: Default::default(),
        };
        match quotes::make(db, books, &ask).await {
            Ok(quote) => Some(quote.head.freight),
            Err(QuoteError::NotSold(_)) => None,
            Err(cause) => panic!("{cause}"),
        }
    };
    let (mut baskets, mut joined, mut separate) = (0, 0, 0);
    for basket in goods.values().flat_map(|of_hub| of_hub.windows(3)) {
        let mut alone = Some(Paise::ZERO);
        for (_, variant) in basket {
            let parcel = freight(vec![(*variant, 1)]).await;
            alone = alone.zip(parcel).and_then(|(sum, part)| sum.plus(part));
        }
        let together = freight(basket.iter().map(|(_, variant)| (*variant, 1)).collect()).await;
        if let (Some(together), Some(alone)) = (together, alone) {
            (baskets, joined, separate) = (baskets + 1, joined + together.0, separate + alone.0);
        }
    }
    (baskets, joined, separate)
}
