//! The page of the API for people: every operation with its fields, examples and problems, read from the same document
//! that programs get. It needs no script and nothing from elsewhere.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{Shared, shared};
use super::code::Code;
use super::docs_read::{Manual, Row, Token, manual, pieces};
use super::openapi::document;
use super::problem::{Problem, ProblemBody, language};
use crate::app::App;
use crate::page::Site;
use crate::parts::{Column, Table, TableRow};
use crate::respond::Asked;
use crate::text::Text;

/// What stands before the paths of the document.
const BASE: &str = "/api/v1";

/// Tells what the API can do, for people.
#[utoipa::path(get, path = "/docs", tag = "about", operation_id = "docs",
    responses((status = 200, description = "A page in Hindi, or in English if asked for.", body = String,
        content_type = "text/html")))]
pub(crate) async fn show(
    State(app): State<App>,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let t = Text::new(language(&headers));
    let asked = Asked { address: format!("{} {}", asked.address, t.lang), ..asked };
    let about = Shared { kind: "text/html; charset=utf-8", depends_on: Some("accept-language") };
    shared(&app, &asked, app.db().changes().catalogue(), about, async { page(app.site(), t) }).await
}

fn page(site: &Site, t: Text) -> Result<String, Problem> {
    let document = serde_json::to_value(document(&site.url))?;
    let page = Page { t, site, manual: manual(&document, BASE, &super::table().order) };
    page.render().map_err(|cause| Problem::ours(cause.to_string()))
}

struct Page<'a> {
    t: Text,
    site: &'a Site,
    manual: Manual,
}

