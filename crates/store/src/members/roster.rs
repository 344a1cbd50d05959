//! Who belongs to a group, in which offices and until when. What follows from a term stands in crate `membership`.

use crate::{
    Founder, Store,
    database::tables::{member, office_held, person, status_held},
    members::body_seats::is_seated_elsewhere,
};
use anyhow::Context as _;
use basics::{GroupId, Moment, PersonId};
use membership::Course;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, prelude::Uuid,
};
use std::collections::{BTreeSet, HashMap};

/// The office that everybody holds who is in the group.
pub const MEMBER: &str = "member";

/// Somebody who is in a group, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub person: PersonId,
    /// How the group calls them.
    pub known_as: String,
    /// When they joined.
    pub joined: Moment,
    /// The term that counts: its first instant and the first after it.
    pub term: Option<(Moment, Moment)>,
    /// The first instant after everything that is known of their terms: of the one that follows, where they said that they
    /// stay.
    pub until: Option<Moment>,
    /// Their terms, where they ever said that they stay.
    pub course: Option<Course>,
    /// When they left, and why.
    pub left: Option<(Moment, String)>,
    /// The offices they hold now, without `member`.
    pub offices: Vec<String>,
    /// What other bodies they belong to now.
    pub statuses: Vec<String>,
}

impl Member {
    /// Whether they are in the group at this instant: joined, not left, and within their term.
    pub fn current(&self, at: Moment) -> bool {
        let in_term = match &self.course {
            Some(course) => course.is_in_force(at),
            None => self.term.is_none_or(|(from, until)| from <= at && at < until),
        };
        self.joined <= at && self.left.as_ref().is_none_or(|(left, _)| at < *left) && in_term
    }
}

/// What somebody is to a group at one instant: the facts about a person that the judge asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The offices held; empty for an outsider and for alumni.
    pub offices: BTreeSet<String>,
    /// The outside statuses held.
    pub statuses: BTreeSet<String>,
    /// Whether they ever were a member.
    pub known: bool,
    /// The first instant after their term, where they have one.
    pub term_end: Option<Moment>,
}

impl Standing {
    /// What the charter itself is to its group: what any member may carry out once it is decided, happens by itself.
    pub(crate) fn of_the_charter() -> Self {
        Self { offices: BTreeSet::from([MEMBER.to_owned()]), ..Self::default() }
    }
    /// Whether they are a member.
    pub fn is_member(&self) -> bool {
        self.offices.contains(MEMBER)
    }
    /// `member`, `alumni` or `outsider`, as rules files say it.
    pub fn word(&self) -> &'static str {
        match (self.is_member(), self.known) {
            (true, _) => "member",
            (false, true) => "alumni",
            (false, false) => "outsider",
        }
    }
}

/// Everybody who is or was in a group, with everything they ever held: from it, what somebody is at any instant can be
/// told without asking the database again.
#[derive(Clone, Debug)]
pub struct Roster {
    pub(crate) rows: Vec<member::Model>,
    pub(crate) offices: Vec<office_held::Model>,
    pub(crate) statuses: Vec<status_held::Model>,
    courses: HashMap<Uuid, Course>,
}

impl Roster {
    /// Everybody, in the order in which they joined.
    pub fn members(&self, at: Moment) -> Vec<Member> {
        self.rows.iter().map(|row| self.member(row, at)).collect()
    }

    /// The offices, statuses and term of one person. Offices count only while the membership does.
    pub fn standing(&self, person: PersonId, at: Moment) -> Standing {
        let Some(row) = self.rows.iter().find(|row| row.person_id == person.uuid()) else {
            let statuses = self.statuses_of(person.uuid(), at).collect();
            return Standing { statuses, ..Standing::default() };
        };
        let someone = self.member(row, at);
        let mut offices = BTreeSet::new();
        if someone.current(at) {
            offices.extend(someone.offices);
            offices.insert(MEMBER.to_owned());
        }
        let term_end = someone.until;
        Standing { offices, statuses: someone.statuses.into_iter().collect(), known: true, term_end }
    }

