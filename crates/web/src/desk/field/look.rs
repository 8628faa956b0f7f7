//! An inspection in plain forms: choose the good, look at it, send what was found.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Words;
use kernel::ids::{FieldFileId, FieldRecordId, ProductId};
use kernel::proof::hex;
use market::fieldwork::{self, Answers, Kind, Promised, Role, Sent, Standing, finding_keys};
use market::templates::{self, Stamp};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::chance;

use super::forms::MANY;
use super::{files, of, on_the_phone, told};
use crate::app::App;
use crate::desk::{answer as page_at, to};
use crate::error::WebError;
use crate::form::key_for;
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::Uploaded;
use crate::views::field::{InspectionAsk, InspectionForm};
use crate::who::Officer;

/// Which good.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    product: String,
}

async fn form(
    app: &App,
    officer: &Officer,
    product: ProductId,
    template: &str,
) -> Result<InspectionForm, WebError> {
    let mut read = app.db().read().await?;
    let goods = fieldwork::goods_in(&mut read, &officer.post.blocks, MANY).await?;
    let makers = fieldwork::makers_in(&mut read, &officer.post.blocks, MANY).await?;
    let good = goods.into_iter().find(|good| good.id == product).ok_or(WebError::Missing)?;
    let maker = makers.into_iter().find(|maker| maker.id == good.maker);
    // What was looked at is what the form asked, though another version may hold by now.
    let stamp: Option<Stamp> = template.parse().ok();
    let held = match stamp {
        Some(stamp) => templates::of_stamp(&mut read, &stamp, &good.craft).await?,
        None => templates::of_craft(&mut read, &good.craft).await?,
    };
    Ok(InspectionForm {
        product: product.to_string(),
        name: Words::new(good.name_hi, good.name_en),
        maker: maker.map(|maker| Words::new(maker.name_hi, maker.name_en)).unwrap_or_default(),
        template: held.as_ref().map(|held| held.stamp.to_string()).unwrap_or_default(),
        checks: held.map(|held| held.template.standard()).unwrap_or_default(),
        found: Vec::new(),
        note: String::new(),
        recheck: String::new(),
        form_key: Some(key_for(&officer.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// `GET /{lang}/officer/field/inspection`: which good, or its checks.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Query(chosen): Query<Chosen>,
) -> Result<Response, WebError> {
    if let Ok(product) = chosen.product.parse() {
        let page = form(&app, &officer, product, "").await?;
        return Ok(on_the_phone(page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)?));
    }
    let mut read = app.db().read().await?;
    let goods = fieldwork::goods_in(&mut read, &officer.post.blocks, MANY).await?;
    let makers = fieldwork::makers_in(&mut read, &officer.post.blocks, MANY).await?;
    drop(read);
    let maker = |id| makers.iter().find(|m| m.id == id).map(|m| Words::new(&*m.name_hi, &*m.name_en));
    let goods = goods.into_iter().map(|good| {
        let name = Words::new(good.name_hi, good.name_en);
        (good.id.to_string(), name, maker(good.maker).unwrap_or_default())
    });
    let page = InspectionAsk { goods: goods.collect() };
    page_at(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `POST /{lang}/officer/field/inspection`: what was found. A form that does not do comes back with its answers.
pub(super) async fn send(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    let product: ProductId = uploaded.get("product").parse().map_err(|_| WebError::Missing)?;
    let mut page = form(&app, &officer, product, uploaded.get("template")).await?;
    let by = of(&officer);
    let given = uploaded.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let answers = Answers::of(Kind::Inspection, given);
    let photo = uploaded.file.filter(|bytes| bytes.len() <= 8 * 1024 * 1024);
    let photos = usize::from(photo.is_some());
    if let Err(list) = fieldwork::inspection(&answers, page.checks.len(), photos, app.db().now().day()) {
        page.found = finding_keys().iter().map(|key| answers.get(key).to_owned()).collect();
        (page.note, page.recheck) = (answers.get("note").to_owned(), answers.get("recheck").to_owned());
        page.wrongs = list.iter().fold(Wrongs::none(), |all, one| {
            let field = if one.key == "photo" { "file-finding" } else { one.key };
            all.and(field, told::wrong(&t, one))
        });
        let path = format!("/officer/field/inspection?product={product}");
        return page_at(&app, t, &asked, &path, StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let now = app.db().now();
    let (id, file): (FieldRecordId, FieldFileId) = (chance::id(now), chance::id(now));
    let promised = photo.as_ref().map(|bytes| Promised {
        id: file,
        role: Role::Finding,
        position: 1,
        bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sha256: hex(&Sha256::digest(bytes)),
    });
    let sent =
        Sent { id, kind: Kind::Inspection, recorded_at: now, answers, files: promised.into_iter().collect() };
    let taken = fieldwork::take(app.db(), &by, &sent).await?;
    if let Some(bytes) = photo.filter(|_| taken.state == Standing::Receiving) {
        files::put_all(&app, &by, file, &bytes).await?;
        files::finish(&app, &by, file).await?;
    }
    Ok(to(&t, &format!("/officer/field/records/{id}")))
}
