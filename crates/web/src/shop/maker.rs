//! `GET /{lang}/makers/{slug}`: a maker, her story and her goods.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{Day, Lang, Limit, Words};
use market::accounts::DepartmentKey;
use market::makers::MakerKind;
use market::{cases, catalogue, clips, groups, makers};

use super::{pictures, shelf};
use crate::app::App;
use crate::clips::player;
use crate::desk::print;
use crate::error::WebError;
use crate::parts::BlockMap;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::MakerPage;
use crate::views::desk::MakerPaper;

/// Goods on a maker's page.
const GOODS: Limit = Limit::of(60);

pub(crate) async fn show(
    State(app): State<App>,
    t: Text,
    Path(slug): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, maker(&app, &t, &slug)).await
}

async fn maker(app: &App, t: &Text, slug: &str) -> Result<MakerPage, WebError> {
    let mut read = app.db().read().await?;
    let maker = makers::read::page(&mut read, slug).await?.ok_or(WebError::Missing)?;
    if maker.closed
        && let Some(gone) = catalogue::retired::maker(&mut read, slug).await?
    {
        return Err(WebError::Gone(Box::new(gone)));
    }
    let goods = catalogue::read::of_maker(&mut read, maker.id, GOODS).await?;
    let visited = cases::last_visit_to(&mut read, maker.id).await?;
    let heard = clips::voice_of(&mut read, maker.id).await?;
    let members = groups::members(&mut read, maker.id).await?;
    let members = members.iter().filter(|member| member.left_at.is_none()).count();
    Ok(MakerPage {
        slug: maker.slug,
        name: maker.name,
        place: place(&maker.village, &maker.block),
        map: BlockMap { here: maker.block.en },
        craft: maker.craft,
        story: maker.story,
        picture: maker.picture.map(pictures::of),
        is_person: maker.kind == MakerKind::Person,
        members: u32::try_from(members).ok().filter(|count| *count > 0),
        voice: heard.map(|heard| player(t, &heard)),
        years: maker.years.and_then(|years| u32::try_from(years).ok()),
        vouched: visited.map(|(department, day)| vouched(department, day)).unwrap_or_default(),
        paid: None,
        goods: shelf(goods),
    })
}

/// `GET /{lang}/makers/{slug}/label`: a card for the pack, with a picture that leads to her page.
pub(crate) async fn label(
    State(app): State<App>,
    t: Text,
    Path(slug): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let maker = makers::read::page(&mut app.db().read().await?, &slug).await?.ok_or(WebError::Missing)?;
    let place = place(&maker.village, &maker.block);
    let paper = MakerPaper { slug: maker.slug, name: maker.name, place, craft: maker.craft };
    print(&app, t, &asked, &paper.paper(&t, app.site())?)
}

/// «उद्योग विभाग, 12-08-2026»: which department was with her, and when.
fn vouched(department: DepartmentKey, day: Day) -> Words {
    let told = |lang: Lang| {
        let t = Text::new(lang);
        format!("{}, {}", t.get(&format!("department-{department}")), t.day(&day))
    };
    Words::new(told(Lang::Hi), told(Lang::En))
}

/// «घोरमारा, मोहनपुर»: village and block.
pub(crate) fn place(village: &Words, block: &Words) -> Words {
    let joined = |a: &str, b: &str| if b.is_empty() || a == b { a.to_owned() } else { format!("{a}, {b}") };
    Words::new(joined(&village.hi, &block.hi), joined(&village.en, &block.en))
}
