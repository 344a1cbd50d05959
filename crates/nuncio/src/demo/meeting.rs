//! What the sample groups meet about: a fortnightly series, one meeting of which was held some days ago.

use super::people::{self, Team, signed_in};
use ::people::{Demonstration, SignedIn};
use acts::{
    Installation,
    meetings::{agenda, attending, papers, planning},
};
use anyhow::Context as _;
use basics::{MeetingId, Moment};
use jiff::{SignedDuration, ToSpan as _, tz::TimeZone};
use meetings::Rhythm;
use store::{Group, SentForm};

/// How long after the beginning of the samples' history their first meeting begins, at most: at a full half hour.
const FIRST: SignedDuration = SignedDuration::from_mins(30);

/// What is on the agenda of the next one, each with its minutes.
const AGENDA: &[(&str, &str)] =
    &[("Welcome, and what went out since last time", "10"), ("Who looks after the channels over the holidays?", "20")];

/// One group at its meetings.
pub struct Meeting<'a> {
    /// The installation.
    pub here: &'a Installation,
    /// The group.
    pub group: &'a Group,
    /// The sample people.
    pub team: &'a Team,
    /// Proof that this is a demonstration.
    pub demonstration: Demonstration,
}

impl Meeting<'_> {
    /// Plans the series, from the first full half hour after the beginning on.
    pub async fn planned(&self) -> Result<(), anyhow::Error> {
        let first = self.here.store.now().plus(FIRST).in_zone(&TimeZone::get(&self.group.zone)?);
        let first = first.with().minute(first.minute() / 30 * 30).build()?;
        let filled = planning::Filled {
            title: "Fortnightly meeting".to_owned(),
            place: format!("https://meet.example/{}", self.group.slug),
            day: first.strftime("%Y-%m-%d").to_string(),
            time: first.strftime("%H:%M").to_string(),
            minutes: "45".to_owned(),
        };
        let who = self.present(self.roles().next().context("the sample group has no people")?)?;
        planning::series(
            self.here,
            self.group.id,
            &who,
            (&filled, &SentForm::without_page(self.here.store.now())),
            Some(Rhythm::Days(14)),
        )
        .await?;
        Ok(())
    }

    /// Who was at the first meeting, and what was written down there. The clock stands within it.
    pub async fn held(&self) -> Result<(), anyhow::Error> {
        let id = self.first().await?;
        let names: Vec<&str> = self.roles().collect();
        for key in names.iter().take(names.len() - 1) {
            let who = self.present(key)?;
            attending::present(self.here, self.group.id, &who, (id, who.person())).await?;
        }
        let (keeper, owner) = (self.present(names[0])?, self.present(names[1])?);
        let text = "Posts of the month: what went well stays as it is.\n\nThe conference: we announce the call for \
                    proposals twice, and not more.\n\nNext meeting in two weeks.\n";
        papers::save(self.here, self.group.id, &keeper, id, (0, text)).await?;
        let corrected =
            text.replace("twice, and not more", "three times: now, a week before it closes, and on its last day");
        papers::save(self.here, self.group.id, &owner, id, (1, &corrected)).await?;
        let due = self.here.store.now().in_zone(&TimeZone::UTC).date().checked_add(12.days())?.to_string();
        let task = ("Ask the organisers for pictures that we may use", owner.person().to_string());
        papers::add_action(
            self.here,
            self.group.id,
            &keeper,
            id,
            (task.0, &task.1, &due),
            &SentForm::without_page(self.here.store.now()),
        )
        .await?;
        Ok(())
    }

    /// What is said about the next one by now.
    pub async fn ahead(&self) -> Result<(), anyhow::Error> {
        let now = self.here.store.now();
        let all = self.here.store.meetings(self.group.id).await?;
        let next = all.iter().find(|row| row.starts > now).context("the series goes on")?.id;
        for (key, answer) in self.roles().zip(["yes", "maybe", "no"]) {
            let who = self.present(key)?;
            attending::answer(self.here, self.group.id, &who, (next, who.person()), answer).await?;
        }
        let who = self.present(self.roles().next().context("the sample group has no people")?)?;
        for (words, minutes) in AGENDA {
            let item = agenda::Filled { words: (*words).to_owned(), minutes: (*minutes).to_owned(), leads_to: None };
            agenda::put(self.here, self.group.id, &who, next, (&item, &SentForm::without_page(self.here.store.now())))
                .await?;
        }
        Ok(())
    }

    async fn first(&self) -> Result<MeetingId, anyhow::Error> {
        let all = self.here.store.meetings(self.group.id).await?;
        Ok(all.first().context("the series was just planned")?.id)
    }

    fn roles(&self) -> impl Iterator<Item = &'static str> {
        people::ALL.iter().filter(|person| person.group == self.group.slug).map(|person| person.key)
    }

    fn present(&self, key: &str) -> Result<SignedIn, anyhow::Error> {
        let person = self.team.get(key).copied().with_context(|| format!("there is no sample person {key}"))?;
        signed_in(self.here, self.demonstration, person)
    }
}

/// The middle of the first meeting.
pub fn during(begun: Moment) -> Moment {
    begun.plus(FIRST + SignedDuration::from_mins(10))
}
