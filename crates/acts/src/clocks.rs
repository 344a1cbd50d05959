//! Posts whose time on the wall is another instant by now, because the clocks of its zone were changed. What was planned is
//! the wall: the charter moves the post with it, and where no instant follows from it any more, the post waits for its author.

use crate::{Declined, Installation};
use charter::{Actor, act::FollowClocks};
use delivery::{Happened, PauseReason, State};
use publishing::{ByNow, CannotPlan, Draft, Planned};
use store::{DeliveryRow, Op, PostNoticeKind, PostRow, PostStage};

/// Brings a post that waits, or a draft, to the instant that its time on the wall is by the tables of this installation.
/// Gives whether it is another one.
pub(crate) async fn follow(here: &Installation, post: &PostRow, when: &Planned) -> Result<bool, Declined> {
    match (when.by_now(&here.tables, here.store.now()), post.stage) {
        // The author of a draft that asks is asked when they put it in the queue: `still_shows`.
        (ByNow::Same, _) | (ByNow::Asks(_), PostStage::Draft) => Ok(false),
        (ByNow::Moved(to), PostStage::Draft) => Ok(here.store.bookkeeping().move_draft(post, &to).await?),
        (ByNow::Moved(to), _) => move_with_them(here, post, when, &to).await,
        (ByNow::Asks(why), _) => hold(here, post, &when.asks_anew(&why)).await,
    }
}

/// Moves it, as the charter. One that gives nobody the power to has it held: it must not leave at a wrong time.
async fn move_with_them(here: &Installation, post: &PostRow, from: &Planned, to: &Planned) -> Result<bool, Declined> {
    let (act, what) = (FollowClocks { post: post.id }, to.moved_from(from));
    if !here.store.opinion(post.group, Actor::Charter, &act).await?.may() {
        let why = format!("{what}. The charter lets nobody move it with them, so it is held: plan it again");
        return hold(here, post, &why).await;
    }
    let judged = here.store.begin(post.group, Actor::Charter, act).await?;
    let says = format!("{what}. It leaves when the wall there shows that time");
    judged.keep(from, to, &says).await?.commit().await?;
    Ok(true)
}

/// Keeps what waits of it from leaving until somebody plans it anew, and says why. What is leaving already is left alone.
async fn hold(here: &Installation, post: &PostRow, why: &str) -> Result<bool, Declined> {
    let mut held = false;
    for row in here.store.deliveries(post.group, post.id).await?.into_iter().filter(waits) {
        here.store.bookkeeping().keep_trouble(row.id, why).await?;
        let told = here.store.bookkeeping().tell(&row, Happened::Pause(PauseReason::Content), why).await?;
        held |= told.is_some();
    }
    if held {
        let about = (PostNoticeKind::Held, here.tables.version());
        here.store.bookkeeping().say_of_post((post.group, post.id), about, why).await?;
    }
    Ok(held)
}

fn waits(row: &DeliveryRow) -> bool {
    let of_the_plan = matches!(row.op, Op::Create | Op::Reply) && row.row.state == State::Scheduled;
    of_the_plan && !row.row.pauses.contains(PauseReason::Content)
}

/// Refuses a draft whose time on the wall is not the instant that was shown to whoever chose it.
pub(crate) fn still_shows(here: &Installation, draft: &Draft) -> Result<(), Declined> {
    let Some(when) = &draft.when else { return Ok(()) };
    match when.by_now(&here.tables, here.store.now()) {
        // What is over is refused, or leaves at once, by the rules of planning.
        ByNow::Same | ByNow::Asks(CannotPlan::Past { .. }) => Ok(()),
        ByNow::Moved(to) => Err(Declined::rule(format!("{}. Choose the time again", to.moved_from(when)))),
        ByNow::Asks(why) => Err(Declined::rule(why)),
    }
}
