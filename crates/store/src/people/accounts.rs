//! Accounts: who has one, found by id or by the one spelling of their address, and whether they still belong here.

use crate::{
    Bookkeeping, Declined, Store, Waiting,
    database::tables::{group_ending, member, one_time_token, person, working_group},
};
use basics::{Moment, PersonId};
use membership::OfferStage;
use people::{EmailAddress, Person, PersonName, Purpose, Standing};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, prelude::Uuid,
};
use std::collections::HashMap;

impl Bookkeeping<'_> {
    /// Makes an account. It has no way in until one is added to it.
    ///
    /// # Errors
    /// [`Declined::ByRule`] when another account has the address, in whatever spelling.
    pub async fn create_person(&self, person: &Person) -> Result<(), Declined> {
        let tx = self.store.write().await?;
        if person_at(&tx, &person.email).await?.is_some() {
            return Err(Declined::rule(format!("{} has an account here already", person.email)));
        }
        insert_person(&tx, person, self.store.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Store {
    /// The person with this id.
    pub async fn person(&self, id: PersonId) -> Result<Option<Person>, anyhow::Error> {
        person_of(person::Entity::find_by_id(id.uuid()).one(self.reader()).await?)
    }

    /// The person with this address, in whatever spelling.
    pub async fn person_at(&self, address: &EmailAddress) -> Result<Option<Person>, anyhow::Error> {
        person_of(person_at(self.reader(), address).await?)
    }

    /// Whether a person belongs to any group of this installation now, or to a body that is asked here. What is still to begin
    /// counts.
    pub async fn belonging(&self, id: PersonId) -> Result<Standing, anyhow::Error> {
        match self.belonging_to_a_group(id).await? {
            Standing::Belongs => Ok(Standing::Belongs),
            _ if self.has_a_seat(id).await? => Ok(Standing::Belongs),
            over => Ok(over),
        }
    }

    async fn belonging_to_a_group(&self, id: PersonId) -> Result<Standing, anyhow::Error> {
        let now = self.now();
        let of_person = member::Column::PersonId.eq(id.uuid());
        let rows = member::Entity::find().filter(of_person).all(self.reader()).await?;
        if rows.is_empty() {
            let founding = self.is_founding(id).await?;
            return if founding { Ok(Standing::Belongs) } else { self.belonging_nowhere(id, Standing::Left).await };
        }
        let over = self.ended_among(&rows).await?;
        let ends = rows.iter().map(|row| end_of(row, over.get(&row.group_id))).collect::<Option<Vec<_>>>();
        let last = ends.and_then(|ends| ends.into_iter().max_by_key(|(at, _)| *at));
        match last.filter(|(at, _)| *at <= now) {
            None => Ok(Standing::Belongs),
            Some((_, how)) => self.belonging_nowhere(id, how).await,
        }
    }

    /// What somebody is who belongs to no group now: whether a word of theirs would change it, and else how it ended.
    async fn belonging_nowhere(&self, id: PersonId, how: Standing) -> Result<Standing, anyhow::Error> {
        let may_accept = |waits: &Waiting| matches!(waits.offer.at(self.now()), OfferStage::Open { .. });
        let may_say = self.admissions_for(id).await?.iter().any(may_accept) || !self.graces_of(id).await?.is_empty();
        Ok(if may_say { Standing::MaySay } else { how })
    }

    /// Which of these groups ended, and when.
    async fn ended_among(&self, rows: &[member::Model]) -> Result<HashMap<Uuid, Moment>, DbErr> {
        let theirs = group_ending::Column::GroupId.is_in(rows.iter().map(|row| row.group_id));
        let ended = group_ending::Entity::find().filter(theirs).all(self.reader()).await?;
        Ok(ended.into_iter().map(|row| (row.group_id, Moment::from_micros(row.ended_at))).collect())
    }

    /// Whether they hold the first run's link, and no group was founded since they used it.
    async fn is_founding(&self, id: PersonId) -> Result<bool, DbErr> {
        let used = one_time_token::Entity::find()
            .filter(one_time_token::Column::PersonId.eq(id.uuid()))
            .filter(one_time_token::Column::Purpose.eq(Purpose::Invitation.label()))
            .filter(one_time_token::Column::GroupId.is_null())
            .filter(one_time_token::Column::UsedAt.is_not_null())
            .all(self.reader())
            .await?;
        let Some(used) = used.into_iter().filter_map(|row| row.used_at).max() else { return Ok(false) };
        let founded = working_group::Entity::find().filter(working_group::Column::MadeAt.gte(used));
        Ok(founded.count(self.reader()).await? == 0)
    }
}

/// The first instant at which a membership is over, and how it ended; none while no end is known, and none for whoever
/// was in a group when it ended: they go on reading its archive.
fn end_of(row: &member::Model, over: Option<&Moment>) -> Option<(Moment, Standing)> {
    let term = row.term_until.map(|at| (Moment::from_micros(at), Standing::TermEnded));
    let left = row.left_at.map(|at| (Moment::from_micros(at), Standing::Left));
    let end = [term, left].into_iter().flatten().min_by_key(|(at, _)| *at);
    end.filter(|(at, _)| over.is_none_or(|over| at <= over))
}

pub(crate) async fn person_at(
    tx: &impl ConnectionTrait,
    address: &EmailAddress,
) -> Result<Option<person::Model>, DbErr> {
    person::Entity::find().filter(person::Column::EmailKey.eq(address.key())).one(tx).await
}

pub(crate) async fn insert_person(tx: &impl ConnectionTrait, made: &Person, at: Moment) -> Result<(), DbErr> {
    person::Entity::insert(person::ActiveModel {
        id: Set(made.id.uuid()),
        name: Set(made.name.as_str().to_owned()),
        email: Set(made.email.to_string()),
        email_key: Set(made.email.key()),
        public_name_at: Set(made.consent_public_name.map(Moment::micros)),
        made_at: Set(at.micros()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

pub(crate) fn person_of(row: Option<person::Model>) -> Result<Option<Person>, anyhow::Error> {
    let Some(row) = row else { return Ok(None) };
    let person = Person::new(row.id.into(), PersonName::parse(&row.name)?, EmailAddress::parse(&row.email)?);
    Ok(Some(Person { consent_public_name: row.public_name_at.map(Moment::from_micros), ..person }))
}
