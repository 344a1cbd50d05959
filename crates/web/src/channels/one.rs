//! One channel: what it is, who has access, what can be done to it and by whom, whether readers are answered there.

use super::{Grant, Offer, One, granting, moving, words};
use crate::{
    App,
    failed::Failed,
    frame::Place,
    law,
    page::Page,
    parts::{Action, Field, Kind, Look, Problems, Quote},
    reader::Insider,
    told, when,
};
use acts::{Declined, opinions};
use axum::extract::{Path, Query, State};
use basics::{ChannelId, Moment, PersonId};
use channels::{Mode, State as Standing, mode};
use charter::{
    Act as _, Charter, Object, Opinion,
    act::{ConnectChannel, EndAccess},
};
use networks::Capabilities;
use publishing::{Draft, Language, ReplyTo};
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};
use store::{AnswerRow, ChannelRow, Member};

/// The channel of the address.
#[derive(Deserialize)]
pub struct OfChannel {
    id: String,
}

/// What a page of a channel is opened with: a wish for access to prefill, and what was done just now.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Opened {
    done: Option<String>,
    #[serde(flatten)]
    wish: granting::Filled,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfChannel>,
    Query(opened): Query<Opened>,
) -> Result<Page<One>, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let mut page = sight.page(opened.wish, Problems::default()).await?;
    page.frame.toast = words::toast(opened.done.as_deref());
    Ok(Page::ok(page))
}

