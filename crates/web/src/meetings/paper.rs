//! `GET /{lang}/office/report/note`: the note of a review meeting as a PDF, in the language of the page.

use axum::extract::{Query, State};
use axum::response::Response;
use documents::{Spoken, review_note};
use kernel::Lang;
use market::meetings;

use crate::app::App;
use crate::bills::press;
use crate::error::WebError;
use crate::reports::Wanted;
use crate::text::Text;
use crate::who::DcOffice;

pub(super) async fn note(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let note =
        meetings::note(&mut *app.db().snapshot().await?, office.buyer.who.person, wanted.days()).await?;
    let say = |key: &str, words: &[(&'static str, String)]| {
        let saying = words.iter().fold(t.say(key), |saying, (name, word)| saying.set(name, word.clone()));
        saying.to_string()
    };
    let lang = if t.lang == Lang::Hi { "hi" } else { "en" };
    let paper = review_note(&note, Spoken { lang, say: &say });
    press::answer(vec![paper], &format!("review-note-{}", note.at.day().iso())).await
}
