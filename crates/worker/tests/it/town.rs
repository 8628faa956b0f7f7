//! The vocabulary of these tests: a mart with its worker, a practice gateway and a practice SMS box on loopback.
//!
//! The mart's clock stands until it is moved; at the gateway nothing happens by itself: webhooks wait to be flushed, the
//! bank waits to be told.

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use connectors::gateways::Gateways;
use connectors::hyperswitch::{Hyperswitch, HyperswitchConfig};
use connectors::razorpay::{Razorpay, RazorpayConfig};
use connectors::sms::{Sms, SmsConfig};
use kernel::ids::{MakerId, PersonId, VariantId};
use kernel::india::{Mobile, Pin};
use kernel::{Lang, Secret};
use market::accounts::{self, Role, Scope};
use market::audit::Actor;
use market::orders::{self, Address, OrderView, Placed, hub, maker};
use market::payments;
use market::quotes::{self, Books, PaymentMethod};
use market::{delivery, verify};
use simulators::gateway::{self, Gateway, GatewayConfig, Mischief, Outcome, Pay};
use simulators::hyperswitch::{self, Switch, SwitchConfig};
use simulators::sms::{self, SmsBox, SmsBoxConfig, SmsTemplate};
use store::Db;
use store::testing::Fresh;
use worker::words::{self, Templates};
use worker::{Numbers, Worker};

use crate::district::{self, District};

pub const ANITA: &str = "+919811111111";
pub const FREE_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
const AN_HOUR_MS: u64 = 3_600_000;

/// Nothing leaves the gateway before it is flushed.
pub fn held_back() -> Mischief {
    Mischief { delay_ms: AN_HOUR_MS, ..Mischief::default() }
}

pub struct Town {
    pub db: Db,
    pub district: District,
    pub gateway: Gateway,
    pub switch: Switch,
    pub phones: SmsBox,
    pub worker: Worker,
    pub anita: PersonId,
    books: Books,
}

impl Town {
    pub async fn open(fresh: &Fresh) -> Town {
        let db = fresh.db.clone();
        let district = district::found(&db).await;
        let books = Books::open(&mut db.read().await.expect("a connection")).await.expect("books");
        let practice = GatewayConfig {
            mischief: held_back(),
            late_after_ms: AN_HOUR_MS,
            settle_after_ms: AN_HOUR_MS,
            ..GatewayConfig::practice(FREE_PORT)
        };
        let gateway = gateway::start(practice).await.expect("a gateway");
        let practice = SwitchConfig {
            mischief: held_back(),
            late_after_ms: AN_HOUR_MS,
            settle_after_ms: AN_HOUR_MS,
            ..SwitchConfig::practice(FREE_PORT)
        };
        let switch = hyperswitch::start(practice).await.expect("a switch");
        let second = HyperswitchConfig { patience_ms: 1_000, ..switch.config() };
        let phones = SmsBoxConfig { listen: FREE_PORT, templates: Some(register()), book: None };
        let phones = sms::start(phones).await.expect("phones");
        let razorpay = RazorpayConfig { patience_ms: 1_000, ..gateway.razorpay_config() };
        let operator = SmsConfig { patience_ms: 1_000, ..phones.sms_config() };
        let worker = Worker {
            db: db.clone(),
            gateways: Gateways {
                razorpay: Razorpay::new(razorpay).expect("a line"),
                hyperswitch: Some(Hyperswitch::new(second).expect("a line")),
            },
            sms: Sms::new(operator).expect("a line"),
            courier: None,
            search_engines: None,
            site: "http://127.0.0.1:8080".to_owned(),
            lookout: None,
            folder: None,
            media: None,
            backups: None,
            templates: Templates::practice(),
            numbers: Numbers { reply_to: sms::NUMBER.to_owned(), help: "06432-000000".to_owned() },
        };
        let door = door(&worker).await;
        gateway.send_webhooks_to(&format!("{door}/razorpay"));
        switch.send_webhooks_to(&format!("{door}/hyperswitch"));
        let anita = signs_in(&worker, &phones, ANITA).await;
        Town { db, district, gateway, switch, phones, worker, anita, books }
    }

    /// Carries everything that is due now.
    pub async fn work(&self) {
        worker::drain(&self.worker).await.expect("the worker works");
    }

