//! What members say about an application, and the write by which somebody is admitted. They are a member once they accept
//! it (`accepting.rs`).

use crate::{
    ApplicationRow, Changed, Declined, Judged, SentForm,
    database::tables::{admission, application, attestation},
    members::admissible::is_eligible,
    members::applications::found,
    members::offers,
    members::roster::standing,
    people::accounts::{insert_person, person_at, person_of},
};
use audit::Change;
use basics::{ApplicationId, Moment, PersonId};
use charter::{
    Charter,
    act::{AdmitMember, AttestEvidence, ExplainRejection},
};
use membership::{
    Offer, OfferStage,
    eligibility::{evidence, was_eligible},
};
use people::Person;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

impl Judged<AttestEvidence> {
    /// Notes what a member says, with their name and the instant. Nothing of it is edited: a later word counts instead.
    ///
    /// # Errors
    /// When the charter asks for no such thing, or the application was decided on.
    pub async fn keep(self, met: bool, says: &str, form: &SentForm) -> Result<Changed, Declined> {
        self.once(form).await?;
        let AttestEvidence { application, evidence: name } = self.act().clone();
        let row = found(&self.tx, self.group, application).await?;
        let charter = self.charter().await?;
        if !evidence(charter.rules()).iter().any(|asked| asked.name == name) {
            return Err(Declined::rule("the charter does not ask this of applicants"));
        }
        let hangs = row.offer.as_ref().filter(|offer| matches!(offer.at(self.now()), OfferStage::Lacks { .. }));
        if row.admitted.is_some() && hangs.is_none() {
            return Err(Declined::rule(format!("{} is admitted, so this changes nothing any more", row.name)));
        }
        attestation::Entity::insert(attestation::ActiveModel {
            id: Set(form.id.uuid()),
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
        let mut changes = vec![Change::made("attestation", said)];
        if let Some(offer) = hangs {
            changes.extend(self.opens(application, offer, &charter).await?);
        }
        Ok(self.changed(changes))
    }

    /// An admission that hung on it can be accepted once nothing is lacking any more.
    async fn opens(&self, id: ApplicationId, offer: &Offer, charter: &Charter) -> Result<Option<Change>, Declined> {
        if is_eligible(&found(&self.tx, self.group, id).await?, charter).is_err() {
            return Ok(None);
        }
        let offer = offer.clone().opened(charter, self.now());
        admission::Entity::update_many()
            .col_expr(admission::Column::OpenSince, Expr::value(self.now().micros()))
            .col_expr(admission::Column::AcceptBy, Expr::value(offer.accept_by.map(Moment::micros)))
            .filter(admission::Column::ApplicationId.eq(id.uuid()))
            .exec(&self.tx)
            .await?;
        Ok(Some(Change::made("admission", json!({ "accept_by": offer.accept_by }))))
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

impl Judged<AdmitMember> {
    /// The applicant can accept from now on; where something was lost that the charter asks for, once that is shown. They
    /// have an account at their address by it, and nothing more.
    ///
    /// # Errors
    /// When they never were eligible, or are no longer and the charter gives no time; when they are a member already, or
    /// were admitted on this application before.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let row = found(&self.tx, self.group, self.act().application).await?;
        let charter = self.charter().await?;
        let offer = match is_eligible(&row, &charter) {
            Ok(()) => Offer::made(&charter, self.now()),
            Err(lacking) if was_eligible(&evidence(charter.rules()), &row.attested) => {
                Offer::on_condition(&charter, self.now()).ok_or(lacking)?
            }
            Err(never) => return Err(never),
        };
        let person = self.account_of(&row).await?;
        self.waits_for_nothing_else(&row, person).await?;
        self.is_admitted(&row, person).await?;
        self.offers(row.id, person, &offer).await?;
        let about = json!({
            "application": row.number.to_string(), "person": person, "accept_by": offer.accept_by,
            "lacks_until": offer.lacks_until,
        });
        Ok(self.changed(vec![Change::made("admission", about)]))
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

    async fn waits_for_nothing_else(&self, row: &ApplicationRow, person: PersonId) -> Result<(), Declined> {
        if standing(&self.tx, self.group, person, self.now()).await?.is_member() {
            return Err(Declined::rule(format!("{} is a member of the group already", row.name)));
        }
        if offers::is_admitted(&self.tx, self.group, person, self.now()).await? {
            return Err(Declined::rule(format!("{} was admitted already, and can accept it", row.name)));
        }
        Ok(())
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

    async fn offers(&self, application: ApplicationId, person: PersonId, offer: &Offer) -> Result<(), Declined> {
        admission::Entity::insert(admission::ActiveModel {
            application_id: Set(application.uuid()),
            group_id: Set(self.group.uuid()),
            person_id: Set(person.uuid()),
            made_at: Set(offer.made.micros()),
            lacks_until: Set(offer.lacks_until.map(Moment::micros)),
            open_since: Set(offer.open_since.map(Moment::micros)),
            accept_by: Set(offer.accept_by.map(Moment::micros)),
            accepted_at: Set(None),
            lapsed_at: Set(None),
            written_at: Set(None),
            again_at: Set(None),
        })
        .exec_without_returning(&self.tx)
        .await?;
        Ok(())
    }
}
