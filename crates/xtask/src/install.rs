//! What the whole test run needs besides Rust: PostgreSQL's server, Chromium with a Devanagari font, Node packages.
//!
//! On Debian what is missing is installed; elsewhere the missing things are named and the run stops.

use crate::fault::{Because, Outcome, fault};
use crate::workspace::on_path;
use crate::{pooler, postgres};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A thing that must be there, and the Debian package that brings it.
struct Need {
    what: &'static str,
    package: &'static str,
    here: fn() -> bool,
}

const POSTGRES: Need =
    Need { what: "PostgreSQL server 15", package: "postgresql-15", here: || postgres::programs().is_some() };

const BROWSER: [Need; 5] = [
    Need {
        what: "Chromium (headless shell)",
        package: "chromium-headless-shell",
        here: || browser().is_some(),
    },
    Need { what: "Chromium driver", package: "chromium-driver", here: || on_path("chromedriver").is_some() },
    Need {
        what: "a Devanagari font (Noto Sans Devanagari)",
        package: "fonts-noto-core",
        here: || Path::new("/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf").is_file(),
    },
    Need { what: "Node.js 20 or newer", package: "nodejs", here: node_is_new_enough },
    Need { what: "npm", package: "npm", here: || on_path("npm").is_some() },
];

/// The journeys' libraries need Node.js 20; Debian 12's own is 18.
fn node_is_new_enough() -> bool {
    let asked = Command::new("node").arg("--version").stdin(Stdio::null()).output();
    let version =
        asked.map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned()).unwrap_or_default();
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|digits| digits.parse::<u32>().ok());
    major.is_some_and(|major| major >= 20)
}

/// The browser that the journeys drive.
pub fn browser() -> Option<PathBuf> {
    ["chromium-headless-shell", "chromium"].iter().find_map(|name| on_path(name))
}

/// What reads printed papers in tests.
const PAPERS: Need = Need {
    what: "a reader of PDFs (poppler)",
    package: "poppler-utils",
    here: || on_path("pdftotext").is_some() && on_path("pdftoppm").is_some(),
};

/// What schemathesis is installed with.
const PYTHON: Need = Need {
    what: "Python 3 that can make an environment",
    package: "python3-venv",
    here: || {
        let mut asked = Command::new("python3");
        let asked = asked.args(["-c", "import ensurepip, venv"]).stdin(Stdio::null()).stderr(Stdio::null());
        asked.status().is_ok_and(|status| status.success())
    },
};

/// What lends connections of a server by the transaction.
const POOLER: Need = Need { what: "PgBouncer", package: "pgbouncer", here: || pooler::program().is_some() };

/// What `drill pooler` needs.
pub fn for_pooler() -> Outcome<()> {
    install(&[&POOLER])
}

/// What `check` needs.
pub fn for_check() -> Outcome<()> {
    install(&[&POSTGRES, &PAPERS])
}

/// What `test` needs, without the Node packages.
pub fn for_test() -> Outcome<()> {
    let mut needs = vec![&POSTGRES, &PYTHON];
    needs.extend(&BROWSER);
    install(&needs)
}

/// What `e2e` needs, Node packages included.
pub fn for_e2e(root: &Path) -> Outcome<()> {
    install(&BROWSER.iter().collect::<Vec<_>>())?;
    node_packages(root, "e2e")
}

/// What `drill bucket` needs: a store that speaks as S3 does, a Node package.
pub fn for_bucket(root: &Path) -> Outcome<()> {
    let node = BROWSER.iter().filter(|need| matches!(need.package, "nodejs" | "npm"));
    install(&node.collect::<Vec<_>>())?;
    node_packages(root, "e2e")
}

/// `npm ci` in a folder of ours, unless what is there was made from this very lock file.
pub fn node_packages(root: &Path, folder: &str) -> Outcome<()> {
    let folder = root.join(folder);
    let lock = std::fs::read_to_string(folder.join("package-lock.json"))
        .because("could not read package-lock.json")?;
    let stamp = folder.join("node_modules/.made-from");
    if std::fs::read_to_string(&stamp).is_ok_and(|made_from| made_from == lock) {
        return Ok(());
    }
    run(Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder))?;
    std::fs::write(&stamp, lock).because("could not note what node_modules was made from")
}

fn install(needs: &[&Need]) -> Outcome<()> {
    let missing: Vec<&&Need> = needs.iter().filter(|need| !(need.here)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list: Vec<String> =
        missing.iter().map(|need| format!("{} (Debian: {})", need.what, need.package)).collect();
    let root = rustix::process::getuid().is_root();
    if on_path("apt-get").is_none() || !(root || on_path("sudo").is_some()) {
        return Err(fault(format!("please install, then run again: {}", list.join("; "))));
    }
    println!("installing {}", list.join("; "));
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    apt(root, &["update", "--quiet=2"])?;
    let mut arguments = vec!["install", "--quiet=2", "--yes", "--no-install-recommends"];
    arguments.extend(packages);
    apt(root, &arguments)?;
    match needs.iter().find(|need| !(need.here)()) {
        None => Ok(()),
        Some(need) => Err(fault(format!("{} is still missing after installing {}", need.what, need.package))),
    }
}

fn apt(root: bool, arguments: &[&str]) -> Outcome<()> {
    let mut command = if root {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        // Asks for no password: a run without a terminal must fail, not wait.
        sudo.args(["-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    };
    // Another installation may be under way; wait for its lock rather than fail.
    run(command
        .args(["-o", "DPkg::Lock::Timeout=120"])
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

fn run(command: &mut Command) -> Outcome<()> {
    let name = format!("{command:?}");
    let status = command.stdin(Stdio::null()).status().because(format!("could not run {name}"))?;
    if status.success() { Ok(()) } else { Err(fault(format!("{name} ended with {status}"))) }
}
