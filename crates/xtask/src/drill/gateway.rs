//! The practice gateway from outside: pay at its control desk, and catch its webhooks before the mart gets them.
//!
//! The desk (`/_sim/…`) is described in the simulators' room. Webhooks are caught by telling the gateway that the mart
//! lives here; what is caught is genuine to the byte: raw body, signature, event id.

use crate::fault::{Because, Outcome, fault};
use crate::http::{Client, Heard, read_request};
use crate::server::Mart;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const CATCH_PATIENCE: Duration = Duration::from_secs(120);
/// Letters of `DM-XXXX-XXXX-XXXX-XXXX`.
const CODE_LETTERS: usize = 22;

/// A genuine webhook.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// `x-razorpay-event-id`.
    pub id: String,
    /// `x-razorpay-signature`.
    pub signature: String,
    /// Exactly the bytes that were signed.
    pub body: Vec<u8>,
}

/// The control desk of a mart's practice gateway.
pub struct Desk {
    client: Client,
}

impl Desk {
    /// The desk of this mart's gateway.
    pub fn of(mart: &Mart) -> Outcome<Desk> {
        Ok(Desk { client: Client::new(&mart.simulator("gateway")?)? })
    }

    /// Where webhooks go from now on.
    pub fn send_webhooks_to(&mut self, url: &str) -> Outcome<()> {
        self.ask("webhook_url", &json!({ "url": url })).map(|_| ())
    }

    /// Pays an order as a buyer would.
    pub fn pay(&mut self, order: &str, outcome: &str) -> Outcome<()> {
        self.ask("pay", &json!({ "order_id": order, "outcome": outcome })).map(|_| ())
    }

    /// The gateway's id of each of our orders: the one whose receipt or notes name its code.
    pub fn orders_of(&mut self, codes: &[String]) -> Outcome<Vec<String>> {
        let until = Instant::now() + CATCH_PATIENCE;
        loop {
            let by_code = self.payable()?;
            let id_of = |code: &String| by_code.get(code).cloned();
            if let Some(found) = codes.iter().map(id_of).collect() {
                return Ok(found);
            }
            if Instant::now() > until {
                return Err(fault(format!(
                    "the gateway knows {} orders, and not all {} of ours by their code",
                    by_code.len(),
                    codes.len()
                )));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// The gateway's id of every order of ours it knows, by our code.
    pub(super) fn payable(&mut self) -> Outcome<HashMap<String, String>> {
        let state = self.state()?;
        let all = state["orders"].as_array().into_iter().flatten();
        Ok(all
            .filter_map(|order| Some((code_in(&order.to_string())?, order["id"].as_str()?.to_owned())))
            .collect())
    }

    /// Each of these orders with what is to be paid for it.
    pub fn with_amounts(&mut self, orders: &[String]) -> Outcome<Vec<(String, i64)>> {
        let state = self.state()?;
        let all = state["orders"].as_array().into_iter().flatten();
        let amounts: HashMap<&str, i64> =
            all.filter_map(|order| Some((order["id"].as_str()?, order["amount"].as_i64()?))).collect();
        let amount = |order: &String| amounts.get(order.as_str()).map(|amount| (order.clone(), *amount));
        orders.iter().map(amount).collect::<Option<_>>().ok_or_else(|| fault("the gateway has lost an order"))
    }

    /// The payments of which something was given back, once for each refund.
    pub fn refunded_payments(&mut self) -> Outcome<Vec<String>> {
        let state = self.state()?;
        let refunds = state["refunds"].as_array().into_iter().flatten();
        Ok(refunds.filter_map(|refund| refund["payment_id"].as_str().map(str::to_owned)).collect())
    }

    /// Everything the gateway knows.
    pub(super) fn state(&mut self) -> Outcome<Value> {
        let answer = self.client.get("/_sim/state", &[]).because("the gateway does not answer")?;
        answer.json()
    }

    pub(super) fn ask(&mut self, what: &str, body: &Value) -> Outcome<Value> {
        let headers = [("content-type", "application/json")];
        let answer = self
            .client
            .send("POST", &format!("/_sim/{what}"), &headers, body.to_string().as_bytes())
            .because("the gateway does not answer")?;
        if answer.is_success() {
            answer.json()
        } else {
            Err(fault(format!("/_sim/{what}: {}", answer.brief())))
        }
    }
}

/// The code of an order of ours in the gateway's words: `DM-` and four times four letters.
pub(super) fn code_in(text: &str) -> Option<String> {
    let at = text.find("DM-")?;
    text.get(at..at + CODE_LETTERS).map(str::to_owned)
}

/// Takes webhooks in the mart's place and keeps them, each event once.
pub struct Trap {
    /// Where it listens.
    pub url: String,
    caught: Arc<Mutex<Vec<Webhook>>>,
}

impl Trap {
    /// Listens on a free port until the process ends.
    pub fn set() -> Outcome<Trap> {
        let listener = TcpListener::bind("127.0.0.1:0").because("no free port on 127.0.0.1")?;
        let address = listener.local_addr().because("no free port on 127.0.0.1")?;
        let caught = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&caught);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let into = Arc::clone(&into);
                std::thread::spawn(move || take_all(stream, &into));
            }
        });
        Ok(Trap { url: format!("http://{address}/webhooks/razorpay"), caught })
    }

    /// Waits until so many different events have come; answers them in the order they came, which is that of their making.
    pub fn wait_for(&self, count: usize) -> Outcome<Vec<Webhook>> {
        let until = Instant::now() + CATCH_PATIENCE;
        loop {
            let caught = self.caught.lock().unwrap_or_else(PoisonError::into_inner);
            if caught.len() >= count {
                return Ok(caught.clone());
            }
            if Instant::now() > until {
                return Err(fault(format!("{} of {count} webhooks came", caught.len())));
            }
            drop(caught);
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn take_all(stream: TcpStream, into: &Mutex<Vec<Webhook>>) {
    let mut line = BufReader::new(stream);
    while let Ok(Some(heard)) = read_request(&mut line) {
        if let Some(webhook) = webhook_in(heard) {
            let mut caught = into.lock().unwrap_or_else(PoisonError::into_inner);
            if caught.iter().all(|known| known.id != webhook.id) {
                caught.push(webhook);
            }
        }
        if line.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").is_err() {
            return;
        }
    }
}

fn webhook_in(heard: Heard) -> Option<Webhook> {
    let value =
        |name: &str| heard.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
    Some(Webhook {
        id: value("x-razorpay-event-id")?,
        signature: value("x-razorpay-signature")?,
        body: heard.body,
    })
}
