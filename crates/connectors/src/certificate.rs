//! The certificate of the mart's own public address, as a buyer's phone meets it.
//!
//! Whoever brings TLS, a proxy or a provider, may forget to renew it; then every phone refuses the mart, while the mart itself is well.
//! So the address is asked from outside in: name, chain and days are checked as a browser checks them.
//!
//! Never: reads what the address answers, or sends anything but the question.

use std::error::Error;

use kernel::Time;
use reqwest::{Client, Url};
use rustls::CertificateError;
use x509_cert::der::Decode;

use crate::line::{self, NoLine};

/// Why a phone would not open the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwelcome {
    /// Its day is over, or has not come.
    #[error("the certificate has run out")]
    RunOut,
    /// It is for another name.
    #[error("the certificate is for another name")]
    OtherName,
    /// Nobody whom phones trust has signed it, or it cannot be read.
    #[error("the certificate is not trusted")]
    NotTrusted,
    /// Nobody answers there.
    #[error("nobody answers")]
    Silent,
}

/// Looks at one address.
#[derive(Clone, Debug)]
pub struct Lookout {
    client: Client,
    site: Url,
}

impl Lookout {
    /// For `https://deogharmart.in`. `patience_ms` is the longest wait, in milliseconds.
    ///
    /// # Errors
    /// [`NoLine::InTheClear`] for an address without TLS, which has no certificate.
    pub fn at(site: &str, patience_ms: u64) -> Result<Lookout, NoLine> {
        Lookout::trusting(site, patience_ms, line::roots())
    }

    fn trusting(site: &str, patience_ms: u64, roots: rustls::RootCertStore) -> Result<Lookout, NoLine> {
        let url = Url::parse(site).map_err(|_| NoLine::NotAnAddress(site.to_owned()))?;
        if url.scheme() != "https" {
            return Err(NoLine::InTheClear(site.to_owned()));
        }
        let builder = line::plain(patience_ms).tls_info(true).no_proxy();
        let client = line::trusting(builder, roots)?.build().map_err(|e| NoLine::NotBuilt(e.to_string()))?;
        Ok(Lookout { client, site: url })
    }

    /// Until when its certificate counts.
    ///
    /// # Errors
    /// [`Unwelcome`]: what a phone would say instead of opening it.
    pub async fn valid_until(&self) -> Result<Time, Unwelcome> {
        let answer = self.client.get(self.site.clone()).send().await.map_err(|cause| unwelcome(&cause))?;
        let shown = answer.extensions().get::<reqwest::tls::TlsInfo>().and_then(|tls| tls.peer_certificate());
        shown.and_then(last_moment).ok_or(Unwelcome::NotTrusted)
    }
}

/// The last moment of a certificate in DER. Source: RFC 5280 §4.1.2.5.
fn last_moment(der: &[u8]) -> Option<Time> {
    let certificate = x509_cert::Certificate::from_der(der).ok()?;
    let seconds = certificate.tbs_certificate().validity().not_after.to_unix_duration().as_secs();
    i64::try_from(seconds).ok()?.checked_mul(1_000).map(Time)
}

/// What stands behind a failed question.
fn unwelcome(failed: &reqwest::Error) -> Unwelcome {
    let mut cause: Option<&(dyn Error + 'static)> = Some(failed);
    while let Some(error) = cause {
        if let Some(rustls::Error::InvalidCertificate(why)) = error.downcast_ref() {
            return of_certificate(why);
        }
        cause = match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            // The source of an `io::Error` is that of what it wraps: ask for the wrapped one itself.
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    Unwelcome::Silent
}

const fn of_certificate(why: &CertificateError) -> Unwelcome {
    match why {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => Unwelcome::RunOut,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Unwelcome::OtherName
        }
        _ => Unwelcome::NotTrusted,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    /// Somebody whom the phones of these tests trust.
    fn authority() -> CertifiedIssuer<'static, KeyPair> {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority")
    }

    /// A door on this machine that shows a certificate for `name` which ends with a year; answers its address.
    async fn door(issuer: &CertifiedIssuer<'static, KeyPair>, name: &str, ends: i32) -> String {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(ends, 1, 1);
        let shown = params.signed_by(&key, issuer).expect("signed");
        let secret = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![shown.der().clone()], secret)
            .expect("a pair");
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let port = listener.local_addr().expect("bound").port();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let _ = stream.read(&mut [0; 1_024]).await;
                let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await;
            }
        });
        format!("https://localhost:{port}")
    }

    async fn looks(site: &str, trusted: &CertifiedIssuer<'static, KeyPair>) -> Result<Time, Unwelcome> {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(trusted.der().clone()).expect("a root");
        Lookout::trusting(site, 5_000, roots).expect("a lookout").valid_until().await
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_certificate_is_seen_as_a_phone_sees_it() {
        let (known, unknown) = (authority(), authority());
        let fine = door(&known, "localhost", 2099).await;
        let new_year_2099 = Time(Duration::from_secs(4_070_908_800).as_millis().try_into().expect("fits"));
        assert_eq!(looks(&fine, &known).await, Ok(new_year_2099));
        assert_eq!(looks(&fine, &unknown).await, Err(Unwelcome::NotTrusted));
        let over = door(&known, "localhost", 2021).await;
        assert_eq!(looks(&over, &known).await, Err(Unwelcome::RunOut));
        let other = door(&known, "deogharmart.example", 2099).await;
        assert_eq!(looks(&other, &known).await, Err(Unwelcome::OtherName));
    }

    #[tokio::test]
    async fn an_address_where_nobody_is_or_that_has_no_certificate() {
        let port = {
            let taken = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
            taken.local_addr().expect("bound").port()
        };
        assert_eq!(looks(&format!("https://localhost:{port}"), &authority()).await, Err(Unwelcome::Silent));
        assert!(matches!(Lookout::at("http://localhost:8080", 100), Err(NoLine::InTheClear(_))));
    }

    #[test]
    fn what_is_no_certificate_has_no_last_moment() {
        assert_eq!(last_moment(b""), None);
        assert_eq!(last_moment(&[0x30, 0x82, 0xff, 0xff]), None);
    }
}
