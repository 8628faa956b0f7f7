//! `deogharmart work`: carries messages outside, in a process of its own.

use std::process::ExitCode;

use connectors::certificate::Lookout;
use connectors::gateways::Gateways;
use connectors::hyperswitch::Hyperswitch;
use connectors::indexnow::IndexNow;
use connectors::razorpay::Razorpay;
use connectors::shiprocket::Shiprocket;
use connectors::sms::Sms;
use store::Db;
use store::blobs::Blobs;
use worker::{Numbers, Worker};

use crate::cli::Place;
use crate::config::{self, Config};
use crate::fault::{Fault, Outcome};
use crate::mart;
use crate::stop::Stop;

/// The mart's own address should have answered after so long, in milliseconds.
const LOOKOUT_PATIENCE_MS: u64 = 5_000;

/// Carries messages until told to stop.
pub async fn run(place: Place) -> Outcome<ExitCode> {
    let config = Config::read(&place)?;
    let db = mart::open_prepared(&config.place).await?;
    mart::forget_again(&db, &config.place.folder).await?;
    let media = config::blobs(&config.place.folder, config.place.bucket.as_ref())?;
    let worker = worker(&config, &db, media)?;
    market::gateways::announce(&db, &worker.gateways.keys()).await?;
    mart::carry(Some(worker), Stop::listen()?).await;
    Ok(ExitCode::SUCCESS)
}

/// The worker as it is configured.
pub(super) fn worker(config: &Config, db: &Db, media: Blobs) -> Outcome<Worker> {
    let wrong = |wrong: worker::words::WrongTemplates| {
        Fault::new(format!("these texts have no registered number: {}", wrong.missing.join(", ")))
    };
    Ok(Worker {
        db: db.clone(),
        gateways: Gateways {
            razorpay: Razorpay::new(config.gateway.razorpay())?,
            hyperswitch: config
                .hyperswitch
                .as_ref()
                .map(|it| Hyperswitch::new(it.connector()))
                .transpose()?,
        },
        sms: Sms::new(config.sms.connector())?,
        courier: config.courier.as_ref().map(|courier| Shiprocket::new(courier.connector())).transpose()?,
        search_engines: config.indexnow.as_ref().map(|it| IndexNow::new(it.connector())).transpose()?,
        site: config.web.site_url.clone(),
        lookout: lookout(&config.web.site_url)?,
        folder: Some(config.place.folder.path().to_owned()),
        media: Some(media),
        backups: config.place.backup.as_ref().map(|backup| backup.backing(&config.place)).transpose()?,
        templates: config.sms.templates().map_err(wrong)?,
        numbers: Numbers { reply_to: config.sms.reply_to.clone(), help: config.district.phone.clone() },
    })
}

/// Who looks at the mart's own certificate; nobody where the address has none, as on a machine that is tried out.
fn lookout(site: &str) -> Outcome<Option<Lookout>> {
    let is_secure = site.starts_with("https://");
    Ok(is_secure.then(|| Lookout::at(site, LOOKOUT_PATIENCE_MS)).transpose()?)
}
