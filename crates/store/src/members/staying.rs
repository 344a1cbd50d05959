//! A member says that they stay for another term.

use crate::{
    Changed, Declined, Gather, Judged, MEMBER,
    database::tables::member,
    gather::{About, Gathering},
    members::holidays,
    members::roster,
    members::terms,
};
use audit::Change;
use basics::{GroupId, Moment, PersonId};
use charter::{Act as _, Actor, Facts, act::RenewTerm};
use membership::{Course, Stage};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

impl Gather for RenewTerm {
    const CHANGES_STANDING: bool = true;

    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of_oneself(self.object(), here.actor == Actor::Person(self.person))])
    }

    /// In the grace after a term rights rest, but for this one.
    async fn cases(&self, here: &Gathering<'_>) -> Result<Vec<Facts>, Declined> {
        let mut reading = here.reading().await?;
        if is_in_grace(here, self.person).await? && here.actor == Actor::Person(self.person) {
            reading.counts_as(MEMBER);
        }
        here.facts_by(&reading, Self::NAME, &self.about(here).await?).await
    }
}

async fn is_in_grace(here: &Gathering<'_>, person: PersonId) -> Result<bool, anyhow::Error> {
    let people = roster::roster(here.tx, here.group).await?.under(here.charter)?;
    let Some(course) = people.member(person).and_then(|member| member.course.as_ref()) else { return Ok(false) };
    let rule = terms::rule(here.tx, here.group, here.charter).await?;
    let holidays = holidays::of(here.tx, here.group).await?;
    Ok(matches!(course.at(&rule, &holidays, here.now), Stage::InGrace { .. }))
}

impl Judged<RenewTerm> {
    /// The next term follows, from the end of the old one.
    ///
    /// # Errors
    /// [`Declined::ByRule`] with the sentence of [`membership::NotStaying`]: too early, too late, said before, or where no
    /// term goes on by the member's word.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let (person, by) = (self.act().person, self.by()?);
        let mut terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let known = terms.people.members.iter_mut().find(|member| member.person == person);
        let known = known.ok_or(Declined::NotFound("member"))?;
        let before = known.ends_at();
        let next = known.stays(&terms.rule, &terms.holidays, by, self.now()).map_err(Declined::rule)?.clone();
        if let Some(course) = &known.course {
            write(&self.tx, self.group, person, course).await?;
        }
        let after = json!({ "from": next.starts_at(), "until": next.ends_at() });
        Ok(self.changed(vec![Change::from_to("term", json!({ "until": before }), after)]))
    }
}

/// Writes somebody's terms.
pub(crate) async fn write(
    tx: &impl ConnectionTrait,
    group: GroupId,
    person: PersonId,
    course: &Course,
) -> Result<(), Declined> {
    let micros = |at: Moment| Expr::value(at.micros());
    member::Entity::update_many()
        .col_expr(member::Column::Course, Expr::value(serde_json::to_string(course)?))
        .col_expr(member::Column::TermFrom, micros(course.term.starts_at()))
        .col_expr(member::Column::TermUntil, micros(course.ends_at()))
        .filter(member::Column::GroupId.eq(group.uuid()))
        .filter(member::Column::PersonId.eq(person.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}
