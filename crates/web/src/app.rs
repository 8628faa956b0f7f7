//! What every handler may hold, and how the mart is served.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::HeaderValue;
use connectors::gateways::Gateways;
use connectors::replies::Replies;
use kernel::Secret;
use market::launch;
use market::media::Develop;
use market::quotes::Books;
use market::reports::Hourly;
use market::search::Vocabulary;
use market::sharing::{Counts, Paint};
use store::Db;
use store::blobs::Blobs;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::cache::{Heaps, Pages};
use crate::page::Site;

/// Requests served at the same moment; what comes beyond is told to come back in a second.
const AT_ONCE_MOST: usize = 512;

/// For so long pages may say an old stage, if another process has moved the mart.
const STAGE_HOLDS_MS: i64 = 2_000;

/// What the binary knows when it starts the mart.
#[derive(Debug)]
pub struct AppParts {
    /// The database, migrated.
    pub db: Db,
    /// Tax, zones, freight.
    pub books: Books,
    /// What stands around every page.
    pub site: Site,
    /// The payment companies: for their forms and signatures; never called from here.
    pub gateways: Gateways,
    /// The scheme and host of the gateway's payment page, which forms may go to: `https://api.razorpay.com`.
    pub gateway_origin: String,
    /// What people write to the mart by SMS: for its signatures.
    pub replies: Replies,
    /// What the agent of couriers shows with its webhooks; nothing where the mart has no agent.
    pub courier_hook: Option<Secret<String>>,
    /// Where pictures and originals of photos lie.
    pub media: Blobs,
    /// What makes pictures of photos that people send.
    pub develop: Develop,
    /// What paints the pictures of links.
    pub paint: Paint,
    /// Whether cookies may only travel over HTTPS. False only on a loopback address.
    pub secure_cookies: bool,
    /// Sign-in codes the mart pays for in an hour.
    pub codes_hourly_most: u32,
    /// Texts of SMS that have a registered number, and all.
    pub sms_registered: (i64, i64),
    /// The key by which search engines are told, served at `/{key}.txt`; none where they are not.
    pub engine_key: Option<String>,
    /// What a machine shows to read the figures of health; without it no machine reads them.
    pub metrics_token: Option<Secret<String>>,
}

/// The mart as handlers hold it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    inner: Arc<Inner>,
}

/// The parts behind an [`App`].
#[derive(Debug)]
pub struct Inner {
    /// What the binary gave.
    pub parts: AppParts,
    /// Pages that are the same for everybody.
    pub pages: Pages,
    /// What the counts beside filters are summed from.
    pub heaps: Heaps,
    /// The words of the catalogue for searching.
    pub vocabulary: Vocabulary,
    /// What everybody may know, counted once an hour.
    pub hourly: Hourly,
    /// Visits that are not written yet.
    pub counts: Counts,
    /// When somebody last looked at which stage the mart stands: milliseconds.
    pub stage_seen_ms: AtomicI64,
    /// How many more requests may come in.
    pub free: Semaphore,
    /// What pages may load and where forms may go.
    pub policy: HeaderValue,
}

impl std::ops::Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl App {
    /// The mart, ready to be served.
    pub fn new(mut parts: AppParts) -> App {
        parts.site.assets = crate::assets::addresses();
        let policy = crate::respond::policy(&parts.gateway_origin, parts.secure_cookies);
        let (pages, heaps, free) = (Pages::new(), Heaps::new(), Semaphore::new(AT_ONCE_MOST));
        let (vocabulary, hourly) = (Vocabulary::default(), Hourly::default());
        let (counts, stage_seen_ms) = (Counts::default(), AtomicI64::new(i64::MIN));
        let inner = Inner { parts, pages, heaps, vocabulary, hourly, counts, stage_seen_ms, free, policy };
        App { inner: Arc::new(inner) }
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.inner.parts.db
    }

    /// Tax, zones, freight.
    pub fn books(&self) -> &Books {
        &self.inner.parts.books
    }

    /// What stands around every page.
    pub fn site(&self) -> &Site {
        &self.inner.parts.site
    }

    /// What the configuration says to the launch gate.
    pub(crate) fn configured(&self) -> launch::gate::Configured {
        let district = &self.site().district;
        launch::gate::Configured {
            legal: district.legal_facts(),
            grievance: district.grievance_facts(),
            sms: self.parts.sms_registered,
            goods_least: launch::gate::GOODS_LEAST,
        }
    }

    /// Looks at which stage the mart stands, if nobody has just done so: another process may have moved it.
    pub(crate) async fn look_at_stage(&self) {
        let now = self.db().now().0;
        let seen = self.stage_seen_ms.load(Ordering::Relaxed);
        if now.saturating_sub(seen) < STAGE_HOLDS_MS && seen <= now {
            return;
        }
        self.stage_seen_ms.store(now, Ordering::Relaxed);
        self.look_again_at_stage().await;
    }

    /// Looks at which stage the mart stands. Whoever cannot look now goes on saying what was so.
    pub(crate) async fn look_again_at_stage(&self) {
        let Ok(mut read) = self.db().read().await else { return };
        if let Ok(said) = launch::said_stage(&mut read).await {
            self.site().stage.say(said);
        }
    }

    /// Where our pages are as browsers say it, for passkeys. On a loopback address also by name: browsers keep no
    /// passkey for a number.
    pub fn origins(&self) -> Vec<String> {
        let url = &self.site().url;
        let by_name = (!self.parts.secure_cookies).then(|| url.replace("//127.0.0.1", "//localhost"));
        std::iter::once(url.clone()).chain(by_name).collect()
    }

    /// The payment companies' forms and signatures.
    pub fn gateways(&self) -> &Gateways {
        &self.inner.parts.gateways
    }
}

/// Serves the mart until `stop` ends; what has begun may finish.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // Read meanwhile, so that nobody's first search waits for it; a failure shows at that search.
    let early = app.clone();
    tokio::spawn(async move { early.vocabulary.refresh(early.db()).await });
    crate::listen::serve(listener, crate::router(app), stop).await
}
