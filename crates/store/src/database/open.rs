//! Opening a database: ours or not, older or newer, and the settings without which a promise would be empty.

use crate::database::{
    address::Database,
    hurdles::{explain, explain_migration},
    not_opened::OpenError,
};
use sea_orm::{ConnectionTrait as _, DatabaseConnection, SqlxPostgresConnector, SqlxSqliteConnector, Statement};
use sqlx::{
    Connection,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{io, path::Path, str::FromStr, time::Duration};

/// Every migration, in order. They are only added, never edited: the database remembers the digest of each.
pub static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// `NUNC`, in the header of every `SQLite` file of ours.
const APPLICATION_ID: i64 = 0x4e55_4e43;
/// How long a statement waits for another process before it gives up.
const BUSY: Duration = Duration::from_secs(10);
const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 12;

/// The two ways into the database: one for changes, one for pages.
pub(crate) struct Connections {
    /// On `SQLite` exactly one connection, so that writers queue here and never meet `SQLITE_BUSY`.
    pub writer: DatabaseConnection,
    /// Several connections that only read.
    pub reader: DatabaseConnection,
}

/// Opens the database, brings it up to date, and refuses what is not ours.
pub(crate) async fn connect(database: &Database) -> Result<Connections, OpenError> {
    match database {
        Database::Sqlite(path) => sqlite(path).await,
        Database::Postgres(url) => postgres(url, database).await,
    }
}

async fn sqlite(path: &Path) -> Result<Connections, OpenError> {
    let name = path.display().to_string();
    let explain = |error| explain(&name, error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| OpenError::Folder(folder.to_owned(), error))?;
    }
    check_header(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY);
    check_ours(path, &options).await?;
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(BUSY * 3)
        .connect_with(options.clone())
        .await
        .map_err(explain)?;
    MIGRATIONS.run(&writer).await.map_err(|error| explain_migration(&name, error))?;
    let reader = SqlitePoolOptions::new()
        .max_connections(READERS)
        .connect_with(options.read_only(true).create_if_missing(false))
        .await
        .map_err(explain)?;
    Ok(Connections {
        writer: SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
        reader: SqlxSqliteConnector::from_sqlx_sqlite_pool(reader),
    })
}

/// Opens a database that is there only to look at it: nothing is made, brought up to date or written.
pub(crate) async fn connect_to_look(database: &Database) -> Result<Connections, OpenError> {
    let name = database.to_string();
    let explain = |error| explain(&name, error);
    let connection = match database {
        Database::Sqlite(path) => {
            if !path.exists() || !is_marked(path).await? {
                return Err(OpenError::NothingThere(name));
            }
            let options = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY);
            let pool = SqlitePoolOptions::new().max_connections(READERS).connect_with(options).await;
            SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.map_err(explain)?)
        }
        Database::Postgres(url) => {
            let options = PgConnectOptions::from_str(url).map_err(explain)?;
            let options = options.application_name("nuncio").options([("default_transaction_read_only", "on")]);
            let pool = PgPoolOptions::new().max_connections(READERS).acquire_timeout(BUSY).connect_with(options).await;
            let pool = pool.map_err(explain)?;
            is_nobody_elses(&pool, &name).await?;
            SqlxPostgresConnector::from_sqlx_postgres_pool(pool)
        }
    };
    is_of_this_program(&connection, &name).await?;
    Ok(Connections { writer: connection.clone(), reader: connection })
}

/// Whether the newest migration of the database is the newest that this program knows.
async fn is_of_this_program(connection: &DatabaseConnection, name: &str) -> Result<(), OpenError> {
    let sql = "SELECT max(version) AS newest FROM _sqlx_migrations";
    let row = connection.query_one_raw(Statement::from_string(connection.get_database_backend(), sql)).await;
    let found = row.ok().flatten().and_then(|row| row.try_get::<i64>("", "newest").ok());
    let known = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    match found {
        None => Err(OpenError::NothingThere(name.to_owned())),
        Some(found) if found > known => Err(OpenError::Newer(name.to_owned(), found)),
        Some(found) if found < known => Err(OpenError::Older(name.to_owned(), found, known)),
        Some(_) => Ok(()),
    }
}