    /// Lets minutes pass, and the worker work after each.
    pub async fn minutes_pass(&self, minutes: u32) {
        for _ in 0..minutes {
            self.db.clock().advance_ms(60_000);
            self.work().await;
        }
    }

    /// The gateway delivers what it has to say, and the worker digests it.
    pub async fn webhooks_come(&self) {
        for delivered in self.gateway.flush().await {
            assert_eq!(delivered.status, 200, "{delivered:?}");
        }
        for delivered in self.switch.flush().await {
            assert_eq!(delivered.status, 200, "{delivered:?}");
        }
        self.work().await;
    }

    /// The bank finishes everything, the gateway tells us, the worker digests it.
    pub async fn bank_settles(&self) {
        self.gateway.settle();
        self.switch.settle();
        self.webhooks_come().await;
    }

    /// Anita orders; nothing is carried yet.
    pub async fn places(&self, lines: &[(VariantId, u32)]) -> Placed {
        self.places_for(lines, "814112").await
    }

    /// Anita orders for somebody in a pincode; nothing is carried yet.
    pub async fn places_for(&self, lines: &[(VariantId, u32)], pin: &str) -> Placed {
        let pin = Pin::typed(pin).expect("a pincode");
        let ask = quotes::Ask {
            kits: Vec::new(),
            lines: lines.to_vec(),
            to: quotes::To::Pin(pin.clone()),
            method: PaymentMethod::Upi,
            cart: None,
            stall: None,
            wanted: market::offers::Wanted::default(),
        };
        let quote = quotes::make(&self.db, &self.books, &ask).await.expect("a quote");
        let address = Address {
            name: "अनीता".to_owned(),
            mobile: None,
            house: "12".to_owned(),
            area: "टावर चौक".to_owned(),
            landmark: String::new(),
            pin,
        };
        let ask =
            orders::Ask { quote: quote.head.id, person: self.anita, address, lang: Lang::Hi, once: None };
        orders::place(&self.db, &ask, |_| (200, String::new())).await.expect("placed")
    }

    /// Anita orders a pair of bangles and a pot, and the payment is open.
    pub async fn ordered(&self) -> Placed {
        let placed = self.places(&[(self.district.bangles, 1), (self.district.pot, 2)]).await;
        self.work().await;
        placed
    }

    /// The same, paid, and everybody has been told.
    pub async fn paid(&self) -> Placed {
        let placed = self.ordered().await;
        self.pays(&placed, Outcome::Success).await;
        self.webhooks_come().await;
        placed
    }

    /// Anita pays at the gateway; the payment's id.
    pub async fn pays(&self, placed: &Placed, outcome: Outcome) -> String {
        let order = self.gateway_order(placed).await.expect("the payment is open");
        self.gateway.pay(&Pay::by_upi(&order, outcome)).expect("paid")
    }

    /// Anita pays once more for what is paid.
    pub async fn pays_again(&self, placed: &Placed) {
        let order = self.gateway_order(placed).await.expect("the payment is open");
        let pay = Pay { even_if_paid: true, ..Pay::by_upi(&order, Outcome::Success) };
        self.gateway.pay(&pay).expect("paid");
    }

    pub async fn gateway_order(&self, placed: &Placed) -> Option<String> {
        self.view(placed).await.payment.gateway_order
    }

    pub async fn view(&self, placed: &Placed) -> OrderView {
        let mut read = self.db.read().await.expect("a connection");
        orders::by_code(&mut read, &placed.code).await.expect("an answer").expect("an order")
    }

