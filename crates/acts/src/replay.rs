//! Checking a log twice over: that nothing in it was touched, and that every answer in it is the one the charter of
//! that day gives to the same question.

use audit::{Finding, Kept};
use basics::{EntryId, GroupId};
use charter::{Actor, Opinion};
use store::Store;

/// What checking a log found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Whether anything in it was touched.
    pub finding: Finding,
    /// How many answers were asked for again: those before the first entry that was touched, where one was.
    pub replayed: u64,
    /// The entries whose answer the charter does not give.
    pub otherwise: Vec<EntryId>,
}

impl Checked {
    /// Whether the log is whole and every answer is the charter's.
    pub fn whole(&self) -> bool {
        self.finding.whole() && self.otherwise.is_empty()
    }
}

/// Walks the log of a group once, and puts every question in it to the judge again, as far as nothing was touched.
pub async fn check(store: &Store, group: GroupId) -> Result<Checked, anyhow::Error> {
    let (mut replayed, mut otherwise) = (0, Vec::new());
    let mut walk = store.walk_log(group)?;
    while let Some(entries) = walk.goes_on().await? {
        for kept in entries {
            let Some(same) = asked_again(store, group, &kept).await? else { continue };
            replayed += 1;
            if !same {
                otherwise.push(kept.entry.id);
            }
        }
    }
    Ok(Checked { finding: walk.end(), replayed, otherwise })
}

/// Whether an entry's question has the same answer now; none where there is nothing to ask.
async fn asked_again(store: &Store, group: GroupId, kept: &Kept) -> Result<Option<bool>, anyhow::Error> {
    let Some(disclosed) = &kept.disclosure else { return Ok(None) };
    let record = disclosed.record()?;
    // Founding is the operator's: there was no charter yet that could have been asked.
    if record.question.actor == Actor::Operator {
        return Ok(None);
    }
    let charter = store.charter_of_digest(group, record.question.charter).await?;
    Ok(Some(same(&charter.weigh(&record.question.act, &record.question.cases), &record.opinion)))
}

/// The same answer by the same rules.
fn same(now: &Opinion, then: &Opinion) -> bool {
    now == then
}
