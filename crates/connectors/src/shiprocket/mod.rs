//! Shiprocket, an agent of couriers: who can carry a box and for how much, one order with one air waybill, a pickup, a label, its way.
//!
//! Reads and writes: questions to the configured address. Never: believes a webhook of this party, since it is not signed; books
//! twice by itself, since the caller looks an order up by its own reference before it makes one.
//!
//! | call | repeat |
//! |---|---|
//! | [`Shiprocket::who_can`], [`Shiprocket::track`], [`Shiprocket::find`] | changes nothing |
//! | [`Shiprocket::create`] | makes a second order: ask [`Shiprocket::find`] first if it may have happened |
//! | [`Shiprocket::assign`] | a box that has a waybill keeps it: look it up |
//! | [`Shiprocket::ask_pickup`] | «already in pickup queue» is a yes |
//! | [`Shiprocket::label`] | the same label again |
//! | [`Shiprocket::cancel`] | an order that is called off stays so |
//!
//! A token is asked for by e-mail address and password of an API user, held for 20 hours (documented lives are 24 hours and ten
//! days) and asked for anew when it is refused. Source: apidocs.shiprocket.in, and Shiprocket's own `shiprocket-mcp`.
//!
//! Start at [`Shiprocket::new`].

mod asks;
mod label;
mod way;
mod wire;

pub use asks::{Item, NewOrder, Reach};
pub use way::CourierEvent;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use kernel::{Paise, Secret};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::line::{Badge, Line, NoLine, Question, Refusal};

/// A token is used for so long, then asked for anew.
const TOKEN_LIFE: Duration = Duration::from_secs(20 * 3_600);

/// Where the agent is and who we are to it.
#[derive(Clone, Debug)]
pub struct ShiprocketConfig {
    /// Base address, `https://apiv2.shiprocket.in`.
    pub base_url: String,
    /// The e-mail address of the API user.
    pub email: String,
    /// Its password.
    pub password: Secret<String>,
    /// Longest wait for one answer, in milliseconds.
    pub patience_ms: u64,
}

/// A token and since when we have it.
#[derive(Clone, Debug)]
struct Token {
    text: Secret<String>,
    since: Instant,
}

/// The agent, from our side. Cheap to clone; all clones share one token.
#[derive(Clone, Debug)]
pub struct Shiprocket {
    line: Line,
    email: String,
    password: Secret<String>,
    token: Arc<Mutex<Option<Token>>>,
}

/// A courier who can carry a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Courier {
    /// The agent's number of it.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What the agent charges us.
    pub rate: Paise,
    /// Within how many days it says it arrives; nothing if it does not say.
    pub days: Option<i64>,
}

/// An order as the agent knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The agent's id of the order.
    pub order: String,
    /// The agent's id of the box in it.
    pub shipment: String,
    /// The air waybill, once there is one.
    pub awb: Option<String>,
    /// Who carries it, once that is settled.
    pub courier: String,
    /// Whether it was called off.
    pub is_cancelled: bool,
}

/// What a box was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assigned {
    /// The air waybill.
    pub awb: String,
    /// Who carries it.
    pub courier: String,
}

impl Shiprocket {
    /// Sets up the line; nothing is sent yet.
    ///
    /// # Errors
    /// [`NoLine`] if the address is none, or would carry the password unencrypted beyond this machine.
    pub fn new(config: ShiprocketConfig) -> Result<Shiprocket, NoLine> {
        Ok(Shiprocket {
            line: Line::to(&config.base_url, Badge::PerQuestion, config.patience_ms)?,
            email: config.email,
            password: config.password,
            token: Arc::default(),
        })
    }

    /// The token we have, if it is young enough.
    fn held(&self) -> Option<Secret<String>> {
        let held = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().filter(|token| token.since.elapsed() < TOKEN_LIFE).map(|token| token.text.clone())
    }

    fn hold(&self, text: Option<Secret<String>>) {
        let token = text.map(|text| Token { text, since: Instant::now() });
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// Signs in.
    async fn sign_in(&self) -> Result<Secret<String>, Refusal> {
        let body = json!({ "email": self.email, "password": self.password.reveal() });
        let question = Question::post("sign in to the agent", wire::at("/auth/login"), body);
        let answer: wire::SignedIn = self.line.ask(question).await?;
        let text = Secret::new(answer.token);
        self.hold(Some(text.clone()));
        Ok(text)
    }

    /// Asks with our token; once more with a new one if that was refused.
    async fn ask<T: DeserializeOwned>(&self, question: impl Fn() -> Question<'static>) -> Result<T, Refusal> {
        let token = match self.held() {
            Some(token) => token,
            None => self.sign_in().await?,
        };
        match self.line.ask_as(question(), &token).await {
            Err(Refusal::Refused { code, .. }) if code == "401" => {
                self.hold(None);
                let fresh = self.sign_in().await?;
                self.line.ask_as(question(), &fresh).await
            }
            other => other,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn agent() -> Shiprocket {
        Shiprocket::new(ShiprocketConfig {
            base_url: "http://127.0.0.1:1".into(),
            email: "api@example.in".into(),
            password: Secret::new("practice".to_owned()),
            patience_ms: 200,
        })
        .expect("a line")
    }

    #[test]
    fn the_password_stays_out_of_debug_output() {
        let agent = agent();
        agent.hold(Some(Secret::new("token-text".to_owned())));
        let shown = format!("{agent:?}");
        assert!(!shown.contains("practice") && !shown.contains("token-text"), "{shown}");
    }

    #[tokio::test]
    async fn an_agent_that_cannot_be_reached_has_done_nothing() {
        let refusal = agent().find("shp_1").await.expect_err("nobody there");
        assert_eq!(refusal, Refusal::Silent(crate::Silence::NotReached));
        assert!(!refusal.may_have_happened());
    }
}
