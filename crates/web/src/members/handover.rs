//! `/g/{group}/members/offices/hand-over`: handing one's own office to another member, where the charter leaves that to its
//! holder.

use super::{
    change::{self, Said, members, pick, to_mend},
    offices::Filled,
    view::{Change, ChangeForm},
};
use crate::{App, address, done::Done, failed::Failed, guard::Sent, law, page::Page, parts::Problems, reader::Insider};
use acts::{offices, opinions};
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use charter::{Opinion, act::HandOverOffice};
use store::Terms;

/// The page.
pub(super) async fn show(
    State(app): State<App>,
    insider: Insider,
    Query(filled): Query<Filled>,
) -> Result<Page<Change>, Failed> {
    page(&app, &insider, &filled, Problems::default()).await.map(Page::ok)
}

/// Hands it over.
pub(super) async fn hand_over(
    State(app): State<App>,
    insider: Insider,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let person = match filled.chosen() {
        Ok(person) => person,
        Err(problems) => return Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response()),
    };
    let who = insider.elevated(&app, &filled.typed_at(&at(&insider))).await?;
    let act = HandOverOffice { office: filled.office.clone(), person };
    match offices::hand_over(&app.here, insider.id(), &who, act).await {
        Ok(()) => Ok(Done::at(format!("{}/members/offices", insider.base()), "handed_over").into_response()),
        Err(declined) => {
            let problems = to_mend(&insider, declined, "person")?;
            Ok(Page::again(page(&app, &insider, &filled, problems).await?).into_response())
        }
    }
}

fn at(insider: &Insider) -> String {
    format!("{}/members/offices/hand-over", insider.base())
}

async fn page(app: &App, insider: &Insider, filled: &Filled, problems: Problems) -> Result<Change, Failed> {
    let terms = change::people(app, insider).await?;
    let own = own(insider, &terms);
    let office = own.iter().find(|(key, _)| *key == filled.office).or_else(|| own.first());
    let office = office.map(|(key, _)| key.clone()).unwrap_or_default();
    let form = ChangeForm {
        once: None,
        to: at(insider),
        picks: vec![
            pick(("office", "Your office"), own.into_iter(), &office, &problems),
            members(insider, "person", "Who is to hold it", &filled.person, &problems),
        ],
        choices: None,
        fields: Vec::new(),
        button: "Hand it over",
        icon: "id-card",
    };
    let said = Said {
        title: "Hand over an office",
        lead:
            "It passes at once and without a gap; you stay in the group where you were admitted to it. No vote that is \
               open changes by it."
                .to_owned(),
        lines: Vec::new(),
        lines_are: "",
    };
    let act = HandOverOffice { office, person: insider.person() };
    let opinion = opinion(app, insider, &act).await?;
    let page = change::page(app, insider, said, (form, &act), problems).await?;
    Ok(match opinion {
        Opinion::May { .. } => page,
        // Nobody is asked from here: whoever fills the office is asked on the page of the offices.
        Opinion::No(grounds) => Change { form: None, refused: law::quotes(&insider.base(), &grounds.because), ..page },
    })
}

async fn opinion(app: &App, insider: &Insider, act: &HandOverOffice) -> Result<Opinion, Failed> {
    let opinion = opinions::may(&app.here, insider.id(), insider.person(), act).await;
    opinion.map_err(|declined| insider.failed(declined))
}

/// The offices that the reader holds now, by name.
fn own(insider: &Insider, terms: &Terms) -> Vec<(String, String)> {
    let (charter, me) = (&terms.charter, insider.person());
    let offices = charter.offices().into_iter().filter(|office| *office != store::MEMBER);
    let mine = offices.filter(|office| terms.people.holders(charter, office, insider.reader.at).contains(&me));
    mine.map(|office| (office.to_owned(), charter.office_name(office))).collect()
}

/// The page for an office that the reader holds and the charter lets them hand over; nothing for any other.
pub(super) async fn link(app: &App, insider: &Insider, office: &str) -> Result<Option<String>, Failed> {
    let act = HandOverOffice { office: office.to_owned(), person: insider.person() };
    let may = opinion(app, insider, &act).await?.may();
    Ok(may.then(|| address::with(&at(insider), [("office", office)])))
}
