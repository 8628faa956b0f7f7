//! Buyers, and what they say to the JSON API: sign in, ask for a quote, order, look at the order.

use super::in_parallel;
use crate::fault::{Outcome, fault};
use crate::http::{Answer, Client, Lost};
use crate::server::Mart;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Where everything is sent: Deoghar's head post office.
pub(super) const PINCODE: &str = "814112";
/// First of the made-up mobiles; the demo's own people have others.
const FIRST_MOBILE: u64 = 6_300_000_000;
const CODE_PATIENCE: Duration = Duration::from_secs(30);
/// A mart under overload says 503 or 429 and when to come back; a person comes back this often.
const TRIES_MAX: usize = 60;

/// Someone who is signed in.
#[derive(Clone, Debug)]
pub struct Buyer {
    /// `Bearer …`.
    pub bearer: String,
    /// Her mobile number, `+91…`.
    pub mobile: String,
}

impl Buyer {
    fn headers<'a>(&'a self, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut headers = vec![("authorization", self.bearer.as_str()), ("content-type", "application/json")];
        headers.extend_from_slice(more);
        headers
    }
}

/// A client of the mart's API.
pub fn api(mart: &Mart) -> Outcome<Client> {
    Client::new(&mart.url())
}

/// Signs in so many new people, each with a mobile of her own and the code that came to it.
pub fn sign_in_all(mart: &Mart, count: usize, threads: usize) -> Outcome<Vec<Buyer>> {
    sign_in_from(mart, 0, count, threads)
}

/// As [`sign_in_all`], from so many people on.
pub fn sign_in_from(mart: &Mart, from: usize, count: usize, threads: usize) -> Outcome<Vec<Buyer>> {
    let phones = mart.simulator("sms")?;
    in_parallel(
        threads,
        count,
        || Ok((api(mart)?, Client::new(&phones)?)),
        |(mart, phones), index| sign_in(mart, phones, mobile_of((from + index) as u64)),
    )
}

/// People's numbers do not follow each other; nor do ours, and each is another one.
fn mobile_of(index: u64) -> u64 {
    FIRST_MOBILE + index * 9_973_331 % 100_000_000
}

fn sign_in(mart: &mut Client, phones: &mut Client, number: u64) -> Outcome<Buyer> {
    let mobile = format!("+91{number}");
    let said = patiently(|| post(mart, "/api/v1/sign-in-codes", &[], &json!({ "mobile": mobile })))?;
    if !said.is_success() {
        return Err(fault(format!("no sign-in code for {mobile}: {}", said.brief())));
    }
    let code = code_sent_to(phones, &mobile)?;
    let said = patiently(|| post(mart, "/api/v1/sessions", &[], &json!({ "mobile": mobile, "code": code })))?;
    match said.json()?["token"].as_str() {
        Some(token) if said.is_success() => Ok(Buyer { bearer: format!("Bearer {token}"), mobile }),
        _ => Err(fault(format!("{mobile} could not sign in: {}", said.brief()))),
    }
}

