//! What the judge says to many questions at once, for a page that offers many buttons: asked in one transaction, with the
//! facts that are the asker's and the group's own read once.

use crate::{
    Declined, Store,
    door::sound_alarms,
    gather::{Gather, Gathering, Reading},
};
use basics::GroupId;
use charter::{Act as _, Actor, Facts, Opinion, act::SchedulePost};
use publishing::campaign::Limits;
use sea_orm::TransactionTrait as _;
use std::pin::Pin;

type Cases<'a> = Pin<Box<dyn Future<Output = Result<(&'static str, Vec<Facts>), Declined>> + Send + 'a>>;

/// An act of whatever kind in a list of acts that somebody might do.
pub trait AnyAct: Send + Sync {
    /// Its name and its facts.
    fn cases<'a>(&'a self, here: &'a Gathering<'a>, reading: &'a Reading) -> Cases<'a>;
}

impl<A: Gather> AnyAct for A {
    fn cases<'a>(&'a self, here: &'a Gathering<'a>, reading: &'a Reading) -> Cases<'a> {
        Box::pin(async move {
            let about = self.about(here).await?;
            Ok((A::NAME, here.facts_by(reading, A::NAME, &about).await?))
        })
    }
}

impl Store {
    /// What the judge will say to posts of a campaign with these limits, before anybody was asked about it: what has to be put
    /// to whom, and by which clauses.
    ///
    /// # Errors
    /// When one of its channels is not the group's.
    pub async fn opinion_of_campaign(
        &self,
        group: GroupId,
        actor: Actor,
        limits: &Limits,
    ) -> Result<Opinion, Declined> {
        let (tx, now) = (self.reader().begin().await?, self.now());
        let charter = self.charter_at(&tx, group, now).await?;
        let here = Gathering::of(&tx, group, &charter, (actor, now));
        let cases = here.cases_of_campaign(limits).await?;
        let opinion = charter.weigh(SchedulePost::NAME, &cases);
        sound_alarms(SchedulePost::NAME, opinion.alarms());
        Ok(opinion)
    }

    /// One opinion for each act, in their order, as [`Store::opinion`] gives it; nothing where what the act is about is
    /// not there, or was changed in the meantime.
    pub async fn opinions(
        &self,
        group: GroupId,
        actor: Actor,
        acts: &[Box<dyn AnyAct>],
    ) -> Result<Vec<Option<Opinion>>, anyhow::Error> {
        if acts.is_empty() {
            return Ok(Vec::new());
        }
        let (tx, now) = (self.reader().begin().await?, self.now());
        let charter = self.charter_at(&tx, group, now).await?;
        let here = Gathering::of(&tx, group, &charter, (actor, now));
        let reading = here.reading().await?;
        let mut opinions = Vec::with_capacity(acts.len());
        for act in acts {
            opinions.push(match act.cases(&here, &reading).await {
                Ok((name, cases)) => {
                    let opinion = charter.weigh(name, &cases);
                    sound_alarms(name, opinion.alarms());
                    Some(opinion)
                }
                Err(Declined::Trouble(error)) => return Err(error),
                Err(_) => None,
            });
        }
        Ok(opinions)
    }
}
