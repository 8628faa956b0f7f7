//! Made-up people and goods for looking at pages: every view, filled.

use std::collections::BTreeMap;

use kernel::{BasisPoints, Day, Paise, Time, Words};

use super::order::OrderLine;
use super::*;
use crate::page::{Assets, District, Link, Navigation, Site, Stage, View, Width, view};
use crate::parts::*;
use crate::text::Text;

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
            office: w("समाहरणालय परिसर, देवघर 814112, झारखंड", "Collectorate Campus, Deoghar 814112, Jharkhand"),
            phone: "06432-000000".into(),
            hours: w("सोमवार से शनिवार, सुबह 10 से शाम 6", "Monday to Saturday, 10 am to 6 pm"),
            email: "madad@deogharmart.example".into(),
            grievance_name: w("श्रीमती नमूना कुमारी", "Ms Namuna Kumari"),
            grievance_post: w("शिकायत अधिकारी", "Grievance Officer"),
            grievance_phone: "06432-000001".into(),
            grievance_email: "shikayat@deogharmart.example".into(),
            payment_company: "Razorpay".into(),
        },
        assets: Assets { served_at: BTreeMap::new() },
        stage: Stage::Sample,
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
    Picture { sizes: sizes.into(), width_px: 640, height_px: 640, alt: w("सामान की तस्वीर", "Picture of the goods") }
}

fn card(n: usize) -> Card {
    let goods = [
        ("peda", "सफ़ेद पेड़ा", "White peda", "गणेश साव मिष्ठान्न", "Ganesh Sao Sweets", "घोरमारा", "Ghormara", 260, "500 ग्राम", "500 g", Stock::Ready { pieces: 40 }),
        ("lac", "लाल लहठी, 12 का सेट, कुंदन जड़ी", "Red lahthi, set of 12, kundan work", "सुनीता देवी", "Sunita Devi", "मधुपुर", "Madhupur", 520, "12 का सेट", "set of 12", Stock::ToOrder { days: 4 }),
        ("bamboo", "बाँस का सूप", "Bamboo winnowing tray", "महली बाँस समूह", "Mahli Bamboo Group", "सारठ", "Sarath", 120, "1 नग", "1 piece", Stock::Ready { pieces: 3 }),
        ("pottery", "मिट्टी का मटका, 8 लीटर", "Clay water pot, 8 litres", "रामधनी पंडित", "Ramdhani Pandit", "सारवां", "Sarwan", 180, "1 नग", "1 piece", Stock::Ready { pieces: 11 }),
        ("blacksmith", "लोहे की कड़ाही", "Iron karahi", "बिरजू मिस्त्री", "Birju Mistri", "करौं", "Karon", 640, "1 नग", "1 piece", Stock::ToOrder { days: 6 }),
        ("sewing_embroidery", "कांथा कढ़ाई का झोला", "Kantha embroidered bag", "ज्योति महिला समूह", "Jyoti Women's Group", "पालोजोरी", "Palojori", 350, "1 नग", "1 piece", Stock::Gone),
        ("jslps", "महुआ का अचार", "Mahua pickle", "पलाश दीदी समूह", "Palash Didi Group", "देवीपुर", "Devipur", 140, "250 ग्राम", "250 g", Stock::Ready { pieces: 28 }),
        ("painting", "सोहराय दीवार चित्र", "Sohrai wall painting", "पार्वती हेम्ब्रम", "Parwati Hembrom", "मोहनपुर", "Mohanpur", 1_450, "60 × 45 सेमी", "60 × 45 cm", Stock::Resting),
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
        picture: Some(picture(["peda-bowl", "lahthi", "soop", "ghara", "kadhai", "jhola", "pickle-jar", "sohrai-painting"][n % 8])),
    }
}

fn shelf(from: usize, count: usize) -> Shelf {
    Shelf { cards: (from..from + count).map(card).collect() }
}

fn maker_card(n: usize) -> MakerCard {
    let c = card(n);
    MakerCard {
        slug: format!("maker-{n}"),
        name: c.maker,
        place: c.village,
        craft: w(CRAFTS[n % 8].1, CRAFTS[n % 8].2),
        picture: Some(picture(["maker-woman", "maker-hut", "maker-tree", "maker-wheel", "maker-peacock", "maker-bull"][n % 6])),
    }
}

