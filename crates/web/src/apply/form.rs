//! The form: generated from what the charter asks, shown again with everything that was typed where something is wrong.

use super::{Apply, group_with_form};
use crate::{
    App,
    address::Path,
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Field, Kind, Problems},
    sign_in::Caller,
};
use ::charter::rules::{Application, Holds};
use acts::applying::{self, EMAIL, Filled, NAME, NotTaken, field_of};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use store::Group;

/// The group of the address.
#[derive(Deserialize)]
pub(super) struct OfGroup {
    group: String,
}

/// The empty form.
pub(super) async fn show(State(app): State<App>, caller: Caller, Path(of): Path<OfGroup>) -> Result<Response, Failed> {
    let (group, charter) = group_with_form(&app, &caller, &of.group).await?;
    let form = applying::form(&charter).ok_or_else(|| Failed::gone(caller.stranger()))?;
    let page = page(&app, &caller, &group, form, &Filled::default(), Problems::default())?;
    let has_members = applying::has_members(&app.here, group.id).await.map_err(|error| caller.trouble(error))?;
    Ok(Page::ok(Apply { nobody_decides: !has_members, ..page }).into_response())
}

/// Takes it, and leads on to the page of the application.
pub(super) async fn send(
    State(app): State<App>,
    caller: Caller,
    Path(of): Path<OfGroup>,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Result<Response, Failed> {
    let (group, charter) = group_with_form(&app, &caller, &of.group).await?;
    let form = applying::form(&charter).ok_or_else(|| Failed::gone(caller.stranger()))?;
    let mut filled = Filled { fields };
    let mut problems = Problems::default();
    match applying::apply(&app.here, group.id, form, &filled).await {
        Ok(link) => {
            let to = format!("/apply/{}/{}", group.slug, link.reveal().expose());
            return Ok(Redirect::to(&to).into_response());
        }
        Err(NotTaken::Trouble(error)) => return Err(caller.trouble(error)),
        Err(NotTaken::Fields(wrong)) => wrong.into_iter().for_each(|(field, words)| problems.add(&field, words)),
        Err(NotTaken::SentBefore) => {
            let to = format!("/apply/{}/{}", group.slug, filled.value("link"));
            return Err(Failed::sent_before(caller.stranger(), to));
        }
        Err(NotTaken::NobodyDecides) => {
            let page = page(&app, &caller, &group, form, &filled, problems)?;
            return Ok(Page::again(Apply { nobody_decides: true, ..page }).into_response());
        }
        Err(NotTaken::Unknown) => {
            filled.fields.retain(|(name, _)| name != "link" && name != "opened");
            problems
                .add(NAME, "this form was not opened here, so it was made anew with what you wrote: send it once more");
        }
    }
    Ok(Page::again(page(&app, &caller, &group, form, &filled, problems)?).into_response())
}

fn page(
    app: &App,
    caller: &Caller,
    group: &Group,
    form: &Application,
    filled: &Filled,
    problems: Problems,
) -> Result<Apply, Failed> {
    // A form that is shown again stays the same form: sent twice, it is one application.
    let (link, opened) = match (filled.value("link"), filled.value("opened")) {
        ("", _) | (_, "") => {
            let blank = applying::blank(&app.here, group.id).map_err(|error| caller.trouble(error))?;
            (blank.link, blank.opened)
        }
        (link, opened) => (link.to_owned(), opened.to_owned()),
    };
    Ok(Apply {
        plain: caller.stranger(),
        group: group.name.clone(),
        nobody_decides: false,
        typed: !filled.fields.is_empty(),
        to: format!("/apply/{}", group.slug),
        link,
        opened,
        fields: fields(form, filled, &problems),
        problems,
    })
}

fn fields(form: &Application, filled: &Filled, problems: &Problems) -> Vec<Field> {
    let own = [
        Field::new(NAME, "Your name").autocomplete("name").hint("As the group should call you."),
        Field::new(EMAIL, "Your mail address")
            .autocomplete("email")
            .hint("If the group admits you, the link to come in is sent there."),
    ];
    let asked = form.field.iter().map(|field| {
        let shown = Field::new(&field_of(&field.name), &field.asks);
        let shown = match field.holds {
            Holds::Words => shown.kind(Kind::Lines(4)),
            Holds::Addresses => {
                shown.kind(Kind::Lines(3)).hint("One address on each line, each with https:// in front.")
            }
        };
        if field.required { shown } else { shown.optional() }
    });
    let typed = own.into_iter().chain(asked).map(|field| {
        let (value, error) = (filled.value(&field.name).to_owned(), problems.at(&field.name));
        let field = field.value(value);
        match error {
            Some(error) => field.error(error),
            None => field,
        }
    });
    typed.collect()
}
