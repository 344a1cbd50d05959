//! A decision as one reader looks at it: the row, its rule, its ballots.

use super::words;
use crate::{App, failed::Failed, reader::Insider};
use basics::{Moment, PersonId};
use charter::{Charter, rules::DecisionRule};
use decisions::Number;
use people::Elevated;
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};
use store::{Ballot, DecisionRow};

/// The decision of the address.
#[derive(Deserialize)]
pub struct OfDecision {
    pub(super) number: String,
}

/// A decision with what there is to know about it.
pub struct Reading<'app> {
    pub(super) app: &'app App,
    pub(super) reader: Insider,
    pub(super) charter: Arc<Charter>,
    pub(super) row: DecisionRow,
    pub(super) ballots: Vec<Ballot>,
    pub(super) recusals: Vec<(PersonId, String)>,
    pub(super) names: HashMap<PersonId, String>,
    pub(super) now: Moment,
}

impl<'app> Reading<'app> {
    /// Reads the decision of the address; another group's is not there.
    pub async fn of(app: &'app App, reader: Insider, of: &OfDecision) -> Result<Self, Failed> {
        let gone = || Failed::gone(reader.reader.plain());
        let number: Number = of.number.parse().map_err(|_| gone())?;
        let (store, trouble) = (&app.here.store, |error: anyhow::Error| reader.trouble(error));
        let row = store.decision(reader.id(), number).await.map_err(trouble)?.ok_or_else(gone)?;
        let charter = store.charter_of_digest(reader.id(), row.charter).await.map_err(trouble)?;
        let ballots = store.ballots(&row).await.map_err(trouble)?;
        let recusals = store.recusals(&row).await.map_err(trouble)?;
        let is_ours = row.is_of_the_group();
        let seats = if is_ours { Vec::new() } else { store.body_seats(reader.id()).await.map_err(trouble)? };
        let names = reader.names_with(seats);
        Ok(Self { app, charter, ballots, recusals, names, now: store.now(), row, reader })
    }

    /// The same for a step that somebody takes, with proof that they proved lately who they are.
    pub async fn for_a_step(app: &'app App, reader: Insider, of: &OfDecision) -> Result<(Self, Elevated), Failed> {
        let reading = Self::of(app, reader, of).await?;
        let who = reading.reader.elevated(app, &reading.at()).await?;
        Ok((reading, who))
    }

    /// The rule by which it is taken.
    pub fn rule(&self) -> Result<&DecisionRule, Failed> {
        let rule = self.charter.rules().decision.get(&self.row.rule);
        rule.ok_or_else(|| self.reader.trouble(anyhow::anyhow!("the charter has no rule {:?}", self.row.rule)))
    }

    /// Its page.
    pub fn at(&self) -> String {
        words::href(&self.reader, &self.row)
    }

    /// How the group calls somebody.
    pub fn name(&self, person: PersonId) -> String {
        self.names.get(&person).cloned().unwrap_or_else(|| "Somebody".to_owned())
    }
}
