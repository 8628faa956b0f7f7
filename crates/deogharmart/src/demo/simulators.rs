//! The pretend outside world of a demo: two gateways, phones and an agent of couriers that remember, on ports that stay. It has a runtime of its own,
//! so that what it costs can be told from what the mart costs.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use kernel::india::Mobile;
use kernel::totp::Key;
use simulators::StartError;
use simulators::courier::{self, Agent, CourierConfig};
use simulators::gateway::{self, Gateway, GatewayConfig};
use simulators::hyperswitch::{self, Switch, SwitchConfig};
use simulators::sms::{self, SmsBox, SmsBoxConfig, SmsTemplate};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use worker::words::{self, Templates};

use crate::fault::{Because, Fault, Outcome};
use crate::folder::{Folder, write_whole};
use crate::seeds::Account;

/// The name of the threads that play the outside world, as the system shows it.
const THREAD: &str = "practice";

/// The simulators of a running demo.
#[derive(Debug)]
pub struct Simulators {
    _world: World,
    /// Takes payments, sends payouts.
    pub gateway: Gateway,
    /// Takes payments while the first does not, and from abroad.
    pub switch: Switch,
    /// Shows every phone's messages.
    pub phones: SmsBox,
    /// Sends couriers.
    pub couriers: Agent,
}

impl Simulators {
    /// Starts all with what they remember, on the ports they had before if these are free.
    ///
    /// # Errors
    /// If their books cannot be read or no port is free.
    pub async fn start(folder: &Folder) -> Outcome<Simulators> {
        let home = folder.simulators();
        std::fs::create_dir_all(&home).because(|| format!("cannot write to {}", home.display()))?;
        let world = Builder::new_multi_thread().worker_threads(1).thread_name(THREAD).enable_all().build();
        let world = World(Some(world.because(|| "the simulators get no thread".to_owned())?));
        let played = world.spawn(play(home)).await;
        let (gateway, switch, phones, couriers) =
            played.because(|| "the simulators broke down".to_owned())??;
        Ok(Simulators { _world: world, gateway, switch, phones, couriers })
    }

    /// Their addresses by name.
    pub fn addresses(&self) -> BTreeMap<&'static str, String> {
        let urls = [
            ("gateway", &self.gateway.url),
            ("switch", &self.switch.url),
            ("sms", &self.phones.url),
            ("courier", &self.couriers.url),
        ];
        urls.into_iter().map(|(name, url)| (name, url.clone())).collect()
    }

    /// Puts an authenticator app on the phone of everybody who works here.
    pub fn install_apps(&self, accounts: &[Account]) {
        for account in accounts {
            let key = account.totp.as_deref().and_then(Key::parse);
            if let Some((mobile, key)) = Mobile::typed(&account.mobile).zip(key) {
                self.phones.install_app(&mobile, key);
            }
        }
    }

    /// Stops all.
    pub async fn stop(self) {
        tokio::join!(self.gateway.stop(), self.switch.stop(), self.phones.stop(), self.couriers.stop());
    }
}

/// The threads of the outside world; they end with it.
#[derive(Debug)]
struct World(Option<Runtime>);

impl World {
    fn spawn<T: Send + 'static>(&self, play: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        match &self.0 {
            Some(world) => world.spawn(play),
            None => tokio::spawn(play),
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(world) = self.0.take() {
            world.shutdown_background();
        }
    }
}

/// Starts all where they are to live.
async fn play(home: PathBuf) -> Outcome<(Gateway, Switch, SmsBox, Agent)> {
    let ports = Ports::read(home.join("ports.json"));
    let gateway = match gateway::start(gateway_config(&home, ports.of("gateway"))).await {
        Err(StartError::NoPort(..)) => gateway::start(gateway_config(&home, 0)).await,
        started => started,
    }?;
    let switch = match hyperswitch::start(switch_config(&home, ports.of("switch"))).await {
        Err(StartError::NoPort(..)) => hyperswitch::start(switch_config(&home, 0)).await,
        started => started,
    }?;
    let phones = match sms::start(phones_config(&home, ports.of("sms"))?).await {
        Err(StartError::NoPort(..)) => sms::start(phones_config(&home, 0)?).await,
        started => started,
    }?;
    let couriers = match courier::start(couriers_config(&home, ports.of("courier"))).await {
        Err(StartError::NoPort(..)) => courier::start(couriers_config(&home, 0)).await,
        started => started,
    }?;
    let now = [
        ("gateway", gateway.address.port()),
        ("switch", switch.address.port()),
        ("sms", phones.address.port()),
        ("courier", couriers.address.port()),
    ];
    ports.keep(&now)?;
    Ok((gateway, switch, phones, couriers))
}

fn gateway_config(home: &std::path::Path, port: u16) -> GatewayConfig {
    GatewayConfig {
        book: Some(home.join("gateway.jsonl")),
        // Ids must not repeat when the book is new and the database is not.
        seed: u64::from_le_bytes(store::chance::bytes()),
        ..GatewayConfig::practice(local(port))
    }
}

fn switch_config(home: &std::path::Path, port: u16) -> SwitchConfig {
    SwitchConfig {
        book: Some(home.join("switch.jsonl")),
        seed: u64::from_le_bytes(store::chance::bytes()),
        ..SwitchConfig::practice(local(port))
    }
}

fn phones_config(home: &std::path::Path, port: u16) -> Outcome<SmsBoxConfig> {
    let templates = Some(register()?);
    Ok(SmsBoxConfig { listen: local(port), templates, book: Some(home.join("phones.jsonl")) })
}

fn couriers_config(home: &std::path::Path, port: u16) -> CourierConfig {
    CourierConfig { listen: local(port), book: Some(home.join("couriers.jsonl")) }
}

/// Every text of the mart, as if it were registered: a text that differs is refused here as it would be in earnest.
fn register() -> Outcome<Vec<SmsTemplate>> {
    let numbers = Templates::practice();
    let entry = |text: words::Registration| {
        numbers.id_of(text.key, text.lang).map(|id| SmsTemplate { id, text: text.text })
    };
    Ok(words::registrations().map_err(Fault::new)?.into_iter().filter_map(entry).collect())
}

fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// The ports of the last time.
struct Ports {
    path: PathBuf,
    known: BTreeMap<String, u16>,
}

impl Ports {
    /// What is remembered; nothing if there is nothing to read.
    fn read(path: PathBuf) -> Ports {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        Ports { path, known: serde_json::from_str(&text).unwrap_or_default() }
    }

    fn of(&self, name: &str) -> u16 {
        self.known.get(name).copied().unwrap_or(0)
    }

    fn keep(&self, ports: &[(&str, u16)]) -> Outcome<()> {
        let now: BTreeMap<String, u16> =
            ports.iter().map(|(name, port)| ((*name).to_owned(), *port)).collect();
        if now == self.known {
            return Ok(());
        }
        let text = serde_json::to_string(&now).because(|| "the ports cannot be written down".to_owned())?;
        write_whole(&self.path, &text)
    }
}
