//! Decisions that the group takes by a vote, as they are read. What is written to them stands in `voting.rs`.

use crate::{
    AnswerRow, Question, Store,
    database::tables::{answer, ballot, decision, earlier_text, recusal},
    decisions::answers::answer_of,
};
use anyhow::Context as _;
use basics::{AnswerId, DecisionId, Digest, GroupId, Moment, PersonId};
use charter::rules::{BallotChange, DecisionRule, Secrecy};
use decisions::{Course, Declared, Number, Outcome, Paper, Roll, Runoff, Stage, TOO_FEW_TO_TELL, Tally};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use std::collections::{HashMap, HashSet};

/// A decision: a question, and the vote by which the group answers it.
#[derive(Clone, Debug)]
pub struct DecisionRow {
    /// Its id.
    pub id: DecisionId,
    /// Its number, for good.
    pub number: Number,
    /// The question that it answers.
    pub question: AnswerRow,
    /// The charter's name of the rule it is taken by.
    pub rule: String,
    /// The version of the charter whose rule it is; a later one does not touch it.
    pub charter: Digest,
    /// The proposal, as it is voted on.
    pub body: String,
    /// Its course.
    pub course: Course,
    /// Whoever may vote; none before it opened.
    pub roll: Option<Roll>,
    /// When it was called.
    pub called_at: Moment,
    /// What it came to, once it was counted.
    pub closed: Option<Closing>,
    /// When what follows from it was done.
    pub carried_at: Option<Moment>,
    /// Why what follows from it was not done.
    pub held_because: Option<String>,
    /// The options, where it is a vote among several.
    pub paper: Option<Paper>,
    /// How the ballots of such a vote were counted; none before, and none of a secret vote with few ballots.
    pub runoff: Option<Runoff>,
    /// Who agreed, where consensus was declared instead of a vote.
    pub declared: Option<Declared>,
    /// What of the proposal only members read; empty where nothing is kept apart.
    pub for_members: String,
    /// What it is about in short, as its sponsor says; empty where they said nothing.
    pub summary: String,
    /// Whom its sponsor asked before; empty where they said nothing.
    pub stakeholders: String,
    /// When the body that may do so set it aside, and why.
    pub overridden: Option<(Moment, String)>,
}

/// A vote that is over: when, the ballots, and what they came to. Neither a tally nor an outcome where nobody seconded it. Of
/// a vote among several options the tally says only how many were cast: they are all kept as blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// When.
    pub at: Moment,
    /// The ballots and the outcome.
    pub counted: Option<(Tally, Outcome)>,
}

impl DecisionRow {
    /// The digest of what is voted on: the proposal in the words of its sponsor, and what follows from a yes, whatever these
    /// words say of it. A ballot is for exactly this.
    pub fn text(&self) -> Digest {
        let Question { matter, about, text, effect, .. } = &self.question.question;
        let about = format!("{} {} {:?}", about.kind, about.id, about.version);
        let effect = format!("{effect:?}");
        Digest::of_parts([
            self.body.as_bytes(),
            matter.as_bytes(),
            about.as_bytes(),
            text.as_bytes(),
            effect.as_bytes(),
        ])
    }
    /// The ballot of this person is in and stands for good: whatever they say later takes back neither it nor what it said.
    pub fn stands_for_good(&self, rule: &DecisionRule, person: PersonId) -> bool {
        let is_final = rule.secrecy == Secrecy::Secret && rule.ballot_change == BallotChange::Final;
        is_final && self.roll.iter().flat_map(Roll::voters).any(|(voter, how)| voter == person && how.has_voted)
    }
    /// Whether it was secret and so few took part that nothing is told but what it came to: who they were would say how they
    /// voted.
    pub fn tells_only_the_outcome(&self, rule: &DecisionRule) -> bool {
        let counted = self.closed.and_then(|closing| closing.counted);
        rule.secrecy == Secrecy::Secret && counted.is_some_and(|(tally, _)| tally.cast() < TOO_FEW_TO_TELL)
    }
    /// Whether it is not over yet: it is talked about, voted on, or tied and waits for the casting vote.
    pub fn goes_on(&self) -> bool {
        self.closed.is_none() || matches!(self.course.stage, Stage::Tied { .. })
    }
    /// Whether it came to an answer: it was counted, and enough took part.
    pub fn answers(&self) -> bool {
        let outcome = self.closed.and_then(|closing| closing.counted).map(|(_, outcome)| outcome);
        outcome.is_some_and(|outcome| {
            !matches!(outcome, Outcome::Inquorate | Outcome::AwaitsCastingVote | Outcome::Suspended)
        })
    }
    /// Whether this person stays out of the matter.
    pub fn stays_out(&self, person: PersonId) -> bool {
        self.stay_out().contains(&person)
    }
    /// Whether it is about this person.
    pub fn is_about(&self, person: PersonId) -> bool {
        let about = &self.question.question.about;
        about.kind == "person" && about.id == person.to_string()
    }
    /// Everybody on the roll who stays out of the matter.
    fn stay_out(&self) -> HashSet<PersonId> {
        let recused = self.roll.iter().flat_map(Roll::voters).filter(|(_, how)| how.is_recused);
        recused.map(|(person, _)| person).collect()
    }
}

