//! What became of an application: the receipt at first, then each step. It says nothing about who voted how.

use super::{Status, group_with_form};
use crate::{
    App,
    address::Path,
    applications::{Stands, stands},
    failed::Failed,
    page::Page,
    sign_in::Caller,
    when,
};
use acts::applying;
use axum::extract::State;
use basics::{Moment, Zone};
use serde::Deserialize;
use store::ApplicationRow;

/// The application of the address.
#[derive(Deserialize)]
pub(super) struct OfApplication {
    group: String,
    link: String,
}

/// The page. Whoever holds the link sees it; every other link opens nothing.
pub(super) async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(of): Path<OfApplication>,
) -> Result<Page<Status>, Failed> {
    let (group, charter) = group_with_form(&app, &caller, &of.group).await?;
    let row = applying::look(&app.here, group.id, &of.link).await.map_err(|error| caller.trouble(error))?;
    let row = row.ok_or_else(|| Failed::gone(caller.stranger()))?;
    let questions = app.here.store.questions_about(group.id, &row.object()).await;
    let questions = questions.map_err(|error| caller.trouble(error))?;
    let zone = Zone::named(&group.zone).map_err(|error| caller.trouble(error))?;
    let stands = stands(&row, &charter, &questions, app.here.store.now());
    let may_apply_again = matches!(stands, Stands::Not(_) | Stands::Refused | Stands::Lapsed(_));
    let waits_for_the_group = matches!(stands, Stands::Looked(_) | Stands::Eligible | Stands::Asked(_));
    let has_members = applying::has_members(&app.here, group.id).await.map_err(|error| caller.trouble(error))?;
    let (heading, words) = if waits_for_the_group && !has_members {
        ("Nobody decides now", "Nobody is in the group now, so that nobody reads what arrived.".to_owned())
    } else {
        told(&app, &row, &stands, &zone)
    };
    Ok(Page::ok(Status {
        plain: caller.stranger(),
        group: group.name,
        number: format!("A-{}", row.number),
        arrived: when::full(row.arrived, &zone),
        heading: heading.to_owned(),
        words,
        missing: missing(&row, stands),
        why: row.told.as_ref().filter(|_| row.admitted.is_none()).map(|(why, ..)| why.clone()),
        said: row.said.iter().map(|said| (said.asks.clone(), said.answer.clone())).collect(),
        name: row.name.to_string(),
        may_apply_again,
        again: format!("/apply/{}", of.group),
    }))
}

fn told(app: &App, row: &ApplicationRow, stands: &Stands, zone: &Zone) -> (&'static str, String) {
    match stands {
        Stands::Looked(_) => (
            "Your application arrived",
            "The members read it and check what the charter asks for. Then they talk about it and vote.".to_owned(),
        ),
        Stands::Eligible => (
            "The group talks about your application",
            "What the charter asks for is there. The members talk about it, and then vote.".to_owned(),
        ),
        Stands::Not(_) => (
            "You cannot be admitted yet",
            "Thank you for applying. Something that the charter asks for is missing, so the group does not vote on it \
             now. As soon as it is there you are welcome to apply again."
                .to_owned(),
        ),
        Stands::Asked(_) => ("The group decides", "Your application stands before the group.".to_owned()),
        Stands::Refused => (
            "The group did not admit you this time",
            "Thank you for applying, and for the time it took. You may apply again whenever you like.".to_owned(),
        ),
        Stands::Lacks(until, _) => (
            "You are admitted on condition",
            format!(
                "The group has admitted you. Something that the charter asks for is missing since: once a member attests \
                 it, by {}, you can accept. Otherwise the admission lapses.",
                when::full(*until, zone)
            ),
        ),
        Stands::Waits(until) => ("Welcome", waits(app, row, *until, zone)),
        Stands::Lapsed(since) => (
            "Your admission has lapsed",
            format!(
                "The group had admitted you, and the day to accept it passed on {}. You may apply again whenever you like.",
                when::full(*since, zone)
            ),
        ),
        Stands::Admitted => ("Welcome", "The group has admitted you, and you are a member.".to_owned()),
    }
}

/// How somebody who was admitted comes in, and until when.
fn waits(app: &App, row: &ApplicationRow, until: Option<Moment>, zone: &Zone) -> String {
    let by = until.map(|until| {
        format!(" Accept by {}, or the admission lapses; your term begins on that day.", when::full(until, zone))
    });
    let way = match &app.here.mail {
        Some(_) => format!("A link to come in was sent to {}.", row.email),
        None => "One of its officers brings you a link to come in.".to_owned(),
    };
    format!("The group has admitted you. {way}{}", by.unwrap_or_default())
}

/// What is missing, and how somebody comes to it: the member's words.
fn missing(row: &ApplicationRow, stands: Stands) -> Vec<(String, String)> {
    let (Stands::Not(missing) | Stands::Lacks(_, missing)) = stands else { return Vec::new() };
    let how = |evidence: membership::eligibility::Evidence| {
        let said = membership::eligibility::last(&row.attested, &evidence.name).map(|said| said.says.clone());
        (evidence.words, said.or(evidence.how).unwrap_or_default())
    };
    missing.into_iter().map(how).collect()
}
