//! Forged: thousands of messages that say «paid» and are not to be believed. None of them moves an order, a rupee or a refund.
//!
//! A third of the orders is paid and the gateway's genuine messages are caught and delivered; they are what a forger bends. Some
//! forgeries carry no right signature; others are signed with the real secret, as an insider's or a neighbour's messages might be, and
//! speak of another amount, currency, merchant or order. What is signed may be kept, but changes nothing.

use super::gateway::{Desk, Trap, Webhook};
use super::people::{api, sign_in_all};
use super::webhooks::{DOWN_MAX, WEBHOOK_PATH, deliver, one_order_each, standing};
use super::{Forged, in_parallel};
use crate::fault::{Because, Outcome, fault};
use crate::server::Mart;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Sha256, Sha512};
use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

/// What the demo's gateway signs with; anyone may know it.
const SECRET: &str = "practice-webhook-secret";
/// What the demo's second company signs with, and the door of its messages.
const SECOND_SECRET: &str = "practice-response-hash-key";
const SECOND_PATH: &str = "/webhooks/hyperswitch";
/// Orders must stand still for this long, and no longer is waited for it.
const STILL: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(90);
/// A genuine payment makes three messages.
const EVENTS: usize = 3;

/// How a message is forged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    NoSignature,
    EmptySignature,
    AnotherSecret,
    EndedSecret,
    SignatureOfAnother,
    OneBitOff,
    KeyTwice,
    LessPaid,
    OneRupee,
    MorePaid,
    AnotherCurrency,
    AnotherMerchant,
    UnknownOrder,
    AnothersPayment,
    SameEventAgain,
    RefundNobodyAsked,
    /// A rightly signed message of the first company, at the door of the second.
    AtSecondDoor,
    /// The second company's own word, rightly signed, about what the first has opened.
    SecondsWordOfFirsts,
}

const WAYS: [Way; 18] = [
    Way::NoSignature,
    Way::EmptySignature,
    Way::AnotherSecret,
    Way::EndedSecret,
    Way::SignatureOfAnother,
    Way::OneBitOff,
    Way::KeyTwice,
    Way::LessPaid,
    Way::OneRupee,
    Way::MorePaid,
    Way::AnotherCurrency,
    Way::AnotherMerchant,
    Way::UnknownOrder,
    Way::AnothersPayment,
    Way::SameEventAgain,
    Way::RefundNobodyAsked,
    Way::AtSecondDoor,
    Way::SecondsWordOfFirsts,
];

impl Way {
    /// What the mart must answer: 401 before anything is read, or 200, since the gateway must not send it again.
    fn answered(self) -> u16 {
        match self {
            Way::NoSignature
            | Way::EmptySignature
            | Way::AnotherSecret
            | Way::EndedSecret
            | Way::SignatureOfAnother
            | Way::OneBitOff
            | Way::KeyTwice
            | Way::AtSecondDoor => 401,
            Way::LessPaid
            | Way::OneRupee
            | Way::MorePaid
            | Way::AnotherCurrency
            | Way::AnotherMerchant
            | Way::UnknownOrder
            | Way::AnothersPayment
            | Way::SameEventAgain
            | Way::RefundNobodyAsked
            | Way::SecondsWordOfFirsts => 200,
        }
    }

    /// Whether it comes to the door of the second company.
    fn is_at_second_door(self) -> bool {
        matches!(self, Way::AtSecondDoor | Way::SecondsWordOfFirsts)
    }
}

/// What a forger has: genuine messages «payment.captured», and orders that wait to be paid.
struct Loot {
    captured: Vec<Webhook>,
    /// Each with what is to be paid for it.
    waiting: Vec<(String, i64)>,
}

/// Runs the drill on one mart.
pub fn run(mart: &mut Mart, size: Forged) -> Outcome<()> {
    let trap = Trap::set()?;
    let mut desk = Desk::of(mart)?;
    desk.send_webhooks_to(&trap.url)?;
    let buyers = sign_in_all(mart, size.orders, size.clients)?;
    let codes = one_order_each(mart, &buyers, size.clients)?;
    let payable = desk.orders_of(&codes)?;
    let paid = size.orders.div_ceil(3);
    for order in &payable[..paid] {
        desk.pay(order, "success")?;
    }
    let genuine = trap.wait_for(paid * EVENTS)?;
    let mut client = api(mart)?;
    for webhook in &genuine {
        deliver(&mut client, webhook, DOWN_MAX)?;
    }
    let orders = (&buyers[..], &codes[..]);
    let before = at_rest(mart, orders, size.clients)?;
    let confirmed = before.iter().filter(|end| end.starts_with("confirmed")).count();
    if confirmed != paid {
        return Err(fault(format!("{paid} orders were paid, {confirmed} are confirmed")));
    }
    let captured =
        genuine.into_iter().filter(|w| w.body.windows(18).any(|b| b == b"\"payment.captured\"")).collect();
    let loot = Loot { captured, waiting: desk.with_amounts(&payable[paid..])? };
    let answers = in_parallel(
        size.clients,
        size.messages,
        || api(mart),
        |client, index| {
            let way = WAYS[index % WAYS.len()];
            let forged = forge(&loot, way, index)?;
            let (path, header) = if way.is_at_second_door() {
                (SECOND_PATH, "x-webhook-signature-512")
            } else {
                (WEBHOOK_PATH, "x-razorpay-signature")
            };
            let mut headers =
                vec![("content-type", "application/json"), ("x-razorpay-event-id", forged.id.as_str())];
            if way != Way::NoSignature {
                headers.push((header, &forged.signature));
            }
            let answer = client.send("POST", path, &headers, &forged.body).because("the mart is silent")?;
            if answer.status == way.answered() {
                return Ok(way);
            }
            Err(fault(format!("forged by {way:?}, message {index} was answered {}", answer.brief())))
        },
    )?;
    let after = at_rest(mart, orders, size.clients)?;
    if let Some(at) = (0..before.len()).find(|at| before[*at] != after[*at]) {
        return Err(fault(format!("a forgery has moved {}: {} became {}", codes[at], before[at], after[at])));
    }
    if let Some(payment) = desk.refunded_payments()?.first() {
        return Err(fault(format!("a forgery has sent money back of {payment}")));
    }
    let mut counts: BTreeMap<Way, usize> = BTreeMap::new();
    answers.into_iter().for_each(|way| *counts.entry(way).or_default() += 1);
    let told: Vec<String> = counts.iter().map(|(way, count)| format!("{count} × {way:?}")).collect();
    println!("  {} forged messages moved nothing: {}", size.messages, told.join(", "));
    mart.verify()
}

