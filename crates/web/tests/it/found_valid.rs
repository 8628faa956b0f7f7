//! Every public page of the sample district as search engines, shop windows and readers of links see it: complete heads, data for
//! machines held against the vocabulary, maps and feeds held against their published rules, and no link that leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use store::Engine;

use crate::api_town::Town;
use crate::page_browser::{Browser, Page};
use crate::vocabulary::Vocabulary;

/// What stands between two marks, each time.
fn all_between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|rest| rest.split_once(to)).map(|(inner, _)| inner).collect()
}

fn plain(text: &str) -> String {
    text.replace("&#38;", "&").replace("&amp;", "&").replace("&#39;", "'").replace("&#34;", "\"")
}

/// The value of a tag that has this beginning.
fn content<'a>(page: &'a Page, tag: &str) -> Option<&'a str> {
    all_between(&page.html, tag, "\"").first().copied()
}

struct Judge {
    site: String,
    vocabulary: Vocabulary,
    titles: BTreeMap<String, String>,
    links: BTreeMap<String, String>,
    kinds: BTreeSet<String>,
    faults: Vec<String>,
}

impl Judge {
    fn wrong(&mut self, path: &str, what: impl std::fmt::Display) {
        self.faults.push(format!("{path}: {what}"));
    }

    fn head(&mut self, path: &str, page: &Page) {
        let title = all_between(&page.html, "<title>", "</title>");
        if title.len() != 1 {
            self.wrong(path, format!("{} titles", title.len()));
        }
        let title = title.first().map_or(String::new(), |title| (*title).to_owned());
        if let Some(other) = self.titles.insert(title.clone(), path.to_owned()) {
            self.wrong(path, format!("has the title of {other}: {title}"));
        }
        let description = content(page, "<meta name=\"description\" content=\"").unwrap_or("");
        if description.chars().count() < 20 {
            self.wrong(path, format!("says of itself «{description}»"));
        }
        let own = format!("{}{path}", self.site);
        if content(page, "<link rel=\"canonical\" href=\"") != Some(&own) {
            self.wrong(path, "is not its own true address");
        }
        let (lang, rest) = (&path[1..3], &path[3..]);
        for (sister, at) in [("hi", "hi"), ("en", "en"), ("x-default", "hi")] {
            let there = format!("hreflang=\"{sister}\" href=\"{}/{at}{rest}\"", self.site);
            if !page.html.contains(&there) {
                self.wrong(path, format!("does not name its sister {sister}"));
            }
        }
        if !page.html.contains(&format!("<html lang=\"{lang}\">")) {
            self.wrong(path, "does not say its language");
        }
        for tag in ["og:title", "og:site_name", "og:url", "og:description"] {
            if content(page, &format!("<meta property=\"{tag}\" content=\"")).is_none_or(str::is_empty) {
                self.wrong(path, format!("has no {tag}"));
            }
        }
        if page.html.contains("content=\"noindex\"") {
            self.wrong(path, "stands in the map and keeps search engines out");
        }
    }

    fn linked(&mut self, path: &str, page: &Page) {
        for script in all_between(&page.html, "<script type=\"application/ld+json\">", "</script>") {
            let data: Value = serde_json::from_str(script).expect("JSON");
            assert_eq!(data["@context"], "https://schema.org");
            let parts = data["@graph"].as_array().expect("parts").clone();
            self.kinds.extend(parts.iter().filter_map(|part| part["@type"].as_str()).map(str::to_owned));
            let faults = self.vocabulary.faults(&parts);
            self.faults.extend(faults.into_iter().map(|fault| format!("{path}: {fault}")));
        }
    }

