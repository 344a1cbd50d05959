//! `/g/{group}/members/removal`: proposing to remove a member, on a ground in writing.

use super::{
    change::{self, Said, marked, members, to_mend},
    view::{Change, ChangeForm},
};
use crate::{
    App, address,
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Field, Kind, Problems},
    reader::Insider,
};
use acts::removal;
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Redirect, Response},
};
use basics::{Digest, PersonId};
use charter::act::RemoveMember;
use serde::Deserialize;

/// A proposal as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    person: String,
    ground: String,
}

/// The page. What was typed before somebody was sent to prove who they are stands in the form again.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Query(filled): Query<Filled>,
) -> Result<Page<Change>, Failed> {
    page(&app, &insider, &filled, Problems::default()).await.map(Page::ok)
}

/// Proposes it.
pub(super) async fn propose(
    State(app): State<App>,
    insider: Insider,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let Ok(person) = filled.person.parse::<PersonId>() else {
        let mut problems = Problems::default();
        problems.add("person", "Choose whom it is about.");
        return Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response());
    };
    let typed = [("person", filled.person.as_str()), ("ground", &filled.ground)];
    let back = address::with(&format!("{}/members/removal", insider.base()), typed);
    let who = insider.elevated(&app, &back).await?;
    match removal::propose(&app.here, insider.id(), &who, person, &filled.ground).await {
        Ok(question) => Ok(Redirect::to(&format!("{}/requests/{question}", insider.base())).into_response()),
        Err(declined) => {
            let problems = to_mend(&insider, declined, "ground")?;
            Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response())
        }
    }
}

async fn page(app: &App, insider: &Insider, filled: &Filled, problems: Problems) -> Result<Change, Failed> {
    let ground = Field::new("ground", "The ground").kind(Kind::Lines(6)).value(filled.ground.clone());
    let ground = ground.hint("What happened, and when. The person concerned and everybody who votes read it.");
    let form = ChangeForm {
        once: None,
        to: format!("{}/members/removal", insider.base()),
        picks: vec![members(insider, "person", "Who", &filled.person, &problems)],
        choices: None,
        fields: vec![marked(ground, &problems)],
        button: "Propose it",
        icon: "circle-x",
    };
    let said = Said {
        title: "Propose a removal",
        lead: "They are told at once, and answer before anybody votes. They have no vote in it and do not count in it."
            .to_owned(),
        lines: Vec::new(),
        lines_are: "",
    };
    // Who decides is the same about everybody, whatever the ground.
    let act = RemoveMember { person: insider.person(), ground: Digest::of(b"") };
    change::page(app, insider, said, (form, &act), problems).await
}
