//! Applications: they arrive from outside, with a number and a link to look at what becomes of them. What members say
//! about them and what the group decides stands in `admitting.rs`.

use crate::{
    Bookkeeping, Declined, Store,
    database::numbers::Numbered,
    database::tables::{admission, application, attestation},
    members::offers::offer_of,
};
use anyhow::Context as _;
use basics::{ApplicationId, Digest, GroupId, Moment, PersonId};
use charter::Object;
use decisions::Number;
use membership::{Offer, application::Said, eligibility::Attested};
use people::{EmailAddress, PersonName, TokenHash};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _,
};
use std::collections::HashMap;

/// The kind of thing an application is, in questions and in the log.
pub const APPLICATION: &str = "application";

/// Where applications have their numbers.
const NUMBERED: Numbered<application::Entity> = Numbered {
    group: application::Column::GroupId,
    year: application::Column::Year,
    place: application::Column::Place,
};

/// What stands in an application whose texts were erased.
pub(crate) mod erased {
    /// In place of a name.
    pub const NAME: &str = "An applicant";
    /// In place of an address: nothing is ever mailed there.
    pub const EMAIL: &str = "erased@nuncio.invalid";
    /// In place of the answers.
    pub const ANSWERS: &str = "[]";
}

/// An application as it arrives.
#[derive(Clone, Debug)]
pub struct Applying {
    /// The group.
    pub group: GroupId,
    /// The hash of the link by which its writer looks at it.
    pub link: TokenHash,
    /// Their name.
    pub name: PersonName,
    /// Their address.
    pub email: EmailAddress,
    /// What they answered.
    pub said: Vec<Said>,
}

impl Applying {
    fn content(&self) -> Digest {
        content(&self.name, &self.email, &self.said)
    }
}

fn content(name: &PersonName, email: &EmailAddress, said: &[Said]) -> Digest {
    let key = email.key();
    let answers = said.iter().flat_map(|said| [said.name.as_bytes(), said.asks.as_bytes(), said.answer.as_bytes()]);
    let head = [b"application 1".as_slice(), name.as_str().as_bytes(), key.as_bytes()];
    Digest::of_parts(head.into_iter().chain(answers))
}

/// What became of a form that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It is kept now.
    Now(ApplicationId),
    /// The same form was sent before; nothing was added.
    Before {
        /// Whether it said the same.
        is_same: bool,
    },
}

/// An application with what members said about it.
#[derive(Clone, Debug)]
pub struct ApplicationRow {
    /// Its id.
    pub id: ApplicationId,
    /// Its number, for good.
    pub number: Number,
    /// The applicant's name.
    pub name: PersonName,
    /// Their address.
    pub email: EmailAddress,
    /// What they were asked, and answered.
    pub said: Vec<Said>,
    /// When it arrived.
    pub arrived: Moment,
    /// Whom the group admitted by it, and when.
    pub admitted: Option<(PersonId, Moment)>,
    /// What became of that since; none where they became a member at once, before anybody had to accept.
    pub offer: Option<Offer>,
    /// Why the group did not admit them: the words, who wrote them, and when.
    pub told: Option<(String, PersonId, Moment)>,
    /// What members attested, in the order in which they did.
    pub attested: Vec<Attested>,
}

impl ApplicationRow {
    /// The digest of what was written: a decision is about exactly this.
    pub fn content(&self) -> Digest {
        content(&self.name, &self.email, &self.said)
    }
    /// The application as a thing that is decided about.
    pub fn object(&self) -> Object {
        Object::version(APPLICATION, self.id, self.content())
    }
}

impl Bookkeeping<'_> {
    /// Keeps an application, once for its form, and gives it the next number of its year.
    pub async fn receive_application(&self, applying: &Applying) -> Result<Received, Declined> {
        let (tx, now) = (self.store.write().await?, self.store.now());
        one_at_a_time(&tx).await?;
        let link = applying.link.digest().bytes().to_vec();
        let same = application::Entity::find().filter(application::Column::Link.eq(link.clone())).one(&tx).await?;
        if let Some(row) = same {
            let first = row_of(row, Vec::new(), None)?;
            return Ok(Received::Before { is_same: first.content() == applying.content() });
        }
        let id = ApplicationId::mint(now);
        let number = NUMBERED.next(&tx, applying.group, now).await?;
        application::Entity::insert(application::ActiveModel {
            id: Set(id.uuid()),
            group_id: Set(applying.group.uuid()),
            year: Set(i32::from(number.year)),
            place: Set(i32::try_from(number.place).map_err(anyhow::Error::from)?),
            link: Set(link),
            name: Set(applying.name.as_str().to_owned()),
            email: Set(applying.email.to_string()),
            email_key: Set(applying.email.key()),
            answers: Set(serde_json::to_string(&applying.said)?),
            arrived_at: Set(now.micros()),
            person_id: Set(None),
            admitted_at: Set(None),
            told_why: Set(None),
            told_by: Set(None),
            told_at: Set(None),
        })
        .exec_without_returning(&tx)
        .await?;
        tx.commit().await?;
        Ok(Received::Now(id))
    }
}

