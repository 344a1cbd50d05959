//! The people of a group and its terms, as crate `membership` knows them: for a page, for the clock, and in the transaction
//! of an act. Nothing here knows what a term leads to.

use crate::{
    Bookkeeping, Group, Roster, Store,
    database::tables::{charter_version, member},
    groups::end,
    members::holidays,
    members::roster,
};
use anyhow::Context as _;
use basics::{GroupId, Moment, PersonId, Zone};
use charter::Charter;
use jiff::civil::Date;
use membership::{Course, Holiday, OfficeHeld, OutsideStatus, Stage, Standing, Term, TermRule};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, prelude::Expr,
};
use std::{collections::HashMap, sync::Arc};

/// A group's people under what its charter says about terms.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The charter in force.
    pub charter: Arc<Charter>,
    /// What it says about terms.
    pub rule: TermRule,
    /// The days on which nobody is expected to answer.
    pub holidays: Vec<Holiday>,
    /// Everybody who is or was in the group.
    pub people: membership::Roster,
    /// Up to which instant whom was reminded of the end of their term.
    pub reminded: HashMap<PersonId, Moment>,
}

impl Store {
    /// The people of a group with their terms, as the charter in force counts them.
    pub async fn terms(&self, group: GroupId) -> Result<Terms, anyhow::Error> {
        terms(self, self.reader(), group).await
    }

    /// The groups in which the rights of somebody rest in the grace after a term, with their terms: until they say that they
    /// stay, or the grace is over.
    pub async fn graces_of(&self, person: PersonId) -> Result<Vec<(Group, Terms)>, anyhow::Error> {
        let over = member::Entity::find()
            .filter(member::Column::PersonId.eq(person.uuid()))
            .filter(member::Column::LeftAt.is_null())
            .filter(member::Column::TermUntil.lte(self.now().micros()))
            .filter(member::Column::GroupId.not_in_subquery(end::archives()));
        let mut graces = Vec::new();
        for row in over.all(self.reader()).await? {
            let terms = self.terms(row.group_id.into()).await?;
            if let Some(group) =
                self.group(row.group_id.into()).await?.filter(|_| terms.grace(person, self.now()).is_some())
            {
                graces.push((group, terms));
            }
        }
        Ok(graces)
    }
}

impl Terms {
    /// The end of the grace in which somebody's rights rest at this instant; none where none runs.
    pub fn grace(&self, person: PersonId, at: Moment) -> Option<Moment> {
        match self.people.member(person)?.course.as_ref()?.at(&self.rule, &self.holidays, at) {
            Stage::InGrace { until } => Some(until),
            _ => None,
        }
    }
}

/// The same in the transaction of an act.
pub(crate) async fn terms(store: &Store, tx: &impl ConnectionTrait, group: GroupId) -> Result<Terms, anyhow::Error> {
    let charter = store.load_charter(tx, group).await?;
    let rule = rule(tx, group, &charter).await?;
    let roster = roster::roster(tx, group).await?;
    let reminded = roster
        .rows
        .iter()
        .filter_map(|row| Some((PersonId::from(row.person_id), Moment::from_micros(row.reminded_at?))));
    let holidays = holidays::of(tx, group).await?;
    Ok(Terms { rule, holidays, people: roster.under(&charter)?, reminded: reminded.collect(), charter })
}

/// What a charter says about terms, counted from the day on which this group adopted it.
pub(crate) async fn rule(
    tx: &impl ConnectionTrait,
    group: GroupId,
    charter: &Charter,
) -> Result<TermRule, anyhow::Error> {
    let version = charter_version::Entity::find()
        .filter(charter_version::Column::GroupId.eq(group.uuid()))
        .filter(charter_version::Column::Digest.eq(charter.version().bytes().to_vec()))
        .one(tx)
        .await?
        .context("the charter in force is none of the versions of this group")?;
    let adopted: Date = version.adopted_on.parse().context("a charter was adopted on a day that cannot be read")?;
    Ok(TermRule::read(charter.rules(), adopted)?)
}

