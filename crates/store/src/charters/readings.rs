//! How the group reads its clauses by decisions of its own, and where the live pages are that a line only announces. The
//! charter's text and rules stay as they are.

use crate::{
    Changed, Declined, Judged, Store,
    database::tables::{line_link, reading},
};
use audit::Change;
use basics::{Digest, GroupId, LineLinkId, Moment, ReadingId};
use charter::act::{AdoptReading, LinkClause};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde_json::json;
use std::collections::HashMap;

/// A reading that the group adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptedReading {
    /// The label of the clause it reads.
    pub clause: String,
    /// The reading, in a sentence.
    pub says: String,
    /// The decision that adopted it: `decision 2026-3`.
    pub source: String,
    /// Since when.
    pub adopted_at: Moment,
}

impl Judged<AdoptReading> {
    /// Adopts the reading. `source` names the decision.
    ///
    /// # Errors
    /// When the clause is read so already.
    pub async fn keep(self, source: &str) -> Result<Changed, Declined> {
        let AdoptReading { clause, says } = self.act().clone();
        let same = reading::Entity::find()
            .filter(reading::Column::GroupId.eq(self.group.uuid()))
            .filter(reading::Column::Clause.eq(&clause))
            .filter(reading::Column::Says.eq(&says))
            .one(&self.tx)
            .await?;
        if same.is_some() {
            return Err(Declined::rule(format!("the group reads {clause} so already")));
        }
        reading::Entity::insert(reading::ActiveModel {
            id: Set(ReadingId::mint(self.now()).uuid()),
            group_id: Set(self.group.uuid()),
            clause: Set(clause.clone()),
            says: Set(says.clone()),
            source: Set(source.to_owned()),
            adopted_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let change = Change::made("reading", json!({ "clause": clause, "says": says, "source": source }));
        Ok(self.changed(vec![change]))
    }
}

impl Judged<LinkClause> {
    /// Links the line to its page; what it was linked to before stands in the log.
    ///
    /// # Errors
    /// Of the database.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let LinkClause { line, address } = self.act().clone();
        line_link::Entity::insert(line_link::ActiveModel {
            id: Set(LineLinkId::mint(self.now()).uuid()),
            group_id: Set(self.group.uuid()),
            line: Set(line.bytes().to_vec()),
            address: Set(address.clone()),
            linked_by: Set(self.by()?.uuid()),
            linked_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let change = Change::made("link of a line", json!({ "line": line, "address": address }));
        Ok(self.changed(vec![change]))
    }
}

impl Store {
    /// The readings that a group adopted, the oldest first.
    pub async fn readings(&self, group: GroupId) -> Result<Vec<AdoptedReading>, anyhow::Error> {
        let rows = reading::Entity::find()
            .filter(reading::Column::GroupId.eq(group.uuid()))
            .order_by_asc(reading::Column::AdoptedAt)
            .all(self.reader())
            .await?;
        let adopted = |row: reading::Model| AdoptedReading {
            clause: row.clause,
            says: row.says,
            source: row.source,
            adopted_at: Moment::from_micros(row.adopted_at),
        };
        Ok(rows.into_iter().map(adopted).collect())
    }

    /// Where the live pages of lines are, by the digest of a line's words.
    pub async fn line_links(&self, group: GroupId) -> Result<HashMap<Digest, String>, anyhow::Error> {
        let rows = line_link::Entity::find()
            .filter(line_link::Column::GroupId.eq(group.uuid()))
            .order_by_asc(line_link::Column::LinkedAt)
            .all(self.reader())
            .await?;
        rows.into_iter().map(|row| Ok((crate::charters::in_force::digest_of(row.line)?, row.address))).collect()
    }
}
