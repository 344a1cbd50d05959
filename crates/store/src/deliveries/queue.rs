//! The queue: deliveries put in, planned again, called off, and let go on when what they waited for has happened.

use super::{
    Op, delivery_of,
    keeping::{settle_notices, write},
    reading::of_post,
};
use crate::{
    Declined,
    database::{hints, tables::delivery_row},
    posts::queue::PlannedDelivery,
};
use basics::{ChannelId, DeliveryId, GroupId, Moment, PersonId, PostId};
use delivery::{Event, Plan, Row, State};
use publishing::Draft;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    QueryFilter as _, QueryOrder as _, Select, prelude::Expr,
};

/// Whether the row can still be changed or called off.
pub(crate) fn is_open(row: &delivery_row::Model) -> bool {
    row.state.parse::<State>().is_ok_and(|state| !state.is_terminal())
}

/// Whether it is over and left nothing that people can read.
pub(crate) fn ended_badly(row: &delivery_row::Model) -> bool {
    row.state.parse::<State>().is_ok_and(State::came_to_nothing)
}

/// Whether calling it off means something.
pub(crate) fn can_be_called_off(row: &delivery_row::Model) -> bool {
    op_and_state(row).is_some_and(|(op, state)| op.can_be_called_off(state))
}

/// Whether its outcome is open: it waits, leaves, is asked of a person, or nobody knows how it ended.
pub(crate) fn is_under_way(row: &delivery_row::Model) -> bool {
    row.state.parse::<State>().is_ok_and(|state| !state.is_settled())
}

/// Whether it corrects something that is out.
pub(crate) fn corrects(row: &delivery_row::Model) -> bool {
    op_and_state(row).is_some_and(|(op, _)| op.corrects())
}

/// None for a row that cannot be read, which is set aside by whoever works on it.
fn op_and_state(row: &delivery_row::Model) -> Option<(Op, State)> {
    Op::of(&row.op).ok().zip(row.state.parse().ok())
}

/// Whether it deletes what this delivery published, and is not over.
pub(crate) fn is_deleting(row: &delivery_row::Model, published: DeliveryId) -> bool {
    row.op == Op::Delete.word() && row.client_ref == published.to_string() && is_open(row)
}

/// Whether people may have read it, or may yet: it was published, or is on its way and nobody knows how that ends.
pub(crate) fn has_left(row: &delivery_row::Model) -> bool {
    let never = |state: State| {
        state.is_before_sending() || state.came_to_nothing() || matches!(state, State::Asked | State::Absent)
    };
    op_and_state(row).is_some_and(|(op, state)| !op.is_on_anothers() && !never(state))
}

/// Whether a delivery is just what is planned, by the same person, and nothing but its time keeps it.
pub(crate) fn waits_as_planned(row: &delivery_row::Model, new: &PlannedDelivery, by: PersonId) -> bool {
    let same = is_planned_as(row, new) && row.content == new.content.bytes();
    let waits = row.state == new.row.state.word() && row.due_at == new.row.due.micros() && row.planned_by == by.uuid();
    let stands = |kept: &Row| {
        kept.pauses == new.row.pauses && kept.not_after == new.row.not_after && kept.late_limit == new.row.late_limit
    };
    same && waits && delivery_of(row.clone()).is_ok_and(|kept| stands(&kept.row))
}

/// Whether a delivery is the same part on the same channel.
pub(crate) fn is_planned_as(row: &delivery_row::Model, new: &PlannedDelivery) -> bool {
    row.channel_id == new.channel.uuid() && row.op == new.op.word() && usize::try_from(row.part) == Ok(new.part)
}

