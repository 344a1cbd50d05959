//! Putting a question again to a body that decides here, after too few of it voted.

use super::one::{OfQuestion, Sight};
use crate::{
    App,
    address::Path,
    failed::Failed,
    guard::{Nothing, Sent},
    parts::{Action, Look},
    reader::Insider,
};
use acts::{answers, opinions};
use axum::{extract::State, response::Redirect};
use basics::AnswerId;
use charter::{Opinion, act::AskBody};
use decisions::Outcome;

impl Sight<'_> {
    /// The button; none where the group decides, where the question is not open, or where a vote on it did not fall for want
    /// of ballots.
    pub(super) async fn again(&self) -> Result<Option<Action>, Failed> {
        let row = self.standing();
        let votes = self.app.here.store.decisions_on(self.reader.id(), row.id).await;
        let votes = votes.map_err(|error| self.reader.trouble(error))?;
        let in_vain = |vote: &store::DecisionRow| {
            let counted = vote.closed.and_then(|closing| closing.counted);
            !vote.is_of_the_group() && counted.is_some_and(|(_, outcome)| outcome == Outcome::Inquorate)
        };
        if row.answer.is_some() || row.superseded_by.is_some() || votes.is_empty() || !votes.iter().all(in_vain) {
            return Ok(None);
        }
        let act = AskBody {
            answer: AnswerId::mint(self.now),
            matter: row.question.matter.clone(),
            about: row.question.about.clone(),
        };
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let opinion = opinion.map_err(|declined| self.reader.failed(declined))?;
        let to = format!("{}/again", self.at());
        let button = Action::new("Have it voted on again", "vote", to, self.reader.token()).look(Look::Board);
        Ok(matches!(opinion, Opinion::May { .. }).then_some(button))
    }
}

/// Puts it again, and goes to the page of what was put.
pub(super) async fn put(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfQuestion>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Redirect, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let answer = answers::put_again(&app.here, sight.reader.id(), &who, sight.standing().id).await;
    let answer = answer.map_err(|declined| sight.reader.failed(declined))?;
    Ok(Redirect::to(&format!("{}/requests/{answer}", sight.reader.base())))
}
