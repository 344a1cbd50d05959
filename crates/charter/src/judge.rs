//! The one place that answers "may I?", and the only maker of a [`Permit`].

use crate::{Act, Actor, Charter, Cited, Facts, Grounds, Object, Way};
use basics::{Digest, Moment};
use serde::{Deserialize, Serialize};

/// The charter's answer, without anything to spend: what a page asks for its buttons and a table prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer")]
pub enum Opinion {
    /// It may be done, by these clauses.
    May {
        /// The powers that allow it, each with its clause and the office that holds it.
        by: Vec<Cited>,
    },
    /// It may not be done as things stand.
    No(Grounds),
}

impl Opinion {
    /// Whether it may be done now.
    pub fn may(&self) -> bool {
        matches!(self, Self::May { .. })
    }
    /// The rules it rests on, whichever way it went.
    pub fn cites(&self) -> &[Cited] {
        match self {
            Self::May { by } => by,
            Self::No(grounds) => &grounds.because,
        }
    }
    /// What is broken, where that is why it may not be done. Whoever acts on an opinion logs these.
    pub fn alarms(&self) -> impl Iterator<Item = &str> {
        self.cites().iter().filter_map(Cited::alarm)
    }
}

/// The charter's answer to somebody about to act.
#[derive(Debug)]
pub enum Verdict<A> {
    /// Do it: here is the permit.
    May(Permit<A>),
    /// The group decides this.
    AskGroup(Refusal),
    /// Another body decides this, or several do.
    AskBody(Refusal),
    /// It may not be done.
    MayNot(Refusal),
}

impl<A> Verdict<A> {
    /// The permit, or the refusal whichever way it leads.
    #[expect(clippy::result_large_err, reason = "a refusal is as large as a permit: both carry the whole question")]
    pub fn permit(self) -> Result<Permit<A>, Refusal> {
        match self {
            Self::May(permit) => Ok(permit),
            Self::AskGroup(refusal) | Self::AskBody(refusal) | Self::MayNot(refusal) => Err(refusal),
        }
    }
}

/// What was asked of the judge, kept with the answer so that it can be asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Who asked.
    pub actor: Actor,
    /// The act's name.
    pub act: String,
    /// What it was to be done to.
    pub object: Object,
    /// The facts, one set for each thing the act touches (each channel of a post, say).
    pub cases: Vec<Facts>,
    /// The digest of the charter's text and rules.
    pub charter: Digest,
    /// When.
    pub at: Moment,
}

/// Proof that the charter lets one person do one act to one object as it is now.
///
/// Only [`judge`] makes one. It is neither `Clone` nor `Deserialize`, and the write that it allows consumes it.
#[derive(Debug)]
pub struct Permit<A> {
    act: A,
    question: Question,
    by: Vec<Cited>,
}

impl<A> Permit<A> {
    /// What is permitted.
    pub fn act(&self) -> &A {
        &self.act
    }
    /// What was asked, with the facts it rests on.
    pub fn question(&self) -> &Question {
        &self.question
    }
    /// The clauses that allow it.
    pub fn by(&self) -> &[Cited] {
        &self.by
    }
    /// The office the person acts in, where the power belongs to one.
    pub fn office(&self) -> Option<&str> {
        self.by.iter().find_map(|cited| cited.office.as_deref())
    }
    /// The permit, spent: what an entry of the log is made of.
    pub fn spend(self) -> Spent {
        Spent { question: self.question, opinion: Opinion::May { by: self.by } }
    }
}

/// A refusal with every ground. Only [`judge`] makes one.
#[derive(Clone, Debug)]
pub struct Refusal {
    question: Question,
    grounds: Grounds,
}

impl Refusal {
    /// What was asked, with the facts it rests on.
    pub fn question(&self) -> &Question {
        &self.question
    }
    /// Every clause in the way, and where it leads.
    pub fn grounds(&self) -> &Grounds {
        &self.grounds
    }
    /// The refusal as the log records it.
    pub fn spend(self) -> Spent {
        Spent { question: self.question, opinion: Opinion::No(self.grounds) }
    }
}

/// A verdict that has been used up: it can be recorded, and nothing else. Only a [`Permit`] or a [`Refusal`] becomes one.
#[derive(Clone, Debug)]
pub struct Spent {
    question: Question,
    opinion: Opinion,
}

impl Spent {
    /// What was asked.
    pub fn question(&self) -> &Question {
        &self.question
    }
    /// What was answered.
    pub fn opinion(&self) -> &Opinion {
        &self.opinion
    }
}

/// Judges `act`. Every case must be allowed; a refusal names what stands in the way of any of them.
pub fn judge<A: Act>(charter: &Charter, actor: Actor, act: A, cases: Vec<Facts>, at: Moment) -> Verdict<A> {
    let opinion = charter.weigh(A::NAME, &cases);
    let question =
        Question { actor, act: A::NAME.to_owned(), object: act.object(), cases, charter: charter.version(), at };
    match opinion {
        Opinion::May { by } => Verdict::May(Permit { act, question, by }),
        Opinion::No(grounds) => {
            let refusal = Refusal { question, grounds };
            match refusal.grounds.way {
                Way::AskGroup => Verdict::AskGroup(refusal),
                Way::AskBody(_) | Way::AskEither(_) => Verdict::AskBody(refusal),
                Way::MayNot => Verdict::MayNot(refusal),
            }
        }
    }
}

/// The permit to found a group: the one act that no charter can allow, because adopting it is what makes the charter
/// count. It names the operator, and the log shows it as the first entry of the group.
pub fn found(charter: &Charter, act: crate::act::FoundGroup, at: Moment) -> Permit<crate::act::FoundGroup> {
    by_operator(charter, act, at)
}

/// The permit by which the operator invites somebody on the roster of a group of which nobody can sign in yet: before
/// somebody is there, no office can be exercised. Whoever asks for it makes sure that it is so; the log names the
/// operator.
pub fn invite_first(charter: &Charter, act: crate::act::InviteMember, at: Moment) -> Permit<crate::act::InviteMember> {
    by_operator(charter, act, at)
}

fn by_operator<A: Act>(charter: &Charter, act: A, at: Moment) -> Permit<A> {
    let question = Question {
        actor: Actor::Operator,
        act: A::NAME.to_owned(),
        object: act.object(),
        cases: Vec::new(),
        charter: charter.version(),
        at,
    };
    Permit { act, question, by: Vec::new() }
}
