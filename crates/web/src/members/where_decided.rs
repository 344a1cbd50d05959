//! Where a body decides: elsewhere, or here, which the charter says or the group records as a rule of the house.

use super::{
    bodies::SeatForm,
    change::{self, at},
    view::Line,
};
use crate::{
    App,
    done::Done,
    failed::Failed,
    guard::Sent,
    law,
    parts::{Action, Clause, Look},
    reader::Insider,
};
use acts::{
    Declined,
    answers::{self, Asked},
    house, opinions, seats,
};
use axum::{extract::State, response::Redirect};
use basics::PersonId;
use charter::{
    Act as _, Charter, Opinion,
    act::SetHouseRule,
    rules::{Body, Decides},
};
use decisions::Effect;
use serde::Deserialize;
use std::collections::BTreeSet;
use store::FREE;

/// A body: where it decides, who has a ballot there, and the button that changes where.
pub(super) async fn where_it_decides(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    (key, body): (&str, &Body),
) -> Result<Line, Failed> {
    let (store, trouble) = (&app.here.store, |error: anyhow::Error| insider.trouble(error));
    let rule = store.votes_here(insider.id(), charter, key).await.map_err(trouble)?;
    let voters = store.electorate(insider.id(), key).await.map_err(trouble)?;
    let seats = store.body_seats(insider.id()).await.map_err(trouble)?;
    let called = |person: &PersonId| {
        let seat = seats.iter().find(|row| row.seat.person == *person);
        seat.map_or_else(|| insider.name(*person), |row| row.known_as.clone())
    };
    let names: BTreeSet<String> = voters.iter().map(called).collect();
    let who = if names.is_empty() {
        "nobody has a seat yet".to_owned()
    } else {
        names.into_iter().collect::<Vec<_>>().join(", ")
    };
    let words = match &rule {
        Some(rule) => format!("decides here, by the rule “{}”. Ballots: {who}.", rule.replace('_', " ")),
        None => "decides elsewhere; its answers are recorded.".to_owned(),
    };
    Ok(Line {
        what: body.name.clone(),
        words,
        clause: body.clause.as_deref().map(|label| Clause::of(&insider.base(), label)),
        link: None,
        action: if body.decides.is_none() { setting(app, insider, charter, key, rule.is_some()).await? } else { None },
    })
}

/// The button that sets where a body decides, or asks whoever decides about rules of the house. None where the charter names no
/// rule by which it could.
async fn setting(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    key: &str,
    is_here: bool,
) -> Result<Option<Action>, Failed> {
    let Some(act) = wanted(charter, key, !is_here) else { return Ok(None) };
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await;
    let opinion = opinion.map_err(|declined| insider.failed(declined))?;
    let words = if is_here { "Have it decide elsewhere" } else { "Have it decide here" };
    let value = format!("{}{key}", if is_here { "-" } else { "+" });
    let button = |to: &str, words: String| {
        Action::new(words, "vote", format!("{}/{to}", at::<SeatForm>(insider)), insider.token())
            .carrying("body", value.as_str())
    };
    Ok(Some(match &opinion {
        Opinion::May { .. } => button("here", words.to_owned()),
        Opinion::No(_) if !answers::open_matters(&opinion).is_empty() => {
            button("here/ask", format!("Ask: {}", words.to_lowercase())).look(Look::Group)
        }
        Opinion::No(grounds) => button("here", words.to_owned())
            .refused(law::quotes(&insider.base(), &grounds.because), law::who_can_by_name(charter, grounds)),
    }))
}

/// Setting that a body decides here, by its own rule or the one for questions of the group's own, or elsewhere again.
fn wanted(charter: &Charter, body: &str, here: bool) -> Option<SetHouseRule> {
    if !here {
        return Some(seats::setting(body, None));
    }
    let own = charter.rules().bodies.get(body)?.rule.as_deref();
    let rule = own.or_else(|| charter.rule_for(FREE).map(|(name, _)| name))?;
    charter.votes_here(body, Some(rule)).map(|_| seats::setting(body, Some(rule)))
}

/// Which body, and where: `+board`, `-board`.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    body: String,
}

impl Wanted {
    fn act(&self, charter: &Charter) -> Option<SetHouseRule> {
        let here = self.body.starts_with('+');
        let body = self.body.strip_prefix(['+', '-'])?;
        let found = charter.rules().bodies.get(body)?;
        wanted(charter, body, here).filter(|_| found.decides != Some(Decides::Elsewhere))
    }
    fn body(&self) -> &str {
        self.body.trim_start_matches(['+', '-'])
    }
}

/// Sets it.
pub(super) async fn set(State(app): State<App>, insider: Insider, Sent(wanted): Sent<Wanted>) -> Result<Done, Failed> {
    let who = insider.elevated(&app, &at::<SeatForm>(&insider)).await?;
    let charter = change::charter(&app, &insider).await?;
    let act = wanted.act(&charter).ok_or_else(|| Failed::gone(insider.reader.plain()))?;
    house::set(&app.here, insider.id(), &who, act).await.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(at::<SeatForm>(&insider), "set"))
}

/// Puts the question to whoever decides about it.
pub(super) async fn ask(
    State(app): State<App>,
    insider: Insider,
    Sent(wanted): Sent<Wanted>,
) -> Result<Redirect, Failed> {
    let who = insider.elevated(&app, &at::<SeatForm>(&insider)).await?;
    let charter = change::charter(&app, &insider).await?;
    let act = wanted.act(&charter).ok_or_else(|| Failed::gone(insider.reader.plain()))?;
    let place = if act.value == seats::ELSEWHERE {
        "elsewhere from now on".to_owned()
    } else {
        format!("here from now on, by the rule “{}”", act.value.replace('_', " "))
    };
    let text = format!("Shall {} decide {place}?", charter.the_body(wanted.body()));
    let asked = async {
        let opinion = opinions::may(&app.here, insider.id(), insider.person(), &act).await?;
        let matters = answers::open_matters(&opinion);
        let cited = matters.first().ok_or_else(|| Declined::rule("nobody has to be asked about this any more"))?;
        let effect = Some(Effect::SetHouseRule { rule: act.rule.clone(), value: act.value.clone() });
        answers::put(&app.here, insider.id(), &who, Asked { about: act.object(), cited, text: &text, effect }).await
    };
    let answer = asked.await.map_err(|declined| insider.failed(declined))?;
    Ok(Redirect::to(&format!("{}/requests/{answer}", insider.base())))
}
