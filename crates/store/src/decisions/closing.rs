//! The end of a vote: counted at its time, its question answered, and what follows noted.

use crate::{
    Changed, Closing, DecisionRow, Declined, Gather, Judged, Recorded, Store,
    database::tables::decision,
    decisions::ballots::{ballots_of, leave_no_trace_of_secrets, may_close, told_at_the_close},
    decisions::marks::Ballots,
    decisions::reading::{cast_in, word},
    decisions::voting::{rule_named, write},
    decisions::written,
    door::Standing,
    groups::founding::zone_of,
    members::body_seats,
};
use audit::Change;
use basics::{DecisionId, GroupId, Moment, PersonId};
use charter::{
    GROUP,
    act::CloseVote,
    rules::{DecisionRule, Secrecy},
};
use decisions::{Course, Effect, Outcome, Roll, Runoff, Stage, TOO_FEW_TO_TELL, Tally, count, elect};
use membership::{TooFewVote, enough_vote};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;
use std::collections::HashSet;

impl Judged<CloseVote> {
    /// Closes a vote whose time is over and counts it; what it came to answers its question. `serves_until` is the end of
    /// what a yes unlocks, where the charter sets one.
    ///
    /// # Errors
    /// Before its time, while ballots can still change what it comes to.
    pub async fn keep(self, serves_until: Option<Moment>) -> Result<Changed, Declined> {
        let mut row = self.found_of_any(self.act().decision).await?;
        if matches!(row.course.stage, Stage::Tied { .. }) {
            return self.stays_a_tie(row, serves_until).await;
        }
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        let over = over_at(&row.course, self.now());
        let mut roll = row.roll.clone().unwrap_or_else(|| Roll::at_opening(rule.electorate, []));
        let enough = strike_who_left(&self, &row.question.question.body, &mut roll, over).await?;
        let cast = cast_in(&self.tx, row.id).await?;
        let ballots = ballots_of(&self.store, &row, rule, &cast)?;
        row.course.closes(may_close(rule, &ballots, &roll), self.now()).map_err(Declined::rule)?;
        let result = match enough {
            Err(few) if row.declared.is_none() => Came::suspended(few.to_string()),
            _ if row.is_of_the_group() => Came::of(&row, rule, &ballots, &roll),
            _ => Came::of(&row, rule, &ballots, &roll).of_a_body(),
        };
        if result.outcome == Outcome::AwaitsCastingVote {
            row.course.awaits_casting_vote(rule, self.now());
        }
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
        changes.extend(told_at_the_close(&row, rule, &cast));
        if decided {
            changes.extend(self.answered_by(&row, result.outcome, what, (over, serves_until)).await?);
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

    fn suspended(words: String) -> Self {
        Self { outcome: Outcome::Suspended, tally: Tally::default(), words, runoff: None }
    }

    fn counted(rule: &DecisionRule, tally: Tally, entitled: u32, recused: u32) -> Self {
        let counted = count(rule, tally, entitled, recused);
        Self { outcome: counted.outcome, tally, words: counted.to_string(), runoff: None }
    }

    /// The offices of the group decide no tie of another body: there it is no agreement.
    fn of_a_body(self) -> Self {
        match self.outcome {
            Outcome::AwaitsCastingVote => Self { outcome: Outcome::Tied, ..self },
            _ => self,
        }
    }
}

/// Said of a secret vote in which so few voted that a count would say who chose what.
pub(crate) const ONLY_THE_OUTCOME: &str = "a secret vote with few ballots, of which only the outcome is kept";

impl<A: Gather> Judged<A> {
    /// Answers the question of a counted vote with what it came to, from the instant on at which it was over. A vote in which
    /// too few took part answers nothing: it may be run again.
    pub(crate) async fn answered_by(
        &self,
        row: &DecisionRow,
        outcome: Outcome,
        tally: String,
        (over, serves_until): (Moment, Option<Moment>),
    ) -> Result<Option<Change>, Declined> {
        if matches!(outcome, Outcome::Inquorate | Outcome::AwaitsCastingVote | Outcome::Suspended) {
            return Ok(None);
        }
        let (zone, question) = (zone_of(&self.tx, self.group).await?, &row.question.question);
        let recorded = Recorded {
            yes: outcome == Outcome::Passed,
            decided_on: over.in_zone(zone.rules()).date().to_string(),
            source: format!("decision {}", row.number),
            tally,
            expires: question.effect.as_ref().and_then(Effect::serves_until).or(serves_until),
        };
        written::record(&self.tx, row.question.id, &recorded, (None, self.now())).await?;
        let told = json!({ "yes": recorded.yes, "source": recorded.source });
        Ok(Some(Change::made(format!("answer of {}", question.body), told)))
    }
}

/// When a vote is over that is closed now: at its own instant, also where nobody looked, after a time without power or on a
/// slow machine; and now, where it may close before its time.
pub(crate) fn over_at(course: &Course, now: Moment) -> Moment {
    course.wakes_at().map_or(now, |end| end.min(now))
}

/// Whoever lost their vote before it closed is struck from the roll where the rule lets it shrink; a ballot that was in
/// by then stands. Gives whether enough members have a vote still, which is nothing to a vote of another body.
async fn strike_who_left(
    judged: &Judged<CloseVote>,
    body: &str,
    roll: &mut Roll,
    at: Moment,
) -> Result<Result<(), TooFewVote>, Declined> {
    let charter = judged.charter().await?;
    let on_the_roll: Vec<PersonId> = roll.voters().map(|(person, _)| person).collect();
    if body != GROUP {
        let seated = body_seats::electorate(&judged.tx, judged.group, &charter, body, at).await?;
        on_the_roll.into_iter().filter(|person| !seated.contains(person)).for_each(|person| roll.leaves(person));
        return Ok(Ok(()));
    }
    let team = judged.team().await?;
    let resting = team.people.resting(&charter, at);
    let current = team.roster.members(at).into_iter().filter(|member| member.current(at)).map(|member| member.person);
    let current: HashSet<PersonId> = current.collect();
    for person in on_the_roll {
        if !current.contains(&person) || resting.contains(&person) {
            roll.leaves(person);
        }
    }
    Ok(enough_vote(&charter, &team.people, at))
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
            .filter(decision::Column::OverriddenAt.is_null())
            .exec(self.tx())
            .await?;
        if done.rows_affected == 1 { Ok(self) } else { Err(Declined::Stale("the decision")) }
    }
}

impl Store {
    /// Destroys the key of every secret vote that is over: what was sealed with it stays shut for good.
    pub async fn destroy_vote_keys(&self) -> Result<(), anyhow::Error> {
        for vote in self.vote_keys().all()? {
            let Some(group) = over_in(self.reader(), vote).await? else { continue };
            // A vote that was taken back may be taken over in this moment, with its key made anew: it is looked at again
            // while nobody else acts in the group.
            let tx = self.write().await?;
            Standing::Alone.hold(&tx, group).await?;
            if over_in(&tx, vote).await?.is_some() {
                self.vote_keys().destroy(vote)?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

/// The group of a vote, where it is over.
async fn over_in(tx: &impl ConnectionTrait, vote: DecisionId) -> Result<Option<GroupId>, anyhow::Error> {
    let row = decision::Entity::find_by_id(vote.uuid()).one(tx).await?;
    Ok(row.filter(|row| row.closed_at.is_some()).map(|row| row.group_id.into()))
}