    pub async fn state(&self, placed: &Placed) -> &'static str {
        self.view(placed).await.head.state.as_str()
    }

    /// Both makers pack, the hub passes, the runner brings it, Anita says the code.
    pub async fn delivered(&self, placed: &Placed) {
        let (db, hub) = (&self.db, self.district.hub);
        let today = db.now().day();
        for parcel in self.view(placed).await.parcels {
            let maker = self.maker_of(&parcel.maker.en);
            maker::accept(db, Actor::Mart, maker, parcel.id, today.plus(1)).await.expect("accepted");
            maker::pack(db, Actor::Mart, maker, parcel.id).await.expect("packed");
            hub::inspect(db, Actor::Mart, hub, &parcel.code, hub::Finding::Passes, None)
                .await
                .expect("passed");
        }
        for shipment in self.view(placed).await.shipments {
            delivery::hand_over(db, Actor::Mart, hub, shipment.id, None).await.expect("handed over");
            self.work().await;
            let code = Secret::new(self.code_for(ANITA));
            delivery::deliver(db, Actor::Mart, hub, shipment.id, Some(&code)).await.expect("delivered");
        }
        self.work().await;
    }

    fn maker_of(&self, name: &str) -> MakerId {
        if name == "Sunita Devi" { self.district.sunita } else { self.district.ramesh }
    }

    /// Somebody of the finance office.
    pub async fn clerk(&self, mobile: &str) -> PersonId {
        let mobile = Mobile::typed(mobile).expect("a number");
        let scope = Scope::default();
        accounts::give_role(&self.db, &mobile, "Clerk", Lang::Hi, Role::Finance, &scope)
            .await
            .expect("a clerk")
    }

    /// The texts a phone has got, oldest first.
    pub fn texts(&self, mobile: &str) -> Vec<String> {
        let mobile = Mobile::typed(mobile).expect("a number");
        let mut texts: Vec<String> =
            self.phones.messages(Some(&mobile)).into_iter().map(|m| m.text).collect();
        texts.reverse();
        texts
    }

    /// How many texts of a phone say this.
    pub fn told(&self, mobile: &str, words: &str) -> usize {
        self.texts(mobile).iter().filter(|text| text.contains(words)).count()
    }

    /// The six digits in the newest text of a phone.
    pub fn code_for(&self, mobile: &str) -> String {
        let texts = self.texts(mobile);
        let newest = texts.last().expect("a text");
        let mut numbers = newest.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 6);
        numbers.next().expect("a code").to_owned()
    }

    /// What can still be bought of a good.
    pub async fn free(&self, variant: VariantId) -> u32 {
        let mut read = self.db.read().await.expect("a connection");
        market::catalogue::stock::free_of(&mut read, &[variant]).await.expect("an answer")[&variant]
    }

    /// Everything the checks want holds.
    pub async fn is_sound(&self) {
        for check in verify::run(&self.db).await.expect("the checks run") {
            assert!(check.holds(), "{}: {:?}", check.name, check.breaches);
        }
    }
}

/// Somebody signs in with the code that came to her phone.
async fn signs_in(worker: &Worker, phones: &SmsBox, number: &str) -> PersonId {
    let mobile = Mobile::typed(number).expect("a number");
    accounts::ask_code(&worker.db, &mobile, Lang::Hi, 100).await.expect("a code is sent");
    worker::drain(worker).await.expect("the worker works");
    let text = phones.messages(Some(&mobile)).into_iter().next().expect("a text").text;
    let code = text.split(' ').next().expect("a code").to_owned();
    let signed_in = accounts::sign_in(&worker.db, None, &mobile, &Secret::new(code), Lang::Hi).await;
    signed_in.expect("signed in").1
}

/// Every text of ours as it would stand in the register.
fn register() -> Vec<SmsTemplate> {
    let numbers = Templates::practice();
    let registrations = words::registrations().expect("texts");
    let entry = |r: words::Registration| SmsTemplate {
        id: numbers.id_of(r.key, r.lang).expect("a number"),
        text: r.text,
    };
    registrations.into_iter().map(entry).collect()
}

/// Where webhooks are handed in, as the web does it: check, keep, answer.
async fn door(worker: &Worker) -> String {
    let listener = tokio::net::TcpListener::bind(FREE_PORT).await.expect("a port");
    let url = format!("http://{}/webhooks", listener.local_addr().expect("an address"));
    let router = Router::new().route("/webhooks/{gateway}", post(hear)).with_state(worker.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn hear(
    State(worker): State<Worker>,
    Path(gateway): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    let gateway: kernel::payment::Gateway = gateway.parse().expect("a gateway");
    let signature = match gateway {
        kernel::payment::Gateway::Razorpay => text("x-razorpay-signature"),
        kernel::payment::Gateway::Hyperswitch => text("x-webhook-signature-512"),
    };
    let Some(webhook) = worker.gateways.webhook(gateway, &body, &signature) else {
        return StatusCode::BAD_REQUEST;
    };
    let event = match gateway {
        kernel::payment::Gateway::Razorpay => text("x-razorpay-event-id"),
        kernel::payment::Gateway::Hyperswitch => webhook.get().event_id.clone(),
    };
    let body = String::from_utf8_lossy(&body);
    match payments::receive_event(&worker.db, gateway, &event, &signature, &body).await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
