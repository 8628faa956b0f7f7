//! Where photos and pictures lie: a folder of this machine, or a bucket.

use std::sync::Arc;
use std::time::Duration;

use kernel::Secret;
use object_store::aws::AmazonS3Builder;
use object_store::client::{HttpClient, HttpConnector};
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};
use store::blobs::Blobs;

use super::Reader;
use super::gateway::patience;
use crate::fault::{Because, Fault, Outcome};
use crate::folder::Folder;

/// A bucket of any store that speaks as S3 does: Amazon's, MinIO, Ceph, a State's data centre.
#[derive(Clone, Debug)]
pub struct BucketConfig {
    /// `MART_MEDIA_BUCKET`: name of a bucket for photos and pictures. Without it pictures lie in `DIR/media`.
    pub name: String,
    /// `MART_MEDIA_URL`: base address of the store's API, as `https://s3.ap-south-1.amazonaws.com`. No default.
    pub url: String,
    /// `MART_MEDIA_REGION`: the region requests are signed for. Default `ap-south-1`.
    pub region: String,
    /// `MART_MEDIA_KEY_ID`: public half of the key. No default.
    pub key_id: String,
    /// `MART_MEDIA_KEY_SECRET`: secret half of the key. No default.
    pub key_secret: Secret<String>,
    /// `MART_MEDIA_PATIENCE_MS`: longest wait for one answer, in milliseconds. Default 4 000.
    pub patience_ms: u64,
}

/// Whose bucket it is: the settings of each begin with its word.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    name: &'static str,
    url: &'static str,
    region: &'static str,
    key_id: &'static str,
    key_secret: &'static str,
    patience_ms: &'static str,
    patient: fn(&Reader, &str) -> u64,
}

/// Photos and pictures: a page waits for them.
pub const MEDIA: Settings = Settings {
    name: "MART_MEDIA_BUCKET",
    url: "MART_MEDIA_URL",
    region: "MART_MEDIA_REGION",
    key_id: "MART_MEDIA_KEY_ID",
    key_secret: "MART_MEDIA_KEY_SECRET",
    patience_ms: "MART_MEDIA_PATIENCE_MS",
    patient: patience,
};

/// Backups: nobody waits, and they may be large.
///
/// `MART_BACKUP_BUCKET`: name of a bucket for backups, instead of a folder. No default.
/// `MART_BACKUP_URL`: base address of its store's API. No default.
/// `MART_BACKUP_REGION`: the region requests are signed for. Default `ap-south-1`.
/// `MART_BACKUP_KEY_ID`: public half of the key. No default.
/// `MART_BACKUP_KEY_SECRET`: secret half of the key. No default.
/// `MART_BACKUP_PATIENCE_MS`: longest wait for one answer, in milliseconds. Default 120 000.
pub const BACKUP: Settings = Settings {
    name: "MART_BACKUP_BUCKET",
    url: "MART_BACKUP_URL",
    region: "MART_BACKUP_REGION",
    key_id: "MART_BACKUP_KEY_ID",
    key_secret: "MART_BACKUP_KEY_SECRET",
    patience_ms: "MART_BACKUP_PATIENCE_MS",
    patient: |reader, name| {
        let within = |value: &str| value.parse().ok().filter(|ms| (1_000..=600_000).contains(ms));
        reader.parsed_or(name, 120_000, "milliseconds from 1000 to 600000", within)
    },
};

impl BucketConfig {
    /// Reads the settings; nothing if no bucket is named.
    ///
    /// # Errors
    /// If one is named and something else is missing.
    pub fn read(reader: &Reader, own: Settings) -> Outcome<Option<BucketConfig>> {
        let settings = [own.url, own.key_id, own.key_secret];
        let values = settings.map(|name| reader.maybe(name));
        let region = reader.text_or(own.region, "ap-south-1");
        let patience_ms = (own.patient)(reader, own.patience_ms);
        let Some(name) = reader.maybe(own.name) else { return Ok(None) };
        let missing: Vec<&str> = settings
            .iter()
            .zip(&values)
            .filter(|(_, value)| value.is_none())
            .map(|(name, _)| *name)
            .collect();
        match values {
            [Some(url), Some(key_id), Some(key_secret)] => {
                let key_secret = Secret::new(key_secret);
                Ok(Some(BucketConfig { name, url, region, key_id, key_secret, patience_ms }))
            }
            _ => Err(Fault::new(format!("{} is {name}, so {} must be set", own.name, missing.join(", ")))),
        }
    }

    /// A page waits for it: two more tries, and no longer than one answer may take.
    fn tries(&self) -> RetryConfig {
        let retry_timeout = Duration::from_millis(self.patience_ms);
        let backoff = BackoffConfig { max_backoff: Duration::from_secs(1), ..BackoffConfig::default() };
        RetryConfig { backoff, max_retries: 2, retry_timeout }
    }

