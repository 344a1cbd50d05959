//! What happens by itself: deliveries leave at their minute, votes close and terms end at their instant, series of meetings
//! go on, people are invited and reminded, the log is put in order, and what is over is swept away.
//!
//! What leaves, leaves by the authority of whoever planned it, judged again at the moment of sending. A vote is closed and
//! a term ended by the charter itself, which also does what follows from it.

mod admitting;
mod archiving;
mod beating;
mod chatting;
mod deciding;
mod delivering;
mod duties;
mod ending;
mod following;
mod leaving;
mod looking_ahead;
mod mailing;
mod meeting;
mod reminding;
mod reporting;
mod requesting;
mod resting;
mod taking_effect;
mod telling;
mod wall_times;
mod working;

use crate::{Declined, Installation, accepting};
use basics::Moment;
use delivery::Happened;
use jiff::SignedDuration;
use std::time::Duration;
use tokio::sync::watch;
use working::Crew;

pub use beating::Watch;

/// The longest the clock sleeps: a row that another process put in the queue waits no longer than this.
const LONGEST_SLEEP: Duration = Duration::from_millis(200);
/// How soon after a change the log is put in order.
const ORDER_WITHIN: Duration = Duration::from_millis(250);
/// How soon after its instant a vote is closed, and a term ended.
const DECIDE_WITHIN: Duration = Duration::from_millis(500);
/// How long a vote, a term or a status waits that could not be worked through, so that it holds up no other and fills no
/// log.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// How often somebody may have to be reminded, and how soon a letter that did not leave is tried again.
const REMIND_EVERY: Duration = Duration::from_mins(1);
/// How often what is over is swept away.
const SWEEP_EVERY: Duration = Duration::from_hours(1);
/// How long the clock waits after a trouble that may pass by itself.
const AFTER_TROUBLE: Duration = Duration::from_secs(1);

/// Runs until `stop` becomes true. What is under way is finished first.
pub async fn run(here: Installation, stop: watch::Receiver<bool>) {
    if let Err(error) = take_over(&here).await {
        tracing::error!(error = format!("{error:#}"), "what a process left half done waits for its lease to lapse");
    }
    if let Err(error) = here.store.destroy_vote_keys().await {
        tracing::error!(error = format!("{error:#}"), "the key of a vote that is over could not be destroyed");
    }
    tokio::join!(
        deliver(&here, stop.clone()),
        hear_others(&here, stop.clone()),
        decide(&here, stop.clone()),
        remind(&here, stop.clone()),
        look_ahead(&here, stop.clone()),
        keep_order(&here, stop.clone()),
        keep_clean(&here, stop)
    );
}

/// Takes up what a process left half done when it died. On a database of one node that process is known to be gone;
/// elsewhere another node may be at work, and only a lapsed lease tells. Gives the number of deliveries.
pub async fn take_over(here: &Installation) -> Result<usize, anyhow::Error> {
    if !here.store.is_for_one_node() {
        return Ok(0);
    }
    let left = here.store.bookkeeping().held().await?;
    for row in &left {
        here.store.bookkeeping().tell(row, Happened::WorkerGone, "the process that worked on it is gone").await?;
    }
    Ok(left.len())
}

/// Works through everything whose moment has come, once, and waits for it. Gives the number of deliveries that moved:
/// what tests call after they moved the clock.
pub async fn tick(here: &Installation) -> Result<usize, anyhow::Error> {
    here.store.bookkeeping().keep_time().await?;
    let mut worked = 0;
    if may_go_on(here) {
        Box::pin(decided(here)).await?;
        if !here.store.in_doubt().await? {
            Box::pin(reminded(here)).await.into_iter().try_for_each(|(_, done)| done.map(drop))?;
        }
        worked = Box::pin(working::work_through(here)).await?;
        here.watch.all_is_well(here.store.now());
    }
    here.store.put_in_order().await?;
    Ok(worked)
}

/// Whether what is due may happen by itself. Where the machine's clock is behind what was shown already, or jumped ahead, one
/// of the two is wrong, and a person has to look first: what left too early cannot be taken back.
fn may_go_on(here: &Installation) -> bool {
    here.store.clock().wrong().is_none()
}

/// Whether letters and messages may go out: not while nobody knows whether this is the live installation, which may be
/// writing the same ones.
async fn may_write(here: &Installation) -> bool {
    match here.store.in_doubt().await {
        Ok(in_doubt) => may_go_on(here) && !in_doubt,
        Err(error) => {
            tracing::error!(
                error = format!("{error:#}"),
                "whether this is the live installation could not be looked up"
            );
            false
        }
    }
}

async fn deliver(here: &Installation, mut stop: watch::Receiver<bool>) {
    let mut crew = Crew::of(here.clone());
    while !*stop.borrow() {
        // What is due is awake all the while that nothing may leave: it is not asked for again and again.
        let pause = if may_go_on(here) { dispatched(here, &mut crew).await } else { LONGEST_SLEEP };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = crew.somebody_is_done() => {}
            () = here.store.something_planned() => {}
            _ = stop.changed() => {}
        }
    }
    crew.finish().await;
}

/// What another process planned is looked for at once, and not only at the next look.
async fn hear_others(here: &Installation, mut stop: watch::Receiver<bool>) {
    tokio::select! {
        () = here.store.hear_others() => {}
        _ = stop.wait_for(|stop| *stop) => {}
    }
}

