//! `/g/{group}/members/removal`: proposing to remove a member, on a ground in writing.

use super::{
    change::{self, Said, Sender, SentPeopleForm, at, members},
    view::{Change, ChangeForm},
};
use crate::{
    App,
    failed::{Failed, NotDone},
    parts::{Field, Kind, Problems},
    reader::Insider,
};
use acts::{Declined, removal};
use axum::response::{IntoResponse as _, Redirect, Response};
use basics::Digest;
use charter::act::RemoveMember;
use serde::Deserialize;

/// A proposal as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RemovalForm {
    person: String,
    ground: String,
}

impl change::PeopleForm for RemovalForm {
    const PAGE: &'static str = "removal";
    fn typed(&self) -> Vec<(&'static str, &str)> {
        vec![("person", &self.person), ("ground", &self.ground)]
    }
    async fn page(&self, app: &App, insider: &Insider, problems: Problems) -> Result<Change, Failed> {
        let ground = Field::new("ground", "The ground").kind(Kind::Lines(6)).value(self.ground.clone());
        let ground = ground.hint("What happened, and when. The person concerned and everybody who votes read it.");
        let form = ChangeForm {
            once: None,
            to: at::<RemovalForm>(insider),
            picks: vec![members(insider, "person", "Who", &self.person, &problems)],
            choices: None,
            fields: vec![ground.marked(&problems)],
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
}

impl SentPeopleForm for RemovalForm {
    const FIELD: &'static str = "ground";
    async fn take(&self, sender: Sender<'_>) -> Result<Response, NotDone> {
        let person = self.person.parse().map_err(|_| Declined::field("person", "choose whom it is about"))?;
        let who = sender.who(self).await?;
        let question = removal::propose(sender.here(), sender.group(), &who, person, &self.ground).await?;
        Ok(Redirect::to(&format!("{}/requests/{question}", sender.insider.base())).into_response())
    }
}
