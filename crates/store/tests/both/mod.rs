//! Every story of the store runs on both databases: write it once inside `stories! { … }` (one block per file, after
//! `mod both;`), and it becomes a test under `on_sqlite` and one under `on_postgres`. The second needs
//! `NUNCIO_TEST_POSTGRES`, the address of a server on which databases may be made, and says so when it is not set.

use basics::Moment;
use sqlx::{Connection as _, Executor as _, PgConnection};
use std::future::Future;
use store::{Clock, Config, Database, Store};

/// Turns stories into tests, each on a store of its own whose clock shows [`noon`].
#[macro_export]
macro_rules! stories {
    ($($(#[$attribute:meta])* async fn $name:ident($store:ident: Store) $body:block)+) => {
        $( $(#[$attribute])* async fn $name($store: store::Store) $body )+
        mod on_sqlite { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { $crate::both::on_sqlite(super::$name).await; }
        )+ }
        mod on_postgres { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { $crate::both::on_postgres(super::$name).await; }
        )+ }
    };
}

/// When every story begins.
pub fn noon() -> Moment {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

/// Runs a story on a file in a folder of its own.
pub async fn on_sqlite<S: Future<Output = ()>>(story: impl FnOnce(Store) -> S) {
    let data = tempfile::tempdir().unwrap();
    let database = Database::parse(None, data.path()).unwrap();
    let config = Config { data: data.path().to_owned(), database, clock: Clock::showing(noon()) };
    story(Store::open(config).await.unwrap()).await;
}

/// Runs a story on a database of its own on the server that the tests were given.
pub async fn on_postgres<S: Future<Output = ()>>(story: impl FnOnce(Store) -> S) {
    let Ok(server) = std::env::var("NUNCIO_TEST_POSTGRES") else {
        eprintln!("NUNCIO_TEST_POSTGRES is not set, so this story ran on SQLite only.");
        return;
    };
    let name = format!("story_{}", uuid::Uuid::new_v4().simple());
    command(&server, format!("CREATE DATABASE {name}")).await;
    let mut address = url::Url::parse(&server).unwrap();
    address.set_path(&name);
    let data = tempfile::tempdir().unwrap();
    let database = Database::parse(Some(address.as_str()), data.path()).unwrap();
    let config = Config { data: data.path().to_owned(), database, clock: Clock::showing(noon()) };
    story(Store::open(config).await.unwrap()).await;
    command(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn command(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    connection.close().await.unwrap();
}
