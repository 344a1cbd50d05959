//! The council around the second sample group decides here, as the group recorded: its members have seats and ballots, and see
//! what they are asked and nothing else.

use super::people::{self, Team, present};
use ::people::Demonstration;
use acts::{
    Installation, requests,
    seats::{self, Filled},
    votes,
};
use anyhow::Context as _;
use basics::{DecisionId, PersonId};
use store::Group;

/// The council is asked, and one of its members has voted.
pub async fn is_asked(
    here: &Installation,
    group: &Group,
    team: &Team,
    demonstration: Demonstration,
) -> Result<(), anyhow::Error> {
    if group.slug != "jupyter" {
        return Ok(());
    }
    let council = Council { here, group, demonstration };
    let first = council.takes_its_seats(team).await?;
    let forum = team.get("jupyter/member-forum").copied().context("there is no sample member for the forum")?;
    let reason = "Some of us read the line about channels that only announce so that nobody is answered there, not even about \
                  a security release. May we answer on them while such a release is out?";
    let who = present(here, demonstration, forum)?;
    requests::call_in(here, group.id, &who, None, reason).await?;
    let votes = here.store.decisions(group.id).await?;
    let vote = votes.iter().find(|row| !row.is_of_the_group()).context("the council was just asked")?;
    council.casts(first, vote.id, vote.text()).await
}

struct Council<'a> {
    here: &'a Installation,
    group: &'a Group,
    demonstration: Demonstration,
}

impl Council<'_> {
    /// A member of the group records who sits on it. Gives the first of them.
    async fn takes_its_seats(&self, team: &Team) -> Result<PersonId, anyhow::Error> {
        let blog = team.get("jupyter/member-blog").copied().context("there is no sample member for the blog")?;
        let today = self.here.store.now().in_zone(&jiff::tz::TimeZone::UTC).date().to_string();
        let mut first = None;
        for sample in people::SEATED {
            let email = sample.email()?.to_string();
            let filled = Filled {
                body: "executive_council",
                name: sample.name,
                email: &email,
                began: true,
                from: &today,
                evidence: "https://minutes.example/council",
            };
            let who = present(self.here, self.demonstration, blog)?;
            let person = seats::record(self.here, self.group.id, &who, filled).await?;
            first.get_or_insert(person);
        }
        first.context("nobody sits on the council")
    }

    async fn casts(&self, person: PersonId, vote: DecisionId, text: basics::Digest) -> Result<(), anyhow::Error> {
        let ballot = votes::Filled { text, choice: "yes".to_owned(), reason: String::new() };
        let who = present(self.here, self.demonstration, person)?;
        Ok(seats::cast(self.here, self.group.id, &who, vote, &ballot).await?)
    }
}
