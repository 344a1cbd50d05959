//! What a vote came to, as far as whoever looks may see it: the count, the outcome, the ballots.

use super::{Said, Seat, Tally, reading::Reading, words};
use crate::{
    parts::{Face, Tag},
    when,
};
use charter::{
    rules::{DecisionRule, Method, ResultsVisibility, Secrecy},
    sentences::capital,
};
use decisions::{Outcome, Ranking, count, named};

impl Reading<'_> {
    /// Whether the ballots can be counted by whoever looks: after the close, or at any time where the rule says so.
    fn is_shown(&self, rule: &DecisionRule) -> bool {
        self.row.closed.is_some() || (rule.results == ResultsVisibility::Always && rule.secrecy == Secrecy::Open)
    }

    pub(super) fn tally(&self, rule: &DecisionRule) -> Option<Tally> {
        let roll = self.row.roll.as_ref()?;
        let (entitled, voted) = (roll.entitled(), roll.voters().filter(|(_, voter)| voter.has_voted).count());
        let counted = self.row.closed.and_then(|closing| closing.counted);
        let out = self.out(rule);
        let waits = entitled.saturating_sub(out);
        let class = |n: u32, cast: u32| match n {
            cast_so_far if cast_so_far < cast => "in",
            one if one >= waits => "recused",
            _ => "open",
        };
        if let Some(why) = words::hides_turnout(rule, &self.row) {
            return Some(Tally {
                words: format!("{entitled} {} vote", if self.row.closed.is_some() { "could" } else { "can" }),
                means: why.to_owned(),
                seats: (0..entitled).map(|n| seat(class(n, 0))).collect(),
                needed: None,
                key: with_those_out(Vec::new(), out),
            });
        }
        let Some((tally, _)) = counted else {
            let cast = u32::try_from(voted).unwrap_or(u32::MAX);
            return Some(Tally {
                words: format!("{voted} of {entitled} have voted"),
                means: match self.row.closed {
                    Some(_) => "It was not counted.".to_owned(),
                    None => "What they chose is shown when the vote is closed.".to_owned(),
                },
                seats: (0..entitled).map(|n| seat(class(n, cast))).collect(),
                needed: None,
                key: with_those_out(
                    vec![("in", format!("In {voted}")), ("open", format!("Not yet {}", open(waits, voted)))],
                    out,
                ),
            });
        };
        if self.row.paper.is_some() {
            return Some(Tally {
                words: format!("{} of {entitled} voted", tally.cast()),
                means: "The rounds stand below.".to_owned(),
                seats: (0..entitled).map(|n| seat(class(n, tally.cast()))).collect(),
                needed: None,
                key: with_those_out(
                    vec![
                        ("in", format!("In {}", tally.cast())),
                        ("open", format!("Silent {}", waits.saturating_sub(tally.cast()))),
                    ],
                    out,
                ),
            });
        }
        let counted = count(rule, tally, entitled, roll.recused());
        let undecided = tally.abstain + tally.blank;
        let silent = waits.saturating_sub(tally.cast());
        let groups =
            [("yes", tally.yes), ("no", tally.no), ("open", silent), ("recused", out), ("undecided", undecided)];
        let mut seats: Vec<Seat> =
            groups.into_iter().flat_map(|(class, count)| (0..count).map(move |_| seat(class))).collect();
        let by_consent = rule.method == Method::Consent;
        if let Some(last) = usize::try_from(counted.needed)
            .ok()
            .and_then(|needed| seats.get_mut(needed.checked_sub(1)?))
            .filter(|_| !by_consent)
        {
            last.is_last_needed = true;
        }
        Some(Tally {
            words: counted.to_string(),
            means: format!("{voted} of {entitled} voted."),
            seats,
            needed: (!by_consent).then(|| format!("{} needed", counted.needed)),
            key: with_those_out(
                vec![
                    ("yes", format!("Yes {}", tally.yes)),
                    ("no", format!("No {}", tally.no)),
                    ("undecided", format!("Neither {undecided}")),
                    ("open", format!("Silent {silent}")),
                ],
                out,
            ),
        })
    }

    /// The outcome as a sentence, with what follows and who does it.
    pub(super) fn outcome(&self, rule: &DecisionRule) -> Option<String> {
        let (_, outcome) = self.row.closed?.counted?;
        let whose = capital(&self.whose());
        let (agreed, declined) = (format!("{whose} agreed."), format!("{whose} did not agree."));
        let said = match outcome {
            Outcome::Passed if self.row.declared.is_some() => "The group agreed without a vote.",
            Outcome::Passed | Outcome::Tied | Outcome::Rejected if self.row.paper.is_some() => {
                "The options are counted."
            }
            Outcome::Passed if rule.method == Method::Consent => "The group consents: nobody objects.",
            Outcome::Rejected if rule.method == Method::Consent => "Somebody objects, so nothing changes.",
            Outcome::Passed if self.row.course.casting_vote.is_some() => "The casting vote decided the tie: agreed.",
            Outcome::Rejected if self.row.course.casting_vote.is_some() => {
                "The casting vote decided the tie: not agreed."
            }
            Outcome::Passed => agreed.as_str(),
            Outcome::Rejected => declined.as_str(),
            Outcome::Tied => "As many said no as yes, so nothing changes.",
            Outcome::AwaitsCastingVote => "As many said no as yes: the casting vote decides.",
            Outcome::Inquorate => "Too few took part, so nothing is decided. The vote may be run again at once.",
            Outcome::Suspended => {
                "Fewer members have a vote than the charter lets a group have, so the vote was suspended and nothing is \
                 decided. It may be run again once there are more."
            }
        };
        let follows = match (&self.row.carried_at, &self.row.held_because, outcome) {
            (Some(at), ..) => format!(" What follows was done by itself, {}.", self.reader.when(*at)),
            (None, Some(because), _) => {
                format!(" What follows is held, because {because}. A person has to look at it.")
            }
            (None, None, Outcome::Passed)
                if !self.row.question.question.is_free()
                    && self.row.question.question.effect.as_ref().and_then(decisions::Effect::act).is_none() =>
            {
                " What was asked for may be done now.".to_owned()
            }
            _ => String::new(),
        };
        let few =
            if rule.secrecy == Secrecy::Secret { " Ballots were secret, and their key is destroyed." } else { "" };
        let said = self
            .chosen()
            .filter(|_| !matches!(outcome, Outcome::Inquorate | Outcome::Suspended))
            .unwrap_or_else(|| said.to_owned());
        Some(format!("{said}{follows}{few}"))
    }

    pub(super) fn said(&self, rule: &DecisionRule) -> Vec<Said> {
        let shown = self.is_shown(rule);
        let said = |who: String, choice: Tag, reason: String, at: String| Said {
            face: Face::of(&who),
            who,
            choice,
            reason,
            at,
        };
        if rule.secrecy == Secrecy::Secret {
            // Who took part in a secret vote is shown once it is closed, and never where that would say how they voted.
            if words::hides_turnout(rule, &self.row).is_some() {
                return Vec::new();
            }
            let roll = self.row.roll.iter().flat_map(decisions::Roll::voters).filter(|(_, voter)| voter.has_voted);
            return roll
                .map(|(person, _)| said(self.name(person), ballot_in(), String::new(), String::new()))
                .collect();
        }
        let ballots = self.ballots.iter().map(|ballot| {
            let choice = ballot.choice.as_deref().filter(|_| shown).map_or_else(ballot_in, |words| self.tag_of(words));
            let reason = if shown { ballot.reason.clone() } else { String::new() };
            said(self.name(ballot.person), choice, reason, when::day(ballot.at, &self.reader.zone))
        });
        ballots.collect()
    }

    /// What a ballot says: its choice, or its options in the order in which they were ranked.
    fn tag_of(&self, words: &str) -> Tag {
        let Some(paper) = &self.row.paper else { return choice_tag(words) };
        match Ranking::read(paper, words) {
            Ok(ranking) if ranking.is_blank() => Tag::plain("minus", "Blank"),
            Ok(ranking) => {
                let order: Vec<String> = ranking.order().iter().map(|option| named(paper, &[*option])).collect();
                Tag::plain("list", order.join(" › "))
            }
            Err(_) => ballot_in(),
        }
    }

    pub(super) fn said_how(&self, rule: &DecisionRule) -> &'static str {
        match (rule.secrecy, self.is_shown(rule)) {
            (Secrecy::Secret, _) => "secret: who took part, and nobody’s choice",
            (_, true) => "open to members",
            (_, false) => "who has voted; what they chose is shown after the close",
        }
    }
}

/// Whoever stays out is no silence.
fn with_those_out(mut key: Vec<(&'static str, String)>, out: u32) -> Vec<(&'static str, String)> {
    if out > 0 {
        key.push(("recused", format!("Out of it {out}")));
    }
    key
}

fn seat(class: &'static str) -> Seat {
    Seat { class, is_last_needed: false }
}

fn open(entitled: u32, voted: usize) -> usize {
    (entitled as usize).saturating_sub(voted)
}

fn ballot_in() -> Tag {
    Tag::plain("circle-check", "In")
}

fn choice_tag(word: &str) -> Tag {
    let icon = match word {
        "yes" => "check",
        "no" => "x",
        _ => "minus",
    };
    Tag::plain(icon, charter::sentences::capital(word))
}
