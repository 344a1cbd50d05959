//! A database of its own for each story on PostgreSQL: a copy of one that was brought up to date once.

use basics::Digest;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Database, MIGRATIONS};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// While a process holds this lock of the server, others wait for the template it makes.
const MAKING_THE_TEMPLATE: &str = "SELECT pg_advisory_lock(4100)";

/// A database on this server in which nobody wrote anything yet.
pub async fn fresh(server: &str) -> Database {
    let mut connection = PgConnection::connect(server).await.unwrap();
    let template = template(server, &mut connection).await;
    made(server, &mut connection, &template).await
}

/// A database on this server with no table in it.
pub(super) async fn empty(server: &str) -> Database {
    made(server, &mut PgConnection::connect(server).await.unwrap(), "template1").await
}

/// A copy of a database, of a name that no other story has.
async fn made(server: &str, connection: &mut PgConnection, template: &str) -> Database {
    let name = format!("story_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    command(connection, format!("DROP DATABASE IF EXISTS {name}")).await;
    command(connection, format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    Database::Postgres(inside(server, &name))
}

/// The database that stories begin with, made by the first that asks. Its name tells its migrations, so that other
/// ones make another.
async fn template(server: &str, connection: &mut PgConnection) -> String {
    let migrations: String = MIGRATIONS.iter().map(|migration| migration.sql.as_str()).collect();
    let name = format!("before_stories_{}", &Digest::of(migrations.as_bytes()).to_string()[..16]);
    if is_finished(connection, &name).await {
        return name;
    }
    command(connection, MAKING_THE_TEMPLATE.to_owned()).await;
    if !is_finished(connection, &name).await {
        command(connection, format!("DROP DATABASE IF EXISTS {name}")).await;
        command(connection, format!("CREATE DATABASE {name}")).await;
        let mut inside = PgConnection::connect(&inside(server, &name)).await.unwrap();
        MIGRATIONS.run(&mut inside).await.unwrap();
        inside.close().await.unwrap();
        command(connection, format!("ALTER DATABASE {name} IS_TEMPLATE true ALLOW_CONNECTIONS false")).await;
    }
    command(connection, "SELECT pg_advisory_unlock_all()".to_owned()).await;
    name
}

/// One that a process left half made is not marked as a template.
async fn is_finished(connection: &mut PgConnection, name: &str) -> bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate)";
    sqlx::query_scalar(sql).bind(name).fetch_one(connection).await.unwrap()
}

/// The address of this database of the server.
fn inside(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

async fn command(connection: &mut PgConnection, sql: String) {
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
}
