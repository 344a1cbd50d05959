//! The writes of a vote: called, seconded, extended, taken back. Ballots stand in `ballots.rs`, the end in `closing.rs`.

use crate::{
    Changed, Closing, DecisionRow, Declined, Gather, Judged, admissible,
    answers::answer_of,
    decisions::{with_questions, word},
    gather::Gathering,
    groups::zone_of,
    members,
    tables::{answer, decision, earlier_text},
};
use audit::Change;
use basics::{AnswerId, DecisionId, GroupId, Moment, PersonId};
use charter::{
    Act as _, Actor, Charter, Object,
    act::{CallVote, CastBallot, ExtendVote, SecondVote, UpdateVote, WithdrawVote},
    rules::{DecisionRule, Method},
};
use decisions::{Course, Number, Roll, Stage};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _,
    prelude::Expr,
};
use serde_json::json;
use std::sync::Arc;

impl Judged<CallVote> {
    /// Calls a vote on a question. Where the rule asks for no second, it opens at once.
    ///
    /// # Errors
    /// When the question is answered, goes to another body, is voted on already, is too young for a vote, or the
    /// charter leaves open how the group decides it.
    pub async fn keep(self, body: &str) -> Result<Changed, Declined> {
        let CallVote { decision: id, question, .. } = *self.act();
        let charter = self.charter().await?;
        let asked = question_of(&self.tx, self.group, question).await?;
        if asked.question.body != "group" {
            let whose = charter.the_body(&asked.question.body);
            return Err(Declined::rule(format!("{whose} decides this, so the group does not vote on it")));
        }
        if asked.answer.is_some() || asked.superseded_by.is_some() {
            return Err(Declined::rule("this question is answered; put it anew before you call a vote on it"));
        }
        let (name, rule) = rule_of(&charter, &asked.question.matter)?;
        admissible::may_be_decided(&self, &asked.question).await?;
        let item = admissible::questions_about_the_same(&self, &asked).await?;
        self.nobody_votes_on(&item).await?;
        let talked_since = admissible::arrived(&self, &asked.question.about).await?.unwrap_or(asked.asked.1);
        let course = Course::called(rule, self.by()?, talked_since, self.now()).map_err(Declined::rule)?;
        let roll = self.opened(&charter, rule, &course, &asked.question.about, id).await?;
        let number = self.next_number().await?;
        decision::Entity::insert(decision::ActiveModel {
            id: Set(id.uuid()),
            group_id: Set(self.group.uuid()),
            year: Set(i32::from(number.year)),
            place: Set(i32::try_from(number.place).map_err(anyhow::Error::from)?),
            question_id: Set(question.uuid()),
            rule: Set(name.to_owned()),
            charter: Set(charter.version().bytes().to_vec()),
            body: Set(body.to_owned()),
            course: Set(serde_json::to_string(&course)?),
            roll: Set(roll.map(|roll| serde_json::to_string(&roll)).transpose()?),
            called_at: Set(self.now().micros()),
            wakes_at: Set(course.wakes_at().map(Moment::micros)),
            closed_at: Set(None),
            tally: Set(None),
            outcome: Set(None),
            carried_at: Set(None),
            held_because: Set(None),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let called = json!({
            "number": number.to_string(), "rule": name, "matter": asked.question.matter, "proposal": body,
        });
        Ok(self.changed(vec![Change::made(format!("vote {number}"), called)]))
    }

    /// One vote at a time on one item, by whichever of these questions it was put.
    async fn nobody_votes_on(&self, item: &[AnswerId]) -> Result<(), Declined> {
        let questions = item.iter().map(|question| question.uuid());
        let others = decision::Entity::find().filter(decision::Column::QuestionId.is_in(questions)).all(&self.tx);
        for other in with_questions(&self.tx, others.await?).await? {
            if matches!(other.course.at(self.now()), Stage::AwaitsSecond { .. } | Stage::Open { .. }) {
                let number = other.number;
                return Err(Declined::rule(format!("a vote on this is under way already: {number}. One at a time")));
            }
        }
        Ok(())
    }

    async fn next_number(&self) -> Result<Number, Declined> {
        let year = self.now().in_zone(zone_of(&self.tx, self.group).await?.rules()).year();
        let last: Option<i32> = decision::Entity::find()
            .select_only()
            .column_as(decision::Column::Place.max(), "place")
            .filter(decision::Column::GroupId.eq(self.group.uuid()))
            .filter(decision::Column::Year.eq(i32::from(year)))
            .into_tuple::<Option<i32>>()
            .one(&self.tx)
            .await?
            .flatten();
        let place = u32::try_from(last.unwrap_or_default()).map_err(anyhow::Error::from)? + 1;
        Ok(Number { year, place })
    }
}

impl<A: Gather> Judged<A> {
    /// The roll of a vote, where it has opened: whoever may cast a ballot by the charter now. A secret vote gets its key.
    async fn opened(
        &self,
        charter: &Arc<Charter>,
        rule: &DecisionRule,
        course: &Course,
        about: &Object,
        id: DecisionId,
    ) -> Result<Option<Roll>, Declined> {
        if !matches!(course.stage, Stage::Open { .. }) {
            return Ok(None);
        }
        self.store.make_vote_key(rule, id)?;
        let people = voters(&self.tx, self.group, charter, self.now()).await?;
        if people.is_empty() {
            return Err(Declined::rule(
                "the charter lets nobody cast a ballot, so there is nobody to vote; it needs a power for it",
            ));
        }
        let subject = Some(about).filter(|about| about.kind == "person").and_then(|about| about.id.parse().ok());
        Ok(Some(match subject {
            Some(subject) => Roll::about(rule, people, subject),
            None => Roll::at_opening(rule.electorate, people),
        }))
    }
}

/// Whoever may cast a ballot now: the judge is asked for each member, so that an observer is on no roll.
async fn voters(
    tx: &sea_orm::DatabaseTransaction,
    group: GroupId,
    charter: &Charter,
    now: Moment,
) -> Result<Vec<PersonId>, Declined> {
    let mut voters = Vec::new();
    for member in members::members(tx, group, now).await? {
        let actor = Actor::Person(member.person);
        let facts = Gathering { tx, group, charter, actor, now }.facts_about_nothing(CastBallot::NAME).await?;
        if charter.weigh(CastBallot::NAME, &facts).may() {
            voters.push(member.person);
        }
    }
    Ok(voters)
}

impl Judged<SecondVote> {
    /// Seconds it, and it opens.
    ///
    /// # Errors
    /// When its sponsor does, or when it waits for no second.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let mut row = self.found(self.act().decision).await?;
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        row.course.seconded(rule, self.by()?, self.now()).map_err(Declined::rule)?;
        row.roll = self.opened(&charter, rule, &row.course, &row.question.question.about, row.id).await?;
        write(&self.tx, &row).await?;
        let change = Change::made(format!("vote {}", row.number), json!({ "seconded": true, "opened": self.now() }));
        Ok(self.changed(vec![change]))
    }
}

impl Judged<UpdateVote> {
    /// Changes the text: the vote begins anew with the roll it has, and the ballots that were in are void. What stood there
    /// before is kept.
    ///
    /// # Errors
    /// When anybody but its sponsor does, when the rule lets no text change, or when nothing is changed.
    pub async fn keep(self, body: &str) -> Result<Changed, Declined> {
        let mut row = self.found(self.act().decision).await?;
        if row.body == body {
            return Err(Declined::rule("this is the text that is voted on already; nothing was changed"));
        }
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        let resets = i32::try_from(row.course.resets).map_err(anyhow::Error::from)?;
        row.course.updated(rule, self.by()?, self.now()).map_err(Declined::rule)?;
        let before = std::mem::replace(&mut row.body, body.to_owned());
        earlier_text::Entity::insert(earlier_text::ActiveModel {
            decision_id: Set(row.id.uuid()),
            resets: Set(resets),
            body: Set(before.clone()),
            until_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        row.roll.iter_mut().for_each(Roll::begins_anew);
        write(&self.tx, &row).await?;
        let what = format!("text of vote {}", row.number);
        Ok(self.changed(vec![Change::from_to(what, json!(before), json!(body))]))
    }
}

impl Judged<ExtendVote> {
    /// Gives it more time, for a reason.
    ///
    /// # Errors
    /// When the rule lets no vote run longer, without a reason, for an end that is not later, or by anybody but its sponsor.
    pub async fn keep(self, to: Moment, reason: &str) -> Result<Changed, Declined> {
        let mut row = self.found(self.act().decision).await?;
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        let before = row.course.wakes_at();
        row.course.extended(rule, self.by()?, to, reason, self.now()).map_err(Declined::rule)?;
        write(&self.tx, &row).await?;
        let what = format!("end of vote {}", row.number);
        Ok(self.changed(vec![Change::from_to(what, json!(before), json!({ "until": to, "reason": reason }))]))
    }
}

impl Judged<WithdrawVote> {
    /// Takes it back; nothing is counted, and its question waits on.
    ///
    /// # Errors
    /// When anybody but its sponsor does, or when it is over.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let mut row = self.found(self.act().decision).await?;
        row.course.withdrawn(self.by()?, self.now()).map_err(Declined::rule)?;
        row.closed = Some(Closing { at: self.now(), counted: None });
        write(&self.tx, &row).await?;
        let change = Change::made(format!("vote {}", row.number), json!({ "withdrawn": true }));
        Ok(self.changed(vec![change]))
    }
}

impl<A: Gather> Judged<A> {
    /// The decision of an act, in its transaction.
    pub(crate) async fn found(&self, id: DecisionId) -> Result<DecisionRow, Declined> {
        let row = decision::Entity::find_by_id(id.uuid())
            .filter(decision::Column::GroupId.eq(self.group.uuid()))
            .one(&self.tx)
            .await?
            .ok_or(Declined::NotFound("decision"))?;
        let found = with_questions(&self.tx, vec![row]).await?.pop();
        found.ok_or(Declined::NotFound("decision"))
    }
}

async fn question_of(tx: &impl ConnectionTrait, group: GroupId, id: AnswerId) -> Result<crate::AnswerRow, Declined> {
    let of_group = answer::Column::GroupId.eq(group.uuid());
    let row = answer::Entity::find_by_id(id.uuid()).filter(of_group).one(tx).await?;
    Ok(answer_of(row.ok_or(Declined::NotFound("question"))?)?)
}

/// The rule for a matter, where it can be voted on here.
fn rule_of<'a>(charter: &'a Charter, matter: &str) -> Result<(&'a str, &'a DecisionRule), Declined> {
    let (name, rule) = charter.rule_for(matter).ok_or_else(|| {
        Declined::rule("the charter names no rule by which the group votes on this; record here what it decides")
    })?;
    match rule.method {
        Method::Binary | Method::FullConsensus => Ok((name, rule)),
        Method::RankedChoice | Method::Consent | Method::LazyConsensus => {
            Err(Declined::rule("this kind of vote is not taken here yet; record here what the group decides"))
        }
    }
}

/// The rule by which a vote was called.
pub(crate) fn rule_named<'a>(charter: &'a Charter, row: &DecisionRow) -> Result<&'a DecisionRule, Declined> {
    let rule = charter.rules().decision.get(&row.rule);
    rule.ok_or_else(|| {
        Declined::from(anyhow::anyhow!("{} was called by the rule {:?}, which its charter lacks", row.number, row.rule))
    })
}

/// Writes what a step of a vote changed.
pub(crate) async fn write(tx: &impl ConnectionTrait, row: &DecisionRow) -> Result<(), Declined> {
    let closed = row.closed.as_ref();
    let counted = closed.and_then(|closing| closing.counted);
    let wakes = row.course.wakes_at().filter(|_| closed.is_none()).map(Moment::micros);
    decision::Entity::update_many()
        .col_expr(decision::Column::Body, Expr::value(row.body.as_str()))
        .col_expr(decision::Column::Course, Expr::value(serde_json::to_string(&row.course)?))
        .col_expr(decision::Column::Roll, Expr::value(row.roll.as_ref().map(serde_json::to_string).transpose()?))
        .col_expr(decision::Column::WakesAt, Expr::value(wakes))
        .col_expr(decision::Column::ClosedAt, Expr::value(closed.map(|closing| closing.at.micros())))
        .col_expr(
            decision::Column::Tally,
            Expr::value(counted.map(|(tally, _)| serde_json::to_string(&tally)).transpose()?),
        )
        .col_expr(decision::Column::Outcome, Expr::value(counted.map(|(_, outcome)| word(outcome))))
        .filter(decision::Column::Id.eq(row.id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}
