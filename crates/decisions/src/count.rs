//! What the ballots of a yes-or-no vote come to.

use crate::Choice;
use charter::rules::{Base, DecisionRule, Method, Tie};
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many chose what. Whoever is on the roll and in none of these was silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// For it.
    pub yes: u32,
    /// Against it.
    pub no: u32,
    /// Abstentions.
    pub abstain: u32,
    /// Blank ballots.
    pub blank: u32,
}

impl Tally {
    /// The same with one ballot more.
    #[must_use]
    pub fn with(mut self, choice: Choice) -> Self {
        *self.of_mut(choice) += 1;
        self
    }
    /// How many chose this.
    pub fn of(self, choice: Choice) -> u32 {
        match choice {
            Choice::Yes => self.yes,
            Choice::No => self.no,
            Choice::Abstain => self.abstain,
            Choice::Blank => self.blank,
        }
    }
    /// Every ballot.
    pub fn cast(self) -> u32 {
        self.yes + self.no + self.abstain + self.blank
    }
    /// The ballots that say one or the other.
    pub fn decided(self) -> u32 {
        self.yes + self.no
    }
    fn of_mut(&mut self, choice: Choice) -> &mut u32 {
        match choice {
            Choice::Yes => &mut self.yes,
            Choice::No => &mut self.no,
            Choice::Abstain => &mut self.abstain,
            Choice::Blank => &mut self.blank,
        }
    }
}

impl FromIterator<Choice> for Tally {
    fn from_iter<I: IntoIterator<Item = Choice>>(ballots: I) -> Self {
        ballots.into_iter().fold(Self::default(), Self::with)
    }
}

/// Of a secret vote with fewer ballots than these only the outcome is told: a count would say who chose what (E6).
pub const TOO_FEW_TO_TELL: u32 = 4;

/// What a vote came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It passed.
    Passed,
    /// Too few said yes.
    Rejected,
    /// As many said no as yes, and the rule says what becomes of that: nothing changes.
    Tied,
    /// As many said no as yes, and an office has the casting vote.
    AwaitsCastingVote,
    /// Too few took part, so that nothing was decided: it may be put again.
    Inquorate,
    /// Fewer members have a vote than the group has to have, so that nothing was decided: it may be put again once there are
    /// more.
    Suspended,
}

/// Whether enough took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quorum {
    /// How many took part, of those who count towards it.
    pub had: u32,
    /// How many had to.
    pub needed: u32,
    /// Of how many.
    pub base: u32,
}

/// A vote, counted: what a record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What it came to.
    pub outcome: Outcome,
    /// The ballots.
    pub tally: Tally,
    /// How many had to say yes.
    pub needed: u32,
    /// Of how many.
    pub of: u32,
    /// What these are.
    pub base: Base,
    /// Whether enough took part, where the rule asks.
    pub quorum: Option<Quorum>,
    /// How it was counted.
    pub method: Method,
}

/// Counts a vote under its rule. `entitled` are the people on the roll, `recused` those of them who stay out of the matter.
/// Nobody passes anything without one yes, whatever the share; but by consent it is enough that nobody objects. It is tied where
/// as many say yes as no and one yes more would carry it; where more are missing, it is not carried for want of them.
pub fn count(rule: &DecisionRule, tally: Tally, entitled: u32, recused: u32) -> Counted {
    let of = |base| people(base, tally, entitled, recused);
    let (share, base) = (rule.threshold.share, rule.threshold.base);
    let quorum = rule.quorum.as_ref().map(|quorum| Quorum {
        had: counting(tally, &quorum.counts),
        needed: quorum.share.needed(of(quorum.base)),
        base: of(quorum.base),
    });
    let outcome = match quorum {
        Some(quorum) if quorum.had < quorum.needed => Outcome::Inquorate,
        _ if rule.method == Method::Consent && tally.no == 0 => Outcome::Passed,
        _ if rule.method == Method::Consent => Outcome::Rejected,
        _ if tally.yes > 0 && share.met(tally.yes, of(base)) => Outcome::Passed,
        _ if tally.yes > 0 && tally.yes == tally.no && share.met(tally.yes + 1, of(base)) => tied(rule.tie),
        _ => Outcome::Rejected,
    };
    Counted { outcome, tally, needed: share.needed(of(base)).max(1), of: of(base), base, quorum, method: rule.method }
}

/// How many people a share is a share of. Whoever casts a ballot is present.
pub(crate) fn people(base: Base, tally: Tally, entitled: u32, recused: u32) -> u32 {
    match base {
        Base::Entitled => entitled,
        Base::EntitledMinusRecused => entitled.saturating_sub(recused),
        Base::Present | Base::Cast => tally.cast(),
        Base::CastExcludingBlank => tally.decided(),
    }
}

/// The ballots that count towards the quorum: those of the named choices, or all where none is named.
fn counting(tally: Tally, named: &[String]) -> u32 {
    let choices = [Choice::Yes, Choice::No, Choice::Abstain, Choice::Blank].into_iter();
    let counts = |choice: &Choice| named.is_empty() || named.iter().any(|word| word == choice.word());
    choices.filter(counts).map(|choice| tally.of(choice)).sum()
}

fn tied(tie: Tie) -> Outcome {
    match tie {
        Tie::Fails | Tie::StatusQuo => Outcome::Tied,
        Tie::CastingVote => Outcome::AwaitsCastingVote,
    }
}

/// The record's line: `3 of 6, needs 4`, or `1 of 1 non-blank, quorum 2 of 4`.
impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_what = match self.base {
            Base::Entitled => "",
            Base::EntitledMinusRecused => " not recused",
            Base::Present => " present",
            Base::Cast => " cast",
            Base::CastExcludingBlank => " non-blank",
        };
        match (self.method, self.tally.no) {
            (Method::Consent, 0) => write!(f, "no objection, {} of {} consent", self.tally.yes, self.of)?,
            (Method::Consent, 1) => write!(f, "1 objection, {} of {} consent", self.tally.yes, self.of)?,
            (Method::Consent, no) => write!(f, "{no} objections, {} of {} consent", self.tally.yes, self.of)?,
            _ => write!(f, "{} of {}{of_what}", self.tally.yes, self.of)?,
        }
        if self.method != Method::Consent && self.outcome == Outcome::Rejected {
            write!(f, ", needs {}", self.needed)?;
        }
        if matches!(self.outcome, Outcome::Tied | Outcome::AwaitsCastingVote) {
            f.write_str(", tie")?;
        }
        match self.quorum {
            Some(Quorum { had, needed, base }) if had < needed => write!(f, ", quorum {had} of {base}, needs {needed}"),
            Some(Quorum { had, base, .. }) => write!(f, ", quorum {had} of {base}"),
            None => Ok(()),
        }
    }
}
