//! A season of promises with Shravani twenty times as busy, and the freight of baskets of several makers beside that of separate
//! parcels: both are stories of `market` and are told here in full size, with their figures printed. Their exit code is ours.

use super::Season;
use crate::fault::{Outcome, fault};
use crate::kept::{Ending, Kept};
use crate::workspace;
use std::path::Path;

/// Runs both stories. No mart and no database server is needed.
pub fn run(root: &Path, size: Season) -> Outcome<()> {
    println!("drill season: {size:?}");
    let mut command = workspace::cargo(root);
    command.args(["test", "--quiet", "--package", "market", "--test", "goods", "--"]);
    command.args(["--nocapture", "season::", "freight::"]);
    command.env("MART_SEASON_PARCELS", size.parcels.to_string());
    let status = Kept::start(&mut command, Ending::Asked)?.wait()?;
    if status.success() {
        println!("drill season: held");
        Ok(())
    } else {
        Err(fault("too few promises were kept, or joining parcels saved too little freight"))
    }
}
