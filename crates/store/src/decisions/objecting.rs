//! Objections to what is proposed for consent, and what its sponsor says to them. Whether one still stands is for whoever has
//! it: they consent once it is met.

use crate::{
    Changed, DecisionRow, Declined, Judged, Store,
    database::tables::objection_reply,
    decisions::reading::{cast_in, counting},
    decisions::voting::rule_named,
};
use audit::Change;
use basics::{Moment, PersonId};
use charter::{act::AnswerObjection, rules::Method};
use decisions::{Choice, NotNow, Stage};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;

/// What the sponsor of a proposal says to an objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectionReply {
    /// Whose objection it is.
    pub of: PersonId,
    /// The words.
    pub words: String,
    /// Who said them.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

impl Judged<AnswerObjection> {
    /// Keeps the answer; what was said before stands in the log.
    ///
    /// # Errors
    /// By anybody but the sponsor, when nothing waits for consent, and where this person does not object.
    pub async fn keep(self, words: &str) -> Result<Changed, Declined> {
        let (row, by, of) = (self.found(self.act().decision).await?, self.by()?, self.act().of);
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let stage = row.course.at(self.now());
        if rule_named(&charter, &row)?.method != Method::Consent || !matches!(stage, Stage::Open { .. }) {
            return Err(Declined::rule(format!("this vote is {}, so no objection is answered", stage.words())));
        }
        if by != row.course.sponsor {
            return Err(Declined::rule(NotNow::NotTheSponsor));
        }
        let cast = cast_in(&self.tx, row.id).await?;
        let mut objects = counting(&row, &cast).into_iter();
        if !objects.any(|ballot| ballot.person_id == of.uuid() && ballot.choice.as_deref() == Some(Choice::No.word())) {
            return Err(Declined::rule("this member does not object, so there is nothing to answer"));
        }
        let resets = i32::try_from(row.course.resets).map_err(anyhow::Error::from)?;
        let at = (row.id.uuid(), of.uuid(), resets);
        let before = objection_reply::Entity::find_by_id(at).one(&self.tx).await?;
        objection_reply::Entity::delete_by_id(at).exec(&self.tx).await?;
        objection_reply::Entity::insert(objection_reply::ActiveModel {
            decision_id: Set(row.id.uuid()),
            person_id: Set(of.uuid()),
            resets: Set(resets),
            words: Set(words.to_owned()),
            said_by: Set(by.uuid()),
            said_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let what = format!("answer to an objection in {}", row.number);
        let change = match before {
            Some(before) => Change::from_to(what, json!(before.words), json!(words)),
            None => Change::made(what, json!({ "of": of, "words": words })),
        };
        Ok(self.changed(vec![change]))
    }
}

impl Store {
    /// What was said to the objections to a proposal as it stands now.
    pub async fn objection_replies(&self, row: &DecisionRow) -> Result<Vec<ObjectionReply>, anyhow::Error> {
        let rows = objection_reply::Entity::find()
            .filter(objection_reply::Column::DecisionId.eq(row.id.uuid()))
            .filter(objection_reply::Column::Resets.eq(i32::try_from(row.course.resets)?))
            .all(self.reader())
            .await?;
        let reply = |row: objection_reply::Model| ObjectionReply {
            of: row.person_id.into(),
            words: row.words,
            by: row.said_by.into(),
            at: Moment::from_micros(row.said_at),
        };
        Ok(rows.into_iter().map(reply).collect())
    }
}
