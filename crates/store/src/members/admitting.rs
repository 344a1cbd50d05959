//! What members say about an application, and the write by which somebody becomes a member: account, membership, term and
//! invitation at once.

use crate::{
    ApplicationRow, Declined, ErrandKind, Founder, Judged,
    database::tables::{application, attestation, member, office_held, status_held},
    door::Changed,
    groups::errands,
    members::admissible::is_eligible,
    members::applications::found,
    members::roster::{insert_founder, standing},
    people::accounts::{insert_person, person_at, person_of},
    people::tokens::keep_invitation,
};
use audit::Change;
use basics::{GroupId, Moment, PersonId};
use charter::act::{AdmitMember, AttestEvidence, ExplainRejection};
use membership::eligibility::{evidence, last};
use people::{Invitation, Person};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, prelude::Expr,
    prelude::Uuid,
};
use serde_json::json;

impl Judged<AttestEvidence> {
    /// Notes what a member says, with their name and the instant. Nothing of it is edited: a later word counts instead.
    ///
    /// # Errors
    /// When the charter asks for no such thing, or the application was decided on.
    pub async fn keep(self, met: bool, says: &str) -> Result<Changed, Declined> {
        let AttestEvidence { application, evidence: name } = self.act().clone();
        let row = found(&self.tx, self.group, application).await?;
        let charter = self.charter().await?;
        if !evidence(charter.rules()).iter().any(|asked| asked.name == name) {
            return Err(Declined::rule("the charter does not ask this of applicants"));
        }
        if row.admitted.is_some() {
            return Err(Declined::rule(format!("{} is admitted, so this changes nothing any more", row.name)));
        }
        attestation::Entity::insert(attestation::ActiveModel {
            id: Set(Uuid::new_v4()),
            application_id: Set(application.uuid()),
            evidence: Set(name.clone()),
            met: Set(met),
            says: Set(says.to_owned()),
            attested_by: Set(self.by()?.uuid()),
            attested_at: Set(self.now().micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let said = json!({ "application": row.number.to_string(), "evidence": name, "met": met, "says": says });
        Ok(self.changed(vec![Change::made("attestation", said)]))
    }
}

impl Judged<ExplainRejection> {
    /// Keeps the words that the applicant reads.
    ///
    /// # Errors
    /// When they were admitted.
    pub async fn keep(self, why: &str) -> Result<Changed, Declined> {
        let id = self.act().application;
        let row = found(&self.tx, self.group, id).await?;
        if row.admitted.is_some() {
            return Err(Declined::rule(format!("{} was admitted, so there is nothing to explain", row.name)));
        }
        application::Entity::update_many()
            .col_expr(application::Column::ToldWhy, Expr::value(why))
            .col_expr(application::Column::ToldBy, Expr::value(self.by()?.uuid()))
            .col_expr(application::Column::ToldAt, Expr::value(self.now().micros()))
            .filter(application::Column::Id.eq(id.uuid()))
            .exec(&self.tx)
            .await?;
        let before = row.told.map(|(why, ..)| json!({ "why": why }));
        let what = format!("words to application {}", row.number);
        let change = match before {
            Some(before) => Change::from_to(what, before, json!({ "why": why })),
            None => Change::made(what, json!({ "why": why })),
        };
        Ok(self.changed(vec![change]))
    }
}

/// What admitting somebody takes beside their application.
#[derive(Clone, Debug, Default)]
pub struct Admission {
    /// The first instant of their term and the first after it; none where the charter knows no terms.
    pub term: Option<(Moment, Moment)>,
    /// The invitation that is mailed to them; none where no mail can go out, and an officer hands one over.
    pub invitation: Option<Invitation>,
}

impl Judged<AdmitMember> {
    /// Takes the applicant in: an account at their address, the membership with its term, the outside statuses that were
    /// attested, and the invitation. They have no session and no access by it.
    ///
    /// # Errors
    /// When they are not eligible by now, are a member already, or were admitted on this application before.
    pub async fn keep(self, admission: &Admission) -> Result<Changed, Declined> {
        let row = found(&self.tx, self.group, self.act().application).await?;
        let charter = self.charter().await?;
        is_eligible(&row, &charter)?;
        let person = self.account_of(&row).await?;
        let asked = evidence(charter.rules()).into_iter().filter(|evidence| evidence.is_status);
        let statuses = asked.filter(|evidence| last(&row.attested, &evidence.name).is_some_and(|said| said.met));
        let new = Founder {
            person,
            known_as: row.name.as_str().to_owned(),
            offices: Vec::new(),
            statuses: statuses.map(|evidence| evidence.name).collect(),
            term: admission.term,
            joined: self.now(),
        };
        self.joins(&row, &new).await?;
        if let Some(invitation) = &admission.invitation {
            keep_invitation(&self.tx, self.group, (person, &row.email), invitation, self.now()).await?;
        }
        self.is_admitted(&row, person).await?;
        errands::note_of_chat(&self.tx, self.group, &charter, (ErrandKind::IntoChat, person), self.now()).await?;
        let about = json!({
            "application": row.number.to_string(), "person": person,
            "term": admission.term.map(|(from, until)| json!({ "from": from, "until": until })),
        });
        Ok(self.changed(vec![Change::made("member by admission", about)]))
    }

    /// The account at their address: it may be there from another group.
    async fn account_of(&self, row: &ApplicationRow) -> Result<PersonId, Declined> {
        if let Some(known) = person_of(person_at(&self.tx, &row.email).await?)? {
            return Ok(known.id);
        }
        let person = Person::new(PersonId::mint(self.now()), row.name.clone(), row.email.clone());
        insert_person(&self.tx, &person, self.now()).await?;
        Ok(person.id)
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

    async fn is_admitted(&self, row: &ApplicationRow, person: PersonId) -> Result<(), Declined> {
        let done = application::Entity::update_many()
            .col_expr(application::Column::PersonId, Expr::value(person.uuid()))
            .col_expr(application::Column::AdmittedAt, Expr::value(self.now().micros()))
            .filter(application::Column::Id.eq(row.id.uuid()))
            .filter(application::Column::AdmittedAt.is_null())
            .exec(&self.tx)
            .await?;
        if done.rows_affected == 1 { Ok(()) } else { Err(Declined::Stale("the application")) }
    }
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
