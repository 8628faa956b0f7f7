//! A mart is backed up and put back by two commands.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use crate::program::{Scratch, deogharmart, run};

/// A mart with its tables, and a key for its backups.
fn mart() -> Scratch {
    let scratch = Scratch::new();
    let data = scratch.path("data");
    for command in [&["migrate"][..], &["seed", "--without-sample"]] {
        let told = run(&[command, &["--data", &text(&data)]].concat());
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    }
    std::fs::create_dir_all(data.join("media/ab")).expect("a folder");
    std::fs::write(data.join("media/ab/photo"), "a photo").expect("a file");
    key(&scratch.path("backup.key"), "5e");
    scratch
}

fn key(file: &Path, digits: &str) {
    let _ = std::fs::remove_file(file);
    std::fs::write(file, digits.repeat(32)).expect("a key");
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o400)).expect("ours alone");
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

fn with_backups(scratch: &Scratch, arguments: &[&str]) -> Output {
    let mut command = deogharmart(arguments);
    command.env("MART_BACKUP_FOLDER", scratch.path("backups"));
    command.env("MART_BACKUP_KEY_FILE", scratch.path("backup.key"));
    command.output().expect("it runs")
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
}

#[test]
fn a_mart_is_put_back_onto_an_empty_place_and_checked() {
    let scratch = mart();
    let data = text(&scratch.path("data"));
    let backed_up = with_backups(&scratch, &["backup", "--data", &data]);
    assert!(backed_up.status.success(), "{}", said(&backed_up));
    assert!(said(&backed_up).contains("Backed up to "), "{}", said(&backed_up));

    let over = with_backups(&scratch, &["restore", "--data", &data]);
    assert_eq!((over.status.code(), said(&over).lines().count()), (Some(1), 1));
    assert!(said(&over).contains("is in the way"), "{}", said(&over));

    let other = scratch.path("other");
    let without_key = with_backups(&scratch, &["restore", "--data", &text(&other)]);
    assert!(said(&without_key).contains("master key"), "{}", said(&without_key));
    std::fs::create_dir_all(&other).expect("a folder");
    std::fs::copy(scratch.path("data/master.key"), other.join("master.key")).expect("from where it is kept");
    let too_old = with_backups(&scratch, &["restore", "--at", "2020-01-01 10:00", "--data", &text(&other)]);
    assert!(said(&too_old).contains("there is no backup of 01-01-2020 10:00"), "{}", said(&too_old));
    let restored = with_backups(&scratch, &["restore", "--data", &text(&other)]);
    assert!(restored.status.success(), "{}", said(&restored));
    for words in ["Restored to ", "Photos and pictures: 1 files.", "holds   what is personal is sealed"] {
        assert!(said(&restored).contains(words), "{words}: {}", said(&restored));
    }
    assert!(!said(&restored).contains("BREACH"));
    assert_eq!(std::fs::read(other.join("media/ab/photo")).expect("a file"), b"a photo");
    let verified = run(&["verify", "--data", &text(&other)]);
    assert!(verified.status.success(), "{}", said(&verified));
}

#[test]
fn a_wrong_key_a_typo_and_no_backups_are_said_in_one_sentence() {
    let scratch = mart();
    let data = text(&scratch.path("data"));
    assert!(said(&run(&["backup", "--data", &data])).contains("no place for backups is named"));
    assert!(with_backups(&scratch, &["backup", "--data", &data]).status.success());
    let other = scratch.path("other");
    std::fs::create_dir_all(&other).expect("a folder");
    std::fs::copy(scratch.path("data/master.key"), other.join("master.key")).expect("copied");
    key(&scratch.path("backup.key"), "ab");
    let refused = with_backups(&scratch, &["restore", "--data", &text(&other)]);
    assert_eq!((refused.status.code(), said(&refused).lines().count()), (Some(1), 1), "{}", said(&refused));
    assert!(said(&refused).contains("sealed with another key"), "{}", said(&refused));
    assert!(!other.join("mart.db").exists());
    let typo = with_backups(&scratch, &["restore", "--at", "yesterday", "--data", &text(&other)]);
    assert_eq!(typo.status.code(), Some(2));
    let elsewhere = text(&scratch.path("nowhere"));
    let nowhere = with_backups(&scratch, &["restore", "--from", &elsewhere, "--data", &text(&other)]);
    assert!(said(&nowhere).contains("there is no folder"), "{}", said(&nowhere));
}
