//! `nuncio freeze` and `nuncio thaw`: what the operator stops on this machine, and the voice they have in a group.

use super::out::print;
use crate::{cli::Place, start};
use acts::holds;
use anyhow::Context as _;
use std::process::ExitCode;
use store::{Brake, Clock, Thawing};

/// Keeps this machine from sending anything. It needs no database, which may be away.
pub fn freeze(place: &Place) -> Result<ExitCode, anyhow::Error> {
    store::make_folder(&place.data)?;
    Brake::of(&place.data).pull()?;
    let says = "Nothing leaves from this machine any more. `nuncio thaw` takes that back.";
    print(place.json, says, &serde_json::json!({ "frozen": true }))?;
    Ok(ExitCode::SUCCESS)
}

/// Lets this machine send again; or, for a group, it is the operator’s voice as well, which counts as one person’s.
pub async fn thaw(place: &Place, group: Option<&str>) -> Result<ExitCode, anyhow::Error> {
    let says = match group {
        Some(slug) => speak_for(place, slug).await?,
        None if Brake::of(&place.data).release()? => vec!["This machine sends again.".to_owned()],
        None => vec!["This machine was not frozen.".to_owned()],
    };
    print(place.json, &says.join("\n"), &serde_json::json!({ "says": says }))?;
    Ok(ExitCode::SUCCESS)
}

async fn speak_for(place: &Place, slug: &str) -> Result<Vec<String>, anyhow::Error> {
    let store = start::store(place, Clock::of_the_machine()).await?;
    let found = store.group_by_slug(slug).await?;
    let group = found.with_context(|| format!("there is no group {slug:?} in this installation"))?.id;
    let mut says = Vec::new();
    for held in store.holds(group).await? {
        let (why, able) = (held.says(), holds::able_to_thaw(&store, group, held.id).await?);
        says.push(match store.bookkeeping().operator_thaws(group, held.id, able).await? {
            Some(Thawing::Lifted) => format!("Lifted: {why}."),
            Some(Thawing::Waits) => {
                format!("Said; a member of the group has to say it too, under “Stop everything”: {why}.")
            }
            None => format!("Lifted by somebody else meanwhile: {why}."),
        });
    }
    if says.is_empty() {
        says.push(format!("Nothing is held in {slug}."));
    }
    Ok(says)
}
