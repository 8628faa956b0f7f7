//! Messages of payment companies and of the SMS operator, rightly signed: whatever stands in them is read or refused.
#![no_main]

use std::sync::LazyLock;

use connectors::hyperswitch::{Hyperswitch, HyperswitchConfig};
use connectors::razorpay::{Razorpay, RazorpayConfig};
use connectors::replies::Replies;
use kernel::Secret;
use kernel::proof::{sign, sign_512};

fn secret() -> Secret<String> {
    Secret::new("a-secret-of-the-fuzzer".to_owned())
}

static RAZORPAY: LazyLock<Option<Razorpay>> = LazyLock::new(|| {
    let config = RazorpayConfig {
        base_url: "http://127.0.0.1:9".to_owned(),
        key_id: "rzp_test_fuzz".to_owned(),
        key_secret: secret(),
        webhook_secrets: vec![secret()],
        merchant: "acc_Practice".to_owned(),
        payout_account: "0001".to_owned(),
        patience_ms: 1,
    };
    Razorpay::new(config).ok()
});

static SWITCH: LazyLock<Option<Hyperswitch>> = LazyLock::new(|| {
    let config = HyperswitchConfig {
        base_url: "http://127.0.0.1:9".to_owned(),
        api_key: secret(),
        merchant: "merchant_practice".to_owned(),
        profile: "pro_practice".to_owned(),
        webhook_secrets: vec![secret()],
        patience_ms: 1,
    };
    Hyperswitch::new(config).ok()
});

libfuzzer_sys::fuzz_target!(|raw: &[u8]| {
    let signature = sign(&secret(), raw);
    if let Some(razorpay) = RAZORPAY.as_ref() {
        let _ = razorpay.webhook(raw, &signature);
    }
    if let Some(switch) = SWITCH.as_ref() {
        let _ = switch.webhook(raw, &sign_512(&secret(), raw));
    }
    let _ = Replies::new(vec![secret()]).read(raw, &signature);
});
