//! Visits are counted as they pass: where a link stood, which kind of page, which step. No cookie, no number of a machine, nothing of
//! a browser is kept; the key of a link is taken off before a page is looked for, so that kept pages stay the same for everybody.
//!
//! Reads: method, path, `?s=` and `Referer` of a request. Writes: through [`market::sharing::Counts`]. Never: delays an answer.

use std::borrow::Cow;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use kernel::Lang;
use market::sharing::{Source, Step, source};

use crate::app::App;
use crate::error::split_language;

/// What stands in the name of a program that is nobody's browser, in small letters.
const PROGRAMS: [&str; 11] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "preview",
    "facebookexternalhit",
    "whatsapp",
    "curl",
    "wget",
    "python",
    "lighthouse",
];

/// What may be counted of a request, if it is answered with a page.
struct Seen {
    source: Option<Source>,
    page: Option<String>,
    step: Option<Step>,
}

/// Counts a request once it is answered.
pub(crate) async fn counted(State(app): State<App>, request: Request, next: Next) -> Response {
    let seen = seen(&request);
    let response = next.run(request).await;
    if let Some(seen) = seen
        && matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED | StatusCode::SEE_OTHER)
    {
        count(&app, seen);
    }
    response
}

fn count(app: &App, seen: Seen) {
    let now = app.db().now();
    let came = match (seen.source, seen.page) {
        (Some(source), Some(page)) => app.counts.came(now, source, &page),
        _ => false,
    };
    let stepped = seen.step.is_some_and(|step| app.counts.step(now, step));
    if came || stepped {
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(cause) = app.counts.write(app.db()).await {
                tracing::warn!(%cause, "a minute of visits could not be counted");
            }
        });
    }
}

fn seen(request: &Request) -> Option<Seen> {
    let headers = request.headers();
    if is_program(headers) {
        return None;
    }
    let (_, rest): (Lang, &str) = split_language(request.uri().path())?;
    if request.method() == Method::POST {
        return (rest == "/cart/lines").then_some(Seen {
            source: None,
            page: None,
            step: Some(Step::Basket),
        });
    }
    let query = request.uri().query().unwrap_or("");
    let kind = kind_of(rest)?;
    let key = key_in(query);
    let from = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let own = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("");
    let searched = kind == "search" && value_of(query, "q").is_some_and(|words| !words.is_empty());
    let step = match kind {
        "products" => Some(Step::Looked),
        "search" if searched && value_of(query, "after").is_none() => Some(Step::Searched),
        _ => None,
    };
    // A link that was given out says which page it leads to; of everybody else the kind of page is enough.
    let page = if key.is_some() { rest.trim_matches('/').to_owned() } else { kind.to_owned() };
    Some(Seen { source: source(key, from, own), page: Some(page), step })
}

fn is_program(headers: &HeaderMap) -> bool {
    let name = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let name = name.to_ascii_lowercase();
    PROGRAMS.iter().any(|word| name.contains(word)) || headers.contains_key("sec-purpose")
}

/// The kind of a page that is open to everybody; nothing of any other.
fn kind_of(rest: &str) -> Option<&'static str> {
    let mut parts = rest.trim_matches('/').split('/');
    let kind = match parts.next().unwrap_or("") {
        "" => "home",
        "products" => "products",
        "makers" => "makers",
        "crafts" => "crafts",
        "collections" => "collections",
        "search" => "search",
        "batches" => "batches",
        "s" => "stalls",
        "help" | "open" | "press" | "about" | "contact" => "words",
        _ => return None,
    };
    let is_deeper = parts.nth(1).is_some();
    (!is_deeper).then_some(kind)
}

/// The key of a link.
fn key_in(query: &str) -> Option<&str> {
    value_of(query, "s")
}

fn value_of<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// A path and query without the key of a link: the page is the same wherever the link stood.
pub(crate) fn without_key(address: &str) -> Cow<'_, str> {
    let Some((path, query)) = address.split_once('?') else { return Cow::Borrowed(address) };
    if key_in(query).is_none() {
        return Cow::Borrowed(address);
    }
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("s=")).collect();
    Cow::Owned(if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_link_is_no_part_of_a_pages_address() {
        for (address, bare) in [
            ("/hi/products/peda?s=wa", "/hi/products/peda"),
            ("/hi/search?q=peda&s=wa&craft=x", "/hi/search?q=peda&craft=x"),
            ("/hi/search?q=s=1", "/hi/search?q=s=1"),
            ("/hi/", "/hi/"),
            ("/hi/products/peda?size=s", "/hi/products/peda?size=s"),
        ] {
            assert_eq!(without_key(address), bare);
        }
    }

    #[test]
    fn pages_for_everybody_are_counted_by_their_kind_and_no_other() {
        for (path, kind) in [
            ("/", Some("home")),
            ("/products/peda", Some("products")),
            ("/products/peda/links/x", None),
            ("/search", Some("search")),
            ("/orders/DM-1", None),
            ("/office/visits", None),
            ("/press", Some("words")),
        ] {
            assert_eq!(kind_of(path), kind, "{path}");
        }
    }

    #[test]
    fn a_program_is_nobody() {
        let named = |name: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, name.parse().expect("a header"));
            is_program(&headers)
        };
        assert!(named("Mozilla/5.0 (compatible; Googlebot/2.1)") && named("WhatsApp/2.2"));
        assert!(!named("Mozilla/5.0 (Linux; Android 13) Chrome/120.0 Mobile"));
    }
}
