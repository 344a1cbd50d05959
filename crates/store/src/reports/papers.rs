//! Reports as they were written. A report is a member's paper and is never edited; what counts is the answer to exactly it.

use crate::{Bookkeeping, Declined, SentForm, Store, database::tables::report};
use anyhow::Context as _;
use basics::{AnswerId, GroupId, Moment, PersonId, ReportId};
use charter::Object;
use publishing::report::Paper;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

/// What kind of thing a report is, where a question is about one.
pub const REPORT: &str = "report";

/// A report as it was written, and what became of it.
#[derive(Clone, Debug)]
pub struct ReportRow {
    /// Its id.
    pub id: ReportId,
    /// What it says.
    pub paper: Paper,
    /// Who wrote it, and when.
    pub made: (PersonId, Moment),
    /// When it was published, and the answer by which it was; no answer where the charter asks nobody.
    pub published: Option<(Moment, Option<AnswerId>)>,
}

impl ReportRow {
    /// The report as a thing that is decided about: exactly this paper.
    pub fn object(&self) -> Object {
        Object::version(REPORT, self.id, self.paper.digest())
    }
}

impl Bookkeeping<'_> {
    /// Keeps a report that somebody wrote.
    pub async fn keep_report(
        &self,
        group: GroupId,
        by: PersonId,
        paper: &Paper,
        form: &SentForm,
    ) -> Result<ReportId, Declined> {
        let (tx, now) = (self.store.write().await?, self.store.now());
        form.once(&tx, by, now).await?;
        let id = ReportId::from(form.id.uuid());
        report::Entity::insert(report::ActiveModel {
            id: Set(id.uuid()),
            group_id: Set(group.uuid()),
            paper: Set(serde_json::to_string(paper)?),
            digest: Set(paper.digest().bytes().to_vec()),
            goes_to: Set(paper.goes_to.clone()),
            replaces: Set(paper.replaces.map(ReportId::uuid)),
            made_by: Set(by.uuid()),
            made_at: Set(now.micros()),
            published_at: Set(None),
            published_by: Set(None),
        })
        .exec_without_returning(&tx)
        .await?;
        tx.commit().await?;
        self.store.something_changed();
        Ok(id)
    }
}

impl Store {
    /// The reports of a group, the newest first.
    pub async fn reports(&self, group: GroupId) -> Result<Vec<ReportRow>, anyhow::Error> {
        let rows = report::Entity::find()
            .filter(report::Column::GroupId.eq(group.uuid()))
            .order_by_desc(report::Column::MadeAt)
            .all(self.reader())
            .await?;
        rows.iter().map(report_of).collect()
    }

    /// One report of a group.
    pub async fn report(&self, group: GroupId, id: ReportId) -> Result<Option<ReportRow>, anyhow::Error> {
        found(self.reader(), group, id).await?.as_ref().map(report_of).transpose()
    }

    /// The published report that took the place of this one.
    pub async fn report_in_place_of(&self, group: GroupId, id: ReportId) -> Result<Option<ReportRow>, anyhow::Error> {
        in_place_of(self.reader(), group, id).await
    }
}

pub(super) async fn found(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: ReportId,
) -> Result<Option<report::Model>, DbErr> {
    report::Entity::find_by_id(id.uuid()).filter(report::Column::GroupId.eq(group.uuid())).one(tx).await
}

pub(super) async fn in_place_of(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: ReportId,
) -> Result<Option<ReportRow>, anyhow::Error> {
    let row = report::Entity::find()
        .filter(report::Column::GroupId.eq(group.uuid()))
        .filter(report::Column::Replaces.eq(id.uuid()))
        .filter(report::Column::PublishedAt.is_not_null())
        .one(tx)
        .await?;
    row.as_ref().map(report_of).transpose()
}

pub(super) fn report_of(row: &report::Model) -> Result<ReportRow, anyhow::Error> {
    let paper: Paper = serde_json::from_str(&row.paper).with_context(|| format!("report {} cannot be read", row.id))?;
    anyhow::ensure!(paper.digest().bytes().as_slice() == row.digest, "report {} was changed by hand", row.id);
    Ok(ReportRow {
        id: ReportId::from(row.id),
        paper,
        made: (PersonId::from(row.made_by), Moment::from_micros(row.made_at)),
        published: row.published_at.map(|at| (Moment::from_micros(at), row.published_by.map(AnswerId::from))),
    })
}
