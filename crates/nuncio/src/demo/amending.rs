//! A draft of a charter in the demonstration: somebody proposes another rhythm of meetings, and nobody has decided yet.

use super::people::Team;
use acts::{
    Installation,
    amending::{self, Filled, NotADraft},
};
use anyhow::Context as _;
use store::Group;

/// A member of the first group proposes to meet every three weeks.
pub async fn propose(here: &Installation, group: &Group, team: &Team) -> Result<(), anyhow::Error> {
    if group.slug != "django" {
        return Ok(());
    }
    let who = *team.get("django/member-events").context("there is no sample member for events")?;
    let charter = here.store.charter(group.id).await?;
    let filled = Filled {
        text: charter.text().verbatim().replace("for all, every two weeks", "for all, every three weeks"),
        rules: charter.rules_source().replace("every = \"P14D\"", "every = \"P21D\""),
        reason: "Half of us miss every second meeting. Three weeks would suit everybody.".to_owned(),
        is_minor: true,
    };
    match amending::propose(here, group.id, who, &filled).await {
        Ok(_) => Ok(()),
        Err(NotADraft::Problems(problems)) => Err(problems.into()),
        Err(NotADraft::Declined(declined)) => Err(declined.into()),
    }
}
