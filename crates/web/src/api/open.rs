//! What everybody may know, as data.

use axum::extract::State;
use axum::response::Response;
use market::reports;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::shared_json;
use super::problem::Problem;
use crate::app::App;
use crate::respond::Asked;

/// Figures of the mart; none of one person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenOut {
    /// When they were counted: milliseconds since 1970.
    #[schema(example = 1_764_300_000_000_i64)]
    counted_at_ms: i64,
    /// Makers whose bank received something in the last thirty days.
    #[schema(example = 38)]
    makers_paid_30_days: i64,
    /// What they received, in paise.
    #[schema(example = 41_250_00)]
    paid_30_days_paise: i64,
    /// Makers whose bank has ever received something.
    #[schema(example = 52)]
    makers_paid_ever: i64,
    /// What they received, in paise.
    #[schema(example = 3_20_000_00)]
    paid_ever_paise: i64,
    /// Parcels that reached their buyer in the last thirty days.
    #[schema(example = 120)]
    delivered_30_days: i64,
    /// Those of them that came by the promised day.
    #[schema(example = 113)]
    on_time_30_days: i64,
    /// What has been received ever, by craft; crafts with fewer than three makers are left out.
    crafts: Vec<CraftPaid>,
}

/// What makers of one craft have received.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CraftPaid {
    /// The craft's key, as `GET /crafts` gives it.
    #[schema(example = "peda")]
    craft: String,
    /// How many makers.
    #[schema(example = 5)]
    makers: i64,
    /// What they received, in paise.
    #[schema(example = 88_400_00)]
    paid_paise: i64,
}

/// Tells what has reached makers and how many parcels came on time.
///
/// Open data: counted from the same rows as the district's own report, at most some seconds old.
#[utoipa::path(get, path = "/open/figures", tag = "shop", operation_id = "open_figures",
    responses((status = 200, description = "The figures.", body = OpenOut)))]
pub(crate) async fn figures(State(app): State<App>, asked: Asked) -> Result<Response, Problem> {
    shared_json(&app, &asked, counted(&app)).await
}

async fn counted(app: &App) -> Result<OpenOut, Problem> {
    let open = reports::open(&mut app.db().read().await?).await?;
    let craft =
        |line: reports::Count| CraftPaid { craft: line.cut, makers: line.keys, paid_paise: line.amount };
    Ok(OpenOut {
        counted_at_ms: open.at.0,
        makers_paid_30_days: open.month.keys,
        paid_30_days_paise: open.month.amount,
        makers_paid_ever: open.ever.keys,
        paid_ever_paise: open.ever.amount,
        delivered_30_days: open.delivery.all,
        on_time_30_days: open.delivery.good,
        crafts: open.crafts.into_iter().map(craft).collect(),
    })
}
