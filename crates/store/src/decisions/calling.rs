//! How a decision begins: a vote is called on a question, or consensus is declared on it. One at a time on one item.

use crate::{
    AnswerRow, Changed, Closing, Declined, Gather, Judged,
    database::numbers::Numbered,
    database::tables::{answer, decision},
    decisions::answers::answer_of,
    decisions::reading::with_questions,
    decisions::resting,
    decisions::voting::write,
    members::admissible,
    members::removing,
};
use audit::Change;
use basics::{AnswerId, DecisionId, GroupId, Moment};
use charter::{
    Charter,
    act::{CallVote, DeclareConsensus},
    rules::{DecisionRule, Method},
};
use decisions::{Course, Declared, Number, Paper, Roll, Stage};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use serde_json::json;

/// Where decisions have their numbers.
const NUMBERED: Numbered<decision::Entity> =
    Numbered { group: decision::Column::GroupId, year: decision::Column::Year, place: decision::Column::Place };

/// What is voted on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Proposal<'a> {
    /// The proposal, as it is voted on.
    pub text: &'a str,
    /// What only members read, where the rest stands in a public record; empty where nothing is kept apart.
    pub for_members: &'a str,
    /// What it is about in short; empty where its sponsor says nothing.
    pub summary: &'a str,
    /// Whom its sponsor asked before; empty where they say nothing.
    pub stakeholders: &'a str,
    /// The options, where there are several.
    pub paper: Option<&'a Paper>,
    /// Whether what it decides is hard to undo.
    pub is_one_way: bool,
}

/// A decision that begins.
pub(crate) struct Begun<'a> {
    pub id: DecisionId,
    pub question: AnswerId,
    pub rule: &'a str,
    pub charter: &'a Charter,
    pub proposal: Proposal<'a>,
    pub course: &'a Course,
    pub roll: Option<&'a Roll>,
    pub declared: Option<&'a Declared>,
}

impl Judged<CallVote> {
    /// Calls a vote on a question: by yes or no, or among the options of `paper`. Where the rule asks for no second, it opens
    /// at once. A consensus that was declared about the same waits for this vote instead of taking effect.
    ///
    /// # Errors
    /// When the question is answered, goes to another body, is voted on already, is too young for a vote, has an effect that
    /// follows from a yes though options were given, or the charter leaves open how the group decides it.
    pub async fn keep(self, proposal: Proposal<'_>) -> Result<Changed, Declined> {
        let CallVote { decision: id, question, .. } = *self.act();
        let charter = self.charter().await?;
        let asked = self.to_be_decided(&charter, question).await?;
        let (name, rule) = rule_of(&charter, &asked.question.matter)?;
        if proposal.paper.is_some() && rule.method == Method::Consent {
            return Err(Declined::field(
                "options",
                "By this rule the group consents to one proposal: leave the options out.",
            ));
        }
        if proposal.paper.is_some() && !asked.question.is_free() {
            return Err(Declined::field(
                "options",
                "What follows here follows from a yes, so it is decided by yes or no: leave the options out.",
            ));
        }
        let mut changes = self.nothing_else_under_way(&asked, true).await?;
        let course = Course::called(rule, self.by()?, self.talked_since(&asked).await?, self.now());
        let course = course.map_err(Declined::rule)?;
        let course = if proposal.is_one_way { marked(course, rule, self.now())? } else { course };
        let roll = self.opened(&charter, rule, &course, &asked.question.about, id).await?;
        let (course, roll, declared) = (&course, roll.as_ref(), None);
        let begun = Begun { id, question, rule: name, charter: &charter, proposal, course, roll, declared };
        let number = self.insert(begun).await?;
        let called = json!({
            "number": number.to_string(), "rule": name, "matter": asked.question.matter, "proposal": proposal.text,
            "options": proposal.paper.map(Paper::options), "one_way_door": course.is_one_way,
        });
        changes.push(Change::made(format!("vote {number}"), called));
        Ok(self.changed(changes))
    }
}

