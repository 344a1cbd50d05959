//! Whoever is present at a vote says so themself, and whoever was named in a consensus confirms it.

use crate::{
    Changed, Declined, Judged,
    decisions::ballots::wakes_if_certain,
    decisions::voting::{rule_named, write},
};
use anyhow::Context as _;
use audit::Change;
use charter::act::RecordPresence;
use decisions::Stage;
use serde_json::json;

impl Judged<RecordPresence> {
    /// Notes it. Once everybody who has a ballot is present, and all have voted, the vote is over.
    ///
    /// # Errors
    /// When the rule lets no vote be shorter, the vote is not open, the person has no ballot in it, or was not named as having
    /// taken part in the consensus.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let (mut row, by) = (self.found(self.act().decision).await?, self.by()?);
        let charter = self.store.charter_of(&self.tx, self.group, row.charter).await?;
        let rule = rule_named(&charter, &row)?;
        match row.course.at(self.now()) {
            Stage::Declared { .. } => {
                let declared = row.declared.as_mut().context("a consensus was declared by nobody")?;
                declared.confirms(by).map_err(Declined::rule)?;
            }
            Stage::Open { .. } if rule.shorten_if.is_none() || row.course.is_one_way => {
                return Err(Declined::rule("this vote takes its time, whoever is present"));
            }
            Stage::Open { .. } => {
                let roll = row.roll.as_mut().context("a vote is open without a roll")?;
                roll.is_there(by).map_err(Declined::rule)?;
            }
            other => {
                return Err(Declined::rule(format!("this vote is {}, so nobody has to be present", other.words())));
            }
        }
        write(&self.tx, &row).await?;
        if row.declared.is_none() {
            wakes_if_certain(&self.store, &self.tx, &row, rule, self.now()).await?;
        }
        let what = if row.declared.is_some() { "part in consensus" } else { "presence at" };
        let change = Change::made(format!("{what} {}", row.number), json!(true));
        Ok(self.changed(vec![change]))
    }
}
