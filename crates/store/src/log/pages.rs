//! The log as pages show it: the newest first, filtered, and counted by clause.

use crate::{
    Store,
    database::tables::{entry, entry_clause, entry_disclosure, entry_place},
    log::entries::digest,
    log::withheld::{LogReader, Withheld, pseudonym_of},
};
use audit::Record;
use basics::{Digest, EntryId, GroupId, Moment, PersonId};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, FromQueryResult, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select,
    prelude::Uuid,
    sea_query::{ExprTrait as _, Query},
};
use std::collections::{BTreeMap, HashMap};

/// What to show of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Only this act, done or refused.
    pub act: Option<String>,
    /// Only entries that cite this clause.
    pub clause: Option<String>,
    /// Only refusals, or only what was done.
    pub refused: Option<bool>,
    /// Only what was done to one of these: `post ID`. Empty means anything.
    pub entities: Vec<String>,
    /// Only what this person did or tried.
    pub who: Option<PersonId>,
    /// Only from this instant on.
    pub since: Option<Moment>,
    /// Only before this instant.
    pub before: Option<Moment>,
}

/// The place of an entry in the chain, as far as its reader is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It has this one; the first entry has 1.
    At(u64),
    /// It waits for one.
    Waits,
    /// It is told once a secret vote is closed.
    Untold,
}

/// One line of the log.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// The entry's id.
    pub id: EntryId,
    /// Its place in the chain.
    pub place: Place,
    /// When.
    pub at: Moment,
    /// The act's name.
    pub act: String,
    /// Whether it was refused.
    pub refused: bool,
    /// What it discloses, unless that was erased or cannot be read any more.
    pub record: Option<Record>,
    /// The leaf that stands for it in the chain.
    pub leaf: Digest,
}

/// How often each clause was used, and when last: by label.
pub type Clauses = BTreeMap<String, (u64, Moment)>;

#[derive(FromQueryResult)]
struct Used {
    label: String,
    times: i64,
    last: i64,
}

impl Store {
    /// A page of the log as somebody may read it, the newest first.
    pub async fn log_page(
        &self,
        group: GroupId,
        reader: LogReader,
        filter: &LogFilter,
        skip: u64,
        limit: u64,
    ) -> Result<Vec<LogLine>, anyhow::Error> {
        let withheld = self.withheld(group, reader).await?;
        let page = newest_first(filtered(group, filter, &withheld)).offset(skip).limit(limit);
        self.lines(page, &withheld).await
    }

    /// The next entries of the log that are older than this one, the newest first; from the newest on where none is
    /// named. Unlike a page, what follows does not move when entries are added meanwhile.
    pub async fn log_older(
        &self,
        group: GroupId,
        reader: LogReader,
        filter: &LogFilter,
        than: Option<(Moment, EntryId)>,
        limit: u64,
    ) -> Result<Vec<LogLine>, anyhow::Error> {
        let withheld = self.withheld(group, reader).await?;
        let mut older = newest_first(filtered(group, filter, &withheld)).limit(limit);
        if let Some((at, id)) = than {
            let of_one_moment = entry::Column::At.eq(at.micros()).and(entry::Column::Id.lt(id.uuid()));
            older = older.filter(entry::Column::At.lt(at.micros()).or(of_one_moment));
        }
        self.lines(older, &withheld).await
    }

    /// What was done by these acts from an instant on, the oldest first: for whoever reads on from where they were.
    pub async fn log_from(
        &self,
        group: GroupId,
        reader: LogReader,
        acts: &[&str],
        from: Moment,
        limit: u64,
    ) -> Result<Vec<LogLine>, anyhow::Error> {
        let withheld = self.withheld(group, reader).await?;
        let filter = LogFilter { since: Some(from), ..LogFilter::default() };
        let these = filtered(group, &filter, &withheld).filter(entry::Column::Event.is_in(acts.iter().copied()));
        let forward = these.order_by_asc(entry::Column::At).order_by_asc(entry::Column::Id);
        self.lines(forward.limit(limit), &withheld).await
    }

    async fn lines(&self, of: Select<entry::Entity>, withheld: &Withheld) -> Result<Vec<LogLine>, anyhow::Error> {
        let rows = of.all(self.reader()).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let texts = self.texts(&ids).await?;
        let places = self.positions(&ids).await?;
        rows.into_iter()
            .map(|row| {
                let at = Moment::from_micros(row.at);
                let place = match places.get(&row.id) {
                    _ if withheld.keeps_place(at) => Place::Untold,
                    Some(position) => Place::At(*position),
                    None => Place::Waits,
                };
                let refused = row.event.strip_prefix("refused:");
                Ok(LogLine {
                    id: EntryId::from(row.id),
                    place,
                    at,
                    act: refused.unwrap_or(&row.event).to_owned(),
                    refused: refused.is_some(),
                    record: texts.get(&row.id).and_then(|text| readable(row.id, text)),
                    leaf: digest(&row.leaf)?,
                })
            })
            .collect()
    }

