//! The second factor's pages: whoever works for the mart proves it here, sets it up at the first sign-in, and mends it.
//!
//! Reads and writes: through `factors`. Without script an app's code does everything; a passkey needs a small script.
//! Never: opens a desk; it only leads there once the proof is given.
//!
//! Start at [`show`].

mod recovery;
mod set_up;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Secret;
use market::accounts::Who;
use market::factors::{self, Assertion, FactorError, Factors, State as Stands};
use serde::Deserialize;
use store::sessions::Opened;

use crate::app::App;
use crate::basket::sign_in::{own_path, with_cookie};
use crate::error::{WebError, encoded};
use crate::form::{Filled, key_for};
use crate::page::View;
use crate::parts::Wrongs;
use crate::respond::{self, Asked};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::factor::{FactorHome, FactorProve, FactorSecure, PasskeyForm};
use crate::who::{Buyer, set_cookie};

/// The rooms of the second factor.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/second-factor", Right::Staff, show)
        .post("/second-factor", Right::Staff, prove)
        .post("/second-factor/passkey-proof", Right::Staff, prove_by_passkey)
        .post("/second-factor/passkeys", Right::Staff, set_up::add_passkey)
        .post(
            "/second-factor/passkeys/{id}/removal",
            Right::Staff.own(Thing::Passkey),
            set_up::remove_passkey,
        )
        .get("/second-factor/app", Right::Staff, set_up::app)
        .post("/second-factor/app", Right::Staff, set_up::begin_app)
        .post("/second-factor/app/proof", Right::Staff, set_up::confirm_app)
        .get("/second-factor/recovery-codes", Right::Staff, recovery::show)
        .post("/second-factor/recovery-codes", Right::Staff, recovery::renew)
        .post("/second-factor/recovery-codes/receipt", Right::Staff, recovery::keep)
}

/// Where to go afterwards, a path of our own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Next {
    next: String,
}

impl Next {
    fn path(&self) -> &str {
        own_path(&self.next)
    }
}

/// Where a sign-in leads: to the page that was wanted, the desk of the role, or first to the second factor.
pub(crate) fn after_sign_in(who: Option<&Who>, next: &str) -> String {
    let Some(who) = who else { return "/orders".to_owned() };
    if who.works_here() {
        return format!("/second-factor?next={}", encoded(next));
    }
    let desk = crate::desk::home_for(who).unwrap_or("/orders");
    if next.is_empty() { desk.to_owned() } else { next.to_owned() }
}

async fn load(app: &App, buyer: &Buyer) -> Result<Factors, WebError> {
    Ok(factors::factors_of(&mut app.db().read().await?, buyer.who.person).await?)
}

/// The form that asks the phone or computer for a new key or a proof.
fn passkey_form(
    app: &App,
    t: &Text,
    buyer: &Buyer,
    factors: &Factors,
    next: &str,
    ask: &'static str,
) -> PasskeyForm {
    let known: Vec<&str> = factors.passkeys.iter().map(|key| key.credential.as_str()).collect();
    PasskeyForm {
        ask,
        challenge: factors::challenge(&buyer.session, app.db().now()),
        mart: t.get("mart"),
        user: buyer.who.person.to_string(),
        name: buyer.who.mobile.ten_digits().to_owned(),
        known: known.join(" "),
        next: next.to_owned(),
        form_key: Some(key_for(&buyer.session)),
    }
}

/// A page of the second factor, also as the answer to a form that was refused.
fn answer(app: &App, t: Text, asked: &Asked, here: &str, view: &dyn View) -> Result<Response, WebError> {
    let status = if view.went_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let visit = crate::page::Visit { path: here.to_owned(), signed_in: Some(true), ..Default::default() };
    Ok(respond::private(status, crate::page::page(app.site(), t, &visit, view)?, &asked.headers))
}

/// `GET /{lang}/second-factor`: prove it, or set it up, or look after it.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Query(next): Query<Next>,
    asked: Asked,
) -> Result<Response, WebError> {
    page(&app, t, &buyer, next.path(), &asked, Wrongs::none()).await
}

