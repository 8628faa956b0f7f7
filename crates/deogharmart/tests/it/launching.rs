//! The launch gate is looked at by one command.

use serde_json::Value;

use crate::program::{Scratch, run};

#[test]
fn a_mart_without_goods_or_settings_is_told_what_is_red_and_may_not_open() {
    let scratch = Scratch::new();
    let data = scratch.path("data").display().to_string();
    for command in [&["migrate"][..], &["seed", "--without-sample"]] {
        let told = run(&[command, &["--data", &data]].concat());
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    }
    let told = run(&["launch-check", "--data", &data, "--json"]);
    assert_eq!(told.status.code(), Some(1), "{}", String::from_utf8_lossy(&told.stderr));
    let checks: Vec<Value> = serde_json::from_slice(&told.stdout).expect("JSON");
    let red = |name: &str| checks.iter().any(|check| check["check"] == name && check["green"] == false);
    assert_eq!(checks.len(), 11);
    for name in ["legal", "grievance", "sms", "gateway", "goods", "walked", "restored", "roles"] {
        assert!(red(name), "{name} is green without evidence: {checks:?}");
    }
    let words = run(&["launch-check", "--data", &data]);
    let words = String::from_utf8_lossy(&words.stdout).into_owned();
    assert!(
        words.contains("settings are not complete") && words.contains("RED    goods: 0 of 30"),
        "{words}"
    );
}
