//! `/g/{group}/members/offices`: who holds which office, who acts while one is vacant, filling one, stepping down.

use super::{
    change::{self, Said, members, pick, to_mend},
    handover,
    view::{Change, ChangeForm, Line},
};
use crate::{
    App, address,
    done::{Done, JustDone},
    failed::Failed,
    guard::Sent,
    page::Page,
    parts::{Action, Clause, Problems, Toast},
    reader::Insider,
};
use acts::{
    Declined,
    offices::{self, Filled as Became},
};
use axum::{
    extract::{Query, State},
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
pub(super) struct Filled {
    pub office: String,
    pub person: String,
}

impl Filled {
    /// Who was chosen, or that nobody was.
    pub fn chosen(&self) -> Result<PersonId, Problems> {
        self.person.parse().map_err(|_| {
            let mut problems = Problems::default();
            problems.add("person", "Choose who is to hold it.");
            problems
        })
    }
    /// The page at this address with what was typed, for whoever has to prove first who they are.
    pub fn typed_at(&self, page: &str) -> String {
        address::with(page, [("office", self.office.as_str()), ("person", &self.person)])
    }
}

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Query(filled): Query<Filled>,
    done: JustDone,
) -> Result<Page<Change>, Failed> {
    let mut page = page(&app, &insider, &filled, Problems::default()).await?;
    let words = match done.word() {
        Some("filled") => Some("They hold the office now."),
        Some("handed_over") => Some("The office is handed over."),
        Some("stepped_down") => Some("You do not hold the office any more."),
        _ => None,
    };
    page.frame.toast = words.map(|words| Toast { words: words.to_owned(), link: None });
    Ok(Page::ok(page))
}

/// Fills an office, or asks whoever fills it.
pub(super) async fn fill(
    State(app): State<App>,
    insider: Insider,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let person = match filled.chosen() {
        Ok(person) => person,
        Err(problems) => return Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response()),
    };
    let who = insider.elevated(&app, &filled.typed_at(&at(&insider))).await?;
    let act = FillOffice { office: filled.office.clone(), person };
    match offices::fill(&app.here, insider.id(), &who, act).await {
        Ok(Became::Now) => Ok(Done::at(at(&insider), "filled").into_response()),
        Ok(Became::Asked(question)) => {
            Ok(Redirect::to(&format!("{}/requests/{question}", insider.base())).into_response())
        }
        Err(declined) => {
            let problems = to_mend(&insider, declined, "person")?;
            Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response())
        }
    }
}

/// Steps down from an office.
pub(super) async fn step_down(
    State(app): State<App>,
    insider: Insider,
    Sent(filled): Sent<Filled>,
) -> Result<Done, Failed> {
    let who = insider.elevated(&app, &at(&insider)).await?;
    let person = match filled.person.as_str() {
        "" => insider.person(),
        other => other.parse().map_err(|_| insider.failed(Declined::NotFound("person")))?,
    };
    let act = StepDown { office: filled.office, person };
    let gave_up = offices::step_down(&app.here, insider.id(), &who, act).await;
    gave_up.map_err(|declined| insider.failed(declined))?;
    Ok(Done::at(at(&insider), "stepped_down"))
}

fn at(insider: &Insider) -> String {
    format!("{}/members/offices", insider.base())
}

async fn page(app: &App, insider: &Insider, filled: &Filled, problems: Problems) -> Result<Change, Failed> {
    let terms = change::people(app, insider).await?;
    let names = terms.charter.offices().into_iter().filter(|office| *office != store::MEMBER);
    let names = names.map(|office| (office.to_owned(), terms.charter.office_name(office)));
    let form = ChangeForm {
        once: None,
        to: at(insider),
        picks: vec![
            pick(("office", "The office"), names, &filled.office, &problems),
            members(insider, "person", "Who is to hold it", &filled.person, &problems),
        ],
        choices: None,
        fields: Vec::new(),
        button: "Put them in it",
        icon: "id-card",
    };
    let office = if filled.office.is_empty() {
        terms.charter.offices().into_iter().find(|office| *office != store::MEMBER).unwrap_or_default().to_owned()
    } else {
        filled.office.clone()
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
        let to = format!("{}/down", at(insider));
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
