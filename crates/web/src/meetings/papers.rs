//! Agenda, minutes and action items, on the page of a meeting.

use super::{
    Asks, Task,
    asks::at,
    attending::people,
    one::{Filled, OfMeeting, Sight},
    steps::answered,
};
use crate::{
    App,
    address::Path,
    failed::Failed,
    guard::Sent,
    parts::{Action, Field, Kind as Holds, Look, Pick, Problems},
    reader::Insider,
};
use acts::{Declined, meetings::papers};
use axum::{extract::State, response::Response};

/// Putting something on the agenda, up to the end of the meeting.
pub(super) fn put_on_agenda(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems) -> Option<Asks> {
    sight.row.course().can_be_prepared(sight.reader.reader.at).ok()?;
    let typed = filled.map(|filled| filled.item.clone()).unwrap_or_default();
    let item = at(Field::new("item", "What else is to be talked about?").value(typed), problems);
    Some(sight.asks("Put something on it", "agenda", ("list-plus", "Put it on the agenda")).fields(vec![item]))
}

/// The minutes of a page.
pub(super) struct Minutes {
    pub meta: Vec<String>,
    pub write: Option<Asks>,
    pub actions: Vec<Action>,
}

/// The minutes: to be written from the first minute on, to be approved at the next meeting, and then as they are.
pub(super) fn minutes(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems, begun: bool) -> Minutes {
    let (row, papers) = (&sight.row, &sight.papers);
    let mut meta: Vec<String> = Vec::new();
    if let Some((by, at)) = papers.written {
        meta.push(format!("Last written on by {}, {}.", sight.reader.name(by), sight.reader.when(at)));
    }
    if let Some((digest, at)) = row.approved {
        meta.push(format!("Approved {}. They stand as they are: {}.", sight.reader.when(at), digest.short()));
    } else if !papers.approved_by.is_empty() {
        let names: Vec<String> = papers.approved_by.iter().map(|person| sight.reader.name(*person)).collect();
        meta.push(format!("Approved so far by {}.", charter::sentences::listed(&names, "and")));
    }
    if let Some(at) = row.published {
        let address = format!("{}/minutes/{}/{}", sight.app.here.public_url, sight.reader.group.slug, row.id);
        meta.push(format!("Everybody can read them since {}, at {address}", sight.reader.when(at)));
    }
    let write = (begun && row.approved.is_none()).then(|| writing(sight, filled, problems));
    Minutes { meta, write, actions: actions(sight) }
}

fn writing(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems) -> Asks {
    // What was refused keeps the version that it was written on top of.
    let refused = filled.filter(|filled| !filled.base.is_empty());
    let (text, base) = match refused {
        Some(filled) => (filled.minutes_text.clone(), filled.base.clone()),
        None => (sight.papers.minutes.clone(), sight.papers.version.to_string()),
    };
    let text = Field::new("minutes_text", "What was said and agreed on").kind(Holds::Lines(14)).value(text);
    let text = text.hint("Several people can write at once: what each saves is put together, and no word is lost.");
    let mut asks = sight.asks("Minutes", "minutes", ("pen-line", "Save the minutes")).fields(vec![at(text, problems)]);
    asks.carries.push(("base", base));
    asks.look = Look::Primary;
    asks
}

/// Approving, for those who are at the next meeting; publishing, once they are approved.
fn actions(sight: &Sight<'_>) -> Vec<Action> {
    let (row, papers, me) = (&sight.row, &sight.papers, sight.reader.person());
    let button = |words, icon, to: &str| {
        let action = Action::new(words, icon, format!("{}/{to}", sight.at()), sight.reader.token());
        action.carrying("content", papers.content().to_string())
    };
    if row.approved.is_some() {
        let effect = "Everybody can read these minutes then, without signing in. This cannot be taken back.";
        let publish = button("Publish them", "globe", "publish").confirming(effect, "Publish these minutes");
        return if row.published.is_none() { vec![publish] } else { Vec::new() };
    }
    let next = super::waiting::after(&sight.all, row, sight.reader.reader.at);
    let is_there = next.is_some_and(|next| sight.presences.get(&(next.id, me)).is_some_and(|known| known.is_present));
    let open = is_there && !papers.approved_by.contains(&me) && !basics::text::is_blank(&papers.minutes);
    if open { vec![button("Approve these minutes", "gavel", "approve").look(Look::Group)] } else { Vec::new() }
}