/// Sets the crew to work; gives how long to wait until it is looked at again.
async fn dispatched(here: &Installation, crew: &mut Crew) -> Duration {
    match crew.dispatch().await {
        Ok(taken) => {
            here.watch.all_is_well(here.store.now());
            if taken == 0 { until_next(here, crew).await } else { Duration::ZERO }
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "deliveries could not be worked through");
            AFTER_TROUBLE
        }
    }
}

async fn decide(here: &Installation, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let decided = if may_go_on(here) { decided(here).await } else { Ok(()) };
        let pause = match decided {
            Ok(()) => DECIDE_WITHIN,
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "votes could not be closed, or terms ended");
                AFTER_TROUBLE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// A vote whose end is the end of a term is closed first: whoever voted in time is still on its roll.
async fn decided(here: &Installation) -> Result<(), anyhow::Error> {
    deciding::work_through(here).await?;
    taking_effect::work_through(here).await?;
    ending::work_through(here).await?;
    admitting::work_through(here).await?;
    following::work_through(here).await?;
    archiving::end_groups(here).await?;
    Ok(())
}

/// What went wrong, down to what it came from.
fn in_full(declined: Declined) -> String {
    match declined {
        Declined::Trouble(error) => format!("{error:#}"),
        other => other.to_string(),
    }
}

async fn remind(here: &Installation, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = here.store.bookkeeping().keep_time().await {
            tracing::error!(
                error = format!("{error:#}"),
                "what time it is could not be kept; it is tried again in a minute"
            );
        }
        if here.store.brake().is_pulled() {
            tracing::warn!("the operator stopped this machine: nothing leaves from it until `nuncio thaw`");
        }
        if let Some(wrong) = here.store.clock().wrong() {
            let shown = here.store.now();
            tracing::error!(
                %shown,
                ?wrong,
                "the clock of this machine is wrong: nothing happens by itself until it is right; where it jumped ahead to what is right, start the program anew"
            );
        }
        let reminded = if may_write(here).await { Vec::from(reminded(here).await) } else { Vec::new() };
        for (what, done) in reminded {
            if let Err(error) = done {
                tracing::error!(
                    what,
                    error = format!("{error:#}"),
                    "it could not be done; it is tried again in a minute"
                );
            }
        }
        tokio::select! {
            () = tokio::time::sleep(REMIND_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Whoever has to be written to is, series of meetings go on, and keys of groups that ended go back: once a minute is often
/// enough. What fails of it holds up nothing else. Gives how each went.
async fn reminded(here: &Installation) -> [(&'static str, Result<usize, anyhow::Error>); 15] {
    [
        ("posts keep their time on the wall", wall_times::work_through(here).await),
        ("voters are told of votes", telling::work_through(here).await),
        ("whoever was admitted is written to", accepting::write(here).await),
        ("duties of the year are asked for", duties::work_through(here).await),
        ("members are reminded of their terms", reminding::work_through(here).await),
        ("bodies are asked", requesting::work_through(here).await),
        ("reports are mailed", reporting::work_through(here).await),
        ("bodies are told of minor versions", taking_effect::tell(here).await),
        ("series of meetings go on", meeting::goes_on(here).await),
        ("people are written to about meetings", meeting::work_through(here).await),
        ("what needs somebody is mailed", mailing::work_through(here).await),
        ("chats are told", chatting::work_through(here).await),
        ("what nothing keeps any more goes on", here.store.bookkeeping().lift_what_nothing_keeps().await),
        ("the outside watch is called", beating::work_through(here).await),
        ("keys of groups that ended go back", archiving::take_back_keys(here).await),
    ]
}

/// How long until the next row wakes; never so long that a row of another process would wait.
async fn until_next(here: &Installation, crew: &Crew) -> Duration {
    let wait = |next: Moment| Duration::try_from(next.since(here.store.now())).unwrap_or(Duration::ZERO);
    match here.store.bookkeeping().next_wake(&crew.busy()).await {
        Ok(Some(next)) => wait(next).clamp(Duration::from_millis(5), LONGEST_SLEEP),
        Ok(None) => LONGEST_SLEEP,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the next delivery could not be looked up");
            AFTER_TROUBLE
        }
    }
}

/// Looks once at every post whose moment to be looked at has come, and waits for it. Gives their number. By itself, beside
/// everything else: it waits for the servers of others, and holds up nothing.
pub async fn looked_ahead(here: &Installation) -> Result<usize, anyhow::Error> {
    Box::pin(looking_ahead::work_through(here)).await
}

async fn look_ahead(here: &Installation, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if may_write(here).await
            && let Err(error) = looked_ahead(here).await
        {
            tracing::error!(error = format!("{error:#}"), "posts could not be looked at ahead of their time");
        }
        tokio::select! {
            () = tokio::time::sleep(REMIND_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn keep_order(here: &Installation, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = here.store.put_in_order().await {
            tracing::error!(error = format!("{error:#}"), "the log could not be put in order");
        }
        tokio::select! {
            () = tokio::time::sleep(ORDER_WITHIN) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn keep_clean(here: &Installation, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match here.store.bookkeeping().sweep().await {
            Ok(0) => {}
            Ok(rows) => tracing::debug!(rows, "what was over is swept away"),
            Err(error) => {
                tracing::error!(
                    error = format!("{error:#}"),
                    "what is over could not be swept away; it is tried again in an hour"
                );
            }
        }
        tokio::select! {
            () = tokio::time::sleep(SWEEP_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}
