//! How the mart is reached.

use std::net::SocketAddr;

use kernel::Secret;
use web::page::Stage;

use super::Reader;

/// How the mart is reached, and how real it is.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// `MART_SITE_URL`: the address people type, without a slash at its end: `https://deogharmart.in`. No default.
    pub site_url: String,
    /// `MART_LISTEN`: where the program listens. Default `127.0.0.1:8080`, behind a proxy that speaks HTTPS.
    pub listen: SocketAddr,
    /// `MART_STAGE`: `trial` or `live`. Default `trial`.
    pub stage: Stage,
    /// `MART_CODES_HOURLY_MOST`: sign-in codes the mart pays for in an hour. Default 3 000.
    pub codes_hourly_most: u32,
    /// `MART_METRICS_TOKEN`: what a machine shows (`Authorization: Bearer …`) to read `/metrics`. No default: nobody reads them.
    pub metrics_token: Option<Secret<String>>,
}

impl WebConfig {
    /// Reads the settings.
    pub fn read(reader: &Reader) -> WebConfig {
        let site_url = reader.text("MART_SITE_URL");
        if !site_url.is_empty() && !is_site(&site_url) {
            reader.fault(format!(
                "MART_SITE_URL is {site_url}; it must be https://, and have no slash at its end"
            ));
        }
        WebConfig {
            site_url,
            listen: reader
                .parsed_or("MART_LISTEN", LOCAL, "an address such as 127.0.0.1:8080", |v| v.parse().ok()),
            stage: reader.parsed_or("MART_STAGE", Stage::Trial, "trial or live", |value| match value {
                "trial" => Some(Stage::Trial),
                "live" => Some(Stage::Live),
                _ => None,
            }),
            codes_hourly_most: reader
                .parsed_or("MART_CODES_HOURLY_MOST", 3_000, "a number", |v| v.parse().ok()),
            metrics_token: metrics_token(reader),
        }
    }

    /// Whether cookies may travel over HTTPS only: always, except on this machine.
    pub fn secure_cookies(&self) -> bool {
        self.site_url.starts_with("https://")
    }
}

/// A word that could be guessed is none.
const TOKEN_LEAST: usize = 20;

fn metrics_token(reader: &Reader) -> Option<Secret<String>> {
    let token = reader.maybe("MART_METRICS_TOKEN")?;
    if token.len() < TOKEN_LEAST {
        reader.fault(format!(
            "MART_METRICS_TOKEN is shorter than {TOKEN_LEAST} letters; `openssl rand -hex 20` makes one"
        ));
    }
    Some(Secret::new(token))
}

const LOCAL: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

/// A public address, or one on this machine.
fn is_site(url: &str) -> bool {
    let local = ["http://127.0.0.1:", "http://localhost:"].iter().any(|start| url.starts_with(start));
    (url.starts_with("https://") || local) && !url.ends_with('/')
}
