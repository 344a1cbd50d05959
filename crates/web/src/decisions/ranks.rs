//! A ballot among several options: a rank for each, without script, and the rounds once it was counted.

use super::{RankedOption, Ranks, Rounds, ballot::Filled, reading::Reading};
use crate::parts::{Choice, Problems};
use decisions::{Ended, Outcome, Paper, Ranking, in_decimals, named};

/// The ranks as they were filled in, in the form in which they are kept.
///
/// # Errors
/// The sentence that says what is wrong with them.
pub(super) fn read(paper: &Paper, filled: &[String]) -> Result<String, String> {
    let rank = |word: &String| if word.is_empty() { Ok(0) } else { word.parse::<u8>() };
    let ranks: Result<Vec<u8>, _> = filled.iter().map(rank).collect();
    let ranks = ranks.map_err(|_| "Give ranks as whole numbers, from 1 for your first choice on.".to_owned())?;
    let ranking = Ranking::on(paper, &ranks).map_err(|wrong| crate::words::sentence(&wrong))?;
    Ok(ranking.to_string())
}

impl Reading<'_> {
    /// The ballot, as it was filled in just now or as it stands with one's own.
    pub(super) fn ranks(&self, filled: &Filled, problems: &Problems) -> Option<Ranks> {
        let paper = self.row.paper.as_ref()?;
        let own = self.ballots.iter().find(|ballot| ballot.person == self.reader.person());
        let kept = own.and_then(|ballot| ballot.choice.as_deref()).unwrap_or_default();
        let kept: Vec<String> = kept.split(' ').map(|rank| if rank == "0" { "" } else { rank }.to_owned()).collect();
        let chosen = if filled.rank.is_empty() { &kept } else { &filled.rank };
        let of = paper.options().iter().enumerate().map(|(place, option)| {
            let mine = chosen.get(place).map(String::as_str).unwrap_or_default();
            let none = Choice::new("", "no rank").chosen(mine.is_empty());
            let ranks = (1..=paper.options().len()).map(|rank| {
                let rank = rank.to_string();
                Choice::new(&rank, &rank).chosen(rank == mine)
            });
            RankedOption {
                id: format!("rank-{place}"),
                words: option.clone(),
                ranks: [none].into_iter().chain(ranks).collect(),
            }
        });
        Some(Ranks { of: of.collect(), error: problems.at("choice") })
    }

    /// The rounds, once it was counted.
    pub(super) fn rounds(&self) -> Option<Rounds> {
        let (paper, runoff) = (self.row.paper.as_ref()?, self.row.runoff.as_ref()?);
        let cell = |votes: &Option<String>| votes.as_deref().map_or_else(|| "–".to_owned(), in_decimals);
        let mut rows: Vec<(String, Vec<String>)> = paper
            .options()
            .iter()
            .enumerate()
            .map(|(place, option)| {
                let rounds = runoff.rounds.iter();
                (option.clone(), rounds.map(|round| round.votes.get(place).map_or_else(String::new, cell)).collect())
            })
            .collect();
        let of = |words: &str, what: fn(&decisions::Round) -> &str| {
            (words.to_owned(), runoff.rounds.iter().map(|round| in_decimals(what(round))).collect::<Vec<_>>())
        };
        rows.push(of("Needed", |round| &round.quota));
        rows.push(of("Rank nobody who is in", |round| &round.exhausted));
        let outcome = self.row.closed.and_then(|closing| closing.counted).map(|(_, outcome)| outcome);
        let is_inquorate = outcome == Some(Outcome::Inquorate);
        let came = |round: &decisions::Round| match (round.chosen.as_slice(), round.out.as_slice()) {
            ([], []) => "tie".to_owned(),
            ([], out) => format!("{} out", named(paper, out)),
            (chosen, _) if is_inquorate => format!("{} ahead; too few took part", named(paper, chosen)),
            (chosen, _) => format!("{} chosen", named(paper, chosen)),
        };
        rows.push(("Came of it".to_owned(), runoff.rounds.iter().map(came).collect()));
        let heads = (1..=runoff.rounds.len()).map(|round| format!("Round {round}")).collect();
        Some(Rounds { heads, rows })
    }

    /// Who was chosen, in a sentence.
    pub(super) fn chosen(&self) -> Option<String> {
        let (paper, runoff) = (self.row.paper.as_ref()?, self.row.runoff.as_ref()?);
        Some(match &runoff.ended {
            Ended::Chosen(chosen) => format!("The group chose {}.", named(paper, chosen)),
            Ended::Tied(tied) => format!("{} are tied, so nothing is decided.", named(paper, tied)),
            Ended::AllBlank => "No ballot ranked anything, so nothing is decided.".to_owned(),
        })
    }
}
