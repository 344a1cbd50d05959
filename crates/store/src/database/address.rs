//! Where the data are: a file of the data folder, or a server. Its address is shown without its password.

use crate::database::not_opened::OpenError;
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// Where the data are.
#[derive(Clone)]
pub enum Database {
    /// A file in the data folder.
    Sqlite(PathBuf),
    /// A PostgreSQL server, by `postgres://` address.
    Postgres(String),
}

impl Database {
    /// `postgres://…` or `sqlite://PATH`; nothing means the file `nuncio.db` in the data folder.
    pub fn parse(address: Option<&str>, data: &Path) -> Result<Self, OpenError> {
        match address {
            None => Ok(Self::Sqlite(data.join("nuncio.db"))),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Ok(Self::Postgres(url.to_owned()))
            }
            Some(url) => match url.strip_prefix("sqlite://") {
                Some(path) if !path.is_empty() => Ok(Self::Sqlite(path.into())),
                _ => Err(OpenError::Address(redacted(url))),
            },
        }
    }
}

impl fmt::Display for Database {
    /// Never shows a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => f.write_str(&redacted(url)),
        }
    }
}
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn redacted(address: &str) -> String {
    match address.split_once("://").zip(address.rsplit_once('@')) {
        Some(((scheme, _), (_, place))) => format!("{scheme}://…@{place}"),
        None => address.to_owned(),
    }
}