/// `SQLite` has one writer; on PostgreSQL two forms at once would be given one number.
async fn one_at_a_time(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("LOCK TABLE application IN EXCLUSIVE MODE").await?;
    }
    Ok(())
}

impl Store {
    /// The applications to a group, the newest first.
    pub async fn applications(&self, group: GroupId) -> Result<Vec<ApplicationRow>, anyhow::Error> {
        let rows = application::Entity::find()
            .filter(application::Column::GroupId.eq(group.uuid()))
            .order_by_desc(application::Column::ArrivedAt)
            .order_by_desc(application::Column::Place)
            .all(self.reader())
            .await?;
        with_attestations(self.reader(), rows).await
    }

    /// One application to a group.
    pub async fn application(
        &self,
        group: GroupId,
        id: ApplicationId,
    ) -> Result<Option<ApplicationRow>, anyhow::Error> {
        find(self.reader(), group, id).await
    }

    /// The application that this link looks at. A link of another group opens nothing here.
    pub async fn application_of_link(
        &self,
        group: GroupId,
        link: TokenHash,
    ) -> Result<Option<ApplicationRow>, anyhow::Error> {
        let row = application::Entity::find()
            .filter(application::Column::GroupId.eq(group.uuid()))
            .filter(application::Column::Link.eq(link.digest().bytes().to_vec()))
            .one(self.reader())
            .await?;
        Ok(with_attestations(self.reader(), row.into_iter().collect()).await?.pop())
    }
}

async fn find(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: ApplicationId,
) -> Result<Option<ApplicationRow>, anyhow::Error> {
    let of_group = application::Column::GroupId.eq(group.uuid());
    let row = application::Entity::find_by_id(id.uuid()).filter(of_group).one(tx).await?;
    Ok(with_attestations(tx, row.into_iter().collect()).await?.pop())
}

/// The application of an act, in its transaction.
pub(crate) async fn found(
    tx: &impl ConnectionTrait,
    group: GroupId,
    id: ApplicationId,
) -> Result<ApplicationRow, Declined> {
    find(tx, group, id).await?.ok_or(Declined::NotFound("application"))
}

async fn with_attestations(
    tx: &impl ConnectionTrait,
    rows: Vec<application::Model>,
) -> Result<Vec<ApplicationRow>, anyhow::Error> {
    let ids = rows.iter().map(|row| row.id);
    let said = attestation::Entity::find()
        .filter(attestation::Column::ApplicationId.is_in(ids))
        .order_by_asc(attestation::Column::AttestedAt)
        .all(tx)
        .await?;
    let mut attested: HashMap<_, Vec<Attested>> = HashMap::new();
    for row in said {
        attested.entry(row.application_id).or_default().push(attested_of(row));
    }
    let admitted = rows.iter().filter(|row| row.admitted_at.is_some()).map(|row| row.id);
    let offers = admission::Entity::find().filter(admission::Column::ApplicationId.is_in(admitted)).all(tx).await?;
    rows.into_iter()
        .map(|row| {
            let said = attested.remove(&row.id).unwrap_or_default();
            let offer = offers.iter().find(|offer| offer.application_id == row.id).map(offer_of);
            row_of(row, said, offer)
        })
        .collect()
}

fn attested_of(row: attestation::Model) -> Attested {
    Attested {
        evidence: row.evidence,
        met: row.met,
        says: row.says,
        by: PersonId::from(row.attested_by),
        at: Moment::from_micros(row.attested_at),
    }
}

fn row_of(
    row: application::Model,
    attested: Vec<Attested>,
    offer: Option<Offer>,
) -> Result<ApplicationRow, anyhow::Error> {
    let told = row.told_by.zip(row.told_at).zip(row.told_why);
    Ok(ApplicationRow {
        id: ApplicationId::from(row.id),
        number: Number { year: i16::try_from(row.year)?, place: u32::try_from(row.place)? },
        name: PersonName::parse(&row.name)?,
        email: EmailAddress::parse(&row.email)?,
        said: serde_json::from_str(&row.answers).with_context(|| format!("the answers of application {}", row.id))?,
        arrived: Moment::from_micros(row.arrived_at),
        admitted: row.person_id.zip(row.admitted_at).map(|(who, at)| (who.into(), Moment::from_micros(at))),
        offer,
        told: told.map(|((by, at), why)| (why, by.into(), Moment::from_micros(at))),
        attested,
    })
}
