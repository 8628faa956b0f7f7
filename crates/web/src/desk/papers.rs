//! A maker's papers, and her wish for help with one of them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Day;
use market::makers::{self, Papers, TaxClass};
use market::requests::{self, About, RequestError};
use serde::Deserialize;
use store::Read;

use super::maker::name_of;
use super::{answer, to};
use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::desk::{PaperCard, PaperStands, PapersPage};
use crate::who::Maker;

/// `GET /{lang}/maker/papers`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let today = app.db().now().day();
    let page = PapersPage {
        maker: name_of(&mut read, maker.maker).await?,
        cards: cards(&mut read, &t, &maker, today).await?,
        form_key: Some(key_for(&maker.buyer.session)),
    };
    drop(read);
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

async fn cards(read: &mut Read, t: &Text, maker: &Maker, today: Day) -> Result<Vec<PaperCard>, WebError> {
    let papers = makers::read::papers(read, maker.maker).await?.ok_or(WebError::Missing)?;
    let bank = makers::read::bank_account(read, maker.maker).await?;
    let open = requests::open_about(read, maker.maker).await?;
    let bank = bank.map(|account| account.account_no.masked());
    Ok(ladder(&papers, bank, today, t)
        .into_iter()
        .map(|(key, about, there)| {
            let stands = match there {
                Some(more) => PaperStands::There(more),
                None if open.contains(&about) => PaperStands::Asked,
                None => PaperStands::Missing,
            };
            PaperCard { key, about: about.as_str(), stands }
        })
        .collect())
}

/// The papers this maker needs, in the order they are needed, and what is known of each; `None` is missing.
fn ladder(
    papers: &Papers,
    bank: Option<String>,
    today: Day,
    t: &Text,
) -> Vec<(&'static str, About, Option<String>)> {
    let known = |there: bool| there.then(String::new);
    let mut ladder =
        vec![("own-paper-bank", About::Bank, bank), ("own-paper-pan", About::Pan, known(papers.pan))];
    match papers.tax_class {
        TaxClass::Regular | TaxClass::Composition => {
            ladder.push(("own-paper-gstin", About::Enrolment, known(papers.gstin)));
        }
        TaxClass::Enrolled | TaxClass::Unenrolled => {
            ladder.push(("own-paper-enrolment", About::Enrolment, known(papers.enrolment)));
        }
    }
    if papers.is_food {
        let holds = papers.fssai_until.filter(|until| papers.fssai && *until >= today);
        let until = holds.map(|until| t.say("paper-until").set("day", t.date(&until)).to_string());
        ladder.push(("own-paper-fssai", About::Fssai, until));
    }
    ladder
}

/// What she wants help with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wish {
    about: String,
}

/// `POST /{lang}/maker/requests`: the officer of her block is asked to help.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Filled(wish): Filled<Wish>,
) -> Result<Response, WebError> {
    let about: About = wish.about.parse().map_err(|_| WebError::Unclear("fault-unclear.text"))?;
    match requests::ask_help(app.db(), maker.buyer.who.person, maker.maker, about).await {
        Ok(_) if about == About::Call => Ok(to(&t, "/maker/help")),
        Ok(_) => Ok(to(&t, "/maker/papers")),
        Err(RequestError::Db(cause)) => Err(cause.into()),
        Err(_) => Err(WebError::Missing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;

    fn papers(tax_class: TaxClass, is_food: bool, until: Option<Day>) -> Papers {
        let fssai = until.is_some();
        Papers { tax_class, is_food, pan: true, enrolment: false, gstin: true, fssai, fssai_until: until }
    }

    #[test]
    fn each_maker_climbs_the_ladder_she_needs() {
        let t = Text::new(Lang::Hi);
        let keys = |papers: &Papers| -> Vec<(&str, bool)> {
            let ladder = ladder(papers, None, Day(100), &t);
            ladder.into_iter().map(|(key, _, there)| (key, there.is_some())).collect()
        };
        assert_eq!(
            keys(&papers(TaxClass::Unenrolled, false, None)),
            [("own-paper-bank", false), ("own-paper-pan", true), ("own-paper-enrolment", false)]
        );
        assert_eq!(
            keys(&papers(TaxClass::Regular, true, Some(Day(100)))),
            [
                ("own-paper-bank", false),
                ("own-paper-pan", true),
                ("own-paper-gstin", true),
                ("own-paper-fssai", true)
            ]
        );
        let old = keys(&papers(TaxClass::Regular, true, Some(Day(99))));
        assert_eq!(old[3], ("own-paper-fssai", false), "a licence that has run out is missing");
    }
}