/// A ballot that counts, as it was cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Whose it is.
    pub person: PersonId,
    /// What was chosen; none where ballots are secret.
    pub choice: Option<String>,
    /// Why, where somebody said.
    pub reason: String,
    /// When it was cast.
    pub at: Moment,
}

impl Store {
    /// Every decision of a group, the newest first.
    pub async fn decisions(&self, group: GroupId) -> Result<Vec<DecisionRow>, anyhow::Error> {
        let rows = decision::Entity::find()
            .filter(decision::Column::GroupId.eq(group.uuid()))
            .order_by_desc(decision::Column::Year)
            .order_by_desc(decision::Column::Place)
            .all(self.reader())
            .await?;
        with_questions(self.reader(), rows).await
    }

    /// The decision of this number.
    pub async fn decision(&self, group: GroupId, number: Number) -> Result<Option<DecisionRow>, anyhow::Error> {
        let Ok(place) = i32::try_from(number.place) else { return Ok(None) };
        let row = decision::Entity::find()
            .filter(decision::Column::GroupId.eq(group.uuid()))
            .filter(decision::Column::Year.eq(i32::from(number.year)))
            .filter(decision::Column::Place.eq(place))
            .one(self.reader())
            .await?;
        Ok(with_questions(self.reader(), row.into_iter().collect()).await?.pop())
    }

    /// The votes on one question, the newest first.
    pub async fn decisions_on(&self, group: GroupId, question: AnswerId) -> Result<Vec<DecisionRow>, anyhow::Error> {
        let rows = decision::Entity::find()
            .filter(decision::Column::GroupId.eq(group.uuid()))
            .filter(decision::Column::QuestionId.eq(question.uuid()))
            .order_by_desc(decision::Column::CalledAt)
            .all(self.reader())
            .await?;
        with_questions(self.reader(), rows).await
    }

    /// The decisions about the same as this one that were counted before it, the newest first: it takes the place of the first
    /// of them.
    pub async fn decided_before(&self, group: GroupId, row: &DecisionRow) -> Result<Vec<DecisionRow>, anyhow::Error> {
        let (matter, about) = (&row.question.question.matter, &row.question.question.about);
        let mut all = self.decisions(group).await?;
        all.retain(|other| {
            let question = &other.question.question;
            other.called_at < row.called_at
                && question.matter == *matter
                && (&question.about.kind, &question.about.id) == (&about.kind, &about.id)
                && other.answers()
        });
        Ok(all)
    }

    /// What was voted on before its sponsor changed the text, each with the instant until which it was, the first one first.
    pub async fn texts_before(&self, row: &DecisionRow) -> Result<Vec<(String, Moment)>, anyhow::Error> {
        let earlier = earlier_text::Entity::find()
            .filter(earlier_text::Column::DecisionId.eq(row.id.uuid()))
            .order_by_asc(earlier_text::Column::Resets)
            .all(self.reader())
            .await?;
        Ok(earlier.into_iter().map(|text| (text.body, Moment::from_micros(text.until_at))).collect())
    }

    /// Whoever stays out of a matter, with the ground that they named.
    pub async fn recusals(&self, row: &DecisionRow) -> Result<Vec<(PersonId, String)>, anyhow::Error> {
        let rows = recusal::Entity::find()
            .filter(recusal::Column::DecisionId.eq(row.id.uuid()))
            .order_by_asc(recusal::Column::DeclaredAt)
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (row.person_id.into(), row.ground)).collect())
    }

    /// The ballots that count in a vote, one for each person, in the order in which they were cast.
    pub async fn ballots(&self, row: &DecisionRow) -> Result<Vec<Ballot>, anyhow::Error> {
        let ballot = |ballot: &ballot::Model| Ballot {
            person: PersonId::from(ballot.person_id),
            choice: ballot.choice.clone(),
            reason: ballot.reason.clone(),
            at: Moment::from_micros(ballot.cast_at),
        };
        Ok(counting(row, &cast_in(self.reader(), row.id).await?).into_iter().map(ballot).collect())
    }
}

