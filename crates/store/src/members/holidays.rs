//! Holidays of a group: days on which nobody is expected to answer, set in advance for everybody.

use crate::{
    Changed, Declined, Gather, Judged, SentForm,
    database::tables::holiday,
    gather::{About, Gathering},
    members::terms,
};
use anyhow::Context as _;
use audit::Change;
use basics::{GroupId, Moment};
use charter::{Act as _, act::SetHoliday};
use jiff::civil::Date;
use membership::Holiday;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};
use serde_json::json;

impl Gather for SetHoliday {
    const CHANGES_STANDING: bool = true;
    async fn about(&self, _: &Gathering<'_>) -> Result<Vec<About>, Declined> {
        Ok(vec![About::of(self.object())])
    }
}

impl Judged<SetHoliday> {
    /// Sets a holiday, from the first of these days until the start of the last.
    ///
    /// # Errors
    /// When it has begun, or has no day.
    pub async fn keep(self, from: Date, until: Date, form: &SentForm) -> Result<Changed, Declined> {
        self.once(form).await?;
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let set = Holiday::announced(from, until, self.by()?, &terms.rule.zone, self.now()).map_err(Declined::rule)?;
        holiday::Entity::insert(holiday::ActiveModel {
            id: Set(form.id.uuid()),
            group_id: Set(self.group.uuid()),
            from_day: Set(set.from.to_string()),
            end_day: Set(set.until.to_string()),
            set_by: Set(set.by.uuid()),
            set_at: Set(set.set_at.micros()),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let days = json!({ "from": set.from.to_string(), "over": set.until.to_string() });
        Ok(self.changed(vec![Change::made("holiday", days)]))
    }
}

/// The holidays of a group, by their first day.
pub(crate) async fn of(tx: &impl ConnectionTrait, group: GroupId) -> Result<Vec<Holiday>, anyhow::Error> {
    let rows = holiday::Entity::find()
        .filter(holiday::Column::GroupId.eq(group.uuid()))
        .order_by_asc(holiday::Column::FromDay)
        .all(tx)
        .await?;
    rows.iter().map(holiday_of).collect()
}

fn holiday_of(row: &holiday::Model) -> Result<Holiday, anyhow::Error> {
    let day = |text: &str| text.parse::<Date>().with_context(|| format!("holiday {} has no day {text:?}", row.id));
    Ok(Holiday {
        from: day(&row.from_day)?,
        until: day(&row.end_day)?,
        by: row.set_by.into(),
        set_at: Moment::from_micros(row.set_at),
    })
}
