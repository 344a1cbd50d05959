//! One channel: what it is, and its record. Who has access stands in [`super::holding`], what can be done to it in
//! [`super::offering`], whether readers are answered there in [`super::answering`].

use super::{One, granting, words};
use crate::{
    App,
    address::Path,
    done::JustDone,
    failed::Failed,
    frame::Place,
    page::Page,
    parts::{Field, Kind, LogLine, Problems},
    reader::Insider,
    told,
};
use acts::Declined;
use axum::extract::{Query, State};
use basics::{ChannelId, Moment, PersonId};
use charter::{Charter, Object};
use networks::Capabilities;
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};
use store::{AnswerRow, ChannelRow, Member};

/// The channel of the address.
#[derive(Deserialize)]
pub struct OfChannel {
    id: String,
}

/// The page. A wish for access that the address carries stands in its form.
pub async fn show(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfChannel>,
    Query(wish): Query<granting::Filled>,
    done: JustDone,
) -> Result<Page<One>, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let mut page = sight.page(wish, Problems::default()).await?;
    page.frame.toast = done.told(words::DONE);
    Ok(Page::ok(page))
}

/// A channel as one reader looks at it.
pub struct Sight<'app> {
    pub(super) app: &'app App,
    pub(super) reader: Insider,
    pub(super) charter: Arc<Charter>,
    pub(super) row: ChannelRow,
    pub(super) members: Vec<Member>,
    pub(super) register: Vec<ChannelRow>,
    pub(super) grants: Vec<channels::Grant>,
    pub(super) questions: Vec<AnswerRow>,
    pub(super) names: HashMap<PersonId, String>,
    pub(super) now: Moment,
}

impl<'app> Sight<'app> {
    /// Looks at the channel of the address; another group's is not there.
    pub async fn of(app: &'app App, reader: Insider, of: &OfChannel) -> Result<Self, Failed> {
        let gone = || Failed::gone(reader.reader.plain());
        let id: ChannelId = of.id.parse().map_err(|_| gone())?;
        let store = &app.here.store;
        let trouble = |error: anyhow::Error| reader.trouble(error);
        let register = store.channels(reader.id()).await.map_err(trouble)?;
        let row = register.iter().find(|row| row.channel.id == id).cloned().ok_or_else(gone)?;
        let members = store.members(reader.id()).await.map_err(trouble)?;
        let names = members.iter().map(|member| (member.person, member.known_as.clone())).collect();
        Ok(Self {
            charter: store.charter(reader.id()).await.map_err(trouble)?,
            grants: store.grants(reader.id()).await.map_err(trouble)?,
            questions: store.questions_about(reader.id(), &Object::new("channel", id)).await.map_err(trouble)?,
            now: store.now(),
            app,
            row,
            register,
            members,
            names,
            reader,
        })
    }

    /// Its id.
    pub fn id(&self) -> ChannelId {
        self.row.channel.id
    }
    /// Its page.
    pub fn at(&self) -> String {
        words::page(&self.reader, &self.row.channel)
    }
    /// What an act answered that was not done.
    pub fn failed(&self, declined: Declined) -> Failed {
        self.reader.failed(declined)
    }

    /// The page, with the form of a grant as it was filled in.
    pub async fn page(&self, wish: granting::Filled, problems: Problems) -> Result<One, Failed> {
        let form = granting::Form::of(self, wish, &problems).await?;
        let answers = self.answers().await?;
        let (because, quotes, who_can) = answers.unwrap_or_default();
        Ok(One {
            frame: self.reader.frame(self.app, Place::Channels).await?,
            row: words::row(&self.reader, &self.charter, &self.row, &self.grants, self.now),
            facts: self.facts().await?,
            page: self.row.channel.url.clone(),
            grants: self.grants_shown().await?,
            to: form.to,
            capability: form.capability,
            until: form.until,
            reason: form.reason,
            grant_to: format!("{}/grants", self.at()),
            grant: form.button,
            granting: form.verdict,
            problems,
            actions: self.offers().await?,
            connect: self.connect().await?,
            answer_to: format!("{}/posts/new", self.reader.base()),
            id: self.id().to_string(),
            their_post: Field::new("answers", "Address of their post").kind(Kind::Url),
            no_answers_because: because,
            no_answers: quotes,
            no_answers_who_can: who_can,
            preferred: self.preferred(),
            history: self.history().await?,
        })
    }

    async fn facts(&self) -> Result<Vec<(String, String)>, Failed> {
        let channel = &self.row.channel;
        let steward = channel.steward.and_then(|person| self.names.get(&person)).cloned();
        let mut facts = vec![("Whose".to_owned(), channel.kind.words().to_owned())];
        if let Some(steward) = steward {
            facts.push(("Steward".to_owned(), steward));
        }
        if let Some(server) = &self.row.base_url {
            facts.push(("Server".to_owned(), server.clone()));
            facts.extend(self.silence(server).await?);
        }
        if let Some(at) = self.row.probed_at {
            facts.push(("Connected".to_owned(), self.reader.when(at)));
        }
        let known = self.row.capabilities.as_deref().and_then(|text| serde_json::from_str::<Capabilities>(text).ok());
        if let Some(known) = known {
            facts.push(("Limits".to_owned(), limits(&known)));
            if !known.lacks.is_empty() {
                facts.push(("Not agreed to".to_owned(), format!("{}; connect again to agree", known.lacks.join(", "))));
            }
            facts.push(("Software".to_owned(), known.software));
        }
        let costs = acts::spending::said(&self.app.here, &self.row).await;
        if let Some(costs) = costs.map_err(|error| self.reader.trouble(error))? {
            facts.push(("May cost in a calendar month".to_owned(), costs));
        }
        Ok(facts)
    }

    /// That its server does not answer, since when, and when it is asked again.
    async fn silence(&self, server: &str) -> Result<Option<(String, String)>, Failed> {
        let trouble = self.app.here.store.server(server).await.map_err(|error| self.reader.trouble(error))?;
        let times = trouble.breaker.since.zip(trouble.breaker.until);
        Ok(times.map(|(since, until)| {
            let (since, until) = (self.reader.when(since), self.reader.when(until));
            let words =
                format!("since {since}; what is due here waits, and it is asked again at {until}: {}", trouble.says);
            ("Does not answer".to_owned(), words)
        }))
    }

    /// What was done to it, and to whom access was given here or taken back.
    async fn history(&self) -> Result<Vec<LogLine>, Failed> {
        let mut things = vec![format!("channel {}", self.id())];
        for grant in self.grants.iter().filter(|grant| grant.channel == self.id()) {
            things.push(format!("access {} {} {}", grant.channel, grant.person, grant.capability));
            things.push(format!("grant {}", grant.id));
        }
        told::about(self.app, &self.reader, &things).await.map_err(|error| self.reader.trouble(error))
    }
}

/// `500 characters, 4 images, as the server says`.
fn limits(known: &Capabilities) -> String {
    format!("{} characters, {} images, as the server says", known.text.max, known.pictures.max_items)
}
