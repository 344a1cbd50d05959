//! Questions put to a body that decides elsewhere, and its answers as they were recorded.
//!
//! An answer unlocks one matter for one object in one version, once there is evidence for it, until it expires.

use crate::{
    Declined, Judged, Store,
    charters::amending,
    database::tables::answer,
    decisions::{
        of_bodies::says_where_one_decides,
        written::{correct, record},
    },
    door::Changed,
    groups::founding::zone_of,
};
use audit::Change;
use basics::{AnswerId, Digest, GroupId, Moment, PersonId, Zone};
use charter::{GROUP, Object, act::RecordAnswer};
use decisions::{Effect, before_it_was_asked};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, prelude::Expr,
};
use serde_json::json;
use std::collections::HashMap;

/// What is asked of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The matter, by the charter's name for it.
    pub matter: String,
    /// The body that decides it.
    pub body: String,
    /// The clause that says so.
    pub clause: String,
    /// What it is about, in the version it is about.
    pub about: Object,
    /// The question in words.
    pub text: String,
    /// What follows from a yes by itself, where anything does.
    pub effect: Option<Effect>,
}

/// The kind of thing, and the matter, of a question that somebody puts to the group and that is about itself.
pub const FREE: &str = "question";

impl Question {
    /// Whether the group itself answers it.
    pub fn is_for_the_group(&self) -> bool {
        self.body == GROUP
    }
    /// Whether it is a question of the group's own: about no thing, so that nothing is unlocked by its answer.
    pub fn is_free(&self) -> bool {
        self.about.kind == FREE && self.effect.is_none()
    }
    /// Whether it is about the group itself: who is in it, who holds an office, where a body decides, or whether it ends.
    pub fn is_about_the_group_itself(&self) -> bool {
        let by_effect = matches!(
            self.effect,
            Some(
                Effect::AdmitMember { .. }
                    | Effect::RemoveMember { .. }
                    | Effect::FillOffice { .. }
                    | Effect::DissolveGroup { .. }
            )
        );
        let by_rule = matches!(&self.effect, Some(Effect::SetHouseRule { rule, .. }) if says_where_one_decides(rule));
        by_effect || by_rule || matches!(self.about.kind.as_str(), "application" | "person" | "office")
    }
}

/// A body's answer as somebody recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Yes, or no.
    pub yes: bool,
    /// The day it was decided on, as a date.
    pub decided_on: String,
    /// Where that can be read: a link to minutes, a message.
    pub source: String,
    /// The tally, where there was a vote.
    pub tally: String,
    /// From when it no longer unlocks anything.
    pub expires: Option<Moment>,
}

impl Recorded {
    /// Whether somebody else could check it: without a tally or a source it unlocks nothing.
    pub fn confirmed(&self) -> bool {
        !basics::text::is_blank(&self.source) || !basics::text::is_blank(&self.tally)
    }
}

/// A question and, where there is one, its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// Its id.
    pub id: AnswerId,
    /// What was asked.
    pub question: Question,
    /// Who asked, and when.
    pub asked: (PersonId, Moment),
    /// What was answered, who recorded it, and when. Nobody records what a vote came to: the charter itself does.
    pub answer: Option<(Recorded, Option<PersonId>, Moment)>,
    /// From when it lets something be in force, where it says so.
    pub effective_from: Option<Moment>,
    /// The later record that corrects this one.
    pub superseded_by: Option<AnswerId>,
}

impl AnswerRow {
    /// Whether it waits for its answer: it has none, and no other question took its place.
    pub fn waits(&self) -> bool {
        self.answer.is_none() && self.superseded_by.is_none()
    }
    /// When it was answered.
    pub(crate) fn answered_at(&self) -> Option<Moment> {
        self.answer.as_ref().map(|(.., at)| *at)
    }
    /// Whether somebody recorded that it was decided before it was asked here, by the days of this zone.
    pub fn is_older_than_its_question(&self, zone: &Zone) -> bool {
        self.answer.as_ref().is_some_and(|(recorded, by, _)| by.is_some() && self.was_asked_after(recorded, zone))
    }
    fn was_asked_after(&self, recorded: &Recorded, zone: &Zone) -> bool {
        let asked = self.asked.1.in_zone(zone.rules()).date();
        recorded.decided_on.parse().is_ok_and(|day| before_it_was_asked(day, asked))
    }
    /// Whether this answer unlocks its matter now.
    pub fn unlocks(&self, at: Moment) -> bool {
        self.superseded_by.is_none()
            && self.answer.as_ref().is_some_and(|(recorded, ..)| {
                recorded.yes && recorded.confirmed() && recorded.expires.is_none_or(|end| at < end)
            })
    }
}

impl Store {
    /// Every question of a group, the newest first.
    pub async fn questions(&self, group: GroupId) -> Result<Vec<AnswerRow>, anyhow::Error> {
        let rows = answer::Entity::find()
            .filter(answer::Column::GroupId.eq(group.uuid()))
            .order_by_desc(answer::Column::AskedAt)
            .all(self.reader())
            .await?;
        rows.into_iter().map(answer_of).collect()
    }

    /// One question of a group.
    pub async fn question(&self, group: GroupId, id: AnswerId) -> Result<Option<AnswerRow>, anyhow::Error> {
        let of_group = answer::Column::GroupId.eq(group.uuid());
        let row = answer::Entity::find_by_id(id.uuid()).filter(of_group).one(self.reader()).await?;
        row.map(answer_of).transpose()
    }