fn totals(t: &Text) -> Totals {
    let hi = t.lang == kernel::Lang::Hi;
    Totals {
        lines: vec![
            TotalLine { label: if hi { "सामान" } else { "Goods" }.into(), amount: Paise::rupees(1_040) },
            TotalLine { label: if hi { "डाक ख़र्च" } else { "Freight" }.into(), amount: Paise(8_650) },
        ],
        total: Paise(1_12_650),
        tax: Some(Paise(4_952)),
        lacking: None,
    }
}

fn filter(t: &Text) -> Filter {
    let hi = t.lang == kernel::Lang::Hi;
    Filter {
        action: t.path("/crafts/lac"),
        blocks: [("deoghar", "देवघर", "Deoghar"), ("madhupur", "मधुपुर", "Madhupur"), ("sarath", "सारठ", "Sarath")]
            .map(|(key, name_hi, name_en)| Choice::new(key, if hi { name_hi } else { name_en }).chosen_if("madhupur"))
            .into(),
        sorts: vec![
            Choice::new("ready", if hi { "जो अभी तैयार है" } else { "Ready now" }).chosen_if("ready"),
            Choice::new("new", if hi { "नया" } else { "Newest" }),
            Choice::new("price", if hi { "कम दाम वाला" } else { "Lowest price" }),
        ],
        chips: vec![Chip { label: if hi { "प्रखंड: मधुपुर" } else { "Block: Madhupur" }.into(), without: t.path("/crafts/lac") }],
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
            leaves: if hi { "24 नवंबर को निकलेगा" } else { "leaves on 24 November" }.into(),
            lines: vec![line(0, 2, None)],
        },
        CartMaker {
            slug: "sunita-devi".into(),
            name: card(1).maker,
            place: w("मधुपुर", "Madhupur"),
            leaves: if hi { "27 नवंबर को निकलेगा" } else { "leaves on 27 November" }.into(),
            lines: vec![line(1, 1, None), line(2, 4, Some(if hi { "अब सिर्फ़ 3 तैयार हैं। गिनती 3 या उससे कम करें।" } else { "Only 3 are ready now. Make it 3 or fewer." }))],
        },
    ]
}

