//! What was answered to the private task about somebody's attendance. It is between the convener and that member: it
//! stands in no log, and nothing follows from it by itself.

use crate::{Bookkeeping, Store, database::tables::shortfall};
use basics::{GroupId, Moment, PersonId, ShortfallId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, prelude::Expr,
};

/// What a convener answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The member is asked.
    Ask,
    /// Not now, for a reason.
    NotNow,
    /// A leave is recorded, up to this instant.
    Leave(Moment),
}

/// One answer.
#[derive(Clone, Debug)]
pub struct ShortfallRow {
    /// Its id.
    pub id: ShortfallId,
    /// The member.
    pub person: PersonId,
    /// The answer.
    pub answer: Answered,
    /// Why; what the member is told, where they are asked.
    pub reason: String,
    /// Who answered, and when.
    pub by: (PersonId, Moment),
    /// When the member said that they stay.
    pub stays: Option<Moment>,
}

impl Store {
    /// What was answered about members of this group, the earliest first. For the eyes of a convener and, each their own, of
    /// the members it is about.
    pub async fn shortfalls(&self, group: GroupId) -> Result<Vec<ShortfallRow>, anyhow::Error> {
        let rows = shortfall::Entity::find()
            .filter(shortfall::Column::GroupId.eq(group.uuid()))
            .order_by_asc(shortfall::Column::AnsweredAt)
            .order_by_asc(shortfall::Column::Id)
            .all(self.reader())
            .await?;
        rows.into_iter().map(row_of).collect()
    }
}

impl Bookkeeping<'_> {
    /// Keeps an answer.
    pub async fn keep_shortfall(&self, group: GroupId, row: &ShortfallRow) -> Result<(), DbErr> {
        let (word, until) = match row.answer {
            Answered::Ask => ("ask", None),
            Answered::NotNow => ("not_now", None),
            Answered::Leave(until) => ("leave", Some(until.micros())),
        };
        shortfall::Entity::insert(shortfall::ActiveModel {
            id: Set(row.id.uuid()),
            group_id: Set(group.uuid()),
            person_id: Set(row.person.uuid()),
            answer: Set(word.to_owned()),
            reason: Set(row.reason.clone()),
            until_at: Set(until),
            answered_by: Set(row.by.0.uuid()),
            answered_at: Set(row.by.1.micros()),
            stays_at: Set(row.stays.map(Moment::micros)),
        })
        .exec_without_returning(self.store.writer())
        .await?;
        crate::door::count_change(self.store.writer(), group).await
    }

    /// The member who was asked says that they stay. False where they were not asked, or said so before.
    pub async fn shortfall_stays(&self, group: GroupId, person: PersonId, id: ShortfallId) -> Result<bool, DbErr> {
        let said = shortfall::Entity::update_many()
            .col_expr(shortfall::Column::StaysAt, Expr::value(self.store.now().micros()))
            .filter(shortfall::Column::Id.eq(id.uuid()))
            .filter(shortfall::Column::GroupId.eq(group.uuid()))
            .filter(shortfall::Column::PersonId.eq(person.uuid()))
            .filter(shortfall::Column::Answer.eq("ask"))
            .filter(shortfall::Column::StaysAt.is_null())
            .exec(self.store.writer())
            .await?;
        crate::door::count_change(self.store.writer(), group).await?;
        Ok(said.rows_affected == 1)
    }
}

fn row_of(row: shortfall::Model) -> Result<ShortfallRow, anyhow::Error> {
    let answer = match (row.answer.as_str(), row.until_at) {
        ("ask", _) => Answered::Ask,
        ("not_now", _) => Answered::NotNow,
        ("leave", Some(until)) => Answered::Leave(Moment::from_micros(until)),
        (other, _) => anyhow::bail!("shortfall {} holds the unknown answer {other:?}", row.id),
    };
    Ok(ShortfallRow {
        id: row.id.into(),
        person: row.person_id.into(),
        answer,
        reason: row.reason,
        by: (row.answered_by.into(), Moment::from_micros(row.answered_at)),
        stays: row.stays_at.map(Moment::from_micros),
    })
}
