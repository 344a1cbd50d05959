//! Groups: founding one by adopting its charter, and finding it again.

use crate::{
    Declined, Judged, Store,
    channels::register::insert_channel,
    charters::house,
    database::tables::{charter_version, group_revision, member, working_group},
    door::Changed,
    members::roster::{insert_founder, stands_elsewhere},
    people::credentials::has_a_way_in,
};
use audit::Change;
use basics::{CharterVersionId, GroupId, Moment, PersonId, Zone};
use channels::Channel;
use charter::{Charter, act::FoundGroup};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationDef, prelude::Uuid,
    sea_query::Query,
};
use serde_json::json;
use std::sync::Arc;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// Its name in addresses: small letters, digits and hyphens.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The zone its charter counts days in.
    pub zone: String,
}

/// Everything that a group starts with. The charter is adopted with it, and with the charter its first members and
/// the accounts it runs already: no vote is invented for them.
pub struct Founding {
    /// The id it will have.
    pub id: GroupId,
    /// The name in addresses.
    pub slug: String,
    /// The name.
    pub name: String,
    /// The charter's text, verbatim.
    pub text: String,
    /// The rules file beside it.
    pub rules: String,
    /// Both, compiled.
    pub charter: Arc<Charter>,
    /// The day it was adopted on, as a date.
    pub adopted_on: String,
    /// The instant it is in force from.
    pub in_force_from: Moment,
    /// The first members.
    pub founders: Vec<Founder>,
    /// The accounts the group runs already.
    pub channels: Vec<Channel>,
    /// The house rules that it starts with: name and value.
    pub house: Vec<(String, String)>,
}

/// A member by adoption.
#[derive(Clone, Debug)]
pub struct Founder {
    /// The person, who has an account in this installation.
    pub person: PersonId,
    /// How the group calls them: a name, or a role.
    pub known_as: String,
    /// The offices they hold from the start, beside being a member.
    pub offices: Vec<String>,
    /// What other bodies they belong to, by the charter's names.
    pub statuses: Vec<String>,
    /// The first instant of their term and the first after it; none where the charter knows no terms.
    pub term: Option<(Moment, Moment)>,
    /// When they became a member.
    pub joined: Moment,
}

#[derive(FromQueryResult)]
struct Counted {
    id: Uuid,
    slug: String,
    name: String,
    zone: String,
    revision: i64,
}

/// A group with the count of its changes.
fn counted() -> RelationDef {
    working_group::Entity::belongs_to(group_revision::Entity)
        .from(working_group::Column::Id)
        .to(group_revision::Column::GroupId)
        .into()
}

impl Store {
    /// Founds a group. The operator does this, at the command line or through the link that the first run prints.
    pub async fn found(&self, founding: Founding) -> Result<Group, Declined> {
        let now = self.now();
        let id = founding.id;
        let group = Group {
            id,
            slug: founding.slug.clone(),
            name: founding.name.clone(),
            zone: founding.charter.rules().charter.zone.clone(),
        };
        if self.group_by_slug(&group.slug).await?.is_some() {
            return Err(Declined::rule(format!(
                "the name {:?} is taken in this installation; choose another",
                group.slug
            )));
        }
        let act = FoundGroup { group: id, charter: founding.charter.version() };
        let permit = charter::judge::found(&founding.charter, act, now);
        let judged = Judged::of(permit, self.write().await?, self, id);
        let entry = judged.keep(&group, &founding).await?.commit().await;
        entry.map(|_| group)
    }

    /// The group with this name in addresses.
    pub async fn group_by_slug(&self, slug: &str) -> Result<Option<Group>, anyhow::Error> {
        let row = working_group::Entity::find().filter(working_group::Column::Slug.eq(slug)).one(self.reader()).await?;
        Ok(row.map(Group::from))
    }

    /// The group with this id.
    pub async fn group(&self, id: GroupId) -> Result<Option<Group>, anyhow::Error> {
        Ok(working_group::Entity::find_by_id(id.uuid()).one(self.reader()).await?.map(Group::from))
    }

    /// The group with this name in addresses, and how often something changed in it.
    pub async fn group_and_revision(&self, slug: &str) -> Result<Option<(Group, i64)>, anyhow::Error> {
        let found = working_group::Entity::find()
            .filter(working_group::Column::Slug.eq(slug))
            .join(JoinType::InnerJoin, counted())
            .column_as(group_revision::Column::Revision, "revision")
            .into_model::<Counted>()
            .one(self.reader())
            .await?;
        Ok(found.map(|row| {
            (Group { id: GroupId::from(row.id), slug: row.slug, name: row.name, zone: row.zone }, row.revision)
        }))
    }

    /// Of how many groups a person is a member or was.
    pub async fn count_groups_of(&self, person: PersonId) -> Result<u64, anyhow::Error> {
        let theirs = member::Column::PersonId.eq(person.uuid());
        Ok(member::Entity::find().filter(theirs).count(self.reader()).await?)
    }