fn product(t: &Text) -> Product {
    let hi = t.lang == kernel::Lang::Hi;
    Product {
        slug: "lal-lahthi".into(),
        name: w("लाल लहठी, 12 का सेट, कुंदन जड़ी", "Red lahthi, set of 12, kundan work"),
        summary: w("लाह को आँच पर गलाकर हाथ से बेली गई चूड़ियाँ, ऊपर से कुंदन जड़ा हुआ।", "Bangles of lac softened over coals, rolled by hand and set with kundan."),
        story: w(
            "लाह पलाश और कुसुम के पेड़ों से आती है। सुनीता देवी उसे कोयले की आँच पर गलाती हैं, रंग मिलाती हैं और गरम-गरम ही लकड़ी के बेलन से गोल करती हैं।\n\nएक सेट में दो दिन लगते हैं। हर चूड़ी नापी जाती है और किनारा हाथ से घिसा जाता है।",
            "Lac comes from palash and kusum trees. Sunita Devi softens it over charcoal, mixes in the colour and rolls it round on a wooden former while it is hot.\n\nA set takes two days. Each bangle is measured and its edge smoothed by hand.",
        ),
        craft: ("lac".into(), w("लाह चूड़ी व लहठी", "Lac bangles and lahthi")),
        pictures: vec![picture("lahthi"), picture("bangle-stack"), picture("bridal-set")],
        maker: ("sunita-devi".into(), w("सुनीता देवी", "Sunita Devi")),
        place: w("पथलजोर, मधुपुर", "Pathaljor, Madhupur"),
        maker_about: w("बीस साल से लहठी बना रही हैं। साथ में उनकी दो बेटियाँ काम करती हैं।", "Has made lahthi for twenty years, together with her two daughters."),
        maker_picture: Some(picture("maker-woman")),
        price: Paise::rupees(520),
        and_up: false,
        unit: w("12 का सेट", "set of 12"),
        stock: Stock::ToOrder { days: 4 },
        variants: vec![
            Variant { id: "v24".into(), name: w("2.4 इंच", "2.4 inch"), price: Paise::rupees(500), stock: Stock::Ready { pieces: 2 } },
            Variant { id: "v26".into(), name: w("2.6 इंच", "2.6 inch"), price: Paise::rupees(520), stock: Stock::ToOrder { days: 4 } },
            Variant { id: "v28".into(), name: w("2.8 इंच", "2.8 inch"), price: Paise::rupees(540), stock: Stock::Gone },
        ],
        chosen: "v26".into(),
        buying: Buying::Open { form_key: Some("k_9f2c".into()), most: 10 },
        promise: Promise {
            pincode: "834001".into(),
            answer: Some(PromiseAnswer::Yes {
                place: if hi { "रांची, झारखंड" } else { "Ranchi, Jharkhand" }.into(),
                by: Day::of(2026, 11, 29).expect("a date"),
                freight: Paise(6_200),
                cash: false,
            }),
            wrongs: Wrongs::none(),
        },
        reach: Some(Reach { of: Paise::rupees(520), to_maker: Paise::rupees(494), maker: Some(w("सुनीता देवी", "Sunita Devi")) }),
        food: None,
        facts: LegalFacts {
            seller: w("सुनीता देवी", "Sunita Devi"),
            seller_address: w("ग्राम पथलजोर, मधुपुर, देवघर 815353", "Village Pathaljor, Madhupur, Deoghar 815353"),
            seller_registration: w("GST नामांकन संख्या दर्ज", "GST enrolment on record"),
            generic_name: w("लाह की चूड़ियाँ", "Lac bangles"),
            origin: w("भारत", "India"),
            net_quantity: w("12 नग", "12 pieces"),
            mrp: Some(Paise::rupees(520)),
            unit_price: Some((Paise(4_333), w("प्रति नग", "per piece"))),
            dimensions: w("भीतर का नाप 2.6 इंच, 210 ग्राम", "inner size 2.6 inch, 210 g"),
            material: w("लाह, काँच, धातु का तार", "lac, glass, metal wire"),
            care: w("पानी और तेज़ धूप से बचाएँ।", "Keep away from water and strong sun."),
            hsn: "7117".into(),
            tax: Some(BasisPoints(300)),
            returns: w("टूटा या ग़लत नाप निकले तो 48 घंटे में बताएँ।", "Tell us within 48 hours if broken or of the wrong size."),
        },
        more: shelf(1, 4),
        wrongs: Wrongs::none(),
        news: None,
    }
}

fn food(t: &Text) -> Product {
    let hi = t.lang == kernel::Lang::Hi;
    Product {
        slug: "safed-peda".into(),
        name: w("सफ़ेद पेड़ा", "White peda"),
        summary: w("ताज़े खोए और चीनी का नरम पेड़ा, रोज़ सुबह बनता है।", "Soft peda of fresh khoa and sugar, made every morning."),
        craft: ("peda".into(), w("पेड़ा और मिठाई", "Peda and sweets")),
        pictures: vec![picture("peda-bowl")],
        maker: ("ganesh-sao".into(), w("गणेश साव मिष्ठान्न", "Ganesh Sao Sweets")),
        place: w("घोरमारा, मोहनपुर", "Ghormara, Mohanpur"),
        price: Paise::rupees(260),
        unit: w("500 ग्राम", "500 g"),
        stock: Stock::Ready { pieces: 40 },
        variants: vec![Variant { id: "p500".into(), name: w("500 ग्राम", "500 g"), price: Paise::rupees(260), stock: Stock::Ready { pieces: 40 } }],
        chosen: "p500".into(),
        promise: Promise {
            pincode: "560001".into(),
            answer: Some(PromiseAnswer::No {
                place: if hi { "बेंगलुरु, कर्नाटक" } else { "Bengaluru, Karnataka" }.into(),
                why: if hi { "पेड़ा 10 दिन ही अच्छा रहता है और वहाँ पहुँचने में 8 दिन लगते हैं। सूखी चीज़ें वहाँ भेजी जा सकती हैं।" } else { "Peda stays good for 10 days only and the way there takes 8. Dry goods can be sent there." }.into(),
            }),
            wrongs: Wrongs::none(),
        },
        food: Some(Food {
            fssai: "21525000000001".into(),
            vegetarian: true,
            ingredients: w("गाय के दूध का खोआ, चीनी, इलायची", "Cow's milk khoa, sugar, cardamom"),
            allergens: w("दूध", "Milk"),
            storage: w("ठंडी, सूखी जगह; खोलने पर फ्रिज में", "In a cool dry place; in the fridge once opened"),
            best_before_days: 10,
        }),
        facts: LegalFacts { tax: Some(BasisPoints(500)), generic_name: w("दूध की मिठाई", "Milk sweet"), material: Words::default(), dimensions: Words::default(), care: Words::default(), ..product(t).facts },
        news: Some(Notice::new(Tone::Good, if hi { "टोकरी में रखा गया: 1 × सफ़ेद पेड़ा" } else { "In the cart: 1 × White peda" }, "")),
        ..product(t)
    }
}

