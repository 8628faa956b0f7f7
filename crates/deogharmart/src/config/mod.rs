//! Configuration: a small struct per concern; each field names its variable, unit and default.
//!
//! A value comes from the environment, or from a TOML file given with `--config`, or is the default. In the file,
//! `[gateway]` with `key_id = "…"` is the variable `MART_GATEWAY_KEY_ID`. Whatever is missing, wrong or unknown is said
//! in one sentence, all of it at once. Start at [`Config::read`].

mod backup;
mod courier;
mod district;
mod gateway;
mod hyperswitch;
mod indexnow;
mod media;
mod reader;
#[cfg(test)]
mod reference;
mod sms;
mod web;

pub use backup::BackupConfig;
pub use courier::CourierConfig;
pub use district::sample as sample_district;
pub use gateway::GatewayConfig;
pub use hyperswitch::HyperswitchConfig;
pub use indexnow::IndexNowConfig;
pub use media::{BucketConfig, blobs};
pub use reader::Reader;
pub use sms::{SmsConfig, all_texts};
pub use web::WebConfig;

use std::path::PathBuf;

use ::web::page::District;
use store::DbUrl;

use crate::cli::Place;
use crate::fault::Outcome;
use crate::folder::Folder;

/// Where everything is when nobody says otherwise.
const DATA: &str = "./mart-data";

/// Where the data are.
#[derive(Debug)]
pub struct PlaceConfig {
    /// `MART_DATA`: the folder. Default `./mart-data`.
    pub folder: Folder,
    /// `MART_DATABASE`: the database. Default `sqlite:DIR/mart.db`.
    pub database: DbUrl,
    /// `MART_MASTER_KEY_FILE`: the key to what is sealed in it. Default `DIR/master.key`.
    pub key_file: PathBuf,
    /// A bucket for photos and pictures; else they lie in the folder.
    pub bucket: Option<BucketConfig>,
    /// Where backups go; none are taken without it.
    pub backup: Option<BackupConfig>,
}

impl PlaceConfig {
    /// What was typed, else what the environment says, else the file, else the defaults.
    fn read(reader: &Reader, place: &Place) -> Outcome<PlaceConfig> {
        let (data, database) = (reader.text_or("MART_DATA", DATA), reader.maybe("MART_DATABASE"));
        let folder = Folder::at(place.data.clone().unwrap_or_else(|| PathBuf::from(data)));
        let database = match place.database.clone().or(database) {
            Some(url) => url.parse()?,
            None => folder.database(),
        };
        let key_file =
            reader.maybe("MART_MASTER_KEY_FILE").map_or_else(|| folder.master_key(), PathBuf::from);
        let bucket = BucketConfig::read(reader, media::MEDIA)?;
        let backup = BackupConfig::read(reader, &database)?;
        Ok(PlaceConfig { folder, database, key_file, bucket, backup })
    }
}

/// Only where the data are, for commands that need no more. The rest of the file is not looked at.
pub fn place(place: &Place) -> Outcome<PlaceConfig> {
    PlaceConfig::read(&Reader::open(place.config.as_deref())?, place)
}

/// Everything a mart for real needs.
#[derive(Debug)]
pub struct Config {
    /// Where the data are.
    pub place: PlaceConfig,
    /// How the mart is reached.
    pub web: WebConfig,
    /// The payment gateway.
    pub gateway: GatewayConfig,
    /// The SMS operator.
    pub sms: SmsConfig,
    /// The agent of couriers; none where only the post and own hands carry.
    pub courier: Option<CourierConfig>,
    /// The second payment company; none where Razorpay serves alone.
    pub hyperswitch: Option<HyperswitchConfig>,
    /// Search engines that are told of changed pages; none where that is off.
    pub indexnow: Option<IndexNowConfig>,
    /// Who runs the mart, as its pages say it.
    pub district: District,
}

