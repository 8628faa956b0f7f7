//! A maker's own goods and papers, and what an officer reads of her wishes.

use super::*;

fn tile(n: usize, stands: GoodStands) -> GoodTile {
    let names = [w("लाल लहठी, कुंदन जड़ी", "Red lahthi, kundan work"), w("लाह की चूड़ी", "Lac bangle")];
    GoodTile {
        slug: format!("good-{n}"),
        name: names[n % 2].clone(),
        picture: None,
        price: Paise(49_400),
        stands,
        waits: n == 1,
    }
}

fn page(paused: Option<&'static str>, news: Option<&'static str>) -> OwnGoodPage {
    let variant = |n: usize, label: Words, wanted, free| OwnVariant {
        id: format!("var_{n}"),
        label,
        price: Paise(49_400),
        wanted,
        week: None,
        free,
        once: "once".into(),
    };
    OwnGoodPage {
        maker: sunita(),
        slug: "good-0".into(),
        name: w("लाल लहठी, कुंदन जड़ी", "Red lahthi, kundan work"),
        picture: None,
        photo: news.is_some().then(|| WaitingPhoto {
            address: "/pictures/x/320.jpg".into(),
            advice: Some("…".into()),
            alt: w("लाल लहठी", "A red lahthi"),
        }),
        paused,
        withdrawn: false,
        loss: None,
        obstacles: vec!["…".into()],
        waits: true,
        refused: None,
        variants: vec![
            variant(0, w("2.4 इंच", "2.4 inch"), None, Some(12)),
            variant(1, w("2.6 इंच", "2.6 inch"), Some(Paise(60_000)), Some(0)),
            variant(2, w("नाप का", "Made to measure"), None, None),
        ],
        news,
        form_key: key(),
        wrongs: Wrongs::none(),
    }
}

pub(super) fn views() -> Vec<Shown> {
    let goods = OwnGoods {
        maker: sunita(),
        goods: vec![
            tile(0, GoodStands::Free(12)),
            tile(1, GoodStands::ToOrder(4)),
            tile(2, GoodStands::Paused),
            tile(3, GoodStands::Withdrawn),
        ],
        in_batches: true,
    };
    let none = OwnGoods { goods: vec![], ..goods.clone() };
    let wrong = OwnGoodPage { wrongs: Wrongs::none().and("rupees-var_0", "…"), ..page(None, None) };
    let card = |key, about, stands| PaperCard { key, about, stands };
    let papers = PapersPage {
        maker: sunita(),
        cards: vec![
            card("own-paper-bank", "bank", PaperStands::There("…4321".into())),
            card("own-paper-pan", "pan", PaperStands::Missing),
            card("own-paper-enrolment", "enrolment", PaperStands::Asked),
            card("own-paper-gstin", "enrolment", PaperStands::Missing),
            card("own-paper-fssai", "fssai", PaperStands::Missing),
        ],
        form_key: key(),
    };
    let help = HelpLine {
        id: "hlp_1".into(),
        asked_at: at(21, 15),
        about: "requests-call",
        maker: sunita(),
        village: w("रिखिया", "Rikhia"),
        mobile: "9876543210".into(),
    };
    let requests = RequestsPage {
        whose: w("अधिकारी", "Officer"),
        helps: vec![help],
        answered: true,
        form_key: key(),
        wrongs: Wrongs::none(),
    };
    let quiet = RequestsPage { helps: vec![], answered: false, ..requests.clone() };
    vec![
        ("desk-goods", "/maker/goods", Box::new(goods)),
        ("desk-goods-empty", "/maker/goods", Box::new(none)),
        ("desk-good", "/maker/goods/good-0?done=asked", Box::new(page(None, Some("goods-asked")))),
        ("desk-good-paused", "/maker/goods/good-0", Box::new(page(Some("pause-home"), None))),
        ("desk-good-wrong", "/maker/goods/good-0", Box::new(wrong)),
        ("desk-papers", "/maker/papers", Box::new(papers)),
        ("desk-requests", "/officer/requests", Box::new(requests)),
        ("desk-requests-none", "/officer/requests", Box::new(quiet)),
    ]
}
