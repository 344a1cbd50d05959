//! An invitation that was opened by its link, and its pages: what it is, and choosing how to sign in from now on.

use super::{Caller, Enrol, Join, link::dead};
use crate::{
    App,
    address::Path,
    failed::Failed,
    page::Page,
    parts::{AppSecret, Field, Kind, Problems},
    when,
};
use acts::{
    invitations::{self, Newcomer, Shown},
    people::Setup,
    sign_in::NotIn,
};
use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
use basics::{GroupId, Zone};
use people::{Purpose, Role, Token};
use serde::Deserialize;
use store::Group;

/// What the forms bring. Name and address are a founder's own; for everybody else the roster has them.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) email: String,
    #[serde(default)]
    pub(super) label: String,
    #[serde(default)]
    pub(super) credential: String,
    #[serde(default)]
    pub(super) password: String,
    #[serde(default)]
    pub(super) code: String,
}

impl Form {
    /// Who they say they are.
    pub fn newcomer(&self) -> Newcomer<'_> {
        Newcomer { name: &self.name, email: &self.email }
    }
}

/// The invitation of the address, for whoever opened it.
pub struct Opened {
    /// Whoever that is.
    pub caller: Caller,
    /// The link as it stands in the address.
    pub text: String,
    /// The link.
    pub link: Token,
    /// What it invites to.
    pub shown: Shown,
}

impl FromRequestParts<App> for Opened {
    type Rejection = Response;
    /// A link that opens nothing is answered with the page that says why.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let caller = Caller::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let Path(text) = Path::<String>::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        match open(app, &text).await {
            Ok((link, shown)) => Ok(Self { caller, text, link, shown }),
            Err(refused) => Err(dead(&caller, refused).into_response()),
        }
    }
}

/// The link as text became a token, and the invitation that it opens.
pub async fn open(app: &App, text: &str) -> Result<(Token, Shown), NotIn> {
    let link = Token::parse(text, Purpose::Invitation).map_err(NotIn::because)?;
    let shown = invitations::show(&app.here, &link).await?;
    Ok((link, shown))
}

impl Opened {
    /// What it is, and for a founder the question who they are.
    pub async fn page(&self, app: &App, typed: Option<&Form>, problems: Problems) -> Result<Join, Failed> {
        let shown = &self.shown;
        let until = when::full(shown.until, &Zone::utc());
        let group = match shown.group {
            Some(group) => group_named(app, &self.caller, group).await?.map(|group| group.name),
            None => None,
        };
        let signed_in = self.caller.identified(app).await?.is_some();
        let (heading, words) = match (&group, &shown.person) {
            (Some(group), Some(person)) if shown.accepts => (
                format!("{group} has admitted you"),
                format!(
                    "Welcome, {}. You are a member from the day on which you accept, and your term is counted from it. This \
                     link works once, until {until}; an admission that nobody accepts lapses by itself.",
                    person.name
                ),
            ),
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
                format!(
                    "This link is for whoever sets up a group here. It works once, until {until}. First, who are you?"
                ),
            ),
        };
        let fields = if shown.person.is_some() { Vec::new() } else { founder_fields(typed, &problems) };
        let sign_in_first = shown.can_sign_in && !signed_in;
        Ok(Join {
            plain: if signed_in { self.caller.browser.plain() } else { self.caller.stranger() },
            heading,
            words,
            problems,
            fields,
            to: format!("/join/{}", self.text),
            sign_in_first,
            button: if shown.accepts { "Accept" } else { "Accept the invitation" },
        })
    }

    /// That page again, with what is wrong.
    pub async fn again(&self, app: &App, form: &Form, refused: NotIn) -> Result<Response, Failed> {
        let (status, sentence) = self.caller.said(refused)?;
        let problems = Problems::of(if self.shown.person.is_some() { "join" } else { "email" }, sentence);
        Ok(Page::with(status, self.page(app, Some(form), problems).await?).into_response())
    }

    /// Choosing how to sign in, with the secret for an app.
    pub fn enrol(&self, form: &Form, setup: &Setup, problems: Problems) -> Enrol {
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
            plain: self.caller.stranger(),
            problems,
            passkey_name,
            fields: vec![password, code],
            secret: AppSecret::new(setup.typed.expose(), setup.uri.expose()),
            to: format!("/join/{}", self.text),
            carries: carries
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.to_owned(), value.clone()))
                .collect(),
        }
    }
}

fn invited_as(offered: &Role) -> String {
    match offered {
        Role::Member => "as a member".to_owned(),
        Role::Office(office) => format!("as {}", office.replace('_', " ")),
        Role::Seat(body) => format!("to vote on the {}", body.replace('_', " ")),
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

/// The group that an invitation leads into.
pub async fn group_named(app: &App, caller: &Caller, id: GroupId) -> Result<Option<Group>, Failed> {
    app.here.store.group(id).await.map_err(|error| caller.trouble(error))
}
