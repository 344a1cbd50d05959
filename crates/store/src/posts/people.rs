//! The book of people whom a group names in its posts. A row is erased as a whole.

use crate::{
    Bookkeeping, Declined, Store,
    database::tables::{known_handle, known_person},
};
use basics::{GroupId, KnownId, Moment, PersonId};
use publishing::{KnownHandle, KnownPerson};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::OnConflict,
};

/// Somebody in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRow {
    /// Their id here.
    pub id: KnownId,
    /// Who they are.
    pub known: KnownPerson,
    /// Who put them in, and when.
    pub put: (PersonId, Moment),
    /// Who said that they are not to be mentioned, and when.
    pub refused: Option<(PersonId, Moment)>,
}

impl Store {
    /// Everybody in the book of a group, by their names.
    pub async fn people_we_name(&self, group: GroupId) -> Result<Vec<KnownRow>, anyhow::Error> {
        let rows = known_person::Entity::find()
            .filter(known_person::Column::GroupId.eq(group.uuid()))
            .order_by_asc(known_person::Column::Name)
            .order_by_asc(known_person::Column::Id)
            .all(self.reader())
            .await?;
        let ids: Vec<uuid::Uuid> = rows.iter().map(|row| row.id).collect();
        let handles =
            known_handle::Entity::find().filter(known_handle::Column::PersonId.is_in(ids)).all(self.reader()).await?;
        Ok(rows.into_iter().map(|row| known_of(row, &handles)).collect())
    }
}

impl Bookkeeping<'_> {
    /// Keeps what the group knows about somebody, under a new id or over what stands there.
    pub async fn keep_known(
        &self,
        group: GroupId,
        by: PersonId,
        id: Option<KnownId>,
        known: &KnownPerson,
    ) -> Result<KnownId, Declined> {
        let now = self.store.now();
        let tx = self.store.write().await?;
        let of_group = || known_person::Entity::find().filter(known_person::Column::GroupId.eq(group.uuid()));
        let same_word = of_group().filter(known_person::Column::Word.eq(known.word.as_str())).one(&tx).await?;
        if let Some(other) = same_word.filter(|other| id.is_none_or(|id| id.uuid() != other.id)) {
            return Err(Declined::field("word", format!("{} has this word already; choose another", other.name)));
        }
        let before = match id {
            None => None,
            Some(id) => {
                let row = of_group().filter(known_person::Column::Id.eq(id.uuid())).one(&tx).await?;
                Some(row.ok_or(Declined::NotFound("person"))?)
            }
        };
        let id = id.unwrap_or_else(|| KnownId::mint(now));
        // Whoever said it first said it; other words about it change neither author nor time.
        let said = before.as_ref().and_then(|row| row.unwanted_by.zip(row.unwanted_at));
        let said = known.unwanted.is_some().then(|| said.unwrap_or((by.uuid(), now.micros())));
        let row = known_person::ActiveModel {
            id: Set(id.uuid()),
            group_id: Set(group.uuid()),
            name: Set(known.name.clone()),
            word: Set(known.word.clone()),
            unwanted: Set(known.unwanted.clone()),
            unwanted_by: Set(said.map(|(by, _)| by)),
            unwanted_at: Set(said.map(|(_, at)| at)),
            put_by: Set(before.as_ref().map_or(by.uuid(), |row| row.put_by)),
            put_at: Set(before.as_ref().map_or(now.micros(), |row| row.put_at)),
        };
        let anew = OnConflict::column(known_person::Column::Id).update_columns(WRITTEN).to_owned();
        known_person::Entity::insert(row).on_conflict(anew).exec_without_returning(&tx).await?;
        keep_handles(&tx, id, known, now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Erases somebody from the book, with every handle.
    pub async fn forget_known(&self, group: GroupId, id: KnownId) -> Result<(), Declined> {
        let tx = self.store.write().await?;
        let of_group = known_person::Column::GroupId.eq(group.uuid());
        let known = known_person::Entity::find_by_id(id.uuid()).filter(of_group).one(&tx).await?;
        known.ok_or(Declined::NotFound("person"))?;
        forget_handles(&tx, id).await?;
        known_person::Entity::delete_by_id(id.uuid()).exec(&tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// What is written anew when somebody is changed.
const WRITTEN: [known_person::Column; 5] = [
    known_person::Column::Name,
    known_person::Column::Word,
    known_person::Column::Unwanted,
    known_person::Column::UnwantedBy,
    known_person::Column::UnwantedAt,
];

async fn keep_handles(
    tx: &impl ConnectionTrait,
    id: KnownId,
    known: &KnownPerson,
    now: Moment,
) -> Result<(), anyhow::Error> {
    forget_handles(tx, id).await?;
    for (network, handle) in &known.handles {
        let row = known_handle::ActiveModel {
            person_id: Set(id.uuid()),
            network: Set(network.clone()),
            handle: Set(handle.handle.clone()),
            account: Set(handle.account.clone()),
            resolved_at: Set(handle.account.as_ref().map(|_| now.micros())),
        };
        known_handle::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn forget_handles(tx: &impl ConnectionTrait, id: KnownId) -> Result<(), anyhow::Error> {
    known_handle::Entity::delete_many().filter(known_handle::Column::PersonId.eq(id.uuid())).exec(tx).await?;
    Ok(())
}

fn known_of(row: known_person::Model, handles: &[known_handle::Model]) -> KnownRow {
    let own = handles.iter().filter(|handle| handle.person_id == row.id);
    let handle = |row: &known_handle::Model| {
        (row.network.clone(), KnownHandle { handle: row.handle.clone(), account: row.account.clone() })
    };
    KnownRow {
        id: row.id.into(),
        known: KnownPerson {
            handles: own.map(handle).collect(),
            name: row.name,
            word: row.word,
            unwanted: row.unwanted,
        },
        put: (row.put_by.into(), Moment::from_micros(row.put_at)),
        refused: row.unwanted_by.zip(row.unwanted_at).map(|(by, at)| (by.into(), Moment::from_micros(at))),
    }
}
