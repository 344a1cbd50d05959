//! Why there is no proof: each a sentence that says what to do.

use crate::solver::{OLDEST, Version};

/// Why there is no proof.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoProof {
    /// The setting says so.
    #[error("No solver is asked here, because the setting says `none`.")]
    NotWanted,
    /// There is none.
    #[error(
        "No solver was found: install cvc5 {OLDEST} or newer (on Debian: apt-get install cvc5), or name its program with \
         --solver PROGRAM."
    )]
    NotFound,
    /// The program does not start.
    #[error("The solver {program} does not start ({why}): name the program of cvc5 with --solver PROGRAM.")]
    DoesNotStart {
        /// As it was named.
        program: String,
        /// What the system says.
        why: String,
    },
    /// It is something else.
    #[error(
        "{program} does not say which version of cvc5 it is; it said {said:?}. Name the program of cvc5 with --solver PROGRAM."
    )]
    IsSomethingElse {
        /// As it was named.
        program: String,
        /// The beginning of what it said.
        said: String,
    },
    /// It is older than any that was tried.
    #[error("The solver {program} is cvc5 {found}, and {OLDEST} is the oldest that works here: install a newer one.")]
    TooOld {
        /// As it was named.
        program: String,
        /// Its version.
        found: Version,
    },
    /// It took too long.
    #[error("The solver did not come to an end within {0} s, so what it had found by then is not shown.")]
    RanOut(u64),
    /// It broke off, or its answer made no sense.
    #[error("The solver broke off ({0}), so what it had found by then is not shown.")]
    BrokeOff(String),
    /// The judge does not agree with what it found.
    #[error("The solver found an example that the judge does not confirm, which is a fault of this program: {0}.")]
    NotConfirmed(String),
}

impl NoProof {
    /// It broke off for this reason.
    pub(crate) fn broke(why: impl std::fmt::Display) -> Self {
        Self::BrokeOff(why.to_string())
    }
}
