//! The writes of action items: noted at a meeting, ticked off, handed to somebody else.

use super::{papers::papers, rows::found};
use crate::{
    Changed, Declined, Judged, SentForm, database::tables::action_item, groups::founding::zone_of, members::roster,
};
use audit::Change;
use basics::{ActionId, PersonId, days};
use charter::act::WriteMinutes;
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

impl Judged<WriteMinutes> {
    /// Notes what a member took upon themself.
    ///
    /// # Errors
    /// When the meeting has not begun or was called off, for a day that is over, or for somebody who is no member.
    pub async fn add_action(
        self,
        words: &str,
        owner: PersonId,
        due: Date,
        form: &SentForm,
    ) -> Result<Changed, Declined> {
        self.once(form).await?;
        let row = self.open_papers().await?;
        row.course().can_be_noted(self.now()).map_err(Declined::rule)?;
        let zone = zone_of(&self.tx, self.group).await?;
        let today = self.now().in_zone(zone.rules()).date();
        if due < today {
            return Err(Declined::field("due", "this day is over: choose today or a later one"));
        }
        days::near_enough(due, today).map_err(|far| Declined::field("due", far))?;
        self.takes_on(owner).await?;
        action_item::Entity::insert(action_item::ActiveModel {
            id: Set(form.id.uuid()),
            meeting_id: Set(row.id.uuid()),
            words: Set(words.to_owned()),
            owner: Set(owner.uuid()),
            due_on: Set(due.to_string()),
            added_by: Set(self.by()?.uuid()),
            added_at: Set(self.now().micros()),
            done_at: Set(None),
        })
        .exec_without_returning(&self.tx)
        .await?;
        let told = json!({ "words": words, "owner": owner, "due": due.to_string() });
        Ok(self.changed(vec![Change::made("action item", told)]))
    }

    /// Ticks an action item off, or takes the tick away. It can be done after the minutes are approved: it is no part of them.
    ///
    /// # Errors
    /// When it belongs to no such meeting.
    pub async fn tick(self, action: ActionId, done: bool) -> Result<Changed, Declined> {
        let row = found(&self.tx, self.group, self.act().meeting).await?;
        let ticked = action_item::Entity::update_many()
            .col_expr(action_item::Column::DoneAt, Expr::value(done.then(|| self.now().micros())))
            .filter(action_item::Column::Id.eq(action.uuid()))
            .filter(action_item::Column::MeetingId.eq(row.id.uuid()))
            .exec(&self.tx)
            .await?;
        if ticked.rows_affected == 0 {
            return Err(Declined::NotFound("action item"));
        }
        Ok(self.changed(vec![Change::made("tick", json!({ "action": action, "done": done }))]))
    }

    /// Hands an action item that is not done to another member: its owner left, or cannot do it. Like a tick, it can be done
    /// after the minutes are approved.
    ///
    /// # Errors
    /// When it belongs to no such meeting or is done, or for somebody who is no member.
    pub async fn hand_on(self, action: ActionId, owner: PersonId, form: &SentForm) -> Result<Changed, Declined> {
        self.once(form).await?;
        let row = found(&self.tx, self.group, self.act().meeting).await?;
        let known = papers(&self.tx, self.group, row.id).await?.actions.into_iter().find(|item| item.id == action);
        let known = known.ok_or(Declined::NotFound("action item"))?;
        if known.done.is_some() {
            return Err(Declined::rule("this is done already, so nobody has to take it on"));
        }
        self.takes_on(owner).await?;
        action_item::Entity::update_many()
            .col_expr(action_item::Column::Owner, Expr::value(owner.uuid()))
            .filter(action_item::Column::Id.eq(action.uuid()))
            .exec(&self.tx)
            .await?;
        let told = |owner: PersonId| json!({ "words": known.words, "owner": owner });
        Ok(self.changed(vec![Change::from_to("action item", told(known.owner), told(owner))]))
    }

    /// Whether somebody can take something upon themself.
    async fn takes_on(&self, owner: PersonId) -> Result<(), Declined> {
        let is_member = roster::standing(&self.tx, self.group, owner, self.now()).await?.is_member();
        let not = || Declined::field("owner", "only a member can take this upon themself: choose one");
        if is_member { Ok(()) } else { Err(not()) }
    }
}