/// A file that is there must be an `SQLite` file before anything is written to it.
fn check_header(path: &Path) -> Result<(), OpenError> {
    use io::Read as _;
    let mut start = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut start));
    match read {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(OpenError::Folder(path.to_owned(), error)),
        Ok(0) => Ok(()),
        Ok(16) if &start == b"SQLite format 3\0" => Ok(()),
        Ok(_) => Err(OpenError::NotOurs(path.to_owned(), "it is not an SQLite file")),
    }
}

/// An `SQLite` file with tables in it must carry our mark; an empty one receives it. Looking changes nothing: not even
/// the journal mode, which stands in the file.
async fn check_ours(path: &Path, options: &SqliteConnectOptions) -> Result<(), OpenError> {
    let is_empty = std::fs::metadata(path).map_or(true, |file| file.len() == 0);
    if !is_empty && is_marked(path).await? {
        return Ok(());
    }
    let explain = |error| explain(&path.display().to_string(), error);
    let mut connection = SqliteConnection::connect_with(options).await.map_err(explain)?;
    let mark = sqlx::AssertSqlSafe(format!("PRAGMA application_id = {APPLICATION_ID}"));
    sqlx::query(mark).execute(&mut connection).await.map_err(explain)?;
    connection.close().await.map_err(explain)
}

/// Whether our mark is there. One that is missing from a file with tables means that they are somebody else's.
async fn is_marked(path: &Path) -> Result<bool, OpenError> {
    let explain = |error| explain(&path.display().to_string(), error);
    let only_looking = SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY);
    let mut connection = SqliteConnection::connect_with(&only_looking).await.map_err(explain)?;
    let mark: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut connection).await.map_err(explain)?;
    let tables = sqlx::query_scalar("SELECT count(*) FROM sqlite_master").fetch_one(&mut connection).await;
    let tables: i64 = tables.map_err(explain)?;
    connection.close().await.map_err(explain)?;
    match (mark, tables) {
        (APPLICATION_ID, _) => Ok(true),
        (0, 0) => Ok(false),
        _ => Err(OpenError::NotOurs(path.to_owned(), "another program keeps its tables in it")),
    }
}

async fn postgres(url: &str, database: &Database) -> Result<Connections, OpenError> {
    let name = database.to_string();
    let options = PgConnectOptions::from_str(url).map_err(|error| OpenError::Driver(name.clone(), error))?;
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(BUSY)
        .connect_with(options.application_name("nuncio"))
        .await
        .map_err(|error| explain(&name, error))?;
    is_nobody_elses(&pool, &name).await?;
    MIGRATIONS.run(&pool).await.map_err(|error| explain_migration(&name, error))?;
    let both = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok(Connections { writer: both.clone(), reader: both })
}

/// A schema with tables in it must have ours: a record of migrations alone could be another program's. The catalogue is
/// asked, because what else there is to ask leaves out the tables that this role may not use.
async fn is_nobody_elses(pool: &PgPool, name: &str) -> Result<(), OpenError> {
    let strangers = "WITH present AS (SELECT relname FROM pg_catalog.pg_class \
                                      WHERE relnamespace = to_regnamespace(quote_ident(current_schema())) \
                                      AND relkind IN ('r', 'p', 'f')) \
                     SELECT count(*) FROM present WHERE relname <> '_sqlx_migrations' \
                     AND (SELECT count(*) FROM present WHERE relname IN ('_sqlx_migrations', 'working_group')) < 2";
    let strangers: i64 = sqlx::query_scalar(strangers).fetch_one(pool).await.map_err(|error| explain(name, error))?;
    match strangers {
        0 => Ok(()),
        _ => Err(OpenError::NotOurs(name.into(), "another program keeps its tables in this schema")),
    }
}
