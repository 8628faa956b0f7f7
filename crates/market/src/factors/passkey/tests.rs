//! A phone made of a key pair: what it answers is believed, and nothing that differs by one thing.

use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

use super::*;

const ORIGIN: &str = "https://mart.in";
const ASKED: &str = "5000000.proof";

struct Phone {
    pair: EcdsaKeyPair,
    count: u32,
}

impl Phone {
    fn new() -> Phone {
        let chance = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &chance).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &chance);
        Phone { pair: pair.expect("a key"), count: 0 }
    }

    fn data(&self, site: &str, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(site.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.count.to_be_bytes());
        data
    }

    fn registers(&self, client_data: &str, site: &str, flags: u8) -> Registration {
        let mut data = self.data(site, flags);
        data.extend([0; 16]);
        data.extend([0, 4]);
        data.extend(b"name");
        let point = self.pair.public_key().as_ref();
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(&point[1..33]);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(&point[33..]);
        let (client_data, authenticator_data) =
            (URL_SAFE_NO_PAD.encode(client_data), URL_SAFE_NO_PAD.encode(data));
        Registration { client_data, authenticator_data }
    }

    fn signs(&mut self, client_data: &str) -> Assertion {
        self.count += 1;
        let data = self.data("mart.in", PRESENT);
        let message = [data.clone(), Sha256::digest(client_data.as_bytes()).to_vec()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &message).expect("signs");
        Assertion {
            credential: URL_SAFE_NO_PAD.encode("name"),
            client_data: URL_SAFE_NO_PAD.encode(client_data),
            authenticator_data: URL_SAFE_NO_PAD.encode(data),
            signature: URL_SAFE_NO_PAD.encode(signature),
        }
    }
}

fn client_data(kind: &str, asked: &str, origin: &str) -> String {
    let challenge = URL_SAFE_NO_PAD.encode(asked);
    format!(
        r#"{{"type":"webauthn.{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#
    )
}

fn origins() -> Vec<String> {
    vec![ORIGIN.to_owned()]
}

fn is_ours(asked: &str) -> bool {
    asked == ASKED
}

#[test]
fn a_key_is_taken_and_proves_itself_again() {
    let mut phone = Phone::new();
    let raw = phone.registers(&client_data("create", ASKED, ORIGIN), "mart.in", PRESENT | HAS_KEY);
    let new = registered(&raw, &origins(), is_ours).expect("a key");
    assert_eq!(
        PublicKey::parse(&new.public_key.text()),
        Some(new.public_key.clone()),
        "stored and read back"
    );
    assert_eq!(new.credential, URL_SAFE_NO_PAD.encode("name"));
    let proof = phone.signs(&client_data("get", ASKED, ORIGIN));
    let count = |last| asserted(&proof, &new.public_key, last, &origins(), is_ours);
    assert_eq!(count(0), Some(1));
    assert_eq!(count(1), None, "a count that stands still is a second phone with the same key");
}

#[test]
fn a_key_for_another_site_question_or_act_is_not_taken() {
    let phone = Phone::new();
    let good = PRESENT | HAS_KEY;
    for (kind, asked, origin, site, flags) in [
        ("get", ASKED, ORIGIN, "mart.in", good),
        ("create", "other", ORIGIN, "mart.in", good),
        ("create", ASKED, "https://evil.in", "evil.in", good),
        ("create", ASKED, "http://mart.in", "mart.in", good),
        ("create", ASKED, ORIGIN, "evil.in", good),
        ("create", ASKED, ORIGIN, "mart.in", HAS_KEY),
        ("create", ASKED, ORIGIN, "mart.in", PRESENT),
    ] {
        let raw = phone.registers(&client_data(kind, asked, origin), site, flags);
        assert!(registered(&raw, &origins(), is_ours).is_none(), "{kind} {asked} {origin} {site} {flags}");
    }
}

#[test]
fn a_proof_that_was_touched_is_none() {
    let (mut phone, mut other) = (Phone::new(), Phone::new());
    let raw = phone.registers(&client_data("create", ASKED, ORIGIN), "mart.in", PRESENT | HAS_KEY);
    let key = registered(&raw, &origins(), is_ours).expect("a key").public_key;
    let said = client_data("get", ASKED, ORIGIN);
    let proof = phone.signs(&said);
    let holds = |proof: &Assertion| asserted(proof, &key, 0, &origins(), is_ours).is_some();
    assert!(holds(&proof));
    assert!(!holds(&other.signs(&said)), "another phone");
    assert!(!holds(&phone.signs(&client_data("create", ASKED, ORIGIN))), "another act");
    assert!(!holds(&phone.signs(&client_data("get", "older", ORIGIN))), "another question");
    for at in 0..3 {
        let mut touched = proof.clone();
        let part = [&mut touched.client_data, &mut touched.authenticator_data, &mut touched.signature];
        let text = part.into_iter().nth(at).expect("a part");
        let mut raw = URL_SAFE_NO_PAD.decode(&*text).expect("base64url");
        let last = raw.len() - 1;
        raw[last] ^= 1;
        *text = URL_SAFE_NO_PAD.encode(raw);
        assert!(!holds(&touched), "part {at}");
    }
    assert!(!holds(&Assertion::default()));
}

#[test]
fn what_is_no_key_breaks_nothing() {
    let phone = Phone::new();
    let raw = phone.registers(&client_data("create", ASKED, ORIGIN), "mart.in", PRESENT | HAS_KEY);
    let whole = URL_SAFE_NO_PAD.decode(&raw.authenticator_data).expect("base64url");
    for length in 0..whole.len() {
        let authenticator_data = URL_SAFE_NO_PAD.encode(&whole[..length]);
        let cut = Registration { authenticator_data, ..raw.clone() };
        assert!(registered(&cut, &origins(), is_ours).is_none(), "{length} bytes");
    }
    for cbor in
        [&[][..], &[0xa0], &[0xbf, 0xff], &[0xa1, 0x01], &[0x5b, 255, 255, 255, 255, 255, 255, 255, 255]]
    {
        assert_eq!(cose_key(cbor), None);
    }
}
