//! Drafts of a charter: text with rules as a member proposes them. A draft is that member's paper, and is never edited: a
//! question about it is about exactly what stands there.

use crate::{
    Declined, Store,
    bookkeeping::Bookkeeping,
    charters::in_force::{compiled, digest_of, row_of_digest},
    database::tables::charter_draft,
};
use basics::{CharterDraftId, Digest, GroupId, Moment, PersonId};
use charter::{
    Charter, Object,
    difference::{Amendment, Weight},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, prelude::Expr,
};
use std::sync::Arc;

/// What kind of thing a draft is, where a question is about one.
pub(crate) const KIND: &str = "charter_draft";

/// A draft as its writer kept it.
#[derive(Clone, Debug)]
pub struct CharterDraft {
    /// Its id.
    pub id: CharterDraftId,
    /// Its number in the group, from 1.
    pub place: i32,
    /// The version that it was written from.
    pub base: Digest,
    /// The text.
    pub text: String,
    /// The rules.
    pub rules: String,
    /// The digest of both.
    pub digest: Digest,
    /// Why.
    pub reason: String,
    /// Whether its writer calls it minor.
    pub is_minor: bool,
    /// Who wrote it, and when.
    pub written: (PersonId, Moment),
    /// Why what a body agreed to was not put in force.
    pub held_because: Option<String>,
}

/// A draft that is to be kept.
#[derive(Clone, Debug)]
pub struct NewDraft<'a> {
    /// The version that it was written from.
    pub base: Digest,
    /// The text.
    pub text: &'a str,
    /// The rules.
    pub rules: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Whether its writer calls it minor.
    pub is_minor: bool,
}

impl CharterDraft {
    /// The draft as a thing that is decided about.
    pub fn object(&self) -> Object {
        Object::version(KIND, self.id, self.digest)
    }
    /// The charter that it would be.
    ///
    /// # Errors
    /// When it does not load any more, although it did when it was kept.
    pub fn charter(&self) -> Result<Arc<Charter>, anyhow::Error> {
        let why = |problems| anyhow::anyhow!("draft {} of a charter does not load: {problems}", self.place);
        compiled(&self.rules, &self.text).map_err(why)
    }
}

impl Bookkeeping<'_> {
    /// Keeps a draft under the next number of its group.
    pub async fn keep_charter_draft(
        &self,
        group: GroupId,
        who: PersonId,
        draft: &NewDraft<'_>,
    ) -> Result<CharterDraftId, anyhow::Error> {
        let (tx, now) = (self.store.write().await?, self.store.now());
        crate::door::Standing::Alone.hold(&tx, group).await?;
        let last: Option<i32> = charter_draft::Entity::find()
            .select_only()
            .column_as(charter_draft::Column::Place.max(), "place")
            .filter(charter_draft::Column::GroupId.eq(group.uuid()))
            .into_tuple::<Option<i32>>()
            .one(&tx)
            .await?
            .flatten();
        let id = CharterDraftId::mint(now);
        charter_draft::Entity::insert(charter_draft::ActiveModel {
            id: Set(id.uuid()),
            group_id: Set(group.uuid()),
            place: Set(last.unwrap_or_default() + 1),
            base: Set(draft.base.bytes().to_vec()),
            text: Set(draft.text.to_owned()),
            rules: Set(draft.rules.to_owned()),
            digest: Set(Digest::of_parts([draft.text.as_bytes(), draft.rules.as_bytes()]).bytes().to_vec()),
            reason: Set(draft.reason.to_owned()),
            is_minor: Set(draft.is_minor),
            written_by: Set(who.uuid()),
            written_at: Set(now.micros()),
            held_because: Set(None),
        })
        .exec_without_returning(&tx)
        .await?;
        crate::door::count_change(&tx, group).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// What a body agreed to could not be put in force, and why: people are told, and it is not tried again.
    pub async fn charter_draft_is_held(&self, draft: CharterDraftId, because: &str) -> Result<(), anyhow::Error> {
        charter_draft::Entity::update_many()
            .col_expr(charter_draft::Column::HeldBecause, Expr::value(because))
            .filter(charter_draft::Column::Id.eq(draft.uuid()))
            .exec(self.store.writer())
            .await?;
        self.store.something_changed();
        Ok(())
    }
}

impl Store {
    /// The drafts of a group, the newest first.
    pub async fn charter_drafts(&self, group: GroupId) -> Result<Vec<CharterDraft>, anyhow::Error> {
        let rows = charter_draft::Entity::find()
            .filter(charter_draft::Column::GroupId.eq(group.uuid()))
            .order_by_desc(charter_draft::Column::Place)
            .all(self.reader())
            .await?;
        rows.into_iter().map(draft_of).collect()
    }

    /// One draft of a group.
    pub async fn charter_draft(
        &self,
        group: GroupId,
        id: CharterDraftId,
    ) -> Result<Option<CharterDraft>, anyhow::Error> {
        find(self.reader(), group, id).await
    }
}

/// The draft of this id in a group.
pub(crate) async fn found(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: CharterDraftId,
) -> Result<CharterDraft, Declined> {
    find(tx, group, id).await?.ok_or(Declined::NotFound("draft of the charter"))
}

async fn find(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: CharterDraftId,
) -> Result<Option<CharterDraft>, anyhow::Error> {
    let of_group = charter_draft::Column::GroupId.eq(group.uuid());
    let row = charter_draft::Entity::find_by_id(id.uuid()).filter(of_group).one(tx).await?;
    row.map(draft_of).transpose()
}

/// What a draft touches of the version that it was written from, the act that it takes, and how much it weighs.
pub(crate) async fn weighed(
    tx: &impl ConnectionTrait,
    group: GroupId,
    draft: &CharterDraft,
) -> Result<(&'static str, Weight), Declined> {
    let row = row_of_digest(tx, group, draft.base).await?;
    let base = compiled(&row.rules, &row.text).map_err(Declined::rule)?;
    let amendment = Amendment::between(&base, &*draft.charter()?);
    Ok((amendment.act(&base).map_err(Declined::rule)?, amendment.weight))
}

fn draft_of(row: charter_draft::Model) -> Result<CharterDraft, anyhow::Error> {
    Ok(CharterDraft {
        id: CharterDraftId::from(row.id),
        place: row.place,
        base: digest_of(row.base)?,
        digest: digest_of(row.digest)?,
        text: row.text,
        rules: row.rules,
        reason: row.reason,
        is_minor: row.is_minor,
        written: (PersonId::from(row.written_by), Moment::from_micros(row.written_at)),
        held_because: row.held_because,
    })
}