    /// Everything a page leads to or loads. Nothing is loaded from elsewhere.
    fn leads(&mut self, path: &str, page: &Page) {
        let ids: BTreeSet<&str> = all_between(&page.html, " id=\"", "\"").into_iter().collect();
        for tag in all_between(&page.html, "<", ">") {
            let name = tag.split([' ', '\n']).next().unwrap_or("");
            let sources = [" src=\"", " href=\"", " srcset=\""];
            for value in sources.iter().flat_map(|mark| all_between(tag, mark, "\"")) {
                let value = plain(value);
                let is_loaded = matches!(name, "script" | "img" | "source" | "audio" | "video" | "iframe")
                    || (name == "link" && tag.contains("stylesheet"));
                let is_outside = value.starts_with("http") && !value.starts_with(&self.site);
                if is_loaded && is_outside {
                    self.wrong(path, format!("loads {value}"));
                }
                for one in value.split(", ").map(|one| one.split(' ').next().unwrap_or("")) {
                    if let Some(id) = one.strip_prefix('#') {
                        if !id.is_empty() && !ids.contains(id) {
                            self.wrong(path, format!("leads to #{id}, which is not on it"));
                        }
                        continue;
                    }
                    let one = one.strip_prefix(&self.site).unwrap_or(one);
                    if one.starts_with('/') {
                        let to = one.split('#').next().unwrap_or("").to_owned();
                        self.links.entry(to).or_insert_with(|| path.to_owned());
                    }
                }
            }
        }
    }
}

/// The addresses of the map, held against the protocol. Source: sitemaps.org, protocol 0.9; Google, image and language extensions.
fn mapped(xml: &str, site: &str) -> Vec<String> {
    assert!(xml.len() < 50 * 1024 * 1024, "a file may hold 50 MB");
    assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""));
    let urls = all_between(xml, "<url>", "</url>");
    assert_eq!(xml.matches("<url>").count(), xml.matches("</url>").count());
    assert!(!urls.is_empty() && urls.len() <= 50_000, "{}", urls.len());
    let mut paths = Vec::new();
    for url in urls {
        assert!(url.starts_with("<loc>"), "the address comes first: {url}");
        let at = plain(all_between(url, "<loc>", "</loc>")[0]);
        assert!(at.len() < 2_048 && at.is_ascii(), "{at}");
        assert_eq!(url.matches("rel=\"alternate\"").count(), 2, "both languages: {url}");
        assert!(url.matches("<image:image>").count() <= 1_000);
        paths.push(at.strip_prefix(site).unwrap_or_else(|| panic!("{at} is not ours")).to_owned());
    }
    let each: BTreeSet<&String> = paths.iter().collect();
    assert_eq!(each.len(), paths.len(), "none twice");
    paths
}

