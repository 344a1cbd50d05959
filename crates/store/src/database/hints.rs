//! A word between processes that share a database: that something was planned, which may be due at
//! once.
//! It is a hint and no more: whoever misses one finds what is due at their next look.

use crate::Store;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sqlx::postgres::PgListener;
use std::{future::pending, time::Duration};

/// What the hint is called in the database.
const NAME: &str = "nuncio_planned";
/// How long to wait before listening again after a trouble.
const AFTER_TROUBLE: Duration = Duration::from_secs(5);

/// Tells the others, once the transaction is committed. A file of one node has no others.
pub(crate) async fn give(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("NOTIFY nuncio_planned").await?;
    }
    Ok(())
}

impl Store {
    /// Passes on what any process says, for as long as it is polled: it never ends by itself.
    pub async fn hear_others(&self) {
        if self.is_for_one_node() {
            return pending().await;
        }
        loop {
            if let Err(error) = self.hear().await {
                tracing::warn!(%error, "what other processes plan is found by looking alone for a while");
            }
            tokio::time::sleep(AFTER_TROUBLE).await;
        }
    }

    async fn hear(&self) -> Result<(), sqlx::Error> {
        let mut listener = PgListener::connect_with(self.writer().get_postgres_connection_pool()).await?;
        listener.listen(NAME).await?;
        loop {
            listener.recv().await?;
            self.somebody_planned();
        }
    }
}
