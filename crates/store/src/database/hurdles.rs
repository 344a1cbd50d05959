//! What a database cannot do for reasons outside of this program: the drivers' codes, and the sentences for them.

use crate::OpenError;
use sea_orm::{DbErr, RuntimeErr};
use sqlx::migrate::MigrateError;

/// The driver's error as one of ours.
pub(crate) fn explain(name: &str, error: sqlx::Error) -> OpenError {
    explained(name, &error).unwrap_or_else(|| OpenError::Driver(name.to_owned(), error))
}

/// The same for an error that came through the mapper.
pub(crate) fn explain_mapped(name: &str, error: &DbErr) -> OpenError {
    underneath(error)
        .and_then(|error| explained(name, error))
        .unwrap_or_else(|| OpenError::Driver(name.to_owned(), sqlx::Error::Protocol(error.to_string())))
}

fn explained(name: &str, error: &sqlx::Error) -> Option<OpenError> {
    match hurdle(error)? {
        Hurdle::Locked => Some(OpenError::Locked(name.to_owned())),
        Hurdle::ReadOnly => Some(OpenError::ReadOnly(name.to_owned())),
        Hurdle::Full => Some(OpenError::Full(name.to_owned())),
        Hurdle::NotADatabase => Some(OpenError::NotOurs(name.into(), "it is not an SQLite file")),
    }
}

/// What a database cannot do for reasons outside of this program.
enum Hurdle {
    Locked,
    ReadOnly,
    Full,
    NotADatabase,
}

/// `PostgreSQL` tells by codes of five characters; `SQLite` by numbers whose last byte is the primary result.
fn hurdle(error: &sqlx::Error) -> Option<Hurdle> {
    let code = error.as_database_error()?.code()?;
    let primary = code.parse::<i64>().ok().map(|code| code & 0xff);
    match (code.len(), code.as_ref(), primary) {
        (5, "55P03", _) | (..=4, _, Some(5 | 6)) => Some(Hurdle::Locked),
        (5, "25006" | "42501", _) | (..=4, _, Some(8 | 14)) => Some(Hurdle::ReadOnly),
        (5, "53100", _) | (..=4, _, Some(13)) => Some(Hurdle::Full),
        (..=4, _, Some(26)) => Some(Hurdle::NotADatabase),
        _ => None,
    }
}

fn underneath(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

/// Puts in front of an error what the database cannot do at the moment, and how to mend it.
pub(crate) fn in_words(error: anyhow::Error) -> anyhow::Error {
    let hurdle = error.chain().find_map(|cause| hurdle(underneath(cause.downcast_ref()?)?));
    match hurdle {
        Some(Hurdle::Locked) => error.context(
            "the database is held by another process, so that nothing was changed; stop that process, or try again when it is done",
        ),
        Some(Hurdle::ReadOnly) => error.context(
            "the database has become read-only, so that nothing was changed; make it and its folder writable again",
        ),
        Some(Hurdle::Full) => {
            error.context("the disk of the database is full, so that nothing was changed; free some space and try again")
        }
        Some(Hurdle::NotADatabase) | None => error,
    }
}

/// The same for an error of a migration.
pub(crate) fn explain_migration(name: &str, error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(version) => OpenError::Newer(name.to_owned(), version),
        MigrateError::VersionMismatch(version) => OpenError::Edited(name.to_owned(), version),
        MigrateError::Execute(error) => explain(name, error),
        MigrateError::ExecuteMigration(error, version) => explained(name, &error)
            .unwrap_or_else(|| OpenError::Migration(name.to_owned(), MigrateError::ExecuteMigration(error, version))),
        other => OpenError::Migration(name.to_owned(), other),
    }
}
