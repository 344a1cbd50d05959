//! Who has access to a channel, and taking it back. Where the charter leaves that to the group or another body, the
//! question is put instead.

use super::{
    Grant,
    one::{OfChannel, Sight},
};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::Sent,
    parts::{Action, Look},
    reader::Insider,
    when,
};
use acts::{Declined, access, answers, opinions};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use basics::{GrantId, PersonId};
use charter::{Act as _, Opinion, act::EndAccess};
use people::Elevated;
use serde::Deserialize;

impl Sight<'_> {
    /// Every grant, those that hold first.
    pub async fn grants_shown(&self) -> Result<Vec<Grant>, Failed> {
        let mut shown = Vec::new();
        for grant in self.grants.iter().filter(|grant| grant.channel == self.id()) {
            let name = |person: PersonId| self.names.get(&person).cloned().unwrap_or_else(|| "Somebody".to_owned());
            let holds = grant.holds(self.now);
            let end = if holds { self.end_of(grant).await? } else { None };
            let day = when::day(grant.ends(), &self.reader.zone);
            shown.push(Grant {
                person: name(grant.person),
                capability: grant.capability.to_string(),
                until: if holds { format!("until {day}") } else { format!("ended {day}") },
                by: name(grant.by),
                reason: grant.reason.clone(),
                ended: !holds,
                end,
            });
        }
        shown.sort_by_key(|grant| grant.ended);
        Ok(shown)
    }

    /// The button that takes access back; none where this reader cannot and the table would only repeat the refusal.
    async fn end_of(&self, grant: &channels::Grant) -> Result<Option<Action>, Failed> {
        let act = EndAccess { grant: grant.id };
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let opinion = opinion.map_err(|declined| self.failed(declined))?;
        let to = format!("{}/grants/end", self.at());
        let button = |words: &str| {
            Action::new(words, "x", to.clone(), self.reader.token())
                .look(Look::Quiet)
                .carrying("grant", grant.id.to_string())
        };
        let name = self.names.get(&grant.person).cloned().unwrap_or_default();
        let effect = format!("{name} can no longer {} here, from now on.", grant.capability);
        Ok(match &opinion {
            Opinion::May { .. } => Some(button("Take back").confirming(effect, "Take access back")),
            Opinion::No(_) if !answers::open_matters(&opinion).is_empty() => {
                Some(button("Ask to take back").carrying("ask", "yes"))
            }
            Opinion::No(_) => None,
        })
    }
}

/// Which grant is to end.
#[derive(Deserialize)]
pub struct Ending {
    grant: String,
    #[serde(default)]
    ask: String,
}

/// Takes access back, or puts the question.
pub async fn end(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfChannel>,
    Sent(ending): Sent<Ending>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let grant: GrantId = ending.grant.parse().map_err(|_| Failed::gone(sight.reader.reader.plain()))?;
    let ended = sight.end(&who, grant, ending.ask == "yes").await;
    ended.map_err(|declined| sight.failed(declined))
}

impl Sight<'_> {
    async fn end(&self, who: &Elevated, grant: GrantId, ask: bool) -> Result<Response, Declined> {
        let (here, group) = (&self.app.here, self.reader.id());
        if !ask {
            access::end(here, group, who, grant, "Taken back on the channel’s page").await?;
            return Ok(Done::at(self.at(), "ended").into_response());
        }
        let act = EndAccess { grant };
        let opinion = opinions::may(here, group, who.person(), &act).await?;
        let matters = answers::open_matters(&opinion);
        let matter = matters.first().ok_or_else(|| Declined::rule("nobody has to be asked about this any more"))?;
        let text = format!("Shall this access to {} end?", self.row.channel.name);
        let answer = answers::ask(here, group, who, act.object(), matter, &text).await?;
        Ok(Redirect::to(&format!("{}/requests/{answer}", self.reader.base())).into_response())
    }
}