    /// How many entries a filter leaves for a reader.
    pub async fn log_length(
        &self,
        group: GroupId,
        reader: LogReader,
        filter: &LogFilter,
    ) -> Result<u64, anyhow::Error> {
        let withheld = self.withheld(group, reader).await?;
        Ok(filtered(group, filter, &withheld).count(self.reader()).await?)
    }

    /// Whether a filter leaves any entry at all; finding one is enough.
    pub async fn log_has(&self, group: GroupId, reader: LogReader, filter: &LogFilter) -> Result<bool, anyhow::Error> {
        let withheld = self.withheld(group, reader).await?;
        let any = filtered(group, filter, &withheld).select_only().column(entry::Column::Id).limit(1);
        Ok(any.into_tuple::<Uuid>().one(self.reader()).await?.is_some())
    }

    /// How often each clause of the charter was used, and when last. Ballots in secret votes count once these are closed: the
    /// clause of a voter's office would say who it was.
    pub async fn clauses_used(&self, group: GroupId) -> Result<Clauses, anyhow::Error> {
        let mut counted = Condition::all().add(entry_clause::Column::GroupId.eq(group.uuid()));
        if let Some(ballots) = self.withheld(group, LogReader::Program).await?.ballots() {
            counted = counted.add(entry_clause::Column::EntryId.not_in_subquery(ballots));
        }
        let used: Vec<Used> = entry_clause::Entity::find()
            .select_only()
            .column(entry_clause::Column::Label)
            .column_as(entry_clause::Column::EntryId.count(), "times")
            .column_as(entry_clause::Column::At.max(), "last")
            .filter(counted)
            .group_by(entry_clause::Column::Label)
            .into_model()
            .all(self.reader())
            .await?;
        used.into_iter()
            .map(|used| Ok((used.label, (u64::try_from(used.times)?, Moment::from_micros(used.last)))))
            .collect()
    }

    async fn texts(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, anyhow::Error> {
        let of_page = entry_disclosure::Column::EntryId.is_in(ids.to_vec());
        let rows = entry_disclosure::Entity::find().filter(of_page).all(self.reader()).await?;
        Ok(rows.into_iter().map(|row| (row.entry_id, row.text)).collect())
    }

    async fn positions(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, u64>, anyhow::Error> {
        let of_page = entry_place::Column::EntryId.is_in(ids.to_vec());
        let rows = entry_place::Entity::find().filter(of_page).all(self.reader()).await?;
        rows.into_iter().map(|row| Ok((row.entry_id, u64::try_from(row.position)?))).collect()
    }
}

/// What an entry discloses. A text that cannot be read was edited in the database: verification says so, and the
/// other entries are shown all the same.
fn readable(entry: Uuid, text: &str) -> Option<Record> {
    serde_json::from_str(text)
        .inspect_err(|error| tracing::error!(%entry, %error, "what an entry of the log discloses cannot be read"))
        .ok()
}

fn newest_first(entries: Select<entry::Entity>) -> Select<entry::Entity> {
    entries.order_by_desc(entry::Column::At).order_by_desc(entry::Column::Id)
}

fn filtered(group: GroupId, filter: &LogFilter, withheld: &Withheld) -> Select<entry::Entity> {
    let mut only = Condition::all().add(entry::Column::GroupId.eq(group.uuid()));
    if let Some(act) = &filter.act {
        only = only.add(entry::Column::Event.is_in([act.clone(), format!("refused:{act}")]));
    }
    if !filter.entities.is_empty() {
        only = only.add(entry::Column::Entity.is_in(&filter.entities));
    }
    match filter.refused {
        Some(true) => only = only.add(entry::Column::Event.starts_with("refused:")),
        Some(false) => only = only.add(entry::Column::Event.starts_with("refused:").not()),
        None => {}
    }
    if let Some(since) = filter.since {
        only = only.add(entry::Column::At.gte(since.micros()));
    }
    if let Some(before) = filter.before {
        only = only.add(entry::Column::At.lt(before.micros()));
    }
    if let Some(who) = filter.who {
        only = only.add(entry::Column::Actor.in_subquery(pseudonym_of(group, who)));
    }
    if let Some(clause) = &filter.clause {
        let citing = Query::select()
            .column(entry_clause::Column::EntryId)
            .from(entry_clause::Entity)
            .and_where(entry_clause::Column::GroupId.eq(group.uuid()))
            .and_where(entry_clause::Column::Label.eq(clause))
            .take();
        only = only.add(entry::Column::Id.in_subquery(citing));
    }
    only = withheld.readable().into_iter().fold(only, Condition::add);
    entry::Entity::find().filter(only)
}
