//! The log in the database: entries go in with the change they tell of; one sequencer puts them in order.

use crate::{
    Store,
    database::tables::{entry, entry_clause, entry_disclosure, entry_place, entry_tail, pseudonym},
};
use anyhow::Context as _;
use audit::{Chained, Change, Disclosure, Entry, Pseudonym, START, link};
use basics::{Digest, EntryId, GroupId};
use charter::{Actor, Spent};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Statement, prelude::Uuid, sea_query::OnConflict,
};
use std::collections::{BTreeSet, HashMap};

/// The pseudonyms of those who are not persons.
const OPERATOR: Pseudonym = [0; 16];
const CHARTER: Pseudonym = [0xff; 16];
/// Entries that one transaction of the sequencer puts in place.
const BATCH: u64 = 1_000;
/// The lock that a sequencer holds while it works, by its number in the database.
const ORDERING: i64 = 0x4e55_4e43;

/// Writes the entry of a verdict in the transaction of the change it tells of.
pub(crate) async fn write(
    tx: &DatabaseTransaction,
    group: GroupId,
    spent: &Spent,
    changes: Vec<Change>,
) -> Result<EntryId, anyhow::Error> {
    let question = spent.question();
    let at = question.at;
    let actor = pseudonym_of(tx, group, question.actor).await?;
    let (entry, disclosure) = Entry::record(EntryId::mint(at), spent, changes, actor, random()?)?;
    insert(tx, group, &entry, &disclosure).await?;
    let labels: BTreeSet<&str> = spent.opinion().cites().iter().map(|cited| cited.label.as_str()).collect();
    insert_clauses(tx, group, &entry, labels).await?;
    Ok(entry.id)
}

async fn pseudonym_of(tx: &DatabaseTransaction, group: GroupId, actor: Actor) -> Result<Pseudonym, anyhow::Error> {
    let person = match actor {
        Actor::Operator => return Ok(OPERATOR),
        Actor::Charter => return Ok(CHARTER),
        Actor::Person(person) => person,
    };
    let known = || pseudonym::Entity::find_by_id((group.uuid(), person.uuid())).one(tx);
    if let Some(known) = known().await? {
        return fixed(&known.pseudonym);
    }
    let fresh = pseudonym::ActiveModel {
        group_id: Set(group.uuid()),
        person_id: Set(person.uuid()),
        pseudonym: Set(random::<16>()?.to_vec()),
    };
    // Somebody's first two acts may come at the same moment: the name of whichever is first counts for both.
    let drawn = OnConflict::columns([pseudonym::Column::GroupId, pseudonym::Column::PersonId]).do_nothing().to_owned();
    pseudonym::Entity::insert(fresh).on_conflict(drawn).exec_without_returning(tx).await?;
    let known = known().await?.with_context(|| format!("{person:?} has no name in the log, although one was drawn"))?;
    fixed(&known.pseudonym)
}

fn random<const N: usize>() -> Result<[u8; N], anyhow::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow::anyhow!("the operating system gave no random bytes: {error}"))?;
    Ok(bytes)
}

