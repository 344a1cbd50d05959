//! `/g/{group}/posts/new`: an empty composer, and a post that begins in it.

use super::{
    composer::Open,
    desk::Desk,
    receive::{of_template, receive},
    sheet::Sheet,
    typed::{BasedOn, Typed},
};
use crate::{App, failed::Failed, own_zone::OwnZone, page::Page, parts::Problems, reader::Insider};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use basics::{ChannelId, PostId};
use publishing::ReplyTo;
use serde::Deserialize;

/// What a link to the composer can fill in.
#[derive(Deserialize)]
pub struct Given {
    channel: Option<ChannelId>,
    answers: Option<String>,
    day: Option<String>,
    #[serde(default)]
    template: String,
}

/// Whatever else stands in such a link: the values for the gaps of a template.
type Values = Vec<(String, String)>;

/// `GET`
pub async fn get(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    Query(given): Query<Given>,
    Query(values): Query<Values>,
) -> Result<Response, Failed> {
    let desk = Desk::of(&app, &insider, own).await?;
    let mut draft = desk.empty();
    draft.channels = given.channel.into_iter().filter(|channel| desk.channel(*channel).is_some()).collect();
    draft.answers = given.answers.and_then(|address| ReplyTo::parse(&address).ok());
    if let Some(row) = of_template(&desk, &given.template).await? {
        let value = |(name, value): (String, String)| Some((name.strip_prefix("gap-")?.to_owned(), value));
        draft.everywhere.text = row.template.filled(&values.into_iter().filter_map(value).collect());
        draft.gaps = row.template.gaps.into_iter().collect();
    }
    let based_on = BasedOn { post: PostId::mint(desk.now), number: 0 };
    let mut typed = Typed::of(&draft, based_on, insider.zone.name());
    typed.day = given.day.unwrap_or_default();
    typed.template = given.template;
    let open = Open { typed, draft, problems: Problems::default(), row: None };
    Ok(Page::ok(open.page(&desk).await?).into_response())
}

/// `POST`
pub async fn post(
    State(app): State<App>,
    insider: Insider,
    OwnZone(own): OwnZone,
    sheet: Sheet,
) -> Result<Response, Failed> {
    Box::pin(receive(&Desk::of(&app, &insider, own).await?, None, sheet)).await
}
