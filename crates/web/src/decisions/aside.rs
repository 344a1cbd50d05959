//! The forms by which a decision is taken to the body that may set it aside, and set aside once that body decided so.

use super::{Reconsidered, ballot::Filled, reading::Reading};
use crate::{
    failed::Failed,
    law,
    parts::{Field, Kind, Problems},
};
use acts::{answers, opinions};
use charter::act::OverrideDecision;

/// The field of both forms.
pub(super) const FIELD: &str = "reason_aside";

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
