//! Ballots: cast, changed, sealed where the rule says secret, and counted.

use crate::{
    Changed, DecisionRow, Declined, Gather, Judged, Key, KeyError, Store,
    database::tables::{ballot, decision},
    decisions::marks::{Ballots, Marks},
    decisions::reading::{cast_in, counting},
    decisions::voting::{rule_named, write},
    members::body_seats,
};
use anyhow::Context as _;
use audit::Change;
use basics::{DecisionId, Digest, Moment, PersonId};
use charter::{
    act::{CastBallot, CastSeatBallot},
    rules::{BallotChange, DecisionRule, Method, Secrecy},
};
use decisions::{Choice, Roll, Stage, all_have_voted, is_certain};
use membership::enough_vote;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    prelude::{Expr, Uuid},
};
use serde_json::{Value, json};

impl Judged<CastBallot> {
    /// Casts a ballot, or another in the place of the first. Once every ballot is in, or nothing can change any more where
    /// the rule closes a vote then, it wakes at once to be counted. None where exactly this ballot is in already.
    ///
    /// # Errors
    /// When the text was changed meanwhile, the vote is not open, the person is not on its roll, the choice is not on the
    /// ballot, or a ballot that stands for good was cast before.
    pub async fn keep(self, choice: &str, reason: &str) -> Result<Option<Changed>, Declined> {
        let CastBallot { decision, text } = *self.act();
        let row = self.found(decision).await?;
        let (by, in_force) = (self.by()?, self.charter().await?);
        let team = self.team().await?;
        if team.people.vote_rests(&in_force, by, self.now()) {
            return Err(Declined::rule(
                "your vote rests for now by your record outside the group, which its page shows",
            ));
        }
        enough_vote(&in_force, &team.people, self.now()).map_err(Declined::rule)?;
        self.takes(row, text, choice, reason).await
    }
}

impl Judged<CastSeatBallot> {
    /// Casts a ballot in a vote of a body, as [`Judged<CastBallot>`] does in one of the group.
    ///
    /// # Errors
    /// The same, and when the seat is over.
    pub async fn keep(self, choice: &str, reason: &str) -> Result<Option<Changed>, Declined> {
        let CastSeatBallot { decision, text } = *self.act();
        let row = self.found_of_a_body(decision).await?;
        let (charter, body) = (self.charter().await?, &row.question.question.body);
        let seated = body_seats::electorate(&self.tx, self.group, &charter, body, self.now()).await?;
        if !seated.contains(&self.by()?) {
            return Err(Declined::rule(format!("you have no seat on {} now", charter.the_body(body))));
        }
        self.takes(row, text, choice, reason).await
    }
}

