//! A version of the charter is adopted: it stands among the versions from then on, and is in force from its own instant.
//! Nothing has to happen at that instant; whoever judges looks which version is in force.

use crate::{
    Changed, Declined, Judged, Store,
    bookkeeping::Bookkeeping,
    charters::drafts::{found, weighed},
    charters::in_force::{digest_of, newest},
    database::tables::{answer, charter_version},
    decisions::answers::{AnswerRow, answer_of},
    door::count_change,
    groups::founding::zone_of,
};
use audit::Change;
use basics::{AnswerId, CharterDraftId, CharterVersionId, Digest, GroupId, Moment};
use charter::{
    Act,
    act::{AmendCharter, AmendGoals},
    difference::Weight,
};
use decisions::Effect;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::Expr, sea_query::ExprTrait as _,
};
use serde_json::json;

impl Judged<AmendCharter> {
    /// Adopts the draft. It is in force from `from` on, or from now where that is empty or over: nothing that was judged
    /// is judged anew. `by` is the answer that adopts it.
    ///
    /// # Errors
    /// When another version was adopted since the draft was written, or one that is not in force yet begins later.
    pub async fn keep(self, by: AnswerId, from: Option<Moment>) -> Result<Changed, Declined> {
        let AmendCharter { draft, content } = *self.act();
        let change = adopt(&self, (draft, content), by, from).await?;
        Ok(self.changed(vec![change]))
    }
}

impl Judged<AmendGoals> {
    /// The same, where nothing but goals changes.
    ///
    /// # Errors
    /// As for any version.
    pub async fn keep(self, by: AnswerId, from: Option<Moment>) -> Result<Changed, Declined> {
        let AmendGoals { draft, content } = *self.act();
        let change = adopt(&self, (draft, content), by, from).await?;
        Ok(self.changed(vec![change]))
    }
}

