//! The document of the API: sound by itself, complete, and true of every answer these tests see.

use std::collections::BTreeSet;

use serde_json::Value;
use store::on_each_engine;

use crate::api_town::{Answer, Town};

/// The document, to hold answers against.
#[derive(Default)]
pub struct Document(Value);

impl Document {
    pub fn new(document: Value) -> Document {
        Document(document)
    }

    /// Every operation: method, path, what is written about it.
    fn operations(&self) -> impl Iterator<Item = (&str, &str, &Value)> {
        let paths = self.0["paths"].as_object().expect("paths");
        paths.iter().flat_map(|(path, item)| {
            item.as_object().expect("an item").iter().map(move |(m, op)| (m.as_str(), path.as_str(), op))
        })
    }

    fn operation(&self, method: &str, path: &str) -> Option<&Value> {
        let path = path.split('?').next().unwrap_or("");
        let fits = |template: &str| {
            let (ours, theirs): (Vec<_>, Vec<_>) = (path.split('/').collect(), template.split('/').collect());
            ours.len() == theirs.len()
                && ours.iter().zip(&theirs).all(|(own, part)| own == part || part.starts_with('{'))
        };
        let mut found: Vec<_> =
            self.operations().filter(|(m, p, _)| m.eq_ignore_ascii_case(method) && fits(p)).collect();
        // A fixed path is meant before one with a hole.
        found.sort_by_key(|(_, path, _)| path.matches('{').count());
        found.first().map(|(_, _, operation)| *operation)
    }

    /// The answer must be one the document tells of: its status, its code, the shape of its body.
    #[track_caller]
    pub fn covers(&self, method: &str, path: &str, answer: &Answer) {
        let Some(operation) = self.operation(method, path) else { return };
        let response = &operation["responses"][answer.status.to_string()];
        assert!(
            !response.is_null(),
            "{method} {path}: {} is not in the document: {}",
            answer.status,
            answer.text
        );
        let kind = answer.header("content-type").split(';').next().unwrap_or("").to_owned();
        if kind.is_empty() {
            return;
        }
        let content = &response["content"][&kind];
        assert!(!content.is_null(), "{method} {path} {}: {kind} is not in the document", answer.status);
        if kind == "application/problem+json" {
            let told = &content["examples"][answer.code()];
            assert!(!told.is_null(), "{method} {path}: «{}» is not in the document", answer.code());
        }
        if kind.contains("json") {
            self.fits(&answer.body, &content["schema"], path);
        }
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(path) => {
                let name = path.strip_prefix("#/components/schemas/").expect("a reference of ours");
                let found = &self.0["components"]["schemas"][name];
                assert!(found.is_object(), "{path} points nowhere");
                self.resolved(found)
            }
            None => schema,
        }
    }

    /// A small reader of JSON Schema: types, required fields, nothing beside the fields told, closed lists.
    #[track_caller]
    fn fits(&self, value: &Value, schema: &Value, place: &str) {
        let schema = self.resolved(schema);
        if let Some(ways) = schema["oneOf"].as_array() {
            let null = ways.iter().any(|way| way["type"] == "null");
            if value.is_null() && null {
                return;
            }
            let way = ways.iter().find(|way| way["type"] != "null").expect("a way");
            return self.fits(value, way, place);
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let is_fine = match &schema["type"] {
            Value::String(one) => one == kind,
            Value::Array(all) => all.iter().any(|one| one == kind),
            _ => true,
        };
        assert!(is_fine, "{place}: {value} is no {}", schema["type"]);
        if let Some(words) = schema["enum"].as_array() {
            assert!(words.contains(value), "{place}: {value} is not among {words:?}");
        }
        if let (Some(items), Some(all)) = (schema.get("items"), value.as_array()) {
            for (at, item) in all.iter().enumerate() {
                self.fits(item, items, &format!("{place}[{at}]"));
            }
        }
        if let (Some(told), Some(fields)) = (schema["properties"].as_object(), value.as_object()) {
            for needed in schema["required"].as_array().into_iter().flatten() {
                let name = needed.as_str().expect("a name");
                assert!(fields.contains_key(name), "{place}: {name} is missing");
            }
            for (name, field) in fields {
                let field_schema = told.get(name);
                assert!(field_schema.is_some(), "{place}: {name} is not in the document");
                self.fits(field, field_schema.expect("told"), &format!("{place}.{name}"));
            }
        }
    }

    /// Every `$ref` points at something, every schema is an object.
    fn references(&self, value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(path)) = fields.get("$ref") {
                    found.insert(path.clone());
                }
                fields.values().for_each(|field| self.references(field, found));
            }
            Value::Array(all) => all.iter().for_each(|one| self.references(one, found)),
            _ => {}
        }
    }
}

