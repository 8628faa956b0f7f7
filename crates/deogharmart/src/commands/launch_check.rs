//! `deogharmart launch-check`: one line per check of the launch gate; the exit code says whether the gate could be signed.

use std::process::ExitCode;

use market::launch::gate::{self, Configured, GOODS_LEAST, Proof};
use serde::Serialize;

use crate::cli::LaunchCheck;
use crate::config::{self, Config};
use crate::fault::{Because, Outcome};
use crate::mart;
use crate::tell::Teller;

/// What incomplete settings prove.
const UNSET: Configured =
    Configured { legal: (0, 1), grievance: (0, 1), sms: (0, 1), goods_least: GOODS_LEAST };

/// A check, as a program reads it.
#[derive(Debug, Serialize)]
struct Told {
    check: &'static str,
    green: bool,
    found: i64,
    wanted: i64,
    at_ms: Option<i64>,
    /// The page where one sees what is counted; without settings there is no address to put before it.
    link: String,
}

/// Looks at everything the gate wants, also while the mart runs. What is not in the settings yet is no evidence, not a reason to
/// say nothing of the rest.
pub async fn run(ask: LaunchCheck) -> Outcome<ExitCode> {
    let db = mart::open_prepared(&config::place(&ask.place)?).await?;
    let settings = Config::read(&ask.place);
    let site = settings.as_ref().map_or_else(|_| String::new(), |config| config.web.site_url.clone());
    let configured = settings.as_ref().map_or(UNSET, |config| Configured {
        legal: config.district.legal_facts(),
        grievance: config.district.grievance_facts(),
        sms: config.sms.registered(),
        goods_least: GOODS_LEAST,
    });
    let proofs = gate::proofs(&mut db.read().await?, configured).await?;
    let teller = Teller::new();
    if settings.is_err() && !ask.json {
        teller.say("The settings are not complete, so the checks of law, grievance officer and SMS stay red; `deogharmart serve` names what is missing.");
    }
    if ask.json {
        let told: Vec<Told> = proofs.iter().map(|proof| told(proof, &site)).collect();
        let text = serde_json::to_string(&told).because(|| "the answer cannot be written".to_owned())?;
        teller.say(&text);
    } else {
        proofs.iter().for_each(|proof| teller.say(&line(proof)));
    }
    Ok(if gate::is_open(&proofs) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(proof: &Proof, site: &str) -> Told {
    Told {
        check: proof.check.as_str(),
        green: proof.is_green(),
        found: proof.found,
        wanted: proof.wanted,
        at_ms: proof.at.map(|at| at.0),
        link: format!("{site}/hi{}", proof.check.link()),
    }
}

fn line(proof: &Proof) -> String {
    let Proof { check, found, wanted, at } = proof;
    let when = at.map_or_else(|| "no evidence".to_owned(), |at| at.day().written());
    let stands = if proof.is_green() { "green" } else { "RED  " };
    format!("{stands}  {check}: {found} of {wanted}, {when}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use market::launch::gate::Check;

    #[test]
    fn a_line_says_what_there_is_and_what_is_wanted() {
        let proof = Proof { check: Check::Goods, found: 12, wanted: 30, at: Some(Time(0)) };
        assert_eq!(line(&proof), "RED    goods: 12 of 30, 01-01-1970");
        let none = Proof { check: Check::Restored, found: 0, wanted: 1, at: None };
        assert_eq!(line(&none), "RED    restored: 0 of 1, no evidence");
        assert_eq!(line(&Proof { found: 30, ..proof }), "green  goods: 30 of 30, 01-01-1970");
    }
}
