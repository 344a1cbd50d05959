//! Why a database is not opened, each with what to do about it.

use sqlx::migrate::MigrateError;
use std::{io, path::PathBuf};

/// Why a database could not be opened, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is of no known kind.
    #[error(
        "{0} is not a database address: give postgres://USER@HOST/NAME or sqlite://PATH, or leave --database out to use a file in the data folder"
    )]
    Address(String),
    /// The folder for the file cannot be made or read.
    #[error("the data folder {0} cannot be used: {1}. Choose another with --data, or make it writable for this user")]
    Folder(PathBuf, io::Error),
    /// The file, or the schema on the server, is something else.
    #[error("{0} is not a database of Nuncio: {1}. Nothing was changed; choose another with --data or --database")]
    NotOurs(PathBuf, &'static str),
    /// There is no database of ours where one was to be looked at.
    #[error(
        "there is no database of Nuncio at {0}. Nothing was made there; name the right place with --data or --database"
    )]
    NothingThere(String),
    /// An earlier program made this database, and it was only to be looked at.
    #[error(
        "the database {0} was made by an earlier program: it ends at migration {1} of {2}. Nothing was changed; look at it with the program that made it, or bring it up to date with `nuncio migrate`"
    )]
    Older(String, i64, i64),
    /// A demonstration was to be made where a group works.
    #[error(
        "the database {0} is used for real, and a demonstration would write invented people and acts into it. Nothing was changed; choose another folder with --data"
    )]
    ForReal(String),
    /// A group was to work where a demonstration was made.
    #[error(
        "the database {0} holds a demonstration: its people and acts are invented, and its links sign anybody in. Nothing was changed; choose another folder with --data"
    )]
    ToTry(String),
    /// A later program made this database.
    #[error(
        "the database {0} is newer than this program: it knows migration {1}, which this program does not. Nothing was changed; use the newer program, or restore a backup from before the upgrade"
    )]
    Newer(String, i64),
    /// A migration of ours was edited after it ran here.
    #[error(
        "migration {1} of the database {0} is not the one this program carries. Nothing was changed; use the program that made the database"
    )]
    Edited(String, i64),
    /// Another process holds it.
    #[error(
        "the database {0} is locked by another process and stayed so for 10 s. Stop the other process (is a second Nuncio running on this folder?) and start again"
    )]
    Locked(String),
    /// It may be read but not written.
    #[error(
        "the database {0} cannot be written: it, or the folder it is in, is read-only for this user. Nothing was changed; mend the permissions (on a server, those of the role) and start again"
    )]
    ReadOnly(String),
    /// The disk is full.
    #[error("the disk that holds the database {0} is full. Nothing was lost; free some space and start again")]
    Full(String),
    /// Anything else the driver says.
    #[error("the database {0} could not be opened: {1}")]
    Driver(String, sqlx::Error),
    /// A migration failed; it was rolled back.
    #[error("the database {0} could not be brought up to date: {1}. The step that failed was rolled back")]
    Migration(String, MigrateError),
}
