//! The composer's form when it is sent: its words are kept first, then what its button says is done.

use super::{
    ask,
    composer::Open,
    desk::Desk,
    found::Found,
    in_words::told,
    judgement::field_of,
    keep::{Kept, keep},
    library::credit,
    sheet::Sheet,
    typed::{BasedOn, Typed, Wish},
    uploads::pictures,
};
use crate::{
    done::Done,
    errors::Stale,
    failed::{Failed, NotDone},
    page::Page,
    parts::{Action, Look, Problems},
    words,
};
use acts::{Declined, naming, posts, slots};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use basics::PostId;
use publishing::Draft;
use serde_json::json;
use store::{PostRow, TemplateRow};

/// Does what a form asks for. `addressed` is the post that the form was sent to, if it was one.
pub async fn receive(desk: &Desk<'_>, addressed: Option<PostId>, sheet: Sheet) -> Result<Response, Failed> {
    let (open, based_on) = read(desk, addressed, sheet).await?;
    match open.typed.wish {
        Wish::Check => Ok(Page::ok(open.page(desk).await?).into_response()),
        Wish::Autosave => autosave(desk, open, based_on).await,
        Wish::Save => Box::pin(save(desk, open, based_on)).await,
        Wish::Schedule | Wish::Ask => Box::pin(act(desk, open, based_on)).await,
    }
}

/// What a form means, over the post as it stands.
pub async fn read(desk: &Desk<'_>, addressed: Option<PostId>, sheet: Sheet) -> Result<(Open, BasedOn), Failed> {
    let mut typed = Typed::sent(sheet.fields);
    let fresh = || BasedOn { post: addressed.unwrap_or_else(|| PostId::mint(desk.now)), number: 0 };
    let based_on = typed.based_on.unwrap_or_else(fresh);
    if addressed.is_some_and(|post| post != based_on.post) {
        return Err(desk.gone());
    }
    typed.based_on = Some(based_on);
    let row = desk.post_if_any(based_on.post).await?;
    if addressed.is_some() && row.is_none() {
        return Err(desk.gone());
    }
    let base = match &row {
        Some(row) => row.draft.clone(),
        None => begun(desk, &typed).await?,
    };
    let mut problems = Problems::default();
    let pictures = pictures(desk, &mut typed, &base, sheet.files, &mut problems).await?;
    credit(desk, &mut typed).await?;
    next_slot(desk, &mut typed, row.as_ref().map(|row| row.id), &mut problems).await?;
    let mut draft = typed.draft(desk, &base, pictures, &mut problems);
    naming::resolve(&desk.app.here, desk.group(), &mut draft)
        .await
        .map_err(|declined| desk.insider.failed(declined))?;
    Ok((Open { typed, draft, problems, row }, based_on))
}

/// What a post that is not kept yet is written over: nothing, or the gaps of its template.
async fn begun(desk: &Desk<'_>, typed: &Typed) -> Result<Draft, Failed> {
    let template = of_template(desk, &typed.template).await?;
    let gaps = template.map(|row| row.template.gaps.into_iter().collect()).unwrap_or_default();
    Ok(Draft { gaps, ..desk.empty() })
}

/// The template of the group with this id, if there is one.
pub async fn of_template(desk: &Desk<'_>, id: &str) -> Result<Option<TemplateRow>, Failed> {
    let Ok(id) = id.parse() else { return Ok(None) };
    desk.store().template(desk.group(), id).await.map_err(|error| desk.trouble(error))
}

/// Puts the next free slot into the fields, where it is asked for.
async fn next_slot(
    desk: &Desk<'_>,
    typed: &mut Typed,
    post: Option<PostId>,
    problems: &mut Problems,
) -> Result<(), Failed> {
    if !typed.next_slot {
        return Ok(());
    }
    match slots::next(&desk.app.here, desk.group(), desk.zone(), &typed.channels, post).await {
        Ok(when) => typed.leaves(&when),
        Err(Declined::ByField { field, sentence }) => problems.add(field, words::sentence(&sentence)),
        Err(other) => return Err(desk.insider.failed(other)),
    }
    Ok(())
}

/// Keeps the draft, and brings the form up to what was kept. Where somebody else was faster, both texts are shown.
async fn kept(desk: &Desk<'_>, open: &mut Open, based_on: BasedOn) -> Result<Result<PostRow, Response>, Failed> {
    match keep(desk, based_on, open.row.take(), &open.draft).await? {
        Kept::As(row) => {
            open.typed.based_on = Some(BasedOn { post: row.id, number: row.number });
            open.draft = row.draft.clone();
            open.row = Some((*row).clone());
            Ok(Ok(*row))
        }
        Kept::Behind(theirs) => Ok(Err(stale(desk, open, &theirs))),
    }
}

