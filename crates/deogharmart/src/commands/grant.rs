//! `deogharmart grant`: the first administrator and the first person of the DC's office. After them two people give roles.

use std::process::ExitCode;

use kernel::Lang;
use kernel::india::Mobile;
use market::accounts::Role;
use market::roles;

use crate::cli::Grant;
use crate::fault::{Because, Fault, Outcome};
use crate::tell::Teller;
use crate::{config, mart};

/// Gives the role, if nobody has it yet.
pub async fn run(grant: Grant) -> Outcome<ExitCode> {
    let place = config::place(&grant.place)?;
    let db = mart::open_prepared(&place).await?;
    let role: Role = grant.role.parse().because(|| "--role is administrator or dc_office".to_owned())?;
    let mobile = Mobile::typed(&grant.mobile)
        .ok_or_else(|| Fault::new(format!("{} is no mobile number in India", grant.mobile)))?;
    let name = grant.name.trim();
    if name.is_empty() {
        return Err(Fault::new("--name is empty; the others must see who it is"));
    }
    roles::first(&db, &mobile, name, Lang::Hi, role).await?;
    Teller::new().say(&format!("{name} is {role} now and sets a second factor up at the first sign-in."));
    Ok(ExitCode::SUCCESS)
}
