//! A vote that ended in a tie: the office that its rule names decides it within its time, and otherwise it stays a tie.

use crate::{
    Changed, Closing, DecisionRow, Declined, Gather, Judged,
    decisions::closing::{ONLY_THE_OUTCOME, recorded},
    decisions::reading::word,
    decisions::voting::{rule_named, write},
    decisions::written,
};
use anyhow::Context as _;
use audit::Change;
use basics::{Moment, PersonId};
use charter::{
    Charter,
    act::{CloseVote, GiveCastingVote},
    rules::{DecisionRule, Secrecy},
};
use decisions::{Outcome, Roll, TOO_FEW_TO_TELL, Tally, count};
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
        takes_part(&row, by)?;
        let mut row = row;
        row.course.casting_vote_given(by, self.now()).map_err(Declined::rule)?;
        let outcome = if yes { Outcome::Passed } else { Outcome::Rejected };
        self.decided(row, rule, outcome, serves_until).await
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
}

/// Whoever has no part in a matter does not decide it by themself either.
fn takes_part(row: &DecisionRow, by: PersonId) -> Result<(), Declined> {
    let about = &row.question.question.about;
    let is_subject = about.kind == "person" && about.id == by.to_string();
    let is_out = row.roll.iter().flat_map(Roll::voters).any(|(voter, how)| voter == by && how.is_recused);
    if is_subject || is_out {
        return Err(Declined::rule("whoever stays out of a matter, or whom it is about, gives no casting vote in it"));
    }
    Ok(())
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
        row.course.closes(false, self.now()).map_err(Declined::rule)?;
        self.decided(row, rule, Outcome::Tied, serves_until).await
    }
}

impl<A: Gather> Judged<A> {
    /// The end of a tie: the count stays as it was, and the question is answered.
    async fn decided(
        self,
        mut row: DecisionRow,
        rule: &DecisionRule,
        outcome: Outcome,
        serves_until: Option<Moment>,
    ) -> Result<Changed, Declined> {
        let closing = row.closed.context("a vote is tied and was not counted")?;
        let (tally, _) = closing.counted.context("a vote is tied and was not counted")?;
        row.closed = Some(Closing { at: self.now(), counted: Some((tally, outcome)) });
        write(&self.tx, &row).await?;
        let how = match outcome {
            Outcome::Passed => "casting vote yes",
            Outcome::Rejected => "casting vote no",
            _ => "no casting vote in time",
        };
        let words = format!("{}; {how}", counted(&row, rule, tally));
        let told = json!({ "outcome": word(outcome), "count": words });
        let mut changes = vec![Change::made(format!("vote {}", row.number), told)];
        if let Some(recorded) = recorded(&self, &row, outcome, words, serves_until).await? {
            written::record(&self.tx, row.question.id, &recorded, (None, self.now())).await?;
            changes.push(Change::made("answer of group", json!({ "yes": recorded.yes, "source": recorded.source })));
        }
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
