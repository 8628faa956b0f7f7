//! One parcel at its maker's desk, and what she can say about it: yes, no, packed.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::digits::ascii_digits;
use kernel::ids::ParcelId;
use kernel::{Day, Lang};
use market::audit::Part;
use market::orders::{OrderError, Parcel, contents, maker as desk};
use market::{batches, bills, makers, places, sharing, templates};
use serde::Deserialize;

use super::maker::good;
use super::{Refused, Seen, answer, id_of, print, to, to_done, told};
use crate::app::App;
use crate::bills::line;
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::groups;
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::desk::shared::Shared;
use crate::views::desk::{Goods, HubPlace, ParcelPage, REASONS, Slip};
use crate::who::Maker;

fn path_of(id: ParcelId) -> String {
    format!("/maker/parcels/{id}")
}

/// The page of a parcel as it stands now, and the language its buyer reads.
/// Whether the goods are still with her.
const fn is_with_her(parcel: Parcel) -> bool {
    matches!(parcel, Parcel::Asked | Parcel::Accepted | Parcel::Packed)
}

async fn load(app: &App, t: &Text, maker: &Maker, id: ParcelId) -> Result<(ParcelPage, Lang), WebError> {
    let mut read = app.db().read().await?;
    let (parcel, _) = desk::parcel(&mut read, maker.maker, id).await?.ok_or(WebError::Missing)?;
    let inside = contents::of_parcel(&mut read, maker.maker, id).await?;
    let core = makers::read::core(&mut read, maker.maker).await?.ok_or(WebError::Missing)?;
    let hub = places::read::hub(&mut read, core.hub).await?;
    let papers = bills::of_parcel(&mut read, id).await?;
    let packs = batches::labels_of_parcel(&mut read, id).await?;
    let hub = hub.map(|hub| HubPlace { name: hub.name, address: hub.address, hours: hub.open_hours });
    let mut packing = Vec::new();
    for step in templates::of_parcel(&mut read, id).await?.into_iter().flat_map(|one| one.packing) {
        if !packing.contains(&step.part) {
            packing.push(step.part);
        }
    }
    let shared = groups::shared(&mut read, maker.maker, id, parcel.state).await?;
    let form_key = Some(key_for(&maker.buyer.session));
    let page = ParcelPage {
        packing,
        shared: shared.map(|shared| Shared { form_key: form_key.clone(), ..shared }),
        maker: core.name,
        id: parcel.id.to_string(),
        code: parcel.code,
        stands: told::stands(parcel.state).ok_or(WebError::Missing)?,
        goods: Goods { goods: inside.into_iter().map(good).collect() },
        share: parcel.share,
        district: parcel.district,
        latest: parcel.latest,
        today: app.db().now().day(),
        asked_at: parcel.asked_at,
        ready_by: parcel.ready_by,
        ended_at: parcel.ended_at,
        reason: t.reason(&parcel.reason),
        hub: hub.unwrap_or_default(),
        papers: papers.iter().map(|head| line(t, head)).collect(),
        labels: if is_with_her(parcel.state) { told::pack_labels(t, &packs) } else { Vec::new() },
        chosen: String::new(),
        other_day: String::new(),
        why: String::new(),
        why_words: String::new(),
        already: false,
        form_key,
        wrongs: Wrongs::none(),
    };
    Ok((page, parcel.buyer_lang))
}

/// `GET /{lang}/maker/parcels/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Response, WebError> {
    let (page, _) = load(&app, &t, &maker, id_of(&id)?).await?;
    let page = ParcelPage { already: seen.already(), ..page };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// The day a parcel will be ready: one of the quick ones, or another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Acceptance {
    #[serde(default)]
    ready: String,
    #[serde(default)]
    ready_day: String,
}

impl Acceptance {
    /// The day that was chosen. A quick choice counts; the other date counts if «another day» or nothing was chosen.
    fn day(&self) -> Result<Day, Refused> {
        let other = self.ready_day.trim();
        match self.ready.as_str() {
            "" if other.is_empty() => Err(Refused::Field("ready", "wrong-ready")),
            "" | "other" => day_typed(other).ok_or(Refused::Field("ready_day", "wrong-ready-day")),
            quick => Day::from_iso(quick).ok_or(Refused::Field("ready", "wrong-ready")),
        }
    }
}

