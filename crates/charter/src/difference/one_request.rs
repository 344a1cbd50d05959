//! One request, put to both versions: a change only where their judges answer differently, and told by the smallest request
//! that still shows it.

use super::ChangedAnswer;
use crate::powers::{Answer, Cell};
use crate::{Charter, Request};

/// Which way an answer turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// What was shut is open.
    Opens,
    /// What was open is shut.
    Shuts,
    /// Open or shut as before, by other clauses or with another way on.
    Otherwise,
}

impl Turn {
    fn of(before: &Cell, after: &Cell) -> Option<Self> {
        match (&before.answer, &after.answer) {
            _ if before == after => None,
            (Answer::May, Answer::May) => Some(Self::Otherwise),
            (Answer::May, _) => Some(Self::Shuts),
            (_, Answer::May) => Some(Self::Opens),
            _ => Some(Self::Otherwise),
        }
    }
}

impl ChangedAnswer {
    /// Which way it turned; nothing where one of the versions does not know the office.
    pub fn turn(&self) -> Option<Turn> {
        Turn::of(self.before.as_ref()?, self.after.as_ref()?)
    }

    /// What both versions answer to this request, told by the smallest one that turns the same way; nothing where their
    /// judges answer alike.
    pub fn to(request: Request, old: &Charter, new: &Charter) -> Option<Self> {
        let turn = |asked: &Request| Turn::of(&asked.answer(old), &asked.answer(new));
        let turned = turn(&request)?;
        let smallest = request.smallest(new, |asked| turn(asked) == Some(turned));
        Some(Self {
            act: smallest.act().name,
            says: smallest.act().says,
            situation: smallest.situation(new),
            who: vec![smallest.who(new)],
            before: Some(smallest.answer(old)),
            after: Some(smallest.answer(new)),
            example: smallest.told(new),
        })
    }
}
