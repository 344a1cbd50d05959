//! One template: a post is begun from it, it is written anew, or taken out.

use super::{OneTemplate, Typed};
use crate::{
    App,
    address::Path,
    done::{Done, JustDone},
    failed::Failed,
    frame::Place,
    guard::{Nothing, Sent},
    page::Page,
    parts::{Action, Field, Look, Problems},
    reader::Insider,
};
use acts::templates;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::TemplateId;
use store::TemplateRow;

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Path((_, id)): Path<(String, TemplateId)>,
    done: JustDone,
) -> Result<Page<OneTemplate>, Failed> {
    let row = find(&app, &insider, id).await?;
    let mut page = page(&app, &insider, &row, &Typed::of(&row.template), Problems::default()).await?;
    page.frame.toast = done.told(&[("kept", "The template is kept.")]);
    Ok(Page::ok(page))
}

/// Writes it anew. What is wrong stands at its field, and every word is kept.
pub(super) async fn write(
    State(app): State<App>,
    insider: Insider,
    Path((_, id)): Path<(String, TemplateId)>,
    Sent(typed): Sent<Typed>,
) -> Result<Response, Failed> {
    let row = find(&app, &insider, id).await?;
    match templates::write(&app.here, insider.id(), insider.person(), id, typed.words()).await {
        Ok(()) => Ok(Done::at(address(&insider, id), "kept").into_response()),
        Err(declined) => {
            let problems = insider.at_its_field(declined)?;
            Ok(Page::again(page(&app, &insider, &row, &typed, problems).await?).into_response())
        }
    }
}

/// Takes it out.
pub(super) async fn take_out(
    State(app): State<App>,
    insider: Insider,
    Path((_, id)): Path<(String, TemplateId)>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Result<Response, Failed> {
    match templates::take_out(&app.here, insider.id(), insider.person(), id).await {
        Ok(()) => Ok(Done::at(format!("{}/templates", insider.base()), "out").into_response()),
        Err(declined) => Err(insider.failed(declined)),
    }
}

fn address(insider: &Insider, id: TemplateId) -> String {
    format!("{}/templates/{id}", insider.base())
}

async fn find(app: &App, insider: &Insider, id: TemplateId) -> Result<TemplateRow, Failed> {
    let found = app.here.store.template(insider.id(), id).await.map_err(|error| insider.trouble(error))?;
    found.filter(|row| !row.taken_out).ok_or_else(|| Failed::gone(insider.reader.plain()))
}

async fn page(
    app: &App,
    insider: &Insider,
    row: &TemplateRow,
    typed: &Typed,
    problems: Problems,
) -> Result<OneTemplate, Failed> {
    let gap = |gap: &String| Field::new(&format!("gap-{gap}"), gap).optional();
    let to = address(insider, row.id);
    let effect = "It is offered no more. Posts that were begun from it keep their words.";
    let take_out = Action::new("Take it out", "archive", format!("{to}/take-out"), insider.token());
    Ok(OneTemplate {
        frame: insider.frame(app, Place::Write).await?,
        name: row.template.name.clone(),
        text: row.template.text.clone(),
        meta: format!("Written by {}, {}", insider.name(row.by), insider.when(row.at)),
        begin: (format!("{}/posts/new", insider.base()), row.id.to_string()),
        gaps: row.template.gaps.iter().map(gap).collect(),
        fields: typed.fields(&problems),
        take_out: take_out.look(Look::Quiet).confirming(effect, "Take it out"),
        to,
        problems,
    })
}