    /// The bucket; nothing is asked of it yet.
    pub(super) fn open(&self) -> Outcome<Arc<dyn ObjectStore>> {
        let line = Line { url: self.url.clone(), patience_ms: self.patience_ms };
        // Whether the address will do is said before anything is asked.
        line.client()?;
        let bucket = AmazonS3Builder::new()
            .with_bucket_name(&self.name)
            .with_endpoint(&self.url)
            .with_region(&self.region)
            .with_access_key_id(&self.key_id)
            .with_secret_access_key(self.key_secret.reveal())
            // The line itself refuses to speak in the clear beyond this machine.
            .with_allow_http(true)
            .with_http_connector(line)
            .with_retry(self.tries())
            .build();
        Ok(Arc::new(bucket.because(|| format!("the bucket {} cannot be used", self.name))?))
    }
}

/// Where files lie that are too large for a row.
///
/// # Errors
/// If the folder cannot be made, or the bucket's settings make no sense.
pub fn blobs(folder: &Folder, bucket: Option<&BucketConfig>) -> Outcome<Blobs> {
    match bucket {
        None => Ok(Blobs::folder(&folder.media())?),
        Some(bucket) => Ok(Blobs::bucket(bucket.open()?)),
    }
}

/// The line to the bucket, as to every outside party: no redirect, roots built in, in the clear only on this machine.
#[derive(Debug)]
struct Line {
    url: String,
    patience_ms: u64,
}

impl Line {
    fn client(&self) -> Outcome<reqwest::Client> {
        Ok(connectors::line::client(&self.url, self.patience_ms)?)
    }
}

impl HttpConnector for Line {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = self.client().map_err(|cause| object_store::Error::Generic {
            store: "S3",
            source: cause.to_string().into(),
        })?;
        Ok(HttpClient::new(client))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(values: &[(&str, &str)]) -> Reader {
        let env = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Reader::new(env, "").expect("readable")
    }

    const ALL: [(&str, &str); 4] = [
        ("MART_MEDIA_BUCKET", "mart"),
        ("MART_MEDIA_URL", "http://127.0.0.1:1"),
        ("MART_MEDIA_KEY_ID", "id"),
        ("MART_MEDIA_KEY_SECRET", "secret"),
    ];

    #[test]
    fn without_a_bucket_there_is_a_folder() {
        assert!(BucketConfig::read(&reader(&[]), MEDIA).expect("read").is_none());
    }

    #[test]
    fn half_a_bucket_is_none() {
        let said = BucketConfig::read(&reader(&ALL[..2]), MEDIA).expect_err("refused").to_string();
        assert!(said.contains("MART_MEDIA_KEY_ID, MART_MEDIA_KEY_SECRET must be set"), "{said}");
    }

    #[test]
    fn a_bucket_beyond_this_machine_is_never_spoken_to_in_the_clear() {
        let own = BucketConfig::read(&reader(&ALL), MEDIA).expect("read").expect("a bucket");
        assert!(own.open().is_ok());
        assert!(BucketConfig { url: "https://s3.example.in".to_owned(), ..own.clone() }.open().is_ok());
        let said =
            BucketConfig { url: "http://s3.example.in".to_owned(), ..own }.open().expect_err("refused");
        assert!(said.to_string().contains("must be https"), "{said}");
    }

    /// Against a real store on this machine, if one is named. `cargo xtask drill bucket` starts one and runs the whole mart on it.
    #[tokio::test]
    async fn a_file_lives_and_dies_in_a_real_bucket() {
        let Ok(url) = std::env::var("MART_TEST_S3") else {
            eprintln!("skipped: MART_TEST_S3 names no store");
            return;
        };
        let own = BucketConfig::read(&reader(&ALL), MEDIA).expect("read").expect("a bucket");
        let key = || "S3RVER".to_owned();
        let own = BucketConfig { url, key_id: key(), key_secret: Secret::new(key()), ..own };
        let blobs = Blobs::bucket(own.open().expect("a bucket"));
        let name = format!("ab/{}", store::chance::letters(20));
        assert!(!blobs.has(&name).await.expect("asked") && blobs.get(&name).await.expect("asked").is_none());
        for _ in 0..2 {
            blobs.put(&name, vec![7; 200_000].into()).await.expect("written");
        }
        assert!(blobs.has(&name).await.expect("asked"));
        assert_eq!(blobs.get(&name).await.expect("asked").map(|bytes| bytes.len()), Some(200_000));
        for _ in 0..2 {
            blobs.remove(&name).await.expect("removed");
        }
        assert!(!blobs.has(&name).await.expect("asked"));
        let stranger = BucketConfig { key_id: "STRANGER".to_owned(), ..own };
        let refused = Blobs::bucket(stranger.open().expect("a bucket"));
        assert!(refused.put(&name, vec![7].into()).await.is_err(), "an unknown key opens nothing");
    }
}
