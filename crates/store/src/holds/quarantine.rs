//! What happens when a database may not be the live one: every group that works is held.

use super::{
    WhyHeld,
    keeping::{New, insert},
    open,
};
use crate::{
    Store,
    database::tables::{entry_place, working_group},
    door::count_change,
};
use basics::{GroupId, HoldId};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, prelude::Uuid};
use std::collections::BTreeMap;

/// How far the log of each group had come when it was found to be shorter.
pub(super) type Doubted = BTreeMap<GroupId, u64>;

impl Store {
    /// Holds every group, unless it is held for such a doubt already.
    pub(super) async fn quarantine(&self, doubt: &str) -> Result<(), anyhow::Error> {
        let tx = self.write().await?;
        for group in self.groups_there_are().await? {
            // What ended sends nothing, and nobody is there to speak for it.
            let ended = self.ending(group).await?.is_some();
            if ended || open(&tx, group).await?.iter().any(|held| held.why == WhyHeld::Doubtful) {
                continue;
            }
            let at = self.now();
            let new = New { hold: HoldId::mint(at), why: WhyHeld::Doubtful, note: doubt, at, by: None };
            insert(&tx, group, None, &new).await.map_err(anyhow::Error::from)?;
            count_change(&tx, group).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Why the logs say that the database is an older state of the live one: the head that was remembered for a group
    /// stands further on than its log. A head that was `doubted` once already is not doubted again: its entries are lost,
    /// and two people know. What is found is added to it.
    pub(super) async fn forgot_something(&self, doubted: &mut Doubted) -> Result<Option<String>, anyhow::Error> {
        let mut found = None;
        for group in self.groups_there_are().await? {
            let Some(known) = self.heads().known(group)? else { continue };
            let before = doubted.entry(group).or_default();
            if known.position <= *before {
                continue;
            }
            let last: Option<i64> = entry_place::Entity::find()
                .select_only()
                .column(entry_place::Column::Position)
                .filter(entry_place::Column::GroupId.eq(group.uuid()))
                .order_by_desc(entry_place::Column::Position)
                .limit(1)
                .into_tuple()
                .one(self.reader())
                .await?;
            let last = last.and_then(|last| u64::try_from(last).ok()).unwrap_or(0);
            if last < known.position {
                let (has, had) = (last, known.position);
                *before = had;
                found = Some(format!(
                    "the log of a group has {has} entries, and {had} were there before: the database was restored from a \
                     backup"
                ));
            }
        }
        Ok(found)
    }

    pub(super) async fn groups_there_are(&self) -> Result<Vec<GroupId>, anyhow::Error> {
        let groups = working_group::Entity::find().select_only().column(working_group::Column::Id);
        let groups: Vec<Uuid> = groups.into_tuple().all(self.reader()).await?;
        Ok(groups.into_iter().map(GroupId::from).collect())
    }
}