/// A date as browsers send it (`2026-11-24`) or as people write it where there is no picker (`24-11-2026`, `24/11/2026`).
fn day_typed(typed: &str) -> Option<Day> {
    let typed = ascii_digits(typed.trim()).replace(['/', '.'], "-");
    if typed.split('-').next().is_some_and(|first| first.len() == 4) {
        return Day::from_iso(&typed);
    }
    let mut parts = typed.splitn(3, '-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `POST /{lang}/maker/parcels/{id}/acceptance`: yes, with the day it will be ready.
pub(super) async fn accept(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(id): Path<String>,
    Filled(form): Filled<Acceptance>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let result = match form.day() {
        Ok(day) => desk::accept(app.db(), maker.buyer.actor(Part::Maker), maker.maker, id, day)
            .await
            .map_err(Tried::Act),
        Err(refused) => Err(Tried::Form(refused)),
    };
    let fill = |page: ParcelPage| ParcelPage { chosen: form.ready, other_day: form.ready_day, ..page };
    after(&app, t, &maker, &asked, (id, result), fill).await
}

/// Why she says no.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Refusal {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    words: String,
}

impl Refusal {
    /// The reason in the buyer's language, with her own words after it.
    fn says(&self, lang: Lang) -> String {
        let t = Text::new(lang);
        let chosen = REASONS.iter().find(|(value, _)| *value == self.reason).map(|(_, key)| t.get(key));
        match (chosen, self.words.trim()) {
            (Some(chosen), "") => chosen,
            (Some(chosen), words) => format!("{chosen}: {words}"),
            (None, words) => words.to_owned(),
        }
    }
}

/// `POST /{lang}/maker/parcels/{id}/refusal`: no, with a reason her buyer can read.
pub(super) async fn refuse(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(id): Path<String>,
    Filled(form): Filled<Refusal>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let (_, lang) = load(&app, &t, &maker, id).await?;
    let result =
        desk::decline(app.db(), maker.buyer.actor(Part::Maker), maker.maker, id, &form.says(lang)).await;
    let fill = |page: ParcelPage| ParcelPage { why: form.reason, why_words: form.words, ..page };
    after(&app, t, &maker, &asked, (id, result.map_err(Tried::Act)), fill).await
}

/// `POST /{lang}/maker/parcels/{id}/packing`: it is packed.
pub(super) async fn pack(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let result =
        desk::pack(app.db(), maker.buyer.actor(Part::Maker), maker.maker, id).await.map_err(Tried::Act);
    after(&app, t, &maker, &asked, (id, result), |page| page).await
}

/// What came of a form: refused by itself or by the market.
enum Tried {
    Form(Refused),
    Act(OrderError),
}

/// After a form: to the parcel's page, or the page again with what was wrong and what she had filled in.
async fn after(
    app: &App,
    t: Text,
    maker: &Maker,
    asked: &Asked,
    (id, result): (ParcelId, Result<(), Tried>),
    fill: impl FnOnce(ParcelPage) -> ParcelPage,
) -> Result<Response, WebError> {
    let path = path_of(id);
    let refused = match result {
        Ok(()) => return Ok(to(&t, &path)),
        Err(Tried::Form(refused)) => refused,
        Err(Tried::Act(cause)) => told::parcel_refused(cause, "reason")?,
    };
    let (page, _) = load(app, &t, maker, id).await?;
    let page = match refused {
        Refused::Already => return Ok(to_done(&t, &path)),
        Refused::Field(field, key) => {
            fill(ParcelPage { wrongs: Wrongs::none().and(field, t.get(key)), ..page })
        }
        Refused::Otherwise(key) => ParcelPage { wrongs: Wrongs::none().and("", t.get(key)), ..page },
    };
    answer(app, t, asked, &path, refused.status(), &page)
}

/// A parcel's page again, with what a leader has typed of who makes what, and why it does not do.
pub(crate) async fn allotted_otherwise(
    app: &App,
    t: Text,
    maker: &Maker,
    asked: &Asked,
    id: ParcelId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let (mut page, _) = load(app, &t, maker, id).await?;
    if let Some(shared) = &mut page.shared {
        for part in shared.lines.iter_mut().flat_map(|line| &mut line.parts) {
            typed.get(&format!("pieces-{}", part.key)).clone_into(&mut part.typed_pieces);
            typed.get(&format!("hours-{}", part.key)).clone_into(&mut part.typed_hours);
        }
        shared.wrongs = wrongs.clone();
    }
    let page = ParcelPage { wrongs, ..page };
    answer(app, t, asked, &path_of(id), StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /{lang}/maker/parcels/{id}/slip`: the slip to print.
pub(super) async fn slip(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let (page, _) = load(&app, &t, &maker, id).await?;
    let mut read = app.db().read().await?;
    let core = makers::read::core(&mut read, maker.maker).await?.ok_or(WebError::Missing)?;
    let labels = batches::labels_of_parcel(&mut read, id).await?;
    let key = sharing::key_of_parcel(&mut read, id).await?.unwrap_or_default();
    drop(read);
    let slip = Slip {
        leads: format!("/makers/{}?s={key}", core.slug),
        labels: labels.iter().map(|label| told::pack_label(&t, label)).collect(),
        id: page.id,
        code: page.code,
        goods: page.goods,
        maker: page.maker,
        village: core.village,
        hub: page.hub.name,
        ready_by: page.ready_by,
    };
    print(&app, t, &asked, &slip.paper(&t, app.site())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acceptance(ready: &str, ready_day: &str) -> Result<Day, Refused> {
        Acceptance { ready: ready.into(), ready_day: ready_day.into() }.day()
    }

    #[test]
    fn a_day_is_chosen_quickly_or_picked_or_written() {
        let day = Day::of(2026, 11, 24).expect("a date");
        for (ready, other) in [
            ("2026-11-24", ""),
            ("2026-11-24", "2027-01-01"),
            ("other", "2026-11-24"),
            ("", "2026-11-24"),
            ("other", " २४/११/२०२६ "),
            ("other", "24.11.2026"),
        ] {
            assert_eq!(acceptance(ready, other), Ok(day), "{ready} {other}");
        }
        assert_eq!(acceptance("", ""), Err(Refused::Field("ready", "wrong-ready")));
        assert_eq!(acceptance("soon", ""), Err(Refused::Field("ready", "wrong-ready")));
        for other in ["", "31-02-2026", "24 नवंबर", "24-11"] {
            assert_eq!(
                acceptance("other", other),
                Err(Refused::Field("ready_day", "wrong-ready-day")),
                "{other}"
            );
        }
    }

    #[test]
    fn the_buyer_reads_the_reason_in_the_buyers_language() {
        let no = |reason: &str, words: &str| Refusal { reason: reason.into(), words: words.into() };
        assert_eq!(no("material", "").says(Lang::En), "No goods or raw material");
        assert_eq!(no("time", " मेला है ").says(Lang::Hi), "इतने समय में नहीं बन पाएगा: मेला है");
        assert_eq!(no("", "भट्ठी टूट गई").says(Lang::En), "भट्ठी टूट गई");
        assert_eq!(no("made-up", "").says(Lang::Hi), "");
    }
}
