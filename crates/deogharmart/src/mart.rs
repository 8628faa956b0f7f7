//! The running mart: its database, its pages and its worker, put together and stopped together.

use std::future::Future;

use connectors::gateways::Gateways;
use connectors::replies::Replies;
use kernel::Secret;
use market::quotes::Books;
use store::blobs::Blobs;
use store::{Db, DbUrl};
use tokio::net::TcpListener;
use tokio::time::timeout;
use web::page::{Assets, District, Site, Stage};
use web::{App, AppParts};
use worker::Worker;

use crate::config::PlaceConfig;
use crate::fault::{Fault, Outcome};
use crate::folder::Folder;
use crate::key;
use crate::stop::{PATIENCE, Stop};

/// What differs between a demo and a mart for real.
#[derive(Debug)]
pub struct Front {
    /// The address people type, without a slash at its end.
    pub site_url: String,
    /// Who runs it.
    pub district: District,
    /// How real it is.
    pub stage: Stage,
    /// Whether cookies travel over HTTPS only.
    pub secure_cookies: bool,
    /// Sign-in codes the mart pays for in an hour.
    pub codes_hourly_most: u32,
    /// Texts of SMS that have a registered number, and all.
    pub sms_registered: (i64, i64),
    /// What a machine shows to read the figures of health.
    pub metrics_token: Option<Secret<String>>,
    /// The scheme and host of the gateway's payment page.
    pub gateway_origin: String,
    /// What the agent of couriers shows us, if the mart has one.
    pub courier_hook: Option<Secret<String>>,
    /// The key by which search engines are told of changed pages, if they are.
    pub engine_key: Option<String>,
    /// Where pictures and originals of photos lie.
    pub media: Blobs,
}

/// Opens a database that has been prepared before.
///
/// # Errors
/// If there is none, or its schema is not this program's.
pub async fn open_prepared(place: &PlaceConfig) -> Outcome<Db> {
    if let DbUrl::Sqlite(path) = &place.database
        && !path.exists()
    {
        let path = path.display();
        return Err(Fault::new(format!(
            "there is no database {path}; `deogharmart migrate` makes one, or name another with --data or --database"
        )));
    }
    let db = key::open(&place.database, &place.key_file).await?;
    // An empty database has no table of migrations to ask.
    let ready = db.is_migrated().await.unwrap_or(false) && market::personal::upgrade::is_done(&db).await?;
    if !ready {
        return Err(Fault::new(
            "the database has another schema than this program; run `deogharmart migrate` first",
        ));
    }
    db.prove_key().await?;
    Ok(db)
}

/// Erases again whom an older copy of the database has brought back; before anybody sees a page or a message leaves.
///
/// # Errors
/// If `erased.txt` cannot be read, or the database fails: the mart stays closed until somebody has looked.
pub async fn forget_again(db: &Db, folder: &Folder) -> Outcome<()> {
    worker::erased::again(db, folder.path()).await.map(drop).map_err(Fault::new)
}

/// The mart's pages.
///
/// # Errors
/// If the database does not answer.
pub async fn app(
    db: &Db,
    folder: &Folder,
    gateways: &Gateways,
    replies: Replies,
    front: Front,
) -> Outcome<App> {
    forget_again(db, folder).await?;
    market::gateways::announce(db, &gateways.keys()).await?;
    let mut read = db.read().await?;
    let books = Books::open(&mut read).await?;
    if books.delivery().zones.is_empty() {
        return Err(Fault::new(
            "the tables that ship with the mart are not loaded; run `deogharmart seed --without-sample` first",
        ));
    }
    let crafts = market::catalogue::read::crafts(&mut read).await?;
    drop(read);
    let site = Site {
        url: front.site_url,
        district: front.district,
        assets: Assets::default(),
        stage: front.stage.into(),
        crafts: crafts.into_iter().map(|craft| (craft.key, craft.name)).collect(),
        updated: words_changed(),
    };
    Ok(App::new(AppParts {
        db: db.clone(),
        books,
        site,
        gateways: gateways.clone(),
        gateway_origin: front.gateway_origin,
        replies,
        courier_hook: front.courier_hook,
        media: front.media,
        develop: crate::seeds::develop(),
        paint: crate::seeds::paint(),
        secure_cookies: front.secure_cookies,
        codes_hourly_most: front.codes_hourly_most,
        sms_registered: front.sms_registered,
        engine_key: front.engine_key,
        metrics_token: front.metrics_token,
    }))
}

/// When the words of the legal pages were last changed.
fn words_changed() -> kernel::Day {
    kernel::Day::of(2026, 11, 22).unwrap_or_default()
}

/// Serves pages and carries messages until told to stop. `ready` is done once the pages can be reached.
///
/// # Errors
/// If the pages can no longer be served.
pub async fn run(
    listener: TcpListener,
    app: App,
    worker: Option<Worker>,
    stop: Stop,
    ready: impl Future<Output = Outcome<()>>,
) -> Outcome<()> {
    let mut pages = tokio::spawn(web::serve(listener, app, stop.clone().wait()));
    let carrying = tokio::spawn(carry(worker, stop.clone()));
    ready.await?;
    let ended = tokio::select! {
        ended = &mut pages => Some(ended),
        () = stop.wait() => None,
    };
    if let Some(ended) = &ended
        && !matches!(ended, Ok(Ok(())))
    {
        return Err(Fault::new(format!("the pages can no longer be served: {ended:?}")));
    }
    // A browser may hold its connection open for as long as it likes; we do not wait for that.
    let rest = async {
        if ended.is_none() {
            let _ = pages.await;
        }
        let _ = carrying.await;
    };
    let _ = timeout(PATIENCE, rest).await;
    Ok(())
}

/// Carries messages until told to stop.
pub async fn carry(worker: Option<Worker>, stop: Stop) {
    if let Some(worker) = worker {
        worker::run(worker, stop.wait()).await;
    }
}
