//! Reports that left for their bodies by mail: each once, noted before it leaves. The note is the proof of the date.

use super::papers::{ReportRow, report_of};
use crate::{
    Bookkeeping, Store,
    database::tables::{body_address, report, report_letter},
    decisions::request_letters::RequestLetter,
};
use basics::{GroupId, Moment, ReportId};
use people::EmailAddress;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::{OnConflict, Query},
};

/// A published report that waits to be mailed.
#[derive(Clone, Debug)]
pub struct UnsentReport {
    /// The group whose report it is.
    pub group: GroupId,
    /// The report.
    pub report: ReportRow,
    /// Where its body is written to.
    pub to: EmailAddress,
}

impl Store {
    /// The letter by which a report of this group left; none where it did not leave by mail.
    pub async fn report_letter(&self, report: &ReportRow) -> Result<Option<RequestLetter>, anyhow::Error> {
        let row = report_letter::Entity::find_by_id(report.id.uuid()).one(self.reader()).await?;
        Ok(row.map(|row| RequestLetter { to: row.sent_to, at: Moment::from_micros(row.sent_at) }))
    }
}

impl Bookkeeping<'_> {
    /// The published reports whose body is written to, and that did not leave yet, the oldest first. One that was published
    /// before its group ended leaves afterwards too.
    pub async fn unsent_reports(&self) -> Result<Vec<UnsentReport>, anyhow::Error> {
        let sent = Query::select().column(report_letter::Column::ReportId).from(report_letter::Entity).take();
        let waiting = report::Entity::find()
            .filter(report::Column::PublishedAt.is_not_null())
            .filter(report::Column::GoesTo.is_not_null())
            .filter(report::Column::Id.not_in_subquery(sent))
            .order_by_asc(report::Column::PublishedAt);
        let mut unsent = Vec::new();
        for row in waiting.all(self.store.reader()).await? {
            let Some(body) = row.goes_to.clone() else { continue };
            let address = body_address::Entity::find_by_id((row.group_id, body)).one(self.store.reader()).await?;
            let Some(address) = address.filter(|address| !address.email.is_empty()) else { continue };
            let (group, to) = (GroupId::from(row.group_id), EmailAddress::parse(&address.email)?);
            unsent.push(UnsentReport { group, report: report_of(&row)?, to });
        }
        Ok(unsent)
    }

    /// Notes that a report leaves now. False when somebody was faster.
    pub async fn report_leaves(&self, id: ReportId, to: &EmailAddress) -> Result<bool, anyhow::Error> {
        let noted = report_letter::Entity::insert(report_letter::ActiveModel {
            report_id: Set(id.uuid()),
            sent_to: Set(to.to_string()),
            sent_at: Set(self.store.now().micros()),
        })
        .on_conflict(OnConflict::column(report_letter::Column::ReportId).do_nothing().to_owned())
        .exec_without_returning(self.store.writer())
        .await?;
        Ok(noted == 1)
    }

    /// No mail server took the letter: it is to leave still.
    pub async fn report_stays(&self, id: ReportId) -> Result<(), anyhow::Error> {
        report_letter::Entity::delete_by_id(id.uuid()).exec(self.store.writer()).await?;
        Ok(())
    }
}