async fn adopt<A: Act>(
    judged: &Judged<A>,
    (id, content): (CharterDraftId, Digest),
    by: AnswerId,
    from: Option<Moment>,
) -> Result<Change, Declined> {
    let (tx, group) = (&judged.tx, judged.group);
    let draft = found(tx, group, id).await?;
    if draft.digest != content {
        return Err(Declined::Stale("the draft of the charter"));
    }
    let last = newest(tx, group).await?;
    if digest_of(last.digest.clone())? != draft.base {
        return Err(Declined::rule(format!(
            "draft {} was written from another version than the last one that was adopted, version {}. Write it anew from \
             that, so that nothing of it is lost",
            draft.place, last.number
        )));
    }
    let from = from.unwrap_or(judged.now()).max(judged.now());
    if from.micros() < last.in_force_from {
        return Err(Declined::rule(format!(
            "version {} is adopted and begins later than this one would; ask for a day after that",
            last.number
        )));
    }
    let (_, weight) = weighed(tx, group, &draft).await?;
    let adopted_on = match answer::Entity::find_by_id(by.uuid()).one(tx).await?.and_then(|row| row.decided_on) {
        Some(day) => day,
        None => judged.now().in_zone(zone_of(tx, group).await?.rules()).date().to_string(),
    };
    charter_version::Entity::update_many()
        .col_expr(charter_version::Column::InForceUntil, Expr::value(from.micros()))
        .filter(charter_version::Column::Id.eq(last.id))
        .exec(tx)
        .await?;
    let number = last.number + 1;
    charter_version::Entity::insert(charter_version::ActiveModel {
        id: Set(CharterVersionId::mint(judged.now()).uuid()),
        group_id: Set(group.uuid()),
        number: Set(number),
        text: Set(draft.text),
        rules: Set(draft.rules),
        digest: Set(draft.digest.bytes().to_vec()),
        adopted_on: Set(adopted_on),
        in_force_from: Set(from.micros()),
        in_force_until: Set(None),
        draft_id: Set(Some(id.uuid())),
        answer_id: Set(Some(by.uuid())),
        is_minor: Set(Some(weight == Weight::Minor)),
        begun_at: Set(None),
        told_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    let adopted = json!({
        "number": number, "charter": draft.digest, "in_force_from": from, "weight": weight.as_str(), "answer": by,
    });
    Ok(Change::made("version of the charter", adopted))
}

/// Takes back what an answer adopted that is being corrected, while it is not in force.
///
/// # Errors
/// When it is in force: then only another version changes it.
pub(crate) async fn not_in_force_yet(
    tx: &impl ConnectionTrait,
    corrected: &AnswerRow,
    now: Moment,
) -> Result<(), Declined> {
    let adopted = charter_version::Entity::find()
        .filter(charter_version::Column::AnswerId.eq(corrected.id.uuid()))
        .one(tx)
        .await?;
    let Some(version) = adopted else { return Ok(()) };
    if version.in_force_from <= now.micros() {
        return Err(Declined::rule(format!(
            "version {} of the charter is in force by this answer; a correction does not take it back, another version does",
            version.number
        )));
    }
    charter_version::Entity::delete_by_id(version.id).exec(tx).await?;
    charter_version::Entity::update_many()
        .col_expr(charter_version::Column::InForceUntil, Expr::value(Option::<i64>::None))
        .filter(charter_version::Column::GroupId.eq(version.group_id))
        .filter(charter_version::Column::Number.eq(version.number - 1))
        .exec(tx)
        .await?;
    Ok(())
}

/// What a body answered that puts a draft in force.
#[derive(Clone, Debug)]
pub struct Adopting {
    /// The group.
    pub group: GroupId,
    /// The answer.
    pub answer: AnswerId,
    /// What follows from it.
    pub effect: Effect,
    /// From when, where it says so.
    pub from: Option<Moment>,
}

impl Bookkeeping<'_> {
    /// Answers that a person recorded, that adopt a draft, and from which nothing followed yet. What a vote answered is
    /// carried out as its effect.
    pub async fn charters_to_adopt(&self) -> Result<Vec<Adopting>, anyhow::Error> {
        let rows = answer::Entity::find()
            .filter(answer::Column::ObjectKind.eq(crate::charters::drafts::KIND))
            .filter(answer::Column::Verdict.eq("yes"))
            .filter(answer::Column::RecordedBy.is_not_null())
            .filter(answer::Column::SupersededBy.is_null())
            .filter(answer::Column::Effect.is_not_null())
            .order_by_asc(answer::Column::RecordedAt)
            .all(self.store.reader())
            .await?;
        let mut found = Vec::new();
        for row in rows {
            let group = GroupId::from(row.group_id);
            let from = row.effective_from.map(Moment::from_micros);
            let row = answer_of(row)?;
            let Some(effect) = row.question.effect.clone().filter(|_| row.unlocks(self.store.now())) else { continue };
            let adopting = Adopting { group, answer: row.id, effect, from };
            if self.waits(&adopting).await? {
                found.push(adopting);
            }
        }
        Ok(found)
    }

    async fn waits(&self, adopting: &Adopting) -> Result<bool, anyhow::Error> {
        let (Effect::PutCharterInForce { draft, .. } | Effect::PutGoalsInForce { draft, .. }) = &adopting.effect else {
            return Ok(false);
        };
        let adopted = charter_version::Entity::find()
            .filter(charter_version::Column::DraftId.eq(draft.uuid()))
            .one(self.store.reader())
            .await?;
        let draft = self.store.charter_draft(adopting.group, *draft).await?;
        Ok(adopted.is_none() && draft.is_some_and(|draft| draft.held_because.is_none()))
    }

    /// Notes the versions whose instant has come, so that pages made before it are known to be old. Gives the groups.
    pub async fn charters_begun(&self) -> Result<Vec<GroupId>, anyhow::Error> {
        let now = self.store.now().micros();
        let begun = || charter_version::Column::BegunAt.is_null().and(charter_version::Column::InForceFrom.lte(now));
        let rows = charter_version::Entity::find().filter(begun()).all(self.store.reader()).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let tx = self.store.write().await?;
        let mut groups: Vec<GroupId> = rows.into_iter().map(|row| GroupId::from(row.group_id)).collect();
        groups.sort();
        groups.dedup();
        charter_version::Entity::update_many()
            .col_expr(charter_version::Column::BegunAt, Expr::value(now))
            .filter(begun())
            .exec(&tx)
            .await?;
        for group in &groups {
            count_change(&tx, *group).await?;
        }
        tx.commit().await?;
        self.store.something_changed();
        Ok(groups)
    }

    /// Minor versions of which nobody told the body yet.
    pub async fn minor_versions_to_tell(&self) -> Result<Vec<(GroupId, i64)>, anyhow::Error> {
        let rows = charter_version::Entity::find()
            .filter(charter_version::Column::IsMinor.eq(true))
            .filter(charter_version::Column::ToldAt.is_null())
            .all(self.store.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (GroupId::from(row.group_id), row.number)).collect())
    }

    /// Notes that the body is told of a version; `false` takes it back. Says whether nobody else had noted it.
    pub async fn version_is_told(&self, group: GroupId, number: i64, is_told: bool) -> Result<bool, anyhow::Error> {
        let told_at = charter_version::Column::ToldAt;
        let as_it_was = if is_told { told_at.is_null() } else { told_at.is_not_null() };
        let noted = charter_version::Entity::update_many()
            .col_expr(charter_version::Column::ToldAt, Expr::value(is_told.then(|| self.store.now().micros())))
            .filter(charter_version::Column::GroupId.eq(group.uuid()))
            .filter(charter_version::Column::Number.eq(number))
            .filter(as_it_was)
            .exec(self.store.writer())
            .await?;
        Ok(noted.rows_affected == 1)
    }
}

impl Store {
    /// The version that a draft became, by its number.
    pub async fn version_of_draft(&self, group: GroupId, draft: CharterDraftId) -> Result<Option<i64>, anyhow::Error> {
        let row = charter_version::Entity::find()
            .filter(charter_version::Column::GroupId.eq(group.uuid()))
            .filter(charter_version::Column::DraftId.eq(draft.uuid()))
            .one(self.reader())
            .await?;
        Ok(row.map(|row| row.number))
    }
}
