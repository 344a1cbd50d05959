//! What was judged lately: the same act under the same facts gets the same answer, so it need not be computed again.

use crate::{Facts, Opinion};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::sync::{Mutex, PoisonError};

/// How many answers are kept. When there are more, all are forgotten: a fresh start is cheap.
const KEPT: usize = 1024;

struct Remembered {
    act: String,
    cases: Vec<Facts>,
    opinion: Opinion,
}

/// The answers of one charter.
#[derive(Default)]
pub(crate) struct Memo {
    keys: RandomState,
    answers: Mutex<HashMap<u64, Remembered>>,
}

impl Memo {
    /// The answer to this question: the one that is remembered, or the one that `compute` finds.
    pub fn recall(&self, act: &str, cases: &[Facts], compute: impl FnOnce() -> Opinion) -> Opinion {
        let key = self.key(act, cases);
        if let Some(known) = self.lock().get(&key)
            && known.act == act
            && known.cases == cases
        {
            return known.opinion.clone();
        }
        let opinion = compute();
        let mut answers = self.lock();
        if answers.len() >= KEPT {
            answers.clear();
        }
        answers.insert(key, Remembered { act: act.to_owned(), cases: cases.to_vec(), opinion: opinion.clone() });
        opinion
    }

    fn key(&self, act: &str, cases: &[Facts]) -> u64 {
        let mut hasher = self.keys.build_hasher();
        act.hash(&mut hasher);
        cases.hash(&mut hasher);
        hasher.finish()
    }

    /// A panic elsewhere cannot leave an answer half written, so a poisoned lock is taken as it is.
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, Remembered>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Memo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memo").field("answers", &self.lock().len()).finish_non_exhaustive()
    }
}
