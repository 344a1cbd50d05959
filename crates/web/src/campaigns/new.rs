//! Writing a campaign: the limits as they are put to whoever decides about them.

use super::list;
use crate::{App, failed::Failed, guard::SentOnce, page::Page, parts::Problems, reader::Insider, when::typed as day};
use acts::{Declined, campaigns};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use basics::ChannelId;
use publishing::campaign::Limits;
use serde::Deserialize;

/// The form as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub name: String,
    pub sponsor: String,
    pub channel: Vec<ChannelId>,
    pub first: String,
    pub last: String,
    pub posts: String,
    pub goal: Vec<String>,
}

/// Keeps the campaign, and leads to its page. What does not hold stands in the form again.
pub(super) async fn take(State(app): State<App>, insider: Insider, sent: SentOnce<Typed>) -> Result<Response, Failed> {
    let (typed, form) = sent.first(&app, &insider, |id| format!("{}/campaigns/{id}", insider.base())).await?;
    let mut problems = Problems::default();
    let charter = app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let known = |channel: &ChannelId| insider.known.channels.iter().any(|row| row.channel.id == *channel);
    if !typed.channel.iter().all(known) {
        problems.add("channel", "One of these channels is not in the register of this group: choose again.");
    }
    if !typed.goal.iter().all(|goal| charter.rules().goals.contains_key(goal)) {
        problems.add("goal", "One of these goals is not in force in this charter: choose again.");
    }
    let (first, last) = (day(&typed.first, "first", &mut problems), day(&typed.last, "last", &mut problems));
    let posts = typed.posts.trim().parse::<u32>();
    if posts.is_err() {
        problems.add("posts", "Write how many posts it has at most, as a number.");
    }
    if let (true, Some(first), Some(last), Ok(posts)) = (problems.is_empty(), first, last, posts) {
        let (channels, goals) = (typed.channel.iter().copied().collect(), typed.goal.iter().cloned().collect());
        let (name, sponsor) = (typed.name.clone(), typed.sponsor.clone());
        let limits = Limits { name, sponsor, channels, first, last, posts, goals };
        match campaigns::write(&app.here, insider.id(), insider.person(), limits, &form).await {
            Ok(id) => return Ok(Redirect::to(&format!("{}/campaigns/{id}", insider.base())).into_response()),
            Err(Declined::ByField { field, sentence }) => problems.add(field, sentence),
            Err(declined) => return Err(insider.failed(declined)),
        }
    }
    Ok(Page::again(list::page(&app, &insider, &typed, problems).await?).into_response())
}
