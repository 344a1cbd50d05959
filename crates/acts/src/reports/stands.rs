//! Where a report stands, by the answers to exactly it and the votes on them.

use basics::Moment;
use decisions::Number;
use store::{AnswerRow, DecisionRow, ReportRow};

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Nobody was asked about it.
    Draft,
    /// Whoever decides was asked; the vote on it, where one was called.
    BeingDecided(Option<Number>),
    /// It was agreed to, and is not published: by which vote, where there was one.
    Agreed(Option<Number>),
    /// It was not agreed to, or its answer serves no more.
    NotAgreed,
    /// It is published: since when, and by which decision, where there was one.
    Published(Moment, Option<Number>),
}

/// Where it stands now. Questions and votes are those of its group, the newest first.
pub fn stands(row: &ReportRow, questions: &[AnswerRow], votes: &[DecisionRow], now: Moment) -> Stands {
    let vote_on = |question| votes.iter().find(|vote| vote.question.id == question).map(|vote| vote.number);
    if let Some((at, by)) = row.published {
        return Stands::Published(at, by.and_then(vote_on));
    }
    let object = row.object();
    let about = || questions.iter().filter(|question| question.question.about == object);
    let waits = |question: &&AnswerRow| question.waits();
    match (about().find(waits), about().find(|question| question.unlocks(now))) {
        (Some(question), _) => {
            let mut open = votes.iter().filter(|vote| vote.goes_on());
            Stands::BeingDecided(open.find(|vote| vote.question.id == question.id).map(|vote| vote.number))
        }
        (None, Some(question)) => Stands::Agreed(vote_on(question.id)),
        (None, None) if about().next().is_some() => Stands::NotAgreed,
        (None, None) => Stands::Draft,
    }
}