async fn insert(tx: &impl ConnectionTrait, group: GroupId, made: &Entry, disclosure: &Disclosure) -> Result<(), DbErr> {
    entry::Entity::insert(entry::ActiveModel {
        id: Set(made.id.uuid()),
        group_id: Set(group.uuid()),
        event: Set(made.event.clone()),
        entity: Set(made.entity.clone()),
        at: Set(made.at.micros()),
        actor: Set(made.actor.to_vec()),
        commitment: Set(made.commitment.bytes().to_vec()),
        leaf: Set(made.leaf().bytes().to_vec()),
    })
    .exec_without_returning(tx)
    .await?;
    entry_disclosure::Entity::insert(entry_disclosure::ActiveModel {
        entry_id: Set(made.id.uuid()),
        salt: Set(disclosure.salt.to_vec()),
        text: Set(disclosure.text.clone()),
    })
    .exec_without_returning(tx)
    .await?;
    entry_tail::Entity::insert(entry_tail::ActiveModel {
        entry_id: Set(made.id.uuid()),
        group_id: Set(group.uuid()),
        at: Set(made.at.micros()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

async fn insert_clauses(
    tx: &impl ConnectionTrait,
    group: GroupId,
    made: &Entry,
    labels: BTreeSet<&str>,
) -> Result<(), DbErr> {
    if labels.is_empty() {
        return Ok(());
    }
    let rows = labels.into_iter().map(|label| entry_clause::ActiveModel {
        entry_id: Set(made.id.uuid()),
        label: Set(label.to_owned()),
        group_id: Set(group.uuid()),
        at: Set(made.at.micros()),
        refused: Set(made.refused()),
    });
    entry_clause::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

impl Store {
    /// Gives every entry of the tail its place and link, oldest first. Called by one loop, within a second of a
    /// change; two at once do no harm, since a position can be given only once.
    pub async fn put_in_order(&self) -> Result<u64, anyhow::Error> {
        if entry_tail::Entity::find().one(self.reader()).await?.is_none() {
            return Ok(0);
        }
        crate::may_die("K22", None);
        let tx = self.write().await?;
        take_turns(&tx).await?;
        let tail = entry_tail::Entity::find()
            .order_by_asc(entry_tail::Column::At)
            .order_by_asc(entry_tail::Column::EntryId)
            .limit(BATCH)
            .all(&tx)
            .await?;
        let mut heads: HashMap<GroupId, Chained> = HashMap::new();
        for waiting in &tail {
            let group = GroupId::from(waiting.group_id);
            let head = match heads.get(&group) {
                Some(head) => *head,
                None => head_of(&tx, group).await?,
            };
            heads.insert(group, place(&tx, group, waiting.entry_id, head).await?);
        }
        let placed: Vec<Uuid> = tail.iter().map(|waiting| waiting.entry_id).collect();
        if !placed.is_empty() {
            entry_tail::Entity::delete_many().filter(entry_tail::Column::EntryId.is_in(placed)).exec(&tx).await?;
        }
        tx.commit().await?;
        self.heads().remember(heads)?;
        Ok(tail.len() as u64)
    }
}

/// Several nodes on one `PostgreSQL` put entries in order one after the other; `SQLite` has one writer anyway.
async fn take_turns(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock($1)";
        tx.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [ORDERING.into()])).await?;
    }
    Ok(())
}

/// The last link of a group's log; before the first entry, the start that every log has.
async fn head_of(tx: &impl ConnectionTrait, group: GroupId) -> Result<Chained, anyhow::Error> {
    let last = entry_place::Entity::find()
        .filter(entry_place::Column::GroupId.eq(group.uuid()))
        .order_by_desc(entry_place::Column::Position)
        .one(tx)
        .await?;
    match last {
        Some(row) => chained(&row),
        None => Ok(Chained { position: 0, link: START.into() }),
    }
}

async fn place(
    tx: &impl ConnectionTrait,
    group: GroupId,
    entry: Uuid,
    head: Chained,
) -> Result<Chained, anyhow::Error> {
    let row = entry::Entity::find_by_id(entry)
        .one(tx)
        .await?
        .with_context(|| format!("entry {entry} waits for its place in the log, but is not there any more"))?;
    let next = link(head.link, head.position + 1, digest(&row.leaf)?);
    entry_place::Entity::insert(entry_place::ActiveModel {
        group_id: Set(group.uuid()),
        position: Set(i64::try_from(next.position)?),
        entry_id: Set(entry),
        link: Set(next.link.bytes().to_vec()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(next)
}

pub(crate) fn chained(row: &entry_place::Model) -> Result<Chained, anyhow::Error> {
    Ok(Chained { position: u64::try_from(row.position)?, link: digest(&row.link)? })
}

/// Bytes of a known length. Another length means that somebody edited the database, and says so.
pub(crate) fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], anyhow::Error> {
    bytes
        .try_into()
        .with_context(|| format!("the log holds {} bytes where {N} belong: the database was edited", bytes.len()))
}

pub(crate) fn digest(bytes: &[u8]) -> Result<Digest, anyhow::Error> {
    Ok(Digest::from(fixed::<32>(bytes)?))
}
