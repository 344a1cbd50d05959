//! Checking a log twice over: that nothing in it was touched, and that every answer in it is the one the charter of
//! that day gives to the same question.

use audit::Finding;
use basics::{EntryId, GroupId};
use charter::{Actor, Opinion};
use store::Store;

/// What checking a log found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Whether anything in it was touched.
    pub finding: Finding,
    /// How many answers were asked for again.
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

/// Walks the log of a group and puts every question in it to the judge again.
pub async fn check(store: &Store, group: GroupId) -> Result<Checked, anyhow::Error> {
    let mut checked = Checked { finding: store.verify_log(group).await?, replayed: 0, otherwise: Vec::new() };
    if !checked.finding.whole() {
        return Ok(checked);
    }
    for kept in store.whole_log(group).await? {
        let Some(disclosed) = &kept.disclosure else { continue };
        let record = disclosed.record()?;
        // Founding is the operator's: there was no charter yet that could have been asked.
        if record.question.actor == Actor::Operator {
            continue;
        }
        let charter = store.charter_of_digest(group, record.question.charter).await?;
        checked.replayed += 1;
        if !same(&charter.weigh(&record.question.act, &record.question.cases), &record.opinion) {
            checked.otherwise.push(kept.entry.id);
        }
    }
    Ok(checked)
}

/// The same answer by the same rules.
fn same(now: &Opinion, then: &Opinion) -> bool {
    now == then
}
