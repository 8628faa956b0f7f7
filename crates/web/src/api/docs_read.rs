//! Reading the document of the API into what its page shows: operations, fields line by line, examples.

use serde_json::{Map, Value};

/// How deep fields are told; deeper ones are told as «object».
const DEPTH_MOST: usize = 6;
/// A name in two languages is told in one line.
const NAME: &str = "Name";

/// The document as people read it.
#[derive(Debug, Default)]
pub(crate) struct Manual {
    /// What is said of the whole.
    pub about: Vec<String>,
    /// The operations by what they are for.
    pub groups: Vec<Group>,
}

/// Operations that belong together.
#[derive(Debug, Default)]
pub(crate) struct Group {
    /// Its word in the document.
    pub key: String,
    /// What is said of it.
    pub about: String,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// Whether an operation wants a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Token {
    /// It does not look at one.
    #[default]
    None,
    /// It works without one.
    May,
    /// It does not work without one.
    Needed,
}

/// One operation.
#[derive(Debug, Default)]
pub(crate) struct Operation {
    /// Its id.
    pub id: String,
    /// `GET`, `POST` …
    pub method: String,
    /// Its whole path.
    pub path: String,
    /// What is said of it.
    pub about: Vec<String>,
    /// Whether it wants a token.
    pub token: Token,
    /// What stands in the address and the headers.
    pub parameters: Vec<Row>,
    /// What is sent.
    pub body: Option<Shape>,
    /// What comes back if all goes well.
    pub answers: Vec<Answer>,
    /// What else may come back: status and codes.
    pub problems: Vec<(String, Vec<String>)>,
}

/// What an operation answers.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub status: String,
    /// What is said of it.
    pub about: String,
    /// Its body.
    pub shape: Option<Shape>,
}

/// A body: its fields and an example.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    /// Field by field.
    pub rows: Vec<Row>,
    /// A whole one.
    pub example: String,
}

/// A field or a parameter.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// Its name, with its place: `lines[].quantity`.
    pub name: String,
    /// What it holds.
    pub kind: String,
    /// Whether it must be there.
    pub is_needed: bool,
    /// What it means.
    pub about: String,
}

/// Reads the whole document. `base` is what stands before its paths; `order` lists the operations as people need them.
pub(crate) fn manual(document: &Value, base: &str, order: &[String]) -> Manual {
    let book = Book { document };
    let tags = document["tags"].as_array().into_iter().flatten();
    let groups = tags.map(|tag| {
        let mut operations = book.operations(base, &text(&tag["name"]));
        operations.sort_by_key(|operation| order.iter().position(|id| *id == operation.id));
        Group { key: text(&tag["name"]), about: text(&tag["description"]), operations }
    });
    Manual { about: paragraphs(&document["info"]["description"]), groups: groups.collect() }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("").to_owned()
}

