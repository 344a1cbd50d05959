//! The agenda of a meeting: what people put on it, in the order they set by hand, with the minutes that are planned for each.

use super::attending::meetings_of;
use crate::{Changed, Declined, Judged, SentForm, database::tables::agenda_item};
use anyhow::Context as _;
use audit::Change;
use basics::{AgendaItemId, GroupId, MeetingId, PersonId};
use charter::act::WriteMinutes;
use meetings::LONGEST_ITEM;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    prelude::Expr,
};
use serde_json::json;

/// Something to be talked about.
#[derive(Clone, Debug)]
pub struct AgendaRow {
    /// Its id.
    pub id: AgendaItemId,
    /// What.
    pub words: String,
    /// Who added it.
    pub by: PersonId,
    /// How many minutes are planned for it; none where nobody said.
    pub minutes: Option<u32>,
    /// The path of its page within the group, such as `/decisions/2026-1`, where it has one.
    pub leads_to: Option<String>,
}

/// Which way something goes in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// What stands on the agenda, in its order.
pub(super) async fn agenda(
    tx: &impl ConnectionTrait,
    group: GroupId,
    meeting: MeetingId,
) -> Result<Vec<AgendaRow>, anyhow::Error> {
    let rows = agenda_item::Entity::find()
        .filter(agenda_item::Column::MeetingId.in_subquery(meetings_of(group)))
        .filter(agenda_item::Column::MeetingId.eq(meeting.uuid()))
        .order_by_asc(agenda_item::Column::Position)
        .order_by_asc(agenda_item::Column::AddedAt)
        .order_by_asc(agenda_item::Column::Id)
        .all(tx)
        .await?;
    let row = |row: agenda_item::Model| {
        Ok(AgendaRow {
            minutes: row.minutes.map(u32::try_from).transpose().with_context(|| format!("agenda item {}", row.id))?,
            id: row.id.into(),
            words: row.words,
            by: row.added_by.into(),
            leads_to: row.leads_to,
        })
    };
    rows.into_iter().map(row).collect()
}

impl Judged<WriteMinutes> {
    /// Puts something at the end of the agenda; `leads_to` is the path of its page within the group.
    ///
    /// # Errors
    /// When the meeting is over or was called off, or the same page stands on its agenda already.
    pub async fn put_on_agenda(
        self,
        words: &str,
        minutes: Option<u32>,
        leads_to: Option<&str>,
        form: &SentForm,
    ) -> Result<Changed, Declined> {
        self.once(form).await?;
        let known = self.agenda_to_prepare().await?;
        if leads_to.is_some() && known.iter().any(|row| row.leads_to.as_deref() == leads_to) {
            return Err(Declined::rule("this stands on the agenda already"));
        }
        agenda_item::Entity::insert(agenda_item::ActiveModel {
            id: Set(form.id.uuid()),
            meeting_id: Set(self.act().meeting.uuid()),
            words: Set(words.to_owned()),
            added_by: Set(self.by()?.uuid()),
            added_at: Set(self.now().micros()),
            position: Set(place(known.len())),
            minutes: Set(kept(minutes)?),
            leads_to: Set(leads_to.map(str::to_owned)),
        })
        .exec_without_returning(&self.tx)
        .await?;
        Ok(self.changed(vec![Change::made("agenda item", json!({ "words": words, "minutes": minutes }))]))
    }

    /// Moves one thing past its neighbour. At the end of the order nothing is changed.
    ///
    /// # Errors
    /// When the meeting is over or was called off, or nothing of this id stands on its agenda.
    pub async fn order_agenda(self, item: AgendaItemId, to: Direction) -> Result<Changed, Declined> {
        let mut order = self.agenda_to_prepare().await?;
        let at = order.iter().position(|row| row.id == item).ok_or(Declined::NotFound("agenda item"))?;
        let other = match to {
            Direction::Up => at.saturating_sub(1),
            Direction::Down => (at + 1).min(order.len() - 1),
        };
        order.swap(at, other);
        for (position, row) in order.iter().enumerate() {
            set(&self.tx, row.id, agenda_item::Column::Position, place(position).into()).await?;
        }
        let words = order.iter().find(|row| row.id == item).map(|row| &row.words);
        let told = json!({ "words": words, "place": other + 1 });
        Ok(self.changed(vec![Change::made("order of the agenda", told)]))
    }

    /// Plans so many minutes for one thing; none takes the plan away.
    ///
    /// # Errors
    /// When the meeting is over or was called off, or nothing of this id stands on its agenda.
    pub async fn plan_item(self, item: AgendaItemId, minutes: Option<u32>) -> Result<Changed, Declined> {
        let known = self.agenda_to_prepare().await?;
        let row = known.iter().find(|row| row.id == item).ok_or(Declined::NotFound("agenda item"))?;
        set(&self.tx, item, agenda_item::Column::Minutes, kept(minutes)?.into()).await?;
        let told = |minutes: Option<u32>| json!({ "words": row.words, "minutes": minutes });
        Ok(self.changed(vec![Change::from_to("minutes of an agenda item", told(row.minutes), told(minutes))]))
    }

    async fn agenda_to_prepare(&self) -> Result<Vec<AgendaRow>, Declined> {
        let row = self.open_papers().await?;
        row.course().can_be_prepared(self.now()).map_err(Declined::rule)?;
        Ok(agenda(&self.tx, self.group, row.id).await?)
    }
}

async fn set(
    tx: &impl ConnectionTrait,
    item: AgendaItemId,
    column: agenda_item::Column,
    value: sea_orm::Value,
) -> Result<(), Declined> {
    let of_item = agenda_item::Column::Id.eq(item.uuid());
    agenda_item::Entity::update_many().col_expr(column, Expr::value(value)).filter(of_item).exec(tx).await?;
    Ok(())
}

/// Minutes as the database keeps them.
fn kept(minutes: Option<u32>) -> Result<Option<i32>, Declined> {
    if minutes.is_some_and(|minutes| minutes == 0 || minutes > LONGEST_ITEM) {
        let sentence = format!("write how many minutes it takes, from 1 to {LONGEST_ITEM}, or nothing");
        return Err(Declined::field("takes", sentence));
    }
    Ok(minutes.and_then(|minutes| i32::try_from(minutes).ok()))
}

/// A place in the order as the database keeps it.
fn place(at: usize) -> i32 {
    i32::try_from(at).unwrap_or(i32::MAX)
}
