//! `deogharmart demo`: a whole mart on this computer, with pretend money and pretend phones, from one command.
//!
//! Reads and writes: its folder, its database, a few ports on 127.0.0.1. Never: anything beyond this machine.
//! The pretend gateway and phones speak the real protocols, so what runs here is the mart that runs for real.

mod announce;
mod simulators;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use connectors::gateways::Gateways;
use connectors::hyperswitch::Hyperswitch;
use connectors::razorpay::Razorpay;
use connectors::shiprocket::Shiprocket;
use connectors::sms::Sms;
use store::blobs::Blobs;
use store::{Clock, Db, DbUrl};
use tokio::net::{TcpListener, TcpSocket};
use tokio::time::timeout;
use web::page::Stage;
use worker::backups::Backing;
use worker::words::Templates;
use worker::{Numbers, Worker};

use self::announce::Demo as Announcement;
use self::simulators::Simulators;
use crate::config::PlaceConfig;
use crate::fault::{Because, Fault, Outcome};
use crate::folder::Held;
use crate::mart::{self, Front};
use crate::stop::Stop;
use crate::tell::Teller;
use crate::{cli, config, folder, key, seeds};

/// After the mart has stopped, the simulators may take so long.
const SIMULATORS_PATIENCE: Duration = Duration::from_millis(800);
/// Connections that may wait to be taken.
const BACKLOG: u32 = 1_024;

/// Prepares what is not prepared yet, opens the mart, and keeps it open until told to stop.
pub async fn run(demo: cli::Demo) -> Outcome<ExitCode> {
    let place = config::place(&demo.place)?;
    let backups = place.backup.as_ref().map(|backup| backup.backing(&place)).transpose()?;
    let PlaceConfig { folder, database, key_file, bucket, .. } = place;
    let stop = Stop::listen()?;
    let teller = Teller::new();
    let port = reserve(demo.port)?;
    let held = folder.hold()?;
    if demo.fresh && held.empty(&database)? {
        teller.say("What the last demo had made is gone.");
    }
    forget_announcement(&held)?;
    let media = config::blobs(&held.folder, bucket.as_ref())?;
    let clock = Clock::Ahead { days: demo.days_ahead };
    let prepared = tokio::select! {
        prepared = prepare((&database, &key_file, clock), &media, &teller) => prepared?,
        // What is done so far stays; the next start goes on from there.
        () = stop.clone().wait() => return Ok(ExitCode::SUCCESS),
    };
    open(port, prepared, (held, media, backups), demo.codes_hourly_most, &teller, stop).await?;
    Ok(ExitCode::SUCCESS)
}

/// A mart that only has to be opened.
struct Prepared {
    db: Db,
    accounts: Vec<seeds::Account>,
}

async fn prepare(
    (database, key, clock): (&DbUrl, &Path, Clock),
    media: &Blobs,
    teller: &Teller,
) -> Outcome<Prepared> {
    let db = key::open_or_make(database, key, clock).await?;
    let ready = db.is_migrated().await.unwrap_or(false) && market::personal::upgrade::is_done(&db).await?;
    if !ready {
        teller.say("Preparing the database:");
        seeds::migrate(&db, teller).await?;
        teller.say("Loading tables, makers, goods and pictures; the first time this takes a minute:");
    }
    db.prove_key().await?;
    let accounts = seeds::sample(&db, media, teller).await?;
    Ok(Prepared { db, accounts })
}

async fn open(
    port: TcpSocket,
    prepared: Prepared,
    (held, media, backups): (Held, Blobs, Option<Backing>),
    codes_hourly_most: u32,
    teller: &Teller,
    stop: Stop,
) -> Outcome<()> {
    let Prepared { db, accounts } = prepared;
    let simulators = Simulators::start(&held.folder).await?;
    simulators.install_apps(&accounts);
    let gateways = Gateways {
        razorpay: Razorpay::new(simulators.gateway.razorpay_config())?,
        hyperswitch: Some(Hyperswitch::new(simulators.switch.config())?),
    };
    let address = port.local_addr().because(|| "the port has no address".to_owned())?;
    let url = format!("http://{address}");
    let front = Front {
        site_url: url.clone(),
        district: config::sample_district(),
        stage: Stage::Sample,
        secure_cookies: false,
        codes_hourly_most,
        // The numbers of a demo are made up.
        sms_registered: (0, config::all_texts()),
        metrics_token: None,
        gateway_origin: simulators.gateway.url.clone(),
        courier_hook: Some(::simulators::courier::hook()),
        engine_key: None,
        media: media.clone(),
    };
    let numbers =
        Numbers { reply_to: ::simulators::sms::NUMBER.to_owned(), help: config::sample_district().phone };
    let app = mart::app(&db, &held.folder, &gateways, simulators.phones.replies(), front).await?;
    let sms = Sms::new(simulators.phones.sms_config())?;
    let (site, folder) = (url.clone(), Some(held.folder.path().to_owned()));
    let (media, templates) = (Some(media), Templates::practice());
    let courier = Some(Shiprocket::new(simulators.couriers.config())?);
    let worker = Worker {
        db,
        gateways,
        sms,
        courier,
        search_engines: None,
        site,
        lookout: None,
        folder,
        media,
        backups,
        templates,
        numbers,
    };
    let listener = listen(port, address.port())?;
    simulators.gateway.send_webhooks_to(&format!("{url}/webhooks/razorpay"));
    simulators.switch.send_webhooks_to(&format!("{url}/webhooks/hyperswitch"));
    simulators.phones.send_replies_to(&format!("{url}/webhooks/sms"));
    simulators.couriers.send_webhooks_to(&format!("{url}/webhooks/parcel"));
    let announcement = Announcement { simulators: simulators.addresses(), url, accounts };
    let ready = async {
        folder::write_whole(&held.folder.demo_json(), &announcement.json()?)?;
        teller.say(&announcement.words(held.folder.path()));
        Ok(())
    };
    let ran = mart::run(listener, app, Some(worker), stop, ready).await;
    let _ = timeout(SIMULATORS_PATIENCE, simulators.stop()).await;
    forget_announcement(&held)?;
    ran
}

/// Takes the port without opening it: whoever calls before the mart is ready is told that nobody is there.
fn reserve(port: u16) -> Outcome<TcpSocket> {
    let socket = TcpSocket::new_v4().because(|| "the system gives no sockets".to_owned())?;
    // After a stop, connections of the last mart may linger for a minute and must not keep us from its port.
    socket.set_reuseaddr(true).because(|| "the system refuses an option".to_owned())?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(|cause| taken(port, &cause))?;
    Ok(socket)
}

/// Opens the reserved port.
fn listen(socket: TcpSocket, port: u16) -> Outcome<TcpListener> {
    socket.listen(BACKLOG).map_err(|cause| taken(port, &cause))
}

fn taken(port: u16, cause: &std::io::Error) -> Fault {
    if cause.kind() == std::io::ErrorKind::AddrInUse {
        Fault::new(format!(
            "port {port} is taken by another program; choose another with --port, or 0 for any free one"
        ))
    } else {
        Fault::new(format!("cannot listen on port {port}: {cause}"))
    }
}

/// While nothing runs, nothing is said to run.
fn forget_announcement(held: &Held) -> Outcome<()> {
    let path = held.folder.demo_json();
    match std::fs::remove_file(&path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(cause).because(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}