impl Page<'_> {
    fn render(&self) -> askama::Result<String> {
        Html { p: self, t: self.t }.render()
    }
    fn group(&self, key: &str) -> String {
        self.t.get(&format!("api-page-{key}"))
    }
    fn pieces(&self, text: &str) -> Vec<(bool, String)> {
        pieces(text)
    }
    fn heading(&self, id: &str) -> String {
        self.t.get(&format!("api-do-{id}"))
    }
    /// Fields or parameters as a table.
    fn rows(&self, caption: String, rows: &[Row]) -> Table {
        let t = self.t;
        let column = |key: &str| Column { label: t.get(key), figures: false };
        let row = |row: &Row| {
            let kind = if row.is_needed {
                format!("{}, {}", row.kind, t.get("api-page-required"))
            } else {
                row.kind.clone()
            };
            TableRow { href: None, cells: vec![row.name.clone(), kind, row.about.replace('`', "")] }
        };
        Table {
            caption,
            columns: ["api-page-field", "api-page-kind", "api-page-meaning"].map(column).into(),
            rows: rows.iter().map(row).collect(),
        }
    }
    /// Every code: status, word, title, what it says.
    fn codes(&self) -> Vec<(u16, &'static str, String, String)> {
        let say = |code: &Code| {
            let (title, detail) = ProblemBody::example(*code, self.t).words();
            (code.status().as_u16(), code.as_str(), title, detail)
        };
        Code::ALL.iter().map(say).collect()
    }
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<!DOCTYPE html>
<html lang="{{ t.lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ t.get("api-page-title") }}</title>
<link rel="icon" href="{{ p.site.assets.url("art/logo.svg") }}" type="image/svg+xml">
<link rel="stylesheet" href="{{ p.site.assets.url("css/mart.css") }}">
</head>
<body>
<a class="skip" href="#main">{{ t.get("skip") }}</a>
<header class="top"><div class="wrap"><a class="brand" href="{{ t.path("/") }}"><span><b>{{ t.get("mart") }}</b><small>{{ t.words(p.site.district.owner) }}</small></span></a></div></header>
<main id="main" class="wrap">
<h1>{{ t.get("api-page-title") }}</h1>
<div lang="en">{% for paragraph in p.manual.about %}<p>{% for (is_word, piece) in p.pieces(paragraph) %}{% if is_word %}<code>{{ piece }}</code>{% else %}{{ piece }}{% endif %}{% endfor %}</p>{% endfor %}</div>
<p><a href="/api/v1/openapi.json">{{ t.get("api-page-document") }}</a></p>
<nav aria-labelledby="contents"><h2 id="contents">{{ t.get("api-page-contents") }}</h2>
<ul>{% for group in p.manual.groups %}{% for operation in group.operations %}
<li><a href="#{{ operation.id }}">{{ p.heading(operation.id) }}</a> <code>{{ operation.method }} {{ operation.path }}</code></li>{% endfor %}{% endfor %}
<li><a href="#problems">{{ t.get("api-page-problems-all") }}</a></li>
</ul></nav>
{%- for group in p.manual.groups %}
<section><h2>{{ p.group(group.key) }}</h2><p lang="en">{% for (is_word, piece) in p.pieces(group.about) %}{% if is_word %}<code>{{ piece }}</code>{% else %}{{ piece }}{% endif %}{% endfor %}</p></section>
{%- for operation in group.operations %}
<section><h3 id="{{ operation.id }}">{{ p.heading(operation.id) }}</h3>
<p><code><b>{{ operation.method }}</b> {{ operation.path }}</code></p>
<div lang="en">{% for paragraph in operation.about %}<p>{% for (is_word, piece) in p.pieces(paragraph) %}{% if is_word %}<code>{{ piece }}</code>{% else %}{{ piece }}{% endif %}{% endfor %}</p>{% endfor %}</div>
{%- match operation.token %}{% when Token::Needed %}<p>{{ t.get("api-page-token-needed") }}</p>{% when Token::May %}<p>{{ t.get("api-page-token-may") }}</p>{% when Token::None %}{% endmatch -%}
{%- if !operation.parameters.is_empty() %}{{ p.rows(t.get("api-page-parameters"), operation.parameters).html(t) }}{% endif -%}
{%- if let Some(body) = operation.body -%}
{{ p.rows(t.get("api-page-body"), body.rows).html(t) }}
<section class="sheet" tabindex="0" aria-label="{{ t.get("api-page-example") }}: {{ operation.id }}"><pre>{{ body.example }}</pre></section>
{%- endif -%}
{%- for answer in operation.answers -%}
<h4>{{ t.say("api-page-answer").set("status", answer.status) }}</h4><p lang="en">{% for (is_word, piece) in p.pieces(answer.about) %}{% if is_word %}<code>{{ piece }}</code>{% else %}{{ piece }}{% endif %}{% endfor %}</p>
{%- if let Some(shape) = answer.shape -%}
<details class="question"><summary>{{ t.get("api-page-shape") }}</summary>
{{ p.rows(t.say("api-page-answer").set("status", answer.status).to_string(), shape.rows).html(t) }}
<section class="sheet" tabindex="0" aria-label="{{ t.get("api-page-example") }}: {{ operation.id }} {{ answer.status }}"><pre>{{ shape.example }}</pre></section>
</details>
{%- endif -%}
{%- endfor -%}
<h4>{{ t.get("api-page-problems") }}</h4>
<ul>{% for (status, codes) in operation.problems %}<li>{{ status }}: {% for code in codes %}<a href="#{{ code }}"><code>{{ code }}</code></a> {% endfor %}</li>{% endfor %}</ul>
</section>
{%- endfor %}
{%- endfor %}
<section><h2 id="problems">{{ t.get("api-page-problems-all") }}</h2>
{%- for (status, code, title, says) in p.codes() %}
<h3 id="{{ code }}"><code>{{ code }}</code> <small>{{ status }}</small></h3><p><b>{{ title }}.</b> {{ says }}</p>
{%- endfor %}</section>
</main>
</body>
</html>
"##
)]
struct Html<'a> {
    p: &'a Page<'a>,
    t: Text,
}
