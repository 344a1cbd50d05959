//! Admissions between the yes of the group and the first day of a member: read, written to their people, and looked for by
//! the clock. What is accepted or lapses stands in `accepting.rs`; when, in `membership::Offer`.

use crate::{
    Bookkeeping, Declined, Store,
    database::tables::{admission, application},
    groups::end,
    people::invitations::keep_invitation,
};
use basics::{ApplicationId, GroupId, Moment, PersonId};
use membership::{Offer, OfferStage};
use people::{EmailAddress, Invitation};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select, prelude::Expr,
};

/// An admission that waits for its person, or for what they lack.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The group.
    pub group: GroupId,
    /// The application that was decided about.
    pub application: ApplicationId,
    /// Whom it is for. They have an account, and nothing more by it.
    pub person: PersonId,
    /// The name they gave.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// The admission.
    pub offer: Offer,
    /// The last letter about it that was noted, by the instant from which it was due.
    pub written: Option<Moment>,
}

impl Store {
    /// The admissions of a group that wait now, the earliest first.
    pub async fn waiting_admissions(&self, group: GroupId) -> Result<Vec<Waiting>, anyhow::Error> {
        let of_group = open().filter(admission::Column::GroupId.eq(group.uuid()));
        waiting(self.reader(), of_group, self.now()).await
    }

    /// The admissions that wait for this person now, in any group.
    pub async fn admissions_for(&self, person: PersonId) -> Result<Vec<Waiting>, anyhow::Error> {
        let theirs = open().filter(admission::Column::PersonId.eq(person.uuid()));
        waiting(self.reader(), theirs, self.now()).await
    }

    /// The admission to a group that this person can accept now.
    pub async fn admission_to_accept(
        &self,
        group: GroupId,
        person: PersonId,
    ) -> Result<Option<Waiting>, anyhow::Error> {
        let found = self.admissions_for(person).await?.into_iter().filter(|found| found.group == group);
        let now = self.now();
        Ok(found.into_iter().find(|found| matches!(found.offer.at(now), OfferStage::Open { .. })))
    }
}

/// Whether somebody was admitted and can still accept it, in the transaction of an act.
pub(crate) async fn is_admitted(
    tx: &impl ConnectionTrait,
    group: GroupId,
    person: PersonId,
    at: Moment,
) -> Result<bool, DbErr> {
    let theirs = open().filter(admission::Column::PersonId.eq(person.uuid()));
    let rows = theirs.filter(admission::Column::GroupId.eq(group.uuid())).all(tx).await?;
    Ok(rows.iter().any(|row| matches!(offer_of(row).at(at), OfferStage::Open { .. })))
}

/// The admission on an application, with whom it is for.
pub(crate) async fn found(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: ApplicationId,
) -> Result<(Offer, PersonId), Declined> {
    let of_group = admission::Column::GroupId.eq(group.uuid());
    let row = admission::Entity::find_by_id(id.uuid()).filter(of_group).one(tx).await?;
    let row = row.ok_or(Declined::NotFound("admission"))?;
    Ok((offer_of(&row), row.person_id.into()))
}

/// Rows that were neither accepted nor recorded as lapsed.
fn open() -> Select<admission::Entity> {
    admission::Entity::find()
        .filter(admission::Column::AcceptedAt.is_null())
        .filter(admission::Column::LapsedAt.is_null())
        .order_by_asc(admission::Column::MadeAt)
}

async fn waiting(
    tx: &impl ConnectionTrait,
    rows: Select<admission::Entity>,
    now: Moment,
) -> Result<Vec<Waiting>, anyhow::Error> {
    let mut rows = rows.all(tx).await?;
    rows.retain(|row| !matches!(offer_of(row).at(now), OfferStage::Lapsed { .. }));
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows.iter().map(|row| row.application_id);
    let written = application::Entity::find().filter(application::Column::Id.is_in(ids)).all(tx).await?;
    let of = |row: &admission::Model| written.iter().find(|one| one.id == row.application_id);
    rows.iter().filter_map(|row| Some(waiting_of(row, of(row)?))).collect()
}

