//! The one way to change what a group decided, published, granted or recorded.
//!
//! [`Store::begin`] opens the write transaction, gathers the facts inside it and judges. What comes back is a
//! [`Judged`] act, or every clause in the way. The writes of an act are methods of its own `Judged<Act>`, in the file
//! of their noun; they give a [`Changed`], and only that can be committed. Dropping either rolls everything back.

mod declined;

pub use declined::Declined;

use crate::{
    Store,
    database::tables::group_revision,
    gather::{Gather, Gathering, Team},
    groups::end,
    log::entries,
};
use anyhow::Context as _;
use audit::Change;
use basics::{EntryId, GroupId, Moment, PersonId, PostId};
use charter::{Act, Actor, Charter, Cited, Opinion, Permit, Spent, judge};
use publishing::Draft;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait as _, QueryFilter as _,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait as _, prelude::Expr,
    sea_query::ExprTrait as _,
};
use std::sync::Arc;

/// An act that the charter allows, in the transaction whose facts were judged.
///
/// Its writes are methods of the act it is about:
/// ```
/// # use {charter::act::EndAccess, store::{Declined, Judged}};
/// async fn end(judged: Judged<EndAccess>) -> Result<(), Declined> {
///     judged.keep("no longer writes").await?.commit().await.map(drop)
/// }
/// ```
/// What is not theirs does not compile. The writes of another act:
/// ```compile_fail,E0308
/// # use {charter::act::EndAccess, store::{Judged, PlannedDelivery}};
/// async fn schedule(judged: Judged<EndAccess>, plan: Vec<PlannedDelivery>) {
///     let _ = judged.keep(plan).await;
/// }
/// ```
/// Another object, or another person: the writes take both from the act that was judged.
/// ```compile_fail,E0061
/// # use {basics::GrantId, charter::act::EndAccess, store::Judged};
/// async fn of_another(judged: Judged<EndAccess>, other: GrantId) {
///     let _ = judged.keep(other, "no longer writes").await;
/// }
/// ```
/// The same permit for a second write:
/// ```compile_fail,E0382
/// # use {charter::act::EndAccess, store::Judged};
/// async fn twice(judged: Judged<EndAccess>) {
///     let _ = judged.keep("once").await;
///     let _ = judged.keep("twice").await;
/// }
/// ```
/// ```compile_fail,E0599
/// # use {charter::act::EndAccess, store::Judged};
/// fn copied(judged: &Judged<EndAccess>) -> Judged<EndAccess> {
///     judged.clone()
/// }
/// ```
/// The permit or the transaction taken out, to be put together with another:
/// ```compile_fail,E0616
/// # use {charter::{Permit, act::EndAccess}, store::Judged};
/// fn take_out(judged: Judged<EndAccess>) -> Permit<EndAccess> {
///     judged.permit
/// }
/// ```
/// ```compile_fail,E0616
/// # use {charter::act::EndAccess, store::Judged};
/// fn exchange(one: Judged<EndAccess>, mut other: Judged<EndAccess>) {
///     other.tx = one.tx;
/// }
/// ```
/// One that nobody judged:
/// ```compile_fail,E0624
/// # use {charter::{Permit, act::EndAccess}, store::{Judged, Store}};
/// fn our_own(permit: Permit<EndAccess>, store: &Store) -> Judged<EndAccess> {
///     Judged::of(permit, todo!(), store, todo!())
/// }
/// ```
pub struct Judged<A> {
    pub(crate) tx: DatabaseTransaction,
    pub(crate) store: Store,
    pub(crate) group: GroupId,
    permit: Permit<A>,
    pub(crate) team: Option<Arc<Team>>,
}

impl<A: Act> Judged<A> {
    /// An act that has its permit, in the transaction it was judged in.
    pub(crate) fn of(permit: Permit<A>, tx: DatabaseTransaction, store: &Store, group: GroupId) -> Self {
        Self { tx, store: store.clone(), group, permit, team: None }
    }
    /// The act.
    pub fn act(&self) -> &A {
        self.permit.act()
    }
    /// The permit it stands on.
    pub fn permit(&self) -> &Permit<A> {
        &self.permit
    }
    /// The instant it was judged at.
    pub fn now(&self) -> Moment {
        self.permit.question().at
    }
    /// The charter that it was judged by.
    pub(crate) async fn charter(&self) -> Result<Arc<Charter>, Declined> {
        Ok(self.store.charter_of(&self.tx, self.group, self.permit.question().charter).await?)
    }
    /// The person who does it.
    ///
    /// # Errors
    /// When no person does: such an act has no writes that name one.
    pub(crate) fn by(&self) -> Result<PersonId, Declined> {
        let actor = self.permit.question().actor;
        let person = actor.person().with_context(|| format!("{} was done by nobody", A::NAME));
        person.map_err(Declined::from)
    }
    /// The act is done: these are its changes.
    pub(crate) fn changed(self, changes: Vec<Change>) -> Changed {
        Changed { tx: self.tx, store: self.store, group: self.group, spent: self.permit.spend(), changes }
    }
}

/// An act that was carried out and waits for its commit.
///
/// Nobody else makes one:
/// ```compile_fail,E0451
/// # use store::{Changed, Store};
/// fn not_judged(store: Store) -> Changed {
///     Changed { tx: todo!(), store, group: todo!(), spent: todo!(), changes: Vec::new() }
/// }
/// ```
#[must_use = "nothing is changed until it is committed"]
pub struct Changed {
    tx: DatabaseTransaction,
    store: Store,
    group: GroupId,
    spent: Spent,
    changes: Vec<Change>,
}

