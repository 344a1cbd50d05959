//! A forgotten password: asking for a link, and choosing a new one by it. It ends on the page for signing in.

use super::{Asked, Caller, ChooseAgain, Recover, link::dead_leading};
use crate::{
    App,
    address::Path,
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Field, Kind, Problems},
    when,
};
use acts::{
    recovery::{self, Open},
    sign_in::{NotIn, Shown},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use basics::Zone;
use people::{Purpose, Token};
use serde::Deserialize;

/// What the forms bring: an address to ask with, or a new password with one of the two proofs.
#[derive(Deserialize)]
pub struct Form {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    code: Option<String>,
    #[serde(default)]
    password_with_passkey: String,
    #[serde(default)]
    credential: String,
}

/// The page that asks for the address.
pub async fn show(State(app): State<App>, caller: Caller) -> Response {
    Page::ok(page(&app, &caller, "", Problems::default())).into_response()
}

/// Takes the address. Whoever asks is answered the same.
pub async fn ask(State(app): State<App>, caller: Caller, Sent(form): Sent<Form>) -> Result<Response, Failed> {
    match recovery::ask(&app.here, caller.visit(), &form.email).await {
        Ok(()) => {
            let asked = page(&app, &caller, "", Problems::default());
            Ok(Page::ok(Recover { answer: Some(people::recovery::ANSWER), ..asked }).into_response())
        }
        Err(refused) => {
            let (status, sentence) = caller.said(refused)?;
            let problems = Problems::of("email", sentence);
            Ok(Page::with(status, page(&app, &caller, &form.email, problems)).into_response())
        }
    }
}

fn page(app: &App, caller: &Caller, typed: &str, problems: Problems) -> Recover {
    let mut email = Field::new("email", "Mail address").autocomplete("username").value(typed);
    email.error = problems.at("email");
    let no_mail = app.here.mail.is_none().then_some(recovery::NO_MAIL);
    Recover { plain: caller.stranger(), problems, no_mail, email, answer: None }
}

/// The link as text became a token, and the recovery that it opens.
async fn opened(app: &App, caller: &Caller, text: &str) -> Result<(Token, Open), NotIn> {
    let link = Token::parse(text, Purpose::Recovery).map_err(NotIn::because)?;
    let open = recovery::show(&app.here, caller.visit(), &link).await?;
    Ok((link, open))
}

/// The page of a link. Nothing changes, whoever follows it.
pub async fn show_link(State(app): State<App>, caller: Caller, Path(text): Path<String>) -> Result<Response, Failed> {
    match opened(&app, &caller, &text).await {
        Ok((_, open)) => Ok(Page::ok(choosing(&caller, &text, &open, Problems::default())).into_response()),
        Err(refused) => dead(&caller, refused),
    }
}

/// Begins to ask for the passkey that stands for the code.
pub async fn begin(
    State(app): State<App>,
    caller: Caller,
    Path(text): Path<String>,
    Sent(_): Sent<Form>,
) -> Result<Asked, Failed> {
    let question = match Token::parse(&text, Purpose::Recovery) {
        Ok(link) => recovery::start_proof(&app.here, caller.visit(), &link).await,
        Err(refused) => Err(NotIn::because(refused)),
    };
    match question {
        Ok(question) => Ok(Asked(Ok(question))),
        Err(refused) => Ok(Asked(Err(caller.said(refused)?))),
    }
}

/// Sets the new password; the page for signing in says what to do now.
pub async fn choose(
    State(app): State<App>,
    caller: Caller,
    Path(text): Path<String>,
    Sent(form): Sent<Form>,
) -> Result<Response, Failed> {
    let (link, open) = match opened(&app, &caller, &text).await {
        Ok(opened) => opened,
        Err(refused) => return dead(&caller, refused),
    };
    let visit = caller.visit();
    let (field, set) = match &form.code {
        Some(code) => (BY_CODE, recovery::finish(&app.here, visit, &link, Shown::Code(code), &form.password).await),
        None if form.credential.is_empty() => (BY_PASSKEY, Err(NotIn::because(NEEDS_SCRIPT))),
        None => {
            let (shown, password) = (Shown::Passkey(&form.credential), &form.password_with_passkey);
            (BY_PASSKEY, recovery::finish(&app.here, visit, &link, shown, password).await)
        }
    };
    let Err(refused) = set else { return Ok(Redirect::to("/sign-in?recovered=yes").into_response()) };
    let (status, sentence) = caller.said(refused)?;
    let problems = Problems::of(field, sentence);
    Ok(Page::with(status, choosing(&caller, &text, &open, problems)).into_response())
}

/// The names of the two fields for a new password, one beside each proof.
const BY_CODE: &str = "password";
const BY_PASSKEY: &str = "password_with_passkey";
const NEEDS_SCRIPT: &str =
    "Your browser did not ask for the passkey: passkeys need script. The code from your app works without.";

fn choosing(caller: &Caller, text: &str, open: &Open, problems: Problems) -> ChooseAgain {
    let code = Field::new("code", "Code from your app").kind(Kind::Code).autocomplete("one-time-code");
    let by_code = open.code.then(|| vec![new_password(BY_CODE, &problems), code]);
    let by_passkey = open.passkey.then(|| new_password(BY_PASSKEY, &problems));
    ChooseAgain {
        plain: caller.stranger(),
        words: format!(
            "For {}. The link works once, until {}.",
            open.person.email,
            when::full(open.until, &Zone::utc())
        ),
        by_code,
        by_passkey,
        to: format!("/recover/{text}"),
        problems,
    }
}

fn new_password(name: &str, problems: &Problems) -> Field {
    let mut password = Field::new(name, "New password")
        .kind(Kind::Secret)
        .autocomplete("new-password")
        .hint("At least 12 characters. Four unrelated words are a good one.");
    password.error = problems.at(name);
    password
}

/// The page of a link that is used, too old, of another browser or no link at all.
fn dead(caller: &Caller, refused: NotIn) -> Result<Response, Failed> {
    dead_leading(caller, refused, ("/recover", "Ask for a new link"))
}
