//! Whoever was admitted accepts, and is a member from then on; whoever does not in time was not admitted.

use crate::{
    ApplicationRow, Changed, Declined, ErrandKind, Founder, Gather, Judged, MEMBER,
    database::tables::{admission, member, office_held, status_held},
    gather::{About, Gathering},
    groups::errands,
    members::applications,
    members::offers::found,
    members::roster::{insert_founder, standing},
    members::terms,
    people::joining::Coming,
};
use audit::Change;
use basics::{ApplicationId, GroupId, Moment, PersonId};
use charter::{
    Act as _, Actor, Charter, Facts,
    act::{AcceptAdmission, LapseAdmission},
};
use membership::{
    OfferStage,
    eligibility::{evidence, last},
};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;
use std::collections::BTreeSet;

impl Gather for AcceptAdmission {
    const CHANGES_STANDING: bool = true;

    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        let (_, person) = found(here.tx, here.group, self.application).await?;
        Ok(vec![About::of_oneself(self.object(), here.actor == Actor::Person(person))])
    }

    /// Whoever was admitted is no member before they accept; to accept they count as one.
    async fn cases(&self, here: &Gathering<'_>) -> Result<Vec<Facts>, Declined> {
        let (offer, person) = found(here.tx, here.group, self.application).await?;
        let mut reading = here.reading().await?;
        if here.actor == Actor::Person(person) && matches!(offer.at(here.now), OfferStage::Open { .. }) {
            reading.counts_as(MEMBER);
        }
        here.facts_by(&reading, Self::NAME, &self.about(here).await?).await
    }
}

impl Gather for LapseAdmission {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, here: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        found(here.tx, here.group, self.application).await?;
        Ok(vec![About::of(self.object())])
    }
}

impl Judged<AcceptAdmission> {
    /// They are a member from now on, and their term is counted from today; what was attested of them outside the group is
    /// on record. They come in by the same act, and have no access by it.
    ///
    /// # Errors
    /// When it is too late, was accepted before, waits for what is lacking, and for whatever keeps them from coming in.
    pub async fn keep(self, coming: Coming<'_>) -> Result<Changed, Declined> {
        let id = self.act().application;
        let (offer, person) = found(&self.tx, self.group, id).await?;
        match offer.at(self.now()) {
            OfferStage::Open { .. } => {}
            OfferStage::Accepted => return Err(Declined::rule("this was accepted before; nothing has to be said")),
            OfferStage::Lapsed { .. } => {
                return Err(Declined::rule("the time to accept is over; apply again, which is possible at once"));
            }
            OfferStage::Lacks { .. } => {
                return Err(Declined::rule("something that the charter asks for has to be shown first"));
            }
        }
        let row = applications::found(&self.tx, self.group, id).await?;
        let charter = self.charter().await?;
        let rule = terms::rule(&self.tx, self.group, &charter).await?;
        let today = self.now().in_zone(rule.zone.rules()).date();
        let term = rule.first(today, &BTreeSet::new()).map_err(Declined::rule)?;
        let term = term.map(|term| (term.starts_at(), term.ends_at()));
        // First the link: whoever sent it may invite somebody who was admitted, and here nobody is a member yet.
        coming.comes_in(&self.store, &self.tx).await?;
        self.joins(&row, &new_member(&row, &charter, (person, self.now()), term)).await?;
        is_marked(&self.tx, id, admission::Column::AcceptedAt, self.now()).await?;
        errands::note_of_chat(&self.tx, self.group, &charter, (ErrandKind::IntoChat, person), self.now()).await?;
        let about = json!({
            "application": row.number.to_string(), "person": person,
            "term": term.map(|(from, until)| json!({ "from": from, "until": until })),
        });
        Ok(self.changed(vec![Change::made("member by admission", about)]))
    }

    /// The membership. Whoever was a member before begins anew; what was before stands in the log.
    async fn joins(&self, row: &ApplicationRow, new: &Founder) -> Result<(), Declined> {
        let key = (self.group.uuid(), new.person.uuid());
        if standing(&self.tx, self.group, new.person, self.now()).await?.is_member() {
            return Err(Declined::rule(format!("{} is a member of the group already", row.name)));
        }
        let before = member::Entity::delete_by_id(key).exec(&self.tx).await?;
        if before.rows_affected > 0 {
            end_what_was_held(&self.tx, self.group, new.person, self.now()).await?;
        }
        Ok(insert_founder(&self.tx, self.group, new).await?)
    }
}

fn new_member(
    row: &ApplicationRow,
    charter: &Charter,
    (person, now): (PersonId, Moment),
    term: Option<(Moment, Moment)>,
) -> Founder {
    let asked = evidence(charter.rules()).into_iter().filter(|evidence| evidence.is_status);
    let statuses = asked.filter(|evidence| last(&row.attested, &evidence.name).is_some_and(|said| said.met));
    Founder {
        person,
        known_as: row.name.as_str().to_owned(),
        offices: Vec::new(),
        statuses: statuses.map(|evidence| evidence.name).collect(),
        term,
        joined: now,
    }
}

impl Judged<LapseAdmission> {
    /// The admission comes to nothing; they can apply again at once.
    ///
    /// # Errors
    /// Before its day, and once it was accepted or has lapsed.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let id = self.act().application;
        let (offer, person) = found(&self.tx, self.group, id).await?;
        let OfferStage::Lapsed { since } = offer.at(self.now()) else {
            return Err(Declined::rule("this admission can still be accepted, or was; it does not lapse"));
        };
        is_marked(&self.tx, id, admission::Column::LapsedAt, since).await?;
        let why =
            if offer.open_since.is_some() { "not accepted in time" } else { "not shown in time what was lacking" };
        let about = json!({ "person": person, "since": since, "why": why });
        Ok(self.changed(vec![Change::from_to("admission", json!("open"), about)]))
    }
}

/// Notes how an admission ended, once.
async fn is_marked(
    tx: &impl ConnectionTrait,
    id: ApplicationId,
    how: admission::Column,
    at: Moment,
) -> Result<(), Declined> {
    let done = admission::Entity::update_many()
        .col_expr(how, Expr::value(at.micros()))
        .filter(admission::Column::ApplicationId.eq(id.uuid()))
        .filter(admission::Column::AcceptedAt.is_null())
        .filter(admission::Column::LapsedAt.is_null())
        .exec(tx)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Declined::Stale("the admission")) }
}

/// Offices and statuses from an earlier membership do not come back with a new one.
async fn end_what_was_held(
    tx: &impl ConnectionTrait,
    group: GroupId,
    person: PersonId,
    at: Moment,
) -> Result<(), DbErr> {
    office_held::Entity::update_many()
        .col_expr(office_held::Column::UntilAt, Expr::value(at.micros()))
        .filter(office_held::Column::GroupId.eq(group.uuid()))
        .filter(office_held::Column::PersonId.eq(person.uuid()))
        .filter(office_held::Column::UntilAt.is_null())
        .exec(tx)
        .await?;
    status_held::Entity::update_many()
        .col_expr(status_held::Column::UntilAt, Expr::value(at.micros()))
        .filter(status_held::Column::GroupId.eq(group.uuid()))
        .filter(status_held::Column::PersonId.eq(person.uuid()))
        .filter(status_held::Column::UntilAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
