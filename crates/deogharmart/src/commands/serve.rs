//! `deogharmart serve`: the mart for real, as it is configured.

use std::process::ExitCode;

use tokio::net::TcpListener;

use super::work;
use crate::cli::Serve;
use crate::config::{self, Config};
use crate::fault::{Because, Outcome};
use crate::mart::{self, Front};
use crate::stop::Stop;

/// Serves pages and carries messages until told to stop.
pub async fn run(serve: Serve) -> Outcome<ExitCode> {
    let config = Config::read(&serve.place)?;
    let db = mart::open_prepared(&config.place).await?;
    config.place.folder.make()?;
    let media = config::blobs(&config.place.folder, config.place.bucket.as_ref())?;
    let worker = work::worker(&config, &db, media.clone())?;
    let front = Front {
        site_url: config.web.site_url.clone(),
        district: config.district.clone(),
        stage: config.web.stage,
        secure_cookies: config.web.secure_cookies(),
        codes_hourly_most: config.web.codes_hourly_most,
        sms_registered: config.sms.registered(),
        metrics_token: config.web.metrics_token.clone(),
        gateway_origin: origin(&config.gateway.url),
        courier_hook: config.courier.as_ref().map(|courier| courier.hook.clone()),
        engine_key: config.indexnow.as_ref().map(|it| it.key.clone()),
        media,
    };
    let app = mart::app(&db, &config.place.folder, &worker.gateways, config.sms.replies(), front).await?;
    let listen = config.web.listen;
    let listener =
        TcpListener::bind(listen).await.because(|| format!("cannot listen on {listen} (MART_LISTEN)"))?;
    let worker = Some(worker).filter(|_| !serve.pages_only);
    let ready = async {
        tracing::info!(%listen, site = config.web.site_url, "the mart is open");
        Ok(())
    };
    mart::run(listener, app, worker, Stop::listen()?, ready).await?;
    Ok(ExitCode::SUCCESS)
}

/// Scheme, host and port of an address.
fn origin(url: &str) -> String {
    url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_no_path() {
        assert_eq!(origin("https://api.razorpay.com"), "https://api.razorpay.com");
        assert_eq!(origin("http://127.0.0.1:4010/v1/x"), "http://127.0.0.1:4010");
    }
}
