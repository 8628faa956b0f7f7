//! The second factor's pages in each standing, and the page of people and roles.

use super::*;
use crate::views::desk::Desk;
use crate::views::factor::{FactorApp, FactorHome, FactorProve, FactorSecure, PasskeyForm, RecoveryCodes};
use crate::views::people::{Asking, PeoplePage, RequestShown, StaffShown};
use market::accounts::Role;

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

pub(super) fn people(t: &Text) -> PeoplePage {
    let request = |id: &str, decided: Option<&str>| RequestShown {
        id: id.into(),
        name: "आशा देवी".into(),
        wants: t.role(Role::Officer),
        about: "JSLPS · Sarath, Sarwan".into(),
        asked: t.say("people-asked").set("name", "मीना हेम्ब्रम").set("day", "24-11-2026").to_string(),
        reason: "No. 114/2026".into(),
        decided: decided.map(str::to_owned),
        may_decide: decided.is_none(),
        may_withdraw: false,
    };
    PeoplePage {
        desk: Desk::Office,
        whose: w("प्रियंका राज", "Priyanka Raj"),
        requests: vec![request("rqs_1", None), request("rqs_2", Some("✓"))],
        staff: vec![StaffShown {
            id: "rol_1".into(),
            name: "अजय कुमार सिन्हा".into(),
            role: t.role(Role::Finance),
            about: String::new(),
            since: "01-11-2026".into(),
            may_end: true,
            may_reset: true,
        }],
        roles: vec![Role::HubKeeper, Role::Finance],
        department: None,
        blocks: vec![("3088".into(), w("सारठ", "Sarath"))],
        hubs: vec![("hub_1".into(), w("सारठ केंद्र", "Sarath hub"))],
        asking: Asking::default(),
        form_key: Some("k_1".into()),
        wrongs: Wrongs::none(),
    }
}
