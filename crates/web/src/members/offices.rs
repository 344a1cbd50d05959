//! `/g/{group}/members/offices`: who holds which office, who acts while one is vacant, filling one, stepping down.

use super::{
    change::{self, Said, Sender, SentPeopleForm, at, members, pick},
    handover,
    view::{Change, ChangeForm, Line},
};
use crate::{
    App,
    done::Done,
    failed::{Failed, NotDone},
    guard::Sent,
    parts::{Action, Clause, Problems},
    reader::Insider,
};
use acts::{
    Declined,
    offices::{self, Filled as Became},
};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use basics::PersonId;
use charter::{
    act::{FillOffice, StepDown},
    sentences,
};
use serde::Deserialize;
use store::Terms;

/// Who is to hold which office, as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OfficeForm {
    office: String,
    person: String,
}

impl change::PeopleForm for OfficeForm {
    const PAGE: &'static str = "offices";
    const DONE: &'static [(&'static str, &'static str)] = &[
        ("filled", "They hold the office now."),
        ("handed_over", "The office is handed over."),
        ("stepped_down", "You do not hold the office any more."),
    ];
    fn typed(&self) -> Vec<(&'static str, &str)> {
        vec![("office", &self.office), ("person", &self.person)]
    }
    async fn page(&self, app: &App, insider: &Insider, problems: Problems) -> Result<Change, Failed> {
        let terms = change::people(app, insider).await?;
        let names = terms.charter.offices().into_iter().filter(|office| *office != store::MEMBER);
        let names = names.map(|office| (office.to_owned(), terms.charter.office_name(office)));
        let form = ChangeForm {
            once: None,
            to: at::<OfficeForm>(insider),
            picks: vec![
                pick(("office", "The office"), names, &self.office, &problems),
                members(insider, "person", "Who is to hold it", &self.person, &problems),
            ],
            choices: None,
            fields: Vec::new(),
            button: "Put them in it",
            icon: "id-card",
        };
        let office = if self.office.is_empty() {
            terms.charter.offices().into_iter().find(|office| *office != store::MEMBER).unwrap_or_default().to_owned()
        } else {
            self.office.clone()
        };
        let act = FillOffice { office, person: insider.person() };
        let said = Said {
            title: "Offices",
            lead:
                "Who holds them, and who does the work while nobody does. Whoever fills an office by the charter is asked \
                   first; one that has a single seat passes without a gap."
                    .to_owned(),
            lines: lines(app, insider, &terms).await?,
            lines_are: "Who holds them",
        };
        change::page(app, insider, said, (form, &act), problems).await
    }
}

/// Fills an office, or asks whoever fills it.
impl SentPeopleForm for OfficeForm {
    const FIELD: &'static str = "person";
    async fn take(&self, sender: Sender<'_>) -> Result<Response, NotDone> {
        let person = chosen(&self.person)?;
        let who = sender.who(self).await?;
        let act = FillOffice { office: self.office.clone(), person };
        Ok(match offices::fill(sender.here(), sender.group(), &who, act).await? {
            Became::Now => Done::at(at::<Self>(sender.insider), "filled").into_response(),
            Became::Asked(question) => {
                Redirect::to(&format!("{}/requests/{question}", sender.insider.base())).into_response()
            }
        })
    }
}

/// Who was chosen to hold an office.
pub(super) fn chosen(person: &str) -> Result<PersonId, Declined> {
    person.parse().map_err(|_| Declined::field("person", "choose who is to hold it"))
}

/// Steps down from an office.
pub(super) async fn step_down(
    State(app): State<App>,
    insider: Insider,
    Sent(filled): Sent<OfficeForm>,
) -> Result<Done, Failed> {
    let who = insider.elevated(&app, &at::<OfficeForm>(&insider)).await?;
    let person = match filled.person.as_str() {
        "" => insider.person(),
        other => other.parse().map_err(|_| insider.failed(Declined::NotFound("person")))?,
    };
    let act = StepDown { office: filled.office, person };
    let gave_up = offices::step_down(&app.here, insider.id(), &who, act).await;
    gave_up.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(at::<OfficeForm>(&insider), "stepped_down"))
}

async fn lines(app: &App, insider: &Insider, terms: &Terms) -> Result<Vec<Line>, Failed> {
    let mut lines = Vec::new();
    for office in terms.charter.offices().into_iter().filter(|office| *office != store::MEMBER) {
        let mut line = line(insider, terms, office);
        if line.action.is_some() {
            line.link = handover::link(app, insider, office).await?.map(|to| ("Hand it over", to));
        }
        lines.push(line);
    }
    Ok(lines)
}

fn line(insider: &Insider, terms: &Terms, office: &str) -> Line {
    let (charter, now) = (&terms.charter, insider.reader.at);
    let holders = terms.people.holders(charter, office, now);
    let names = |people: &[PersonId]| -> Vec<String> { people.iter().map(|person| insider.name(*person)).collect() };
    let words = if holders.is_empty() {
        match names(&terms.people.acting(charter, office, now)) {
            acting if acting.is_empty() => "vacant".to_owned(),
            acting => format!("vacant; {} does the work meanwhile", sentences::listed(&acting, "and")),
        }
    } else {
        sentences::listed(&names(&holders), "and")
    };
    let mine = holders.contains(&insider.person());
    let effect = format!(
        "Nobody is {} then, unless somebody is put there. You stay in the group where you were \
                          admitted to it.",
        charter.office_name(office)
    );
    let down = mine.then(|| {
        let to = format!("{}/down", at::<OfficeForm>(insider));
        let down = Action::new("Step down", "log-out", to, insider.token());
        down.carrying("office", office).confirming(effect, "Step down")
    });
    let clause = charter.rules().offices.get(office).and_then(|found| found.clause.as_deref());
    Line {
        what: charter.office_name(office),
        words,
        clause: clause.map(|label| Clause::of(&insider.base(), label)),
        action: down,
        link: None,
    }
}
