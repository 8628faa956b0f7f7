//! The front door, health, maps for machines, and what is said when there is nothing here or we have failed.

use std::any::Any;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{Lang, Limit};
use market::catalogue::teaching::teaching;
use market::{catalogue, makers};

use crate::app::App;
use crate::error::WebError;
use crate::respond::set;
use crate::text::Text;

/// `GET /`: to the language the browser asks for, Hindi unless it is English.
pub(crate) async fn front(headers: HeaderMap) -> Response {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let mut response = Redirect::to(&format!("/{}/", Lang::from_header(wanted))).into_response();
    set(response.headers_mut(), "vary", "accept-language");
    response
}

/// `GET /hi`: the front page has a slash at its end, so that it has one address.
pub(crate) async fn front_slash(t: Text) -> Redirect {
    Redirect::permanent(&t.path("/"))
}

/// `GET /healthz`: the process lives.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database answers and its schema is ours, so a purchase can be made.
pub(crate) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.db().is_migrated().await {
        Ok(true) => (StatusCode::OK, "ready\n"),
        Ok(false) => (StatusCode::SERVICE_UNAVAILABLE, "the database is not migrated\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

/// Nothing here.
pub(crate) async fn missing() -> WebError {
    WebError::Missing
}

/// A broken assumption of ours: the reader gets a number, the log the cause.
pub(crate) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let words = cause
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| cause.downcast_ref::<&str>().map(|s| (*s).to_owned()));
    WebError::Ours(words.unwrap_or_else(|| "a panic without words".to_owned())).into_response()
}

/// `GET /robots.txt`.
pub(crate) async fn robots(State(app): State<App>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /hi/cart\nDisallow: /en/cart\nDisallow: /hi/checkout\nDisallow: /en/checkout\n\
         Disallow: /hi/orders\nDisallow: /en/orders\nDisallow: /api/\nSitemap: {}/sitemap.xml\n",
        app.site().url
    );
    let mut response = text.into_response();
    set(response.headers_mut(), "cache-control", "public, max-age=3600");
    response
}

/// `GET /sitemap.xml`: every public page in both languages, each naming its sister.
pub(crate) async fn sitemap(State(app): State<App>) -> Result<Response, WebError> {
    let mut paths: Vec<String> =
        vec!["/".to_owned(), "/help".to_owned(), "/help/ranking".to_owned(), "/open".to_owned()];
    for (key, _) in &app.site().crafts {
        paths.push(format!("/crafts/{key}"));
        if !teaching(key).is_empty() {
            paths.push(format!("/crafts/{key}/about"));
        }
    }
    let page = Limit::of(Limit::MOST);
    let mut after = String::new();
    loop {
        let slugs = catalogue::read::slugs(&mut app.db().read().await?, &after, page).await?;
        let Some(last) = slugs.last() else { break };
        after.clone_from(last);
        paths.extend(slugs.iter().map(|slug| format!("/products/{slug}")));
    }
    after.clear();
    loop {
        let slugs = makers::read::slugs(&mut app.db().read().await?, &after, page).await?;
        let Some(last) = slugs.last() else { break };
        after.clone_from(last);
        paths.extend(slugs.iter().map(|slug| format!("/makers/{slug}")));
    }
    let mut response = sitemap_of(&app.site().url, &paths).into_response();
    set(response.headers_mut(), "content-type", "application/xml; charset=utf-8");
    set(response.headers_mut(), "cache-control", "public, max-age=600");
    Ok(response)
}

/// Source: sitemaps.org protocol 0.9 and Google's `xhtml:link` for translations. At most 50 000 addresses a file.
fn sitemap_of(site: &str, paths: &[String]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for path in paths.iter().take(25_000) {
        for lang in Lang::ALL {
            xml.push_str(&format!("<url><loc>{site}/{lang}{path}</loc>"));
            for sister in Lang::ALL {
                xml.push_str(&format!(
                    "<xhtml:link rel=\"alternate\" hreflang=\"{sister}\" href=\"{site}/{sister}{path}\"/>"
                ));
            }
            xml.push_str("</url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_stands_in_the_map_in_both_languages() {
        let xml = sitemap_of("https://mart.in", &["/products/peda".to_owned()]);
        assert_eq!(xml.matches("<url>").count(), 2);
        assert!(xml.contains("<loc>https://mart.in/hi/products/peda</loc>"));
        assert!(xml.contains("hreflang=\"en\" href=\"https://mart.in/en/products/peda\""));
    }
}
