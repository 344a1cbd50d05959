//! `nuncio migrate`.

use super::out::print;
use crate::{cli::Place, start};
use std::process::ExitCode;
use store::{Clock, MIGRATIONS};

/// Brings the database up to date. Opening it does all of it; what is newer or not ours is refused there.
pub async fn migrate(place: &Place) -> Result<ExitCode, anyhow::Error> {
    start::store(place, Clock::of_the_machine()).await?;
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
    let told = format!("The database is up to date, at migration {newest}.");
    print(place.json, &told, &serde_json::json!({ "migration": newest }))?;
    Ok(ExitCode::SUCCESS)
}
