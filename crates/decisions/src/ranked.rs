//! What ranked ballots come to: one winner by instant runoff, several by single transferable vote, in exact fractions.
//!
//! Each ballot counts for its first choice that is still in. In each round whoever reached the quota is chosen and what they
//! have beyond it goes on, as the same part of every ballot they hold, to the next choices; where nobody reached it, the
//! option with the fewest goes out. The order on the ballot decides nothing, and neither does chance: see [`Ended::Tied`].

use crate::{Paper, Ranking};
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

/// One round, as a record shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What each option had, as an exact fraction (`5`, `8/3`), by its place on the ballot. None once it was chosen or out.
    pub votes: Vec<Option<String>>,
    /// How much was needed to be chosen.
    pub quota: String,
    /// What of the ballots ranks nobody who is still in.
    pub exhausted: String,
    /// Whoever was chosen in this round.
    pub chosen: Vec<usize>,
    /// Whoever went out in it.
    pub out: Vec<usize>,
}

/// How counting ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// These were chosen, in the order in which they were.
    Chosen(Vec<usize>),
    /// These were last together, had as many as each other in every round, and one of them had to go out: nothing is
    /// decided.
    Tied(Vec<usize>),
    /// Nobody ranked anything.
    AllBlank,
}

/// Ranked ballots, counted: what a record says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runoff {
    /// How many ranked something.
    pub ranked: u32,
    /// How many were blank.
    pub blank: u32,
    /// The rounds, the first one first.
    pub rounds: Vec<Round>,
    /// What they came to.
    pub ended: Ended,
}

/// Counts ranked ballots. The result depends neither on the order of the ballots nor on that of the options.
pub fn runoff(paper: &Paper, ballots: &[Ranking]) -> Runoff {
    let orders: Vec<Vec<usize>> = ballots.iter().map(Ranking::order).filter(|order| !order.is_empty()).collect();
    // A vote of more than four thousand million people is none.
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (ranked, blank) = (number(orders.len()), number(ballots.len() - orders.len()));
    if orders.is_empty() {
        return Runoff { ranked, blank, rounds: Vec::new(), ended: Ended::AllBlank };
    }
    let mut counting = Counting::of(paper, orders);
    let ended = loop {
        if let Some(ended) = counting.round() {
            break ended;
        }
    };
    Runoff { ranked, blank, rounds: counting.rounds, ended }
}

/// A ballot with what is left of it.
struct Held {
    order: Vec<usize>,
    weight: BigRational,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    In,
    Chosen,
    Out,
}

/// Options are places on the paper, and every list by option is as long as the paper: no place lies outside one.
struct Counting {
    winners: usize,
    cast: BigRational,
    held: Vec<Held>,
    places: Vec<Place>,
    chosen: Vec<usize>,
    /// What each option had in each round so far; what decides between those who are last together.
    had: Vec<Vec<BigRational>>,
    rounds: Vec<Round>,
}

impl Counting {
    fn of(paper: &Paper, orders: Vec<Vec<usize>>) -> Self {
        let held: Vec<Held> = orders.into_iter().map(|order| Held { order, weight: whole(1) }).collect();
        Self {
            winners: paper.winners(),
            cast: whole(held.len()),
            held,
            places: vec![Place::In; paper.options().len()],
            chosen: Vec::new(),
            had: Vec::new(),
            rounds: Vec::new(),
        }
    }

    /// One round more; how it ended, where it was the last.
    fn round(&mut self) -> Option<Ended> {
        let votes = self.votes();
        let quota = self.quota(&votes);
        self.had.push(votes.clone());
        let mut reached: Vec<usize> = self.still_in().into_iter().filter(|option| votes[*option] >= quota).collect();
        reached.sort_by(|one, other| votes[*other].cmp(&votes[*one]));
        let rest = self.still_in().len() - reached.len();
        if reached.is_empty() && rest <= self.winners - self.chosen.len() {
            reached = self.still_in();
            reached.sort_by(|one, other| votes[*other].cmp(&votes[*one]));
        }
        if !reached.is_empty() {
            self.note(&votes, &quota, reached.clone(), Vec::new());
            return self.choose(&reached, &votes, &quota);
        }
        match self.last(&votes) {
            Ok(out) => {
                self.note(&votes, &quota, Vec::new(), out.clone());
                for option in out {
                    self.places[option] = Place::Out;
                }
                None
            }
            Err(tied) => {
                self.note(&votes, &quota, Vec::new(), Vec::new());
                Some(Ended::Tied(tied))
            }
        }
    }

    /// What each option has now.
    fn votes(&self) -> Vec<BigRational> {
        let mut votes = vec![whole(0); self.places.len()];
        for held in &self.held {
            if let Some(option) = self.counts_for(held) {
                votes[option] += &held.weight;
            }
        }
        votes
    }

