//! `/g/{group}/members/statuses`: what people are outside the group, from which day, and where that can be read.

use super::{
    change::{self, Said, Sender, SentPeopleForm, at, members, pick},
    view::{Change, ChangeForm, Line},
};
use crate::{
    App,
    done::Done,
    failed::{Failed, NotDone},
    parts::{Field, Kind, Problems},
    reader::Insider,
    when,
};
use acts::{Declined, statuses};
use axum::response::{IntoResponse as _, Response};
use basics::PersonId;
use charter::{Charter, act::RecordStatus};
use serde::Deserialize;
use store::StatusChange;

/// The changes that are listed.
const SHOWN: u64 = 50;

/// A change as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StatusForm {
    person: String,
    status: String,
    how: String,
    from: String,
    evidence: String,
}

impl change::PeopleForm for StatusForm {
    const PAGE: &'static str = "statuses";
    const DONE: &'static [(&'static str, &'static str)] =
        &[("recorded", "It is recorded. What hangs on it follows by itself, from that day on.")];
    fn typed(&self) -> Vec<(&'static str, &str)> {
        let Self { person, status, how, from, evidence } = self;
        vec![("person", person), ("status", status), ("how", how), ("from", from), ("evidence", evidence)]
    }
    async fn page(&self, app: &App, insider: &Insider, problems: Problems) -> Result<Change, Failed> {
        let charter = change::charter(app, insider).await?;
        let changes =
            app.here.store.status_changes(insider.id(), SHOWN).await.map_err(|error| insider.trouble(error))?;
        let known = charter.rules().statuses.iter().map(|(key, words)| (key.clone(), words.clone()));
        let how = change::how(&self.how, ["they are", "they are not any more"], &problems);
        let from = Field::new("from", "From which day?").kind(Kind::Day).value(self.from.clone());
        let evidence = Field::new("evidence", "Where can it be read?").value(self.evidence.clone());
        let form = ChangeForm {
            once: None,
            to: at::<StatusForm>(insider),
            picks: vec![
                members(insider, "person", "Who", &self.person, &problems),
                pick(("status", "What"), known, &self.status, &problems),
            ],
            choices: Some(how),
            fields: vec![
                from.hint("It begins, or is over, at the start of that day.").marked(&problems),
                evidence.hint("Minutes, a message, an address.").marked(&problems),
            ],
            button: "Record it",
            icon: "landmark",
        };
        let said = Said {
            title: "Outside the group",
            lead: "A seat on another body, a membership elsewhere: what the charter asks of people beside being a member. What \
                   hangs on it begins and ends with it, by itself."
                .to_owned(),
            lines: changes.iter().map(|change| line(insider, &charter, change)).collect(),
            lines_are: "What was recorded",
        };
        let act = RecordStatus { person: insider.person(), status: self.status.clone() };
        change::page(app, insider, said, (form, &act), problems).await
    }
}

impl SentPeopleForm for StatusForm {
    const FIELD: &'static str = "how";
    async fn take(&self, sender: Sender<'_>) -> Result<Response, NotDone> {
        let person = self.person.parse::<PersonId>().ok().zip(change::begins(&self.how));
        let (person, began) =
            person.ok_or_else(|| Declined::field("how", "choose whose status it is, and whether it begins or ends"))?;
        let who = sender.who(self).await?;
        let act = RecordStatus { person, status: self.status.clone() };
        let said = statuses::Filled { began, from: &self.from, evidence: &self.evidence };
        statuses::record(sender.here(), sender.group(), &who, act, said).await?;
        Ok(Done::at(at::<Self>(sender.insider), "recorded").into_response())
    }
}

fn line(insider: &Insider, charter: &Charter, change: &StatusChange) -> Line {
    let words =
        charter.rules().statuses.get(&change.status).cloned().unwrap_or_else(|| change.status.replace('_', " "));
    let is = if change.began { "is" } else { "is not any more" };
    let (by, at) = change.recorded;
    Line {
        what: insider.name(change.person),
        words: format!(
            "{is} {words}, from {}. Recorded by {} on {}: {}",
            when::day(change.from, &insider.zone),
            insider.name(by),
            when::day(at, &insider.zone),
            change.evidence
        ),
        clause: None,
        action: None,
        link: None,
    }
}