/// What Google Merchant Center refuses of an item. Source: «Product data specification».
fn google_faults(item: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let of = |name: &str| plain(all_between(item, &format!("<g:{name}>"), "<").first().unwrap_or(&""));
    for (name, most) in [
        ("id", 50),
        ("title", 150),
        ("description", 5_000),
        ("link", 2_000),
        ("image_link", 2_000),
        ("brand", 70),
        ("product_type", 750),
        ("item_group_id", 50),
    ] {
        let length = of(name).chars().count();
        if length == 0 || length > most {
            faults.push(format!("{name} of {length} letters"));
        }
    }
    if !["in_stock", "out_of_stock", "preorder", "backorder"].contains(&of("availability").as_str()) {
        faults.push(format!("availability {}", of("availability")));
    }
    let price = of("price");
    let is_price =
        price.strip_suffix(" INR").is_some_and(|amount| amount.parse::<f64>().is_ok_and(|n| n > 0.0));
    if !is_price {
        faults.push(format!("price {price}"));
    }
    if !["new", "refurbished", "used"].contains(&of("condition").as_str()) {
        faults.push("condition".to_owned());
    }
    if !of("link").starts_with("http") || !of("image_link").starts_with("http") {
        faults.push("a link that is none".to_owned());
    }
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn every_public_page_is_complete_for_machines_and_leads_nowhere_in_vain() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open_with_pictures(&fresh).await;
    let mut robot = Browser::new(&town);
    let map = robot.get("/sitemap.xml").await.is(200);
    let paths = mapped(&map.html, &town.url);
    assert!(paths.len() > 200, "{} pages", paths.len());
    let mut judge = Judge {
        site: town.url.clone(),
        vocabulary: Vocabulary::read(),
        titles: BTreeMap::new(),
        links: BTreeMap::new(),
        kinds: BTreeSet::new(),
        faults: Vec::new(),
    };
    for path in &paths {
        let page = robot.get(path).await.is(200);
        judge.head(path, &page);
        judge.linked(path, &page);
        judge.leads(path, &page);
    }
    for image in all_between(&map.html, "<image:loc>", "<") {
        let image = image.strip_prefix(&town.url).expect("ours").to_owned();
        judge.links.entry(image).or_insert_with(|| "the map".to_owned());
    }
    let known: BTreeSet<String> = paths.iter().cloned().collect();
    let links: Vec<_> = judge.links.iter().filter(|(to, _)| !known.contains(*to)).collect();
    let mut dead = Vec::new();
    for (to, from) in links {
        let page = robot.get(to).await;
        if page.status != 200 {
            dead.push(format!("{from}: leads to {to}, which answers {}", page.status));
        }
    }
    judge.faults.extend(dead);
    for kind in ["Organization", "WebSite", "ItemList", "BreadcrumbList", "Product", "FAQPage"] {
        assert!(judge.kinds.contains(kind), "no page says {kind}: {:?}", judge.kinds);
    }
    println!("{} pages, {} links", paths.len(), judge.links.len());
    assert!(judge.faults.is_empty(), "{} faults:\n{}", judge.faults.len(), judge.faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_hold_to_their_published_rules() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open_with_pictures(&fresh).await;
    let mut robot = Browser::new(&town);
    for lang in ["hi", "en"] {
        let feed = robot.get(&format!("/feeds/{lang}/google.xml")).await.is(200);
        let items = all_between(&feed.html, "<item>", "</item>");
        assert!(items.len() > 200, "{}", items.len());
        let faults: Vec<String> = items.iter().flat_map(|item| google_faults(item)).collect();
        assert!(faults.is_empty(), "{lang}: {faults:?}");
        let ids: BTreeSet<&str> = items.iter().map(|item| all_between(item, "<g:id>", "<")[0]).collect();
        assert_eq!(ids.len(), items.len(), "no id twice");
        for item in items.iter().step_by(97) {
            for mark in ["<g:link>", "<g:image_link>"] {
                let at = plain(all_between(item, mark, "<")[0]);
                robot.get(at.strip_prefix(&town.url).expect("ours")).await.is(200);
            }
        }
        let table = robot.get(&format!("/feeds/{lang}/meta.csv")).await.is(200);
        let mut lines = table.html.lines();
        let heads: BTreeSet<&str> =
            lines.next().expect("heads").trim_start_matches('\u{feff}').split(',').collect();
        for wanted in [
            "id",
            "title",
            "description",
            "availability",
            "condition",
            "price",
            "link",
            "image_link",
            "brand",
        ] {
            assert!(heads.iter().any(|head| head.trim_matches('"') == wanted), "no {wanted} in {heads:?}");
        }
        assert_eq!(lines.count(), ids.len());
        let news = robot.get(&format!("/feeds/{lang}/new.xml")).await.is(200);
        for mark in ["<id>", "<title>", "<updated>", "<author><name>", "rel=\"self\""] {
            assert!(news.html.contains(mark), "a feed of news wants {mark}");
        }
        for entry in all_between(&news.html, "<entry>", "</entry>") {
            for mark in ["<id>", "<title>", "<updated>", "rel=\"alternate\""] {
                assert!(entry.contains(mark), "{entry}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picture_of_a_link_is_drawn_once_and_follows_its_good() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open_with_pictures(&fresh).await;
    let mut robot = Browser::new(&town);
    let map = robot.get("/sitemap.xml").await.is(200);
    let paths = mapped(&map.html, &town.url);
    let path = paths.iter().find(|path| path.starts_with("/hi/products/")).expect("a good").clone();
    let page = robot.get(&path).await.is(200);
    let card = content(&page, "<meta property=\"og:image\" content=\"").expect("a picture").to_owned();
    let card = card.strip_prefix(&town.url).expect("ours").to_owned();
    for tag in ["og:image:width\" content=\"1200", "og:image:height\" content=\"630", "summary_large_image"] {
        page.shows(tag);
    }
    let drawn = robot.get(&card).await.is(200);
    assert_eq!(drawn.header("content-type"), "image/jpeg");
    assert!(drawn.header("cache-control").contains("immutable"));
    assert!(drawn.html.contains("Some(16)"), "the good's picture is in it: {}", drawn.html);
    let slug = path.strip_prefix("/hi/products/").expect("a slug");
    let old = format!("/cards/{slug}/00000000000000000000000000000000.jpg");
    let led = robot.once("GET", &old, &[], "").await;
    assert_eq!(
        (led.status, led.header("location")),
        (303, card.as_str()),
        "an old link leads to what it is now"
    );
    robot.get("/cards/nothing-of-this-name").await.is(404);
}
