//! Taking a member out of the group: what may be proposed and when, the reply of whoever it is about, the write, and the end
//! of votes about somebody who is gone. What ends with a membership is carried out in `endings.rs`.

use crate::{
    AnswerRow, Changed, Declined, Gather, Judged, Question, Store,
    database::tables::{answer, removal_reply},
    decisions::answers::{answer_of, rows_about},
    gather::{About, Gathering},
    members::endings::Ends,
    members::terms,
};
use audit::Change;
use basics::{AnswerId, Moment, PersonId};
use charter::{
    Act as _, Actor, GROUP, Object,
    act::{RemoveMember, ReplyToRemoval},
};
use decisions::Effect;
use membership::{Because, removal, what_ends};
use sea_orm::{ActiveValue::Set, EntityTrait as _};
use serde_json::json;

impl Gather for RemoveMember {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of_oneself(self.object(), here.actor == Actor::Person(self.person))])
    }
}
impl Gather for ReplyToRemoval {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let row = answer::Entity::find_by_id(self.question.uuid()).one(here.tx).await?;
        let row = row.filter(|row| row.group_id == here.group.uuid()).ok_or(Declined::NotFound("question"))?;
        let subject = subject_of(&answer_of(row)?.question).ok_or(Declined::NotFound("proposed removal"))?;
        Ok(vec![About::of_oneself(self.object(), here.actor == Actor::Person(subject))])
    }
}

/// Who is removed by a yes to this question; nobody where it is about something else.
pub(crate) fn subject_of(question: &Question) -> Option<PersonId> {
    match &question.effect {
        Some(Effect::RemoveMember { person, .. }) => Some(*person),
        _ => None,
    }
}

/// What the person concerned said to a proposal to remove them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The words.
    pub words: String,
    /// When they were said, or last changed.
    pub at: Moment,
}

impl Store {
    /// What the person concerned said to this proposal; nothing where they have not, or it is about something else.
    pub async fn reply_to(&self, question: AnswerId) -> Result<Option<Reply>, anyhow::Error> {
        let row = removal_reply::Entity::find_by_id(question.uuid()).one(self.reader()).await?;
        Ok(row.map(|row| Reply { words: row.words, at: Moment::from_micros(row.said_at) }))
    }
}

