//! What time it was last: no process shows an earlier one, after a start or beside another process.

use crate::{
    Bookkeeping,
    database::tables::{entry, time_shown, working_group},
};
use basics::Moment;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, DbBackend, DbErr, EntityTrait as _, QueryFilter as _, QuerySelect as _,
    Statement,
    prelude::{Expr, Uuid},
    sea_query::{ExprTrait as _, OnConflict},
};

/// The id of the one row.
const ONLY: i16 = 1;

impl Bookkeeping<'_> {
    /// Keeps what time it is for later starts and other processes, and takes over what others kept: once a minute.
    pub async fn keep_time(&self) -> Result<(), anyhow::Error> {
        let (tx, clock) = (self.store.writer(), self.store.clock());
        if let Some(database) = shared_clock(tx).await? {
            clock.compare(database);
        }
        let row = time_shown::ActiveModel { id: Set(ONLY), at: Set(0) };
        let only_one = OnConflict::column(time_shown::Column::Id).do_nothing().to_owned();
        time_shown::Entity::insert(row).on_conflict(only_one).exec_without_returning(tx).await?;
        let now = clock.now().micros();
        time_shown::Entity::update_many()
            .col_expr(time_shown::Column::At, Expr::value(now))
            .filter(time_shown::Column::At.lt(now))
            .exec(tx)
            .await?;
        if let Some(kept) = kept(tx).await? {
            clock.not_before(kept);
        }
        Ok(())
    }
}

/// What the clock of the database shows, where it is the clock of another machine: one that stands on this one jumps with it.
async fn shared_clock(tx: &impl ConnectionTrait) -> Result<Option<Moment>, DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let asked = Statement::from_string(
        DbBackend::Postgres,
        "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint AS micros \
         WHERE inet_server_addr() IS DISTINCT FROM inet_client_addr()",
    );
    let told = tx.query_one_raw(asked).await?.map(|row| row.try_get::<i64>("", "micros")).transpose()?;
    Ok(told.map(Moment::from_micros))
}

/// The latest time that is known to have been: what was kept, or the newest entry of any log.
pub(crate) async fn latest(reader: &impl ConnectionTrait) -> Result<Option<Moment>, DbErr> {
    let groups = working_group::Entity::find().select_only().column(working_group::Column::Id);
    let mut latest = kept(reader).await?;
    // Group by group, since that is what the index of the log goes by.
    for group in groups.into_tuple::<Uuid>().all(reader).await? {
        let newest = entry::Entity::find()
            .select_only()
            .column_as(Expr::col(entry::Column::At).max(), "at")
            .filter(entry::Column::GroupId.eq(group));
        let at: Option<Option<i64>> = newest.into_tuple().one(reader).await?;
        latest = Ord::max(latest, at.flatten().map(Moment::from_micros));
    }
    Ok(latest)
}

pub(crate) async fn kept(reader: &impl ConnectionTrait) -> Result<Option<Moment>, DbErr> {
    let row = time_shown::Entity::find_by_id(ONLY).one(reader).await?;
    Ok(row.map(|row| Moment::from_micros(row.at)))
}
