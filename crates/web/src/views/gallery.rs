//! Every view in both languages: rendered, weighed, and on wish written out to be looked at.
//!
//! `MART_GALLERY=/tmp/gallery cargo test -p web gallery` writes a folder of static pages with an index.

use std::io::Write as _;

use kernel::Lang;

use super::sample;
use crate::page::{Visit, page};
use crate::text::Text;

/// The style as it is served.
fn style() -> String {
    crate::page::packed_css(include_str!("../../../../assets/css/mart.css"))
}
const SCRIPT: &str = include_str!("../../../../assets/script/mart.js");
const ALOUD: &str = include_str!("../../../../assets/script/aloud.js");

fn every_page() -> Vec<(String, &'static str, String)> {
    let site = sample::site();
    let mut pages = Vec::new();
    for lang in Lang::ALL {
        let t = Text::new(*lang);
        let views = sample::views(&t).into_iter().chain(super::desk::sample::views(&t));
        for (name, path, view) in views.chain(super::registers::sample::views()) {
            let visit = Visit { path: path.to_owned(), cart_count: Some(3), signed_in: None };
            let html = page(&site, t, &visit, view.as_ref()).expect("renders");
            pages.push((format!("{lang}-{name}"), path, html));
        }
    }
    pages
}

fn brotli(text: &str) -> usize {
    let mut out = Vec::new();
    let mut packer = brotli::CompressorWriter::new(&mut out, 4096, 11, 22);
    packer.write_all(text.as_bytes()).expect("packs");
    drop(packer);
    out.len()
}

fn gzip(text: &str) -> usize {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    packer.write_all(text.as_bytes()).expect("packs");
    packer.finish().expect("packs").len()
}

#[test]
fn the_gallery_is_written_when_asked_for() {
    let Ok(folder) = std::env::var("MART_GALLERY") else { return };
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut index = String::from("<!DOCTYPE html><meta charset=utf-8><title>gallery</title>");
    for (name, _, html) in every_page() {
        println!("{:6} br {:6} gz  {name}", brotli(&html), gzip(&html));
        index.push_str(&format!("<p><a href=\"{name}.html\">{name}</a>"));
        std::fs::write(format!("{folder}/{name}.html"), html).expect("written");
    }
    println!("{:6} br {:6} gz  mart.css", brotli(&style()), gzip(&style()));
    println!("{:6} br {:6} gz  mart.js", brotli(SCRIPT), gzip(SCRIPT));
    std::fs::write(format!("{folder}/index.html"), index).expect("written");
}

#[test]
fn a_page_and_its_style_fit_into_the_first_round_trips() {
    let sheet = gzip(&style());
    for (name, _, html) in every_page() {
        let weight = gzip(&html) + sheet;
        assert!(weight <= 14 * 1024, "{name} weighs {weight} bytes with its style");
    }
    assert!(brotli(&style()) <= 6 * 1024, "the style weighs {} bytes", brotli(&style()));
    assert!(gzip(SCRIPT) <= 4 * 1024, "the script weighs {} bytes", gzip(SCRIPT));
    assert!(ALOUD.len() <= 1_024, "what reads aloud weighs {} bytes", ALOUD.len());
}

#[test]
fn no_page_has_inline_style_or_script_or_a_missing_sentence() {
    for (name, _, html) in every_page() {
        for bad in
            ["style=", "<style", "onclick", "javascript:", "⟨", "data:", "\u{2068}", "http-equiv=\"Content"]
        {
            assert!(!html.contains(bad), "{name} contains {bad}");
        }
        let count = |what: &str| html.matches(what).count();
        let (all, files) = (count("<script"), count("<script src=\""));
        let data = count("<script type=\"application/ld+json\">");
        assert!(
            all == files + data && (1..=2).contains(&files) && data <= 1,
            "{name} has our script, perhaps one of its own, each a file, and perhaps data for machines"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{name} has one main heading");
    }
}

#[test]
fn ids_are_unique_and_every_label_has_its_input() {
    for (name, _, html) in every_page() {
        let ids = values(&html, " id=\"");
        for id in &ids {
            assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{name}: id {id} twice");
        }
        for wanted in values(&html, " for=\"").into_iter().chain(values(&html, "href=\"#")) {
            assert!(ids.contains(&wanted) || wanted.is_empty(), "{name}: nothing has the id {wanted}");
        }
        for described in values(&html, "aria-describedby=\"") {
            for id in described.split(' ') {
                assert!(ids.contains(&id), "{name}: nothing has the id {id}");
            }
        }
    }
}

#[test]
fn the_language_switch_keeps_the_place_and_errors_show_in_the_title() {
    for (name, path, html) in every_page() {
        let other = if name.starts_with("hi") { "en" } else { "hi" };
        assert!(html.contains(&format!("href=\"/{other}{path}\"")), "{name} loses its place");
        let wrong = html.contains("class=\"wrongs\"");
        let told = html.contains("<title>गलती: ") || html.contains("<title>Error: ");
        assert_eq!(wrong, told, "{name}: title and summary agree");
    }
}

fn values<'a>(html: &'a str, before: &str) -> Vec<&'a str> {
    html.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}
