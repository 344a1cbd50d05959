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
use membership::{Holiday, NoHoliday};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};
use serde_json::{Value, json};

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
    /// When it has begun, has no day or too many, begins too far ahead, or another one has days of it.
    pub async fn keep(self, from: Date, until: Date, form: &SentForm) -> Result<Changed, Declined> {
        self.once(form).await?;
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let zone = &terms.rule.zone;
        let set = Holiday::announced(from, until, self.by()?, zone, self.now()).map_err(Declined::rule)?;
        let set = set.beside(&terms.holidays, zone).map_err(at_its_field)?;
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
        Ok(self.changed(vec![Change::made("holiday", told(&set))]))
    }

    /// Takes a holiday back that has not begun, by its days.
    ///
    /// # Errors
    /// When it has begun, or there is none on these days.
    pub async fn take_back(self, from: Date, until: Date) -> Result<Changed, Declined> {
        let terms = terms::terms(&self.store, &self.tx, self.group).await?;
        let known = terms.holidays.iter().find(|one| (one.from, one.until) == (from, until));
        let known = known.ok_or(Declined::NotFound("holiday"))?;
        known.can_be_taken_back(&terms.rule.zone, self.now()).map_err(Declined::rule)?;
        holiday::Entity::delete_many()
            .filter(holiday::Column::GroupId.eq(self.group.uuid()))
            .filter(holiday::Column::FromDay.eq(from.to_string()))
            .filter(holiday::Column::EndDay.eq(until.to_string()))
            .exec(&self.tx)
            .await?;
        Ok(self.changed(vec![Change::from_to("holiday", told(known), Value::Null)]))
    }
}

/// What the log says of a holiday.
fn told(holiday: &Holiday) -> Value {
    json!({ "from": holiday.from.to_string(), "over": holiday.until.to_string() })
}

/// The sentence at the day that has to be mended.
fn at_its_field(wrong: NoHoliday) -> Declined {
    let field = if wrong == NoHoliday::TooLong { "last" } else { "from" };
    Declined::field(field, wrong)
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
