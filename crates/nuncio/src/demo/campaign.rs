//! A campaign in the demonstration: somebody wrote its limits, and has not asked the board yet.

use super::people::Team;
use acts::{Installation, campaigns};
use anyhow::Context as _;
use jiff::ToSpan as _;
use publishing::campaign::Limits;
use store::{Group, SentForm};

/// A member of the first group plans three posts for a sponsor of the sprint, two weeks from now.
pub async fn write(here: &Installation, group: &Group, team: &Team) -> Result<(), anyhow::Error> {
    if group.slug != "django" {
        return Ok(());
    }
    let who = *team.get("django/member-events").context("there is no sample member for events")?;
    let register = here.store.channels(group.id).await?;
    let channel = register.iter().find(|row| row.channel.name == "Mastodon").context("there is no sample channel")?;
    let today = campaigns::today(here, &*here.store.charter(group.id).await?)?;
    let limits = Limits {
        name: "Winter sprint".to_owned(),
        sponsor: "A company that pays for the rooms".to_owned(),
        channels: [channel.channel.id].into(),
        first: today.saturating_add(14.days()),
        last: today.saturating_add(27.days()),
        posts: 3,
        goals: ["2".to_owned()].into(),
    };
    campaigns::write(here, group.id, who, limits, &SentForm::without_page(here.store.now())).await?;
    Ok(())
}
