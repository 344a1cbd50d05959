//! Who said that they are present, which may make a vote shorter; who confirmed that they took part in a consensus; and the
//! tie that an office decides.

use super::{Casting, Presence, ballot::Filled, reading::Reading};
use crate::{
    failed::Failed,
    parts::{Choice, Choices, Problems},
};
use charter::rules::{DecisionRule, Secrecy};
use decisions::{Roll, Stage};

impl Reading<'_> {
    /// Who is present, and the button of whoever can say so.
    pub(super) fn presence(&self, rule: &DecisionRule) -> Option<Presence> {
        let me = self.reader.person();
        let button = |words| self.button(words, "hand", "present");
        if let (Some(declared), Stage::Declared { .. }) = (&self.row.declared, self.row.course.at(self.now)) {
            let asked = declared.participants().contains(&me) && !declared.is_confirmed_by(me);
            return asked.then(|| Presence {
                heading: "Confirm that you agreed",
                words: "You are named as having agreed. Say so yourself; or call a vote, if you do not agree."
                    .to_owned(),
                button: Some(button("I took part, and agree")),
            });
        }
        let roll = self.row.roll.as_ref().filter(|_| self.is_open() && !self.row.course.is_one_way)?;
        rule.shorten_if?;
        let with_ballots = roll.voters().filter(|(_, voter)| !voter.has_left && !voter.is_recused);
        let (mut all, mut here, mut am_here) = (0, Vec::new(), false);
        for (person, voter) in with_ballots {
            all += 1;
            if voter.is_present {
                here.push(self.name(person));
                am_here |= person == me;
            }
        }
        here.sort_unstable();
        let names = if here.is_empty() { String::new() } else { format!(": {}", here.join(", ")) };
        Some(Presence {
            heading: "Who is present",
            words: format!(
                "This vote is over before its time once everybody who has a ballot said themself that they are present, and \
                 all have voted. {} of {all} are present{names}.",
                here.len()
            ),
            button: (roll.admits(me).is_ok() && !am_here).then(|| button("I am present")),
        })
    }

    /// The casting vote, for whoever has it now.
    pub(super) async fn casting(&self, filled: &Filled, problems: &Problems) -> Result<Option<Casting>, Failed> {
        let Stage::Tied { until } = self.row.course.at(self.now) else { return Ok(None) };
        let (id, me) = (self.reader.id(), self.reader.person());
        let mine = acts::waiting::has_the_casting_vote(&self.app.here, id, &self.row, me).await;
        if !mine.map_err(|error| self.reader.trouble(error))? {
            return Ok(None);
        }
        let of =
            [("yes", "Yes"), ("no", "No")].map(|(word, words)| Choice::new(word, words).chosen(filled.casting == word));
        let choices = Choices {
            name: "casting".to_owned(),
            legend: "Your casting vote".to_owned(),
            hint: format!(
                "It decides this tie, is not secret, and cannot be changed. Without it the tie stays until {}, and nothing \
                 is carried.",
                self.reader.when(until)
            ),
            of: of.into(),
            across: true,
            error: problems.at("casting"),
            ..Choices::default()
        };
        Ok(Some(Casting { to: format!("{}/casting", self.at()), choices }))
    }

    /// Who decides a tie, and until when, for everybody else.
    pub(super) fn who_decides_the_tie(&self, rule: &DecisionRule) -> Option<String> {
        let Stage::Tied { until } = self.row.course.at(self.now) else { return None };
        let office = self.charter.office_name(&rule.casting_vote.as_ref()?.office);
        Some(format!("The {office} decides this tie, until {}.", self.reader.when(until)))
    }

    /// How many on the roll stay out of the matter. While a secret vote is open it is as many as said so: otherwise the number
    /// would tell whose ballot is in and stands.
    pub(super) fn out(&self, rule: &DecisionRule) -> u32 {
        if rule.secrecy == Secrecy::Secret && self.row.closed.is_none() {
            return u32::try_from(self.recusals.len()).unwrap_or(u32::MAX);
        }
        self.row.roll.as_ref().map_or(0, Roll::recused)
    }
}
