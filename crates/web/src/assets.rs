//! Our own files: style, script, drawings. They are part of the binary and are served under a name that changes with
//! their content, so a phone keeps them for a year.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use kernel::proof::hex;
use sha2::{Digest, Sha256};

use crate::error::WebError;
use crate::page::{Assets, packed_css};
use crate::squeeze::{Squeezed, Takes};

struct File {
    path: &'static str,
    kind: &'static str,
    name: String,
    body: Squeezed,
}

macro_rules! files {
    ($($path:literal => $kind:literal),+ $(,)?) => {
        vec![$(file($path, $kind, include_bytes!(concat!("../../../assets/", $path)))),+]
    };
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let mut all = files! {
        "css/mart.css" => "text/css; charset=utf-8",
        "script/mart.js" => "text/javascript; charset=utf-8",
        "script/passkey.js" => "text/javascript; charset=utf-8",
        "script/officer-out.js" => "text/javascript; charset=utf-8",
        "script/aloud.js" => "text/javascript; charset=utf-8",
        "art/hero.svg" => "image/svg+xml",
        "art/logo.svg" => "image/svg+xml",
    };
    // A desk's page needs what desks share, and one of the two: what is done, or figures as wide as the window.
    let desk = include_str!("../../../assets/css/desk.css");
    let style = |path, own: &str| {
        named(path, "text/css; charset=utf-8", Bytes::from(packed_css(&[desk, own].concat())))
    };
    all.push(style("css/desk.css", include_str!("../../../assets/css/work.css")));
    all.push(style("css/wide.css", include_str!("../../../assets/css/wide.css")));
    // Pages that work without signal begin with what they share: one file each on a bad line.
    let outbox = include_str!("../../../assets/script/outbox.js");
    let script =
        |path, own: &str| named(path, "text/javascript; charset=utf-8", Bytes::from([outbox, own].concat()));
    all.push(script("script/officer.js", include_str!("../../../assets/script/officer.js")));
    all.push(script("script/hub.js", include_str!("../../../assets/script/hub.js")));
    all.push(script("script/stall.js", include_str!("../../../assets/script/stall.js")));
    // Recordings of maker's screens, as many as there are.
    let voices: Vec<File> = include!(concat!(env!("OUT_DIR"), "/voice.rs"));
    all.extend(voices);
    all
});

/// What is written on the logo and the hero instead of placeholders: the «geru» colours of the house.
const HOUSE_COLOURS: [(&str, &str); 5] = [
    ("{{ground}}", "#a93f25"),
    ("{{ink}}", "#210d07"),
    ("{{a}}", "#f0ae3c"),
    ("{{b}}", "#86b08f"),
    ("{{c}}", "#ffedd3"),
];

fn file(path: &'static str, kind: &'static str, bytes: &'static [u8]) -> File {
    let bytes = match kind {
        "image/svg+xml" => coloured(bytes),
        "text/css; charset=utf-8" => Bytes::from(packed_css(&String::from_utf8_lossy(bytes))),
        _ => Bytes::from_static(bytes),
    };
    named(path, kind, bytes)
}

/// A file under a name that changes with its content.
fn named(path: &'static str, kind: &'static str, bytes: Bytes) -> File {
    let stem = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = stem.rsplit_once('.').unwrap_or((stem, "bin"));
    let print = hex(&Sha256::digest(&bytes));
    File { path, kind, name: format!("{stem}.{}.{ending}", &print[..12]), body: Squeezed::for_ever(bytes) }
}

fn coloured(svg: &[u8]) -> Bytes {
    let mut text = String::from_utf8_lossy(svg).into_owned();
    for (placeholder, colour) in HOUSE_COLOURS {
        text = text.replace(placeholder, colour);
    }
    Bytes::from(text)
}

/// Where each file is served.
pub(crate) fn addresses() -> Assets {
    static ADDRESSES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let served_at = ADDRESSES
        .get_or_init(|| FILES.iter().map(|f| (f.path.to_owned(), format!("/assets/{}", f.name))).collect())
        .clone();
    Assets { served_at }
}

/// `GET /officer-sw.js`: what lets the pages of officers and hub keepers open without signal.
pub(crate) async fn officer_worker() -> Response {
    static SCRIPT: LazyLock<String> = LazyLock::new(|| {
        let own = ["script/officer.js", "script/officer-out.js", "script/hub.js"];
        keeping(include_str!("../../../assets/script/officer-sw.js"), &own)
    });
    worker(&SCRIPT)
}

/// `GET /stall-sw.js`: what lets the page of a stall open where there is no line.
pub(crate) async fn stall_worker() -> Response {
    static SCRIPT: LazyLock<String> = LazyLock::new(|| {
        keeping(
            include_str!("../../../assets/script/stall-sw.js"),
            &["script/stall.js", "script/officer-out.js"],
        )
    });
    worker(&SCRIPT)
}

/// The script names the files a phone keeps, so it changes whenever one of them does.
fn keeping(text: &str, own: &[&str]) -> String {
    let all = ["css/mart.css", "css/desk.css", "script/mart.js", "art/logo.svg"];
    let kept = FILES.iter().filter(|f| all.contains(&f.path) || own.contains(&f.path));
    let names: Vec<String> = kept.map(|f| format!("/assets/{}", f.name)).collect();
    let version = hex(&Sha256::digest(names.join(" ").as_bytes()));
    text.replace("{{files}}", &names.join("\", \"")).replace("{{version}}", &version[..12])
}

fn worker(script: &'static str) -> Response {
    let mut response = script.into_response();
    let head = response.headers_mut();
    crate::respond::set(head, "content-type", "text/javascript; charset=utf-8");
    crate::respond::set(head, "cache-control", "no-cache");
    response
}

/// `GET /assets/{name}`.
pub(crate) async fn show(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, WebError> {
    let file = FILES.iter().find(|file| file.name == name).ok_or(WebError::Missing)?;
    let (body, encoding) = file.body.sent(Takes::of(&headers));
    let mut response = body.into_response();
    let head = response.headers_mut();
    crate::respond::set(head, "content-type", file.kind);
    crate::respond::set(head, "cache-control", "public, max-age=31536000, immutable");
    crate::respond::set(head, "vary", "accept-encoding");
    if let Some(encoding) = encoding {
        crate::respond::set(head, "content-encoding", encoding);
    }
    Ok(response)
}