impl Roster {
    /// Everybody as crate `membership` knows them, their days counted in the zone of this charter.
    pub fn under(&self, charter: &Charter) -> Result<membership::Roster, anyhow::Error> {
        let zone = Zone::named(charter.zone())?;
        let statuses = self.statuses.iter().map(|row| OutsideStatus {
            person: row.person_id.into(),
            status: row.status.clone(),
            from: Moment::from_micros(row.from_at),
            until: row.until_at.map(Moment::from_micros),
        });
        Ok(membership::Roster {
            members: self.rows.iter().map(|row| self.ruled(row, &zone)).collect(),
            statuses: statuses.collect(),
        })
    }

    fn ruled(&self, row: &member::Model, zone: &Zone) -> membership::Member {
        let offices = self.offices.iter().filter(|held| held.person_id == row.person_id).map(|held| OfficeHeld {
            office: held.office.clone(),
            from: Moment::from_micros(held.from_at),
            until: held.until_at.map(Moment::from_micros),
        });
        let left = row.left_at.map(|at| Standing::Alumni {
            since: Moment::from_micros(at),
            why: row.left_because.clone().unwrap_or_default(),
        });
        membership::Member {
            person: row.person_id.into(),
            name_role: row.known_as.clone(),
            since: Moment::from_micros(row.joined_at),
            offices: offices.collect(),
            course: self.course(row.person_id).cloned().or_else(|| only_term(row, zone).map(Course::beginning)),
            standing: left.unwrap_or(Standing::Member),
        }
    }
}

/// The one term of somebody who never said that they stay.
fn only_term(row: &member::Model, zone: &Zone) -> Option<Term> {
    let (from, until) = (Moment::from_micros(row.term_from?), Moment::from_micros(row.term_until?));
    let anchored = row.term_anchor.as_deref().and_then(|anchor| anchor.parse().ok()).unwrap_or(from);
    let term = Term::kept(anchored, from, until, 1, zone);
    let (first, end) = (term.starts.first_of_month(), term.ends.first_of_month());
    let months = (i32::from(end.year()) - i32::from(first.year())) * 12 + i32::from(end.month() - first.month());
    Some(Term { months: u32::try_from(months).unwrap_or(1).max(1), ..term })
}

impl Bookkeeping<'_> {
    /// Members whose last known term is over and has not been ended yet, up to so many: where a grace runs, it is not to be.
    pub async fn terms_over(&self, most: u64) -> Result<Vec<(GroupId, PersonId)>, anyhow::Error> {
        let over = member::Entity::find()
            .filter(member::Column::LeftAt.is_null())
            .filter(member::Column::GroupId.not_in_subquery(end::archives()))
            .filter(member::Column::TermUntil.lte(self.store.now().micros()))
            .filter(
                Condition::any()
                    .add(member::Column::AgainAt.is_null())
                    .add(member::Column::AgainAt.lte(self.store.now().micros())),
            );
        let rows = over.order_by_asc(member::Column::TermUntil).limit(most).all(self.store.reader()).await?;
        Ok(rows.into_iter().map(|row| (row.group_id.into(), row.person_id.into())).collect())
    }

    /// A term that could not be ended is tried again from this instant on.
    pub async fn term_waits(&self, group: GroupId, person: PersonId, until: Moment) -> Result<(), anyhow::Error> {
        member::Entity::update_many()
            .col_expr(member::Column::AgainAt, Expr::value(until.micros()))
            .filter(member::Column::GroupId.eq(group.uuid()))
            .filter(member::Column::PersonId.eq(person.uuid()))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }

    /// Notes that somebody is reminded, where nobody else noted it since: `to` is the instant from which the reminder was
    /// due, `from` what was noted before. False when somebody was faster. Noting `from` again takes it back.
    pub async fn remind(
        &self,
        group: GroupId,
        person: PersonId,
        from: Option<Moment>,
        to: Option<Moment>,
    ) -> Result<bool, anyhow::Error> {
        let as_it_was = match from {
            Some(at) => Condition::all().add(member::Column::RemindedAt.eq(at.micros())),
            None => Condition::all().add(member::Column::RemindedAt.is_null()),
        };
        let noted = member::Entity::update_many()
            .col_expr(member::Column::RemindedAt, Expr::value(to.map(Moment::micros)))
            .filter(member::Column::GroupId.eq(group.uuid()))
            .filter(member::Column::PersonId.eq(person.uuid()))
            .filter(as_it_was)
            .exec(self.store.writer())
            .await?;
        Ok(noted.rows_affected == 1)
    }
}
