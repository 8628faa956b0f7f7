//! A maker's page of what she has said yes to through an officer.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Paise;
use market::fieldwork::{self, Consent, Withdrawing};
use market::{bank_proof, makers};

use super::LIST;
use crate::app::App;
use crate::desk::{answer as page_at, id_of, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::field::{ConsentLine, MakerConsents};
use crate::who::Maker;

/// `GET /{lang}/maker/consents`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let core = makers::read::core(&mut read, maker.maker).await?.ok_or(WebError::Missing)?;
    let consents = fieldwork::consents_of(&mut read, maker.maker, LIST).await?;
    let bank = bank_proof::open_of_maker(&mut read, maker.maker).await?;
    drop(read);
    let line = |consent: &Consent| {
        let answers = &consent.answers;
        let good = kernel::Words::new(answers.get("good_hi"), answers.get("good_en"));
        let price = Paise::typed(answers.get("price")).unwrap_or_default();
        ConsentLine {
            id: consent.record.to_string(),
            title: format!("{} · {price}", t.pick(&good)),
            given: t
                .say(&format!("consent-given-{}", consent.channel))
                .set("when", t.moment(&consent.given_at))
                .set("officer", consent.officer.as_str())
                .to_string(),
            ended: consent
                .withdrawn_at
                .map(|at| t.say("consent-ended").set("when", t.moment(&at)).to_string()),
        }
    };
    let page = MakerConsents {
        maker: core.name,
        bank: bank.map(|view| (view.id.to_string(), view.masked())),
        lines: consents.iter().map(line).collect(),
        form_key: Some(key_for(&maker.buyer.session)),
    };
    page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `POST /{lang}/maker/consents/{id}/withdrawal`: she takes her yes back; the good leaves the shelf.
pub(super) async fn withdraw(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let by = Withdrawing::Maker(maker.maker, maker.buyer.who.person);
    fieldwork::withdraw(app.db(), by, id_of(&id)?).await?;
    Ok(to(&t, "/maker/consents"))
}
