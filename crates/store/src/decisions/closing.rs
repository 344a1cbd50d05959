//! The end of a vote: counted at its time, its question answered, and what follows noted.

use crate::{
    Changed, Closing, DecisionRow, Declined, Judged, Recorded, Store,
    database::tables::decision,
    decisions::answers,
    decisions::ballots::{ballots_of, leave_no_trace_of_secrets, may_close, told_at_the_close},
    decisions::marks::Ballots,
    decisions::reading::word,
    decisions::voting::{rule_named, write},
    groups::founding::zone_of,
    members::roster,
};
use audit::Change;
use basics::{DecisionId, Moment, PersonId};
use charter::{
    act::CloseVote,
    rules::{DecisionRule, Secrecy},
};
use decisions::{Course, Outcome, Roll, Runoff, Stage, TOO_FEW_TO_TELL, Tally, count, elect};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;
use std::collections::HashSet;

impl Judged<CloseVote> {
    /// Closes a vote whose time is over and counts it; what it came to answers its question. `serves_until` is the end of
    /// what a yes unlocks, where the charter sets one.
    ///
    /// # Errors
    /// Before its time, while ballots can still change what it comes to.
    pub async fn keep(self, serves_until: Option<Moment>) -> Result<Changed, Declined> {
        let mut row = self.found(self.act().decision).await?;
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        // A vote is over at its own instant, also where nobody looked: after a time without power, or on a slow machine.
        let over = ends_at(&row.course).filter(|end| *end <= self.now()).unwrap_or(self.now());
        let mut roll = row.roll.clone().unwrap_or_else(|| Roll::at_opening(rule.electorate, []));
        strike_who_left(&self, &mut roll, ends_at(&row.course).unwrap_or(self.now())).await?;
        let ballots = ballots_of(&self.store, &self.tx, &row, rule).await?;
        row.course.closes(may_close(rule, &ballots, &roll), self.now()).map_err(Declined::rule)?;
        let result = Came::of(&row, rule, &ballots, &roll);
        row.roll = row.course.opened.map(|_| roll);
        let decided = row.course.opened.is_some() || row.declared.is_some();
        let few = rule.secrecy == Secrecy::Secret && row.declared.is_none() && ballots.cast() < TOO_FEW_TO_TELL;
        let kept = if few { Tally::default() } else { result.tally };
        row.runoff = result.runoff.filter(|_| !few);
        row.closed = Some(Closing { at: over, counted: decided.then_some((kept, result.outcome)) });
        write(&self.tx, &row).await?;
        let what = if few { ONLY_THE_OUTCOME.to_owned() } else { result.words };
        let told = if decided {
            json!({ "outcome": word(result.outcome), "count": what })
        } else {
            json!({ "outcome": "lapsed" })
        };
        let mut changes = vec![Change::made(format!("vote {}", row.number), told)];
        changes.extend(told_at_the_close(&self.tx, &row, rule).await?);
        if let Some(recorded) = recorded(&self, &row, result.outcome, what, serves_until).await?.filter(|_| decided) {
            answers::record(&self.tx, row.question.id, &recorded, (None, self.now())).await?;
            changes.push(Change::made("answer of group", json!({ "yes": recorded.yes, "source": recorded.source })));
        }
        leave_no_trace_of_secrets(&self.tx, &row, rule).await?;
        Ok(self.changed(changes))
    }
}

/// What a decision came to.
struct Came {
    outcome: Outcome,
    tally: Tally,
    words: String,
    runoff: Option<Runoff>,
}