    /// Every group of this installation: for the clock and the operator, never for a page.
    pub async fn all_groups(&self) -> Result<Vec<Group>, anyhow::Error> {
        let rows = working_group::Entity::find().order_by_asc(working_group::Column::Slug).all(self.reader()).await?;
        Ok(rows.into_iter().map(Group::from).collect())
    }

    /// The groups that this person belongs to now, or belonged to.
    pub async fn groups_of(&self, person: PersonId) -> Result<Vec<Group>, anyhow::Error> {
        let theirs = Query::select()
            .column(member::Column::GroupId)
            .from(member::Entity)
            .and_where(member::Column::PersonId.eq(person.uuid()))
            .take();
        let rows = working_group::Entity::find()
            .filter(working_group::Column::Id.in_subquery(theirs))
            .order_by_asc(working_group::Column::Slug)
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(Group::from).collect())
    }

    /// How often something changed in this group: a page made at another count is old.
    pub async fn revision(&self, group: GroupId) -> Result<i64, anyhow::Error> {
        let row = group_revision::Entity::find_by_id(group.uuid()).one(self.reader()).await?;
        Ok(row.map_or(0, |row| row.revision))
    }
}

impl Judged<FoundGroup> {
    async fn keep(self, group: &Group, founding: &Founding) -> Result<Changed, Declined> {
        let at = self.now().micros();
        working_group::Entity::insert(working_group::ActiveModel {
            id: Set(group.id.uuid()),
            slug: Set(group.slug.clone()),
            name: Set(group.name.clone()),
            zone: Set(group.zone.clone()),
            made_at: Set(at),
        })
        .exec_without_returning(&self.tx)
        .await?;
        group_revision::Entity::insert(group_revision::ActiveModel {
            group_id: Set(group.id.uuid()),
            revision: Set(0),
        })
        .exec_without_returning(&self.tx)
        .await?;
        charter_version::Entity::insert(charter_version::ActiveModel {
            id: Set(CharterVersionId::mint(self.now()).uuid()),
            group_id: Set(group.id.uuid()),
            number: Set(1),
            text: Set(founding.text.clone()),
            rules: Set(founding.rules.clone()),
            digest: Set(founding.charter.version().bytes().to_vec()),
            adopted_on: Set(founding.adopted_on.clone()),
            in_force_from: Set(founding.in_force_from.micros()),
            in_force_until: Set(None),
            draft_id: Set(None),
            answer_id: Set(None),
            is_minor: Set(Some(false)),
            begun_at: Set(Some(at)),
            told_at: Set(None),
        })
        .exec_without_returning(&self.tx)
        .await?;
        for founder in &founding.founders {
            self.leaves_to_their_group(founder).await?;
            insert_founder(&self.tx, group.id, founder).await?;
        }
        for channel in &founding.channels {
            insert_channel(&self.tx, channel, self.now()).await?;
        }
        for (name, value) in &founding.house {
            house::insert(&self.tx, group.id, (name, value), self.now()).await?;
        }
        let changes = changes_of(group, founding);
        Ok(self.changed(changes))
    }
}

impl Judged<FoundGroup> {
    /// Whoever is on the way into another group comes in there first: an invitation of this one would make a way into
    /// an account that the other one made, and whoever holds its link would speak in the other group.
    async fn leaves_to_their_group(&self, founder: &Founder) -> Result<(), Declined> {
        let elsewhere = stands_elsewhere(&self.tx, self.group, founder.person).await?;
        if !elsewhere || has_a_way_in(&self.tx, founder.person).await? {
            return Ok(());
        }
        Err(Declined::rule(format!(
            "{} has an account here that nobody has signed in to yet: ask them to accept the invitation they have, or leave them out for now",
            founder.known_as
        )))
    }
}

/// What the first entry of a log says: who is a member by adoption, and which accounts the group runs already.
fn changes_of(group: &Group, founding: &Founding) -> Vec<Change> {
    let adopted =
        json!({ "name": group.name, "adopted_on": founding.adopted_on, "charter": founding.charter.version() });
    let members = founding.founders.iter().map(|founder| {
        Change::made("member by adoption", json!({ "person": founder.person, "offices": founder.offices }))
    });
    let channels = founding.channels.iter().map(|channel| {
        Change::made("channel adopted with the charter", json!({ "channel": channel.id, "name": channel.name }))
    });
    let house = founding.house.iter().map(|(name, value)| Change::made("house rule", json!({ name: value })));
    [Change::made("group", adopted)].into_iter().chain(members).chain(channels).chain(house).collect()
}

/// The zone in which a group reads its times.
pub(crate) async fn zone_of(tx: &impl ConnectionTrait, group: GroupId) -> Result<Zone, Declined> {
    let row = working_group::Entity::find_by_id(group.uuid()).one(tx).await?.ok_or(Declined::NotFound("group"))?;
    Ok(Zone::named(&row.zone).map_err(anyhow::Error::from)?)
}

impl From<working_group::Model> for Group {
    fn from(row: working_group::Model) -> Self {
        Self { id: GroupId::from(row.id), slug: row.slug, name: row.name, zone: row.zone }
    }
}