    /// The questions about things of one kind, by the id of the thing, the newest first.
    pub async fn questions_about_each(
        &self,
        group: GroupId,
        kind: &str,
    ) -> Result<HashMap<String, Vec<AnswerRow>>, anyhow::Error> {
        let rows = answer::Entity::find()
            .filter(answer::Column::GroupId.eq(group.uuid()))
            .filter(answer::Column::ObjectKind.eq(kind))
            .order_by_desc(answer::Column::AskedAt)
            .all(self.reader())
            .await?;
        let mut by_thing = HashMap::<String, Vec<AnswerRow>>::new();
        for row in rows {
            by_thing.entry(row.object_id.clone()).or_default().push(answer_of(row)?);
        }
        Ok(by_thing)
    }

    /// The questions about one thing, in any version, the newest first.
    pub async fn questions_about(&self, group: GroupId, about: &Object) -> Result<Vec<AnswerRow>, anyhow::Error> {
        rows_about(self.reader(), group, about).await?.into_iter().map(answer_of).collect()
    }
}

pub(crate) async fn rows_about(
    tx: &impl ConnectionTrait,
    group: GroupId,
    about: &Object,
) -> Result<Vec<answer::Model>, DbErr> {
    answer::Entity::find()
        .filter(answer::Column::GroupId.eq(group.uuid()))
        .filter(answer::Column::ObjectKind.eq(&about.kind))
        .filter(answer::Column::ObjectId.eq(&about.id))
        .order_by_desc(answer::Column::AskedAt)
        .all(tx)
        .await
}

pub(crate) fn answer_of(row: answer::Model) -> Result<AnswerRow, anyhow::Error> {
    let version = row.object_version.map(<[u8; 32]>::try_from).transpose();
    let version = version.map_err(|_| anyhow::anyhow!("question {} holds a broken digest", row.id))?;
    let question = Question {
        matter: row.matter,
        body: row.body,
        clause: row.clause,
        about: Object { kind: row.object_kind, id: row.object_id, version: version.map(Digest::from) },
        text: row.question,
        effect: row.effect.as_deref().map(serde_json::from_str).transpose()?,
    };
    let recorded = row.verdict.map(|verdict| Recorded {
        yes: verdict == "yes",
        decided_on: row.decided_on.unwrap_or_default(),
        source: row.source.unwrap_or_default(),
        tally: row.tally.unwrap_or_default(),
        expires: row.expires_at.map(Moment::from_micros),
    });
    Ok(AnswerRow {
        id: AnswerId::from(row.id),
        question,
        asked: (PersonId::from(row.asked_by), Moment::from_micros(row.asked_at)),
        answer: recorded
            .zip(row.recorded_at)
            .map(|(recorded, at)| (recorded, row.recorded_by.map(PersonId::from), Moment::from_micros(at))),
        effective_from: row.effective_from.map(Moment::from_micros),
        superseded_by: row.superseded_by.map(AnswerId::from),
    })
}

impl Judged<RecordAnswer> {
    /// Records the answer to a question. A record is never edited: a second one about the same question is a new row
    /// that takes the place of the first.
    pub async fn keep(self, recorded: &Recorded) -> Result<Changed, Declined> {
        self.keep_from(recorded, None).await
    }

    /// The same, with the instant from which it lets something be in force, where the answer says so.
    pub async fn keep_from(self, recorded: &Recorded, from: Option<Moment>) -> Result<Changed, Declined> {
        let id = self.act().answer;
        let row = answer::Entity::find_by_id(id.uuid())
            .filter(answer::Column::GroupId.eq(self.group.uuid()))
            .one(&self.tx)
            .await?
            .ok_or(Declined::NotFound("question"))?;
        let before = answer_of(row)?;
        if before.superseded_by.is_some() {
            return Err(Declined::Stale("the answer"));
        }
        self.nothing_else_answers(&before).await?;
        amending::not_in_force_yet(&self.tx, &before, self.now()).await?;
        let target =
            if before.answer.is_none() { id } else { correct(&self.tx, self.group, &before, self.now()).await? };
        record(&self.tx, target, recorded, (Some(self.by()?), self.now())).await?;
        answer::Entity::update_many()
            .col_expr(answer::Column::EffectiveFrom, Expr::value(from.map(Moment::micros)))
            .filter(answer::Column::Id.eq(target.uuid()))
            .exec(&self.tx)
            .await?;
        let mut after = json!({
            "matter": before.question.matter, "about": before.question.about, "yes": recorded.yes,
            "decided_on": recorded.decided_on, "source": recorded.source, "tally": recorded.tally,
            "confirmed": recorded.confirmed(), "in_force_from": from,
        });
        if before.was_asked_after(recorded, &zone_of(&self.tx, self.group).await?) {
            after["decided_before_it_was_asked_here"] = json!(before.asked.1);
        }
        let what = format!("answer of {}", before.question.body);
        let change = match &before.answer {
            None => Change::made(what, after),
            Some((old, ..)) => Change::from_to(what, json!({ "yes": old.yes, "source": old.source }), after),
        };
        Ok(self.changed(vec![change]))
    }
}
