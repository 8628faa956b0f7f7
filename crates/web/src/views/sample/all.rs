//! Every view in every standing that looks different.

use super::desk::desk;
use super::factor;
use super::found::found;
use super::goods::{food, product};
use super::orders::order;
use super::*;
use crate::views::cash::CashCode;
use crate::views::my_data::{Agreed, MyData, Wished};

/// Every view with a name for its file and the path it would stand at.
pub(in crate::views) fn views(t: &Text) -> Vec<(&'static str, &'static str, Box<dyn View>)> {
    let hi = t.lang == kernel::Lang::Hi;
    let say = |a: &str, b: &str| (if hi { a } else { b }).to_owned();
    let listing = Listing {
        is_taught: true,
        key: "lac".into(),
        name: w("लाह चूड़ी व लहठी", "Lac bangles and lahthi"),
        about: w(
            "मधुपुर और देवघर के घरों में लाह गलाकर बनाई गई चूड़ियाँ और लहठी।",
            "Bangles and lahthi shaped from warm lac in the homes of Madhupur and Deoghar.",
        ),
        goods: shelf(0, 12),
        count: 31,
        filter: filter(t),
        pager: Pager { next: Some(t.path("/crafts/lac?after=x")), first: None },
        order_told: say("जो सामान सबसे बाद में जुड़ा, वह पहले है।", "What was listed last comes first."),
    };
    let review = CheckoutReview {
        kits: Vec::new(),
        makers: cart_makers(t),
        address: vec![
            say("अनीता वर्मा", "Anita Verma"),
            say("मकान 14, शिव गली, हरमू", "House 14, Shiv Gali, Harmu"),
            say("रांची, झारखंड 834001", "Ranchi, Jharkhand 834001"),
        ],
        is_fetched: false,
        mobile: "98765 43210".into(),
        arrives: say("29 नवंबर तक", "by 29 November"),
        totals: totals(t),
        stands_until: Some(at(15)),
        pay_by: vec![
            Choice::new("upi", say("UPI", "UPI")).chosen_if("upi"),
            Choice::new("cash", say("सामान मिलने पर नकद", "Cash when it arrives"))
                .hint(say("यहाँ नहीं लेते", "Not taken there"))
                .closed(),
        ],
        quote: "quo_1".into(),
        form_key: Some("k_1".into()),
        wrongs: Wrongs::none(),
    };
    let address = CheckoutAddress {
        pincode: "834001".into(),
        place: say("रांची, झारखंड", "Ranchi, Jharkhand"),
        form_key: Some("k_1".into()),
        totals: totals(t),
        ..CheckoutAddress::default()
    };
    let wrong_address = CheckoutAddress {
        name: String::new(),
        pincode: "8340".into(),
        wrongs: Wrongs::none()
            .and(
                "name",
                say(
                    "नाम लिखें, ताकि सामान सही हाथ में पहुँचे।",
                    "Enter a name, so that the goods reach the right hands.",
                ),
            )
            .and(
                "pincode",
                say("6 अंकों का पिनकोड लिखें, जैसे 834001।", "Enter a PIN code of 6 digits, for example 834001."),
            ),
        ..address.clone()
    };
    let back = |standing| PayReturn {
        code: "DM-4821-07KX".into(),
        total: Paise(112_650),
        standing,
        again_after_s: Some(5),
        form_key: Some("k_1".into()),
    };
    let mut all: Vec<(&'static str, &'static str, Box<dyn View>)> = vec![
        (
            "home",
            "/",
            Box::new(Home {
                parts: vec![
                    FrontPart::Crafts(CraftTiles {
                        tiles: CRAFTS
                            .iter()
                            .map(|(key, hi, en, goods)| CraftTile {
                                key: (*key).into(),
                                name: w(hi, en),
                                goods: *goods,
                            })
                            .collect(),
                    }),
                    FrontPart::Feasts(
                        vec![Feast {
                            slug: "makar-sankranti".into(),
                            name: w("मकर संक्रान्ति", "Makar Sankranti"),
                            words: w("संक्रान्ति की थाली का सामान।", "What stands on the plate of Sankranti."),
                            goods: shelf(0, 4),
                        }],
                        vec![("chhath".into(), w("छठ", "Chhath"))],
                    ),
                    FrontPart::New(shelf(1, 8)),
                    FrontPart::Makers(MakerStrip { makers: (0..6).map(maker_card).collect() }),
                    FrontPart::How,
                ],
                makers_count: 46,
                goods_count: 176,
            }),
        ),
        ("listing", "/crafts/lac", Box::new(listing.clone())),
        (
            "listing-empty",
            "/crafts/lac?to=10",
            Box::new(Listing {
                goods: Shelf::default(),
                count: 0,
                pager: Pager::default(),
                filter: Filter {
                    wrongs: Wrongs::none().and(
                        "to",
                        say("दाम अंकों में लिखें, जैसे 250।", "Write the price in digits, for example 250."),
                    ),
                    to: "दस".into(),
                    ..filter(t)
                },
                ..listing
            }),
        ),
        (
            "search",
            "/search?q=peda",
            Box::new(Search {
                kits: KitShelf::default(),
                words: "pedha".into(),
                goods: shelf(0, 6),
                count: 6,
                filter: filter(t),
                pager: Pager::default(),
                order_told: say("जिसका नाम सबसे ज़्यादा मिला वह पहले।", "Nearest names first."),
                meant: Some((say("पेड़ा", "peda"), t.path("/search?q=peda"))),
            }),
        ),
        (
            "search-empty",
            "/search?q=zzz",
            Box::new(Search {
                kits: KitShelf::default(),
                words: "पीड़ा".into(),
                goods: Shelf::default(),
                count: 0,
                filter: filter(t),
                pager: Pager::default(),
                order_told: String::new(),
                meant: None,
            }),
        ),
        ("product", "/products/lal-lahthi?pincode=834001", Box::new(product(t))),
        ("product-food", "/products/safed-peda?pincode=560001", Box::new(food(t))),
        (
            "product-closed",
            "/products/x",
            Box::new(Product {
                buying: Buying::Closed {
                    why: say(
                        "सुनीता देवी के पास अभी बहुत काम है। 2 दिसंबर के बाद फिर देखें।",
                        "Sunita Devi has all the work she can do. Look again after 2 December.",
                    ),
                },
                stock: Stock::Resting,
                promise: Promise::default(),
                ..product(t)
            }),
        ),
        (
            "maker",
            "/makers/sunita-devi",
            Box::new(MakerPage {
                map: BlockMap { here: "Mohanpur".into() },
                slug: "sunita-devi".into(),
                name: w("सुनीता देवी", "Sunita Devi"),
                place: w("पथलजोर, मधुपुर", "Pathaljor, Madhupur"),
                craft: w("लाह चूड़ी व लहठी", "Lac bangles and lahthi"),
                story: product(t).story,
                picture: Some(picture("maker-woman")),
                voice: Some(Player {
                    file: "/clips/clp_00000000000000000000000000".into(),
                    mime: "audio/ogg",
                    moves: false,
                    words: say(
                        "मैं सुनीता हूँ, बीस साल से लाह की चूड़ी बना रही हूँ।",
                        "I am Sunita. I have been making lac bangles for twenty years.",
                    ),
                }),
                is_person: false,
                members: Some(3),
                years: Some(20),
                vouched: w("उद्योग विभाग, 12-08-2026", "Industries Department, 12-08-2026"),
                paid: Some(Paise::rupees(48_250)),
                goods: shelf(1, 5),
            }),
        ),
        (
            "cart",
            "/cart",
            Box::new(Cart {
                kits: Vec::new(),
                coupon: String::new(),
                coupon_wrong: None,
                coupon_typed: String::new(),
                makers: cart_makers(t),
                pincode: "834001".into(),
                arrives: say("रांची, झारखंड · सब 29 नवंबर तक", "Ranchi, Jharkhand · all by 29 November"),
                totals: totals(t),
                can_go_on: true,
                form_key: Some("k_1".into()),
                wrongs: Wrongs::none(),
                news: vec![Notice::new(
                    Tone::Care,
                    "",
                    say(
                        "बाँस के सूप का दाम ₹110 से ₹120 हो गया है।",
                        "The price of the bamboo tray has changed from ₹110 to ₹120.",
                    ),
                )],
            }),
        ),
        (
            "cart-empty",
            "/cart",
            Box::new(Cart {
                kits: Vec::new(),
                coupon: String::new(),
                coupon_wrong: None,
                coupon_typed: String::new(),
                makers: vec![],
                pincode: String::new(),
                arrives: String::new(),
                totals: Totals::default(),
                can_go_on: false,
                form_key: None,
                wrongs: Wrongs::none(),
                news: vec![],
            }),
        ),
        (
            "checkout-1-mobile",
            "/checkout",
            Box::new(CheckoutMobile {
                mobile: "98765".into(),
                form_key: Some("k_1".into()),
                totals: totals(t),
                wrongs: Wrongs::none().and(
                    "mobile",
                    say(
                        "10 अंकों का मोबाइल नंबर लिखें, जैसे 98765 43210।",
                        "Enter a mobile number of 10 digits, for example 98765 43210.",
                    ),
                ),
            }),
        ),
        (
            "checkout-2-code",
            "/checkout/code",
            Box::new(CheckoutCode {
                mobile: "98765 43210".into(),
                again_in_s: 0,
                form_key: Some("k_1".into()),
                wrongs: Wrongs::none(),
                totals: totals(t),
            }),
        ),
        ("checkout-3-address", "/checkout/address", Box::new(address)),
        ("checkout-3-wrong", "/checkout/address", Box::new(wrong_address)),
        ("checkout-4-review", "/checkout/review", Box::new(review)),
        (
            "pay",
            "/orders/DM-4821-07KX/pay",
            Box::new(Pay {
                code: "DM-4821-07KX".into(),
                total: Paise(112_650),
                at_door: None,
                way: PayWay::Form {
                    action: "https://pay.example/checkout".into(),
                    fields: vec![("order_id".into(), "order_1".into())],
                },
                company: "Razorpay".into(),
                instead_of: String::new(),
                others: Some(market::gateways::Payers::Foreign),
                form_key: Some("k_1".into()),
                kept_until: at(15),
            }),
        ),
        (
            "cash-code",
            "/orders/DM-4821-07KX/payment",
            Box::new(CashCode {
                code: "DM-4821-07KX".into(),
                total: Paise(112_650),
                kept_until: at(15),
                tries_left: 5,
                has_more: true,
                form_key: Some("k_1".into()),
                wrongs: Wrongs::none(),
            }),
        ),
        ("return-paid", "/return", Box::new(back(PayStanding::Paid))),
        ("return-waiting", "/return", Box::new(back(PayStanding::Waiting))),
        ("return-failed", "/return", Box::new(back(PayStanding::Failed))),
        ("return-expired", "/return", Box::new(back(PayStanding::Expired))),
        ("order", "/orders/DM-4821-07KX", Box::new(order(t))),
        (
            "order-unpaid",
            "/orders/DM-4821-07KX",
            Box::new(OrderPage {
                standing: Notice::new(
                    Tone::Care,
                    say("ऑर्डर दर्ज है, पैसा आना बाक़ी है", "The order is placed, payment is awaited"),
                    say(
                        "पैसा मिलते ही कारीगरों को ख़बर जाएगी।",
                        "The makers are told as soon as the money arrives.",
                    ),
                ),
                payment: say("अभी नहीं मिला", "not received yet"),
                pay: Some(PayAgain {
                    label: t.say("pay-again").set("total", Paise(112_650)).to_string(),
                    kept_until: at(15),
                    form_key: Some("k_1".into()),
                }),
                address: AddressShown::Masked(say("अ••••, रांची 834001", "A••••, Ranchi 834001")),
                cancel_key: Some("k_2".into()),
                food: vec![],
                can_tell: true,
                papers: vec![],
                ..order(t)
            }),
        ),
        (
            "orders",
            "/orders",
            Box::new(Orders {
                orders: vec![
                    OrdersLine {
                        code: "DM-4821-07KX".into(),
                        placed_at: at(14),
                        goods: say("सफ़ेद पेड़ा और 1 और सामान", "White peda and 1 more"),
                        total: Paise(112_650),
                        standing: say("रास्ते में", "on its way"),
                    },
                    OrdersLine {
                        code: "DM-3310-2QWE".into(),
                        placed_at: at(-300),
                        goods: say("बाँस का सूप", "Bamboo winnowing tray"),
                        total: Paise::rupees(298),
                        standing: say("पहुँच गया", "delivered"),
                    },
                ],
                pager: Pager::default(),
            }),
        ),
        ("orders-empty", "/orders", Box::new(Orders::default())),
        ("my-data", "/my-data", Box::new(my_data(t))),
        (
            "sign-in",
            "/sign-in",
            Box::new(SignInMobile {
                form_key: Some("k_1".into()),
                next: "/hi/orders".into(),
                ..SignInMobile::default()
            }),
        ),
        (
            "sign-in-code",
            "/sign-in/code",
            Box::new(SignInCode {
                mobile: "98765 43210".into(),
                again_in_s: 30,
                wrongs: Wrongs::none().and(
                    "code",
                    say(
                        "कोड मेल नहीं खाया। SMS देखकर फिर लिखें।",
                        "The code does not match. Look at the SMS and enter it again.",
                    ),
                ),
                ..SignInCode::default()
            }),
        ),
        ("desk", "/maker", Box::new(desk())),
        ("factor-secure", "/second-factor", Box::new(factor::secure())),
        ("factor-app", "/second-factor/app", Box::new(factor::app())),
        ("factor-prove", "/second-factor", Box::new(factor::prove(t))),
        ("factor-recovery", "/second-factor/recovery-codes", Box::new(factor::recovery())),
        ("factor-home", "/second-factor", Box::new(factor::home())),
        ("people", "/office", Box::new(factor::people(t))),
        ("help", "/help", Box::new(Help)),
        ("ranking", "/help/ranking", Box::new(Ranking)),
        (
            "open",
            "/open",
            Box::new(OpenFigures {
                paid_month: Paise::rupees(41_250),
                makers_month: 38,
                paid_ever: Paise::rupees(3_20_000),
                makers_ever: 52,
                on_time: Some(94),
                payouts_in_time: Some(98),
                complaints: Some(4),
                complaints_in_time: Some(100),
                crafts: vec![(w("पेड़ा", "Peda"), 5, Paise::rupees(88_400))],
                at: Time(1_764_300_000_000),
            }),
        ),
        ("site-map", "/site-map", Box::new(SiteMap)),
        ("fault-403", "/x", Box::new(Fault::new(FaultKind::NotYours))),
        ("fault-404", "/x", Box::new(Fault::new(FaultKind::Missing))),
        ("fault-409", "/x", Box::new(Fault::new(FaultKind::Changed))),
        ("fault-410", "/x", Box::new(Fault::new(FaultKind::Gone))),
        ("fault-422", "/x", Box::new(Fault::new(FaultKind::Unclear))),
        ("fault-429", "/x", Box::new(Fault::new(FaultKind::TooOften))),
        (
            "fault-500",
            "/x",
            Box::new(Fault { number: Some("7K2M-9QDX".into()), ..Fault::new(FaultKind::Ours) }),
        ),
        ("fault-503", "/x", Box::new(Fault::new(FaultKind::Busy))),
    ];
    all.extend(found());
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

/// A maker's own data while her wish to be erased waits for money.
fn my_data(t: &Text) -> MyData {
    let hi = t.lang == kernel::Lang::Hi;
    let say = |a: &str, b: &str| (if hi { a } else { b }).to_owned();
    MyData {
        facts: crate::parts::Facts::default()
            .and(t.get("mydata-name"), say("सुनीता देवी", "Sunita Devi"))
            .and(t.get("mydata-mobile"), "98765 43210")
            .and(t.get("mydata-makers"), say("सुनीता देवी", "Sunita Devi"))
            .and(t.get("mydata-orders"), "3")
            .and(t.get("mydata-phones"), "1")
            .and(t.get("mydata-told"), t.moment(&at(-9_500))),
        agreed: vec![Agreed {
            maker: "mkr_1".into(),
            told: t
                .say("mydata-agreed-sms_code")
                .set("maker", say("सुनीता देवी", "Sunita Devi"))
                .set("when", t.moment(&at(-9_000)))
                .to_string(),
        }],
        is_maker: true,
        seen: vec![
            t.say("mydata-seen-line")
                .set("officer", say("अंजलि सोरेन", "Anjali Soren"))
                .set("when", t.moment(&at(-8_000)))
                .to_string(),
        ],
        hindrances: vec!["mydata-first-parcels".into(), "mydata-first-money".into()],
        wished: Wished::Waits,
        form_key: Some("k_1".into()),
    }
}