    fn counts_for(&self, held: &Held) -> Option<usize> {
        held.order.iter().copied().find(|option| self.places[*option] == Place::In)
    }

    fn still_in(&self) -> Vec<usize> {
        (0..self.places.len()).filter(|option| self.places[*option] == Place::In).collect()
    }

    /// One winner needs more than half of what still counts for somebody; several the smallest whole number that no more than
    /// so many can reach.
    fn quota(&self, votes: &[BigRational]) -> BigRational {
        let of = if self.winners == 1 { votes.iter().sum() } else { self.cast.clone() };
        (of / whole(self.winners + 1)).floor() + whole(1)
    }

    /// These are chosen, all at once; what they have beyond the quota goes on.
    fn choose(&mut self, reached: &[usize], votes: &[BigRational], quota: &BigRational) -> Option<Ended> {
        for position in 0..self.held.len() {
            let option = self.counts_for(&self.held[position]).filter(|option| reached.contains(option));
            if let Some(had) = option.map(|option| &votes[option]).filter(|had| *had > &whole(0)) {
                let beyond = if had > quota { had - quota } else { whole(0) };
                self.held[position].weight *= beyond / had;
            }
        }
        for option in reached {
            self.places[*option] = Place::Chosen;
        }
        self.chosen.extend(reached);
        (self.chosen.len() >= self.winners).then(|| Ended::Chosen(self.chosen.clone()))
    }

    /// Whoever goes out: the option with the fewest. Of several, the one that had fewer in the last round in which they
    /// differed; where they never did, all of them, if together they have fewer than the next and enough stay in.
    fn last(&self, votes: &[BigRational]) -> Result<Vec<usize>, Vec<usize>> {
        let mut last = self.still_in();
        for had in self.had.iter().rev() {
            let fewest = last.iter().map(|option| &had[*option]).min().cloned();
            last.retain(|option| Some(&had[*option]) == fewest.as_ref());
        }
        if last.len() == 1 {
            return Ok(last);
        }
        let rest: Vec<usize> = self.still_in().into_iter().filter(|option| !last.contains(option)).collect();
        let together: BigRational = last.iter().map(|option| votes[*option].clone()).sum();
        let next = rest.iter().map(|option| &votes[*option]).min();
        let enough = rest.len() >= self.winners - self.chosen.len();
        if enough && next.is_some_and(|next| together < *next) { Ok(last) } else { Err(last) }
    }

    fn note(&mut self, votes: &[BigRational], quota: &BigRational, chosen: Vec<usize>, out: Vec<usize>) {
        let shown =
            (0..votes.len()).map(|option| (self.places[option] == Place::In).then(|| votes[option].to_string()));
        let lost = self.held.iter().filter(|held| self.counts_for(held).is_none()).map(|held| held.weight.clone());
        self.rounds.push(Round {
            votes: shown.collect(),
            quota: quota.to_string(),
            exhausted: lost.sum::<BigRational>().to_string(),
            chosen,
            out,
        });
    }
}

fn whole(count: usize) -> BigRational {
    BigRational::from_integer(count.into())
}

/// A fraction of a round as people read it: `5`, `2.67`.
pub fn in_decimals(fraction: &str) -> String {
    let Ok(read) = fraction.parse::<BigRational>() else { return fraction.to_owned() };
    let hundredths = (read * whole(100)).round().to_integer();
    let (whole, rest) = (&hundredths / 100_u32, &hundredths % 100_u32);
    let rest = format!("{rest:0>2}");
    match rest.trim_end_matches('0') {
        "" => whole.to_string(),
        digits => format!("{whole}.{digits}"),
    }
}

/// How ranked ballots are counted, as it stands on every ballot.
pub fn method(paper: &Paper) -> &'static str {
    if paper.winners() == 1 {
        "Instant runoff: every ballot counts for its first choice that is still in. Whoever has more than half is chosen; \
         until somebody has, the option with the fewest goes out, and its ballots go on to their next choice."
    } else {
        "Single transferable vote, with Droop’s quota: every ballot counts for its first choice that is still in. Whoever \
         reaches the quota is chosen, and what they have beyond it goes on, as the same part of each of their ballots, to \
         the next choices. While nobody reaches it, the option with the fewest goes out."
    }
}

/// What becomes of a tie, as it stands on every ballot.
pub const TIES: &str = "Of several with the fewest, the one goes out that had fewer in the last round in which they differed. \
     Where they never did, they go out together if together they have fewer than the next; otherwise the vote is tied, and \
     nothing is decided. Nothing is drawn by lot, and the order on the ballot decides nothing.";