fn waiting_of(row: &admission::Model, written: &application::Model) -> Result<Waiting, anyhow::Error> {
    Ok(Waiting {
        group: row.group_id.into(),
        application: row.application_id.into(),
        person: row.person_id.into(),
        name: written.name.clone(),
        email: EmailAddress::parse(&written.email)?,
        offer: offer_of(row),
        written: row.written_at.map(Moment::from_micros),
    })
}

pub(crate) fn offer_of(row: &admission::Model) -> Offer {
    let at = |micros: Option<i64>| micros.map(Moment::from_micros);
    Offer {
        made: Moment::from_micros(row.made_at),
        lacks_until: at(row.lacks_until),
        open_since: at(row.open_since),
        accept_by: at(row.accept_by),
        accepted: at(row.accepted_at),
        lapsed: at(row.lapsed_at),
    }
}

impl Bookkeeping<'_> {
    /// Admissions whose letter is due and was not noted, with the instant from which it was.
    pub async fn admissions_to_write(&self) -> Result<Vec<(Waiting, Moment)>, anyhow::Error> {
        let now = self.store.now();
        let working = open().filter(admission::Column::GroupId.not_in_subquery(end::archives()));
        let rows = waiting(self.store.reader(), working, now).await?.into_iter();
        let due = rows.filter_map(|row| Some((row.offer.letter_due(now)?, row)));
        Ok(due.filter(|(due, row)| row.written < Some(*due)).map(|(due, row)| (row, due)).collect())
    }

    /// Notes that a letter leaves, and keeps the link in it in the place of earlier ones. False when somebody was faster.
    pub async fn writes_of_admission(
        &self,
        of: &Waiting,
        due: Moment,
        invitation: &Invitation,
    ) -> Result<bool, Declined> {
        let tx = self.store.write().await?;
        if !note(&tx, of.application, of.written, Some(due)).await? {
            return Ok(false);
        }
        keep_invitation(&tx, of.group, (of.person, &of.email), invitation, self.store.now()).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// No mail server took the letter: it is due again, with a new link.
    pub async fn admission_was_not_written(&self, of: &Waiting, due: Moment) -> Result<(), anyhow::Error> {
        note(self.store.writer(), of.application, Some(due), of.written).await?;
        Ok(())
    }

    /// Admissions whose day passed and that have not been ended yet, up to so many.
    pub async fn admissions_over(&self, most: u64) -> Result<Vec<(GroupId, ApplicationId)>, anyhow::Error> {
        let now = self.store.now().micros();
        let unopened =
            Condition::all().add(admission::Column::OpenSince.is_null()).add(admission::Column::LacksUntil.lte(now));
        let over = Condition::any().add(admission::Column::AcceptBy.lte(now)).add(unopened);
        let again = Condition::any().add(admission::Column::AgainAt.is_null()).add(admission::Column::AgainAt.lte(now));
        let rows = open()
            .filter(admission::Column::GroupId.not_in_subquery(end::archives()))
            .filter(over)
            .filter(again)
            .limit(most)
            .all(self.store.reader())
            .await?;
        Ok(rows.into_iter().map(|row| (row.group_id.into(), row.application_id.into())).collect())
    }

    /// An admission that could not be ended is tried again from this instant on.
    pub async fn admission_waits(&self, of: ApplicationId, until: Moment) -> Result<(), anyhow::Error> {
        admission::Entity::update_many()
            .col_expr(admission::Column::AgainAt, Expr::value(until.micros()))
            .filter(admission::Column::ApplicationId.eq(of.uuid()))
            .exec(self.store.writer())
            .await?;
        Ok(())
    }
}

/// Notes the letter of `to`, where nobody else noted one since.
async fn note(
    tx: &impl ConnectionTrait,
    of: ApplicationId,
    from: Option<Moment>,
    to: Option<Moment>,
) -> Result<bool, DbErr> {
    let as_it_was = match from {
        Some(at) => admission::Column::WrittenAt.eq(at.micros()),
        None => admission::Column::WrittenAt.is_null(),
    };
    let noted = admission::Entity::update_many()
        .col_expr(admission::Column::WrittenAt, Expr::value(to.map(Moment::micros)))
        .filter(admission::Column::ApplicationId.eq(of.uuid()))
        .filter(as_it_was)
        .exec(tx)
        .await?;
    Ok(noted.rows_affected == 1)
}
