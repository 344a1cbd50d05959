//! Servers of networks that do not answer. What is known of one is shared by all channels on it, and by all processes.

use crate::{Bookkeeping, Store, database::tables::server_trouble};
use anyhow::Context as _;
use delivery::Breaker;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, prelude::Expr,
    sea_query::OnConflict,
};

/// A server in trouble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerTrouble {
    /// Its address.
    pub server: String,
    /// How it stands.
    pub breaker: Breaker,
    /// What the last call came to, as a sentence.
    pub says: String,
    seq: i64,
}

impl Store {
    /// What is known of this server; a new standing where it answers.
    pub async fn server(&self, server: &str) -> Result<ServerTrouble, anyhow::Error> {
        let row = server_trouble::Entity::find_by_id(server).one(self.reader()).await?;
        let well =
            || ServerTrouble { server: server.to_owned(), breaker: Breaker::default(), says: String::new(), seq: 0 };
        row.map_or_else(|| Ok(well()), trouble_of)
    }

    /// The servers that are left alone for a while, by their addresses.
    pub async fn servers_left_alone(&self) -> Result<Vec<ServerTrouble>, anyhow::Error> {
        let all =
            server_trouble::Entity::find().order_by_asc(server_trouble::Column::Server).all(self.reader()).await?;
        let all: Vec<ServerTrouble> = all.into_iter().map(trouble_of).collect::<Result<_, _>>()?;
        Ok(all.into_iter().filter(|trouble| trouble.breaker.is_open()).collect())
    }
}

impl Bookkeeping<'_> {
    /// Keeps how a server stands now, where nobody changed that since it was read. Gives whether it did.
    pub async fn keep_server(&self, seen: &ServerTrouble, now: &Breaker, says: &str) -> Result<bool, anyhow::Error> {
        let standing = serde_json::to_string(now)?;
        let writer = self.store.writer();
        if seen.seq == 0 {
            let row = server_trouble::ActiveModel {
                server: Set(seen.server.clone()),
                standing: Set(standing),
                says: Set(says.to_owned()),
                seq: Set(1),
            };
            let first = OnConflict::column(server_trouble::Column::Server).do_nothing().to_owned();
            let made = server_trouble::Entity::insert(row).on_conflict(first).exec_without_returning(writer).await?;
            return Ok(made == 1);
        }
        let kept = server_trouble::Entity::update_many()
            .col_expr(server_trouble::Column::Standing, Expr::value(standing))
            .col_expr(server_trouble::Column::Says, Expr::value(says))
            .col_expr(server_trouble::Column::Seq, Expr::value(seen.seq + 1))
            .filter(server_trouble::Column::Server.eq(&seen.server))
            .filter(server_trouble::Column::Seq.eq(seen.seq))
            .exec(writer)
            .await?;
        Ok(kept.rows_affected == 1)
    }

    /// A server answers again.
    pub async fn server_answers(&self, seen: &ServerTrouble) -> Result<(), anyhow::Error> {
        if seen.seq > 0 {
            server_trouble::Entity::delete_by_id(seen.server.clone()).exec(self.store.writer()).await?;
        }
        Ok(())
    }
}

fn trouble_of(row: server_trouble::Model) -> Result<ServerTrouble, anyhow::Error> {
    let breaker = serde_json::from_str(&row.standing)
        .with_context(|| format!("what is known of the server {} cannot be read", row.server))?;
    Ok(ServerTrouble { server: row.server, breaker, says: row.says, seq: row.seq })
}
