//! What the charter itself waits for: a version that is to come, a minor one that its body hears of, a line that stands for
//! a page that is there by now.

use super::{Need, needs::Ranked};
use crate::{
    App,
    charter::open_lines::{self, OpenLine},
    parts::{Clause, Tag, Tone},
    reader::Insider,
    when,
};
use ::charter::{Charter, rules::Appointment};
use jiff::SignedDuration;
use store::CharterVersion;

/// How long a new version is spoken of, and a line that nobody links is patient.
const SPOKEN_OF: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Everything that the charter waits for.
pub(super) async fn waiting(app: &App, insider: &Insider) -> Result<Vec<Ranked>, anyhow::Error> {
    let store = &app.here.store;
    let charter = store.charter(insider.id()).await?;
    let versions = store.charter_versions(insider.id()).await?;
    let mut found: Vec<Ranked> = versions.iter().filter_map(|version| of_version(insider, &charter, version)).collect();
    let live = store.line_links(insider.id()).await?;
    let open = open_lines::of(&charter, &live).into_iter().filter(|open| open.address.is_none());
    found.extend(open.map(|open| of_line(insider, &open)));
    Ok(found)
}

/// A version that is adopted and not in force yet; or a minor one of which the body hears.
fn of_version(insider: &Insider, charter: &Charter, version: &CharterVersion) -> Option<Ranked> {
    let now = insider.reader.at;
    let (begins, name) = (when::day(version.from, &insider.zone), &version.name);
    let is_to_come = version.from > now;
    let is_told = version.is_minor && version.from.plus(SPOKEN_OF) > now;
    if version.draft.is_none() || !(is_to_come || is_told) {
        return None;
    }
    let amendment = charter.rules().amendment.as_ref();
    let body = amendment.map_or_else(|| "the body above".to_owned(), |found| charter.the_body(&found.substantive_by));
    let mine = is_told && amendment.is_some_and(|found| is_of(insider, charter, &found.substantive_by));
    let title = if is_to_come {
        format!("Version {name} of the charter is adopted and in force from {begins}")
    } else {
        format!("Version {name} of the charter is in force: a minor change, of which {body} is told")
    };
    let need = Need {
        icon: "scroll-text",
        tone: Tone::Plain,
        title,
        href: version.draft.map_or_else(
            || format!("{}/charter", insider.base()),
            |draft| format!("{}/charter/drafts/{draft}", insider.base()),
        ),
        networks: Vec::new(),
        why: vec![format!("adopted on {}", basics::days::read(&version.adopted_on))],
        clauses: amendment.map(|found| Clause::of(&insider.base(), &found.clause)).into_iter().collect(),
        button: mine.then(|| "Look at it".to_owned()),
        state: (!mine).then(|| Tag::plain("scroll-text", if is_to_come { "To come" } else { "In force" })),
    };
    Some(Ranked { too_late: version.from.plus(SPOKEN_OF), mine, need })
}

/// Whether the body itself put this member into an office.
fn is_of(insider: &Insider, charter: &Charter, body: &str) -> bool {
    let appointed = Appointment::Body(body.to_owned());
    let offices = charter.rules().offices.iter().filter(|(_, office)| office.appointed_by == appointed);
    let offices: Vec<&str> = offices.map(|(name, _)| name.as_str()).collect();
    insider.standing.offices.iter().any(|held| offices.contains(&held.as_str()))
}

/// Whoever knows where the page is by now says so; it is never too late, so that it stands behind what is.
fn of_line(insider: &Insider, open: &OpenLine) -> Ranked {
    let need = Need {
        icon: "link",
        tone: Tone::Plain,
        title: format!("Say where it is: “{}” in line {} of the charter", open.found, open.number),
        href: open.href(&insider.base()),
        networks: Vec::new(),
        why: vec!["the charter only announces it".to_owned()],
        clauses: Vec::new(),
        button: None,
        state: Some(Tag::plain("link", "To be linked")),
    };
    Ranked { too_late: insider.reader.at.plus(SPOKEN_OF), mine: false, need }
}