/// How every order stands once nothing has moved for a while.
fn at_rest(
    mart: &Mart,
    orders: (&[super::people::Buyer], &[String]),
    clients: usize,
) -> Outcome<Vec<String>> {
    let until = Instant::now() + PATIENCE;
    let (mut before, mut since) = (standing(mart, orders, clients)?, Instant::now());
    while since.elapsed() < STILL {
        if Instant::now() > until {
            return Err(fault("the orders never come to rest"));
        }
        thread::sleep(Duration::from_millis(300));
        let now = standing(mart, orders, clients)?;
        if now != before {
            (before, since) = (now, Instant::now());
        }
    }
    Ok(before)
}

/// One forged message: a genuine one bent, and signed as its way has it.
fn forge(loot: &Loot, way: Way, index: usize) -> Outcome<Webhook> {
    let of = |at: usize| &loot.captured[at % loot.captured.len()];
    let genuine = of(index / WAYS.len());
    let (order, amount) = &loot.waiting[(index / WAYS.len()) % loot.waiting.len()];
    let mut said: Value = serde_json::from_slice(&genuine.body).because("a genuine message")?;
    let payment = &mut said["payload"]["payment"]["entity"];
    // A payment nobody has heard of, for an order that waits: but for what is bent it would count.
    payment["id"] = json!(format!("pay_Forged{index:08}"));
    payment["order_id"] = json!(order);
    payment["amount"] = json!(amount);
    let id = format!("evt_Forged{index:08}");
    match way {
        Way::LessPaid => payment["amount"] = json!(amount - 1),
        Way::OneRupee => payment["amount"] = json!(100),
        Way::MorePaid => payment["amount"] = json!(amount * 1_000),
        Way::AnotherCurrency => payment["currency"] = json!("USD"),
        Way::AnotherMerchant => said["account_id"] = json!("acc_SomebodyElse01"),
        Way::UnknownOrder => payment["order_id"] = json!(format!("order_Nobodys{index:07}")),
        Way::AnothersPayment => {
            // A genuine payment of one order, said to be for another.
            let genuine: Value = serde_json::from_slice(&genuine.body).because("a genuine message")?;
            payment["id"] = genuine["payload"]["payment"]["entity"]["id"].clone();
        }
        Way::RefundNobodyAsked => {
            said = json!({
                "entity": "event", "account_id": said["account_id"], "event": "refund.processed",
                "contains": ["refund"], "created_at": said["created_at"],
                "payload": { "refund": { "entity": {
                    "id": format!("rfnd_Forged{index:07}"), "entity": "refund", "amount": amount, "currency": "INR",
                    "payment_id": format!("pay_Forged{index:08}"), "receipt": "rfd_00000000000000000000000000",
                    "status": "processed", "created_at": said["created_at"],
                } } },
            });
        }
        Way::SecondsWordOfFirsts => {
            said = json!({
                "merchant_id": "merchant_practice", "event_id": id, "event_type": "payment_succeeded",
                "content": { "type": "payment_details", "object": {
                    "payment_id": order, "merchant_id": "merchant_practice", "profile_id": "pro_practice",
                    "status": "succeeded", "amount": amount, "amount_received": amount, "currency": "INR",
                } },
            });
        }
        _ => {}
    }
    let mut body = said.to_string().into_bytes();
    let signature = match way {
        Way::NoSignature | Way::EmptySignature => String::new(),
        Way::AnotherSecret => sign("the-secret-of-another-shop", &body)?,
        Way::EndedSecret => sign("practice-webhook-secret-of-last-year", &body)?,
        Way::SignatureOfAnother => of(index).signature.clone(),
        Way::SecondsWordOfFirsts => sign_512(SECOND_SECRET, &body)?,
        _ => sign(SECRET, &body)?,
    };
    match way {
        Way::OneBitOff => {
            let at = index % body.len();
            body[at] ^= 1 << (index % 8);
            Ok(Webhook { id, signature, body })
        }
        Way::KeyTwice => {
            let twice =
                format!("{{\"account_id\":\"acc_SomebodyElse01\",{}", &said.to_string()[1..]).into_bytes();
            Ok(Webhook { id, signature: sign(SECRET, &twice)?, body: twice })
        }
        // The very message that had its effect, word for word.
        Way::SameEventAgain => Ok(genuine.clone()),
        _ => Ok(Webhook { id, signature, body }),
    }
}

fn sign_512(secret: &str, body: &[u8]) -> Outcome<String> {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).because("a secret of any length does")?;
    mac.update(body);
    Ok(mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn sign(secret: &str, body: &[u8]) -> Outcome<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).because("a secret of any length does")?;
    mac.update(body);
    Ok(mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect())
}
