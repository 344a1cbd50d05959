//! Finding the solver's program and its version, and how long it may take.

use crate::NoProof;
use std::{fmt, io::ErrorKind, process::Stdio, sync::Arc, time::Duration};
use tokio::{process::Command, sync::Semaphore};

/// The oldest version that was tried.
pub const OLDEST: Version = Version(1, 0, 3);

/// Where it is looked for when nobody names one.
const USUAL: &str = "cvc5";
/// How long a comparison or a proof may take in all, unless somebody says otherwise.
const LIMIT: Duration = Duration::from_secs(20);
/// How long it may take to say its version.
const TO_ANSWER: Duration = Duration::from_secs(10);

/// A version of cvc5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// Which solver is asked, and for how long. Clones share its turns: one process at a time.
#[derive(Clone, Debug)]
pub struct Solver {
    program: Option<String>,
    limit: Duration,
    turns: Arc<Semaphore>,
}

impl Solver {
    /// The program that is named: a path, or a name on `PATH`. Without one it is `cvc5`; `none` asks no solver at all.
    pub fn named(program: Option<&str>) -> Self {
        let named = program.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(USUAL);
        let program = Some(named.to_owned()).filter(|name| name != "none");
        Self { program, limit: LIMIT, turns: Arc::new(Semaphore::new(1)) }
    }

    /// No solver.
    pub fn none() -> Self {
        Self::named(Some("none"))
    }

    /// The same with this long for everything that one comparison or proof asks it.
    #[must_use]
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// How long it may take.
    pub(crate) fn limit(&self) -> Duration {
        self.limit
    }

    /// A turn, once nobody else has it.
    pub(crate) async fn turn(&self) -> Option<tokio::sync::OwnedSemaphorePermit> {
        Arc::clone(&self.turns).acquire_owned().await.ok() // it is never closed
    }

    /// The program, once it said that it is one that works.
    pub(crate) async fn ready(&self) -> Result<Ready, NoProof> {
        let program = self.program.clone().ok_or(NoProof::NotWanted)?;
        let said = says(&program).await?;
        let version = version_in(&said).ok_or_else(|| {
            let said: String = said.chars().take(60).collect();
            NoProof::IsSomethingElse { program: program.clone(), said }
        })?;
        if version < OLDEST {
            return Err(NoProof::TooOld { program, found: version });
        }
        Ok(Ready { program, version })
    }
}

/// A program that is there and new enough.
pub(crate) struct Ready {
    pub program: String,
    pub version: Version,
}

impl Ready {
    /// `cvc5 1.0.3`.
    pub fn named(&self) -> String {
        format!("cvc5 {}", self.version)
    }
}

async fn says(program: &str) -> Result<String, NoProof> {
    let mut asked = Command::new(program);
    asked.arg("--version").stdin(Stdio::null()).kill_on_drop(true);
    let failed = |why: &dyn fmt::Display| NoProof::DoesNotStart { program: program.to_owned(), why: why.to_string() };
    match tokio::time::timeout(TO_ANSWER, asked.output()).await {
        Ok(Ok(output)) => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(Err(error)) if error.kind() == ErrorKind::NotFound && program == USUAL => Err(NoProof::NotFound),
        Ok(Err(error)) => Err(failed(&error)),
        Err(_) => Err(failed(&"it said nothing")),
    }
}

/// The version in `This is cvc5 version 1.0.3 …`.
fn version_in(said: &str) -> Option<Version> {
    let number = said.split("cvc5 version ").nth(1)?.split_whitespace().next()?;
    let mut parts = number.split(['.', '-']).map(|part| part.parse::<u32>().ok());
    Some(Version(parts.next()??, parts.next()??, parts.next().flatten().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_as_it_is_printed() {
        let table = [
            ("This is cvc5 version 1.0.3 [git tag 1.0.3 branch HEAD]\ncompiled with GCC", Some(Version(1, 0, 3))),
            ("This is cvc5 version 1.3.1-dev.12 [git]", Some(Version(1, 3, 1))),
            ("This is cvc5 version 1.2", Some(Version(1, 2, 0))),
            ("Z3 version 4.13.0 - 64 bit", None),
            ("", None),
        ];
        for (said, expected) in table {
            assert_eq!(version_in(said), expected, "{said}");
        }
    }

    #[tokio::test]
    async fn whatever_is_in_the_way_is_a_sentence() {
        let not_wanted = Solver::none().ready().await.err();
        assert_eq!(not_wanted, Some(NoProof::NotWanted));
        let nowhere = Solver::named(Some("/nowhere/at/all")).ready().await.err().map(|why| why.to_string());
        assert!(nowhere.is_some_and(|why| why.starts_with("The solver /nowhere/at/all does not start")));
        let other = Solver::named(Some("true")).ready().await.err().map(|why| why.to_string());
        assert!(other.is_some_and(|why| why.starts_with("true does not say which version of cvc5 it is")));
    }
}
