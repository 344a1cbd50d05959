//! Rules of the house: what a group agreed on where its charter says nothing. They start with the group, or are set by a
//! decision of its own.

use crate::{Declined, Judged, Store, database::tables::house_rule, door::Changed};
use audit::Change;
use basics::{GroupId, Moment};
use charter::act::SetHouseRule;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};
use serde_json::json;

/// A rule of the house: the group chose it, the charter does not speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseRule {
    /// Its name.
    pub name: String,
    /// What it is set to.
    pub value: String,
    /// Since when.
    pub adopted_at: Moment,
}

impl Store {
    /// The house rules of a group, by name.
    pub async fn house_rules(&self, group: GroupId) -> Result<Vec<HouseRule>, anyhow::Error> {
        let rows = house_rule::Entity::find()
            .filter(house_rule::Column::GroupId.eq(group.uuid()))
            .order_by_asc(house_rule::Column::Name)
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(HouseRule::from).collect())
    }
}

impl Judged<SetHouseRule> {
    /// Sets the rule from now on; what it was stands in the log.
    ///
    /// # Errors
    /// When it is set to this already.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let SetHouseRule { rule, value } = self.act().clone();
        let key = (self.group.uuid(), rule.clone());
        let before = house_rule::Entity::find_by_id(key.clone()).one(&self.tx).await?;
        if before.as_ref().is_some_and(|before| before.value == value) {
            return Err(Declined::rule("this rule of the house is set to that already"));
        }
        house_rule::Entity::delete_by_id(key).exec(&self.tx).await?;
        insert(&self.tx, self.group, (&rule, &value), self.now()).await?;
        let change = match before {
            Some(before) => Change::from_to("house rule", json!({ &rule: before.value }), json!({ &rule: value })),
            None => Change::made("house rule", json!({ &rule: value })),
        };
        Ok(self.changed(vec![change]))
    }
}

/// Writes a rule that does not stand there yet: its name and its value.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    group: GroupId,
    (name, value): (&str, &str),
    at: Moment,
) -> Result<(), DbErr> {
    house_rule::Entity::insert(house_rule::ActiveModel {
        group_id: Set(group.uuid()),
        name: Set(name.to_owned()),
        value: Set(value.to_owned()),
        adopted_at: Set(at.micros()),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

impl From<house_rule::Model> for HouseRule {
    fn from(row: house_rule::Model) -> Self {
        Self { name: row.name, value: row.value, adopted_at: Moment::from_micros(row.adopted_at) }
    }
}
