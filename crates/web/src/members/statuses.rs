//! `/g/{group}/members/statuses`: what people are outside the group, from which day, and where that can be read.

use super::{
    change::{self, Said, marked, members, pick, to_mend},
    view::{Change, ChangeForm, Line},
};
use crate::{
    App, address,
    done::{Done, JustDone},
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Choice, Choices, Field, Kind, Problems, Toast},
    reader::Insider,
    when,
};
use acts::statuses;
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use basics::PersonId;
use charter::{Charter, act::RecordStatus};
use serde::Deserialize;
use store::StatusChange;

/// The changes that are listed.
const SHOWN: u64 = 50;

/// A change as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    person: String,
    status: String,
    how: String,
    from: String,
    evidence: String,
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Query(filled): Query<Filled>,
    done: JustDone,
) -> Result<Page<Change>, Failed> {
    let mut page = page(&app, &insider, &filled, Problems::default()).await?;
    let words = "It is recorded. What hangs on it follows by itself, from that day on.".to_owned();
    page.frame.toast = (done.word() == Some("recorded")).then_some(Toast { words, link: None });
    Ok(Page::ok(page))
}

/// Records it.
pub(super) async fn record(
    State(app): State<App>,
    insider: Insider,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let (Ok(person), true) = (filled.person.parse::<PersonId>(), matches!(filled.how.as_str(), "began" | "ended"))
    else {
        let mut problems = Problems::default();
        problems.add("how", "Choose whose status it is, and whether it begins or ends.");
        return Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response());
    };
    let typed = [
        ("person", filled.person.as_str()),
        ("status", &filled.status),
        ("how", &filled.how),
        ("from", &filled.from),
        ("evidence", &filled.evidence),
    ];
    let who = insider.elevated(&app, &address::with(&at(&insider), typed)).await?;
    let act = RecordStatus { person, status: filled.status.clone() };
    let said = statuses::Filled { began: filled.how == "began", from: &filled.from, evidence: &filled.evidence };
    match statuses::record(&app.here, insider.id(), &who, act, said).await {
        Ok(()) => Ok(Done::at(at(&insider), "recorded").into_response()),
        Err(declined) => {
            let problems = to_mend(&insider, declined, "how")?;
            Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response())
        }
    }
}

fn at(insider: &Insider) -> String {
    format!("{}/members/statuses", insider.base())
}

async fn page(app: &App, insider: &Insider, filled: &Filled, problems: Problems) -> Result<Change, Failed> {
    let charter = change::charter(app, insider).await?;
    let changes = app.here.store.status_changes(insider.id(), SHOWN).await.map_err(|error| insider.trouble(error))?;
    let known = charter.rules().statuses.iter().map(|(key, words)| (key.clone(), words.clone()));
    let how = Choices {
        name: "how".to_owned(),
        legend: "Since that day".to_owned(),
        of: vec![
            Choice::new("began", "they are").chosen(filled.how == "began"),
            Choice::new("ended", "they are not any more").chosen(filled.how == "ended"),
        ],
        across: true,
        error: problems.at("how"),
        ..Choices::default()
    };
    let from = Field::new("from", "From which day?").kind(Kind::Day).value(filled.from.clone());
    let evidence = Field::new("evidence", "Where can it be read?").value(filled.evidence.clone());
    let form = ChangeForm {
        once: None,
        to: at(insider),
        picks: vec![
            members(insider, "person", "Who", &filled.person, &problems),
            pick(("status", "What"), known, &filled.status, &problems),
        ],
        choices: Some(how),
        fields: vec![
            marked(from.hint("It begins, or is over, at the start of that day."), &problems),
            marked(evidence.hint("Minutes, a message, an address."), &problems),
        ],
        button: "Record it",
        icon: "landmark",
    };
    let said = Said {
        title: "Outside the group",
        lead: "A seat on another body, a membership elsewhere: what the charter asks of people beside being a member. What \
               hangs on it begins and ends with it, by itself."
            .to_owned(),
        lines: changes.iter().map(|change| line(insider, &charter, change)).collect(),
        lines_are: "What was recorded",
    };
    let act = RecordStatus { person: insider.person(), status: filled.status.clone() };
    change::page(app, insider, said, (form, &act), problems).await
}

fn line(insider: &Insider, charter: &Charter, change: &StatusChange) -> Line {
    let words =
        charter.rules().statuses.get(&change.status).cloned().unwrap_or_else(|| change.status.replace('_', " "));
    let is = if change.began { "is" } else { "is not any more" };
    let (by, at) = change.recorded;
    Line {
        what: insider.name(change.person),
        words: format!(
            "{is} {words}, from {}. Recorded by {} on {}: {}",
            when::day(change.from, &insider.zone),
            insider.name(by),
            when::day(at, &insider.zone),
            change.evidence
        ),
        clause: None,
        action: None,
        link: None,
    }
}
