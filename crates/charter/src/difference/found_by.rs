//! How the answers of two versions were compared, and what that leaves open.

use super::{ChangedAnswer, Difference};
use serde::Serialize;
use std::fmt;

/// How they were compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "method")]
pub enum FoundBy {
    /// Both were asked every question of their powers tables.
    Tables {
        /// Why no solver compared them, where one was to; a sentence.
        #[serde(skip_serializing_if = "Option::is_none")]
        because: Option<String>,
    },
    /// A solver compared their policies, besides.
    Solver {
        /// Its name and version: `cvc5 1.0.3`.
        program: String,
    },
}

impl fmt::Display for FoundBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tables { because } => {
                f.write_str(
                    "Found by the powers tables: whatever no row of them puts together was not compared, and may differ.",
                )?;
                because.iter().try_for_each(|why| write!(f, " {why}"))
            }
            Self::Solver { program } => write!(
                f,
                "Found by symbolic comparison of both sets of policies, with {program}: to whoever and whatever is not \
                 listed, both versions give the same answer in every case."
            ),
        }
    }
}

impl Difference {
    /// The same with what a solver found that no row of the tables shows, in the order of the acts. Whoever is answered
    /// alike in the same situation stands together.
    #[must_use]
    pub fn and_by_solver(mut self, program: String, more: Vec<ChangedAnswer>) -> Self {
        for one in more {
            let alike = |known: &&mut ChangedAnswer| {
                (known.act, &known.situation, &known.before, &known.after)
                    == (one.act, &one.situation, &one.before, &one.after)
            };
            match self.answers.iter_mut().find(alike) {
                Some(known) => {
                    let others: Vec<String> = one.who.into_iter().filter(|who| !known.who.contains(who)).collect();
                    known.who.extend(others);
                }
                None => self.answers.push(one),
            }
        }
        let place = |answer: &ChangedAnswer| crate::vocabulary::ACTS.iter().position(|act| act.name == answer.act);
        self.answers.sort_by_key(place);
        self.found_by = FoundBy::Solver { program };
        self
    }

    /// The same, saying why no solver compared the versions.
    #[must_use]
    pub fn without_solver(mut self, because: String) -> Self {
        self.found_by = FoundBy::Tables { because: Some(because) };
        self
    }
}
