//! Access of people to channels.

use crate::{
    Declined, Judged, Store, database::tables::access_grant, door::Changed, groups::founding::zone_of, members::roster,
};
use audit::Change;
use basics::{ChannelId, GrantId, GroupId, Moment, PersonId};
use channels::{Ended, Grant, GrantWish};
use charter::act::{EndAccess, GrantAccess};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::Expr,
};
use serde_json::json;

impl Store {
    /// Every grant of a group, old ones too, in the order they were given.
    pub async fn grants(&self, group: GroupId) -> Result<Vec<Grant>, anyhow::Error> {
        grants_of(self.reader(), group).await
    }
}

pub(crate) async fn grants_of(tx: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Grant>, anyhow::Error> {
    let rows = access_grant::Entity::find()
        .filter(access_grant::Column::GroupId.eq(group.uuid()))
        .order_by_asc(access_grant::Column::FromAt)
        .order_by_asc(access_grant::Column::Id)
        .all(tx)
        .await?;
    rows.into_iter().map(grant_of).collect()
}

pub(crate) async fn grants_of_person(
    tx: &impl ConnectionTrait,
    group: GroupId,
    person: PersonId,
) -> Result<Vec<Grant>, anyhow::Error> {
    let rows = access_grant::Entity::find()
        .filter(access_grant::Column::GroupId.eq(group.uuid()))
        .filter(access_grant::Column::PersonId.eq(person.uuid()))
        .all(tx)
        .await?;
    rows.into_iter().map(grant_of).collect()
}

fn grant_of(row: access_grant::Model) -> Result<Grant, anyhow::Error> {
    let ended = row.ended_at.map(|at| Ended {
        at: Moment::from_micros(at),
        by: row.ended_by.map(PersonId::from),
        why: row.ended_why.unwrap_or_default(),
    });
    Ok(Grant {
        id: GrantId::from(row.id),
        channel: ChannelId::from(row.channel_id),
        person: PersonId::from(row.person_id),
        capability: row.capability.parse()?,
        reason: row.reason,
        from: Moment::from_micros(row.from_at),
        until: Moment::from_micros(row.until_at),
        by: PersonId::from(row.granted_by),
        ended,
    })
}

impl Judged<GrantAccess> {
    /// Gives the access that was judged. What does not hold together (no reason, past the term, held already) is
    /// refused with its sentence.
    pub async fn keep(self, reason: &str) -> Result<Changed, Declined> {
        let act = self.act().clone();
        let receiver = roster::standing(&self.tx, self.group, act.to, self.now()).await?;
        let existing = grants_of_person(&self.tx, self.group, act.to).await?;
        let wish = GrantWish {
            channel: act.channel,
            to: act.to,
            capability: act.capability.parse().map_err(|wrong| Declined::field("capability", wrong))?,
            reason: reason.to_owned(),
            until: Some(act.until),
        };
        let zone = zone_of(&self.tx, self.group).await?;
        let grant = wish.grant(act.grant, self.by()?, &existing, receiver.term_end, self.now(), &zone);
        let grant = grant.map_err(|wrong| Declined::field(wrong.field(), wrong))?;
        insert_grant(&self.tx, self.group, &grant).await?;
        let change = Change::made("grant", serde_json::to_value(&grant)?);
        Ok(self.changed(vec![change]))
    }
}

/// Writes a grant.
async fn insert_grant(tx: &impl ConnectionTrait, group: GroupId, grant: &Grant) -> Result<(), sea_orm::DbErr> {
    access_grant::Entity::insert(access_grant::ActiveModel {
        id: Set(grant.id.uuid()),
        group_id: Set(group.uuid()),
        channel_id: Set(grant.channel.uuid()),
        person_id: Set(grant.person.uuid()),
        capability: Set(grant.capability.as_str().to_owned()),
        reason: Set(grant.reason.clone()),
        from_at: Set(grant.from.micros()),
        until_at: Set(grant.until.micros()),
        granted_by: Set(grant.by.uuid()),
        ended_at: Set(None),
        ended_by: Set(None),
        ended_why: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

impl Judged<EndAccess> {
    /// Takes a grant back, from now on.
    pub async fn keep(self, why: &str) -> Result<Changed, Declined> {
        let id = self.act().grant;
        let row = access_grant::Entity::find_by_id(id.uuid())
            .filter(access_grant::Column::GroupId.eq(self.group.uuid()))
            .one(&self.tx)
            .await?
            .ok_or(Declined::NotFound("grant"))?;
        let grant = grant_of(row)?;
        if !grant.holds(self.now()) {
            return Err(Declined::rule("this grant is over already; nothing has to be taken back"));
        }
        access_grant::Entity::update_many()
            .col_expr(access_grant::Column::EndedAt, Expr::value(self.now().micros()))
            .col_expr(access_grant::Column::EndedBy, Expr::value(self.by()?.uuid()))
            .col_expr(access_grant::Column::EndedWhy, Expr::value(why))
            .filter(access_grant::Column::Id.eq(id.uuid()))
            .exec(&self.tx)
            .await?;
        let change =
            Change::from_to("grant", serde_json::to_value(&grant)?, json!({ "ended": self.now(), "why": why }));
        Ok(self.changed(vec![change]))
    }
}
