//! What cannot be is said in one sentence, with an exit code scripts can tell.

use std::net::TcpListener;

use store::{Clock, Db, DbUrl, Migration};

use crate::program::{Scratch, refuses, run};

#[test]
fn a_taken_port_is_said() {
    let scratch = Scratch::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let data = scratch.path("data");
    let data = data.to_str().expect("a path");
    refuses(&["demo", "--port", &port, "--data", data], 1, &format!("port {port} is taken"));
    assert!(!scratch.path("data").exists(), "nothing was begun");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said() {
    let scratch = Scratch::new();
    std::fs::write(scratch.path("file"), "in the way").expect("a file");
    let data = scratch.path("file/data");
    refuses(
        &["demo", "--port", "0", "--data", data.to_str().expect("a path")],
        1,
        "cannot write to the folder",
    );
}

#[tokio::test]
async fn a_newer_schema_is_said_and_left_alone() {
    let scratch = Scratch::new();
    let url = DbUrl::Sqlite(scratch.path("mart.db"));
    let future = Migration { name: "9999_the_future.sql", text: "create table future (id text);\n" };
    let db = Db::open(&url, Clock::System).await.expect("a database");
    db.migrate_with(&[future], &|_| ()).await.expect("the future");
    let data = scratch.0.to_str().expect("a path");
    refuses(&["demo", "--port", "0", "--data", data], 1, "migration 9999, this program knows only");
    refuses(&["migrate", "--data", data], 1, "start the newer program");
    refuses(&["verify", "--data", data], 1, "another schema");
}

#[test]
fn a_database_address_that_is_none_is_said() {
    let scratch = Scratch::new();
    let data = scratch.path("data");
    let data = data.to_str().expect("a path");
    for command in ["demo", "migrate", "seed", "verify"] {
        refuses(
            &[command, "--data", data, "--database", "mysql://mart@host/mart"],
            1,
            "sqlite: or postgres://",
        );
    }
    let nobody = "postgres://mart@127.0.0.1:1/mart";
    refuses(&["verify", "--data", data, "--database", nobody], 1, "PostgreSQL does not answer");
    refuses(&["verify", "--data", data], 1, "there is no database");
}

#[test]
fn what_is_missing_for_real_is_named() {
    let scratch = Scratch::new();
    refuses(&["serve"], 1, "MART_GATEWAY_KEY_SECRET");
    refuses(&["work"], 1, "MART_SMS_TEMPLATE_SMS_CODE_HI");
    let file = scratch.path("mart.toml");
    std::fs::write(&file, "[gateway]\nkey_idd = \"x\"\n").expect("a file");
    refuses(&["serve", "--config", file.to_str().expect("a path")], 1, "gateway.key_idd in the file");
    refuses(&["serve", "--config", "nowhere.toml"], 1, "nowhere.toml cannot be read");
}

#[test]
fn what_was_mistyped_is_a_mistake_of_typing() {
    refuses(&["demo", "--prot", "1"], 2, "--port");
    refuses(&["dmeo"], 2, "demo");
    refuses(&["demo", "--port", "65536"], 2, "65535");
}

#[test]
fn shells_and_readers_of_manuals_are_served() {
    for shell in ["bash", "zsh", "fish"] {
        let said = run(&["completions", shell]);
        assert!(
            said.status.success() && String::from_utf8_lossy(&said.stdout).contains("deogharmart"),
            "{shell}"
        );
    }
    let man = String::from_utf8(run(&["man"]).stdout).expect("text");
    assert!(man.contains(".TH") && man.contains("deogharmart demo"), "{man}");
    let help = String::from_utf8(run(&["--help"]).stdout).expect("text");
    assert!(help.contains("verify") && !help.contains("completions"), "{help}");
}

#[test]
fn a_database_is_prepared_step_by_step_and_once() {
    let scratch = Scratch::new();
    let data = scratch.path("data");
    let data = data.to_str().expect("a path");
    let first = String::from_utf8(run(&["migrate", "--data", data]).stdout).expect("text");
    assert!(first.contains("people sign in by mobile"), "{first}");
    let second = String::from_utf8(run(&["migrate", "--data", data]).stdout).expect("text");
    assert_eq!(second.lines().count(), 1, "{second}");
    let checks = run(&["verify", "--data", data]);
    let said = String::from_utf8(checks.stdout).expect("text");
    assert!(checks.status.success() && said.lines().all(|line| line.starts_with("holds   ")), "{said}");
}
