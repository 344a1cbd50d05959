//! What networks have in common on whose own pages a person agrees to an account being used (OAuth 2, code flow, PKCE S256).

mod agreeing;
mod challenge;
mod grant;
mod pair;
mod proof;
mod prover;

pub use agreeing::{Agreeing, Application, Door, Leaving, SentBack};
pub use challenge::Challenge;
pub use grant::{Granted, granted};
pub use pair::Pair;
pub use proof::{ProofKey, Proven};
pub use prover::Prover;
