//! What happens when a database may not be the live one: every group that works is held.

use super::{
    WhyHeld,
    keeping::{New, insert},
    open,
};
use crate::{
    Store,
    database::tables::{entry_place, working_group},
};
use basics::{GroupId, HoldId};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, prelude::Uuid};

impl Store {
    /// Holds every group, unless it is held for such a doubt already.
    pub(super) async fn quarantine(&self, doubt: &str) -> Result<(), anyhow::Error> {
        let tx = self.write().await?;
        for group in self.groups_there_are().await? {
            if open(&tx, group).await?.iter().any(|held| held.why == WhyHeld::Doubtful) {
                continue;
            }
            let at = self.now();
            let new = New { hold: HoldId::mint(at), why: WhyHeld::Doubtful, note: doubt, at, by: None };
            insert(&tx, group, None, &new).await.map_err(anyhow::Error::from)?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Why the logs say that the database is an older state of the live one: the head that was remembered for a group
    /// stands further on than its log.
    pub(super) async fn forgot_something(&self) -> Result<Option<String>, anyhow::Error> {
        for group in self.groups_there_are().await? {
            let Some(known) = self.heads().known(group)? else { continue };
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
                return Ok(Some(format!(
                    "the log of a group has {has} entries, and {had} were there before: the database was restored from a \
                     backup"
                )));
            }
        }
        Ok(None)
    }

    pub(super) async fn groups_there_are(&self) -> Result<Vec<GroupId>, anyhow::Error> {
        let groups = working_group::Entity::find().select_only().column(working_group::Column::Id);
        let groups: Vec<Uuid> = groups.into_tuple().all(self.reader()).await?;
        Ok(groups.into_iter().map(GroupId::from).collect())
    }
}
