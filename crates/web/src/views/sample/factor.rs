//! The second factor's pages in each standing.

use super::*;
use crate::views::factor::{FactorApp, FactorHome, FactorProve, FactorSecure, PasskeyForm, RecoveryCodes};

fn passkey(ask: &'static str) -> PasskeyForm {
    PasskeyForm {
        ask,
        challenge: "1.proof".into(),
        mart: "Deoghar Mart".into(),
        user: "per_1".into(),
        name: "9876543210".into(),
        known: "aGVsbG8".into(),
        next: "/hub".into(),
        form_key: Some("k_1".into()),
    }
}

pub(super) fn secure() -> FactorSecure {
    FactorSecure {
        next: "/hub".into(),
        passkey: passkey("create"),
        form_key: Some("k_1".into()),
        wrongs: Wrongs::none(),
    }
}

pub(super) fn app() -> FactorApp {
    FactorApp {
        key: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into(),
        mart: "Deoghar Mart".into(),
        name: "9876543210".into(),
        next: "/hub".into(),
        form_key: Some("k_1".into()),
        wrongs: Wrongs::none(),
    }
}

pub(super) fn prove(t: &Text) -> FactorProve {
    FactorProve {
        next: "/hub".into(),
        has_app: true,
        passkey: Some(passkey("get")),
        form_key: Some("k_1".into()),
        wrongs: Wrongs::none().and("app_code", t.get("factor-code-used")),
    }
}

pub(super) fn recovery() -> RecoveryCodes {
    let code = |n: u32| format!("k3m{n}-q7xz-0vbw");
    RecoveryCodes { codes: (0..10).map(code).collect(), next: "/hub".into(), form_key: Some("k_1".into()) }
}

pub(super) fn home() -> FactorHome {
    FactorHome {
        has_app: true,
        passkeys: vec![("psk_1".into(), "24-11-2026".into())],
        recovery_left: 9,
        desk: Some("/hub"),
        passkey: passkey("create"),
        form_key: Some("k_1".into()),
        wrongs: Wrongs::none(),
    }
}