/// Puts a new delivery in the queue. `round` tells this plan of a post from earlier ones.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    group: GroupId,
    post: PostId,
    round: usize,
    new: &PlannedDelivery,
    by: PersonId,
) -> Result<(), Declined> {
    let part = i64::try_from(new.part).map_err(anyhow::Error::from)?;
    let slot = i64::try_from(round + new.part).map_err(anyhow::Error::from)?;
    delivery_row::Entity::insert(delivery_row::ActiveModel {
        id: Set(new.row.id.uuid()),
        group_id: Set(group.uuid()),
        post_id: Set(post.uuid()),
        channel_id: Set(new.channel.uuid()),
        op: Set(new.op.word().to_owned()),
        slot: Set(slot),
        part: Set(part),
        content: Set(new.content.bytes().to_vec()),
        planned_by: Set(by.uuid()),
        state: Set(new.row.state.word().to_owned()),
        seq: Set(new.row.seq.into()),
        fence: Set(new.row.fence.into()),
        due_at: Set(new.row.due.micros()),
        wakes_at: Set(new.row.wakes_at().map(Moment::micros)),
        standing: Set(serde_json::to_string(&new.row)?),
        client_ref: Set(new.client_ref.clone()),
        prepared: Set(None),
        remote_id: Set(None),
        remote_url: Set(None),
        sent_at: Set(None),
        sent_office: Set(None),
        sent_clause: Set(None),
        trouble: Set(None),
        called_off_by: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    hints::give(tx).await?;
    Ok(())
}

/// Gives a delivery that waits another time, other content and another planner. One that has begun to leave refuses.
pub(crate) async fn replan(
    tx: &DatabaseTransaction,
    old: delivery_row::Model,
    new: &PlannedDelivery,
    by: PersonId,
    now: Moment,
) -> Result<(), Declined> {
    let id = old.id;
    settle_notices(tx, DeliveryId::from(id), now).await?;
    let mut row = delivery_of(old)?;
    let waits_for_authority = row.row.pauses.iter().filter(|reason| lifted_by_planning(*reason)).collect::<Vec<_>>();
    for reason in waits_for_authority {
        row.row = write(tx, &row, Event::Lift(reason), "planned again", now).await?;
    }
    write(tx, &row, Event::Retime(new.row.plan()), "planned again", now).await?;
    delivery_row::Entity::update_many()
        .col_expr(delivery_row::Column::Content, Expr::value(new.content.bytes().to_vec()))
        .col_expr(delivery_row::Column::PlannedBy, Expr::value(by.uuid()))
        .col_expr(delivery_row::Column::DueAt, Expr::value(new.row.due.micros()))
        .col_expr(delivery_row::Column::Prepared, Expr::value(Option::<String>::None))
        .col_expr(delivery_row::Column::Trouble, Expr::value(Option::<String>::None))
        .filter(delivery_row::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives what waits of a post for its time, which was `from`, the time that its draft has by now. A part of a thread that was
/// sent for by a person, a correction and a deletion have a time of their own.
pub(crate) async fn move_with_the_clocks(
    tx: &DatabaseTransaction,
    post: PostId,
    (from, moved): (Moment, &Draft),
    now: Moment,
) -> Result<(), Declined> {
    let to = moved.leaves_at(now);
    for row in of_post(tx, post).await? {
        let row = delivery_of(row)?;
        let waits = moved.waits_for(row.part);
        let is_of_the_plan = matches!(row.op, Op::Create | Op::Reply) && row.row.due == from.plus(waits);
        if row.row.state != delivery::State::Scheduled || !is_of_the_plan {
            continue;
        }
        let plan = Plan { due: to.plus(waits), ..row.row.plan() };
        write(tx, &row, Event::Retime(plan), "the clocks of its zone are changed", now).await?;
        delivery_row::Entity::update_many()
            .col_expr(delivery_row::Column::DueAt, Expr::value(plan.due.micros()))
            .filter(delivery_row::Column::Id.eq(row.id.uuid()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// What a fresh judgement of fresh content answers. A freeze or a rate limit is not lifted by planning again.
fn lifted_by_planning(reason: delivery::PauseReason) -> bool {
    use delivery::PauseReason as R;
    matches!(reason, R::Authority | R::Content | R::Token | R::Late | R::Match)
}

/// Calls a delivery off; one that is leaving is withdrawn once its outcome is known, by the authority of whoever called
/// it off.
pub(crate) async fn call_off(
    tx: &DatabaseTransaction,
    row: delivery_row::Model,
    by: Option<PersonId>,
    now: Moment,
) -> Result<(), Declined> {
    let row = delivery_of(row)?;
    if row.row.withdraw_wanted {
        return Ok(());
    }
    settle_notices(tx, row.id, now).await?;
    let new = write(tx, &row, Event::Cancel, "called off", now).await?;
    if new.withdraw_wanted {
        delivery_row::Entity::update_many()
            .col_expr(delivery_row::Column::CalledOffBy, Expr::value(by.map(PersonId::uuid)))
            .filter(delivery_row::Column::Id.eq(row.id.uuid()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Calls off everything that waits for a channel which the group leaves.
pub(crate) async fn call_off_on_channel(
    tx: &DatabaseTransaction,
    channel: ChannelId,
    by: Option<PersonId>,
    now: Moment,
) -> Result<usize, Declined> {
    let mut waiting = open_on_channel(tx, channel).await?;
    waiting.retain(can_be_called_off);
    let count = waiting.len();
    for row in waiting {
        call_off(tx, row, by, now).await?;
    }
    Ok(count)
}

/// Calls off everything of a group that has not left, when the group ends. Gives its number.
pub(crate) async fn call_off_all(tx: &DatabaseTransaction, group: GroupId, now: Moment) -> Result<usize, Declined> {
    let open = delivery::State::ALL.iter().filter(|state| !state.is_terminal()).map(|state| state.word());
    let mut waiting = delivery_row::Entity::find()
        .filter(delivery_row::Column::GroupId.eq(group.uuid()))
        .filter(delivery_row::Column::State.is_in(open))
        .order_by_asc(delivery_row::Column::Id)
        .all(tx)
        .await?;
    waiting.retain(can_be_called_off);
    let count = waiting.len();
    for row in waiting {
        call_off(tx, row, None, now).await?;
    }
    Ok(count)
}

/// Holds everything of a person that has not begun to leave, for somebody else to plan again. Gives its posts, each once. A
/// deletion that they asked for is not held here: it is judged when it leaves.
pub(crate) async fn hold_of_person(
    tx: &DatabaseTransaction,
    group: GroupId,
    person: PersonId,
    note: &str,
    now: Moment,
) -> Result<Vec<PostId>, Declined> {
    let mut held = Vec::new();
    for row in waiting_of(group, person).order_by_asc(delivery_row::Column::Id).all(tx).await? {
        let row = delivery_of(row)?;
        if !row.row.pauses.contains(delivery::PauseReason::Authority) {
            write(tx, &row, Event::Pause(delivery::PauseReason::Authority), note, now).await?;
        }
        if !held.contains(&row.post) {
            held.push(row.post);
        }
    }
    Ok(held)
}

/// What a person planned and has not begun to leave, deletions left out.
pub(super) fn waiting_of(group: GroupId, person: PersonId) -> Select<delivery_row::Entity> {
    let waiting = delivery::State::ALL.iter().filter(|state| state.is_before_sending()).map(|state| state.word());
    delivery_row::Entity::find()
        .filter(delivery_row::Column::GroupId.eq(group.uuid()))
        .filter(delivery_row::Column::PlannedBy.eq(person.uuid()))
        .filter(delivery_row::Column::Op.ne(Op::Delete.word()))
        .filter(delivery_row::Column::State.is_in(waiting))
}

async fn open_on_channel(tx: &DatabaseTransaction, channel: ChannelId) -> Result<Vec<delivery_row::Model>, DbErr> {
    let open = delivery::State::ALL.iter().filter(|state| !state.is_terminal()).map(|state| state.word());
    delivery_row::Entity::find()
        .filter(delivery_row::Column::ChannelId.eq(channel.uuid()))
        .filter(delivery_row::Column::State.is_in(open))
        .order_by_asc(delivery_row::Column::Id)
        .all(tx)
        .await
}

/// Lifts a pause from every delivery of a channel: what it waited for has happened.
pub(crate) async fn lift_on_channel(
    tx: &DatabaseTransaction,
    channel: ChannelId,
    reason: delivery::PauseReason,
    now: Moment,
) -> Result<(), Declined> {
    for row in open_on_channel(tx, channel).await? {
        let row = delivery_of(row)?;
        if row.row.pauses.contains(reason) {
            settle_notices(tx, row.id, now).await?;
            write(tx, &row, Event::Lift(reason), "what it waited for has happened", now).await?;
        }
    }
    Ok(())
}

/// Lets the deliveries of a channel go on whose database was in doubt. What was due by now may have left elsewhere: it is
/// looked for first. What a person posts by hand is asked of a person as ever.
pub(crate) async fn looked_for_first(
    tx: &DatabaseTransaction,
    channel: ChannelId,
    now: Moment,
) -> Result<(), Declined> {
    use delivery::{Class, PauseReason as R};
    for row in open_on_channel(tx, channel).await? {
        let mut row = delivery_of(row)?;
        let may_have_left =
            row.row.state.is_before_sending() && row.row.due <= now && row.row.class() != Class::Assisted;
        if row.row.pauses.contains(R::Epoch) {
            settle_notices(tx, row.id, now).await?;
            row.row = write(tx, &row, Event::Lift(R::Epoch), "two people say that this is the live installation", now)
                .await?;
        }
        if may_have_left {
            let why = "it was due while nobody knew which installation is the live one, so it is looked for first";
            write(tx, &row, Event::MayHaveLeft, why, now).await?;
        }
    }
    Ok(())
}
