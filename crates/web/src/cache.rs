//! What pages remember between requests. Everything here is made from one group at one revision and is looked up with
//! the revision of the moment, so that a change is seen by the next request; what also depends on the time or on a
//! person has that in its key. Who is signed in, and whether they still belong here, is never remembered.

use crate::calendar::Asked;
use audit::Finding;
use basics::{Digest, GroupId, Moment, PersonId, Zone};
use charter::{difference::Difference, powers::Powers};
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};
use store::{ChannelRow, GroupEnding, Hold, Roster, Store};

/// Everything that is remembered.
#[derive(Default)]
pub struct Cache {
    /// The group as it was at a revision.
    pub(crate) known: Memory<GroupId, (i64, Arc<Known>)>,
    /// Calendars, written out: by group, revision, what was asked for, and today.
    pub(crate) calendars: Memory<(GroupId, i64, Asked, jiff::civil::Date), Arc<str>>,
    /// How many things wait for a person: at a revision, within one minute.
    pub(crate) waiting: Memory<(GroupId, PersonId), (i64, i64, usize)>,
    /// Tables of powers, by version of the charter.
    pub(crate) powers: Memory<Digest, Arc<Powers>>,
    /// What one version of a charter changes of another, by both.
    pub(crate) differences: Memory<(Digest, Digest), Arc<Difference>>,
    /// How the chain of a log was when it was last walked, and when that was.
    pub(crate) chains: Memory<GroupId, (Moment, Arc<Result<Finding, String>>)>,
}

/// What nearly every page of a group needs.
pub struct Known {
    /// Who is in it, and was.
    pub roster: Roster,
    /// Its channels.
    pub channels: Vec<ChannelRow>,
    /// How many questions to other bodies have no answer.
    pub unanswered: usize,
    /// The zone it counts days in.
    pub zone: Zone,
    /// What keeps things from leaving.
    pub holds: Vec<Hold>,
    /// Its end, where it is an archive.
    pub ended: Option<GroupEnding>,
}

impl Cache {
    /// The group as it is at this revision, which was read before anything else was: what is read after it may be
    /// newer, and is then read again at the next revision.
    pub(crate) async fn group(
        &self,
        store: &Store,
        group: &store::Group,
        revision: i64,
    ) -> Result<Arc<Known>, anyhow::Error> {
        if let Some((at, known)) = self.known.get(&group.id)
            && at == revision
        {
            return Ok(known);
        }
        let questions = store.questions(group.id).await?;
        let known = Arc::new(Known {
            roster: store.roster(group.id).await?,
            channels: store.channels(group.id).await?,
            unanswered: questions.iter().filter(|row| row.waits()).count(),
            zone: Zone::named(&group.zone)?,
            holds: store.holds(group.id).await?,
            ended: store.ending(group.id).await?,
        });
        self.known.keep(group.id, (revision, Arc::clone(&known)));
        Ok(known)
    }
}

/// The most things that one memory holds; then it starts anew.
const MOST: usize = 128;

/// Values by key, up to a number of them.
pub(crate) struct Memory<K, V>(Mutex<HashMap<K, V>>);

impl<K, V> Default for Memory<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Memory<K, V> {
    /// What is remembered under this key.
    pub(crate) fn get(&self, key: &K) -> Option<V> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }
    /// Remembers this from now on.
    pub(crate) fn keep(&self, key: K, value: V) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST && !kept.contains_key(&key) {
            kept.clear();
        }
        kept.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_never_grows_beyond_its_limit_and_the_newest_is_in_it() {
        let memory = Memory::default();
        for n in 0..1_000 {
            memory.keep(n, n);
            assert_eq!(memory.get(&n), Some(n));
        }
        assert!(memory.0.lock().unwrap().len() <= MOST);
    }
}