fn paragraphs(value: &Value) -> Vec<String> {
    let text = value.as_str().unwrap_or("");
    text.split("\n\n")
        .map(|part| part.replace('\n', " ").trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Words of a program stand between backticks: the pieces of a text, and whether each is such a word.
pub(crate) fn pieces(text: &str) -> Vec<(bool, String)> {
    let parts = text.split('`').enumerate().map(|(at, part)| (at % 2 == 1, part.to_owned()));
    parts.filter(|(_, part)| !part.is_empty()).collect()
}

/// The order people meet methods in.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

struct Book<'a> {
    document: &'a Value,
}

impl Book<'_> {
    fn operations(&self, base: &str, tag: &str) -> Vec<Operation> {
        let empty = Map::new();
        let paths = self.document["paths"].as_object().unwrap_or(&empty);
        let mut found = Vec::new();
        for (path, item) in paths {
            for method in METHODS {
                let operation = &item[method];
                if operation["tags"].as_array().is_some_and(|tags| tags.iter().any(|t| t == tag)) {
                    found.push(self.operation(method, &format!("{base}{path}"), operation));
                }
            }
        }
        found
    }

    fn operation(&self, method: &str, path: &str, operation: &Value) -> Operation {
        let (mut answers, mut problems) = (Vec::new(), Vec::new());
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            if status.starts_with('2') {
                let shape = self.shape(&response["content"]);
                answers.push(Answer { status: status.clone(), about: text(&response["description"]), shape });
            } else {
                let examples =
                    response["content"].as_object().into_iter().flatten().map(|(_, kind)| &kind["examples"]);
                let codes = examples.filter_map(Value::as_object).flatten().map(|(code, _)| code.clone());
                problems.push((status.clone(), codes.collect()));
            }
        }
        let mut about = vec![text(&operation["summary"])];
        about.extend(paragraphs(&operation["description"]));
        Operation {
            id: text(&operation["operationId"]),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            about,
            token: token(&operation["security"]),
            parameters: self.parameters(&operation["parameters"]),
            body: self.shape(&operation["requestBody"]["content"]),
            answers,
            problems,
        }
    }

    fn parameters(&self, parameters: &Value) -> Vec<Row> {
        let row = |parameter: &Value| Row {
            name: text(&parameter["name"]),
            kind: format!("{}, {}", text(&parameter["in"]), self.kind(&parameter["schema"])),
            is_needed: parameter["required"] == true,
            about: text(&parameter["description"]),
        };
        parameters.as_array().into_iter().flatten().map(row).collect()
    }

    fn shape(&self, content: &Value) -> Option<Shape> {
        let (kind, content) = content.as_object()?.iter().next()?;
        if !kind.contains("json") || self.resolved(&content["schema"])["properties"].is_null() {
            return None;
        }
        let mut rows = Vec::new();
        self.rows(&content["schema"], "", 0, &mut rows);
        let example = serde_json::to_string_pretty(&self.example(&content["schema"], 0)).unwrap_or_default();
        Some(Shape { rows, example })
    }

    /// What a reference points at; of «this or null», this.
    fn resolved<'b>(&'b self, schema: &'b Value) -> &'b Value {
        if let Some(name) =
            schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/schemas/"))
        {
            return self.resolved(&self.document["components"]["schemas"][name]);
        }
        match schema["oneOf"].as_array().and_then(|all| all.iter().find(|one| one["type"] != "null")) {
            Some(one) => self.resolved(one),
            None => schema,
        }
    }

    fn is_name(schema: &Value) -> bool {
        schema["$ref"].as_str().is_some_and(|path| path.ends_with(&format!("/{NAME}")))
    }

    fn rows(&self, schema: &Value, place: &str, depth: usize, rows: &mut Vec<Row>) {
        let real = self.resolved(schema);
        if has_type(real, "array") {
            return self.rows(&real["items"], &format!("{place}[]"), depth, rows);
        }
        if depth >= DEPTH_MOST || Self::is_name(schema) {
            return;
        }
        for (name, field) in real["properties"].as_object().into_iter().flatten() {
            let is_needed =
                real["required"].as_array().is_some_and(|needed| needed.iter().any(|n| n == name));
            let name = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
            rows.push(Row {
                name: name.clone(),
                kind: self.kind(field),
                is_needed,
                about: self.about(field),
            });
            self.rows(field, &name, depth + 1, rows);
        }
    }

    fn about(&self, field: &Value) -> String {
        let own = text(&field["description"]);
        if own.is_empty() { text(&self.resolved(field)["description"]) } else { own }
    }

    /// What a field holds, in a few words.
    fn kind(&self, schema: &Value) -> String {
        let real = self.resolved(schema);
        let mut kind = if Self::is_name(schema) {
            "{hi, en}".to_owned()
        } else if let Some(words) = real["enum"].as_array() {
            words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ")
        } else if has_type(real, "array") {
            format!("[{}]", self.kind(&real["items"]))
        } else {
            let names = ["string", "integer", "boolean", "object"];
            names.iter().find(|name| has_type(real, name)).copied().unwrap_or("any").to_owned()
        };
        if let Some(format @ ("date" | "date-time")) = real["format"].as_str() {
            kind = format!("{kind}, {format}");
        }
        if let Some(most) = real["maxLength"].as_i64() {
            kind.push_str(&format!("({most})"));
        }
        for (word, sign) in [("minimum", "≥"), ("maximum", "≤"), ("maxItems", "≤")] {
            if let Some(bound) = real[word].as_i64() {
                kind.push_str(&format!(" {sign} {bound}"));
            }
        }
        let may_be_null =
            has_type(real, "null") || schema["oneOf"].as_array().is_some_and(|all| all.len() > 1);
        if may_be_null { format!("{kind} | null") } else { kind }
    }

    fn example(&self, schema: &Value, depth: usize) -> Value {
        for given in [&schema["example"], &schema["examples"][0]] {
            if !given.is_null() {
                return given.clone();
            }
        }
        let real = self.resolved(schema);
        if depth > DEPTH_MOST || real.as_object().is_some_and(|it| it.get("example") == Some(&Value::Null)) {
            return Value::Null;
        }
        for given in [&real["example"], &real["examples"][0]] {
            if !given.is_null() {
                return given.clone();
            }
        }
        if has_type(real, "array") {
            return Value::Array(vec![self.example(&real["items"], depth + 1)]);
        }
        if let Some(fields) = real["properties"].as_object() {
            let fields = fields.iter().map(|(name, field)| (name.clone(), self.example(field, depth + 1)));
            return Value::Object(fields.collect());
        }
        Value::Null
    }
}

/// Whether a schema says this type, alone or beside others.
fn has_type(schema: &Value, name: &str) -> bool {
    match &schema["type"] {
        Value::String(one) => one == name,
        Value::Array(all) => all.iter().any(|one| one == name),
        _ => false,
    }
}

fn token(security: &Value) -> Token {
    match security.as_array() {
        None => Token::None,
        Some(ways) if ways.iter().any(|way| way.as_object().is_some_and(Map::is_empty)) => Token::May,
        Some(_) => Token::Needed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_programs_are_told_apart() {
        let word = |is: bool, text: &str| (is, text.to_owned());
        assert_eq!(
            pieces("Send `next` again."),
            [word(false, "Send "), word(true, "next"), word(false, " again.")]
        );
        assert_eq!(pieces("`code`"), [word(true, "code")]);
        assert!(pieces("").is_empty());
    }

    #[test]
    fn the_example_of_every_body_is_one_the_api_takes() {
        let document =
            serde_json::to_value(super::super::openapi::document("https://mart.in")).expect("JSON");
        let example = |name: &str| {
            let schema = serde_json::json!({ "$ref": format!("#/components/schemas/{name}") });
            Book { document: &document }.example(&schema, 0)
        };
        let order = example("OrderAsk");
        assert_eq!(order["address"]["pincode"], "814112");
        serde_json::from_value::<super::super::orders::OrderAsk>(order).expect("an order");
        serde_json::from_value::<super::super::quotes::QuoteAsk>(example("QuoteAsk")).expect("a quote");
        serde_json::from_value::<super::super::sign_in::CodeAsk>(example("CodeAsk")).expect("a number");
        serde_json::from_value::<super::super::sign_in::SignIn>(example("SignIn")).expect("a code");
    }
}
