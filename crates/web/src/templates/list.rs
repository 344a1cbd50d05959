//! The templates of a group, and the form for another.

use super::{Templates, Typed};
use crate::{
    App,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::Sent,
    page::Page,
    parts::Problems,
    reader::Insider,
    words,
};
use acts::templates;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::TemplateId;
use serde::Deserialize;
use store::TemplateRow;

/// The form for another: the id that it carries makes it one, however often it is sent.
#[derive(Deserialize)]
pub(super) struct New {
    id: TemplateId,
    #[serde(flatten)]
    typed: Typed,
}

/// The list.
pub(super) async fn show(State(app): State<App>, insider: Insider, done: JustDone) -> Result<Page<Templates>, Failed> {
    let id = TemplateId::mint(insider.reader.at);
    let mut page = page(&app, &insider, id, &Typed::default(), Problems::default()).await?;
    page.frame.toast = done.told(&[("out", "It is taken out. Posts begun from it keep their words.")]);
    Ok(Page::ok(page))
}

/// Keeps another one. What is wrong stands at its field, and every word is kept.
pub(super) async fn write(
    State(app): State<App>,
    insider: Insider,
    Sent(New { id, typed }): Sent<New>,
) -> Result<Response, Failed> {
    match templates::write(&app.here, insider.id(), insider.person(), id, typed.words()).await {
        Ok(()) => Ok(Done::at(format!("{}/templates/{id}", insider.base()), "kept").into_response()),
        Err(declined) => {
            let problems = insider.at_its_field(declined)?;
            Ok(Page::again(page(&app, &insider, id, &typed, problems).await?).into_response())
        }
    }
}

async fn page(
    app: &App,
    insider: &Insider,
    id: TemplateId,
    typed: &Typed,
    problems: Problems,
) -> Result<Templates, Failed> {
    let rows = app.here.store.templates(insider.id()).await.map_err(|error| insider.trouble(error))?;
    Ok(Templates {
        frame: insider.frame(app, Place::Write).await?,
        to: format!("{}/templates", insider.base()),
        id: id.to_string(),
        templates: rows.iter().map(|row| told(insider, row)).collect(),
        fields: typed.fields(&problems),
        problems,
    })
}

fn told(insider: &Insider, row: &TemplateRow) -> (String, String, Vec<String>) {
    let gaps = words::counted(row.template.gaps.len() as u64, "gap", "gaps");
    let by = format!("written by {}, {}", insider.name(row.by), insider.when(row.at));
    (row.template.name.clone(), format!("{}/templates/{}", insider.base(), row.id), vec![gaps, by])
}
