//! The addresses from which calendar programs read meetings. Only the hash of the secret in one is kept.

use crate::{Bookkeeping, Store, database::tables::calendar_feed};
use basics::{FeedId, GroupId, Moment, PersonId};
use people::TokenHash;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// One subscription.
#[derive(Clone, Debug)]
pub struct FeedRow {
    /// Its id.
    pub id: FeedId,
    /// Who made it.
    pub person: PersonId,
    /// The group whose meetings it has; none for all groups of that person.
    pub group: Option<GroupId>,
    /// What it is called.
    pub label: String,
    /// When it was made.
    pub made: Moment,
}

impl Store {
    /// The subscriptions of a person, the earliest first.
    pub async fn feeds_of(&self, person: PersonId) -> Result<Vec<FeedRow>, anyhow::Error> {
        let rows = calendar_feed::Entity::find()
            .filter(calendar_feed::Column::PersonId.eq(person.uuid()))
            .order_by_asc(calendar_feed::Column::MadeAt)
            .order_by_asc(calendar_feed::Column::Id)
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(FeedRow::from).collect())
    }

    /// The subscription with this secret; none where it was taken back, or never was.
    pub async fn feed(&self, token: TokenHash) -> Result<Option<FeedRow>, anyhow::Error> {
        let row = calendar_feed::Entity::find_by_id(token.digest().bytes().to_vec()).one(self.reader()).await?;
        Ok(row.map(FeedRow::from))
    }
}

impl Bookkeeping<'_> {
    /// Keeps a new subscription.
    pub async fn keep_feed(&self, feed: &FeedRow, token: TokenHash) -> Result<(), DbErr> {
        calendar_feed::Entity::insert(calendar_feed::ActiveModel {
            token: Set(token.digest().bytes().to_vec()),
            id: Set(feed.id.uuid()),
            person_id: Set(feed.person.uuid()),
            group_id: Set(feed.group.map(GroupId::uuid)),
            label: Set(feed.label.clone()),
            made_at: Set(feed.made.micros()),
        })
        .exec_without_returning(self.store.writer())
        .await
        .map(drop)
    }

    /// Takes back a subscription of this person. False where they have none with this id.
    pub async fn end_feed(&self, person: PersonId, id: FeedId) -> Result<bool, DbErr> {
        let gone = calendar_feed::Entity::delete_many()
            .filter(calendar_feed::Column::Id.eq(id.uuid()))
            .filter(calendar_feed::Column::PersonId.eq(person.uuid()))
            .exec(self.store.writer())
            .await?;
        Ok(gone.rows_affected == 1)
    }
}

impl From<calendar_feed::Model> for FeedRow {
    fn from(row: calendar_feed::Model) -> Self {
        Self {
            id: row.id.into(),
            person: row.person_id.into(),
            group: row.group_id.map(GroupId::from),
            label: row.label,
            made: Moment::from_micros(row.made_at),
        }
    }
}
