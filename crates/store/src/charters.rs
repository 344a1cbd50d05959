//! The charter that is in force in a group: read inside the transaction that is judged by it, compiled once.

use crate::{Store, door::Standing, tables::charter_version};
use anyhow::Context as _;
use basics::{CharterVersionId, GroupId};
use charter::Charter;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QueryOrder as _,
};
use std::sync::{Arc, PoisonError};

impl Store {
    /// The charter in force now, with the group's standing held for the act that is to be judged by it.
    pub(crate) async fn charter_in_force(
        &self,
        tx: &DatabaseTransaction,
        group: GroupId,
        standing: Standing,
    ) -> Result<Arc<Charter>, anyhow::Error> {
        standing.hold(tx, group).await?;
        self.load_charter(tx, group).await
    }

    /// The charter in force now, for a page.
    pub async fn charter(&self, group: GroupId) -> Result<Arc<Charter>, anyhow::Error> {
        self.load_charter(self.reader(), group).await
    }

    /// The version of the charter with this digest, in force or not: what an entry of the log was judged by.
    pub async fn charter_of_digest(
        &self,
        group: GroupId,
        digest: basics::Digest,
    ) -> Result<Arc<Charter>, anyhow::Error> {
        let row = charter_version::Entity::find()
            .filter(charter_version::Column::GroupId.eq(group.uuid()))
            .filter(charter_version::Column::Digest.eq(digest.bytes().to_vec()))
            .one(self.reader())
            .await?
            .with_context(|| format!("no version {} of this group's charter is kept", digest.short()))?;
        self.compiled(&row)
    }

    async fn load_charter(&self, tx: &impl ConnectionTrait, group: GroupId) -> Result<Arc<Charter>, anyhow::Error> {
        let now = self.now().micros();
        let still = Condition::any()
            .add(charter_version::Column::InForceUntil.is_null())
            .add(charter_version::Column::InForceUntil.gt(now));
        let row = charter_version::Entity::find()
            .filter(charter_version::Column::GroupId.eq(group.uuid()))
            .filter(charter_version::Column::InForceFrom.lte(now))
            .filter(still)
            .order_by_desc(charter_version::Column::Number)
            .one(tx)
            .await?
            .with_context(|| format!("{group:?} has no charter in force"))?;
        self.compiled(&row)
    }

    fn compiled(&self, row: &charter_version::Model) -> Result<Arc<Charter>, anyhow::Error> {
        let id = CharterVersionId::from(row.id);
        let mut known = self.charters().lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(charter) = known.get(&id) {
            return Ok(Arc::clone(charter));
        }
        let charter = Charter::load_over("rules", &row.rules, row.text.as_bytes())
            .map_err(|problems| anyhow::anyhow!("the charter {id:?} that is in force does not load: {problems}"))?;
        let charter = Arc::new(charter);
        known.insert(id, Arc::clone(&charter));
        Ok(charter)
    }
}
