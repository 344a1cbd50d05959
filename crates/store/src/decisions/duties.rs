//! The duty to take part in votes: how somebody stands in a year, and the request that they are sent at its end.

use crate::{
    Bookkeeping, Closing, DecisionRow, Store,
    database::tables::{duty_request, duty_year},
};
use basics::{GroupId, Moment, PersonId, Zone};
use charter::rules::Participation;
use decisions::{Outcome, falls_short, took_part};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, prelude::Expr,
    sea_query::SimpleExpr,
};

/// Votes of a year that somebody took part in, of those they could have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The year, in the zone of the group.
    pub year: i16,
    /// In how many they did.
    pub took: u32,
    /// Of how many.
    pub votes: u32,
}

impl Store {
    /// How somebody stands in a year so far.
    pub async fn part_of(
        &self,
        group: GroupId,
        person: PersonId,
        year: i16,
        zone: &Zone,
    ) -> Result<Part, anyhow::Error> {
        let formal = formal(self.decisions(group).await?, year, zone);
        let (took, votes) = took_part(formal.iter().filter_map(|row| row.roll.as_ref()), person);
        Ok(Part { year, took, votes })
    }

    /// The request that somebody was sent at the end of a year and has not put away, the last one.
    pub async fn duty_request(&self, group: GroupId, person: PersonId) -> Result<Option<Part>, anyhow::Error> {
        let row = duty_request::Entity::find()
            .filter(duty_request::Column::GroupId.eq(group.uuid()))
            .filter(duty_request::Column::PersonId.eq(person.uuid()))
            .filter(duty_request::Column::SeenAt.is_null())
            .order_by_desc(duty_request::Column::Year)
            .one(self.reader())
            .await?;
        row.as_ref().map(part).transpose()
    }

    /// The requests of a group that its convener has not read yet, by year. For the eyes of a convener alone.
    pub async fn duty_requests(&self, group: GroupId) -> Result<Vec<(PersonId, Part)>, anyhow::Error> {
        let rows = duty_request::Entity::find()
            .filter(duty_request::Column::GroupId.eq(group.uuid()))
            .filter(duty_request::Column::ConvenerSeenAt.is_null())
            .order_by_asc(duty_request::Column::Year)
            .all(self.reader())
            .await?;
        rows.iter().map(|row| Ok((row.person_id.into(), part(row)?))).collect()
    }
}

fn part(row: &duty_request::Model) -> Result<Part, anyhow::Error> {
    Ok(Part { year: row.year.try_into()?, took: row.took_part.try_into()?, votes: row.votes.try_into()? })
}

impl Bookkeeping<'_> {
    /// Looks once at a year of a group: whoever took part in too few votes is sent the request, and nothing else happens. Gives
    /// the number of requests.
    pub async fn ask_for_duties(
        &self,
        group: GroupId,
        rule: &Participation,
        year: i16,
        zone: &Zone,
    ) -> Result<usize, anyhow::Error> {
        let mark = || duty_year::Entity::find_by_id((group.uuid(), i32::from(year)));
        if mark().one(self.store.reader()).await?.is_some() {
            return Ok(0);
        }
        let formal = formal(self.store.decisions(group).await?, year, zone);
        let (tx, now) = (self.store.write().await?, self.store.now());
        // Another process may have looked in between.
        if mark().one(&tx).await?.is_some() {
            return Ok(0);
        }
        let looked = duty_year::ActiveModel {
            group_id: Set(group.uuid()),
            year: Set(year.into()),
            looked_at: Set(now.micros()),
        };
        duty_year::Entity::insert(looked).exec_without_returning(&tx).await?;
        let mut asked = 0;
        for member in self.store.members(group).await?.into_iter().filter(|member| member.current(now)) {
            let (took, votes) = took_part(formal.iter().filter_map(|row| row.roll.as_ref()), member.person);
            if !falls_short(rule, took, votes) {
                continue;
            }
            duty_request::Entity::insert(duty_request::ActiveModel {
                group_id: Set(group.uuid()),
                person_id: Set(member.person.uuid()),
                year: Set(year.into()),
                took_part: Set(took.try_into()?),
                votes: Set(votes.try_into()?),
                seen_at: Set(None),
                convener_seen_at: Set(None),
            })
            .exec_without_returning(&tx)
            .await?;
            asked += 1;
        }
        tx.commit().await?;
        Ok(asked)
    }

    /// Somebody read the request and puts it away.
    pub async fn puts_duty_away(&self, group: GroupId, person: PersonId) -> Result<(), anyhow::Error> {
        self.is_read(duty_request::Column::SeenAt, group, duty_request::Column::PersonId.eq(person.uuid())).await
    }

    /// The convener read of these requests; those of years that come are new.
    pub async fn convener_read_of_duties(&self, group: GroupId, until: i16) -> Result<(), anyhow::Error> {
        self.is_read(duty_request::Column::ConvenerSeenAt, group, duty_request::Column::Year.lte(i32::from(until)))
            .await
    }

    async fn is_read(&self, by: duty_request::Column, group: GroupId, which: SimpleExpr) -> Result<(), anyhow::Error> {
        duty_request::Entity::update_many()
            .col_expr(by, Expr::value(self.store.now().micros()))
            .filter(duty_request::Column::GroupId.eq(group.uuid()))
            .filter(which)
            .filter(by.is_null())
            .exec(self.store.writer())
            .await?;
        Ok(())
    }
}

/// The formal votes of a year: those that were open, and were closed in it. One that was suspended took nobody's ballot.
fn formal(all: Vec<DecisionRow>, year: i16, zone: &Zone) -> Vec<DecisionRow> {
    let in_the_year = |at: Moment| at.in_zone(zone.rules()).year() == year;
    let mut all = all;
    all.retain(|row| {
        let counts = |closing: &Closing| closing.counted.is_some_and(|(_, outcome)| outcome != Outcome::Suspended);
        let closed = row.closed.filter(counts);
        row.is_of_the_group() && row.declared.is_none() && closed.is_some_and(|closing| in_the_year(closing.at))
    });
    all
}
