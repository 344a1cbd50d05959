//! Who has a seat on a body that decides here, in the group or not: recorded with evidence from a day on, and ended likewise.
//! Who has a ballot by all of it is said by crate `membership`.

use crate::{
    Changed, Declined, Group, Judged, Store,
    database::tables::{body_seat, working_group},
    members::roster,
    people::accounts::{insert_person, person_at},
};
use audit::Change;
use basics::{GroupId, Moment, PersonId};
use charter::{Charter, act::RecordSeat, rules::BodyKind};
use membership::BodySeat;
use people::Person;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, Select, prelude::Expr, prelude::Uuid,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A seat as somebody recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatRow {
    /// Whose it is, on which body, from when and until when.
    pub seat: BodySeat,
    /// What whoever has it is called here.
    pub known_as: String,
    /// Where it can be read that they have it.
    pub evidence: String,
    /// Who recorded it, and when.
    pub recorded: (PersonId, Moment),
}

impl From<body_seat::Model> for SeatRow {
    fn from(row: body_seat::Model) -> Self {
        let seat = BodySeat {
            body: row.body,
            person: row.person_id.into(),
            from: Moment::from_micros(row.from_at),
            until: row.until_at.map(Moment::from_micros),
        };
        let recorded = (row.recorded_by.into(), Moment::from_micros(row.recorded_at));
        Self { seat, known_as: row.known_as, evidence: row.evidence, recorded }
    }
}

impl Store {
    /// The seats on the bodies around a group, over ones too, body by body in the order in which they begin.
    pub async fn body_seats(&self, group: GroupId) -> Result<Vec<SeatRow>, anyhow::Error> {
        Ok(rows(self.reader(), group).await?)
    }

    /// Whoever has a ballot in a vote of this body now, each once.
    pub async fn electorate(&self, group: GroupId, body: &str) -> Result<BTreeSet<PersonId>, anyhow::Error> {
        let charter = self.charter(group).await?;
        electorate(self.reader(), group, &charter, body, self.now()).await
    }

    /// The groups that have this person on the record of some body, or in their midst: where they may be asked for a ballot
    /// of another body.
    pub async fn groups_that_may_seat(&self, person: PersonId) -> Result<Vec<Group>, anyhow::Error> {
        let seats = body_seat::Entity::find().filter(body_seat::Column::PersonId.eq(person.uuid()));
        let recorded = seats.all(self.reader()).await?.into_iter().map(|row| row.group_id);
        let of = working_group::Entity::find().filter(working_group::Column::Id.is_in(recorded));
        let groups = of.all(self.reader()).await?.into_iter().map(Group::from);
        let mut by_slug: BTreeMap<String, Group> = groups.map(|group| (group.slug.clone(), group)).collect();
        by_slug.extend(self.groups_of(person).await?.into_iter().map(|group| (group.slug.clone(), group)));
        Ok(by_slug.into_values().collect())
    }

    /// Whether somebody has a seat by the record now, or will have one.
    pub(crate) async fn has_a_seat(&self, person: PersonId) -> Result<bool, DbErr> {
        Ok(not_over(person, self.now()).count(self.reader()).await? > 0)
    }
}

fn not_over(person: PersonId, at: Moment) -> Select<body_seat::Entity> {
    let open =
        Condition::any().add(body_seat::Column::UntilAt.is_null()).add(body_seat::Column::UntilAt.gt(at.micros()));
    body_seat::Entity::find().filter(body_seat::Column::PersonId.eq(person.uuid())).filter(open)
}

/// Whether somebody is on the record of a body around another group than this one.
pub(crate) async fn is_seated_elsewhere(
    tx: &impl ConnectionTrait,
    group: GroupId,
    person: PersonId,
) -> Result<bool, DbErr> {
    let elsewhere = body_seat::Entity::find()
        .filter(body_seat::Column::PersonId.eq(person.uuid()))
        .filter(body_seat::Column::GroupId.ne(group.uuid()));
    Ok(elsewhere.count(tx).await? > 0)
}

async fn rows(tx: &impl ConnectionTrait, group: GroupId) -> Result<Vec<SeatRow>, DbErr> {
    let rows = body_seat::Entity::find()
        .filter(body_seat::Column::GroupId.eq(group.uuid()))
        .order_by_asc(body_seat::Column::Body)
        .order_by_asc(body_seat::Column::FromAt)
        .order_by_asc(body_seat::Column::Id);
    Ok(rows.all(tx).await?.into_iter().map(SeatRow::from).collect())
}

