//! The writes of a vote that was called: seconded, changed, extended, taken back. How it begins stands in `calling.rs`,
//! ballots in `ballots.rs`, the end in `closing.rs`.

use crate::{
    Changed, Closing, DecisionRow, Declined, Gather, Judged,
    database::tables::{decision, earlier_text},
    decisions::reading::{recused, word},
    gather::{Gathering, Reading},
    members::removing,
};
use audit::Change;
use basics::{DecisionId, Moment, PersonId};
use charter::{
    Act as _, Actor, Charter, Object,
    act::{CastBallot, ExtendVote, SecondVote, UpdateVote, WithdrawVote},
    rules::DecisionRule,
};
use decisions::{Course, Roll, Stage};
use membership::enough_vote;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;
use std::sync::Arc;

impl<A: Gather> Judged<A> {
    /// The roll of a vote, where it has opened: whoever may cast a ballot by the charter now. Whoever declared a conflict before
    /// it was taken over stays out of it.
    pub(crate) async fn opened(
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
        enough_vote(charter, &self.team().await?.people, self.now()).map_err(Declined::rule)?;
        let people = self.voters(charter).await?;
        if people.is_empty() {
            return Err(Declined::rule(
                "the charter lets nobody cast a ballot, so there is nobody to vote; it needs a power for it",
            ));
        }
        let mut roll = self.roll_of(rule, people, about, id)?;
        recused(&self.tx, id).await?.into_iter().for_each(|person| roll.recuses(person));
        Ok(Some(roll))
    }

    /// The roll of a vote that opens with these people. A secret vote gets its key.
    pub(crate) fn roll_of(
        &self,
        rule: &DecisionRule,
        people: impl IntoIterator<Item = PersonId>,
        about: &Object,
        id: DecisionId,
    ) -> Result<Roll, Declined> {
        self.store.make_vote_key(rule, id)?;
        let subject = about.id_of("person");
        Ok(match subject {
            Some(subject) => Roll::about(rule, people, subject),
            None => Roll::at_opening(rule.electorate, people),
        })
    }

    /// Whoever may cast a ballot now: the judge is asked for each member, so that an observer is on no roll.
    async fn voters(&self, charter: &Charter) -> Result<Vec<PersonId>, Declined> {
        let (team, now) = (self.team().await?, self.now());
        let resting = team.roster.under(charter)?.resting(charter, now);
        let mut voters = Vec::new();
        for member in team.roster.members(now) {
            let asking = Gathering::of(&self.tx, self.group, charter, (Actor::Person(member.person), now));
            let reading = Reading::within(Arc::clone(&team), &asking);
            let facts = asking.facts_about_nothing(&reading, CastBallot::NAME).await?;
            if charter.weigh(CastBallot::NAME, &facts).may() && !resting.contains(&member.person) {
                voters.push(member.person);
            }
        }
        Ok(voters)
    }
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
        removing::may_be_voted_on(&self, &row.question).await?;
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
    /// The decision of the group that an act is about, in its transaction.
    ///
    /// # Errors
    /// When another body votes: what members do about their own votes, they do not do about that one.
    pub(crate) async fn found(&self, id: DecisionId) -> Result<DecisionRow, Declined> {
        let row = self.found_of_any(id).await?;
        if row.is_of_the_group() {
            return Ok(row);
        }
        let body = self.charter().await?.the_body(&row.question.question.body);
        Err(Declined::rule(format!("{body} votes on this, and nobody else takes a step in its vote")))
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
    let goes_on = closed.is_none() || matches!(row.course.stage, Stage::Tied { .. });
    let wakes = row.course.wakes_at().filter(|_| goes_on).map(Moment::micros);
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
        .col_expr(decision::Column::Runoff, Expr::value(row.runoff.as_ref().map(serde_json::to_string).transpose()?))
        .col_expr(
            decision::Column::Declared,
            Expr::value(row.declared.as_ref().map(serde_json::to_string).transpose()?),
        )
        .col_expr(decision::Column::Outcome, Expr::value(counted.map(|(_, outcome)| word(outcome))))
        .filter(decision::Column::Id.eq(row.id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}