impl Config {
    /// Reads everything, and says everything that is wrong.
    ///
    /// # Errors
    /// One sentence with each missing, wrong and unknown setting.
    pub fn read(place: &Place) -> Outcome<Config> {
        let reader = Reader::open(place.config.as_deref())?;
        let config = Config::from(&reader, place)?;
        reader.finish()?;
        Ok(config)
    }

    fn from(reader: &Reader, place: &Place) -> Outcome<Config> {
        Ok(Config {
            place: PlaceConfig::read(reader, place)?,
            web: WebConfig::read(reader),
            gateway: GatewayConfig::read(reader),
            sms: SmsConfig::read(reader),
            courier: CourierConfig::read(reader)?,
            hyperswitch: HyperswitchConfig::read(reader)?,
            indexnow: IndexNowConfig::read(reader)?,
            district: district::read(reader),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nowhere() -> Place {
        Place { data: None, database: None, config: None }
    }

    fn wrong(env: &[(&str, &str)], toml: &str) -> String {
        let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let reader = Reader::new(env, toml).expect("readable");
        Config::from(&reader, &nowhere()).expect("read");
        reader.finish().expect_err("wrong").to_string()
    }

    #[test]
    fn all_that_is_missing_is_said_at_once() {
        let said = wrong(&[], "");
        for name in ["MART_SITE_URL", "MART_GATEWAY_KEY_SECRET", "MART_SMS_URL", "MART_DISTRICT_OWNER_HI"] {
            assert!(said.contains(name), "{name} in {said}");
        }
        assert!(!said.contains("MART_GATEWAY_PATIENCE_MS"), "has a default: {said}");
        assert!(!said.contains('\n'));
    }

    #[test]
    fn a_typo_or_a_bad_value_stops_the_start() {
        let env = [("MART_GATEWAY_KEYID", "rzp"), ("MART_TEST_POSTGRES", "x"), ("PATH", "/bin")];
        let said = wrong(&env, "[sms]\npatience_ms = \"soon\"\n[web]\nlisten = \"here\"\n[websit]\nurl = 1");
        assert!(said.contains("MART_GATEWAY_KEYID is no setting"), "{said}");
        assert!(said.contains("MART_WEBSIT_URL (websit.url in the file) is no setting"), "{said}");
        assert!(said.contains("MART_SMS_PATIENCE_MS is soon"), "{said}");
        assert!(!said.contains("MART_TEST_POSTGRES") && !said.contains("PATH"), "{said}");
    }

    #[test]
    fn a_file_that_is_no_toml_is_said_with_its_line() {
        let said = Reader::new(std::iter::empty(), "[gateway\n").expect_err("broken").to_string();
        assert!(said.contains("line 1"), "{said}");
    }

    #[test]
    fn the_example_in_the_manual_is_complete() {
        let example = include_str!("example.toml");
        let reader = Reader::new(std::iter::empty(), example).expect("readable");
        let config = Config::from(&reader, &nowhere()).expect("read");
        reader.finish().expect("nothing is missing or unknown");
        assert_eq!(config.web.site_url, "https://deogharmart.in");
        assert!(config.sms.templates().is_ok());
    }

    #[test]
    fn what_is_typed_counts_more_than_what_is_written() {
        let toml = "data = \"/srv/one\"\ndatabase = \"sqlite:/srv/two.db\"";
        let reader = Reader::new(std::iter::empty(), toml).expect("readable");
        let written = PlaceConfig::read(&reader, &nowhere()).expect("read");
        assert_eq!(written.database, DbUrl::Sqlite("/srv/two.db".into()));
        let typed =
            Place { data: Some("here".into()), database: Some("sqlite:x.db".to_owned()), config: None };
        let typed = PlaceConfig::read(&reader, &typed).expect("read");
        assert_eq!(
            (typed.folder.path().to_str(), typed.database),
            (Some("here"), DbUrl::Sqlite("x.db".into()))
        );
        let bare = Reader::new(std::iter::empty(), "").expect("readable");
        let bare = PlaceConfig::read(&bare, &nowhere()).expect("read");
        assert_eq!(bare.database, DbUrl::Sqlite("./mart-data/mart.db".into()));
    }
}
