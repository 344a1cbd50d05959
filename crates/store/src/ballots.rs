//! Ballots: cast, changed, sealed where the rule says secret, and counted.

use crate::{
    Changed, DecisionRow, Declined, Judged, Key, KeyError, Store,
    decisions::counting,
    members,
    tables::{ballot, decision},
    voting::{rule_named, write},
};
use anyhow::Context as _;
use audit::Change;
use basics::{DecisionId, Moment, PersonId};
use charter::{
    act::CastBallot,
    rules::{BallotChange, DecisionRule, Secrecy},
};
use decisions::{Choice, Stage, Tally, is_certain};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::{Expr, Uuid},
};
use serde_json::{Value, json};

impl Judged<CastBallot> {
    /// Casts a ballot, or another in the place of the first. Once every ballot is in, or nothing can change any more where
    /// the rule closes a vote then, it wakes at once to be counted.
    ///
    /// # Errors
    /// When the text was changed meanwhile, the vote is not open, the person is not on its roll, the choice is not on the
    /// ballot, or a ballot that stands for good was cast before.
    pub async fn keep(self, choice: &str, reason: &str) -> Result<Changed, Declined> {
        let mut row = self.found(self.act().decision).await?;
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        let stage = row.course.at(self.now());
        if !matches!(stage, Stage::Open { .. }) {
            return Err(Declined::rule(format!("this vote is {}, so no ballot is taken", stage.words())));
        }
        if row.text() != self.act().text {
            return Err(Declined::Stale("the proposal"));
        }
        let by = self.by()?;
        let in_force = self.store.load_charter(&self.tx, self.group).await?;
        let people = members::roster(&self.tx, self.group).await?.under(&in_force)?;
        if people.vote_rests(&in_force, by, self.now()) {
            return Err(Declined::rule(
                "your vote rests for now by your record outside the group, which its page shows",
            ));
        }
        let mut roll = row.roll.take().context("a vote is open without a roll")?;
        roll.votes(by).map_err(Declined::rule)?;
        let choice = Choice::of(choice, rule).map_err(Declined::rule)?;
        let before = counting(&self.tx, row.id, row.course.resets).await?;
        let before = before.into_iter().find(|ballot| ballot.person_id == by.uuid());
        if before.is_some() && rule.ballot_change == BallotChange::Final {
            return Err(Declined::rule("your ballot is in, and by this rule a ballot stands as it was cast"));
        }
        let id = Uuid::new_v4();
        let (open, sealed) = match rule.secrecy {
            Secrecy::Secret => {
                (None, Some(seal(&self.store.vote_keys().of(row.id).map_err(anyhow::Error::from)?, id, choice)?))
            }
            Secrecy::Open | Secrecy::OpenAfterClose => (Some(choice.word().to_owned()), None),
        };
        ballot::Entity::insert(ballot::ActiveModel {
            id: Set(id),
            decision_id: Set(row.id.uuid()),
            person_id: Set(by.uuid()),
            resets: Set(i32::try_from(row.course.resets).map_err(anyhow::Error::from)?),
            choice: Set(open),
            sealed: Set(sealed),
            reason: Set(if rule.secrecy == Secrecy::Secret { String::new() } else { reason.trim().to_owned() }),
            cast_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        row.roll = Some(roll.clone());
        write(&self.tx, &row).await?;
        let tally = tally_of(&self.store, &self.tx, &row, rule).await?;
        if is_certain(rule, tally, &roll) {
            wakes_now(&self.tx, row.id, self.now()).await?;
        }
        // What was chosen stands in the log once the vote is closed: members read the log while it is open.
        let (what, is_in) = (format!("ballot in {}", row.number), json!("in"));
        let change =
            if before.is_some() { Change::from_to(what, is_in.clone(), is_in) } else { Change::made(what, is_in) };
        Ok(self.changed(vec![change]))
    }
}

async fn wakes_now(tx: &impl ConnectionTrait, id: DecisionId, now: Moment) -> Result<(), sea_orm::DbErr> {
    decision::Entity::update_many()
        .col_expr(decision::Column::WakesAt, Expr::value(now.micros()))
        .filter(decision::Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

/// The ballots that count. Secret ones are opened with the key of their vote, in no order that says anything.
pub(crate) async fn tally_of(
    store: &Store,
    tx: &DatabaseTransaction,
    row: &DecisionRow,
    rule: &DecisionRule,
) -> Result<Tally, Declined> {
    let rows = counting(tx, row.id, row.course.resets).await?;
    if rows.is_empty() {
        return Ok(Tally::default());
    }
    let key = match rule.secrecy {
        Secrecy::Secret => Some(store.vote_keys().of(row.id).map_err(anyhow::Error::from)?),
        Secrecy::Open | Secrecy::OpenAfterClose => None,
    };
    let choice = |ballot: &ballot::Model| match (&key, &ballot.sealed, &ballot.choice) {
        (Some(key), Some(sealed), _) => unseal(key, ballot.id, sealed),
        (None, _, Some(word)) => Choice::of(word, rule).map_err(Declined::rule),
        _ => Err(Declined::from(anyhow::anyhow!("a ballot in {} is neither open nor sealed", row.number))),
    };
    rows.iter().map(choice).collect::<Result<Tally, _>>()
}

/// Every ballot of a vote that is over, also those that others took the place of, for its log. Secret ones are in none.
pub(crate) async fn told_at_the_close(
    tx: &impl ConnectionTrait,
    row: &DecisionRow,
    rule: &DecisionRule,
) -> Result<Option<Change>, Declined> {
    if rule.secrecy == Secrecy::Secret {
        return Ok(None);
    }
    let rows = ballot::Entity::find()
        .filter(ballot::Column::DecisionId.eq(row.id.uuid()))
        .order_by_asc(ballot::Column::CastAt)
        .order_by_asc(ballot::Column::Id)
        .all(tx)
        .await?;
    let told = rows.iter().map(|ballot| {
        json!({
            "person": PersonId::from(ballot.person_id), "choice": ballot.choice, "at": Moment::from_micros(ballot.cast_at),
        })
    });
    let told: Vec<Value> = told.collect();
    Ok((!told.is_empty()).then(|| Change::made(format!("ballots in {}", row.number), Value::from(told))))
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

const CHOICES: [Choice; 4] = [Choice::Yes, Choice::No, Choice::Abstain, Choice::Blank];

/// Every sealed ballot is as long as any other: one byte, a fresh nonce, and the place it is sealed to.
fn seal(key: &Key, id: Uuid, choice: Choice) -> Result<Vec<u8>, Declined> {
    let byte = CHOICES.iter().position(|one| *one == choice).and_then(|n| u8::try_from(n).ok()).unwrap_or_default();
    key.seal(&place(id), &[byte]).map_err(|error| Declined::from(anyhow::Error::from(error)))
}

fn unseal(key: &Key, id: Uuid, sealed: &[u8]) -> Result<Choice, Declined> {
    let opened = key.open_sealed(&place(id), sealed).map_err(|error| Declined::from(anyhow::Error::from(error)))?;
    let choice = opened.first().and_then(|byte| CHOICES.get(usize::from(*byte)));
    choice.copied().ok_or_else(|| Declined::from(anyhow::Error::from(KeyError::Sealed(place(id)))))
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
