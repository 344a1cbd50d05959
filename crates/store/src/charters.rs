//! The charter that is in force in a group: read inside the transaction that is judged by it, compiled once.
//!
//! Compiling takes longer than everything else that an act does, so that the same text under the same rules is compiled
//! once in a process, however many groups live by it, and kept as long as one of them does.

use crate::{Store, door::Standing, tables::charter_version};
use anyhow::Context as _;
use basics::{CharterVersionId, Digest, GroupId, Moment};
use charter::{Charter, Problems};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QueryOrder as _,
};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError, Weak},
};

/// The charters that somebody in this process holds, by the digest of their text and rules.
static HELD: LazyLock<Mutex<HashMap<Digest, Weak<Charter>>>> = LazyLock::new(Mutex::default);

/// The charter of this text under these rules. Whoever asks while another holds it is given the same one.
pub fn compiled(rules: &str, text: &str) -> Result<Arc<Charter>, Problems> {
    let name = Digest::of_parts([text.as_bytes(), rules.as_bytes()]);
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(charter) = held.get(&name).and_then(Weak::upgrade) {
        return Ok(charter);
    }
    let charter = Arc::new(Charter::load_over("rules", rules, text.as_bytes())?);
    held.retain(|_, kept| kept.strong_count() > 0);
    held.insert(name, Arc::downgrade(&charter));
    Ok(charter)
}

/// One version of a group's charter, as a list of versions shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharterVersion {
    /// Its number, from 1.
    pub number: i64,
    /// The day it was adopted on, as a date.
    pub adopted_on: String,
    /// From when it is in force.
    pub from: Moment,
    /// Until when it was, where another one followed.
    pub until: Option<Moment>,
    /// The digest of text and rules.
    pub digest: Digest,
}

impl Store {
    /// The versions of a group's charter, the newest first.
    pub async fn charter_versions(&self, group: GroupId) -> Result<Vec<CharterVersion>, anyhow::Error> {
        let rows = charter_version::Entity::find()
            .filter(charter_version::Column::GroupId.eq(group.uuid()))
            .order_by_desc(charter_version::Column::Number)
            .all(self.reader())
            .await?;
        rows.into_iter().map(version_of).collect()
    }

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
    pub async fn charter_of_digest(&self, group: GroupId, digest: Digest) -> Result<Arc<Charter>, anyhow::Error> {
        self.charter_of(self.reader(), group, digest).await
    }

    /// The same in a transaction that is open.
    pub(crate) async fn charter_of(
        &self,
        tx: &impl ConnectionTrait,
        group: GroupId,
        digest: Digest,
    ) -> Result<Arc<Charter>, anyhow::Error> {
        let row = charter_version::Entity::find()
            .filter(charter_version::Column::GroupId.eq(group.uuid()))
            .filter(charter_version::Column::Digest.eq(digest.bytes().to_vec()))
            .one(tx)
            .await?
            .with_context(|| format!("no version {} of this group's charter is kept", digest.short()))?;
        self.compiled(&row)
    }

    /// The charter in force now, in a transaction that is open: whoever holds a connection never waits for a second one.
    pub(crate) async fn load_charter(
        &self,
        tx: &impl ConnectionTrait,
        group: GroupId,
    ) -> Result<Arc<Charter>, anyhow::Error> {
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
        let charter = compiled(&row.rules, &row.text)
            .map_err(|problems| anyhow::anyhow!("the charter {id:?} that is in force does not load: {problems}"))?;
        known.insert(id, Arc::clone(&charter));
        Ok(charter)
    }
}

fn version_of(row: charter_version::Model) -> Result<CharterVersion, anyhow::Error> {
    let digest = <[u8; 32]>::try_from(row.digest)
        .map_err(|_| anyhow::anyhow!("version {} of the charter holds a broken digest", row.number))?;
    Ok(CharterVersion {
        number: row.number,
        adopted_on: row.adopted_on,
        from: Moment::from_micros(row.in_force_from),
        until: row.in_force_until.map(Moment::from_micros),
        digest: digest.into(),
    })
}
