//! The databases a story runs on.

mod on_postgres;

pub use on_postgres::fresh as fresh_on_postgres;

use crate::World;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};
use store::Database;

/// Runs a story on SQLite, and on PostgreSQL where a server is at hand; says so where none is.
pub async fn both(story: impl AsyncFn(World)) {
    on_each(async |database| Box::pin(story(Box::pin(World::on(database)).await)).await).await;
}

/// Runs a story on each database: nothing stands for a file in the folder of its world. A run that has been through
/// SQLite already leaves it out by `NUNCIO_TEST_POSTGRES_ALONE`.
pub async fn on_each(story: impl AsyncFn(Option<Database>)) {
    each(story, on_postgres::fresh).await;
}

/// The same on databases with no table in them.
pub async fn on_each_empty(story: impl AsyncFn(Option<Database>)) {
    each(story, on_postgres::empty).await;
}

async fn each(story: impl AsyncFn(Option<Database>), on: impl AsyncFn(&str) -> Database) {
    let server = variable("NUNCIO_TEST_POSTGRES");
    if server.is_none() || variable("NUNCIO_TEST_POSTGRES_ALONE").is_none() {
        story(None).await;
    }
    match server {
        Some(server) => story(Some(on(&server).await)).await,
        None => eprintln!("skipped on PostgreSQL: NUNCIO_TEST_POSTGRES names no server"),
    }
}

/// What this variable holds, where it holds anything.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Somebody with access to a database does something there behind the program's back.
pub async fn run(database: &Database, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match database {
        Database::Sqlite(file) => {
            let mut connection = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
            connection.execute(sql).await.unwrap();
            connection.close().await.unwrap();
        }
        Database::Postgres(address) => {
            PgConnection::connect(address).await.unwrap().execute(sql).await.unwrap();
        }
    }
}

impl World {
    /// The same in this world.
    pub async fn on_the_database(&self, sql: &str) {
        run(self.database(), sql).await;
    }

    /// What somebody with access to the database reads there: one text for each row.
    pub async fn read_in_the_database(&self, on_sqlite: &'static str, on_postgres: &'static str) -> Vec<String> {
        match self.database() {
            Database::Sqlite(file) => {
                let mut connection = SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
                sqlx::query_scalar(on_sqlite).fetch_all(&mut connection).await.unwrap()
            }
            Database::Postgres(address) => {
                let mut connection = PgConnection::connect(address).await.unwrap();
                sqlx::query_scalar(on_postgres).fetch_all(&mut connection).await.unwrap()
            }
        }
    }
}