impl Judged<DeclareConsensus> {
    /// Declares that the group agrees on a question. It takes effect by itself once nobody called a vote for as long as the
    /// charter says.
    ///
    /// # Errors
    /// When the charter knows no consensus without a vote, when a member called a vote on the same after an earlier one, and
    /// for whatever stands in the way of a vote.
    pub async fn keep(self, body: &str, declared: &Declared) -> Result<Changed, Declined> {
        let DeclareConsensus { decision: id, question, .. } = *self.act();
        let charter = self.charter().await?;
        let Some(consensus) = &charter.rules().consensus else {
            return Err(Declined::rule("the charter knows no consensus without a vote; call a vote on it"));
        };
        let asked = self.to_be_decided(&charter, question).await?;
        let (name, rule) = rule_of(&charter, &asked.question.matter)?;
        self.nothing_else_under_way(&asked, false).await?;
        self.nobody_objected(&asked).await?;
        let talked_since = self.talked_since(&asked).await?;
        let course = Course::declared(consensus, rule, self.by()?, talked_since, self.now()).map_err(Declined::rule)?;
        let (proposal, roll) = (Proposal { text: body, ..Proposal::default() }, None);
        let (course, declared) = (&course, Some(declared));
        let begun = Begun { id, question, rule: name, charter: &charter, proposal, course, roll, declared };
        let number = self.insert(begun).await?;
        let told =
            json!({ "number": number.to_string(), "matter": asked.question.matter, "agreed": body, "among": declared });
        Ok(self.changed(vec![Change::made(format!("consensus {number}"), told)]))
    }

    /// Whoever called a vote instead once does not have to do so again.
    async fn nobody_objected(&self, asked: &AnswerRow) -> Result<(), Declined> {
        let earlier = self.decisions_about(asked).await?;
        match earlier.iter().find(|row| row.course.stage == Stage::Objected) {
            None => Ok(()),
            Some(row) => Err(Declined::rule(format!(
                "a member called a vote on this after {} was declared, so a vote decides it; call one",
                row.number
            ))),
        }
    }
}

impl<A: Gather> Judged<A> {
    /// The question of an act, where the group can decide it now: whoever acts may have a vote on it opened.
    pub(crate) async fn to_be_decided(&self, charter: &Charter, question: AnswerId) -> Result<AnswerRow, Declined> {
        let asked = question_of(&self.tx, self.group, question).await?;
        if !asked.question.is_for_the_group() {
            let whose = charter.the_body(&asked.question.body);
            return Err(Declined::rule(format!("{whose} decides this, so the group does not vote on it")));
        }
        if asked.answer.is_some() || asked.superseded_by.is_some() {
            return Err(Declined::rule("this question is answered; put it anew before you call a vote on it"));
        }
        removing::may_be_voted_on(self, &asked).await?;
        resting::does_not_rest(self, charter, &asked).await?;
        admissible::may_be_decided(self, &asked.question).await?;
        Ok(asked)
    }

    /// Since when a question has been talked about.
    async fn talked_since(&self, asked: &AnswerRow) -> Result<Moment, Declined> {
        Ok(admissible::arrived(self, &asked.question.about).await?.unwrap_or(asked.asked.1))
    }

    /// The decisions on the same item, by whichever question it was put.
    pub(crate) async fn decisions_about(&self, asked: &AnswerRow) -> Result<Vec<crate::DecisionRow>, Declined> {
        let item = admissible::questions_about_the_same(self, asked).await?;
        let questions = item.iter().map(|question| question.uuid());
        let others = decision::Entity::find().filter(decision::Column::QuestionId.is_in(questions)).all(&self.tx);
        Ok(with_questions(&self.tx, others.await?).await?)
    }

