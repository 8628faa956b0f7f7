//! Bangles and peda, with everything that is told of them.

use super::*;
use crate::views::reviews::{Quality, ReviewShown};

pub(super) fn product(t: &Text) -> Product {
    let hi = t.lang == kernel::Lang::Hi;
    Product {
        slug: "lal-lahthi".into(),
        card: "/cards/lal-lahthi/0123456789abcdef0123456789abcdef.jpg".into(),
        name: w("लाल लहठी, 12 का सेट, कुंदन जड़ी", "Red lahthi, set of 12, kundan work"),
        summary: w(
            "लाह को आँच पर गलाकर हाथ से बेली गई चूड़ियाँ, ऊपर से कुंदन जड़ा हुआ।",
            "Bangles of lac softened over coals, rolled by hand and set with kundan.",
        ),
        story: w(
            "लाह पलाश और कुसुम के पेड़ों से आती है। सुनीता देवी उसे कोयले की आँच पर गलाती हैं, रंग मिलाती हैं और गरम-गरम ही लकड़ी के बेलन से गोल करती हैं।\n\nएक सेट में दो दिन लगते हैं। हर चूड़ी नापी जाती है और किनारा हाथ से घिसा जाता है।",
            "Lac comes from palash and kusum trees. Sunita Devi softens it over charcoal, mixes in the colour and rolls it round on a wooden former while it is hot.\n\nA set takes two days. Each bangle is measured and its edge smoothed by hand.",
        ),
        craft: ("lac".into(), w("लाह चूड़ी व लहठी", "Lac bangles and lahthi")),
        pictures: vec![picture("lahthi"), picture("bangle-stack"), picture("bridal-set")],
        maker: ("sunita-devi".into(), w("सुनीता देवी", "Sunita Devi")),
        place: w("पथलजोर, मधुपुर", "Pathaljor, Madhupur"),
        maker_about: w(
            "बीस साल से लहठी बना रही हैं। साथ में उनकी दो बेटियाँ काम करती हैं।",
            "Has made lahthi for twenty years, together with her two daughters.",
        ),
        maker_picture: Some(picture("maker-woman")),
        price: Paise::rupees(520),
        and_up: false,
        unit: w("12 का सेट", "set of 12"),
        stock: Stock::ToOrder { days: 4 },
        variants: vec![
            Variant {
                id: "v24".into(),
                name: w("2.4 इंच", "2.4 inch"),
                price: Paise::rupees(500),
                mrp: Paise::rupees(550),
                unit_price: Some((Paise(4_166), w("प्रति नग", "per piece"))),
                stock: Stock::Ready { pieces: 2 },
            },
            Variant {
                id: "v26".into(),
                name: w("2.6 इंच", "2.6 inch"),
                price: Paise::rupees(520),
                mrp: Paise::rupees(550),
                unit_price: Some((Paise(4_333), w("प्रति नग", "per piece"))),
                stock: Stock::ToOrder { days: 4 },
            },
            Variant {
                id: "v28".into(),
                name: w("2.8 इंच", "2.8 inch"),
                price: Paise::rupees(540),
                mrp: Paise::rupees(550),
                unit_price: None,
                stock: Stock::Gone,
            },
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
        reach: Some(Reach {
            of: Paise::rupees(520),
            to_maker: Paise::rupees(494),
            maker: Some(w("सुनीता देवी", "Sunita Devi")),
        }),
        food: None,
        facts: LegalFacts {
            seller: w("सुनीता देवी", "Sunita Devi"),
            seller_address: w(
                "ग्राम पथलजोर, मधुपुर, देवघर 815353",
                "Village Pathaljor, Madhupur, Deoghar 815353",
            ),
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
            answers: vec![
                (w("चूड़ी का नाप?", "Which size of bangle?"), w("2.6", "2.6")),
                (w("भीतर क्या है?", "What is inside?"), w("पूरी लाह", "all lac")),
            ],
            returns: w(
                "टूटा या ग़लत नाप निकले तो 48 घंटे में बताएँ।",
                "Tell us within 48 hours if broken or of the wrong size.",
            ),
        },
        more: shelf(1, 4),
        wrongs: Wrongs::none(),
        quality: Quality {
            has_mark: true,
            reason: t.say("quality-mark-earned").set("day", "22-11-2026").to_string(),
            grade: t.get("quality-grade-complaint"),
            score: t.say("quality-score").set("mean", "4.5").set("count", 2_usize).to_string(),
            rated: Some(("4.5".to_owned(), 2)),
            reviews: vec![ReviewShown {
                photo: None,
                stars: "★★★★☆".into(),
                words: "ठीक है".into(),
                when: "22-11-2026".into(),
                reply: "धन्यवाद".into(),
            }],
        },
        news: None,
    }
}

pub(super) fn food(t: &Text) -> Product {
    let hi = t.lang == kernel::Lang::Hi;
    Product {
        slug: "safed-peda".into(),
        name: w("सफ़ेद पेड़ा", "White peda"),
        summary: w(
            "ताज़े खोए और चीनी का नरम पेड़ा, रोज़ सुबह बनता है।",
            "Soft peda of fresh khoa and sugar, made every morning.",
        ),
        craft: ("peda".into(), w("पेड़ा और मिठाई", "Peda and sweets")),
        pictures: vec![picture("peda-bowl")],
        maker: ("ganesh-sao".into(), w("गणेश साव मिष्ठान्न", "Ganesh Sao Sweets")),
        place: w("घोरमारा, मोहनपुर", "Ghormara, Mohanpur"),
        price: Paise::rupees(260),
        unit: w("500 ग्राम", "500 g"),
        stock: Stock::Ready { pieces: 40 },
        variants: vec![Variant {
            id: "p500".into(),
            name: w("500 ग्राम", "500 g"),
            price: Paise::rupees(260),
            mrp: Paise::rupees(280),
            unit_price: Some((Paise(520_00), w("प्रति किलो", "per kilogram"))),
            stock: Stock::Ready { pieces: 40 },
        }],
        chosen: "p500".into(),
        promise: Promise {
            pincode: "560001".into(),
            answer: Some(PromiseAnswer::No {
                place: if hi {
                    "बेंगलुरु, कर्नाटक"
                } else {
                    "Bengaluru, Karnataka"
                }
                .into(),
                why: if hi {
                    "पेड़ा 10 दिन ही अच्छा रहता है और वहाँ पहुँचने में 8 दिन लगते हैं। सूखी चीज़ें वहाँ भेजी जा सकती हैं।"
                } else {
                    "Peda stays good for 10 days only and the way there takes 8. Dry goods can be sent there."
                }
                .into(),
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
        facts: LegalFacts {
            tax: Some(BasisPoints(500)),
            generic_name: w("दूध की मिठाई", "Milk sweet"),
            material: Words::default(),
            dimensions: Words::default(),
            care: Words::default(),
            ..product(t).facts
        },
        news: Some(Notice::new(
            Tone::Good,
            if hi {
                "टोकरी में रखा गया: 1 × सफ़ेद पेड़ा"
            } else {
                "In the cart: 1 × White peda"
            },
            "",
        )),
        ..product(t)
    }
}
