//! Objections to what waits for consent: each with its reason, and with what the sponsor says to it.

use super::{Answering, Objection, ballot::Filled, reading::Reading};
use crate::{
    failed::Failed,
    parts::{Choice, Choices, Field, Kind, Problems},
};
use charter::rules::{DecisionRule, Method};
use store::Ballot;

impl Reading<'_> {
    /// The ballots that object.
    fn objecting(&self) -> impl Iterator<Item = &Ballot> {
        self.ballots.iter().filter(|ballot| ballot.choice.as_deref() == Some("no"))
    }

    /// The objections that stand now. They are shown while the vote is open, because only then they can be met.
    pub(super) async fn objections(&self, rule: &DecisionRule) -> Result<Vec<Objection>, Failed> {
        if rule.method != Method::Consent {
            return Ok(Vec::new());
        }
        let replies = self.app.here.store.objection_replies(&self.row).await;
        let replies = replies.map_err(|error| self.reader.trouble(error))?;
        let objection = self.objecting().map(|ballot| {
            let reply = replies.iter().find(|reply| reply.of == ballot.person);
            Objection {
                who: self.name(ballot.person),
                reason: ballot.reason.clone(),
                at: self.reader.when(ballot.at),
                reply: reply.map(|reply| (self.name(reply.by), reply.words.clone(), self.reader.when(reply.at))),
            }
        });
        Ok(objection.collect())
    }

    /// The form by which the sponsor answers one of them.
    pub(super) fn answering(&self, rule: &DecisionRule, filled: &Filled, problems: &Problems) -> Option<Answering> {
        let mine = self.row.course.sponsor == self.reader.person();
        if rule.method != Method::Consent || !mine || !self.is_open() || self.objecting().next().is_none() {
            return None;
        }
        let only_one = self.objecting().count() == 1;
        let of = self.objecting().map(|ballot| {
            let id = ballot.person.to_string();
            Choice::new(&id, self.name(ballot.person)).chosen(only_one || filled.of == id)
        });
        let choices = Choices {
            name: "of".to_owned(),
            legend: "Whose objection do you answer?".to_owned(),
            of: of.collect(),
            ..Choices::default()
        };
        let hint = "It stands beside the objection. A changed text may meet it, too.";
        let field = Field::new("answer", "Your answer").kind(Kind::Lines(2)).value(filled.answer.clone()).hint(hint);
        let field = field.marked(problems);
        Some(Answering { to: format!("{}/objection", self.at()), choices, field })
    }
}
