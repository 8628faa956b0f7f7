//! Who has signed in.

use axum::http::StatusCode;
use axum::response::Response;
use kernel::Lang;
use market::accounts::{Grant, Role, Who};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::answer::private;
use super::caller::Caller;
use super::problem::Problem;
use super::wire::one_of;

/// A person, to herself.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    /// The name; empty until the first order.
    #[schema(example = "अनीता देवी")]
    name: String,
    /// The number she signs in with.
    #[schema(example = "+916300000000")]
    mobile: String,
    /// The language of her SMS.
    #[schema(schema_with = langs)]
    lang: &'static str,
    /// What she does for the mart; empty for a buyer.
    roles: Vec<RoleOut>,
    /// Whether roles are held back because this session has proven no second factor.
    second_factor_wanted: bool,
}

/// A role and what it is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RoleOut {
    /// What the person does.
    #[schema(schema_with = roles)]
    role: &'static str,
    /// For a maker: which.
    #[schema(example = "mkr_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    maker_id: Option<String>,
    /// For a hub keeper: which hub.
    #[schema(example = json!(null))]
    hub_id: Option<String>,
}

fn langs() -> Object {
    one_of(Lang::ALL.iter().map(|lang| lang.as_str()))
}

fn roles() -> Object {
    one_of(Role::ALL.iter().map(|role| role.as_str()))
}

impl From<&Grant> for RoleOut {
    fn from(grant: &Grant) -> RoleOut {
        RoleOut {
            role: grant.role.as_str(),
            maker_id: grant.maker.map(|id| id.to_string()),
            hub_id: grant.hub.map(|id| id.to_string()),
        }
    }
}

impl From<Who> for Me {
    fn from(who: Who) -> Me {
        let roles = who.grants.iter().map(RoleOut::from).collect();
        Me {
            second_factor_wanted: !who.held_back.is_empty(),
            name: who.name,
            mobile: who.mobile.to_string(),
            lang: who.lang.as_str(),
            roles,
        }
    }
}

/// Tells who has signed in.
#[utoipa::path(get, path = "/me", tag = "sign-in", operation_id = "me", security(("bearer" = [])),
    responses((status = 200, description = "The person behind the token.", body = Me)))]
pub(crate) async fn show(caller: Caller) -> Result<Response, Problem> {
    private(StatusCode::OK, &Me::from(caller.who))
}
