//! Made-up people and goods for looking at pages: every view, filled. Start at [`views`].

use std::collections::BTreeMap;

use kernel::{BasisPoints, Day, Paise, Time, Words};

use super::*;
use crate::page::{Assets, District, Link, Navigation, Site, Stage, View, Width, view};
use crate::parts::*;
use crate::text::Text;

mod all;
mod desk;
mod factor;
mod found;
mod goods;
mod orders;

pub(super) use all::views;

fn w(hi: &str, en: &str) -> Words {
    Words::new(hi, en)
}

const CRAFTS: [(&str, &str, &str, u32); 8] = [
    ("peda", "पेड़ा और मिठाई", "Peda and sweets", 24),
    ("lac", "लाह चूड़ी व लहठी", "Lac bangles and lahthi", 31),
    ("bamboo", "बाँस शिल्प", "Bamboo", 22),
    ("pottery", "मिट्टी के बर्तन", "Pottery", 19),
    ("blacksmith", "लोहे के औज़ार", "Iron tools", 17),
    ("sewing_embroidery", "सिलाई-कढ़ाई", "Sewing and embroidery", 26),
    ("jslps", "दीदी समूह के उत्पाद", "Didi group products", 28),
    ("painting", "चित्रकला", "Paintings", 9),
];

pub(super) fn site() -> Site {
    Site {
        url: "https://deogharmart.example".into(),
        district: District {
            owner: w("जिला प्रशासन, देवघर", "District Administration, Deoghar"),
            legal_name: w("देवघर जिला हस्तशिल्प समिति", "Deoghar District Handicrafts Society"),
            office: w(
                "समाहरणालय परिसर, देवघर 814112, झारखंड",
                "Collectorate Campus, Deoghar 814112, Jharkhand",
            ),
            phone: "06432-000000".into(),
            hours: w("सोमवार से शनिवार, सुबह 10 से शाम 6", "Monday to Saturday, 10 am to 6 pm"),
            email: "madad@deogharmart.example".into(),
            grievance_name: w("श्रीमती नमूना कुमारी", "Ms Namuna Kumari"),
            grievance_post: w("शिकायत अधिकारी", "Grievance Officer"),
            grievance_phone: "06432-000001".into(),
            grievance_email: "shikayat@deogharmart.example".into(),
            payment_company: "Razorpay".into(),
            upi_address: "deogharmart.namuna@upi".into(),
        },
        assets: Assets { served_at: BTreeMap::new() },
        stage: Stage::Sample.into(),
        crafts: CRAFTS.iter().map(|(key, hi, en, _)| ((*key).into(), w(hi, en))).collect(),
        updated: Day::of(2026, 11, 20).expect("a date"),
    }
}

pub(super) fn at(hour: i64) -> Time {
    Day::of(2026, 11, 22).expect("a date").starts().plus_minutes(hour * 60)
}

pub(super) fn picture(name: &str) -> Picture {
    let sizes = [160, 320, 640].map(|px| Rendition {
        width_px: px,
        webp: String::new(),
        jpeg: format!("/media/{name}/{px}.jpg"),
    });
    Picture {
        sizes: sizes.into(),
        width_px: 640,
        height_px: 640,
        alt: w("सामान की तस्वीर", "Picture of the goods"),
    }
}

fn card(n: usize) -> Card {
    let goods = [
        (
            "peda",
            "सफ़ेद पेड़ा",
            "White peda",
            "गणेश साव मिष्ठान्न",
            "Ganesh Sao Sweets",
            "घोरमारा",
            "Ghormara",
            260,
            "500 ग्राम",
            "500 g",
            Stock::Ready { pieces: 40 },
        ),
        (
            "lac",
            "लाल लहठी, 12 का सेट, कुंदन जड़ी",
            "Red lahthi, set of 12, kundan work",
            "सुनीता देवी",
            "Sunita Devi",
            "मधुपुर",
            "Madhupur",
            520,
            "12 का सेट",
            "set of 12",
            Stock::ToOrder { days: 4 },
        ),
        (
            "bamboo",
            "बाँस का सूप",
            "Bamboo winnowing tray",
            "महली बाँस समूह",
            "Mahli Bamboo Group",
            "सारठ",
            "Sarath",
            120,
            "1 नग",
            "1 piece",
            Stock::Ready { pieces: 3 },
        ),
        (
            "pottery",
            "मिट्टी का मटका, 8 लीटर",
            "Clay water pot, 8 litres",
            "रामधनी पंडित",
            "Ramdhani Pandit",
            "सारवां",
            "Sarwan",
            180,
            "1 नग",
            "1 piece",
            Stock::Ready { pieces: 11 },
        ),
        (
            "blacksmith",
            "लोहे की कड़ाही",
            "Iron karahi",
            "बिरजू मिस्त्री",
            "Birju Mistri",
            "करौं",
            "Karon",
            640,
            "1 नग",
            "1 piece",
            Stock::ToOrder { days: 6 },
        ),
        (
            "sewing_embroidery",
            "कांथा कढ़ाई का झोला",
            "Kantha embroidered bag",
            "ज्योति महिला समूह",
            "Jyoti Women's Group",
            "पालोजोरी",
            "Palojori",
            350,
            "1 नग",
            "1 piece",
            Stock::Gone,
        ),
        (
            "jslps",
            "महुआ का अचार",
            "Mahua pickle",
            "पलाश दीदी समूह",
            "Palash Didi Group",
            "देवीपुर",
            "Devipur",
            140,
            "250 ग्राम",
            "250 g",
            Stock::Ready { pieces: 28 },
        ),
        (
            "painting",
            "सोहराय दीवार चित्र",
            "Sohrai wall painting",
            "पार्वती हेम्ब्रम",
            "Parwati Hembrom",
            "मोहनपुर",
            "Mohanpur",
            1_450,
            "60 × 45 सेमी",
            "60 × 45 cm",
            Stock::Resting,
        ),
    ];
    let (craft, hi, en, by_hi, by_en, at_hi, at_en, rupees, unit_hi, unit_en, stock) = goods[n % goods.len()];
    Card {
        slug: format!("{craft}-{n}"),
        name: w(hi, en),
        maker: w(by_hi, by_en),
        village: w(at_hi, at_en),
        price: Paise::rupees(rupees),
        and_up: n % 3 == 1,
        unit: w(unit_hi, unit_en),
        stock,
        made_today: n == 0,
        picture: Some(picture(
            ["peda-bowl", "lahthi", "soop", "ghara", "kadhai", "jhola", "pickle-jar", "sohrai-painting"]
                [n % 8],
        )),
        reaches: String::new(),
    }
}

