//! Food has a licence and every good a seller, before anybody says that it is sold.

use kernel::ids::{FieldRecordId, ProductId};
use kernel::{Paise, Words};
use market::accounts::{Blocks, DepartmentKey, Post};
use market::cases::{self, By, CaseError, Scope, Selling};
use market::catalogue;
use market::fieldwork::{self, Answers, Approval, FieldworkError, Head, Kind, Officer, Role, Standing};
use market::licences::{self, LicenceError};
use market::makers::TaxClass;
use market::quotes::WhyNot;
use store::{on_each_engine, sql, testing::Fresh};

use crate::fieldwork::{answers, code_sent, delivers, head, officer, photo, sent};
use crate::town::{DEOGHAR, Town};

const NUMBER: &str = "21525000000001";

fn here() -> Blocks {
    Blocks(vec!["2201".to_owned()])
}

/// A peda of somebody met for the first time, with these answers beside.
fn peda(more: &[(&str, &str)]) -> Answers {
    let plain = [
        ("name_hi", "रेखा यादव"),
        ("mobile", "9431012377"),
        ("block", "2201"),
        ("village_hi", "घोरमारा"),
        ("pincode", "814112"),
        ("craft", "peda"),
        ("good_hi", "केसर पेड़ा"),
        ("length_cm", "12"),
        ("breadth_cm", "8"),
        ("height_cm", "4"),
        ("weight_g", "550"),
        ("making", "stock"),
        ("stock", "10"),
        ("net_quantity", "500 g"),
        ("ingredients", "खोआ, चीनी, केसर"),
        ("shelf_life_days", "12"),
        ("material", "100"),
        ("hours", "1"),
        ("price", "260"),
    ];
    Answers::of(Kind::Listing, plain.into_iter().chain(more.iter().copied()))
}

/// Recorded with a photo and agreed to by its maker's code.
async fn agreed(town: &Town, officer: &Officer, answers: Answers) -> FieldRecordId {
    let file = photo(b"a photo", Role::Goods);
    let record = sent(answers, vec![file.clone()]);
    let taken = fieldwork::take(&town.db, officer, &record).await.expect("taken");
    assert_eq!((taken.state, taken.reason.as_str()), (Standing::Receiving, ""));
    delivers(town, officer, &file, b"a photo").await;
    fieldwork::ask_code(&town.db, officer, record.id).await.expect("a code is sent");
    fieldwork::agree_by_code(&town.db, officer, record.id, &code_sent(town).await).await.expect("she agrees");
    record.id
}

