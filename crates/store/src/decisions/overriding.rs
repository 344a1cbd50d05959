//! A decision of the group is set aside by the body that may do so. What was decided, and by how many, stays to be read.

use crate::{
    Changed, Declined, Judged, Recorded, database::tables::decision, decisions::written, groups::founding::zone_of,
};
use audit::Change;
use charter::act::OverrideDecision;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

impl Judged<OverrideDecision> {
    /// Sets it aside, for a reason: its answer unlocks nothing from now on, and what follows from it and was not done yet is not
    /// done any more. What was done stays done, and is for people to undo.
    ///
    /// # Errors
    /// Without a reason, while nothing is decided, and when it was set aside before.
    pub async fn keep(self, reason: &str) -> Result<Changed, Declined> {
        let row = self.found(self.act().decision).await?;
        if basics::text::is_blank(reason) {
            return Err(Declined::field("reason", "Say why it is set aside: its record shows that."));
        }
        if row.overridden.is_some() {
            return Err(Declined::rule("this decision was set aside already"));
        }
        if !row.answers() {
            return Err(Declined::rule("nothing is decided here, so there is nothing to set aside"));
        }
        decision::Entity::update_many()
            .col_expr(decision::Column::OverriddenAt, Expr::value(self.now().micros()))
            .col_expr(decision::Column::OverriddenBecause, Expr::value(reason.trim()))
            .filter(decision::Column::Id.eq(row.id.uuid()))
            .exec(&self.tx)
            .await?;
        if row.question.answer.is_some() && row.question.superseded_by.is_none() {
            let instead = written::correct(&self.tx, self.group, &row.question, self.now()).await?;
            let zone = zone_of(&self.tx, self.group).await?;
            let recorded = Recorded {
                yes: false,
                decided_on: self.now().in_zone(zone.rules()).date().to_string(),
                source: format!("decision {}, set aside", row.number),
                tally: String::new(),
                expires: None,
            };
            written::record(&self.tx, instead, &recorded, (Some(self.by()?), self.now())).await?;
        }
        let change =
            Change::made(format!("decision {}", row.number), json!({ "overridden": true, "reason": reason.trim() }));
        Ok(self.changed(vec![change]))
    }
}