impl Came {
    fn of(row: &DecisionRow, rule: &DecisionRule, ballots: &Ballots, roll: &Roll) -> Self {
        let (entitled, recused) = (roll.entitled(), roll.recused());
        match (ballots, &row.paper) {
            _ if row.declared.is_some() => {
                let words = "consensus, and nobody called a vote in time".to_owned();
                Self { outcome: Outcome::Passed, tally: Tally::default(), words, runoff: None }
            }
            (Ballots::Ranked(ballots), Some(paper)) => {
                let elected = elect(rule, paper, ballots, entitled, recused);
                let tally = Tally { blank: elected.runoff.ranked + elected.runoff.blank, ..Tally::default() };
                let words = elected.words(paper);
                Self { outcome: elected.outcome, tally, words, runoff: Some(elected.runoff) }
            }
            (Ballots::YesNo(tally), _) => Self::counted(rule, *tally, entitled, recused),
            (Ballots::Ranked(_), None) => Self::counted(rule, Tally::default(), entitled, recused),
        }
    }

    fn counted(rule: &DecisionRule, tally: Tally, entitled: u32, recused: u32) -> Self {
        let counted = count(rule, tally, entitled, recused);
        Self { outcome: counted.outcome, tally, words: counted.to_string(), runoff: None }
    }
}

/// Said of a secret vote in which so few voted that a count would say who chose what.
const ONLY_THE_OUTCOME: &str = "a secret vote with few ballots, of which only the outcome is kept";

/// What a counted vote answers its question with. A vote in which too few took part answers nothing: it may be run again.
async fn recorded(
    judged: &Judged<CloseVote>,
    row: &DecisionRow,
    outcome: Outcome,
    tally: String,
    serves_until: Option<Moment>,
) -> Result<Option<Recorded>, Declined> {
    if matches!(outcome, Outcome::Inquorate | Outcome::AwaitsCastingVote) {
        return Ok(None);
    }
    let zone = zone_of(&judged.tx, judged.group).await?;
    Ok(Some(Recorded {
        yes: outcome == Outcome::Passed,
        decided_on: judged.now().in_zone(zone.rules()).date().to_string(),
        source: format!("decision {}", row.number),
        tally,
        expires: serves_until,
    }))
}

/// When the vote ended or ends by its own rule.
fn ends_at(course: &Course) -> Option<Moment> {
    match course.stage {
        Stage::Open { until, .. } => Some(until),
        _ => None,
    }
}

/// Whoever lost their vote before it closed is struck from the roll where the rule lets it shrink; a ballot that was in
/// by then stands.
async fn strike_who_left(judged: &Judged<CloseVote>, roll: &mut Roll, at: Moment) -> Result<(), Declined> {
    let charter = judged.charter().await?;
    let roster = roster::roster(&judged.tx, judged.group).await?;
    let resting = roster.under(&charter)?.resting(&charter, at);
    let current = roster.members(at).into_iter().filter(|member| member.current(at)).map(|member| member.person);
    let current: HashSet<PersonId> = current.collect();
    let on_the_roll: Vec<PersonId> = roll.voters().map(|(person, _)| person).collect();
    for person in on_the_roll {
        if !current.contains(&person) || resting.contains(&person) {
            roll.leaves(person);
        }
    }
    Ok(())
}

impl Changed {
    /// Notes that this is what follows from a decision, so that it is done once.
    ///
    /// # Errors
    /// When it was done already.
    pub async fn follows_from(self, decision: DecisionId, at: Moment) -> Result<Self, Declined> {
        let done = decision::Entity::update_many()
            .col_expr(decision::Column::CarriedAt, Expr::value(at.micros()))
            .filter(decision::Column::Id.eq(decision.uuid()))
            .filter(decision::Column::CarriedAt.is_null())
            .exec(self.tx())
            .await?;
        if done.rows_affected == 1 { Ok(self) } else { Err(Declined::Stale("the decision")) }
    }
}

impl Store {
    /// Destroys the key of every secret vote that is over: what was sealed with it stays shut for good.
    pub async fn destroy_vote_keys(&self) -> Result<(), anyhow::Error> {
        for vote in self.vote_keys().all()? {
            let row = decision::Entity::find_by_id(vote.uuid()).one(self.reader()).await?;
            if row.is_some_and(|row| row.closed_at.is_some()) {
                self.vote_keys().destroy(vote)?;
            }
        }
        Ok(())
    }
}
