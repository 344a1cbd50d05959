//! The fourth step: the first channel that the group runs already, or none. Then the group is founded.

use super::{
    Setup, Stage, people,
    step::{Fields, Step, again, one, shown, to},
};
use crate::{
    App,
    channels::networks,
    failed::Failed,
    guard::SentWithFiles,
    parts::{Choice, Choices, Field, Kind, Problems},
    reader::Reader,
};
use acts::{
    Declined,
    setup::{self, FirstChannel},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use charter::Charter;

/// The page.
pub async fn show(State(app): State<App>, reader: Reader) -> Result<Response, Failed> {
    let step = Step::of(&app, reader).await?;
    match ready(&step) {
        Ok(charter) => Ok(shown(page(&step, &charter, Problems::default()))),
        Err(missing) => Ok(to(missing)),
    }
}

/// The charter, once its readings are confirmed; else the step that is still open.
fn ready(step: &Step<'_>) -> Result<Charter, Stage> {
    let (_, charter) = step.draft.charter().map_err(|_| Stage::Charter)?;
    if step.draft.slug.is_empty() {
        Err(Stage::Name)
    } else if step.draft.confirmed != Some(charter.version()) {
        Err(Stage::Charter)
    } else if !people::wrong(step, &charter).is_empty() {
        Err(Stage::Officers)
    } else {
        Ok(charter)
    }
}

/// Founds the group, with or without a channel.
pub async fn take(
    State(app): State<App>,
    reader: Reader,
    SentWithFiles { form, .. }: SentWithFiles<Fields>,
) -> Result<Response, Failed> {
    let mut step = Step::of(&app, reader).await?;
    let charter = match ready(&step) {
        Ok(charter) => charter,
        Err(missing) => return Ok(to(missing)),
    };
    let wanted = one(&form, "do");
    step.draft.channel = (wanted != "skip" && !one(&form, "network").is_empty()).then(|| read(&form));
    step.keep().await?;
    if wanted == "back" {
        return Ok(to(Stage::Officers));
    }
    if wanted != "skip" && step.draft.channel.is_none() {
        let problems = Problems::of("network", "Choose where the channel is, or found the group without a channel.");
        return Ok(again(page(&step, &charter, problems)));
    }
    match setup::finish(&app.here, &step.reader.who, &step.draft).await {
        Ok(group) => Ok(Redirect::to(&format!("/g/{}/invitations", group.slug)).into_response()),
        Err(Declined::ByRule(sentence)) => {
            let problems = Problems::of(if sentence.contains("name that people") { "name" } else { "page" }, sentence);
            Ok(again(page(&step, &charter, problems)))
        }
        Err(declined) => Err(step.reader.failed(declined)),
    }
}

fn read(form: &Fields) -> FirstChannel {
    let typed = |name: &str| one(form, name).trim().to_owned();
    FirstChannel {
        network: typed("network"),
        name: typed("name"),
        handle: typed("handle"),
        page: typed("page"),
        mark: typed("mark"),
    }
}

fn page(step: &Step<'_>, charter: &Charter, problems: Problems) -> Setup {
    let typed = step.draft.channel.clone().unwrap_or_default();
    let mut page = step.page(Stage::Channel, Problems::default());
    page.choices = vec![networks(&typed.network, problems.at("network"))];
    if charter.rules().channels.one_preferred {
        page.choices.push(mark(&typed.mark));
    }
    let fields = [
        Field::new("name", "What do you call it?")
            .value(typed.name)
            .hint("As people will recognise it: Mastodon, Forum."),
        Field::new("handle", "Its name there")
            .value(typed.handle)
            .hint("@project@social.example, or the page’s title."),
        Field::new("page", "The address of its public page")
            .kind(Kind::Url)
            .value(typed.page)
            .hint("https://social.example/@project"),
    ];
    page.fields = fields.into_iter().map(|field| field.marked(&problems)).collect();
    page.problems = problems;
    "Found the group with this channel".clone_into(&mut page.button);
    page.skip = Some("Found it without a channel".to_owned());
    page
}

fn mark(chosen: &str) -> Choices {
    let of = vec![
        Choice::new("preferred", "We talk with people there")
            .small("The preferred channel.")
            .chosen(chosen == "preferred"),
        Choice::new("primary", "The others carry what stands there further")
            .small("The primary source.")
            .chosen(chosen == "primary"),
        Choice::new("", "Neither").chosen(chosen.is_empty()),
    ];
    Choices {
        name: "mark".to_owned(),
        legend: "What sets it apart?".to_owned(),
        of,
        across: true,
        ..Choices::default()
    }
}
