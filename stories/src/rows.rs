//! All that a database keeps, as somebody reads it who comes by a copy.

use crate::World;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use store::Database;

impl World {
    /// Every row of every table, as text: bytes as hexadecimal digits.
    pub async fn rows(&self) -> Vec<String> {
        rows(self.database()).await
    }
}

/// The same of a database that no store has opened.
pub async fn rows(database: &Database) -> Vec<String> {
    match database {
        Database::Sqlite(file) => {
            let address = format!("sqlite://{}", file.display());
            of_sqlite(&mut SqliteConnection::connect(&address).await.unwrap()).await
        }
        Database::Postgres(address) => of_postgres(&mut PgConnection::connect(address).await.unwrap()).await,
    }
}

async fn of_sqlite(connection: &mut SqliteConnection) -> Vec<String> {
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *connection).await.unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let columns = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)").bind(&table);
        let columns: Vec<String> = columns.fetch_all(&mut *connection).await.unwrap();
        let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        let sql = format!("SELECT '{table} ' || {} FROM \"{table}\" ORDER BY 1", quoted.join(" || ',' || "));
        rows.extend(sqlx::query_scalar::<_, String>(AssertSqlSafe(sql)).fetch_all(&mut *connection).await.unwrap());
    }
    rows
}

async fn of_postgres(connection: &mut PgConnection) -> Vec<String> {
    let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *connection).await.unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let sql = format!("SELECT '{table} ' || kept::text FROM \"{table}\" AS kept ORDER BY 1");
        rows.extend(sqlx::query_scalar::<_, String>(AssertSqlSafe(sql)).fetch_all(&mut *connection).await.unwrap());
    }
    rows
}

/// Whether a row holds this text, as it is or as its bytes.
pub fn holds(row: &str, text: &str) -> bool {
    row.contains(text) || row.to_lowercase().contains(&hex::encode(text))
}
