//! The library of a group: looked through by words, and one more picture put in.

use super::{InLibrary, Library, called, words::Typed};
use crate::{
    App,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::SentWithMedia,
    page::Page,
    parts::Problems,
    reader::Insider,
    words,
};
use acts::library;
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use publishing::Licence;
use serde::Deserialize;
use store::LibraryPicture;
use url::form_urlencoded;

/// As many as a screen or two show.
const AT_ONCE: usize = 24;

/// What is looked for, and how many were shown already.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    words: String,
    from: usize,
}

/// The library.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Query(asked): Query<Asked>,
    done: JustDone,
) -> Result<Page<Library>, Failed> {
    let mut page = page(&app, &insider, &asked, &Typed::default(), Problems::default()).await?;
    page.frame.toast = done.told(DONE);
    Ok(Page::ok(page))
}

/// What was done just now, as this page says it.
const DONE: &[(&str, &str)] =
    &[("put", "It is in the library."), ("out", "It is out of the library. What was published keeps it.")];

/// Puts a picture in. What is wrong stands at its field, and every word is kept.
pub(super) async fn put(
    State(app): State<App>,
    insider: Insider,
    SentWithMedia { form: typed, files }: SentWithMedia<Typed>,
) -> Result<Response, Failed> {
    let file = files.into_iter().find(|file| file.field == "picture");
    let file = file.map_or((None, None), |file| (Some(file.bytes), file.claimed));
    match library::put(&app.here, insider.id(), insider.person(), file, typed.words()).await {
        Ok(_) => Ok(Done::at(format!("{}/media", insider.base()), "put").into_response()),
        Err(declined) => {
            let problems = insider.at_its_field(declined)?;
            let page = page(&app, &insider, &Asked::default(), &typed, problems).await?;
            Ok(Page::again(page).into_response())
        }
    }
}

async fn page(
    app: &App,
    insider: &Insider,
    asked: &Asked,
    typed: &Typed,
    problems: Problems,
) -> Result<Library, Failed> {
    let all = app.here.store.library(insider.id()).await.map_err(|error| insider.trouble(error))?;
    let found: Vec<&LibraryPicture> = all.iter().filter(|picture| picture.words.has(&asked.words)).collect();
    let shown: Vec<InLibrary> = found.iter().skip(asked.from).take(AT_ONCE).map(|one| row(insider, one)).collect();
    let next = asked.from.saturating_add(shown.len());
    let to = format!("{}/media", insider.base());
    let more = || {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("words", &asked.words).finish();
        format!("{to}?{query}&from={next}")
    };
    Ok(Library {
        frame: insider.frame(app, Place::Media).await?,
        asked: asked.words.clone(),
        count: words::counted(found.len() as u64, "picture", "pictures"),
        more: (next < found.len()).then(more),
        pictures: shown,
        fields: typed.fields(&problems),
        licence: typed.licence(&problems),
        beside: typed.beside_licence(&problems),
        to,
        problems,
    })
}

fn row(insider: &Insider, one: &LibraryPicture) -> InLibrary {
    let licence = one.words.licence.map_or("nobody has said under which licence", Licence::name).to_owned();
    let by = Some(&one.words.credit).filter(|credit| !credit.is_empty()).map(|credit| format!("by {credit}"));
    let put = format!("{} put it here, {}", insider.name(one.put_by), insider.when(one.put_at));
    let at = format!("{}/media/{}", insider.base(), one.picture.id);
    InLibrary {
        name: called(one),
        href: format!("{at}/words"),
        src: at,
        meta: [licence].into_iter().chain(by).chain([put]).collect(),
        described: !one.words.description.is_empty(),
    }
}