pub(super) fn code_sent_to(phones: &mut Client, mobile: &str) -> Outcome<String> {
    let until = Instant::now() + CODE_PATIENCE;
    let path = format!("/messages?to={}", mobile.replace('+', "%2B"));
    loop {
        if let Ok(answer) = phones.get(&path, &[])
            && let Some(code) = newest_code(&answer.json()?)
        {
            return Ok(code);
        }
        if Instant::now() > until {
            return Err(fault(format!("no code came to {mobile} in {} s", CODE_PATIENCE.as_secs())));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The six digits in the newest message of a phone; the inbox lists the newest first.
fn newest_code(inbox: &Value) -> Option<String> {
    inbox["items"].as_array()?.iter().find_map(|message| {
        let text = message["text"].as_str()?;
        text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 6).map(str::to_owned)
    })
}

/// Asks for a frozen price of so many pieces of each variant.
pub fn quote_of(mart: &mut Client, buyer: &Buyer, lines: &[(String, u64)]) -> Result<Answer, Lost> {
    quote_to(mart, buyer, lines, PINCODE)
}

/// As [`quote_of`], for another pincode.
pub fn quote_to(
    mart: &mut Client,
    buyer: &Buyer,
    lines: &[(String, u64)],
    pincode: &str,
) -> Result<Answer, Lost> {
    post(mart, "/api/v1/quotes", &buyer.headers(&[]), &quote_ask(lines, pincode))
}

/// Asks for a frozen price of one piece with a coupon.
pub(super) fn quote_with(
    mart: &mut Client,
    buyer: &Buyer,
    variant: &str,
    coupon: &str,
) -> Result<Answer, Lost> {
    let mut ask = quote_ask(&[(variant.to_owned(), 1)], PINCODE);
    ask["coupon"] = json!(coupon);
    post(mart, "/api/v1/quotes", &buyer.headers(&[]), &ask)
}

/// Asks for a frozen price of one gift kit.
pub(super) fn quote_kit(mart: &mut Client, buyer: &Buyer, kit: &str) -> Result<Answer, Lost> {
    let mut ask = quote_ask(&[], PINCODE);
    ask["kits"] = json!([{ "kit_id": kit, "quantity": 1 }]);
    post(mart, "/api/v1/quotes", &buyer.headers(&[]), &ask)
}

/// Asks what one piece costs, without signing in.
pub fn quote_for_anybody(mart: &mut Client, variant: &str) -> Result<Answer, Lost> {
    post(mart, "/api/v1/quotes", &[], &quote_ask(&[(variant.to_owned(), 1)], PINCODE))
}

fn quote_ask(lines: &[(String, u64)], pincode: &str) -> Value {
    let lines: Vec<Value> = lines
        .iter()
        .map(|(variant, quantity)| json!({ "variant_id": variant, "quantity": quantity }))
        .collect();
    json!({ "lines": lines, "pincode": pincode, "payment_method": "upi" })
}

/// Orders what was quoted. The same `key` is the same order, however often it is sent.
pub fn place_order(mart: &mut Client, buyer: &Buyer, quote: &str, key: &str) -> Result<Answer, Lost> {
    order_to(mart, buyer, quote, key, PINCODE)
}

/// As [`place_order`], to another pincode.
pub fn order_to(
    mart: &mut Client,
    buyer: &Buyer,
    quote: &str,
    key: &str,
    pincode: &str,
) -> Result<Answer, Lost> {
    let address = json!({
        "name": "अनीता देवी",
        "house": "12, सुभाष चौक",
        "area": "देवघर",
        "pincode": pincode,
    });
    let body = json!({ "quote_id": quote, "address": address });
    post(mart, "/api/v1/orders", &buyer.headers(&[("idempotency-key", key)]), &body)
}

/// Looks at an order.
pub fn order_of(mart: &mut Client, buyer: &Buyer, code: &str) -> Result<Answer, Lost> {
    mart.get(&format!("/api/v1/orders/{code}"), &buyer.headers(&[]))
}

/// Repeats while the mart asks for patience or the line breaks. For requests that may be repeated.
pub fn patiently(mut ask: impl FnMut() -> Result<Answer, Lost>) -> Outcome<Answer> {
    let mut last = String::new();
    for _ in 0..TRIES_MAX {
        match ask() {
            Ok(answer) if answer.status == 429 || answer.status == 503 => {
                last = answer.brief();
                let seconds =
                    answer.header("retry-after").and_then(|value| value.parse().ok()).unwrap_or(1_u64);
                std::thread::sleep(Duration::from_secs(seconds.clamp(1, 5)));
            }
            Ok(answer) => return Ok(answer),
            Err(lost) => {
                last = lost.to_string();
                std::thread::sleep(Duration::from_millis(100));
            }
        }
    }
    Err(fault(format!("{TRIES_MAX} tries and no answer; the last: {last}")))
}

pub(super) fn post(
    client: &mut Client,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> Result<Answer, Lost> {
    let mut headers = headers.to_vec();
    if !headers.iter().any(|(name, _)| *name == "content-type") {
        headers.push(("content-type", "application/json"));
    }
    client.send("POST", path, &headers, body.to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_code_counts() {
        let inbox = json!({ "items": [
            { "text": "धन्यवाद, 98 रुपये" }, { "text": "कोड 222222, 10 मिनट तक" }, { "text": "कोड 111111 है" }
        ]});
        assert_eq!(newest_code(&inbox).as_deref(), Some("222222"));
        assert_eq!(newest_code(&json!({ "items": [] })), None);
    }
}
