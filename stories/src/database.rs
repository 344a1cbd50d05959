//! The databases a story runs on.

use crate::World;
use sqlx::{Connection as _, Executor as _, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use store::Database;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Runs a story on SQLite, and on PostgreSQL where a server is at hand; says so where none is.
pub async fn both(story: impl AsyncFn(World)) {
    on_each(async |database| story(Box::pin(World::on(database)).await).await).await;
}

/// Runs a story on each database: nothing stands for a file in the folder of its world.
pub async fn on_each(story: impl AsyncFn(Option<Database>)) {
    story(None).await;
    match std::env::var("NUNCIO_TEST_POSTGRES") {
        Ok(server) if !server.is_empty() => story(Some(fresh(&server).await)).await,
        _ => eprintln!("skipped on PostgreSQL: NUNCIO_TEST_POSTGRES names no server"),
    }
}

/// An empty database of its own on this server.
async fn fresh(server: &str) -> Database {
    let name = format!("story_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    let mut connection = PgConnection::connect(server).await.unwrap();
    let drop = format!("DROP DATABASE IF EXISTS {name}");
    let create = format!("CREATE DATABASE {name}");
    connection.execute(sqlx::AssertSqlSafe(drop)).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(create)).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    Database::Postgres(format!("{base}/{name}"))
}
