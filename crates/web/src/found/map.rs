//! `GET /sitemap.xml`: every public page in both languages, each naming its sister, and goods with their pictures.
//!
//! Source: sitemaps.org protocol 0.9; Google Search Central on `xhtml:link` for translations and on image sitemaps. At most
//! 50 000 addresses a file, and as many files as it takes behind one that lists them.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use kernel::{Lang, Limit};
use market::catalogue::teaching::teaching;
use market::{catalogue, collections, kits, makers};

use crate::app::App;
use crate::error::WebError;
use crate::respond::set;
use crate::views::LegalPage;

/// Pages in both languages make as many addresses as a file may hold.
const PAGES_MOST: usize = 25_000;

/// A page behind its language.
struct Place {
    path: String,
    /// The beginning of its picture's files, if it shows one.
    picture: Option<String>,
}

impl From<String> for Place {
    fn from(path: String) -> Place {
        Place { path, picture: None }
    }
}

/// `GET /sitemap.xml`: the map, or, once it is too long for one file, the list of its parts.
pub(crate) async fn sitemap(State(app): State<App>) -> Result<Response, WebError> {
    let places = places(&app).await?;
    let site = &app.site().url;
    Ok(sent(if places.len() <= PAGES_MOST {
        sitemap_of(site, &places)
    } else {
        parts_of(site, places.len().div_ceil(PAGES_MOST))
    }))
}

/// `GET /sitemaps/{number}`: one part of a long map, counted from 1.
pub(crate) async fn part(State(app): State<App>, Path(number): Path<String>) -> Result<Response, WebError> {
    let places = places(&app).await?;
    let number: Option<usize> = number.parse().ok();
    let part = number.and_then(|number| places.chunks(PAGES_MOST).nth(number.checked_sub(1)?));
    Ok(sent(sitemap_of(&app.site().url, part.ok_or(WebError::Missing)?)))
}

fn sent(xml: String) -> Response {
    let mut response = xml.into_response();
    set(response.headers_mut(), "content-type", "application/xml; charset=utf-8");
    set(response.headers_mut(), "cache-control", "public, max-age=600");
    response
}

async fn places(app: &App) -> Result<Vec<Place>, WebError> {
    let mut places: Vec<Place> = ["/", "/help", "/help/ranking", "/open", "/press", "/site-map"]
        .map(|path| Place::from(path.to_owned()))
        .into();
    places.extend(LegalPage::ALL.iter().map(|page| Place::from(format!("/{page}"))));
    for (key, _) in &app.site().crafts {
        places.push(format!("/crafts/{key}").into());
        if !teaching(key).is_empty() {
            places.push(format!("/crafts/{key}/about").into());
        }
    }
    let feasts = collections::open_now(&mut app.db().read().await?).await?;
    places.extend(feasts.into_iter().map(|feast| Place::from(format!("/collections/{}", feast.slug))));
    let kits = kits::to_be_had(&mut app.db().read().await?).await?;
    if !kits.is_empty() {
        places.push("/kits".to_owned().into());
    }
    places.extend(kits.into_iter().map(|view| Place::from(format!("/kits/{}", view.kit.slug))));
    let page = Limit::of(Limit::MOST);
    let mut after = String::new();
    loop {
        let goods = catalogue::read::slugs(&mut app.db().read().await?, &after, page).await?;
        let Some((last, _)) = goods.last() else { break };
        after.clone_from(last);
        places.extend(goods.into_iter().map(|(slug, picture)| Place {
            path: format!("/products/{slug}"),
            picture: (!picture.is_empty()).then_some(picture),
        }));
    }
    after.clear();
    loop {
        let slugs = makers::read::slugs(&mut app.db().read().await?, &after, page).await?;
        let Some(last) = slugs.last() else { break };
        after.clone_from(last);
        places.extend(slugs.iter().map(|slug| Place::from(format!("/makers/{slug}"))));
    }
    Ok(places)
}

fn parts_of(site: &str, count: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for number in 1..=count {
        xml.push_str(&format!("<sitemap><loc>{site}/sitemaps/{number}</loc></sitemap>\n"));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

fn sitemap_of(site: &str, places: &[Place]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\" xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n",
    );
    for Place { path, picture } in places {
        for lang in Lang::ALL {
            xml.push_str(&format!("<url><loc>{site}/{lang}{path}</loc>"));
            for sister in Lang::ALL {
                xml.push_str(&format!(
                    "<xhtml:link rel=\"alternate\" hreflang=\"{sister}\" href=\"{site}/{sister}{path}\"/>"
                ));
            }
            if let Some(picture) = picture {
                xml.push_str(&format!(
                    "<image:image><image:loc>{site}/pictures/{picture}/640.webp</image:loc></image:image>"
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
        let peda = Place { path: "/products/peda".to_owned(), picture: Some("ab12".to_owned()) };
        let xml = sitemap_of("https://mart.in", &[peda, Place::from("/help".to_owned())]);
        assert_eq!(xml.matches("<url>").count(), 4);
        assert!(xml.contains("<loc>https://mart.in/hi/products/peda</loc>"));
        assert!(xml.contains("hreflang=\"en\" href=\"https://mart.in/en/products/peda\""));
        assert_eq!(xml.matches("<image:loc>https://mart.in/pictures/ab12/640.webp</image:loc>").count(), 2);
    }

    #[test]
    fn a_long_map_is_a_list_of_its_parts() {
        let xml = parts_of("https://mart.in", 3);
        assert!(xml.contains("<sitemap><loc>https://mart.in/sitemaps/3</loc></sitemap>"), "{xml}");
        assert_eq!(xml.matches("<sitemap>").count(), 3);
    }
}
