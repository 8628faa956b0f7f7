//! An order of two parcels.

use super::*;

pub(super) fn order(t: &Text) -> OrderPage {
    let hi = t.lang == kernel::Lang::Hi;
    let say = |a: &str, b: &str| (if hi { a } else { b }).to_owned();
    let moment = |hi: &str, en: &str, when: &str, progress| Moment {
        title: say(hi, en),
        when: when.into(),
        note: String::new(),
        progress,
    };
    OrderPage {
        code: "DM-4821-07KX".into(),
        placed_at: at(14),
        standing: Notice::new(
            Tone::Good,
            say("एक पार्सल रास्ते में है, दूसरा बन रहा है", "One parcel is on its way, the other is being made"),
            say("दोनों 29 नवंबर तक पहुँचेंगे।", "Both arrive by 29 November."),
        ),
        payment: say("₹1,126.50 UPI से मिले, 22-11-2026 14:05", "₹1,126.50 received by UPI, 22-11-2026 14:05"),
        pay: None,
        late: vec![],
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
                goods: vec![OrderLine {
                    name: card(0).name,
                    variant: Words::default(),
                    quantity: 2,
                    amount: Paise::rupees(520),
                }],
                with: None,
                carrier: Some((
                    say("मार्ट की अपनी डिलीवरी", "The mart's own delivery"),
                    "PCL 7Q4M".into(),
                    String::new(),
                )),
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
                        moment(
                            "बन रहा है",
                            "Being made",
                            &say("27 नवंबर तक तैयार", "ready by 27 November"),
                            Progress::Now,
                        ),
                        moment("केंद्र पर जाँच", "Check at the centre", "", Progress::Ahead),
                        moment("पहुँचा", "Delivered", &say("29 नवंबर तक", "by 29 November"), Progress::Ahead),
                    ],
                },
                goods: vec![OrderLine {
                    name: card(1).name,
                    variant: w("2.6 इंच", "2.6 inch"),
                    quantity: 1,
                    amount: Paise::rupees(520),
                }],
                with: Some(1),
                carrier: None,
                code: None,
            },
        ],
        totals: totals(t),
        address: AddressShown::Whole(vec![
            say("अनीता वर्मा", "Anita Verma"),
            say("मकान 14, शिव गली, हरमू", "House 14, Shiv Gali, Harmu"),
            say("रांची, झारखंड 834001", "Ranchi, Jharkhand 834001"),
        ]),
        food: vec![crate::views::order::PackTold {
            code: "B7K3F9QX".into(),
            label: "सफ़ेद पेड़ा · B7K3F9QX".into(),
            recalled: Some("फफूँद".into()),
        }],
        can_tell: true,
        papers: vec![(
            say("बिल (गणेश साव मिष्ठान्न)", "Bill (Ganesh Sao Sweets)"),
            "/hi/orders/DM-4821-07KX/bill".into(),
        )],
        cancel_key: None,
    }
}
