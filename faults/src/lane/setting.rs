//! Where a lane's data are.

/// Where a lane's data are, and how many processes work on them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Setting {
    /// A file, and one process.
    File,
    /// A server, and so many processes.
    Server(usize),
}

impl Setting {
    /// How many processes.
    pub fn workers(self) -> usize {
        match self {
            Self::File => 1,
            Self::Server(workers) => workers,
        }
    }
    /// In words.
    pub fn title(self) -> String {
        match self {
            Self::File => "SQLite, one process".to_owned(),
            Self::Server(1) => "PostgreSQL, one process".to_owned(),
            Self::Server(more) => format!("PostgreSQL, {more} processes"),
        }
    }
}