    /// One decision at a time on one item. Whoever calls a vote may do so instead of a consensus that was declared, which is
    /// over by that.
    pub(crate) async fn nothing_else_under_way(
        &self,
        asked: &AnswerRow,
        may_object: bool,
    ) -> Result<Vec<Change>, Declined> {
        let mut changes = Vec::new();
        for mut other in self.decisions_about(asked).await? {
            let number = other.number;
            match other.course.at(self.now()) {
                Stage::Declared { .. } if may_object => {
                    other.course.objected(self.now()).map_err(Declined::rule)?;
                    other.closed = Some(Closing { at: self.now(), counted: None });
                    write(&self.tx, &other).await?;
                    changes.push(Change::made(format!("consensus {number}"), json!({ "put_to_a_vote": true })));
                }
                Stage::Declared { .. } => {
                    return Err(Declined::rule(format!("consensus on this was declared already: {number}")));
                }
                Stage::Closed if other.declared.is_some() && other.closed.is_none() => {
                    return Err(Declined::rule(format!("nobody called a vote in time, so consensus {number} holds")));
                }
                Stage::Tied { .. } => {
                    return Err(Declined::rule(format!(
                        "the vote {number} on this is tied, and waits for the casting vote"
                    )));
                }
                stage if stage.is_under_way() => {
                    return Err(Declined::rule(format!(
                        "a vote on this is under way already: {number}. One at a time"
                    )));
                }
                _ => {}
            }
        }
        Ok(changes)
    }

    /// The row of a decision that begins, with the next number of its year.
    pub(crate) async fn insert(&self, begun: Begun<'_>) -> Result<Number, Declined> {
        let proposal = begun.proposal;
        let number = NUMBERED.next(&self.tx, self.group, self.now()).await?;
        decision::Entity::insert(decision::ActiveModel {
            id: Set(begun.id.uuid()),
            group_id: Set(self.group.uuid()),
            year: Set(i32::from(number.year)),
            place: Set(i32::try_from(number.place).map_err(anyhow::Error::from)?),
            question_id: Set(begun.question.uuid()),
            rule: Set(begun.rule.to_owned()),
            charter: Set(begun.charter.version().bytes().to_vec()),
            body: Set(proposal.text.to_owned()),
            course: Set(serde_json::to_string(begun.course)?),
            roll: Set(begun.roll.map(serde_json::to_string).transpose()?),
            called_at: Set(self.now().micros()),
            wakes_at: Set(begun.course.wakes_at().map(Moment::micros)),
            closed_at: Set(None),
            tally: Set(None),
            outcome: Set(None),
            carried_at: Set(None),
            held_because: Set(None),
            paper: Set(proposal.paper.map(serde_json::to_string).transpose()?),
            runoff: Set(None),
            declared: Set(begun.declared.map(serde_json::to_string).transpose()?),
            overridden_at: Set(None),
            overridden_because: Set(None),
            for_members: Set(said(proposal.for_members)),
            summary: Set(said(proposal.summary)),
            stakeholders: Set(said(proposal.stakeholders)),
        })
        .exec_without_returning(&self.tx)
        .await?;
        Ok(number)
    }
}

fn said(words: &str) -> Option<String> {
    Some(words.to_owned()).filter(|words| !words.is_empty())
}

/// A vote that its sponsor marks as a one-way door.
fn marked(course: Course, rule: &DecisionRule, now: Moment) -> Result<Course, Declined> {
    course.marked_one_way(rule, now).map_err(|_| {
        Declined::field(
            "one_way",
            "By this rule a vote runs for its time and no longer, so it cannot be marked as hard to undo; leave the mark out.",
        )
    })
}

async fn question_of(tx: &impl ConnectionTrait, group: GroupId, id: AnswerId) -> Result<AnswerRow, Declined> {
    let of_group = answer::Column::GroupId.eq(group.uuid());
    let row = answer::Entity::find_by_id(id.uuid()).filter(of_group).one(tx).await?;
    Ok(answer_of(row.ok_or(Declined::NotFound("question"))?)?)
}

/// The rule for a matter, where it can be voted on here.
pub(crate) fn rule_of<'a>(charter: &'a Charter, matter: &str) -> Result<(&'a str, &'a DecisionRule), Declined> {
    let (name, rule) = charter.rule_for(matter).ok_or_else(|| {
        Declined::rule("the charter names no rule by which the group votes on this; record here what it decides")
    })?;
    match rule.method {
        Method::Binary | Method::FullConsensus | Method::Consent => Ok((name, rule)),
        Method::RankedChoice | Method::LazyConsensus => {
            Err(Declined::rule("this kind of vote is not taken here yet; record here what the group decides"))
        }
    }
}
