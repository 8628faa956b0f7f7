//! People who work for the mart and makers, in a browser's clothes: they sign in by mobile, code and second factor, keep
//! a cookie and send forms.

use super::people::{code_sent_to, patiently, post};
use crate::fault::{Outcome, fault};
use crate::http::{Answer, Client, Lost};
use crate::server::Mart;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha1::Sha1;
use std::time::{SystemTime, UNIX_EPOCH};

const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// A code of an authenticator app is shown this long.
const STEP_S: u64 = 30;

/// Somebody who is signed in in a browser.
pub struct Browser {
    client: Client,
    cookie: String,
    origin: String,
    /// What she last heard, for a fault.
    pub heard: String,
}

/// Everybody of a role who can sign in: mobile, and the key of her authenticator app if she has one.
pub fn of_role(mart: &Mart, role: &str) -> Vec<(String, Option<String>)> {
    let accounts = mart.accounts().into_iter().filter(|account| account["role"] == role);
    accounts
        .filter_map(|account| {
            let key = account["totp"].as_str().map(str::to_owned);
            Some((account["mobile"].as_str()?.to_owned(), key))
        })
        .collect()
}

/// Signs in through the API, with the second factor if there is one; answers what is shown as `Authorization`.
pub fn session(mart: &Mart, mobile: &str, key: Option<&str>) -> Outcome<String> {
    let (mut client, mut phones) = (Client::new(&mart.url())?, Client::new(&mart.simulator("sms")?)?);
    patiently(|| post(&mut client, "/api/v1/sign-in-codes", &[], &json!({ "mobile": mobile })))?;
    let code = code_sent_to(&mut phones, mobile)?;
    let factor = key.map(app_code).transpose()?;
    let asked = json!({ "mobile": mobile, "code": code, "factor": factor });
    let said = patiently(|| post(&mut client, "/api/v1/sessions", &[], &asked))?;
    match said.json()?["token"].as_str() {
        Some(token) if said.is_success() => Ok(format!("Bearer {token}")),
        _ => Err(fault(format!("{mobile} could not sign in: {}", said.brief()))),
    }
}

/// What her authenticator app shows now.
fn app_code(key: &str) -> Outcome<String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    code_at(key, now / STEP_S).ok_or_else(|| fault("demo.json has a key that is none"))
}

impl Browser {
    /// Signs in, with the second factor if there is one.
    pub fn sign_in(mart: &Mart, mobile: &str, key: Option<&str>) -> Outcome<Browser> {
        let (client, origin) = (Client::new(&mart.url())?, mart.url());
        let mut browser = Browser { client, cookie: String::new(), origin, heard: String::new() };
        let mut phones = Client::new(&mart.simulator("sms")?)?;
        browser.form("/hi/sign-in", &[("mobile", mobile.trim_start_matches("+91"))])?;
        let code = code_sent_to(&mut phones, mobile)?;
        browser.form("/hi/sign-in/code", &[("code", &code)])?;
        if let Some(key) = key {
            browser.form("/hi/second-factor", &[("app_code", &app_code(key)?)])?;
        }
        Ok(browser)
    }

    /// Herself in another window: the same cookie on a line of its own.
    pub fn window(&self) -> Outcome<Browser> {
        let client = Client::new(&self.origin)?;
        Ok(Browser { client, cookie: self.cookie.clone(), origin: self.origin.clone(), heard: String::new() })
    }

    /// A maker says yes to a parcel for the first day she is offered, and packs it.
    pub fn accepts_and_packs(&mut self, parcel: &str) -> Outcome<()> {
        let path = format!("/hi/maker/parcels/{parcel}");
        let page = self.get(&path)?.text();
        let day =
            links(&page, "value=\"").into_iter().find(|value| value.len() == 10 && value.starts_with("20"));
        let day = day.ok_or_else(|| fault("the maker's page offers no day"))?;
        self.form(&format!("{path}/acceptance"), &[("ready", &day)])?;
        self.form(&format!("{path}/packing"), &[]).map(|_| ())
    }

