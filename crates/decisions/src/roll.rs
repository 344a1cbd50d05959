//! The roll of a vote: whoever could vote when it opened. Afterwards nobody comes onto it.

use basics::PersonId;
use charter::rules::{DecisionRule, Electorate, Subject};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One person on the roll.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own on the roll")]
pub struct Voter {
    /// Whether their ballot is in.
    pub has_voted: bool,
    /// Whether they stay out of the matter.
    pub is_recused: bool,
    /// Whether they lost their vote after it opened. A ballot that was in by then stands.
    pub has_left: bool,
    /// Whether they recorded that they are present, which may make the vote shorter.
    #[serde(default)]
    pub is_present: bool,
}

/// Whoever could vote when it opened. A person stands on it once, in however many offices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roll {
    changes: Changes,
    voters: BTreeMap<PersonId, Voter>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Changes {
    ShrinkOnly,
    Fixed,
}

/// Why somebody's ballot is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// They were not on the roll when the vote opened.
    #[error("whoever was no member when the vote opened, or whom it is about, has no ballot in it")]
    NotOnTheRoll,
    /// They lost their vote since.
    #[error("whoever is no member any more has no ballot; one that was in by then stands")]
    HasLeft,
    /// They stay out of the matter.
    #[error("whoever stays out of a matter has no ballot in it")]
    Recused,
}

impl Roll {
    /// The roll of a vote that opens with these people, each once.
    pub fn at_opening(rule: Electorate, people: impl IntoIterator<Item = PersonId>) -> Self {
        let changes = match rule {
            Electorate::ShrinkOnly => Changes::ShrinkOnly,
            Electorate::Fixed => Changes::Fixed,
        };
        Self { changes, voters: people.into_iter().map(|person| (person, Voter::default())).collect() }
    }
    /// The roll of a vote about a person: the rule says whether they stand on it.
    pub fn about(rule: &DecisionRule, people: impl IntoIterator<Item = PersonId>, subject: PersonId) -> Self {
        let stays_off = rule.subject == Some(Subject::ExcludedNotCounted);
        let people = people.into_iter().filter(|person| !stays_off || *person != subject);
        let mut roll = Self::at_opening(rule.electorate, people);
        if rule.subject == Some(Subject::ExcludedButCounted) {
            roll.recuses(subject);
        }
        roll
    }
    /// How many are entitled: everybody who was, but for those who left without having voted where the roll may shrink.
    pub fn entitled(&self) -> u32 {
        let shrinks = self.changes == Changes::ShrinkOnly;
        let struck = |voter: &Voter| shrinks && voter.has_left && !voter.has_voted;
        self.number(|voter| !struck(voter))
    }
    /// How many of them stay out of the matter.
    pub fn recused(&self) -> u32 {
        self.number(|voter| voter.is_recused && !voter.has_left)
    }
    /// Whether this person may cast or change a ballot now.
    ///
    /// # Errors
    /// Why not.
    pub fn admits(&self, person: PersonId) -> Result<(), Closed> {
        match self.voters.get(&person) {
            None => Err(Closed::NotOnTheRoll),
            Some(voter) if voter.has_left => Err(Closed::HasLeft),
            Some(voter) if voter.is_recused => Err(Closed::Recused),
            Some(_) => Ok(()),
        }
    }
    /// A ballot of this person is in.
    ///
    /// # Errors
    /// When they may not cast one.
    pub fn votes(&mut self, person: PersonId) -> Result<(), Closed> {
        self.admits(person)?;
        self.voters.entry(person).and_modify(|voter| voter.has_voted = true);
        Ok(())
    }
    /// This person says that they are present.
    ///
    /// # Errors
    /// When they have no ballot.
    pub fn is_there(&mut self, person: PersonId) -> Result<(), Closed> {
        self.admits(person)?;
        self.voters.entry(person).and_modify(|voter| voter.is_present = true);
        Ok(())
    }
    /// Whether everybody who has a ballot said so themself: nobody is left out, and nobody is spoken for.
    pub fn are_all_present(&self) -> bool {
        let mut here = self.voters.values().filter(|voter| !voter.has_left && !voter.is_recused).peekable();
        here.peek().is_some() && here.all(|voter| voter.is_present)
    }
    /// The vote begins anew: ballots that were in are void, and whoever was present says so again.
    pub fn begins_anew(&mut self) {
        self.voters.values_mut().for_each(|voter| {
            voter.has_voted = false;
            voter.is_present = false;
        });
    }
    /// Somebody lost their vote: they left, or their term ended. Somebody who is not on the roll changes nothing.
    pub fn leaves(&mut self, person: PersonId) {
        self.voters.entry(person).and_modify(|voter| voter.has_left = true);
    }
    /// Somebody stays out of the matter; a ballot of theirs is taken back by whoever keeps the ballots.
    pub fn recuses(&mut self, person: PersonId) {
        self.voters.entry(person).and_modify(|voter| {
            voter.is_recused = true;
            voter.has_voted = false;
        });
    }
    /// Everybody on the roll, with how they stand.
    pub fn voters(&self) -> impl Iterator<Item = (PersonId, Voter)> {
        self.voters.iter().map(|(person, voter)| (*person, *voter))
    }
    fn number(&self, counts: impl Fn(&Voter) -> bool) -> u32 {
        // A roll of more than four thousand million people is none.
        u32::try_from(self.voters.values().filter(|voter| counts(voter)).count()).unwrap_or(u32::MAX)
    }
}