fn shelf(from: usize, count: usize) -> Shelf {
    Shelf { cards: (from..from + count).map(card).collect(), in_sight: false }
}

fn maker_card(n: usize) -> MakerCard {
    let c = card(n);
    MakerCard {
        slug: format!("maker-{n}"),
        name: c.maker,
        place: c.village,
        craft: w(CRAFTS[n % 8].1, CRAFTS[n % 8].2),
        picture: Some(picture(
            ["maker-woman", "maker-hut", "maker-tree", "maker-wheel", "maker-peacock", "maker-bull"][n % 6],
        )),
    }
}

fn totals(t: &Text) -> Totals {
    let hi = t.lang == kernel::Lang::Hi;
    Totals {
        lines: vec![
            TotalLine {
                label: if hi { "सामान" } else { "Goods" }.into(), amount: Paise::rupees(1_040)
            },
            TotalLine {
                label: if hi { "डाक ख़र्च" } else { "Freight" }.into(), amount: Paise(8_650)
            },
        ],
        total: Paise(112_650),
        tax: Some(Paise(4_952)),
        lacking: None,
    }
}

fn filter(t: &Text) -> Filter {
    let hi = t.lang == kernel::Lang::Hi;
    Filter {
        action: t.path("/crafts/lac"),
        blocks: [
            ("deoghar", "देवघर (9)", "Deoghar (9)"),
            ("madhupur", "मधुपुर (12)", "Madhupur (12)"),
            ("sarath", "सारठ (4)", "Sarath (4)"),
        ]
        .map(|(key, name_hi, name_en)| {
            Choice::new(key, if hi { name_hi } else { name_en }).chosen_if("madhupur")
        })
        .into(),
        sorts: vec![
            Choice::new("ready", if hi { "जो अभी तैयार है" } else { "Ready now" }).chosen_if("ready"),
            Choice::new("new", if hi { "नया" } else { "Newest" }),
            Choice::new("price", if hi { "कम दाम वाला" } else { "Lowest price" }),
        ],
        bands: vec![
            Band {
                label: if hi { "₹100 तक (5)" } else { "Up to ₹100 (5)" }.into(),
                href: t.path("/crafts/lac?to=100"),
                chosen: false,
            },
            Band {
                label: if hi { "₹101 से ₹250 (7)" } else { "₹101 to ₹250 (7)" }.into(),
                href: t.path("/crafts/lac"),
                chosen: true,
            },
        ],
        ready_goods: 8,
        chips: vec![Chip {
            label: if hi { "प्रखंड: मधुपुर" } else { "Block: Madhupur" }.into(),
            without: t.path("/crafts/lac"),
        }],
        ..Filter::default()
    }
}

fn cart_makers(t: &Text) -> Vec<CartMaker> {
    let hi = t.lang == kernel::Lang::Hi;
    let line = |n: usize, quantity: u32, trouble: Option<&str>| {
        let c = card(n);
        CartLine {
            id: format!("cln_{n}"),
            slug: c.slug,
            name: c.name,
            variant: if n == 1 { w("2.6 इंच", "2.6 inch") } else { Words::default() },
            picture: c.picture,
            price: c.price,
            quantity,
            most: 10,
            amount: c.price.times(quantity).expect("fits"),
            trouble: trouble.map(str::to_owned),
        }
    };
    vec![
        CartMaker {
            slug: "ganesh-sao".into(),
            name: card(0).maker,
            place: w("घोरमारा, मोहनपुर", "Ghormara, Mohanpur"),
            leaves: if hi {
                "24 नवंबर को निकलेगा"
            } else {
                "leaves on 24 November"
            }
            .into(),
            lines: vec![line(0, 2, None)],
        },
        CartMaker {
            slug: "sunita-devi".into(),
            name: card(1).maker,
            place: w("मधुपुर", "Madhupur"),
            leaves: if hi {
                "27 नवंबर को निकलेगा"
            } else {
                "leaves on 27 November"
            }
            .into(),
            lines: vec![
                line(1, 1, None),
                line(
                    2,
                    4,
                    Some(if hi {
                        "अब सिर्फ़ 3 तैयार हैं। गिनती 3 या उससे कम करें।"
                    } else {
                        "Only 3 are ready now. Make it 3 or fewer."
                    }),
                ),
            ],
        },
    ]
}