    /// The headers of every request of hers.
    pub fn headers(&self) -> Vec<(&str, &str)> {
        vec![("cookie", self.cookie.as_str()), ("origin", self.origin.as_str())]
    }

    /// A page.
    pub fn get(&mut self, path: &str) -> Outcome<Answer> {
        let (cookie, origin) = (self.cookie.clone(), self.origin.clone());
        let headers = [("cookie", cookie.as_str()), ("origin", origin.as_str())];
        patiently(|| self.client.get(path, &headers))
    }

    /// A page as it travels, squeezed: how many bytes it has.
    pub fn weigh(&mut self, path: &str) -> Outcome<usize> {
        let (cookie, origin) = (self.cookie.clone(), self.origin.clone());
        let headers =
            [("cookie", cookie.as_str()), ("origin", origin.as_str()), ("accept-encoding", "br, gzip")];
        let answer = patiently(|| self.client.get(path, &headers))?;
        if answer.status == 200 {
            Ok(answer.body.len())
        } else {
            Err(fault(format!("{path}: {}", answer.brief())))
        }
    }

    /// Sends what may be anything.
    pub fn post(&mut self, path: &str, more: &[(&str, &str)], body: &[u8]) -> Result<Answer, Lost> {
        let (cookie, origin) = (self.cookie.clone(), self.origin.clone());
        let mut headers = vec![("cookie", cookie.as_str()), ("origin", origin.as_str())];
        headers.extend_from_slice(more);
        let answer = self.client.send("POST", path, &headers, body);
        self.heard = match &answer {
            Ok(answer) => answer.text().split("<main").last().unwrap_or_default().chars().take(600).collect(),
            Err(lost) => lost.to_string(),
        };
        answer
    }

    /// Sends a form that must lead on; answers where to. A new cookie is kept.
    pub fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Outcome<String> {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let body = body.join("&");
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let answer = patiently(|| self.post(path, &kind, body.as_bytes()))?;
        let set = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
        for (_, cookie) in set {
            let pair = cookie.split(';').next().unwrap_or_default();
            if pair.starts_with("mart=") {
                self.cookie = pair.to_owned();
            }
        }
        match answer.header("location") {
            Some(to) if answer.status == 303 => Ok(to.to_owned()),
            _ => Err(fault(format!("POST {path} led nowhere: {}", answer.brief()))),
        }
    }
}

/// What stands behind `before` in a page, up to a quote, each once.
pub fn links(page: &str, before: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .split(before)
        .skip(1)
        .filter_map(|rest| rest.split(['"', '?', '/']).next())
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The six digits an app shows. Source: RFC 6238.
fn code_at(key: &str, step: u64) -> Option<String> {
    let mut bytes = Vec::new();
    for eight in key.as_bytes().chunks_exact(8) {
        let bits = eight.iter().try_fold(0_u64, |bits, letter| {
            Some(bits << 5 | LETTERS.iter().position(|known| known == letter)? as u64)
        })?;
        bytes.extend(&bits.to_be_bytes()[3..]);
    }
    let mut mac = Hmac::<Sha1>::new_from_slice(&bytes).ok()?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let four = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
    Some(format!("{:06}", u32::from_be_bytes(four) % 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_standard() {
        let code = code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59 / STEP_S);
        assert_eq!(code.as_deref(), Some("287082"));
        assert_eq!(code_at("1", 1).as_deref().map(str::len), Some(6));
        assert_eq!(code_at("11111111", 1), None);
    }

    #[test]
    fn links_are_found_once_each() {
        let page = r#"<a href="/hi/x/b">b</a><a href="/hi/x/a?y">a</a><a href="/hi/x/b/c">c</a><a href="/hi/x/">x</a>"#;
        assert_eq!(links(page, "href=\"/hi/x/"), ["a", "b"]);
    }
}
