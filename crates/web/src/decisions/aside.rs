//! A decision is taken to the body that may set it aside, and set aside once that body decided so.

use super::{
    Reconsidered,
    ballot::{Filled, again},
    reading::{OfDecision, Reading},
};
use crate::{
    App,
    address::Path,
    done::Done,
    failed::Failed,
    guard::Sent,
    law,
    parts::{Field, Kind, Problems},
    reader::Insider,
    words,
};
use acts::{Declined, agreeing, answers, opinions};
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use charter::act::OverrideDecision;

/// The field of both forms.
const FIELD: &str = "reason_aside";

/// Takes it to the body that may set it aside.
pub async fn take_to_parent(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    let asked = agreeing::take_to_parent(&app.here, reading.reader.id(), &who, reading.row.id, &filled.aside).await;
    match asked {
        Ok(id) => Ok(Redirect::to(&format!("{}/requests/{id}", reading.reader.base())).into_response()),
        Err(declined) => refused(&reading, &filled, declined).await,
    }
}

/// Sets it aside.
pub async fn set_aside(
    State(app): State<App>,
    reader: Insider,
    Path(of): Path<OfDecision>,
    Sent(filled): Sent<Filled>,
) -> Result<Response, Failed> {
    let (reading, who) = Reading::for_a_step(&app, reader, &of).await?;
    let done = agreeing::set_aside(&app.here, reading.reader.id(), &who, reading.row.id, &filled.aside).await;
    match done {
        Ok(()) => Ok(Done::at(reading.at(), "set_aside").into_response()),
        Err(declined) => refused(&reading, &filled, declined).await,
    }
}

async fn refused(reading: &Reading<'_>, filled: &Filled, declined: Declined) -> Result<Response, Failed> {
    match declined {
        Declined::ByRule(sentence) => again(reading, filled, FIELD, &words::sentence(&sentence)).await,
        Declined::ByField { sentence, .. } => again(reading, filled, FIELD, &sentence).await,
        declined => Err(reading.reader.failed(declined)),
    }
}

impl Reading<'_> {
    /// The form by which a decision is taken to the body that may set it aside, or is set aside once that body decided so. None
    /// while nothing is decided, or where the charter names no such body.
    pub(super) async fn reconsidered(
        &self,
        filled: &Filled,
        problems: &Problems,
    ) -> Result<Option<Reconsidered>, Failed> {
        if !self.row.answers() || self.row.overridden.is_some() {
            return Ok(None);
        }
        let act = OverrideDecision { decision: self.row.id };
        let opinion = opinions::may(&self.app.here, self.reader.id(), self.reader.person(), &act).await;
        let opinion = opinion.map_err(|declined| self.reader.failed(declined))?;
        let field = Field::new(FIELD, "Why?").kind(Kind::Lines(3)).value(filled.aside.clone());
        let field = match problems.at(FIELD) {
            Some(error) => field.error(error),
            None => field,
        };
        if opinion.may() {
            return Ok(Some(Reconsidered {
                words: "Set it aside".to_owned(),
                hint: "It was decided elsewhere that this does not hold. What was decided here stays to be read; what follows \
                       from it and was not done yet is not done any more."
                    .to_owned(),
                to: format!("{}/set-aside", self.at()),
                field,
                quotes: Vec::new(),
            }));
        }
        let Some(cited) = answers::open_matters(&opinion).first().copied().cloned() else { return Ok(None) };
        let body = self.charter.the_body(cited.goes_to.as_deref().unwrap_or_default());
        Ok(Some(Reconsidered {
            words: format!("Take it to {body}"),
            hint: format!(
                "Any member can ask {body} to set this decision aside. Until it answers, the decision stands."
            ),
            to: format!("{}/parent", self.at()),
            field,
            quotes: law::quotes(&self.reader.base(), &[cited]),
        }))
    }

    /// That it was set aside, when and why.
    pub(super) fn set_aside(&self) -> Option<String> {
        let (at, because) = self.row.overridden.as_ref()?;
        Some(format!("Set aside on {}: {because}", self.reader.when(*at)))
    }
}
