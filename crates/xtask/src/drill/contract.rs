//! Contract: schemathesis asks the whole API as three people, one call after the other and as its answers lead from one to the next. No
//! answer is our failure, each is one the document tells of, and nobody gets in without the right to.
//!
//! It is a Python program of others. It lies in an environment of its own under `target/`; where that cannot be made, the drill says
//! why and is over.

use super::officers::{of_role, session};
use super::people::sign_in_all;
use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::kept::{Ending, Kept, Scratch};
use crate::server::Mart;
use crate::workspace;
use clap::Args;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The version that is asked for.
const VERSION: &str = "schemathesis==4.32.5";
/// Cases of one operation in one round; a round has some thirty times as many.
const EACH: usize = 50;
/// What is right by our contract although it is not by theirs: an id that has the right shape and names nothing is a field that is
/// wrong, so 422 and not 404.
const OTHERWISE: &str = "positive_data_acceptance";

/// Size of a drill of the contract.
#[derive(Args, Clone, Copy, Debug)]
pub struct Contract {
    /// Cases, of all three people together
    #[arg(long, default_value_t = 100_000)]
    pub cases: usize,
    /// No longer than so many seconds
    #[arg(long, default_value_t = 3_600)]
    pub seconds: u64,
}

/// Runs the drill on a fresh mart.
pub fn run(mart: &mut Mart, size: Contract) -> Outcome<()> {
    let program = match installed(&workspace::root()?) {
        Ok(program) => program,
        Err(why) => {
            println!("  not run: schemathesis cannot be had here ({why})");
            return Ok(());
        }
    };
    let folder = Scratch::new("contract")?;
    let document = folder.path().join("openapi.json");
    let told = Client::new(&mart.url())?.get("/api/v1/openapi.json", &[]).because("no document")?;
    std::fs::write(&document, &told.body).because("could not keep the document")?;
    let people = people(mart)?;
    let (began, mut cases, mut round) = (Instant::now(), 0, 0);
    while cases < size.cases && began.elapsed() < Duration::from_secs(size.seconds) {
        let (role, bearer) = &people[round % people.len()];
        let told = ask(&program, &document, mart, bearer, round)?;
        cases += told.cases;
        if !told.is_well {
            println!("{}", told.words);
            return Err(fault(format!(
                "the API does not keep its contract with a {role} (above; seed {round})"
            )));
        }
        round += 1;
    }
    println!(
        "  {cases} cases in {round} rounds as buyer, maker and officer: each answer is one the document tells of"
    );
    mart.log_is_calm("a request failed by our fault")?;
    mart.verify()
}

/// Somebody new, a maker, and an officer with her second factor: each with what she shows.
fn people(mart: &Mart) -> Outcome<Vec<(&'static str, String)>> {
    let buyer = sign_in_all(mart, 1, 1)?.remove(0);
    let mut people = vec![("buyer", buyer.bearer)];
    for role in ["maker", "officer"] {
        let somebody = of_role(mart, role).into_iter().next();
        let (mobile, key) = somebody.ok_or_else(|| fault(format!("demo.json names nobody as {role}")))?;
        people.push((role, session(mart, &mobile, key.as_deref())?));
    }
    Ok(people)
}

struct Told {
    cases: usize,
    is_well: bool,
    words: String,
}

/// One round as one person.
fn ask(program: &Path, document: &Path, mart: &Mart, bearer: &str, seed: usize) -> Outcome<Told> {
    let folder = document.parent().unwrap_or(document);
    let mut command = Command::new(program);
    command
        .arg("run")
        .arg(document)
        .args(["--url", &format!("{}/api/v1", mart.url()), "--header", &format!("Authorization: {bearer}")])
        // Who signs out has nothing to ask after it.
        .args(["--exclude-operation-id", "sign-out", "--exclude-checks", OTHERWISE])
        .args(["--max-examples", &EACH.to_string(), "--seed", &seed.to_string()])
        .args(["--continue-on-failure", "--request-timeout", "20", "--no-color"])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut kept = Kept::start(&mut command, Ending::Asked)?;
    let mut words = String::new();
    if let Some(mut pipe) = kept.child().stdout.take() {
        pipe.read_to_string(&mut words).because("could not read what schemathesis says")?;
    }
    let is_well = kept.wait()?.success();
    let cases =
        generated(&words).ok_or_else(|| fault(format!("schemathesis says no count of cases:\n{words}")))?;
    Ok(Told { cases, is_well, words })
}

/// The count in «Test cases: 5009 generated».
fn generated(words: &str) -> Option<usize> {
    let (_, told) = words.rsplit_once("Test cases:")?;
    let (before, _) = told.split_once(" generated")?;
    before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Its program, in an environment of its own that is made once.
fn installed(root: &Path) -> Outcome<PathBuf> {
    let folder = workspace::target(root).join("schemathesis");
    let (program, stamp) = (folder.join("bin/schemathesis"), folder.join("made-from"));
    if std::fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == VERSION) && program.is_file() {
        return Ok(program);
    }
    let python = workspace::on_path("python3").ok_or_else(|| fault("there is no python3"))?;
    quietly(Command::new(python).args(["-m", "venv"]).arg(&folder))?;
    quietly(Command::new(folder.join("bin/pip")).args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries=1",
        "--timeout=15",
        VERSION,
    ]))?;
    std::fs::write(&stamp, VERSION).because("could not note what was installed")?;
    Ok(program)
}

fn quietly(command: &mut Command) -> Outcome<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.stdin(Stdio::null()).output().because(format!("could not run {name}"))?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    Err(fault(format!("{name}: {}", said.lines().last().unwrap_or("it failed without a word"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_cases_is_read() {
        assert_eq!(generated("rejected generated data\nTest cases:\n  5009 generated, 9 found"), Some(5009));
        assert_eq!(generated("no tests"), None);
    }
}
