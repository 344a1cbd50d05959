//! A report is published: once, exactly as it was agreed to, and only while no other took its place.

use super::papers::{ReportRow, found, in_place_of, report_of};
use crate::{Changed, Declined, Judged, database::tables::report};
use audit::Change;
use basics::{AnswerId, GroupId, ReportId};
use charter::act::PublishReport;
use publishing::report::Around;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

/// The report of a group.
///
/// # Errors
/// When the group has no such report.
pub(crate) async fn row_of(tx: &impl ConnectionTrait, group: GroupId, id: ReportId) -> Result<ReportRow, Declined> {
    Ok(report_of(&found(tx, group, id).await?.ok_or(Declined::NotFound("report"))?)?)
}

impl Judged<PublishReport> {
    /// Publishes the report. `by` is the answer that agreed to it.
    ///
    /// # Errors
    /// When it is published already, is another text than was agreed to, or another report took its place.
    pub async fn keep(self, by: Option<AnswerId>) -> Result<Changed, Declined> {
        let PublishReport { report: id, digest } = *self.act();
        let row = row_of(&self.tx, self.group, id).await?;
        let later = in_place_of(&self.tx, self.group, id).await?;
        let sibling = match row.paper.replaces {
            Some(corrected) => in_place_of(&self.tx, self.group, corrected).await?,
            None => None,
        };
        let around = Around {
            is_published: row.published.is_some(),
            replaced_by: later.as_ref().map(|row| row.paper.title.as_str()),
            corrected_by: sibling.as_ref().map(|row| row.paper.title.as_str()),
        };
        row.paper.can_be_published(digest, around).map_err(Declined::rule)?;
        report::Entity::update_many()
            .col_expr(report::Column::PublishedAt, Expr::value(self.now().micros()))
            .col_expr(report::Column::PublishedBy, Expr::value(by.map(AnswerId::uuid)))
            .filter(report::Column::Id.eq(id.uuid()))
            .exec(&self.tx)
            .await?;
        let told = json!({
            "title": row.paper.title, "first": row.paper.first, "last": row.paper.last, "goes_to": row.paper.goes_to,
            "is_public": row.paper.is_public, "replaces": row.paper.replaces, "answer": by,
        });
        Ok(self.changed(vec![Change::made("published report", told)]))
    }
}
