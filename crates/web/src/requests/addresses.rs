//! Where the bodies that decide elsewhere are written to, with the form for whoever may say so.

use super::list::{Typed, page};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::Sent,
    law,
    page::Page,
    parts::{Action, Clause, Field, Problems},
    reader::Insider,
    when,
};
use acts::{Declined, opinions, requests};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use charter::{Charter, Opinion, act::AddressBody, rules::BodyKind};
use serde::Deserialize;
use std::collections::HashMap;
use store::BodyAddress;

/// Where one body is written to.
pub struct Addressee {
    /// Its name.
    pub name: String,
    /// Where it is written to, and since when.
    pub now: String,
    /// The clause by which the reader may say so.
    pub clause: Option<Clause>,
    /// The address.
    pub field: Field,
    /// The button, or why not and who can.
    pub save: Action,
}

/// Every body that can be written to: whoever belongs to a derived group has no mailbox together.
pub(super) async fn all(
    app: &App,
    reader: &Insider,
    charter: &Charter,
    typed: &Typed,
    problems: &Problems,
) -> Result<Vec<Addressee>, Failed> {
    let known = app.here.store.body_addresses(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let mut all = Vec::new();
    for (key, body) in &charter.rules().bodies {
        if body.kind == BodyKind::DerivedGroup {
            continue;
        }
        let address = known.iter().find(|address| address.body == *key);
        let mut one = addressee(app, reader, charter, key, address).await?;
        let value = typed.email(key).map_or_else(|| one.field.value.clone(), str::to_owned);
        one.field = one.field.value(value);
        if let Some(error) = problems.at(&one.field.name) {
            one.field = one.field.error(error);
        }
        all.push(one);
    }
    Ok(all)
}

async fn addressee(
    app: &App,
    reader: &Insider,
    charter: &Charter,
    key: &str,
    address: Option<&BodyAddress>,
) -> Result<Addressee, Failed> {
    let act = AddressBody { body: key.to_owned(), email: String::new() };
    let opinion = opinions::may(&app.here, reader.id(), reader.person(), &act).await;
    let opinion = opinion.map_err(|declined| reader.failed(declined))?;
    let clause = opinion.cites().first().filter(|_| opinion.may()).map(|cited| law::chip(&reader.base(), cited));
    let save = Action::new("Write there", "send", format!("{}/requests/to/{key}", reader.base()), reader.token());
    let save = match &opinion {
        Opinion::May { .. } => save,
        Opinion::No(grounds) => {
            save.refused(law::quotes(&reader.base(), &grounds.because), law::who_can_by_name(charter, grounds))
        }
    };
    let now = match address {
        Some(BodyAddress { email, said: (person, at), .. }) => {
            let (who, day) = (reader.name(*person), when::day(*at, &reader.zone));
            format!("Questions go to {email}, as {who} said on {day}.")
        }
        None => "Nothing is mailed there: somebody brings each question over.".to_owned(),
    };
    let value = address.map_or_else(String::new, |address| address.email.to_string());
    let field = Field::new(&field_of(key), "Its mail address")
        .value(value)
        .hint("Each question is sent there once, with all that is needed to decide. Leave it empty to send none.")
        .optional();
    Ok(Addressee { name: charter.body_name(key), now, clause, field, save })
}

/// The field of one body's address.
pub(super) fn field_of(body: &str) -> String {
    format!("email_{body}")
}

/// The body of the address.
#[derive(Deserialize)]
pub(super) struct OfBody {
    body: String,
}

/// Sets it. What is no address stands in its form again.
pub(super) async fn save(
    State(app): State<App>,
    reader: Insider,
    Path(OfBody { body }): Path<OfBody>,
    Sent(fields): Sent<HashMap<String, String>>,
) -> Result<Response, Failed> {
    let to = format!("{}/requests", reader.base());
    let email = fields.get(&field_of(&body)).cloned().unwrap_or_default();
    let who = reader.elevated(&app, &to).await?;
    match requests::written_to(&app.here, reader.id(), &who, &body, &email).await {
        Ok(()) => Ok(Done::at(to, "addressed").into_response()),
        Err(Declined::ByField { sentence, .. } | Declined::ByRule(sentence)) => {
            let problems = Problems::of(&field_of(&body), sentence);
            let typed = Typed { address: Some((body, email)), ..Typed::default() };
            Ok(Page::again(page(&app, &reader, &typed, problems).await?).into_response())
        }
        Err(declined) => Err(reader.failed(declined)),
    }
}
