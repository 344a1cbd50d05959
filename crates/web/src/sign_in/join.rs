//! Coming in by an invitation: look at it, say how you will sign in, and be there.

use super::{Asked, Back, Caller, Enrol, Join, enter::enters, link::dead};
use crate::{
    App,
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{AppSecret, Field, Kind, Problems},
    when,
};
use acts::{
    invitations::{self, Newcomer, Shown},
    people::Setup,
    sign_in::{self, NotIn},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use basics::Zone;
use people::{Purpose, Role, SignedIn, Token};
use serde::Deserialize;

/// What the forms bring. Name and address are a founder's own; for everybody else the roster has them.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    credential: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
}

impl Form {
    fn newcomer(&self) -> Newcomer<'_> {
        Newcomer { name: &self.name, email: &self.email }
    }
}

/// The page. Nothing changes, whoever follows the link.
pub async fn show(State(app): State<App>, caller: Caller, Path(text): Path<String>) -> Result<Response, Failed> {
    let (_, shown) = match opened(&app, &text).await {
        Ok(opened) => opened,
        Err(refused) => return dead(&caller, refused),
    };
    let page = page(&app, &caller, &text, &shown, None, Problems::default()).await?;
    Ok(Page::ok(page).into_response())
}

/// The link as text became a token, and the invitation that it opens.
async fn opened(app: &App, text: &str) -> Result<(Token, Shown), NotIn> {
    let link = Token::parse(text, Purpose::Invitation).map_err(NotIn::because)?;
    let shown = invitations::show(&app.here, &link).await?;
    Ok((link, shown))
}

async fn page(
    app: &App,
    caller: &Caller,
    text: &str,
    shown: &Shown,
    typed: Option<&Form>,
    problems: Problems,
) -> Result<Join, Failed> {
    let until = when::full(shown.until, &Zone::utc());
    let group = match shown.group {
        Some(group) => group_named(app, caller, group).await?.map(|group| group.name),
        None => None,
    };
    let signed_in = present(app, caller).await?.is_some();
    let (heading, words) = match (&group, &shown.person) {
        (Some(group), Some(person)) => (
            format!("Join {group}"),
            format!(
                "This invitation is for {}, {}. It works once, until {until}.",
                person.name,
                invited_as(&shown.role)
            ),
        ),
        _ => (
            "Set up a group".to_owned(),
            format!("This link is for whoever sets up a group here. It works once, until {until}. First, who are you?"),
        ),
    };
    let fields = if shown.person.is_some() { Vec::new() } else { founder_fields(typed, &problems) };
    let sign_in_first = shown.can_sign_in && !signed_in;
    Ok(Join {
        plain: if signed_in { caller.browser.plain() } else { caller.stranger() },
        heading,
        words,
        problems,
        fields,
        to: format!("/join/{text}"),
        sign_in_first,
    })
}

fn invited_as(offered: &Role) -> String {
    match offered {
        Role::Member => "as a member".to_owned(),
        Role::Office(office) => format!("as {}", office.replace('_', " ")),
    }
}

fn founder_fields(typed: Option<&Form>, problems: &Problems) -> Vec<Field> {
    let mut name = Field::new("name", "Your name").autocomplete("name").hint("As the group should see it.");
    let mut email = Field::new("email", "Your mail address").autocomplete("username");
    if let Some(form) = typed {
        name = name.value(&form.name);
        email = email.value(&form.email);
    }
    name.error = problems.at("name");
    email.error = problems.at("email");
    vec![name, email]
}

/// Accepts it as who is signed in, or asks how they will sign in from now on.
pub async fn accept(
    State(app): State<App>,
    caller: Caller,
    Path(text): Path<String>,
    Sent(form): Sent<Form>,
) -> Result<Response, Failed> {
    let (link, shown) = match opened(&app, &text).await {
        Ok(opened) => opened,
        Err(refused) => return dead(&caller, refused),
    };
    if shown.can_sign_in {
        return accept_signed_in(&app, &caller, &text, &link).await;
    }
    match invitations::start_password(&app.here, caller.visit(), &link, form.newcomer()).await {
        Ok(setup) => Ok(Page::ok(enrol(&caller, &text, &form, &setup, Problems::default())).into_response()),
        Err(refused) => {
            let (status, sentence) = caller.said(refused)?;
            let mut problems = Problems::default();
            problems.add(if shown.person.is_some() { "join" } else { "email" }, sentence);
            let page = page(&app, &caller, &text, &shown, Some(&form), problems).await?;
            Ok(Page::with(status, page).into_response())
        }
    }
}