impl<A: Gather> Judged<A> {
    /// Takes the ballot of whoever acts, for exactly the text that they read.
    async fn takes(
        self,
        mut row: DecisionRow,
        text: Digest,
        choice: &str,
        reason: &str,
    ) -> Result<Option<Changed>, Declined> {
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        let stage = row.course.at(self.now());
        if !matches!(stage, Stage::Open { .. }) {
            return Err(Declined::rule(format!("this vote is {}, so no ballot is taken", stage.words())));
        }
        if row.text() != text {
            return Err(Declined::Stale("the proposal"));
        }
        let by = self.by()?;
        let mut roll = row.roll.take().context("a vote is open without a roll")?;
        roll.votes(by).map_err(Declined::rule)?;
        let marks = Marks::read(&row, rule, choice)?;
        let reason = if rule.secrecy == Secrecy::Secret { "" } else { reason.trim() };
        if rule.method == Method::Consent && marks == Marks::Choice(Choice::No) && basics::text::is_blank(reason) {
            return Err(Declined::field(
                "reason",
                "Say what stands against it: nobody can answer an objection without its reason.",
            ));
        }
        let key = key_of(&self.store, &row, rule)?;
        let cast = cast_in(&self.tx, row.id).await?;
        let before = counting(&row, &cast).into_iter().find(|ballot| ballot.person_id == by.uuid());
        if let Some(before) = before {
            // Where a secret ballot can be changed, casting it again leaves the same trace whatever it says.
            let is_same = before.reason == reason && marks_of(before, &row, rule, key.as_ref())? == marks;
            if is_same && (key.is_none() || rule.ballot_change == BallotChange::Final) {
                return Ok(None);
            }
            if rule.ballot_change == BallotChange::Final {
                return Err(Declined::rule("your ballot is in, and by this rule a ballot stands as it was cast"));
            }
        }
        let id = Uuid::new_v4();
        let (open, sealed) = match &key {
            Some(key) => (None, Some(seal(key, id, &marks)?)),
            None => (Some(marks.words()), None),
        };
        ballot::Entity::insert(ballot::ActiveModel {
            id: Set(id),
            decision_id: Set(row.id.uuid()),
            person_id: Set(by.uuid()),
            resets: Set(i32::try_from(row.course.resets).map_err(anyhow::Error::from)?),
            choice: Set(open),
            sealed: Set(sealed),
            reason: Set(reason.to_owned()),
            cast_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        row.roll = Some(roll);
        write(&self.tx, &row).await?;
        wakes_if_certain(&self.store, &self.tx, &row, rule, self.now()).await?;
        // What was chosen stands in the log once the vote is closed: members read the log while it is open.
        let (what, is_in) = (format!("ballot in {}", row.number), json!("in"));
        let change =
            if before.is_some() { Change::from_to(what, is_in.clone(), is_in) } else { Change::made(what, is_in) };
        Ok(Some(self.changed(vec![change])))
    }
}

/// The key of a secret vote; none where ballots are open.
fn key_of(store: &Store, row: &DecisionRow, rule: &DecisionRule) -> Result<Option<Key>, Declined> {
    match rule.secrecy {
        Secrecy::Secret => Ok(Some(store.vote_keys().of(row.id).map_err(anyhow::Error::from)?)),
        Secrecy::Open | Secrecy::OpenAfterClose => Ok(None),
    }
}

/// Has a vote wake at once, where the rule lets it close now.
pub(crate) async fn wakes_if_certain(
    store: &Store,
    tx: &DatabaseTransaction,
    row: &DecisionRow,
    rule: &DecisionRule,
    now: Moment,
) -> Result<(), Declined> {
    let roll = row.roll.as_ref().context("a vote is open without a roll")?;
    if row.course.is_one_way || !may_close(rule, &ballots_of(store, row, rule, &cast_in(tx, row.id).await?)?, roll) {
        return Ok(());
    }
    decision::Entity::update_many()
        .col_expr(decision::Column::WakesAt, Expr::value(now.micros()))
        .filter(decision::Column::Id.eq(row.id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether the rule lets a vote with these ballots close before its time.
pub(crate) fn may_close(rule: &DecisionRule, ballots: &Ballots, roll: &Roll) -> bool {
    match ballots {
        Ballots::YesNo(tally) => is_certain(rule, *tally, roll),
        Ballots::Ranked(_) => all_have_voted(rule, ballots.cast(), roll),
    }
}

/// What the ballots say that count of those that were cast. Secret ones are opened with the key of their vote, in no order
/// that says anything.
pub(crate) fn ballots_of(
    store: &Store,
    row: &DecisionRow,
    rule: &DecisionRule,
    cast: &[ballot::Model],
) -> Result<Ballots, Declined> {
    let counting = counting(row, cast);
    if counting.is_empty() {
        return Ok(Ballots::of(row, []));
    }
    let key = key_of(store, row, rule)?;
    let marks: Result<Vec<Marks>, Declined> =
        counting.into_iter().map(|ballot| marks_of(ballot, row, rule, key.as_ref())).collect();
    Ok(Ballots::of(row, marks?))
}

/// What a ballot says, with the key of its vote where it is sealed.
fn marks_of(
    ballot: &ballot::Model,
    row: &DecisionRow,
    rule: &DecisionRule,
    key: Option<&Key>,
) -> Result<Marks, Declined> {
    match (key, &ballot.sealed, &ballot.choice) {
        (Some(key), Some(sealed), _) => unseal(key, ballot.id, sealed, row),
        (None, _, Some(words)) => Marks::read(row, rule, words),
        _ => Err(Declined::from(anyhow::anyhow!("a ballot in {} is neither open nor sealed", row.number))),
    }
}

/// Every ballot of a vote that is over, also those that others took the place of, for its log. Secret ones are in none.
pub(crate) fn told_at_the_close(row: &DecisionRow, rule: &DecisionRule, cast: &[ballot::Model]) -> Option<Change> {
    if rule.secrecy == Secrecy::Secret || cast.is_empty() {
        return None;
    }
    let told = cast.iter().map(|ballot| {
        json!({
            "person": PersonId::from(ballot.person_id), "choice": ballot.choice, "at": Moment::from_micros(ballot.cast_at),
        })
    });
    Some(Change::made(format!("ballots in {}", row.number), told.collect::<Value>()))
}

/// Takes away what says who chose what, once a secret vote is counted. Who took part stands on its roll.
pub(crate) async fn leave_no_trace_of_secrets(
    tx: &impl ConnectionTrait,
    row: &DecisionRow,
    rule: &DecisionRule,
) -> Result<(), Declined> {
    if rule.secrecy == Secrecy::Secret {
        ballot::Entity::delete_many().filter(ballot::Column::DecisionId.eq(row.id.uuid())).exec(tx).await?;
    }
    Ok(())
}

/// Every sealed ballot of a vote is as long as any other: what it says in so many bytes, a fresh nonce, and the place it is
/// sealed to.
fn seal(key: &Key, id: Uuid, marks: &Marks) -> Result<Vec<u8>, Declined> {
    key.seal(&place(id), &marks.bytes()).map_err(|error| Declined::from(anyhow::Error::from(error)))
}

fn unseal(key: &Key, id: Uuid, sealed: &[u8], row: &DecisionRow) -> Result<Marks, Declined> {
    let opened = key.open_sealed(&place(id), sealed).map_err(|error| Declined::from(anyhow::Error::from(error)))?;
    Marks::of_bytes(row, &opened).ok_or_else(|| Declined::from(anyhow::Error::from(KeyError::Sealed(place(id)))))
}

fn place(id: Uuid) -> String {
    format!("ballot|sealed|{id}")
}

impl Store {
    /// Makes the key of a vote that opens, where its ballots are secret.
    pub(crate) fn make_vote_key(&self, rule: &DecisionRule, vote: DecisionId) -> Result<(), Declined> {
        if rule.secrecy == Secrecy::Secret {
            self.vote_keys().make(vote).map_err(anyhow::Error::from)?;
        }
        Ok(())
    }
}
