//! A maker's bank account over HTTP: the officer asks, the maker's code agrees, the head decides, the maker may stop it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Words;
use kernel::digits::only_digits;
use kernel::ids::{BankChangeId, MakerId};
use market::bank_proof::names::{Agreement, agreement};
use market::bank_proof::{self, BankError, BankView, BankWrong, Change, Deciding, Proposal};
use market::fieldwork;
use serde::Deserialize;

use super::forms::MANY;
use super::{LIST, head, of};
use crate::app::App;
use crate::desk::{answer as page_at, id_of, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::field::{BankAsk, BankLine, BankShown, HeadBanks};
use crate::who::{Head, Maker, Officer};

impl From<BankError> for WebError {
    fn from(cause: BankError) -> WebError {
        match cause {
            BankError::Missing => WebError::Missing,
            BankError::Wrong(_) => WebError::Unclear("field-wrong"),
            BankError::UnderWay => WebError::Conflict("bank-under-way"),
            BankError::NotNow(_) => WebError::Conflict("bank-not-now"),
            BankError::SamePerson => WebError::Conflict("bank-own"),
            BankError::OtherName => WebError::Conflict("bank-other-name"),
            BankError::WrongCode => WebError::Unclear("consent-wrong-code"),
            BankError::NoCode => WebError::Unclear("consent-no-code"),
            BankError::NoReason => WebError::Unclear("why-reason"),
            BankError::Raced => WebError::Conflict("wrong-raced"),
            BankError::Db(cause) => cause.into(),
        }
    }
}

fn line(t: &Text, view: &BankView) -> BankLine {
    BankLine {
        id: view.id.to_string(),
        maker: view.name(),
        account: view.masked(),
        state: view.state,
        when: t.moment(&view.asked_at),
    }
}

/// An account as it is typed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Typed {
    maker: String,
    ifsc: String,
    account_no: String,
    account_again: String,
    holder: String,
}

async fn ask_page(
    app: &App,
    t: &Text,
    officer: &Officer,
    typed: Typed,
    wrongs: Wrongs,
) -> Result<BankAsk, WebError> {
    let mut read = app.db().read().await?;
    let makers = fieldwork::makers_in(&mut read, &officer.post.blocks, MANY).await?;
    let lines = bank_proof::of_officer(&mut read, &of(officer), LIST).await?;
    let named = |m: fieldwork::SnapshotMaker| {
        (m.id.to_string(), Words::new(m.name_hi, m.name_en), Words::new(m.village_hi, m.village_en))
    };
    Ok(BankAsk {
        makers: makers.into_iter().map(named).collect(),
        maker: typed.maker,
        ifsc: typed.ifsc,
        holder: typed.holder,
        lines: lines.iter().map(|view| line(t, view)).collect(),
        form_key: Some(key_for(&officer.buyer.session)),
        wrongs,
    })
}

/// `GET /{lang}/officer/field/bank`.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let page = ask_page(&app, &t, &officer, Typed::default(), Wrongs::none()).await?;
    page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// The field and the sentence of what does not do.
const fn wrong(why: BankWrong) -> (&'static str, &'static str) {
    match why {
        BankWrong::Ifsc => ("ifsc", "bank-wrong-ifsc"),
        BankWrong::NoSuchBank => ("ifsc", "bank-wrong-bank"),
        BankWrong::Account => ("account_no", "bank-wrong-account"),
        BankWrong::Twice => ("account_again", "bank-wrong-twice"),
        BankWrong::Holder => ("holder", "bank-wrong-holder"),
        BankWrong::Same => ("account_no", "bank-wrong-same"),
    }
}

