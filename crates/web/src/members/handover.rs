//! `/g/{group}/members/offices/hand-over`: handing one's own office to another member, where the charter leaves that to its
//! holder.

use super::{
    change::{self, Said, Sender, SentPeopleForm, at, members, pick},
    offices::{OfficeForm, chosen},
    view::{Change, ChangeForm},
};
use crate::{
    App, address,
    done::Done,
    failed::{Failed, NotDone},
    law,
    parts::Problems,
    reader::Insider,
};
use acts::{offices, opinions};
use axum::response::{IntoResponse as _, Response};
use charter::{Opinion, act::HandOverOffice};
use serde::Deserialize;
use store::Terms;

/// Whom one's own office passes to, as it is filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct HandOverForm {
    office: String,
    person: String,
}

impl change::PeopleForm for HandOverForm {
    const PAGE: &'static str = "offices/hand-over";
    fn typed(&self) -> Vec<(&'static str, &str)> {
        vec![("office", &self.office), ("person", &self.person)]
    }
    async fn page(&self, app: &App, insider: &Insider, problems: Problems) -> Result<Change, Failed> {
        let terms = change::people(app, insider).await?;
        let own = own(insider, &terms);
        let office = own.iter().find(|(key, _)| *key == self.office).or_else(|| own.first());
        let office = office.map(|(key, _)| key.clone()).unwrap_or_default();
        let form = ChangeForm {
            once: None,
            to: at::<HandOverForm>(insider),
            picks: vec![
                pick(("office", "Your office"), own.into_iter(), &office, &problems),
                members(insider, "person", "Who is to hold it", &self.person, &problems),
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
            Opinion::No(grounds) => {
                Change { form: None, refused: law::quotes(&insider.base(), &grounds.because), ..page }
            }
        })
    }
}

impl SentPeopleForm for HandOverForm {
    const FIELD: &'static str = "person";
    async fn take(&self, sender: Sender<'_>) -> Result<Response, NotDone> {
        let person = chosen(&self.person)?;
        let who = sender.who(self).await?;
        let act = HandOverOffice { office: self.office.clone(), person };
        offices::hand_over(sender.here(), sender.group(), &who, act).await?;
        Ok(Done::at(at::<OfficeForm>(sender.insider), "handed_over").into_response())
    }
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
    Ok(may.then(|| address::with(&at::<HandOverForm>(insider), [("office", office)])))
}
