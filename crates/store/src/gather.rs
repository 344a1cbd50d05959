//! The facts that an act is judged by, read in the transaction of the act.
//!
//! An act says what it is about; which facts that needs stands in the charter's vocabulary; how each is read stands
//! here, once. A fact that cannot be read is left out, and the judge refuses for want of it.

mod about_channels;
mod about_charters;
mod about_meetings;
mod about_people;
mod about_posts;
mod about_questions;
mod about_seats;
mod reading;

pub use reading::Reading;
pub(crate) use reading::Team;

use crate::{
    Declined, channels::grants, channels::register, decisions::serving, members::offers, members::roster,
    posts::campaigns,
};
use basics::{ChannelId, GroupId, Moment, PersonId};
use channels::{Channel, mode};
use charter::{Act, Actor, Charter, Facts, Object, Value, act::GrantAccess, vocabulary};
use publishing::Draft;
use sea_orm::DatabaseTransaction;
use std::{collections::BTreeSet, future::Future, sync::Arc};
use tokio::sync::OnceCell;

/// An act whose facts the store can read.
pub trait Gather: Act {
    /// Whether doing it changes who may do what: membership, grants, answers, the register, the charter.
    const CHANGES_STANDING: bool = false;
    /// Whether it may be done in a group that ended: only what the end itself asks for.
    const AFTER_THE_END: bool = false;

    /// What the act is about: one element for each thing that is judged by itself.
    fn about(&self, here: &Gathering<'_>) -> impl Future<Output = Result<Vec<About>, Declined>> + Send;

    /// The facts of every thing that the act is about.
    fn cases(&self, here: &Gathering<'_>) -> impl Future<Output = Result<Vec<Facts>, Declined>> + Send
    where
        Self: Sized,
    {
        async move {
            let about = self.about(here).await?;
            here.facts(Self::NAME, &about).await
        }
    }
}

/// The transaction, and whose question it is.
pub struct Gathering<'tx> {
    pub(crate) tx: &'tx DatabaseTransaction,
    pub(crate) group: GroupId,
    pub(crate) charter: &'tx Charter,
    pub(crate) actor: Actor,
    pub(crate) now: Moment,
    team: OnceCell<Arc<Team>>,
}

/// One thing that an act is about, with whatever of it the facts may ask for.
#[derive(Default)]
pub struct About {
    object: Option<Object>,
    channel: Option<Channel>,
    draft: Option<Draft>,
    receiver: Option<Receiver>,
    matter: Option<String>,
    oneself: Option<bool>,
    office: Option<String>,
    change: Option<&'static str>,
    sunset: Option<bool>,
}

impl About {
    /// A thing, with nothing more to know about it.
    pub(crate) fn of(object: Object) -> Self {
        Self { object: Some(object), ..Self::default() }
    }
    /// An office that somebody is to be put in.
    pub(crate) fn of_office(object: Object, office: &str) -> Self {
        Self { object: Some(object), office: Some(office.to_owned()), ..Self::default() }
    }
    /// An office that its holder is to hand over, and whether it is the actor's own.
    pub(crate) fn of_own_office(object: Object, office: &str, oneself: bool) -> Self {
        Self { oneself: Some(oneself), ..Self::of_office(object, office) }
    }
    /// The end of a group, and whether the day has come that its charter sets.
    pub(crate) fn of_the_end(object: Object, sunset: bool) -> Self {
        Self { object: Some(object), sunset: Some(sunset), ..Self::default() }
    }
    /// Something that is the actor's own, or somebody else's.
    pub(crate) fn of_oneself(object: Object, oneself: bool) -> Self {
        Self { object: Some(object), oneself: Some(oneself), ..Self::default() }
    }
}

/// Who is to receive something, and until when.
struct Receiver {
    person: PersonId,
    channel: Option<ChannelId>,
    until: Option<Moment>,
}

impl<'tx> Gathering<'tx> {
    /// What somebody asks in this transaction.
    pub(crate) fn of(
        tx: &'tx DatabaseTransaction,
        group: GroupId,
        charter: &'tx Charter,
        (actor, now): (Actor, Moment),
    ) -> Self {
        Self { tx, group, charter, actor, now, team: OnceCell::new() }
    }
}

impl Gathering<'_> {
    async fn facts(&self, act: &str, about: &[About]) -> Result<Vec<Facts>, Declined> {
        self.facts_by(&self.reading().await?, act, about).await
    }

    /// The facts of an act that is judged by who its actor is, and by nothing else.
    pub(crate) async fn facts_about_nothing(&self, reading: &Reading, act: &str) -> Result<Vec<Facts>, Declined> {
        self.facts_by(reading, act, &[About::default()]).await
    }

    pub(crate) async fn facts_by(&self, reading: &Reading, act: &str, about: &[About]) -> Result<Vec<Facts>, Declined> {
        let mut cases = Vec::with_capacity(about.len());
        for thing in about {
            let mut facts = Facts::of(reading.offices.iter().cloned());
            for fact in vocabulary::facts_of(act) {
                if let Some(value) = self.read((act, fact.name), thing, reading).await? {
                    facts = facts.with(fact.name, value);
                }
            }
            cases.push(facts);
        }
        Ok(cases)
    }

