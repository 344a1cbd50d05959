//! Calling in the body that the group answers to, about the group as a whole or about one decision.

use super::list::{Typed, page};
use crate::{
    App,
    decisions::words::title,
    done::Done,
    failed::Failed,
    guard::Sent,
    law,
    page::Page,
    parts::{Choice, Field, Follows, Kind, Pick, Problems, Quote},
    reader::Insider,
};
use acts::{Declined, requests};
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use basics::DecisionId;
use charter::Charter;
use serde::Deserialize;

/// The decisions that can be chosen: the newest.
const CHOICES: usize = 40;

/// The form.
pub struct CallIn {
    /// The body, within a sentence.
    pub body: String,
    /// The clause.
    pub quote: Option<Quote>,
    /// About what.
    pub about: Pick,
    /// Why.
    pub reason: Field,
    /// Where it goes.
    pub to: String,
}

/// The form, where the group answers to somebody.
pub(super) async fn form(
    app: &App,
    reader: &Insider,
    charter: &Charter,
    typed: &Typed,
    problems: &Problems,
) -> Result<Option<CallIn>, Failed> {
    let Some(cited) = requests::calls_in(charter) else { return Ok(None) };
    let decisions = app.here.store.decisions(reader.id()).await.map_err(|error| reader.trouble(error))?;
    let whole = Choice::new("", "The group as a whole").chosen(typed.about.is_empty());
    let choices = decisions.iter().take(CHOICES).map(|row| {
        let id = row.id.to_string();
        Choice::new(&id, format!("Decision {}: {}", row.number, title(row))).chosen(typed.about == id)
    });
    let reason = Field::new("reason", "Why")
        .kind(Kind::Lines(4))
        .value(typed.reason.clone())
        .hint("It decides by what stands here. Members read it too.");
    Ok(Some(CallIn {
        body: charter.the_body(cited.goes_to.as_deref().unwrap_or_default()),
        quote: law::quoted(charter, &reader.base(), &cited.label, Follows::Reading),
        about: Pick {
            name: "about".to_owned(),
            label: "About".to_owned(),
            hint: String::new(),
            of: [whole].into_iter().chain(choices).collect(),
            error: problems.at("about"),
        },
        reason: reason.marked(problems),
        to: format!("{}/requests/call-in", reader.base()),
    }))
}

/// The form as it is filled in.
#[derive(Deserialize)]
pub(super) struct Filled {
    about: String,
    reason: String,
}

/// Calls it in. A form that lacks something stands there again.
pub(super) async fn call(
    State(app): State<App>,
    reader: Insider,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let about = match filled.about.as_str() {
        "" => None,
        id => Some(id.parse::<DecisionId>().map_err(|_| Failed::gone(reader.reader.plain()))?),
    };
    let who = reader.elevated(&app, &format!("{}/requests", reader.base())).await?;
    match requests::call_in(&app.here, reader.id(), &who, about, &filled.reason).await {
        Ok(id) => Ok(Done::at(format!("{}/requests/{id}", reader.base()), "asked").into_response()),
        Err(Declined::ByField { sentence, .. } | Declined::ByRule(sentence)) => {
            let problems = Problems::of("reason", sentence);
            let typed = Typed { about: filled.about, reason: filled.reason, ..Typed::default() };
            Ok(Page::again(page(&app, &reader, &typed, problems).await?).into_response())
        }
        Err(declined) => Err(reader.failed(declined)),
    }
}
