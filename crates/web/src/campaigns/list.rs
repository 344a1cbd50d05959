//! The campaigns of a group, and the form for another.

use super::{Campaigns, new::Typed, state};
use crate::{
    App,
    failed::Failed,
    frame::Place,
    page::Page,
    parts::{Choice, Choices, Field, Kind, Problems},
    reader::Insider,
    requests::Row,
    words,
};
use acts::campaigns::{stands, today};
use axum::extract::State;
use basics::{FormId, days::from_to};
use channels::State as ChannelState;
use charter::Charter;
use store::CAMPAIGN;

/// The list.
pub(super) async fn show(State(app): State<App>, insider: Insider) -> Result<Page<Campaigns>, Failed> {
    page(&app, &insider, &Typed::default(), Problems::default()).await.map(Page::ok)
}

/// The page, with its form as it was filled in.
pub(super) async fn page(app: &App, insider: &Insider, typed: &Typed, problems: Problems) -> Result<Campaigns, Failed> {
    let charter = app.here.store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    Ok(Campaigns {
        frame: insider.frame(app, Place::Requests).await?,
        rows: rows(app, insider, &charter).await.map_err(|error| insider.trouble(error))?,
        fields: fields(typed, &problems),
        channels: channels(insider, typed, &problems),
        goals: goals(&charter, typed, &problems),
        to: format!("{}/campaigns", insider.base()),
        once: FormId::mint(insider.reader.at).to_string(),
        problems,
    })
}

async fn rows(app: &App, insider: &Insider, charter: &Charter) -> Result<Vec<Row>, anyhow::Error> {
    let (store, now) = (&app.here.store, app.here.store.now());
    let today = today(&app.here, charter)?;
    let questions = store.questions_about_each(insider.id(), CAMPAIGN).await?;
    let mut rows = Vec::new();
    for campaign in store.campaigns(insider.id()).await? {
        let questions = questions.get(&campaign.object().id).map(Vec::as_slice).unwrap_or_default();
        let used = store.campaign_posts(insider.id(), campaign.id).await?.len();
        let limits = &campaign.limits;
        rows.push(Row {
            title: limits.name.clone(),
            href: format!("{}/campaigns/{}", insider.base(), campaign.id),
            meta: vec![
                format!("for {}", limits.sponsor),
                from_to(limits.first, limits.last),
                format!("{used} of {}", words::counted(limits.posts.into(), "post", "posts")),
            ],
            state: state(stands(limits, questions, today, now)),
        });
    }
    Ok(rows)
}

fn fields(typed: &Typed, problems: &Problems) -> Vec<Field> {
    let fields = [
        Field::new("name", "What is it called?").value(typed.name.clone()),
        Field::new("sponsor", "For whom is it?").value(typed.sponsor.clone()),
        Field::new("first", "First day").kind(Kind::Day).value(typed.first.clone()),
        Field::new("last", "Last day").kind(Kind::Day).value(typed.last.clone()).hint("It is part of the campaign."),
        Field::new("posts", "How many posts at most?").value(typed.posts.clone()),
    ];
    let marked = fields.into_iter().map(|field| field.marked(problems));
    marked.collect()
}

fn channels(insider: &Insider, typed: &Typed, problems: &Problems) -> Choices {
    let active = insider.known.channels.iter().filter(|row| row.channel.state == ChannelState::Active);
    let choice = |row: &store::ChannelRow| {
        Choice::new(&row.channel.id.to_string(), row.channel.name.clone())
            .chosen(typed.channel.contains(&row.channel.id))
    };
    Choices {
        name: "channel".to_owned(),
        legend: "On which channels?".to_owned(),
        of: active.map(choice).collect(),
        several: true,
        error: problems.at("channel"),
        ..Choices::default()
    }
}

/// The goals that its posts may name.
fn goals(charter: &Charter, typed: &Typed, problems: &Problems) -> Option<Choices> {
    let goals = &charter.rules().goals;
    let choice = |(goal, label): (&String, &String)| {
        let words = charter.clause(label).map_or_else(|| goal.clone(), charter::Bound::spoken);
        Choice::new(goal, words).chosen(typed.goal.contains(goal))
    };
    (!goals.is_empty()).then(|| Choices {
        name: "goal".to_owned(),
        legend: "Which goals do its posts serve?".to_owned(),
        of: goals.iter().map(choice).collect(),
        several: true,
        error: problems.at("goal"),
        ..Choices::default()
    })
}
