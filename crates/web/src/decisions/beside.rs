//! What stands beside the ballots of a decision: a consensus that was declared instead, and whoever stays out.

use super::{Agreed, ballot::Filled, reading::Reading};
use crate::parts::{Choice, Choices, Problems};
use basics::PersonId;
use decisions::Stage;

impl Reading<'_> {
    /// The consensus, where one was declared.
    pub(super) fn agreed(&self) -> Option<Agreed> {
        let declared = self.row.declared.as_ref()?;
        let named = |person: &PersonId| {
            let name = self.name(*person);
            if declared.is_confirmed_by(*person) { name } else { format!("{name} (not confirmed yet)") }
        };
        let who: Vec<String> = declared.participants().iter().map(named).collect();
        let objection = match self.row.course.at(self.now) {
            Stage::Declared { until } => Some(format!(
                "Any member can call a vote instead until {}, on the page of the question; without a reason, if they like. \
                 After that it takes effect by itself.",
                self.reader.when(until)
            )),
            _ => None,
        };
        let link = url::Url::parse(declared.note()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        Some(Agreed { who: who.join(", "), note: declared.note().to_owned(), link: link.map(String::from), objection })
    }

    /// The grounds on which somebody stays out, where the charter names any.
    pub(super) fn staying_out(&self, filled: &Filled, problems: &Problems) -> Option<(String, Choices)> {
        let recusal = self.charter.rules().recusal.as_ref()?;
        if self.recusals.iter().any(|(person, _)| *person == self.reader.person()) {
            return None;
        }
        let of = recusal
            .grounds
            .iter()
            .map(|ground| Choice::new(ground, charter::sentences::capital(ground)).chosen(filled.ground == *ground));
        let choices = Choices {
            name: "ground".to_owned(),
            legend: "Why you stay out".to_owned(),
            hint: if self.rule().is_ok_and(|rule| self.row.stands_for_good(rule, self.reader.person())) {
                "Your ballot is in and stands as it was cast. Members see the ground.".to_owned()
            } else {
                "You have no ballot in it then, and one that is in is void. Members see the ground.".to_owned()
            },
            of: of.collect(),
            error: problems.at("ground"),
            ..Choices::default()
        };
        Some((format!("{}/stay-out", self.at()), choices))
    }

    /// `Member A: works for the sponsor`.
    pub(super) fn recused(&self) -> Vec<String> {
        let said = |(person, ground): &(PersonId, String)| {
            // Before the close nobody else reads from it that their secret ballot is in.
            let is_told = self.row.closed.is_some() || *person == self.reader.person();
            let stands = if self.row.stays_out(*person) || !is_told {
                ""
            } else {
                "; declared after a ballot that stands as it was cast"
            };
            format!("{}: {ground}{stands}", self.name(*person))
        };
        self.recusals.iter().map(said).collect()
    }
}