/// `POST /{lang}/officer/field/bank`: asks for an account.
pub(super) async fn propose(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let proposed = match typed.maker.parse::<MakerId>() {
        Ok(maker) => {
            let said = Proposal {
                maker,
                ifsc: &typed.ifsc,
                account_no: &typed.account_no,
                again: &typed.account_again,
                holder: &typed.holder,
            };
            bank_proof::propose(app.db(), &of(&officer), &said).await.map_err(Some)
        }
        Err(_) => Err(None),
    };
    let (field, key) = match proposed {
        Ok(id) => return Ok(to(&t, &format!("/officer/field/bank/{id}"))),
        Err(None) => ("maker", "why-choice"),
        Err(Some(BankError::Wrong(why))) => wrong(why),
        Err(Some(BankError::UnderWay)) => ("maker", "bank-under-way"),
        Err(Some(cause)) => return Err(cause.into()),
    };
    let page = ask_page(&app, &t, &officer, typed, Wrongs::none().and(field, t.get(key))).await?;
    page_at(&app, t, &asked, "/officer/field/bank", StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn shown(t: &Text, view: &BankView, for_head: Option<Words>, form_key: String) -> BankShown {
    let answered = !matches!(view.state, Change::Asked | Change::Proving) && !view.registered_name.is_empty();
    let names = answered.then(|| match agreement(view.score) {
        Agreement::Same => (Tone::Good, t.get("bank-names-same")),
        Agreement::Close => (Tone::Care, t.get("bank-names-close")),
        Agreement::Other => (Tone::Stop, t.get("bank-names-other")),
    });
    let effective = view.effective_at.map(|at| t.moment(&at)).unwrap_or_default();
    BankShown {
        for_head,
        id: view.id.to_string(),
        maker: view.name(),
        state: view.state,
        facts: vec![
            (t.get("ask-ifsc"), view.ifsc.to_string()),
            (t.get("ask-account_no"), view.masked()),
            (t.get("ask-holder"), view.holder().to_owned()),
            (t.get("bank-registered"), view.registered_name.clone()),
            (
                t.get("bank-kind"),
                t.get(if view.replaces == 1 { "bank-kind-change" } else { "bank-kind-first" }),
            ),
            (t.get("bank-asked-by"), format!("{}, {}", view.officer, t.moment(&view.asked_at))),
            (t.get("bank-from"), effective),
        ],
        names,
        reason: view.reason.clone(),
        is_own: false,
        why: String::new(),
        form_key: Some(form_key),
        wrongs: Wrongs::none(),
    }
}

async fn load(app: &App, t: &Text, officer: &Officer, id: BankChangeId) -> Result<BankShown, WebError> {
    let view =
        bank_proof::one(&mut app.db().read().await?, &of(officer), id).await?.ok_or(WebError::Missing)?;
    Ok(shown(t, &view, None, key_for(&officer.buyer.session)))
}

/// `GET /{lang}/officer/field/bank/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &officer, id_of(&id)?).await?;
    page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// The code the maker said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    #[serde(default)]
    code: String,
}

/// `POST …/consent`: the maker has said the code.
pub(super) async fn agree(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(said): Filled<Said>,
) -> Result<Response, WebError> {
    let id: BankChangeId = id_of(&id)?;
    let here = format!("/officer/field/bank/{id}");
    let key = match bank_proof::agree(app.db(), &of(&officer), id, &only_digits(&said.code)).await {
        Ok(()) => return Ok(to(&t, &here)),
        Err(BankError::WrongCode) => "consent-wrong-code",
        Err(BankError::NoCode) => "consent-no-code",
        Err(cause) => return Err(cause.into()),
    };
    let page =
        BankShown { wrongs: Wrongs::none().and("code", t.get(key)), ..load(&app, &t, &officer, id).await? };
    page_at(&app, t, &asked, &here, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `POST …/codes`: the maker gets a new code.
pub(super) async fn send_code(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: BankChangeId = id_of(&id)?;
    let here = format!("/officer/field/bank/{id}");
    match bank_proof::ask_again(app.db(), &of(&officer), id).await {
        Ok(()) => Ok(to(&t, &here)),
        Err(BankError::Raced) => {
            let wrongs = Wrongs::none().and("", t.get("bank-code-soon"));
            let page = BankShown { wrongs, ..load(&app, &t, &officer, id).await? };
            page_at(&app, t, &asked, &here, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST …/stop` of the officer.
pub(super) async fn stop(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: BankChangeId = id_of(&id)?;
    bank_proof::stop(app.db(), Deciding::Officer(&of(&officer)), id).await?;
    Ok(to(&t, &format!("/officer/field/bank/{id}")))
}

/// `POST /{lang}/maker/bank/{id}/stop`: the maker says that she did not ask for this account.
pub(super) async fn stop_mine(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let by = Deciding::Maker(maker.maker, maker.buyer.who.person);
    bank_proof::stop(app.db(), by, id_of(&id)?).await?;
    Ok(to(&t, "/maker/consents"))
}

/// `GET /{lang}/head/banks`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    who: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let lines = bank_proof::for_head(&mut app.db().read().await?, head::of(&who), LIST).await?;
    let page = HeadBanks {
        whose: head::department(&t, &who),
        lines: lines.iter().map(|view| line(&t, view)).collect(),
    };
    page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

async fn load_for_head(app: &App, t: &Text, who: &Head, id: BankChangeId) -> Result<BankShown, WebError> {
    let view = bank_proof::one_for_head(&mut app.db().read().await?, head::of(who), id).await?;
    let view = view.ok_or(WebError::Missing)?;
    let is_own = view.asked_by == who.buyer.who.person;
    let page = shown(t, &view, Some(head::department(t, who)), key_for(&who.buyer.session));
    Ok(BankShown { is_own, ..page })
}

/// `GET /{lang}/head/banks/{id}`.
pub(super) async fn show_to_head(
    State(app): State<App>,
    t: Text,
    who: Head,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let page = load_for_head(&app, &t, &who, id_of(&id)?).await?;
    page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `POST …/approval`.
pub(super) async fn approve(
    State(app): State<App>,
    t: Text,
    who: Head,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: BankChangeId = id_of(&id)?;
    let here = format!("/head/banks/{id}");
    match bank_proof::approve(app.db(), head::of(&who), id).await {
        Ok(()) => Ok(to(&t, &here)),
        Err(BankError::OtherName) => {
            let wrongs = Wrongs::none().and("", t.get("bank-other-name"));
            let page = BankShown { wrongs, ..load_for_head(&app, &t, &who, id).await? };
            page_at(&app, t, &asked, &here, StatusCode::CONFLICT, &page)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// Why it is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refusing {
    #[serde(default)]
    send_back: String,
}

/// `POST …/refusal`.
pub(super) async fn refuse(
    State(app): State<App>,
    t: Text,
    who: Head,
    asked: Asked,
    Path(id): Path<String>,
    Filled(form): Filled<Refusing>,
) -> Result<Response, WebError> {
    let id: BankChangeId = id_of(&id)?;
    match bank_proof::refuse(app.db(), head::of(&who), id, &form.send_back).await {
        Ok(()) => Ok(to(&t, "/head/banks")),
        Err(BankError::NoReason) => {
            let wrongs = Wrongs::none().and("send_back", t.get("why-reason"));
            let page = BankShown { wrongs, ..load_for_head(&app, &t, &who, id).await? };
            let here = format!("/head/banks/{id}");
            page_at(&app, t, &asked, &here, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(cause) => Err(cause.into()),
    }
}