    /// One fact. The names are those of the vocabulary; an unknown one reads as nothing.
    async fn read(
        &self,
        (act, fact): (&str, &str),
        thing: &About,
        reading: &Reading,
    ) -> Result<Option<Value>, Declined> {
        let channel = thing.channel.as_ref();
        let draft = thing.draft.as_ref();
        Ok(match fact {
            "status" => Some(reading.statuses.iter().cloned().collect()),
            "vacant" => Some(reading.team.vacant.iter().cloned().collect()),
            "answered" => Some(self.answered(act, thing).await?),
            "matter" => thing.matter.as_deref().map(Value::from),
            "change" => thing.change.map(Value::from),
            "office" => thing.office.as_deref().map(Value::from),
            "oneself" => thing.oneself.map(Value::from),
            "sunset" => thing.sunset.map(Value::from),
            "grant" => match channel {
                Some(channel) => Some(self.held(reading, channel.id).await?),
                None => None,
            },
            "channel_mode" => {
                channel.map(|channel| Value::from(mode(channel, &self.charter.rules().channels).as_str()))
            }
            "channel_kind" => channel.map(|channel| Value::from(channel.kind.as_str())),
            "channel_state" => channel.map(|channel| Value::from(channel.state.as_str())),
            "channel_marks" => channel.map(marks),
            "subject" => channel.zip(draft).map(|(channel, draft)| Value::from(subject(channel, draft))),
            "goals" => draft.map(|draft| draft.goals.iter().cloned().collect()),
            "sponsor" => draft.map(|draft| Value::from(draft.sponsor.as_str())),
            "consideration" => draft.map(|draft| Value::from(draft.consideration)),
            "third_party" => draft.map(|draft| Value::from(draft.third_party.is_some())),
            // Nobody can accept a benefit or vet a text before the editorial desk is built, so neither is so.
            "benefit_accepted" | "vetted" => draft.map(|_| Value::from(false)),
            "language" => draft.map(|draft| self.language(draft)),
            _ => self.about_receiver(fact, thing, reading).await?,
        })
    }

    async fn about_receiver(&self, fact: &str, thing: &About, reading: &Reading) -> Result<Option<Value>, Declined> {
        let Some(receiver) = &thing.receiver else { return Ok(None) };
        let standing = reading.team.roster.standing(receiver.person, self.now);
        Ok(match fact {
            "grantee" if !standing.is_member() && self.is_admitted(receiver.person).await? => {
                Some(Value::from("admitted"))
            }
            "grantee" => Some(Value::from(standing.word())),
            "grantee_self" => Some(Value::from(self.actor == Actor::Person(receiver.person))),
            "other_granter" => Some(Value::from(self.somebody_else_grants(&reading.team.roster))),
            "grant_end" => receiver.until.map(|until| {
                let after = standing.term_end.is_some_and(|end| until > end);
                Value::from(if after { "after_term" } else { "within_term" })
            }),
            "would_administer_all" => match receiver.channel {
                Some(channel) => Some(Value::from(self.administers_all(receiver.person, channel).await?)),
                None => None,
            },
            _ => None,
        })
    }

    async fn is_admitted(&self, person: PersonId) -> Result<bool, Declined> {
        Ok(offers::is_admitted(self.tx, self.group, person, self.now).await?)
    }

    /// What is answered about exactly this thing; for a post of a campaign also what is answered about the campaign, as long as
    /// the post stays within its limits.
    async fn answered(&self, act: &str, thing: &About) -> Result<Value, Declined> {
        let mut matters = match &thing.object {
            None => BTreeSet::new(),
            Some(object) => serving::answered(self.tx, self.group, object, act, self.now).await?,
        };
        if let Some(going) = about_posts::going(self, thing)? {
            matters.extend(campaigns::answered(self.tx, self.group, &going, act, self.now).await?);
        }
        Ok(Value::Words(matters))
    }

    async fn held(&self, reading: &Reading, channel: ChannelId) -> Result<Value, anyhow::Error> {
        let Actor::Person(person) = self.actor else { return Ok(Value::Words(BTreeSet::new())) };
        let mine = reading.grants(self, person).await?;
        Ok(channels::held(mine, person, channel, self.now).into_iter().map(channels::Capability::as_str).collect())
    }

    fn language(&self, draft: &Draft) -> Value {
        let own = self.charter.rules().charter.language.as_str();
        let same = draft.everywhere.language.primary() == own;
        Value::from(if same { "default" } else { "other" })
    }

    /// Whether somebody other than the actor holds, as a member, an office that grants access.
    fn somebody_else_grants(&self, roster: &roster::Roster) -> bool {
        let offices = self.charter.holders(GrantAccess::NAME);
        roster.members(self.now).iter().any(|member| {
            Actor::Person(member.person) != self.actor
                && member.current(self.now)
                && (offices.contains(roster::MEMBER)
                    || member.offices.iter().any(|office| offices.contains(office.as_str())))
        })
    }

    async fn administers_all(&self, person: PersonId, also: ChannelId) -> Result<bool, Declined> {
        let theirs = grants::grants_of_person(self.tx, self.group, person).await?;
        let rows = register::rows_of(self.tx, self.group).await?;
        let all = rows.iter().map(register::channel_of).collect::<Result<Vec<_>, _>>()?;
        Ok(channels::would_administer_all(&all, &theirs, person, also, self.now))
    }

    pub(crate) async fn channel(&self, id: ChannelId) -> Result<Channel, Declined> {
        let row = register::row_of(self.tx, self.group, id).await?.ok_or(Declined::NotFound("channel"))?;
        Ok(register::channel_of(&row)?)
    }
}

fn marks(channel: &Channel) -> Value {
    let marks = [("primary", channel.marks.primary), ("preferred", channel.marks.preferred)];
    marks.into_iter().filter(|(_, carries)| *carries).map(|(mark, _)| mark).collect()
}

/// Whose post is answered: our own when it stands below the channel's own address.
fn subject(channel: &Channel, draft: &Draft) -> &'static str {
    let own = draft.answers.as_ref().is_some_and(|answered| {
        let (theirs, ours) = (answered.url.as_str(), channel.url.trim_end_matches('/'));
        theirs.strip_prefix(ours).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if own { "own" } else { "others" }
}
