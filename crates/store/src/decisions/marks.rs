//! What a ballot says, as it is kept: open as words, sealed as bytes of one length for every ballot of a vote.

use crate::{DecisionRow, Declined};
use charter::rules::DecisionRule;
use decisions::{Choice, Ranking, Tally};

/// What one ballot says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// Yes, no, or neither.
    Choice(Choice),
    /// The options that were ranked.
    Ranks(Ranking),
}

const CHOICES: [Choice; 4] = [Choice::Yes, Choice::No, Choice::Abstain, Choice::Blank];

impl Marks {
    /// Reads what somebody chose, or what was kept of it.
    ///
    /// # Errors
    /// When it is not on the ballot.
    pub(crate) fn read(row: &DecisionRow, rule: &DecisionRule, words: &str) -> Result<Self, Declined> {
        match &row.paper {
            None => Choice::of(words, rule).map(Self::Choice).map_err(Declined::rule),
            Some(paper) => Ranking::read(paper, words).map(Self::Ranks).map_err(Declined::rule),
        }
    }
    /// The words by which it is kept where ballots are open.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Choice(choice) => choice.word().to_owned(),
            Self::Ranks(ranking) => ranking.to_string(),
        }
    }
    /// The bytes that are sealed: as many in every ballot of a vote.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Choice(choice) => {
                CHOICES.iter().zip(0_u8..).filter(|(one, _)| *one == choice).map(|(_, n)| n).collect()
            }
            Self::Ranks(ranking) => ranking.ranks().to_vec(),
        }
    }
    /// Reads what was sealed; nothing where it is no ballot of this vote.
    pub(crate) fn of_bytes(row: &DecisionRow, bytes: &[u8]) -> Option<Self> {
        match &row.paper {
            None => CHOICES.get(usize::from(*bytes.first()?)).copied().map(Self::Choice),
            Some(paper) => Ranking::on(paper, bytes).ok().map(Self::Ranks),
        }
    }
}

/// The ballots of one vote that count.
#[derive(Clone, Debug)]
pub(crate) enum Ballots {
    /// Of a vote by yes or no: how many chose what.
    YesNo(Tally),
    /// Of a vote among several options.
    Ranked(Vec<Ranking>),
}

impl Ballots {
    /// The ballots of a vote, sorted by what they say.
    pub(crate) fn of(row: &DecisionRow, marks: impl IntoIterator<Item = Marks>) -> Self {
        let (mut tally, mut rankings) = (Tally::default(), Vec::new());
        for marks in marks {
            match marks {
                Marks::Choice(choice) => tally = tally.with(choice),
                Marks::Ranks(ranking) => rankings.push(ranking),
            }
        }
        if row.paper.is_some() { Self::Ranked(rankings) } else { Self::YesNo(tally) }
    }
    /// How many there are.
    pub(crate) fn cast(&self) -> u32 {
        match self {
            Self::YesNo(tally) => tally.cast(),
            // A vote of more than four thousand million people is none.
            Self::Ranked(rankings) => u32::try_from(rankings.len()).unwrap_or(u32::MAX),
        }
    }
}
