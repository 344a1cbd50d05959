//! Votes of other bodies: opened by the question that is put to a body which decides here, and kept apart from those of the
//! group.

use crate::{
    DecisionRow, Declined, Gather, Judged, Proposal, Question, Store,
    database::tables::{decision, house_rule},
    decisions::calling::Begun,
    decisions::reading::{with_questions, word},
    members::body_seats,
};
use audit::Change;
use basics::{AnswerId, DecisionId, GroupId};
use charter::{Charter, act::AskBody};
use decisions::{Course, Outcome};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};
use serde_json::json;

/// The name of the rule of the house by which a group records that a body decides here; its value is the name of the rule by
/// which it does, or anything else where it decides elsewhere again.
pub fn decides_here(body: &str) -> String {
    format!("{DECIDES_HERE}{body}")
}
const DECIDES_HERE: &str = "decides_here_";

/// Whether a rule of the house is one of these.
pub(crate) fn says_where_one_decides(rule: &str) -> bool {
    rule.starts_with(DECIDES_HERE)
}

impl DecisionRow {
    /// Whether the group itself votes; otherwise another body does.
    pub fn is_of_the_group(&self) -> bool {
        self.question.question.is_for_the_group()
    }
}

impl Store {
    /// The name of the rule by which a body votes here; none where it decides elsewhere.
    pub async fn votes_here(
        &self,
        group: GroupId,
        charter: &Charter,
        body: &str,
    ) -> Result<Option<String>, anyhow::Error> {
        Ok(votes_here(self.reader(), group, charter, body).await?)
    }
}

async fn votes_here(
    tx: &impl ConnectionTrait,
    group: GroupId,
    charter: &Charter,
    body: &str,
) -> Result<Option<String>, DbErr> {
    let recorded = house_rule::Entity::find_by_id((group.uuid(), decides_here(body))).one(tx).await?;
    let recorded = recorded.map(|row| row.value);
    Ok(charter.votes_here(body, recorded.as_deref()).map(|(name, _)| name.to_owned()))
}

impl Judged<AskBody> {
    /// Opens the vote of the body on a question that was just put to it, where it decides here.
    ///
    /// # Errors
    /// When nobody has a seat on it: then the question is not put either.
    pub(crate) async fn opens_a_vote(&self, id: AnswerId, question: &Question) -> Result<Option<Change>, Declined> {
        let (charter, body) = (self.charter().await?, question.body.as_str());
        let Some(name) = votes_here(&self.tx, self.group, &charter, body).await? else { return Ok(None) };
        let Some((_, rule)) = charter.votes_here(body, Some(&name)) else { return Ok(None) };
        let people = body_seats::electorate(&self.tx, self.group, &charter, body, self.now()).await?;
        if people.is_empty() {
            let body = charter.the_body(body);
            return Err(Declined::rule(format!(
                "{body} decides here, and nobody has a seat on it, so no vote was opened and nothing was asked; record first who has one"
            )));
        }
        let vote = DecisionId::mint(self.now());
        let course = Course::put_to_a_body(rule, self.by()?, self.now()).map_err(Declined::rule)?;
        let roll = self.roll_of(rule, people, &question.about, vote)?;
        let proposal = Proposal { text: &question.text, ..Proposal::default() };
        let begun = Begun {
            id: vote,
            question: id,
            rule: &name,
            charter: &charter,
            proposal,
            course: &course,
            roll: Some(&roll),
            declared: None,
        };
        let number = self.insert(begun).await?;
        let called =
            json!({ "number": number.to_string(), "rule": name, "body": question.body, "roll": roll.entitled() });
        Ok(Some(Change::made(format!("vote {number}"), called)))
    }

    /// Whether a question waits in vain: in every vote of its body on it too few took part.
    pub(crate) async fn was_voted_on_in_vain(&self, question: AnswerId) -> Result<bool, DbErr> {
        let votes = decision::Entity::find().filter(decision::Column::QuestionId.eq(question.uuid())).all(&self.tx);
        let votes = votes.await?;
        let in_vain =
            |row: &decision::Model| row.closed_at.is_some() && row.outcome.as_deref() == Some(word(Outcome::Inquorate));
        Ok(!votes.is_empty() && votes.iter().all(in_vain))
    }
}

impl<A: Gather> Judged<A> {
    /// The vote of another body, in the transaction of an act.
    ///
    /// # Errors
    /// When it is one of the group.
    pub(crate) async fn found_of_a_body(&self, id: DecisionId) -> Result<DecisionRow, Declined> {
        let row = self.found_of_any(id).await?;
        if row.is_of_the_group() {
            return Err(Declined::rule("the group votes on this; its members cast their ballots on its page"));
        }
        Ok(row)
    }

    /// A decision of the group or of a body.
    pub(crate) async fn found_of_any(&self, id: DecisionId) -> Result<DecisionRow, Declined> {
        let row = decision::Entity::find_by_id(id.uuid())
            .filter(decision::Column::GroupId.eq(self.group.uuid()))
            .one(&self.tx)
            .await?
            .ok_or(Declined::NotFound("decision"))?;
        let found = with_questions(&self.tx, vec![row]).await?.pop();
        found.ok_or(Declined::NotFound("decision"))
    }
}
