//! What the sample groups vote on: something that was decided, and something that is under way.

use super::people::{self, Team, present};
use ::people::{Demonstration, Elevated};
use acts::{
    Installation, agreeing,
    answers::{self, Asked},
    clock,
    house::ProofAsked,
    opinions, terms, votes,
};
use anyhow::Context as _;
use basics::{ChannelId, DecisionId};
use charter::{
    Act,
    act::{PreferChannel, RestChannel},
};
use decisions::{Effect, Paper};
use jiff::ToSpan as _;
use store::{Gather, Group, Proposal, SentForm};

/// One group at its votes.
pub struct Voting<'a> {
    /// The installation.
    pub here: &'a Installation,
    /// The group.
    pub group: &'a Group,
    /// The sample people.
    pub team: &'a Team,
    /// Proof that this is a demonstration.
    pub demonstration: Demonstration,
}

impl Voting<'_> {
    /// What was decided days ago: everybody in the first group voted, so that it was over at once.
    pub async fn in_the_past(&self) -> Result<(), anyhow::Error> {
        if self.group.slug != "django" {
            return Ok(());
        }
        let code = ProofAsked::Code.act();
        let effect = Effect::SetHouseRule { rule: code.rule.clone(), value: code.value.clone() };
        let question = "Shall a code from the authenticator app be enough before publishing?";
        let vote = self.call("django/member-events", &code, question, Some(effect)).await?;
        for person in people::ALL.iter().filter(|person| person.group == self.group.slug) {
            let (choice, reason) = match person.key {
                "django/member-events" => ("yes", "I travel with an old phone."),
                "django/member-docs" => ("abstain", ""),
                "django/chair" => ("no", "A code can be talked out of somebody."),
                _ => ("no", ""),
            };
            self.cast(person.key, vote, choice, reason).await?;
        }
        clock::tick(self.here).await?;
        Ok(())
    }

    /// What is voted on now: in the first group a vote is open, in the second one waits for its second.
    pub async fn now(&self) -> Result<(), anyhow::Error> {
        if self.group.slug == "django" {
            let channel = self.channel("LinkedIn").await?;
            let effect = Some(Effect::RestChannel { channel });
            let question = "Shall LinkedIn rest until somebody has time for it?";
            let vote = self.call("django/member-docs", &RestChannel { channel }, question, effect).await?;
            self.cast("django/member-docs", vote, "yes", "I posted there alone since August.").await?;
            self.cast("django/co-chair", vote, "no", "").await?;
            self.holiday().await?;
            self.among_days().await
        } else {
            let channel = self.channel("Bluesky").await?;
            let effect = Some(Effect::PreferChannel { channel });
            let question = "Shall Bluesky become the channel on which we talk with people?";
            self.call("jupyter/member-community", &PreferChannel { channel }, question, effect).await.map(drop)
        }
    }

    /// Two weeks, a month ahead, on which nobody is expected to answer.
    async fn holiday(&self) -> Result<(), anyhow::Error> {
        let today = self.here.store.now().in_zone(&jiff::tz::TimeZone::UTC).date();
        let (from, last) = (today.saturating_add(30.days()), today.saturating_add(43.days()));
        let who = self.present("django/chair")?;
        terms::set_holiday(
            self.here,
            self.group.id,
            &who,
            (&from.to_string(), &last.to_string()),
            &SentForm::without_page(self.here.store.now()),
        )
        .await?;
        Ok(())
    }

    /// A question of the group's own with several options, which everybody ranks.
    async fn among_days(&self) -> Result<(), anyhow::Error> {
        let (id, who) = (self.group.id, self.present("django/co-chair")?);
        let text = "On which day do we meet from January on?";
        let question =
            agreeing::ask_the_group(self.here, id, &who, text, &SentForm::without_page(self.here.store.now())).await?;
        let paper = Paper::offering(["Monday", "Wednesday", "Thursday", "Sunday evening"], 1)?;
        let vote = votes::call_among(
            self.here,
            id,
            &who,
            question,
            Proposal { text, paper: Some(&paper), ..Proposal::default() },
        )
        .await?;
        self.cast("django/co-chair", vote, "2 1 0 3", "On Mondays I am on a train.").await
    }

    /// Somebody puts a question to the group and calls the vote on it.
    async fn call<A: Act + Gather>(
        &self,
        by: &str,
        act: &A,
        text: &str,
        effect: Option<Effect>,
    ) -> Result<DecisionId, anyhow::Error> {
        let (id, who) = (self.group.id, self.present(by)?);
        let opinion = opinions::may(self.here, id, who.person(), act).await?;
        let matters = answers::open_matters(&opinion);
        let cited = *matters.first().with_context(|| format!("nobody has to be asked: {text}"))?;
        let asked = Asked { about: act.object(), cited, text, effect };
        let question = answers::put(self.here, id, &who, asked).await?;
        Ok(votes::call(self.here, id, &who, question, text).await?)
    }

    async fn cast(&self, by: &str, vote: DecisionId, choice: &str, reason: &str) -> Result<(), anyhow::Error> {
        let votes = self.here.store.decisions(self.group.id).await?;
        let text = votes.iter().find(|row| row.id == vote).context("the vote was just called")?.text();
        let ballot = votes::Filled { text, choice: choice.to_owned(), reason: reason.to_owned() };
        votes::cast(self.here, self.group.id, &self.present(by)?, vote, &ballot).await?;
        Ok(())
    }

    async fn channel(&self, name: &str) -> Result<ChannelId, anyhow::Error> {
        let register = self.here.store.channels(self.group.id).await?;
        let row = register.into_iter().find(|row| row.channel.name == name);
        Ok(row.with_context(|| format!("there is no sample channel {name}"))?.channel.id)
    }

    fn present(&self, key: &str) -> Result<Elevated, anyhow::Error> {
        let person = self.team.get(key).copied().with_context(|| format!("there is no sample person {key}"))?;
        present(self.here, self.demonstration, person)
    }
}