impl Judged<ReplyToRemoval> {
    /// Keeps what the person concerned says; what they said before stands in the log.
    ///
    /// # Errors
    /// When the question was answered.
    pub async fn keep(self, words: &str) -> Result<Changed, Declined> {
        let id = self.act().question.uuid();
        let row = answer::Entity::find_by_id(id).one(&self.tx).await?.ok_or(Declined::NotFound("question"))?;
        if row.verdict.is_some() || row.superseded_by.is_some() {
            return Err(Declined::rule("this was decided, so that a reply changes nothing any more"));
        }
        let before = removal_reply::Entity::find_by_id(id).one(&self.tx).await?;
        removal_reply::Entity::delete_by_id(id).exec(&self.tx).await?;
        removal_reply::Entity::insert(removal_reply::ActiveModel {
            question_id: Set(id),
            words: Set(words.to_owned()),
            said_by: Set(self.by()?.uuid()),
            said_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let change = match before {
            Some(before) => Change::from_to("reply", json!(before.words), json!(words)),
            None => Change::made("reply", json!(words)),
        };
        Ok(self.changed(vec![change]))
    }
}

impl Judged<RemoveMember> {
    /// The person is a member no more, as whoever decided it may: against whom another body put there, that body is asked.
    ///
    /// # Errors
    /// When they are no member, or joined anew since it was decided.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let person = self.act().person;
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let decided = decided(&self, person).await?;
        let joined = terms.people.member(person).map(|member| member.since);
        if decided.as_ref().zip(joined).is_some_and(|(decided, joined)| decided.asked.1 < joined) {
            return Err(Declined::rule("this was decided before they joined anew; it takes a decision of its own"));
        }
        let by = decided.map_or_else(|| GROUP.to_owned(), |decided| decided.question.body);
        let endings = what_ends(&terms.charter, &terms.people, person, &Because::Removed { by }, self.now());
        if endings.is_empty() {
            return Err(Declined::rule("they are no member any more; nothing has to be done"));
        }
        let ends = Ends { terms, person, by: None, why: people::Ending::MembershipLost };
        ends.carried_out(self, &endings).await
    }
}

/// The last yes by which somebody is removed now.
pub(crate) async fn decided<A: Gather>(judged: &Judged<A>, person: PersonId) -> Result<Option<AnswerRow>, Declined> {
    let about = Object::new("person", person);
    let rows = rows_about(&judged.tx, judged.group, &about).await?.into_iter().map(answer_of);
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let serves = |row: &AnswerRow| subject_of(&row.question) == Some(person) && row.unlocks(judged.now());
    Ok(rows.into_iter().filter(serves).max_by_key(AnswerRow::answered_at))
}

/// Whether somebody may be proposed for removal now: they are in the group, and the same ground did not fail a while ago.
/// A question about anything else passes.
pub(crate) async fn may_be_proposed<A: Gather>(judged: &Judged<A>, question: &Question) -> Result<(), Declined> {
    let Some(person) = subject_of(question) else { return Ok(()) };
    let terms = terms::terms(&judged.store, &judged.tx, judged.group).await?;
    if terms.people.offices(&terms.charter, person, judged.now()).is_empty() {
        return Err(Declined::rule("they are no member, so that nobody has to remove them"));
    }
    let joined = terms.people.member(person).map(|member| member.since);
    for row in rows_about(&judged.tx, judged.group, &question.about).await? {
        let row = answer_of(row)?;
        // What was proposed before they left and joined anew is about nobody any more.
        if joined.is_some_and(|joined| row.asked.1 < joined) {
            continue;
        }
        if row.waits() && subject_of(&row.question) == Some(person) {
            return Err(Declined::rule("it is proposed already that they be removed; one proposal at a time"));
        }
        let Some((recorded, _, at)) = &row.answer else { continue };
        let rests = removal::rests_until(&terms.charter, *at);
        let same = row.question.about.version == question.about.version && subject_of(&row.question) == Some(person);
        if same && !recorded.yes && row.superseded_by.is_none() && judged.now() < rests {
            return Err(Declined::rule(format!(
                "the group did not agree to a removal on this ground; it can be proposed again from {}, or at once on a \
                 new ground",
                terms.rule.zone.shows(rests)
            )));
        }
    }
    Ok(())
}

/// Whether a vote on a removal can open now, called or seconded by this member: the person concerned had the time to reply,
/// and takes no step in it. A vote about anything else passes.
pub(crate) async fn may_be_voted_on<A: Gather>(judged: &Judged<A>, asked: &AnswerRow) -> Result<(), Declined> {
    let Some(subject) = subject_of(&asked.question) else { return Ok(()) };
    if judged.by()? == subject {
        return Err(Declined::rule("whoever a removal is about answers it, and takes no step in the vote on it"));
    }
    let terms = terms::terms(&judged.store, &judged.tx, judged.group).await?;
    if terms.people.offices(&terms.charter, subject, judged.now()).is_empty() {
        return Err(Declined::rule("they are no member any more, so that nobody has to remove them"));
    }
    let opens = removal::opens_at(&terms.charter, asked.asked.1);
    if judged.now() < opens {
        let name = terms.people.member(subject).map_or("its subject", |member| member.name_role.as_str());
        return Err(Declined::rule(format!(
            "{name} has until {} to reply; the vote can be called from then on",
            terms.rule.zone.shows(opens)
        )));
    }
    Ok(())
}

/// Why this member does not record what was decided about a removal: never the person concerned. Nothing about anything else.
pub(crate) fn not_recorded(question: &Question, by: PersonId) -> Option<&'static str> {
    (subject_of(question)? == by)
        .then_some("whoever a removal is about answers it, and does not record what was decided")
}

/// Votes on removing somebody who is gone are about nothing any more.
///
/// # Errors
/// When the store fails.
pub(crate) async fn moot<A: Gather>(judged: &Judged<A>, person: PersonId) -> Result<Vec<Change>, Declined> {
    judged.moot(|question| subject_of(question) == Some(person)).await
}