async fn accept_signed_in(app: &App, caller: &Caller, text: &str, link: &Token) -> Result<Response, Failed> {
    let Some(who) = present(app, caller).await? else {
        return Ok(Redirect::to(&format!("/sign-in?to=/join/{text}")).into_response());
    };
    match invitations::accept_signed_in(&app.here, caller.visit(), &who, link).await {
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
    let question = match opened(&app, &text).await {
        Ok((link, _)) => invitations::start_passkey(&app.here, caller.visit(), &link, form.newcomer()).await,
        Err(refused) => Err(refused),
    };
    match question {
        Ok(question) => Ok(Asked(Ok(question))),
        Err(refused) => Ok(Asked(Err(caller.said(refused)?))),
    }
}

/// Comes in with the passkey that was made.
pub async fn with_passkey(
    State(app): State<App>,
    caller: Caller,
    Path(text): Path<String>,
    Sent(form): Sent<Form>,
) -> Result<Response, Failed> {
    let (link, shown) = match opened(&app, &text).await {
        Ok(opened) => opened,
        Err(refused) => return dead(&caller, refused),
    };
    let came = if form.credential.is_empty() {
        Err(NotIn::because("Your browser made no passkey: passkeys need script. A password with a code works without."))
    } else {
        let (label, answer) = (&form.label, &form.credential);
        invitations::accept_with_passkey(&app.here, caller.visit(), &link, form.newcomer(), label, answer).await
    };
    arrive(&app, &caller, &text, &form, &shown, ("label", came)).await
}

/// Comes in with a password and the first code.
pub async fn with_password(
    State(app): State<App>,
    caller: Caller,
    Path(text): Path<String>,
    Sent(form): Sent<Form>,
) -> Result<Response, Failed> {
    let (link, shown) = match opened(&app, &text).await {
        Ok(opened) => opened,
        Err(refused) => return dead(&caller, refused),
    };
    let (password, code) = (&form.password, &form.code);
    let came =
        invitations::accept_with_password(&app.here, caller.visit(), &link, form.newcomer(), password, code).await;
    arrive(&app, &caller, &text, &form, &shown, ("password", came)).await
}

/// They are there; or the page again, with the secret that is in their app already.
async fn arrive(
    app: &App,
    caller: &Caller,
    text: &str,
    form: &Form,
    shown: &Shown,
    (field, came): (&str, Result<Token, NotIn>),
) -> Result<Response, Failed> {
    let refused = match came {
        Ok(token) => return Ok(enters(app, &token, &home(app, caller, shown).await?)),
        Err(refused) => refused,
    };
    let (status, sentence) = caller.said(refused)?;
    let email = match &shown.person {
        Some(person) => Ok(person.email.clone()),
        None => people::EmailAddress::parse(&form.email),
    };
    let setup = match email {
        Ok(email) => acts::people::shown_secret(&app.here, caller.visit(), &email).await,
        Err(_) => Ok(None),
    };
    let mut problems = Problems::default();
    if let Some(setup) = setup.map_err(|error| caller.trouble(error))? {
        problems.add(field, sentence);
        return Ok(Page::with(status, enrol(caller, text, form, &setup, problems)).into_response());
    }
    problems.add(if shown.person.is_some() { "join" } else { "email" }, sentence);
    let page = page(app, caller, text, shown, Some(form), problems).await?;
    Ok(Page::with(status, page).into_response())
}

/// Where somebody starts: a founder with the four steps, everybody else in their group.
async fn home(app: &App, caller: &Caller, shown: &Shown) -> Result<Back, Failed> {
    let Some(group) = shown.group else { return Ok(Back::parse("/setup")) };
    let group = group_named(app, caller, group).await?;
    Ok(group.map_or_else(Back::default, |group| Back::parse(&format!("/g/{}", group.slug))))
}

fn enrol(caller: &Caller, text: &str, form: &Form, setup: &Setup, problems: Problems) -> Enrol {
    let passkey_name = Field::new("label", "What is this passkey called?").hint("Phone, laptop, key …");
    let mut passkey_name = if form.label.is_empty() { passkey_name } else { passkey_name.value(&form.label) };
    passkey_name.error = problems.at("label");
    let mut password = Field::new("password", "A password")
        .kind(Kind::Secret)
        .autocomplete("new-password")
        .hint("At least 12 characters. Four unrelated words are a good one.");
    password.error = problems.at("password");
    let code = Field::new("code", "Code from your app").kind(Kind::Code).autocomplete("one-time-code");
    let carries = [("name", &form.name), ("email", &form.email)];
    Enrol {
        plain: caller.stranger(),
        problems,
        passkey_name,
        fields: vec![password, code],
        secret: AppSecret::new(setup.typed.expose(), setup.uri.expose()),
        to: format!("/join/{text}"),
        carries: carries
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect(),
    }
}

/// Who is signed in, if anybody is.
async fn present(app: &App, caller: &Caller) -> Result<Option<SignedIn>, Failed> {
    match sign_in::who(&app.here, caller.browser.session()).await {
        Ok(who) => Ok(who),
        Err(NotIn::Over(_)) => Ok(None),
        Err(other) => Err(caller.trouble(other)),
    }
}

async fn group_named(app: &App, caller: &Caller, id: basics::GroupId) -> Result<Option<store::Group>, Failed> {
    app.here.store.group(id).await.map_err(|error| caller.trouble(error))
}
