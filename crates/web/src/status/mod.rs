//! `/status`: what runs here, and what it may talk to.

mod view;
pub use view::{Allowed, Status};

use crate::{
    App,
    page::Page,
    parts::{Tag, Tone},
    reader::Reader,
    when,
};
use axum::{Router, extract::State, routing::get};
use basics::Zone;

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new().route("/status", get(show))
}

async fn show(State(app): State<App>, reader: Reader) -> Page<Status> {
    let allowed: Vec<Allowed> = app
        .here
        .egress
        .allow_list()
        .entries()
        .iter()
        .map(|entry| Allowed {
            address: format!("{}://{}:{}", entry.scheme, entry.host, entry.port),
            reason: entry.reason.clone(),
        })
        .collect();
    // A demonstration reaches its practice network and nothing else.
    let practice = app.here.demonstration.and_then(|_| allowed.first().map(|first| first.address.clone()));
    Page::ok(Status {
        plain: reader.plain(),
        words: format!("Nuncio {}, reached at {}", env!("CARGO_PKG_VERSION"), app.here.public_url),
        parts: vec![
            version(),
            database(&app),
            deliveries(&app),
            servers(&app, &reader).await,
            clock(&app, &reader),
            sign_in(&app),
        ],
        allowed,
        practice,
    })
}

fn version() -> (String, Tag, String) {
    let tables = format!("zone tables {}", Zone::tables());
    ("Program".to_owned(), Tag::well(env!("CARGO_PKG_VERSION")), tables)
}

fn database(app: &App) -> (String, Tag, String) {
    let kind = app.here.store.database_kind();
    let place = if kind == "SQLite" { "a file in the data folder" } else { "on a server of its own" };
    ("Database".to_owned(), Tag::well(kind), place.to_owned())
}

/// A row that cannot be read is an alarm for whoever runs this; everybody else's posts leave all the same.
fn deliveries(app: &App) -> (String, Tag, String) {
    let (state, detail) = match app.here.store.set_aside().len() {
        0 => (Tag::well("All can be read"), "each is worked on at its moment"),
        count => (
            Tag::new(Tone::Danger, "circle-alert", format!("{count} set aside")),
            "what the database holds of it cannot be read; the program’s own log names it",
        ),
    };
    ("Deliveries".to_owned(), state, detail.to_owned())
}

/// Servers of networks that are left alone for a while, because they did not answer several channels.
async fn servers(app: &App, reader: &Reader) -> (String, Tag, String) {
    let (state, detail) = match app.here.store.servers_left_alone().await {
        Ok(none) if none.is_empty() => (Tag::well("Answer"), "each is asked as posts are due".to_owned()),
        Ok(silent) => {
            let next = silent.iter().filter_map(|one| one.breaker.until).min().unwrap_or(reader.at);
            let again = format!("the next is asked again {}", when::relative(next, reader.at));
            (Tag::new(Tone::Warn, "circle-alert", format!("{} do not answer", silent.len())), again)
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "how the servers of networks stand could not be looked up");
            (Tag::new(Tone::Danger, "circle-alert", "Not known"), "the database does not say".to_owned())
        }
    };
    ("Servers of networks".to_owned(), state, detail)
}

/// People decide by times: a clock that was moved is said loudly.
fn clock(app: &App, reader: &Reader) -> (String, Tag, String) {
    let clock = app.here.store.clock();
    if let Some(wrong) = clock.wrong() {
        return ("Clock".to_owned(), Tag::new(Tone::Danger, "circle-alert", "Wrong"), when::wrong(wrong));
    }
    let now = when::full(reader.at, &Zone::utc());
    let state = if clock.moved() {
        Tag::new(Tone::Warn, "clock", "Moved away from the machine’s")
    } else {
        Tag::well("The machine’s")
    };
    ("Clock".to_owned(), state, now)
}

fn sign_in(app: &App) -> (String, Tag, String) {
    let (state, detail) = match (&app.here.demonstration, &app.here.entrance.passkeys) {
        (Some(_), _) => {
            (Tag::new(Tone::Warn, "flask-conical", "Demonstration"), "people sign in by the links it printed")
        }
        (None, Some(_)) => (Tag::well("Passkeys"), "or a password with a code"),
        (None, None) => (Tag::plain("key-round", "Password and code"), "passkeys need a host name"),
    };
    ("Signing in".to_owned(), state, detail.to_owned())
}
