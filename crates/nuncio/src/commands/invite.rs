//! `nuncio invite`, and the link that `nuncio serve` prints while there is no group yet.

use super::out::print;
use crate::{
    cli::{InviteOptions, Place},
    start::{self, Around},
};
use acts::{Installation, invitations};
use anyhow::{Context as _, bail};
use people::{EmailAddress, Token};
use std::process::ExitCode;
use store::Clock;

/// Prints a one-time link: for somebody on a roster of whom nobody can sign in yet, or for the founder of a new group.
pub async fn invite(place: &Place, options: &InviteOptions) -> Result<ExitCode, anyhow::Error> {
    let around = Around {
        public_url: options.public_url.trim_end_matches('/').to_owned(),
        allowed: Vec::new(),
        bluesky_directory: None,
        demonstration: None,
        clock: Clock::of_the_machine(),
    };
    let here = start::installation(place, around).await?;
    let link = match (&options.group, &options.email) {
        (Some(group), Some(email)) => address(&here, &first_of(&here, group, email).await?),
        (Some(_), None) => bail!("say whom to invite: nuncio invite --group GROUP name@group.example"),
        (None, _) => address(&here, &invitations::invite_founder(&here).await?),
    };
    print(place.json, &link, &serde_json::json!({ "link": link }))?;
    Ok(ExitCode::SUCCESS)
}

async fn first_of(here: &Installation, group: &str, email: &str) -> Result<Token, anyhow::Error> {
    let found = here.store.group_by_slug(group).await?;
    let found = found.with_context(|| format!("there is no group {group:?} in this installation"))?;
    let person = here.store.person_at(&EmailAddress::parse(email)?).await?;
    let person = person.with_context(|| format!("{email} is on no roster of this installation"))?;
    Ok(invitations::invite_first(here, found.id, person.id).await?)
}

/// A founder's link when there is no group yet. Earlier ones that nobody used stop working.
pub async fn founders_link(here: &Installation) -> Result<Option<String>, anyhow::Error> {
    if !here.store.all_groups().await?.is_empty() {
        return Ok(None);
    }
    Ok(Some(address(here, &invitations::invite_founder(here).await?)))
}

fn address(here: &Installation, link: &Token) -> String {
    format!("{}/join/{}", here.public_url, link.reveal().expose())
}
