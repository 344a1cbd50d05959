//! A channel moves from one state to another, and the mark for conversation from one channel to another.

use super::register::{channel_of, insert_channel, row_of, rows_of};
use crate::{Declined, Judged, database::tables::channel, deliveries, door::Changed};
use audit::Change;
use basics::ChannelId;
use channels::{Channel, Marks, State};
use charter::{
    Act,
    act::{OpenChannel, PreferChannel, ReserveChannel, RestChannel, ResumeChannel, RetireChannel, SuspendChannel},
};
use delivery::PauseReason;
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, prelude::Expr};
use serde_json::json;

impl<A: Act> Judged<A> {
    /// Moves a channel to the state that the act leads to, or says why the act makes no sense there.
    async fn move_channel(self, id: ChannelId) -> Result<Changed, Declined> {
        let row = row_of(&self.tx, self.group, id).await?.ok_or(Declined::NotFound("channel"))?;
        let before = channel_of(&row)?.state;
        let after = channels::after(before, A::NAME).map_err(Declined::rule)?;
        set_state(&self.tx, id, after).await?;
        if after.posts() {
            deliveries::lift_on_channel(&self.tx, id, PauseReason::Freeze, self.now()).await?;
        }
        let change = Change::from_to(format!("state of {}", row.name), json!(before), json!(after));
        Ok(self.changed(vec![change]))
    }
}

async fn set_state(tx: &impl ConnectionTrait, id: ChannelId, state: State) -> Result<(), DbErr> {
    channel::Entity::update_many()
        .col_expr(channel::Column::State, Expr::value(state.as_str()))
        .filter(channel::Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

impl Judged<ReserveChannel> {
    /// Enters a channel whose name is held and on which nothing is posted.
    pub async fn keep(self, new: &Channel) -> Result<Changed, Declined> {
        let id = self.act().channel;
        enter(self, id, new, State::Reserved).await
    }
}

impl Judged<OpenChannel> {
    /// Enters a channel that is in use from now on, or opens one that was reserved.
    pub async fn keep(self, new: &Channel) -> Result<Changed, Declined> {
        let id = self.act().channel;
        match row_of(&self.tx, self.group, id).await? {
            Some(_) => self.move_channel(id).await,
            None => enter(self, id, new, State::Active).await,
        }
    }
}

async fn enter<A: Act>(judged: Judged<A>, id: ChannelId, new: &Channel, state: State) -> Result<Changed, Declined> {
    let twin = rows_of(&judged.tx, judged.group)
        .await?
        .into_iter()
        .find(|row| row.url == new.url && row.network == new.network.as_str());
    if let Some(twin) = twin {
        return Err(Declined::rule(format!(
            "{} is in the register already, as {:?}; open it there",
            new.url, twin.name
        )));
    }
    let new = Channel { id, group: judged.group, state, marks: Marks::default(), ..new.clone() };
    insert_channel(&judged.tx, &new, judged.now()).await?;
    let change = Change::made(format!("channel {}", new.name), json!({ "handle": new.handle, "state": state }));
    Ok(judged.changed(vec![change]))
}

impl Judged<RestChannel> {
    /// Stops posting there, without leaving.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let id = self.act().channel;
        self.move_channel(id).await
    }
}
impl Judged<ResumeChannel> {
    /// Posts there again.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let id = self.act().channel;
        self.move_channel(id).await
    }
}
impl Judged<SuspendChannel> {
    /// Stops everything there at once.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let id = self.act().channel;
        self.move_channel(id).await
    }
}
impl Judged<RetireChannel> {
    /// Leaves it for good; the name stays in the register, and what waits for it is called off.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let (id, by) = (self.act().channel, self.permit().question().actor.person());
        deliveries::call_off_on_channel(&self.tx, id, by, self.now()).await?;
        self.move_channel(id).await
    }
}

impl Judged<PreferChannel> {
    /// Moves the mark for conversation: taken from one channel and given to another in one step.
    pub async fn keep(self) -> Result<Changed, Declined> {
        let rows = rows_of(&self.tx, self.group).await?;
        let register = rows.iter().map(channel_of).collect::<Result<Vec<_>, _>>()?;
        let moved = channels::prefer(&register, self.act().channel).map_err(Declined::rule)?;
        if let Some(from) = moved.from {
            mark_preferred(&self.tx, from, false).await?;
        }
        mark_preferred(&self.tx, moved.to, true).await?;
        let change = Change::from_to("preferred channel", json!(moved.from), json!(moved.to));
        Ok(self.changed(vec![change]))
    }
}

async fn mark_preferred(tx: &impl ConnectionTrait, id: ChannelId, preferred: bool) -> Result<(), DbErr> {
    channel::Entity::update_many()
        .col_expr(channel::Column::IsPreferred, Expr::value(preferred))
        .filter(channel::Column::Id.eq(id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}
