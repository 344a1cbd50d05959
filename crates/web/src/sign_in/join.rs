//! Coming in by an invitation: look at it, say how you will sign in, and be there.

use super::{
    Asked, Back, Caller, Join,
    enter::enters,
    invited::{Form, Opened, group_named, open},
    link::dead,
};
use crate::{App, address::Path, failed::Failed, guard::Sent, page::Page, parts::Problems};
use acts::{
    invitations::{self, Shown},
    sign_in::NotIn,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use people::{EmailAddress, Role, Token};

/// The page. Nothing changes, whoever follows the link.
pub async fn show(State(app): State<App>, opened: Opened) -> Result<Page<Join>, Failed> {
    opened.page(&app, None, Problems::default()).await.map(Page::ok)
}

/// Accepts it as who is signed in, or asks how they will sign in from now on.
pub async fn accept(State(app): State<App>, opened: Opened, Sent(form): Sent<Form>) -> Result<Response, Failed> {
    if opened.shown.can_sign_in {
        return accept_signed_in(&app, &opened).await;
    }
    let Opened { caller, link, .. } = &opened;
    match invitations::start_password(&app.here, caller.visit(), link, form.newcomer()).await {
        Ok(setup) => Ok(Page::ok(opened.enrol(&form, &setup, Problems::default())).into_response()),
        Err(refused) => opened.again(&app, &form, refused).await,
    }
}

async fn accept_signed_in(app: &App, opened: &Opened) -> Result<Response, Failed> {
    let Opened { caller, text, link, .. } = opened;
    let Some(who) = caller.identified(app).await? else {
        return Ok(Redirect::to(&format!("/sign-in?to=/join/{text}")).into_response());
    };
    match invitations::accept_signed_in(&app.here, caller.visit(), &who, link).await {
        // Whoever is invited to a seat on a body is not in the group by it.
        Ok(Some(_)) if matches!(opened.shown.role, Role::Seat(_)) => Ok(Redirect::to("/seats").into_response()),
        Ok(Some(group)) => {
            let group = group_named(app, caller, group).await?;
            let to = group.map_or_else(|| "/".to_owned(), |group| format!("/g/{}", group.slug));
            Ok(Redirect::to(&to).into_response())
        }
        Ok(None) => Ok(Redirect::to("/setup").into_response()),
        Err(refused) => dead(caller, refused),
    }
}

/// Begins to make a passkey.
pub async fn begin(
    State(app): State<App>,
    caller: Caller,
    Path(text): Path<String>,
    Sent(form): Sent<Form>,
) -> Result<Asked, Failed> {
    let question = match open(&app, &text).await {
        Ok((link, _)) => invitations::start_passkey(&app.here, caller.visit(), &link, form.newcomer()).await,
        Err(refused) => Err(refused),
    };
    match question {
        Ok(question) => Ok(Asked(Ok(question))),
        Err(refused) => Ok(Asked(Err(caller.said(refused)?))),
    }
}

/// Comes in with the passkey that was made.
pub async fn with_passkey(State(app): State<App>, opened: Opened, Sent(form): Sent<Form>) -> Result<Response, Failed> {
    let Opened { caller, link, .. } = &opened;
    let came = if form.credential.is_empty() {
        Err(NotIn::because(NEEDS_SCRIPT))
    } else {
        let (label, answer) = (&form.label, &form.credential);
        invitations::accept_with_passkey(&app.here, caller.visit(), link, form.newcomer(), label, answer).await
    };
    arrive(&app, &opened, &form, ("label", came)).await
}

const NEEDS_SCRIPT: &str = "Your browser made no passkey: passkeys need script. A password with a code works without.";

/// Comes in with a password and the first code.
pub async fn with_password(State(app): State<App>, opened: Opened, Sent(form): Sent<Form>) -> Result<Response, Failed> {
    let Opened { caller, link, .. } = &opened;
    let (password, code) = (&form.password, &form.code);
    let came =
        invitations::accept_with_password(&app.here, caller.visit(), link, form.newcomer(), password, code).await;
    arrive(&app, &opened, &form, ("password", came)).await
}

/// They are there; or the page again, with the secret that is in their app already.
async fn arrive(
    app: &App,
    opened: &Opened,
    form: &Form,
    (field, came): (&str, Result<Token, NotIn>),
) -> Result<Response, Failed> {
    let Opened { caller, shown, .. } = opened;
    let refused = match came {
        Ok(token) => return Ok(enters(app, &token, &home(app, caller, shown).await?)),
        Err(refused) => refused,
    };
    let email = match &shown.person {
        Some(person) => Ok(person.email.clone()),
        None => EmailAddress::parse(&form.email),
    };
    let setup = match email {
        Ok(email) => acts::people::shown_secret(&app.here, caller.visit(), &email).await,
        Err(_) => Ok(None),
    };
    let Some(setup) = setup.map_err(|error| caller.trouble(error))? else {
        return opened.again(app, form, refused).await;
    };
    let (status, sentence) = caller.said(refused)?;
    let problems = Problems::of(field, sentence);
    Ok(Page::with(status, opened.enrol(form, &setup, problems)).into_response())
}

/// Where somebody starts: a founder with the four steps, everybody else in their group.
async fn home(app: &App, caller: &Caller, shown: &Shown) -> Result<Back, Failed> {
    let Some(group) = shown.group else { return Ok(Back::parse("/setup")) };
    let group = group_named(app, caller, group).await?;
    Ok(group.map_or_else(Back::default, |group| Back::parse(&format!("/g/{}", group.slug))))
}