/// Whoever has a ballot in a vote of this body at an instant.
pub(crate) async fn electorate(
    tx: &impl ConnectionTrait,
    group: GroupId,
    charter: &Charter,
    body: &str,
    at: Moment,
) -> Result<BTreeSet<PersonId>, anyhow::Error> {
    let people = roster::roster(tx, group).await?.under(charter)?;
    let seats: Vec<BodySeat> = rows(tx, group).await?.into_iter().map(|row| row.seat).collect();
    Ok(membership::electorate(charter, &people, &seats, body, at))
}

/// Whether somebody is on the record of a body, now or from a day on.
pub(crate) async fn is_seated(
    tx: &impl ConnectionTrait,
    group: GroupId,
    body: &str,
    person: PersonId,
    at: Moment,
) -> Result<bool, DbErr> {
    let here = not_over(person, at).filter(body_seat::Column::GroupId.eq(group.uuid()));
    Ok(here.filter(body_seat::Column::Body.eq(body)).count(tx).await? > 0)
}

impl Judged<RecordSeat> {
    /// Records that the seat begins at an instant, for somebody who may have no account yet: they get one without a way in.
    ///
    /// # Errors
    /// When the charter has no such body, when it is made of others, and when they have a seat on it already.
    pub async fn begins(self, whose: &Person, from: Moment, evidence: &str) -> Result<Changed, Declined> {
        let RecordSeat { body, person } = self.act().clone();
        let name = self.body_with_seats(&body).await?;
        if whose.id != person {
            return Err(Declined::NotFound("person"));
        }
        match person_at(&self.tx, &whose.email).await? {
            Some(known) if PersonId::from(known.id) != person => return Err(Declined::Stale("the account")),
            Some(_) => {}
            None => insert_person(&self.tx, whose, self.now()).await?,
        }
        if is_seated(&self.tx, self.group, &body, person, from).await? {
            return Err(Declined::rule(format!("{} has a seat on {name} by the record already", whose.name)));
        }
        body_seat::Entity::insert(body_seat::ActiveModel {
            id: Set(Uuid::new_v4()),
            group_id: Set(self.group.uuid()),
            body: Set(body),
            person_id: Set(person.uuid()),
            known_as: Set(whose.name.to_string()),
            from_at: Set(from.micros()),
            until_at: Set(None),
            evidence: Set(evidence.to_owned()),
            recorded_by: Set(self.by()?.uuid()),
            recorded_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        Ok(self.noted(&name, true, from, evidence))
    }

    /// Records that the seat ends at an instant. From then on its holder has no ballot; one that was in by then stands.
    ///
    /// # Errors
    /// When they have none by then.
    pub async fn ends(self, at: Moment, evidence: &str) -> Result<Changed, Declined> {
        let RecordSeat { body, person } = self.act().clone();
        let name = self.body_with_seats(&body).await?;
        let ended = body_seat::Entity::update_many()
            .col_expr(body_seat::Column::UntilAt, Expr::value(at.micros()))
            .filter(body_seat::Column::GroupId.eq(self.group.uuid()))
            .filter(body_seat::Column::Body.eq(&body))
            .filter(body_seat::Column::PersonId.eq(person.uuid()))
            .filter(body_seat::Column::FromAt.lt(at.micros()))
            .filter(
                Condition::any()
                    .add(body_seat::Column::UntilAt.is_null())
                    .add(body_seat::Column::UntilAt.gt(at.micros())),
            )
            .exec(&self.tx)
            .await?;
        if ended.rows_affected == 0 {
            return Err(Declined::rule(format!("they have no seat on {name} on that day, by the record")));
        }
        Ok(self.noted(&name, false, at, evidence))
    }

    /// A body whose seats are recorded one by one, within a sentence.
    async fn body_with_seats(&self, body: &str) -> Result<String, Declined> {
        let charter = self.charter().await?;
        let found = charter.rules().bodies.get(body).ok_or(Declined::NotFound("body"))?;
        let name = charter.the_body(body);
        if found.kind == BodyKind::DerivedGroup {
            return Err(Declined::field(
                "body",
                format!("Whoever belongs to {name} follows from other bodies; record the seat there."),
            ));
        }
        Ok(name)
    }

    fn noted(self, body: &str, began: bool, from: Moment, evidence: &str) -> Changed {
        let what =
            json!({ "body": body, "person": self.act().person, "began": began, "from": from, "evidence": evidence });
        self.changed(vec![Change::made("seat", what)])
    }
}