    /// How the group calls somebody, now or before.
    pub fn known_as(&self, person: PersonId) -> Option<&str> {
        self.rows.iter().find(|row| row.person_id == person.uuid()).map(|row| row.known_as.as_str())
    }

    /// The terms of somebody who ever said that they stay.
    pub(crate) fn course(&self, person: Uuid) -> Option<&Course> {
        self.courses.get(&person)
    }

    fn member(&self, row: &member::Model, at: Moment) -> Member {
        let course = self.course(row.person_id);
        let only = row.term_from.zip(row.term_until).map(|(a, b)| (Moment::from_micros(a), Moment::from_micros(b)));
        let counts = course.map(|course| course.held(at).0).map(|term| (term.starts_at(), term.ends_at()));
        Member {
            person: PersonId::from(row.person_id),
            known_as: row.known_as.clone(),
            joined: Moment::from_micros(row.joined_at),
            term: counts.or(only),
            until: row.term_until.map(Moment::from_micros),
            course: course.cloned(),
            left: row.left_at.map(|at| (Moment::from_micros(at), row.left_because.clone().unwrap_or_default())),
            offices: self.offices_of(row.person_id, at).collect(),
            statuses: self.statuses_of(row.person_id, at).collect(),
        }
    }

    fn offices_of(&self, person: Uuid, at: Moment) -> impl Iterator<Item = String> {
        let held = self.offices.iter().filter(move |row| row.person_id == person);
        held.filter(move |row| holds(row.from_at, row.until_at, at)).map(|row| row.office.clone())
    }

    fn statuses_of(&self, person: Uuid, at: Moment) -> impl Iterator<Item = String> {
        let held = self.statuses.iter().filter(move |row| row.person_id == person);
        held.filter(move |row| holds(row.from_at, row.until_at, at)).map(|row| row.status.clone())
    }
}

/// From its first instant up to the first after it.
fn holds(from: i64, until: Option<i64>, at: Moment) -> bool {
    from <= at.micros() && until.is_none_or(|until| at.micros() < until)
}

impl Store {
    /// Everybody who is or was in the group, with everything they ever held.
    pub async fn roster(&self, group: GroupId) -> Result<Roster, anyhow::Error> {
        roster(self.reader(), group).await
    }
    /// Everybody who is or was in the group, in the order in which they joined.
    pub async fn members(&self, group: GroupId) -> Result<Vec<Member>, anyhow::Error> {
        members(self.reader(), group, self.now()).await
    }
    /// What a person is to a group now.
    pub async fn standing(&self, group: GroupId, person: PersonId) -> Result<Standing, anyhow::Error> {
        standing(self.reader(), group, person, self.now()).await
    }
    /// The name and address of a person who stands, or stood, on the roster of a group.
    pub async fn person_named(&self, group: GroupId, id: PersonId) -> Result<Option<(String, String)>, anyhow::Error> {
        let on_the_roster = member::Entity::find_by_id((group.uuid(), id.uuid())).one(self.reader()).await?;
        if on_the_roster.is_none() {
            return Ok(None);
        }
        Ok(person::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(|row| (row.name, row.email)))
    }
}

pub(crate) async fn roster(tx: &impl ConnectionTrait, group: GroupId) -> Result<Roster, anyhow::Error> {
    let rows = member::Entity::find()
        .filter(member::Column::GroupId.eq(group.uuid()))
        .order_by_asc(member::Column::JoinedAt)
        .order_by_asc(member::Column::PersonId)
        .all(tx)
        .await?;
    let offices = office_held::Entity::find().filter(office_held::Column::GroupId.eq(group.uuid())).all(tx).await?;
    let statuses = status_held::Entity::find().filter(status_held::Column::GroupId.eq(group.uuid())).all(tx).await?;
    let written = rows.iter().filter_map(|row| Some((row.person_id, row.course.as_deref()?)));
    let courses = written.map(course_of).collect::<Result<_, _>>()?;
    Ok(Roster { rows, offices, statuses, courses })
}

