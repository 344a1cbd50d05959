//! The page, with whatever a form of it has to say.

use super::{
    calendars, mail,
    view::{Passkey, Session, You},
};
use crate::{
    App,
    failed::Failed,
    page::Page,
    parts::{Action, AppSecret, Field, Kind, Look, Problems},
    reader::Reader,
    sign_in::Caller,
    when,
};
use acts::{people as accounts, sessions};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use basics::{Moment, Zone};
use people::Person;
use store::{Group, KeptPasskey, KeptSession};

/// The page.
pub async fn show(State(app): State<App>, reader: Reader, caller: Caller) -> Result<Response, Failed> {
    Ok(Page::ok(page(&app, &reader, &caller, Problems::default()).await?).into_response())
}

/// The page with these problems. A second factor that is being set up shows its secret until it is.
pub(super) async fn page(app: &App, reader: &Reader, caller: &Caller, problems: Problems) -> Result<You, Failed> {
    let person = myself(app, reader).await?;
    let (now, token) = (app.here.store.now(), reader.browser.form_token());
    let ways = accounts::ways(&app.here, person.id).await.map_err(|error| reader.trouble(error))?;
    let sessions = sessions::sessions(&app.here, &reader.who).await.map_err(|error| reader.trouble(error))?;
    let setup = accounts::shown_secret(&app.here, caller.visit(), &person.email).await;
    let setup = setup.map_err(|error| reader.trouble(error))?;
    let mut passkey_name = Field::new("label", "What is the new passkey called?").hint("Phone, laptop, key …");
    passkey_name.error = problems.at("label");
    Ok(You {
        plain: reader.plain(),
        name: person.name.to_string(),
        standing: standing(app, reader).await?,
        passkeys: ways.passkeys.iter().map(|kept| passkey(kept, now, token)).collect(),
        passkey_name,
        passkeys_work: app.here.entrance.passkeys.is_some(),
        password_set: ways.password,
        password: if setup.is_some() { password_fields(&problems) } else { Vec::new() },
        secret: setup.map(|setup| AppSecret::new(setup.typed.expose(), setup.uri.expose())),
        calendars: calendars::of(app, reader, None).await.map_err(|error| reader.trouble(error))?,
        mail: mail::form(app, reader, &problems).await?,
        sessions: sessions.iter().map(|kept| session(kept, reader, now, token)).collect(),
        problems,
    })
}

pub(super) async fn myself(app: &App, reader: &Reader) -> Result<Person, Failed> {
    let person = app.here.store.person(reader.person()).await.map_err(|error| reader.trouble(error))?;
    person.ok_or_else(|| Failed::gone(reader.plain()))
}

/// `Social Media Working Group, until 14 Mar 2027`, one per group.
async fn standing(app: &App, reader: &Reader) -> Result<Vec<String>, Failed> {
    let store = &app.here.store;
    let mut lines = Vec::new();
    for group in store.groups_of(reader.person()).await.map_err(|error| reader.trouble(error))? {
        let standing = store.standing(group.id, reader.person()).await.map_err(|error| reader.trouble(error))?;
        if standing.is_member() {
            lines.push(in_group(&group, standing.term_end));
        }
    }
    Ok(lines)
}

fn in_group(group: &Group, term_end: Option<Moment>) -> String {
    match (term_end, Zone::named(&group.zone)) {
        (Some(end), Ok(zone)) => format!("{}, until {}", group.name, when::day(end, &zone)),
        _ => group.name.clone(),
    }
}

fn passkey(kept: &KeptPasskey, now: Moment, token: &str) -> Passkey {
    let added = when::day(kept.passkey.added(), &Zone::utc());
    let used = kept
        .passkey
        .used()
        .map_or_else(|| "not used yet".to_owned(), |used| format!("last used {}", when::relative(used, now)));
    let remove = Action::new("Remove", "trash-2", "/you/passkeys/remove", token)
        .look(Look::Quiet)
        .carrying("id", kept.passkey.credential_id())
        .confirming(
            format!("“{}” signs nobody in any more, and your other sessions end.", kept.label),
            "Remove this passkey",
        );
    Passkey { name: kept.label.clone(), about: format!("added {added}, {used}"), remove }
}

fn session(kept: &KeptSession, reader: &Reader, now: Moment, token: &str) -> Session {
    let (started, zone) = (kept.session.started, Zone::utc());
    let ends = kept.session.expires_idle().min(kept.session.expires_absolute());
    let end = Action::new("End", "log-out", "/you/sessions/end", token)
        .look(Look::Quiet)
        .carrying("session", kept.session.id.to_string());
    Session {
        browser: kept.browser.clone(),
        about: format!("since {}, ends {} unless used", when::full(started, &zone), when::relative(ends, now)),
        this: kept.session.id == reader.who.session(),
        end,
    }
}

fn password_fields(problems: &Problems) -> Vec<Field> {
    let mut password = Field::new("password", "New password")
        .kind(Kind::Secret)
        .autocomplete("new-password")
        .hint("At least 12 characters. Four unrelated words are a good one.");
    let mut code = Field::new("code", "Code from your app").kind(Kind::Code).autocomplete("one-time-code");
    password.error = problems.at("password");
    code.error = problems.at("code");
    vec![password, code]
}