/// What the contract of the mart's API asks for, word for word.
const CONTRACT: [(&str, &str); 26] = [
    ("post", "/sign-in-codes"),
    ("post", "/sessions"),
    ("delete", "/sessions/current"),
    ("get", "/me"),
    ("get", "/crafts"),
    ("get", "/open/figures"),
    ("get", "/open/figures.csv"),
    ("get", "/open/goods"),
    ("get", "/open/goods.csv"),
    ("get", "/products"),
    ("get", "/products/{slug}"),
    ("get", "/suggestions"),
    ("get", "/promise"),
    ("get", "/kits"),
    ("get", "/counters"),
    ("post", "/quotes"),
    ("post", "/orders"),
    ("get", "/orders"),
    ("get", "/orders/{code}"),
    ("get", "/orders/{code}/documents"),
    ("get", "/documents/{id}"),
    ("post", "/complaints"),
    ("get", "/complaints"),
    ("get", "/complaints/{number}"),
    ("get", "/openapi.json"),
    ("get", "/docs"),
];

#[tokio::test]
async fn the_document_is_sound_and_complete() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let json = town.get("/openapi.json").await.is(200);
        let document = Document::new(json.body);
        let root = &document.0;
        assert!(root["openapi"].as_str().is_some_and(|version| version.starts_with("3.1.")));
        assert!(root["info"]["title"].is_string() && root["info"]["version"].is_string());
        assert_eq!(root["servers"][0]["url"], format!("{}/api/v1", town.url));
        assert_eq!(root["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
        let told: BTreeSet<(&str, &str)> = document.operations().map(|(m, p, _)| (m, p)).collect();
        assert_eq!(told, CONTRACT.into_iter().collect());
        let mut references = BTreeSet::new();
        document.references(root, &mut references);
        for path in &references {
            let pointer = path.strip_prefix('#').expect("inside the document");
            assert!(root.pointer(pointer).is_some_and(Value::is_object), "{path} points nowhere");
        }
        each_operation_is_told(&document);
        each_code_is_explained(&document, &town).await;
    });
}

fn each_operation_is_told(document: &Document) {
    let mut ids = BTreeSet::new();
    for (method, path, operation) in document.operations() {
        let place = format!("{method} {path}");
        let id = operation["operationId"].as_str().expect("an id");
        assert!(ids.insert(id), "{id} stands twice");
        assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{place}: no summary");
        let holes: Vec<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        for hole in holes {
            let told = parameters.iter().find(|p| p["name"] == hole && p["in"] == "path");
            assert!(told.is_some_and(|p| p["required"] == true), "{place}: {hole} is not told");
        }
        for parameter in &parameters {
            assert!(
                parameter["description"].is_string() && parameter["schema"].is_object(),
                "{place}: {parameter}"
            );
        }
        let responses = operation["responses"].as_object().expect("responses");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{place}: no good end");
        for response in responses.values() {
            assert!(
                response["description"].as_str().is_some_and(|text| !text.is_empty()),
                "{place}: {response}"
            );
        }
        if let Some(body) = operation.get("requestBody") {
            let schema = document.resolved(&body["content"]["application/json"]["schema"]);
            assert_eq!(schema["additionalProperties"], false, "{place} takes fields it does not know");
        }
    }
}

/// Every code of every operation has a place on the page for people.
async fn each_code_is_explained(document: &Document, town: &Town) {
    for lang in ["hi", "en"] {
        let page = town.raw("GET", "/docs", &[("accept-language", lang)], String::new()).await.is(200);
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(page.text.contains(&format!("<html lang=\"{lang}\">")), "the page is not in {lang}");
        assert!(!page.text.contains('⟨'), "a sentence is missing in {lang}");
        assert!(!page.text.contains("<script") && !page.text.contains("style="), "the page keeps the policy");
        for (_, path, operation) in document.operations() {
            let id = operation["operationId"].as_str().expect("an id");
            assert!(page.text.contains(&format!("id=\"{id}\"")), "{path} is not on the page");
            for response in operation["responses"].as_object().expect("responses").values() {
                let examples = response["content"]["application/problem+json"]["examples"].as_object();
                for code in examples.into_iter().flat_map(|examples| examples.keys()) {
                    assert!(
                        page.text.contains(&format!("id=\"{code}\"")),
                        "{code} is not on the page in {lang}"
                    );
                }
            }
        }
    }
}