fn order(t: &Text) -> OrderPage {
    let hi = t.lang == kernel::Lang::Hi;
    let say = |a: &str, b: &str| (if hi { a } else { b }).to_owned();
    let moment = |hi: &str, en: &str, when: &str, progress| Moment { title: say(hi, en), when: when.into(), note: String::new(), progress };
    OrderPage {
        code: "DM-4821-07KX".into(),
        placed_at: at(14),
        standing: Notice::new(Tone::Good, say("एक पार्सल रास्ते में है, दूसरा बन रहा है", "One parcel is on its way, the other is being made"), say("दोनों 29 नवंबर तक पहुँचेंगे।", "Both arrive by 29 November.")),
        payment: say("₹1,126.50 UPI से मिले, 22-11-2026 14:05", "₹1,126.50 received by UPI, 22-11-2026 14:05"),
        pay: None,
        parcels: vec![
            OrderParcel {
                maker_slug: "ganesh-sao".into(),
                maker: card(0).maker,
                place: w("घोरमारा, मोहनपुर", "Ghormara, Mohanpur"),
                standing: say("रास्ते में", "on its way"),
                line: Timeline {
                    moments: vec![
                        moment("कारीगर ने हाँ की", "The maker said yes", "22-11-2026", Progress::Done),
                        moment("केंद्र पर जाँच हुई", "Checked at the centre", "24-11-2026", Progress::Done),
                        moment("रास्ते में", "On its way", "25-11-2026", Progress::Now),
                        moment("पहुँचा", "Delivered", &say("28 नवंबर तक", "by 28 November"), Progress::Ahead),
                    ],
                },
                goods: vec![OrderLine { name: card(0).name, variant: Words::default(), quantity: 2, amount: Paise::rupees(520) }],
                carrier: Some((say("मार्ट की अपनी डिलीवरी", "The mart's own delivery"), "PCL 7Q4M".into(), String::new())),
                code: Some(DeliveryCode { code: "4817".into() }),
            },
            OrderParcel {
                maker_slug: "sunita-devi".into(),
                maker: card(1).maker,
                place: w("पथलजोर, मधुपुर", "Pathaljor, Madhupur"),
                standing: say("बन रहा है", "being made"),
                line: Timeline {
                    moments: vec![
                        moment("कारीगर ने हाँ की", "The maker said yes", "22-11-2026", Progress::Done),
                        moment("बन रहा है", "Being made", &say("27 नवंबर तक तैयार", "ready by 27 November"), Progress::Now),
                        moment("केंद्र पर जाँच", "Check at the centre", "", Progress::Ahead),
                        moment("पहुँचा", "Delivered", &say("29 नवंबर तक", "by 29 November"), Progress::Ahead),
                    ],
                },
                goods: vec![OrderLine { name: card(1).name, variant: w("2.6 इंच", "2.6 inch"), quantity: 1, amount: Paise::rupees(520) }],
                carrier: None,
                code: None,
            },
        ],
        totals: totals(t),
        address: AddressShown::Whole(vec![say("अनीता वर्मा", "Anita Verma"), say("मकान 14, शिव गली, हरमू", "House 14, Shiv Gali, Harmu"), say("रांची, झारखंड 834001", "Ranchi, Jharkhand 834001")]),
        papers: vec![(say("बिल (गणेश साव मिष्ठान्न)", "Bill (Ganesh Sao Sweets)"), "/hi/orders/DM-4821-07KX/bill".into())],
        cancel_key: None,
    }
}

/// Every part that no buyer's page uses, at somebody's desk.
struct Desk {
    figures: Figures,
    rows: Rows,
    table: Table,
    deed: Deed,
    drawing: Drawing,
}