impl Changed {
    /// The transaction, for what is noted beside the act.
    pub(crate) fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Writes the entry and makes all of it durable at once.
    pub async fn commit(self) -> Result<EntryId, Declined> {
        let entry = entries::write(&self.tx, self.group, &self.spent, self.changes).await?;
        count_change(&self.tx, self.group).await?;
        self.tx.commit().await?;
        self.store.something_changed();
        Ok(entry)
    }
}

impl Store {
    /// Opens the transaction of an act and judges it there.
    ///
    /// # Errors
    /// [`Declined::ByCharter`] with every clause in the way; the refusal is in the log by then. [`Declined::ByRule`] in a
    /// group that ended, which is an archive.
    pub async fn begin<A: Gather>(&self, group: GroupId, actor: Actor, act: A) -> Result<Judged<A>, Declined> {
        let tx = self.write().await?;
        let (charter, now) = self.charter_in_force(&tx, group, Standing::of::<A>()).await?;
        if !A::AFTER_THE_END {
            end::still_works(&tx, group).await?;
        }
        let here = Gathering::of(&tx, group, &charter, (actor, now));
        let (cases, team) = (act.cases(&here).await?, here.team().await?);
        match judge(&charter, actor, act, cases, now).permit() {
            Ok(permit) => Ok(Judged { team: Some(team), ..Judged::of(permit, tx, self, group) }),
            Err(refusal) => {
                sound_alarms(A::NAME, refusal.grounds().because.iter().filter_map(Cited::alarm));
                let grounds = refusal.grounds().clone();
                entries::write(&tx, group, &refusal.spend(), Vec::new()).await?;
                tx.commit().await?;
                self.something_changed();
                Err(Declined::ByCharter(Box::new(grounds)))
            }
        }
    }

    /// What the same judge says to the same question, without doing anything: for the buttons of a page. It is not
    /// logged.
    ///
    /// # Errors
    /// When what the act is about is not there.
    pub async fn opinion<A: Gather>(&self, group: GroupId, actor: Actor, act: &A) -> Result<Opinion, Declined> {
        let (tx, now) = (self.reader().begin().await?, self.now());
        let charter = self.charter_at(&tx, group, now).await?;
        let cases = act.cases(&Gathering::of(&tx, group, &charter, (actor, now))).await?;
        let opinion = charter.weigh(A::NAME, &cases);
        sound_alarms(A::NAME, opinion.alarms());
        Ok(opinion)
    }

    /// The same for a text as it stands in somebody's form, saved or not: whether it may be put in the queue.
    pub async fn opinion_of_draft(
        &self,
        group: GroupId,
        actor: Actor,
        post: Option<PostId>,
        draft: &Draft,
    ) -> Result<Opinion, Declined> {
        let (tx, now) = (self.reader().begin().await?, self.now());
        let charter = self.charter_at(&tx, group, now).await?;
        let here = Gathering::of(&tx, group, &charter, (actor, now));
        let (act, cases) = here.cases_of_draft(post, draft).await?;
        Ok(charter.weigh(act, &cases))
    }

    /// Whether no other process can be at work on this database: `SQLite` is for one node.
    pub fn is_for_one_node(&self) -> bool {
        self.writer().get_database_backend() == DbBackend::Sqlite
    }

    /// A write transaction. On `SQLite` it takes the write lock at once, since a transaction that reads first and
    /// writes later fails without waiting when another writer came between.
    pub(crate) async fn write(&self) -> Result<DatabaseTransaction, sea_orm::DbErr> {
        let sqlite_transaction_mode = self.is_for_one_node().then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode, ..TransactionOptions::default() };
        self.writer().begin_with_options(options).await
    }
}

/// A fact that was not gathered, or a rule that could not be evaluated, refused an act that may have been in order:
/// whoever runs the installation has to know.
pub(crate) fn sound_alarms<'a>(act: &str, alarms: impl Iterator<Item = &'a str>) {
    for alarm in alarms {
        tracing::error!(act, alarm, "the charter could not be asked properly, so the answer was no");
    }
}

/// How an act holds the group's standing while it is judged, so that a right cannot vanish between judgement and
/// write. `SQLite` has one writer and needs neither.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Others may judge at the same time.
    Shared,
    /// The act changes membership, grants, answers or the charter: it waits for all others.
    Alone,
}

impl Standing {
    fn of<A: Gather>() -> Self {
        if A::CHANGES_STANDING { Self::Alone } else { Self::Shared }
    }

    /// Takes the group's row in this way.
    pub(crate) async fn hold(self, tx: &DatabaseTransaction, group: GroupId) -> Result<(), sea_orm::DbErr> {
        if tx.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let lock = match self {
            Self::Shared => "SHARE",
            Self::Alone => "UPDATE",
        };
        let sql = format!("SELECT id FROM working_group WHERE id = $1 FOR {lock}");
        tx.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [group.uuid().into()])).await?;
        Ok(())
    }
}

/// Counts a change of this group, so that pages made before it are known to be old.
pub(crate) async fn count_change(tx: &impl ConnectionTrait, group: GroupId) -> Result<(), sea_orm::DbErr> {
    group_revision::Entity::update_many()
        .col_expr(group_revision::Column::Revision, Expr::col(group_revision::Column::Revision).add(1))
        .filter(group_revision::Column::GroupId.eq(group.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}