/// What people took upon themselves.
pub(super) fn tasks(sight: &Sight<'_>) -> Vec<Task> {
    let shown = sight.papers.actions.iter().map(|task| {
        let (words, icon, done) = match task.done {
            None => ("Done", "check", "yes"),
            Some(_) => ("Not done yet", "undo-2", "no"),
        };
        let tick = Action::new(words, icon, format!("{}/tick", sight.at()), sight.reader.token()).look(Look::Quiet);
        Task {
            words: task.words.clone(),
            meta: format!("{}, by {}", sight.reader.name(task.owner), task.due.strftime("%a %-d %b %Y")),
            done: task.done.is_some(),
            tick: tick.carrying("task", task.id.to_string()).carrying("done", done),
        }
    });
    shown.collect()
}

/// Adding one, until the minutes are approved.
pub(super) fn add_task(sight: &Sight<'_>, filled: Option<&Filled>, problems: &Problems, begun: bool) -> Option<Asks> {
    if !begun || sight.row.approved.is_some() {
        return None;
    }
    let typed = |of: fn(&Filled) -> &String| filled.map(of).cloned().unwrap_or_default();
    let fields = [
        Field::new("action", "What is to be done?").value(typed(|filled| &filled.action)),
        Field::new("due", "By when?").kind(Holds::Day).value(typed(|filled| &filled.due)),
    ];
    let fields = fields.into_iter().map(|field| at(field, problems)).collect();
    let mut asks = sight.asks("Add an action item", "actions", ("plus", "Add it")).fields(fields);
    asks.picks.push(Pick {
        name: "owner".to_owned(),
        label: "Who takes it on?".to_owned(),
        hint: String::new(),
        of: people(sight, &typed(|filled| &filled.owner)),
        error: problems.at("owner"),
    });
    Some(asks.folded())
}

/// Puts something on the agenda.
pub(super) async fn agenda_form(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let (group, who) = (sight.reader.id(), &sight.reader.reader.who);
    let done = papers::put_on_agenda(&app.here, group, who, of.id, &filled.item).await;
    answered(&sight, &filled, done.map(|()| "on_agenda"), "item").await
}

/// Saves the minutes.
pub(super) async fn save(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let (group, who) = (sight.reader.id(), &sight.reader.reader.who);
    let saved = match filled.base.parse() {
        Ok(base) => papers::save(&app.here, group, who, of.id, (base, &filled.minutes_text)).await,
        Err(_) => Err(Declined::Stale("the minutes")),
    };
    let done = saved.map(|has_both| if has_both { "both" } else { "saved" });
    answered(&sight, &filled, done, "minutes_text").await
}

/// Notes an action item.
pub(super) async fn add_action(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let (group, who) = (sight.reader.id(), &sight.reader.reader.who);
    let task = (filled.action.as_str(), filled.owner.as_str(), filled.due.as_str());
    let done = papers::add_action(&app.here, group, who, of.id, task).await;
    answered(&sight, &filled, done.map(|()| "added"), "action").await
}

/// Ticks one off.
pub(super) async fn tick(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let id = filled.task.parse().map_err(|_| Failed::gone(sight.reader.reader.plain()))?;
    let (group, who) = (sight.reader.id(), &sight.reader.reader.who);
    let done = papers::tick(&app.here, group, who, of.id, (id, filled.done == "yes")).await;
    answered(&sight, &filled, done.map(|()| "ticked"), "action").await
}

/// Approves exactly these minutes.
pub(super) async fn approve(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let content = filled.content.parse().map_err(|_| Failed::gone(sight.reader.reader.plain()))?;
    let done = papers::approve(&app.here, sight.reader.id(), &sight.reader.reader.who, of.id, content).await;
    answered(&sight, &filled, done.map(|()| "approved"), "minutes_text").await
}

/// Publishes approved minutes.
pub(super) async fn publish(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfMeeting>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let sight = Sight::of(&app, reader, &of).await?;
    let content = filled.content.parse().map_err(|_| Failed::gone(sight.reader.reader.plain()))?;
    let who = sight.reader.elevated(&app, &sight.at()).await?;
    let done = papers::publish(&app.here, sight.reader.id(), &who, of.id, content).await;
    answered(&sight, &filled, done.map(|()| "published"), "minutes_text").await
}