fn course_of((person, written): (Uuid, &str)) -> Result<(Uuid, Course), anyhow::Error> {
    let course = serde_json::from_str(written);
    Ok((person, course.with_context(|| format!("the terms of person {person} cannot be read"))?))
}

pub(crate) async fn members(
    tx: &impl ConnectionTrait,
    group: GroupId,
    at: Moment,
) -> Result<Vec<Member>, anyhow::Error> {
    Ok(roster(tx, group).await?.members(at))
}

/// The offices, statuses and term of one person at one instant, in the transaction of an act.
pub(crate) async fn standing(
    tx: &impl ConnectionTrait,
    group: GroupId,
    person: PersonId,
    at: Moment,
) -> Result<Standing, anyhow::Error> {
    Ok(roster(tx, group).await?.standing(person, at))
}

/// Whether somebody stands, or stood, on the roster of another group than this one, or on the record of a body around it.
pub(crate) async fn stands_elsewhere(
    tx: &impl ConnectionTrait,
    group: GroupId,
    person: PersonId,
) -> Result<bool, DbErr> {
    let elsewhere = member::Entity::find()
        .filter(member::Column::PersonId.eq(person.uuid()))
        .filter(member::Column::GroupId.ne(group.uuid()))
        .count(tx)
        .await?;
    Ok(elsewhere > 0 || is_seated_elsewhere(tx, group, person).await?)
}

/// Whether somebody belongs to another group than this one at this instant, or is about to.
pub(crate) async fn belongs_elsewhere(
    tx: &impl ConnectionTrait,
    group: GroupId,
    person: PersonId,
    at: Moment,
) -> Result<bool, DbErr> {
    let still = |column: member::Column| Condition::any().add(column.is_null()).add(column.gt(at.micros()));
    let elsewhere = member::Entity::find()
        .filter(member::Column::PersonId.eq(person.uuid()))
        .filter(member::Column::GroupId.ne(group.uuid()))
        .filter(still(member::Column::LeftAt))
        .filter(still(member::Column::TermUntil));
    Ok(elsewhere.count(tx).await? > 0)
}

pub(crate) async fn insert_founder(tx: &impl ConnectionTrait, group: GroupId, founder: &Founder) -> Result<(), DbErr> {
    member::Entity::insert(member::ActiveModel {
        group_id: Set(group.uuid()),
        person_id: Set(founder.person.uuid()),
        known_as: Set(founder.known_as.clone()),
        joined_at: Set(founder.joined.micros()),
        // Terms are counted from the day of joining, also where the one that runs is not the first.
        term_anchor: Set(founder.term.map(|_| founder.joined.to_string())),
        term_from: Set(founder.term.map(|(from, _)| from.micros())),
        term_until: Set(founder.term.map(|(_, until)| until.micros())),
        left_at: Set(None),
        left_because: Set(None),
        course: Set(None),
        reminded_at: Set(None),
        again_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    for office in &founder.offices {
        office_held::Entity::insert(office_held::ActiveModel {
            id: Set(Uuid::new_v4()),
            group_id: Set(group.uuid()),
            person_id: Set(founder.person.uuid()),
            office: Set(office.clone()),
            from_at: Set(founder.joined.micros()),
            until_at: Set(None),
        })
        .exec_without_returning(tx)
        .await?;
    }
    for status in &founder.statuses {
        status_held::Entity::insert(status_held::ActiveModel {
            id: Set(Uuid::new_v4()),
            group_id: Set(group.uuid()),
            person_id: Set(founder.person.uuid()),
            status: Set(status.clone()),
            from_at: Set(founder.joined.micros()),
            until_at: Set(None),
        })
        .exec_without_returning(tx)
        .await?;
    }
    Ok(())
}
