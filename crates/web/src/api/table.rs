//! The table of operations: one list makes the router and the document, so that neither can have what the other lacks.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, on};
use http::Method;
use kernel::Lang;
use std::collections::BTreeMap;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::path::{HttpMethod, Operation, ParameterIn, PathItem, Paths};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{Components, ContentBuilder, Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::code::{ANYWHERE, Code, WITH_BODY, WITH_QUERY};
use super::problem::{PROBLEM_JSON, ProblemBody};
use crate::app::App;
use crate::routes::{Access, Entry};
use crate::text::Text;

/// Routes and what is written about them.
pub(crate) struct Table {
    /// The routes.
    pub router: Router<App>,
    /// The same as lines of the mart's table.
    pub entries: Vec<Entry>,
    /// The same as OpenAPI paths.
    pub paths: Paths,
    /// What bodies and answers look like.
    pub components: Components,
    /// The ids of the operations in the order of the table, which is the order people need them in.
    pub order: Vec<String>,
}

impl Table {
    /// An empty table that knows what a problem looks like.
    pub(crate) fn new() -> Table {
        let mut table = Table {
            router: Router::new(),
            entries: Vec::new(),
            paths: Paths::new(),
            components: Components::new(),
            order: Vec::new(),
        };
        let mut schemas = vec![(ProblemBody::name().into_owned(), ProblemBody::schema())];
        ProblemBody::schemas(&mut schemas);
        table.keep(schemas);
        table
    }

    /// An operation: who may come to whose row, what `utoipa::path` has written down about it, the handler, and the codes it
    /// may answer beside those that follow from its body, parameters and token.
    pub(crate) fn with<P, H, T>(
        mut self,
        access: impl Into<Access>,
        _: P,
        handler: H,
        codes: &[Code],
    ) -> Table
    where
        P: utoipa::Path + utoipa::__dev::SchemaReferences + for<'t> utoipa::__dev::Tags<'t>,
        H: Handler<T, App>,
        T: 'static,
    {
        let mut schemas = Vec::new();
        P::schemas(&mut schemas);
        self.keep(schemas);
        let access = access.into();
        let mut operation = P::operation();
        operation.tags = Some(P::tags().into_iter().map(str::to_owned).collect());
        add_problems(&mut operation, codes);
        self.order.extend(operation.operation_id.clone());
        for method in P::methods() {
            self.router = self.router.route(&P::path(), on(filter(&method), handler.clone()));
            self.entries.push(Entry { method: named(&method), path: P::path(), access });
            let item = self.paths.paths.entry(P::path()).or_default();
            item.merge_operations(PathItem::new(method, operation.clone()));
        }
        self
    }

    fn keep(&mut self, schemas: Vec<(String, RefOr<Schema>)>) {
        self.components.schemas.extend(schemas);
    }
}

const fn filter(method: &HttpMethod) -> MethodFilter {
    match method {
        HttpMethod::Get => MethodFilter::GET,
        HttpMethod::Post => MethodFilter::POST,
        HttpMethod::Put => MethodFilter::PUT,
        HttpMethod::Delete => MethodFilter::DELETE,
        HttpMethod::Options => MethodFilter::OPTIONS,
        HttpMethod::Head => MethodFilter::HEAD,
        HttpMethod::Patch => MethodFilter::PATCH,
        HttpMethod::Trace => MethodFilter::TRACE,
    }
}

const fn named(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Options => Method::OPTIONS,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Trace => Method::TRACE,
    }
}

/// Writes down every problem an operation may answer, by status, with an example of each code.
fn add_problems(operation: &mut Operation, codes: &[Code]) {
    let mut codes: Vec<Code> = codes.iter().chain(&ANYWHERE).copied().collect();
    if operation.request_body.is_some() {
        codes.extend(WITH_BODY);
    }
    if has_query(operation) {
        codes.extend(WITH_QUERY);
    }
    if operation.security.is_some() {
        codes.push(Code::NotSignedIn);
    }
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in codes {
        let known = by_status.entry(code.status().as_u16()).or_default();
        if !known.contains(&code) {
            known.push(code);
        }
    }
    for (status, codes) in by_status {
        operation.responses.responses.insert(status.to_string(), RefOr::T(problems(&codes)));
    }
}

fn has_query(operation: &Operation) -> bool {
    let in_query = |parameter: &RefOr<utoipa::openapi::path::Parameter>| match parameter {
        RefOr::T(parameter) => parameter.parameter_in == ParameterIn::Query,
        RefOr::Ref(_) => false,
    };
    operation.parameters.iter().flatten().any(in_query)
}

fn problems(codes: &[Code]) -> Response {
    let t = Text::new(Lang::En);
    let title = |code: &Code| t.get(&format!("api-{code}.title"));
    let described: Vec<String> = codes.iter().map(|code| format!("`{code}`: {}", title(code))).collect();
    let example = |code: &Code| {
        let value = serde_json::to_value(ProblemBody::example(*code, t)).ok();
        (code.to_string(), RefOr::T(ExampleBuilder::new().summary(title(code)).value(value).build()))
    };
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(ProblemBody::name())))
        .examples_from_iter(codes.iter().map(example))
        .build();
    ResponseBuilder::new().description(described.join("; ")).content(PROBLEM_JSON, content).build()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_document_says_the_same_of_rights_as_the_table() {
        let table = super::super::table();
        for entry in &table.entries {
            let item = &table.paths.paths[&entry.path];
            let operation = match entry.method.as_str() {
                "GET" => &item.get,
                "POST" => &item.post,
                _ => &item.delete,
            };
            let security = operation.as_ref().expect("an operation").security.clone().unwrap_or_default();
            let may_be_none = security.iter().any(|one| serde_json::json!(one) == serde_json::json!({}));
            let wants_token = !security.is_empty() && !may_be_none;
            assert_eq!(wants_token, !entry.access.right.is_open(), "{} {}", entry.method, entry.path);
        }
    }
}
