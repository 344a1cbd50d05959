//! A vote that ended in a tie: the office that its rule names decides it within its time, and otherwise it stays a tie.

use crate::{
    Changed, Closing, DecisionRow, Declined, Gather, Judged,
    decisions::closing::{ONLY_THE_OUTCOME, over_at},
    decisions::reading::{recused, word},
    decisions::voting::{rule_named, write},
};
use anyhow::Context as _;
use audit::Change;
use basics::{Moment, PersonId};
use charter::{
    Charter,
    act::{CloseVote, GiveCastingVote},
    rules::{DecisionRule, Secrecy},
};
use decisions::{Outcome, TOO_FEW_TO_TELL, Tally, count};
use serde_json::json;

impl Judged<GiveCastingVote> {
    /// Decides it, one way or the other, for everybody to read. `serves_until` is the end of what a yes unlocks.
    ///
    /// # Errors
    /// When the vote is not tied or the time for it is over, by anybody but a holder of the office, and by whoever stays out of
    /// the matter or is what it is about.
    pub async fn keep(self, yes: bool, serves_until: Option<Moment>) -> Result<Changed, Declined> {
        let (row, by) = (self.found(self.act().decision).await?, self.by()?);
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        self.holds_the_casting_vote(&charter, rule, by).await?;
        self.takes_part(&row, by).await?;
        let (mut row, now) = (row, self.now());
        row.course.casting_vote_given(by, now).map_err(Declined::rule)?;
        let outcome = if yes { Outcome::Passed } else { Outcome::Rejected };
        self.decided(row, rule, outcome, (now, serves_until)).await
    }

    async fn holds_the_casting_vote(
        &self,
        charter: &Charter,
        rule: &DecisionRule,
        by: PersonId,
    ) -> Result<(), Declined> {
        let casting = rule.casting_vote.as_ref();
        let casting =
            casting.ok_or_else(|| Declined::rule("by this rule a tie is no agreement, and nobody decides it"))?;
        if self.team().await?.roster.standing(by, self.now()).offices.contains(&casting.office) {
            return Ok(());
        }
        let office = charter.office_name(&casting.office);
        Err(Declined::rule(format!("by {} the {office} decides a tie, and nobody else", rule.clause)))
    }

    /// Whoever has no part in a matter does not decide it by themself either, also where a ballot of theirs stands for good.
    async fn takes_part(&self, row: &DecisionRow, by: PersonId) -> Result<(), Declined> {
        if row.is_about(by) || row.stays_out(by) || recused(&self.tx, row.id).await?.contains(&by) {
            let why = "whoever stays out of a matter, or whom it is about, gives no casting vote in it";
            return Err(Declined::rule(why));
        }
        Ok(())
    }
}

impl Judged<CloseVote> {
    /// Nobody gave the casting vote in time: it stays a tie, and nothing changes.
    pub(crate) async fn stays_a_tie(
        self,
        mut row: DecisionRow,
        serves_until: Option<Moment>,
    ) -> Result<Changed, Declined> {
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        let over = over_at(&row.course, self.now());
        row.course.closes(false, self.now()).map_err(Declined::rule)?;
        self.decided(row, rule, Outcome::Tied, (over, serves_until)).await
    }
}

impl<A: Gather> Judged<A> {
    /// The end of a tie: the vote was over when it was counted and its count stays as it was, and its question is answered from
    /// this instant on.
    async fn decided(
        self,
        mut row: DecisionRow,
        rule: &DecisionRule,
        outcome: Outcome,
        from: (Moment, Option<Moment>),
    ) -> Result<Changed, Declined> {
        let closing = row.closed.context("a vote is tied and was not counted")?;
        let (tally, _) = closing.counted.context("a vote is tied and was not counted")?;
        row.closed = Some(Closing { counted: Some((tally, outcome)), ..closing });
        write(&self.tx, &row).await?;
        let how = match outcome {
            Outcome::Passed => "casting vote yes",
            Outcome::Rejected => "casting vote no",
            _ => "no casting vote in time",
        };
        let words = format!("{}; {how}", counted(&row, rule, tally));
        let told = json!({ "outcome": word(outcome), "count": words });
        let mut changes = vec![Change::made(format!("vote {}", row.number), told)];
        changes.extend(self.answered_by(&row, outcome, words, from).await?);
        Ok(self.changed(changes))
    }
}

fn counted(row: &DecisionRow, rule: &DecisionRule, tally: Tally) -> String {
    if rule.secrecy == Secrecy::Secret && tally.cast() < TOO_FEW_TO_TELL {
        return ONLY_THE_OUTCOME.to_owned();
    }
    let (entitled, recused) = row.roll.as_ref().map_or((0, 0), |roll| (roll.entitled(), roll.recused()));
    count(rule, tally, entitled, recused).to_string()
}
