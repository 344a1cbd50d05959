//! What other members do about a vote: take over what its sponsor took back, and stay out of what concerns them.

use crate::{
    Changed, Declined, Judged,
    database::tables::recusal,
    decisions::ballots::wakes_if_certain,
    decisions::voting::{rule_named, write},
};
use anyhow::Context as _;
use audit::Change;
use charter::act::{DeclareConflict, TakeOverVote};
use decisions::Stage;
use sea_orm::{ActiveValue::Set, EntityTrait as _};
use serde_json::json;

impl Judged<TakeOverVote> {
    /// Takes over a vote that was taken back: it keeps its number and its text, is called anew and seconded anew, and ballots
    /// from before are void.
    ///
    /// # Errors
    /// When whoever took it back wants to, when nobody did, or when its question is answered or decided otherwise.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let mut row = self.found(self.act().decision).await?;
        if row.declared.is_some() {
            return Err(Declined::rule(
                "this was a consensus, which others do not take over; call a vote on its question",
            ));
        }
        self.to_be_decided(&*self.charter().await?, row.question.id).await?;
        self.nothing_else_under_way(&row.question, false).await?;
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        row.course = row.course.taken_over(rule, self.by()?, self.now()).map_err(Declined::rule)?;
        row.closed = None;
        row.roll = self.opened(&charter, rule, &row.course, &row.question.question.about, row.id).await?;
        write(&self.tx, &row).await?;
        let change = Change::made(format!("vote {}", row.number), json!({ "taken_over": true }));
        Ok(self.changed(vec![change]))
    }
}

impl Judged<DeclareConflict> {
    /// Stays out of a vote: a ballot that was in is void, and none is taken. Whether they count among those entitled is said by
    /// what the rule's share is a share of. A secret ballot that stands for good stays in, and others read of the conflict.
    ///
    /// # Errors
    /// For a ground that the charter does not name, when the vote is not open, by somebody who is not on its roll, and for a
    /// conflict that was declared before.
    pub async fn keep(self, ground: &str) -> Result<Changed, Declined> {
        let mut row = self.found(self.act().decision).await?;
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        let grounds = charter.rules().recusal.as_ref().map(|recusal| recusal.grounds.as_slice()).unwrap_or_default();
        if !grounds.iter().any(|named| named == ground) {
            return Err(Declined::field("ground", "Choose one of the grounds that the charter names."));
        }
        let stage = row.course.at(self.now());
        if !matches!(stage, Stage::Open { .. }) {
            return Err(Declined::rule(format!("this vote is {}, so nobody has a ballot in it now", stage.words())));
        }
        let by = self.by()?;
        let stands = row.stands_for_good(rule, by);
        let mut roll = row.roll.take().context("a vote is open without a roll")?;
        roll.admits(by).map_err(Declined::rule)?;
        if recusal::Entity::find_by_id((row.id.uuid(), by.uuid())).one(&self.tx).await?.is_some() {
            return Err(Declined::rule("you declared your conflict of interest in this vote already"));
        }
        if !stands {
            roll.recuses(by);
        }
        recusal::Entity::insert(recusal::ActiveModel {
            decision_id: Set(row.id.uuid()),
            person_id: Set(by.uuid()),
            ground: Set(ground.to_owned()),
            declared_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        row.roll = Some(roll);
        write(&self.tx, &row).await?;
        wakes_if_certain(&self.store, &self.tx, &row, rule, self.now()).await?;
        // Whether a secret ballot is in stays untold.
        let change = Change::made(format!("conflict of interest in {}", row.number), json!({ "ground": ground }));
        Ok(self.changed(vec![change]))
    }
}
