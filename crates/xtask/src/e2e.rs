//! Browser journeys: the real binary, the real Chromium, a phone's screen. The journeys themselves are in `e2e/`.

use crate::fault::{Because, Outcome, fault};
use crate::kept::{Ending, Kept};
use crate::server::{self, Mart};
use crate::steps::closes_a_run;
use crate::{install, workspace};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Builds the binary and walks the journeys; `names` chooses some (`purchase`, `axe` …), none means all.
pub fn run(root: &Path, program: Option<PathBuf>, names: &[String]) -> Outcome<()> {
    install::for_e2e(root)?;
    let program = server::given_or_built(root, program)?;
    journeys(root, &program, names).map(|_| ())
}

/// Asks Lighthouse for its marks of a fresh demo's pages; it wants hundreds of packages that nothing else needs, so they lie in a
/// folder of their own.
pub fn lighthouse(root: &Path, program: Option<PathBuf>) -> Outcome<()> {
    install::for_e2e(root)?;
    install::node_packages(root, "e2e-nightly")?;
    let program = server::given_or_built(root, program)?;
    let browser = install::browser().ok_or_else(|| fault("there is no Chromium on the PATH"))?;
    let mart = Mart::start(&program, None)?;
    let node = workspace::on_path("node").ok_or_else(|| fault("there is no Node.js on the PATH"))?;
    let mut command = Command::new(node);
    command.arg("run.mjs").current_dir(root.join("e2e-nightly")).env("MART_URL", mart.url());
    let status = Kept::start(command.env("MART_BROWSER", browser), Ending::Asked)?.wait()?;
    if status.success() { Ok(()) } else { Err(fault("a mark of Lighthouse is below 95 (above)")) }
}

/// Walks the journeys against a fresh demo; answers the runner's own closing line.
pub fn journeys(root: &Path, program: &Path, names: &[String]) -> Outcome<String> {
    let browser = install::browser().ok_or_else(|| fault("there is no Chromium on the PATH"))?;
    let mart = Mart::start(program, None)?;
    let mut command =
        Command::new(workspace::on_path("node").ok_or_else(|| fault("there is no Node.js on the PATH"))?);
    command
        .arg(root.join("e2e/run.mjs"))
        .args(names)
        .current_dir(root.join("e2e"))
        .env("MART_DEMO", mart.demo_path())
        .env("MART_PROGRAM", program)
        .env("MART_BROWSER", browser)
        .stdout(Stdio::piped());
    // The browser is in node's process group and goes with it, even if node forgets it.
    let mut node = Kept::start(&mut command, Ending::Asked)?;
    let mut closing = None;
    if let Some(pipe) = node.child().stdout.take() {
        for line in BufReader::new(pipe).lines() {
            let line = line.because("could not read what the journeys say")?;
            println!("{line}");
            if closes_a_run(&line) {
                closing = Some(line);
                // Whoever holds the pipe after this line is a forgotten child; do not wait for it.
                break;
            }
        }
    }
    let status = node.wait_at_most(std::time::Duration::from_secs(20));
    let closing = closing.ok_or_else(|| fault("the journeys ended without their closing line"))?;
    match status {
        Some(status) if status.success() => Ok(closing),
        Some(status) => {
            println!("the mart's log ends:\n{}", mart.log());
            Err(fault(format!("{closing} (node ended with {status}); screenshots are in e2e/out")))
        }
        None => Err(fault(format!("{closing}, but node did not end; its browser is being ended"))),
    }
}