/// Everybody who declared a conflict of interest in a matter.
pub(crate) async fn recused(
    tx: &impl ConnectionTrait,
    decision: DecisionId,
) -> Result<HashSet<PersonId>, anyhow::Error> {
    let declared = recusal::Entity::find().filter(recusal::Column::DecisionId.eq(decision.uuid())).all(tx).await?;
    Ok(declared.into_iter().map(|row| row.person_id.into()).collect())
}

/// Every ballot of a vote, also those that others took the place of, in the order in which they were cast.
pub(crate) async fn cast_in(
    tx: &impl ConnectionTrait,
    decision: DecisionId,
) -> Result<Vec<ballot::Model>, anyhow::Error> {
    let ballots = ballot::Entity::find().filter(ballot::Column::DecisionId.eq(decision.uuid()));
    Ok(ballots.order_by_asc(ballot::Column::CastAt).order_by_asc(ballot::Column::Id).all(tx).await?)
}

/// Those of them that count: the last of each person since the last reset, but for whoever stays out of the matter.
pub(crate) fn counting<'a>(row: &DecisionRow, cast: &'a [ballot::Model]) -> Vec<&'a ballot::Model> {
    let since = cast.iter().filter(|ballot| i64::from(ballot.resets) == i64::from(row.course.resets));
    let last: HashMap<_, _> = since.clone().map(|ballot| (ballot.person_id, ballot.id)).collect();
    let out = row.stay_out();
    since
        .filter(|ballot| last.get(&ballot.person_id) == Some(&ballot.id))
        .filter(|ballot| !out.contains(&ballot.person_id.into()))
        .collect()
}

/// The word by which an outcome is kept.
pub(crate) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Rejected => "rejected",
        Outcome::Tied => "tied",
        Outcome::AwaitsCastingVote => "awaits_casting_vote",
        Outcome::Inquorate => "inquorate",
        Outcome::Suspended => "suspended",
    }
}

/// These decisions with the questions that they answer, in their order.
pub(crate) async fn with_questions(
    tx: &impl ConnectionTrait,
    rows: Vec<decision::Model>,
) -> Result<Vec<DecisionRow>, anyhow::Error> {
    let ids = rows.iter().map(|row| row.question_id);
    let questions = answer::Entity::find().filter(answer::Column::Id.is_in(ids)).all(tx).await?;
    let mut by_id = HashMap::new();
    for question in questions {
        by_id.insert(question.id, answer_of(question)?);
    }
    let with = |row: decision::Model| {
        let question = by_id.get(&row.question_id).cloned().context("a decision answers no question")?;
        decision_of(row, question)
    };
    rows.into_iter().map(with).collect()
}

fn decision_of(row: decision::Model, question: AnswerRow) -> Result<DecisionRow, anyhow::Error> {
    let charter = <[u8; 32]>::try_from(row.charter);
    let charter = charter.map_err(|_| anyhow::anyhow!("decision {} holds a broken digest", row.id))?;
    let tally: Option<Tally> = row.tally.as_deref().map(serde_json::from_str).transpose()?;
    let outcome = |word: &String| serde_json::from_value(serde_json::Value::from(word.as_str()));
    let outcome: Option<Outcome> = row.outcome.as_ref().map(outcome).transpose()?;
    Ok(DecisionRow {
        id: DecisionId::from(row.id),
        number: Number { year: i16::try_from(row.year)?, place: u32::try_from(row.place)? },
        question,
        rule: row.rule,
        charter: Digest::from(charter),
        body: row.body,
        course: serde_json::from_str(&row.course)?,
        roll: row.roll.as_deref().map(serde_json::from_str).transpose()?,
        called_at: Moment::from_micros(row.called_at),
        closed: row.closed_at.map(|at| Closing { at: Moment::from_micros(at), counted: tally.zip(outcome) }),
        carried_at: row.carried_at.map(Moment::from_micros),
        held_because: row.held_because,
        paper: row.paper.as_deref().map(serde_json::from_str).transpose()?,
        runoff: row.runoff.as_deref().map(serde_json::from_str).transpose()?,
        declared: row.declared.as_deref().map(serde_json::from_str).transpose()?,
        for_members: row.for_members.unwrap_or_default(),
        summary: row.summary.unwrap_or_default(),
        stakeholders: row.stakeholders.unwrap_or_default(),
        overridden: row.overridden_at.map(Moment::from_micros).zip(row.overridden_because),
    })
}
