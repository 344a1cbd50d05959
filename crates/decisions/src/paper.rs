//! What can be chosen in a vote among several options, and one ballot that ranks them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The fewest options that are ranked: between two, a question is asked that is answered by yes or no.
pub const FEWEST_OPTIONS: usize = 3;
/// The most options of one vote: a longer list is not ranked with care.
pub const MOST_OPTIONS: usize = 20;
/// The longest option, in characters: it is a line on the ballot.
pub const LONGEST_OPTION: usize = 200;

/// What a ballot without a rank is called, so that no option is.
const BLANK: &str = "blank";

/// The options of a ranked vote, in the order in which they stand on the ballot, and how many of them are to be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    options: Vec<String>,
    winners: usize,
}

/// Why options cannot be voted on as they are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPaper {
    /// There are too few.
    #[error("options are ranked where there are three or more; for fewer, leave them out and ask for yes or no")]
    TooFew,
    /// There are too many.
    #[error("{0} options are too many to rank; a ballot holds at most {MOST_OPTIONS}")]
    TooMany(usize),
    /// One is too long.
    #[error("the option that begins with {0:?} has more than {LONGEST_OPTION} characters; say it in fewer words")]
    TooLong(String),
    /// One stands there twice.
    #[error("{0:?} stands among the options twice; each is written once")]
    Twice(String),
    /// One is called as a ballot that ranks nothing.
    #[error("an option cannot be called {0:?}, because a ballot that ranks nothing is called so; give it another name")]
    Blank(String),
    /// As many are to be chosen as there are, or none.
    #[error("{chosen} of {options} options cannot be chosen; choose at least one and fewer than all")]
    Winners {
        /// How many were to be chosen.
        chosen: usize,
        /// Of how many.
        options: usize,
    },
}

impl Paper {
    /// A ballot paper with these options, one or more of which are to be chosen. Empty lines are no options.
    ///
    /// # Errors
    /// When there are too few or too many, when one is too long or stands there twice, or when none or all are to be chosen.
    pub fn offering<'a>(lines: impl IntoIterator<Item = &'a str>, winners: usize) -> Result<Self, NotAPaper> {
        let lines = lines.into_iter().map(str::trim).filter(|line| !basics::text::is_blank(line));
        let mut options: Vec<String> = Vec::new();
        for line in lines {
            if line.chars().count() > LONGEST_OPTION {
                return Err(NotAPaper::TooLong(line.chars().take(20).collect()));
            }
            if line.to_lowercase() == BLANK {
                return Err(NotAPaper::Blank(line.to_owned()));
            }
            if options.iter().any(|option| option.to_lowercase() == line.to_lowercase()) {
                return Err(NotAPaper::Twice(line.to_owned()));
            }
            options.push(line.to_owned());
        }
        match options.len() {
            few if few < FEWEST_OPTIONS => Err(NotAPaper::TooFew),
            many if many > MOST_OPTIONS => Err(NotAPaper::TooMany(many)),
            all if winners == 0 || winners >= all => Err(NotAPaper::Winners { chosen: winners, options: all }),
            _ => Ok(Self { options, winners }),
        }
    }
    /// The options in their order.
    pub fn options(&self) -> &[String] {
        &self.options
    }
    /// How many are to be chosen.
    pub fn winners(&self) -> usize {
        self.winners
    }
}

/// One ballot: for each option its rank, 1 for the first choice, or none. A ballot without a rank is blank.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ranking(Vec<u8>);

/// Why ranks are no ballot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotARanking {
    /// Something was ranked that is not on the ballot, or in no number.
    #[error("ranks are given to the options on the ballot, from 1 for the first choice on")]
    NotOnTheBallot,
    /// Two options share a rank.
    #[error("rank {0} is given twice; each rank is for one option")]
    Twice(u8),
    /// A rank is left out.
    #[error("rank {0} is given to no option, though a later one is; ranks follow each other from 1 on")]
    Gap(u8),
}

impl Ranking {
    /// A ballot with these ranks, one for each option of the paper, 0 where an option has none.
    ///
    /// # Errors
    /// When a rank is given twice, is left out, or there are not as many as options.
    pub fn on(paper: &Paper, ranks: &[u8]) -> Result<Self, NotARanking> {
        if ranks.len() != paper.options.len() {
            return Err(NotARanking::NotOnTheBallot);
        }
        let mut given: Vec<u8> = ranks.iter().copied().filter(|rank| *rank > 0).collect();
        given.sort_unstable();
        if let Some(pair) = given.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(NotARanking::Twice(pair[0]));
        }
        if let Some((gap, _)) = (1..).zip(&given).find(|(expected, rank)| expected != *rank) {
            return Err(NotARanking::Gap(gap));
        }
        Ok(Self(ranks.to_vec()))
    }
    /// The ranks, one byte for each option: ballots of one vote are all as long as each other.
    pub fn ranks(&self) -> &[u8] {
        &self.0
    }
    /// Reads what [`Display`](fmt::Display) wrote.
    ///
    /// # Errors
    /// When it is no ballot of this paper.
    pub fn read(paper: &Paper, written: &str) -> Result<Self, NotARanking> {
        let ranks: Result<Vec<u8>, _> = written.split(' ').map(str::parse).collect();
        Self::on(paper, &ranks.map_err(|_| NotARanking::NotOnTheBallot)?)
    }
    /// The options that were ranked, by their place on the ballot, the first choice first.
    pub fn order(&self) -> Vec<usize> {
        let mut ranked: Vec<(u8, usize)> =
            self.0.iter().enumerate().filter(|(_, rank)| **rank > 0).map(|(option, rank)| (*rank, option)).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, option)| option).collect()
    }
    /// Whether nothing is ranked: it takes part and chooses nothing.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|rank| *rank == 0)
    }
}

/// The ranks in the order of the options: `2 0 1`.
impl fmt::Display for Ranking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ranks: Vec<String> = self.0.iter().map(u8::to_string).collect();
        f.write_str(&ranks.join(" "))
    }
}