async fn save(desk: &Desk<'_>, mut open: Open, based_on: BasedOn) -> Result<Response, Failed> {
    let row = match kept(desk, &mut open, based_on).await? {
        Ok(row) => row,
        Err(stale) => return Ok(stale),
    };
    if !open.problems.is_empty() {
        return again(desk, open).await;
    }
    Ok(Redirect::to(&desk.composer_of(row.id)).into_response())
}

async fn autosave(desk: &Desk<'_>, mut open: Open, based_on: BasedOn) -> Result<Response, Failed> {
    Ok(match kept(desk, &mut open, based_on).await? {
        Ok(row) => {
            let based_on = BasedOn { post: row.id, number: row.number }.text();
            let page = desk.composer_of(row.id);
            Json(json!({ "based_on": based_on, "saved": "Saved just now", "page": page })).into_response()
        }
        Err(stale) => stale,
    })
}

/// The primary button: what it does was the verdict when the page was made, and is judged again now.
async fn act(desk: &Desk<'_>, mut open: Open, based_on: BasedOn) -> Result<Response, Failed> {
    let row = match kept(desk, &mut open, based_on).await? {
        Ok(row) => row,
        Err(stale) => return Ok(stale),
    };
    let found = Found::about(desk, Some(row.id), &row.draft).await?;
    for check in found.to_fix() {
        open.problems.add(&field_of(check, &row.draft), format!("{} {}", check.what, check.remedy));
    }
    if open.typed.wish == Wish::Schedule && row.draft.when.is_none() && open.problems.is_empty() {
        open.problems.add("day", "Choose the day and the time at which this is to leave.");
    }
    if !open.problems.is_empty() {
        return again(desk, open).await;
    }
    let done = match open.typed.wish {
        Wish::Ask => ask::put(desk, &row, &found, &desk.composer_of(row.id)).await,
        _ => schedule(desk, &row, &desk.composer_of(row.id)).await,
    };
    match done {
        Ok(response) => Ok(response),
        Err(NotDone::Failed(failed)) => Err(failed),
        Err(NotDone::Declined(Declined::ByRule(wrong))) => {
            wrong.lines().for_each(|line| open.problems.add("channels", line));
            again(desk, open).await
        }
        Err(NotDone::Declined(Declined::ByField { field, sentence: wrong })) => {
            open.problems.add(field, wrong);
            again(desk, open).await
        }
        Err(NotDone::Declined(Declined::Stale(_))) => Ok(stale(desk, &open, &desk.post(row.id).await?)),
        Err(NotDone::Declined(declined)) => Ok(desk.declined_with_draft(declined, row.id)),
    }
}

/// Puts a kept post in the queue. One that stands there already, just so, is left alone: a second click plans nothing. The
/// queue itself says whether it does, since it knows when each part leaves.
pub async fn schedule(desk: &Desk<'_>, row: &PostRow, back: &str) -> Result<Response, NotDone> {
    let who = desk.insider.elevated(desk.app, back).await?;
    let planning = posts::schedule(&desk.app.here, desk.group(), &who, row.id).await?;
    if let Some(why) = planning.not_looked_up {
        tracing::warn!(post = %row.id, why, "a reply is planned to what could not be looked up");
        return Ok(Done::at(desk.page_of(row.id), "unseen").into_response());
    }
    let done = if planning.stood_already { "stands" } else { "scheduled" };
    Ok(Done::at(desk.page_of(row.id), done).into_response())
}

/// The form again, with what is wrong and every word that was typed.
async fn again(desk: &Desk<'_>, open: Open) -> Result<Response, Failed> {
    // On the heap: all that a composer is made from is more than a task should carry about.
    Ok(Page::again(Box::pin(open.page(desk)).await?).into_response())
}

/// Two people at once: both texts, side by side, and a button that keeps one's own on purpose.
fn stale(desk: &Desk<'_>, open: &Open, theirs: &PostRow) -> Response {
    let name = if theirs.saved_by == desk.who() {
        "You, on another page,".to_owned()
    } else {
        desk.insider.names().remove(&theirs.saved_by).unwrap_or_default()
    };
    let at = desk.insider.when(theirs.saved_at);
    let newest = BasedOn { post: theirs.id, number: theirs.number };
    let overwrite = Action::new("Keep mine instead", "check", desk.composer_of(theirs.id), desk.insider.token());
    let overwrite = overwrite.look(Look::Danger).carrying("based_on", newest.text()).carrying("do", "save");
    let overwrite = open.typed.fields().into_iter().fold(overwrite, |form, (name, value)| form.carrying(&name, value));
    let page = Stale {
        plain: desk.insider.reader.plain(),
        what: format!("{name} saved this post at {at}, after you had opened it."),
        theirs: told(desk, &theirs.draft),
        yours: told(desk, &open.draft),
        typed: Vec::new(),
        overwrite: Some(overwrite),
        back: desk.composer_of(theirs.id),
    };
    Page::with(StatusCode::CONFLICT, page).into_response()
}
