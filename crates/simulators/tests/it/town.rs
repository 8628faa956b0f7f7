//! The vocabulary of these tests: a practice gateway, a mart that talks to it, and the mart's ear for webhooks.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use connectors::gateways::Webhook;
use connectors::razorpay::{GatewayOrder, Razorpay};
use kernel::Paise;
use simulators::gateway::{self, Gateway, GatewayConfig, Mischief, Outcome, Pay};

pub const FREE_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);
const AN_HOUR_MS: u64 = 3_600_000;

/// Nothing leaves before it is flushed.
pub fn held_back() -> Mischief {
    Mischief { delay_ms: AN_HOUR_MS, ..Mischief::default() }
}

/// A practice gateway where nothing happens by itself.
pub fn patient() -> GatewayConfig {
    GatewayConfig {
        mischief: held_back(),
        late_after_ms: AN_HOUR_MS,
        settle_after_ms: AN_HOUR_MS,
        ..GatewayConfig::practice(FREE_PORT)
    }
}

/// What the mart heard: the event's id and what it says, if it was genuine.
pub type Heard = Vec<(String, Option<Webhook>)>;

pub struct Town {
    pub gateway: Gateway,
    pub mart: Razorpay,
    pub ear: Ear,
}

impl Town {
    pub async fn open() -> Town {
        Town::with(patient()).await
    }

    pub async fn with(config: GatewayConfig) -> Town {
        let gateway = gateway::start(config).await.expect("a gateway");
        let mart = mart_of(&gateway, 4_000);
        let ear = Ear::open(mart.clone()).await;
        gateway.send_webhooks_to(&ear.url);
        Town { gateway, mart, ear }
    }

    /// The same mart with less patience, for answers that never come.
    pub fn hasty_mart(&self) -> Razorpay {
        mart_of(&self.gateway, 250)
    }

    pub async fn order(&self, rupees: i64, receipt: &str) -> GatewayOrder {
        self.mart.create_order(Paise::rupees(rupees), receipt, &BTreeMap::new()).await.expect("an order")
    }

    /// An order of so many rupees, paid by UPI; the payment's id.
    pub async fn paid(&self, rupees: i64, receipt: &str) -> String {
        let order = self.order(rupees, receipt).await;
        self.gateway.pay(&Pay::by_upi(&order.id, Outcome::Success)).expect("paid")
    }

    pub async fn ask(&self, path: &str, body: serde_json::Value) -> serde_json::Value {
        let client = connectors::line::local_client(4_000).expect("a client");
        let answer =
            client.post(format!("{}{path}", self.gateway.url)).json(&body).send().await.expect("an answer");
        answer.json().await.expect("JSON")
    }
}

pub fn mart_of(gateway: &Gateway, patience_ms: u64) -> Razorpay {
    let config = gateway.razorpay_config();
    Razorpay::new(connectors::razorpay::RazorpayConfig { patience_ms, ..config }).expect("a line")
}

/// The mart's webhook address.
pub struct Ear {
    pub url: String,
    inside: Arc<Inside>,
}

struct Inside {
    mart: Razorpay,
    heard: Mutex<Heard>,
    /// What is answered to the next calls instead of 200.
    troubles: Mutex<Vec<StatusCode>>,
}

impl Ear {
    pub async fn open(mart: Razorpay) -> Ear {
        let inside = Arc::new(Inside { mart, heard: Mutex::default(), troubles: Mutex::default() });
        let listener = tokio::net::TcpListener::bind(FREE_PORT).await.expect("a port");
        let url = format!("http://{}/webhooks", listener.local_addr().expect("an address"));
        let router = Router::new().route("/webhooks", post(hear)).with_state(Arc::clone(&inside));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ear { url, inside }
    }

    /// Everything heard so far, and forgotten with that.
    pub fn heard(&self) -> Heard {
        std::mem::take(&mut *self.inside.heard.lock().expect("the ear"))
    }

    /// The kinds of the genuine events heard so far.
    pub fn kinds(&self) -> Vec<String> {
        self.heard().into_iter().filter_map(|(_, webhook)| webhook.map(|w| w.kind)).collect()
    }

    pub fn fail_next(&self, statuses: &[StatusCode]) {
        self.inside.troubles.lock().expect("the ear").extend(statuses.iter().rev());
    }
}

async fn hear(State(inside): State<Arc<Inside>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if let Some(trouble) = inside.troubles.lock().expect("the ear").pop() {
        return trouble;
    }
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    let webhook = inside.mart.webhook(&body, &text("x-razorpay-signature")).map(|w| w.into_inner());
    let genuine = webhook.is_some();
    inside.heard.lock().expect("the ear").push((text("x-razorpay-event-id"), webhook));
    if genuine { StatusCode::OK } else { StatusCode::BAD_REQUEST }
}
