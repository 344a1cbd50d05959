//! The charter that is in force in a group: read inside the transaction that is judged by it, compiled once.
//!
//! Compiling takes longer than everything else that an act does, so that the same text under the same rules is compiled
//! once in a process, however many groups live by it, and kept as long as one of them does.

use crate::{Store, database::tables::charter_version, door::Standing};
use anyhow::Context as _;
use basics::{AnswerId, CharterDraftId, CharterVersionId, Digest, GroupId, Moment};
use charter::{Charter, Problems};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, FromQueryResult,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, prelude::Uuid,
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
    /// The draft that it was; none for the charter that the group began with.
    pub draft: Option<CharterDraftId>,
    /// The answer that adopted it.
    pub answer: Option<AnswerId>,
    /// Whether it is a minor version.
    pub is_minor: bool,
    /// What people call it: `2`, or `2.1` where it is minor.
    pub name: String,
}

impl CharterVersion {
    /// Whether it is in force at this instant.
    pub fn is_in_force(&self, at: Moment) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

impl Store {
    /// The versions of a group's charter, the newest first.
    pub async fn charter_versions(&self, group: GroupId) -> Result<Vec<CharterVersion>, anyhow::Error> {
        let rows = charter_version::Entity::find()
            .filter(charter_version::Column::GroupId.eq(group.uuid()))
            .order_by_desc(charter_version::Column::Number)
            .select_only()
            .columns([
                charter_version::Column::Number,
                charter_version::Column::Digest,
                charter_version::Column::AdoptedOn,
                charter_version::Column::InForceFrom,
                charter_version::Column::InForceUntil,
                charter_version::Column::DraftId,
                charter_version::Column::AnswerId,
                charter_version::Column::IsMinor,
            ])
            .into_model::<Listed>()
            .all(self.reader())
            .await?;
        let mut versions = rows.into_iter().map(version_of).collect::<Result<Vec<_>, _>>()?;
        name_them(&mut versions);
        Ok(versions)
    }

    /// The charter in force, with the group's standing held for the act that is to be judged by it, and the instant at
    /// which it is: whatever is judged in this transaction is judged as of then.
    pub(crate) async fn charter_in_force(
        &self,
        tx: &DatabaseTransaction,
        group: GroupId,
        standing: Standing,
    ) -> Result<(Arc<Charter>, Moment), anyhow::Error> {
        standing.hold(tx, group).await?;
        let now = self.now();
        Ok((self.charter_at(tx, group, now).await?, now))
    }

    /// The charter in force now, for a page.
    pub async fn charter(&self, group: GroupId) -> Result<Arc<Charter>, anyhow::Error> {
        self.load_charter(self.reader(), group).await
    }

    /// The charter in force at an instant; none before the first one.
    pub async fn charter_on(&self, group: GroupId, at: Moment) -> Result<Option<Arc<Charter>>, anyhow::Error> {
        let row = row_at(self.reader(), group, at).await?;
        row.map(|row| self.compiled(&row)).transpose()
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
        self.compiled(&row_of_digest(tx, group, digest).await?)
    }

    /// The charter in force now, in a transaction that is open: whoever holds a connection never waits for a second one.
    pub(crate) async fn load_charter(
        &self,
        tx: &impl ConnectionTrait,
        group: GroupId,
    ) -> Result<Arc<Charter>, anyhow::Error> {
        self.charter_at(tx, group, self.now()).await
    }

    /// The charter in force at an instant, in a transaction that is open.
    pub(crate) async fn charter_at(
        &self,
        tx: &impl ConnectionTrait,
        group: GroupId,
        at: Moment,
    ) -> Result<Arc<Charter>, anyhow::Error> {
        let row = row_at(tx, group, at).await?.with_context(|| format!("{group:?} has no charter in force"))?;
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

async fn row_at(
    tx: &impl ConnectionTrait,
    group: GroupId,
    at: Moment,
) -> Result<Option<charter_version::Model>, DbErr> {
    let still = Condition::any()
        .add(charter_version::Column::InForceUntil.is_null())
        .add(charter_version::Column::InForceUntil.gt(at.micros()));
    charter_version::Entity::find()
        .filter(charter_version::Column::GroupId.eq(group.uuid()))
        .filter(charter_version::Column::InForceFrom.lte(at.micros()))
        .filter(still)
        .order_by_desc(charter_version::Column::Number)
        .one(tx)
        .await
}

/// The version with this digest, in force or not.
pub(crate) async fn row_of_digest(
    tx: &impl ConnectionTrait,
    group: GroupId,
    digest: Digest,
) -> Result<charter_version::Model, anyhow::Error> {
    charter_version::Entity::find()
        .filter(charter_version::Column::GroupId.eq(group.uuid()))
        .filter(charter_version::Column::Digest.eq(digest.bytes().to_vec()))
        .order_by_desc(charter_version::Column::Number)
        .one(tx)
        .await?
        .with_context(|| format!("no version {} of this group's charter is kept", digest.short()))
}

/// The version that was adopted last, in force or not yet.
pub(crate) async fn newest(tx: &impl ConnectionTrait, group: GroupId) -> Result<charter_version::Model, anyhow::Error> {
    charter_version::Entity::find()
        .filter(charter_version::Column::GroupId.eq(group.uuid()))
        .order_by_desc(charter_version::Column::Number)
        .one(tx)
        .await?
        .with_context(|| format!("{group:?} has no charter"))
}

/// A digest as the database holds it.
pub(crate) fn digest_of(bytes: Vec<u8>) -> Result<Digest, anyhow::Error> {
    let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| anyhow::anyhow!("a row holds a broken digest"))?;
    Ok(Digest::from(bytes))
}

/// Names versions as people do: a minor one is a part of the one before. They come the newest first.
fn name_them(versions: &mut [CharterVersion]) {
    let (mut whole, mut part) = (0, 0);
    for version in versions.iter_mut().rev() {
        (whole, part) = if version.is_minor { (whole, part + 1) } else { (whole + 1, 0) };
        version.name = if part == 0 { whole.to_string() } else { format!("{whole}.{part}") };
    }
}

/// A version without its text and rules, which are long.
#[derive(FromQueryResult)]
struct Listed {
    number: i64,
    digest: Vec<u8>,
    adopted_on: String,
    in_force_from: i64,
    in_force_until: Option<i64>,
    draft_id: Option<Uuid>,
    answer_id: Option<Uuid>,
    is_minor: Option<bool>,
}

fn version_of(row: Listed) -> Result<CharterVersion, anyhow::Error> {
    Ok(CharterVersion {
        number: row.number,
        adopted_on: row.adopted_on,
        from: Moment::from_micros(row.in_force_from),
        until: row.in_force_until.map(Moment::from_micros),
        digest: digest_of(row.digest)?,
        draft: row.draft_id.map(CharterDraftId::from),
        answer: row.answer_id.map(AnswerId::from),
        is_minor: row.is_minor.unwrap_or_default(),
        name: String::new(),
    })
}
