//! The gateway's errors, in the shape and words the real one uses.
//!
//! Source: razorpay.com/docs/errors: `{"error":{code,description,source,step,reason,metadata,field}}`.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Why the gateway says no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {description}")]
pub struct Fault {
    /// HTTP status.
    pub status: u16,
    /// `BAD_REQUEST_ERROR`, `SERVER_ERROR`.
    pub code: &'static str,
    /// A sentence.
    pub description: String,
    /// The field that was wrong, if one was.
    pub field: Option<&'static str>,
}

impl Fault {
    /// A question the gateway does not take.
    pub fn bad(description: impl Into<String>) -> Fault {
        Fault { status: 400, code: "BAD_REQUEST_ERROR", description: description.into(), field: None }
    }

    /// A field the gateway does not take.
    pub fn field(field: &'static str, description: impl Into<String>) -> Fault {
        Fault { field: Some(field), ..Fault::bad(description) }
    }

    /// An id the gateway does not know. It answers 400, not 404.
    pub fn no_such_id() -> Fault {
        Fault::bad("The id provided does not exist")
    }

    /// A wrong key.
    pub fn not_you() -> Fault {
        Fault { status: 401, ..Fault::bad("Authentication failed") }
    }

    /// An address the gateway does not have.
    pub fn no_such_address() -> Fault {
        Fault { status: 404, ..Fault::bad("The requested URL was not found on the server.") }
    }

    /// Trouble on the gateway's side.
    pub fn trouble() -> Fault {
        Fault {
            status: 500,
            code: "SERVER_ERROR",
            description:
                "We are facing some trouble completing your request at the moment. Please try again shortly."
                    .to_owned(),
            field: None,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let ours = self.status >= 500;
        let body = json!({"error": {
            "code": self.code,
            "description": self.description,
            "source": if ours { "internal" } else { "business" },
            "step": "payment_initiation",
            "reason": if ours { "server_error" } else { "input_validation_failed" },
            "metadata": {},
            "field": self.field,
        }});
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, axum::Json(body)).into_response()
    }
}
