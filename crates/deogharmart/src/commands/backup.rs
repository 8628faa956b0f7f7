//! `deogharmart backup`: a whole backup at this moment, also while the mart runs.

use std::process::ExitCode;

use worker::backups::{Between, take};

use crate::cli::Place;
use crate::fault::{Fault, Outcome};
use crate::tell::Teller;
use crate::{config, mart};

/// Takes one backup, carries all files, and says what it is called.
pub async fn run(place: Place) -> Outcome<ExitCode> {
    let place = config::place(&place)?;
    let Some(backup) = &place.backup else {
        return Err(Fault::new(
            "no place for backups is named; set MART_BACKUP_FOLDER or MART_BACKUP_BUCKET, and MART_BACKUP_KEY_FILE",
        ));
    };
    let backing = backup.backing(&place)?;
    let db = mart::open_prepared(&place).await?;
    let teller = Teller::new();
    let mut between = Between::default();
    let (name, mut waiting) = take(&db, &backing, &mut between).await?;
    if let Some(files) = &backing.files {
        let mut carried = store::backup::Carried::default();
        while waiting > 0 {
            waiting = backing.backups.carry_files(files, &mut carried).await?;
        }
    }
    let (file, at) = (name.file(), name.moment.in_india());
    teller.say(&format!("Backed up to {} as {file}: all that was there on {at}.", backing.backups.place()));
    if backing.files.is_none() {
        teller.say(&format!("Photos are not in it; they lie in the {}.", backing.files_elsewhere));
    }
    Ok(ExitCode::SUCCESS)
}