impl View for Desk {
    fn title(&self, _t: &Text) -> String {
        "आज".into()
    }
    fn navigation(&self, _t: &Text) -> Navigation {
        let rooms = ["आज", "मेरा सामान", "मेरे पैसे", "मदद"].map(|room| Link::new(room, "/hi/maker"));
        let mut rooms = Vec::from(rooms);
        rooms[0].here = true;
        Navigation::Desk { title: "सुनीता देवी".into(), rooms }
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(Desk as d, r#"<h1>आज</h1>{{ d.drawing.html(t) }}{{ d.figures.html(t) }}{{ d.deed.html(t) }}{{ d.rows.html(t) }}{{ d.table.html(t) }}"#);

fn desk() -> Desk {
    let figure = |value: &str, label: &str| Figure { value: value.into(), label: label.into(), href: Some("/hi/maker".into()) };
    let column = |label: &str, figures| Column { label: label.into(), figures };
    let cells = |name: &str, on: &str, amount: &str| TableRow { href: Some("/x".into()), cells: vec![name.into(), on.into(), amount.into()] };
    Desk {
        figures: Figures { figures: vec![figure("2", "नए ऑर्डर"), figure("1", "भेजना है"), figure("₹4,250", "इस महीने")] },
        rows: Rows { rows: vec![Row { href: "/x".into(), title: "2 × लाल लहठी".into(), figure: "₹1,040".into(), note: "24-11-2026 तक".into(), standing: "आपकी हाँ का इंतज़ार".into() }] },
        table: Table { caption: "इस महीने के पैसे".into(), columns: vec![column("ऑर्डर", false), column("कब मिले", false), column("रकम", true)], rows: vec![cells("DM-4821", "24-11-2026", "₹494"), cells("DM-4790", "20-11-2026", "₹988")] },
        deed: Deed { action: "/x".into(), button: Button::main("हाँ, बना दूँगी"), with: vec![], form_key: Some("k".into()) },
        drawing: Drawing { url: "/assets/art/icon-lac.svg".into(), width_px: 64, height_px: 64 },
    }
}

/// Every view with a name for its file and the path it would stand at.
pub(super) fn views(t: &Text) -> Vec<(&'static str, &'static str, Box<dyn View>)> {
    let hi = t.lang == kernel::Lang::Hi;
    let say = |a: &str, b: &str| (if hi { a } else { b }).to_owned();
    let listing = Listing {
        key: "lac".into(),
        name: w("लाह चूड़ी व लहठी", "Lac bangles and lahthi"),
        about: w("मधुपुर और देवघर के घरों में लाह गलाकर बनाई गई चूड़ियाँ और लहठी।", "Bangles and lahthi shaped from warm lac in the homes of Madhupur and Deoghar."),
        goods: shelf(0, 12),
        count: 31,
        filter: filter(t),
        pager: Pager { next: Some(t.path("/crafts/lac?after=x")), first: None },
        order_told: say("पहले वह जो अभी तैयार है, फिर नया।", "Ready goods first, then the newest."),
    };
    let review = CheckoutReview {
        makers: cart_makers(t),
        address: vec![say("अनीता वर्मा", "Anita Verma"), say("मकान 14, शिव गली, हरमू", "House 14, Shiv Gali, Harmu"), say("रांची, झारखंड 834001", "Ranchi, Jharkhand 834001")],
        mobile: "98765 43210".into(),
        arrives: say("29 नवंबर तक", "by 29 November"),
        totals: totals(t),
        stands_until: Some(at(15)),
        pay_by: vec![],
        quote: "quo_1".into(),
        form_key: Some("k_1".into()),
        wrongs: Wrongs::none(),
    };
    let address = CheckoutAddress { pincode: "834001".into(), place: say("रांची, झारखंड", "Ranchi, Jharkhand"), form_key: Some("k_1".into()), totals: totals(t), ..CheckoutAddress::default() };
    let wrong_address = CheckoutAddress {
        name: String::new(),
        pincode: "8340".into(),
        wrongs: Wrongs::none()
            .and("name", say("नाम लिखें, ताकि सामान सही हाथ में पहुँचे।", "Enter a name, so that the goods reach the right hands."))
            .and("pincode", say("6 अंकों का पिनकोड लिखें, जैसे 834001।", "Enter a PIN code of 6 digits, for example 834001.")),
        ..address.clone()
    };
    let back = |standing| PayReturn { code: "DM-4821-07KX".into(), total: Paise(1_12_650), standing, again_after_s: Some(5), form_key: Some("k_1".into()) };
    let mut all: Vec<(&'static str, &'static str, Box<dyn View>)> = vec![
        ("home", "/", Box::new(Home {
            crafts: CraftTiles {
                tiles: CRAFTS.iter().map(|(key, hi, en, goods)| CraftTile { key: (*key).into(), name: w(hi, en), goods: *goods }).collect(),
            },
            today: shelf(0, 4),
            new: shelf(1, 8),
            makers: MakerStrip { makers: (0..6).map(maker_card).collect() },
            reach: Some(Reach { of: Paise::rupees(100), to_maker: Paise::rupees(95), maker: None }),
            makers_count: 46,
            goods_count: 176,
        })),
        ("listing", "/crafts/lac", Box::new(listing.clone())),
        ("listing-empty", "/crafts/lac?to=10", Box::new(Listing { goods: Shelf::default(), count: 0, pager: Pager::default(), filter: Filter { wrongs: Wrongs::none().and("to", say("दाम अंकों में लिखें, जैसे 250।", "Write the price in digits, for example 250.")), to: "दस".into(), ..filter(t) }, ..listing })),
        ("search", "/search?q=peda", Box::new(Search { words: "pedha".into(), goods: shelf(0, 6), count: 6, filter: filter(t), pager: Pager::default(), order_told: say("जिसका नाम सबसे ज़्यादा मिला वह पहले।", "Nearest names first."), meant: Some((say("पेड़ा", "peda"), t.path("/search?q=peda"))) })),
        ("search-empty", "/search?q=zzz", Box::new(Search { words: "पीड़ा".into(), goods: Shelf::default(), count: 0, filter: filter(t), pager: Pager::default(), order_told: String::new(), meant: None })),
        ("product", "/products/lal-lahthi?pincode=834001", Box::new(product(t))),
        ("product-food", "/products/safed-peda?pincode=560001", Box::new(food(t))),
        ("product-closed", "/products/x", Box::new(Product { buying: Buying::Closed { why: say("सुनीता देवी के पास अभी बहुत काम है। 2 दिसंबर के बाद फिर देखें।", "Sunita Devi has all the work she can do. Look again after 2 December.") }, stock: Stock::Resting, promise: Promise::default(), ..product(t) })),
        ("maker", "/makers/sunita-devi", Box::new(MakerPage {
            slug: "sunita-devi".into(),
            name: w("सुनीता देवी", "Sunita Devi"),
            place: w("पथलजोर, मधुपुर", "Pathaljor, Madhupur"),
            craft: w("लाह चूड़ी व लहठी", "Lac bangles and lahthi"),
            story: product(t).story,
            picture: Some(picture("maker-woman")),
            members: Some(3),
            years: Some(20),
            vouched: w("उद्योग विभाग, 12-08-2026", "Industries Department, 12-08-2026"),
            paid: Some(Paise::rupees(48_250)),
            goods: shelf(1, 5),
        })),
        ("cart", "/cart", Box::new(Cart { makers: cart_makers(t), pincode: "834001".into(), arrives: say("रांची, झारखंड · सब 29 नवंबर तक", "Ranchi, Jharkhand · all by 29 November"), totals: totals(t), can_go_on: true, form_key: Some("k_1".into()), wrongs: Wrongs::none(), news: vec![Notice::new(Tone::Care, "", say("बाँस के सूप का दाम ₹110 से ₹120 हो गया है।", "The price of the bamboo tray has changed from ₹110 to ₹120."))] })),
        ("cart-empty", "/cart", Box::new(Cart { makers: vec![], pincode: String::new(), arrives: String::new(), totals: Totals::default(), can_go_on: false, form_key: None, wrongs: Wrongs::none(), news: vec![] })),
        ("checkout-1-mobile", "/checkout", Box::new(CheckoutMobile { mobile: "98765".into(), form_key: Some("k_1".into()), totals: totals(t), wrongs: Wrongs::none().and("mobile", say("10 अंकों का मोबाइल नंबर लिखें, जैसे 98765 43210।", "Enter a mobile number of 10 digits, for example 98765 43210.")) })),
        ("checkout-2-code", "/checkout/code", Box::new(CheckoutCode { mobile: "98765 43210".into(), again_in_s: 0, form_key: Some("k_1".into()), wrongs: Wrongs::none(), totals: totals(t) })),
        ("checkout-3-address", "/checkout/address", Box::new(address)),
        ("checkout-3-wrong", "/checkout/address", Box::new(wrong_address)),
        ("checkout-4-review", "/checkout/review", Box::new(review)),
        ("pay", "/orders/DM-4821-07KX/pay", Box::new(Pay { code: "DM-4821-07KX".into(), total: Paise(1_12_650), gateway: "https://pay.example/checkout".into(), fields: vec![("order_id".into(), "order_1".into())], kept_until: at(15) })),
        ("return-paid", "/return", Box::new(back(PayStanding::Paid))),
        ("return-waiting", "/return", Box::new(back(PayStanding::Waiting))),
        ("return-failed", "/return", Box::new(back(PayStanding::Failed))),
        ("return-expired", "/return", Box::new(back(PayStanding::Expired))),
        ("order", "/orders/DM-4821-07KX", Box::new(order(t))),
        ("order-unpaid", "/orders/DM-4821-07KX", Box::new(OrderPage {
            standing: Notice::new(Tone::Care, say("ऑर्डर दर्ज है, पैसा आना बाक़ी है", "The order is placed, payment is awaited"), say("पैसा मिलते ही कारीगरों को ख़बर जाएगी।", "The makers are told as soon as the money arrives.")),
            payment: say("अभी नहीं मिला", "not received yet"),
            pay: Some(PayAgain { total: Paise(1_12_650), kept_until: at(15), form_key: Some("k_1".into()) }),
            address: AddressShown::Masked(say("अ••••, रांची 834001", "A••••, Ranchi 834001")),
            cancel_key: Some("k_2".into()),
            papers: vec![],
            ..order(t)
        })),
        ("orders", "/orders", Box::new(Orders { orders: vec![OrdersLine { code: "DM-4821-07KX".into(), placed_at: at(14), goods: say("सफ़ेद पेड़ा और 1 और सामान", "White peda and 1 more"), total: Paise(1_12_650), standing: say("रास्ते में", "on its way") }, OrdersLine { code: "DM-3310-2QWE".into(), placed_at: at(-300), goods: say("बाँस का सूप", "Bamboo winnowing tray"), total: Paise::rupees(298), standing: say("पहुँच गया", "delivered") }], pager: Pager::default() })),
        ("orders-empty", "/orders", Box::new(Orders::default())),
        ("sign-in", "/sign-in", Box::new(SignInMobile { form_key: Some("k_1".into()), next: "/hi/orders".into(), ..SignInMobile::default() })),
        ("sign-in-code", "/sign-in/code", Box::new(SignInCode { mobile: "98765 43210".into(), again_in_s: 30, wrongs: Wrongs::none().and("code", say("कोड मेल नहीं खाया। SMS देखकर फिर लिखें।", "The code does not match. Look at the SMS and enter it again.")), ..SignInCode::default() })),
        ("desk", "/maker", Box::new(desk())),
        ("help", "/help", Box::new(Help)),
        ("site-map", "/site-map", Box::new(SiteMap)),
        ("fault-403", "/x", Box::new(Fault::new(FaultKind::NotYours))),
        ("fault-404", "/x", Box::new(Fault::new(FaultKind::Missing))),
        ("fault-409", "/x", Box::new(Fault::new(FaultKind::Changed))),
        ("fault-422", "/x", Box::new(Fault::new(FaultKind::Unclear))),
        ("fault-429", "/x", Box::new(Fault::new(FaultKind::TooOften))),
        ("fault-500", "/x", Box::new(Fault { number: Some("7K2M-9QDX".into()), ..Fault::new(FaultKind::Ours) })),
        ("fault-503", "/x", Box::new(Fault::new(FaultKind::Busy))),
    ];
    for page in LegalPage::ALL {
        let path = match page {
            LegalPage::About => "/about",
            LegalPage::Contact => "/contact",
            LegalPage::Terms => "/terms",
            LegalPage::Privacy => "/privacy",
            LegalPage::Shipping => "/shipping",
            LegalPage::Returns => "/returns",
            LegalPage::Accessibility => "/accessibility",
            LegalPage::Copyright => "/copyright",
        };
        all.push((page.as_str(), path, Box::new(Legal { page: *page })));
    }
    all
}
