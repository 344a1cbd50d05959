//! A report in the demonstration: somebody wrote about the last quarter, and has not asked the group yet.

use super::people::Team;
use acts::{Installation, campaigns::today, reports};
use anyhow::Context as _;
use publishing::report::Paper;
use store::{Group, SentForm};

/// A member of the first group writes what the charter asks for about the last quarter that is over.
pub async fn write(here: &Installation, group: &Group, team: &Team) -> Result<(), anyhow::Error> {
    if group.slug != "django" {
        return Ok(());
    }
    let who = *team.get("django/member-docs").context("there is no sample member for docs")?;
    let charter = here.store.charter(group.id).await?;
    let owed = reports::owed(&charter, today(here, &charter)?);
    let (first, last, audience) = owed.into_iter().nth(1).context("the sample charter asks for no report")?;
    let paper = Paper {
        title: "What we did last quarter".to_owned(),
        first,
        last,
        text: "## What we did\n\nTwelve posts on two channels, and one on a third that a person posted.\n\n## What is next\n\n\
               A campaign for the winter sprint, if the board agrees to it."
            .to_owned(),
        goes_to: Some(audience),
        is_public: true,
        replaces: None,
    };
    reports::write(here, group.id, who, paper, &SentForm::without_page(here.store.now())).await?;
    Ok(())
}
