//! What stands beside the ballots of a decision: a consensus that was declared instead, and whoever stays out.

use super::{Agreed, ballot::Filled, reading::Reading};
use crate::parts::{Choice, Choices, Problems};
use decisions::Stage;

impl Reading<'_> {
    /// The consensus, where one was declared.
    pub(super) fn agreed(&self) -> Option<Agreed> {
        let declared = self.row.declared.as_ref()?;
        let who: Vec<String> = declared.participants().iter().map(|person| self.name(*person)).collect();
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
        let of = recusal
            .grounds
            .iter()
            .map(|ground| Choice::new(ground, charter::sentences::capital(ground)).chosen(filled.ground == *ground));
        let choices = Choices {
            name: "ground".to_owned(),
            legend: "Why you stay out".to_owned(),
            hint: "You have no ballot in it then, and one that is in is void. Members see the ground.".to_owned(),
            of: of.collect(),
            error: problems.at("ground"),
            ..Choices::default()
        };
        Some((format!("{}/stay-out", self.at()), choices))
    }

    /// `Member A: works for the sponsor`.
    pub(super) fn recused(&self) -> Vec<String> {
        self.recusals.iter().map(|(person, ground)| format!("{}: {ground}", self.name(*person))).collect()
    }
}