async fn grants(
    town: &Town,
    head: Head,
    id: FieldRecordId,
    key: &str,
    selling: Option<Selling>,
) -> Result<ProductId, FieldworkError> {
    let alt = Words::new("फ़ोटो", "A photo");
    fieldwork::approve(&town.db, head, id, &Approval { hsn_key: key.to_owned(), alt, selling }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn rekhas_first_peda_brings_her_licence_or_comes_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anjali, meera) = (officer(&town, "Anjali").await, head(&town, "Meera").await);
        let (ahead, past) = (town.db.now().day().plus(300).iso(), town.db.now().day().iso());
        for (given, told) in [
            (vec![], "!fssai:missing fssai_until:missing"),
            (vec![("fssai", "91525000000001"), ("fssai_until", ahead.as_str())], "!fssai:fssai"),
            (vec![("fssai", NUMBER), ("fssai_until", past.as_str())], "!fssai_until:last_day"),
        ] {
            let record = sent(peda(&given), vec![photo(b"a photo", Role::Goods)]);
            let taken = fieldwork::take(&town.db, &anjali, &record).await.expect("kept all the same");
            assert_eq!((taken.state, taken.reason.as_str()), (Standing::SentBack, told));
        }

        let whole = peda(&[("fssai", "२१५२५०००००००01"), ("fssai_until", &ahead)]);
        let record = agreed(&town, &anjali, whole).await;
        let selling = Some(town.federation_sells());
        let product = grants(&town, meera, record, "peda_sweets", selling).await.expect("granted");
        assert_eq!(town.on_shelf(product).await, Some(("केसर पेड़ा".to_owned(), Paise(260_00))));
        assert_eq!(town.told("sms-listed").await, 1);
        assert!(licences::ending(&mut town.read().await, &here()).await.expect("lists").is_empty());
        town.minutes_pass(301 * 24 * 60);
        town.hour_strikes().await;
        assert_eq!(town.on_shelf(product).await, None, "it ran out");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn mohan_who_never_showed_a_licence_stands_first_until_he_does() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anjali, person) = (officer(&town, "Anjali").await, town.person("Anjali").await);
        cases::open_missing(&town.db).await.expect("cases");
        // A number whose last day nobody knows is no licence either.
        for lost in [sql!("update maker set fssai_until_day = null"), sql!("update maker set fssai = null")] {
            town.suffers(&[(lost, vec![])]).await;
            catalogue::act::keep_shelf(&town.db).await.expect("keeps");
            assert_eq!((town.refused("peda").await, town.shows("Mohan").await), (vec![WhyNot::NoLicence], 0));
            let tasks = licences::ending(&mut town.read().await, &here()).await.expect("lists");
            assert_eq!((tasks.len(), tasks[0].until, tasks[0].goods), (1, None, 1));
        }
        let climbed = async |department| {
            licences::overdue(&mut town.read().await, department).await.expect("lists").len()
        };
        let his = DepartmentKey::ALL.iter().copied();
        let mut seen = Vec::new();
        for department in his {
            seen.push(climbed(department).await);
        }
        assert_eq!(seen.iter().sum::<usize>(), 1, "one head sees it, hers");

        let mohan = town.maker("Mohan").to_string();
        let more = peda(&[("maker", &mohan)]);
        let record = sent(more, vec![photo(b"a photo", Role::Goods)]);
        let taken = fieldwork::take(&town.db, &anjali, &record).await.expect("kept all the same");
        assert_eq!(taken.reason, "!fssai:licence", "his next peda waits for it too");
        let slug = licences::ending(&mut town.read().await, &here()).await.expect("lists")[0].slug.clone();
        let until = town.db.now().day().plus(400);
        let renew = async |number| licences::renew(&town.db, person, &here(), &slug, (number, until)).await;
        assert!(matches!(renew("91525000000001").await, Err(LicenceError::BadNumber)));
        renew(NUMBER).await.expect("seen");
        assert_eq!((town.refused("peda").await, town.shows("Mohan").await), (vec![], 1));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn phulmanis_basket_waits_for_somebody_who_may_sell_it() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anjali, meera) = (officer(&town, "Anjali").await, head(&town, "Meera").await);
        let record = agreed(&town, &anjali, answers(&[])).await;
        let strange = Selling { tax_number: Some("20".to_owned()), ..town.federation_sells() };
        let wrong = grants(&town, meera, record, "bamboo_basketware", Some(strange)).await;
        assert!(matches!(wrong, Err(FieldworkError::Wrong(list)) if list[0].key == "tax_number"));
        let product = grants(&town, meera, record, "bamboo_basketware", None).await.expect("granted");
        assert_eq!(
            (town.on_shelf(product).await, town.told("sms-listed").await),
            (None, 0),
            "nobody may sell it"
        );

        let maker = town.maker_of(product).await;
        let case = cases::of_maker(&mut town.read().await, maker).await.expect("asks").expect("has one");
        let view =
            cases::case(&mut town.read().await, &Scope::District, case).await.expect("asks").expect("is");
        let department = view.head.department;
        let other = DepartmentKey::ALL.iter().copied().find(|key| *key != department).expect("several");
        let hers = By::officer(anjali.person, Post { department, blocks: here() });
        let his = By::officer(anjali.person, Post { department: other, blocks: here() });
        let set = async |by: &By, selling: &Selling| cases::set_selling(&town.db, by, case, selling).await;
        assert!(matches!(
            set(&his, &town.federation_sells()).await,
            Err(CaseError::NoCase(_) | CaseError::NotYours)
        ));
        let unknown =
            Selling { tax_class: TaxClass::Regular, tax_number: Some("20".into()), aggregator: None };
        assert!(matches!(set(&hers, &unknown).await, Err(CaseError::NoTaxNumber)));
        assert_eq!(town.on_shelf(product).await, None, "what is refused changes nothing");
        set(&hers, &town.federation_sells()).await.expect("settled");
        assert!(town.on_shelf(product).await.is_some());
        assert_eq!(town.told("sms-listed").await, 1);
        set(&hers, &town.federation_sells()).await.expect("the same again");
        assert_eq!(town.told("sms-listed").await, 1, "she hears of a good once");
        assert_eq!(
            town.refused("sohrai panel").await,
            [WhyNot::NeedsAggregator],
            "Basanti's waits still, at home too"
        );
        assert!(town.quote(&[("bamboo basket", 1)], DEOGHAR).await.is_ok());
        town.is_sound().await;
    });
}