/// The page that fits how the second factor stands.
pub(super) async fn page(
    app: &App,
    t: Text,
    buyer: &Buyer,
    next: &str,
    asked: &Asked,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let factors = load(app, buyer).await?;
    let (form_key, next) = (Some(key_for(&buyer.session)), next.to_owned());
    let here = format!("/second-factor?next={}", encoded(&next));
    if factors.state == Stands::Open {
        let passkey = passkey_form(app, &t, buyer, &factors, &next, "create");
        return answer(app, t, asked, &here, &FactorSecure { next, passkey, form_key, wrongs });
    }
    if buyer.session.proven_at.is_none() {
        let passkey =
            (!factors.passkeys.is_empty()).then(|| passkey_form(app, &t, buyer, &factors, &next, "get"));
        let has_app = factors.has_app;
        return answer(app, t, asked, &here, &FactorProve { next, has_app, passkey, form_key, wrongs });
    }
    let home = FactorHome {
        has_app: factors.has_app,
        passkeys: factors.passkeys.iter().map(|key| (key.id.to_string(), t.moment(&key.added_at))).collect(),
        recovery_left: usize::try_from(factors.recovery_left).unwrap_or(0),
        desk: crate::desk::home_for(&buyer.who),
        passkey: passkey_form(app, &t, buyer, &factors, "", "create"),
        form_key,
        wrongs,
    };
    answer(app, t, asked, "/second-factor", &home)
}

/// A code of the app, or one of the recovery codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    #[serde(default)]
    app_code: String,
    #[serde(default)]
    recovery_code: String,
    #[serde(default)]
    next: String,
}

/// `POST /{lang}/second-factor`: proves this session with a code and leads on to the desk.
pub(super) async fn prove(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(code): Filled<Code>,
) -> Result<Response, WebError> {
    let by_paper = !code.recovery_code.trim().is_empty();
    let (field, typed) =
        if by_paper { ("recovery_code", code.recovery_code) } else { ("app_code", code.app_code) };
    match factors::prove(app.db(), &buyer.session, &Secret::new(typed)).await {
        Ok(opened) => proven(&app, &t, buyer, &opened, own_path(&code.next)).await,
        Err(cause) => {
            let wrongs = Wrongs::none().and(field, told(&t, cause)?);
            page(&app, t, &buyer, own_path(&code.next), &asked, wrongs).await
        }
    }
}

/// What the script filled in for a proof.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    credential: String,
    client_data: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    next: String,
}

/// `POST /{lang}/second-factor/passkey-proof`.
pub(super) async fn prove_by_passkey(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(proof): Filled<Proof>,
) -> Result<Response, WebError> {
    let Proof { credential, client_data, authenticator_data, signature, next } = proof;
    let raw = Assertion { credential, client_data, authenticator_data, signature };
    match factors::prove_by_passkey(app.db(), &buyer.session, &raw, &app.origins()).await {
        Ok(opened) => proven(&app, &t, buyer, &opened, own_path(&next)).await,
        Err(cause) => {
            let wrongs = Wrongs::none().and("", told(&t, cause)?);
            page(&app, t, &buyer, own_path(&next), &asked, wrongs).await
        }
    }
}

/// After a proof: recovery codes that wait to be written down, then the page that was wanted, or the desk.
pub(super) async fn proven(
    app: &App,
    t: &Text,
    buyer: Buyer,
    opened: &Opened,
    next: &str,
) -> Result<Response, WebError> {
    let waiting = load(app, &buyer).await?.new_recovery_codes.is_some();
    let who = buyer.who.proven();
    let desk = crate::desk::home_for(&who).unwrap_or("/second-factor");
    let next = if next.is_empty() { desk } else { next };
    let to = if waiting {
        format!("/second-factor/recovery-codes?next={}", encoded(next))
    } else {
        next.to_owned()
    };
    Ok(with_cookie(Redirect::to(&t.path(&to)).into_response(), Some(set_cookie(app, opened))))
}

/// Back to the page of the second factor.
pub(super) fn back(t: &Text, next: &str) -> Response {
    Redirect::to(&t.path(&format!("/second-factor?next={}", encoded(next)))).into_response()
}

/// A refusal in the reader's words; a failed database is no refusal.
pub(crate) fn told(t: &Text, cause: FactorError) -> Result<String, WebError> {
    let count = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(match cause {
        FactorError::WrongCode { tries_left: 0 } => {
            tracing::warn!("a second factor was wrong, and no try is left");
            t.say("factor-wait").set("minutes", count(factors::TRIES_MINUTES)).to_string()
        }
        FactorError::WrongCode { tries_left } => {
            tracing::warn!(tries_left, "a second factor was wrong");
            t.say("factor-wrong-code").set("left", count(tries_left)).to_string()
        }
        FactorError::CodeUsed => t.get("factor-code-used"),
        FactorError::TooManyTries { wait_minutes } => {
            t.say("factor-wait").set("minutes", count(wait_minutes)).to_string()
        }
        FactorError::NoPasskey => t.get("factor-no-passkey"),
        FactorError::LastOne => t.get("factor-last-one"),
        FactorError::NotSetUp => t.get("factor-not-set-up"),
        FactorError::Raced => t.get("factor-raced"),
        FactorError::NotProven => return Err(WebError::SecondFactor(String::new())),
        FactorError::Db(cause) => return Err(cause.into()),
    })
}