/// A channel as one reader looks at it.
pub struct Sight<'app> {
    pub(super) app: &'app App,
    pub(super) reader: Insider,
    pub(super) charter: Arc<Charter>,
    pub(super) row: ChannelRow,
    pub(super) members: Vec<Member>,
    register: Vec<ChannelRow>,
    grants: Vec<channels::Grant>,
    questions: Vec<AnswerRow>,
    names: HashMap<PersonId, String>,
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
            facts: self.facts(),
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

    fn facts(&self) -> Vec<(String, String)> {
        let channel = &self.row.channel;
        let steward = channel.steward.and_then(|person| self.names.get(&person)).cloned();
        let mut facts = vec![("Whose".to_owned(), channel.kind.words().to_owned())];
        if let Some(steward) = steward {
            facts.push(("Steward".to_owned(), steward));
        }
        if let Some(server) = &self.row.base_url {
            facts.push(("Server".to_owned(), server.clone()));
        }
        if let Some(at) = self.row.probed_at {
            facts.push(("Connected".to_owned(), self.reader.when(at)));
        }
        let known = self.row.capabilities.as_deref().and_then(|text| serde_json::from_str::<Capabilities>(text).ok());
        if let Some(known) = known {
            facts.push(("Limits".to_owned(), limits(&known)));
            facts.push(("Software".to_owned(), known.software));
        }
        facts
    }

    async fn grants_shown(&self) -> Result<Vec<Grant>, Failed> {
        let mut shown = Vec::new();
        for grant in self.grants.iter().filter(|grant| grant.channel == self.id()) {
            let name = |person: PersonId| self.names.get(&person).cloned().unwrap_or_else(|| "Somebody".to_owned());
            let holds = grant.holds(self.now);
            let end = if holds { self.end_of(grant).await? } else { None };
            let day = when::day(grant.ends(), &self.reader.zone);
            shown.push(Grant {
                person: name(grant.person),
                capability: grant.capability.to_string(),
                until: if holds { format!("until {day}") } else { format!("ended {day}") },
                by: name(grant.by),
                reason: grant.reason.clone(),
                ended: !holds,
                end,
            });
        }
        shown.sort_by_key(|grant| grant.ended);
        Ok(shown)
    }

    /// The button that takes access back; none where this reader cannot and the table would only repeat the refusal.
    async fn end_of(&self, grant: &channels::Grant) -> Result<Option<Action>, Failed> {
        let act = EndAccess { grant: grant.id };
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let opinion = opinion.map_err(|declined| self.failed(declined))?;
        let to = format!("{}/grants/end", self.at());
        let button = |words: &str| {
            Action::new(words, "x", to.clone(), self.reader.token())
                .look(Look::Quiet)
                .carrying("grant", grant.id.to_string())
        };
        let name = self.names.get(&grant.person).cloned().unwrap_or_default();
        let effect = format!("{name} can no longer {} here, from now on.", grant.capability);
        Ok(match &opinion {
            Opinion::May { .. } => Some(button("Take back").confirming(effect, "Take access back")),
            Opinion::No(_) if !acts::answers::open_matters(&opinion).is_empty() => {
                Some(button("Ask to take back").carrying("ask", "yes"))
            }
            Opinion::No(_) => None,
        })
    }

    async fn offers(&self) -> Result<Vec<Offer>, Failed> {
        let mut offers = Vec::new();
        for wanted in moving::possible(&self.row.channel, &self.charter) {
            let opinion = moving::opinion(self, wanted).await?;
            offers.push(self.offer(wanted, &opinion));
        }
        if self.row.connected {
            offers.push(Offer {
                action: Action::new(
                    "Test the connection",
                    "shield-check",
                    format!("{}/test", self.at()),
                    self.reader.token(),
                ),
                decided_by: None,
                waiting: None,
            });
        }
        Ok(offers)
    }

    fn offer(&self, wanted: acts::channels::Move, opinion: &Opinion) -> Offer {
        let spoken = moving::Spoken::of(wanted);
        let matters = acts::answers::open_matters(opinion);
        let button = |path: &str, words: &str| {
            Action::new(words, spoken.icon, format!("{}/{path}", self.at()), self.reader.token())
                .carrying("act", wanted.act())
        };
        let action = match opinion {
            Opinion::May { .. } => {
                button("moves", spoken.does).look(spoken.look).confirming(spoken.effect, spoken.does)
            }
            Opinion::No(_) if !matters.is_empty() => {
                let look = match law::authority(&self.charter, opinion) {
                    crate::parts::Authority::Group => Look::Group,
                    _ => Look::Board,
                };
                button("ask", spoken.asks).look(look)
            }
            Opinion::No(grounds) => button("moves", spoken.does).refused(
                law::quotes(&self.reader.base(), &grounds.because),
                law::who_can_by_name(&self.charter, grounds),
            ),
        };
        let decided_by = (!opinion.may() && !matters.is_empty()).then(|| {
            let words = charter::sentences::headline(&self.charter, opinion);
            let base = self.reader.base();
            (words, matters.iter().map(|cited| crate::parts::Clause::of(&base, &cited.label)).collect())
        });
        let waiting = self.questions.iter().find(|row| {
            row.answer.is_none()
                && row.superseded_by.is_none()
                && matters.iter().any(|cited| cited.matter.as_deref() == Some(row.question.matter.as_str()))
        });
        let waiting = waiting.map(|row| {
            (
                format!("{}: asked, waiting for the answer", spoken.does),
                format!("{}/requests/{}", self.reader.base(), row.id),
            )
        });
        Offer { action, decided_by, waiting }
    }

    /// The way to connect the account, or the button with the line that is in the way.
    async fn connect(&self) -> Result<Option<Result<(String, String), Action>>, Failed> {
        let possible = !self.row.channel.network.is_assisted()
            && channels::after(self.row.channel.state, ConnectChannel::NAME).is_ok();
        if !possible {
            return Ok(None);
        }
        let words = if self.row.connected { "Connect again" } else { "Connect the account" };
        let act = ConnectChannel { channel: self.id() };
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let to = format!("{}/connect", self.at());
        Ok(Some(match opinion.map_err(|declined| self.failed(declined))? {
            Opinion::May { .. } => Ok((words.to_owned(), to)),
            Opinion::No(grounds) => Err(Action::new(words, "plug-zap", to, self.reader.token()).refused(
                law::quotes(&self.reader.base(), &grounds.because),
                law::who_can_by_name(&self.charter, &grounds),
            )),
        }))
    }

    /// Why readers are not answered here by this reader: the sentence, the clauses, who can. None where they may be.
    async fn answers(&self) -> Result<Option<(String, Vec<Quote>, String)>, Failed> {
        let opinion = self.opinion_of_an_answer().await?;
        let Opinion::No(grounds) = &opinion else { return Ok(None) };
        let announces = mode(&self.row.channel, &self.charter.rules().channels) == Mode::Broadcast;
        let because = if announces {
            "This channel only announces. What people write here is moderated, not answered.".to_owned()
        } else if self.row.channel.state == Standing::Active {
            match law::instead(grounds) {
                Some(instead) => format!("You cannot answer here as things stand: {instead}."),
                None => "You cannot answer here as things stand.".to_owned(),
            }
        } else {
            format!("This channel is {}, so nobody is answered here.", self.row.channel.state)
        };
        Ok(Some((
            because,
            law::quotes(&self.reader.base(), &grounds.because),
            law::who_can_by_name(&self.charter, grounds),
        )))
    }

    /// The judge's opinion of an answer to some reader that serves every goal and belongs to no sponsor.
    async fn opinion_of_an_answer(&self) -> Result<Opinion, Failed> {
        let language =
            Language::parse(&self.charter.rules().charter.language).map_err(|error| self.reader.trouble(error))?;
        let mut draft = Draft::new(language);
        draft.answers = ReplyTo::parse("https://reader.invalid/post").ok();
        draft.channels.push(self.id());
        draft.goals = self.charter.rules().goals.keys().cloned().collect();
        let (group, person) = (self.reader.id(), self.reader.person());
        let opinion = opinions::may_schedule(&self.app.here, group, person, None, &draft).await;
        opinion.map_err(|declined| self.failed(declined))
    }

    fn preferred(&self) -> Option<(String, String)> {
        let row = self.register.iter().find(|row| row.channel.marks.preferred && row.channel.id != self.id())?;
        Some((row.channel.name.clone(), words::page(&self.reader, &row.channel)))
    }

    async fn history(&self) -> Result<Vec<crate::parts::LogLine>, Failed> {
        let this = [format!("channel {}", self.id())];
        told::about(self.app, &self.reader, &this).await.map_err(|error| self.reader.trouble(error))
    }
}

/// `500 characters, 4 images, as the server says`.
fn limits(known: &Capabilities) -> String {
    format!("{} characters, {} images, as the server says", known.text.max, known.pictures.max_items)
}
