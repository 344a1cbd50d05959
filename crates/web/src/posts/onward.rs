//! What can be done with a post on its page: on into the queue or to the body that decides, or out of it. Each button
//! stands with its verdict.

use super::{found::Found, judgement::quotes_of, show::Sight};
use crate::{
    failed::Failed,
    parts::{Action, Look},
};
use acts::opinions;
use charter::{GROUP, act::CancelPost, sentences};
use store::PostStage;

impl Sight<'_> {
    /// The buttons.
    pub async fn actions(&self, found: &Found) -> Result<Vec<Action>, Failed> {
        let mut actions = Vec::new();
        let may_plan = self.row.stage != PostStage::Planned || self.row.edited_since_planned(&self.leaves);
        if may_plan && !self.has_left() && found.to_fix().next().is_none() {
            actions.extend(self.onward(found));
        }
        if self.row.stage != PostStage::Cancelled && !self.has_left() {
            actions.push(self.cancel().await?);
        }
        Ok(actions)
    }

    /// What the verdict leads to: the queue, or the body that decides.
    fn onward(&self, found: &Found) -> Option<Action> {
        let (page, token) = (self.desk.page_of(self.row.id), self.desk.insider.token());
        if found.may() {
            self.row.draft.when.as_ref()?;
            return Some(
                Action::new("Schedule", "calendar-clock", format!("{page}/schedule"), token).look(Look::Primary),
            );
        }
        let bodies = found.bodies();
        if bodies.is_empty() || found.all_asked(&self.row.draft) {
            return None;
        }
        let to = format!("{page}/ask");
        if bodies == [GROUP] {
            return Some(Action::new("Put to the group", "vote", to, token).look(Look::Group));
        }
        let names: Vec<String> = bodies.iter().map(|body| self.desk.charter.the_body(body)).collect();
        let words = format!("Send to {}", sentences::listed(&names, "and"));
        Some(Action::new(words, "landmark", to, token).look(Look::Board))
    }

    async fn cancel(&self) -> Result<Action, Failed> {
        let (words, effect) = match self.row.stage {
            PostStage::Planned => ("Take it out of the queue", "It does not leave. Its text stays here."),
            _ => ("Throw this draft away", "It leaves nowhere. Its text stays in the record of this group."),
        };
        let to = format!("{}/cancel", self.desk.page_of(self.row.id));
        let action = Action::new(words, "undo-2", to, self.desk.insider.token()).confirming(effect, words);
        self.judged(action, &CancelPost { post: self.row.id }).await
    }

    /// A button with the verdict that stands behind it.
    pub async fn judged<A: store::Gather>(&self, action: Action, act: &A) -> Result<Action, Failed> {
        let desk = self.desk;
        let opinion = opinions::may(&desk.app.here, desk.group(), desk.who(), act).await;
        let opinion = opinion.map_err(|declined| desk.insider.failed(declined))?;
        Ok(match quotes_of(desk, &opinion) {
            None => action,
            Some((quotes, who_can)) => action.refused(quotes, who_can),
        })
    }
}
