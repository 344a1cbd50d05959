//! Walking a group's log from its first entry to its last, a handful at a time: a log grows for ever, and is never held
//! in memory as a whole.

use crate::{
    Store,
    database::tables::{entry, entry_disclosure, entry_place},
    log::entries::{chained, digest, fixed},
};
use audit::{Disclosure, Entry, Finding, Kept, Walk};
use basics::{EntryId, GroupId, Moment};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    prelude::{Expr, Uuid},
    sea_query::{ExprTrait as _, Query},
};
use std::collections::HashMap;

/// Entries that are looked at together.
const TOGETHER: u64 = 250;

/// A walk through the log of one group that verifies as it goes.
pub struct LogWalk<'store> {
    store: &'store Store,
    group: GroupId,
    walk: Walk,
    next: Next,
}

enum Next {
    /// The entries after this position.
    After(i64),
    /// Those that have no place yet.
    Tail,
    Nothing,
}

impl Store {
    /// Walks a group's log and says whether anything in it was touched.
    pub async fn verify_log(&self, group: GroupId) -> Result<Finding, anyhow::Error> {
        let mut walk = self.walk_log(group)?;
        while walk.goes_on().await?.is_some() {}
        Ok(walk.end())
    }

    /// Whether the head of a group's log is remembered beside the database. Without it, a log that was cut at its end
    /// agrees with itself.
    pub fn remembers_head(&self, group: GroupId) -> Result<bool, anyhow::Error> {
        Ok(self.heads().known(group)?.is_some())
    }

    /// Begins a walk through a group's log.
    pub fn walk_log(&self, group: GroupId) -> Result<LogWalk<'_>, anyhow::Error> {
        let walk = Walk::towards(self.heads().known(group)?);
        Ok(LogWalk { store: self, group, walk, next: Next::After(0) })
    }
}

impl LogWalk<'_> {
    /// The next entries, in order of position and the tail last, each of them verified. None at the end, and where
    /// something was touched: neither that entry nor what comes after it is given.
    pub async fn goes_on(&mut self) -> Result<Option<Vec<Kept>>, anyhow::Error> {
        let read = match self.next {
            Next::After(position) => self.placed_after(position).await?,
            Next::Tail => {
                self.next = Next::Nothing;
                self.tail().await?
            }
            Next::Nothing => return Ok(None),
        };
        let all = read.len();
        let passed: Vec<Kept> = read.into_iter().take_while(|kept| self.walk.passes(kept)).collect();
        if passed.len() < all {
            self.next = Next::Nothing;
        }
        Ok(Some(passed))
    }

    /// What the walk found.
    pub fn end(self) -> Finding {
        self.walk.end()
    }

    async fn placed_after(&mut self, position: i64) -> Result<Vec<Kept>, anyhow::Error> {
        let places = entry_place::Entity::find()
            .filter(entry_place::Column::GroupId.eq(self.group.uuid()))
            .filter(entry_place::Column::Position.gt(position))
            .order_by_asc(entry_place::Column::Position)
            .limit(TOGETHER)
            .all(self.store.reader())
            .await?;
        self.next = match places.last() {
            Some(last) if places.len() as u64 == TOGETHER => Next::After(last.position),
            _ => Next::Tail,
        };
        let ids: Vec<Uuid> = places.iter().map(|place| place.entry_id).collect();
        let entries = entry::Entity::find()
            .filter(entry::Column::GroupId.eq(self.group.uuid()))
            .filter(entry::Column::Id.is_in(ids.clone()))
            .all(self.store.reader())
            .await?;
        let mut entries: HashMap<Uuid, entry::Model> = entries.into_iter().map(|row| (row.id, row)).collect();
        let mut disclosed = self.disclosed(ids).await?;
        let mut read = Vec::with_capacity(places.len());
        for place in places {
            // A place without its entry leaves a gap, and the walk names it.
            let Some(row) = entries.remove(&place.entry_id) else { continue };
            let disclosure = disclosed.remove(&row.id);
            read.push(Kept { place: Some(chained(&place)?), ..kept(row, disclosure)? });
        }
        Ok(read)
    }

    async fn tail(&self) -> Result<Vec<Kept>, anyhow::Error> {
        let places = Query::select()
            .expr(Expr::val(1))
            .from(entry_place::Entity)
            .and_where(
                Expr::col((entry_place::Entity, entry_place::Column::EntryId))
                    .equals((entry::Entity, entry::Column::Id)),
            )
            .and_where(entry_place::Column::GroupId.eq(self.group.uuid()))
            .take();
        let rows = entry::Entity::find()
            .filter(entry::Column::GroupId.eq(self.group.uuid()))
            .filter(Expr::exists(places).not())
            .order_by_asc(entry::Column::At)
            .order_by_asc(entry::Column::Id)
            .all(self.store.reader())
            .await?;
        let mut disclosed = self.disclosed(rows.iter().map(|row| row.id).collect()).await?;
        rows.into_iter()
            .map(|row| {
                let disclosure = disclosed.remove(&row.id);
                kept(row, disclosure)
            })
            .collect()
    }

    async fn disclosed(&self, ids: Vec<Uuid>) -> Result<HashMap<Uuid, Disclosure>, anyhow::Error> {
        let these = entry_disclosure::Column::EntryId.is_in(ids);
        let rows = entry_disclosure::Entity::find().filter(these).all(self.store.reader()).await?;
        rows.into_iter().map(|row| Ok((row.entry_id, Disclosure { salt: fixed(&row.salt)?, text: row.text }))).collect()
    }
}

/// An entry as it is kept, before its place is known.
fn kept(row: entry::Model, disclosure: Option<Disclosure>) -> Result<Kept, anyhow::Error> {
    let entry = Entry {
        id: EntryId::from(row.id),
        event: row.event,
        entity: row.entity,
        at: Moment::from_micros(row.at),
        actor: fixed(&row.actor)?,
        commitment: digest(&row.commitment)?,
    };
    Ok(Kept { entry, leaf: digest(&row.leaf)?, disclosure, place: None })
}
