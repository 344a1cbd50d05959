//! `/g/{group}/holds`: stopping everything at once, and letting it go on.

mod view;

pub use view::{Holds, Row};

use crate::{
    App,
    address::Path,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    law,
    page::Page,
    parts::{Action, Choice, Field, Look, Pick, Problems},
    reader::Insider,
    words,
};
use acts::{Declined, holds, opinions};
use axum::{
    Router,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use basics::{ChannelId, HoldId};
use charter::{
    Charter, Opinion,
    act::{Freeze, Thaw},
};
use serde::Deserialize;
use store::{Gather, Hold, Thawing, VOICES, WhyHeld};

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new().route("/g/{group}/holds", get(show).post(freeze)).route("/g/{group}/holds/{id}/thaw", post(thaw))
}

/// What is held, in one sentence for the top of every page; nothing where nothing is.
pub(crate) fn notice(holds: &[Hold]) -> Option<String> {
    let worst = holds.iter().find(|held| held.why == WhyHeld::Doubtful).or(holds.first())?;
    Some(words::sentence(&worst.says()))
}

async fn show(State(app): State<App>, insider: Insider, done: JustDone) -> Result<Page<Holds>, Failed> {
    let mut page = page(&app, &insider, &Filled::default(), Problems::default()).await?;
    page.frame.toast = done.told(DONE);
    Ok(Page::ok(page))
}

/// What was done just now, as this page says it.
const DONE: &[(&str, &str)] = &[
    ("frozen", "It is frozen: nothing leaves."),
    ("said", "You have said so. One more person has to."),
    ("thawed", "Things leave again."),
];

async fn page(app: &App, insider: &Insider, filled: &Filled, problems: Problems) -> Result<Holds, Failed> {
    let store = &app.here.store;
    let charter = store.charter(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let holds = store.holds(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let mut held = Vec::new();
    for hold in &holds {
        held.push(row(app, insider, &charter, hold).await?);
    }
    let button = Action::new("Freeze it now", "circle-pause", format!("{}/holds", insider.base()), insider.token());
    let act = Freeze { hold: HoldId::mint(store.now()), channel: None };
    Ok(Holds {
        frame: insider.frame(app, Place::Nowhere).await?,
        held,
        what: what(insider, filled),
        note: Field::new("note", "Why").value(filled.note.clone()).optional().marked(&problems),
        freeze: judged(app, insider, &charter, button.look(Look::Danger), &act).await?,
        problems,
    })
}

fn what(insider: &Insider, filled: &Filled) -> Pick {
    let all = Choice::new("", "Everything of this group").chosen(filled.channel.is_empty());
    let of = insider.known.channels.iter().map(|row| {
        let id = row.channel.id.to_string();
        let chosen = id == filled.channel;
        Choice::new(&id, format!("{} alone", row.channel.name)).chosen(chosen)
    });
    let of = [all].into_iter().chain(of).collect();
    Pick { name: "channel".to_owned(), label: "What is to stop".to_owned(), of, ..Pick::default() }
}

async fn row(app: &App, insider: &Insider, charter: &Charter, hold: &Hold) -> Result<Row, Failed> {
    let channel = |id: ChannelId| {
        let row = insider.known.channels.iter().find(|row| row.channel.id == id);
        row.map_or_else(|| "A channel".to_owned(), |row| row.channel.name.clone())
    };
    let title = match (hold.why, hold.channel) {
        (WhyHeld::Doubtful, _) => "Nobody has said that this is the live installation".to_owned(),
        (WhyHeld::Frozen, Some(id)) => format!("{} is frozen", channel(id)),
        (WhyHeld::Frozen, None) => "Everything is frozen".to_owned(),
    };
    let who = |voice: &Option<basics::PersonId>| voice.map_or("the operator".to_owned(), |by| insider.name(by));
    let since = insider.when(hold.begun_at);
    let begun =
        hold.begun_by.map_or_else(|| format!("since {since}"), |by| format!("{} froze it, {since}", insider.name(by)));
    let meta = if hold.note.is_empty() { begun } else { format!("{begun}: {}", hold.note) };
    let said: Vec<String> = hold.voices.iter().map(who).collect();
    let missing = VOICES.saturating_sub(said.len());
    let voices = match said.as_slice() {
        [] => format!("{missing} people let it go on"),
        said => format!("{} said that it may go on; one more is needed", said.join(" and ")),
    };
    let has_said = hold.voices.contains(&Some(insider.person()));
    let words = if hold.why == WhyHeld::Doubtful { "This is the live one" } else { "Let it go on" };
    let button =
        Action::new(words, "rotate-ccw", format!("{}/holds/{}/thaw", insider.base(), hold.id), insider.token());
    let thaw =
        if has_said { None } else { Some(judged(app, insider, charter, button, &Thaw { hold: hold.id }).await?) };
    Ok(Row { title, meta, voices, thaw })
}

/// A button with the verdict that stands behind it.
async fn judged<A: Gather>(
    app: &App,
    insider: &Insider,
    charter: &Charter,
    button: Action,
    act: &A,
) -> Result<Action, Failed> {
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), act).await;
    Ok(match opinion.map_err(|declined| insider.failed(declined))? {
        Opinion::May { .. } => button,
        Opinion::No(grounds) => {
            button.refused(law::quotes(&insider.base(), &grounds.because), law::who_can_by_name(charter, &grounds))
        }
    })
}

/// What is to stop, and why.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Filled {
    channel: String,
    note: String,
}

async fn freeze(State(app): State<App>, insider: Insider, Sent(filled): Sent<Filled>) -> Result<Response, Failed> {
    let to = format!("{}/holds", insider.base());
    let channel = match filled.channel.as_str() {
        "" => None,
        id => Some(id.parse::<ChannelId>().map_err(|_| insider.failed(Declined::NotFound("channel")))?),
    };
    match holds::freeze(&app.here, insider.id(), &insider.reader.who, channel, &filled.note).await {
        Ok(()) => Ok(Done::at(to, "frozen").into_response()),
        // Somebody was faster, or the group ended: the page says how it stands.
        Err(Declined::ByRule(_)) => Ok(Redirect::to(&to).into_response()),
        Err(Declined::ByField { field, sentence }) => again(&app, &insider, &filled, field, &sentence).await,
        Err(declined) => Err(insider.failed(declined)),
    }
}

async fn again(app: &App, insider: &Insider, filled: &Filled, field: &str, sentence: &str) -> Result<Response, Failed> {
    let problems = Problems::of(field, sentence);
    Ok(Page::again(page(app, insider, filled, problems).await?).into_response())
}

/// The hold of the address.
#[derive(Deserialize)]
struct OfHold {
    id: HoldId,
}

async fn thaw(
    State(app): State<App>,
    insider: Insider,
    Path(OfHold { id }): Path<OfHold>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    let to = format!("{}/holds", insider.base());
    let who = insider.elevated(&app, &to).await?;
    match holds::thaw(&app.here, insider.id(), &who, id).await {
        Ok(Thawing::Lifted) => Ok(Done::at(to, "thawed").into_response()),
        Ok(Thawing::Waits) => Ok(Done::at(to, "said").into_response()),
        // The form was sent twice, or somebody was faster: the page says how it stands.
        Err(Declined::ByRule(_)) => Ok(Redirect::to(&to).into_response()),
        Err(declined) => Err(insider.failed(declined)),
    }
}
