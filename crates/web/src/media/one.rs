//! One picture of the library: what is said about it, where it is used, and how it is taken out.

use super::{OnePicture, called, words::Typed};
use crate::{
    App,
    address::Path,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    page::Page,
    parts::{Action, Look, Problems, Tag},
    reader::Insider,
};
use acts::{Declined, library};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use basics::MediaId;
use serde::Deserialize;
use store::{LibraryPicture, PictureUse, PostStage};

/// The picture of the address.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct OfPicture {
    id: MediaId,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Path(OfPicture { id }): Path<OfPicture>,
    done: JustDone,
) -> Result<Page<OnePicture>, Failed> {
    let picture = find(&app, &insider, id).await?;
    let mut page = page(&app, &insider, &picture, &Typed::of(&picture.words), Problems::default()).await?;
    page.frame.toast = done.told(&[("kept", "The words are kept.")]);
    Ok(Page::ok(page))
}

/// Keeps other words about it.
pub(super) async fn describe(
    State(app): State<App>,
    insider: Insider,
    Path(OfPicture { id }): Path<OfPicture>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Failed> {
    let picture = find(&app, &insider, id).await?;
    match library::describe(&app.here, insider.id(), insider.person(), id, typed.words()).await {
        Ok(()) => Ok(Done::at(at(&insider, id, "words"), "kept").into_response()),
        Err(declined) => {
            let problems = insider.at_its_field(declined)?;
            Ok(Page::again(page(&app, &insider, &picture, &typed, problems).await?).into_response())
        }
    }
}

/// Takes it out of the library.
pub(super) async fn take_out(
    State(app): State<App>,
    insider: Insider,
    Path(OfPicture { id }): Path<OfPicture>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    match library::take_out(&app.here, insider.id(), insider.person(), id).await {
        Ok(()) => Ok(Done::at(format!("{}/media", insider.base()), "out").into_response()),
        Err(Declined::ByRule(wrong)) => {
            let picture = find(&app, &insider, id).await?;
            let problems = Problems::of("uses", wrong);
            let page = page(&app, &insider, &picture, &Typed::of(&picture.words), problems).await?;
            Ok(Page::with(StatusCode::CONFLICT, page).into_response())
        }
        Err(declined) => Err(insider.failed(declined)),
    }
}

fn at(insider: &Insider, id: MediaId, what: &str) -> String {
    format!("{}/media/{id}/{what}", insider.base())
}

async fn find(app: &App, insider: &Insider, id: MediaId) -> Result<LibraryPicture, Failed> {
    let found = app.here.store.library_picture(insider.id(), id).await.map_err(|error| insider.trouble(error))?;
    found.ok_or_else(|| Failed::gone(insider.reader.plain()))
}

async fn page(
    app: &App,
    insider: &Insider,
    one: &LibraryPicture,
    typed: &Typed,
    problems: Problems,
) -> Result<OnePicture, Failed> {
    let picture = &one.picture;
    let uses = app.here.store.uses_of_picture(insider.id(), picture.digest).await;
    let uses = uses.map_err(|error| insider.trouble(error))?;
    let pixels = format!("{} × {} pixels", picture.width, picture.height);
    let put = format!("{} put it here, {}", insider.name(one.put_by), insider.when(one.put_at));
    let out = one.taken_out.then(|| "taken out of the library".to_owned());
    let effect = "It is offered for no post any more. What was published keeps it, and so does a draft that shows it.";
    let take_out =
        Action::new("Take it out of the library", "archive", at(insider, picture.id, "take-out"), insider.token());
    Ok(OnePicture {
        frame: insider.frame(app, Place::Media).await?,
        title: called(one),
        src: format!("{}/media/{}", insider.base(), picture.id),
        description: one.words.description.clone(),
        meta: [pixels, put].into_iter().chain(out).collect(),
        to: at(insider, picture.id, "words"),
        fields: typed.fields(&problems),
        licence: typed.licence(&problems),
        beside: typed.beside_licence(&problems),
        uses: uses.iter().map(|one| used(insider, one)).collect(),
        take_out: (!one.taken_out).then(|| take_out.look(Look::Quiet).confirming(effect, "Take it out")),
        problems,
    })
}

fn used(insider: &Insider, one: &PictureUse) -> (String, String, String, Tag) {
    let names = insider.known.channels.iter().filter(|row| one.channels.contains(&row.channel.id));
    let names: Vec<&str> = names.map(|row| row.channel.name.as_str()).collect();
    let state = match one.stage {
        PostStage::Planned if one.waits => Tag::plain("calendar-clock", "Planned"),
        PostStage::Planned => Tag::well("Published"),
        PostStage::Draft => Tag::plain("pencil", "Draft"),
        PostStage::Cancelled => Tag::plain("x", "Taken out of the queue"),
    };
    (one.title.clone(), format!("{}/posts/{}", insider.base(), one.post), names.join(", "), state)
}
