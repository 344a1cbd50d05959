//! What applicants wrote is kept as long as it is needed, and some months longer: then their name, their address and their
//! answers are gone, with what members said about them. The number, the days and the entries of the log stay.

use crate::{
    Bookkeeping,
    database::tables::{answer, application, attestation},
    members::applications::{APPLICATION, erased},
};
use jiff::{Span, tz::TimeZone};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr};

/// How many calendar months an application is kept after the end of its matter: a default of the house, which no clause
/// speaks of.
pub const APPLICATIONS_KEPT_MONTHS: i32 = 6;

impl Bookkeeping<'_> {
    /// Erases the texts of applications whose matter ended so long ago: their writer was admitted, was told why not, or
    /// the group answered, and nothing about it waits. Gives their number.
    pub(crate) async fn erase_applications(&self) -> Result<u64, anyhow::Error> {
        let now = self.store.now().in_zone(&TimeZone::UTC);
        let long_ago = now.checked_sub(Span::new().months(APPLICATIONS_KEPT_MONTHS))?.timestamp().as_microsecond();
        let old = application::Entity::find()
            .filter(application::Column::Answers.ne(erased::ANSWERS))
            .filter(application::Column::ArrivedAt.lte(long_ago));
        let mut gone = 0;
        for row in old.all(self.store.reader()).await? {
            if self.ended(&row).await?.is_some_and(|end| end <= long_ago) {
                self.erase(&row).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// When the matter of an application ended; none while something about it waits, or nothing was ever said.
    async fn ended(&self, row: &application::Model) -> Result<Option<i64>, anyhow::Error> {
        let answers = answer::Entity::find()
            .filter(answer::Column::GroupId.eq(row.group_id))
            .filter(answer::Column::ObjectKind.eq(APPLICATION))
            .filter(answer::Column::ObjectId.eq(row.id.to_string()))
            .all(self.store.reader())
            .await?;
        if answers.iter().any(|answer| answer.recorded_at.is_none() && answer.superseded_by.is_none()) {
            return Ok(None);
        }
        let answered = answers.iter().filter_map(|answer| answer.recorded_at);
        Ok(answered.chain(row.admitted_at).chain(row.told_at).max())
    }

    async fn erase(&self, row: &application::Model) -> Result<(), anyhow::Error> {
        let tx = self.store.write().await?;
        application::Entity::update_many()
            .col_expr(application::Column::Name, Expr::value(erased::NAME))
            .col_expr(application::Column::Email, Expr::value(erased::EMAIL))
            .col_expr(application::Column::EmailKey, Expr::value(erased::EMAIL))
            .col_expr(application::Column::Answers, Expr::value(erased::ANSWERS))
            .col_expr(application::Column::ToldWhy, Expr::value(Option::<String>::None))
            .filter(application::Column::Id.eq(row.id))
            .exec(&tx)
            .await?;
        attestation::Entity::update_many()
            .col_expr(attestation::Column::Says, Expr::value(""))
            .filter(attestation::Column::ApplicationId.eq(row.id))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        self.store.something_changed();
        Ok(())
    }
}
