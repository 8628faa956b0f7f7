//! Which of the makers of her telephone somebody is: chosen once a session, changed by one tap.

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::ids::MakerId;
use market::phones::{self, PhoneError};
use serde::Deserialize;
use store::Read;

use super::{id_of, to};
use crate::app::App;
use crate::basket::sign_in::{Next, own_path};
use crate::error::{WebError, encoded};
use crate::form::{Filled, key_for};
use crate::page::Visit;
use crate::respond::{self, Asked};
use crate::shop::pictures;
use crate::text::Text;
use crate::views::desk::{Face, Faces, WhichMaker};
use crate::who::{Device, Family};

/// Somebody to be recognised, with the addresses of her picture.
pub(crate) fn face(face: phones::Face) -> Face {
    Face {
        id: face.maker.to_string(),
        name: face.name,
        village: face.village,
        picture: face.picture.map(pictures::of),
    }
}

/// The makers of her telephone but `now`, each to be changed to by one tap.
pub(super) async fn others(read: &mut Read, family: &Family, now: MakerId) -> Result<Vec<Face>, WebError> {
    if family.makers.len() < 2 {
        return Ok(Vec::new());
    }
    let faces = phones::faces(read, family.buyer.who.person).await?;
    Ok(faces.into_iter().filter(|face| face.maker != now).map(face).collect())
}

/// `GET /{lang}/maker/choice`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    family: Family,
    Query(next): Query<Next>,
    asked: Asked,
) -> Result<Response, WebError> {
    let faces = phones::faces(&mut app.db().read().await?, family.buyer.who.person).await?;
    let page = WhichMaker {
        faces: Faces {
            faces: faces.into_iter().map(face).collect(),
            next: own_path(&next.next).to_owned(),
            form_key: Some(key_for(&family.buyer.session)),
        },
    };
    let visit = Visit { path: asked.rest.clone(), signed_in: Some(true), ..Visit::default() };
    respond::view(&app, t, &visit, &page, &asked.headers)
}

/// Who she is, and where to go afterwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    maker: String,
    #[serde(default)]
    next: String,
}

/// `POST /{lang}/maker/choice`: from now on she is this maker. One who has a PIN here is asked for it if another one's PIN
/// had opened the session.
pub(super) async fn choose(
    State(app): State<App>,
    t: Text,
    family: Family,
    Device(device): Device,
    Filled(choice): Filled<Choice>,
) -> Result<Response, WebError> {
    let maker: MakerId = id_of(&choice.maker)?;
    let next = Some(own_path(&choice.next)).filter(|next| next.starts_with("/maker")).unwrap_or("/maker");
    let (session, person) = (family.buyer.session.id, family.buyer.who.person);
    match phones::choose(app.db(), session, person, maker, device.as_ref()).await {
        Ok(()) => Ok(to(&t, next)),
        Err(PhoneError::NeedsPin) => {
            Ok(to(&t, &format!("/sign-in/pin?maker={maker}&next={}", encoded(next))))
        }
        Err(PhoneError::Db(cause)) => Err(cause.into()),
        Err(_) => Err(WebError::Missing),
    }
}
